"""The focus areas of the report: verdict, how sure, gates, seasons, and what is done about it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from ikdesk.evidence.kinds import Gate
from ikdesk.focus.actions import change_focus, choose_focus
from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure, adopt_measure, start_measure
from ikdesk.measures.effect_model import Effect
from ikdesk.paper.pdf import write_pdf
from ikdesk.paper.story import Section
from ikdesk.picture.spec import BarSpec, StripSpec, describe
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.focus_sections import focus_areas
from ikdesk.reports.sentences import generated_lines, short_lines
from ikdesk.reports.work_sections import effect_of
from ikdesk.unit.exposure_actions import log_days
from tests.paper.pdf_checker import check
from tests.reports.conftest import AskFacts, Record
from tests.reports.effects import HILL_COUNTS, ROLES, hill_effect
from tests.reports.examples import rows, said, section, story_of, table
from tests.samples import LEADER, TODAY, place_of

With = Callable[..., Facts]
DECIDED = date(2025, 3, 10)


@pytest.fixture
def hill(database: Database) -> Key:
    return place_of(database)


@pytest.fixture
def with_effects(facts: AskFacts) -> With:
    """The facts with these focus areas."""

    def _with(*effects: Effect) -> Facts:
        return dataclasses.replace(facts(), focus=effects)

    return _with


def area(found: Facts, at: int = 1) -> Section:
    return section(found, f"focus_{at}")


def measure(database: Database, title: str, hill: Key | None, origin: str = "immediate", **values: Any) -> Key:
    told = {"title": title, "origin": origin, "place_id": hill, **values}
    return database.write(add_measure, told, by=LEADER, today=TODAY)


def test_an_area_says_its_verdict_with_symbol_word_and_colour(with_effects: With, hill: Key) -> None:
    verdict = area(with_effects(hill_effect(hill))).verdict
    assert verdict is not None
    assert (verdict.state, verdict.symbol, verdict.word) == ("green", "▼▼", "Tydelig nedgang")
    provisional = area(with_effects(hill_effect(hill, provisional=True))).verdict
    assert provisional is not None
    assert provisional.word == "Tydelig nedgang (foreløpig)"


def test_the_sentence_says_what_was_seen_and_that_numbers_do_not_say_why(with_effects: With, hill: Key) -> None:
    text = " ".join(area(with_effects(hill_effect(hill))).text)
    assert "3 hendelser på 25 akedager" in text
    assert "23 hendelser på 53 akedager" in text
    assert text.endswith("Tallene viser hva som skjedde, ikke hvorfor.")


def test_the_units_own_name_of_a_place_stays_in_the_unit(with_effects: With, hill: Key) -> None:
    found = with_effects(hill_effect(hill))
    assert "Tordenbakken" not in said(found)
    assert area(found).title == "Akebakke"


def test_two_areas_of_the_same_kind_are_told_apart_by_their_measures(with_effects: With, hill: Key) -> None:
    found = with_effects(hill_effect(hill), hill_effect(hill, number=5, bundle=()))
    assert [area(found, at).title for at in (1, 2)] == ["Akebakke (tiltak 1)", "Akebakke (tiltak 5)"]


def test_the_table_has_every_year_with_events_and_days_but_not_how_bad_they_were(
    with_effects: With, hill: Key
) -> None:
    found = with_effects(hill_effect(hill))
    assert [field.label for field in table(found, "focus_1").fields] == [
        "Tertial", "Hendelser", "Akedager", "Regnes som",
    ]  # fmt: skip
    assert rows(found, "focus_1") == {
        "T1 2023": (11, 27, "Før"), "T1 2024": (12, 26, "Før"), "T1 2025": (13, 28, "Utløste tiltaket"),
        "T1 2026": (3, 25, "Etter"), "Før, til sammen": (23, 53, ""),
    }  # fmt: skip


def test_days_that_nobody_knows_are_not_shown_as_none_and_estimates_are_named(with_effects: With, hill: Key) -> None:
    effect = hill_effect(hill)
    first, second, *rest = effect.seasons
    seasons = (
        dataclasses.replace(first, exposure=None), dataclasses.replace(second, estimated=True), *rest,
    )  # fmt: skip
    found = with_effects(dataclasses.replace(effect, seasons=seasons))
    assert rows(found, "focus_1")["T1 2023"] == (11, "ikke ført", "Før")
    assert rows(found, "focus_1")["Før, til sammen"] == (23, "ikke ført", "")
    assert table(found, "focus_1").note == "Dagene er anslått for T1 2024."


def test_the_pictures_are_the_strip_and_the_years_with_the_measures_flag(with_effects: With, hill: Key) -> None:
    one = area(with_effects(hill_effect(hill)))
    assert isinstance(one.strip, StripSpec)
    assert one.strip.title == "Akebakke: tydelig nedgang"
    assert one.strip.point == pytest.approx(3 / 25 / (23 / 53))
    assert isinstance(one.picture, BarSpec)
    assert one.picture.series[0].values == tuple(count[1] for count in HILL_COUNTS)
    assert [flag.before for flag in one.picture.flags] == [3]
    assert "Tordenbakken" not in describe(one.picture) + describe(one.strip)


def test_gates_that_matter_have_a_line_each_and_those_in_order_share_one(with_effects: With, hill: Key) -> None:
    gates = (Gate("unplanned", "caps", "probable"), Gate("bundle", "handled"), Gate("exposure", "clear"),
             Gate("dispersion", "clear", reason="too_few_windows"))  # fmt: skip
    found = with_effects(hill_effect(hill, gates=gates, planned=date(2026, 9, 1), provisional=True))
    lines = dict(area(found).facts)
    assert lines["Når tallene ses på"].startswith("Holder konklusjonen igjen. Foreløpig:")
    assert lines["Flere tiltak samtidig"].startswith("Tatt hensyn til. ")
    checked = " ".join(section(found, "focus_1_checked").bullets)
    assert "Dagene i bruk er ført" in checked
    assert "for få sesonger" in checked
    assert area(found).verdict.word == "Sannsynlig nedgang (foreløpig)"  # type: ignore[union-attr]


def test_what_is_done_already_begun_planned_and_waiting_for_the_owner_stands_apart(
    database: Database, with_effects: With, hill: Key
) -> None:
    for title in ("Én om gangen", "Egen opp-løype"):
        database.write(start_measure, measure(database, title, hill), on=DECIDED, by=LEADER, today=TODAY)
    measure(database, "Voksen ute", hill, "already_done")
    measure(database, "Hjelm", hill, "already_done")
    measure(database, "Flytte start", hill, "planned")
    measure(database, "Fjerne stolpen", hill, "needs_owner")
    measure(database, "Et annet sted", place_of(database, "sandpit"))
    measure(database, "Uten sted", None)
    lines = dict(area(with_effects(hill_effect(hill))).facts)
    assert lines["Gjør vi allerede"] == "Voksen ute; Hjelm"
    assert lines["Satt i verk"] == "Én om gangen (nr. 1); Egen opp-løype (nr. 2)"
    assert lines["Planlagt"] == "Flytte start (nr. 5)"
    assert lines["Krever eier eller penger"] == "Fjerne stolpen (nr. 6)"


def test_of_too_few_events_there_are_numbers_and_no_pictures(with_effects: With, hill: Key) -> None:
    found = with_effects(hill_effect(hill, ((2024, 1, 0, 26), (2026, 1, 0, 25))))
    one = area(found)
    assert (one.strip, one.picture, one.facts) == (None, None, ())
    assert one.verdict is not None
    assert (one.verdict.state, one.verdict.word) == ("unused", "For få hendelser")
    assert rows(found, "focus_1")["T1 2026"] == (1, 25, "Etter")


def test_a_place_that_was_not_in_use_gets_no_praise(with_effects: With, hill: Key) -> None:
    found = with_effects(hill_effect(hill, ((2023, 11, 1, 27), (2024, 12, 2, 26), (2026, 0, 0, 0))))
    one = area(found)
    assert one.verdict is not None
    assert (one.verdict.state, one.verdict.word) == ("unused", "Ikke i bruk")
    assert one.strip is None
    assert "ikke i bruk" in one.text[0]
    line = next(line for line in generated_lines(found) if line.key == "focus")
    assert line.text == "Akebakke: ikke i bruk."


def test_the_first_area_has_a_line_in_short_that_can_be_traced(with_effects: With, hill: Key) -> None:
    found = with_effects(hill_effect(hill))
    line = next(line for line in short_lines(found) if line.key == "focus")
    assert line.text == (
        "Akebakke: tydelig nedgang. 3 hendelser på 25 akedager nå, 23 hendelser på 53 akedager før tiltaket."
    )
    cells = {value for row in rows(found, line.table).values() for value in row}
    assert {number for _what, number in line.numbers} == {3, 23, 25, 53} <= cells


def test_a_measure_in_an_area_has_the_areas_verdict_also_as_one_of_several(
    database: Database, with_effects: With, hill: Key
) -> None:
    for title in ("Én om gangen", "Egen opp-løype", "Et annet"):
        database.write(start_measure, measure(database, title, hill), on=DECIDED, by=LEADER, today=TODAY)
    found = with_effects(hill_effect(hill, provisional=True))
    assert [effect_of(one, found) for one in found.work.measures] == [
        "Foreløpig: ▼▼ Tydelig nedgang", "Foreløpig: ▼▼ Tydelig nedgang", "Ikke vurdert",
    ]  # fmt: skip


def test_the_definitions_tell_how_areas_and_measures_are_counted_where_there_are_any(
    database: Database, facts: AskFacts, with_effects: With, hill: Key
) -> None:
    assert "innsatsområde" not in said(facts()).casefold()
    assert "Et tiltak er over fristen" not in said(facts())
    measure(database, "Én om gangen", hill)
    told = " ".join(section(with_effects(hill_effect(hill)), "definitions").bullets)
    assert "Et innsatsområde er ett bestemt sted" in told
    assert "Et tiltak er over fristen" in told


def test_machines_get_the_verdict_the_numbers_and_the_gates(with_effects: With, hill: Key) -> None:
    data = json.loads(story_of(with_effects(hill_effect(hill))).attachments[0].data)
    [one] = data["focus"]
    assert (one["area"], one["verdict"], one["measures"]) == ("Akebakke", "clear_fall", [1, 2])
    assert (one["before"], one["after"]) == ({"events": 23, "exposure": 53}, {"events": 3, "exposure": 25})
    assert [gate["code"] for gate in one["gates"]] == [
        "regression", "reporting", "unplanned", "bundle", "dispersion", "exposure",
    ]  # fmt: skip
    assert one["exact_low"] < one["ratio"] < one["exact_high"] < 1
    assert "Tordenbakken" not in json.dumps(data, ensure_ascii=False)


def test_the_report_with_areas_is_still_a_pdf_for_everybody(
    two_years: Database, with_effects: With, tmp_path: Any
) -> None:
    hill = place_of(two_years)
    measure(two_years, "Fjerne stolpen", hill, "needs_owner", deadline=date(2026, 1, 1))
    made = write_pdf(story_of(with_effects(hill_effect(hill))), tmp_path / "report.pdf")
    assert check(made.read_bytes()) == []


def test_the_areas_are_asked_of_the_file(database: Database, record: Record, facts: AskFacts, hill: Key) -> None:
    for year, events, _serious, days in HILL_COUNTS:
        first = date(year, 1, 2)
        log = [first + timedelta(days=n) for n in range(days)]
        database.write(log_days, hill, log, by=LEADER, today=TODAY)
        for number in range(events):
            record(first + timedelta(days=number), severity=1)
    key = measure(database, "Én om gangen", hill, evaluate_on=TODAY)
    database.write(adopt_measure, key, on=DECIDED, by=LEADER, today=TODAY)
    database.write(start_measure, key, on=DECIDED, by=LEADER, today=TODAY)
    [effect] = facts().focus
    assert {one.name[-4:]: one.role for one in effect.seasons if int(one.name[-4:]) in ROLES} == {
        str(year): role for year, role in ROLES.items()
    }  # fmt: skip
    assert (effect.judgement.verdict, effect.judgement.before.events, effect.judgement.after.events) == (
        "clear_fall", 23, 3
    )  # fmt: skip
    keys = [one.key for one in story_of(facts()).sections]
    assert keys[keys.index("by_place") :][:4] == ["by_place", "focus", "focus_1", "measures_short"]
    assert facts(parse_period("2024-T1")).focus == ()
    chosen = database.write(choose_focus, {"place_id": hill, "in_report": True}, by=LEADER, today=TODAY)
    assert [one.judgement for one in facts().focus] == [effect.judgement]  # chosen or proposed, the numbers are theirs
    database.write(change_focus, chosen, {"mechanism": "fall_height"}, by=LEADER, today=TODAY)
    assert [one.target.mechanism for one in facts().focus] == ["fall_height"]


def test_the_areas_the_leader_chose_are_those_of_the_report(
    two_years: Database, facts: AskFacts, record: Record, hill: Key
) -> None:
    first = facts()
    values: dict[str, Any] = {"activity": "sledding", "in_report": True}
    two_years.write(choose_focus, {**values, "in_report": False}, by=LEADER, today=TODAY)
    assert facts().parts == first.parts  # chosen, and not for the report
    sandpit = place_of(two_years, "sandpit")
    two_years.write(choose_focus, {"place_id": sandpit, "title": "Hos Ola", "in_report": True}, by=LEADER, today=TODAY)
    record(date(2026, 2, 2), severity=1, place="sandpit")
    record(date(2025, 2, 2), severity=1, place="sandpit")
    measure(two_years, "Merke kanten", sandpit)
    found = facts()
    [chosen] = found.parts
    assert (chosen.target.standard, chosen.effect, chosen.begun, found.focus) == ("sandpit", None, False, ())
    events = {one.period.code: one.events for one in chosen.counts}
    assert (events["2026-T1"], events["2025-T1"]) == (1, 1)
    part = area(found)
    assert "Hos Ola" not in repr(story_of(found))  # upward it is called what all such places are
    assert (part.title, part.verdict, part.picture) == ("Sandkasse", None, None)
    assert "Ingen tiltak er satt i verk her ennå" in part.text[0]
    assert part.facts == (("Planlagt", "Merke kanten (nr. 1)"),)
    assert rows(found, "focus_1")["1. tertial 2026"] == (1,)
    assert "Innsatsområdet Sandkasse: 1 hendelse, og ingen tiltak er satt i verk ennå." in said(found)
    assert "noe vi har valgt" in section(found, "focus").text[0]
    [one] = json.loads(story_of(found).attachments[0].data)["focus"]
    assert (one["area"], one["verdict"], one["counts"][-1]) == ("Sandkasse", None, {"period": "2026-T1", "events": 1})


def test_parents_are_told_of_a_focus_area_in_plain_words(with_effects: With, hill: Key) -> None:
    found = with_effects(hill_effect(hill))
    parents = dataclasses.replace(found, audience=Audience.PARENTS)
    plain, whole = (next(one for one in focus_areas(each) if one.key == "focus_1") for each in (parents, found))
    assert (plain.verdict, plain.text, plain.tables) == (whole.verdict, whole.text, whole.tables)
    assert plain.strip is None
    assert len(plain.facts) < len(whole.facts)
    assert "focus_1_checked" not in [one.key for one in focus_areas(parents)]
