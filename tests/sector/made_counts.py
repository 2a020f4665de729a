"""What a report of a simulated kindergarten counts: its days, and its tables of events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.tertial import Period, add_months, parse_period, period_of_dates
from ikdesk.kernel.words import _, month_name
from ikdesk.reports.facts_model import MERGED, REST
from tests.sector.made_units import Event, Made

Row = dict[str, Any]
COLUMNS = ("now", "last_year", "year")
HIDES = {"by_treatment": "treatment", "by_department": "department"}  # tables in which small numbers are not told


@dataclass(frozen=True)
class Said:
    """One report of one unit, as it is asked for.

    Args:
        unit: whose.
        period: its code.
        made: the report's own moment; without a time zone it is UTC. What happens later is not counted.
        fingerprint: of the key it will be signed with.
        limits: what is other than usual: fields of ``Thresholds``, "least" and "sensitive".
    """

    unit: Made
    period: str
    made: datetime
    version: int = 1
    audience: str = "municipality"
    status: str = "delivered"
    fingerprint: str = ""
    schema: int = 1
    limits: Mapping[str, int] = field(default_factory=dict)
    correction: int = 0  # events that came to after the version before, in the last month counted

    @cached_property
    def whole(self) -> Period:
        """The period."""
        return parse_period(self.period)

    @cached_property
    def counted(self) -> Period:
        """Its days up to the report's own."""
        return self.whole.cut(self.made.date())

    @cached_property
    def days(self) -> dict[str, Period]:
        """The days behind each column."""
        after = self.counted.after
        year = period_of_dates(add_months(after.replace(day=1), -12), self.counted.last)
        if after.day != 1:
            year = period_of_dates(self.counted.last - timedelta(days=364), self.counted.last)
        return {"now": self.counted, "last_year": self.counted.a_year_before(), "year": year}

    @cached_property
    def events(self) -> dict[str, list[Event]]:
        """What happened in the days of each column."""
        found = {column: list(self.unit.events(days)) for column, days in self.days.items()}
        if self.correction:
            came_to = Event(self.counted.last, "near_miss", "0", "playroom", "", "meal", "Kløveren", "", "followed")
            found["now"] += [came_to] * self.correction
            found["year"] += [came_to] * self.correction
        return found

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns there are numbers for: last year's only where something was recorded then."""
        compares = bool(self.events["last_year"])
        return tuple(
            column for column in COLUMNS
            if (column != "last_year" or compares) and (column != "year" or self.whole.days < 360)
        )  # fmt: skip


_TABLES = (
    ("kind", "event_type", "Hendelser etter type", 0, False), ("severity", "severity", "Hendelser etter alvorlighet",
     0, True), ("place", "place", "Hendelser etter sted", 8, False),
    ("mechanism", "mechanism", "Hendelser etter hvordan det skjedde", 10, False),
    ("activity", "activity", "Hendelser etter aktivitet", 10, False),
    ("routine_status", "routine_status", "Hendelser og rutiner", 0, True),
)  # fmt: skip


def counted_tables(said: Said) -> dict[str, Any]:
    """The tables whose numbers are all told; none where nothing was ever recorded."""
    if not said.events["year"] and not said.events["last_year"]:
        return {}
    out = {}
    for what, codes, title, top, in_order in _TABLES:
        rows = _rows(said, what, codes, in_order=in_order)
        out[f"by_{what}"] = _table(said, what, codes, title, _with_sum(said, what, _folded(said, what, rows, top)))
    months = [
        {"month": month_name(month.month), **{
            column: sum((event.day.year, event.day.month) == (month.year - (column == "last_year"), month.month)
                        for event in said.events[column])
            for column in said.columns if column != "year"
        }}
        for month in said.counted.months()
    ]  # fmt: skip
    out["by_month"] = _table(said, "month", "", "Hendelser etter måned", _with_sum(said, "month", months), year=False)
    return out


