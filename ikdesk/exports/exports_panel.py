"""The settings about what is taken out: where it goes, and what of it nobody needs any more."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.archive.take_panel import ArchiveCard
from ikdesk.exports.actions import delete_old_exports
from ikdesk.exports.model import KEPT_DAYS, ExportFile, OldExport, OldRow, looked_at
from ikdesk.exports.queries import old_exports
from ikdesk.exports.sentences import kept_said, kinds_said
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _, many, plain_date
from ikdesk.reports.target_panel import report_folder
from ikdesk.ui.buttons import DangerLink, SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_folder, confirm
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.open_file import open_file
from ikdesk.ui.text import Label

_NAMED = 12  # files that are named one by one

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class ExportsPanel(QWidget):
    """The folder, and the files that have lain there long enough."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._old: list[OldExport] = []
        self._looking: Job | None = None
        self._again = False  # whether something was changed while the files were looked at
        self._build()
        self._connect()
        self._show_folder()
        self._show([])
        self.said.say(_("Ser etter …"))

    def _build(self) -> None:
        self.folder = Label("", "section")
        self.choose = SecondaryButton(_("Velg mappe"), "folder-open")
        self.open = SecondaryButton(_("Vis i mappe"), "external-link")
        self.said, self.names, self.changed = Label(""), Label("", "secondary"), Label("", "secondary")
        self.delete = DangerLink(str(_("Slett eksporter eldre enn {n} dager")).format(n=KEPT_DAYS))
        where = Card(
            self.folder,
            Label(_("Hit går rapporter, lister og annet dere tar ut. Velg en mappe som ikke deles med andre enn dem "
                    "som skal lese det. Filnavnene sier aldri hvem noe handler om."), "secondary"),
            Row(self.choose, self.open, 1, spacing=10),
            title=str(_("Hvor skal filene ligge?")), spacing=12, padding=(20, 16, 20, 20),
        )  # fmt: skip
        old = Card(
            self.said, self.names, self.changed, Row(self.delete, 1),
            Label(_("Bare filer IKdesk selv har laget, og som ingen har endret siden, blir slettet. Det som er sendt "
                    "til andre eller lagt et annet sted, må dere slette selv."), "secondary"),
            title=str(_("Filer dere ikke trenger lenger")), spacing=12, padding=(20, 16, 20, 20),
        )  # fmt: skip
        page = ScrollPage(margins=(28, 4, 28, 16), spacing=14, widest=940)
        self.archive = ArchiveCard(self._desk, self._tell)
        page.put(where, self.archive, old, 1)
        Column(spacing=0, parent=self).put(page, 1)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.open.clicked.connect(lambda: open_file(report_folder(self._desk)))
        self.delete.clicked.connect(self._on_delete)
        self._desk.settings_changed.connect(self.reload)
        self._desk.changed.connect(self._on_changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look anew: files come and go."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Show the folder, and look what lies there of old files: beside the window, each is read from end to end."""
        self._show_folder()
        if self._looking is not None:
            self._again = True
            return
        today = self._desk.today

        def read(session: Session, viewer: Viewer) -> list[OldRow]:
            return old_exports(session, viewer=viewer, today=today)

        self._again, self._looking = False, self._desk.start(read, looked_at)
        self._looking.succeeded.connect(self._show)
        self._looking.ended.connect(self._on_looked)

    @property
    def looking(self) -> bool:
        """Whether the files are being looked at."""
        return self._looking is not None

    def _on_looked(self) -> None:
        self._looking = None
        if self._again:
            self.reload()

    def _show_folder(self) -> None:
        folder = report_folder(self._desk)
        self.folder.say(str(folder))
        self.open.setVisible(folder.exists())

    def _show(self, found: list[OldExport]) -> None:
        self._old = found
        same = [one for one in self._old if one.same]
        changed = len(self._old) - len(same)
        self.said.say(_told(same))
        self.names.say("\n".join(_line(one) for one in same[:_NAMED]) + ("\n…" if len(same) > _NAMED else ""))
        self.names.setVisible(bool(same))
        self.changed.say(kept_said(changed) if changed else "")
        self.changed.setVisible(bool(changed))
        self.delete.setVisible(bool(same))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if ExportFile in kinds and self.isVisible():
            self.reload()

    def _on_choose(self) -> None:
        folder = ask_folder(self, str(_("Hvor skal filene ligge?")), report_folder(self._desk))
        if folder is not None:
            self._desk.use_settings(dataclasses.replace(self._desk.settings, report_folder=str(folder)))

    def _on_delete(self) -> None:
        same = [one for one in self._old if one.same]
        text = _("{kinds}. Filene blir borte fra maskinen og kan ikke hentes tilbake herfra. Det de bygger på, står "
                 "fortsatt i IKdesk.").format(kinds=kinds_said(same))  # fmt: skip
        title = many("Slette {n} fil?", "Slette {n} filer?", len(same))
        if not confirm(self.window(), str(title), text, str(_("Slett"))):
            return
        self.delete.setEnabled(False)
        job = self._desk.work(lambda _tick: self._desk.write(delete_old_exports, same))
        job.succeeded.connect(self._on_deleted)
        job.ended.connect(lambda: self.delete.setEnabled(True))

    def _on_deleted(self, done: tuple[list[Path], list[Path]]) -> None:
        gone, kept = done
        said = [str(many("{n} fil er slettet.", "{n} filer er slettet.", len(gone)))] if gone else []
        self._tell(" ".join([*said, *([kept_said(len(kept))] if kept else [])]))
        self.reload()


def _told(same: list[OldExport]) -> str:
    if not same:
        return str(_("Ingen filer er eldre enn {n} dager.")).format(n=KEPT_DAYS)
    return str(_("Eldre enn {n} dager: {kinds}.")).format(n=KEPT_DAYS, kinds=kinds_said(same))


def _line(one: OldExport) -> str:
    return f"{one.path.name} · {plain_date(one.day)}"
