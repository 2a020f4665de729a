"""The drafts of risk assessments: whole in both languages, in words a form takes, and never rated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from ikdesk.kernel.codes import shipped_list
from ikdesk.kernel.paths import resource
from ikdesk.kernel.personal import found_in
from ikdesk.risks.library_model import TONGUES, DraftGroup, DraftHazard, RiskDraft, drafts
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment, Side
from ikdesk.unit.model import UnitKind
from tests.i18n.bokmal import leaks
from tests.samples import TODAY

PLACES = {
    UnitKind.BARNEHAGE: "place_kindergarten", UnitKind.SKOLE: "place_school", UnitKind.SFO: "place_school",
}  # fmt: skip
ALL = [(kind, tongue) for kind in PLACES for tongue in TONGUES]
ONLY_BOKMAAL = r"ikke|hva|hvor|hvordan|noe|noen|vann\w*|vei|skole\w*|blir ikke|gjør|fra|hodet?|alene|selv"
ONLY_NYNORSK = r"ikkje|kva|kvar|korleis|noko|nokon|vatn\w*|veg|skule\w*|gjer|frå|hovud\w*|åleine|sjølve?|ein|eit|dei"
_WORST = re.compile(r"\b(forbudt|forbode|sannsynlighet|sannsyn|rød risiko|raud risiko)\b", re.IGNORECASE)


def texts(draft: RiskDraft) -> Iterator[str]:
    yield from (draft.title, draft.worth)
    for hazard in draft.hazards:
        yield from (hazard.title, *hazard.causes, *hazard.consequences, *(one.title for one in hazard.barriers))


def hazards(kind: UnitKind) -> list[DraftHazard]:
    return [hazard for draft in drafts(kind, "nb") for hazard in draft.hazards]


def codes(name: str) -> set[str]:
    return {entry.code for entry in shipped_list(name)}


def walk(told: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(told, dict):
        for key, value in told.items():
            yield key, value
            yield from walk(value)
    elif isinstance(told, list):
        for value in told:
            yield from walk(value)


@pytest.mark.parametrize(("kind", "least"), [(UnitKind.BARNEHAGE, 18), (UnitKind.SKOLE, 12), (UnitKind.SFO, 12)])
def test_there_are_drafts_enough_for_each_kind_of_unit(kind: UnitKind, least: int) -> None:
    some = drafts(kind, "nb")
    assert len(some) >= least
    assert len({one.key for one in some}) == len({one.title for one in some}) == len(some)
    assert {one.group for one in some} <= {*DraftGroup}
    assert len({one.group for one in some}) >= 5


@pytest.mark.parametrize("key", [
    "sledding", "cords", "gate", "nap", "forest_trip", "water_play", "campfire", "roof_snow", "doors", "meal",
    "medicine", "drop_off", "outing_town", "violence", "fire", "playground", "climbing", "changing",
])  # fmt: skip
def test_a_kindergarten_finds_its_usual_dangers(key: str) -> None:
    assert key in {one.key for one in drafts(UnitKind.BARNEHAGE, "nb")}


@pytest.mark.parametrize(("kind", "tongue"), ALL)
def test_each_code_of_a_draft_can_be_chosen_in_the_unit(kind: UnitKind, tongue: str) -> None:
    for draft in drafts(kind, tongue):
        assert draft.place is None or draft.place in codes(PLACES[kind]), draft.key
        assert draft.activity is None or draft.activity in codes("activity"), draft.key
        for hazard in draft.hazards:
            assert hazard.mechanism is None or hazard.mechanism in codes("mechanism"), hazard.title
            assert {one.kind for one in hazard.barriers} <= codes("measure_kind"), hazard.title


@pytest.mark.parametrize("kind", PLACES)
def test_a_draft_says_why_the_activity_is_good_and_has_barriers_on_both_sides(kind: UnitKind) -> None:
    for draft in drafts(kind, "nb"):
        assert draft.worth, draft.key
        assert 1 <= len(draft.hazards) <= 5, draft.key
    for hazard in hazards(kind):
        assert hazard.causes, hazard.title
        assert hazard.consequences, hazard.title
        assert len(hazard.prevents) >= 2, hazard.title
        assert hazard.reduces, hazard.title


@pytest.mark.parametrize("kind", PLACES)
def test_what_takes_the_danger_away_stands_before_what_reminds_of_it(kind: UnitKind) -> None:
    order = [entry.code for entry in shipped_list("measure_kind")]
    for hazard in hazards(kind):
        for side in Side:
            ranks = [order.index(one.kind) for one in hazard.barriers if one.side is side]
            assert ranks == sorted(ranks), hazard.title


@pytest.mark.parametrize(("kind", "tongue"), ALL)
def test_each_text_fits_its_field_and_tells_of_nobody(kind: UnitKind, tongue: str) -> None:
    for draft in drafts(kind, tongue):
        RiskAssessment(title=draft.title, worth=draft.worth, assessed_on=TODAY).check(TODAY)
        for hazard in draft.hazards:
            Hazard(title=hazard.title, causes="\n".join(hazard.causes)).check(TODAY)
            for barrier in hazard.barriers:
                Barrier(title=barrier.title, side=barrier.side, kind=barrier.kind).check(TODAY)
        for text in texts(draft):
            assert text == text.strip() != "", draft.key
            assert text[0].isupper(), text
            assert not found_in(text), text
            assert not _WORST.search(text), text


@pytest.mark.parametrize(("tongue", "others"), [("nb", ONLY_NYNORSK), ("nn", ONLY_BOKMAAL)])
def test_bokmaal_and_nynorsk_are_not_mixed(tongue: str, others: str) -> None:
    found = re.compile(rf"(?<!\w)(?:{others})(?!\w)", re.IGNORECASE)
    said = {text for kind in PLACES for draft in drafts(kind, tongue) for text in texts(draft)}
    assert not [text for text in said if found.search(text)]


def test_the_nynorsk_is_that_of_the_program() -> None:
    said = {text for kind in PLACES for draft in drafts(kind, "nn") for text in texts(draft)}
    assert leaks((text.replace("dei et", "").removesuffix(" og et") for text in said), "nn") == []  # "et": eats


def test_every_text_stands_in_both_languages_and_no_draft_is_rated() -> None:
    told = json.loads(resource("risks/library.json").read_text("utf-8"))["drafts"]
    for one in told:
        nothing_else = {"key", "group", "for", "place", "activity", "title", "worth", "hazards"}
        assert one.keys() <= nothing_else, one["key"]
    for key, value in walk(told):
        assert key not in {"probability", "consequence", "severity"}, value
        if isinstance(value, dict) and TONGUES[0] in value:
            assert all(value.get(tongue) for tongue in TONGUES), value


def test_a_program_in_english_shows_the_drafts_in_bokmaal() -> None:
    assert drafts(UnitKind.SKOLE, "en") is drafts(UnitKind.SKOLE, "nb")
