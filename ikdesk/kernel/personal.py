"""What a text tells that it should not: names, national identity numbers and telephone numbers.

Nothing leaves the machine: the words are compared with two lists the program brings along. Rather a word too many than
one too few, but a word that is pointed out for nothing every time is soon not looked at; so ordinary words, places and
what the unit has said is no name are left alone, and initials always are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from ikdesk.kernel.paths import resource

LONGEST = 20_000  # letters that are looked through: more than any field takes
TITLE = 0.6  # share of words with a capital letter from which capitals tell nothing
FEW = 4  # words; a shorter text has no share to speak of
SHORT = 3  # letters: what is no longer is initials, unless it is a name

_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_WORD = re.compile(rf"(?:{_LETTER}\.){{1,3}}{_LETTER}(?!{_LETTER})|(?:{_LETTER})+(?:['’\-](?:{_LETTER})+)*")
_PART = re.compile(r"[-.]")
_ENDS = re.compile(r"[.!?:;•*/|\r\n\t\"«“„(\[]|[-–—]\s")
_SHORTENED = frozenset({"kl", "ca", "bl", "nr", "jf", "tlf", "pga", "ifm", "evt", "dvs", "eks", "bl.a", "dr", "avd"})
_PLACED = frozenset({"i", "in", "at", "avd", "avdeling", "avdelingen", "avdelinga"})  # a place more often than a child
_DATED = frozenset({"may", "june", "august", "mai", "juni", "mars"})
_BEFORE_MONTH = frozenset({
    "i", "in", "of", "since", "until", "by", "from", "during", "early", "late", "mid", "to", "til", "fra", "innen",
    "før",
})  # fmt: skip
_PLACES = re.compile(
    r".(?:hagen|hage|skolen|skulen|skole|plassen|parken|huset|hytta|stua|rommet|hallen|banen|senteret|avdelingen"
    r"|avdelinga|veien|vegen|gata|gaten|torget|bakken|skogen|vannet|vatnet|fjorden|elva|bukta|stranda|jordet|toppen"
    r"|kommune|loven|lova|forskriften|dagen|dagene|festen|gruppa|gruppen|møtet|turen|kroken|hiet|sklia|husken|huska"
    r"|stasjonen|slottet|mannen|tua|hula|anfall)s?$"
)
_ENDINGS = ("ene", "ane", "en", "et", "er", "ar", "a", "e", "n", "t", "s")
_BIRTH = re.compile(r"(?<![\d.,+])(\d\d)[ .]?(\d\d)[ .]?(\d\d)[ \u00a0.-]?(\d{3}[ ]?\d\d)(?![\d])(?!,\d)")
_PHONE = re.compile(
    r"(?<![\w+-])(?<!\d[.,:/])(?<!\d\d[ \u00a0])(?:(?:\+|00)[ \u00a0]?47[ \u00a0-]?)?\(?"
    r"([2-9]\d{7}|[2-9]\d(?:[ \u00a0]\d\d){3}|[2-9]\d\d[ \u00a0]\d\d[ \u00a0]\d{3})(?!\w|[.,:/ \u00a0-]\d)"
)
_ABROAD = re.compile(r"(?<![\w+])\+(?!47[\d \u00a0])[1-9]\d{0,2}(?:[ \u00a0-]?\d{1,4}){2,5}(?!\w)")
_MONEY_AFTER = re.compile(r"\s*(?:kr\b|kroner|nok\b|mill|,-)", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?:kr\.?|nok)\s*$", re.IGNORECASE)
PUBLIC = frozenset({"22591300"})  # the poison centre: everybody's number
FIRST_WEIGHTS, SECOND_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


class Sort(Enum):
    """What was found."""

    NAME = "name"
    BIRTH_NUMBER = "birth_number"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Found:
    """Something that tells who it was, and where it stands: ``text[start:end] == word``."""

    word: str
    start: int
    end: int
    kind: Sort


@dataclass(frozen=True, slots=True)
class Names:
    """The names the program knows, in small letters."""

    sure: frozenset[str]  # nothing else in Bokmål, Nynorsk and English, also in small letters
    capital: frozenset[str]  # names wherever they stand with a capital letter
    words: frozenset[str]  # names that are ordinary words too: names inside a sentence only


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    begins: bool  # a sentence
    before: str  # the word before it in small letters; "" where there is none

    @property
    def big(self) -> bool:
        return self.text[0].isupper()


def found_in(text: str, plain: frozenset[str] = frozenset()) -> tuple[Found, ...]:
    """The names and numbers in a text, in the order they stand.

    Args:
        text: what somebody writes.
        plain: words that are no names here, as ``plain_words`` makes them.
    """
    shown = text[:LONGEST]
    numbers = [one for one in _numbers(shown) if one.word.casefold() not in plain]
    taken = [(one.start, one.end) for one in numbers]
    names = (one for one in _names(shown, plain) if not any(start <= one.start < end for start, end in taken))
    return tuple(sorted((*numbers, *names), key=lambda one: one.start))


def plain_words(*sources: Iterable[str]) -> frozenset[str]:
    """What is no name in this unit, as ``found_in`` takes it: each thing as a whole, and each of its words.

    Args:
        sources: names of places and departments, words somebody said are no names.
    """
    whole = {folded(name) for names in sources for name in names}
    return frozenset(part for name in whole for part in (name, *_WORD.findall(name), *map(bare, _WORD.findall(name))))


def folded(word: str) -> str:
    """A word as it is compared: small letters, composed, without blanks around it."""
    return unicodedata.normalize("NFC", word).casefold().strip(" .'’")


def bare(word: str) -> str:
    """A word without the ending of the genitive: "Karis", "Kari's" and "Jonas'" are "kari", "kari" and "jonas"."""
    plain = folded(word)
    if plain.endswith(("'s", "’s")):
        return plain[:-2]
    return plain[:-1] if len(plain) > SHORT and plain.endswith("s") else plain


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text, with the places where each begins and ends."""
    for hit in _WORD.finditer(text):
        yield hit.group(), hit.start(), hit.end()


