"""A leader who hands over to another: how far they have come, and what the paper between them says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from ikdesk.incidents.model import Status
from ikdesk.incidents.notice_clock_model import Suggestion
from ikdesk.kernel.base import Code
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.people.model import Role

KIND = "handover"  # what the log of who did what calls it
DRAFT = "handover"  # where the words of whoever goes are kept until they are printed
AHEAD = timedelta(days=92)  # what falls due so soon is told of
MOST_WORDS, MOST_LINES = 900, 10  # of one's own: more would take the room of what is open


@dataclass(frozen=True, slots=True)
class Who:
    """One of the two."""

    key: Key
    slot: str  # the lock in the vault they open
    name: str


@dataclass(frozen=True, slots=True)
class Handover:
    """One leader who hands over to another, begun and not finished: whoever goes can still unlock."""

    old: Who
    new: Who


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Something that somebody has promised to do, in their own name."""

    key: Key
    title: str
    number: int | None  # of a measure; None for a proposal of a meeting that has not ended
    deadline: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come.

    Args:
        handover: who hands over to whom; None: nobody has begun.
        left: what still stands in the name of whoever goes, or of the one who asks if nobody has begun.
        printed: whether the paper was written since it began.
        backed_up: whether a backup was made since it began.
        code_kept: the day the new leader's own recovery code was written down.
    """

    handover: Handover | None
    left: tuple[Responsibility, ...]
    printed: bool = False
    backed_up: bool = False
    code_kept: date | None = None


class Sort(Choice):
    """What is promised, or falls due."""

    MEASURE = _("Tiltak")
    NOTICE = _("Beskjed")
    DECISION = _("Beslutning")
    MINUTES = _("Referat")
    EVALUATION = _("Virket det?")
    ROUTINE = _("Rutine")
    RISK = _("Risiko")
    EQUIPMENT = _("Utstyr")
    REPORT = _("Rapport")
    INSURER = _("Forsikring")
    CASE = _("Sak")
    DEPUTY = _("Stedfortreder")

    @property
    def place(self) -> str:
        """Where it stands in the program."""
        return str(_PLACES[self])


_PLACES = {
    Sort.MEASURE: _("Tiltak"), Sort.NOTICE: _("Hendelser"), Sort.DECISION: _("Tiltak"), Sort.MINUTES: _("Møter"),
    Sort.EVALUATION: _("Tiltak"), Sort.ROUTINE: _("Rutiner"), Sort.RISK: _("Risiko"),
    Sort.EQUIPMENT: _("Innstillinger → Utstyr"), Sort.REPORT: _("Rapporter"), Sort.INSURER: _("Rapporter"),
    Sort.CASE: _("Hendelser"), Sort.DEPUTY: _("Innstillinger → Brukere"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that is not closed; nothing of what was told of it."""

    number: str
    kind: Code
    place: str
    reported: date
    due: date
    status: Status
    serious: bool
    notice: Suggestion | None = None  # who should be told of it about now


@dataclass(frozen=True, slots=True)
class Promise:
    """Something others wait for."""

    sort: Sort
    day: date | None  # when it was promised to; None: no day was set
    title: str = ""
    number: str = ""  # of the measure or the case
    notice: Suggestion | None = None  # who should be told; for a message
    meeting: date | None = None  # the meeting that asked for it
    case: str = ""  # the number of the case that it came of
    by: str = ""  # who wrote it down, where nobody else asked for it


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due soon, or did."""

    sort: Sort
    day: date
    title: str
    number: str = ""
    kind: Code | None = None  # of a case


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who can unlock."""

    name: str
    role: Role
    code_kept: date | None  # the day their recovery code was written down
    pin: bool  # has chosen a PIN for the screen lock


@dataclass(frozen=True, slots=True)
class Lying:
    """What stands outside the file: the backups, and the key."""

    fingerprint: str  # of the key the unit signs with
    here: Path | None = None  # where the backups lie
    newest: datetime | None = None  # local; each was read through when it was made
    second: Path | None = None  # the other place
    second_newest: datetime | None = None
    tried: date | None = None  # when bringing one back was last tried


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """All that the paper says."""

    unit: str
    today: date
    old: str  # who goes
    new: str  # who comes; empty where nobody is chosen
    cases: tuple[OpenCase, ...]
    restricted: int  # open cases that only some may see, of those that both may
    unconfirmed: int  # reports from the lock screen that nobody has confirmed
    promises: tuple[Promise, ...]
    dues: tuple[Due, ...]
    users: tuple[User, ...]
    words: str  # of whoever goes
    codebook: Codebook


class Outside(Protocol):
    """What handing over reaches that is not in the file."""

    def lying(self) -> Lying:
        """Where the backups lie, and which key the unit signs with."""

    def back_up_here(self) -> object:
        """Make a verified copy among the automatic ones."""


def check_words(words: str) -> None:
    """Raise Invalid unless there is room for one's own words.

    Args:
        words: as they were written.
    """
    if len(words) > MOST_WORDS or len([line for line in words.split("\n") if line.strip()]) > MOST_LINES:
        said = _("Teksten er for lang for papiret. Kort den ned til {n} tegn på {lines} linjer.")
        raise Invalid(words=said.format(n=MOST_WORDS, lines=MOST_LINES))
