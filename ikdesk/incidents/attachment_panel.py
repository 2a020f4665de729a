"""The pictures that belong to an incident, on its page: looked at, added, taken out and taken away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Deed
from ikdesk.incidents.attachment_actions import MOST, add_attachment, describe_attachment, withdraw_attachment
from ikdesk.incidents.attachment_box_panel import AboutBox, AwayBox
from ikdesk.incidents.attachment_queries import AttachmentRow, attachment_picture, attachments_of
from ikdesk.incidents.case_model import Attachment
from ikdesk.incidents.model import REFERENCE, Status
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.kernel.clock import norway
from ikdesk.kernel.content import Picture
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, short_date
from ikdesk.paper.saving import renamed_said, save_bytes
from ikdesk.reports.target_panel import report_folder
from ikdesk.ui.buttons import Button, QuietButton, SecondaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_save_path, show_problem
from ikdesk.ui.dropping import dropped_paths
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.open_file import open_file
from ikdesk.ui.picture_job import ask_picture, bring_picture
from ikdesk.ui.pictures_in import PHOTO, shown_picture
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px
from ikdesk.ui.thumbnail import SIZE, PictureBox, Thumbnail
from ikdesk.unit.model import Unit
from ikdesk.unit.plan_queries import photos_allowed

KIND = Attachment.__tablename__
_ENDINGS = {"jpeg": ".jpg", "png": ".png"}


class AttachmentSection(CaseSection):
    """Small pictures that are pressed to see them large, and a way to add one where that is allowed."""

    SHOWS = frozenset({Attachment, Unit})

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident, str(_("Bilder")))
        self.rows: tuple[AttachmentRow, ...] = ()
        self.reload()

    def reload(self) -> None:
        """Ask for the pictures anew; each that is shown is written down, once an hour."""
        self.rows = self.desk.read(attachments_of, self.incident.id)
        parts: list[QWidget] = []
        if self.rows:
            parts.append(Wrap(*(self._small(row) for row in self.rows), spacing=12))
        if self._adds:
            add = SecondaryButton(str(_("Legg til bilde")), "paperclip")
            add.clicked.connect(self._on_add)
            told = _("Bilder av ting og steder, ikke av barn. Du kan også slippe et bilde her.")
            below = QWidget()
            Column(Row(add, 1), Label(str(told), "secondary"), spacing=6, margins=(0, 4, 0, 0), parent=below)
            parts.append(below)
        self.setAcceptDrops(self._adds)
        self.show_parts(*parts)

    @property
    def _adds(self) -> bool:
        """Whether one more picture may be added here."""
        shut = {Status.WITHDRAWN, Status.UNCONFIRMED}
        open_ = self.handles and self.incident.status not in shut and self.incident.kind not in REFERENCE
        return open_ and len(self.rows) < MOST and self.desk.read(photos_allowed)

    def _small(self, row: AttachmentRow) -> QWidget:
        data = self.desk.read(attachment_picture, row.id)
        self.desk.note_once(Deed.OPENED, KIND, row.id)
        small = Thumbnail(shown_picture(data, px(SIZE[0]) * 2), row.about)
        small.clicked.connect(lambda _on=False: self.show_large(row))
        held = QWidget()
        held.setFixedWidth(px(SIZE[0]))
        Column(small, Label(row.about), Label(size_words(row.size), "muted"), spacing=3, parent=held)
        return held

    def show_large(self, row: AttachmentRow) -> None:
        """Show a picture large, and do what is asked for with it."""
        image = shown_picture(self.desk.read(attachment_picture, row.id))
        if image.isNull():
            show_problem(self.window(), Problem(_("Bildet er borte. Det er slettet, eller filen har vært skadet.")))
            return
        added = added_words(row.added_at)
        offered: list[tuple[str, Button]] = [("save", SecondaryButton(str(_("Lagre som fil")), "download"))]
        if self.handles:
            offered += [("about", QuietButton(str(_("Endre teksten")))), ("away", QuietButton(str(_("Fjern bildet"))))]
        told = f"{row.width} × {row.height}, {size_words(row.size)}. {added}"
        match PictureBox(self.window(), image, row.about, told, *offered).ask():
            case "save":
                self._on_save(row)
            case "about":
                AboutBox(self.window(), image, row.about, lambda said: self._describe(row.id, said)).ask()
            case "away":
                self._on_away(row)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped here."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.bring(paths[0])

    def bring(self, path: Path) -> Job:
        """Make a picture anew beside the window, and ask what it shows."""
        return bring_picture(self.desk, path, PHOTO, self._on_brought, lambda why: show_problem(self.window(), why))

    def _on_add(self) -> None:
        path = ask_picture(self.window(), str(_("Hvilket bilde skal legges ved?")))
        if path is not None:
            self.bring(path)

    def _on_brought(self, picture: Picture) -> None:
        image = shown_picture(picture.data)
        AboutBox(self.window(), image, "", lambda said: self._add(picture, said)).ask()

    def _add(self, picture: Picture, about: str) -> None:
        self.desk.write(add_attachment, self.incident.id, picture, about)
        self._done(str(_("Bildet er lagt til.")))

    def _describe(self, key: Key, about: str) -> None:
        self.desk.write(describe_attachment, key, about)
        self._done(str(_("Teksten er endret.")))

    def _on_away(self, row: AttachmentRow) -> None:
        box = AwayBox(self.window())
        if not box.ask():
            return
        destroyed = box.destroyed_too.value()
        self.desk.write(withdraw_attachment, row.id, box.reason.value(), destroyed=destroyed)
        if destroyed:
            self.tell(str(_("Bildet er slettet for godt.")))
        else:
            self._done(str(_("Bildet er fjernet.")))

    def _on_save(self, row: AttachmentRow) -> None:
        number = 1 + [one.id for one in self.rows].index(row.id)
        name = _("Bilde {number}-{n}").format(number=self.incident.number, n=number) + _ENDINGS[row.format]
        wanted = report_folder(self.desk) / name
        path = ask_save_path(self.window(), str(_("Lagre bildet")), wanted, f"*{wanted.suffix}")
        if path is not None:
            start_saving(self.desk, row.id, path, self.tell)

    def _done(self, said: str) -> None:
        self.tell(said, *self.desk.undoing(said))


def start_saving(desk: Desk, key: Key, path: Path, tell: Callable[..., None]) -> Job:
    """Write a picture as a file, and write down that it was taken out.

    Args:
        desk: verbs.
        key: the attachment.
        path: where to.
        tell: shows a toast.
    """
    data = desk.read(attachment_picture, key) or b""
    desk.note(Deed.EXPORTED, KIND, [key])
    job = desk.work(lambda _tick: save_bytes(path, data))

    def on_made(made: Path) -> None:
        desk.know(KIND, [made])
        said = _("Bildet ligger i {folder}.").format(folder=made.parent) + renamed_said(made, path.name)
        tell(said, str(_("Åpne")), lambda: open_file(made))

    job.succeeded.connect(on_made)
    return job


def added_words(at: datetime | None) -> str:
    """Which day a picture was added, as the day is here.

    Args:
        at: UTC.
    """
    day = at.replace(tzinfo=UTC).astimezone(norway()).date() if at else None
    return _("Lagt til {day}.").format(day=short_date(day)) if day else ""


def size_words(size: int) -> str:
    """How large a picture is as it is kept.

    Args:
        size: bytes.
    """
    return _("{n} kB").format(n=max(1, round(size / 1000)))
