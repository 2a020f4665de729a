"""The focus of a report, and how the numbers are asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import event

from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.measures.effect_queries import focus_effects
from ikdesk.measures.model import MeasureStatus
from tests.measures.test_effect import HILL_WINTERS, effect, happened, measure, use_the_hill
from tests.samples import LEADER, TODAY, place_of


def focus(database: Database, tertial: str = "2026-T1", today: date = TODAY, most: int = 3) -> list[tuple[str, int]]:
    found = database.read(focus_effects, parse_period(tertial), viewer=LEADER, today=today, most=most)
    return [(one.target.place, one.number) for one in found]


def all_year(database: Database, standard: str, **values: Any) -> Key:
    return measure(
        database, place_id=place_of(database, standard), trigger_first=date(2024, 1, 1), decided_on=date(2024, 12, 1),
        started_on=date(2024, 12, 1), **values,
    )  # fmt: skip


def test_the_areas_with_most_events_this_year_and_last_come_first_and_one_each(database: Database) -> None:
    use_the_hill(database, {**HILL_WINTERS, 2024: (36, 40)})  # 20 of them after New Year
    for standard, this_year, last_year in (("sandpit", 5, 0), ("swing", 9, 12), ("slide", 7, 0)):
        days = [date(2023, 2, 1), *(date(2026, 2, 1 + n) for n in range(this_year))]
        happened(database, place_of(database, standard), [*days, *(date(2025, 2, 1 + n) for n in range(last_year))])
        all_year(database, standard)
    measure(database, title="Det første mot bakken")
    measure(database, title="Det andre mot bakken")
    assert focus(database) == [("Huske", 2), ("Akebakke", 4), ("Sklie", 3)]
    assert focus(database, most=1) == [("Huske", 2)]


def test_an_area_is_told_by_the_first_of_its_latest_measures(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    measure(database, started_on=date(2023, 1, 5), decided_on=date(2023, 1, 5), trigger_first=date(2022, 10, 1))
    measure(database, started_on=date(2025, 3, 20))
    measure(database, started_on=date(2025, 3, 12))
    assert [number for _name, number in focus(database)] == [3]


def test_measures_that_have_not_begun_or_were_rejected_are_no_focus(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    measure(database, started_on=None, status=MeasureStatus.ADOPTED)
    measure(database, status=MeasureStatus.REJECTED, rejected_why="For dyrt")
    measure(database, origin="already_done")
    assert focus(database) == []


def test_a_measure_rejected_later_was_a_focus_of_the_tertial_before(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    measure(database, status=MeasureStatus.REJECTED, rejected_why="For dyrt")
    assert focus(database, "2026-T1") == []
    assert focus(database, "2025-T3") == [("Akebakke", 1)]


def test_an_area_that_was_not_in_use_is_told_and_one_it_is_too_early_for_is_not(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    measure(database)
    measure(database, place_id=place_of(database, "sandpit"), trigger_first=date(2025, 1, 1))
    assert focus(database, "2025-T2", date(2025, 8, 31)) == [("Akebakke", 1)]
    assert focus(database, "2025-T1", date(2025, 4, 30)) == []


def test_the_file_is_asked_for_sums_however_many_events_there_are(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    key = measure(database)
    asked: list[str] = []

    def heard(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", heard)
    effect(database, key)
    few = len(asked)
    happened(database, place_of(database, "sandpit"), [date(2023, 1, 1) + timedelta(days=n) for n in range(300)])
    asked.clear()
    effect(database, key)
    event.remove(database.engine, "before_cursor_execute", heard)
    assert len(asked) == few <= 12
    assert not [statement for statement in asked if "incident.story" in statement]
