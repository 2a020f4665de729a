"""How much of the long lists stands on paper, and what is said where that is not all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TypeVar

from ikdesk.kernel.words import _, number
from ikdesk.sector.facts_model import DecisionLine, FileLine, Lists, MissingLine, UnitLine
from ikdesk.sector.wanted_model import TROUBLED, FileState

MOST_UNITS, MOST_OTHERS = 400, 200  # rows of a list on paper
T = TypeVar("T")


@dataclass(slots=True)
class Shown:
    """What stands on paper of the lists that may be long."""

    units: list[UnitLine] = field(default_factory=list)
    late: list[UnitLine] = field(default_factory=list)
    apart: list[UnitLine] = field(default_factory=list)
    new: list[UnitLine] = field(default_factory=list)
    passed_on: int = 0  # units whose key is a new one
    missing: list[MissingLine] = field(default_factory=list)
    troubled: list[FileLine] = field(default_factory=list)
    others: list[FileLine] = field(default_factory=list)  # not taken, and nothing is wrong with them
    other_periods: int = 0  # files that are for another period: whoever keeps all reports in one folder has many
    fingerprints: dict[str, str] = field(default_factory=dict)  # of new units, by name
    overdue: list[DecisionLine] = field(default_factory=list)
    waiting: list[DecisionLine] = field(default_factory=list)


def shown_of(lists: Lists) -> Shown:
    """Read the lists, some rows at a time, and keep what there is room for on paper.

    Args:
        lists: everything.
    """
    shown = Shown()
    for unit in _lines(lists.units):
        _keep(shown.units, unit, MOST_UNITS)
        if unit.late:
            _keep(shown.late, unit)
        if unit.apart:
            _keep(shown.apart, unit)
        if unit.new:
            _keep(shown.new, unit)
    _files(shown, lists)
    shown.missing = list(islice(_lines(lists.missing), MOST_OTHERS))
    for line in islice(_lines(lists.decisions), MOST_OTHERS):  # the overdue come first
        (shown.overdue if line.overdue else shown.waiting).append(line)
    return shown


def _files(shown: Shown, lists: Lists) -> None:
    new = {unit.name for unit in shown.new}
    for line in _lines(lists.files):
        if line.state in TROUBLED:
            _keep(shown.troubled, line)
        elif line.state is FileState.OTHER_PERIOD:
            shown.other_periods += 1
        elif line.state is not FileState.TAKEN:
            _keep(shown.others, line)
        elif line.unit_name in new and line.fingerprint:
            shown.fingerprints.setdefault(line.unit_name, line.fingerprint)


def _keep(kept: list[T], line: T, most: int = MOST_OTHERS) -> None:
    if len(kept) < most:
        kept.append(line)


def _lines(pages: Callable[[], Iterator[Sequence[T]]]) -> Iterator[T]:
    return chain.from_iterable(pages())


def cut_words(shown: int, of: int) -> str:
    """What is said where a list is longer than what stands on paper; nothing where it is not.

    Args:
        shown: rows on paper.
        of: rows there are.
    """
    if shown >= of:
        return ""
    return _("De første {n} av {all} står her. Alle står i regnearket.").format(n=number(shown), all=number(of))
