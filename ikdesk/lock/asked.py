"""What is asked about an incident, as the open program wrote it down for the lock screen.

What lies in the folder may be anything, for nobody has unlocked yet: what is not whole is as good as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ikdesk.kernel.answers import missing, too_long, wrong_day
from ikdesk.kernel.card import CardLine, card_of
from ikdesk.kernel.codes import Codebook, Entry
from ikdesk.kernel.fields import Field, from_plain
from ikdesk.kernel.paths import resource
from ikdesk.kernel.told import TICKED
from ikdesk.kernel.words import Text, sort_key
from ikdesk.lock.sensitive import Sensitive, sensitive_of

LISTS = ("event_type", "event_tile", "severity")
NEEDED = frozenset({
    "kind", "place_id", "occurred_on", "occurred_time", "severity", "story", "done_at_once", "child", "department_id",
})  # fmt: skip
KEY = 32  # bytes
_ICON = re.compile(r"[a-z0-9-]{1,60}")
Named = tuple[tuple[str, str], ...]  # keys and names, in their order


@dataclass(frozen=True)
class Asked:
    """The questions, and what one may choose from."""

    fields: tuple[Field, ...]
    codebook: Codebook
    asked: Mapping[str, str]  # what to say of each question that must be answered
    longest: Mapping[str, int]  # characters at most
    places: Named
    departments: Named
    sensitive: Sensitive = Sensitive()  # noqa: RUF009 (it is frozen)
    card: tuple[CardLine, ...] = ()  # the unit's own; none: the one that comes with the program

    def wrong(self, values: Mapping[str, Any], today: date) -> dict[str, str]:
        """What must be answered and is not, and what cannot be: sentences by attribute.

        Args:
            values: what was answered, as far as it could be understood.
            today: the day it is.
        """
        day = values.get("occurred_on")
        told = wrong_day(day, today) if isinstance(day, date) else {}
        return {
            **told, **too_long(values, self.longest), **missing(values, self.asked), **self.sensitive.wrong(values)
        }  # fmt: skip

    def words(self, values: Mapping[str, Any]) -> dict[str, str]:
        """What was chosen, in words: should a code or a key mean nothing where it is read, it still says something.

        Args:
            values: what was answered.
        """
        names = dict(self.places + self.departments)
        kind, grade = values.get("kind"), values.get("severity")
        return {
            "kind": self.codebook.label("event_type", kind) if kind else "",
            "severity": self.codebook.label("severity", grade) if grade is not None else "",
            **{key: names.get(str(values.get(key)), "") for key in ("place_id", "department_id")},
        }


def asked_of(front: Mapping[str, Any], locks: Mapping[str, str] | None = None) -> Asked | None:
    """The questions in what the lock screen may know; None where they do not stand there, or not whole.

    Args:
        front: what the lock screen may know.
        locks: which lock in the vault each name opens; whom a report may be about.
    """
    try:
        told = front["report"]
        fields = tuple(from_plain(told["fields"]))
        known = {field.key for field in fields}
        if len(bytes.fromhex(front["inbox"])) != KEY or not known >= {*NEEDED, *told["asked"], *told["longest"]}:
            return None
        return Asked(
            fields,
            _codebook(told["lists"]),
            {str(key): Text(said) for key, said in told["asked"].items()},
            {str(key): int(most) for key, most in told["longest"].items()},
            _named(told["places"]),
            _named(told["departments"]),
            sensitive_of(told.get("sensitive"), tuple(
                (lock, name) for name, lock in sorted((locks or {}).items(), key=lambda one: sort_key(one[0]))
            )),
            card_of(told.get("card", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _codebook(lists: Mapping[str, Any]) -> Codebook:
    """The unit's lists; those that are ticked, an older program did not write down."""
    rows = {name: lists[name] for name in LISTS} | {name: lists.get(name, ()) for name in TICKED}
    return Codebook({name: {row["code"]: _entry(row) for row in found} for name, found in rows.items()})


def _entry(row: Mapping[str, Any]) -> Entry:
    labels = {str(tongue): str(label) for tongue, label in row["labels"].items()}
    labels["nb"]  # every other language may lack; this one is what is shown then
    more = {str(key): str(said) for key, said in row["more"].items()}
    if not _is_icon(more.get("icon", "")):
        more.pop("icon", None)
    return Entry(str(row["code"]), labels, more=more)


def _is_icon(name: str) -> bool:
    """Whether there is such a drawing: one that is missing would end the program while it is painted."""
    return _ICON.fullmatch(name) is not None and resource(f"icons/{name}.svg").is_file()


def _named(rows: Any) -> Named:
    return tuple((str(row["id"]), str(row["name"])) for row in rows)
