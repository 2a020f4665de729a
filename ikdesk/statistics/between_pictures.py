"""What pictures of the days between events have in common, of a focus area and of everything."""

from __future__ import annotations

from collections.abc import Sequence

from ikdesk.evidence.between import seldom_longer
from ikdesk.kernel.words import _, many
from ikdesk.picture.parts import Level

_ROOM = 1.5  # times the longest bar, for a line above it


def since_words(since: int, *, unusual: bool) -> str:
    """How many days since the last event, and whether that is more than chance usually gives.

    Args:
        since: days, 0 or more.
        unusual: as ``evidence.between.is_long`` judges it.
    """
    said = many("{n} dag siden sist", "{n} dager siden sist", since)
    return _("{said}, lenger enn tilfeldigheter vanligvis gir").format(said=said) if unusual else said


def seldom_levels(gaps: Sequence[int], since: int) -> tuple[Level, ...]:
    """The line that chance seldom reaches above, over all gaps and the one that goes on; none where it has no room.

    Args:
        gaps: days between one event and the next.
        since: days since the last.
    """
    seldom = seldom_longer(gaps)
    if seldom is None or seldom >= _ROOM * max(*gaps, since):  # it would press the bars flat
        return ()
    return (Level(0, len(gaps), seldom, many("sjelden over {n} dag", "sjelden over {n} dager", round(seldom))),)
