"""Something to choose in a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; its code, a text or a key, is what the form gives back."""

    code: Any
    label: str
    icon: str = ""
    tone: str = ""  # colours the icon: danger, warn, ok, info, neutral
    tip: str = ""
    whole: str = ""  # what is heard, where less is shown
