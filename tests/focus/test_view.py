"""What the page of a focus area knows: how often, when, how, how much it was in use, what is done, and the verdict."""

from __future__ import annotations

import itertools
from datetime import date, time, timedelta
from typing import Any

import pytest

from ikdesk.focus.pictures import _points, between_bars, effect_strip, month_bars, over_time, season_bars, where_grid
from ikdesk.focus.queries import focus_areas, focus_view
from ikdesk.focus.sections import _sections
from ikdesk.focus.sentences import days_since_words, happened_words, look_words, season_use_words
from ikdesk.focus.view_model import Group
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.effect_model import What
from ikdesk.measures.effect_queries import effects_of, measure_effect
from ikdesk.measures.model import MeasureStatus
from ikdesk.picture.spec import BarSpec, RunSpec, describe
from ikdesk.unit.actions import set_month_figures
from ikdesk.unit.equipment_actions import add_equipment
from ikdesk.unit.exposure_actions import log_days
from ikdesk.unit.queries import codebook
from tests.focus.places import ASKED, DONE, chosen, hill, seen
from tests.measures.test_effect import DECIDED, happened, know_the_months, measure, use_the_hill
from tests.samples import TODAY, place_of


@pytest.fixture
def book(database: Database) -> Codebook:
    """The unit's lists."""
    return database.read(codebook, **ASKED)


def test_the_verdict_is_the_one_of_the_measure_and_nothing_else(database: Database) -> None:
    view = seen(database, hill(database))
    assert view.effect is not None
    alone = database.read(measure_effect, view.effect.measure, **ASKED)
    assert view.effect == alone
    assert (view.row.verdict, view.effect.judgement.verdict) == ("clear_fall", "clear_fall")
    assert view.seasons == alone.seasons
    assert view.why_no_effect == ""


def test_without_a_measure_it_counts_and_says_what_a_verdict_needs(database: Database, book: Codebook) -> None:
    view = seen(database, hill(database, begun=False))
    assert (view.effect, view.row.verdict, view.events) == (None, None, 4)
    assert "Legg inn et tiltak" in view.why_no_effect
    assert [(one.short, one.events, one.exposure) for one in view.seasons] == [
        ("2022–23", 14, 35), ("2023–24", 15, 33), ("2024–25", 17, 36), ("2025–26", 4, 31)]  # fmt: skip
    assert effect_strip(view, book) is None
    seasons = season_bars(view, book)
    assert seasons is not None
    assert "31 akedager" in describe(seasons)


def test_a_measure_of_today_says_itself_that_it_is_too_early(database: Database) -> None:
    place = place_of(database, "sandpit")
    began = {"started_on": TODAY, "decided_on": TODAY, "evaluate_on": None, "trigger_first": date(2026, 1, 1)}
    measure(database, place_id=place, **began)
    assert "for tidlig" in seen(database, chosen(database, place_id=place)).why_no_effect


def test_the_numbers_are_of_the_last_twelve_months_beside_the_year_before(database: Database, book: Codebook) -> None:
    key = hill(database)
    happened(database, place_of(database), [TODAY], severity=3)
    happened(database, place_of(database, "sandpit"), [TODAY, TODAY])
    view = seen(database, key)
    assert (view.events, view.events_before, view.serious, view.everywhere) == (5, 17, 1, 7)
    assert view.grades == ((1, 4), (3, 1))
    assert happened_words(view) == "5 av 7 hendelser de siste 12 månedene skjedde her."
    assert season_use_words(view, book) == "31 akedager i 2025–26"


def test_months_outside_the_season_are_closed_and_not_zero(database: Database) -> None:
    months = {(one.month.year, one.month.month): one for one in seen(database, hill(database)).months}
    assert not months[2025, 12].closed
    assert months[2025, 12].events == 4
    assert months[2025, 7].closed
    happened(database, place_of(database), [date(2025, 7, 5)])
    key = database.read(focus_areas, **ASKED)[0].id
    summer = next(one for one in seen(database, key).months if (one.month.year, one.month.month) == (2025, 7))
    assert (summer.events, summer.closed) == (1, False)


