"""Measures and routines in the report, as they stood on its last day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure, adopt_measure, finish_measure, reject_measure, start_measure
from ikdesk.measures.evaluation_actions import answer_measure
from ikdesk.measures.model import MeasureStatus
from ikdesk.paper.story import Light
from ikdesk.reports.sentences import generated_lines, short_lines
from ikdesk.routines.actions import add_routine, approve_version, retire_routine
from tests.reports.conftest import AskFacts, Record
from tests.reports.examples import rows, said, section, story_of, table
from tests.samples import LEADER, TODAY

AUTUMN = date(2025, 10, 1)


def measure(database: Database, title: str = "Flytte startpunktet", **values: Any) -> Key:
    """A measure; ``adopted``, ``started`` and ``done`` are the days of its steps."""
    steps = {name: values.pop(name, None) for name in ("adopted", "started", "done")}
    told = {"title": title, "origin": "planned", **values}
    key = database.write(add_measure, told, by=LEADER, today=TODAY)
    for name, step in (("adopted", adopt_measure), ("started", start_measure), ("done", finish_measure)):
        if steps[name] is not None:
            database.write(step, key, on=steps[name], by=LEADER, today=TODAY)
    return key


def answer(database: Database, key: Key, day: date = TODAY, verdict: str = "") -> None:
    told = {"answer": MeasureStatus.WORKED, "day": day, "comment": "Vi ser det hver dag."}
    evidence = {"verdict": verdict} if verdict else {}
    database.write(answer_measure, key, told, evidence, by=LEADER, today=TODAY)


def routine(database: Database, review_due: date | None, on: date = AUTUMN) -> Key:
    told = {"title": "Aking", "steps": "Én om gangen.", "review_due": review_due}
    key = database.write(add_routine, told, by=LEADER, today=TODAY)
    database.write(approve_version, key, on=on, by=LEADER, today=TODAY)
    return key


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def light(facts: Any, label: str) -> Light:
    return next(one for one in section(facts, "lights").lights if one.label == label)


def test_a_unit_without_measures_has_no_part_about_them(database: Database, facts: AskFacts) -> None:
    assert not {"focus", "measures", "measure_counts", "for_owner"} & {one.key for one in story_of(facts()).sections}
    for label in ("Forsinkede tiltak", "Tiltak som er vurdert", "Rutiner innen revisjonsdato"):
        assert (light(facts(), label).state, light(facts(), label).word) == ("unused", "Ikke tatt i bruk")


def test_every_measure_has_a_line_with_role_deadline_and_status(database: Database, facts: AskFacts) -> None:
    measure(
        database, "Flytte stolpen", kind="physical_safeguard", role="owner", deadline=date(2026, 6, 1),
        adopted=ago(20), evaluate_on=date(2027, 4, 30),
    )  # fmt: skip
    found = table(facts(), "measures")
    assert found.rows == (
        (1, "Flytte stolpen", "physical_safeguard", "owner", date(2026, 6, 1), MeasureStatus.ADOPTED,
         "Vurderes 30.04.2027"),
    )  # fmt: skip
    book = facts().codebook
    assert (book.label("measure_kind", "physical_safeguard"), book.label("responsible_role", "owner")) == (
        "Fysisk sikring", "Eier"
    )  # fmt: skip


def test_late_ones_come_first_and_answered_ones_late(database: Database, facts: AskFacts) -> None:
    answered = measure(database, "Vurdert", started=AUTUMN, done=ago(30))
    answer(database, answered)
    measure(database, "Gjennomført", started=AUTUMN, done=ago(30))
    measure(database, "Åpent", deadline=ago(-30))
    measure(database, "Litt sent", deadline=ago(3))
    measure(database, "Mye for sent", deadline=ago(90))
    dropped = measure(database, "Forkastet")
    database.write(reject_measure, dropped, "For dyrt", by=LEADER, today=TODAY)
    assert [row[1] for row in table(facts(), "measures").rows] == [
        "Mye for sent", "Litt sent", "Åpent", "Gjennomført", "Vurdert", "Forkastet",
    ]  # fmt: skip
    assert table(facts(), "measures").note == "Over fristen: nr. 5 og 4."


def test_what_the_unit_does_anyway_is_no_work_in_progress(database: Database, facts: AskFacts) -> None:
    measure(database, "Hjelm på", origin="already_done", deadline=ago(90))
    assert "measures" not in {one.key for one in story_of(facts()).sections}
    assert light(facts(), "Forsinkede tiltak").state == "unused"


def test_measures_that_were_finished_with_before_the_period_are_not_repeated(
    database: Database, facts: AskFacts
) -> None:
    old = measure(database, "Gammelt", started=date(2025, 2, 1), done=date(2025, 3, 1))
    answer(database, old, AUTUMN)
    measure(database, "Nytt")
    assert [row[1] for row in table(facts(), "measures").rows] == ["Nytt"]
    assert [row[1] for row in table(facts(parse_period("2025-T3")), "measures").rows] == ["Gammelt"]


def test_a_report_of_an_earlier_period_tells_how_it_stood_on_its_last_day(database: Database, facts: AskFacts) -> None:
    key = measure(
        database, "Én om gangen", adopted=date(2025, 9, 1), started=AUTUMN, done=date(2026, 2, 1),
        deadline=date(2025, 12, 1), evaluate_on=date(2026, 4, 1),
    )  # fmt: skip
    answer(database, key, ago(1), "probable_fall")
    now, then, before = facts(), facts(parse_period("2025-T3")), facts(parse_period("2025-T2"))
    assert [(row[5], row[6]) for row in table(now, "measures").rows] == [
        (MeasureStatus.WORKED, "▼ Sannsynlig nedgang")
    ]  # fmt: skip
    assert [row[5] for row in table(then, "measures").rows] == [MeasureStatus.RUNNING]
    assert [one.days_over(then.work.day) for one in then.work.overdue] == [30]
    assert before.work.measures == ()
    part = facts(today=date(2026, 3, 1))
    assert [row[5] for row in table(part, "measures").rows] == [MeasureStatus.DONE]


def test_the_effect_of_a_measure_is_its_verdict_or_when_it_comes(database: Database, facts: AskFacts) -> None:
    answer(database, measure(database, "Uten tall", started=AUTUMN))
    answer(database, measure(database, "Med tall", started=AUTUMN), verdict="cannot_say")
    measure(database, "Senere", started=AUTUMN, evaluate_on=ago(-1))
    measure(database, "Nå", started=AUTUMN, evaluate_on=TODAY)
    measure(database, "Ikke begynt")
    effects = {row[1]: (row[5], row[6]) for row in table(facts(), "measures").rows}
    assert effects == {
        "Uten tall": (MeasureStatus.WORKED, "Uten tall"),
        "Med tall": (MeasureStatus.WORKED, "◆ Kan ikke si"),
        "Senere": (MeasureStatus.RUNNING, "Vurderes 01.05.2026"),
        "Nå": (MeasureStatus.TO_EVALUATE, "Ikke vurdert"),
        "Ikke begynt": (MeasureStatus.PROPOSED, ""),
    }


@pytest.mark.parametrize(
    ("days", "ages"),
    [((1, 30), (2, 0, 0)), ((31, 90), (0, 2, 0)), ((91, 400), (0, 0, 2)), ((0, -1), (0, 0, 0)), ((), (0, 0, 0))],
)
def test_late_measures_are_counted_by_how_late_they_are(
    database: Database, facts: AskFacts, days: tuple[int, ...], ages: tuple[int, int, int]
) -> None:
    measure(database, "Uten frist")
    for number in days:
        measure(database, deadline=ago(number))
    assert facts().work.ages == ages
    found = rows(facts(), "measure_counts")
    assert [number for (number,) in found.values()][:3] == list(ages)
    assert found["Over fristen til sammen"] == (sum(ages),)
    picture = section(facts(), "measure_counts").picture
    assert (picture is not None) == any(ages)


def test_the_counts_tell_what_was_done_and_evaluated_in_the_period(database: Database, facts: AskFacts) -> None:
    measure(database, started=AUTUMN, done=date(2025, 12, 31))
    measure(database, started=AUTUMN, done=date(2026, 1, 1))
    answer(database, measure(database, started=AUTUMN, done=TODAY))
    measure(database)
    found = rows(facts(), "measure_counts")
    assert (found["Gjennomført i perioden"], found["Vurdert i perioden"], found["Ikke ferdige til sammen"]) == (
        (2,), (1,), (1,)
    )  # fmt: skip


def test_what_needs_the_owner_is_told_with_since_when_and_what_happens(database: Database, facts: AskFacts) -> None:
    owner = {"origin": "needs_owner"}
    measure(database, "Fjerne stolpen", **owner, consequence="Barn treffer stolpen.", adopted=date(2025, 9, 10))
    measure(database, "Nytt gjerde", **owner, adopted=date(2025, 3, 10))
    measure(database, "Ferdig", **owner, started=AUTUMN, done=ago(3))
    measure(database, "Vårt eget")
    assert table(facts(), "for_owner").rows == (
        (2, "Nytt gjerde", date(2025, 3, 10), "Ikke beskrevet."),
        (1, "Fjerne stolpen", date(2025, 9, 10), "Barn treffer stolpen."),
    )


def test_the_parts_stand_in_the_order_of_the_report(two_years: Database, facts: AskFacts) -> None:
    measure(two_years, "Fjerne stolpen", origin="needs_owner", deadline=ago(3))
    keys = [(one.key, one.appendix) for one in story_of(facts()).sections]
    assert keys[keys.index(("by_place", False)) :] == [
        ("by_place", False), ("measures_short", False),
        *((key, True) for key in (
            "more_numbers", "by_mechanism", "by_activity", "by_routine_status", "handling", "by_month", "rates",
            "exposure", "measures", "measure_counts", "threshold", "threshold_card", "definitions",
        )),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "state", "told"),
    [((), "green", "Ingen tiltak er over fristen."), ((30,), "yellow", "Det eldste er 30 dager over."),
     ((31,), "red", "1 tiltak er over fristen. Det eldste er 31 dager over."),
     ((1, 1, 1), "red", "3 tiltak er over fristen. Det eldste er 1 dag over.")],
)  # fmt: skip
def test_the_light_of_late_measures_tells_how_many_and_how_late(
    database: Database, facts: AskFacts, days: tuple[int, ...], state: str, told: str
) -> None:
    measure(database)
    for number in days:
        measure(database, deadline=ago(number))
    found = light(facts(), "Forsinkede tiltak")
    assert found.state == state
    assert told in found.text
    assert found.text.endswith("Grønn er ingen, gul er færre enn 3 som alle er høyst 30 dager over, ellers rød.")


def test_the_light_of_evaluated_measures_counts_those_whose_day_has_come(database: Database, facts: AskFacts) -> None:
    label = "Tiltak som er vurdert"
    measure(database, "Senere", started=AUTUMN, evaluate_on=ago(-1))
    measure(database, "Aldri begynt", evaluate_on=ago(9))
    assert (light(facts(), label).state, light(facts(), label).word) == ("unused", "Ingen å måle")
    for number in range(5):
        key = measure(database, started=AUTUMN, evaluate_on=ago(number))
        if number:
            answer(database, key)
    found = light(facts(), label)
    assert found.state == "green"
    assert found.text == "4 av 5 tiltak som skulle vært vurdert, er vurdert (80\xa0%). " + (
        "Grønn er minst 80\xa0%, gul 50–79\xa0%, rød under 50\xa0%."
    )


def test_the_light_of_routines_counts_the_valid_ones_within_their_date(database: Database, facts: AskFacts) -> None:
    label = "Rutiner innen revisjonsdato"
    for days in (0, -30, 1):
        routine(database, ago(days))
    routine(database, None)
    routine(database, ago(-90), on=ago(-1))  # not in force yet
    retired = routine(database, ago(90))
    database.write(retire_routine, retired, "Bakken er borte", by=LEADER, today=TODAY)
    found = light(facts(), label)
    assert found.state == "red"
    assert found.text.startswith(
        "2 av 4 gyldige rutiner er innen datoen de skal ses på igjen (50\xa0%). 1 mangler dato."
    )
    assert facts(parse_period("2025-T3")).routines.within == 4  # the one that was retired later, too


def test_the_line_in_short_tells_what_is_done_and_what_is_late(database: Database, facts: AskFacts) -> None:
    measure(database, started=AUTUMN, done=ago(9))
    assert "1 tiltak er gjennomført i perioden, ingen er over fristen." in [one.text for one in short_lines(facts())]
    for number in (3, 9):
        measure(database, deadline=ago(number))
    line = next(one for one in generated_lines(facts()) if one.key == "measures")
    assert line.text == "1 tiltak er gjennomført i perioden, 2 er over fristen."
    assert (line.table, dict(line.numbers)) == ("measure_counts", {"done": 1, "overdue": 2})


def test_there_is_no_line_where_nothing_was_done_and_nothing_is_late(database: Database, facts: AskFacts) -> None:
    measure(database)
    assert "measures" not in [one.key for one in generated_lines(facts())]


def test_the_line_about_measures_comes_before_the_places_and_five_is_still_the_most(
    two_years: Database, facts: AskFacts
) -> None:
    measure(two_years, deadline=ago(3))
    assert [one.key for one in short_lines(facts())] == ["total", "serious", "measures", "place", "handling"]


def test_machines_get_codes_and_dates_as_iso_8601_has_them(database: Database, facts: AskFacts) -> None:
    measure(database, "Én om gangen", kind="routine_rule", deadline=date(2026, 6, 1), adopted=ago(3))
    data = json.loads(story_of(facts()).attachments[0].data)
    assert data["tables"]["measures"]["rows"] == [{
        "number": 1, "title": "Én om gangen", "kind": "routine_rule", "role": "", "deadline": "2026-06-01",
        "status": "adopted", "effect": "",
    }]  # fmt: skip
    assert data["focus"] == []


def test_titles_are_the_units_own_words_and_nothing_of_the_incidents_comes_along(
    database: Database, record: Record, facts: AskFacts
) -> None:
    incident = record(date(2026, 2, 3))
    told = {"title": "Én om gangen", "origin": "immediate", "description": "Slik gjør vi det"}
    database.write(add_measure, told, incidents=[incident], by=LEADER, today=TODAY)
    assert "Én om gangen" in said(facts())
    assert "Slik gjør vi det" not in said(facts())
