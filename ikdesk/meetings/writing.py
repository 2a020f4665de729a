"""A meeting on paper: read once, drawn beside the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy.orm import Session

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _
from ikdesk.meetings.queries import done_measures, meeting_detail, meeting_facts
from ikdesk.meetings.sections import agenda_story, minutes_story, poster_of
from ikdesk.meetings.view_model import Done, MeetingDetail, MeetingFacts
from ikdesk.paper.saving import never_mind
from ikdesk.unit.queries import codebook

if TYPE_CHECKING:
    from ikdesk.paper.saving import Tick

What = Literal["agenda", "minutes", "poster"]
NAMES = {"agenda": _("Saksliste"), "minutes": _("Referat"), "poster": _("Dette meldte dere – dette gjorde vi")}


@dataclass(frozen=True, slots=True)
class Paper:
    """All that stands on it, and what it is."""

    what: What
    meeting: MeetingDetail
    facts: MeetingFacts
    done: tuple[Done, ...]
    codebook: Codebook
    when: datetime  # aware

    @property
    def name(self) -> str:
        """What the file is called, without ending: "Referat 2026-05-04"."""
        return f"{NAMES[self.what]} {self.meeting.day.isoformat()}"


def read_paper(data: Session, key: Key, what: What, when: datetime, *, viewer: Viewer, today: date) -> Paper:
    """What the paper says; quick.

    Args:
        data: the open data.
        key: the meeting.
        what: agenda, minutes or poster.
        when: the moment it is made; aware.

    Raises:
        Problem: the meeting is gone.
    """
    meeting = meeting_detail(data, key, viewer=viewer, today=today)
    facts = meeting_facts(data, key, viewer=viewer, today=today)
    if meeting is None or facts is None:
        raise Problem(_("Møtet finnes ikke lenger. Gå tilbake til listen, og velg et annet."))
    done = done_measures(data, facts.period, viewer=viewer, today=today) if what == "poster" else ()
    return Paper(what, meeting, facts, done, codebook(data, viewer=viewer, today=today), when)


def write_meeting(paper: Paper, folder: Path, tick: Tick = never_mind) -> Path:
    """Draw it, without the data, and tell where it lies.

    Args:
        paper: what it says.
        folder: where the file goes.
        tick: told how far it has come.

    Raises:
        Problem: it is too long for one page, or cannot be saved there.
    """
    from ikdesk.paper.pdf import write_pdf
    from ikdesk.paper.poster import write_poster

    path = folder / f"{paper.name}.pdf"
    told = paper.meeting, paper.facts
    if paper.what == "poster":
        return write_poster(poster_of(*told, paper.done, paper.codebook, paper.when), path)
    story = agenda_story if paper.what == "agenda" else minutes_story
    return write_pdf(story(*told, paper.codebook, paper.when), path, tick)