def test_the_timeline_has_measures_as_flags_and_the_levels_of_the_verdict(database: Database, book: Codebook) -> None:
    key = hill(database)
    measure(database, title="Voksen på topp", started_on=DECIDED)
    bars = month_bars(seen(database, key), book)
    assert bars.title == "Akebakke: tydelig nedgang"
    assert [flag.words for flag in bars.flags] == ["2 tiltak, fra 10. mars 2025"]
    assert [level.words.split(":")[0] for level in bars.levels] == ["før", "etter"]
    assert bars.labels[bars.levels[1].first] == "okt"
    assert bars.keys[-1] == "2026-04"


def test_days_between_count_the_season_only(database: Database, book: Codebook) -> None:
    view = seen(database, hill(database))
    first_of_last = next(gap for gap in view.gaps if gap.day == date(2025, 12, 1))
    calendar = (first_of_last.day - max(gap.day for gap in view.gaps if gap.day < first_of_last.day)).days
    assert first_of_last.days == calendar - 153  # from May to September nobody sleds
    assert view.days_since == (TODAY - date(2025, 12, 7)).days
    assert days_since_words(view) == "144 dager i sesongen siden sist"
    bars = between_bars(view, book)
    assert bars is not None
    assert (bars.labels[-1], bars.open_last, bars.series[0].values[-1]) == ("nå", True, 144)


