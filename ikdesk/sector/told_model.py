"""What one unit's report tells those who receive reports of many: numbers and decisions, nothing of single events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ikdesk.evidence.lights import Light

TABLES = (
    "by_kind", "by_severity", "by_mechanism", "by_treatment", "by_routine_status", "by_month",
)  # every event stands in one line of each: they can be added up
HANDLING, HANDLING_OF = "handling", "handling_of"
HANDLED = ("told_soon", "in_time", "with_cause", "with_proposal")  # the lines of "handling", in their order
FOLDED = "the_rest"  # the code of a line for all that is not named

@dataclass(frozen=True, slots=True)
class Three:
    """A number in this period, in the same days the year before, and in the twelve months that end with them.

    None: the unit does not tell it, because it is small.
    """

    now: int | None
    last_year: int | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """One row of a table of a report.

    The lines of "handling" are known by their place, for their words are another in every language; so are the months.
    How many there were of something is in the table "handling", how many there could have been in "handling_of". The
    code "the_rest" is what the unit has folded into one line: the codes it does not name are in there too.
    """

    table: str  # the key of the table, "by_kind"
    code: str  # of the row; "" is "ikke oppgitt"; of a month "2026-01"; see ``HANDLING`` for those of "handling"
    label: str  # the word the report has for it
    three: Three


@dataclass(frozen=True, slots=True)
class ToldLight:
    """One light of a report."""

    label: str
    state: Light
    text: str  # the rule, and what it comes to


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that somebody higher up must decide."""

    number: int
    title: str
    consequence: str  # if nothing is done
    since: date | None = None
    deadline: date | None = None  # the measure's own, where the report has it


@dataclass(frozen=True, slots=True)
class Told:
    """What is taken from one whole report."""

    unit: str  # what the unit is known by: see ``known_model.identity``
    name: str
    organisation_number: str  # nine digits, or empty
    kind: str  # barnehage, skole, sfo
    period: str  # the code
    first: date  # the days that were counted
    last: date
    period_last: date  # the last day of the whole period
    audience: str
    status: str  # "draft" or "delivered"
    version: int
    made: datetime  # with its time zone
    key: bytes  # the report is signed with, 32 bytes
    checksum: str  # of its numbers, as printed in it
    limits: str  # the rules that held, as JSON with sorted names: the same text means the same rules
    least: int  # the lowest number that is told
    total: Three  # always told
    lights: tuple[ToldLight, ...]
    counts: tuple[Count, ...]
    left_out: tuple[str, ...]  # keys of the tables of ``TABLES`` that the unit does not tell, though it has events
    decisions: tuple[Decision, ...]
    overdue: int | None = None  # measures past their deadline
    days: Three | None = None  # days the children were there (oppholdsdager), now and the same period last year
    compares: bool = True  # something was recorded by the end of the same days last year; else those are zeros
