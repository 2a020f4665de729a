"""The two failures that are expected; everything else is a bug and is said to be ours."""

from __future__ import annotations

from collections.abc import Mapping


class Invalid(Exception):
    """What was typed breaks a rule.

    Args:
        messages: one plain sentence for each field, by the field's key; say what to do.
    """

    def __init__(self, **messages: str) -> None:
        super().__init__(" ".join(str(sentence) for sentence in messages.values()))
        self.messages: Mapping[str, str] = messages


class Problem(Exception):
    """The world said no; the one sentence says what happened and what to do about it."""

    def __str__(self) -> str:
        return " ".join(str(part) for part in self.args)


class Cancelled(Exception):
    """The user asked a job to stop; it simply ends."""