@cache
def known_names() -> Names:
    """The names the program brings along."""
    marked = [word for word in _lines("words/names.txt") if not word.startswith("[")]
    words = frozenset(word[:-1] for word in marked if word.endswith("*"))
    capital = frozenset(word.rstrip("-") for word in marked if not word.endswith("*"))
    return Names(capital & frozenset(marked), capital, words)


@cache
def ordinary_words() -> frozenset[str]:
    """Words that may have a capital letter and are no names: places, makers, days, and what kindergartens write of."""
    return frozenset(map(folded, (*_lines("words/capitals.txt"), *not_names()))) - known_names().words


@cache
def not_names() -> frozenset[str]:
    """Words that have a capital letter without being names: abbreviations, and what begins sentences."""
    return frozenset(_lines("words/not_names.txt"))


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(_lines("words/nb.txt"))


def is_birth_number(digits: str) -> bool:
    """Whether eleven digits may be a national identity number, a D number, or one made for trying things out.

    The day must be one that can be. The two check digits are asked for only where it cannot: from 2032 on they may be
    other than the old rule says.

    Args:
        digits: eleven digits.
    """
    plain = [int(digit) for digit in digits]
    day, month = plain[0] * 10 + plain[1], plain[2] * 10 + plain[3]
    day, month = day - 40 * (day > 40), month - 40 * (month > 40)
    month -= 40 * (month > 40) or 25 * (month > 12)
    return _is_day(day, month) or (_checks(plain, FIRST_WEIGHTS) and _checks(plain, SECOND_WEIGHTS))


def _is_day(day: int, month: int) -> bool:
    try:
        date(2000, month, day)  # a leap year: the century is not told by six digits
    except ValueError:
        return False
    return True


def _checks(digits: list[int], weights: tuple[int, ...]) -> bool:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11 == 0


def _numbers(text: str) -> Iterator[Found]:
    if not any(letter.isdigit() for letter in text):
        return
    ends = 0
    for hit in _BIRTH.finditer(text):
        digits = "".join(letter for letter in hit.group() if letter.isdigit())
        if is_birth_number(digits):
            ends = hit.end()
            yield Found(hit.group(), hit.start(), ends, Sort.BIRTH_NUMBER)
    births = ends  # none beyond it
    for pattern in (_PHONE, _ABROAD):
        for hit in pattern.finditer(text):
            if not (births and _inside_birth(text, hit)) and _is_phone(text, hit):
                yield Found(hit.group(), hit.start(), hit.end(), Sort.PHONE)


def _inside_birth(text: str, hit: re.Match[str]) -> bool:
    around = text[max(0, hit.start() - 12) : hit.end() + 12]
    return any(hit.group() in one.group() for one in _BIRTH.finditer(around))


def _is_phone(text: str, hit: re.Match[str]) -> bool:
    digits = "".join(letter for letter in hit.group() if letter.isdigit())
    if digits[-8:] in PUBLIC or _MONEY_AFTER.match(text, hit.end()):
        return False
    if _MONEY_BEFORE.search(text[max(0, hit.start() - 5) : hit.start()]):
        return False
    return not (hit.group().isdigit() and len(digits) == 8 and _is_compact_date(digits))


def _is_compact_date(digits: str) -> bool:
    day_first = digits[4:6] in {"19", "20"} and _is_day(int(digits[:2]), int(digits[2:4]))
    return day_first or (digits[:2] == "20" and _is_day(int(digits[6:]), int(digits[4:6])))


