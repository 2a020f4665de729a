"""Passwords that can be remembered: four words drawn by lot, and an honest estimate of any other password."""

from __future__ import annotations

import math
import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import _

WORDS = 4
GRADES = (32.0, 40.0, 60.0)  # bits where grade 1, 2 and 3 begin; four of 2048 words are 44 bits
USUAL = ("passord", "password", "sommer", "vinter", "barnehage", "skole", "qwerty", "asdfgh", "velkommen", "ikdesk")
USUAL_BITS = 4.0
LETTER_BITS = 2.5  # a letter in a word of a language that is not in the list
SHORT_RUN = 3  # so few letters in a row are no word
LOOSE_LETTER_BITS = 4.7
DIGIT_BITS = 3.3
YEAR_BITS = 6.6
MARK_BITS = 4.0
CAPITAL_BITS = 1.0
REPEATED_BITS = 0.5
PIECES = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL)
YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True)
class Strength:
    """How hard a password is to guess for somebody who knows how people choose."""

    bits: float
    grade: int  # 0 weak, 1 could be better, 2 good, 3 strong
    sentence: str


def four_words() -> str:
    """Four different words drawn by lot from 2048, for example "hest lampe vår brød": 44 bits."""
    return " ".join(secrets.SystemRandom().sample(words(), WORDS))


def strength(password: str) -> Strength:
    """An estimate that would rather be too low than too high.

    Source: the pieces of zxcvbn (Wheeler, USENIX Security 2016), much simplified.
    """
    pieces: list[str] = PIECES.findall(unicodedata.normalize("NFKC", password))
    seen: set[str] = set()
    bits = 0.0
    for piece in pieces:
        bits += REPEATED_BITS if piece.casefold() in seen else _bits_of(piece)
        seen.add(piece.casefold())
    grade = sum(bits >= least for least in GRADES)
    return Strength(round(bits, 1), grade, str(SENTENCES[grade]))


@cache
def words() -> tuple[str, ...]:
    """The plain Norwegian words that passwords are drawn from."""
    return tuple(resource("words/nb.txt").read_text(encoding="utf-8").split())


SENTENCES = (
    _("Svakt: lett å gjette. Bruk fire tilfeldige ord."),
    _("Kan bli bedre: legg til et ord eller to."),
    _("Godt passord."),
    _("Sterkt passord."),
)


def _bits_of(piece: str) -> float:
    if piece.isdigit():
        return YEAR_BITS if YEAR.fullmatch(piece) else _run_bits(piece, DIGIT_BITS)
    if not piece[0].isalpha():
        return 1.0 if piece.isspace() else MARK_BITS
    small = piece.casefold()
    capitals = CAPITAL_BITS * min(sum(c.isupper() for c in piece), 3)
    if any(small.startswith(usual) for usual in USUAL):
        return USUAL_BITS + capitals
    if small in _known():
        return math.log2(len(words())) + capitals
    return capitals + _run_bits(small, LETTER_BITS if len(small) > SHORT_RUN else LOOSE_LETTER_BITS)


def _run_bits(run: str, each: float) -> float:
    # "aaaa", "1234" and "dcba" are one choice and a length
    bits = each
    for before, after in pairwise(run):
        bits += REPEATED_BITS if abs(ord(after) - ord(before)) <= 1 else each
    return bits


@cache
def _known() -> frozenset[str]:
    return frozenset(words())
