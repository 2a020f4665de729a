"""An insight has all that belongs to an incident, and nothing of the bodies of other children."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from ikdesk.focus.actions import choose_focus
from ikdesk.incidents.actions import correct_incident
from ikdesk.incidents.case_model import Attachment, CaseNote, Notice, OtherChild
from ikdesk.incidents.form_model import INCIDENT, PARTS
from ikdesk.incidents.model import Incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure
from ikdesk.meetings.actions import answer_question, plan_meeting, withdraw_meeting
from ikdesk.meetings.view_model import Said
from ikdesk.people.actions import add_person
from ikdesk.people.model import Role
from ikdesk.privacy.insight_model import FREE, Insight, Search, Told
from ikdesk.privacy.insight_queries import SHOWN, about_person, candidates, told
from ikdesk.privacy.insight_sections import insight_data, preview
from ikdesk.privacy.mask_model import MASK
from ikdesk.privacy.mention_queries import mentioned_in
from ikdesk.risks.actions import record_mini
from ikdesk.risks.hazard_actions import withdraw_hazard
from ikdesk.risks.queries import risk_names
from ikdesk.risks.rating_actions import approve_risk
from ikdesk.unit.queries import codebook, unit_row
from tests.incidents.form_samples import case_of, everything
from tests.samples import LEADER, NOON, TODAY, measure_values

ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
# the unit's own work, not what is known of a person; or told in another way
NOT_TOLD = {"number", "place_id", "department_id", "equipment_id", "routine_status", "routine_id", "about_id",
            "disposed_on"}  # fmt: skip


@pytest.fixture
def two(database: Database) -> Key:
    key = case_of(database, child="OH", story="OH og AB kolliderte.")

    def add(session: Any, *, by: Any, today: Any) -> None:
        del by, today
        session.add_all([
            OtherChild(incident_id=key, child="A.B.", injury_kind="cut_wound"),
            CaseNote(incident_id=key, at=datetime(2026, 4, 2, 9), text="Snakket med Kari om AB."),
            Notice(incident_id=key, rule="parents", whom="parents", at=datetime(2026, 4, 2, 9), told="Mor"),
            Attachment(incident_id=key, about="Gjerdet"),
        ])  # fmt: skip

    def hurt(session: Any, *, by: Any, today: Any) -> None:
        del by, today
        session.get_one(Incident, key).injury_kind = "graze"

    for act in (add, hurt):
        database.write(act, by=LEADER, today=TODAY)
    return key


def _of(database: Database, key: Key, about: str) -> Told:
    found: list[Told] = database.read(told, [key], about, **ASKED)
    return found[0]


def test_every_labelled_attribute_is_told_or_said_not_to_be() -> None:
    assert {one.key for one in INCIDENT} - set(SHOWN) == NOT_TOLD


def test_what_people_write_themselves_can_be_taken_out_wherever_it_stands() -> None:
    free = {one.key for fields in (INCIDENT, *PARTS.values()) for one in fields
            if one.kind is str and not one.codes and not one.key.endswith("_id")}  # fmt: skip
    assert free - FREE <= {"number"}


def test_a_child_that_is_not_the_first_is_found(database: Database, two: Key) -> None:
    found = database.read(candidates, Search("AB"), **ASKED)
    assert [(one.id, one.in_field) for one in found] == [(two, True)]
    assert [one.in_field for one in database.read(candidates, Search("Kari"), **ASKED)] == [False]  # in a note


def test_each_child_is_told_of_its_own_body_only(database: Database, two: Key) -> None:
    first, second = _of(database, two, "OH"), _of(database, two, "AB")
    assert (first.values["injury_kind"], first.values["child"]) == ("graze", "OH")
    assert "other_child" not in {part.kind for part in first.parts}
    assert (second.values["injury_kind"], second.values["child"]) == (None, None)
    assert [part.values["injury_kind"] for part in second.parts if part.kind == "other_child"] == ["cut_wound"]


def test_who_the_first_child_was_taken_to_be_is_not_told_to_the_second(database: Database, two: Key) -> None:
    database.write(correct_incident, two, {"child": "LM"}, "Tok feil", by=LEADER, today=TODAY)
    assert [one.attribute for one in _of(database, two, "LM").corrections] == ["child"]
    assert _of(database, two, "AB").corrections == ()


def test_somebody_who_is_named_in_a_note_only_is_found(database: Database, two: Key) -> None:
    person = database.write(add_person, "Kari", slot="kari", role=Role.STAFF, by=LEADER, today=TODAY)
    assert [one.id for one in database.read(about_person, person, **ASKED)] == [two]


def test_notes_notices_and_pictures_are_told_with_others_taken_out(database: Database, two: Key) -> None:
    insight = Insight("OH", (_of(database, two, "OH"),), words=("AB", "Kari"))
    book, unit = database.read(codebook, **ASKED), database.read(unit_row, **ASKED)
    shown = preview(insight, book)
    assert f"Snakket med {MASK} om {MASK}." in shown
    assert "Hvem fikk beskjed: Mor" in shown
    assert "Hva viser bildet: Gjerdet" in shown
    data = insight_data(insight, unit, book, when=NOON.astimezone())
    assert {one["kind"] for one in data["records"][0]["besides"]} == {"case_note", "notice", "attachment"}
    assert "Kari" not in repr(data)


def test_everything_that_is_filled_in_is_told(database: Database) -> None:
    whole = _of(database, everything(database), "")
    empty = {key for key, value in whole.values.items() if value in (None, "", ())}
    assert empty <= {"department", "closed_at", "adults_present"}
    assert {part.kind for part in whole.parts} == {kind.__tablename__ for kind in PARTS} - {"staff_case"}


def test_meetings_measures_areas_and_assessments_that_may_name_somebody_are_pointed_out(database: Database) -> None:
    does: dict[str, Any] = {"by": LEADER, "today": TODAY}
    key = database.write(plan_meeting, {"day": TODAY, "note": "Ble enige om mer hjelp til O.H."}, **does)
    other = database.write(plan_meeting, {"day": TODAY, "note": "Johan Hansen var med."}, **does)
    database.write(answer_question, other, Said("why", "Hvorfor?", "OH klatrer."), **does)
    database.write(add_measure, measure_values(database, title="Følge OH i bakken"), **does)
    database.write(choose_focus, {"activity": "sledding", "problem": "Det gjelder AB"}, **does)
    found = database.read(mentioned_in, ("OH",), **ASKED)
    assert found == ("Møtet 30.04.2026", "Møtet 30.04.2026", "Tiltak 1")
    database.write(withdraw_meeting, key, "Feil dag", **does)
    assert len(database.read(mentioned_in, ("OH",), **ASKED)) == 3  # what was withdrawn is stored still
    assert database.read(mentioned_in, ("AB",), **ASKED) == ("Innsatsområdet 30.04.2026",)
    assert database.read(mentioned_in, ("XY", ""), **ASKED) == ()
    dangers = [{"title": "Fall", "prevents": ["EF går først"], "probability": 2, "consequence": 3}]
    database.write(record_mini, {"title": "Tur", "participants": "Kari og CD"}, dangers, **does)
    for word in ("CD", "EF"):
        assert database.read(mentioned_in, (word,), **ASKED) == ("Risikovurderingen «Tur»",)


def test_the_words_of_the_program_in_what_was_approved_are_nobodys_initials(database: Database) -> None:
    does: dict[str, Any] = {"by": LEADER, "today": TODAY}
    dangers = [{"title": "Fall", "prevents": ["EF går først"], "probability": 2, "consequence": 3}]
    key = database.write(record_mini, {"title": "Tur"}, dangers, **does)
    next_year = TODAY.replace(year=TODAY.year + 1)
    database.write(approve_risk, key, {"approved_by": "Tom", "next_review": next_year}, **does)
    (hazard,) = database.read(risk_names, **ASKED)[0].hazards
    database.write(withdraw_hazard, hazard[0], "Navn", **does)
    assert database.read(mentioned_in, ("EF",), **ASKED) == ("Risikovurderingen «Tur»",)
    for word in ("ID", "AIM", "ROW", "YES", "MINI"):
        assert database.read(mentioned_in, (word,), **ASKED) == ()
