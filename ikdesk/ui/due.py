"""How a deadline looks, whatever it is of: an icon, a word and a colour that say the same."""

from __future__ import annotations

from ikdesk.kernel.words import _, many
from ikdesk.ui.cards import Pill
from ikdesk.ui.pill_delegate import Mark

SOON = 7  # days before a deadline it begins to stand out


def due_words(days: int) -> str:
    """When something is due, in words.

    Args:
        days: until the deadline; below 0 are days past it.
    """
    if days < 0:
        return many("{n} dag over fristen", "{n} dager over fristen", -days)
    return many("Om {n} dag", "Om {n} dager", days) if days else str(_("Frist i dag"))


def due_mark(days: int) -> Mark:
    """How urgent that looks; arguments as for ``due_words``."""
    if days < 0:
        return Mark("triangle-alert", "danger")
    return Mark("calendar", "warn" if days <= SOON else "neutral")


def due_pill(days: int, words: str = "") -> Pill:
    """Both in one.

    Args:
        days: as for ``due_words``.
        words: other words, where it is not plain what is due; "" for the usual ones.
    """
    mark = due_mark(days)
    return Pill(words or due_words(days), mark.tone, mark.icon)
