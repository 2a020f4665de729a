"""The steps of a focus area that need no form: done at once, said at the foot of the window, and undone there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.focus.actions import change_focus, close_focus, reopen_focus
from ikdesk.focus.sections import Around
from ikdesk.focus.view_model import FocusView
from ikdesk.focus.writing import KIND, draw_focus, read_focus
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _
from ikdesk.paper.saving import renamed_said
from ikdesk.reports.target_panel import report_folder
from ikdesk.statistics.key_model import COUNTED
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_reason
from ikdesk.ui.open_file import open_file, shown_folder

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ikdesk.ui.jobs import Job, Tick

PRESSED = ("incidents", "month", "day", "way")  # what can be pressed to see the incidents behind


class FocusTaker:
    """Takes steps for a page.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
        page: where questions belong.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], page: QWidget) -> None:
        self._desk, self._tell, self._page = desk, tell, page
        self.steps: dict[str, Callable[[FocusView], None]] = {
            "close": self.close, "reopen": self.reopen, "report": self.report, "pdf": self.paper,
        }  # fmt: skip

    def close(self, view: FocusView) -> None:
        """Finish the work with it, with a reason."""
        text = str(_("Området blir stående under Avsluttet, med tallene og grunnen, og kan tas opp igjen."))
        why = ask_reason(self._page, str(_("Avslutt innsatsområdet")), text, str(_("Avslutt")))
        if why:
            self._take(str(_("Innsatsområdet er avsluttet.")), close_focus, view.row.id, why)

    def reopen(self, view: FocusView) -> None:
        """Take it up again."""
        self._take(str(_("Innsatsområdet er tatt opp igjen.")), reopen_focus, view.row.id)

    def report(self, view: FocusView) -> None:
        """Put it into the report, or take it out."""
        wanted = not view.row.in_report
        said = _("Innsatsområdet er med i rapporten.") if wanted else _("Innsatsområdet er tatt ut av rapporten.")
        self._take(str(said), change_focus, view.row.id, {"in_report": wanted})

    def paper(self, view: FocusView) -> None:
        """Write it on one page of paper."""
        print_focus(self._desk, view.row.id, report_folder(self._desk), self._tell)

    def _take(self, said: str, action: Callable[..., Any], *args: Any) -> None:
        try:
            self._desk.write(action, *args)
        except Invalid as wrong:  # for example when the report is full
            self._tell(str(wrong))
            return
        self._tell(said, *self._desk.undoing(said))


def print_focus(desk: Desk, key: Key, folder: Path, tell: Callable[..., None]) -> Job:
    """Write the page of an area beside the window, and offer to open it.

    Args:
        desk: verbs.
        key: the area.
        folder: where the file goes.
        tell: shows a toast.
    """
    today, when = desk.today, desk.clock.local().astimezone()

    def read(session: Session, viewer: Viewer) -> tuple[FocusView | None, Around]:
        return read_focus(session, key, when, viewer=viewer, today=today)

    def draw(found: tuple[FocusView | None, Around], _tick: Tick) -> Path | None:
        view, around = found
        return None if view is None else draw_focus(view, folder, around, today)

    def note(session: Session, _made: Path | None, *, by: Viewer, today: date) -> None:
        note_access(session, Deed.PRINTED, KIND, [key], by=by, today=today)

    def show(made: Path | None) -> None:
        if made is not None:
            desk.know(KIND, [made])
            told = _("Siden ligger i {folder}.").format(folder=shown_folder(made.parent))
            tell(told + renamed_said(made), str(_("Åpne")), lambda: open_file(made))

    job = desk.start(read, draw, note)
    job.succeeded.connect(show)
    return job


def behind(view: FocusView, what: str, key: str) -> dict[str, str]:
    """What the list of incidents is filtered by to show what lies behind something; empty where nothing does.

    Behind a number there are just as many in the list.

    Args:
        view: the area.
        what: one of ``PRESSED``.
        key: of what was pressed in a picture.
    """
    spot = view.row.what
    values = {"place": ",".join(map(str, view.places)), "activity": spot.activity, "mechanism": spot.mechanism,
              "equipment": spot.equipment_id}  # fmt: skip
    found = {name: str(value) for name, value in values.items() if value}
    counted = {**found, **COUNTED}
    match what:
        case "month":
            return {**counted, "period": key}
        case "day":
            return {**counted, "period": f"{key}..{key}"} if key != "now" else {}
        case "way":
            period = f"{view.months[0].month.first}..{view.year.last}"
            return {**counted, view.pattern.by: key, "period": period} if key else {}
        case _:
            return found
