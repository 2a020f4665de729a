"""How the states of a measure look: an icon, a word and a colour that say the same."""

from __future__ import annotations

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


def status_pill(status: MeasureStatus) -> Pill:
    """Where a measure stands."""
    tone, icon = TONES[status]
    return Pill(status.label, tone, icon)
