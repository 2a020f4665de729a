"""The collective list of small injuries: its columns, and what the words in its cells mean.

Every cell holds what was written; what it means is asked anew each time, so that nothing is lost that is not
understood yet.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from io import StringIO
from typing import Any

from ikdesk.incidents.import_map_model import NOTHING_GIVEN
from ikdesk.incidents.import_model import fold, fold_heading, key_of
from ikdesk.incidents.import_words_model import OwnPlace, Words
from ikdesk.incidents.model import MUST_ANSWER
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import Text, _, clean

MOST = 200  # lines
SMALL = (0, 1)  # grades of severity
USUAL_GRADE = 1
OFTEN, DAYS = 3, 30  # this many of the same child or place in so many days are worth a look
TOLD = "parents_pick_up"  # what "yes" means where it asks whether the parents know
Line = dict[str, str]  # column key → what stands in the cell


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list, on the screen and on paper."""

    key: str  # the attribute of Incident it fills in
    label: Text
    share: float  # of the width
    codes: str = ""  # the code list it is chosen from
    also: str = ""  # other headings, divided by bars


COLUMNS = (
    Column("occurred_on", _("Dag"), 7.4, also="dato|day|date"),
    Column("occurred_time", _("Kl."), 4.8, also="tid|klokkeslett"),
    Column("child", _("Barn"), 6, also="initialer|initialar"),
    Column("place_id", _("Sted"), 11, also="hvor|kvar"),
    Column("injury_kind", _("Hva slags skade?"), 12, "injury_kind", "skade|skadetype"),
    Column("body_part", _("Hvor på kroppen?"), 11.5, "body_part", "kropp"),
    Column("mechanism", _("Hvordan skjedde det?"), 10.8, "mechanism"),
    Column("treatment", _("Hva ble gjort?"), 12.2, "treatment", "gjort|tiltak|behandling"),
    Column("severity", _("Alvorlighet"), 9.8, "severity", "grad"),
    Column("notified", _("Foreldre vet?"), 7.6,
           also="foreldre|foreldre varslet|foreldre varsla|foresatte|føresette|sagt til foreldre"),
    Column("story", _("Merknad"), 12, also="kommentar|merknader|merknad|notat|notater"),
)
KEYS = tuple(column.key for column in COLUMNS)
COPIED = ("occurred_on", "place_id")  # from the line above
_GIVEN = frozenset({*COPIED, "severity"})  # stand in a line nobody has begun on
_HEADINGS = {
    "date": "occurred_on", "time": "occurred_time", "place": "place_id", "done_at_once": "treatment",
}  # fmt: skip
_SIDED = frozenset({
    "eye", "ear", "shoulder", "upper_arm", "forearm", "hand", "finger", "hip_groin", "thigh", "knee", "lower_leg",
    "foot",
})  # fmt: skip
_YES = frozenset({"ja", "j", "x", "yes", "y", "1", "✓", "ok"})
_NO = frozenset({"nei", "n", "no", "0", "-", "–"})
_SERIOUS = {
    "injury_kind": frozenset({"head_injury", "tooth", "eye", "fracture", "foreign_body_choking"}),
    "body_part": frozenset({"head", "back_of_head", "tooth", "eye"}),
}  # fmt: skip
_SEEN_TO = frozenset({"dentist", "doctor", "emergency_clinic", "hospital", "ambulance", "poison_centre"})


