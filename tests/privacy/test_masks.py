"""Words about others are found, shown to somebody who decides, and taken out in every form."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.kernel.personal import found_in
from ikdesk.privacy.insight_model import bare, mentions
from ikdesk.privacy.mask_model import MASK, masked, suspects
from tests.kernel.test_personal import NUMBERS, TELLS

OTHER = str(MASK)


def found(text: str, own: str = "OH", harmless: tuple[str, ...] = ()) -> list[str]:
    return [one.word for one in suspects([text], [own], harmless)]


@pytest.mark.parametrize(("text", "words"), [
    ("Barnet ble dyttet av Kari ved gjerdet.", ["Kari"]),
    ("Kari dyttet OH.", ["Kari"]),
    ("O.H. og K.L. krasjet.", ["K.L."]),
    ("OH krasjet med KL.", ["KL"]),
    ("Ole Hansens far kom.", ["Ole", "Hansens"]),
    ("Mor ringte kl. 12. Kl. 13 kom legen.", []),
    ("NAV og HMS fikk beskjed.", []),
    ("Snøen var glatt. Det var is under snøen.", []),
    ("Falt i Akebakken.", ["Akebakken"]),
    ("Barn A slo barn B.", ["A", "B"]),
    ("Fødselsnummer 010120 12345.", ["010120 12345", "Fødselsnummer"]),
    ("Ring far på 90 12 34 56 eller far@eksempel.no.", ["90 12 34 56", "far@eksempel.no", "Ring"]),
    ("Åse-Marie og D’Angelo så det.", ["Åse-Marie", "D’Angelo"]),
    ("", []),
])  # fmt: skip
def test_what_looks_like_somebody_else_is_proposed(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_names_of_places_are_not_proposed() -> None:
    assert found("Falt i Akebakken ved Gapahuken.", harmless=("Akebakken", "Gapahuken ved elva")) == []


def test_a_word_is_proposed_once_with_how_often_it_stands_and_where() -> None:
    told = suspects(["Så Kari. Karis far kom.", "Så Kari"], ["OH"])
    assert [(one.word, one.count) for one in told] == [("Kari", 3)]
    assert told[0].example == "Så Kari. Karis far kom."


@pytest.mark.parametrize(("text", "words", "told"), [
    ("Dyttet av Kari.", ["Kari"], f"Dyttet av {OTHER}."),
    ("Dyttet av KARI og kari.", ["Kari"], f"Dyttet av {OTHER} og {OTHER}."),
    ("Karis far og Kari's mor", ["Kari"], f"{OTHER} far og {OTHER} mor"),
    ("Karin så det.", ["Kari"], "Karin så det."),
    ("Ole Hansen kom.", ["Ole", "Hansen"], f"{OTHER} kom."),
    ("K.L. og KL og K. L. kl. 12", ["KL"], f"{OTHER}. og {OTHER} og {OTHER}. kl. 12"),
    ("Barn A og O.A. og avdeling", ["A"], f"Barn {OTHER} og O.A. og avdeling"),
    ("Ingenting her.", ["Kari"], "Ingenting her."),
    ("Ingenting her.", [" ", ""], "Ingenting her."),
    ("a+b (c) a+b", ["a+b"], f"{OTHER} (c) {OTHER}"),
])  # fmt: skip
def test_a_word_is_taken_out_in_every_form(text: str, words: list[str], told: str) -> None:
    assert masked(text, words) == told


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="abcÆøå .,-KL\n", max_size=80), st.text(alphabet="kKaArRiIæØ", min_size=3, max_size=8))
def test_nothing_is_left_of_a_word_that_stood_by_itself(around: str, word: str) -> None:
    told = masked(f"{around} {word}, {around} {word}s. {word}", [word])
    left = told.replace(OTHER, " ")
    assert word.casefold() not in {part.strip(",.-s\n") for part in left.casefold().split()} - {
        part.strip(",.-s\n") for part in around.casefold().split()
    }


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=4))
def test_any_text_can_be_looked_through_and_masked(text: str, words: list[str]) -> None:
    masked(text, [*words, *(one.word for one in suspects([text], words))])


@pytest.mark.parametrize(("text", "initials", "there"), [
    ("OH", "oh", True), ("O.H.", "OH", True), ("O. H.", "OH", True), ("OH og KL", "KL", True), ("OHK", "OH", False),
    ("barn 12", "12", True), ("barn 121", "12", False), ("", "OH", False), ("OH", "", False), ("ÅØ", "åø", True),
])  # fmt: skip
def test_initials_are_found_however_they_are_dotted(text: str, initials: str, *, there: bool) -> None:
    assert mentions(text, initials) is there


def test_initials_are_compared_without_what_stands_between() -> None:
    assert bare("O. H.") == bare("oh") == "oh"


@pytest.mark.parametrize("text", [text for text, _names in (*TELLS, *NUMBERS)])
def test_what_is_pointed_out_while_somebody_writes_is_proposed_too(text: str) -> None:
    proposed = "".join(found(text)).replace(" ", "")
    for one in found_in(text):
        assert all(part in proposed for part in re.findall(r"\w+", one.word)), one
