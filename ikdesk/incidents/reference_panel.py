"""On the page of a case whose papers lie elsewhere: its number, who was told when, and how far its plan has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.case_model import ReferenceCase
from ikdesk.incidents.half_written_panel import half_written
from ikdesk.incidents.model import REFERENCE, Status
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.reference_actions import keep_reference
from ikdesk.incidents.reference_model import ASKED, ReferenceRow, asked_of, usual_plan_day
from ikdesk.incidents.reference_queries import reference_of
from ikdesk.incidents.reference_sentences import AGAIN, BELONGS, NONE_YET, SOONEST, points, states
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import show
from ikdesk.kernel.words import _, short_date
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import FactLine, Pill
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row, Wrap, from_left
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.text_field import TextField

_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut
_AHEAD = 365  # days ahead a day without a year may lie
_LATER = ("plan_due", "evaluate_on")  # days that are to come


class ReferenceSection(CaseSection):
    """The number, the days and the five points; read, and written in the same place."""

    SHOWS = frozenset({ReferenceCase})

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident, str(_("Sak og frister")))
        self.form: ReferenceForm | None = None
        self.reload()

    def reload(self) -> None:
        """Show it as it stands now; what is being written is left alone."""
        incident = self.incident
        if self.form is not None and incident.kind == self.form.kind:
            return
        self.form = None
        if not self.handles or incident.kind not in REFERENCE or incident.status is Status.WITHDRAWN:
            self.show_parts()
            return
        row = self.desk.read(reference_of, incident.id)
        self.show_parts(*(self._parts(row) if row is not None else ()))

    def _parts(self, row: ReferenceRow) -> Iterator[QWidget]:
        kind = self.incident.kind
        yield Label(str(BELONGS), "secondary")
        pills = [Pill(*state) for state in states(row, kind, self.desk.today)]
        if pills and not row.empty:
            yield Wrap(*pills, spacing=8)
        if row.empty:
            yield Label(str(NONE_YET))
        yield from self._facts(row)
        if "plan_items" in ASKED[kind] and not row.empty:
            yield Heading(points(row), 3)
            yield from self._points(row)
        write = SecondaryButton(str(_("Fyll ut") if row.empty else _("Endre")), "pencil")
        write.setAccessibleName(f"{write.words}: {_('Sak og frister')}")
        write.clicked.connect(self.begin)
        yield from_left(write)

    def _facts(self, row: ReferenceRow) -> Iterator[QWidget]:
        for field in asked_of(self.incident.kind):
            value = getattr(row, field.key)
            if field.kind is not tuple and value:
                yield FactLine(field.label.rstrip("?"), show(value, field, self.desk.codebook))

    def _points(self, row: ReferenceRow) -> Iterator[QWidget]:
        for entry in self.desk.codebook.entries("plan_item"):
            there = entry.code in row.plan_items
            line = QWidget()
            words = entry.label if there else _("{item} – mangler").format(item=entry.label)
            mark = Icon("circle-check" if there else "circle", "ok" if there else "neutral", 17)
            held = Row(mark, spacing=8, parent=line)
            held.put(Label(words, "" if there else "muted"), 1)
            yield line

    def begin(self) -> None:
        """Write, where it was read."""
        row = self.desk.read(reference_of, self.incident.id)
        if row is None:
            return
        self.form = ReferenceForm(self.desk, self.incident, row)
        self.form.saved.connect(self._on_saved)
        self.form.left.connect(self._on_left)
        self.show_parts(self.form)
        self.form.begin()

    def _on_saved(self) -> None:
        said = _("Sak og frister for {number} er lagret.").format(number=self.incident.number)
        undo = self.desk.undoing(said)
        self._on_left()
        self.tell(said, *undo)

    def _on_left(self) -> None:
        self.form = None
        self.reload()
        button = self.findChild(SecondaryButton)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)


class ReferenceForm(QWidget):
    """The form. ``saved()`` when it was kept, ``left()`` when it was not.

    Args:
        desk: verbs.
        incident: the case.
        row: what is kept of it now.
    """

    saved = Signal()
    left = Signal()

    def __init__(self, desk: Desk, incident: IncidentDetail, row: ReferenceRow) -> None:
        super().__init__()
        self._desk, self._incident, self.kind = desk, incident, incident.kind
        self._usual = usual_plan_day(row.known_on or incident.occurred_on)
        self._build(row)
        self._half = half_written(desk, self.form)
        self._half.begin(f"reference {incident.id}")

    def _build(self, row: ReferenceRow) -> None:
        today, fields = self._desk.today, asked_of(self.kind)
        self.form = Form(fields, self._desk.codebook, today, made={
            "case_number": TextField(width=240),
            **{field.key: _day(field.key, today) for field in fields if field.key.endswith(("_on", "_due"))},
        })  # fmt: skip
        self.form.fill({field.key: getattr(row, field.key) for field in fields})
        self._place()
        self.save, self.cancel = PrimaryButton(str(_("Lagre")), "check"), QuietButton(str(_("Avbryt")))
        Column(Label(str(BELONGS), "secondary"), self.form, Row(self.save, self.cancel, 1, spacing=8), spacing=12,
               parent=self)  # fmt: skip
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            QShortcut(QKeySequence(keys), self, context=_INSIDE).activated.connect(self._on_save)

    def _place(self) -> None:
        box, put = self.form.box, self.form.column.put
        asked = ASKED[self.kind]
        put(box("case_number"))
        told = [key for key in asked if key in {"known_on", "parents_told_on", "responsible_told_on"}]
        put(Wrap(*(box(key) for key in told), spacing=14, least=240, most=2))
        if "plan_due" not in asked:
            return
        box("plan_due").set_hint(str(SOONEST))
        box("evaluate_on").set_hint(str(AGAIN))
        self.usual = QuietButton(_("Bruk {day}").format(day=short_date(self._usual)), "calendar-days", flush=True)
        self.usual.clicked.connect(lambda: self.form.input("plan_due").set_value(self._usual))
        self.form.input("known_on").changed.connect(self._on_known)
        put(Column(box("plan_due"), Row(self.usual, 1), spacing=2))
        put(box("plan_items"))
        put(Wrap(box("plan_on"), box("evaluate_on"), box("evaluated_on"), spacing=14, least=240, most=2))

    def _on_known(self) -> None:
        """The usual day follows the day they came to know of it."""
        self._usual = usual_plan_day(self.form.input("known_on").value() or self._incident.occurred_on)
        self.usual.say(_("Bruk {day}").format(day=short_date(self._usual)))

    def begin(self) -> None:
        """Begin at the first field."""
        self.form.input("case_number").setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        try:
            self._desk.write(keep_reference, self._incident.id, self.form.values())
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            self.form.go_to_complaint()
            return
        self.saved.emit()
        self._half.done()

    def _on_cancel(self) -> None:
        self._half.done()
        self.left.emit()


def _day(key: str, today: date) -> DateField:
    ahead = key in _LATER
    return DateField(today, latest=None if ahead else today, chips=False, with_echo=False,
                     ahead=_AHEAD if ahead else 0)  # fmt: skip
