"""The collective list of small injuries: what its words mean, and what becomes of its lines."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from ikdesk.incidents.actions import close_incident, record_incident, reopen_incident, withdraw_incident
from ikdesk.incidents.collect_actions import record_collected, undo_collected
from ikdesk.incidents.collect_model import COLUMNS, Lexicon, Often, Reading, advice, is_blank, pasted, with_lines
from ikdesk.incidents.collect_queries import often_of_late, own_places, used_most
from ikdesk.incidents.count_queries import handling, total
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.people.model import RIGHTS, Role
from ikdesk.reports.definition_sections import definitions
from ikdesk.reports.queries import tertial_facts
from ikdesk.start.queries import waiting_incidents
from ikdesk.ui.date_words import read_date, read_time
from ikdesk.unit.queries import codebook
from tests.samples import LEADER, TODAY, incident_values, place_of

WHO: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
NOW = datetime(2026, 4, 30, 12, 0)
PERIOD = parse_period("2026-T1")
STAFF = Viewer(Key(int=9), "Vikar", "staff", RIGHTS[Role.STAFF])


def _lexicon(database: Database) -> Lexicon:
    reading = Reading(lambda text: ((found := read_date(text, TODAY)).day, found.complaint), read_time)
    return Lexicon(
        database.read(codebook, **WHO), database.read(own_places, **WHO), database.read(used_most, **WHO), reading
    )


@pytest.fixture
def lexicon(database: Database) -> Lexicon:
    """The words of a unit."""
    return _lexicon(database)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("occurred_on", "28.4", date(2026, 4, 28)), ("occurred_on", "i går", TODAY - timedelta(days=1)),
        ("occurred_time", "930", time(9, 30)), ("injury_kind", "skrubb", "graze"), ("mechanism", "klemt", "crush"),
        ("body_part", "kne", ("knee", None)), ("body_part", "Kne, venstre", ("knee", "left")),
        ("body_part", "kne v", ("knee", "left")), ("body_part", "høyre hånd", ("hand", "right")),
        ("treatment", "plaster, trøst", ("wash_plaster", "comfort")), ("severity", "0", 0), ("severity", "liten", 1),
        ("severity", "1 Liten", 1), ("notified", "ja", ("parents_pick_up",)), ("notified", "nei", ()),
        ("child", " OH ", "OH"),
    ],
)  # fmt: skip
def test_a_cell_means_what_people_write(lexicon: Lexicon, key: str, text: str, value: Any) -> None:
    assert lexicon.meant(key, text) == (value, "")


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("injury_kind", "xyz", "«xyz» er ikke et ord vi kjenner. Velg i listen."),
        ("severity", "3", "Samleskjemaet er for små skader, 0 og 1. Meld denne som en full hendelse."),
        ("notified", "kanskje", "Skriv ja eller nei."),
        ("occurred_on", "31.11", "Datoen finnes ikke. November har 30 dager."),
    ],
)
def test_what_is_not_understood_is_said_in_a_sentence(lexicon: Lexicon, key: str, text: str, said: str) -> None:
    assert lexicon.meant(key, text)[1] == said


@pytest.mark.parametrize(
    ("key", "begun", "shown"),
    [
        ("injury_kind", "klem", "Klemskade"), ("injury_kind", "plast", "plast"),
        ("treatment", "pl", "Vasket / plaster"),
        ("treatment", "plaster, kal", "Vasket / plaster, Kaldt omslag"), ("body_part", "kne, v", "Kne, venstre"),
        ("occurred_on", "28/4", "28.04.26"), ("occurred_time", "930", "09.30"), ("severity", "1", "1 Liten"),
        ("notified", "j", "Ja"), ("place_id", "garder", "Garderobe"),
    ],
)  # fmt: skip
def test_the_beginning_of_a_word_is_enough(lexicon: Lexicon, key: str, begun: str, shown: str) -> None:
    assert lexicon.completed(key, begun) == shown


def test_what_is_shown_means_the_same_again(lexicon: Lexicon) -> None:
    for column in COLUMNS:
        for shown in lexicon.choices[column.key]:
            assert not lexicon.meant(column.key, shown)[1], shown
            assert lexicon.completed(column.key, shown) == shown


def test_what_the_unit_uses_most_comes_first(database: Database, lexicon: Lexicon) -> None:
    assert lexicon.choices["injury_kind"][0] == "Skrubbsår / rift"
    bites = [_line(database, injury_kind="bite_child", place_id=place_of(database, "cloakroom"))] * 2
    database.write(record_collected, bites, told_at=NOW, by=LEADER, today=TODAY)
    again = _lexicon(database)
    assert again.choices["injury_kind"][0] == "Bitt av barn"
    assert again.choices["place_id"][0] == "Garderobe"
    assert again.completed("injury_kind", "b") == "Bitt av barn"
    staff: dict[str, Any] = {"viewer": STAFF, "today": TODAY}
    assert database.read(used_most, **staff) == {}  # the order would tell of what they may not see


def test_a_sheet_with_headings_is_pasted_by_them() -> None:
    headings = "Dato\tInitialer\tHvor\tSkade\tKroppsdel\tSide\tForeldre varslet"
    assert pasted(f"{headings}\n28.04.2026\tOH\tAkebakken\tkul\tkne\tvenstre\tja\n\n") == [{
        "occurred_on": "28.04.2026", "child": "OH", "place_id": "Akebakken", "injury_kind": "kul",
        "body_part": "kne, venstre", "notified": "ja",
    }]  # fmt: skip


def test_a_sheet_without_headings_is_pasted_from_where_one_stands() -> None:
    assert pasted("OH\tAkebakken\r\nLM\t\"Sand\nkasse\"", 2) == [
        {"child": "OH", "place_id": "Akebakken"}, {"child": "LM", "place_id": "Sand kasse"},
    ]  # fmt: skip
    assert pasted("skrubbsår", 4) == [{"injury_kind": "skrubbsår"}]
    assert pasted("") == []


def test_no_line_that_is_pasted_is_lost_because_of_what_stands_in_another() -> None:
    assert [line["child"] for line in pasted('"OH\nLM\nAB', 2)] == ['"OH', "LM", "AB"]  # never closed
    assert [line["child"] for line in pasted('"OH" falt\n"LM', 2)] == ['"OH" falt', '"LM']
    assert [line["child"] for line in pasted("OH\rLM\r", 2)] == ["OH", "LM"]  # as older Macs divide lines
    assert len(pasted("OH\t" + "x" * 1_000_000 + "\nLM", 2)[0]["place_id"]) == 1_000_000


def test_a_line_with_only_what_was_put_there_is_blank(lexicon: Lexicon) -> None:
    assert is_blank({"occurred_on": "30.04.26", "place_id": "Akebakken", "severity": "1 Liten"})
    assert not is_blank({"child": "OH"})
    values, wrong = lexicon.values({"child": "OH"})
    assert values["child"] == "OH"
    assert set(wrong) == {"occurred_on", "place_id", "severity"}


def test_some_lines_deserve_a_report_of_their_own() -> None:
    assert advice({"injury_kind": "tooth"}, Often()) == "Hode, tann eller øye: Vurder full hendelse."
    assert advice({"treatment": ("doctor",)}, Often()) == "Sett av lege eller tannlege: Vurder full hendelse."
    assert advice({"injury_kind": "graze", "child": "OH"}, Often({"oh": 2})) == ""
    often = with_lines(Often({"oh": 2}), [{"child": "OH", "occurred_on": TODAY}], TODAY)
    assert advice({"child": "OH"}, often) == "Samme barn 3 ganger på 30 dager: Vurder full hendelse."
    place = Key(int=3)
    told = [{"occurred_on": TODAY, "place_id": place}] * 3
    assert "Samme sted 3 ganger" in advice(told[0], with_lines(Often(), told, TODAY))
    old = [{"occurred_on": TODAY - timedelta(days=31), "place_id": place}] * 3
    assert advice(told[0], with_lines(Often(), old, TODAY)) == ""


def _line(database: Database, **changes: Any) -> dict[str, Any]:
    return {
        "occurred_on": date(2026, 4, 28), "occurred_time": None, "child": "OH", "place_id": place_of(database),
        "injury_kind": "graze", "body_part": "knee", "side": "left", "mechanism": None, "treatment": ("wash_plaster",),
        "severity": 1, "notified": (), "story": "", **changes,
    }  # fmt: skip


def _record(database: Database, *lines: dict[str, Any], by: Viewer = LEADER) -> tuple[Key, ...]:
    keys: tuple[Key, ...] = database.write(record_collected, lines, told_at=NOW, by=by, today=TODAY)
    return keys


def test_lines_become_incidents_that_are_finished(database: Database) -> None:
    keys = _record(database, _line(database), _line(database, severity=0, child=""))
    first = database.read(incident_detail, keys[0], **WHO)
    assert first is not None
    assert (first.kind, first.status, first.collected) == ("child_injury", Status.CLOSED, True)
    assert (first.reported_at, first.closed_at, first.number) == (NOW, None, "2026-1")
    assert database.read(often_of_late, **WHO).children == {"oh": 1}


def test_one_wrong_line_saves_none_and_is_told_by_its_number(database: Database) -> None:
    wrong = _line(database, severity=2), _line(database), _line(database, injury_kind="dragon", child="x" * 30)
    with pytest.raises(Invalid) as refused:
        _record(database, *wrong)
    assert {"0:severity", "2:child"} <= set(refused.value.messages)
    assert database.read(total, PERIOD, **WHO) == 0
    with pytest.raises(Invalid) as refused:
        _record(database, _line(database, injury_kind="dragon"))
    assert set(refused.value.messages) == {"0:injury_kind"}
    with pytest.raises(Problem, match="201 linjer"):
        _record(database, *[_line(database)] * 201)


def test_whoever_may_report_may_write_lines_and_take_them_back_at_once(database: Database) -> None:
    keys = _record(database, _line(database), _line(database), by=STAFF)
    with pytest.raises(Problem, match="ikke tilgang"):
        database.write(undo_collected, keys, by=Viewer(Key(int=10), "Ada", "b", STAFF.rights), today=TODAY)
    database.write(undo_collected, keys, by=STAFF, today=TODAY)
    assert database.read(total, PERIOD, **WHO) == 0
    with pytest.raises(Problem, match="allerede tatt imot"):
        database.write(undo_collected, keys, by=STAFF, today=TODAY)


@pytest.fixture
def old(database: Database) -> Database:
    """A unit with two lines long ago, and two reports of the same days: one closed in time, one still open."""
    long_ago = datetime(2026, 2, 5, 12, 0)
    lines = [_line(database, occurred_on=date(2026, 2, 1))] * 2
    database.write(record_collected, lines, told_at=long_ago, by=LEADER, today=TODAY)
    soon = datetime(2026, 2, 3, 12, 0)
    for _ in range(2):
        key = database.write(record_incident, incident_values(database), told_at=soon, by=LEADER, today=TODAY)
    database.write(close_incident, key, at=datetime(2026, 2, 10, 9, 0), by=LEADER, today=TODAY)
    return database


def test_lines_count_as_incidents_but_not_in_how_they_were_handled(old: Database) -> None:
    assert old.read(total, PERIOD, **WHO) == 4
    found = old.read(handling, PERIOD, 28, **WHO)
    assert (found.told, found.told_soon, found.due, found.in_time) == (2, 2, 2, 1)
    assert (found.collected, found.no_activity, found.no_routine) == (2, 2, 2)
    assert old.read(waiting_incidents, **WHO) == 1


def test_a_report_says_nothing_is_lacking_that_lines_are_not_asked(old: Database) -> None:
    said = definitions(old.read(tertial_facts, PERIOD, **WHO))
    rows = {row[0]: row[1:3] for table in said.tables if table.key == "quality" for row in table.rows}
    assert rows["Aktivitet"] == (2, 2)
    assert rows["Årsak"] == (2, 2)
    assert "Når den ble meldt" not in rows
    assert any("samleskjemaet" in bullet for bullet in said.bullets)


def test_a_line_that_is_opened_is_a_case_like_others(old: Database) -> None:
    key = _record(old, _line(old))[0]
    old.write(withdraw_incident, key, "Feil", by=LEADER, today=TODAY)
    old.write(reopen_incident, key, by=LEADER, today=TODAY)
    assert _state(old, key) == (Status.CLOSED, True)  # it was only withdrawn by mistake
    old.write(reopen_incident, key, by=LEADER, today=TODAY)
    assert _state(old, key) == (Status.IN_PROGRESS, False)


def _state(database: Database, key: Key) -> tuple[Status, bool]:
    found = database.read(lambda session: session.get_one(Incident, key))
    return found.status, found.collected
