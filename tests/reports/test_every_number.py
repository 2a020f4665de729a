"""Every number of what goes upward, beside what the file itself says when it is asked another way."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.reports.audience_model import PROFILES, Audience
from ikdesk.reports.delivery_writing import content_in
from ikdesk.reports.report_queries import report_of
from ikdesk.reports.sections import tertial_story
from ikdesk.start.demo_actions import make_demo
from tests.conftest import _over
from tests.engines import in_memory
from tests.reports.bare_counts import Bare, Days
from tests.reports.long_log import take_in
from tests.samples import LEADER, TODAY

WHEN = datetime(2026, 4, 30, 12, tzinfo=UTC)
DEADLINE = 28
PERIODS = {
    "now": Days(date(2026, 1, 1), date(2026, 4, 30)),
    "last_year": Days(date(2025, 1, 1), date(2025, 4, 30)),
    "year": Days(date(2025, 5, 1), date(2026, 4, 30)),
}
REST = "the_rest"
COUNTED = ("kind", "severity", "place", "mechanism", "activity", "routine_status", "department", "treatment")
TRUE_UPWARD = {"by_kind", "by_severity", "by_place", "by_mechanism", "by_activity", "by_routine_status", "by_month"}
# what holds no number that is counted here: words, and what other tests count by hand
ELSEWHERE = {
    "threshold_card": "words", "risk_worst": "words", "risk_changes": "words", "risk_bare": "words",
    "focus_1_risks": "words", "measures": "tests/reports/test_work.py", "for_owner": "tests/reports/test_work.py",
    "risk_grades": "tests/reports/test_risks.py",
}  # fmt: skip
Table = dict[str, Any]


@dataclass(frozen=True)
class House:
    """A unit, and the same file asked without the product."""

    database: Database

    @property
    def bare(self) -> Bare:
        """The file."""

        def ask(said: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
            with self.database.raw() as connection:
                return list(connection.execute(said, values))

        return Bare(ask, TODAY)

    def told(self, audience: Audience) -> dict[str, Any]:
        """What the report says for machines."""
        period = parse_period("2026-T1")
        report = self.database.read(report_of, period, audience, viewer=LEADER, today=TODAY)
        told: dict[str, Any] = json.loads(content_in(tertial_story(report.facts, when=WHEN)))
        return told


@pytest.fixture(scope="module")
def houses(ready_made: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], House]]:
    """The demo kindergarten, and one with a log of several thousand events."""
    made: list[Database] = []

    @cache
    def house(which: str) -> House:
        connection = in_memory()
        if which == "log":
            ready_made.backup(connection)
        database = _over(connection)
        made.append(database)
        if which == "log":
            take_in(database, tmp_path_factory.mktemp("log"))
        else:
            from ikdesk.entities_data import METADATA
            from ikdesk.kernel import migrations

            migrations.make_new(database.engine, METADATA)
            database.write(make_demo, by=SYSTEM, today=TODAY)
        return House(database)

    yield house
    for database in made:
        database.close()


@pytest.fixture(params=["demo", "log"])
def house(request: pytest.FixtureRequest, houses: Callable[[str], House]) -> House:
    """One of the two."""
    return houses(request.param)


@pytest.mark.parametrize("audience", [Audience.MUNICIPALITY, Audience.PARENTS], ids=lambda one: one.code)
def test_every_number_is_what_the_file_says(house: House, audience: Audience) -> None:
    told = house.told(audience)
    assert told["total"] == {name: house.bare.total(days) for name, days in PERIODS.items()}
    assert told["counted"] == {
        name: {"first": days.first.isoformat(), "last": days.last.isoformat()} for name, days in PERIODS.items()
    }
    tables = told["tables"]
    assert tables.keys() - CHECKS.keys() - ELSEWHERE.keys() == set(), "a table nobody counts"
    for key in sorted(tables.keys() & CHECKS.keys()):
        CHECKS[key](tables[key], house.bare)
    assert {"by_kind", "by_severity", "by_place"} <= tables.keys() | set(told["left_out"])


@pytest.mark.parametrize("audience", [Audience.MUNICIPALITY, Audience.PARENTS], ids=lambda one: one.code)
def test_a_small_number_is_told_in_no_protected_table(house: House, audience: Audience) -> None:
    told = house.told(audience)
    tables = {key: table for key, table in told["tables"].items() if key.startswith("by_")}
    for key, table in tables.items():
        columns = {*PERIODS, *_kinds(table)}
        lines = table["rows"][: -1 if table["sum_last"] else None]
        gaps = {(at, name) for at, row in enumerate(lines) for name in columns & row.keys() if row[name] is None}
        assert gaps == {(one["row"], one["column"]) for one in told["hidden"] if one["table"] == key}
        if key in TRUE_UPWARD and not PROFILES[audience].one_way:
            assert not gaps, key
            continue
        shown = {row[name] for row in lines for name in columns & row.keys()} - {None}
        assert not shown & {1, 2}, key
        for row in lines:  # nor what is left of the twelve months when the period is taken away
            year, now = row.get("year"), row.get("now")
            assert None in {year, now} or year - now not in {1, 2}, (key, row)
    assert told["hidden"], "nothing small in it, and so nothing tried"


def test_the_lines_in_short_say_the_same_numbers(house: House) -> None:
    said = {one["key"]: one["numbers"] for one in house.told(Audience.MUNICIPALITY)["sentences"]}
    now, before = PERIODS["now"], PERIODS["last_year"]
    assert said["total"] == {"total": house.bare.total(now), "last_year": house.bare.total(before)}
    grades, past = house.bare.counted("severity", now), house.bare.counted("severity", before)
    assert said["serious"] == {
        "serious": _serious(grades), "last_year": _serious(past), "unknown": grades.get("", 0),
    }  # fmt: skip
    if "place" in said:
        places = house.bare.counted("place", now)
        assert said["place"]["events"] == max(places.values())


def test_the_lights_stand_on_the_same_numbers(house: House) -> None:
    lights = {one["label"]: one for one in house.told(Audience.MUNICIPALITY)["lights"]}
    serious = _serious(house.bare.counted("severity", PERIODS["now"]))
    assert lights["Alvorlige hendelser"]["state"] == ("red" if serious else "green")
    in_time, due = house.bare.handled(PERIODS["now"], DEADLINE)[1]
    assert lights["Behandlingstid"]["text"].startswith(f"{in_time} av {due} ")


def test_a_focus_area_has_the_events_and_the_days_of_its_seasons(houses: Callable[[str], House]) -> None:
    bare, told = houses("demo").bare, houses("demo").told(Audience.MUNICIPALITY)
    rows = [row for row in told["tables"]["focus_1"]["rows"] if row["season"].startswith("T1 ")]
    assert len(rows) == 4
    for row in rows:
        year = int(row["season"][3:])
        days = Days(date(year, 1, 1), date(year, 4, 30))
        assert row["events"] == bare.counted("place", days)["sledding_hill"]
        assert row["days"] == bare.in_use("sledding_hill", days)


def _serious(grades: dict[str, int]) -> int:
    return grades.get("3", 0) + grades.get("4", 0)


def _kinds(table: Table) -> set[str]:
    """The columns of a table of two ways."""
    names = [column["key"] for column in table["columns"]]
    return set(names[1:]) - {"sum"} if "sum" in names else set()


def _counts(what: str) -> Callable[[Table, Bare], None]:
    """Every line of a table of counts, the rest of them in one line, and the sum."""

    def check(table: Table, bare: Bare) -> None:
        rows = [row for row in table["rows"] if row is not table["rows"][-1]]
        codes = [row[what] for row in rows]
        for column in PERIODS.keys() & table["rows"][0].keys():
            found = bare.counted(what, PERIODS[column])
            named = sum(found.get(code, 0) for code in codes if code != REST)
            total = bare.total(PERIODS[column])
            for row in rows:
                right = total - named if row[what] == REST and REST not in found else found.get(row[what], 0)
                assert row[column] == right or (row[column] is None and right), (what, row, right)
            assert table["rows"][-1][column] == total
            assert REST in codes or named == total, what

    return check


def _months(table: Table, bare: Bare) -> None:
    *rows, total = table["rows"]
    for column in PERIODS.keys() & total.keys():
        found = bare.counted("month", PERIODS[column])
        year = PERIODS[column].first.year
        right = [found.get(f"{year}-{month:02}", 0) for month in range(1, len(rows) + 1)]
        assert all(row[column] in {number, None if number else 0} for row, number in zip(rows, right, strict=True))
        assert total[column] == sum(right) == bare.total(PERIODS[column])


def _crossed(table: Table, bare: Bare) -> None:
    """Places and kinds; those with fewest may be one line and one column together."""
    *rows, total = table["rows"]
    found, kinds = bare.crossed(PERIODS["now"]), _kinds(table)
    places = {row["place"] for row in rows}
    folded = Counter[tuple[str, str]]()
    for (place, kind), number in found.items():
        folded[place if place in places else REST, kind if kind in kinds else REST] += number
    assert {(place, kind) for place, kind in folded} <= {(place, kind) for place in places for kind in kinds}
    for row in rows:
        for kind in kinds:
            right = folded[row["place"], kind]
            assert row[kind] == right or (row[kind] is None and right), (row, kind, right)
        assert row["sum"] == sum(number for (place, _kind), number in folded.items() if place == row["place"])
    for kind in kinds:
        assert total[kind] == sum(number for (_place, one), number in folded.items() if one == kind)
    assert total["sum"] == bare.total(PERIODS["now"])


def _potential(table: Table, bare: Bare) -> None:
    [row] = table["rows"]
    for column in PERIODS.keys() & row.keys():
        right = bare.total(PERIODS[column], "i.potential >= 3")
        assert row[column] == right or (row[column] is None and right)


def _handling(table: Table, bare: Bare) -> None:
    now, before = (bare.handled(PERIODS[name], DEADLINE) for name in ("now", "last_year"))
    assert [(row["n"], row["of"]) for row in table["rows"]] == now
    assert [row["share"] for row in table["rows"]] == [n / of if of else None for n, of in now]
    assert [row["share_last_year"] for row in table["rows"]] == [n / of if of else None for n, of in before]


def _rates(table: Table, bare: Bare) -> None:
    for row, name in zip(table["rows"], ("now", "last_year"), strict=True):
        days, events = bare.attendance(PERIODS[name]), bare.total(PERIODS[name])
        injuries = bare.counted("kind", PERIODS[name]).get("child_injury", 0)
        assert (row["events"], row["days"], row["injuries"]) == (events, days, injuries)
        assert row["rate"] == pytest.approx(events / days * 1000)
        assert row["injury_rate"] == pytest.approx(injuries / days * 1000)


def _in_use(table: Table, bare: Bare) -> None:
    assert table["rows"]
    for row in table["rows"]:
        for ending, name in (("", "now"), ("_last_year", "last_year")):
            days = bare.in_use(row["place"], PERIODS[name])
            events = bare.counted("place", PERIODS[name]).get(row["place"], 0)
            assert (row[f"events{ending}"], row[f"days{ending}"]) == (events, days)
            assert not days or row[f"rate{ending}"] == pytest.approx(events / days * 10)


def _ages(table: Table, bare: Bare) -> None:
    """How late measures are, and how many: the first three lines are parts of the fourth."""
    said = """SELECT julianday(?) - julianday(deadline), status, done_on FROM measure WHERE withdrawn_at IS NULL
        AND origin <> 'already_done' AND status <> 'rejected'"""
    rows = list(bare.ask(said, (TODAY.isoformat(),)))
    open_ones = [row for row in rows if row[1] in {"proposed", "adopted", "running"}]
    late = [over for over, _status, _done in open_ones if over is not None and over > 0]
    limits = (0, 30, 90, 10_000)
    ages = [sum(low < over <= high for over in late) for low, high in pairwise(limits)]
    done = sum("2026-01-01" <= (row[2] or "") <= "2026-04-30" for row in rows)
    assert [row["measures"] for row in table["rows"]][:6] == [*ages, len(late), len(open_ones), done]


def _missing(table: Table, bare: Bare) -> None:
    days = PERIODS["now"]
    whole, asked = bare.total(days), bare.total(days, "i.collected = 0")
    handled = bare.handled(days, DEADLINE)
    right = [
        (bare.total(days, "i.severity IS NULL"), whole), (bare.total(days, "i.mechanism IS NULL"), whole),
        (bare.total(days, "i.activity IS NULL AND i.collected = 0"), asked),
        (bare.total(days, "i.routine_status IS NULL AND i.collected = 0"), asked),
        (asked - handled[2][0], asked), (asked - handled[0][1], asked),
    ]  # fmt: skip
    assert [(row["missing"], row["of"]) for row in table["rows"]] == [one for one in right if one[0]]


def _other_system(table: Table, bare: Bare) -> None:
    theirs = "i.collected = 0 AND i.kind NOT IN ('environment_42', 'staff_violation_43', 'physical_intervention')"
    row = table["rows"][0]
    assert row["of"] == bare.total(PERIODS["now"], theirs)
    assert row["missing"] == bare.total(PERIODS["now"], f"{theirs} AND i.municipal_on IS NULL")


def _focus(table: Table, _bare: Bare) -> None:
    """Looked at on its own, above."""
    assert {"season", "events", "days"} <= table["rows"][0].keys()


CHECKS: dict[str, Callable[[Table, Bare], None]] = {
    **{f"by_{what}": _counts(what) for what in COUNTED},
    "by_month": _months, "by_place_kind": _crossed, "potential": _potential, "handling": _handling, "rates": _rates,
    "exposure": _in_use, "measure_counts": _ages, "quality": _missing, "municipal": _other_system, "focus_1": _focus,
}  # fmt: skip
