"""How the states of a measure and its deadline look: an icon, a word and a colour that say the same."""

from __future__ import annotations

from ikdesk.kernel.words import _, many
from ikdesk.measures.model import MeasureStatus
from ikdesk.ui.cards import Pill
from ikdesk.ui.pill_delegate import Mark

TONES = {
    MeasureStatus.PROPOSED: ("info", "circle-plus"), MeasureStatus.ADOPTED: ("info", "clipboard-check"),
    MeasureStatus.RUNNING: ("warn", "clock"), MeasureStatus.DONE: ("neutral", "check"),
    MeasureStatus.TO_EVALUATE: ("warn", "circle-question-mark"), MeasureStatus.WORKED: ("ok", "circle-check"),
    MeasureStatus.WORKED_PARTLY: ("info", "circle-dot"), MeasureStatus.DID_NOT_WORK: ("danger", "circle-x"),
    MeasureStatus.CANNOT_TELL: ("neutral", "circle-question-mark"), MeasureStatus.REJECTED: ("neutral", "undo-2"),
}  # fmt: skip
STATES = {status.code: Mark(icon, tone) for status, (tone, icon) in TONES.items()}
SOON = 7  # days before a deadline it begins to stand out


def status_pill(status: MeasureStatus) -> Pill:
    """Where a measure stands."""
    tone, icon = TONES[status]
    return Pill(status.label, tone, icon)


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
    return Mark("calendar", "warn" if days < SOON else "neutral")


def due_pill(days: int) -> Pill:
    """Both in one; arguments as for ``due_words``."""
    mark = due_mark(days)
    return Pill(due_words(days), mark.tone, mark.icon)
