"""The paper between two leaders as a PDF of two pages at most, with as much as there is room for."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.exports.actions import know_files
from ikdesk.exports.open_model import Open
from ikdesk.handover.facts_queries import handover_facts
from ikdesk.handover.model import KIND, HandoverFacts, Lying
from ikdesk.handover.sections import handover_story
from ikdesk.kernel.names import safe_name
from ikdesk.kernel.words import _
from ikdesk.paper.saving import save_bytes

PAGES = 2
_MOST = 60  # rows of the lists of what is to be done; no two pages have room for more


def write_handover(data: Open, lying: Lying, folder: Path) -> Path:
    """Write the paper, and write down that it was printed; gives where it lies.

    Args:
        data: the open data.
        lying: what stands outside the file.
        folder: where it goes.

    Raises:
        Problem: one may not, or it cannot be saved there.
    """
    facts = data.read(handover_facts)
    drawn = draw_handover(facts, lying, data.clock.local().astimezone())
    made = save_bytes(folder / f"{handover_name(facts)}.pdf", drawn)
    data.write(know_files, KIND, [made])
    data.write(note_access, Deed.PRINTED, KIND)
    return made


def handover_name(facts: HandoverFacts) -> str:
    """What the file is called, without ending: "Overlevering 2026-04-30"."""
    return safe_name(f"{_('Overlevering')} {facts.today.isoformat()}")


def draw_handover(facts: HandoverFacts, lying: Lying, when: datetime) -> bytes:
    """Draw the paper; rows are left out, and counted, until it has two pages.

    Args:
        facts: what it says.
        lying: what stands outside the file.
        when: its own moment, with its time zone.
    """
    from ikdesk.paper.pdf import pdf_bytes

    few = 0  # rows that fit, and so many that do not
    over = min(_MOST, len(facts.cases) + len(facts.promises) + len(facts.dues)) + 1
    drawn, tried = b"", over - 1
    while few < over and (not drawn or few < over - 1):
        made = pdf_bytes(handover_story(facts, lying, tried, when=when))
        if _pages(made) <= PAGES or tried == 0:
            drawn, few = made, tried
        else:
            over = tried
        tried = (few + over) // 2
    return drawn


def _pages(drawn: bytes) -> int:
    import pikepdf

    with pikepdf.open(BytesIO(drawn)) as pdf:
        return len(pdf.pages)
