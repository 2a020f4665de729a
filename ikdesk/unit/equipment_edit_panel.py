"""The form for one piece of equipment, new or changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.half_written_panel import half_written
from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form, options_of
from ikdesk.ui.inputs import Dropdown, LongText, NumberField
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.text import Heading
from ikdesk.unit.equipment_actions import ASKED, add_equipment, change_equipment
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.equipment_row_model import EquipmentRow
from ikdesk.unit.queries import places

_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut
_AHEAD = 365  # days ahead a day without a year may lie


class EquipmentForm(QWidget):
    """``saved(key, sentence)`` when it was kept, ``left()`` when it was not.

    Args:
        desk: verbs.
        row: what is changed; None: a new one.
    """

    saved = Signal(object, str)
    left = Signal()

    def __init__(self, desk: Desk, row: EquipmentRow | None) -> None:
        super().__init__()
        self._desk, self._row = desk, row
        self._build()
        self._half = half_written(desk, self.form)
        self._half.begin(f"equipment {row.id if row else 'new'}")

    def _build(self) -> None:
        desk, row = self._desk, self._row
        rooms = [Option(str(place.id), place.name) for place in desk.read(places)]
        if row is not None and row.place_id is not None and str(row.place_id) not in {room.code for room in rooms}:
            rooms.append(Option(str(row.place_id), row.place))  # it is not in use any more
        self.form = Form(fields_of(Equipment, *ASKED), desk.codebook, desk.today, spacing=12, made={
            "kind": Dropdown(_("Hva slags utstyr?"), options_of(desk.codebook, "equipment_kind"),
                             none=str(_("Velg …"))),
            "place_id": Dropdown(_("Hvor står det?"), rooms, none="–"),
            "bought_on": DateField(desk.today, latest=desk.today, chips=False, with_echo=False),
            "check_months": NumberField(least=1, most=60, width=80),
            "next_check": DateField(desk.today, chips=False, with_echo=False, ahead=_AHEAD),
            "note": LongText(lines=3),
        })  # fmt: skip
        self.form.box("check_months").set_hint(str(_("For eksempel 12. Tomt hvis det ikke kontrolleres fast.")))
        for key in ASKED:
            self.form.column.put(self.form.box(key))
        if row is not None:
            self.form.fill({key: getattr(row, key) for key in ASKED})
        self.form.point_out(words_for(desk), "note")
        self.save, self.cancel = PrimaryButton(str(_("Lagre")), "check"), QuietButton(str(_("Avbryt")))
        title = _("Endre {name}").format(name=row.name) if row else str(_("Nytt utstyr"))
        Column(Heading(title, 2), self.form, Row(self.save, self.cancel, 1, spacing=8), 1, spacing=12, parent=self)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self, context=_INSIDE).activated.connect(act)

    def begin(self) -> None:
        """Begin at the name."""
        self.form.input("name").setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_draft(self) -> None:
        """Keep what is half written."""
        self._half.keep_draft()

    def _on_save(self) -> None:
        try:
            key = self._store(self.form.values())
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            self.form.go_to_complaint()
            return
        said = _("{name} er lagret.").format(name=self.form.input("name").value())
        self.saved.emit(key, said)
        self._half.done()

    def _store(self, values: dict[str, Any]) -> Key:
        values["place_id"] = Key(values["place_id"]) if values["place_id"] else None
        if self._row is None:
            key: Key = self._desk.write(add_equipment, values)
            return key
        self._desk.write(change_equipment, self._row.id, values)
        return self._row.id

    def _on_cancel(self) -> None:
        self._half.done()
        self.left.emit()
