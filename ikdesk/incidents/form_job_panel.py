"""Writing one paper about a case beside the window, and saying where it lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.incidents.form_model import CaseWhole
from ikdesk.incidents.form_writing import Paper
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _
from ikdesk.paper.saving import renamed_said
from ikdesk.reports.target_panel import made_report_folder
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.jobs import Job
from ikdesk.ui.open_file import open_file, shown_folder
from ikdesk.ui.option import Option
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is written of a case, and what the log says of it."""

    key: Key
    kind: str  # of the file, as exports know it
    note: str
    password: str = ""  # opens the PDF; "" for none


def child_choice(question: str, whole: CaseWhole, hint: str = "") -> tuple[ChoiceGroup, FieldBox]:
    """Which of the children a paper is for, the first to begin with; hidden where there is no choice.

    Args:
        question: what is asked.
        whole: the case.
        hint: what the choice means.

    Returns:
        What is chosen in, the places of the children from "0"; and it with its question.
    """
    names = [str(one.get("child") or "") or _("Barn {n}").format(n=at) for at, one in enumerate(whole.children, 1)]
    choice = ChoiceGroup(question, [Option(str(at), name) for at, name in enumerate(names)])
    choice.set_value("0")
    box = FieldBox(question, choice, hint=hint)
    box.setVisible(len(names) > 1)
    return choice, box


def start_paper(
    desk: Desk, tell: Callable[..., None], wanted: Wanted, read: Callable[..., object],
    draw: Callable[..., Path],
) -> Job:  # fmt: skip
    """Write a paper, and offer to open it.

    Args:
        desk: verbs.
        tell: shows a toast.
        wanted: what it is.
        read: gets the session, ``viewer`` and ``today``; what comes out goes on to ``draw``.
        draw: gets that, the folder and the ``Paper``.

    Raises:
        Problem: the folder cannot be made.
    """
    folder, today, when = made_report_folder(desk), desk.today, desk.clock.local().astimezone()
    book, by = desk.codebook, desk.viewer.name

    def ask(session: Session, viewer: Viewer) -> tuple[object, str]:
        return read(session, viewer=viewer, today=today), unit_row(session, viewer=viewer, today=today).name

    def ink(found: tuple[object, str], _tick: object) -> Path:
        return draw(found[0], folder, Paper(found[1], book, by, when, wanted.password))

    def note(session: Session, _made: Path, *, by: Viewer, today: date) -> None:
        note_access(session, Deed.PRINTED, "incident", [wanted.key], note=wanted.note, by=by, today=today)

    def show(made: Path) -> None:
        desk.know(wanted.kind, [made])
        said = _("«{name}» ligger i {folder}.").format(name=made.name, folder=shown_folder(made.parent))
        tell(said + renamed_said(made), str(_("Åpne")), lambda: open_file(made))

    job = desk.start(ask, ink, note)
    job.succeeded.connect(show)
    return job
