"""A case on paper: every field that something was written in, and nothing that was not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from ikdesk.incidents.case_model import Attachment, CaseNote, Notice, OtherChild, ReferenceCase
from ikdesk.incidents.form_model import INCIDENT, PARTS, CaseWhole, Values, filled
from ikdesk.incidents.form_sentences import correction_words, lines_of
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.incidents.timeline_model import Moment
from ikdesk.incidents.timeline_sentences import more_words, what_words, when_words
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field, show
from ikdesk.kernel.words import _, language, short_date
from ikdesk.measures.model import MeasureStatus
from ikdesk.paper.story import TONGUES, Section, Story, Table

_FIRST = ("story", "done_at_once")  # of what is long; the rest was written afterwards
_HEADS = {StaffCase: _("Om den ansatte"), ReferenceCase: _("Saken ligger et annet sted")}


def case_story(whole: CaseWhole, unit: str, codebook: Codebook, *, by: str, when: datetime) -> Story:
    """A case, ready for paper.

    Args:
        whole: the case.
        unit: whose it is.
        codebook: the unit's code lists.
        by: who prints it.
        when: the paper's own moment, with its time zone.
    """
    title = _("Hendelse {number}").format(number=whole.number)
    day = whole.told["occurred_on"]
    parts = (codebook.label("event_type", whole.kind), short_date(day), str(whole.told.get("place_id") or ""))
    return Story(
        title, " · ".join(part for part in parts if part), unit, tuple(_Paper(whole, codebook).sections()), by, title,
        when, codebook, TONGUES[language()], mark=title,
    )  # fmt: skip


class _Paper:
    """The sections of one case.

    Args:
        whole: the case.
        codebook: the unit's code lists.
    """

    def __init__(self, whole: CaseWhole, codebook: Codebook) -> None:
        self.whole, self.codebook = whole, codebook

    def sections(self) -> Iterator[Section]:
        """All of them, in the order they are read."""
        yield self._facts()
        yield from self._long(first=True)
        yield from self._children()
        for kind in (StaffCase, ReferenceCase):
            yield from self._part(kind)
        yield from self._long(first=False)
        yield from self._measures()
        yield from self._notices()
        yield from self._bullets("notes", str(_("Notater")), CaseNote)
        yield from self._bullets("pictures", str(_("Vedlegg")), Attachment)
        yield from self._corrections()
        yield from self._moments()

    def _facts(self) -> Section:
        facts = tuple(lines_of(self.whole.told, [one for one in INCIDENT if not one.long], self.codebook))
        if self.whole.withdrawn_why:
            facts = (*facts, (str(_("Trukket fordi")), self.whole.withdrawn_why))
        text = (str(_("Hendelsen er skjermet. Del den bare med dem som skal vite om den.")),)
        return Section("facts", str(_("Opplysninger")), facts=facts, text=text if self.whole.restricted else ())

    def _long(self, *, first: bool) -> Iterator[Section]:
        for one, value in filled(self.whole.told, INCIDENT):
            if one.long and (one.key in _FIRST) is first:
                yield Section(one.key, one.label.rstrip("?"), level=2, text=_paragraphs(value))

    def _children(self) -> Iterator[Section]:
        rows = self.whole.parts.get(OtherChild, ())
        if rows:
            yield self._table("children", _("Andre barn i hendelsen"), PARTS[OtherChild], rows)

    def _notices(self) -> Iterator[Section]:
        rows = self.whole.parts.get(Notice, ())
        if rows:
            yield self._table("notices", _("Hvem som har fått beskjed"), PARTS[Notice], rows)

    def _table(self, key: str, title: str, fields: tuple[Field, ...], rows: tuple[Values, ...]) -> Section:
        used = [one for one in fields if any(list(filled(row, (one,))) for row in rows)]
        shown = tuple(Field(one.key, str(one.label).rstrip("?")) for one in used)
        cells = tuple(tuple(self._cell(row, one) for one in used) for row in rows)
        table = Table(key, str(title), shown, cells, row_headers=False)
        return Section(key, str(title), level=2, tables=(table,))

    def _cell(self, row: Values, one: Field) -> str:
        return "".join(show(value, field, self.codebook) for field, value in filled(row, (one,)))

    def _part(self, kind: Any) -> Iterator[Section]:
        for row in self.whole.parts.get(kind, ()):
            facts = tuple(lines_of(row, PARTS[kind], self.codebook))
            if facts:
                yield Section(kind.__tablename__, str(_HEADS[kind]), level=2, facts=facts)

    def _bullets(self, key: str, title: str, kind: Any) -> Iterator[Section]:
        rows = self.whole.parts.get(kind, ())
        lines = [": ".join(show(value, one, self.codebook) for one, value in filled(row, PARTS[kind])) for row in rows]
        if any(lines):
            yield Section(key, title, level=2, bullets=tuple(line for line in lines if line))

    def _measures(self) -> Iterator[Section]:
        if not self.whole.measures:
            return
        fields = (
            Field("number", str(_("Nr.")), int), Field("title", str(_("Tiltak"))),
            Field("who", str(_("Hvem gjør det"))), Field("deadline", str(_("Frist")), date),
            Field("status", str(_("Status")), MeasureStatus),
        )  # fmt: skip
        rows = tuple(
            (one.number, one.title, self._who(one.responsible, one.role), one.deadline, one.status)
            for one in self.whole.measures
        )
        table = Table("measures", str(_("Tiltak")), fields, rows, widths=(0.5, 3, 1.8, 1.2, 1.4))
        yield Section("measures", table.title, level=2, tables=(table,))

    def _who(self, name: str, role: str | None) -> str:
        return ", ".join(part for part in (name, self.codebook.label("responsible_role", role) if role else "") if part)

    def _corrections(self) -> Iterator[Section]:
        lines = tuple(correction_words(one, self.codebook) for one in self.whole.corrections)
        if lines:
            yield Section("corrections", str(_("Rettelser")), level=2, bullets=lines)

    def _moments(self) -> Iterator[Section]:
        lines = tuple(self._moment(one) for one in reversed(self.whole.moments))
        if lines:
            yield Section("timeline", str(_("Slik gikk det")), level=2, bullets=lines)

    def _moment(self, one: Moment) -> str:
        more, who = more_words(one), f" ({one.who})" if one.who else ""
        return f"{when_words(one)}: {what_words(one, self.codebook)}{f'. {more}' if more else ''}{who}"


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())
