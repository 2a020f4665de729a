"""What the demo kindergarten decided about its hill and some other things, and how far it has come."""

from __future__ import annotations

from datetime import date

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.page import Cut
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.measures.effect_queries import measure_effect
from ikdesk.measures.model import ANSWERS, MeasureStatus
from ikdesk.measures.queries import (
    MeasureDetail,
    MeasureFilter,
    MeasureGroup,
    MeasureRow,
    measure_detail,
    measure_page,
    to_evaluate,
)
from ikdesk.start.demo_actions import DEMO_DAY
from ikdesk.unit.queries import codebook

HILL = "Store akebakken"
AT_ONCE = ["Egen opp-løype med bånd", "Én om gangen", "Ingen aking mot gjerdet", "Voksen på topp og bunn"]


def listed(demo: Database, wanted: MeasureFilter | None = None) -> list[MeasureRow]:
    cut = Cut(sort="number", descending=False)
    return demo.read(measure_page, wanted or MeasureFilter(), cut, viewer=SYSTEM, today=DEMO_DAY).rows


def whole(demo: Database) -> list[MeasureDetail]:
    found = [demo.read(measure_detail, row.id, viewer=SYSTEM, today=DEMO_DAY) for row in listed(demo)]
    return [one for one in found if one]


def test_the_first_four_measures_could_start_at_once_and_did(demo: Database) -> None:
    first = whole(demo)[:4]
    assert [(one.number, one.title) for one in first] == list(enumerate(AT_ONCE, 1))
    for one in first:
        assert (one.origin, one.stage, one.started_on) == ("immediate", MeasureStatus.RUNNING, date(2025, 3, 10))


def test_all_of_the_hill_was_decided_at_the_meeting_because_of_the_winter_before(demo: Database) -> None:
    hill = [one for one in whole(demo) if one.place == HILL]
    assert [one.origin for one in hill] == ["immediate"] * 4 + ["planned"] * 2 + ["needs_owner"] + ["already_done"] * 2
    assert {one.decided_on for one in hill} == {date(2025, 3, 10)}
    planned = [one for one in hill if one.started_on]
    assert {one.evaluate_on for one in planned} == {date(2026, 4, 30)}
    assert {one.trigger_first for one in planned} == {date(2024, 10, 1)}
    assert all(one.activity is None and one.mechanism is None for one in hill)  # everything that happens there counts
    assert all(one.started_on and one.started_on < date(2025, 10, 1) for one in planned)


def test_on_the_day_of_the_demo_the_hill_waits_for_toms_answer(demo: Database) -> None:
    waiting = demo.read(to_evaluate, viewer=SYSTEM, today=DEMO_DAY)
    assert [row.number for row in waiting] == [1, 2, 3, 4, 5, 6]
    assert demo.read(to_evaluate, viewer=SYSTEM, today=date(2026, 4, 29)) == []
    assert not any(one.evaluations for one in whole(demo) if one.place == HILL)


def test_the_post_needs_the_owner_is_late_and_says_what_happens_if_nothing_is_done(demo: Database) -> None:
    post = whole(demo)[6]
    assert (post.title, post.origin, post.status) == ("Fjerne stolpen", "needs_owner", MeasureStatus.ADOPTED)
    assert post.days_left is not None
    assert post.days_left < -90
    assert post.consequence.startswith("Barn kan fortsatt treffe stolpen i fart.")
    assert len(post.incidents) == 3
    late = demo.read(measure_page, MeasureFilter(overdue=True), viewer=SYSTEM, today=DEMO_DAY)
    assert [row.number for row in late.rows] == [7, 15]


def test_there_is_one_of_every_state_a_leader_meets(demo: Database) -> None:
    status = {row.status for row in listed(demo)}
    assert status == set(MeasureStatus) - {MeasureStatus.DID_NOT_WORK}
    for group in MeasureGroup:
        assert listed(demo, MeasureFilter(group=group)), group
    rejected = next(one for one in whole(demo) if one.status is MeasureStatus.REJECTED)
    assert rejected.rejected_why


def test_every_measure_but_what_was_done_anyway_came_of_an_incident(demo: Database) -> None:
    for one in whole(demo):
        assert bool(one.incidents) is (one.origin != "already_done"), one.title
        for incident in one.incidents:
            decided = one.decided_on or DEMO_DAY
            assert incident.occurred_on <= decided, one.title
    assert len(whole(demo)[3].incidents) == 17  # the whole bad winter


def test_answers_were_given_by_tom_on_their_day_and_hold_what_the_numbers_said(demo: Database) -> None:
    answered = [one for one in whole(demo) if one.status in ANSWERS]
    assert len(answered) == 3
    for one in answered:
        (answer,) = one.evaluations
        assert answer.given_by == "Tom"
        assert answer.day <= DEMO_DAY
        assert one.evaluate_on is not None
        assert answer.day >= one.evaluate_on
        assert answer.comment
        if answer.verdict:
            then = demo.read(measure_effect, one.id, viewer=SYSTEM, today=answer.day)
            assert then.judgement.verdict == answer.verdict


def test_every_code_of_a_measure_is_one_that_people_can_choose(demo: Database) -> None:
    book = demo.read(codebook, viewer=SYSTEM, today=DEMO_DAY)
    lists = {"origin": "measure_origin", "kind": "measure_kind", "role": "responsible_role"}
    for one in whole(demo):
        for attribute, name in lists.items():
            assert getattr(one, attribute) in {entry.code for entry in book.entries(name)}, one.title


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_whichever_measure_of_the_hill_is_asked_about_the_winters_are_the_same(demo: Database, number: int) -> None:
    key = next(row.id for row in listed(demo) if row.number == number)
    effect = demo.read(measure_effect, key, viewer=SYSTEM, today=DEMO_DAY)
    before, after = effect.judgement.before, effect.judgement.after
    assert (before.events, before.exposure, after.events, after.exposure) == (29, 68, 4, 31)
