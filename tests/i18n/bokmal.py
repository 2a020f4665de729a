"""Words that give a language away, and finding them in what people read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

# Bokmål that cannot be Nynorsk, or is not in the forms chosen here (skule, not skole).
BOKMAL = frozenset(Path(__file__).with_name("bokmal.txt").read_text("utf-8").split())
NORWEGIAN = frozenset(
    ("av", "den", "det", "eller", "er", "et", "hendelse", "hendelser", "ikke", "med", "og", "som", "til", "uke")
)
ENGLISH_MAY_SAY = ("Bokmål",)  # the name of the language itself
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")  # "PDF-en" is one word


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [word.casefold() for word in _WORD.findall(text)]


def given_away(text: str, language: str) -> list[str]:
    """The words of a text that cannot stand in "nn" or "en"."""
    if language == "nn":
        return [word for word in words(text) if word in BOKMAL]
    plain = text
    for name in ENGLISH_MAY_SAY:
        plain = plain.replace(name, "")
    return [word for word in words(plain) if word in NORWEGIAN or set(word) & set("æøå")]


def leaks(texts: Iterable[str], language: str) -> list[str]:
    """The texts that stand in the wrong language."""
    return sorted({text for text in texts if given_away(text, language)})
