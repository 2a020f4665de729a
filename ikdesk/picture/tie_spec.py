"""What a bow-tie says: what leads to something, what it leads to, and what stands in the way on both sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ikdesk.kernel.words import _

Works = Literal["yes", "partly", "no", "unchecked"]

SIGNS: dict[str, str] = {"yes": "✓", "partly": "≈", "no": "✗", "unchecked": "?"}
TO_COME = "+"  # what is not there yet
_WORDS = {
    "yes": _("virker"), "partly": _("virker delvis"), "no": _("virker ikke"), "unchecked": _("ikke sjekket"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guard:
    """Something that stands in the way."""

    number: int  # in the picture and in the list under it
    words: str
    works: Works
    new: bool = False  # it is not there yet
    against: tuple[int, ...] = ()  # which threads it stands across, from 0; empty: all of them
    note: str = ""  # what it is tied to: "Rutine: Aking"
    key: str = ""  # what a click means

    @property
    def standing(self) -> str:
        """Whether it is there."""
        return str(_("ny") if self.new else _("har vi"))

    @property
    def worth(self) -> str:
        """Whether it does what it should; empty where nobody can know yet."""
        return "" if self._to_come else str(_WORDS[self.works])

    @property
    def sign(self) -> str:
        """The same as one letter."""
        return TO_COME if self._to_come else SIGNS[self.works]

    @property
    def _to_come(self) -> bool:
        return self.new and self.works == "unchecked"


@dataclass(frozen=True, slots=True)
class BowTieSpec:
    """One thing that can go wrong in the middle, its causes to the left and what it leads to on the right."""

    key: str
    title: str
    subtitle: str
    caption: str
    event: str
    causes: tuple[str, ...]
    consequences: tuple[str, ...]
    before: tuple[Guard, ...]  # between the causes and the event
    after: tuple[Guard, ...]  # between the event and what it leads to

    def __post_init__(self) -> None:
        for threads, guards in ((self.causes, self.before), (self.consequences, self.after)):
            if any(not 0 <= at < len(threads) for guard in guards for at in guard.against):
                raise ValueError(f"{self.key}: a barrier stands across threads there are")
        numbers = [guard.number for guard in self.guards]
        if len({*numbers}) != len(numbers):
            raise ValueError(f"{self.key}: each barrier has a number of its own")

    @property
    def guards(self) -> tuple[Guard, ...]:
        """All that stands in the way."""
        return self.before + self.after

    def met(self, guard: Guard) -> tuple[str, ...]:
        """The causes or consequences a barrier is against; none where it is against all of them."""
        threads = self.causes if guard in self.before else self.consequences
        return tuple(threads[at] for at in guard.against if len(guard.against) < len(threads))


def heads() -> tuple[str, str, str, str, str]:
    """What the five parts are called, from left to right."""
    return (str(_("Årsaker")), str(_("Hindrer at det skjer")), str(_("Hendelse")),
            str(_("Gjør følgene mindre")), str(_("Følger")))  # fmt: skip


def runs_of(against: Iterable[int], threads: int) -> list[tuple[int, int]]:
    """Threads that lie beside one another, as first and last; of all of them where none are given.

    Args:
        against: which threads, from 0.
        threads: how many there are.
    """
    runs: list[tuple[int, int]] = []
    for at in sorted({*against} or range(threads)):
        if runs and runs[-1][1] == at - 1:
            runs[-1] = runs[-1][0], at
        else:
            runs.append((at, at))
    return runs
