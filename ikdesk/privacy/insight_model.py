"""What somebody is told of what is stored about them: values, before and after others are taken out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ikdesk.kernel.base import Code
from ikdesk.kernel.viewer import Key
from ikdesk.privacy.mask_model import masked
from ikdesk.privacy.model import Withholding

FORM = "ikdesk-innsyn"  # what the plain data call themselves
EDITION = 1
_TOKEN = re.compile(r"(?:[A-ZÆØÅ]\.\s?){1,3}[A-ZÆØÅ](?![^\W_])\.?|[^\W_]+(?:[’'.\-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Search:
    """Whom it is about, as far as the file knows children: initials or a number, and perhaps when and where."""

    initials: str
    first: date | None = None
    last: date | None = None
    department: Key | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident that may be about somebody; a person decides, because initials collide."""

    id: Key
    number: str
    occurred_on: date
    kind: Code
    place: str
    child: str
    story: str
    restricted: bool
    in_field: bool  # the initials stand in the field for them; otherwise they are mentioned in the text


@dataclass(frozen=True, slots=True)
class Correction:
    """What stood before, and what it was corrected to."""

    day: date
    attribute: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Part:
    """Something that was written down besides, and belongs to an incident."""

    kind: str  # its table
    values: dict[str, Any]  # in the order they are shown


@dataclass(frozen=True, slots=True)
class Told:
    """One incident as it is told to the one it is about."""

    id: Key
    number: str
    restricted: bool
    values: dict[str, Any]  # attributes of the incident, in the order they are shown
    staff: dict[str, Any] = dataclasses.field(default_factory=dict)  # of the staff register, where it is there
    corrections: tuple[Correction, ...] = ()
    parts: tuple[Part, ...] = ()

    def texts(self) -> Iterable[str]:
        """All that somebody has written in it."""
        written = {**self.values, **self.staff}
        yield from (str(value) for key, value in written.items() if key in FREE and value)
        for part in self.parts:
            yield from (str(value) for key, value in part.values.items() if key in FREE and value)
        for one in self.corrections:
            yield from (one.before, one.after, one.why)

    def without(self, words: Collection[str]) -> Told:
        """The same with these words taken out of all that somebody has written."""
        return dataclasses.replace(
            self, values=_without(self.values, words), staff=_without(self.staff, words),
            corrections=tuple(
                dataclasses.replace(one, before=masked(one.before, words), after=masked(one.after, words),
                                    why=masked(one.why, words))
                for one in self.corrections
            ),
            parts=tuple(Part(part.kind, _without(part.values, words)) for part in self.parts),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that a member of staff did, as the log has it."""

    at: datetime  # UTC
    what: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Staff:
    """What is stored about somebody because they use the program."""

    name: str
    role: str
    department: str
    since: date | None
    until: date | None
    reported: tuple[tuple[str, date], ...] = ()  # number and day of what they reported; not what they wrote of others
    measures: tuple[str, ...] = ()  # the titles of the measures they do
    deputy: tuple[tuple[date, date], ...] = ()
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True)
class Insight:
    """All that somebody is told."""

    about: str  # initials, number or name
    records: tuple[Told, ...]
    staff: Staff | None = None
    words: tuple[str, ...] = ()  # taken out
    withheld: tuple[Withholding, ...] = ()  # why something is not told; never how much

    def without_others(self) -> Insight:
        """The same with others taken out."""
        return dataclasses.replace(self, records=tuple(record.without(self.words) for record in self.records))

    @property
    def keys(self) -> tuple[Key, ...]:
        """The incidents that are told of."""
        return tuple(record.id for record in self.records)


def mentions(text: str, initials: str) -> bool:
    """Whether initials, a number or a name stand in a text, however they are dotted: "OH", "O.H.", "o. h.".

    Args:
        text: what was written.
        initials: whom to look for.
    """
    wanted = bare(initials)
    return bool(wanted) and (bare(text) == wanted or any(bare(hit) == wanted for hit in _TOKEN.findall(text)))


def bare(text: str) -> str:
    """Letters and figures only, in small letters."""
    return re.sub(r"[\W_]", "", text).casefold()


def _without(values: dict[str, Any], words: Collection[str]) -> dict[str, Any]:
    return {key: masked(value, words) if key in FREE and value else value for key, value in values.items()}


# what people write themselves; everything else is a code, a number, a day or a name of a place
FREE = frozenset({
    "story", "done_at_once", "child", "handling", "reply", "prevent_said", "position", "extract", "medical_note",
    "text", "by_name", "told", "not_needed", "about", "case_number", "municipal_number", "equipment",
})  # fmt: skip
