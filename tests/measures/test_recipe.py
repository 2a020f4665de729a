"""The demo kindergarten's own story: what each way of looking at the sledding hill may say, and may not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.evidence.kinds import Gate, Tally
from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import SYSTEM, Key
from ikdesk.measures.effect_model import Effect
from ikdesk.measures.effect_queries import focus_effects, measure_effect
from ikdesk.measures.model import Measure
from ikdesk.start.demo_actions import DEMO_DAY, make_demo
from ikdesk.unit.model import ExposureDay
from tests.engines import warm
from tests.samples import TODAY


@pytest.fixture(scope="module")
def solbakken() -> Iterator[Database]:
    """The demo with its measures."""
    connection = driver.connect(":memory:", isolation_level=None, check_same_thread=False)
    database = Database(warm(lambda: connection, driver), Clock(DEMO_DAY), lambda _error: None)
    migrations.make_new(database.engine, Base.metadata)
    database.write(make_demo, by=SYSTEM, today=TODAY)
    yield database
    database.close()


@pytest.fixture
def copy(solbakken: Database) -> Iterator[Database]:
    """One of one's own, to change."""
    connection = driver.connect(":memory:", isolation_level=None, check_same_thread=False)
    with solbakken.raw() as whole:
        whole.backup(connection)
    database = Database(warm(lambda: connection, driver), Clock(DEMO_DAY), lambda _error: None)
    yield database
    database.close()


def first_measure(database: Database) -> Key:
    return database.read(lambda session: session.scalars(select(Measure.id).where(Measure.number == 1)).one())


def effect(database: Database, today: date = DEMO_DAY, tertial: str = "") -> Effect:
    period = parse_period(tertial) if tertial else None
    return database.read(measure_effect, first_measure(database), viewer=SYSTEM, today=today, tertial=period)


def gate(found: Effect, code: str) -> Gate:
    return next(one for one in found.judgement.gates if one.code == code)


def states(found: Effect) -> dict[str, str]:
    return {one.code: one.state for one in found.judgement.gates}


def change(database: Database, **values: Any) -> None:
    """Change the four measures that came at once."""

    def written(session: Session, *, by: Any) -> None:
        for measure in session.scalars(select(Measure).where(Measure.number <= 4)):
            for name, value in values.items():
                setattr(measure, name, value)

    database.write(written, by=SYSTEM)


def forget_days(database: Database, before: date) -> None:
    """Take back all days in use before a day."""

    def written(session: Session, *, by: Any) -> None:
        for day in session.scalars(select(ExposureDay).where(ExposureDay.day < before)):
            day.withdraw("Prøve", session.info["now"])

    database.write(written, by=SYSTEM)


def test_whole_winters_show_a_clear_fall(solbakken: Database) -> None:
    found = effect(solbakken)
    judged = found.judgement
    assert (judged.verdict, judged.before, judged.after) == ("clear_fall", Tally(29, 68), Tally(4, 31))
    assert judged.ratio.ratio == pytest.approx(0.303, abs=0.0005)
    assert judged.ratio.exact_low == pytest.approx(0.077, abs=0.0005)
    assert judged.ratio.exact_high == pytest.approx(0.862, abs=0.0005)
    assert judged.ratio.p_fall_exact == pytest.approx(0.0100, abs=0.00005)
    assert [(one.short, one.role, one.events, one.exposure) for one in found.seasons] == [
        ("2022–23", "before", 14, 35), ("2023–24", "before", 15, 33), ("2024–25", "trigger", 17, 36),
        ("2025–26", "after", 4, 31),
    ]  # fmt: skip
    assert [one.serious for one in found.seasons] == [2, 2, 2, 0]
    assert (found.exposure_kind, found.word, found.provisional) == ("logged", "akedag", False)


def test_every_gate_has_its_state(solbakken: Database) -> None:
    assert states(effect(solbakken)) == {
        "regression": "handled", "reporting": "clear", "unplanned": "clear", "bundle": "handled",
        "dispersion": "clear", "exposure": "clear",
    }  # fmt: skip


def test_they_came_together_and_the_verdict_is_for_all_that_have_begun(solbakken: Database) -> None:
    assert [one.number for one in effect(solbakken).bundle] == [2, 3, 4, 5, 6]
    assert [one.number for one in effect(solbakken, date(2025, 8, 31), "2025-T2").bundle] == [2, 3, 4]


def test_the_first_tertial_shows_a_clear_fall_too(solbakken: Database) -> None:
    found = effect(solbakken, tertial="2026-T1")
    judged = found.judgement
    assert (judged.verdict, judged.before, judged.after) == ("clear_fall", Tally(23, 53), Tally(3, 25))
    assert judged.ratio.ratio == pytest.approx(0.277, abs=0.0005)
    assert judged.ratio.exact_low == pytest.approx(0.053, abs=0.0005)
    assert judged.ratio.exact_high == pytest.approx(0.915, abs=0.0005)
    assert judged.ratio.p_fall_exact == pytest.approx(0.016, abs=0.0005)
    assert [(one.short, one.role) for one in found.seasons] == [
        ("T1 2023", "before"), ("T1 2024", "before"), ("T1 2025", "trigger"), ("T1 2026", "after"),
    ]  # fmt: skip
    assert states(found)["reporting"] == states(found)["dispersion"] == "clear"


