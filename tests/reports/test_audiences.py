"""One report, a version for each recipient: what they read first, what they look up, and what they never get."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.paper.story import HIDDEN, Section, Story
from ikdesk.picture.spec import GridSpec
from ikdesk.report_cli import AUDIENCES
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.audience_sentences import audience_words, file_name
from ikdesk.reports.correction_sections import corrections
from ikdesk.reports.cross_sections import by_department, by_place_and_kind, by_treatment, potential
from ikdesk.reports.evaluation_sections import evaluation, questions
from ikdesk.reports.facts_model import Changed, Facts, Limits
from ikdesk.reports.light_sections import handling_light, overdue_light
from ikdesk.reports.limits_model import chosen_limits
from ikdesk.reports.report_queries import report_of
from ikdesk.reports.sentences import generated_lines
from ikdesk.reports.untold_sentences import dropped_words, sign_words
from ikdesk.unit.model import Ownership, UnitKind
from tests.reports.conftest import AskFacts
from tests.reports.examples import T1, story_of
from tests.samples import LEADER, TODAY


@pytest.fixture
def versions(two_years: Database) -> dict[Audience, Story]:
    """Every version of the report of two years."""
    return {
        audience: story_of(two_years.read(report_of, T1, audience, viewer=LEADER, today=TODAY).facts)
        for audience in Audience
    }  # fmt: skip


def test_the_command_knows_every_recipient() -> None:
    assert tuple(audience.code for audience in Audience) == AUDIENCES


def keys(story: Story) -> list[str]:
    return [section.key for section in story.sections]


def table(section: Section | None, at: int = 0) -> list[tuple[Any, ...]]:
    assert section is not None
    return list(section.tables[at].rows)


def with_numbers(facts: Facts, **by: dict[str, int | None]) -> Facts:
    return dataclasses.replace(facts, now=dataclasses.replace(facts.now, by={**facts.now.by, **by}))


def test_each_recipient_gets_the_parts_that_are_theirs(versions: dict[Audience, Story]) -> None:
    have = {audience: set(keys(story)) for audience, story in versions.items()}
    assert all({"short", "definitions"} <= found for found in have.values())
    upward = {audience for audience, found in have.items() if "lights" in found}
    assert upward == {Audience.MUNICIPALITY, Audience.OWNER}
    assert {audience for audience, found in have.items() if "by_time" in found} <= {Audience.STAFF}
    assert {audience for audience, found in have.items() if "questions" in found} == {Audience.STAFF}
    assert {audience for audience, found in have.items() if "handling" in found} == {
        Audience.MUNICIPALITY, Audience.OWNER, Audience.STAFF
    }  # fmt: skip
    assert not {"by_mechanism", "rates", "exposure", "threshold"} & have[Audience.SAFETY]


def test_no_line_counts_what_the_version_has_no_table_of(two_years: Database) -> None:
    for audience in (Audience.MUNICIPALITY, Audience.PARENTS):
        found = two_years.read(report_of, T1, audience, viewer=LEADER, today=TODAY).facts
        counted = {line.key for line in generated_lines(found)}
        assert ({"handling", "exposure"} <= counted) is found.has("handling")


def test_what_is_looked_up_comes_last_and_under_headings_that_do_not_jump(versions: dict[Audience, Story]) -> None:
    for story in versions.values():
        flags = [section.appendix for section in story.sections]
        assert flags == sorted(flags)
        assert flags[-1]
        level = 0
        for section in story.sections:
            level = 0 if section.appendix and not level else level
            assert section.level <= level + 1, section.key
            level = section.level


def test_titles_and_files_say_whom_it_is_for(two_years: Database, versions: dict[Audience, Story]) -> None:
    assert [story.title.split(",")[0] for story in versions.values()] == [
        "Tertialrapport", "Rapport til eieren", "Personalversjon", "Rapport til verneombud og AMU",
        "Rapport til foreldre",
    ]  # fmt: skip
    names = {
        file_name(two_years.read(report_of, T1, audience, viewer=LEADER, today=TODAY).facts) for audience in Audience
    }
    assert len(names) == len(Audience)
    assert "Rapport til verneombud og AMU 2026-T1" in names


def test_only_the_version_for_those_who_work_here_must_not_be_sent_on(versions: dict[Audience, Story]) -> None:
    marked = {audience: story.mark for audience, story in versions.items()}
    assert marked.pop(Audience.STAFF) == "Internt – ikke send videre"
    assert set(marked.values()) == {""}
    cover = versions[Audience.STAFF].cover
    assert cover is not None
    assert cover.note == "Internt – ikke send videre"


@pytest.mark.parametrize(
    ("kind", "owner", "parents"),
    [(UnitKind.BARNEHAGE, "Den ansvarlige etter barnehageloven § 7, og styret", "Foreldre og samarbeidsutvalg"),
     (UnitKind.SKOLE, "Skoleeieren", "Foreldre, FAU og samarbeidsutvalg"),
     (UnitKind.SFO, "Eieren av SFO", "Foreldre, FAU og samarbeidsutvalg")],
)  # fmt: skip
def test_only_a_kindergarten_has_an_owner_after_its_act(kind: UnitKind, owner: str, parents: str) -> None:
    assert audience_words(Audience.OWNER, kind) == owner
    assert audience_words(Audience.PARENTS, kind) == parents
    assert audience_words(Audience.MUNICIPALITY, UnitKind.BARNEHAGE, Ownership.PRIVATE) == (
        "Kommunen som barnehagemyndighet"
    )


def test_departments_are_told_where_there_are_three_and_treatments_where_there_are_any(
    two_years: Database, facts: AskFacts
) -> None:
    two = with_numbers(facts(), department={"Rød": 4, "Blå": 3})
    assert by_department(two) is None
    three = with_numbers(facts(), department={"Rød": 4, "Blå": None, "Grønn": None})
    assert sorted(row[:2] for row in table(by_department(three))) == [
        ("Blå", HIDDEN), ("Grønn", HIDDEN), ("Rød", 4), ("Sum", 7)
    ]  # fmt: skip
    assert by_department(dataclasses.replace(three, dropped=frozenset({"department"}))) is None
    treated = with_numbers(facts(), treatment={"doctor": 3, "": 4})
    assert table(by_treatment(treated))[0][:2] == ("doctor", 3)


def test_a_table_of_place_and_type_has_the_lines_the_facts_fold_it_to(two_years: Database, facts: AskFacts) -> None:
    kinds: dict[str, int | None] = {"child_injury": 9, "near_miss": 3, "hazard": 4}
    found = with_numbers(facts(), kind=kinds, place={"slide": 9, "swing": 4, "door": 3})
    cross: dict[tuple[str, str], int | None] = {
        ("slide", "child_injury"): 9, ("the_rest", "near_miss"): None, ("the_rest", "the_rest"): None,
    }  # fmt: skip
    crossed = dataclasses.replace(found, dropped=frozenset(), now=dataclasses.replace(found.now, cross=cross))
    section = by_place_and_kind(crossed)
    assert table(section) == [
        ("slide", 9, 0, 0, 9), ("the_rest", 0, HIDDEN, HIDDEN, 7), ("Sum", 9, 3, 4, found.now.total),
    ]  # fmt: skip
    assert section is not None
    assert [field.label for field in section.tables[0].fields][-2:] == ["Andre typer", "Sum"]
    assert by_place_and_kind(dataclasses.replace(crossed, dropped=frozenset({"cross"}))) is None


def test_what_could_have_been_serious_is_a_table_of_its_own(two_years: Database, facts: AskFacts) -> None:
    found = facts()
    assert potential(dataclasses.replace(found, now=dataclasses.replace(found.now, potential=0))) is None
    hidden = dataclasses.replace(found, now=dataclasses.replace(found.now, potential=None))
    assert table(potential(hidden)) == [("Kunne ha blitt grad 3 eller 4", HIDDEN, 0, 0)]


def test_the_hours_of_the_week_are_for_those_who_work_here(two_years: Database) -> None:
    facts = two_years.read(report_of, T1, Audience.STAFF, viewer=LEADER, today=TODAY).facts
    story = story_of(with_numbers(facts, time={"1-10": 4, "5-14": 1}))
    section = next(one for one in story.sections if one.key == "by_time")
    assert isinstance(section.picture, GridSpec)
    assert section.picture.title == "Flest hendelser mellom klokken 10 og 11"
    assert (section.picture.row_sums, section.picture.columns[0]) == ((4, 0, 0, 0, 1), "08")
    assert [row[-1] for row in section.tables[0].rows] == [4, 0, 0, 0, 1]


def test_the_sign_is_explained_once_where_it_first_stands(two_years: Database, facts: AskFacts) -> None:
    found = with_numbers(facts(), place={"slide": None, "swing": None, "door": 3}, activity={"play": None, "": None})
    noted = [one.key for one in story_of(found).tables if sign_words(found) in one.note]
    assert noted == ["by_place"]
    assert "under 3" in sign_words(found)
    stricter = dataclasses.replace(found, limits=Limits(least=4), audience=Audience.PARENTS)
    assert "under 4" in sign_words(stricter)


def test_a_table_that_is_left_out_is_named(two_years: Database, facts: AskFacts) -> None:
    one, two = (dataclasses.replace(facts(), dropped=frozenset(keys)) for keys in (("cross",), ("cross", "place")))
    assert dropped_words(one) == (
        "Tabellen «Hendelser etter sted og type» kan ikke vises uten å røpe små tall. Derfor er den utelatt.",
    )
    assert dropped_words(two)[0].startswith("Tabellene «Hendelser etter sted» og «Hendelser etter sted og type» kan")
    assert "by_place" not in keys(story_of(two))
    assert dropped_words(two)[0] in next(part for part in story_of(two).sections if part.key == "numbers").text


def test_the_limits_a_unit_chose_are_those_of_its_lights(two_years: Database, facts: AskFacts) -> None:
    found = dataclasses.replace(facts(), limits=chosen_limits({"handling_green": 20, "handling_yellow": 20}))
    light = handling_light(found)
    assert (light.state, light.text.endswith("Grønn er minst 20\xa0%, ellers rød.")) == ("green", True)
    assert handling_light(facts()).state == "red"
    assert overdue_light(facts()).state == "unused"


def test_what_was_corrected_stands_as_it_was_and_as_it_is(two_years: Database, facts: AskFacts) -> None:
    assert corrections(facts()) is None
    lines = (("total", 7, 8), ("by_kind:child_injury", None, 4), ("by_month:2026-01", 2, 3))
    one = Changed(parse_period("2025-T3"), 2, date(2026, 1, 15), lines)
    section = corrections(dataclasses.replace(facts(), changed=(one,)))
    assert table(section) == [
        ("Hendelser i alt", 7, 8), ("Hendelser etter type: Skade på barn/elev", HIDDEN, 4),
        ("Hendelser etter måned: januar 2026", 2, 3),
    ]  # fmt: skip
    assert section is not None
    assert section.tables[0].title == "Rapporten for 3. tertial 2025, versjon 2, levert 15. januar 2026"


def test_what_the_leader_wrote_about_the_period_has_its_own_part(two_years: Database, facts: AskFacts) -> None:
    assert evaluation(facts()) is None
    written = {"eval_worked": "Løypa.", "priority_1": "", "priority_2": "Gjerdet."}
    section = evaluation(dataclasses.replace(facts(), texts=written))
    assert section is not None
    assert section.facts == (("Dette har virket", "Løypa."), ("Prioritet 1", "Gjerdet."))


def test_the_staff_have_something_to_talk_about(two_years: Database, facts: AskFacts) -> None:
    [section] = questions(facts())
    assert section.bullets[0] == "Hva fikk vi til, som vi skal fortsette med?"
