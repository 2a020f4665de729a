"""What the report says by itself, and what it never says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.tertial import parse_period
from ikdesk.reports.actions import add_text, restore_text, save_text
from ikdesk.reports.sentences import generated_lines, short_lines
from tests.reports.conftest import AskFacts, Record
from tests.reports.examples import rows, said
from tests.samples import LEADER, TODAY

NEVER = re.compile(r"(?i)færre|flere enn|nedgang|økning|økt|redusert|bedre|signifikant|p-verdi|bevist|uendret")
STAFF = re.compile(r"(?i)arbeidsulykke|vold|trussel|trusler|krenk|§|staff_injury|violence|environment_42")


def test_the_lines_say_what_there_was_with_last_year_in_brackets(two_years: Database, facts: AskFacts) -> None:
    assert [line.text for line in short_lines(facts())] == [
        "Vi registrerte 7 hendelser i 1. tertial 2026 (3 i samme tertial i fjor).",
        "1 hendelse var alvorlig, det vil si grad 3 eller 4 (1 i samme tertial i fjor).",
        "Stedet med flest hendelser er «Akebakke»: 3 av 7 (2 i samme tertial i fjor).",
        "6 av 7 hendelser er meldt innen 24 timer. 1 av 5 hendelser er lukket innen fristen på 28 dager.",
        "«Akebakke»: 3 hendelser på 25 akedager (i fjor: 2 hendelser på 2 akedager).",
    ]


def test_every_number_in_a_line_can_be_found_in_the_table_it_names(two_years: Database, facts: AskFacts) -> None:
    found = facts()
    for line in generated_lines(found):
        cells = {value for row in rows(found, line.table).values() for value in row}
        cells |= {found.now.serious, found.last_year.serious}  # sums of two grades
        assert {number for _what, number in line.numbers} <= cells | {0}, line.key


@pytest.mark.parametrize("period", ["2026-T1", "2026", "2025-T3", "2026-01", "2026-01-05..2026-02-03"])
def test_no_change_is_claimed_without_a_verdict(two_years: Database, facts: AskFacts, period: str) -> None:
    assert not NEVER.search(said(facts(parse_period(period))))


def test_staff_and_violence_are_never_told_one_by_one(two_years: Database, facts: AskFacts) -> None:
    told = replace(facts(), card=())  # the card says whom to tell of violence, and of no event
    assert not STAFF.search(said(told))


def test_a_report_about_an_earlier_year_never_says_last_year(two_years: Database, facts: AskFacts) -> None:
    text = said(facts(parse_period("2026-T1"), today=date(2027, 1, 4)))
    assert "i fjor" not in text
    assert "7 hendelser i 1. tertial 2026 (3 i samme tertial året før)" in text


def test_nothing_registered_is_said_plainly(database: Database, facts: AskFacts) -> None:
    assert [line.text for line in short_lines(facts())] == ["Vi registrerte ingen hendelser i 1. tertial 2026."]


def test_one_event_is_one_event(database: Database, record: Record, facts: AskFacts) -> None:
    record(date(2026, 2, 3))
    assert [line.text for line in short_lines(facts())][:2] == [
        "Vi registrerte 1 hendelse i 1. tertial 2026.",
        "Ingen hendelser var alvorlige, det vil si grad 3 eller 4.",
    ]


def test_places_that_share_the_first_place_are_all_named(database: Database, record: Record, facts: AskFacts) -> None:
    for place in ("cloakroom", "gate_fence", "cloakroom", "gate_fence", "swing"):
        record(date(2026, 2, 3), place=place)
    assert "«Port / gjerde» og «Garderobe»: 2 hendelser hvert sted, av 5." in said(facts())


def test_a_line_the_leader_wrote_stands_until_the_generated_one_is_wanted_back(
    two_years: Database, facts: AskFacts
) -> None:
    two_years.write(save_text, "2026-T1", "place", "Viktigst er akebakken.", by=LEADER, today=TODAY)
    edited = next(line for line in short_lines(facts()) if line.key == "place")
    assert (edited.text, edited.edited) == ("Viktigst er akebakken.", True)
    assert edited.generated.startswith("Stedet med flest")
    two_years.write(restore_text, "2026-T1", "place", by=LEADER, today=TODAY)
    assert not any(line.edited for line in short_lines(facts()))
    two_years.write(save_text, "2026-T1", "place", "Igjen.", by=LEADER, today=TODAY)
    assert "Igjen." in said(facts())


def test_a_line_can_be_taken_out_and_never_more_than_five_stand(two_years: Database, facts: AskFacts) -> None:
    two_years.write(save_text, "2026-T1", "serious", "", by=LEADER, today=TODAY)
    assert [line.key for line in short_lines(facts())] == ["total", "place", "handling", "exposure"]
    for number in range(3):
        two_years.write(add_text, "2026-T1", f"Egen linje {number}.", by=LEADER, today=TODAY)
    assert [line.key for line in short_lines(facts())] == ["total", "place", "own_1", "own_2", "own_3"]


def test_there_is_room_for_five_lines_of_ones_own_and_none_may_be_too_long(database: Database) -> None:
    for number in range(5):
        database.write(add_text, "2026-T1", f"Linje {number}.", by=LEADER, today=TODAY)
    with pytest.raises(Invalid, match="plass til fem"):
        database.write(add_text, "2026-T1", "En til.", by=LEADER, today=TODAY)
    with pytest.raises(Invalid, match="Skriv linjen"):
        database.write(add_text, "2026-T1", "  ", by=LEADER, today=TODAY)
    with pytest.raises(Invalid, match="for lang"):
        database.write(save_text, "2026-T1", "total", "a" * 601, by=LEADER, today=TODAY)
