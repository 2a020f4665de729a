"""What the tests of reports share: the moment, the period, the report and its parts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.tertial import parse_period
from ikdesk.paper.story import Section, Story, Table
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.sections import tertial_story

WHEN = datetime(2026, 4, 30, 12, 0, tzinfo=timezone(timedelta(hours=2)))
T1 = parse_period("2026-T1")
CANARY = "KanarifuglenKnaster"  # stands in every text of every event, and nowhere in a report


def story_of(facts: Facts) -> Story:
    """The report."""
    return tertial_story(facts, when=WHEN)


def section(facts: Facts, key: str) -> Section:
    """One of its sections."""
    return next(one for one in story_of(facts).sections if one.key == key)


def table(facts: Facts, key: str) -> Table:
    """One of its tables."""
    return next(one for one in story_of(facts).tables if one.key == key)


def rows(facts: Facts, key: str) -> dict[Any, tuple[Any, ...]]:
    """The lines of one of its tables by what stands first in them."""
    return {row[0]: row[1:] for row in table(facts, key).rows}


def texts(value: Any) -> Iterator[str]:
    """Every text anywhere inside a report."""
    if isinstance(value, (str, bytes)):
        yield value.decode("utf-8") if isinstance(value, bytes) else str(value)
    for one in _parts(value):
        yield from texts(one)


def _parts(value: Any) -> Iterable[Any]:
    match value:
        case dict():
            return (*value.keys(), *value.values())
        case tuple() | list():
            return value
        case _ if dataclasses.is_dataclass(value):
            return [getattr(value, field.name) for field in dataclasses.fields(value)]
        case _:
            return ()


def said(facts: Facts) -> str:
    """Everything the report says, without the code lists."""
    return "\n".join(texts(dataclasses.replace(story_of(facts), codebook=Codebook({}))))
