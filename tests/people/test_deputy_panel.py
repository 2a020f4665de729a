"""A deputy is appointed in the settings, and it is ended there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pytestqt.qtbot import QtBot

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.people.actions import add_person
from ikdesk.people.deputy_panel import DeputyPanel
from ikdesk.people.model import Role
from ikdesk.people.queries import person_of_slot
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ReasonBox
from ikdesk.unit.queries import codebook
from tests.looking import Told, button, shown, words_on
from tests.samples import LEADER, TODAY
from tests.ui.hands import answering, click


def panel_of(qtbot: QtBot, database: Database, told: Told) -> Any:
    """The panel, where there is a leader and one more."""
    for name, role in (("Tom", Role.LEADER), ("Kari", Role.STAFF)):
        database.write(add_person, name, slot=name, role=role, by=SYSTEM, today=TODAY)
    desk = Desk(database, LEADER, Clock(TODAY), database.read(codebook, viewer=LEADER, today=TODAY), Settings())
    return shown(qtbot, DeputyPanel(desk, told))


def test_what_is_lacking_is_said_and_one_is_taken_there(qtbot: QtBot, database: Database) -> None:
    panel = panel_of(qtbot, database, Told())
    click(panel.save)
    assert panel.form.box("person").error == "Velg hvem som er stedfortreder."
    assert panel.focusWidget() is panel.who
    assert panel.who.findText("Tom") < 0  # leads already


def test_somebody_is_appointed_and_ended_in_the_settings(qtbot: QtBot, database: Database) -> None:
    told = Told()
    panel = panel_of(qtbot, database, told)
    panel.who.setCurrentIndex(panel.who.findText("Kari"))
    panel.form.fill({"from_day": TODAY, "to_day": TODAY + timedelta(days=13), "why": "Ferie"})
    click(panel.save)
    assert told.said == ["Kari er stedfortreder til og med 13. mai 2026."]
    assert "Er stedfortreder nå" in words_on(panel)
    assert stands_in(database)

    def give_reason(box: Any) -> None:
        box.reason.setText("Tilbake")
        click(button(box, "Avslutt"))

    with answering(give_reason, kind=ReasonBox):
        click(button(panel, "Avslutt"))
    assert not stands_in(database)
    assert "Avsluttet før tiden: Tilbake" in words_on(panel)
    told.undo()
    assert stands_in(database)
    with answering(give_reason, kind=ReasonBox):
        click(button(panel, "Avslutt"))
    panel.who.setCurrentIndex(panel.who.findText("Kari"))
    undo = told.undo
    panel.form.fill({"from_day": TODAY, "to_day": TODAY, "why": "Syk"})
    click(panel.save)
    undone: list[str] = []
    panel._desk.undone.connect(lambda said, _page: undone.append(said))
    undo()  # of the days that are somebody's again
    assert undone == ["Det kan ikke angres. Personen er stedfortreder noen av disse dagene allerede."]


def stands_in(database: Database) -> bool:
    return database.read(person_of_slot, "Kari", viewer=SYSTEM, today=TODAY).deputy
