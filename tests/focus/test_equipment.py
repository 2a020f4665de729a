"""A measure may be aimed at a piece of equipment: asked in its form, counted there, and told in its place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from ikdesk.focus.form_panel import FocusForm
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure
from ikdesk.measures.effect_model import Target
from ikdesk.measures.effect_queries import measure_effect
from ikdesk.measures.form_panel import MeasureForm
from ikdesk.measures.inputs_panel import new_subject, subject_after, subject_of
from ikdesk.measures.queries import measure_detail
from ikdesk.measures.sentences import spot_words
from ikdesk.unit.equipment_actions import add_equipment, withdraw_equipment
from ikdesk.unit.model import Season
from ikdesk.unit.queries import codebook
from tests.focus.places import ASKED, DONE, chosen, seen
from tests.looking import desk_of, shown
from tests.measures.test_effect import happened, know_the_months, measure
from tests.samples import measure_values, place_of


def sledge(database: Database) -> Key:
    return database.write(add_equipment, {"name": "Rattkjelken", "kind": "sledge"}, **DONE)


def test_only_equipment_of_the_unit_can_be_aimed_at(database: Database) -> None:
    piece = sledge(database)
    values = measure_values(database, place_id=None, activity=None, equipment_id=piece)
    key = database.write(add_measure, values, **DONE)
    found = database.read(measure_detail, key, **ASKED)
    assert found is not None
    assert (found.equipment_id, found.equipment) == (piece, "Rattkjelken")
    assert subject_after(found).start["equipment_id"] == piece
    with pytest.raises(Invalid, match="Velg et utstyr"):
        database.write(add_measure, {**values, "equipment_id": Key(int=99)}, **DONE)


def test_the_form_asks_for_it_where_there_is_any(qtbot: QtBot, database: Database) -> None:
    desk = desk_of(database)
    assert not shown(qtbot, MeasureForm(desk, new_subject())).form.box("equipment_id").isVisible()
    piece = sledge(database)
    form = shown(qtbot, MeasureForm(desk, new_subject()))
    assert form.form.box("equipment_id").isVisible()
    form.form.fill({"title": "Bytte rattet", "origin": "immediate", "equipment_id": str(piece)})
    with qtbot.waitSignal(form.saved) as saved:
        form.save.click()
    assert saved.args is not None
    found = database.read(measure_detail, saved.args[0], **ASKED)
    assert found is not None
    assert found.equipment_id == piece
    area = chosen(database, equipment_id=piece, title="Kjelken")
    database.write(withdraw_equipment, piece, "Ført to ganger", **DONE)
    again = shown(qtbot, MeasureForm(desk, subject_of(found)))
    assert again.form.input("equipment_id").value() == str(piece)
    other = shown(qtbot, FocusForm(desk, seen(database, area)))
    assert other.form.input("equipment_id").value() == str(piece)


def test_what_happened_with_it_counts_wherever_it_was(database: Database) -> None:
    know_the_months(database, 2022, 2026)
    piece = sledge(database)
    for place in ("sledding_hill", "sandpit"):
        days = [date(2023, 2, 1) + timedelta(days=n) for n in range(5)]
        happened(database, place_of(database, place), days, equipment_id=piece)
    happened(database, place_of(database), [date(2026, 2, 1)])
    key = measure(database, place_id=None, equipment_id=piece, decided_on=date(2025, 1, 1),
                  started_on=date(2025, 1, 1), trigger_first=None)  # fmt: skip
    found = database.read(measure_effect, key, **ASKED)
    assert (found.judgement.before.events, found.judgement.after.events) == (10, 0)
    assert found.target.equipment == "Rattkjelken"


def test_upward_it_is_called_what_it_counts_as(database: Database) -> None:
    book: Codebook = database.read(codebook, **ASKED)
    piece = sledge(database)
    target = Target(None, "", None, None, None, Season.ALL_YEAR, piece, "Rattkjelken", "sledge")  # type: ignore[arg-type]
    assert spot_words(target, book) == "Rattkjelken"
    assert spot_words(target, book, upward=True) == "Akebrett eller kjelke"
