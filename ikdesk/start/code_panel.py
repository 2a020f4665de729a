"""The recovery code, shown once: written down, printed or saved before one goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.paths import documents_folder
from ikdesk.kernel.words import _
from ikdesk.paper.saving import save_bytes
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.choices import CheckBox
from ikdesk.ui.dialogs import ask_save_path, show_problem
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label


class CodePanel(QWidget):
    """The code and three ways to keep it; ``done()`` when it is written down."""

    title = _("Skriv ned gjenopprettingskoden")
    sub = _("Med den kommer du inn hvis passordet blir borte. Den vises bare nå.")
    done = Signal()

    def __init__(self, unit: str, code: str, go: str = "") -> None:
        super().__init__()
        self._unit, self._code, self._go = unit, code, go or str(_("Gå til Oversikt"))
        self._build()
        self._connect()

    def _build(self) -> None:
        self.code = Label(self._code, "title", wrap=False)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard |
                                          Qt.TextInteractionFlag.TextSelectableByMouse)  # fmt: skip
        self.code.setAccessibleName(_("Gjenopprettingskode: {code}").format(code=" ".join(self._code)))
        self.print = SecondaryButton(str(_("Skriv ut")), "printer")
        self.save = SecondaryButton(str(_("Lagre som tekst")), "save")
        self.kept = CheckBox(str(_("Jeg har skrevet den ned")))
        self.box = FieldBox("", self.kept)
        self.go = PrimaryButton(self._go, "check")
        self.warning = Banner(
            str(_("Mister du både passordet og koden, kan ingen åpne dataene. Heller ikke vi.")), "warn"
        )
        Column(Card(
            self.code, Row(self.print, self.save, 1),
            Label(_("Legg arket innelåst, ikke ved maskinen. Lagrer du teksten, så legg den på en minnepinne du tar "
                    "med deg."), "secondary"),
            self.warning, self.box, Row(self.go, 1), spacing=16, padding=(24, 20, 24, 24),
        ), parent=self)  # fmt: skip

    def _connect(self) -> None:
        self.print.clicked.connect(self._on_print)
        self.save.clicked.connect(self._on_save)
        self.kept.changed.connect(lambda: self.box.set_error(""))
        self.go.clicked.connect(self._on_go)

    def sheet(self) -> str:
        """What stands on the sheet."""
        return "\n".join((
            _("Gjenopprettingskode for {unit} i IKdesk").format(unit=self._unit), "", self._code, "",
            str(_("Bruk koden på låseskjermen hvis passordet er borte.")),
            str(_("Oppbevar arket innelåst.")), "",
        ))  # fmt: skip

    def write(self, path: Path) -> Path:
        """Save the sheet, and tell where it lies.

        Raises:
            Problem: it could not be written there.
        """
        return save_bytes(path, self.sheet().encode("utf-8"))

    def _on_save(self) -> None:
        start = documents_folder().parent / str(_("Gjenopprettingskode IKdesk.txt"))
        path = ask_save_path(self, str(_("Lagre koden")), start, str(_("Tekst (*.txt)")))
        if path is None:
            return
        try:
            self.write(path)
        except Problem as problem:
            show_problem(self, problem)

    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # late: few print, and it is slow to load

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            document = QTextDocument()
            document.setPlainText(self.sheet())
            document.print_(printer)

    def _on_go(self) -> None:
        if not self.kept.value():
            self.box.set_error(str(_("Skriv koden ned først, og sett en hake her.")))
            self.box.focus()
            return
        self.done.emit()
