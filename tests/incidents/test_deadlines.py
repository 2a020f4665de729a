"""A case has a deadline: the usual one, or one of its own; it is seen in the case, on the front page and in reports."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from ikdesk.incidents.actions import close_incident, handle_incident, record_incident
from ikdesk.incidents.close_actions import close_case, close_on_the_spot
from ikdesk.incidents.close_model import Closing, Later, Left, lacking
from ikdesk.incidents.close_sentences import lacking_words, later_words, not_told_words
from ikdesk.incidents.count_queries import handling
from ikdesk.incidents.model import Status
from ikdesk.incidents.queries import IncidentDetail, incident_detail
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure
from ikdesk.measures.queries import measure_detail
from ikdesk.start.attention_model import AttentionRow
from ikdesk.start.queries import FrontPage, front_page
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values, undo_last

PERIOD = parse_period("2026-T1")


def record(database: Database, day: date, **changes: Any) -> Key:
    values = incident_values(database, occurred_on=day, **changes)
    key: Key = database.write(
        record_incident, values, told_at=datetime.combine(day, time(12)), by=LEADER, today=TODAY
    )
    return key


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def detail(database: Database, key: Key) -> IncidentDetail:
    found = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    return found


def due_by(database: Database, key: Key, day: date | None) -> None:
    database.write(handle_incident, key, {"due_on": day}, by=LEADER, today=TODAY)


def test_the_usual_deadline_holds_until_one_of_its_own_is_chosen(database: Database) -> None:
    key = record(database, ago(10))
    assert (detail(database, key).due, detail(database, key).days_left) == (ago(10) + timedelta(days=28), 18)
    due_by(database, key, ago(3))
    assert detail(database, key).days_left == -3
    database.write(close_incident, key, at=NOON, by=LEADER, today=TODAY)
    assert detail(database, key).days_left is None


def test_the_front_page_tells_what_is_late_and_what_comes_in_that_order(database: Database) -> None:
    soon, late, today, usual = (record(database, ago(10)) for _n in range(4))
    for key, day in ((soon, TODAY + timedelta(days=4)), (late, ago(3)), (today, TODAY)):
        due_by(database, key, day)
    page: FrontPage = database.read(front_page, viewer=LEADER, today=TODAY)
    rows = [row for row in page.attention if isinstance(row, AttentionRow)]
    assert [(row.id, row.days_left) for row in rows] == [(late, -3), (today, 0), (soon, 4), (usual, 18)]
    assert page.overdue == 1


def test_reports_count_by_the_deadline_each_case_has(database: Database) -> None:
    long, short = record(database, ago(60)), record(database, ago(10))
    due_by(database, long, TODAY)  # in time, though it took sixty days
    due_by(database, short, ago(5))  # late, though it took ten
    for key in (long, short):
        database.write(close_incident, key, at=NOON, by=LEADER, today=TODAY)
    found = database.read(handling, PERIOD, 28, viewer=LEADER, today=TODAY)
    assert (found.due, found.in_time) == (2, 1)


def test_an_open_case_past_its_own_deadline_is_late_in_reports(database: Database) -> None:
    key = record(database, ago(10))
    assert database.read(handling, PERIOD, 28, viewer=LEADER, today=TODAY).due == 0
    due_by(database, key, ago(1))
    assert database.read(handling, PERIOD, 28, viewer=LEADER, today=TODAY).due == 1


def test_those_with_a_proposal_are_counted_whether_in_chips_or_in_words(database: Database) -> None:
    keys = [record(database, ago(9)) for _n in range(3)]
    database.write(handle_incident, keys[0], {"prevent": ("adult_closer",)}, by=LEADER, today=TODAY)
    database.write(handle_incident, keys[1], {"prevent_said": "Et gjerde."}, by=LEADER, today=TODAY)
    assert database.read(handling, PERIOD, 28, viewer=LEADER, today=TODAY).with_proposal == 2


def test_closing_keeps_the_answer_the_days_and_the_reasons_in_one_step(database: Database) -> None:
    key = record(database, ago(5))
    first, second = (
        database.write(add_measure, measure_values(database), incidents=[key], by=LEADER, today=TODAY)
        for _n in range(2)
    )
    database.steps.begin(LEADER.person)
    closing = Closing("Takk for at du sa fra.", {
        first: Later(TODAY + timedelta(days=60)), second: Later(None, "Porten er flyttet."),
    })  # fmt: skip
    database.write(close_case, key, closing, at=NOON, by=LEADER, today=TODAY)
    found = detail(database, key)
    assert (found.status, found.reply) == (Status.CLOSED, "Takk for at du sa fra.")
    measure = database.read(measure_detail, first, viewer=LEADER, today=TODAY)
    assert measure is not None
    assert measure.evaluate_on == TODAY + timedelta(days=60)
    undo_last(database)
    found = detail(database, key)
    assert (found.status is Status.CLOSED, found.reply) == (False, None)


def test_a_day_that_is_past_is_refused_and_nothing_is_closed(database: Database) -> None:
    key = record(database, ago(5))
    measure = database.write(add_measure, measure_values(database), incidents=[key], by=LEADER, today=TODAY)
    with pytest.raises(Invalid) as wrong:
        database.write(close_case, key, Closing(None, {measure: Later(TODAY)}), at=NOON, by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {"day_1"}
    assert detail(database, key).status is not Status.CLOSED


def test_another_cases_measure_is_left_alone(database: Database) -> None:
    key, other = record(database, ago(5)), record(database, ago(6))
    measure = database.write(add_measure, measure_values(database), incidents=[other], by=LEADER, today=TODAY)
    closing = Closing(None, {measure: Later(TODAY + timedelta(days=9))})
    database.write(close_case, key, closing, at=NOON, by=LEADER, today=TODAY)
    found = database.read(measure_detail, measure, viewer=LEADER, today=TODAY)
    assert found is not None
    assert found.evaluate_on is None


def test_what_was_put_right_on_the_spot_is_closed_at_once_if_it_is_new_and_mild(database: Database) -> None:
    key, grave = record(database, ago(1)), record(database, ago(1), severity=2)
    database.write(close_on_the_spot, key, at=NOON, by=LEADER, today=TODAY)
    assert (detail(database, key).status, detail(database, key).handling) == (Status.CLOSED, "Rettet på stedet.")
    for again in (key, grave):
        with pytest.raises(Problem):
            database.write(close_on_the_spot, again, at=NOON, by=LEADER, today=TODAY)


def test_what_is_missing_is_hinted_by_kind() -> None:
    hurt = {"kind": "child_injury", "severity": 2, "routine_status": None}
    assert lacking_words(list(lacking(hurt))) == (
        "Ikke fylt ut: hva slags skade, hvor på kroppen, behandlingen, hvem som fikk beskjed, årsaken, om en rutine "
        "ble brutt eller manglet og hva som ville hindret det."
    )
    full = {**hurt, "injury_kind": "graze", "body_part": "knee", "treatment": ("none",), "notified": ("parents",),
            "causes": ("weather",), "routine_status": "followed", "prevent": ("nothing",)}  # fmt: skip
    assert list(lacking(full)) == []
    assert list(lacking({"kind": "environment_42", "severity": 0})) == []
    assert (lacking_words([]), not_told_words([])) == ("", "")


def test_what_comes_later_is_said_for_each_measure() -> None:
    day = date(2026, 6, 15)
    one = Left(Key(int=1), 1, "Voksen på toppen", done=True, deadline=None, evaluate_on=None)
    assert list(later_words([one], {one.id: Later(day)})) == ["15.06.2026 spør IKdesk om «Voksen på toppen» virket."]
    assert "blir ikke fulgt videre her: Flyttet." in next(later_words([one], {one.id: Later(None, "Flyttet.")}))
    assert "har ingen dag" in next(later_words([one], {}))
