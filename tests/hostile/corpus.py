"""Texts nobody should have to survive, by what they are after: formulas, markup, letters that are not what they seem.

They stand in ``corpus.json``, each with a name, so that a failure says which; the long ones are made here.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

HUGE_SIZE = 1_000_000  # characters: more than any field takes
LONG = {
    "long word": "x" * 300, "long word nordic": "å" * 700, "long url": "https://example.invalid/" + "a/" * 400,
    "long line": "ord " * 900, "many lines": "\n".join(f"linje {n}" for n in range(60)), "longest": "f" * 20_000,
    "too long": "g" * 20_001, "long name": "n" * 300, "deep brackets": "[" * 400, "storm": "o" + "\u0301\u0316" * 3_000,
    "emoji": "🤕" * 300, "lines": "a\n" * 300, "markup": "<b>" * 200, "formulas": "=1+1\n" * 200, "quotes": '"' * 999,
}  # fmt: skip
KINDS: dict[str, dict[str, str]] = {
    **json.loads(Path(__file__).with_name("corpus.json").read_text("ascii")), "long": LONG,
}  # fmt: skip
CORPUS: dict[str, str] = {f"{kind}: {name}": text for kind, texts in KINDS.items() for name, text in texts.items()}
HUGE = {
    "one word": "x" * HUGE_SIZE, "words": "ord " * (HUGE_SIZE // 4), "lines": "a\n" * (HUGE_SIZE // 2),
    "storm": "e" + "\u0301\u0316" * (HUGE_SIZE // 2), "markup": "<b>" * (HUGE_SIZE // 3), "emoji": "🤕" * HUGE_SIZE,
    "brackets": "(" * HUGE_SIZE, "formula": "=" * HUGE_SIZE, "surrogates": "\ud800" * HUGE_SIZE,
}  # fmt: skip
_GLUE = ("", " ", "\n", "\u200b", "\u202e", "é", "😀", '"', "'", "<", "=", "\\", "{", "%")


def sample(most: int) -> dict[str, str]:
    """Some of them, of each kind its share.

    Args:
        most: how many.
    """
    step = max(1, -(-len(CORPUS) // most))
    return dict(list(CORPUS.items())[::step])


def more(wanted: int, seed: int = 5) -> dict[str, str]:
    """The whole corpus, and as many more as are wanted, put together from two of its texts.

    Args:
        wanted: how many in all.
        seed: the same gives the same texts.
    """
    found, known = dict(CORPUS), set(CORPUS.values())
    for name, text in _pairs(random.Random(seed)):
        if len(found) >= wanted:
            break
        if text not in known:
            known.add(text)
            found[name] = text
    return found


def _pairs(chance: random.Random) -> Iterator[tuple[str, str]]:
    short = [(name, text) for name, text in CORPUS.items() if len(text) <= 200]
    while True:
        (one, before), (other, after) = chance.choices(short, k=2)
        yield f"{one} + {other}", before + chance.choice(_GLUE) + after
