"""What somebody is told, as files: the letter, and the plain data beside it if that is wanted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _
from ikdesk.privacy.insight_model import Insight
from ikdesk.privacy.insight_sections import insight_data, insight_story
from ikdesk.unit.queries import UnitRow


@dataclass(frozen=True, slots=True)
class Letter:
    """All that is needed to write it, without the data."""

    insight: Insight
    unit: UnitRow
    codebook: Codebook
    by: str
    when: datetime  # aware
    password: str = ""  # opens the PDF; empty: none


def write_insight(letter: Letter, folder: Path, *, beside: bool) -> list[Path]:
    """Write the letter, with the plain data inside it.

    Args:
        letter: what it says.
        folder: where it goes; the names of the files tell nothing of whom it is about.
        beside: the plain data also as a file of its own, which no password protects.

    Returns:
        The files.

    Raises:
        Problem: it cannot be saved there.
    """
    from ikdesk.paper.pdf import write_pdf
    from ikdesk.paper.saving import save_bytes

    story = insight_story(letter.insight, letter.unit, letter.codebook, by=letter.by, when=letter.when)
    name = f"{_('Innsyn')} {letter.when:%Y-%m-%d %H%M}"
    made = [write_pdf(story, folder / f"{name}.pdf", password=letter.password)]
    if beside:
        data = insight_data(letter.insight, letter.unit, letter.codebook, when=letter.when)
        content = json.dumps(data, ensure_ascii=False, indent=1)
        made.append(save_bytes(folder / f"{name}.json", content.encode("utf-8")))
    return made
