"""Whether a measure helped: what is counted, in which unit, and what holds the verdict back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.evidence.kinds import Gate, Tally
from ikdesk.incidents.model import Incident, Status
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.measures.effect_model import Effect
from ikdesk.measures.effect_queries import measure_effect
from ikdesk.measures.model import Measure, MeasureStatus
from ikdesk.unit.actions import add_place, change_place, merge, rename, set_month_figures
from ikdesk.unit.exposure_actions import log_days, log_total
from ikdesk.unit.model import Place, Season
from tests.samples import LEADER, NOBODY, TODAY, place_of

DECIDED = date(2025, 3, 10)
HILL_WINTERS = {2022: (14, 35), 2023: (15, 33), 2024: (17, 36), 2025: (4, 31)}


def write(database: Database, does: Callable[[Session], Any]) -> Any:
    """Write entities as they are."""

    def written(session: Session, *, by: Any) -> Any:
        return does(session)

    return database.write(written, by=LEADER)


def happened(database: Database, place: Key, days: Iterable[date], **values: Any) -> None:
    """An event at a place on each of these days."""

    def does(session: Session) -> None:
        running = int(session.scalar(select(func.count()).select_from(Incident)) or 0)
        for number, day in enumerate(days, running + 1):
            session.add(Incident(**{
                "kind": "child_injury", "occurred_on": day, "place_id": place, "severity": 1, "story": "Falt.",
                "number": f"{day.year}-{number}", "year": day.year, "running": number, **values,
            }))  # fmt: skip

    write(database, does)


def measure(database: Database, **values: Any) -> Key:
    """A measure that was begun; at the sledding hill if nothing else is said."""
    place = {} if {"place_id", "activity", "mechanism"} & set(values) else {"place_id": place_of(database)}
    told = {
        "title": "Egen opp-løype", "origin": "immediate", "status": MeasureStatus.RUNNING, "decided_on": DECIDED,
        "started_on": DECIDED, "trigger_first": date(2024, 10, 1), "evaluate_on": TODAY, **place, **values,
    }  # fmt: skip

    def does(session: Session) -> Key:
        last = session.scalar(select(func.max(Measure.number))) or 0
        made = Measure(**told, number=last + 1)
        made.check(TODAY)
        session.add(made)
        session.flush()
        return made.id

    key: Key = write(database, does)
    return key


def winter_days(year: int, number: int) -> list[date]:
    """So many days from 1 December on, and none in March."""
    return [date(year, 12, 1) + timedelta(days=2 * n) for n in range(number)]


def use_the_hill(database: Database, winters: dict[int, tuple[int, int]], place: Key | None = None) -> None:
    """Events and days in use, by the year a winter begins."""
    hill = place or place_of(database)
    for year, (events, days) in winters.items():
        in_use = winter_days(year, days)
        database.write(log_days, hill, in_use, by=LEADER, today=TODAY)
        happened(database, hill, (in_use * 3)[:events])


def know_the_months(database: Database, first: int, last: int, children: int = 80, days: int = 20) -> None:
    rows = [(year, month, children, days) for year in range(first, last + 1) for month in range(1, 13)]
    database.write(set_month_figures, rows, by=LEADER, today=TODAY)


def effect(database: Database, key: Key, today: date = TODAY, tertial: str = "") -> Effect:
    period = parse_period(tertial) if tertial else None
    return database.read(measure_effect, key, viewer=LEADER, today=today, tertial=period)


def gate(found: Effect, code: str) -> Gate:
    return next(one for one in found.judgement.gates if one.code == code)


def numbers(found: Effect) -> tuple[int, float, int, float]:
    before, after = found.judgement.before, found.judgement.after
    return before.events, before.exposure, after.events, after.exposure


# ---------------------------------------------------------------- what is counted


def test_the_bad_winter_is_left_out_and_the_rest_is_pooled(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    found = effect(database, measure(database))
    assert numbers(found) == (29, 68, 4, 31)
    assert found.judgement.verdict == "clear_fall"


def test_only_what_stands_and_was_told_by_then_is_counted(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    hill, day = place_of(database), date(2025, 12, 1)
    gone = {"status": Status.WITHDRAWN, "withdrawn_why": "To ganger", "withdrawn_at": datetime(2026, 1, 1)}
    happened(database, hill, [day], **gone)
    happened(database, hill, [day], status=Status.UNCONFIRMED)
    happened(database, hill, [day], reported_at=datetime(2026, 6, 1, 12, 0))
    assert effect(database, measure(database)).judgement.after.events == 4


def test_events_of_every_kind_and_grade_count_and_the_serious_are_told_apart(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    hill = place_of(database)
    happened(database, hill, [date(2025, 12, 3)], kind="near_miss", severity=0)
    happened(database, hill, [date(2025, 12, 5)], severity=3)
    after = effect(database, measure(database)).after[0]
    assert (after.events, after.serious) == (6, 1)


def test_a_hill_that_got_a_new_name_is_the_same_hill(database: Database) -> None:
    use_the_hill(database, {year: HILL_WINTERS[year] for year in (2022, 2023, 2024)})
    old = place_of(database)
    new = database.write(rename, Place, old, "Storbakken", by=LEADER, today=date(2025, 8, 1))
    use_the_hill(database, {2025: (4, 31)}, new)
    for key in (old, new):
        found = effect(database, measure(database, place_id=key))
        assert numbers(found) == (29, 68, 4, 31)
        assert (found.target.place, found.target.place_id) == ("Storbakken", new)


def test_a_day_in_two_places_that_were_merged_is_one_day(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    values = {"name": "Lillebakken", "standard": "sledding_hill", "season": Season.WINTER, "logged": True}
    small = database.write(add_place, values, by=LEADER, today=TODAY)
    database.write(log_days, small, [*winter_days(2025, 31), date(2026, 3, 2)], by=LEADER, today=TODAY)
    happened(database, small, [date(2025, 12, 1)])
    database.write(merge, Place, small, place_of(database), by=LEADER, today=TODAY)
    assert numbers(effect(database, measure(database))) == (29, 68, 5, 32)


def test_an_activity_narrows_what_happens_at_a_place(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    happened(database, place_of(database), [date(2025, 12, 3)], activity="sledding")
    assert effect(database, measure(database, place_id=place_of(database), activity="sledding")).after[0].events == 1


def test_a_place_with_months_of_its_own_is_counted_in_them(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    own = {"season": Season.OWN, "season_from": 12, "season_to": 2}
    database.write(change_place, place_of(database), own, by=LEADER, today=TODAY)
    found = effect(database, measure(database, trigger_first=date(2024, 12, 1)))
    assert numbers(found) == (29, 68, 4, 31)
    assert found.after[0].name == "Desember 2025–februar 2026"
    assert found.counted_to == date(2026, 2, 28)


def test_a_measure_begun_inside_a_winter_is_compared_with_the_same_dates(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    key = measure(database, trigger_first=None, decided_on=date(2025, 12, 15), started_on=date(2025, 12, 15))
    found = effect(database, key, date(2026, 1, 14))
    assert [(one.short, one.role, one.period.first, one.period.last) for one in found.seasons] == [
        ("2022–23", "before", date(2022, 12, 15), date(2023, 1, 14)),
        ("2023–24", "before", date(2023, 12, 15), date(2024, 1, 14)),
        ("2024–25", "before", date(2024, 12, 15), date(2025, 1, 14)),
        ("2025–26", "after", date(2025, 12, 15), date(2026, 1, 14)),
    ]  # fmt: skip
    assert gate(found, "regression").state == "clear"
    assert {one.exposure for one in found.seasons} == {16}


def test_seasons_without_use_are_passed_over_and_told(database: Database) -> None:
    use_the_hill(database, {2020: (9, 20), 2021: (8, 20), 2023: (15, 33), 2024: (17, 36), 2025: (4, 31)})
    found = effect(database, measure(database))
    assert [(one.short, one.role) for one in found.seasons] == [
        ("2020–21", "before"), ("2021–22", "before"), ("2022–23", "neither"), ("2023–24", "before"),
        ("2024–25", "trigger"), ("2025–26", "after"),
    ]  # fmt: skip


# ---------------------------------------------------------------- in which unit


def test_without_an_earlier_winter_there_is_nothing_to_compare_with(database: Database) -> None:
    use_the_hill(database, {2025: (6, 31)})
    found = effect(database, measure(database))
    assert (found.judgement.verdict, found.judgement.ratio.ratio) == ("cannot_say", None)
    assert (gate(found, "exposure").reason, gate(found, "exposure").ceiling) == ("no_baseline", "cannot_say")
    assert gate(found, "regression").state == "handled"
    assert found.settles is None


def test_a_few_events_without_an_earlier_winter_are_too_few(database: Database) -> None:
    use_the_hill(database, {2025: (2, 31)})
    assert effect(database, measure(database)).judgement.verdict == "too_few"


def test_a_season_total_is_an_estimate_and_makes_it_probable_at_most(database: Database) -> None:
    use_the_hill(database, {year: HILL_WINTERS[year] for year in (2022, 2023, 2024)})
    hill = place_of(database)
    total = {"place_id": hill, "first": date(2025, 10, 1), "last": TODAY, "days": 31}
    database.write(log_total, total, by=LEADER, today=TODAY)
    happened(database, hill, winter_days(2025, 4))
    found = effect(database, measure(database))
    assert numbers(found) == (29, 68, 4, 31)
    assert (found.judgement.verdict, gate(found, "exposure").reason) == ("probable_fall", "estimated")
    assert [one.estimated for one in found.seasons] == [False, False, False, True]


def test_a_part_of_a_season_total_is_not_guessed(database: Database) -> None:
    use_the_hill(database, {year: HILL_WINTERS[year] for year in (2022, 2023, 2024)})
    total = {"place_id": place_of(database), "first": date(2025, 10, 1), "last": TODAY, "days": 31}
    database.write(log_total, total, by=LEADER, today=TODAY)
    found = effect(database, measure(database), tertial="2026-T1")
    assert found.exposure_kind == "open_days"
    assert gate(found, "exposure").reason == "missing"


def test_events_on_days_that_were_not_written_down_make_it_probable_at_most(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    happened(database, place_of(database), [date(2022, 12, 2)])
    found = effect(database, measure(database))
    assert numbers(found) == (30, 68, 4, 31)
    assert (found.judgement.verdict, gate(found, "exposure").reason) == ("probable_fall", "missing")


def test_a_winter_nobody_wrote_down_is_counted_by_open_days_and_said_so(database: Database) -> None:
    use_the_hill(database, {year: HILL_WINTERS[year] for year in (2022, 2023, 2024)})
    happened(database, place_of(database), winter_days(2025, 2))
    found = effect(database, measure(database))
    assert (found.exposure_kind, found.word) == ("open_days", "")
    assert gate(found, "exposure").reason == "missing"
    assert found.judgement.after.exposure > 100


def test_a_log_that_was_never_used_does_not_say_that_the_hill_was_not_in_use(database: Database) -> None:
    for year in (2022, 2023, 2024):
        happened(database, place_of(database), winter_days(year, 8))
    happened(database, place_of(database, "sandpit"), [date(2022, 10, 3)])
    found = effect(database, measure(database))
    assert found.exposure_kind == "open_days"
    assert found.judgement.verdict == "probable_fall"


def test_no_days_and_no_events_in_a_counted_place_is_not_in_use(database: Database) -> None:
    use_the_hill(database, {year: HILL_WINTERS[year] for year in (2022, 2023, 2024)})
    found = effect(database, measure(database))
    assert found.judgement.verdict == "not_in_use"
    assert (found.judgement.after, found.judgement.ratio.ratio) == (Tally(0, 0), None)


def test_a_target_without_a_place_is_counted_per_child_and_day(database: Database) -> None:
    know_the_months(database, 2022, 2025)
    sandpit = place_of(database, "sandpit")
    for year in (2022, 2023, 2024):
        happened(database, sandpit, [date(year, month, 6) for month in range(1, 11)], mechanism="crush")
    happened(database, sandpit, [date(2025, 9, 4)], mechanism="crush")
    happened(database, sandpit, [date(2025, 9, 4)], mechanism="fall_same")
    key = measure(
        database, mechanism="crush", decided_on=date(2024, 12, 1), started_on=date(2025, 1, 1), trigger_first=None,
        evaluate_on=date(2025, 12, 31),
    )  # fmt: skip
    found = effect(database, key, date(2025, 12, 31))
    assert (found.target.season, found.target.place_id, found.exposure_kind) == (Season.ALL_YEAR, None, "attendance")
    assert numbers(found) == (30, 3 * 12 * 80 * 20, 1, 12 * 80 * 20)
    assert (gate(found, "exposure").state, found.judgement.verdict) == ("clear", "clear_fall")


def test_where_the_months_are_not_known_open_days_are_counted_by_the_calendar(database: Database) -> None:
    sandpit = place_of(database, "sandpit")
    happened(database, sandpit, [date(2022, 8, 3), *(date(2023, month, 6) for month in range(1, 11))])
    happened(database, sandpit, [date(2024, month, 5) for month in range(1, 11)])
    key = measure(
        database, place_id=sandpit, decided_on=date(2024, 12, 1), started_on=date(2025, 1, 1), trigger_first=None,
        evaluate_on=date(2025, 12, 31),
    )  # fmt: skip
    found = effect(database, key, date(2025, 12, 31))
    assert found.exposure_kind == "open_days"
    assert [one.short for one in found.before] == ["2023", "2024"]  # in 2022 somebody began to write in August
    assert (gate(found, "exposure").reason, found.judgement.verdict) == ("estimated", "probable_fall")


# ---------------------------------------------------------------- nothing to count


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"started_on": None, "status": MeasureStatus.ADOPTED}, "har ikke begynt"),
        ({"origin": "already_done", "started_on": None}, "gjorde dere fra før"),
        ({"place_id": None}, "ikke noe vi kan telle"),
    ],
)
def test_a_measure_without_numbers_says_what_to_do(database: Database, values: dict[str, Any], said: str) -> None:
    with pytest.raises(Problem, match=said):
        effect(database, measure(database, **values))


def test_a_measure_that_is_not_there_is_told(database: Database) -> None:
    with pytest.raises(Problem, match="finnes ikke"):
        effect(database, Key(int=99))


def test_before_the_first_day_it_has_not_begun(database: Database) -> None:
    with pytest.raises(Problem, match="har ikke begynt"):
        effect(database, measure(database, decided_on=date(2025, 3, 1)), date(2025, 3, 9))


def test_where_nothing_can_be_counted_yet_the_day_is_told(database: Database) -> None:
    key = measure(database, place_id=place_of(database, "sandpit"), trigger_first=date(2025, 1, 1))
    with pytest.raises(Problem, match=r"Vi teller fra 1\. januar 2026"):
        effect(database, key, date(2025, 8, 1))


def test_a_hill_in_use_in_what_is_left_of_the_bad_winter_is_not_said_to_be_out_of_use(database: Database) -> None:
    use_the_hill(database, {2022: (14, 35), 2023: (15, 33)})
    database.write(log_days, place_of(database), [date(2025, 3, 12)], by=LEADER, today=TODAY)
    key = measure(database)
    assert effect(database, key, date(2025, 3, 11)).judgement.verdict == "not_in_use"
    with pytest.raises(Problem, match=r"for tidlig .* Vi teller fra 1\. oktober 2025"):
        effect(database, key, date(2025, 3, 12))


def test_a_day_planned_before_there_is_anything_to_count_is_told(database: Database) -> None:
    key = measure(
        database, place_id=place_of(database, "sandpit"), trigger_first=date(2025, 1, 1), evaluate_on=date(2025, 9, 1),
    )  # fmt: skip
    with pytest.raises(Problem, match=r"1\. september 2025, kommer før .* Velg en senere dag"):
        effect(database, key)


@pytest.mark.parametrize(
    ("tertial", "said"),
    [("2026-T3", "har ikke begynt"), ("2024-T1", "begynte etter"), ("2025-T1", "utløste tiltaket")],
)
def test_a_tertial_with_nothing_to_count_says_why(database: Database, tertial: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        effect(database, measure(database), tertial=tertial)


def test_who_may_not_see_incidents_may_not_see_this(database: Database) -> None:
    with pytest.raises(Problem):
        database.read(measure_effect, measure(database), viewer=NOBODY, today=TODAY)
