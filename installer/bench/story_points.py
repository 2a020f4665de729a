"""The tertial report as tagged, finished and signed PDF beside the same report through platypus alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ikdesk.data import Data
from ikdesk.kernel.tertial import parse_period
from ikdesk.paper.pdf import pdf_bytes
from ikdesk.paper.story import Story
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.sections import tertial_story
from installer.bench.plain_story import plain_story
from installer.bench.report_points import PERIOD
from installer.bench.timing import Point, grouped, once, point, side_by_side

AIM = 1.8
TIMES = 6  # how often everything is said in the long one


def long_of(story: Story, rounds: int) -> Story:
    """The same report several times over; only twice where it is only tried that it can be measured.

    Args:
        story: the report.
        rounds: how many times each is timed; 1: it is only tried.
    """
    return replace(story, sections=story.sections * (TIMES if rounds > 1 else 2))


def story_points(data: Data, number: int, rounds: int) -> Iterator[Point]:
    """The report as it is, and one that says everything several times.

    Args:
        data: open.
        number: how many incidents there are, for the name.
        rounds: how many times each is timed.
    """
    facts = data.read(tertial_facts, parse_period(PERIOD))
    story = tertial_story(facts, when=data.clock.local().astimezone())
    for name, told in (("report", story), ("long report", long_of(story, rounds))):
        times = side_by_side(
            rounds,
            once(lambda told=told: pdf_bytes(told, signer=data.signer)),  # type: ignore[misc]
            once(lambda told=told: plain_story(told)),  # type: ignore[misc]
        )
        yield point(f"{name} as tagged, signed PDF, {grouped(number)}", (times[0], times[1]), AIM)
