"""Where so much happens that it should be a focus area; and that the same events are never told of twice."""

from __future__ import annotations

from datetime import timedelta

from ikdesk.focus.propose_queries import hot_spots
from ikdesk.focus.queries import focus_areas
from ikdesk.focus.sentences import proposal_words
from ikdesk.kernel.database import Database
from tests.focus.places import ASKED, chosen
from tests.measures.test_effect import happened
from tests.samples import TODAY, place_of


def proposed(database: Database) -> list[tuple[str, int, int]]:
    rows = database.read(focus_areas, **ASKED)
    return [(one.title, one.events, one.new) for one in database.read(hot_spots, rows, **ASKED)]


def fall(database: Database, standard: str, number: int, **values: object) -> None:
    happened(database, place_of(database, standard), [TODAY - timedelta(days=9 * n) for n in range(number)], **values)


def test_a_place_with_five_events_is_proposed_and_one_with_four_is_not(database: Database) -> None:
    fall(database, "sledding_hill", 5)
    fall(database, "sandpit", 4)
    assert proposed(database) == [("Akebakke", 5, 5)]


def test_what_a_place_stands_for_is_not_proposed_again_as_a_way_of_getting_hurt(database: Database) -> None:
    fall(database, "sledding_hill", 8, mechanism="collision")
    fall(database, "sandpit", 3, mechanism="collision")
    assert proposed(database) == [("Akebakke", 8, 8)]


def test_a_way_of_getting_hurt_that_lies_all_over_is_proposed(database: Database) -> None:
    for standard in ("sledding_hill", "sandpit", "swing", "slide"):
        fall(database, standard, 4, mechanism="fall_height")
    assert proposed(database) == [("Fall fra høyde, også i/fra trapp", 16, 16)]


def test_what_is_chosen_is_not_proposed_until_it_is_finished_with(database: Database) -> None:
    fall(database, "sledding_hill", 6, activity="sledding")
    fall(database, "sandpit", 6)
    chosen(database, place_id=place_of(database))
    assert proposed(database) == [("Sandkasse", 6, 6)]


def test_what_has_no_name_and_what_is_long_ago_is_never_proposed(database: Database) -> None:
    fall(database, "outdoor_other", 9, mechanism="other", activity="unknown")
    happened(database, place_of(database, "swing"), [TODAY - timedelta(days=800 + n) for n in range(9)])
    assert proposed(database) == []


def test_a_proposal_says_how_much_and_how_bad(database: Database) -> None:
    fall(database, "sledding_hill", 6, severity=2)
    fall(database, "sandpit", 1)
    (found,) = database.read(hot_spots, (), **ASKED)
    assert proposal_words(found) == "6 av 7 hendelser de siste to årene, 6 av dem alvorlige."
