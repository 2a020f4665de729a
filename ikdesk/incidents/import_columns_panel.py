"""What each column of a file holds: recognised from its heading, and set by hand where that is needed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.import_look_actions import Look
from ikdesk.incidents.import_model import EXPOSURE, INCIDENTS, KEYS, NAMES, NEEDED
from ikdesk.kernel.words import _
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Row, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.text import Heading, Label

_NOT_IN_USE = "number"  # recognised so that it is not in the way; nothing is read from it


class ColumnsPanel(Card):
    """One field for each heading; ``set_column(heading, key, before)`` and ``set_kind(kind)`` say what is wanted."""

    set_column = Signal(str, str, str)
    set_kind = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=12, padding=(20, 16, 20, 18))
        self._inside: QWidget | None = None
        self._shown: tuple[object, ...] = ()
        self.boxes: dict[str, Dropdown] = {}
        kinds = [Option(INCIDENTS, str(_("Hendelser"))), Option(EXPOSURE, str(_("Dager i bruk")))]
        self.kind = ChoiceGroup(_("Hva er i filen?"), kinds)
        self.state = Pill("", "ok")
        line = Row(Heading(str(_("Kolonnene i filen")), 2, wrap=False), self.state, 1, spacing=10)
        line.put(self.kind)
        self.put(line)
        self._turning = False
        self.kind.changed.connect(self._on_kind)

    def show_look(self, look: Look, kind: str) -> None:
        """Show what the columns are taken to be.

        Args:
            look: the file.
            kind: "incidents" or "exposure".
        """
        self._turning = True
        self.kind.set_value(kind)
        self._turning = False
        missing = [str(NAMES[key]) for key in NEEDED[kind] if look.source is None and key not in look.columns]
        if missing:
            self.state.show_state(_("Mangler: {names}").format(names=", ".join(missing)), "warn")
        else:
            self.state.show_state(str(_("Se over") if look.source is None else _("Forstått")),
                                  "warn" if look.source is None else "ok")  # fmt: skip
        shown = (look.headings, look.examples, kind)
        if shown != self._shown:
            self._shown = shown
            self._make(look, kind)
        holds = {at: key for key, at in look.columns.items()}
        for at, heading in enumerate(look.headings):
            box = self.boxes.get(heading)
            if box is not None:
                quiet = box.blockSignals(True)
                box.set_value(holds.get(at) if holds.get(at) != _NOT_IN_USE else None)
                box.setProperty("holds", box.value() or "")
                box.blockSignals(quiet)
                box.update()

    def _make(self, look: Look, kind: str) -> None:
        old, self.boxes = self._inside, {}
        options = [Option(key, str(NAMES[key])) for key in KEYS[kind] if key != _NOT_IN_USE]
        fields = []
        for heading, example in zip(look.headings, look.examples, strict=False):
            if not heading or heading in self.boxes:
                continue
            box = Dropdown(_("«{heading}» er").format(heading=heading), options, none=str(_("Brukes ikke")))
            box.changed.connect(lambda words=heading, chosen=box: self._on_column(words, chosen))
            self.boxes[heading] = box
            hint = _("For eksempel: {example}").format(example=example) if example else str(_("Tom"))
            fields.append(FieldBox(heading, box, hint=hint))
        self._inside = Wrap(*fields, least=230, spacing=14) if fields else Label("")
        self.put(self._inside)
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _on_column(self, heading: str, box: Dropdown) -> None:
        before = box.property("holds")
        box.setProperty("holds", box.value() or "")
        self.set_column.emit(heading, box.value() or "", before or "")

    def _on_kind(self) -> None:
        if not self._turning and self.kind.value():
            self.set_kind.emit(self.kind.value())
