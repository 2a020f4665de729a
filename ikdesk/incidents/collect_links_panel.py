"""The way to the collective list and to the blank forms, from the list of incidents."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from ikdesk.incidents.collect_page import PAGE
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.layouts import Row
from ikdesk.ui.theme import px

_NARROW = 770  # logical pixels at 100 %: where what it lies in is narrower, the icon is all there is room for


class FormLinks(QWidget):
    """A button with a menu. ``wants(key)`` for what the chosen form is called."""

    wants = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = str(_("Skjemaer"))
        self.button = SecondaryButton(self._words, "clipboard-check", tip=self._words)
        self.button.setAccessibleName(self._words)
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

    def showEvent(self, event: QShowEvent) -> None:
        """See how much room there is from now on."""
        super().showEvent(event)
        above = self.parentWidget()
        if above is not None:
            above.installEventFilter(self)
            self._fit(above)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The words come and go with the room."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._fit(watched)
        return False

    def _fit(self, above: QWidget) -> None:
        words = "" if above.width() < px(_NARROW) else self._words
        if words != self.button.words:
            self.button.say(words)

    def _on_pressed(self) -> None:
        self.menu().popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