def _names(text: str, plain: frozenset[str]) -> Iterator[Found]:
    words = list(_told(text))
    capitals = sum(word.big for word in words)
    headline = len(words) > FEW and capitals / len(words) > TITLE
    run: list[_Word] = []
    for word in words:
        if not _is_plain(word, plain) and _is_name(word, run, headline=headline, text=text):
            if run and text[run[-1].end : word.start] != " ":
                yield from _as_one(text, run, plain)
                run = []
            run.append(word)
        elif run:
            yield from _as_one(text, run, plain)
            run = []
    if run:
        yield from _as_one(text, run, plain)


def _as_one(text: str, run: list[_Word], plain: frozenset[str]) -> Iterator[Found]:
    """A first name and a surname are one, unless the unit has said they are none together."""
    start, end = run[0].start, run[-1].end
    if folded(text[start:end]) not in plain:
        yield Found(text[start:end], start, end, Sort.NAME)


def _told(text: str) -> Iterator[_Word]:
    """The words, and which of them begin a sentence."""
    last, before = 0, ""
    for hit in _WORD.finditer(text):
        gap = text[last : hit.start()]
        begins = _ENDS.search(gap) is not None and not (gap == ". " and before in _SHORTENED)
        yield _Word(hit.group(), hit.start(), hit.end(), begins or last == 0, before)
        last, before = hit.end(), folded(hit.group())


def _is_plain(word: _Word, plain: frozenset[str]) -> bool:
    return bool(plain) and (folded(word.text) in plain or bare(word.text) in plain)


def _is_name(word: _Word, run: list[_Word], *, headline: bool, text: str) -> bool:
    if not word.big:
        return word.text.islower() and _is_sure(word.text)
    if _is_initials(word.text) or _is_month(word, text):
        return False
    if any(_is_known(part, word, run) for part in _parts(word.text)):
        return True
    return not word.begins and not headline and _is_strange(word, run, text)


def _is_sure(word: str) -> bool:
    """In small letters only what is nothing but a name."""
    sure = known_names().sure
    return any((part in sure or bare(part) in sure) and part not in ordinary_words() for part in _parts(word))


def _parts(word: str) -> tuple[str, ...]:
    pieces = tuple(folded(part) for part in _PART.split(word) if part)
    whole = folded(word)
    return (whole,) if len(pieces) < 2 or whole in ordinary_words() else pieces


def _is_known(part: str, word: _Word, run: list[_Word]) -> bool:
    names = known_names()
    if part in ordinary_words() and part not in names.capital:
        return False
    if part in names.capital or (bare(part) in names.capital and part not in ordinary_words()):
        return True
    inside = (not word.begins or bool(run)) and not word.text.isupper() and not _is_compound(word.text)
    return inside and (part in names.words or bare(part) in names.words)


def _is_initials(word: str) -> bool:
    letters = [part for part in _PART.split(word) if part]
    if all(len(part) == 1 for part in letters):
        return True
    return word.isupper() and len(word) <= SHORT and folded(word) not in known_names().sure


def _is_month(word: _Word, text: str) -> bool:
    plain = folded(word.text)
    if plain not in _DATED:
        return False
    near = text[max(0, word.start - 4) : word.start] + text[word.end : word.end + 5]
    return word.before in _BEFORE_MONTH or any(letter.isdigit() for letter in near) or "to" in near


def _is_strange(word: _Word, run: list[_Word], text: str) -> bool:
    """Whether a capital letter inside a sentence is explained by nothing else."""
    plain, stem = folded(word.text), bare(word.text)
    if _is_compound(word.text):
        return False
    if len(plain) < SHORT or not word.text[1:].islower() or word.before in _PLACED:
        follows = bool(run) and text[run[-1].end : word.start] == " " and word.text[1:].islower()
        return follows and len(plain) >= SHORT
    if run and text[run[-1].end : word.start] == " ":
        return plain not in ordinary_words()  # after a first name: the surname
    if plain in ordinary_words() or stem in ordinary_words() or _PLACES.search(plain):
        return False
    return not _is_ordinary(plain)


def _is_compound(word: str) -> bool:
    """"Excel-fil" and "T-skjorte", and in English "I'm"; a double name has two capital letters."""
    return word.startswith(("I'", "I’")) or ("-" in word and not all(part[:1].isupper() for part in word.split("-")))


def _is_ordinary(word: str) -> bool:
    vocabulary = _vocabulary()
    if word in vocabulary:
        return True
    return any(word.endswith(end) and _stems(word[: -len(end)], vocabulary) for end in _ENDINGS)


def _stems(stem: str, vocabulary: frozenset[str]) -> bool:
    return len(stem) >= SHORT and (stem in vocabulary or f"{stem}e" in vocabulary)


def _lines(name: str) -> list[str]:
    return resource(name).read_text("utf-8").split()
