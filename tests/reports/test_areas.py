"""A focus area whose numbers are small is told in words only, and nothing lets them be worked out."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, timedelta
from typing import Any

import pytest

from ikdesk.evidence.kinds import Verdict
from ikdesk.focus.actions import change_focus, choose_focus
from ikdesk.kernel.base import Code
from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.measures.actions import add_measure, change_measure, start_measure
from ikdesk.measures.effect_model import Effect
from ikdesk.reports.area_model import areas_in_words, in_words
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.facts_model import AreaCount, AreaFact, Beside, Facts
from ikdesk.reports.focus_sections import focus_areas, focus_data
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.sentences import generated_lines
from ikdesk.unit.actions import add_place
from ikdesk.unit.exposure_actions import log_days
from tests.reports.conftest import AskFacts, Record
from tests.reports.effects import HILL_COUNTS, hill_effect
from tests.reports.examples import T1
from tests.samples import LEADER, TODAY, place_of

YEARS = tuple(parse_period(f"{year}-T1") for year in (2023, 2024, 2025, 2026))


def crossed(effect: Effect, *beside: Beside) -> AreaFact:
    target = dataclasses.replace(effect.target, activity=Code("sledding"))
    return AreaFact(target, dataclasses.replace(effect, target=target), crossed=True, beside=beside)


def protected(facts: Facts, *areas: AreaFact, **changes: Any) -> Facts:
    return areas_in_words(dataclasses.replace(facts, areas=areas, **changes))


def told(facts: Facts) -> list[bool]:
    return [not area.shielded for area in facts.parts]


def effect(*events: int, **changes: Any) -> Effect:
    counts = [(year, n, 0, days) for (year, _n, _bad, days), n in zip(HILL_COUNTS, events, strict=True)]
    return hill_effect(None, counts, **changes)


def with_verdict(found: Effect, verdict: Verdict) -> Effect:
    return dataclasses.replace(found, judgement=dataclasses.replace(found.judgement, verdict=verdict))


def test_a_cell_of_a_cross_table_with_a_small_number_in_any_season_is_told_in_words(facts: AskFacts) -> None:
    found = facts()
    assert told(protected(found, crossed(effect(11, 12, 13, 3)))) == [True]
    assert told(protected(found, crossed(effect(11, 0, 13, 3)))) == [True]  # nothing is always told
    for small in ((11, 12, 13, 2), (1, 12, 13, 3), (11, 12, 2, 3)):
        assert told(protected(found, crossed(effect(*small)))) == [False]
    one_way = AreaFact(effect(11, 12, 13, 2).target, effect(11, 12, 13, 2))
    assert told(protected(found, one_way)) == [True]  # its numbers stand in the table by place
    assert told(protected(found, one_way, audience=Audience.PARENTS)) == [False]
    assert told(protected(found, crossed(effect(1, 1, 1, 1)), audience=Audience.STAFF)) == [True]


@pytest.mark.parametrize(("whole", "is_told"), [(3, True), (4, False), (5, False), (6, True)])
def test_what_is_left_of_a_number_told_elsewhere_may_not_be_small(
    facts: AskFacts, whole: int, is_told: bool
) -> None:
    beside = Beside("place", "sledding_hill", YEARS[-1], whole, 3)
    assert told(protected(facts(), crossed(effect(11, 12, 13, 3), beside))) == [is_told]


def test_two_areas_of_one_place_may_not_leave_a_small_number_between_them(facts: AskFacts) -> None:
    ones = [
        crossed(effect(11, 12, 13, n), Beside("place", "sledding_hill", YEARS[-1], 12, n)) for n in (4, 6)
    ]  # fmt: skip
    assert told(protected(facts(), *ones)) == [True, False]  # 12 - 4 - 6 = 2


def test_days_that_were_reported_otherwise_before_are_not_told_with_numbers(facts: AskFacts) -> None:
    area, found = crossed(effect(11, 12, 13, 3)), facts()

    def reported(*codes: str) -> AreaFact:
        return dataclasses.replace(area, reported=tuple(parse_period(code) for code in codes))

    assert told(protected(found, reported("2025-T1", "2025-T3", "2026-T1"))) == [True]
    for other in ("2026-Q1", "2025", "2025-K"):
        assert told(protected(found, reported("2025-T1", other))) == [False]


def test_what_was_hidden_once_is_not_told_later_as_an_area(facts: AskFacts) -> None:
    one = AreaFact(effect(11, 12, 13, 3).target, effect(11, 12, 13, 3))
    for code, is_told in (("2026-T1", True), ("2025-T1", True), ("2024-T1", False), ("2023", False), ("2024-T3", True)):
        area = dataclasses.replace(one, untold=(parse_period(code),))
        assert told(protected(facts(), area, audience=Audience.PARENTS)) == [is_told]


def test_a_line_that_is_hidden_in_a_table_is_not_told_as_an_area(facts: AskFacts) -> None:
    found = facts()
    hidden = {**found.now.by, "place": {"sledding_hill": None, "gate_fence": None}}
    one = AreaFact(effect(11, 12, 13, 3).target, effect(11, 12, 13, 3))
    assert told(protected(found, one, audience=Audience.PARENTS, dropped=frozenset({"place"}))) == [False]
    secret = dataclasses.replace(found, now=dataclasses.replace(found.now, by=hidden), audience=Audience.PARENTS)
    assert told(protected(secret, one)) == [False]
    assert told(protected(found, one, audience=Audience.PARENTS)) == [True]


@pytest.mark.parametrize("verdict", ["clear_fall", "probable_fall", "cannot_say", "too_few", "probable_rise"])
def test_hidden_numbers_leave_no_trace_when_the_verdict_is_the_same(facts: AskFacts, verdict: Verdict) -> None:
    found, made = facts(), set()
    for events in ((2, 1, 2, 1), (29, 1, 4, 2), (1, 17, 0, 5), (0, 2, 0, 2)):
        area = crossed(with_verdict(effect(*events), verdict), Beside("activity", "sledding", YEARS[-1], 9, events[3]))
        one = protected(found, area)
        assert told(one) == [False]
        made.add((repr(one.areas), repr(one.focus), repr(focus_areas(one)), json.dumps(focus_data(one)),
                  repr([line for line in generated_lines(one) if line.key == "focus"])))  # fmt: skip
    assert len(made) == 1


def test_words_only_means_no_table_no_picture_and_a_verdict(facts: AskFacts) -> None:
    one = protected(facts(), crossed(effect(11, 12, 13, 2)))
    part = next(section for section in focus_areas(one) if section.key == "focus_1")
    assert (part.tables, part.picture, part.strip) == ((), None, None)
    assert part.verdict is not None
    assert part.verdict.word == "Tydelig nedgang"
    said = " ".join(part.text)
    assert said.startswith("Vi har sett på tallene til og med 30. april 2026. Det er en tydelig nedgang:")
    assert "bare sier det med ord" in said
    assert not any(str(n) in said.replace("30. april 2026", "") for n in range(10))
    assert dict(part.facts)["Flere tiltak samtidig"].endswith("tallene kan ikke si hvilket som virket.")
    assert "Hvor mye som meldes" not in dict(part.facts)  # how much else was reported is a number, too
    data = focus_data(one)[0]
    assert (data["verdict"], data["in_words_only"], set(data)) == ("clear_fall", True, {
        "area", "measures", "verdict", "provisional", "in_words_only", "sentence"})  # fmt: skip
    line = next(line for line in generated_lines(one) if line.key == "focus")
    assert line.text == "Akebakke, Aking: tydelig nedgang. Tallene er for små til å vises."
    assert line.numbers == ()


def test_an_area_that_was_only_counted_says_that_nothing_can_be_said(facts: AskFacts) -> None:
    target = effect(1, 1, 1, 1).target
    area = AreaFact(target, None, tuple(AreaCount(year, 1) for year in YEARS), crossed=True, chosen=True)
    one = protected(facts(), area)
    part = next(section for section in focus_areas(one) if section.key == "focus_1")
    assert part.text[0] == "Ingen tiltak er satt i verk her ennå. Da kan vi ikke si om noe er blitt bedre."
    assert part.tables == ()
    assert "counts" not in focus_data(one)[0]
    assert {one.events for one in in_words(area).counts} == {None}


def test_the_file_says_which_areas_are_cells_of_a_cross_table(database: Database, record: Record) -> None:
    hill = place_of(database)
    for day in range(3):
        record(date(2026, 2, 3) + timedelta(days=day), activity="sledding")
    record(date(2026, 2, 9), activity="free_play_outdoor")
    whole, part = (
        database.write(choose_focus, {"place_id": hill, "activity": activity}, by=LEADER, today=TODAY)
        for activity in (None, "sledding")
    )
    for key in (whole, part):
        database.write(change_focus, key, {"in_report": True}, by=LEADER, today=TODAY)
    found = _facts(database)
    by_activity = {area.target.activity: area for area in found.areas}
    assert not by_activity[None].shielded  # four in the table by place
    assert by_activity[Code("sledding")].shielded  # three, but the fourth stood alone
    assert by_activity[Code("sledding")].beside == ()
    record(date(2026, 2, 10), activity="free_play_outdoor")
    record(date(2026, 2, 11), activity="free_play_outdoor")
    assert not any(area.shielded for area in _facts(database).areas)
    database.write(add_place, {"name": "Bakken bak", "standard": "sledding_hill"}, by=LEADER, today=TODAY)
    assert {area.crossed for area in _facts(database).areas} == {True}  # one of two of the same kind


def test_a_measure_begun_inside_the_period_makes_a_cross_table_with_time(database: Database, record: Record) -> None:
    hill = place_of(database)
    for day in (date(2026, 1, 7), date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)):
        record(day)
        record(day - timedelta(days=365))
    days = [date(year, 1, 5) + timedelta(days=n) for year in (2025, 2026) for n in range(80)]
    database.write(log_days, hill, days, by=LEADER, today=TODAY)
    values = {"title": "Tau", "origin": "immediate", "place_id": hill}
    key = database.write(add_measure, values, by=LEADER, today=TODAY)
    database.write(start_measure, key, on=date(2026, 2, 1), by=LEADER, today=TODAY)
    database.write(change_measure, key, {"trigger_first": None}, by=LEADER, today=TODAY)
    area = _facts(database).parts[0]
    assert area.shielded  # three since it began, of four in the table by place: the fourth stood alone
    record(date(2026, 1, 8))
    record(date(2026, 1, 9))
    assert _facts(database).parts[0].shielded  # the same days last year leave one
    record(date(2025, 1, 8))
    record(date(2025, 1, 9))
    assert not _facts(database).parts[0].shielded


def _facts(database: Database) -> Facts:
    return database.read(tertial_facts, T1, viewer=LEADER, today=TODAY)


