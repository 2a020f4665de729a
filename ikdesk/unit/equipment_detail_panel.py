"""One piece of equipment: how it stands, what was done with it, and the incidents it had a part in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.fields import show
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _, many, short_date
from ikdesk.risks.queries import risks_of_equipment
from ikdesk.risks.threads_panel import RiskThread, new_risk
from ikdesk.ui.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, FactLine, Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_reason
from ikdesk.ui.layouts import Column, ScrollPage, Wrap, from_left
from ikdesk.ui.text import Heading, Label
from ikdesk.unit.equipment_actions import log_equipment, withdraw_equipment
from ikdesk.unit.equipment_edit_panel import EquipmentForm
from ikdesk.unit.equipment_log_panel import LogBox
from ikdesk.unit.equipment_model import Looked
from ikdesk.unit.equipment_queries import equipment_events, incidents_with
from ikdesk.unit.equipment_row_model import EquipmentEventRow, EquipmentIncident, EquipmentRow, EquipmentState
from ikdesk.unit.equipment_sections import EXPORT_FIELDS

TONES = {
    EquipmentState.OUT: ("neutral", "circle-x"), EquipmentState.FAULT: ("danger", "wrench"),
    EquipmentState.LATE: ("danger", "clock"), EquipmentState.SOON: ("warn", "clock"),
    EquipmentState.FINE: ("ok", "circle-check"),
}  # fmt: skip
_ICONS = {
    Looked.CHECKED: ("circle-check", "ok"), Looked.FAULT: ("triangle-alert", "danger"),
    Looked.REPAIRED: ("wrench", "ok"), Looked.OUT: ("circle-x", "neutral"), Looked.BACK: ("rotate-ccw", "neutral"),
}  # fmt: skip
_TOLD = ("kind", "place", "mark", "supplier", "bought_on", "check_months", "next_check", "out_of_use", "note")
_FIELDS = {field.key: field for field in EXPORT_FIELDS}


class EquipmentDetail(Card):
    """What stands beside the list. ``kept(key)`` when something was saved; ``asks(what, about)`` wants something of the
    window: "incident" and "risk" about a key, "new_risk" about what it begins with.

    Args:
        desk: verbs.
        tell: shows a toast.
    """

    kept = Signal(object)
    asks = Signal(str, object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__(padding=(2, 2, 2, 2), spacing=0)
        self._desk, self._tell = desk, tell
        self._row: EquipmentRow | None = None
        self.form: EquipmentForm | None = None
        self._page = ScrollPage(margins=(16, 14, 14, 14), spacing=10)
        self._shown: list[QWidget] = []
        self.column.put(self._page, 1)

    def show_row(self, row: EquipmentRow | None) -> None:
        """Show this one; what was being written is kept for the next time.

        Args:
            row: None: there is none.
        """
        if self.form is not None:
            self.form.keep_draft()
        self._row, self.form = row, None
        self._replace(*(self._parts(row) if row is not None else [_nothing()]))

    def begin(self, row: EquipmentRow | None) -> None:
        """Write: change this one, or a new one.

        Args:
            row: None: a new one.
        """
        self._row, self.form = row, EquipmentForm(self._desk, row)
        self.form.saved.connect(self._on_saved)
        self.form.left.connect(self._on_left)
        self._replace(self.form)
        self.form.begin()

    def focus_first(self) -> None:
        """Begin at the first button."""
        button = self.findChild(Button)
        if button is not None:
            button.setFocus()

    def _replace(self, *parts: QWidget) -> None:
        for old in self._shown:
            self._page.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = list(parts)
        self._page.put(*parts)

    def _parts(self, row: EquipmentRow) -> list[QWidget]:
        check = PrimaryButton(str(_("Kontrollert")), "check")
        more = SecondaryButton(str(_("Feil eller reparasjon")), "wrench")
        change, away = QuietButton(str(_("Endre")), "pencil"), QuietButton(str(_("Ta ut av listen")))
        check.clicked.connect(lambda: self.log(row, Looked.CHECKED))
        more.clicked.connect(lambda: self.log(row, None))
        change.clicked.connect(lambda: self.begin(row))
        away.clicked.connect(lambda: self._on_withdraw(row))
        tone, icon = TONES[row.state]
        facts = (
            FactLine(_FIELDS[key].label, show(getattr(row, key), _FIELDS[key], self._desk.codebook))
            for key in _TOLD if getattr(row, key) not in {None, ""}
        )  # fmt: skip
        return [
            Heading(row.name, 2), from_left(Pill(row.state.label, tone, icon)), Wrap(check, more, spacing=8), *facts,
            Wrap(change, away, spacing=4), *self._done(row), *self._risks(row), *self._incidents(row), _end(),
        ]  # fmt: skip

    def _done(self, row: EquipmentRow) -> Iterator[QWidget]:
        events: list[EquipmentEventRow] = self._desk.read(equipment_events, row.id)
        yield Heading(str(_("Kontroller og reparasjoner")), 3)
        if not events:
            yield Label(_("Ingen skrevet ned ennå."), "muted")
        for event in events:
            icon, tone = _ICONS[event.what]
            line = QWidget()
            said = " · ".join(part for part in (short_date(event.day), event.by_whom) if part)
            Column(from_left(Pill(event.what.label, tone, icon)), Label(said, "secondary"),
                   *([Label(event.note)] if event.note else []), spacing=2, parent=line)  # fmt: skip
            yield line

    def _risks(self, row: EquipmentRow) -> Iterator[QWidget]:
        if Right.READ not in self._desk.viewer.rights:
            return
        rows, empty = self._desk.read(risks_of_equipment, row.id), str(_("Ingen har vurdert risikoen ved det ennå."))
        thread = RiskThread(rows, self._desk.today, empty, new_risk(more=bool(rows)))
        start = {"title": row.name, "equipment_id": row.id}
        thread.asks.connect(lambda what, about: self.asks.emit(what, start if what == "new_risk" else about))
        yield Heading(str(_("Risikovurdering")), 3)
        yield thread

    def _incidents(self, row: EquipmentRow) -> Iterator[QWidget]:
        found: list[EquipmentIncident] = self._desk.read(incidents_with, row.id)
        if not found:
            return
        yield Heading(many("{n} hendelse", "{n} hendelser", len(found)), 3)
        for one in found:
            link = QuietButton(f"{one.number} · {short_date(one.occurred_on)}", "clipboard-list", flush=True)
            link.clicked.connect(lambda _on=False, key=one.id: self.asks.emit("incident", key))
            line = QWidget()
            Column(link, Label(one.story or self._desk.codebook.label("event_type", one.kind), "secondary"),
                   spacing=0, parent=line)  # fmt: skip
            yield line

    def log(self, row: EquipmentRow, what: Looked | None) -> None:
        """Ask what was done, and write it down.

        Args:
            row: with which.
            what: filled in already, or None.
        """
        box = LogBox(self, row.name, self._desk.codebook, self._desk.today, what=what, words=words_for(self._desk))
        box.save = lambda values: self._desk.write(log_equipment, row.id, values)
        if box.ask():
            self._done_with(row.id, _("Skrevet ned for {name}.").format(name=row.name))

    def _on_withdraw(self, row: EquipmentRow) -> None:
        title = _("Ta {name} ut av listen").format(name=row.name)
        text = _("Bruk dette når noe er skrevet opp ved en feil. Er det kastet eller satt bort, skriver du ned at "
                 "det er tatt ut av bruk.")  # fmt: skip
        why = ask_reason(self, title, str(text), str(_("Ta ut av listen")))
        if why:
            self._desk.write(withdraw_equipment, row.id, why)
            self._done_with(row.id, _("{name} er tatt ut av listen.").format(name=row.name))

    def _on_saved(self, key: Key, said: str) -> None:
        self.form = None
        self._done_with(key, said)

    def _on_left(self) -> None:
        self.form = None
        self.kept.emit(self._row.id if self._row else None)

    def _done_with(self, key: Key, said: str) -> None:
        self._tell(said, *self._desk.undoing(said))
        self.kept.emit(key)


def _nothing() -> QWidget:
    return EmptyState("wrench", str(_("Ikke noe utstyr her ennå")), str(_(
        "Skriv opp det som kan skade noen, eller som må kontrolleres: klatrestativ, husker, sovevogner, stellebord.")))


def _end() -> QWidget:
    made = QWidget()
    Column(1, parent=made)
    return made