def _rows(said: Said, what: str, codes: str, *, in_order: bool) -> list[Row]:
    """A line for each code that was used; without a code comes last, and before it the line of what is merged."""
    counts = {column: Counter(getattr(event, what) for event in said.events[column]) for column in said.columns}
    used = {code for found in counts.values() for code in found}
    if what == "severity":
        used |= set("01234")
    order = list(shipped_codebook().lists.get(list_of(codes), {}))
    rows = [{what: code, **{column: counts[column][code] for column in said.columns}} for code in used]
    last = {"": 2, MERGED: 1} if what == "kind" else {"": 2}

    def place(row: Row) -> tuple[Any, ...]:
        code = row[what]
        usual = (order.index(code) if code in order else 99, code)
        if in_order:
            return (last.get(code, 0), *usual)
        return (last.get(code, 0), *(-row[column] for column in said.columns), *usual)

    return sorted(rows, key=place)


def _folded(said: Said, what: str, rows: list[Row], top: int) -> list[Row]:
    named = [row for row in rows if row[what]]
    if not top or len(named) <= top + 1:
        return rows
    rest = {what: REST, **{column: sum(row[column] for row in named[top:]) for column in said.columns}}
    return [*named[:top], rest, *(row for row in rows if not row[what])]


def _with_sum(said: Said, what: str, rows: Sequence[Row]) -> list[Row]:
    there = [column for column in said.columns if not rows or column in rows[0]]
    return [*rows, {what: str(_("Sum")), **{column: len(said.events[column]) for column in there}}]


def _table(
    said: Said, what: str, codes: str, title: str, rows: Sequence[Row], *, year: bool = True
) -> dict[str, Any]:
    words = headings(said)
    return {
        "title": title, "note": "", "sum_last": True,
        "columns": [
            column_of(what, title, "code" if codes else "text", codes),
            *(column_of(column, words[column], "integer") for column in said.columns if year or column != "year"),
        ],
        "rows": list(rows),
    }  # fmt: skip


def headings(said: Said) -> dict[str, str]:
    return {
        "now": said.whole.name, "last_year": said.whole.a_year_before().name, "year": str(_("Siste 12 måneder")),
    }  # fmt: skip


def column_of(key: str, label: str, kind: str, codes: str = "") -> dict[str, str]:
    """A column of a table."""
    return {"key": key, "label": label, "kind": kind, "codes": codes}


class Hiding:
    """The tables in which small numbers are not told, and which cells that is: two or more in each column."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._least = said.limits.get("least", 3)
        self.hidden: list[dict[str, Any]] = []
        self.dropped: list[str] = []

    def tables(self) -> dict[str, Any]:
        """Those that can be told."""
        out: dict[str, Any] = {}
        titles = {"treatment": "Hendelser etter behandling", "department": "Hendelser etter avdeling"}
        for key, what in HIDES.items():
            rows = _rows(self._said, what, what, in_order=what == "treatment")
            named = sum(bool(row[what]) for row in rows)
            if not named or (what == "department" and named < 3):
                continue
            if not all(self._protect(rows, column) for column in self._said.columns):
                self.dropped.append(what)
                continue
            self.hidden += [
                {"table": key, "row": at, "code": row[what], "column": column}
                for at, row in enumerate(rows) for column in self._said.columns if row[column] is None
            ]  # fmt: skip
            out[key] = _table(self._said, what, what, titles[what], _with_sum(self._said, what, rows))
        return out

    def _protect(self, rows: list[Row], column: str) -> bool:
        """Hide the small ones, and then the next smallest until no sum tells them; False where that cannot be done."""
        there = sorted((row for row in rows if row[column]), key=lambda row: row[column])
        small = [row for row in there if row[column] < self._least]
        if not small:
            return True
        hide = list(small)
        for row in there[len(small) :]:
            if len(hide) > 1 and sum(one[column] for one in hide) >= 2 * self._least:
                break
            hide.append(row)
        if len(hide) < 2 or sum(one[column] for one in hide) < 2 * self._least:
            return False
        for row in hide:
            row[column] = None
        return True


def plain_table(title: str, columns: list[dict[str, str]], rows: list[Row]) -> dict[str, Any]:
    """A table without a sum."""
    return {"title": title, "note": "", "sum_last": False, "columns": columns, "rows": rows}


def list_of(codes: str) -> str:
    return "place_kindergarten" if codes == "place" else codes
