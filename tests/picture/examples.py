"""Charts to test with."""

from __future__ import annotations

from ikdesk.picture.spec import BarSpec, Series


def bars(
    *,
    now: tuple[float | None, ...] = (8, 11, 7, 5),
    past: tuple[float | None, ...] = (),
    labels: tuple[str, ...] = (),
    horizontal: bool = False,
) -> BarSpec:
    """A chart of this year, beside last year if there are numbers for it."""
    names = labels or tuple(f"etikett {number}" for number in range(len(now)))
    series = (Series("2026", now, "now"), *((Series("2025", past, "past"),) if past else ()))
    said = ("Flest i februar", "Hendelser per måned", "n = 31")
    return BarSpec("by_month", *said, names, series, "hendelser", horizontal)
