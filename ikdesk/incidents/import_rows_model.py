"""From a line in a log to the incident it tells of: every value is understood, or the line is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from ikdesk.incidents.import_model import NAMES, Cell, Line
from ikdesk.incidents.import_words_model import LISTS, SEVERAL, Target, Words
from ikdesk.incidents.model import Status
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.words import _, clean

_TEXTS = ("story", "done_at_once", "child", "handling")
_ATTRIBUTES = {"date": "occurred_on", "time": "occurred_time", "type": "kind"}
_ASKED = frozenset({"date", "type", "place"})


@dataclass(slots=True)
class Said:
    """What a line says, and what could not be understood of it."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)  # attributes of Incident
    place: Target | None = None
    department: str = ""
    wrong: list[str] = field(default_factory=list)  # sentences; with one of them the line is refused
    unknown: list[tuple[str, str]] = field(default_factory=list)  # (column, word as written)

    def identity(self) -> str:
        """The line's values in one order and one way of writing: equal lines have equal identities."""
        told = {key: _plain(value) for key, value in self.values.items() if value not in (None, "", ())}
        told["place"] = self.place.word if self.place else ""
        if self.department:
            told["department"] = " ".join(self.department.casefold().split())
        return json.dumps(sorted(told.items()), ensure_ascii=False)


def source_of(identity: str, occurrence: int) -> str:
    """What an imported incident is known by.

    Args:
        identity: of its line.
        occurrence: 1 for the first line of this identity in a file; two equal lines are two children.
    """
    return "sha256:" + hashlib.sha256(f"{identity}\n{occurrence}".encode()).hexdigest()


def text_of(cell: Cell) -> str:
    """A cell as text: cleaned, whole numbers without decimals, dates the ISO way."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def read_incident(line: Line, words: Words, defaults: Mapping[str, Cell], today: date) -> Said:
    """What a line says.

    Args:
        line: the line.
        words: what is understood.
        defaults: column key → value where the line has none.
        today: the day it is.
    """
    said = Said(line.number)
    if line.beyond:
        said.wrong.append(split_in_two(line.beyond))

    def cell(key: str) -> Cell:
        value = line.cells.get(key)
        return defaults.get(key) if value is None or value == "" else value

    _read_day(said, cell)
    _read_place(said, cell("place"), words)
    for key in LISTS:
        _read_coded(said, key, text_of(cell(key)), words)
    for key in _TEXTS:
        said.values[key] = words.said(key, text_of(cell(key)))
    department = text_of(cell("department"))
    said.department = words.department(department) if department else ""
    _read_case(said, cell, today)
    return said


def _read_day(said: Said, cell: Callable[[str], Cell]) -> None:
    day, clock = cell("date"), cell("time")
    if day is None or day == "":
        said.wrong.append(_missing("date"))
    elif not isinstance(day, date):
        said.wrong.append(
            _("«{text}» er ikke en dato. Skriv for eksempel 20.11.2026.").format(text=text_of(day)[:40])
        )
    else:
        said.values["occurred_on"] = day.date() if isinstance(day, datetime) else day
        said.values["occurred_time"] = day.time() if isinstance(day, datetime) else None
    if isinstance(clock, time):
        said.values["occurred_time"] = clock
    elif clock is not None and text_of(clock):
        said.wrong.append(_("«{text}» er ikke et klokkeslett. Skriv for eksempel 10.40.").format(
            text=text_of(clock)[:40]))  # fmt: skip


def _read_place(said: Said, cell: Cell, words: Words) -> None:
    text = text_of(cell)
    if not words.said("place", text):
        said.wrong.append(_missing("place"))
        return
    said.place = words.place(text)
    if said.place is None:
        _not_known(said, "place", text)


def _read_coded(said: Said, key: str, text: str, words: Words) -> None:
    attribute = _ATTRIBUTES.get(key, key)
    if not words.said(key, text):
        if key in _ASKED:
            said.wrong.append(_missing(key))
        said.values[attribute] = () if key in SEVERAL else None
        return
    if key in SEVERAL:
        said.values[attribute], stranger = words.codes(key, text)
        if stranger:
            _not_known(said, key, stranger)
        return
    code = words.code(key, text)
    if code is None:
        _not_known(said, key, text)
    said.values[attribute] = int(code) if key == "severity" and code else code


def _read_case(said: Said, cell: Callable[[str], Cell], today: date) -> None:
    """How the case stands. Without a status it is closed, and without a day it was closed, outside handling time."""
    code = said.values["status"]
    said.values["reported_at"] = reported = _moment(said, "reported_at", cell, today)
    closed = _moment(said, "closed_at", cell, today)
    if reported and closed and closed.time() == time() and closed.date() == reported.date():
        closed = reported  # only the day is known: closed the day it was told
    said.values["closed_at"] = closed
    said.values["status"] = Status.of(code) if code else Status.CLOSED
    if code is None and closed is None:
        said.values["reported_at"] = None
    if closed and said.values["status"] not in {Status.CLOSED, Status.WITHDRAWN}:
        said.wrong.append(_("Raden har en dato for lukking, men statusen er «{status}».").format(
            status=said.values["status"].label))  # fmt: skip


def _moment(said: Said, key: str, cell: Callable[[str], Cell], today: date) -> datetime | None:
    value = cell(key)
    if value is None or value == "":
        return None
    if not isinstance(value, date):
        said.wrong.append(_("{name}: «{text}» er ikke en dato. Skriv for eksempel 20.11.2026.").format(
            name=NAMES[key], text=text_of(value)[:40]))  # fmt: skip
        return None
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    if moment.date() > today:
        said.wrong.append(_("{name}: datoen må være i dag eller tidligere.").format(name=NAMES[key]))
    return moment


def split_in_two(beyond: str) -> str:
    """What is wrong with a line that has more cells than there are headings."""
    return _("Raden har mer enn overskriftene: «{text}». Sett anførselstegn rundt tekst med skilletegn i.").format(
        text=beyond[:40]
    )


def _missing(key: str) -> str:
    return _("{name} mangler.").format(name=NAMES[key])


def _not_known(said: Said, key: str, word: str) -> None:
    said.unknown.append((key, word))
    said.wrong.append(_("{name}: «{word}» er ikke et ord vi kjenner.").format(name=NAMES[key], word=word[:60]))


def _plain(value: Any) -> Any:
    if isinstance(value, Choice):
        return value.code
    return value.isoformat() if isinstance(value, (date, time)) else value
