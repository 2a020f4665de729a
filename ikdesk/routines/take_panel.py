"""What is done with a routine at one press, each with a way back; and printing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Deed
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _
from ikdesk.paper.saving import renamed_said
from ikdesk.routines.actions import (
    retire_routine,
    review_done,
    revive_routine,
    routine_of_measure,
    undo_approval,
    withdraw_draft,
)
from ikdesk.routines.ask_panel import MeasureBox, ReviewBox
from ikdesk.routines.form_panel import Subject, in_a_year
from ikdesk.routines.queries import RoutineDetail, routine_detail, routine_names
from ikdesk.routines.sections import routine_poster
from ikdesk.routines.writing import draw_routine
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_reason
from ikdesk.ui.open_file import open_file, shown_folder
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ikdesk.paper.poster import Poster
    from ikdesk.ui.jobs import Job, Tick


class Takes(QObject):
    """Does what the buttons beside the list say; ``write(subject)`` asks for the form, ``done()`` comes after."""

    write = Signal(object)
    done = Signal()

    def __init__(self, page: QWidget, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__(page)
        self._page, self._desk, self._tell = page, desk, tell

    def take(self, what: str, routine: RoutineDetail) -> None:
        """Do it.

        Args:
            what: review, retire, revive, withdraw or unapprove.
            routine: with which.
        """
        {
            "review": self._review, "retire": self._retire, "revive": self._revive, "withdraw": self._withdraw,
            "unapprove": self._unapprove,
        }[what](routine)  # fmt: skip
        self.done.emit()

    def from_measure(self, measure: Key) -> None:
        """Ask what a measure becomes, make the draft, and have it written on."""
        names = self._desk.read(routine_names)
        wanted, routine = MeasureBox(self._page, names).chosen() if names else (True, None)
        if not wanted:
            return
        before = self._desk.read(routine_detail, routine) if routine else None
        key: Key = self._desk.write(routine_of_measure, measure, routine)
        made = self._desk.read(routine_detail, key)
        self._say(_made_words(made, before))
        self.write.emit(Subject(made))

    def _review(self, routine: RoutineDetail) -> None:
        today = self._desk.today
        answer = ReviewBox(self._page, routine.title, today, in_a_year(today)).review()
        if answer is None:
            return
        self._desk.write(review_done, routine.id, answer.due, answer.note)
        self._say(_("Rutinen er sett på."))

    def _retire(self, routine: RoutineDetail) -> None:
        why = ask_reason(
            self._page, str(_("Rutinen utgår")), str(_("Den blir stående blant de utgåtte, med grunnen.")),
            str(_("La den utgå")),
        )  # fmt: skip
        if why:
            self._desk.write(retire_routine, routine.id, why)
            self._say(_("Rutinen er utgått."))

    def _revive(self, routine: RoutineDetail) -> None:
        self._desk.write(revive_routine, routine.id)
        self._say(_("Rutinen er i bruk igjen."))

    def _withdraw(self, routine: RoutineDetail) -> None:
        self._desk.write(withdraw_draft, routine.id)
        self._say(_("Utkastet er lagt bort."))

    def _unapprove(self, routine: RoutineDetail) -> None:
        self._desk.write(undo_approval, routine.id)
        self._say(_("Rutinen er et utkast igjen."))

    def _say(self, sentence: str) -> None:
        self._tell(str(sentence), *self._desk.undoing(sentence))


def _made_words(made: RoutineDetail | None, before: RoutineDetail | None) -> str:
    """That a measure is a draft now, and where the lines went that had no room among the steps."""
    source = None if before is None else before.draft or before.shown
    old, new = source.if_it_fails if source else "", made.draft.if_it_fails if made and made.draft else ""
    if new == old:
        return str(_("Tiltaket er blitt et utkast."))
    return str(_("Utkastet fikk ni steg. Resten står under «Hvis det ikke går som planlagt»."))


def print_routine(desk: Desk, key: Key, folder: Path, tell: Callable[..., None]) -> Job:
    """Write the page for the wall beside the window, and open it when it is done.

    Args:
        desk: verbs.
        key: the routine.
        folder: where the file goes.
        tell: shows a toast.
    """
    today, book, when = desk.today, desk.codebook, desk.clock.local().astimezone()

    def read(session: Session, viewer: Viewer) -> Poster | None:
        routine = routine_detail(session, key, viewer=viewer, today=today)
        unit = unit_row(session, viewer=viewer, today=today).name
        return routine_poster(routine, unit, book, when=when) if routine else None

    def draw(poster: Poster | None, _tick: Tick) -> Path | None:
        return draw_routine(poster, folder) if poster else None

    def show(made: Path | None) -> None:
        if made is not None:
            desk.know("routine", [made])
            told = _("Siden ligger i {folder}.").format(folder=shown_folder(made.parent))
            tell(told + renamed_said(made), str(_("Åpne")), lambda: open_file(made))
            if desk.in_sight():  # nothing may come up over a locked screen; the way to it is said when that is open
                open_file(made)

    desk.note(Deed.PRINTED, "routine", [key])
    job = desk.start(read, draw)
    job.succeeded.connect(show)
    return job
