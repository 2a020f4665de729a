"""Telling somebody of an incident: what is suggested, what is written down, and that nothing is asked twice."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update

from ikdesk.incidents.actions import close_incident, handle_incident, record_incident, withdraw_incident
from ikdesk.incidents.case_model import Notice, OtherChild, ReferenceCase
from ikdesk.incidents.inbox_actions import receive_report
from ikdesk.incidents.model import Incident
from ikdesk.incidents.notice_actions import Asked, note_not_needed, note_notice, take_back_notice
from ikdesk.incidents.notice_box_panel import ToldBox
from ikdesk.incidents.notice_clock_model import NoticeFacts, Suggestion, When
from ikdesk.incidents.notice_model import suggestions
from ikdesk.incidents.notice_panel import NoticeSection
from ikdesk.incidents.notice_queries import notice_items, notices_due, once_each, open_suggestions
from ikdesk.incidents.notice_row_model import NoticeItem
from ikdesk.incidents.notice_sentences import due_words
from ikdesk.incidents.queries import incident_detail
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.incidents.staff_model import Grave
from ikdesk.incidents.staff_queries import staff_detail
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.start.attention_model import AttentionRow
from ikdesk.start.page import OverviewPage
from ikdesk.start.queries import front_page
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.dialogs import ReasonBox
from ikdesk.ui.layouts import Column
from ikdesk.unit.contact_actions import add_contact
from tests.incidents.staff_samples import SAFETY_REP, follow_up, staff_incident
from tests.looking import Told, button, cut, desk_of, nameless, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values, place_of, undo_last
from tests.ui.hands import answering

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}


def incident(database: Database, **changes: Any) -> Key:
    """Somebody was hurt today."""
    values = incident_values(database, **{"occurred_on": TODAY, "severity": 3, **changes})
    return database.write(record_incident, values, told_at=NOON, **DONE)


def items(database: Database, key: Key) -> dict[str, NoticeItem]:
    """What is suggested, by rule."""
    return {one.suggestion.rule: one for one in database.read(notice_items, key, viewer=LEADER, today=TODAY)}


def left(database: Database, key: Key) -> set[str]:
    """The rules nobody has answered."""
    return {one.rule for one in database.read(open_suggestions, key, viewer=LEADER, today=TODAY)}


def tell(database: Database, key: Key, rule: str, whom: str, **values: Any) -> Key:
    """Write down that somebody was told."""
    return database.write(note_notice, Asked(key, rule, whom), {"at": NOON, **values}, at=NOON, **DONE)


def test_who_was_told_by_whom_and_when_is_written_down(database: Database) -> None:
    key = incident(database)
    assert left(database, key) == {"parents", "owner", "insurer"}
    tell(database, key, "owner", "responsible_s7", told="Berit")
    notice = items(database, key)["owner"].notice
    assert notice is not None
    assert (notice.at, notice.by_name, notice.told) == (NOON, "Tom", "Berit")
    assert left(database, key) == {"parents", "insurer"}


def test_why_nobody_needs_to_be_told_is_written_down_and_there_must_be_a_reason(database: Database) -> None:
    key = incident(database)
    with pytest.raises(Invalid):
        database.write(note_not_needed, Asked(key, "insurer", "insurance"), "  ", **DONE)
    database.write(note_not_needed, Asked(key, "insurer", "insurance"), "Ingen varig skade.", **DONE)
    assert "insurer" not in left(database, key)


@pytest.mark.parametrize("at", [None, NOON + timedelta(minutes=1), NOON - timedelta(days=1)])
def test_nobody_was_told_later_than_now_or_before_it_happened(database: Database, at: datetime | None) -> None:
    with pytest.raises(Invalid):
        tell(database, incident(database), "owner", "responsible_s7", at=at)


def test_what_is_ticked_off_while_it_is_followed_up_is_not_asked_again(database: Database) -> None:
    key = incident(database)
    database.write(handle_incident, key, {"notified": ("parents_at_once", "insurance")}, **DONE)
    assert left(database, key) == {"owner"}


def test_what_is_written_down_here_is_ticked_off_there_and_taken_back_again(database: Database) -> None:
    key = incident(database)
    notice = tell(database, key, "parents", "parents")
    detail = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert detail is not None
    assert detail.notified == ("parents_phone",)
    database.write(take_back_notice, notice, **DONE)
    detail = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert detail is not None
    assert detail.notified == ()
    assert "parents" in left(database, key)


def test_undo_takes_back_the_notice_and_the_tick(database: Database) -> None:
    database.steps.begin(LEADER.person)
    key = incident(database)
    tell(database, key, "parents", "parents")
    undo_last(database)
    assert "parents" in left(database, key)


def test_a_role_is_told_once_though_two_rules_want_it_told(database: Database) -> None:
    key = incident(database)
    database.write(handle_incident, key, {"causes": ("equipment_defect",)}, **DONE)
    assert "utstyr svikter" in items(database, key)["owner"].suggestion.why
    assert left(database, key) == {"parents", "owner", "insurer", "equipment_dsb"}
    tell(database, key, "owner", "responsible_s7")
    assert left(database, key) == {"parents", "insurer", "equipment_dsb"}


def test_of_two_clocks_for_one_role_the_soonest_counts() -> None:
    facts = NoticeFacts("hazard", TODAY, NOON, potential=3, causes=frozenset({"equipment_defect"}))
    slow = Suggestion("x", ("civil_protection",), When.SOON, None, "", "Sakte.", "Her.", practice=True)
    both = {one.roles[0]: one for one in once_each((slow, *suggestions(facts)))}
    assert both["civil_protection"].clock is When.DAYS_10
    assert both["civil_protection"].why.startswith("Sakte. Vurder")


def test_the_staff_register_and_the_suggestions_know_of_each_other(database: Database) -> None:
    key = staff_incident(database, occurred_on=TODAY)
    follow_up(database, key, grave=Grave.YES, told_police=TODAY)
    assert "staff.told_police" not in left(database, key)
    notice = tell(database, key, "staff.told_authority", "labour_authority")
    found = database.read(staff_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    assert found.told_authority == TODAY
    assert {"staff.confirmed_on", "staff.copied_on"} <= left(database, key)  # telling is not confirming in writing
    database.write(take_back_notice, notice, **DONE)
    assert "staff.told_authority" in left(database, key)


def test_the_days_of_a_case_whose_papers_lie_elsewhere_follow(database: Database) -> None:
    key = incident(database, kind="environment_42", story="Sak 26/7.", severity=0)
    database.write(lambda session, **_who: session.add(ReferenceCase(incident_id=key)), **DONE)

    def day() -> date | None:
        return database.read(lambda session: session.scalars(select(ReferenceCase.responsible_told_on)).one())

    notice = tell(database, key, "environment", "responsible_s7")
    assert day() == TODAY
    database.write(take_back_notice, notice, **DONE)
    assert day() is None
    database.write(lambda session, **_who: session.execute(
        update(ReferenceCase).values(responsible_told_on=TODAY)), **DONE)  # fmt: skip
    assert "environment" not in left(database, key)


def test_another_child_in_the_same_event_counts(database: Database) -> None:
    key = incident(database, severity=1)
    assert left(database, key) == set()

    def add(session: Any, **_who: Any) -> None:
        session.add(OtherChild(incident_id=key, child="AB", injury_kind="tooth"))

    database.write(add, **DONE)
    assert {"parents", "insurer"} <= left(database, key)


def test_nothing_of_what_the_child_welfare_service_was_told_is_kept(database: Database) -> None:
    key = incident(database, kind="environment_42", story="Sak 26/7.", severity=0)
    tell(database, key, "child_welfare", "child_welfare", told="Alt om saken")
    other = incident(database, kind="environment_42", story="Sak 26/8.", severity=0)
    database.write(note_not_needed, Asked(other, "child_welfare", "child_welfare"), "Fordi far …", **DONE)
    kept = database.read(lambda session: [(n.told, n.not_needed) for n in session.scalars(select(Notice))])
    assert kept == [("", ""), ("", "Vurdert")]


def test_nothing_is_suggested_of_what_is_not_confirmed_or_was_withdrawn(database: Database) -> None:
    values = {"kind": "privacy_breach", "occurred_on": TODAY.isoformat(), "place_id": str(place_of(database)),
              "severity": 0, "story": "Brev til feil mottaker."}  # fmt: skip
    database.write(receive_report, {"values": values}, "A1", told_at=NOON, **DONE)
    waiting = database.read(lambda session: session.scalars(select(Incident.id)).one())
    gone = incident(database)
    database.write(withdraw_incident, gone, "Feil.", **DONE)
    assert left(database, waiting) == left(database, gone) == set()
    with pytest.raises(Problem, match="Bekreft den først"):
        tell(database, waiting, "privacy", "data_protection")


def test_a_case_about_the_leader_goes_round_the_leader(database: Database) -> None:
    boss, _other = (database.write(add_person, name, slot=name, role=Role.LEADER, **DONE) for name in ("Berit", "Ola"))
    key = incident(database, kind="staff_violation_43", story="Sak 26/9.", severity=0, about_id=None)
    assert "violation_leader" in left(database, key)
    database.write(restrict_incident, key, [], boss, **DONE)
    assert "violation_leader" not in left(database, key)
    about = Viewer(boss, "Berit", "leader", RIGHTS[Role.LEADER])
    assert database.read(notice_items, key, viewer=about, today=TODAY) == ()
    with pytest.raises(Problem):
        database.write(note_notice, Asked(key, "violation", "responsible_s7"), {"at": NOON}, at=NOON, by=about,
                       today=TODAY)  # fmt: skip


def test_only_those_who_follow_cases_up_are_asked_to_tell(database: Database) -> None:
    with pytest.raises(Problem, match="ikke tilgang"):
        database.read(notice_items, incident(database), viewer=SAFETY_REP, today=TODAY)


def test_the_front_page_hears_of_what_is_due_and_of_nothing_that_was_done(database: Database) -> None:
    serious, breach = incident(database), incident(database, kind="privacy_breach", severity=0)
    incident(database, severity=1)
    due = database.read(notices_due, viewer=LEADER, today=TODAY)
    found = [(row.id, row.suggestion.rule, row.others) for row in due]
    assert found == [(serious, "parents", 1), (breach, "privacy", 0)]
    for rule, whom in (("parents", "parents"), ("owner", "responsible_s7")):
        tell(database, serious, rule, whom)
    assert [row.id for row in database.read(notices_due, viewer=LEADER, today=TODAY)] == [breach]


@pytest.mark.parametrize(("now", "said"), [
    (datetime(2026, 4, 30, 12, 0), "Om 72 timer"), (datetime(2026, 5, 1, 19, 0), "Om 41 timer"),
    (datetime(2026, 5, 3, 11, 30), "Om 1 time"), (datetime(2026, 5, 3, 12, 0), "Med en gang"),
    (datetime(2026, 5, 3, 15, 0), "3 timer over fristen"), (datetime(2026, 5, 5, 12, 0), "2 dager over fristen"),
])  # fmt: skip
def test_how_long_there_is_left_is_said_in_hours(now: datetime, said: str) -> None:
    one = next(iter(suggestions(NoticeFacts("privacy_breach", TODAY, NOON))))
    assert due_words(one, now)[0] == said


@pytest.mark.parametrize(("days", "said"), [
    (0, "Om 10 dager"), (9, "Om 1 dag"), (10, "I dag"), (11, "1 dag over fristen"),
])  # fmt: skip
def test_how_long_there_is_left_is_said_in_days(days: int, said: str) -> None:
    facts = NoticeFacts("hazard", TODAY, NOON, potential=3, causes=frozenset({"equipment_defect"}))
    dsb = next(one for one in suggestions(facts) if one.rule == "equipment_dsb")
    assert due_words(dsb, datetime.combine(TODAY + timedelta(days=days), time(9)))[0] == said


def test_on_the_front_page_the_incident_says_whom_to_tell_and_how_long_there_is_left(
    qtbot: QtBot, database: Database
) -> None:
    serious = incident(database, occurred_on=TODAY, story="Falt fra huska.")
    for number in range(8):  # too many for the front page, all more pressing but for this
        incident(database, severity=1, occurred_on=TODAY - timedelta(days=number), story=f"Skrubb {number}")
    desk = desk_of(database)
    overview = shown(qtbot, OverviewPage(desk, Told()))
    rows = desk.read(front_page).attention
    first = rows[0]
    assert isinstance(first, AttentionRow)
    assert (first.id, first.notice is not None) == (serious, True)
    words = words_on(overview)
    assert "Beskjed: Foreldre, og 1 til · " in words
    wanted: list[Key] = []
    overview.wants_incident.connect(wanted.append)
    button(overview, "Gi beskjed").click()
    assert wanted == [serious]


def test_on_the_front_page_the_time_there_is_to_tell_counts_as_a_deadline(database: Database) -> None:
    serious, breach = incident(database), incident(database, kind="privacy_breach", severity=0)  # 72 hours, 28 days
    for rule in left(database, serious):
        tell(database, serious, rule, "parents")
    for days, first in ((5, breach), (2, serious)):
        database.write(handle_incident, serious, {"due_on": TODAY + timedelta(days=days)}, **DONE)
        rows = database.read(front_page, viewer=LEADER, today=TODAY).attention
        assert isinstance(rows[0], AttentionRow)
        assert rows[0].id == first


# --- in the window --------------------------------------------------------------------------------------------------


def section_of(qtbot: QtBot, database: Database, key: Key, told: Told | None = None) -> QWidget:
    desk = desk_of(database)
    detail = desk.read(incident_detail, key)
    assert detail is not None
    page = QWidget()
    made = NoticeSection(desk, told or Told(), detail)
    Column(made, 1, parent=page)
    made.reload()
    shown(qtbot, page, 420, 1100)
    return page


def inside(page: QWidget) -> NoticeSection:
    found = page.findChild(NoticeSection)
    assert isinstance(found, NoticeSection)
    return found


def now_in(box: ToldBox) -> None:
    """It is filled in beforehand: when, and by whom."""
    assert box.day.value() == TODAY
    assert box.time.value() is not None
    assert box.by.value() == "Tom"
    button(box, "Varslet").click()


def test_names_and_numbers_of_everybody_stand_beside_what_is_suggested(qtbot: QtBot, database: Database) -> None:
    database.write(add_contact, {"role": "responsible_s7", "name": "Berit", "phone": "11 11 11 11"}, **DONE)
    section = section_of(qtbot, database, incident(database))
    words = words_on(section)
    assert "Berit · 11 11 11 11" in words
    assert "Nummeret til foreldrene står i deres egen oversikt" in words
    assert "ikke et lovkrav" in words
    wanted: list[tuple[str, object]] = []
    inside(section).asks.connect(lambda what, about: wanted.append((what, about)))
    button(section, "Mangler nummer – legg inn").click()  # of the insurer
    assert wanted == [("setting", "contacts")]
    assert not nameless(section)
    assert not cut(section)


def test_the_authority_is_reached_at_its_public_number(qtbot: QtBot, database: Database) -> None:
    key = staff_incident(database, occurred_on=TODAY)
    follow_up(database, key, grave=Grave.YES)
    words = words_on(section_of(qtbot, database, key))
    assert "Arbeidstilsynet · 73 19 97 00" in words
    assert "Politi · 112" in words


def test_one_press_says_that_they_were_told_and_it_can_be_undone(qtbot: QtBot, database: Database) -> None:
    told, key = Told(), incident(database)
    section = section_of(qtbot, database, key, told)
    assert "3 gjenstår" in words_on(section)
    with answering(now_in):
        button(section, "Varslet").click()
    assert "2 gjenstår" in words_on(section)
    assert "av Tom." in words_on(section)
    assert told.said == ["Skrevet ned at det er varslet: Foreldre."]
    told.undo()
    QApplication.processEvents()
    assert "3 gjenstår" in words_on(section)


def test_a_time_to_come_is_said_to_be_wrong_where_it_stands(qtbot: QtBot, database: Database) -> None:
    section = section_of(qtbot, database, incident(database))

    def too_late(box: ToldBox) -> None:
        box.day.set_value(date(2027, 1, 1))
        button(box, "Varslet").click()
        assert "nå eller tidligere" in box.boxes["at"].error
        button(box, "Avbryt").click()

    with answering(too_late):
        button(section, "Varslet").click()
    assert "3 gjenstår" in words_on(section)


def test_what_is_not_needed_stands_with_its_reason_until_it_is_taken_back(qtbot: QtBot, database: Database) -> None:
    section = section_of(qtbot, database, incident(database))

    def because(box: ReasonBox) -> None:
        box.reason.set_value("De var der da det skjedde.")
        button(box, "Lagre").click()

    with answering(because):
        button(section, "Ikke nødvendig").click()
    assert "Ikke nødvendig: De var der da det skjedde. (Tom)" in words_on(section)
    back = button(section, "Ta tilbake")
    back.setFocus()
    qtbot.keyClick(back, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert "3 gjenstår" in words_on(section)


def test_a_small_injury_goes_on_the_list_and_nobody_is_asked_about_it(qtbot: QtBot, database: Database) -> None:
    section = section_of(qtbot, database, incident(database, severity=1))
    words = words_on(section)
    assert "Denne kommer med på samlelisten." in words
    assert "gjenstår" not in words
    assert "Alle har fått beskjed" not in words


def test_where_nobody_need_be_told_nothing_is_shown(qtbot: QtBot, database: Database) -> None:
    section = section_of(qtbot, database, incident(database, kind="near_miss", severity=0))
    assert inside(section).isHidden()
    assert inside(section).lines == []


def test_a_closed_case_waits_for_nobody(qtbot: QtBot, database: Database) -> None:
    values = incident_values(database, severity=3, occurred_on=date(2026, 2, 3))
    yesterday = NOON - timedelta(days=1)  # the time of day is the machine's: it may be early in the morning
    key = database.write(record_incident, values, told_at=yesterday, by=LEADER, today=TODAY)
    assert "over fristen" in words_on(section_of(qtbot, database, key))
    database.write(close_incident, key, at=NOON, by=LEADER, today=TODAY)
    page = section_of(qtbot, database, key)
    assert "over fristen" not in words_on(page)
    assert "Ikke skrevet ned" in words_on(page)
    assert "Varslet" in [one.words for one in inside(page).findChildren(SecondaryButton)]
