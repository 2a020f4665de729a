"""The statistics as files: read once, drawn beside the data, and written down that they were taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.exports.actions import know_files
from ikdesk.exports.open_model import Open
from ikdesk.kernel.clock import Clock
from ikdesk.paper.story_files import write_story
from ikdesk.statistics.count_model import AllFacts
from ikdesk.statistics.group_queries import all_facts
from ikdesk.statistics.sections import statistics_file_name, statistics_story
from ikdesk.statistics.span_model import Span

FORMATS = ("pdf", "xlsx")
KIND = "statistics"  # what the log calls it
Tick = Callable[[int, int], None]


def write_statistics(
    data: Open, span: Span, folder: Path, formats: Sequence[str], *, tick: Tick
) -> list[Path]:
    """Write the statistics of a period.

    Args:
        data: the open data.
        span: which days, and those they are set beside.
        folder: where the files go.
        formats: of ``FORMATS``.
        tick: told how far it has come.

    Returns:
        The files, in the order of the formats.
    """
    facts = data.read(all_facts, span)
    made = draw_statistics(facts, folder, formats, clock=data.clock, tick=tick)
    data.write(note_access, Deed.EXPORTED, KIND, note=statistics_note(span, formats))
    data.write(know_files, KIND, made)
    return made


def draw_statistics(
    facts: AllFacts, folder: Path, formats: Sequence[str], *, clock: Clock, tick: Tick
) -> list[Path]:
    """Draw the statistics from their facts, without the data.

    Args:
        facts: what they say.
        folder: where the files go.
        formats: of ``FORMATS``.
        clock: the program's clock.
        tick: told how far it has come; may raise Cancelled.
    """
    story = statistics_story(facts, when=clock.local().astimezone())
    return write_story(story, folder / statistics_file_name(facts), formats, tick)


def statistics_note(span: Span, formats: Sequence[str]) -> str:
    """What the log says of it.

    Args:
        span: which days.
        formats: in which forms.
    """
    return f"{span.code} {','.join(formats)}"
