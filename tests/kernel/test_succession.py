"""One key passed on to the next: who knew the first may trust the last, and nobody else's word counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ikdesk.kernel.signer import Signer
from ikdesk.kernel.succession import (
    MOST,
    Passing,
    forerunners,
    leads,
    passings,
    passings_in,
    passings_text,
)

SEEDS = [bytes([number]) * 32 for number in range(1, 6)]
KEYS = [Signer(seed).key for seed in SEEDS]
ALL = passings(SEEDS)
STRANGER = Signer(b"\xee" * 32)


@given(first=some.integers(0, 4), last=some.integers(0, 4), order=some.permutations(ALL))
def test_the_keys_lead_forward_and_never_back(first: int, last: int, order: list[Passing]) -> None:
    assert leads(KEYS[first], KEYS[last], order) is (first <= last)
    assert forerunners(KEYS[last], order) == tuple(KEYS[at] for at in reversed(range(last)))


@given(missing=some.integers(0, 3))
def test_a_chain_with_a_link_that_somebody_else_made_leads_nowhere(missing: int) -> None:
    forged = passings([b"\xee" * 32, SEEDS[missing + 1]])[0]
    other = [*ALL[:missing], replace(forged, old=KEYS[missing]), *ALL[missing + 1 :]]
    assert not leads(KEYS[0], KEYS[4], other)
    assert leads(KEYS[missing + 1], KEYS[4], other)


def test_a_stranger_who_names_the_unit_s_key_is_not_led_to() -> None:
    told = [*ALL, replace(ALL[-1], old=KEYS[4], new=STRANGER.key)]
    assert not leads(KEYS[0], STRANGER.key, told)
    assert forerunners(STRANGER.key, told) == ()


def test_a_signature_that_was_made_over_something_else_passes_nothing_on() -> None:
    mine = Signer(SEEDS[0])
    assert not Passing(mine.key, STRANGER.key, mine.sign(STRANGER.key)).holds
    assert not Passing(b"", b"", b"").holds


def test_keys_that_go_in_a_ring_come_to_an_end() -> None:
    ring = passings([*SEEDS, SEEDS[0]])
    assert leads(KEYS[3], KEYS[1], ring)
    assert set(forerunners(KEYS[0], ring)) == set(KEYS[1:])
    assert not leads(STRANGER.key, KEYS[0], ring)


def test_the_file_says_what_was_put_in_and_there_is_none_for_the_first_key() -> None:
    assert passings_in(passings_text(ALL)) == ALL
    assert passings_text(ALL).startswith("IKdesk-nøkkelskifte 1 (Ed25519)\n".encode())
    assert passings_text(passings(SEEDS[:1])) == b""
    assert passings_in(b"") == ()


def test_a_file_tells_of_the_newest_exchanges_and_no_longer_one_is_read() -> None:
    many = ALL * (MOST // len(ALL) + 1)
    assert passings_in(passings_text(many)) == many[-MOST:]
    line = passings_text(ALL).split(b"\n")[1] + b"\n"
    assert passings_in(passings_text(many) + line) == ()


WRONG = {
    "another opening": lambda text: text.replace(b" 1 ", b" 2 "),
    "short key": lambda text: text.replace(KEYS[1].hex().encode(), KEYS[1].hex().encode()[:-2]),
    "long key": lambda text: text.replace(KEYS[1].hex().encode(), KEYS[1].hex().encode() + b"00"),
    "capital letters": lambda text: text.upper(),
    "a line cut": lambda text: text[:-2],
    "something between": lambda text: text.replace(b"\n", b"\n\n", 2),
    "something after": lambda text: text + b"mer\n",
    "Windows lines": lambda text: text.replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("how", WRONG)
def test_a_file_that_is_anything_but_what_we_write_is_not_read(how: str) -> None:
    other = WRONG[how](passings_text(ALL))
    assert other != passings_text(ALL)
    assert passings_in(other) == ()
