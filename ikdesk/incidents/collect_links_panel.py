"""The way to the collective list and to the blank forms, from the list of incidents."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ikdesk.incidents.collect_page import PAGE
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.layouts import Row


class FormLinks(QWidget):
    """A button with a menu. ``wants(key)`` for what the chosen form is called."""

    wants = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.button = SecondaryButton(str(_("Skjemaer")), "clipboard-check")
        self.button.clicked.connect(self._on_pressed)
        Row(self.button, parent=self)

    def menu(self) -> QMenu:
        """What there is, made anew: it is gone when it is closed."""
        made = QMenu(self)
        ways = {
            PAGE: _("Samleskjema for små skader"), "blank_report": _("Skriv ut tomt skjema: Meld hendelse"),
            "blank_collect": _("Skriv ut tomt samleskjema"),
        }  # fmt: skip
        for key, said in ways.items():
            made.addAction(str(said)).setData(key)
        made.triggered.connect(lambda chosen: self.wants.emit(chosen.data()))
        made.aboutToHide.connect(made.deleteLater)
        return made

    def _on_pressed(self) -> None:
        self.menu().popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
