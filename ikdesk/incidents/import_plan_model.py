"""What comes out of looking at a log before anything is saved: counts, unknown words, reasons, a first look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ikdesk.incidents.import_map_model import Given
from ikdesk.incidents.import_model import INCIDENTS, NAMES, Layout, Line
from ikdesk.incidents.model import Status
from ikdesk.kernel.base import Code, Record
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, many, quoted
from ikdesk.unit.model import Department, Place

MOST_REASONS = 200  # that are told; all are counted
PREVIEWED = 20  # rows of the preview
TOLD = 10  # words and lines that are told in sentences


@dataclass(frozen=True, slots=True)
class Source:
    """A log from outside, read and laid out."""

    name: str  # of the file
    layout: Layout
    lines: tuple[Line, ...]
    skipped: int  # title lines, blank rows and foot-notes; the row of headings is not counted at all
    given: Given
    sheet: str = ""  # which sheet of a workbook it is
    others: tuple[str, ...] = ()  # sheets that were not read


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line is refused."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word in the log that nothing is known by."""

    column: str  # its key, as in a map
    name: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class IncidentPreview:
    """An incident as it would be."""

    line: int
    occurred_on: date
    kind: Code
    place: str
    severity: int | None
    story: str
    status: Status


@dataclass(frozen=True, slots=True)
class UsePreview:
    """A day or season in use as it would be."""

    line: int
    first: date
    last: date
    place: str
    days: int


