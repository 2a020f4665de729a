"""Risk assessments as files: read once, drawn beside the data, and written down in the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.exports.actions import know_files
from ikdesk.exports.open_model import Open
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.names import safe_name
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.paper.story_files import write_story
from ikdesk.risks.blank_sections import blank_mini
from ikdesk.risks.queries import risk_version, risk_view, unit_matrix
from ikdesk.risks.register_queries import risk_views
from ikdesk.risks.register_sections import Register, file_name, register_book, register_paper
from ikdesk.risks.sections import Around, risk_story
from ikdesk.risks.view_model import RiskGroup, RiskView
from ikdesk.unit.queries import codebook, unit_row

if TYPE_CHECKING:
    from ikdesk.paper.form_sheet import FormSheet

KIND = "risk_assessment"  # what the log calls it
FORMATS = ("pdf", "xlsx")
LONGEST = 80  # letters in the name of a file
Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Which:
    """An assessment as it is now, or one of its approved versions.

    Args:
        key: the assessment.
        edition: the number of an approved version; 0: as it is now.
    """

    key: Key
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Some:
    """Which assessments a register holds.

    Args:
        group: those that hold, those that must be looked at, those that are closed, or all.
        words: only those with these words; "" for all.
    """

    group: RiskGroup = RiskGroup.STANDING
    words: str = ""


def write_risk_paper(data: Open, which: Which, folder: Path) -> Path:
    """Write an assessment as a PDF, and write down that it was printed.

    Args:
        data: the open data.
        which: the assessment.
        folder: where it goes.

    Returns:
        Where it lies.

    Raises:
        Problem: there is no such assessment, or no such version of it.
    """
    view, around = data.read(read_risk, which, data.clock.local().astimezone())
    made = draw_risk(view, around, folder)
    data.write(know_files, KIND, [made])
    data.write(note_access, Deed.PRINTED, KIND, [which.key])
    return made


def read_risk(
    session: Session, which: Which, when: datetime, *, viewer: Viewer, today: date
) -> tuple[RiskView, Around]:
    """All that stands on the pages of an assessment.

    Args:
        which: the assessment.
        when: the moment they are made; aware.

    Raises:
        Problem: there is no such assessment, or no such version of it, or this person may not take it out.
    """
    viewer.may(Right.EXPORT)
    who: dict[str, Any] = {"viewer": viewer, "today": today}
    view = risk_view(session, which.key, **who)
    if view is None:
        raise Problem(_("Risikovurderingen finnes ikke. Gå tilbake til listen, og velg en annen."))
    if which.edition:
        view = _approved(session, view, which.edition, who)
    return view, _around(session, when, which.edition, who)


def _approved(session: Session, view: RiskView, edition: int, who: dict[str, Any]) -> RiskView:
    """The assessment as it was when a version of it was approved, with the approvals up to that one."""
    versions = tuple(one for one in view.versions if one.edition <= edition)
    if not versions or versions[0].edition != edition:
        raise Problem(_("Versjon {n} av vurderingen finnes ikke. Velg en annen.").format(n=edition))
    then = risk_version(session, versions[0].id, **who)
    if then is None:
        raise Problem(_("Versjon {n} kan ikke vises: den ble skrevet på en måte vi ikke kan lese.").format(n=edition))
    return replace(then, versions=versions)


def draw_risk(view: RiskView, around: Around, folder: Path) -> Path:
    """Draw the pages of an assessment, without the data.

    Args:
        view: the assessment.
        around: what stands round it.
        folder: where they go.

    Raises:
        Problem: it cannot be saved there.
    """
    from ikdesk.paper.pdf import write_pdf

    name = safe_name(f"{_('Risikovurdering')} {view.row.title}")[:LONGEST].strip()
    if around.edition:
        name += f" v{around.edition}"
    return write_pdf(risk_story(view, around), folder / f"{name}.pdf")


def write_register(
    data: Open, some: Some, folder: Path, formats: Sequence[str], *, tick: Tick
) -> list[Path]:
    """Write the list of all assessments, and write down that it was taken out.

    Args:
        data: the open data.
        some: which of them.
        folder: where the files go.
        formats: of ``FORMATS``.
        tick: told how far it has come.

    Returns:
        The files, in the order of the formats.
    """
    register = data.read(read_register, some, data.clock.local().astimezone())
    made = draw_register(register, folder / file_name(data.clock.today()), formats, tick)
    data.write(note_access, Deed.EXPORTED, KIND, len(register.views), note=register_note(some, formats))
    data.write(know_files, KIND, made)
    return made


def read_register(session: Session, some: Some, when: datetime, *, viewer: Viewer, today: date) -> Register:
    """All that stands in the list.

    Args:
        some: which assessments.
        when: the moment it is made; aware.
    """
    viewer.may(Right.EXPORT)
    who: dict[str, Any] = {"viewer": viewer, "today": today}
    views = risk_views(session, some.group, some.words, **who)
    return Register(views, unit_matrix(session, **who), some.group, some.words, today, _around(session, when, 0, who))


def draw_register(register: Register, target: Path, formats: Sequence[str], tick: Tick) -> list[Path]:
    """Draw the list, without the data.

    Args:
        register: what it holds.
        target: where the files go, with what they are called, without ending.
        formats: of ``FORMATS``.
        tick: told how far it has come; may raise Cancelled.

    Raises:
        Problem: a file cannot be saved there.
    """
    made: list[Path] = []
    for kind in formats:
        story = register_paper(register) if kind == "pdf" else register_book(register)
        made += write_story(story, target, [kind], tick)
    return made


def read_blank(session: Session, when: datetime, *, viewer: Viewer, today: date) -> FormSheet:
    """All that stands on a blank short assessment.

    Args:
        when: the moment it is made; aware.
    """
    who: dict[str, Any] = {"viewer": viewer, "today": today}
    return blank_mini(unit_row(session, **who).name, unit_matrix(session, **who), when)


def draw_blank(sheet: FormSheet, folder: Path) -> Path:
    """Draw a blank short assessment; it says nothing of anybody.

    Args:
        sheet: what stands on it.
        folder: where it goes.

    Raises:
        Problem: it cannot be saved there.
    """
    from ikdesk.paper.form_sheet import write_form

    return write_form(sheet, folder / f"{safe_name(sheet.title)}.pdf")


def register_note(some: Some, formats: Sequence[str]) -> str:
    """What the log says of the list; never what was searched for.

    Args:
        some: which assessments.
        formats: in which forms.
    """
    searched = [str(_("søkeord"))] if some.words.strip() else []
    return " · ".join([",".join(formats), some.group.label, *searched])


def _around(session: Session, when: datetime, edition: int, who: dict[str, Any]) -> Around:
    return Around(unit_row(session, **who).name, codebook(session, **who), who["viewer"].name, when, edition)
