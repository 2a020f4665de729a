"""Hostile texts through every field, every question and every way out; new fields, questions and writers are found."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.focus.actions import choose_focus
from ikdesk.incidents.actions import handle_incident, record_incident
from ikdesk.incidents.case_actions import add_child
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import Filter, incident_page
from ikdesk.incidents.reference_actions import keep_reference
from ikdesk.incidents.staff_actions import handle_staff_case
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.search import matching
from ikdesk.kernel.words import clean, composed
from ikdesk.measures.actions import add_measure
from ikdesk.measures.queries import MeasureFilter, measure_page
from ikdesk.meetings.actions import add_idea, change_idea, plan_meeting
from ikdesk.privacy.insight_model import Search
from ikdesk.privacy.insight_queries import candidates
from ikdesk.routines.actions import add_routine
from ikdesk.routines.queries import RoutineFilter, routine_page
from ikdesk.unit.contact_actions import add_contact
from ikdesk.unit.equipment_actions import add_equipment
from tests import rights
from tests.access.test_every_way_out import _writers
from tests.hostile.conftest import Hostile
from tests.hostile.corpus import CORPUS, HUGE
from tests.hostile.exits import EXITS, WRITERS
from tests.hostile.fields import RECIPES
from tests.hostile.house import Writer
from tests.hostile.otherwise import OTHERWISE, coded_attributes, text_attributes
from tests.hostile.recipe import ENTITIES
from tests.hostile.risks import RISKS_CODED
from tests.hostile.watched import watched
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values

QUESTIONS = sorted(
    name for name, function in rights.FUNCTIONS.items() if "viewer" in inspect.signature(function).parameters
)
WRITTEN = {name for recipe in RECIPES for name in recipe.texts}
PATIENCE = 10.0  # seconds for a text of a million letters, on a machine with much else to do
DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
CODED: dict[str, Callable[[Database, str, Any], Any]] = {
    "Incident": lambda d, name, code: d.write(
        record_incident, incident_values(d, **{name: code}), told_at=NOON, **DONE),
    "handled": lambda d, name, code: d.write(handle_incident, _incident(d), {name: code}, **DONE),
    "Measure": lambda d, name, code: d.write(add_measure, measure_values(d, **{name: code}), **DONE),
    "FocusArea": lambda d, name, code: d.write(choose_focus, {name: code}, **DONE),
    "MeetingIdea": lambda d, name, code: d.write(change_idea, _proposal(d), {name: code}, **DONE),
    "RoutineVersion": lambda d, name, code: d.write(add_routine, {"title": "Tur", "steps": "Gå", name: code}, **DONE),
    "StaffCase": lambda d, name, code: d.write(
        handle_staff_case, _incident(d, "staff_injury"), {},
        {name: code, "medical_consent": True, "consent_on": TODAY}, **DONE),
    "ReferenceCase": lambda d, name, code: d.write(
        keep_reference, _incident(d, "environment_42"), {name: code}, **DONE),
    "OtherChild": lambda d, name, code: d.write(add_child, _incident(d), {"child": "OA", name: code}, **DONE),
    "Equipment": lambda d, name, code: d.write(add_equipment, {"name": "Huske", name: code}, **DONE),
    "Contact": lambda d, name, code: d.write(add_contact, {"name": "Siv", "phone": "22 22 22 22", name: code}, **DONE),
    **RISKS_CODED,
}  # fmt: skip
PLACED = {"Place.standard": "tests/unit refuses it"}


def _incident(database: Database, kind: str = "child_injury") -> Any:
    return database.write(record_incident, incident_values(database, kind=kind), told_at=NOON, **DONE)


def _proposal(database: Database) -> Any:
    meeting = database.write(plan_meeting, {"day": TODAY}, **DONE)
    return database.write(add_idea, meeting, "Strø bakken", "immediate", **DONE)


def test_the_corpus_is_large() -> None:
    assert len(set(CORPUS.values())) >= 500


def test_every_text_attribute_has_a_recipe_or_a_reason() -> None:
    excused = {name for names in OTHERWISE.values() for name in names}
    lacking = text_attributes() - WRITTEN - excused
    assert not lacking, f"{sorted(lacking)}: write each with an action in RECIPES of fields.py, or say in OTHERWISE why"
    assert (WRITTEN | excused) <= text_attributes(), "these are no attributes any more"


def test_every_text_in_every_field_is_kept_as_it_is_cleaned_or_refused_with_a_sentence(hostile: Hostile) -> None:
    assert hostile.found.wrong == []
    assert hostile.found.kept > 40 * len(WRITTEN)
    few = {name for name in WRITTEN if len(hostile.found.by_field.get(name, ())) < 15}
    assert not few, "nothing came through here"


def test_nothing_changes_when_it_is_cleaned_again() -> None:
    for name, text in CORPUS.items():
        said = clean(text)
        assert clean(said) == said, name
        assert composed(said) == said, name


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: next(iter(recipe.texts)))
def test_a_million_letters_are_refused_in_every_field_and_nothing_hangs(database: Database, recipe: object) -> None:
    assert recipe in RECIPES
    found = next(one for one in RECIPES if one is recipe)
    writer = Writer(database, LEADER, TODAY)
    turn = [(name, HUGE[name]) for name in ("words", "lines", "storm", "brackets", "formula")]
    for at, name in enumerate(found.texts):
        said, text = turn[(RECIPES.index(found) + at) % len(turn)]
        begun = monotonic()
        writer.write(found, {**found.texts, name: text}, dict.fromkeys(found.texts, said))
        assert monotonic() - begun < PATIENCE, (name, said)
    assert writer.found.wrong == []
    taken = bool(found.as_typed or found.cut)
    assert writer.found.refused == (0 if taken else len(found.texts))


@pytest.mark.parametrize("name", sorted(coded_attributes() - PLACED.keys()))
def test_a_code_that_stands_in_no_list_is_refused_with_a_sentence(database: Database, name: str) -> None:
    kind, attribute = name.split(".")
    field = next(one for one in fields_of(ENTITIES[kind]) if one.key == attribute)
    asked_first = {"kind", "severity"}
    do = CODED["handled" if kind == "Incident" and attribute not in asked_first else kind]
    for text in list(CORPUS.values())[:: 40 if attribute not in asked_first else 8]:
        if not clean(text):
            continue
        with pytest.raises((Invalid, Problem)) as said:
            do(database, attribute, (text,) if field.kind is tuple else text)
        assert str(said.value).strip()


@pytest.mark.parametrize("dotted", QUESTIONS)
def test_every_question_is_answered_in_a_hostile_house(hostile: Hostile, dotted: str, tmp_path: Path) -> None:
    with watched(hostile.demo.folder, tmp_path) as elsewhere:
        rights.call(dotted, hostile.demo, hostile.house.viewer)
    assert elsewhere == []


def test_every_record_opens(hostile: Hostile) -> None:
    details = {"incidents.queries.incident_detail": "Incident", "measures.queries.measure_detail": "Measure",
               "routines.queries.routine_detail": "Routine", "incidents.staff_queries.staff_detail": "Incident"}
    for dotted, kind in details.items():
        for key in hostile.house.keys(ENTITIES[kind], 60):
            hostile.house.read(rights.FUNCTIONS[dotted], key)


def test_whatever_is_typed_in_a_search_box_is_words_and_nothing_else(hostile: Hostile) -> None:
    house = hostile.house
    with Session(house.database.engine) as session:
        for text in CORPUS.values():
            wanted = matching("incident", text)
            if wanted is not None:
                session.scalars(wanted).all()
    some = [*list(CORPUS.items())[::16], *HUGE.items()]
    for at, (name, text) in enumerate(some):
        begun = monotonic()
        asked = ((incident_page, Filter(words=text)), (measure_page, MeasureFilter(words=text)),
                 (routine_page, RoutineFilter(words=text)), (candidates, Search(text[:400])))
        house.read(*asked[at % 3])
        if at % 6 == 0:
            house.read(*asked[3])
        assert monotonic() - begun < PATIENCE, name


def test_a_text_is_found_by_its_own_words(hostile: Hostile) -> None:
    lost = []
    with Session(hostile.house.database.engine) as session:
        for name, text in CORPUS.items():
            wanted = matching("incident", text)
            story = clean(text)
            key = session.scalars(select(Incident.id).where(Incident.story == story)).first()
            if wanted is None or key is None or len(text) > 900 or name.startswith("broken"):
                continue
            if key not in set(session.scalars(wanted)):
                lost.append(name)
    assert lost == []


def test_every_function_that_writes_a_file_is_tried() -> None:
    assert _writers() - WRITERS.keys() == set(), "give it a line in WRITERS of exits.py, and a way out that tries it"
    assert {way for way in WRITERS.values() if " " not in way} <= EXITS.keys()


@pytest.mark.parametrize("way", EXITS)
def test_what_is_written_opens_again_holds_the_text_and_nothing_in_it_is_alive(
    hostile: Hostile, way: str, tmp_path: Path
) -> None:
    with watched(tmp_path) as elsewhere:
        wrong = list(EXITS[way](hostile.house, tmp_path))
    assert wrong == []
    assert elsewhere == []
