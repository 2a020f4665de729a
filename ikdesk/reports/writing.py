"""The tertial report as files: read once, drawn beside the data, and written down that it was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from ikdesk.exports.actions import know_files
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.tertial import Period
from ikdesk.reports.actions import report_made
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.sections import file_name, tertial_story

FORMATS = ("pdf", "xlsx")
Tick = Callable[[int, int], None]


class Open(Protocol):
    """The open data, asked and written to as the one who opened it."""

    @property
    def clock(self) -> Clock:
        """The program's clock."""

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask."""

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do."""


def write_report(data: Open, period: Period, folder: Path, formats: Sequence[str], *, tick: Tick) -> list[Path]:
    """Write the report of a period.

    Args:
        data: the open data.
        period: which days.
        folder: where the files go.
        formats: of ``FORMATS``.
        tick: told how far it has come.

    Returns:
        The files, in the order of the formats.
    """
    facts = data.read(tertial_facts, period)
    made = draw_report(facts, folder, formats, clock=data.clock, tick=tick)
    data.write(report_made, period.code, formats)
    data.write(know_files, "report", made)
    return made


def draw_report(facts: Facts, folder: Path, formats: Sequence[str], *, clock: Clock, tick: Tick) -> list[Path]:
    """Draw a report from its facts, without the data.

    Args:
        facts: what it says.
        folder: where the files go.
        formats: of ``FORMATS``.
        clock: the program's clock.
        tick: told how far it has come; may raise Cancelled.
    """
    story = tertial_story(facts, when=clock.local().astimezone())
    target = folder / file_name(facts)
    made: list[Path] = []
    for kind in formats:
        if kind == "pdf":
            from ikdesk.paper.pdf import write_pdf

            made.append(write_pdf(story, target.with_name(f"{target.name}.pdf"), tick))
        else:
            from ikdesk.paper.workbook import write_workbook

            made.append(write_workbook(story, target.with_name(f"{target.name}.xlsx"), tick))
    return made
