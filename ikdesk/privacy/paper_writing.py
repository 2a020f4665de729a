"""A paper about privacy as a PDF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.names import safe_name
from ikdesk.privacy.paper_model import Paper
from ikdesk.privacy.paper_sections import paper_story


def write_paper(paper: Paper, unit: str, codebook: Codebook, folder: Path, *, when: datetime) -> Path:
    """Write a paper.

    Args:
        paper: filled in.
        unit: the name of the unit.
        codebook: the unit's code lists.
        folder: where it goes.
        when: the moment it is made; aware.

    Raises:
        Problem: it cannot be saved there.
    """
    from ikdesk.paper.pdf import write_pdf

    story = paper_story(paper, unit, codebook, when=when)
    return write_pdf(story, folder / f"{safe_name(paper.title.split(':')[0])}.pdf")
