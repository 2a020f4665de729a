"""What was made of the suggestions of whom to tell, as it is read and shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ikdesk.incidents.notice_clock_model import Suggestion
from ikdesk.kernel.viewer import Key


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """That somebody was told, or why nobody was."""

    id: Key
    rule: str
    whom: str
    at: datetime | None  # local; None: nobody was told
    by_name: str
    told: str
    not_needed: str


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """A suggestion, and what was made of it.

    Args:
        notice: what answers it; None where nothing does, or only a tick or a day elsewhere.
        ticked: it is ticked off elsewhere that they were told.
    """

    suggestion: Suggestion
    notice: NoticeRow | None = None
    ticked: bool = False

    @property
    def done(self) -> bool:
        """Whether there is nothing left to do about it."""
        return self.notice is not None or self.ticked or self.suggestion.done_on is not None

    @property
    def open(self) -> bool:
        """Whether somebody should be told, and nobody has said that they were."""
        return self.suggestion.asked and not self.done


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """An incident somebody should have been told of, for the front page."""

    id: Key
    number: str
    kind: str
    suggestion: Suggestion  # the most urgent one
    others: int  # as many more
