"""The words of the command line when all that is wanted is the window.

Read by hand, because what reads the commands takes as long to load as the lock screen takes to draw.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

OPTIONS = {"--data", "--today"}


def window_wanted(words: list[str]) -> tuple[Path | None, date | None] | None:
    """Where the data lies and what day it shall be, None where nobody said.

    None alone means that something else is wanted, or that a word makes no sense: the command line deals with that.
    """
    given = dict(zip(words[::2], words[1::2], strict=False))
    odd = len(words) % 2 or len(given) * 2 != len(words)
    if odd or set(given) - OPTIONS or any(value.startswith("-") for value in given.values()):
        return None
    try:
        today = date.fromisoformat(given["--today"]) if "--today" in given else None
    except ValueError:
        return None
    return (Path(given["--data"]) if "--data" in given else None), today
