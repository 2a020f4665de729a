"""What somebody reported themselves: what came of it, and taking it back at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from ikdesk.incidents.actions import (
    close_incident,
    correct_incident,
    handle_incident,
    record_incident,
    withdraw_incident,
)
from ikdesk.incidents.inbox_actions import receive_report
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.own_actions import undo_own_report
from ikdesk.incidents.own_queries import MOMENT, OwnReport, own_reports
from ikdesk.incidents.receipt_panel import ReceiptPanel
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.measures.actions import add_measure, adopt_measure
from ikdesk.measures.model import MeasureStatus
from ikdesk.ui.desk import Desk
from ikdesk.unit.contact_actions import add_contact
from ikdesk.unit.queries import codebook
from tests.looking import cut, shown, words_on
from tests.routines.test_reading import let_in
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values


@pytest.fixture
def kari(database: Database) -> Viewer:
    return let_in(database, "Kari")


def report(database: Database, by: Viewer, **changes: Any) -> Key:
    key: Key = database.write(record_incident, incident_values(database, **changes), told_at=NOON, by=by, today=TODAY)
    return key


def own(database: Database, who: Viewer, later: timedelta = timedelta(0)) -> list[OwnReport]:
    return database.read(own_reports, database.clock.now() + later, viewer=who, today=TODAY)


def lead(database: Database, action: Any, *args: Any, **more: Any) -> Any:
    return database.write(action, *args, by=LEADER, today=TODAY, **more)


def test_one_sees_ones_own_reports_and_nobody_elses(database: Database, kari: Viewer) -> None:
    mine = report(database, kari, story="Karis")
    report(database, LEADER, story="Toms")
    report(database, let_in(database, "Ola"), story="Olas")
    assert [(row.id, row.story, row.status) for row in own(database, kari)] == [(mine, "Karis", Status.REPORTED)]


def test_what_was_noted_on_the_lock_screen_is_nobodys_own(database: Database, kari: Viewer) -> None:
    values = {**incident_values(database), "occurred_on": "2026-02-03", "occurred_time": None}
    note = {"values": {**values, "place_id": str(values["place_id"])}}
    database.write(receive_report, note, "B1", told_at=NOON, by=kari, today=TODAY)  # who unlocks takes it in
    assert own(database, kari) == []


def test_the_one_who_reported_sees_what_was_decided_and_what_the_leader_answers(
    database: Database, kari: Viewer
) -> None:
    key = report(database, kari)
    lead(database, add_measure, measure_values(database, title="Bare foreslått"), incidents=[key])
    decided = lead(database, add_measure, measure_values(database, title="Polstre gjerdet"), incidents=[key])
    lead(database, adopt_measure, decided, on=TODAY)
    lead(database, handle_incident, key, {"handling": "Bare for lederen", "reply": "Takk, gjerdet polstres."})
    row, *rest = own(database, kari)
    assert rest == []
    assert [(came.title, came.status) for came in row.measures] == [("Polstre gjerdet", MeasureStatus.ADOPTED)]
    assert (row.status, row.reply) == (Status.MEASURES_RUNNING, "Takk, gjerdet polstres.")
    assert "Bare for lederen" not in repr(row)
    lead(database, close_incident, key, at=NOON)
    assert own(database, kari)[0].closed_at is not None


def test_only_the_first_line_is_shown_for_others_add_below_it(database: Database, kari: Viewer) -> None:
    key = report(database, kari, story="Falt i bakken.")
    lead(database, correct_incident, key, {"story": "Falt i bakken.\n\nTillegg fra en annen"}, "Mer er kjent")
    assert [row.story for row in own(database, kari)] == ["Falt i bakken."]


def test_a_report_is_taken_back_at_once_and_is_gone_from_ones_own(database: Database, kari: Viewer) -> None:
    key = report(database, kari)
    database.write(undo_own_report, key, by=kari, today=TODAY)
    assert own(database, kari) == []
    with pytest.raises(Problem, match="allerede tatt imot"):
        database.write(undo_own_report, key, by=kari, today=TODAY)


def test_what_the_leader_withdrew_says_why(database: Database, kari: Viewer) -> None:
    key = report(database, kari)
    lead(database, withdraw_incident, key, "Meldt to ganger")
    assert [(row.status, row.withdrawn_why) for row in own(database, kari)] == [(Status.WITHDRAWN, "Meldt to ganger")]


def test_what_somebody_has_begun_to_follow_up_is_not_taken_back(database: Database, kari: Viewer) -> None:
    key = report(database, kari)
    lead(database, handle_incident, key, {"handling": "Ser på det"})
    with pytest.raises(Problem, match="Si til lederen"):
        database.write(undo_own_report, key, by=kari, today=TODAY)


def test_after_ten_minutes_it_is_the_leaders(database: Database, kari: Viewer) -> None:
    key = report(database, kari)

    def age(session: Any, **_who: Any) -> None:
        incident = session.get(Incident, key)
        session.execute(update(Incident).values(made_at=incident.made_at - timedelta(minutes=11)))

    lead(database, age)
    with pytest.raises(Problem, match="Si til lederen"):
        database.write(undo_own_report, key, by=kari, today=TODAY)


def test_the_row_says_whether_it_may_be_taken_back(database: Database, kari: Viewer) -> None:
    key = report(database, kari)
    assert [row.may_undo for row in own(database, kari)] == [True]
    assert own(database, kari)[0].undo_seconds <= MOMENT.total_seconds()
    assert [row.may_undo for row in own(database, kari, MOMENT)] == [False]
    lead(database, handle_incident, key, {"handling": "Ser på det"})
    assert [row.may_undo for row in own(database, kari)] == [False]


def test_nobody_takes_back_what_somebody_else_told(database: Database, kari: Viewer) -> None:
    key = report(database, let_in(database, "Ola"))
    for one in (key, Key(int=1)):
        with pytest.raises(Problem, match="ikke tilgang"):
            database.write(undo_own_report, one, by=kari, today=TODAY)


def test_the_order_is_newest_first(database: Database, kari: Viewer) -> None:
    first = report(database, kari)
    later = database.write(
        record_incident, incident_values(database), told_at=datetime(2026, 4, 30, 13, 0), by=kari, today=TODAY
    )
    assert [row.id for row in own(database, kari)] == [later, first]


def test_the_receipt_of_something_serious_says_whom_to_call(qtbot: QtBot, database: Database, kari: Viewer) -> None:
    lead(database, add_contact, {"role": "leader", "name": "Tom", "phone": "55 55 55 55"})
    book = database.read(codebook, viewer=kari, today=TODAY)
    receipt = shown(qtbot, ReceiptPanel(Desk(database, kari, Clock(TODAY), book, Settings())))
    receipt.show_receipt(report(database, kari, severity=2), (), prints=False)
    assert "55 55 55 55" not in words_on(receipt)
    receipt.show_receipt(report(database, kari, severity=3), (), prints=False)
    assert "Gi lederen beskjed med en gang, også muntlig. Si fra til Tom (Styrer / rektor): 55 55 55 55." in words_on(
        receipt
    )
    assert cut(receipt) == []
