"""What must be answered in a form, and days that cannot be: the same sentences whether it is locked or not.

Never imports SQLAlchemy: the lock screen asks the same questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikdesk.kernel.words import _, clean

EARLIEST = date(1990, 1, 1)  # older dates are typing errors


def missing(values: Mapping[str, Any], asked: Mapping[str, str]) -> dict[str, str]:
    """What must be answered and is not: sentences by attribute.

    Args:
        values: what was answered, by attribute.
        asked: what to say of each attribute that must be answered.
    """
    return {key: said for key, said in asked.items() if values.get(key) in {None, ""}}


def wrong_day(day: date, today: date) -> dict[str, str]:
    """What is wrong with the day something is said to have happened, by attribute; nothing when it can be."""
    if day > today:
        return {"occurred_on": _("Dato må være i dag eller tidligere. Skriv for eksempel 20.11.2026.")}
    if day < EARLIEST:
        return {"occurred_on": _("Årstallet ser feil ut. Skriv for eksempel 20.11.2026.")}
    return {}


def too_long(values: Mapping[str, Any], longest: Mapping[str, int]) -> dict[str, str]:
    """Which texts are longer than they may be: sentences by attribute.

    Args:
        values: what was answered, by attribute.
        longest: characters at most, by attribute.
    """
    told = {key: len(clean(text)) for key in longest if isinstance(text := values.get(key), str)}
    return {
        key: _("Teksten er for lang: {n} tegn. Kort den ned til {limit}.").format(n=n, limit=longest[key])
        for key, n in told.items()
        if n > longest[key]
    }
