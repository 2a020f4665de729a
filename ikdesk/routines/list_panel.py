"""How the list of routines looks: states as pills, and a mark on the day that has passed.

Those who only read get another list: what holds, and whether they have read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.base import Code
from ikdesk.kernel.fields import Choice, Field
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.routines.detail_panel import TONES
from ikdesk.routines.queries import RoutineRow
from ikdesk.ui.pill_delegate import Mark
from ikdesk.ui.table import Width

WIDTHS = {
    "number": Width(48, hide_below=620), "title": Width(0), "role": Width(140, hide_below=860),
    "place": Width(130, hide_below=1000), "status": Width(138), "review_due": Width(124, hide_below=520),
    "incidents": Width(100, hide_below=660),
}  # fmt: skip


class OwnReading(Choice):
    """Whether the one who looks has read a routine as it is now."""

    READ = _("Lest")
    UNREAD = _("Ikke lest")


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """A routine as those see it who only read."""

    id: Key
    number: int
    title: str
    role: Code | None
    place: str
    valid_from: date | None
    read: OwnReading


READER_FIELDS = (
    Field("number", _("Nr."), int), Field("title", _("Rutine")),
    Field("role", _("Ansvarlig"), codes="responsible_role"), Field("place", _("Sted")),
    Field("valid_from", _("Gjelder fra"), date), Field("read", _("Lest av deg"), OwnReading),
)  # fmt: skip
READER_WIDTHS = {
    "number": Width(48, hide_below=620), "title": Width(0), "role": Width(150, hide_below=860),
    "place": Width(130, hide_below=1000), "valid_from": Width(120, hide_below=560), "read": Width(130),
}  # fmt: skip


def reader_line(row: RoutineRow, *, read: bool) -> ReaderLine:
    """A routine as those see it who only read.

    Args:
        row: the routine.
        read: whether they have read it as it is now.
    """
    own = OwnReading.READ if read else OwnReading.UNREAD
    return ReaderLine(row.id, row.number, row.title, row.role, row.place, row.valid_from, own)


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


READ = {"read": Mark("circle-check", "ok"), "unread": Mark("book-open", "info")}
STATES = {status.code: Mark(icon, tone) for status, (tone, icon) in TONES.items()}


def marks(today: date) -> Mapping[str, Mapping[str, Mark]]:
    """The marks of the list.

    Args:
        today: days before it have passed.
    """
    return {"status": STATES, "read": READ, "review_due": DaysBefore(today, Mark("clock", "warn"))}
