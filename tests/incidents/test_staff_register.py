"""The staff register: what it holds, who reads what of it, and that nothing medical stands there without consent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from ikdesk.incidents.actions import correct_incident, handle_incident, record_incident
from ikdesk.incidents.inbox_actions import receive_report
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import Filter, incident_detail, incident_page
from ikdesk.incidents.staff_actions import handle_staff_case, move_injury
from ikdesk.incidents.staff_duties_model import StaffDetail, duties
from ikdesk.incidents.staff_model import MEDICAL, Grave, StaffCase
from ikdesk.incidents.staff_queries import staff_detail
from ikdesk.incidents.staff_sentences import duty_words
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.search import SearchText
from ikdesk.kernel.viewer import Key, Viewer
from tests.incidents.staff_samples import (
    CANARY,
    CONSENT,
    DEPARTMENT_LEAD,
    SAFETY_REP,
    STAFF,
    follow_up,
    medical,
    staff_incident,
)
from tests.samples import LEADER, NOON, TODAY, incident_values


def detail(database: Database, key: Key, viewer: Viewer = LEADER) -> StaffDetail:
    found = database.read(staff_detail, key, viewer=viewer, today=TODAY)
    assert found is not None
    return found


def correct(database: Database, key: Key, **values: Any) -> None:
    database.write(correct_incident, key, values, "Feil register", by=LEADER, today=TODAY)


def test_whom_a_report_about_staff_is_about_is_a_position_and_stands_in_the_staff_register(database: Database) -> None:
    key = staff_incident(database, child="Barne- og ungdomsarbeider")
    assert detail(database, key).position == "Barne- og ungdomsarbeider"
    shown = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert shown is not None
    assert shown.child == ""


def test_a_position_that_is_too_long_is_told_where_it_was_written(database: Database) -> None:
    with pytest.raises(Invalid) as wrong:
        staff_incident(database, child="x" * 61)
    assert set(wrong.value.messages) == {"child"}


def test_a_report_about_staff_from_the_locked_screen_gets_its_case_too(database: Database) -> None:
    values = incident_values(database, kind="staff_injury", child="Vikar")
    plain = {key: None if value is None else str(value) for key, value in values.items()}
    note = {"values": {**plain, "severity": 1}}
    database.write(receive_report, note, "A7", told_at=NOON, by=LEADER, today=TODAY)
    key = database.read(lambda session: session.scalars(select(Incident.id)).one())
    assert detail(database, key).position == "Vikar"


def test_a_report_about_a_child_has_no_case_in_the_staff_register(database: Database) -> None:
    key = database.write(record_incident, incident_values(database, child="AB"), told_at=NOON, by=LEADER, today=TODAY)
    assert database.read(staff_detail, key, viewer=LEADER, today=TODAY) is None
    assert database.read(lambda session: session.scalars(select(StaffCase)).all()) == []


@pytest.mark.parametrize("values", [
    {"injury_kind": "fracture"}, {"body_part": "head"}, {"side": "left"}, {"treatment": ("hospital",)},
    {"medical_note": CANARY},
])  # fmt: skip
def test_nothing_medical_is_taken_down_without_consent(database: Database, values: dict[str, Any]) -> None:
    key = staff_incident(database)
    with pytest.raises(Invalid, match="samtykket"):
        follow_up(database, key, **values)
    with pytest.raises(Invalid, match="når den ansatte samtykket"):
        follow_up(database, key, **values, medical_consent=True)
    follow_up(database, key, **values, **CONSENT)
    assert detail(database, key).medical is not None


def test_what_is_medical_has_no_place_in_the_incident_itself(database: Database) -> None:
    key = staff_incident(database)
    with pytest.raises(Invalid, match="samtykket"):
        database.write(handle_incident, key, {"injury_kind": "fracture"}, by=LEADER, today=TODAY)


def test_a_consent_that_is_taken_back_takes_what_is_medical_with_it(database: Database) -> None:
    key = staff_incident(database)
    medical(database, key)
    follow_up(database, key, medical_consent=False, consent_on=None, medical_note=CANARY)
    assert detail(database, key).medical is None
    case = database.read(lambda session: session.scalars(select(StaffCase)).one())
    assert not any(getattr(case, name) for name in MEDICAL)


def test_the_safety_representative_reads_the_case_and_nothing_medical(database: Database) -> None:
    key = staff_incident(database)
    medical(database, key)
    follow_up(database, key, absence_from=date(2026, 2, 4), absence_days=12)
    assert CANARY in repr(detail(database, key))
    found = detail(database, key, SAFETY_REP)
    assert (found.position, found.absence_days, found.medical_consent) == ("Pedagogisk leder", 12, True)
    everything = repr(found) + repr(database.read(incident_page, Filter(), viewer=SAFETY_REP, today=TODAY))
    everything += repr(database.read(incident_detail, key, viewer=SAFETY_REP, today=TODAY))
    for word in (CANARY, "fracture", "shoulder", "hospital", "left'"):
        assert word not in everything
    assert found.medical is None


def test_nothing_medical_can_be_searched_for(database: Database) -> None:
    key = staff_incident(database)
    medical(database, key)
    for who in (LEADER, SAFETY_REP):
        page = database.read(incident_page, Filter(words=CANARY), viewer=who, today=TODAY)
        assert page.total == 0
    bodies = database.read(lambda session: session.scalars(select(SearchText.body)).all())
    assert not [body for body in bodies if CANARY in body]


def test_the_safety_representative_changes_nothing(database: Database) -> None:
    key = staff_incident(database)
    with pytest.raises(Problem, match="ikke tilgang"):
        database.write(handle_staff_case, key, {}, {"absence_days": 0}, by=SAFETY_REP, today=TODAY)
    with pytest.raises(Problem, match="ikke tilgang"):
        database.write(move_injury, key, by=SAFETY_REP, today=TODAY)


@pytest.mark.parametrize("who", [STAFF, DEPARTMENT_LEAD], ids=["staff", "department_lead"])
def test_nobody_else_reads_the_staff_register(database: Database, who: Viewer) -> None:
    key = staff_incident(database)
    with pytest.raises(Problem, match="ikke tilgang"):
        database.read(staff_detail, key, viewer=who, today=TODAY)


def test_a_case_about_the_leader_is_hidden_from_the_leader(database: Database) -> None:
    key = staff_incident(database)

    def point(session: Any, *, by: Viewer) -> None:
        session.get_one(Incident, key).about_id = None if by is LEADER else by.person

    with_person = Viewer(_person(database), "Tom", "leader", LEADER.rights)
    database.write(point, by=with_person)
    assert database.read(staff_detail, key, viewer=with_person, today=TODAY) is None
    with pytest.raises(Problem, match="finnes ikke"):
        database.write(handle_staff_case, key, {}, {}, by=with_person, today=TODAY)


def _person(database: Database) -> Key:
    from ikdesk.people.actions import add_person
    from ikdesk.people.model import Role

    return database.write(add_person, "Tom", slot="tom", role=Role.LEADER, by=LEADER, today=TODAY)


def test_absence_needs_a_first_day_and_a_number_that_can_be(database: Database) -> None:
    key = staff_incident(database)
    for days in (-1, 3_651):
        with pytest.raises(Invalid) as wrong:
            follow_up(database, key, absence_days=days, absence_from=TODAY)
        assert set(wrong.value.messages) == {"absence_days"}
    with pytest.raises(Invalid) as wrong:
        follow_up(database, key, absence_days=3)
    assert set(wrong.value.messages) == {"absence_from"}
    follow_up(database, key, absence_days=0)


def test_days_after_today_or_before_the_incident_are_refused(database: Database) -> None:
    key = staff_incident(database)  # 3 February
    for day in (date(2026, 5, 1), date(2026, 2, 2), date(1066, 1, 1)):
        with pytest.raises(Invalid) as wrong:
            follow_up(database, key, told_authority=day)
        assert set(wrong.value.messages) == {"told_authority"}


def test_a_word_in_no_list_is_refused(database: Database) -> None:
    key = staff_incident(database)
    with pytest.raises(Invalid) as wrong:
        follow_up(database, key, employment="pirat", violence=("hit", "kannon"))
    assert set(wrong.value.messages) == {"employment", "violence"}


def test_nothing_is_half_saved(database: Database) -> None:
    key = staff_incident(database)
    with pytest.raises(Invalid):
        follow_up(database, key, {"handling": "Samtale."}, absence_days=-1)
    shown = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert shown is not None
    assert shown.handling == ""


def test_a_case_is_written_only_of_staff(database: Database) -> None:
    key = database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)
    with pytest.raises(Problem, match="gjelder ikke en ansatt"):
        follow_up(database, key, position="Vikar")


def test_an_incident_corrected_to_be_about_staff_is_masked_at_once_and_loses_nothing(database: Database) -> None:
    key = database.write(record_incident, incident_values(database, child="AB"), told_at=NOON, by=LEADER, today=TODAY)
    told = {"injury_kind": "fracture", "body_part": "hand", "side": "left", "treatment": ("hospital",),
            "notified": ("parents_phone", "leader")}  # fmt: skip
    database.write(handle_incident, key, told, by=LEADER, today=TODAY)
    correct(database, key, kind="staff_injury")
    shown = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert shown is not None
    assert (shown.child, shown.injury_kind, shown.body_part, shown.side, shown.treatment) == ("", None, None, None, ())
    assert shown.notified == ("leader",)
    assert detail(database, key).left_behind == ("child", "injury_kind", "body_part", "side", "treatment")
    assert detail(database, key, SAFETY_REP).left_behind == ()
    correct(database, key, kind="child_injury")
    shown = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert shown is not None
    assert (shown.child, shown.injury_kind, shown.treatment) == ("AB", "fracture", ("hospital",))
    assert shown.notified == ("parents_phone", "leader")


def test_what_stood_among_the_children_is_moved_only_with_consent(database: Database) -> None:
    key = database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)
    database.write(handle_incident, key, {"injury_kind": "fracture"}, by=LEADER, today=TODAY)
    correct(database, key, kind="staff_injury")
    with pytest.raises(Invalid, match="samtykket"):
        database.write(move_injury, key, by=LEADER, today=TODAY)
    follow_up(database, key, **CONSENT)
    database.write(move_injury, key, by=LEADER, today=TODAY)
    found = detail(database, key)
    assert found.medical is not None
    assert (found.medical.injury_kind, found.left_behind) == ("fracture", ())


def test_a_case_corrected_to_be_about_a_child_keeps_what_stood_there_and_the_injury_can_be_moved(
    database: Database,
) -> None:
    key = staff_incident(database)
    medical(database, key)
    correct(database, key, kind="child_injury")
    found = detail(database, key)
    assert not found.listed
    assert {"position", "injury_kind", "medical_note"} <= set(found.left_behind)
    assert found.medical is None
    database.write(move_injury, key, by=LEADER, today=TODAY)
    shown = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert shown is not None
    assert (shown.injury_kind, shown.body_part) == ("fracture", "shoulder")


def test_the_safety_representative_is_not_told_of_a_correction_of_what_was_medical_or_of_a_child(
    database: Database,
) -> None:
    key = database.write(record_incident, incident_values(database, child="AB"), told_at=NOON, by=LEADER, today=TODAY)
    correct(database, key, child="CD")
    correct(database, key, kind="staff_injury")
    shown = database.read(incident_detail, key, viewer=SAFETY_REP, today=TODAY)
    assert shown is not None
    assert [row.attribute for row in shown.corrections] == ["kind"]


def words(found: StaffDetail) -> dict[str, str]:
    return {duty.key: duty_words(duty) for duty in duties(found)}


def test_the_safety_representative_is_always_to_be_told(database: Database) -> None:
    key = staff_incident(database)
    said = words(detail(database, key))
    assert said["told_safety_rep"] == "Gjenstår (arbeidsmiljøloven § 6-2)"
    assert said["told_police"] == said["nav_on"] == said["copied_on"] == ""
    follow_up(database, key, told_safety_rep=date(2026, 2, 4))
    assert words(detail(database, key))["told_safety_rep"] == "04.02.2026"


def test_a_serious_injury_must_be_told_at_once_and_in_writing(database: Database) -> None:
    key = staff_incident(database, severity=3)
    assert words(detail(database, key))["told_authority"] == "Ta stilling til om skaden er alvorlig"
    follow_up(database, key, grave=Grave.YES)
    said = words(detail(database, key))
    assert said["told_authority"] == said["told_police"] == "Varsle med en gang (arbeidsmiljøloven § 5-2)"
    assert said["confirmed_on"] == said["copied_on"] == "Gjenstår (arbeidsmiljøloven § 5-2)"
    follow_up(database, key, grave=Grave.NO)
    assert words(detail(database, key))["told_authority"] == ""


def test_nav_is_told_of_an_injury_that_needed_treatment_or_gave_absence_and_of_no_near_miss(database: Database) -> None:
    key = staff_incident(database, kind="staff_injury")
    for values, wanted in (({"treatment_level": "on_site"}, False), ({"treatment_level": "seen_to"}, True),
                           ({"nearly": True}, False), ({"nearly": False, "treatment_level": "none"}, False),
                           ({"absence_from": date(2026, 2, 4), "absence_days": 2}, True)):  # fmt: skip
        follow_up(database, key, **values)
        assert bool(words(detail(database, key))["nav_on"]) is wanted, values
    assert "innen ett år" in words(detail(database, key))["nav_on"]
    assert "avtalen" in words(detail(database, key))["insurer_on"]  # practice, not law
