"""What the report's files will be called, where they go, and what one does with them afterwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.files import explain
from ikdesk.kernel.paths import documents_folder
from ikdesk.kernel.words import _, listed, quoted
from ikdesk.paper.saving import renamed_said
from ikdesk.reports.delivery_model import FORMATS
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner
from ikdesk.ui.choices import CheckGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_folder
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Row
from ikdesk.ui.open_file import open_file, show_in_folder, shown_folder
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label, plain_tip

_WORDS = {"pdf": "PDF", "xlsx": "Excel"}
_ICONS = {"pdf": "file-text", "xlsx": "file-spreadsheet"}


def report_folder(desk: Desk) -> Path:
    """Where reports go: the folder chosen on this machine, or one among the user's documents."""
    return Path(desk.settings.report_folder) if desk.settings.report_folder else documents_folder()


def made_report_folder(desk: Desk) -> Path:
    """The same, made if it is not there.

    Raises:
        Problem: it cannot be made; a memory stick may be gone.
    """
    folder = report_folder(desk)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain(error, folder) from error
    return folder


class TargetPanel(QWidget):
    """Formats, names and folder of a report."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._name = desk, ""
        self._build()
        self._connect()

    def _build(self) -> None:
        options = [Option(kind, _WORDS[kind], _ICONS[kind]) for kind in FORMATS]
        self.formats = CheckGroup(_("Formater"), options)
        self.formats.set_value(FORMATS)
        self.box = FieldBox("", self.formats)
        self.words = Label("", "muted")
        self.choose = SecondaryButton(_("Velg mappe"), "folder-open")
        line = Row(spacing=14, parent=self)
        line.put(self.box)
        line.put(self.words, 1)
        line.put(self.choose)

    def _connect(self) -> None:
        self.formats.changed.connect(self._on_formats)
        self.choose.clicked.connect(self._on_choose)
        self._desk.settings_changed.connect(self._show)

    def show_name(self, name: str) -> None:
        """Say what the files will be called.

        Args:
            name: without ending.
        """
        self._name = name
        self._show()

    def chosen(self) -> tuple[str, ...]:
        """The formats wanted; none says so beside the choice."""
        formats = self.formats.value()
        self.box.set_error("" if formats else _("Velg PDF, Excel eller begge."))
        return formats

    def _show(self) -> None:
        folder = report_folder(self._desk)
        names = [f"{self._name}.{kind}" for kind in self.formats.value()]
        there = [name for name in names if (folder / name).exists()]
        words = ""
        if names:
            words = _("Lagres som {names} i {folder}.").format(
                names=listed([quoted(name) for name in names]), folder=shown_folder(folder)
            )
        if there:
            words += " " + str(_("Det som ligger der med samme navn, blir erstattet."))
        self.words.say(words)
        self.words.setToolTip(plain_tip(str(folder)))

    def _on_formats(self) -> None:
        self.box.set_error("")
        self._show()
        self.changed.emit()

    def _on_choose(self) -> None:
        folder = ask_folder(self, str(_("Hvor skal rapportene ligge?")), report_folder(self._desk))
        if folder is not None:
            self._desk.use_settings(dataclasses.replace(self._desk.settings, report_folder=str(folder)))


class MadeBanner(Banner):
    """Where the finished files lie, with links to open them and to show them in their folder.

    Args:
        made: the files.
        wanted: what they should have been called; another name is said.
        extract: it is an extract, not a report.
    """

    def __init__(self, made: Sequence[Path], wanted: Sequence[str], *, extract: bool = False) -> None:
        super().__init__(made_words(made, wanted, extract=extract), "ok")
        self.links: dict[str, QuietButton] = {}
        for path in made:
            kind = path.suffix.lstrip(".")
            self._link(f"open_{kind}", _("Åpne {kind}").format(kind=_WORDS[kind])).clicked.connect(
                lambda _on=False, file=path: open_file(file)
            )
        folder = self._link("folder", str(_("Vis i mappe")))
        folder.clicked.connect(lambda _on=False: show_in_folder(made[0]))
        self.add_links(*self.links.values())

    def _link(self, key: str, words: str) -> QuietButton:
        self.links[key] = QuietButton(words)
        return self.links[key]


def made_words(made: Sequence[Path], wanted: Sequence[str], *, extract: bool = False) -> str:
    """Where the files lie; and which got another name because the old one is open in another program."""
    said = _("Uttrekket ligger i {folder}.") if extract else _("Rapporten ligger i {folder}.")
    return said.format(folder=shown_folder(made[0].parent)) + "".join(map(renamed_said, made, wanted))


