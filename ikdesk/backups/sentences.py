"""How the backups stand, in one sentence."""

from __future__ import annotations

from datetime import date

from ikdesk.backups.model import State


def state_words(state: State, today: date) -> tuple[str, str]:
    """How the backups stand: a tone ("ok", "warn" or "danger") and one sentence.

    Args:
        state: from ``Backups.state``.
        today: the day it is.
    """
    raise NotImplementedError(state, today)


def front_words(state: State, today: date) -> str:
    """What the front page must warn of; empty when there is nothing."""
    raise NotImplementedError(state, today)
