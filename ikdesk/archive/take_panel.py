"""Taking out the archive: among the settings, beside the other files that are taken out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ikdesk.archive.format_model import README
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import free_path
from ikdesk.kernel.words import _
from ikdesk.reports.target_panel import made_report_folder
from ikdesk.safe.front import has_data
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_folder
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.open_file import open_file, shown_folder
from ikdesk.ui.progress import JobLine
from ikdesk.ui.text import Label


class ArchiveCard(QWidget):
    """What an archive is, a button, and how far it has come."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._build()
        self.take.clicked.connect(self._on_take)

    def _build(self) -> None:
        self.take, self.line = SecondaryButton(_("Lag arkiv"), "save"), JobLine()
        card = Card(
            Label(_("Et arkiv er alt som ligger i IKdesk: tabeller for regneark, bilder, rutiner, risikovurderinger og "
                    "leverte rapporter. Det kan leses uten IKdesk, og hentes inn igjen.")),
            Label(_("Filene er ikke låst, og de har helseopplysninger. Velg et sted der bare de som skal lese dem, "
                    "kommer til. Det blir skrevet i loggen at arkivet er tatt ut."), "secondary"),
            Row(self.take, 1), self.line, title=str(_("Arkiv")), spacing=12, padding=(20, 16, 20, 20),
        )  # fmt: skip
        Column(card, spacing=0, parent=self)

    def _on_take(self) -> None:
        chosen = ask_folder(self, str(_("Hvor skal arkivet ligge?")), made_report_folder(self._desk))
        if chosen is not None:
            self.start(chosen)

    def start(self, among: Path) -> Job:
        """Write an archive to a new folder.

        Args:
            among: the folder it is put in.

        Raises:
            Problem: the data themselves lie there.
        """
        if any(has_data(one) for one in (among, *among.parents)):
            raise Problem(_("Velg en annen mappe enn der dataene ligger. Filene kan leses av alle."))
        desk = self._desk
        folder = free_path(among / _("IKdesk-arkiv {day}").format(day=desk.today.isoformat()))

        def write(tick: Callable[[int, int], None]) -> list[Path]:
            from ikdesk.archive.writing import write_archive  # late: it needs all that draws

            return write_archive(desk, folder, tick=tick)

        job = desk.work(write)
        self.take.setEnabled(False)
        self.line.follow(job, _("Lager arkivet …"))
        job.succeeded.connect(partial(self._on_made, folder))
        job.cancelled.connect(lambda: self._tell(str(_("Arkivet ble ikke laget. Ingen filer ligger igjen."))))
        job.ended.connect(lambda: self.take.setEnabled(True))
        return job

    def _on_made(self, folder: Path, _made: list[Path]) -> None:
        said = _("Arkivet ligger i {folder}.").format(folder=shown_folder(folder))
        self._tell(said, str(_("Åpne")), lambda: open_file(folder / README))
