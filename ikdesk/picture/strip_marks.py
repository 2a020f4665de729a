"""The marks under a strip: as many words as there is room for, the nearest to «som før» first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ikdesk.kernel.words import Text, _
from ikdesk.picture.frame import Sizes
from ikdesk.picture.metrics import text_width
from ikdesk.picture.strip_scale import Scale

MARKS: tuple[tuple[float, Text], ...] = (
    (1.0, _("som før")), (0.5, _("halvert")), (2.0, _("doblet")), (0.25, _("75\xa0% færre")), (4.0, _("firedoblet")),
    (0.1, _("90\xa0% færre")), (10.0, _("ti ganger så mange")),
)  # fmt: skip
ROWS = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """One mark and where it is."""

    ratio: float
    x: float
    text: str  # empty: there was no room for the word
    middle: float  # of the word
    row: int
    wide: float


def place_marks(point: float | None, scale: Scale, sizes: Sizes) -> list[Placed]:
    """The marks of a strip; a word that would touch another goes a row down, or is left out.

    Args:
        point: where the point is; at 0 it gets a word of its own.
        scale: where the ratios are.
        sizes: of the letters.
    """
    wanted = [(ratio, str(word)) for ratio, word in MARKS if scale.low <= ratio <= scale.high]
    if point == 0:
        wanted.insert(1, (0.0, str(_("ingen"))))
    done: list[Placed] = []
    for ratio, word in wanted:
        x, wide = scale.x(ratio), text_width(word, sizes.small, bold=ratio == 1)
        centre = min(max(x, wide / 2), scale.width - wide / 2)
        tries = [Placed(ratio, x, word, centre, row, wide) for row in range(ROWS)]
        fits = [one for one in tries if _free(one, done, sizes.text * 0.7)]
        done.append(fits[0] if fits else Placed(ratio, x, "", x, 0, 0.0))
    return done


def _free(new: Placed, done: Sequence[Placed], air: float) -> bool:
    """Whether neither the word nor the line down to it touches another."""
    return all(
        abs(new.middle - old.middle) >= (new.wide + old.wide) / 2 + air
        if new.row == old.row
        else _clear(new, old, air / 2)
        for old in done
        if old.text
    )


def _clear(one: Placed, other: Placed, air: float) -> bool:
    """Whether the line down to the lower of two words passes beside the upper."""
    upper, lower = sorted((one, other), key=lambda mark: mark.row)
    return abs(lower.x - upper.middle) >= upper.wide / 2 + air
