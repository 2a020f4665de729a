"""How long somebody took to report: from the form was opened until the receipt stood there."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from time import monotonic

LEFT_OPEN = 120.0  # seconds a form may stand untouched; then the first touch is the beginning
CALLED_AWAY = 1800.0  # seconds; whoever takes longer did something else meanwhile


class Stopwatch:
    """Runs while a form is filled in without a break.

    It begins when a blank form is shown. Where that stood open untouched for more than two minutes, it begins with the
    first touch. What was interrupted, by leaving the form or by going on with a draft, is not counted.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        """Begin to look.

        Args:
            now: seconds that only grow.
        """
        self._now = now
        self._since: float | None = None
        self._touched = False

    def begin(self) -> None:
        """A blank form is shown."""
        self._since, self._touched = self._now(), False

    def touch(self) -> None:
        """Somebody filled something in."""
        if self._since is not None and not self._touched and self._now() - self._since > LEFT_OPEN:
            self._since = self._now()
        self._touched = True

    def interrupt(self) -> None:
        """Somebody left it half written, or goes on with what was."""
        self._since = None

    def seconds(self) -> int | None:
        """How long it took, begun seconds; None where that means nothing."""
        if self._since is None:
            return None
        took, self._since = self._now() - self._since, None
        return max(1, ceil(took)) if took <= CALLED_AWAY else None
