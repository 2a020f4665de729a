"""The list of routines, one of them beside it as it would hang on the wall, and the form to write them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.model import Incident
from ikdesk.kernel.page import Cut, Page
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _, many
from ikdesk.measures.model import Measure
from ikdesk.people.model import Person
from ikdesk.reports.target_panel import report_folder
from ikdesk.risks.threads_panel import RISKS
from ikdesk.routines.detail_panel import DetailPanel
from ikdesk.routines.filter_panel import FilterPanel
from ikdesk.routines.form_panel import RoutineForm, Subject
from ikdesk.routines.list_panel import READER_FIELDS, READER_WIDTHS, WIDTHS, marks, reader_line
from ikdesk.routines.model import Routine, RoutineRead, RoutineVersion
from ikdesk.routines.queries import (
    IN_FORCE,
    LIST_FIELDS,
    RoutineDetail,
    RoutineFilter,
    RoutineGroup,
    routine_detail,
    routine_page,
)
from ikdesk.routines.read_actions import note_read, undo_read
from ikdesk.routines.read_queries import reading_of, routines_read
from ikdesk.routines.risk_panel import RoutineRisks
from ikdesk.routines.take_panel import Takes, print_routine
from ikdesk.ui.beside import Beside
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Row, first_in
from ikdesk.ui.table import ListView, RowTable
from ikdesk.ui.text import Label
from ikdesk.unit.model import CodeEntry, Place

if TYPE_CHECKING:
    from ikdesk.ui.jobs import Job

SHOWS = {Routine, RoutineVersion, RoutineRead, Person, Incident, Measure, Place, CodeEntry} | RISKS


class RoutinePage(QWidget):
    """All routines, filtered, with the chosen one beside.

    ``wants(key)`` asks for another page, ``wants_measure(key)`` for a measure, ``wants_incidents(key)`` for the
    incidents that point at a routine, ``wants_risk(key)`` for an assessment, ``new_risk(start)`` for a new one.
    """

    wants = Signal(str)
    wants_incidents = Signal(object)
    wants_measure = Signal(object)
    wants_risk = Signal(object)
    new_risk = Signal(object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._sees, self._handles = (right in desk.viewer.rights for right in (Right.READ, Right.HANDLE))
        self.form: RoutineForm | None = None
        self.job: Job | None = None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.add = SecondaryButton(str(_("Ny rutine")), "plus")
        self.add.setVisible(self._handles)
        self.filters = FilterPanel(grouped=self._sees)
        self.detail = DetailPanel(self._desk.codebook, sees=self._sees, handles=self._handles)
        fields, widths = (LIST_FIELDS, WIDTHS) if self._sees else (READER_FIELDS, READER_WIDTHS)
        self.rows = RowTable(fields, self._desk.codebook, self._fetch, marks=marks(self._desk.today))
        self.list = ListView(str(_("Rutiner")), self.rows, widths, main="title")
        self.empty = EmptyState("book-open", "", "", str(_("Skriv en rutine")) if self._handles else "")
        self.count = Label("", "secondary", wrap=False)
        box = Card(spacing=0, padding=(2, 2, 2, 2))
        box.column.put(self.list, 1)
        box.column.put(self.empty, 1)
        self._beside = Beside(box, self.detail, self.list, str(_("Åpne rutinen")), widths=(350, 400))
        first = QWidget()
        sub = str(_("Slik gjør vi det her, steg for steg."))
        column = Column(PageHead(str(_("Rutiner")), sub, self.add), self.filters, spacing=12,
                        margins=(28, 20, 28, 12), parent=first)  # fmt: skip
        column.put(self._beside.middle, 1)
        column.put(Row(self._beside.look, self.count, 1, spacing=12))
        self._beside.begin(first)
        Column(parent=self).put(self._beside, 1)
        self.panes = [self.filters, self.list, self.detail]
        self.takes = Takes(self, self._desk, self._tell)

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self._desk.settings_changed.connect(lambda: self.detail.use_codebook(self._desk.codebook))
        self.add.clicked.connect(self._on_new)
        self.filters.changed.connect(self.reload)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _key: self._on_opened())
        self._beside.look.clicked.connect(self._on_opened)
        self.detail.wanted.connect(self._on_wanted)
        self.detail.measure.connect(self.wants_measure)
        self.empty.acted.connect(self._on_new)
        self.takes.write.connect(self._on_write)
        self.takes.done.connect(self._beside.go_on)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filters.words.setFocus)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(lambda: self._on_wanted("print"))

    def reload(self) -> None:
        """Ask for the list anew; the chosen one stays chosen."""
        self.rows.reload()
        total = self.rows.total
        self.count.say(many("{n} rutine", "{n} rutiner", total))
        self.list.setVisible(total > 0)
        self.empty.setVisible(total == 0)
        if not total:
            self._say_why_empty()
        if total and self.list.key is None:
            self.list.choose(self.rows.key(0))
        self._on_chosen(self.list.key)

    def show_routine(self, key: Key) -> None:
        """Choose a routine in the list, whatever the filters say."""
        self._leave_form()
        self.filters.show_group(None)
        routine = self._read(key)
        if routine is not None and routine.retired_why:
            self.filters.show_group(RoutineGroup.RETIRED)
        self.reload()
        next((at for at in range(self.rows.total) if self.rows.key(at) == key), None)  # fetches its part
        self.list.choose(key)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_routine(self, key: Key) -> None:
        """Choose a routine and go on to read it, also where there is no room for it beside the list."""
        self.show_routine(key)
        self._on_opened()

    def new_from_measure(self, measure_key: Key) -> None:
        """Make a draft of a measure, and open it to be read through."""
        self._leave_form()
        self.takes.from_measure(measure_key)

    def keep_draft(self) -> None:
        """Keep what is half written."""
        if self.form is not None:
            self.form.keep_draft()

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[Any]:  # noqa: FBT001 (the table asks so)
        if not self._sees and sort in {"", "read"}:  # what each has read stands in no column
            sort, descending = "number", False
        cut = Cut(first, size, sort, descending)
        page = self._desk.read(routine_page, self.filters.wanted(), cut)
        if not self._sees:
            read = self._desk.read(routines_read)
            return Page([reader_line(row, read=row.id in read) for row in page.rows], page.total)
        rows = [row if row.status in IN_FORCE else replace(row, review_due=None) for row in page.rows]
        return Page(rows, page.total)

    def _say_why_empty(self) -> None:
        if self.filters.wanted() == RoutineFilter() and not self._handles:
            told = str(_("Når lederen godkjenner en rutine, kan du lese den her."))
            self.empty.say(str(_("Ingen rutiner ennå")), told)
        elif self.filters.wanted() == RoutineFilter():
            self.empty.say(str(_("Ingen rutiner ennå")), str(_(
                "En rutine sier hvordan dere gjør det her, med høyst ni steg og hvem som har ansvaret. "
                "Begynn med den dere oftest må forklare for en vikar."
            )))  # fmt: skip
        else:
            self.empty.say(str(_("Ingen treff")), str(_("Prøv færre ord, eller nullstill filtrene.")))

    def _read(self, key: Key | None) -> RoutineDetail | None:
        return self._desk.read(routine_detail, key) if key else None

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS:
            self.reload()

    def _on_chosen(self, key: Key | None) -> None:
        routine = self._read(key)
        risks = RoutineRisks(self._desk, self._tell, routine) if routine and self._sees else None
        if risks is not None:
            risks.opened.connect(self.wants_risk)
            risks.wanted.connect(self.new_risk)
        reading = self._desk.read(reading_of, key) if routine and key else None
        self.detail.show_routine(routine, reading, risks)

    def _on_wanted(self, what: str) -> None:
        routine = self._read(self.list.key)
        if routine is None:
            return
        if what in {"edit", "renew"}:
            self._on_write(Subject(routine))
        elif what == "print":
            self.job = print_routine(self._desk, routine.id, report_folder(self._desk), self._tell)
        elif what == "incidents":
            self.wants_incidents.emit(routine.id)
        elif what == "read":
            self._on_read(routine)
        else:
            self.takes.take(what, routine)

    def _on_read(self, routine: RoutineDetail) -> None:
        version = routine.shown.id
        self._desk.write(note_read, routine.id, version)
        said = _("Du har lest «{title}».").format(title=routine.shown.title)
        undo = self._desk.undoing(said, undo_read, version)
        self._beside.go_on()
        self._tell(said, *undo)

    def _on_new(self) -> None:
        self._on_write(Subject())

    def _on_write(self, subject: Subject, draft: Mapping[str, Any] | None = None) -> None:
        self._leave_form()
        self.form = RoutineForm(self._desk, subject)
        if draft:
            self.form.fill(draft)
        self.form.saved.connect(self._on_saved)
        self.form.left.connect(lambda written: self._on_left(subject, written))
        self._beside.put_over(self.form, self.form.form)

    def _on_saved(self, key: Key, sentence: str, undo: tuple[object, ...]) -> None:
        self._tell(sentence, *undo)
        self.show_routine(key)

    def _on_left(self, subject: Subject, written: Mapping[str, Any]) -> None:
        self._leave_form()
        if written:
            again = lambda: self._on_write(subject, written)  # noqa: E731 (said in one line)
            self._tell(str(_("Det du skrev, er ikke lagret.")), str(_("Angre")), again)
        self.list.setFocus()

    def _leave_form(self) -> None:
        form, self.form = self.form, None
        self._beside.take_away(form)

    def _on_opened(self) -> None:
        """Where there is room the routine stands beside the list; else it is shown alone."""
        if not self._beside.open():
            first_in(self.detail).setFocus(Qt.FocusReason.OtherFocusReason)