def test_few_events_give_the_days_between_and_many_give_a_run_chart(database: Database, book: Codebook) -> None:
    room = place_of(database, "playroom")
    start = date(2024, 1, 2)
    happened(database, room, [start + timedelta(days=60 * n) for n in range(12)])
    key = chosen(database, place_id=room)
    assert isinstance(over_time(seen(database, key), book), BarSpec)
    months = [date(2024 + n // 12, n % 12 + 1, 3) for n in range(27)]
    happened(database, room, [day for n, day in enumerate(months) for _one in range((6, 9, 5, 10)[n % 4])])
    many = over_time(seen(database, key), book)
    assert isinstance(many, RunSpec)
    assert many.title == "Avdeling / lekerom: svinger som tilfeldigheter gjør"
    happened(database, place_of(database, "sandpit"), [TODAY])
    few = chosen(database, place_id=place_of(database, "sandpit"))
    assert over_time(seen(database, few), book) is None


def test_where_days_in_use_are_written_down_the_run_chart_is_of_rates(database: Database, book: Codebook) -> None:
    place = place_of(database)
    use_the_hill(database, {})
    months = [date(year, month, 2) for year in (2024, 2025, 2026) for month in (1, 2, 3, 4, 10, 11, 12)][:17]
    for day, used in zip(months, itertools.cycle((3, 5, 12, 8)), strict=False):
        database.write(log_days, place, [day + timedelta(days=at) for at in range(used)], **DONE)
        happened(database, place, [day] * used)  # one for each day in use, all the time
    chart = over_time(seen(database, chosen(database)), book)
    assert isinstance(chart, RunSpec)
    assert chart.unit == "hendelser per 10 dager i bruk"
    assert set(chart.values) == {10.0}
    assert not chart.marked
    few, many = chart.high[0] or 0, chart.high[2] or 0
    assert few > many > 10  # few days say less
    assert "få dager i bruk" in chart.caption


def test_what_happens_when_is_told_by_how_it_happens_or_by_what_they_did(database: Database, book: Codebook) -> None:
    place = place_of(database)
    happened(database, place, [TODAY] * 3, mechanism="collision", activity="sledding", occurred_time=time(10, 40))
    happened(database, place, [TODAY], mechanism="fall_same", activity="sledding", occurred_time=None)
    view = seen(database, chosen(database))
    assert view.pattern.by == "mechanism"
    assert view.pattern.rows == ("collision", "fall_same")
    assert view.pattern.cells == ((0, 3, 0, 0, 0, 0), (0, 0, 0, 0, 0, 1))
    grid = where_grid(view, book)
    assert grid is not None
    assert grid.title == "Akebakke: 3 av 4 er sammenstøt, påkjørsel"
    assert grid.columns[1:] == ("kl. 9–11", "kl. 11–13", "kl. 13–15", "etter kl. 15", "uten klokkeslett")
    assert (grid.row_sums, grid.total) == ((3, 1), 4)
    other = seen(database, chosen(database, mechanism="collision"))
    assert (other.pattern.by, other.pattern.rows) == ("activity", ("sledding",))


def test_measures_stand_in_the_groups_the_staff_talk_of(database: Database) -> None:
    key = hill(database)
    proposed: dict[str, Any] = {"status": MeasureStatus.PROPOSED, "started_on": None, "decided_on": None,
                                "trigger_first": None, "evaluate_on": None}  # fmt: skip
    measure(database, title="Voksen ute", origin="already_done", **{**proposed, "status": MeasureStatus.RUNNING})
    measure(database, title="Fjerne stolpen", origin="needs_owner", **proposed)
    measure(database, title="Måle bakken", origin="planned", **proposed)
    measure(database, title="Forkastet", status=MeasureStatus.REJECTED, rejected_why="For dyrt.")
    measure(database, title="Et annet sted", place_id=place_of(database, "sandpit"))
    measure(database, title="En del av bakken", place_id=place_of(database), activity="sledding")
    view = seen(database, key)
    told = {group: [one.title for one in view.of(group)] for group in Group}
    assert told == {
        Group.ALREADY: ["Voksen ute"], Group.STARTED: ["Egen opp-løype", "En del av bakken"],
        Group.PLANNED: ["Måle bakken"], Group.OWNER: ["Fjerne stolpen"],
    }  # fmt: skip


def test_a_measure_against_a_part_gives_the_verdict_of_the_whole_where_no_other_does(database: Database) -> None:
    key = hill(database, begun=False)
    measure(database, place_id=place_of(database), activity="climbing")
    view = seen(database, key)
    assert view.effect is not None
    assert view.effect.judgement.after.events == 4  # all of the hill, though none of them climbed


def test_before_the_staff_nothing_is_counted_that_only_some_may_know(database: Database) -> None:
    key, place = hill(database), place_of(database)
    day = [date(2026, 2, 3)]
    happened(database, place, day, restricted=True)
    happened(database, place, day, kind="staff_injury")
    happened(database, place, day, kind="environment_42")
    whole, shared = seen(database, key), seen(database, key, shared=True)
    assert (whole.events, shared.events, shared.shared) == (7, 4, True)
    assert shared.effect is not None
    assert (shared.effect.judgement.after.events, shared.everywhere) == (4, 4)
    assert sum(one.events for one in shared.months) == sum(one.events for one in whole.months) - 3


def test_equipment_is_counted_by_what_was_pointed_at(database: Database) -> None:
    know_the_months(database, 2023, 2026)
    piece = database.write(add_equipment, {"name": "Rattkjelken", "kind": "sledge"}, **DONE)
    place = place_of(database)
    happened(database, place, [date(2024, 2, 1) + timedelta(days=n) for n in range(8)], equipment_id=piece)
    happened(database, place, [date(2026, 2, 1)], equipment_id=piece)
    happened(database, place, [date(2026, 2, 2)])
    measure(database, activity=None, equipment_id=piece, started_on=date(2025, 1, 1), decided_on=date(2025, 1, 1),
            trigger_first=None)  # fmt: skip
    key = chosen(database, equipment_id=piece)
    view = seen(database, key)
    assert (view.events, view.row.title) == (1, "Rattkjelken")
    (effect,) = database.read(effects_of, [What(equipment_id=piece)], **ASKED)
    assert view.effect == effect
    assert effect.judgement.after.events == 1
    assert database.read(focus_areas, **ASKED)[0].events == 1


def test_fewer_than_before_asks_whether_fewer_are_told_of(database: Database) -> None:
    assert seen(database, hill(database)).falls
    place = place_of(database, "sandpit")
    happened(database, place, [date(2026, 1, 7), date(2026, 1, 8), date(2025, 1, 9)])
    assert not seen(database, chosen(database, place_id=place)).falls


def test_a_year_of_which_only_a_part_was_recorded_is_not_set_beside(database: Database) -> None:
    place = place_of(database)
    happened(database, place, [date(2024, 9, 2), date(2025, 1, 9), date(2026, 1, 9)])
    key = chosen(database, place_id=place)
    assert (seen(database, key).events_before, seen(database, key).falls) == (None, False)
    happened(database, place_of(database, "swing"), [date(2024, 5, 20)])
    assert (seen(database, key).events_before, seen(database, key).falls) == (2, True)


def test_months_the_unit_was_closed_are_missing_and_not_quiet(database: Database, book: Codebook) -> None:
    place = place_of(database, "playroom")
    happened(database, place, [date(2026, 1, 30) - timedelta(days=12 * n) for n in range(20)])
    key = chosen(database, place_id=place)
    quiet = between_bars(seen(database, key), book)
    assert quiet is not None
    assert quiet.title.endswith("90 dager siden sist, lenger enn tilfeldigheter vanligvis gir")
    database.write(set_month_figures, [(2026, month, 20, 0) for month in (2, 3, 4)], **DONE)
    view = seen(database, key)
    between = between_bars(view, book)
    assert between is not None
    assert between.title.endswith("90 dager siden sist")
    assert [one.closed for one in view.months][-4:] == [False, True, True, True]
    assert "sesong" not in month_bars(view, book).subtitle


def test_an_area_nothing_happened_in_says_so_and_draws_what_it_can(database: Database, book: Codebook) -> None:
    view = seen(database, chosen(database))
    assert (view.events, view.last, view.gaps, view.seasons) == (0, None, (), ())
    assert between_bars(view, book) is None
    assert where_grid(view, book) is None
    assert "Ingen hendelser" in happened_words(view)
    assert [section.key for section in _sections(view, book, TODAY)] == ["verdict", "measures"]


def test_the_page_of_paper_says_the_verdict_and_what_is_done_and_names_nobody(
    database: Database, book: Codebook
) -> None:
    key = hill(database)
    measure(database, title="Voksen på topp", started_on=DECIDED, responsible_id=None)
    told, done = _sections(seen(database, key), book, TODAY, "Det er stille.")
    assert told.verdict is not None
    assert told.text[0].endswith("Det er stille.")
    assert told.verdict.word == "Tydelig nedgang"
    assert told.text[0].startswith("4 av 4 hendelser")
    assert done.facts == (
        ("Satt i verk", "Egen opp-løype og Voksen på topp (fra 10.03.2025)"),
        ("Når vi ser på det igjen", "Ingen dag er valgt"),
    )


def test_when_one_looks_again_is_told_as_it_is(database: Database) -> None:
    row = seen(database, chosen(database, next_look=TODAY)).row
    assert look_words(row, TODAY) == "Skal ses på i dag"
    assert look_words(row, TODAY + timedelta(days=1)) == "Skulle vært sett på 30. april 2026"
    assert look_words(row, TODAY - timedelta(days=1)) == "Ses på igjen 30. april 2026"


def test_there_is_no_view_of_what_is_not_there(database: Database) -> None:
    assert database.read(focus_view, Key(int=1), **ASKED) is None


def test_every_month_since_something_was_written_down_is_shown_and_none_before_it_is_counted(
    database: Database, book: Codebook
) -> None:
    room = place_of(database, "playroom")
    happened(database, room, [date(2025, 9, 3) + timedelta(days=20 * n) for n in range(15)])
    view = seen(database, chosen(database, place_id=room), date(2026, 7, 15))
    assert sum(one.events for one in view.months) == 15
    assert [one.month.code for one in view.months if not one.recorded] == ["2025-07", "2025-08"]
    assert len(_points(view)) == 10  # from September to June
