"""Words in a text that may tell of somebody else, and the text without them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ikdesk.kernel.personal import Sort, found_in, not_names, words_of
from ikdesk.kernel.words import _

MASK = _("■■■ (annen person)")
SHORT_WORD = 5  # letters; initials are shorter
AROUND = 34  # characters shown on each side of a word
_WORD = re.compile(r"(?:[A-ZÆØÅ]\.\s?){1,3}[A-ZÆØÅ](?![^\W_])\.?|[^\W_]+(?:['’.\-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]\s*$|[\r\n]\s*$|^\s*$|[-–•]\s+$|[\"«“(]\s*$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?){1,4}")
_NUMBER = re.compile(r"\d{6}[ -]?\d{5}|(?:\+?\d{2}[ -]?)?\d{2,3}(?:[ -]?\d{2,3}){2,3}|[\w.+-]+@[\w-]+(?:\.\w+)+")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A word that may tell of somebody else."""

    word: str
    count: int
    example: str  # where it stands first, with a little around it


def suspects(texts: Iterable[str], own: Collection[str], harmless: Collection[str] = ()) -> tuple[Suspect, ...]:
    """The words of some texts that look like names, initials or numbers of others, in the order they come.

    What is pointed out while somebody writes is among them, and more: initials too, and what may be a name.

    A word at the beginning of a sentence has a capital letter whatever it is; it is proposed unless it stands in small
    letters somewhere, or is known to begin sentences. Rather a word too many than one too few: somebody looks at them.

    Args:
        texts: what will be shown.
        own: the initials or names of the one it is about; these stay.
        harmless: names of places and the like; these are not proposed.
    """
    whole = [text for text in texts if text]
    small = {word for text in whole for word in _plain_words(text)}
    ours = {fold(word) for word in own} | {_bare(word) for word in own}
    known = {fold(part) for name in harmless for part in _WORD.findall(name)}
    found: dict[str, list[tuple[str, str]]] = {}
    for text in whole:
        for word, start in _looks_personal(text, small):
            if fold(word) not in ours and _bare(word) not in ours and fold(word) not in known:
                found.setdefault(fold(word), []).append((word, _around(text, start, len(word))))
    return tuple(Suspect(hits[0][0], len(hits), hits[0][1]) for hits in found.values())


def masked(text: str, words: Iterable[str]) -> str:
    """The text with these words taken out, wherever they stand and in whatever form: "Karis" goes with "Kari".

    Args:
        text: what was written.
        words: names, initials, numbers; capitals do not matter.
    """
    wanted = sorted({word.strip() for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return text
    parts = "|".join(_form(word) for word in wanted)
    pattern = re.compile(rf"(?<![^\W_])(?:{parts})(?![^\W_])", re.IGNORECASE)
    told = pattern.sub("\0", text)
    return re.sub(r"\0(?:[ \-]\0)*", str(MASK), told)  # a first name and a surname are one person


def fold(word: str) -> str:
    """A word as it is compared: small letters, without the ending of the genitive."""
    plain = word.casefold().strip(".'’")
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") else plain


def _bare(word: str) -> str:
    """Initials without what stands between them: "O. H." is "oh"."""
    return re.sub(r"[\W_]", "", word).casefold()


def _form(word: str) -> str:
    if word.isupper() and _INITIALS.fullmatch(word):
        letters = [re.escape(letter) for letter in word if letter.isalnum()]
        tail = r"(?:\.(?=[^\W_])|['’]?s)?" if len(letters) > 1 else r"(?!\.[^\W_])"
        head = "" if len(letters) > 1 else r"(?<![^\W_]\.)"
        return f"(?-i:{head}" + r"\.?\s?".join(letters) + tail + ")"  # "KL" is not "kl."
    return re.escape(word) + r"(?:['’]?s|['’])?"


def _plain_words(text: str) -> Iterator[str]:
    for hit in _WORD.finditer(text):
        if hit.group().islower():
            yield fold(hit.group())


def _looks_personal(text: str, small: Collection[str]) -> Iterator[tuple[str, int]]:
    pointed_out = found_in(text)
    numbers = [(one.word, one.start, one.end) for one in pointed_out if one.kind is not Sort.NAME]
    for hit in _NUMBER.finditer(text):
        if not any(hit.start() < end and start < hit.end() for _number, start, end in numbers):
            numbers.append((hit.group(), hit.start(), hit.end()))
    yield from ((word, start) for word, start, _end in numbers)
    names = (one for one in pointed_out if one.kind is Sort.NAME)
    named = {one.start + start for one in names for _word, start, _end in words_of(one.word)}
    for hit in _WORD.finditer(text):
        word = hit.group()
        inside = any(start <= hit.start() < end for _number, start, end in numbers)
        if inside:
            continue
        if hit.start() in named or (word[0].isupper() and _is_suspect(word, text, hit, small)):
            yield word, hit.start()


def _is_suspect(word: str, text: str, hit: re.Match[str], small: Collection[str]) -> bool:
    if word.isupper() and 1 < len(word) < SHORT_WORD:
        return word not in not_names()
    begins = _SENTENCE_END.search(text[: hit.start()]) is not None
    if len(word) == 1:
        return not begins or text.startswith(".", hit.end())  # "A" in "barn A"
    if word.casefold() in not_names():
        return False
    return not begins or fold(word) not in small


def _around(text: str, start: int, length: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), start + length + AROUND)
    cut = " ".join(text[first:last].split())
    return ("…" if first else "") + cut + ("…" if last < len(text) else "")
