"""A story in the forms somebody wants it in, one file each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikdesk.paper.saving import Tick
    from ikdesk.paper.story import Story


def write_story(story: Story, target: Path, formats: Sequence[str], tick: Tick, *, password: str = "") -> list[Path]:
    """Write a story as PDF, as a workbook, or both; gives the files in the order of the formats.

    Args:
        story: what they say.
        target: where they go, with what they are called, without ending.
        formats: "pdf" and "xlsx".
        tick: told how far it has come; may raise Cancelled.
        password: opens the PDF; "" for none.

    Raises:
        Problem: a file cannot be saved there.
    """
    made: list[Path] = []
    for kind in formats:
        if kind == "pdf":
            from ikdesk.paper.pdf import write_pdf

            made.append(write_pdf(story, target.with_name(f"{target.name}.pdf"), tick, password=password))
        else:
            from ikdesk.paper.workbook import write_workbook

            made.append(write_workbook(story, target.with_name(f"{target.name}.xlsx"), tick))
    return made
