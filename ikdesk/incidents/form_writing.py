"""A case as a PDF: read once, drawn beside the data, and written down in the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.exports.actions import know_files
from ikdesk.incidents.form_draft_sections import draft_story
from ikdesk.incidents.form_draft_sentences import drafts_of
from ikdesk.incidents.form_model import CaseWhole, Draft
from ikdesk.incidents.form_queries import case_whole, draft_facts
from ikdesk.incidents.form_sections import case_story
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.unit.queries import codebook, unit_row


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands round what is written."""

    unit: str
    codebook: Codebook
    by: str  # who writes it
    when: datetime  # aware
    password: str = ""  # opens the PDF; "" for none


class Open(Protocol):
    """The open data, asked and written to as the one who opened it."""

    viewer: Any

    @property
    def clock(self) -> Clock:
        """The program's clock."""

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask."""

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do."""


def write_case(data: Open, key: Key, folder: Path, *, password: str = "") -> Path:
    """Write a case as a PDF, and write down that it was printed.

    Args:
        data: the open data.
        key: the incident.
        folder: where it goes.
        password: opens it; "" for none.

    Returns:
        Where it lies.
    """
    whole = data.read(case_whole, key)
    made = draw_case(whole, folder, paper_of(data, password))
    data.write(know_files, "incident", [made])
    data.write(note_access, Deed.PRINTED, "incident", [key], note="pdf")
    return made


def draw_case(whole: CaseWhole, folder: Path, paper: Paper) -> Path:
    """Draw a case, without the data.

    Args:
        whole: the case.
        folder: where it goes; the file's name tells its number only.
        paper: what stands round it.
    """
    from ikdesk.paper.pdf import write_pdf

    story = case_story(whole, paper.unit, paper.codebook, by=paper.by, when=paper.when)
    return write_pdf(story, folder / f"{case_file_name(whole)}.pdf", password=paper.password)


def write_drafts(data: Open, key: Key, folder: Path, *, child: int = 0, password: str = "") -> list[Path]:
    """Write the drafts of NAV's and the insurer's forms, and write down that they were made.

    Args:
        data: the open data.
        key: the incident.
        folder: where they go.
        child: which of the children they are for, from 0.
        password: opens them; "" for none.

    Raises:
        Problem: there are not so many children in it.
    """
    facts, paper = data.read(draft_facts, key), paper_of(data, password)
    refuse_child(facts.whole, child)
    drafts = drafts_of(facts, child, paper.codebook)
    made = [draw_form(draft, facts.whole.number, folder, paper) for draft in drafts if draft.lines]
    data.write(know_files, "draft", made)
    data.write(note_access, Deed.PRINTED, "incident", [key], note=" ".join(draft.code for draft in drafts))
    return made


def refuse_child(whole: CaseWhole, child: int) -> None:
    """Raise Problem unless there is such a child in a case.

    Args:
        whole: the case.
        child: which one, from 0.
    """
    if not 0 <= child < max(1, len(whole.children)):
        raise Problem(_("Hendelsen har ikke så mange barn. Skriv et tall fra 1 til {n}.").format(n=len(whole.children)))


def draw_form(draft: Draft, number: str, folder: Path, paper: Paper) -> Path:
    """Draw a draft of somebody else's form, without the data.

    Args:
        draft: the form.
        number: of the case.
        folder: where it goes.
        paper: what stands round it.
    """
    from ikdesk.paper.pdf import write_pdf

    story = draft_story(draft, number, paper.unit, paper.codebook, paper.when, paper.by)
    name = _("Utkast NAV {number}") if draft.code == "nav" else _("Utkast forsikring {number}")
    return write_pdf(story, folder / f"{name.format(number=number)}.pdf", password=paper.password)


def case_file_name(whole: CaseWhole) -> str:
    """What the file is called, without ending: "Hendelse 2026-12"."""
    return f"{_('Hendelse')} {whole.number}"


def paper_of(data: Open, password: str = "") -> Paper:
    """What stands round what is written from the open data."""
    return Paper(data.read(unit_row).name, data.read(codebook), data.viewer.name, data.clock.local().astimezone(),
                 password)  # fmt: skip
