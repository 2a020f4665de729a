"""The chart on the front page."""

from __future__ import annotations

from collections.abc import Sequence

from ikdesk.kernel.words import _
from ikdesk.picture.spec import BarSpec, Series
from ikdesk.start.queries import WeekCount


def weeks_bars(weeks: Sequence[WeekCount]) -> BarSpec:
    """Incidents week by week; the last bar is this week, which is not over.

    Args:
        weeks: oldest first.
    """
    return BarSpec(
        "weeks", str(_("Hendelser per uke")), "",
        str(_("Siste søyle er denne uken, som ikke er over.")),
        tuple(str(week.week) for week in weeks), (Series("", tuple(float(week.events) for week in weeks)),),
        str(_("hendelser")),
    )  # fmt: skip
