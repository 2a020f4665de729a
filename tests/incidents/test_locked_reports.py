"""What was reported from the locked screen is unconfirmed, counts nowhere, and is confirmed, merged or withdrawn."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from ikdesk.incidents.actions import (
    close_incident,
    correct_incident,
    handle_incident,
    record_incident,
    reopen_incident,
    withdraw_incident,
)
from ikdesk.incidents.count_queries import statistics, tally, total
from ikdesk.incidents.detail_panel import GRADES
from ikdesk.incidents.inbox_actions import (
    confirm_report,
    merge_report,
    receive_report,
)
from ikdesk.incidents.locked_queries import same_event, unconfirmed
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import IncidentDetail, incident_detail
from ikdesk.incidents.unconfirmed_panel import UnconfirmedCard
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.queries import tertial_facts
from ikdesk.start.queries import front_page
from ikdesk.ui.icons import Icon
from ikdesk.unit.actions import close, rename
from ikdesk.unit.model import Place
from tests.looking import Told, desk_of, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values, place_of, undo_last

TOLD = datetime(2026, 4, 29, 10, 55)
STAFF = Viewer(Key(int=9), "Siv", "staff", frozenset({Right.REPORT, Right.READ}))
ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
BY: dict[str, Any] = {"by": LEADER, "today": TODAY}


def note(database: Database, **changes: Any) -> dict[str, Any]:
    values = {
        "kind": "child_injury", "occurred_on": "2026-04-29", "occurred_time": "10:40:00",
        "place_id": changes.get("place_id") or str(place_of(database)), "severity": 1, "story": "Falt i bakken",
        "done_at_once": "Kald klut", "child": "KN", "department_id": None,
    }  # fmt: skip
    return {"kind": "report", "values": values | changes, "words": {"place_id": "Bakken", "kind": "Skade"}}


def received(database: Database, receipt: str = "K7-4Q2", told_at: datetime = TOLD, **changes: Any) -> IncidentDetail:
    assert database.write(receive_report, note(database, **changes), receipt, told_at=told_at, **BY)
    return of(database, f"box:{receipt}")


def of(database: Database, source: str) -> IncidentDetail:
    def ask(session: Any) -> Any:
        return session.scalar(select(Incident.id).where(Incident.source == source))

    found = database.read(incident_detail, database.read(ask), **ASKED)
    assert found is not None
    return found


def recorded(database: Database, **changes: Any) -> Key:
    values = incident_values(database, occurred_on=date(2026, 4, 29), **changes)
    return database.write(record_incident, values, told_at=TOLD, **BY)


def detail(database: Database, key: Key) -> IncidentDetail:
    found = database.read(incident_detail, key, **ASKED)
    assert found is not None
    return found


def test_a_report_arrives_unconfirmed_as_it_was_written(database: Database) -> None:
    told = received(database)
    assert (told.status, told.reported_at, told.number) == (Status.UNCONFIRMED, TOLD, "2026-1")
    assert (told.story, told.done_at_once, told.child, told.severity) == ("Falt i bakken", "Kald klut", "KN", 1)
    assert told.corrections == ()


def test_the_front_page_shows_how_serious_it_is_as_the_list_does(qtbot: QtBot, database: Database) -> None:
    received(database, severity=4)
    received(database, "K7-4Q3", severity=None, story="Uten grad")
    card = shown(qtbot, UnconfirmedCard(desk_of(database), Told()))
    card.reload()
    said = words_on(card).split("\n")
    assert "Svært alvorlig" in said  # beside its icon, not among the rest of the line
    assert "Ikke oppgitt" in said
    drawn = [icon._name for icon in card.findChildren(Icon) if icon.isVisible()]
    assert drawn.count(GRADES["4"].icon) == 1


def test_the_same_box_twice_adds_nothing(database: Database) -> None:
    received(database)
    assert not database.write(receive_report, note(database, story="En annen"), "K7-4Q2", told_at=TOLD, **BY)
    assert [row.story for row in database.read(unconfirmed, **ASKED)] == ["Falt i bakken"]


def numbers(database: Database) -> tuple[Any, ...]:
    period = parse_period("2026-T1")
    facts: Facts = database.read(tertial_facts, period, **ASKED)
    page = database.read(front_page, **ASKED)
    return (
        database.read(total, period, **ASKED), database.read(statistics, period, **ASKED),
        database.read(tally, "month", period, **ASKED), facts, page.waiting, page.this_month, page.weeks,
        page.attention_total, page.overdue, page.unlogged_events,
    )  # fmt: skip


def test_it_counts_nowhere_before_it_is_confirmed_and_everywhere_after(database: Database) -> None:
    recorded(database)
    before = numbers(database)
    key = received(database, severity=4).id
    assert numbers(database) == before
    database.steps.begin(LEADER.person)
    database.write(confirm_report, key, **BY)
    after = numbers(database)
    assert (after[0], after[4], after[5]) == (before[0] + 1, before[4] + 1, before[5] + 1)
    assert after[1].by_severity["4"] == 1
    assert after[3] != before[3]
    told = detail(database, key)
    assert (told.status, told.reported_at) == (Status.REPORTED, TOLD)
    undo_last(database)
    assert numbers(database) == before
    assert detail(database, key).status is Status.UNCONFIRMED


def test_it_is_confirmed_once_and_not_doubted_any_more_when_it_is_followed_up(database: Database) -> None:
    key = received(database).id
    database.steps.begin(LEADER.person)
    database.write(confirm_report, key, **BY)
    step = database.steps.newest(LEADER.person)
    assert step is not None
    with pytest.raises(Problem, match="bekreftet allerede"):
        database.write(confirm_report, key, **BY)
    database.write(handle_incident, key, {"handling": "Sett på"}, **BY)
    with pytest.raises(Problem, match="endret siden"):
        database.undo(step, **BY)


@pytest.mark.parametrize("act", [handle_incident, close_incident])
def test_nothing_is_made_of_it_before_it_is_confirmed(database: Database, act: Any) -> None:
    key = received(database).id
    more = ({"handling": "Sett på"},) if act is handle_incident else ()
    named: dict[str, Any] = {"at": NOON} if act is close_incident else {}
    with pytest.raises(Problem, match="Bekreft den først"):
        database.write(act, key, *more, **named, **BY)


def test_what_it_tells_is_added_to_another_and_that_can_be_undone(database: Database) -> None:
    other, key = recorded(database, story="Slo hodet"), received(database).id
    database.steps.begin(LEADER.person)
    database.write(merge_report, key, other, **BY)
    told, gone = detail(database, other), detail(database, key)
    assert told.story.startswith("Slo hodet\n\nTillegg, meldt fra låst skjerm 29.04.2026 kl. 10.55: Falt i bakken")
    assert "Kald klut" in told.story
    assert told.corrections[0].before == "Slo hodet"
    assert (gone.status, gone.withdrawn_why) == (Status.WITHDRAWN, f"Slått sammen med {told.number}")
    undo_last(database)
    parted = detail(database, other)
    assert parted.story == "Slo hodet"
    assert [row.why for row in parted.corrections] == [f"Slått sammen med {gone.number} (angret)"]
    assert detail(database, key).status is Status.UNCONFIRMED


def test_it_is_merged_with_a_confirmed_one_of_the_same_days_those_at_the_same_place_first(database: Database) -> None:
    elsewhere = recorded(database, place_id=place_of(database, "sandpit"))
    here = recorded(database)
    recorded(database, story="for lenge siden")
    database.write(correct_incident, database.read(same_event, here, **ASKED)[0].id,
                   {"occurred_on": date(2026, 4, 20)}, "", **BY)  # fmt: skip
    key, twin = received(database).id, received(database, "K7-4Q3").id
    assert [row.id for row in database.read(same_event, key, **ASKED)] == [here, elsewhere]
    with pytest.raises(Problem, match="Bekreft den først"):
        database.write(merge_report, key, twin, **BY)


def test_one_that_was_withdrawn_and_comes_back_must_be_confirmed_again(database: Database) -> None:
    key = received(database).id
    database.write(withdraw_incident, key, "Meldt to ganger", **BY)
    assert database.read(unconfirmed, **ASKED) == []
    database.write(reopen_incident, key, **BY)
    assert detail(database, key).status is Status.UNCONFIRMED


def test_only_who_may_handle_incidents_confirms_or_merges(database: Database) -> None:
    other, key = recorded(database), received(database).id
    for act, more in ((confirm_report, ()), (merge_report, (other,))):
        with pytest.raises(Problem, match="ikke tilgang"):
            database.write(act, key, *more, by=STAFF, today=TODAY)


# ---------------------------------------------------------------- what does not fit is kept


def test_a_place_that_was_closed_meanwhile_is_kept_as_what_was_told(database: Database) -> None:
    hill = place_of(database)
    database.write(close, Place, hill, date(2026, 4, 1), **BY)
    told = received(database, place_id=str(hill))
    assert told.place == "Annet sted"
    kept = told.corrections[0]
    assert (kept.attribute, kept.before, kept.after) == ("place_id", "Bakken", "Annet sted")
    assert "Velg hvor det skjedde." in kept.why
    database.write(confirm_report, told.id, **BY)


def test_a_place_that_has_another_name_now_is_followed(database: Database) -> None:
    hill = place_of(database)
    recorded(database)  # one that was never used simply changes its name
    database.write(rename, Place, hill, "Lille akebakken", **BY)
    assert received(database, told_at=NOON, place_id=str(hill), occurred_on=str(TODAY)).place == "Lille akebakken"


@pytest.mark.parametrize(
    ("changes", "attribute", "before"),
    [
        ({"kind": "no_such_kind"}, "kind", "Skade"), ({"kind": None}, "kind", "Skade"),
        ({"occurred_on": "2026-05-20"}, "occurred_on", "2026-05-20"), ({"occurred_on": "i går"}, "occurred_on", ""),
        ({"occurred_on": "0001-01-01"}, "occurred_on", "0001-01-01"), ({"place_id": "huska"}, "place_id", "Bakken"),
        ({"severity": 7}, "severity", "7"), ({"severity": "ille"}, "severity", "ille"),
        ({"department_id": str(Key(int=3))}, "department_id", str(Key(int=3))),
        ({"occurred_time": "nå"}, "occurred_time", ""), ({"child": "x" * 30}, "child", "x" * 30),
        ({"story": "y" * 20_001}, "story", "y" * 20_001),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_kept_beside_it_with_the_reason(
    database: Database, changes: dict[str, Any], attribute: str, before: str
) -> None:
    told = received(database, **changes)
    kept = next(row for row in told.corrections if row.attribute == attribute)
    assert kept.before == before
    assert kept.why.startswith("Meldt fra låst skjerm: ")
    assert told.status is Status.UNCONFIRMED


def test_one_that_nobody_graded_is_graded_before_it_is_confirmed(database: Database) -> None:
    key = received(database, severity="ille").id
    with pytest.raises(Invalid, match="Velg hvor alvorlig"):
        database.write(confirm_report, key, **BY)
    database.write(correct_incident, key, {"severity": 1}, "", **BY)
    database.write(confirm_report, key, **BY)
    assert detail(database, key).status is Status.REPORTED


@pytest.mark.parametrize("told_at", [datetime(1970, 1, 1), datetime(2030, 1, 1), datetime(2026, 4, 28, 8)])
def test_a_clock_that_was_wrong_loses_nothing(database: Database, told_at: datetime) -> None:
    told = received(database, told_at=told_at)
    assert told.reported_at is not None
    assert told.occurred_on <= told.reported_at.date() <= TODAY


@pytest.mark.parametrize("odd", [{}, {"values": 3}, {"values": None}, {"values": []}])
def test_what_is_no_report_is_refused(database: Database, odd: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        database.write(receive_report, odd, "K7-4Q2", told_at=TOLD, **BY)


_PLAIN = st.one_of(st.none(), st.integers(), st.floats(), st.text(max_size=40), st.booleans(), st.lists(st.integers()))


@given(values=st.dictionaries(
    st.sampled_from(["kind", "occurred_on", "occurred_time", "place_id", "severity", "story", "child"]), _PLAIN,
))  # fmt: skip
def test_whatever_was_sealed_becomes_an_incident_that_keeps_the_rules(ready_made: Any, values: dict[str, Any]) -> None:
    from tests.conftest import _over
    from tests.engines import in_memory

    connection = in_memory()
    ready_made.backup(connection)
    database = _over(connection)
    told = received(database, **values)
    assert told.status is Status.UNCONFIRMED
    assert told.occurred_on <= TODAY
    assert told.reported_at is not None
    assert told.reported_at <= datetime.combine(TODAY, datetime.min.time()) + timedelta(days=1)
    database.close()
