"""Passwords, recovery codes and the four words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.kernel.errors import Invalid
from ikdesk.safe import code
from ikdesk.safe.passphrase import four_words, strength, words
from ikdesk.safe.secret import Work, calibrated, check_new_password, stretch


def test_there_are_2048_plain_words() -> None:
    assert len(words()) == len(set(words())) == 2048
    assert [word for word in words() if not re.fullmatch("[a-zæøå]{3,8}", word)] == []


def test_four_words_are_a_password_and_never_the_same() -> None:
    drawn = {four_words() for _time in range(50)}
    assert len(drawn) == 50
    for words_drawn in drawn:
        assert len(set(words_drawn.split())) == 4
        check_new_password(words_drawn)


def test_whatever_four_words_are_drawn_they_are_called_good() -> None:
    assert {strength(f"{word} lampe hest brød").grade for word in words() if word not in {"lampe", "hest", "brød"}} == {
        2
    }


@pytest.mark.parametrize(
    ("password", "grade"),
    [
        ("", 0),
        ("aaaaaaaaaaaaaaaa", 0),
        ("123456789012", 0),
        ("passord12345", 0),
        ("Barnehage2026", 0),
        ("sommersommersommer", 0),
        ("hest lampe", 0),
        ("hest lampe vår brød", 2),
        ("hest lampe vår brød øks skog", 3),
        ("xK9#vQ2!mP7&zL4", 3),
    ],
)
def test_the_estimate_is_honest(password: str, grade: int) -> None:
    found = strength(password)
    assert found.grade == grade
    assert found.sentence.endswith(".")


def test_work_below_the_floor_cannot_be_asked_for() -> None:
    for weak in ({"t": 2}, {"m": 32 * 1024}, {"p": 1}, {"t": 9}):
        with pytest.raises(ValueError, match="limits"):
            Work(**weak)


def test_the_work_is_measured_and_keeps_to_its_limits() -> None:
    work = calibrated()
    assert (work.m, work.p) == (65536, 4)
    assert 3 <= work.t <= 8


def test_another_salt_gives_another_key() -> None:
    assert stretch(b"x", bytes(16), Work()) != stretch(b"x", b"1" * 16, Work())


def test_a_code_is_six_groups_of_five_that_cannot_be_misread() -> None:
    codes = {code.new_code() for _time in range(100)}
    assert len(codes) == 100
    for fresh in codes:
        assert re.fullmatch("([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}", fresh)
        assert code.read_code(fresh) == fresh.replace("-", "").encode()


def test_a_code_is_read_however_it_was_written() -> None:
    fresh = code.new_code()
    careless = fresh.lower().replace("-", "  ").replace("0", "o").replace("1", "l").replace("v", "u")
    assert code.read_code(f" {careless}\n") == code.read_code(fresh)


@given(st.integers(0, 29), st.sampled_from(code.LETTERS))
def test_every_single_wrong_letter_is_noticed_and_its_group_named(place: int, letter: str) -> None:
    letters = list(code.new_code().replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    with pytest.raises(Invalid, match=f"Gruppe {place // 5 + 1} "):
        code.read_code("".join(letters))


@given(st.integers(0, 28))
def test_two_neighbours_that_changed_places_are_noticed(place: int) -> None:
    letters = list(code.new_code().replace("-", ""))
    if letters[place] == letters[place + 1] or place % 5 == 4:
        return
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    with pytest.raises(Invalid):
        code.read_code("".join(letters))


def test_two_groups_that_changed_places_are_noticed() -> None:
    groups = code.new_code().split("-")
    with pytest.raises(Invalid, match="Gruppe 1 "):
        code.read_code("-".join([groups[1], groups[0], *groups[2:]]))


@pytest.mark.parametrize("typed", ["", "ABCDE", "æ" * 30, "²" * 30, "x" * 10_000])
def test_what_is_no_code_is_told_plainly(typed: str) -> None:
    with pytest.raises(Invalid):
        code.read_code(typed)
