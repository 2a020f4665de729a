"""What one row of the bench is: something that must never happen, tried very many times, and a way it does happen.

A row tells how many states it tried, how many of what it was told was saved it looked for again, how many of those
were gone, and what else was wrong. Beside it stands its control: the same with one safeguard taken away, which must
fail, or the row could not see what it looks for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeVar

T = TypeVar("T")
MOST_SAID = 20  # errors told in words; more of the same tell nothing new


@dataclass(frozen=True, slots=True)
class Share:
    """What one process does of a row.

    Args:
        states: how many states this process tries.
        folder: an empty one of its own.
        seed: where chance begins; the same seed gives the same states as far as the machine lets it.
        at: which of the processes it is, from 0.
        of: how many processes there are.
    """

    states: int
    folder: Path
    seed: int = 0
    at: int = 0
    of: int = 1

    @property
    def chance(self) -> Random:
        """Chance, beginning anew each time it is asked for."""
        return Random(f"{self.seed} {self.at}")

    def some(self, all_there_are: Sequence[T]) -> list[T]:
        """This process's part of a list, spread evenly over it; all of its part if there are not more than that."""
        own = list(all_there_are)[self.at :: self.of]
        if len(own) <= self.states:
            return own
        return [own[number * len(own) // self.states] for number in range(self.states)]


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of it."""

    states: int = 0  # kills, power cuts, changed bytes: whatever the row tries
    acknowledged: int = 0  # what somebody was told is saved, or what was asked of a state, and was looked for again
    lost: int = 0  # of those
    wrong: int = 0  # whatever else should not be: a file that does not open, a crash
    errors: tuple[str, ...] = ()  # the first of them, in words

    def __add__(self, other: Counted) -> Counted:
        return Counted(
            self.states + other.states, self.acknowledged + other.acknowledged, self.lost + other.lost,
            self.wrong + other.wrong, (*self.errors, *other.errors)[:MOST_SAID],
        )  # fmt: skip

    @property
    def clean(self) -> bool:
        """Whether nothing was lost and nothing is wrong."""
        return not self.lost and not self.wrong


@dataclass
class Tally:
    """Counts while a row runs."""

    states: int = 0
    acknowledged: int = 0
    lost: int = 0
    wrong: int = 0
    errors: list[str] = field(default_factory=list)

    def gone(self, what: str, how_many: int = 1) -> None:
        """Something that was acknowledged is not there."""
        self.lost += how_many
        self._say(what)

    def fault(self, what: str) -> None:
        """Something else is wrong."""
        self.wrong += 1
        self._say(what)

    def counted(self) -> Counted:
        """What it came to."""
        return Counted(self.states, self.acknowledged, self.lost, self.wrong, tuple(self.errors))

    def _say(self, what: str) -> None:
        if len(self.errors) < MOST_SAID:
            self.errors.append(what)


Run = Callable[[Share], Counted]


def anywhere() -> str:
    """For rows that need nothing of the machine."""
    return ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the bench.

    Args:
        key: what it is called on the command line.
        what: what is tried, in words for the table.
        run: tries it.
        small: states in each CI run; at least this many must be tried.
        release: states in a release run; fewer are tried only where there are no more.
        least: what must be acknowledged for each state on average, so that a test that did nothing cannot pass.
        without: what the control lacks, in words for the table.
        control: the same without that; it must lose something or go wrong.
        control_states: states in a run of the control.
        cannot: why it cannot run on this machine; empty where it can.
        alone: it ends processes of its own, and must therefore not be run among other tests in one process.
        exhausts: the release run tries all there are, however many that is.
    """

    key: str
    what: str
    run: Run
    small: int
    release: int
    least: float
    without: str
    control: Run
    control_states: int
    cannot: Callable[[], str] = anywhere
    alone: bool = False
    exhausts: bool = False

    def faults(self, counted: Counted, asked: int) -> list[str]:
        """Why the row does not hold; empty when it does.

        Args:
            counted: what came of it.
            asked: how many states were asked for.
        """
        said = list(counted.errors)
        if counted.lost:
            said.append(f"{self.key}: {counted.lost} of {counted.acknowledged} lost")
        if counted.wrong:
            said.append(f"{self.key}: {counted.wrong} wrong")
        if counted.states < (min(asked, self.small) if self.exhausts else asked):
            said.append(f"{self.key}: only {counted.states} of {asked} states were tried")
        if counted.acknowledged < self.least * counted.states:
            said.append(f"{self.key}: only {counted.acknowledged} acknowledged in {counted.states} states")
        return said