def test_with_the_bad_winter_alone_nothing_can_be_said(copy: Database) -> None:
    forget_days(copy, date(2024, 8, 1))
    found = effect(copy)
    judged = found.judgement
    assert (judged.before, judged.after) == (Tally(17, 36), Tally(4, 31))
    assert judged.ratio.ratio == pytest.approx(0.273, abs=0.0005)
    assert judged.ratio.exact_low == pytest.approx(0.067, abs=0.0005)
    assert judged.ratio.exact_high == pytest.approx(0.838, abs=0.0005)
    assert (judged.verdict, judged.uncapped) == ("cannot_say", "clear_fall")
    assert (gate(found, "regression").state, gate(found, "regression").ceiling) == ("caps", "cannot_say")


def test_with_the_bad_winter_among_three_it_is_probable_at_most(copy: Database) -> None:
    change(copy, trigger_kept=True)
    found = effect(copy)
    assert (found.judgement.before, found.judgement.after) == (Tally(46, 104), Tally(4, 31))
    assert (found.judgement.verdict, found.judgement.uncapped) == ("probable_fall", "clear_fall")
    assert gate(found, "regression").ceiling == "probable"
    assert [one.role for one in found.seasons] == ["before", "before", "before", "after"]
    assert effect(copy, tertial="2026-T1").judgement.before == Tally(36, 81)


@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2026, 2, 1), date(2026, 4, 29)])
def test_cut_off_before_the_planned_day_it_is_provisional_and_probable_at_most(
    solbakken: Database, today: date
) -> None:
    found = effect(solbakken, today)
    assert found.provisional
    assert found.counted_to == today
    assert found.judgement.verdict in {"cannot_say", "probable_fall"}
    assert gate(found, "unplanned").state == "caps"
    assert states(found)["reporting"] == states(found)["exposure"] == "clear"  # the same part of every winter


@pytest.mark.parametrize("today", [date(2026, 5, 1), date(2026, 6, 15), date(2027, 2, 1)])
def test_seen_later_it_is_the_same(solbakken: Database, today: date) -> None:
    assert effect(solbakken, today) == effect(solbakken)


def test_without_a_planned_day_it_is_probable_at_most(copy: Database) -> None:
    change(copy, evaluate_on=None)
    found = effect(copy)
    assert (found.judgement.verdict, found.provisional, found.planned) == ("probable_fall", True, None)


def test_a_planned_day_after_the_winter_counts_no_more_than_the_winter(copy: Database) -> None:
    change(copy, evaluate_on=date(2026, 5, 20))
    found = effect(copy, date(2026, 5, 20))
    assert (found.judgement.verdict, found.counted_to) == ("clear_fall", date(2026, 4, 30))


def test_a_planned_day_in_the_next_winter_makes_this_one_a_look_on_the_way(copy: Database) -> None:
    change(copy, evaluate_on=date(2027, 4, 30))
    assert effect(copy, date(2026, 6, 1)).provisional


def test_the_summer_tertial_is_not_in_use_and_not_praised(solbakken: Database) -> None:
    found = effect(solbakken, date(2025, 8, 31), "2025-T2")
    assert found.judgement.verdict == "not_in_use"
    assert found.judgement.ratio.ratio is None
    assert [(one.short, one.role, one.events, one.exposure) for one in found.after] == [("T2 2025", "after", 0, 0)]


def test_in_the_summer_after_the_bad_winter_it_is_not_in_use(solbakken: Database) -> None:
    found = effect(solbakken, date(2025, 8, 1))
    assert (found.judgement.verdict, found.after) == ("not_in_use", ())
    assert found.judgement.after == Tally(0, 0)


def test_the_autumn_has_too_few_days_to_say_anything(solbakken: Database) -> None:
    found = effect(solbakken, date(2025, 12, 31), "2025-T3")
    assert (found.judgement.verdict, found.judgement.before, found.judgement.after) == (
        "cannot_say", Tally(6, 15), Tally(1, 6),
    )  # fmt: skip


def test_the_tertial_of_the_bad_winter_has_nothing_to_compare(solbakken: Database) -> None:
    with pytest.raises(Problem, match="utløste tiltaket"):
        effect(solbakken, date(2025, 4, 30), "2025-T1")


def test_the_hill_is_the_focus_of_the_report(solbakken: Database) -> None:
    found = solbakken.read(focus_effects, parse_period("2026-T1"), viewer=SYSTEM, today=DEMO_DAY)
    hill = [one for one in found if one.target.standard == "sledding_hill"]
    assert [(one.number, one.by, one.judgement.verdict) for one in hill] == [(1, "tertial", "clear_fall")]
    assert found[0] is hill[0]
    assert hill[0] == effect(solbakken, tertial="2026-T1")


def test_the_report_of_the_summer_says_that_the_hill_was_not_in_use(solbakken: Database) -> None:
    found = solbakken.read(focus_effects, parse_period("2025-T2"), viewer=SYSTEM, today=date(2025, 8, 31))
    assert ("sledding_hill", "not_in_use") in [(one.target.standard, one.judgement.verdict) for one in found]
