"""The numbers of a report, counted once more with SQL that shares nothing with the product's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Numbers = dict[str, int]
STAFF = "('staff_injury', 'violence_threat')"
UPWARD = "('staff_injury', 'violence_threat', 'environment_42', 'staff_violation_43', 'physical_intervention')"
CODES = {
    "kind": f"CASE WHEN i.kind IN {UPWARD} THEN 'other' ELSE i.kind END",
    "own_kind": "i.kind",
    "severity": "i.severity",
    "place": "p.standard",
    "mechanism": "i.mechanism",
    "activity": "i.activity",
    "routine_status": "i.routine_status",
    "month": "substr(i.occurred_on, 1, 7)",
    "department": "d.name",
    "treatment": f"""CASE WHEN i.kind IN {STAFF} OR i.treatment = '[]' THEN ''
        WHEN instr(i.treatment, 'ambulance') THEN 'ambulance' WHEN instr(i.treatment, 'hospital') THEN 'hospital'
        WHEN instr(i.treatment, 'emergency_clinic') THEN 'emergency_clinic'
        WHEN instr(i.treatment, 'doctor') THEN 'doctor' WHEN instr(i.treatment, 'dentist') THEN 'dentist'
        WHEN i.treatment = '["none"]' THEN 'none' ELSE 'the_rest' END""",
}  # fmt: skip
_FROM = """FROM incident i JOIN place p ON p.id = i.place_id LEFT JOIN department d ON d.id = i.department_id
    WHERE i.status NOT IN ('withdrawn', 'unconfirmed') AND i.about_id IS NULL
    AND i.occurred_on BETWEEN ? AND ? AND i.occurred_on <= ?"""


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of a period."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Bare:
    """A file, asked row by row or with sums of its own.

    Args:
        ask: runs a statement with its values, and gives the rows.
        today: nothing after it is counted.
    """

    ask: Callable[[str, tuple[Any, ...]], Iterable[tuple[Any, ...]]]
    today: date

    def counted(self, what: str, days: Days, also: str = "1") -> Numbers:
        """How many for each code; "" is where nothing was filled in."""
        said = f"SELECT coalesce({CODES[what]}, '') AS code, count(*) {_FROM} AND {also} GROUP BY code"
        return {str(code): number for code, number in self.ask(said, self._bounds(days))}

    def crossed(self, days: Days) -> dict[tuple[str, str], int]:
        """How many for each place and kind."""
        said = f"SELECT {CODES['place']} AS a, {CODES['kind']} AS b, count(*) {_FROM} GROUP BY a, b"
        return {(place, kind): number for place, kind, number in self.ask(said, self._bounds(days))}

    def total(self, days: Days, also: str = "1") -> int:
        """How many."""
        [(number,)] = self.ask(f"SELECT count(*) {_FROM} AND {also}", self._bounds(days))
        return int(number)

    def handled(self, days: Days, limit: int) -> list[tuple[int, int]]:
        """Told within a day, closed in time, with a cause, and with a proposal: how many, of how many.

        Args:
            days: which days.
            limit: days from told to closed.
        """
        columns = """i.occurred_on, i.occurred_time, i.reported_at, i.closed_at, i.status, i.due_on, i.causes,
            i.prevent, i.prevent_said"""
        rows = list(self.ask(f"SELECT {columns} {_FROM} AND i.collected = 0", self._bounds(days)))
        told = [row for row in rows if row[2] is not None]
        soon = [row for row in told if _passed(_start(row[0], row[1]), _moment(row[2])) <= timedelta(hours=24)]
        closed = [row for row in told if row[4] == "closed" and row[3] is not None]
        late = [row for row in told if row[4] != "closed" and self._due(row, limit) < self.today]
        in_time = [row for row in closed if _moment(row[3]).date() <= self._due(row, limit)]
        causes = [row for row in rows if row[6] != "[]"]
        proposals = [row for row in rows if row[7] != "[]" or row[8]]
        return [
            (len(soon), len(told)), (len(in_time), len(closed) + len(late)), (len(causes), len(rows)),
            (len(proposals), len(rows)),
        ]  # fmt: skip

    def _due(self, row: tuple[Any, ...], limit: int) -> date:
        return date.fromisoformat(row[5]) if row[5] else _moment(row[2]).date() + timedelta(days=limit)

    def attendance(self, days: Days) -> int:
        """Children × opening days, for whole months."""
        said = "SELECT sum(children * open_days) FROM month_figures WHERE year * 100 + month BETWEEN ? AND ?"
        [(found,)] = self.ask(said, tuple(day.year * 100 + day.month for day in (days.first, days.last)))
        return int(found)

    def in_use(self, standard: str, days: Days) -> int:
        """How many days the places of a kind were in use, as they were logged one by one."""
        said = """SELECT count(DISTINCT e.day) FROM exposure_day e JOIN place p ON p.id = e.place_id
            WHERE p.standard = ? AND e.confirmed AND e.withdrawn_at IS NULL AND e.day BETWEEN ? AND ?"""
        [(found,)] = self.ask(said, (standard, days.first.isoformat(), days.last.isoformat()))
        return int(found)

    def _bounds(self, days: Days) -> tuple[str, ...]:
        return days.first.isoformat(), days.last.isoformat(), self.today.isoformat()


def _passed(start: datetime, end: datetime) -> timedelta:
    """As a watch in Norway has it, also in the nights when the clocks are moved."""
    there = ZoneInfo("Europe/Oslo")
    return end.replace(tzinfo=there).astimezone(UTC) - start.replace(tzinfo=there).astimezone(UTC)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _start(day: str, hour: str | None) -> datetime:
    """When it happened; at the end of the day where nobody knows."""
    if hour is None:
        return datetime.combine(date.fromisoformat(day), time()) + timedelta(days=1)
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour))
