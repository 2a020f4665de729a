"""How the list of routines looks: states as pills, and a mark on the day that has passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ikdesk.routines.detail_panel import TONES
from ikdesk.ui.pill_delegate import Mark
from ikdesk.ui.table import Width

WIDTHS = {
    "number": Width(48, hide_below=620), "title": Width(0), "role": Width(140, hide_below=860),
    "place": Width(130, hide_below=1000), "status": Width(138), "review_due": Width(124, hide_below=520),
    "incidents": Width(100, hide_below=660),
}  # fmt: skip


class DaysBefore(Mapping[str, Mark]):
    """A mark for every day before a day.

    Args:
        day: the first that gets none.
        mark: what those days get.
    """

    def __init__(self, day: date, mark: Mark) -> None:
        self._day, self._mark = day.isoformat(), mark

    def __getitem__(self, day: str) -> Mark:
        """The mark of a day (YYYY-MM-DD); KeyError when it has not passed."""
        if not day[:1].isdigit() or day >= self._day:
            raise KeyError(day)
        return self._mark

    def __iter__(self) -> Iterator[str]:
        """They are not counted up."""
        return iter(())

    def __len__(self) -> int:
        """They are not counted."""
        return 0


STATES = {status.code: Mark(icon, tone) for status, (tone, icon) in TONES.items()}


def marks(today: date) -> Mapping[str, Mapping[str, Mark]]:
    """The marks of the list.

    Args:
        today: days before it have passed.
    """
    return {"status": STATES, "review_due": DaysBefore(today, Mark("clock", "warn"))}
