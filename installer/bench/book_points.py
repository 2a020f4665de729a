"""The tertial report as a signed workbook beside the same sheets through openpyxl's ``write_only`` alone."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

from ikdesk.data import Data
from ikdesk.kernel.tertial import parse_period
from ikdesk.paper.workbook import workbook_bytes
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.sections import tertial_story
from installer.bench.plain_book import plain_book, plans_of
from installer.bench.report_points import PERIOD
from installer.bench.story_points import long_of
from installer.bench.timing import Job, Point, grouped, once, point, share, side_by_side

AIM, MEMORY_AIM = 1.3, 1.5


def book_points(data: Data, number: int, rounds: int) -> Iterator[Point]:
    """The report as it is, and one that says everything several times: time, and the most memory.

    Args:
        data: open.
        number: how many incidents there are, for the name.
        rounds: how many times each is timed.
    """
    facts = data.read(tertial_facts, parse_period(PERIOD))
    story = tertial_story(facts, when=data.clock.local().astimezone())
    for name, told in (("report", story), ("long report", long_of(story, rounds))):
        told = replace(told, attachments=())  # noqa: PLW2901 - the other way has no place for them
        plans = plans_of(workbook_bytes(told, signer=data.signer))
        ours: Job = lambda told=told: workbook_bytes(told, signer=data.signer)  # type: ignore[misc]  # noqa: E731
        bare: Job = lambda plans=plans: plain_book(plans)  # type: ignore[misc]  # noqa: E731
        times = side_by_side(rounds, once(ours), once(bare))
        yield point(f"{name} as signed workbook, {grouped(number)}", times, AIM)
        memory = f"memory of the {name} as workbook, {grouped(number)}"
        yield share(memory, _most(ours), _most(bare), MEMORY_AIM, "MiB")


def _most(job: Job) -> float:
    """The most memory that something takes, in MiB."""
    tracemalloc.start()
    try:
        job()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()
