"""What the demo kindergarten thinks can go wrong: its hill before and after the measures, and some other things."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.personal import found_in
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.measures.model import MeasureStatus
from ikdesk.risks.log_model import Against
from ikdesk.risks.matrix_model import Grade
from ikdesk.risks.model import RiskForm, Side, Standing, Works
from ikdesk.risks.queries import risk_list, risk_version, risk_view
from ikdesk.risks.rating_model import Outcome
from ikdesk.risks.view_model import Lack, Mark, RiskGroup, RiskLine, RiskRow, RiskView
from ikdesk.start.demo_actions import DEMO_DAY

HILL = "Aking i Store akebakken"
THEN = date(2025, 3, 17)
WINTERS = {"2024–25": 17, "2025–26": 4}


@pytest.fixture(scope="module")
def rows(demo: Database) -> dict[str, RiskRow]:
    found = demo.read(risk_list, RiskGroup.ALL, viewer=SYSTEM, today=DEMO_DAY)
    return {row.title: row for row in found}


@pytest.fixture(scope="module")
def views(demo: Database, rows: dict[str, RiskRow]) -> dict[str, RiskView]:
    return {title: seen(demo, row) for title, row in rows.items()}


def seen(demo: Database, row: RiskRow, **asked: Any) -> RiskView:
    found = demo.read(risk_view, row.id, viewer=SYSTEM, **{"today": DEMO_DAY, **asked})
    assert found is not None
    return found


def cell(mark: Mark | None) -> tuple[int, int, Grade] | None:
    return None if mark is None else (mark.probability, mark.consequence, mark.grade)


def line(view: RiskView, outcome: Outcome) -> RiskLine:
    return next(one for one in view.lines if one.outcome is outcome)


def test_the_hill_is_assessed_before_and_after_with_two_ways_of_ending(views: dict[str, RiskView]) -> None:
    likely, worst = line(views[HILL], Outcome.LIKELY), line(views[HILL], Outcome.WORST)
    assert (cell(likely.mark_before), cell(likely.mark)) == ((5, 2, Grade.MEDIUM), (4, 2, Grade.MEDIUM))
    assert (cell(worst.mark_before), cell(worst.mark)) == ((4, 3, Grade.HIGH), (2, 3, Grade.MEDIUM))


def test_what_was_hoped_for_the_hill_is_told_apart_from_what_came(views: dict[str, RiskView]) -> None:
    likely = line(views[HILL], Outcome.LIKELY)
    assert cell(likely.mark_expected) == (3, 2, Grade.LOW)
    assert likely.actual is not None
    assert likely.actual.probability == 4  # they hoped for more


def test_the_log_says_of_the_hill_what_was_judged(demo: Database, rows: dict[str, RiskRow]) -> None:
    for day, step, events in ((THEN, 5, 17), (date(2026, 4, 13), 4, 4)):
        log = line(seen(demo, rows[HILL], today=day), Outcome.LIKELY).log
        assert log is not None
        assert (log.likely, log.events, log.against) == (step, events, Against.AGREES)


def test_what_the_demo_keeps_of_the_log_is_what_the_log_said(views: dict[str, RiskView]) -> None:
    told = [one.sentence for one in views[HILL].hazards[0].ratings if one.sentence and one.outcome is Outcome.LIKELY]
    assert len(told) == len(WINTERS)
    for sentence, (winter, events) in zip(told, WINTERS.items(), strict=True):
        assert f"{events} hendelser vinteren {winter}" in sentence


def test_on_the_day_it_was_decided_the_hill_was_still_red(demo: Database, rows: dict[str, RiskRow]) -> None:
    then = seen(demo, rows[HILL], on=THEN)
    assert cell(line(then, Outcome.WORST).mark) == (4, 3, Grade.HIGH)


def test_the_hill_was_approved_twice_and_the_first_version_knows_nothing_of_the_winter_after(
    demo: Database, views: dict[str, RiskView]
) -> None:
    versions = {one.edition: one for one in views[HILL].versions}
    assert {edition: one.approved_on for edition, one in versions.items()} == {
        1: date(2025, 3, 24), 2: date(2026, 4, 20),
    }  # fmt: skip
    assert versions[2].change_note
    assert not views[HILL].changed
    first = demo.read(risk_version, versions[1].id, viewer=SYSTEM, today=DEMO_DAY)
    assert first is not None
    assert line(first, Outcome.LIKELY).actual is None
    assert len(first.lines) == 3  # the jump was a danger of its own then


def test_the_hill_is_tied_to_the_measures_and_the_routine_of_the_demo(views: dict[str, RiskView]) -> None:
    barriers = views[HILL].hazards[0].barriers
    tied = [one for one in barriers if one.measure]
    assert len(tied) == 8
    assert {one.measure_status for one in tied} >= {MeasureStatus.ADOPTED, MeasureStatus.TO_EVALUATE}
    assert [one.routine for one in barriers if one.routine] == ["Ake i Store akebakken"]
    assert {one.side for one in barriers} == {*Side}
    assert {one.standing for one in barriers} == {*Standing}


def test_each_barrier_against_one_thing_names_a_cause_or_a_consequence_there_is(views: dict[str, RiskView]) -> None:
    for view in views.values():
        for hazard in view.hazards:
            named = {one.against for one in hazard.barriers if one.against}
            assert named <= {*hazard.causes, *hazard.consequences}, hazard.title


def test_there_is_something_of_everything_to_look_at(views: dict[str, RiskView]) -> None:
    standing = [view for view in views.values() if view.row.closed_on is None]
    assert 8 <= len(standing) <= 12
    lines = [line for view in standing for line in view.lines]
    assert {lack for line in lines for lack in line.lacks} == {*Lack} - {Lack.FELL_BACK}
    assert {line.mark.grade for line in lines if line.mark} == {*Grade}
    assert {view.row.form for view in standing} == {*RiskForm}
    assert sum(line.acceptance is not None and Lack.ACCEPTANCE_OVER not in line.lacks for line in lines) == 2
    works = {barrier.works for view in standing for hazard in view.hazards for barrier in hazard.barriers}
    assert works == {*Works}


def test_one_red_risk_has_nothing_done_about_it_and_one_waits_for_the_owner(views: dict[str, RiskView]) -> None:
    red = {
        view.row.title: {one.measure_status for one in hazard.barriers if one.measure}
        for view in views.values() for hazard in view.hazards for line in hazard.lines
        if line.mark and line.mark.grade is Grade.HIGH
    }  # fmt: skip
    assert red["Snorer, stropper og seler i utetiden"] == set()
    assert red["Hovedporten og gjerdet mot veien"] == {MeasureStatus.PROPOSED}
    assert len(red) == 3


def test_one_assessment_is_past_its_day_and_one_is_closed(rows: dict[str, RiskRow]) -> None:
    assert [title for title, row in rows.items() if row.is_due(DEMO_DAY)] == ["Klatrestativet"]
    assert [title for title, row in rows.items() if row.closed_on] == ["Bading på Solbadet"]


def test_nobody_is_named_in_the_assessments_but_who_answers_for_them(views: dict[str, RiskView]) -> None:
    for view in views.values():
        for hazard in view.hazards:
            told = (hazard.title, *hazard.causes, *hazard.consequences, *(one.title for one in hazard.barriers))
            assert not [text for text in told if found_in(text)]
            assert {one.given_by for one in hazard.ratings} <= {"Tom"}


def test_the_list_says_what_the_pages_say(rows: dict[str, RiskRow], views: dict[str, RiskView]) -> None:
    assert {title: view.row for title, view in views.items()} == rows
