"""The collective list to the insurer as files: read once, drawn beside the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.exports.actions import know_files
from ikdesk.exports.open_model import Open
from ikdesk.incidents.insurer_model import KIND, InsurerFacts
from ikdesk.incidents.insurer_queries import insurer_facts
from ikdesk.incidents.insurer_sections import insurer_file_name, insurer_story
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.tertial import Period
from ikdesk.paper.story_files import write_story

FORMATS = ("pdf", "xlsx")
Tick = Callable[[int, int], None]


def write_insurer_list(
    data: Open, period: Period, folder: Path, formats: Sequence[str], *, password: str = "", tick: Tick
) -> list[Path]:
    """Write the list of a period, and write down that it was taken out.

    Args:
        data: the open data.
        period: which days.
        folder: where the files go.
        formats: of ``FORMATS``.
        password: opens the PDF; "" for none.
        tick: told how far it has come.

    Returns:
        The files, in the order of the formats.
    """
    facts = data.read(insurer_facts, period)
    made = draw_insurer_list(facts, folder, formats, password=password, clock=data.clock, tick=tick)
    data.write(know_files, KIND, made)
    data.write(note_access, Deed.EXPORTED, KIND, len(facts.lines), note=insurer_note(period, formats))
    return made


def draw_insurer_list(
    facts: InsurerFacts, folder: Path, formats: Sequence[str], *, password: str, clock: Clock, tick: Tick
) -> list[Path]:
    """Draw the list from its facts, without the data.

    Args:
        facts: what it says.
        folder: where the files go.
        formats: of ``FORMATS``.
        password: opens the PDF; "" for none.
        clock: the program's clock.
        tick: told how far it has come; may raise Cancelled.
    """
    story = insurer_story(facts, when=clock.local().astimezone())
    return write_story(story, folder / insurer_file_name(facts), formats, tick, password=password)


def insurer_note(period: Period, formats: Sequence[str]) -> str:
    """What the log says of it, and what tells that the list of a period was made.

    Args:
        period: which one.
        formats: in which forms.
    """
    return f"{period.code} {','.join(formats)}"
