"""What a text should not tell is pointed out, and what tells of nobody is left alone."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.kernel.paths import resource
from ikdesk.kernel.personal import Found, Sort, found_in, is_birth_number, known_names, ordinary_words, plain_words
from tests.hostile.corpus import CORPUS

TELLS = [
    # Bokmål
    ("Kari falt fra huska.", ["Kari"]), ("Da falt Emil i sandkassa.", ["Emil"]),
    ("Barnet ble dyttet av Mohammed.", ["Mohammed"]), ("Karis mor ringte.", ["Karis"]),
    ("Vi ringte Jonas' far.", ["Jonas"]), ("Anne-Marie og Nora løp inn i hverandre.", ["Anne-Marie", "Nora"]),
    ("Ole Hansen kom først.", ["Ole Hansen"]), ("Han lekte med Bjørn i skogen.", ["Bjørn"]),
    ("Hun satt ved siden av Sol.", ["Sol"]), ("Det var Odd som så det.", ["Odd"]),
    ("Bittet av Aisha, trøstet av Fatima.", ["Aisha", "Fatima"]), ("så kom kari og emil", ["kari", "emil"]),
    ("ASBJØRN FALT", ["ASBJØRN"]), ("Sammen med Sahra og Abdirahman.", ["Sahra", "Abdirahman"]),
    ("Oleksandr snublet.", ["Oleksandr"]), ("Lekte med Zbyszko ute.", ["Zbyszko"]),
    ("«Ikke slå,» sa Ingrid.", ["Ingrid"]), ("Krasjet.Emma slo hodet.", ["Emma"]),
    ("Faren til Liv Berg hentet.", ["Liv Berg"]), ("Saras jakke hang fast.", ["Saras"]),
    # Nynorsk
    ("Torbjørn datt ned frå treet.", ["Torbjørn"]), ("Ho vart dytta av Synnøve.", ["Synnøve"]),
    ("Olavs mor fekk beskjed.", ["Olavs"]), ("Guten slo Ingvild med spaden.", ["Ingvild"]),
    ("Eg såg at Sjur klatra for høgt.", ["Sjur"]), ("Mor til Ragnhild kom.", ["Ragnhild"]),
    # English
    ("Oliver tripped on the stairs.", ["Oliver"]), ("She was pushed by Grace.", ["Grace"]),
    ("We called Amina's mother.", ["Amina's"]), ("Then Mark hit him.", ["Mark"]),
    ("The boy sat next to Yusuf Ali.", ["Yusuf Ali"]), ("Zainab and Liam ran.", ["Zainab", "Liam"]),
]  # fmt: skip
TELLS_NOT = [
    "Bjørnen på bildet var stor.", "Odd tall på terningen.", "Sol og varmt ute.", "Stein i skoen.", "Liv og røre.",
    "Dag to på turen.", "Even if it hurt, she smiled.", "Mark the place with tape.", "Hans mor kom.",
    "Per barn ett skjema.", "Rose hips were eaten.", "Vår og is på bakken.", "Gro i bedet tok det lang tid.",
    "Mai måned var våt.",
    "I mars 2026 og i Mai 2025.", "In May and in June.", "K.H. dyttet OH, og K så det.", "Barn A slo barn B.",
    "NAV, PPT og HMS fikk beskjed.", "Vi ringte Giftinformasjonen.", "Turen gikk til Oslo og Bergen.",
    "Falt på Akebakken ved Lekeplassen.", "Byggeklosser fra Lego og Duplo.", "On Monday the child fell.",
    "Elles gjekk det bra.", "Alias brukes ikke.", "FALT FRA HUSKA", "Andre barn så det. Alle var ute.",
    "Ta Excel-fila og T-skjorta. Then I'm sure, and I've said so.", "Juni var våt. Da var Juni-dagene over.",
    "Bursdag i Skien.", "Kl. 12.30 den 12.02.2026. Uke 12.", "Sang «Bæ, bæ, lille lam» og så på «Bamse».",
    "Ingen ble skadet: Isposen hjalp.", "- Datt\n- Gråt\n- Lo", "", "   ", "…",
]  # fmt: skip
NUMBERS = [
    ("Født 01012012345.", ["01012012345"]), ("Nr. 010120 12345 står her", ["010120 12345"]),
    ("D-nummer 41012012345", ["41012012345"]), ("prøve 01812012345", ["01812012345"]),
    ("Ring 90123456!", ["90123456"]), ("tlf.90 12 34 56.", ["90 12 34 56"]), ("tlf:901 23 456, far", ["901 23 456"]),
    ("+47 90123456", ["+47 90123456"]), ("0047 90 12 34 56", ["0047 90 12 34 56"]), ("(22 33 44 55)", ["(22 33 44 55"]),
    ("+46 70 123 45 67", ["+46 70 123 45 67"]),
    ("Kl. 12.30, 12.02.2026, 2026-212, 20260212 og 12022026.", []), ("45 000 kr og 25000000 kroner, kr 30000000.", []),
    ("Giftinformasjonen 22 59 13 00, eller 113.", []), ("99 99 99 99 99 99", []), ("2026-21212345", []),
    ("12345678", []), ("99999999999", []), ("1,90123456", []),
]  # fmt: skip


def words(text: str, *plain: str) -> list[str]:
    return [one.word for one in found_in(text, plain_words(plain))]


@pytest.mark.parametrize(("text", "names"), TELLS)
def test_a_name_is_pointed_out(text: str, names: list[str]) -> None:
    found = found_in(text)
    assert [one.word for one in found] == names
    assert {one.kind for one in found} == {Sort.NAME}


@pytest.mark.parametrize("text", TELLS_NOT)
def test_what_is_no_name_is_left_alone(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(("text", "numbers"), NUMBERS)
def test_numbers_of_persons_are_pointed_out_and_other_numbers_are_not(text: str, numbers: list[str]) -> None:
    assert words(text) == numbers


def test_a_national_identity_number_is_told_from_a_telephone_number() -> None:
    assert [one.kind for one in found_in("010120 12345 og 90 12 34 56")] == [Sort.BIRTH_NUMBER, Sort.PHONE]


def test_a_number_with_a_day_that_can_be_counts_whatever_its_check_digits_say() -> None:
    assert is_birth_number("29021212345")
    assert is_birth_number("41012012345"), "a D number"
    assert not is_birth_number("31021212345"), "no 31 February"
    assert is_birth_number(_made("991314")), "no such day, but both check digits are right"


def test_what_the_unit_knows_is_not_pointed_out() -> None:
    text = "Emil på Kastanjen så Zorro ved Tordenhiet. Kari Trestakk er en dukke. Emils dukke."
    assert words(text) == ["Emil", "Zorro", "Kari Trestakk", "Emils"]
    assert words(text, "Zorro", "kari trestakk", "EMIL") == []


def test_nothing_is_pointed_out_in_the_stories_the_program_brings_along() -> None:
    told = [text for text in _texts(json.loads(resource("demo/stories.json").read_text("utf-8"))) if found_in(text)]
    assert told == []


def test_the_lists_are_long_enough_and_do_not_contradict_each_other() -> None:
    names = known_names()
    lines = resource("words/names.txt").read_text("utf-8").split("[etternavn]")
    assert len(lines[0].split()) > 1200
    assert len(lines[1].split()) > 300
    assert not names.words & names.capital
    assert names.sure <= names.capital
    assert not names.sure & ordinary_words()
    assert all(word == word.lower() for word in names.capital | names.words)


def test_five_hundred_letters_are_looked_through_in_less_than_a_thousandth_of_a_second() -> None:
    text = ("Kari dyttet Emil ved sandkassa kl. 12:30, og Aisha ringte 90 12 34 56. " * 8)[:500]
    took = min(_seconds(text) for _time in range(20))
    assert took < 0.001, f"{took * 1000:.2f} ms"


@pytest.mark.parametrize("text", [CORPUS["long: storm"], "Kari " * 20_000, "9" * 50_000, "A." * 30_000, "9 0 " * 9_000])
def test_a_very_long_text_is_no_trouble(text: str) -> None:
    assert _seconds(text) < 1.5


def test_nothing_anybody_may_write_is_too_much() -> None:
    for text in CORPUS.values():
        _places_are_right(text, found_in(text))


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=120) | st.text(alphabet="aKri .-'’sÅå0129+\n", max_size=60))
def test_what_was_found_stands_where_it_is_said_to_stand(text: str) -> None:
    _places_are_right(text, found_in(text))


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(sorted(known_names().capital)), st.sampled_from(["så at {} lo", "{} falt", "det var {}s sko"]))
def test_every_name_is_found_in_every_place(name: str, sentence: str) -> None:
    text = sentence.format(name.capitalize())
    assert any(name in one.word.casefold() for one in found_in(text)) or f"{name}s" in ordinary_words()


def _places_are_right(text: str, found: tuple[Found, ...]) -> None:
    ends = 0
    for one in found:
        assert text[one.start : one.end] == one.word
        assert one.start >= ends
        ends = one.end


def _seconds(text: str) -> float:
    began = time.thread_time()  # a busy machine is no slow program
    found_in(text)
    return time.thread_time() - began


def _texts(made: Any) -> Iterator[str]:
    if isinstance(made, str):
        yield made
    for part in made.values() if isinstance(made, dict) else made if isinstance(made, list) else ():
        yield from _texts(part)


def _made(day: str) -> str:
    """A number whose check digits are right."""
    chance = random.Random(3)
    while True:
        nine = day + f"{chance.randrange(1000):03}"
        digits = [int(one) for one in nine]
        first = -sum(a * b for a, b in zip(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True)) % 11
        second = -sum(a * b for a, b in zip([*digits, first], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        if first < 10 and second < 10:
            return f"{nine}{first}{second}"
