"""One assessment in the window: its hazards, what stands in their way, how high it is, who approved, and how it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.filter_queries import filter_of
from ikdesk.incidents.queries import incident_page
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import plain_date
from ikdesk.measures.queries import measure_number_key
from ikdesk.risks.accept_panel import AcceptForm
from ikdesk.risks.actions import record_mini
from ikdesk.risks.boxes_panel import AskBox
from ikdesk.risks.detail_panel import RiskPanel
from ikdesk.risks.form_panel import PartForm
from ikdesk.risks.model import Barrier, Side, Standing
from ikdesk.risks.page import RiskPage
from ikdesk.risks.queries import risk_view
from ikdesk.risks.rating_actions import rate_hazard
from ikdesk.risks.rating_model import Stage
from ikdesk.risks.rating_panel import RatingForm
from ikdesk.risks.view_model import HazardView, RiskView
from ikdesk.routines.actions import add_routine
from ikdesk.ui.buttons import QuietButton
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.risks.records import changed
from tests.samples import LEADER, NOON, TODAY, incident_values, place_of, undo_last
from tests.ui.hands import answering, click, write

ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
DANGER = {"title": "Barn kolliderer i bakken", "prevents": ["Voksen på toppen", "Egen opp-løype"],
          "new": ["Egen opp-løype"], "reduces": ["Hjelm"], "probability": 5, "consequence": 2}  # fmt: skip
LONG = "Barnehagemiljøgjennomgangsvurderingen av uteområdet ved storbarnsavdelingane og småbarnsavdelingane"


def made(database: Database, **values: Any) -> Key:
    told = {"title": "Aking i bakken", "place_id": place_of(database), "next_review": TODAY + timedelta(days=300)}
    key: Key = database.write(record_mini, told | values, [DANGER], by=LEADER, today=TODAY)
    return key


def opened(qtbot: QtBot, database: Database, key: Key, told: Told | None = None) -> RiskPage:
    database.steps.begin(LEADER.person)
    page = shown(qtbot, RiskPage(desk_of(database), told or Told()))
    assert isinstance(page, RiskPage)
    page.show_risk(key)
    return page


def panel_of(page: RiskPage) -> RiskPanel:
    assert page.risk is not None
    return page.risk


def hazard_in(database: Database, key: Key) -> HazardView:
    return view_of(database, key).hazards[0]


def view_of(database: Database, key: Key) -> RiskView:
    view = database.read(risk_view, key, **ASKED)
    assert view is not None
    return view


def test_everything_that_is_known_stands_on_the_page(qtbot: QtBot, database: Database) -> None:
    page = opened(qtbot, database, made(database, worth="Fart og mestring", participants="Leder og verneombud"))
    said = words_on(page)
    for wanted in ("Aking i bakken", "Barn kolliderer i bakken", "Voksen på toppen", "Egen opp-løype", "Hjelm",
                   "Fart og mestring", "Leder og verneombud", "Uten nye tiltak", "Ingen har godkjent"):  # fmt: skip
        assert wanted in said, wanted
    assert nameless(page) == []


def test_what_happened_there_is_found_in_the_list_of_incidents(qtbot: QtBot, database: Database) -> None:
    database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)
    key = made(database)
    page = opened(qtbot, database, key)
    asked: list[dict[str, str]] = []
    page.wants_incidents.connect(asked.append)
    click(button(page, "Se hendelsene"))
    assert asked[0]["place"] == str(place_of(database))
    listed = database.read(incident_page, filter_of(asked[0], TODAY), **ASKED)
    assert listed.total == view_of(database, key).events == 1


def test_a_hazard_is_written_down_rated_and_taken_back_again(qtbot: QtBot, database: Database) -> None:
    key, told = made(database), Told()
    page = opened(qtbot, database, key, told)
    click(panel_of(page).new)
    form = panel_of(page).form
    assert isinstance(form, PartForm)
    click(form.save)
    assert "Skriv hva som kan gå galt." in words_on(page)
    write(form.form.input("title"), "Snor henger fast")
    form.form.input("causes").setPlainText("Løse skjerf\nSnor i jakken")
    click(form.save)
    card = panel_of(page).cards[view_of(database, key).hazards[1].id]
    assert card.isAncestorOf(page.window().focusWidget() or page), "one goes on with what was written just now"
    assert told.said[-1].startswith("Faren er lagt til.")
    hazard = view_of(database, key).hazards[1]
    assert hazard.causes == ("Løse skjerf", "Snor i jakken")
    panel_of(page)._on_asked("rate", (hazard, hazard.lines[0].outcome, Stage.BEFORE))
    rating = panel_of(page).form
    assert isinstance(rating, RatingForm)
    rating.matrix.set_value((2, 5))
    click(rating.save)
    mark = view_of(database, key).hazards[1].lines[0].mark
    assert mark is not None
    assert (mark.probability, mark.consequence, mark.grade.letter) == (2, 5, "H")
    told.undo()
    qtbot.waitUntil(lambda: view_of(database, key).hazards[1].lines[0].mark is None)


def test_a_new_barrier_becomes_a_measure_aimed_at_the_same(qtbot: QtBot, database: Database) -> None:
    key = made(database)
    page = opened(qtbot, database, key)

    def answer(box: AskBox) -> None:
        box.form.fill({"origin": "immediate"})
        click(button(box, "Lag tiltak"))

    with answering(answer, kind=AskBox):
        click(button(page, "Lag tiltak: Egen opp-løype"))
    barrier = next(one for one in hazard_in(database, key).barriers if one.title == "Egen opp-løype")
    assert barrier.measure_id == database.read(measure_number_key, barrier.measure_number, **ASKED)
    assert button(page, f"Tiltak {barrier.measure_number}, foreslått").isEnabled()


def test_the_strongest_is_put_first(qtbot: QtBot, database: Database) -> None:
    key, told = made(database), Told()
    page = opened(qtbot, database, key, told)
    click(button(page, "Flytt opp: Egen opp-løype"))
    assert [one.title for one in hazard_in(database, key).on(Side.CAUSE)] == ["Egen opp-løype", "Voksen på toppen"]
    assert told.said[-1] == "Rekkefølgen er endret."


def test_a_barrier_is_changed_and_taken_away_with_a_reason(qtbot: QtBot, database: Database) -> None:
    key = made(database)
    page = opened(qtbot, database, key)
    click(button(page, "Endre: Hjelm"))
    form = panel_of(page).form
    form.form.fill({"title": "Hjelm på alle", "works": "partly", "checked_on": TODAY})
    click(form.save)
    assert "Hjelm på alle" in words_on(page)
    assert "Virker delvis" in words_on(page)
    card, at = panel_of(page).cards[hazard_in(database, key).id], panel_of(page).focusWidget()
    assert at is not None
    assert card.isAncestorOf(at), "one goes on where one was"

    def answer(box: Any) -> None:
        write(box.reason, "Gjelder ikke her")
        click(button(box, "Ta bort"))

    with answering(answer):
        click(button(page, "Ta bort: Hjelm på alle"))
    assert "Hjelm" not in words_on(page)


def test_who_lives_with_a_yellow_risk_says_why_and_until_when(qtbot: QtBot, database: Database) -> None:
    key = made(database)
    page = opened(qtbot, database, key)
    assert "uten tiltak og uten at noen har godtatt den" in words_on(page)
    assert len([one for one in page.findChildren(QuietButton) if one.text() == "Lag tiltak"]) == 2, "also beside why"
    changed(database, Barrier, hazard_in(database, key).barriers[1].id, standing=Standing.EXISTS)
    page.reload()
    click(next(one for one in page.findChildren(QuietButton) if one.text() == "Skriv noe nytt"))
    assert panel_of(page).form.form.values()["standing"] is Standing.NEW
    click(panel_of(page).form.cancel)
    click(button(page, "Godta risikoen"))
    form = panel_of(page).form
    assert isinstance(form, AcceptForm)
    write(form.form.input("why"), "Skrubbsår hører til")
    click(form.save)
    assert "Skrubbsår hører til" in words_on(page)
    assert "uten at noen har godtatt den" not in words_on(page)


def test_an_approved_version_stays_as_it_was(qtbot: QtBot, database: Database) -> None:
    key, told = made(database), Told()
    page = opened(qtbot, database, key, told)

    def approve(box: AskBox) -> None:
        click(button(box, "Godkjenn"))

    with answering(approve, kind=AskBox):
        click(button(page, "Godkjenn"))
    assert told.said[-1] == "Versjon 1 er godkjent."
    undo_last(database)
    page.reload()
    with answering(approve, kind=AskBox):
        click(button(page, "Godkjenn"))
    assert told.said[-1] == "Versjon 2 er godkjent.", "a number is not used again"
    click(button(page, "Endre: Barn kolliderer i bakken"))
    panel_of(page).form.form.fill({"title": "Barn treffer hverandre"})
    click(panel_of(page).form.save)
    assert "Endret etter siste godkjenning" in words_on(page)
    click(button(page, f"Vis: Versjon 2, {plain_date(TODAY)}"))
    assert page.window().focusWidget() is panel_of(page).back
    assert "Barn kolliderer i bakken" in words_on(page)
    assert "Barn treffer hverandre" not in words_on(page)
    click(button(page, "Tilbake til i dag"))
    assert "Barn treffer hverandre" in words_on(page)


def test_the_risk_of_a_day_is_what_was_said_by_then(qtbot: QtBot, database: Database) -> None:
    key = made(database)
    later = {"stage": Stage.ACTUAL, "probability": 3, "consequence": 2, "why": "Roligere i bakken"}
    database.write(rate_hazard, hazard_in(database, key).id, later, by=LEADER, today=TODAY + timedelta(days=40))
    page = opened(qtbot, database, key)
    day = panel_of(page)
    day.show_day(TODAY)
    for wanted in ("Slik sto risikoen", "Den dagen"):
        assert wanted in words_on(page)
    assert "Avslutt" not in words_on(page), "nothing is changed in what is over"
    assert day.then is not None
    mark = day.then.lines[0].mark
    assert mark is not None
    assert (mark.probability, mark.consequence) == (5, 2)
    day._on_escape()
    assert day.then is None


def test_a_hazard_that_is_gone_says_why_and_can_come_back(qtbot: QtBot, database: Database) -> None:
    key = made(database)
    page = opened(qtbot, database, key)

    def answer(box: Any) -> None:
        write(box.reason, "Bakken er planert")
        click(button(box, "Faren er borte"))

    with answering(answer):
        click(button(page, "Faren er borte: Barn kolliderer i bakken"))
    assert "Bakken er planert" in words_on(page)
    click(button(page, "Den er her likevel"))
    assert hazard_in(database, key).closed_on is None


def test_long_words_and_large_letters_are_read_whole(qtbot: QtBot, qapp: QApplication, database: Database) -> None:
    routine = database.write(add_routine, {"title": LONG, "steps": LONG}, by=LEADER, today=TODAY)
    page = opened(qtbot, database, made(database, title=LONG, participants=LONG, worth=LONG, routine_id=routine))
    with larger(qapp):
        qtbot.waitUntil(lambda: cut(page) == [])
        bar = panel_of(page).page.horizontalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_the_day_asked_for_must_be_one_that_was(qtbot: QtBot, database: Database) -> None:
    page = opened(qtbot, database, made(database))
    click(button(page, "Vis risikoen den dagen"))
    assert "Velg en dag." in words_on(page)
