"""Which reports are collected: files and whole folders, with buttons or dropped on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.files import is_folder
from ikdesk.kernel.words import _, listed, many, quoted
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.dialogs import ask_folder, ask_open_paths
from ikdesk.ui.dropping import DropCard
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.open_file import shown_folder
from ikdesk.ui.text import Heading, Label, announce, plain_tip

_FEW = 3  # files that are named


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen at once: a folder, or some files."""

    paths: tuple[Path, ...]

    @property
    def words(self) -> str:
        """What it is, as it stands in the list."""
        first = self.paths[0]
        if len(self.paths) > _FEW:
            number = many("{n} fil", "{n} filer", len(self.paths))
            return str(_("{files} fra {folder}")).format(files=number, folder=shown_folder(first.parent))
        if len(self.paths) == 1 and is_folder(first):
            return str(_("Alle rapporter i mappen {folder}")).format(folder=shown_folder(first))
        return listed([quoted(path.name) for path in self.paths])


class ChoosePanel(DropCard):
    """Which reports. ``changed()`` when others are chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=12, padding=(20, 18, 20, 18))
        self.chosen: list[Chosen] = []
        self.rows: list[ChosenRow] = []
        self._start = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
        self._build()
        self.folder.clicked.connect(self._on_folder)
        self.files.clicked.connect(self._on_files)
        self._reload()

    def _build(self) -> None:
        self.name, self.told = Heading("", 2), Label("", "muted")
        self.folder = SecondaryButton(str(_("Velg mappe …")), "folder-open")
        self.files = SecondaryButton(str(_("Velg filer …")), "file-up")
        self.wrong = Label("", "error")
        self.wrong.hide()
        head = Row(Icon("file-text", "primary", 28, circle="tint"), spacing=16)
        head.put(Column(self.name, self.told, spacing=3), 1)
        self._list = Column(spacing=2)
        self.put(head, self._list, self.wrong, Row(self.folder, self.files, 1, spacing=10))

    def paths(self) -> tuple[Path, ...]:
        """All that were chosen, each once, in the order they were."""
        return tuple(dict.fromkeys(path for one in self.chosen for path in one.paths))

    def drop(self, paths: Sequence[Path]) -> None:
        """Files and folders were dropped.

        Args:
            paths: as ``take``.
        """
        self.take(paths)

    def take(self, paths: Sequence[Path]) -> None:
        """Files and folders were chosen or dropped.

        Args:
            paths: what is chosen already counts once.
        """
        known = set(self.paths())
        fresh = [path for path in paths if path not in known]
        folders = [Chosen((path,)) for path in fresh if is_folder(path)]
        files = tuple(path for path in fresh if not is_folder(path))
        self.chosen += [*folders, *([Chosen(files)] if files else [])]
        if fresh:
            self._start = fresh[0].parent
            announce(self, self.words())
        self._reload()
        self.changed.emit()

    def words(self) -> str:
        """What is chosen, in a sentence."""
        return " ".join(f"{one.words}." for one in self.chosen) or str(_("Ingen rapporter er valgt ennå."))

    def complain(self, sentence: str) -> None:
        """Say what must be done first; "" when it is.

        Args:
            sentence: what to do.
        """
        self.wrong.say(sentence)
        self.wrong.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence, now=True)
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reload(self) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [ChosenRow(one) for one in self.chosen]
        for row in self.rows:
            row.dropped.connect(self._on_dropped)
            self._list.put(row)
        if self.chosen:
            self.complain("")
        self.name.say(_("Rapportene som samles") if self.chosen else _("Velg rapportene du har fått"))
        self.told.say(_(
            "Velg mappen rapportene ligger i, eller slipp filene her. PDF og Excel, slik enhetene sendte dem. "
            "Filene blir lest på denne maskinen, og ingenting blir sendt noe sted."
        ))  # fmt: skip

    def _on_dropped(self, which: Chosen) -> None:
        self.chosen.remove(which)
        self._reload()
        self.changed.emit()
        (self.rows[0].drop if self.rows else self.folder).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_folder(self) -> None:
        path = ask_folder(self.window(), str(_("Hvilken mappe ligger rapportene i?")), self._start)
        if path is not None:
            self.take([path])

    def _on_files(self) -> None:
        kinds = str(_("PDF og Excel (*.pdf *.xlsx)"))
        paths = ask_open_paths(self.window(), str(_("Hvilke rapporter?")), self._start, kinds)
        if paths:
            self.take(paths)


class ChosenRow(QWidget):
    """What was chosen at once, and a way to leave it out again: ``dropped(Chosen)``."""

    dropped = Signal(object)

    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self.label = Label(chosen.words)
        self.label.setToolTip(plain_tip(str(chosen.paths[0])))
        self.drop = QuietButton(str(_("Ta bort")), "x")
        self.drop.setAccessibleName(str(_("Ta bort: {name}")).format(name=chosen.words))
        icon = "folder-open" if is_folder(chosen.paths[0]) else "file-text"
        line = Row(Icon(icon, "muted", 18), spacing=10, parent=self)
        line.put(self.label, 1)
        line.put(self.drop)
        self.drop.clicked.connect(lambda: self.dropped.emit(chosen))
