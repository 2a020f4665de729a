"""Something to choose in a form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose."""

    code: str
    label: str
    icon: str = ""
    tone: str = ""  # colours the icon: danger, warn, ok, info, neutral
    tip: str = ""
