"""Words, dates and numbers as Norwegians write them, and text that is safe to store."""

from __future__ import annotations

import unicodedata
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.kernel.words import (
    Text,
    _,
    clean,
    clock_time,
    language,
    long_date,
    many,
    month_name,
    number,
    plain_date,
    short_date,
    sort_key,
    use_language,
    weekday_name,
)  # fmt: skip


def test_norwegian_order_puts_ae_oe_and_aa_last() -> None:
    words = ["Ås", "ape", "Zoo", "ærfugl", "Øst", "Åse", "aa", "Abel", "Æ"]
    assert sorted(words, key=sort_key) == ["aa", "Abel", "ape", "Zoo", "Æ", "ærfugl", "Øst", "Ås", "Åse"]


def test_other_accents_sort_as_their_letter_and_case_does_not_matter() -> None:
    assert sort_key("Élise") == sort_key("elise")
    assert sort_key("Ŋ") != sort_key("n")  # a letter of its own in Sámi
    assert sorted(["Štefan", "Sv", "sa"], key=sort_key) == ["sa", "Štefan", "Sv"]


def test_letters_in_two_parts_sort_as_whole_ones() -> None:
    assert sort_key(unicodedata.normalize("NFD", "Åse")) == sort_key("Åse")


def test_one_and_several_have_their_forms() -> None:
    said = [many("{n} hendelse", "{n} hendelser", n) for n in (0, 1, 2)]
    assert said == ["0 hendelser", "1 hendelse", "2 hendelser"]


def test_dates_and_times_are_written_the_norwegian_way() -> None:
    day = date(2026, 11, 20)
    assert long_date(day) == "fredag 20. november 2026"
    assert plain_date(day) == "20. november 2026"
    assert (short_date(day), clock_time(time(9, 5))) == ("20.11.2026", "09.05")
    assert short_date(date(2026, 1, 2)) == "02.01.2026"
    assert (month_name(1), month_name(12), weekday_name(7)) == ("januar", "desember", "søndag")


def test_numbers_have_a_comma_and_a_space_that_does_not_break() -> None:
    assert number(1234567.891, 2) == "1\xa0234\xa0567,89"
    assert (number(0.5, 1), number(3)) == ("0,5", "3")


@given(st.text(alphabet=st.characters(), max_size=200))
def test_clean_text_can_always_be_stored_and_stays_clean(text: str) -> None:
    once = clean(text)
    once.encode("utf-8")
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("dirty", "stored"),
    [
        ("  falt \n", "falt"), ("a\x00b\x07c", "abc"), ("linje\nto\tfelt", "linje\nto\tfelt"),
        ("linje\r\nto", "linje\nto"),
        ("A\u030aland", "Åland"), ("\ud83d\ude00", "😀"), ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ],
)  # fmt: skip
def test_text_is_kept_as_it_was_meant(dirty: str, stored: str) -> None:
    assert clean(dirty) == stored


def test_a_lone_surrogate_becomes_a_sign_that_something_was_there() -> None:
    assert clean("før\ud800etter") == "før\ufffdetter"


def test_a_sentence_is_a_text_until_it_is_shown() -> None:
    sentence = _("Hei, {name}.")
    assert isinstance(sentence, Text)
    assert sentence.format(name="Tom") == "Hei, Tom."
    assert type(str(sentence)) is str
    assert f"{_('Lagre')}!" == "Lagre!"


def test_an_unknown_language_is_bokmaal() -> None:
    use_language("tlh")
    assert language() == "nb"