INCIDENT_PREVIEW = (
    Field("line", _("Linje"), int), Field("occurred_on", _("Dato"), date), Field("kind", _("Type"), codes="event_type"),
    Field("place", _("Sted")), Field("severity", _("Alvor"), int, codes="severity"), Field("story", _("Hva skjedde")),
    Field("status", _("Status"), Status),
)  # fmt: skip
USE_PREVIEW = (
    Field("line", _("Linje"), int), Field("first", _("Fra"), date), Field("last", _("Til"), date),
    Field("place", _("Sted")), Field("days", _("Antall dager"), int),
)  # fmt: skip
REASONS = (Field("line", _("Linje"), int), Field("sentence", _("Hva er galt?")))
UNKNOWN_WORDS = (
    Field("name", _("Kolonne")), Field("word", _("Ord i filen")), Field("count", _("Antall rader"), int),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do."""

    kind: str  # "incidents" or "exposure"
    name: str
    columns: tuple[tuple[str, str], ...]  # what is read, and from which heading
    unused: tuple[str, ...]  # headings nothing is read from
    read: int  # = imported + duplicates + skipped + rejected
    imported: int
    duplicates: int
    skipped: int
    rejected: int
    unknown: Mapping[str, Mapping[str, int]]  # column key → {word as written: rows}
    reasons: tuple[Reason, ...]  # the first ones
    preview: tuple[IncidentPreview | UsePreview, ...]
    new_places: tuple[str, ...]
    new_departments: tuple[str, ...]
    others: tuple[str, ...] = ()  # sheets of the workbook that are not read

    @property
    def ready(self) -> bool:
        """Whether it could be saved: no line is refused."""
        return self.rejected == 0

    @property
    def unknown_words(self) -> tuple[UnknownWord, ...]:
        """The unknown words as lines of a table."""
        return tuple(
            UnknownWord(key, str(NAMES[key]), word, count)
            for key, words in self.unknown.items() for word, count in words.items()
        )  # fmt: skip

    @property
    def preview_fields(self) -> tuple[Field, ...]:
        """The columns of the preview."""
        return INCIDENT_PREVIEW if self.kind == INCIDENTS else USE_PREVIEW


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would have done if nothing was committed."""

    committed: bool
    read: int
    imported: int
    duplicates: int
    skipped: int
    rejected: int
    unknown: Mapping[str, Mapping[str, int]]
    reasons: tuple[Reason, ...]
    kind: str = INCIDENTS
    made: tuple[str, ...] = ()  # places and departments the unit did not have
    unused: tuple[str, ...] = ()  # headings nothing is read from

    def as_json(self) -> dict[str, Any]:
        """The same for a command; read = imported + duplicates + skipped + rejected."""
        return {
            "committed": self.committed, "read": self.read, "imported": self.imported,
            "duplicates": self.duplicates, "skipped": self.skipped, "rejected": self.rejected,
            "unknown": {key: dict(words) for key, words in self.unknown.items()},
        }  # fmt: skip

    def sentences(self) -> list[str]:
        """The same in words."""
        told = [self._headline()]
        if self.duplicates:
            told.append(many("{n} rad sto der fra før.", "{n} rader sto der fra før.", self.duplicates))
        if self.skipped:
            told.append(many("{n} rad ble hoppet over: tittel, fotnote eller tom.",
                             "{n} rader ble hoppet over: titler, fotnoter og tomme.", self.skipped))  # fmt: skip
        if self.made:
            told.append(_("Nye steder og avdelinger: {names}.").format(names=", ".join(self.made)))
        if self.unused:
            told.append(_("Kolonner som ikke er brukt: {names}.").format(names=", ".join(self.unused)))
        told += [
            _("Ukjent i {name}: {words}. Rett filen, eller si i en tilordning hva ordene betyr.").format(
                name=NAMES[key],
                words=", ".join(f"{quoted(word)} ({count})" for word, count in list(words.items())[:TOLD]))
            for key, words in self.unknown.items()
        ]  # fmt: skip
        told += [_("Linje {line}: {sentence}").format(line=r.line, sentence=r.sentence) for r in self.reasons[:TOLD]]
        if self.rejected > TOLD:
            told.append(_("… og {n} linjer til.").format(n=self.rejected - TOLD))
        return told

    def _headline(self) -> str:
        if self.kind == INCIDENTS:
            what = many("{n} hendelse", "{n} hendelser", self.imported)
        else:
            what = many("{n} rad med dager i bruk", "{n} rader med dager i bruk", self.imported)
        if self.committed:
            return _("{what} er importert.").format(what=what)
        if self.rejected:
            refused = many("{n} rad må rettes først.", "{n} rader må rettes først.", self.rejected)
            if not self.imported:
                return _("Ingenting ble lagret. {refused}").format(refused=refused)
            return _("Ingenting ble lagret. {refused} De andre er klare: {what}.").format(refused=refused, what=what)
        return _("Prøve: ingenting er lagret. {what} ville blitt importert.").format(what=what)


@dataclass(slots=True)
class Survey:
    """What is gathered while a log is gone through; the records are not in any session yet."""

    source: Source
    records: list[Record] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)  # to be made first
    departments: list[Department] = field(default_factory=list)
    preview: list[IncidentPreview | UsePreview] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    unknown: dict[str, Counter[str]] = field(default_factory=dict)
    duplicates: int = 0
    rejected: int = 0
    idle: int = 0  # lines that say a place was not in use

    def reject(self, line: int, sentences: Iterable[str], unknown: Iterable[tuple[str, str]] = ()) -> None:
        """Refuse a line."""
        self.rejected += 1
        if len(self.reasons) < MOST_REASONS:
            self.reasons.append(Reason(line, " ".join(str(sentence) for sentence in sentences)))
        for key, word in unknown:
            self.unknown.setdefault(key, Counter())[word] += 1

    def keep(self, record: Record, preview: IncidentPreview | UsePreview) -> None:
        """Take a line in."""
        self.records.append(record)
        if len(self.preview) < PREVIEWED:
            self.preview.append(preview)

    def plan(self) -> Plan:
        """The result, frozen."""
        layout, skipped = self.source.layout, self.source.skipped + self.idle
        imported = len(self.records)
        return Plan(
            kind=layout.kind, name=self.source.name, columns=layout.recognised, unused=layout.unused,
            read=imported + self.duplicates + skipped + self.rejected, imported=imported,
            duplicates=self.duplicates, skipped=skipped, rejected=self.rejected,
            unknown={key: dict(words) for key, words in self.unknown.items()}, reasons=tuple(self.reasons),
            preview=tuple(self.preview), new_places=tuple(place.name for place in self.places),
            new_departments=tuple(department.name for department in self.departments), others=self.source.others,
        )  # fmt: skip
