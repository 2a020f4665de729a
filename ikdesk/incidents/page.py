"""The list of incidents, and one of them beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Deed
from ikdesk.access.seen_panel import SeenLink
from ikdesk.incidents.case_model import Notice
from ikdesk.incidents.chosen_panel import ChosenBar
from ikdesk.incidents.collect_links_panel import FormLinks
from ikdesk.incidents.detail_panel import GRADES, TONES, DetailPanel
from ikdesk.incidents.filter_panel import FilterPanel
from ikdesk.incidents.model import Correction, Incident
from ikdesk.incidents.more_queries import Flag
from ikdesk.incidents.notice_queries import open_suggestions
from ikdesk.incidents.open_panel import Cases, pane_of, told_of
from ikdesk.incidents.queries import (
    LIST_FIELDS,
    Filter,
    IncidentRow,
    how_many,
    incident_detail,
    incident_page,
)
from ikdesk.incidents.register_panel import RegisterPanel
from ikdesk.incidents.spot_panel import Spots
from ikdesk.incidents.staff_duties_model import StaffDetail
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.incidents.staff_queries import staff_detail
from ikdesk.incidents.unconfirmed_panel import UnconfirmedBanner
from ikdesk.kernel.page import NEWEST, Cut, Page
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _
from ikdesk.measures.model import Evaluation, Measure, MeasureIncident
from ikdesk.measures.queries import measures_of_incident
from ikdesk.ui.beside import Beside
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.pill_delegate import Mark
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import Place, Unit

SHOWS = {Incident, Notice, StaffCase, Correction, Place, Equipment, Unit, Measure, MeasureIncident, Evaluation}
_STATES = {status.code: Mark(icon, tone) for status, (tone, icon) in TONES.items()}
_FLAGS = {
    Flag.OVER.code: Mark("triangle-alert", "danger"), Flag.SOON.code: Mark("clock", "warn"),
    Flag.COLLECTED.code: Mark("list-checks", "neutral"),
}  # fmt: skip
_WIDTHS = {
    "number": Width(106, hide_below=900), "occurred_on": Width(114), "story": Width(0),
    "kind": Width(150, hide_below=1200), "place": Width(150, hide_below=1040), "severity": Width(136, hide_below=770),
    "status": Width(144), "flag": Width(68, hide_below=680),
}  # fmt: skip
_LOW = 600  # logical pixels at 100 %


class IncidentPage(QWidget):
    """All incidents, filtered, with the chosen one beside.

    ``wants(key)`` asks for another page, ``wants_measure(key)`` for a measure, ``new_measure(key)`` for a new one that
    comes of the incident with this key, ``wants_setting(key)`` for a part of the settings.
    """

    wants = Signal(str)
    wants_measure = Signal(object)
    new_measure = Signal(object)
    proposed_measure = Signal(object, object)
    wants_setting = Signal(str)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell, self.forms = desk, tell, FormLinks()
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.map = SecondaryButton(str(_("Kart")), "map-pin")
        self.bring = SecondaryButton(str(_("Hent fra fil")), "upload")
        self.export = SecondaryButton(str(_("Eksporter")), "file-spreadsheet")
        self._leads, self._handles = (right in self._desk.viewer.rights for right in (Right.READ, Right.HANDLE))
        self.registers = RegisterPanel(self._desk.viewer)
        self.filters = FilterPanel(self._desk)
        self.filters.saved.tell = self._tell
        self.detail = DetailPanel(self._desk.codebook, handles=self._handles)
        box = self._listed()
        self._beside = Beside(box, self.detail, self.list, str(_("Åpne hendelsen")), widths=(300, 300))
        first = QWidget()
        self.unconfirmed = UnconfirmedBanner(self._desk, self.filters)
        if not self._handles:
            self.bring.hide()
            self.export.hide()
        head = PageHead(self._title(), "", self.registers, self.map, self.forms, self.bring, self.export)
        column = Column(head, self.unconfirmed, self.filters, spacing=12, margins=(28, 20, 28, 12), parent=first)
        column.put(self._beside.middle, 1)
        column.put(self.bar)
        column.put(Row(self._beside.look, self.count, 1, self.seen, spacing=12))
        self._beside.begin(first)
        Column(parent=self).put(self._beside, 1)
        self.cases = Cases(self._desk, self._tell, self._beside, self.list, self.detail)
        self.spots = Spots(self._desk, self._beside, self.map, self.filters, self.registers)

    def _listed(self) -> Card:
        """The list, or what stands there when it is empty; and the bar for when several are chosen."""
        self._wanted, self._cut = Filter(), NEWEST
        marks = {"status": _STATES, "severity": GRADES, "flag": _FLAGS}
        self.rows = RowTable(LIST_FIELDS, self._desk.codebook, self._fetch, marks=marks)
        self.list = ListView(str(_("Hendelser")), self.rows, _WIDTHS)
        self.bar = ChosenBar(self._desk, self._tell, self.list, lambda: (self._wanted, self._cut))
        if self._leads:
            self.list.let_several()
        self.empty = EmptyState("clipboard-list", str(_("Ingen hendelser ennå")),
                                str(_("Når noen melder en hendelse, ser du den her.")))  # fmt: skip
        self.count, self.seen = Label("", "secondary", wrap=False), SeenLink(self._desk)
        box = Card(spacing=0, padding=(2, 2, 2, 2))
        box.column.put(self.list, 1)
        box.column.put(self.empty, 1)
        return box

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self.filters.changed.connect(self.reload)
        self.registers.changed.connect(self.reload)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _key: self.cases.open())
        self.list.picked.connect(self._make_room)
        self._beside.look.clicked.connect(self.cases.open)
        self.detail.lifted.connect(lambda: self._on_chosen(self.list.key, anew=True))
        self.cases.wants_measure.connect(self.wants_measure)
        self.cases.new_measure.connect(self.new_measure)
        self.cases.proposed_measure.connect(self.proposed_measure)
        self.cases.wants_setting.connect(self.wants_setting)
        self.cases.wants.connect(self.wants)
        self.forms.wants.connect(self.wants)
        self.bring.clicked.connect(lambda: self.wants.emit("import"))
        self.export.clicked.connect(lambda: self.wants.emit("export"))
        self.empty.acted.connect(lambda: self.wants.emit("report"))
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filters.words.setFocus)

    @property
    def panes(self) -> list[QWidget]:
        """The parts of the page, as F6 goes through them."""
        return pane_of(self.cases.whole, (self.filters, self.list, self.detail))

    @property
    def part(self) -> str:
        """The section of the handbook about what is shown instead of the list; "" for the list."""
        return told_of(self._beside.currentWidget())

    def reload(self) -> None:
        """Ask for the list anew; the chosen one stays chosen."""
        staff = self.registers.staff
        self._wanted = replace(self.filters.wanted(), staff=staff)
        self.unconfirmed.reload()
        self.rows.reload()
        total = self.rows.total
        everything = self._desk.read(how_many, Filter(staff=staff))
        self.count.say(_("Viser {n} av {all} hendelser").format(n=total, all=max(total, everything)))
        self.list.setVisible(total > 0)
        self.empty.setVisible(total == 0)
        if everything and not total:
            self.empty.say(str(_("Ingen treff")), str(_("Prøv færre ord, eller nullstill filtrene.")))
        if total and self.list.key is None:
            self.list.choose(self.rows.key(0))
        elif self.list.key is None:  # else the list has told already which one is chosen
            self._on_chosen(None)

    def wanted_again(self) -> None:
        """Whoever asks for the list while a case or the map stands over it, gets the list."""
        self.spots.leave()
        self.cases.leave()

    def show_incident(self, key: Key) -> None:
        """Choose an incident in the list; one far down is searched for by its number."""
        self.cases.leave()
        self.registers.show_all()
        self.filters.show_status(None)
        self.reload()
        self.list.choose(key)
        incident = self._desk.read(incident_detail, key) if self.list.key != key else None
        if incident is not None:
            self.filters.show_number(incident.number)
            self.reload()
            next((at for at in range(self.rows.total) if self.rows.key(at) == key), None)  # fetches its part
            self.list.choose(key)

    def open_incident(self, key: Key) -> None:
        """Choose an incident in the list, and show the whole of it."""
        self.show_incident(key)
        if self.list.key == key:
            self.cases.open()

    def wanted(self) -> Filter:
        """What the list shows now."""
        return self._wanted

    def order(self) -> Cut:
        """The order the list is in."""
        return self._cut

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[Any]:  # noqa: FBT001 (the table asks so)
        cut = Cut(first, size, sort or "occurred_on", descending if sort else True)
        self._cut = cut
        page = self._desk.read(incident_page, self._wanted, cut)
        return Page([self._told(row) for row in page.rows], page.total)

    def _told(self, row: IncidentRow) -> IncidentRow:
        """What has no words of its own says at least what kind it was."""
        return row if row.story else replace(row, story=self._desk.codebook.label("event_type", row.kind))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS:
            self.filters.reload()
            self.reload()
            self.cases.reload()

    def _on_chosen(self, key: Key | None, *, anew: bool = False) -> None:
        measures = self._desk.read(measures_of_incident, key) if key else []
        incident = self._desk.read(incident_detail, key) if key else None
        if incident is not None and not self.detail.covers(incident):
            self._desk.note_once(Deed.OPENED, Incident.__tablename__, incident.id, anew=anew)
        self.seen.show_for(incident.number if incident is not None else "")
        untold = len(self._desk.read(open_suggestions, key)) if key and self._handles else 0
        self.detail.show_incident(incident, measures, self._staff(key), untold=untold)

    def _make_room(self) -> None:
        """In a low window the filters give way while several are chosen: one sees more of them, and all buttons."""
        self.filters.setVisible(not self.list.picks_several or self.height() >= px(_LOW))

    def _staff(self, key: Key | None) -> StaffDetail | None:
        reads = Right.READ_STAFF in self._desk.viewer.rights
        return self._desk.read(staff_detail, key) if key and reads else None

    def _title(self) -> str:
        """What one sees here who does not see everything."""
        if self._leads:
            return str(_("Hendelser"))
        return str(_("Hendelser med ansatte") if self.registers.staff else _("Hendelser på avdelingen"))
