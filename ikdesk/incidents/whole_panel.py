"""The page of one case: everything about an incident, in two columns, with what can be done at the foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.attachment_panel import AttachmentSection
from ikdesk.incidents.case_sections_panel import AboutStaffSection, MeasuresSection
from ikdesk.incidents.children_panel import ChildrenSection
from ikdesk.incidents.close_actions import MILD
from ikdesk.incidents.detail_panel import TONES
from ikdesk.incidents.due_panel import case_due
from ikdesk.incidents.equipment_panel import EquipmentSection
from ikdesk.incidents.facts_panel import FactsSection, title_of
from ikdesk.incidents.form_panel import FormsSection
from ikdesk.incidents.handling_panel import HandlingSection
from ikdesk.incidents.model import OPEN, Status
from ikdesk.incidents.notice_panel import NoticeSection
from ikdesk.incidents.prevent_panel import PreventSection
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.reference_panel import ReferenceSection
from ikdesk.incidents.reported_panel import ReportedLine
from ikdesk.incidents.restrict_panel import restricted_pill
from ikdesk.incidents.risk_panel import RisksSection
from ikdesk.incidents.timeline_panel import TimelineSection
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import Button, IconButton, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage, Wrap
from ikdesk.ui.text import Heading, Label

LEFT: tuple[type[QWidget], ...] = (
    ReferenceSection, FactsSection, AboutStaffSection, ChildrenSection, HandlingSection, PreventSection,
)  # fmt: skip
RIGHT: tuple[type[QWidget], ...] = (
    NoticeSection, MeasuresSection, RisksSection, EquipmentSection, AttachmentSection, FormsSection, TimelineSection,
)  # fmt: skip


class CasePage(QWidget):
    """One case. ``asks(what, about)`` as its sections do; "back", "before" and "after" go elsewhere.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
        incident: the case; it may be seen by whoever looks.
    """

    asks = Signal(str, object)

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__()
        self.incident = incident
        self._desk = desk
        self.sections = {kind: self._section(kind, tell) for kind in (*LEFT, *RIGHT)}
        self._build()
        for keys, what in (("Esc", "back"), ("Ctrl+PgUp", "before"), ("Ctrl+PgDown", "after")):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda what=what: self.asks.emit(what, None))
        self._show_head()

    def _section(self, kind: type[QWidget], tell: Callable[..., None]) -> QWidget:
        made: QWidget = kind(self._desk, tell, self.incident)  # type: ignore[call-arg, arg-type]
        asks = getattr(made, "asks", None)
        if asks is not None:
            asks.connect(self.asks)
        return made

    def _build(self) -> None:
        self.back = QuietButton(str(_("Tilbake til listen")), "arrow-left", tip=str(_("Tilbake til listen (Esc)")))
        self.back.clicked.connect(lambda: self.asks.emit("back", None))
        self.before = IconButton(str(_("Forrige hendelse (Ctrl+PgUp)")), "chevron-left")
        self.after = IconButton(str(_("Neste hendelse (Ctrl+PgDn)")), "chevron-right")
        self.before.clicked.connect(lambda: self.asks.emit("before", None))
        self.after.clicked.connect(lambda: self.asks.emit("after", None))
        self.number, self.title = Label("", "secondary"), Heading("", 1)
        self._pills = Row(spacing=8)
        head, self.reported = QWidget(), ReportedLine(self._desk)
        Column(Row(self.back, 1, self.before, self.after, spacing=8), self.number, self.title, self._pills,
               self.reported, spacing=6, parent=head)  # fmt: skip
        left, right = QWidget(), QWidget()
        for column, kinds in ((left, LEFT), (right, RIGHT)):
            Column(*(self.sections[kind] for kind in kinds), 1, spacing=14, parent=column)
        page = ScrollPage(margins=(28, 14, 28, 20), spacing=14)
        page.put(head, Beside(left, right, width=400, below=1000), 1)
        self._foot = Column(spacing=0)
        self.footer: QWidget | None = None
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self._foot)
        self._parts = (head, left, right)

    def show_incident(self, incident: IncidentDetail) -> None:
        """Show the same case as it is now."""
        self.incident = incident
        for section in self.sections.values():
            section.incident = incident  # type: ignore[attr-defined]
            section.reload()  # type: ignore[attr-defined]
        self._show_head()

    @property
    def panes(self) -> list[QWidget]:
        """The parts of it, as F6 goes through them."""
        return [*self._parts, *([self.footer] if self.footer is not None else [])]

    def begin(self) -> None:
        """Go on here: at what comes next where something does, and never at what would open a closed case again."""
        first = self._first if self._first is not None and self.incident.status in OPEN else self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_head(self) -> None:
        incident, book = self.incident, self._desk.codebook
        number = _("Hendelse {number}").format(number=incident.number)
        self.number.say(f"{number} · {book.label('event_type', incident.kind)}")
        self.title.say(title_of(incident, book))
        while (item := self._pills.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        tone, icon = TONES[incident.status]
        hidden = [restricted_pill()] if incident.restricted else []
        for pill in (Pill(incident.status.label, tone, icon), *case_due(incident), *hidden):
            self._pills.put(pill)
        self._pills.put(1)
        self.reported.show_for(incident.id)
        self._show_footer()

    def _show_footer(self) -> None:
        old, buttons = self.footer, self._buttons()
        had = old is not None and old.isAncestorOf(self.focusWidget() or self)
        self._first = buttons[0] if buttons else None
        self.footer = Footer(Wrap(*buttons, spacing=10)) if buttons else None
        if old is not None:
            self._foot.removeWidget(old)
            old.hide()
            old.deleteLater()
        if self.footer is not None:
            self._foot.put(self.footer)
        if had:
            self.begin()

    def _buttons(self) -> list[Button]:
        incident = self.incident
        if Right.HANDLE not in self._desk.viewer.rights or incident.disposed_on is not None:
            return []
        quiet = [
            self._button(QuietButton(str(_("Endre skjermingen") if incident.restricted else _("Skjerm"))), "restrict"),
            self._button(QuietButton(str(_("Rett opplysningene"))), "correct"),
            self._button(QuietButton(str(_("Trekk tilbake"))), "withdraw"),
        ]
        if incident.status is Status.UNCONFIRMED:
            return [self._button(PrimaryButton(str(_("Bekreft")), "check"), "confirm"),
                    self._button(SecondaryButton(str(_("Slå sammen")), "link"), "merge"), *quiet]  # fmt: skip
        if incident.status in OPEN:
            spot = QuietButton(str(_("Rettet på stedet")), tip=str(_("Lukker saken med en gang. Det kan angres.")))
            mild = incident.status is Status.REPORTED and (incident.severity or 0) <= MILD
            return [self._button(PrimaryButton(str(_("Følg opp")), "pencil"), "follow_up"),
                    self._button(SecondaryButton(str(_("Lukk saken")), "check"), "close_case"),
                    *([self._button(spot, "on_the_spot")] if mild else []), *quiet]  # fmt: skip
        again = self._button(SecondaryButton(str(_("Åpne saken igjen")), "rotate-ccw"), "reopen")
        return [again] if incident.status is Status.WITHDRAWN else [again, *quiet[:2]]

    def _button(self, button: Button, what: str) -> Button:
        button.clicked.connect(lambda: self.asks.emit(what, None))
        return button
