"""The report from its stamp to its definitions."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.tertial import parse_period
from ikdesk.paper.story import Cover, Story, Table
from ikdesk.picture.spec import BarSpec, describe
from ikdesk.reports.actions import report_made
from ikdesk.reports.delivery_actions import deliver_report
from ikdesk.reports.light_sections import handling_light, serious_light
from ikdesk.reports.sections import file_name
from ikdesk.unit.actions import change_unit
from ikdesk.unit.model import UnitKind
from tests.reports.conftest import AskFacts, Record
from tests.reports.everything import ready
from tests.reports.examples import CANARY, rows, said, section, story_of, table
from tests.samples import LEADER, TODAY


def cover_of_story(story: Story) -> Cover:
    assert story.cover is not None
    return story.cover


def sums(found: Table) -> list[Any]:
    return [sum(row[at] for row in found.rows[:-1]) for at in range(1, len(found.fields))]


def test_the_cover_says_whose_report_it_is(two_years: Database, facts: AskFacts) -> None:
    story = story_of(facts())
    assert (story.unit, story.title, story.subtitle) == (
        "Solbakken barnehage", "Tertialrapport, 1. tertial 2026", "1. januar 2026 – 30. april 2026",
    )  # fmt: skip
    cover = cover_of_story(story)
    assert (cover.kicker, cover.status, cover.recipients) == ("Til kommunen", "Utkast", ())
    assert dict(cover.facts) == {
        "Virksomhet": "Kommunal barnehage", "Organisasjonsnummer": "974\xa0760\xa0673", "Antall barn": "80",
        "Årsverk": "19,4", "Utarbeidet av": "Tom, styrer", "Dato": "30. april 2026", "Versjon": "1",
    }  # fmt: skip
    assert cover.checksum == sha256(story.attachments[0].data).hexdigest()


def test_the_cover_of_a_delivered_report_says_to_whom(two_years: Database, facts: AskFacts) -> None:
    found = dataclasses.replace(facts(), delivered_to="Kommunalsjef oppvekst")
    cover = cover_of_story(story_of(found))
    assert (cover.status, cover.state, cover.recipients) == ("Levert", "green", ("Kommunalsjef oppvekst",))


def test_a_draft_has_the_version_it_will_be_delivered_as(two_years: Database, facts: AskFacts) -> None:
    assert two_years.write(report_made, "2026-T1", ["pdf", "xlsx"], by=LEADER, today=TODAY) == 1
    assert two_years.write(report_made, "2025-T3", ["pdf"], by=LEADER, today=TODAY) == 1
    assert facts().edition == 1
    two_years.write(deliver_report, ready(), by=LEADER, today=TODAY)
    assert facts().edition == 2
    with pytest.raises(Invalid, match="PDF"):
        two_years.write(report_made, "2026-T1", ["docx"], by=LEADER, today=TODAY)


@pytest.mark.parametrize(
    "key", ["by_month", "by_kind", "by_severity", "by_place", "by_mechanism", "by_activity", "by_routine_status"]
)
def test_the_last_line_of_every_table_is_the_true_sum(two_years: Database, facts: AskFacts, key: str) -> None:
    found = table(facts(), key)
    assert list(found.rows[-1][1:]) == sums(found)
    assert found.rows[-1][:3] == ("Sum", 7, 3)
    assert found.in_brackets == ("last_year",)


def test_there_is_no_column_of_differences(two_years: Database, facts: AskFacts) -> None:
    assert [field.label for field in table(facts(), "by_kind").fields] == [
        "Type", "1. tertial 2026", "1. tertial 2025", "Siste 12 måneder",
    ]  # fmt: skip
    assert len(table(facts(parse_period("2025")), "by_kind").fields) == 2  # a whole year, and nothing before it


def test_months_and_grades_without_events_stand_there_with_a_zero(two_years: Database, facts: AskFacts) -> None:
    assert rows(facts(), "by_month")["mars"] == (0, 0)
    assert rows(facts(), "by_severity") == {
        "0": (4, 0, 4), "1": (1, 2, 2), "2": (1, 0, 1), "3": (1, 0, 1), "4": (0, 1, 0), "Sum": (7, 3, 8),
    }  # fmt: skip


def test_only_the_largest_places_have_a_line_and_the_rest_is_one(
    database: Database, record: Record, facts: AskFacts
) -> None:
    places = (
        "sledding_hill", "slide", "swing", "sandpit", "cycle_track", "parking", "campfire", "playroom", "toilet",
        "corridor", "door",
    )  # fmt: skip
    for number, place in enumerate(places):
        for day in range(1, 13 - number):
            record(date(2026, 2, day), place=place)
    found = table(facts(), "by_place")
    assert [row[0] for row in found.rows][:2] == ["sledding_hill", "slide"]
    assert [row[:2] for row in found.rows][8:] == [("the_rest", 4 + 3 + 2), ("Sum", sum(range(2, 13)))]
    assert facts().label("place", "the_rest") == "Andre steder"


def test_told_closed_and_caused_are_shares_of_what_they_say(two_years: Database, facts: AskFacts) -> None:
    assert rows(facts(), "handling") == {
        "Meldt innen 24 timer": (6, 7, 6 / 7, 1.0),
        "Lukket innen fristen (vanligvis 28 dager)": (1, 5, 0.2, 0.0),
        "Årsak er skrevet": (1, 7, 1 / 7, 0.0),
        "Med forslag om hva som ville hindret det": (0, 7, 0.0, 0.0),
    }


def test_the_lights_have_a_symbol_a_word_a_colour_and_their_rule(two_years: Database, facts: AskFacts) -> None:
    lights = section(facts(), "lights").lights
    assert [(light.state, light.symbol, light.word) for light in lights[:2]] == [
        ("red", "■", "Krever handling"), ("red", "■", "Krever handling"),
    ]  # fmt: skip
    assert lights[1].text == "1 av 5 hendelser er lukket innen 28 dager (20\xa0%). " + (
        "Grønn er minst 90\xa0%, gul 70–89\xa0%, rød under 70\xa0%."
    )
    assert {(light.state, light.symbol, light.word) for light in lights[2:]} == {
        ("unused", "–", "Ikke tatt i bruk")
    }
    assert len(lights) == 7


def test_the_lights_without_anything_to_measure(database: Database, record: Record, facts: AskFacts) -> None:
    assert serious_light(facts()).state == "green"
    assert (handling_light(facts()).state, handling_light(facts()).word) == ("unused", "Ingen å måle")


def test_charts_have_plain_titles_and_the_numbers_of_their_tables(two_years: Database, facts: AskFacts) -> None:
    picture = section(facts(), "by_month").picture
    assert isinstance(picture, BarSpec)
    assert picture.title == "Hendelser per måned, 1. tertial 2026"
    assert [series.values for series in picture.series] == [(2, 3, 0, 2), (1, 0, 0, 2)]
    assert "n = 7 (3 i fjor)" in describe(picture)
    place = section(facts(), "by_place").picture
    assert isinstance(place, BarSpec)
    assert sum(place.series[0].values) == 7  # type: ignore[arg-type]
    assert place.keys[0] == "sledding_hill"


def test_no_text_of_an_event_and_no_child_is_anywhere_in_the_report(two_years: Database, facts: AskFacts) -> None:
    found = facts()
    for text in (repr(found), repr(story_of(found)), said(found)):
        assert CANARY not in text
        assert "KNA" not in text
        assert "2026-1" not in text.replace("2026-10", "")  # the number of an event


def test_the_embedded_numbers_are_those_of_the_tables(two_years: Database, facts: AskFacts) -> None:
    data = json.loads(story_of(facts()).attachments[0].data)
    assert (data["total"]["now"], data["period"]["code"]) == (7, "2026-T1")
    assert data["counted"]["now"]["last"] == "2026-04-30"
    assert {"kind": "other", "now": 2, "last_year": 1, "year": 2} in data["tables"]["by_kind"]["rows"]


def test_an_empty_period_is_a_whole_report(database: Database, facts: AskFacts) -> None:
    story = story_of(facts())
    assert not any(one.picture for one in story.sections)
    assert "Ingen hendelser er registrert i perioden." in said(facts())
    assert [one.key for one in story.sections] == [
        "short", "lights", "numbers", "more_numbers", "rates", "threshold", "threshold_card", "definitions",
    ]  # fmt: skip
    assert [one.key for one in story.tables] == ["threshold_card"]  # what would have been written down
    assert "Vi har ikke skrevet ned vår egen grense" in said(facts())


def test_without_last_year_there_is_nothing_in_brackets(database: Database, record: Record, facts: AskFacts) -> None:
    record(date(2026, 2, 3))
    assert [field.key for field in table(facts(), "by_kind").fields] == ["kind", "now", "year"]
    assert "Det er ingen registreringer fra samme periode i fjor" in said(facts())
    assert rows(facts(), "by_month") == {"januar": (0,), "februar": (1,), "mars": (0,), "april": (0,), "Sum": (1,)}


def test_a_period_that_is_not_over_says_how_far_it_has_come(two_years: Database, facts: AskFacts) -> None:
    found = facts(today=date(2026, 3, 15))
    assert section(found, "short").text == (
        "Foreløpig: tall til og med 15. mars 2026. Tallene fra i fjor går til samme dato.",
    )
    assert list(rows(found, "by_month")) == ["januar", "februar", "mars", "Sum"]


def test_a_school_has_pupils_and_its_leader_is_a_principal(two_years: Database, facts: AskFacts) -> None:
    two_years.write(change_unit, {"kind": UnitKind.SKOLE}, by=LEADER, today=TODAY)
    stamp = dict(cover_of_story(story_of(facts())).facts)
    assert (stamp["Antall elever"], stamp["Utarbeidet av"]) == ("80", "Tom, rektor")
    assert table(facts(), "rates").note == "Oppholdsdager er antall elever ganger antall skoledager."
    assert "barnehagemiljø" not in said(facts())


def test_tables_have_keys_and_sheets_of_their_own(two_years: Database, facts: AskFacts) -> None:
    tables = story_of(facts()).tables
    assert len({one.key for one in tables}) == len(tables) == len({one.sheet for one in tables}) == 12
    assert all(0 < len(one.sheet) <= 31 for one in tables)


def test_files_are_called_after_their_period(facts: AskFacts) -> None:
    assert file_name(facts()) == "Tertialrapport 2026-T1"
    assert file_name(facts(parse_period("2026-01-05..2026-02-03"))) == "Rapport 2026-01-05–2026-02-03"
