"""The telephone numbers of the public services, as of the day they were written down; also for a locked screen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import language

STALE = timedelta(days=365)  # numbers that nobody has looked at for so long are to be looked at


@dataclass(frozen=True, slots=True)
class PublicNumber:
    """One service and how it is reached."""

    code: str
    number: str
    words: dict[str, str]
    role: str = ""  # of contact_role, where a rule may tell somebody to notify it
    locked: bool = False  # stands on the locked screen

    @property
    def name(self) -> str:
        """What it is called, in the language that is chosen."""
        return self.words[language()]

    @property
    def when(self) -> str:
        """What one calls it for."""
        return self.words[f"when_{language()}"]


@cache
def _read() -> tuple[date, tuple[PublicNumber, ...]]:
    found: dict[str, Any] = json.loads(resource("notices/numbers.json").read_text("utf-8"))
    numbers = tuple(
        PublicNumber(
            one["code"], one["number"], {key: one[key] for key in one if key[-2:] in {"nb", "nn", "en"}},
            one.get("role", ""), bool(one.get("lock")),
        )
        for one in found["numbers"]
    )  # fmt: skip
    return date.fromisoformat(found["written"]), numbers


def public_numbers() -> tuple[PublicNumber, ...]:
    """All of them, the most urgent first."""
    return _read()[1]


def numbers_written() -> date:
    """The day they were written down."""
    return _read()[0]


def numbers_stale(today: date, checked: date | None) -> bool:
    """Whether it is a year since somebody looked at them.

    Args:
        today: the day it is.
        checked: when somebody did; None: nobody since they were written down.
    """
    return today - max(numbers_written(), checked or date.min) >= STALE
