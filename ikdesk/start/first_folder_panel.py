"""The fourth step: where the data lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _
from ikdesk.safe.front import has_data
from ikdesk.safe.guard import refuse_unsafe_place
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.dialogs import ask_folder
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField

_FACTS = (
    ("lock", _("Alt ligger kryptert på denne maskinen. Ingenting sendes ut på nettet.")),
    ("hard-drive", _("Mappen kan ikke ligge i OneDrive, Dropbox eller på en nettverksdisk. Der kan filen bli ødelagt "
                     "mens den skrives.")),
    ("save", _("Sikkerhetskopier tas av seg selv mens dere arbeider. Velg et sted til for dem under Innstillinger, for "
               "eksempel en minnepinne. Kopiene er også kryptert.")),
)  # fmt: skip


class FirstFolderPanel(QWidget):
    """The folder, which may be changed, and what is good to know about it."""

    title = _("Hvor skal dataene ligge?")
    sub = _("Forslaget passer for de fleste.")

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = TextField()
        self.folder.set_value(str(folder))
        self.change = SecondaryButton(str(_("Velg en annen mappe")), "folder-open")
        self.boxes = {"folder": FieldBox(_("Mappe"), self.folder)}
        facts = Column(spacing=10)
        for icon, words in _FACTS:
            line = Row(Icon(icon, "primary", 20), spacing=12)
            line.put(Label(words), 1)
            facts.put(line)
        Column(
            Card(self.boxes["folder"], Row(self.change, 1), spacing=12, padding=(24, 18, 24, 20)),
            Card(facts, title=str(_("Godt å vite")), padding=(24, 18, 24, 20)), spacing=16, parent=self,
        )  # fmt: skip
        self.change.clicked.connect(self._on_change)
        self.folder.changed.connect(lambda: self.boxes["folder"].set_error(""))

    def value(self) -> Path:
        """The folder chosen."""
        return Path(self.folder.value()).expanduser()

    def check(self) -> None:
        """Raise Invalid unless data may lie there."""
        if not self.folder.value() or not self.value().is_absolute():
            raise Invalid(folder=_("Velg en mappe."))
        try:
            refuse_unsafe_place(self.value())
            taken = has_data(self.value())
        except Problem as problem:
            raise Invalid(folder=str(problem)) from problem
        if taken:
            raise Invalid(folder=_("Det ligger allerede data i denne mappen. Velg en annen mappe."))

    def _on_change(self) -> None:
        near = next((place for place in (self.value(), *self.value().parents) if place.is_dir()), Path.home())
        chosen = ask_folder(self, str(_("Hvor skal dataene ligge?")), near)
        if chosen is not None:
            self.folder.set_value(str(chosen))
