"""The tertial report as files: read once, drawn beside the data, and written down that it was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ikdesk.exports.actions import know_files
from ikdesk.exports.open_model import Open
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.tertial import Period
from ikdesk.paper.story_files import write_story
from ikdesk.reports.actions import report_made
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.sections import file_name, tertial_story

FORMATS = ("pdf", "xlsx")
Tick = Callable[[int, int], None]


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
    return write_story(story, folder / file_name(facts), formats, tick)