@dataclass(frozen=True, slots=True)
class Often:
    """How many there were in the last thirty days, of a child and in a place."""

    children: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[Key, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """How days and times of day are understood: what was meant, and a sentence where nothing was."""

    day: Callable[[str], tuple[date | None, str]]
    clock: Callable[[str], tuple[time | None, str]]


class Lexicon:
    """What can be written in the cells, and what it means.

    Args:
        codebook: the unit's lists.
        places: the unit's own, in their order.
        used: column key → codes or place keys, those used most first.
        reading: how days and times are understood.
    """

    def __init__(
        self, codebook: Codebook, places: Iterable[OwnPlace], used: Mapping[str, Sequence[str]], reading: Reading
    ) -> None:
        self._codebook, self._reading = codebook, reading
        self._places = tuple(places)
        self._words = Words(codebook, self._places, {}, NOTHING_GIVEN)
        self.choices = {column.key: self._choices(column, used.get(column.key, ())) for column in COLUMNS}

    def _choices(self, column: Column, used: Sequence[str]) -> tuple[str, ...]:
        """What may be written in a column, those used most first."""
        match column.key:
            case "place_id":
                pairs = [(str(place.key), place.name) for place in self._places if place.open]
            case "notified":
                return str(_("Ja")), str(_("Nei"))
            case "severity":
                return tuple(self._graded(grade) for grade in (USUAL_GRADE, 0))
            case _:
                pairs = [(entry.code, entry.label) for entry in self._codebook.entries(column.codes)]
        order = {code: at for at, code in enumerate(used)}
        pairs.sort(key=lambda pair: order.get(pair[0], len(order)))
        return tuple(said for code, name in pairs for said in self._with_sides(column.key, code, name))

    def _with_sides(self, key: str, code: str, name: str) -> Iterator[str]:
        yield name
        if key == "body_part" and code in _SIDED:
            yield from (self._sided(code, side) for side in ("right", "left"))

    def _graded(self, grade: int) -> str:
        return f"{grade} {self._codebook.label('severity', grade)}"

    def beginnings(self, key: str) -> tuple[str, ...]:
        """What is completed while somebody writes: the choices, and after them other words for the same."""
        codes = next(column.codes for column in COLUMNS if column.key == key)
        also = [
            word.strip() for entry in self._codebook.entries(codes) for word in entry.more.get("also", "").split(";")
        ] if codes and key != "severity" else []  # fmt: skip
        return (*self.choices[key], *(word for word in also if word))

    def completed(self, key: str, text: str) -> str:
        """What is shown once a cell was left: the words of the list where it is understood, or begins one of them."""
        written = clean(text)
        if not written or key not in self.choices or not self.choices[key]:
            return self._tidy(key, written)
        if key == "treatment":
            parts = (part.strip() for part in written.replace(";", ",").split(","))
            return ", ".join(self._one(key, part) for part in parts if part)
        return self._one(key, written)

    def _one(self, key: str, written: str) -> str:
        value, wrong = self.meant(key, written)
        if not wrong and value not in (None, ()):
            return self.said(key, value)
        begun = fold(written)
        first = next((word for word in self.beginnings(key) if fold(word).startswith(begun)), None)
        if first is None:
            return written
        value, wrong = self.meant(key, first)
        return written if wrong else self.said(key, value)

    def _tidy(self, key: str, written: str) -> str:
        value, wrong = self.meant(key, written) if key in {"occurred_on", "occurred_time"} else (None, "")
        return written if wrong or value is None else self.said(key, value)

    def said(self, key: str, value: Any) -> str:
        """A value as it stands in a cell."""
        match value:
            case date():
                return f"{value:%d.%m.%y}"
            case time():
                return f"{value:%H.%M}"
            case _ if key == "severity":
                return self._graded(value)
            case _ if key == "notified":
                return str(_("Ja") if value else _("Nei"))
            case _ if key == "place_id":
                return next((place.name for place in self._places if place.key == value), "")
            case (part, side):
                if key == "body_part":
                    return self._sided(str(part), str(side or ""))
        codes = value if isinstance(value, tuple) else (value,)
        return ", ".join(self._codebook.label(key, code) for code in codes if code)

    def _sided(self, part: str, side: str) -> str:
        name = self._codebook.label("body_part", part)
        return f"{name}, {self._codebook.label('side', side).lower()}" if side else name

    def meant(self, key: str, text: str) -> tuple[Any, str]:
        """What a cell means, or a sentence about why that cannot be told; None for an empty one.

        Args:
            key: the column.
            text: what was written; a part of the body and its side come as a pair.
        """
        written = clean(text)
        if key in {"child", "story"}:
            return written, ""
        if not written:
            return (() if key in {"treatment", "notified"} else (None, None) if key == "body_part" else None), ""
        reads: dict[str, Callable[[str], tuple[Any, str]]] = {
            "occurred_on": self._reading.day, "occurred_time": self._reading.clock, "place_id": self._place,
            "severity": self._grade, "body_part": self._part, "notified": self._told, "treatment": self._treated,
        }  # fmt: skip
        read = reads.get(key)
        return read(written) if read else self._coded(key, written)

    def _coded(self, key: str, word: str) -> tuple[Any, str]:
        code = self._words.code(key, word)
        return code, "" if code else _unknown(word)

    def _place(self, word: str) -> tuple[Any, str]:
        target = self._words.place(word)
        return (target.key, "") if target and target.key else (None, _unknown(word))

    def _grade(self, word: str) -> tuple[Any, str]:
        code = self._words.code("severity", word) or self._words.code("severity", word.split()[0])
        if code is None:
            return None, str(_("Skriv 0 for ingen skade, eller 1 for liten."))
        if int(code) not in SMALL:
            return None, str(_("Samleskjemaet er for små skader, 0 og 1. Meld denne som en full hendelse."))
        return int(code), ""

    def _part(self, word: str) -> tuple[Any, str]:
        whole = self._words.code("body_part", word)
        if whole:
            return (whole, None), ""
        for split in (word.rpartition(","), word.rpartition(" "), word.partition(" ")[::-1]):
            part, side = self._words.code("body_part", split[0].strip()), self._words.code("side", split[2].strip())
            if part and side:
                return (part, side), ""
        return (None, None), _unknown(word)

    def _told(self, word: str) -> tuple[Any, str]:
        if fold(word) in _YES:
            return (TOLD,), ""
        if fold(word) in _NO:
            return (), ""
        codes, stranger = self._words.codes("notified", word)
        return codes, str(_("Skriv ja eller nei.")) if stranger else ""

    def _treated(self, word: str) -> tuple[Any, str]:
        codes, stranger = self._words.codes("treatment", word)
        return codes, _unknown(stranger) if stranger else ""

    def values(self, line: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
        """What a line says, as attributes of an incident, and what is wrong with it by column."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for key in KEYS:
            values[key], complaint = self.meant(key, line.get(key, ""))
            if complaint:
                wrong[key] = complaint
        for key in ("occurred_on", "place_id", "severity"):
            if values[key] is None and key not in wrong:
                wrong[key] = str(MUST_ANSWER[key])
        values["body_part"], values["side"] = values["body_part"]
        return values, wrong


def _unknown(word: str) -> str:
    return _("«{word}» er ikke et ord vi kjenner. Velg i listen.").format(word=word[:40])


def is_blank(line: Mapping[str, str]) -> bool:
    """Whether nobody has begun on a line: all that stands there was put there when it was made."""
    return not any(line.get(key, "").strip() for key in KEYS if key not in _GIVEN)


def advice(values: Mapping[str, Any], often: Often) -> str:
    """Why a line may deserve a report of its own; "" where it does not.

    Source: what is common to look at before a small injury is left in a list; advice, not law.

    Args:
        values: as ``Lexicon.values`` gives them.
        often: how many there are of the same child and place, this one among them.
    """
    if any(values.get(key) in codes for key, codes in _SERIOUS.items()):
        return str(_("Hode, tann eller øye: Vurder full hendelse."))
    if _SEEN_TO & set(values.get("treatment") or ()):
        return str(_("Sett av lege eller tannlege: Vurder full hendelse."))
    child = fold(str(values.get("child") or ""))
    if child and often.children.get(child, 0) >= OFTEN:
        return _("Samme barn {n} ganger på 30 dager: Vurder full hendelse.").format(n=often.children[child])
    place = values.get("place_id")
    if place and often.places.get(place, 0) >= OFTEN:
        return _("Samme sted {n} ganger på 30 dager: Vurder full hendelse.").format(n=often.places[place])
    return ""


def with_lines(often: Often, told: Iterable[Mapping[str, Any]], today: date) -> Often:
    """How often, when what is not saved yet counts too.

    Args:
        often: what is saved.
        told: the lines, as ``Lexicon.values`` gives them.
        today: the day it is.
    """
    children, places = dict(often.children), dict(often.places)
    for values in told:
        day = values.get("occurred_on")
        if day is None or (today - day).days > DAYS:
            continue
        if child := fold(str(values.get("child") or "")):
            children[child] = children.get(child, 0) + 1
        if place := values.get("place_id"):
            places[place] = places.get(place, 0) + 1
    return Often(children, places)


def pasted(text: str, first: int = 0) -> list[Line]:
    """The lines in what was copied from a worksheet, with or without headings.

    Args:
        text: cells divided by tabs, lines by line breaks.
        first: the column it begins in where it has no headings.
    """
    rows = [row for row in _cells(text.replace("\r\n", "\n").replace("\r", "\n")) if any(map(str.strip, row))]
    if not rows:
        return []
    headed = _headed(rows[0])
    keys = headed or (*KEYS[first:], *[""] * len(rows[0]))
    return [_joined(zip(keys, row, strict=False)) for row in (rows[1:] if headed else rows)]


def _cells(text: str) -> list[list[str]]:
    """The cells of each line: a worksheet puts those with line breaks in quotes; others are what somebody wrote."""
    try:
        return list(csv.reader(StringIO(text), delimiter="\t", strict=True))
    except csv.Error:  # a quote that is never closed would take all that follows into one cell
        return [line.split("\t") for line in text.split("\n")]


def _headed(row: Sequence[str]) -> tuple[str, ...]:
    """The columns of a row of headings; nothing where it is none."""
    keys = tuple(_column_of(cell) for cell in row)
    found = [key for key in keys if key]
    return keys if len(found) >= min(2, len(row)) and len(found) * 2 > len([cell for cell in row if cell]) else ()


def _column_of(heading: str) -> str:
    folded = fold_heading(heading)
    for column in COLUMNS:
        if folded in {fold_heading(word) for word in (str(column.label), *column.also.split("|"))}:
            return column.key
    known = key_of(heading) or ""
    return _HEADINGS.get(known, known if known in {*KEYS, "side"} else "")


def _joined(cells: Iterable[tuple[str, str]]) -> Line:
    """The cells of a line; a side in a column of its own stands with the part of the body."""
    line: Line = {}
    for key, text in cells:
        if key and (written := " ".join(clean(text).split())):
            line[key] = f"{line[key]}, {written}" if line.get(key) else written
    side = line.pop("side", "")
    if side and line.get("body_part"):
        line["body_part"] = f"{line['body_part']}, {side}"
    return line


def sentences(found: dict[tuple[int, str], str], most: int) -> Iterator[tuple[str, tuple[int, str]]]:
    """What is wrong, each with where: "Linje 3, Sted: …".

    Args:
        found: by line and column.
        most: how many are said.
    """
    names = {column.key: str(column.label).rstrip("?") for column in COLUMNS}
    for (at, key), said in sorted(found.items(), key=lambda one: (one[0][0], KEYS.index(one[0][1])))[:most]:
        yield _("Linje {n}, {column}: {said}").format(n=at + 1, column=names[key], said=said), (at, key)
