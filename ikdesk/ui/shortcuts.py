"""All the keys on one page."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import px

KEYS = (
    ("Ctrl+N", _("Meld hendelse")), ("Ctrl+S", _("Lagre")), ("Ctrl+Enter", _("Lagre og lukk")),
    ("Esc", _("Avbryt")), ("Ctrl+K", _("Søk i alt, og kommandoer")), ("Ctrl+F", _("Søk i listen")),
    ("Ctrl+P", _("Lag rapporten")), ("F5", _("Vis møtet på stor skjerm")),
    ("← ↑ → ↓", _("Gå fra tall til tall i et bilde, og bla i et møte")),
    ("Ctrl+Z", _("Angre det siste du gjorde")), ("Ctrl+1 …", _("Gå til en side")),
    ("Alt+←  Alt+→", _("Forrige og neste side")), ("F6", _("Neste del av vinduet")), ("F8", _("Til meldingen nederst")),
    ("Ctrl +  Ctrl −  Ctrl 0", _("Større, mindre og vanlig tekst")), ("Alt+↓", _("Åpne kalenderen i et datofelt")),
    ("F1", _("Hjelp")), ("Ctrl+L", _("Lås skjermen")), ("F12", _("Skjul alt")), ("Ctrl+Shift+L", _("Bytt bruker")),
    ("Ctrl+/", _("Alle hurtigtaster")),
)  # fmt: skip


class ShortcutsDialog(QDialog):
    """A list of keys and what they do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_("Hurtigtaster")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(6))
        half = (len(KEYS) + 1) // 2
        for at, (keys, what) in enumerate(KEYS):
            column = 2 * (at // half)
            grid.addWidget(Label(keys, "strong", wrap=False), at % half, column)
            grid.addWidget(Label(what, wrap=False), at % half, column + 1)
        close = PrimaryButton(_("Lukk"))
        close.clicked.connect(self.accept)
        Column(Heading(_("Hurtigtaster"), 2), grid, Row(close, 1), spacing=16, margins=(24, 20, 24, 20), parent=self)


def show_shortcuts(parent: QWidget) -> None:
    """Show all the keys."""
    ShortcutsDialog(parent).open()
