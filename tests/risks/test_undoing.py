"""Whatever is done with an assessment, undoing it leaves it as it was."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.risks.hazard_actions import add_hazard
from ikdesk.risks.queries import risk_list, risk_view, unit_matrix
from ikdesk.risks.view_model import RiskGroup
from ikdesk.routines.actions import add_routine
from ikdesk.unit.equipment_actions import add_equipment
from tests.conftest import _over
from tests.engines import in_memory
from tests.public import functions
from tests.risks.everything import RISK_RECIPES, RiskKeys, fill_risks
from tests.samples import LEADER, TODAY, place_of

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
ACTIONS = {name: function for name, function in functions().items()
           if name.startswith("risks.") and "by" in inspect.signature(function).parameters}  # fmt: skip
NOTHING_TO_UNDO = {"risks.actions.reopen_risk", "risks.hazard_actions.reopen_hazard"}  # nothing was closed


@pytest.fixture(scope="module")
def filled(ready_made: Any) -> Iterator[SimpleNamespace]:
    connection: driver.Connection = in_memory()
    ready_made.backup(connection)
    database = _over(connection)
    database.write(add_equipment, {"kind": "swing", "name": "Huska"}, by=SYSTEM, today=TODAY)
    routine = database.write(add_routine, {"title": "Aking", "steps": "Én om gangen."}, **DONE)
    keys = fill_risks(database, place_of(database), routine, None, "Aking", **DONE)
    database.steps.begin(LEADER.person)
    yield SimpleNamespace(database=database, risks=keys, routine=routine, hill=place_of(database))
    database.close()


def everything_said(database: Database, keys: RiskKeys) -> tuple[Any, ...]:
    seen: Callable[..., Any] = database.read
    view = seen(risk_view, keys.risk, **ASKED)
    return view, seen(risk_list, RiskGroup.ALL, **ASKED), seen(unit_matrix, **ASKED)


def arguments(name: str, filled: SimpleNamespace) -> dict[str, Any]:
    """As tests/rights.py finds them."""
    folder, _module, action = name.split(".")
    plain: dict[str, Callable[[Any], Any]] = {
        "why": lambda _f: "Feil.", "values": lambda _f: {"title": "Noe annet"}, "evidence": lambda _f: {},
    }  # fmt: skip
    recipes = plain | RISK_RECIPES
    wanted = [one for one in inspect.signature(ACTIONS[name]).parameters if one not in {"session", "by", "today"}]
    places = {one: (f"{action}.{one}", f"{folder}.{one}", one) for one in wanted}
    return {one: next(recipes[at] for at in where if at in recipes)(filled) for one, where in places.items()}


@pytest.mark.parametrize("name", sorted(ACTIONS.keys() - NOTHING_TO_UNDO))
def test_what_was_done_is_undone(filled: SimpleNamespace, name: str) -> None:
    database: Database = filled.database
    if name.endswith("move_hazard"):  # there must be another to change places with
        database.write(add_hazard, filled.risks.risk, {"title": "Fall"}, **DONE)
    before = everything_said(database, filled.risks)
    database.write(ACTIONS[name], **arguments(name, filled), **DONE)
    assert everything_said(database, filled.risks) != before
    step = database.steps.newest(LEADER.person)
    assert step is not None
    database.undo(step, **DONE)
    assert everything_said(database, filled.risks) == before
