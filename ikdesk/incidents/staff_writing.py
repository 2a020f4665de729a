"""The extract to the safety representative and AMU as files: read once, drawn beside the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.exports.actions import know_files
from ikdesk.exports.open_model import Open
from ikdesk.incidents.staff_count_queries import staff_facts
from ikdesk.incidents.staff_facts_model import StaffFacts
from ikdesk.incidents.staff_sections import staff_file_name, staff_story
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.tertial import Period
from ikdesk.paper.story_files import write_story

FORMATS = ("pdf", "xlsx")
Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Content:
    """How much an extract tells."""

    cases: bool = False  # whether the cases stand there one by one
    password: str = ""  # opens the PDF; "" for none


def write_extract(
    data: Open, period: Period, folder: Path, formats: Sequence[str], *, content: Content, tick: Tick
) -> list[Path]:
    """Write the extract of a period, and write down that it was taken out.

    Args:
        data: the open data.
        period: which days.
        folder: where the files go.
        formats: of ``FORMATS``.
        content: how much of it.
        tick: told how far it has come.

    Returns:
        The files, in the order of the formats.
    """
    facts = data.read(staff_facts, period)
    made = draw_extract(facts, folder, formats, content=content, clock=data.clock, tick=tick)
    data.write(know_files, "staff_case", made)
    data.write(note_access, Deed.EXPORTED, "staff_case", facts.sums.total, note=extract_note(period, formats))
    return made


def draw_extract(
    facts: StaffFacts, folder: Path, formats: Sequence[str], *, content: Content, clock: Clock, tick: Tick
) -> list[Path]:
    """Draw an extract from its facts, without the data.

    Args:
        facts: what it says.
        folder: where the files go.
        formats: of ``FORMATS``.
        content: how much of it.
        clock: the program's clock.
        tick: told how far it has come; may raise Cancelled.
    """
    story = staff_story(facts, cases=content.cases, when=clock.local().astimezone())
    return write_story(story, folder / staff_file_name(facts), formats, tick, password=content.password)


def extract_note(period: Period, formats: Sequence[str]) -> str:
    """What the log says of it: which period, in which form."""
    return f"{period.code} {','.join(formats)}"
