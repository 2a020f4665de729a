"""What the list is narrowed down to, and choices that are kept: each their own, and on the day they are used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import handle_incident, record_incident
from ikdesk.incidents.case_model import CaseNote
from ikdesk.incidents.filter_actions import rename_filter, save_filter, withdraw_filter
from ikdesk.incidents.filter_queries import NAMES, filter_of, saved_filters, values_in
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.more_queries import Flag, More
from ikdesk.incidents.queries import Filter, how_many, incident_page
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.page import Cut
from ikdesk.kernel.search import are_common
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.people.model import RIGHTS, Role
from ikdesk.unit.equipment_model import Equipment
from tests.samples import LEADER, TODAY, incident_values, place_of, undo_last

Told = Callable[..., Key]
OTHER = Viewer(Key(int=9), "Anne", "leader", frozenset(Right))


@pytest.fixture
def told(database: Database) -> Told:
    def _told(day: date = date(2026, 4, 20), **changes: Any) -> Key:
        values = incident_values(database, occurred_on=day, **changes)
        at = datetime.combine(day, time(12))
        return database.write(record_incident, values, told_at=at, by=LEADER, today=TODAY)

    return _told


def change(database: Database, key: Key, **values: Any) -> None:
    def _change(session: Session, **_who: Any) -> None:
        for name, value in values.items():
            setattr(session.get_one(Incident, key), name, value)

    database.write(_change, by=LEADER, today=TODAY)


def left(database: Database, wanted: Filter, cut: Cut | None = None) -> list[Key]:
    page = database.read(incident_page, wanted, cut or Cut(), viewer=LEADER, today=TODAY)
    assert database.read(how_many, wanted, viewer=LEADER, today=TODAY) == page.total == len(page.rows)
    return [row.id for row in page.rows]


def test_what_it_could_have_become_and_near_misses(database: Database, told: Told) -> None:
    mild, worse = told(), told(kind="near_miss")
    change(database, mild, potential=2)
    change(database, worse, potential=4)
    assert left(database, filter_of({"potential": "3"}, TODAY)) == [worse]
    assert left(database, filter_of({"near_miss": "yes"}, TODAY)) == [worse]
    assert left(database, Filter(more=More(only=frozenset({mild})))) == [mild]


def test_past_the_deadline_is_what_is_open_and_late_by_its_own_day_or_the_usual(database: Database, told: Told) -> None:
    late, soon, new = told(TODAY - timedelta(days=29)), told(TODAY - timedelta(days=28)), told(TODAY)
    own, spared = told(TODAY - timedelta(days=2)), told(TODAY - timedelta(days=60))
    change(database, own, due_on=TODAY - timedelta(days=1))
    change(database, spared, due_on=TODAY + timedelta(days=30))
    line = told(TODAY - timedelta(days=90))
    change(database, line, collected=True)
    database.write(_close, line, by=LEADER, today=TODAY)
    assert set(left(database, filter_of({"over": "yes"}, TODAY))) == {late, own}
    rows = database.read(incident_page, Filter(), Cut(sort="flag", descending=False), viewer=LEADER, today=TODAY).rows
    flags = {row.id: row.flag for row in rows}
    assert flags == {late: Flag.OVER, own: Flag.OVER, soon: Flag.SOON, line: Flag.COLLECTED, new: Flag.NONE,
                     spared: Flag.NONE}  # fmt: skip
    assert [row.flag for row in rows][:4] == [Flag.OVER, Flag.OVER, Flag.SOON, Flag.COLLECTED]


def _close(session: Session, key: Key, **_who: Any) -> None:
    session.get_one(Incident, key).status = Status.CLOSED


def test_without_a_cause_and_not_at_the_municipality_leave_out_what_belongs_elsewhere(
    database: Database, told: Told
) -> None:
    bare, done, line = told(), told(), told()
    told(kind="environment_42", story="Se saken.")
    database.write(handle_incident, done, {"causes": ("few_adults",)}, by=LEADER, today=TODAY)
    change(database, done, municipal_on=TODAY)
    change(database, line, collected=True)
    for name in ("no_cause", "not_transferred"):
        assert left(database, filter_of({name: "yes"}, TODAY)) == [bare]
    assert left(database, filter_of({"collected": "yes"}, TODAY)) == [line]
    assert line not in left(database, filter_of({"collected": "no"}, TODAY))


def test_equipment_and_words_in_notes(database: Database, told: Told) -> None:
    swing, other = told(), told()

    def add(session: Session, **_who: Any) -> None:
        found = Equipment(name="Huska", kind="swing")
        session.add(found)
        session.flush()
        session.get_one(Incident, swing).equipment_id = found.id
        session.add(CaseNote(incident_id=other, at=datetime(2026, 4, 21, 9), text="Snekkeren kommer tirsdag."))

    database.write(add, by=LEADER, today=TODAY)
    with Session(database.engine) as session:
        key = session.get_one(Incident, swing).equipment_id
    assert left(database, filter_of({"equipment": str(key)}, TODAY)) == [swing]
    assert left(database, Filter(words="snekker tirs")) == [other]


def test_only_those_who_lead_narrow_down_by_what_was_made_of_it(database: Database, told: Told) -> None:
    told()
    rep = Viewer(Key(int=5), "Per", "safety_rep", RIGHTS[Role.SAFETY_REP])
    assert database.read(incident_page, Filter(), viewer=rep, today=TODAY).rows == []
    for question in (incident_page, how_many):
        with pytest.raises(Problem, match="ikke tilgang"):
            database.read(question, filter_of({"over": "yes"}, TODAY), viewer=rep, today=TODAY)


def test_periods_that_move_with_the_day_stay_so() -> None:
    values = {"period": "last12"}
    first, later = filter_of(values, date(2026, 4, 30)).period, filter_of(values, date(2027, 1, 15)).period
    assert first is not None
    assert later is not None
    assert (first.first, first.last) == (date(2025, 5, 1), date(2026, 4, 30))
    assert (later.first, later.last) == (date(2026, 1, 16), date(2027, 1, 15))
    month = filter_of({"period": "last30"}, TODAY).period
    assert month is not None
    assert (month.last - month.first).days == 29


@pytest.mark.parametrize("values", [{"kind": "x", "place": "no key"}, {"status": "nope"}, {"over": "maybe"},
                                    {"period": "en gang"}, {"severity": "mye"}])  # fmt: skip
def test_a_word_that_means_nothing_is_refused(database: Database, values: dict[str, str]) -> None:
    with pytest.raises(Problem):
        filter_of(values, TODAY)
    with pytest.raises(Problem):
        database.write(save_filter, "Rart", values, by=LEADER, today=TODAY)


def kept(database: Database, viewer: Viewer = LEADER) -> dict[str, dict[str, str]]:
    return {row.name: dict(row.values) for row in database.read(saved_filters, viewer=viewer, today=TODAY)}


def test_a_choice_is_kept_renamed_taken_away_and_brought_back(database: Database) -> None:
    done: dict[str, Any] = {"by": LEADER, "today": TODAY}
    values = {"period": "last12", "words": "gjerde", "over": "yes", "kind": "", "ukjent": "x"}
    database.steps.begin(LEADER.person)
    key = database.write(save_filter, " Uteområdet ", values, **done)
    plain = {"period": "last12", "words": "gjerde", "over": "yes"}
    assert kept(database) == {"Uteområdet": plain}
    assert database.write(save_filter, "Uteområdet", {"near_miss": "yes"}, **done) == key
    assert kept(database) == {"Uteområdet": {"near_miss": "yes"}}
    database.write(rename_filter, key, "Nesten", **done)
    database.write(withdraw_filter, key, **done)
    assert kept(database) == {}
    undo_last(database)
    assert kept(database) == {"Nesten": {"near_miss": "yes"}}


@pytest.mark.parametrize("words", ['"}', "\u2028\x00\ud800 å", "'; DROP", "æøå" * 160])
def test_whatever_was_searched_for_is_kept_as_it_was(database: Database, words: str) -> None:
    database.write(save_filter, "Ord", {"words": words}, by=LEADER, today=TODAY)
    assert kept(database) == {"Ord": {"words": words}}


def test_a_choice_needs_a_name_of_its_own_and_is_nobody_elses(database: Database) -> None:
    done: dict[str, Any] = {"by": LEADER, "today": TODAY}
    one = database.write(save_filter, "En", {"over": "yes"}, **done)
    database.write(save_filter, "To", {"over": "yes"}, **done)
    with pytest.raises(Invalid, match="heter det"):
        database.write(rename_filter, one, "To", **done)
    for name in ("", "x" * 61):
        with pytest.raises(Invalid):
            database.write(save_filter, name, {}, **done)
    assert kept(database, OTHER) == {}
    with pytest.raises(Problem, match="finnes ikke"):
        database.write(withdraw_filter, one, by=OTHER, today=TODAY)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"kind": 3}', '{"fremmed": "x"}', "null", "12"])
def test_what_cannot_be_read_chooses_nothing(text: str) -> None:
    assert values_in(text) == {}
    assert set(NAMES) >= {"period", "kind", "collected"}


def test_words_that_nearly_all_hold_find_what_reading_each_would(database: Database, told: Told) -> None:
    """They are asked for in another way than words that few hold: the answer is the same."""
    said = ("Falt fra huska.", "Fall i trappa.", "Klemte fingeren.", "Løp og falt.", "Fangelek. Dyttet.")
    keys = {told(date(2026, 4, day), story=said[day % 5]): said[day % 5] for day in range(1, 21)}
    noted, withdrawn = [key for key, story in keys.items() if "Klemte" in story][:2]

    def note(session: Session, **_who: Any) -> None:
        session.add(CaseNote(incident_id=noted, at=datetime(2026, 4, 21, 9), text="Fastlegen ringte."))
        gone = CaseNote(incident_id=withdrawn, at=datetime(2026, 4, 21, 9), text="Far ringte.")
        gone.withdrawn_at = datetime(2026, 4, 22)
        session.add(gone)

    database.write(note, by=LEADER, today=TODAY)
    for typed, common in (("fa", True), ("fa hu", True), ("f", True), ("klem", True), ("fast", False)):
        assert database.read(asks_of_all, typed) is common
        texts = {key: f"{story} {'Fastlegen ringte.' if key == noted else ''}" for key, story in keys.items()}
        fitting = [key for key, text in reversed(texts.items()) if stands_in(text, typed)]
        assert left(database, Filter(words=typed)) == fitting
        assert left(database, Filter(words=typed), Cut(descending=False)) == fitting[::-1]


def asks_of_all(session: Session, typed: str) -> bool | None:
    question = are_common(typed)
    assert question is not None
    return session.scalar(question)


def stands_in(text: str, typed: str) -> bool:
    return all(any(said.startswith(word) for said in text.casefold().split()) for word in typed.split())


@pytest.mark.parametrize(("name", "value"), [
    ("severity", "9" * 40), ("severity", "x"), ("potential", "-1"), ("place", "her"), ("status", "nei"), ("over", "ja"),
])  # fmt: skip
def test_a_value_that_means_nothing_is_told_as_it_was_written(name: str, value: str) -> None:
    with pytest.raises(Problem) as said:
        filter_of({name: value}, TODAY)
    assert str(said.value) == f"Utvalget har et ord som ikke finnes her: {value}."


def test_where_during_what_how_and_when(database: Database, told: Told) -> None:
    """What a number in the statistics is made of, found again in the list."""
    monday, sunday = told(date(2026, 4, 20), occurred_time=time(9, 59)), told(date(2026, 4, 19))
    change(database, monday, activity="sledding", mechanism="fall_height", body_part="head")
    change(database, sunday, activity="free_play_outdoor", occurred_time=time(0, 5))
    other = told(date(2026, 4, 22), place_id=place_of(database, "swing"))
    staff = told(date(2026, 4, 23), kind="staff_injury", place_id=place_of(database, "swing"))
    change(database, staff, activity="sledding", body_part="head")  # from when it was told as a child's
    for values, found in (
        ({"weekday": "1"}, [monday]), ({"weekday": "7"}, [sunday]), ({"weekday": "6"}, []),
        ({"hour": "9"}, [monday]), ({"hour": "0"}, [sunday]), ({"hour": "11"}, []),
        ({"activity": "sledding"}, [monday]), ({"mechanism": "fall_height"}, [monday]),
        ({"body_part": "head"}, [monday]), ({"body_part": "head", "hour": "9", "weekday": "1"}, [monday]),
        ({"standard": "swing"}, [staff, other]), ({"standard": "sledding_hill"}, [monday, sunday]),
    ):  # fmt: skip
        assert set(left(database, filter_of(values, TODAY))) == set(found)


def test_only_what_statistics_count(database: Database, told: Told) -> None:
    counted, unconfirmed, about = told(), told(), told(kind="staff_violation_43", story="")
    change(database, unconfirmed, status=Status.UNCONFIRMED)
    change(database, about, about_id=OTHER.person)
    assert set(left(database, Filter())) == {counted, unconfirmed, about}
    assert left(database, filter_of({"counted": "yes"}, TODAY)) == [counted]
    assert More(hour=0, counted=True).number == 2


@pytest.mark.parametrize("values", [{"weekday": "0"}, {"weekday": "8"}, {"hour": "24"}, {"hour": "-1"}, {"hour": "²"},
                                    {"department": "x"}])  # fmt: skip
def test_no_such_day_and_no_such_hour(values: dict[str, str]) -> None:
    with pytest.raises(Problem, match="ikke finnes her"):
        filter_of(values, TODAY)
