"""Choosing the file to take in: with a button, or by dropping it on the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.import_choices_model import Choices
from ikdesk.kernel.words import _
from ikdesk.paper.saving import save_bytes
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.dialogs import ask_open_path, ask_save_path
from ikdesk.ui.dropping import DropCard
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Heading, Label

MAP = ".toml"


class FilePanel(DropCard):
    """Which file; ``chosen(path)`` for a log, ``map_chosen(path)`` for what its columns and words mean."""

    chosen = Signal(object)
    map_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(padding=(20, 18, 20, 18))
        self._start = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
        self._build()
        self.choose.clicked.connect(self._on_choose)
        self.other.clicked.connect(self._on_choose)
        self.map.clicked.connect(self._on_choose_map)

    def _build(self) -> None:
        self.name, self.told = Heading("", 2), Label("", "muted")
        self.choose = PrimaryButton(_("Velg fil"), "file-up")
        self.other = SecondaryButton(_("Velg en annen fil"), "file-up")
        self.map = QuietButton(_("Bruk lagrede valg"), tip=str(_("En fil (.toml) med valg du lagret sist")))
        self.other.hide()
        self.map.hide()
        line = Row(Icon("file-spreadsheet", "primary", 28, circle="tint"), spacing=16)
        line.put(Column(self.name, self.told, spacing=3), 1)
        for button in (self.map, self.other, self.choose):
            line.put(button)
        self.put(line)

    def show_file(self, path: Path | None, told: str = "") -> None:
        """Show which file it is.

        Args:
            path: the file; None for none.
            told: what is known about it.
        """
        for widget in (self.other, self.map):
            widget.setVisible(path is not None)
        had_focus = self.choose.hasFocus()
        self.choose.setVisible(path is None)
        if path is not None and had_focus:
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that was pressed is gone
        self.name.say(path.name if path else _("Slipp filen her"))
        self.told.say(told or _(
            "CSV eller Excel, slik den kommer fra regnearket eller et annet system. Ingenting lagres før du har sett "
            "gjennom."
        ))  # fmt: skip
        if path is not None:
            self._start = path.parent

    def drop(self, paths: Sequence[Path]) -> None:
        """Files were dropped; one is taken in at a time.

        Args:
            paths: the first of them counts.
        """
        self.take(paths[0])

    def take(self, path: Path) -> None:
        """A file was chosen or dropped."""
        (self.map_chosen if path.suffix.lower() == MAP else self.chosen).emit(path)

    def _on_choose(self) -> None:
        kinds = str(_("Regneark og CSV")) + " (*.xlsx *.csv *.txt *.tsv);;" + str(_("Alle filer")) + " (*)"
        self._ask(str(_("Hvilken fil skal hentes inn?")), kinds)

    def _on_choose_map(self) -> None:
        self._ask(str(_("Hvilke valg skal brukes?")), f"{_('Valg')} (*{MAP})")

    def _ask(self, title: str, kinds: str) -> None:
        path = ask_open_path(self.window(), title, self._start, kinds)
        if path is not None:
            self.take(path)


def keep_choices(parent: QWidget, path: Path, choices: Choices) -> Path | None:
    """Keep what was chosen for the next time; where, or None if it was called off.

    Args:
        parent: the window.
        path: the file they are about.
        choices: what was chosen.
    """
    start, kinds = path.with_suffix(MAP), f"{_('Valg')} (*{MAP})"
    chosen = ask_save_path(parent, str(_("Hvor skal valgene ligge?")), start, kinds)
    if chosen is not None:
        return save_bytes(chosen, choices.text().encode("utf-8"))
    return None
