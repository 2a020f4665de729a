"""What the documents for the sector are made from: everything counted, what may not be told taken out already.

Units stand in the order of the alphabet and in no other: this is no ranking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ikdesk.evidence.lights import Light
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import Text, _
from ikdesk.sector.told_model import Three
from ikdesk.sector.wanted_model import FileState

FEWEST = 3  # units a sum by category is told of: of two, each knows its own and so the other's
TITLES: dict[str, Text] = {
    "by_kind": _("Hendelser etter type"),
    "by_severity": _("Hendelser etter alvorlighet"),
    "by_mechanism": _("Hendelser etter hvordan det skjedde"),
    "by_treatment": _("Hendelser etter behandling"),
    "by_routine_status": _("Hendelser og rutiner"),
    "by_month": _("Hendelser etter måned"),
}
PER_UNIT: dict[str, Text] = {
    "by_kind": _("Hendelser etter type, enhet for enhet"),
    "by_severity": _("Hendelser etter alvorlighet, enhet for enhet"),
}


@dataclass(frozen=True, slots=True)
class Summed:
    """One row of a table for all units: the sum of what is told, and how many units do not tell it.

    Where any do not, the sum is what it is at least, and is said to be.
    """

    code: str
    label: str
    now: int
    last_year: int
    untold_now: int = 0  # units
    untold_last_year: int = 0


@dataclass(frozen=True, slots=True)
class SumTable:
    """A table for all units."""

    key: str  # "by_kind", as in the reports
    title: str
    head: str  # of the first column
    rows: tuple[Summed, ...]
    left_out: int = 0  # units that cannot tell this table at all


@dataclass(frozen=True, slots=True)
class Share:
    """n of those that could have been, over all units: "Meldt innen 24 timer"."""

    label: str
    n: int
    of: int


@dataclass(frozen=True, slots=True)
class LightSum:
    """How many units have each colour of one light; those with rules of their own are counted apart."""

    label: str
    green: int
    yellow: int
    red: int
    unused: int
    apart: int  # their rules are others: not comparable, and in none of the numbers above


@dataclass(frozen=True, slots=True)
class Compared:
    """This period against the same days the year before, over the units that have numbers for both."""

    units: int
    now: int
    last_year: int
    days_now: int | None = None  # oppholdsdager; None: not every one of them tells
    days_last_year: int | None = None
    fresh: int = 0  # units left out: nothing was recorded the year before
    unfinished: int = 0  # units left out: not all days of the period are counted


@dataclass(frozen=True, slots=True)
class SectorFacts:
    """The whole of it, but for the lists that may be long."""

    period: Period
    audience: str
    when: datetime  # with its time zone: the moment of the documents
    due: date
    sender: str
    files: int
    units: int  # whose reports are in
    expected: int  # units a report is waited for from, those that came among them
    missing: int
    late: int
    unfinished: int
    new: int
    passed_on: int
    troubled: int  # files that are not in it and should perhaps have been
    total: Three
    compared: Compared
    rules: str  # the rules most of the reports have, in words
    apart: int  # units with other rules
    least: int  # the lowest number that is told of one unit here
    lights: tuple[LightSum, ...]
    tables: tuple[SumTable, ...]
    shares: tuple[Share, ...]
    heads: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]  # tables per unit: key, title, (code, label)
    dropped: tuple[str, ...]  # titles of tables per unit that cannot be told at all, or are not told for such a period
    decisions: int
    overdue_decisions: int
    overdue_measures: int
    least_last: int = 3  # the lowest number that is told in the last column of ``heads``
    usual: str = ""  # the rules most of the reports have, as the store has them


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit."""

    name: str
    organisation_number: str
    made: date
    version: int
    late: bool
    whole: bool
    new: bool
    passed_on: bool
    apart: bool  # it has rules of its own: its lights cannot be compared with the others'
    now: int
    last_year: int
    compared: bool  # it is in the comparison
    decisions: int
    overdue_decisions: int
    overdue_measures: int | None
    lights: tuple[Light, ...]
    cells: tuple[tuple[int | None, ...], ...] = ()  # for each of ``heads``, for each of its columns: None is not told
    own_rules: str = ""  # in words, what is other than the most common rules


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A unit whose report has not come."""

    name: str
    organisation_number: str
    before: bool  # received from before; else somebody wrote that it is waited for
    said: str = ""  # what came of a file of it that was not taken


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file."""

    name: str
    state: FileState
    said: str
    unit_name: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """Something that must be decided higher up."""

    unit_name: str
    number: int
    title: str
    consequence: str
    since: date | None
    deadline: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that may be long, each given some rows at a time, as often as it is asked for."""

    units: Callable[[], Iterator[Sequence[UnitLine]]]
    missing: Callable[[], Iterator[Sequence[MissingLine]]]
    files: Callable[[], Iterator[Sequence[FileLine]]]
    decisions: Callable[[], Iterator[Sequence[DecisionLine]]]  # the overdue first, then by unit
