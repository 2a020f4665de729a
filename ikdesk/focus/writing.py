"""The page of a focus area as a PDF: read once, drawn beside the data, and written down in the log."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.exports.actions import know_files
from ikdesk.exports.open_model import Open
from ikdesk.focus.queries import focus_aim, focus_view
from ikdesk.focus.sections import Around, focus_story
from ikdesk.focus.view_model import FocusView
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.names import safe_name
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _
from ikdesk.statistics.activity_queries import reporting
from ikdesk.statistics.activity_sentences import silence_words
from ikdesk.unit.queries import codebook, unit_row

KIND = "focus_area"
LONGEST = 80  # letters in the name of a file


def write_focus(data: Open, key: Key, folder: Path) -> Path:
    """Write the page of a focus area, and write down that it was printed.

    Args:
        data: the open data.
        key: the area.
        folder: where it goes.

    Returns:
        Where it lies.

    Raises:
        Problem: there is no such area.
    """
    view, around = data.read(read_focus, key, data.clock.local().astimezone())
    if view is None:
        raise Problem(_("Innsatsområdet finnes ikke. Gå tilbake til listen, og velg et annet."))
    made = draw_focus(view, folder, around, data.clock.today())
    data.write(know_files, KIND, [made])
    data.write(note_access, Deed.PRINTED, KIND, [key])
    return made


def read_focus(
    session: Session, key: Key, when: datetime, *, viewer: Viewer, today: date
) -> tuple[FocusView | None, Around]:
    """All that stands on the page; None if there is no such area.

    Args:
        key: the area.
        when: the moment it is made; aware.
    """
    who: dict[str, Any] = {"viewer": viewer, "today": today}
    view = focus_view(session, key, **who)
    told = reporting(session, view.year, aside=focus_aim(session, key, **who), **who) if view and view.falls else None
    silence = silence_words(told) if told else ""
    return view, Around(unit_row(session, **who).name, codebook(session, **who), viewer.name, when, silence)


def draw_focus(view: FocusView, folder: Path, around: Around, today: date) -> Path:
    """Draw the page, without the data.

    Args:
        view: the area.
        folder: where it goes.
        around: what stands round it.
        today: the day it is.

    Raises:
        Problem: it cannot be saved there.
    """
    from ikdesk.paper.pdf import write_pdf

    name = safe_name(f"{_('Innsatsområde')} {view.row.title}")[:LONGEST].strip()
    return write_pdf(focus_story(view, around, today), folder / f"{name}.pdf")
