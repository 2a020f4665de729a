"""The demo kindergarten holds what its recipe says: every number here is counted in the file."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.count_queries import handling, tally, total, unlogged_events
from ikdesk.incidents.model import STAFF_KINDS, Correction, Incident, Status
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.kernel.base import Base
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.database import Database
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.history import CHAIN
from ikdesk.kernel.tertial import Period, parse_period
from ikdesk.kernel.viewer import SYSTEM, Key
from ikdesk.start.demo_actions import DEMO_DAY
from ikdesk.start.demo_days_model import FIRST_DAY, is_open, planning_days
from ikdesk.start.demo_stories_model import INDOORS
from ikdesk.unit.calendar_model import public_holidays
from ikdesk.unit.exposure_queries import exposure_by_standard
from ikdesk.unit.model import ExposureDay, MonthFigures, Ownership, Place, Season, UnitKind
from ikdesk.unit.queries import attendance, codebook, departments, month_figures, places, unit_row

HILL = "sledding_hill"
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WINTERS = {2022: ((3, 8), (11, 27)), 2023: ((3, 7), (12, 26)), 2024: ((4, 8), (13, 28)), 2025: ((1, 6), (3, 25))}
HALVES = [
    (half, events, days)
    for year, (before, after) in WINTERS.items()
    for half, (events, days) in ((f"{year}-T3", before), (f"{year + 1}-T1", after))
]


def counted(session: Session, what: Any, *where: Any, **asked: Any) -> dict[Any, int]:
    question = select(what, func.count()).select_from(Incident).join(Place, Place.id == Incident.place_id)
    question = question.where(Incident.withdrawn_at.is_(None), *where).group_by(what)
    return {row[0]: row[1] for row in session.execute(question)}


def count(demo: Database, what: Any, *where: Any) -> dict[Any, int]:
    return demo.read(counted, what, *where)


def others(demo: Database, what: Any, *where: Any) -> dict[Any, int]:
    return count(demo, what, Place.standard != HILL, *where)


def winter(year: int) -> list[Any]:
    return [Place.standard == HILL, Incident.occurred_on.between(date(year, 8, 1), date(year + 1, 7, 31))]


def whole(demo: Database) -> list[Incident]:
    return demo.read(lambda session: list(session.scalars(select(Incident).order_by(Incident.year, Incident.running))))


def test_it_is_solbakken_with_84_children_five_departments_and_its_own_day(demo: Database) -> None:
    unit = demo.read(unit_row, viewer=SYSTEM, today=DEMO_DAY)
    assert (unit.name, unit.kind, unit.ownership) == ("Solbakken barnehage", UnitKind.BARNEHAGE, Ownership.MUNICIPAL)
    assert (unit.staff_years, unit.demo_day, unit.org_number) == (19.4, date(2026, 4, 30), "999999999")
    assert len(unit.threshold) > 200
    names = [row.name for row in demo.read(departments, viewer=SYSTEM, today=DEMO_DAY)]
    assert len(names) == 5
    assert {"Blåveisen", "Solsikken"} <= set(names)
    last = demo.read(month_figures, parse_period("2026-04"), viewer=SYSTEM, today=DEMO_DAY)[0]
    assert (last.children, last.open_days) == (84, 19)


def test_the_hill_is_a_winter_place_of_its_own_and_the_only_one_whose_days_are_counted(demo: Database) -> None:
    rows = demo.read(places, viewer=SYSTEM, today=DEMO_DAY)
    hills = [row for row in rows if row.standard == HILL]
    assert [(row.name, row.season, row.logged) for row in hills] == [("Store akebakken", Season.WINTER, True)]
    assert [row.name for row in rows if row.logged] == ["Store akebakken"]
    assert len({row.name for row in rows}) == len(rows)


@pytest.mark.parametrize(("half", "events", "days"), HALVES)
def test_the_sledding_hill_has_exactly_the_events_and_days_of_the_recipe(
    demo: Database, half: str, events: int, days: int
) -> None:
    period = parse_period(half)
    assert demo.read(tally, "place", period, viewer=SYSTEM, today=DEMO_DAY).get(HILL, 0) == events
    found = demo.read(exposure_by_standard, [HILL], [period], viewer=SYSTEM, today=DEMO_DAY)[HILL][0]
    assert (found.days, found.estimated) == (days, False)


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_the_summers_have_neither_sledding_days_nor_events_there(demo: Database, year: int) -> None:
    period = parse_period(f"{year}-T2")
    assert HILL not in demo.read(tally, "place", period, viewer=SYSTEM, today=DEMO_DAY)
    assert demo.read(exposure_by_standard, [HILL], [period], viewer=SYSTEM, today=DEMO_DAY)[HILL][0].days == 0


def test_the_two_last_winters_have_the_grades_of_the_recipe(demo: Database) -> None:
    assert count(demo, Incident.severity, *winter(2024)) == {0: 3, 1: 12, 2: 2}
    assert count(demo, Incident.severity, *winter(2025)) == {0: 2, 1: 2}
    treated = count(demo, Incident.injury_kind, Incident.severity == 2, *winter(2024))
    assert treated == {"tooth": 1, "fracture": 1}
    assert count(demo, Incident.body_part, Incident.injury_kind == "fracture", *winter(2024)) == {"forearm": 1}


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_only_two_a_winter_in_the_hill_needed_treatment(demo: Database, year: int) -> None:
    assert sum(count(demo, Incident.severity, Incident.severity >= 2, *winter(year)).values()) == 2


def test_the_last_sledding_day_before_the_measures_is_7_march_2025(demo: Database) -> None:
    last = select(func.max(ExposureDay.day)).where(ExposureDay.day < date(2025, 8, 1))
    assert demo.read(lambda session: session.scalar(last)) == date(2025, 3, 7)


def test_every_event_in_the_hill_is_on_a_sledding_day(demo: Database) -> None:
    period = Period(FIRST_DAY, date(2026, 5, 1))
    assert demo.read(unlogged_events, period, viewer=SYSTEM, today=DEMO_DAY) == 0


def test_there_are_some_45_other_events_a_year(demo: Database) -> None:
    for year in (2022, 2023, 2024):
        during = (Incident.occurred_on >= date(year, 8, 1), Incident.occurred_on < date(year + 1, 8, 1))
        assert 43 <= sum(others(demo, Incident.kind, *during).values()) <= 47
    assert sum(others(demo, Incident.kind).values()) == pytest.approx(45 * 3.75, abs=3)


def test_the_other_events_have_the_published_mix_of_mechanisms(demo: Database) -> None:
    found = others(demo, Incident.mechanism)
    for base in (sum(found.values()), sum(found.values()) - found[None]):  # of all, and of those where it is known
        assert 0.55 <= (found["fall_same"] + found["fall_height"]) / base <= 0.65
        assert 0.10 <= (found["collision"] + found["hit_by_child"]) / base <= 0.15
        assert found["crush"] / base == pytest.approx(0.06, abs=0.01)
        assert found["cut_bite_sting"] / base == pytest.approx(0.06, abs=0.01)


def test_some_sixty_percent_of_the_other_events_are_outdoors(demo: Database) -> None:
    found = others(demo, Place.standard)
    outdoors = sum(number for place, number in found.items() if place not in INDOORS)
    assert outdoors / sum(found.values()) == pytest.approx(0.6, abs=0.04)


def test_most_happens_between_ten_and_eleven_and_between_two_and_three(demo: Database) -> None:
    hours: Counter[int] = Counter()
    for at, number in others(demo, Incident.occurred_time, Incident.occurred_time.is_not(None)).items():
        hours[at.hour] += number
    assert {hour for hour, _ in hours.most_common(2)} == {10, 14}
    assert {hour for hour, _ in hours.most_common(4)} == {10, 11, 14, 15}


def test_two_events_are_serious_and_none_is_very_serious(demo: Database) -> None:
    grades = count(demo, Incident.severity)
    assert (grades[3], grades.get(4, 0)) == (2, 0)
    assert set(grades) == {0, 1, 2, 3}
    assert grades[2] + grades[3] < 0.15 * sum(grades.values())


@pytest.mark.parametrize(
    ("kind", "word"),
    [("routine_breach", "Porten sto åpen"), ("medication_allergy", "EpiPen"), ("food_hygiene", "Kjøleskapet"),
     ("violence_threat", "sparket"), ("privacy_breach", "72-timersfristen")],
)  # fmt: skip
def test_there_is_one_of_each_special_event(demo: Database, kind: str, word: str) -> None:
    stories = count(demo, Incident.story, Incident.kind == kind)
    assert len(stories) == 1
    assert word in next(iter(stories))


def test_the_staff_register_has_three_cases_and_what_is_medical_only_with_consent(demo: Database) -> None:
    rows = demo.read(lambda session: session.execute(
        select(Incident.kind, Incident.occurred_on, StaffCase).join(StaffCase, StaffCase.incident_id == Incident.id)
        .order_by(Incident.occurred_on)).all())  # fmt: skip
    assert [(kind, on.year) for kind, on, _case in rows] == [
        ("staff_injury", 2023), ("staff_injury", 2024), ("violence_threat", 2026),
    ]  # fmt: skip
    assert sum(count(demo, Incident.kind, Incident.kind.in_(STAFF_KINDS)).values()) == 3
    assert [bool(case.injury_kind) for *_told, case in rows] == [case.medical_consent for *_told, case in rows]
    assert sum(case.absence_days or 0 for *_told, case in rows) == 10
    assert all(case.position and case.extract and case.told_safety_rep for *_told, case in rows)


def test_nothing_is_later_than_the_day_of_the_demo(demo: Database) -> None:
    end = datetime.combine(DEMO_DAY, time(23, 59))
    for event in whole(demo):
        assert FIRST_DAY <= event.occurred_on <= DEMO_DAY
        assert event.reported_at is not None
        assert event.reported_at <= end
        assert event.closed_at is None or event.closed_at <= end
        assert event.made_at is not None
        assert event.made_at.date() == DEMO_DAY


def test_things_happen_only_when_children_are_there(demo: Database) -> None:
    days = demo.read(lambda session: set(session.scalars(select(ExposureDay.day))))
    days |= {event.occurred_on for event in whole(demo)}
    for day in days:
        assert is_open(day), day
        assert day.isoweekday() <= 5
        assert day.month != 7
        assert day not in public_holidays(day.year)
        assert day not in planning_days(day.year)


def test_most_are_told_within_a_day_and_closed_in_time_and_a_few_wait(demo: Database) -> None:
    period = Period(FIRST_DAY, date(2026, 5, 1))
    found = demo.read(handling, period, 28, viewer=SYSTEM, today=DEMO_DAY)
    assert 0.8 <= found.told_soon / found.told <= 0.97
    assert 0.85 <= found.in_time / found.due <= 0.97
    assert found.with_cause > 0.8 * found.told
    status = demo.read(tally, "status", period, viewer=SYSTEM, today=DEMO_DAY)
    assert 1 <= status["reported"] <= 5
    assert 1 <= status["in_progress"] <= 5
    assert status["closed"] > 200


def test_numbers_run_within_each_year_without_a_gap(demo: Database) -> None:
    running: dict[int, list[int]] = {}
    for event in whole(demo):
        assert event.number == f"{event.occurred_on.year}-{event.running}"
        running.setdefault(event.year, []).append(event.running)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in running.values())


def test_every_code_is_one_that_people_can_choose(demo: Database) -> None:
    book = demo.read(codebook, viewer=SYSTEM, today=DEMO_DAY)
    lists = {
        "kind": "event_type", "mechanism": "mechanism", "activity": "activity", "injury_kind": "injury_kind",
        "body_part": "body_part", "side": "side", "routine_status": "routine_status", "causes": "cause",
        "treatment": "treatment", "notified": "notified",
    }  # fmt: skip
    known = {name: {entry.code for entry in book.entries(name)} for name in lists.values()}
    for event in whole(demo):
        for attribute, name in lists.items():
            value = getattr(event, attribute)
            codes = value if isinstance(value, tuple) else (value,) if value else ()
            assert set(codes) <= known[name], (event.story, attribute)


def test_what_was_handled_has_a_routine_status_and_injuries_say_what_was_hurt(demo: Database) -> None:
    for event in whole(demo):
        if event.status is Status.CLOSED:
            assert event.routine_status
            if event.kind == "child_injury" and event.severity:
                assert event.mechanism
                assert event.activity
                assert event.injury_kind
                assert event.body_part
                assert event.treatment
                assert event.notified


def test_stories_are_one_varied_line_without_names(demo: Database) -> None:
    stories = [event.story for event in whole(demo)]
    assert all(10 < len(story) <= 140 and "\n" not in story for story in stories)
    assert len(set(stories)) > 0.8 * len(stories)
    starts = {word for story in stories for word in re.findall(r"(?<![.] )(?<!^)\b[A-ZÆØÅ]\w+", story)}
    assert starts <= {"EpiPen"}  # a capital inside a sentence would be a name
    assert any(event.child for event in whole(demo))
    assert all(len(event.child) <= 3 for event in whole(demo))


def test_month_figures_vary_lightly_around_84_and_july_is_closed(demo: Database) -> None:
    rows = demo.read(lambda session: list(session.scalars(select(MonthFigures))))
    assert len(rows) == 45
    assert {row.open_days for row in rows if row.month == 7} == {0}
    assert all(17 <= row.open_days <= 23 for row in rows if row.month != 7)
    assert all(80 <= row.children <= 88 for row in rows)
    assert len({row.children for row in rows}) > 2
    found = demo.read(attendance, parse_period("2026-T1"), viewer=SYSTEM, today=DEMO_DAY)
    assert (found.missing, found.estimated) == ((), False)
    assert found.days == pytest.approx(84 * 81, rel=0.02)


def test_one_was_told_twice_and_withdrawn_and_one_was_corrected(demo: Database) -> None:
    withdrawn = [event for event in whole(demo) if event.status is Status.WITHDRAWN]
    assert [event.withdrawn_why for event in withdrawn] == ["Meldt to ganger av to voksne."]
    rows = demo.read(lambda session: list(session.scalars(select(Correction))))
    assert [(row.attribute, row.before, row.after) for row in rows] == [("severity", "1", "2")]
    assert demo.read(lambda session: session.get_one(Incident, rows[0].incident_id).severity) == 2


def test_the_history_of_the_demo_is_whole(demo: Database) -> None:
    assert not demo.read(lambda session, **_asked: CHAIN.breaks(session))


def test_the_same_data_come_out_every_time(demo: Database, demo_again: Database) -> None:
    assert content(demo) == content(demo_again)


def content(database: Database) -> dict[str, list[str]]:
    """Everything but keys and what is made of them; what points at a key is told by the name there."""
    found: dict[str, list[str]] = {}
    with database.engine.connect() as connection:
        names = {row.id: row.name for table in ("place", "department")
                 for row in connection.execute(select(Base.metadata.tables[table]))}  # fmt: skip
        for table in Base.metadata.sorted_tables:
            if table.name in {"history", "search_text", "chain_key", "record_key", "access", "sealed_content"}:
                continue
            rows = connection.execute(select(table)).mappings()
            found[table.name] = sorted(
                str([names.get(value, "") if isinstance(value, Key) else plain(value)
                     for key, value in row.items() if key not in {"made_at", "changed_at"}])
                for row in rows
            )  # fmt: skip
    return found


def plain(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Choice):
        return KEY.sub("", value)  # what was approved is kept with the keys of what it tells of
    return value.code if isinstance(value, Choice) else value


def test_the_first_tertial_of_2026_has_19_events_in_standard_places(demo: Database) -> None:
    period = parse_period("2026-T1")
    assert demo.read(total, period, viewer=SYSTEM, today=DEMO_DAY) == 19
    shipped = {entry.code for entry in shipped_codebook().entries("place_kindergarten")}
    assert set(demo.read(tally, "place", period, viewer=SYSTEM, today=DEMO_DAY)) <= shipped
