"""How many events of each kind each unit had, as it may be told: protected once, some units at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, or_, select, tuple_
from sqlalchemy.orm import Session

from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.words import _
from ikdesk.reports.facts_model import MERGED
from ikdesk.sector.facts_model import FEWEST, TITLES
from ikdesk.sector.protect_model import BLOCK, Group, finer_is_safe, protect_block
from ikdesk.sector.shield_model import ShieldRow, clear_shield, keep_shield, shield_units
from ikdesk.sector.store_model import CountRow, Store, UnitRow
from ikdesk.sector.telling_model import TellingRow
from ikdesk.sector.told_model import FOLDED

KIND = "by_kind"
Head = tuple[str, str, tuple[tuple[str, str], ...]]
_MOST = 3  # kinds with a column of their own; the others share one


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which columns there are, and how small a number may be told in each."""

    own: tuple[str, ...]  # codes
    shared: Mapping[str, int]  # the codes of the last column, with how many there are of each in all
    leasts: tuple[int, ...]
    wholes: tuple[int, ...]  # how many there are in each in all

    @property
    def head(self) -> Head:
        """As it is told."""
        known = shipped_codebook()
        columns = [(code, known.label("event_type", code)) for code in self.own]
        return KIND, str(TITLES[KIND]), (*columns, *([(FOLDED, str(_("Andre typer")))] if self.shared else []))

    def row(self, numbers: Mapping[str, int]) -> list[int]:
        """A unit's numbers, column by column.

        Args:
            numbers: by code.
        """
        named = [numbers.get(code, 0) for code in self.own]
        return [*named, sum(numbers.values()) - sum(named)] if self.shared else named


def kinds_of_units(store: Store, least: int, sensitive: int) -> tuple[Head, int] | None:
    """Work out what may be told of each unit by kind, and keep it; None where it would tell small numbers.

    Beside the columns comes the lowest number that is told in the last of them.

    A unit that hides something of it by itself is no part of it: nothing of its kinds is told, and it hides nothing for
    the others.

    Args:
        store: the open file.
        least: the lowest number that may be told.
        sensitive: the lowest about violence, violations and staff, which are among the kinds that share a column.
    """
    store.write(clear_shield)
    store.write(shield_units, _telling())
    kinds = _chosen(store, least, sensitive)
    if kinds is not None and _protected(store, kinds):
        return kinds.head, kinds.leasts[-1]
    store.write(clear_shield)
    return None


def _telling() -> Select[str, str]:
    """The units that tell all their kinds, and those that had no event at all."""
    whole = select(TellingRow.unit).where(TellingRow.table == KIND, TellingRow.whole)
    return select(UnitRow.unit, UnitRow.sorts).where(or_(UnitRow.now == 0, UnitRow.unit.in_(whole)))


def _chosen(store: Store, least: int, sensitive: int) -> Kinds | None:
    """The columns; None where there cannot be two that tell nothing of a kind they do not name."""
    units, sums = store.read(_number), store.read(_sums)
    if units < FEWEST:
        return None
    known = shipped_codebook().lists["event_type"]
    often = (code for code in sums if code in known and 2 * sums[code] >= units)
    own = sorted(often, key=lambda one: (-sums[one], one))[:_MOST]
    largest = _largest(store, own)
    for named in range(len(own), 0, -1):
        shared = {code: n for code, n in sums.items() if code not in own[:named]}
        for last in (least, sensitive):
            if named + bool(shared) > 1 and finer_is_safe(largest[named], shared, {MERGED: sensitive}, last):
                wholes = [sums[code] for code in own[:named]]
                return Kinds(
                    tuple(own[:named]), shared, (*[least] * named, *([last] if shared else [])),
                    (*wholes, *([sum(shared.values())] if shared else [])),
                )  # fmt: skip
    return None


def _sums(store: Session) -> dict[str, int]:
    """How many there are of each kind in all; those units made themselves are one."""
    key = case((CountRow.code.in_([*shipped_codebook().lists["event_type"], MERGED]), CountRow.code), else_="")
    asked = select(key, func.sum(CountRow.now)).join(ShieldRow, ShieldRow.unit == CountRow.unit)
    return {code: n for code, n in store.execute(asked.where(CountRow.table == KIND).group_by(key)) if n}


def _largest(store: Store, own: Sequence[str]) -> list[int]:
    """The most that a unit has of all kinds but the first so many of these."""
    most = [0] * (len(own) + 1)
    for units in _blocks(store):
        for _unit, numbers in units:
            left = sum(numbers.values())
            for named, code in enumerate([*own, ""]):
                most[named] = max(most[named], left)
                left -= numbers.get(code, 0)
    return most


def _protected(store: Store, kinds: Kinds) -> bool:
    """Whether what may be told is kept now: something is, and all that is not told is safe."""
    group, told, blocks = Group(kinds.leasts, kinds.wholes), 0, 0
    for units in _blocks(store):
        table = [kinds.row(numbers) for _unit, numbers in units]
        block = protect_block(table, kinds.leasts)
        shown = block.shown(table)
        for at in block.untold:
            group.add(table[at])
        told += _told(shown)
        store.write(keep_shield, [
            {"unit": unit, "block": blocks, "numbers": row, "shown": cells, "untold": at in block.untold}
            for at, ((unit, _numbers), row, cells) in enumerate(zip(units, table, shown, strict=True))
        ])  # fmt: skip
        blocks += 1
    for at in range(blocks):
        if group.safe:
            break
        told += _widened(store, group, at)
    return told > 0 and group.safe


def _widened(store: Store, group: Group, block: int) -> int:
    """Take units out of a block, to those nothing is told of, until these are safe; and protect what is left of it.

    Those that have what is lacking there come first, else those first in the alphabet.

    Returns:
        Of how many more units something is told now; below 0 where they are fewer.
    """
    rows = store.read(_told_of, block)
    before, shown = _told([shown for _unit, _numbers, shown in rows]), {}
    left = {unit: numbers for unit, numbers, _shown in rows}
    while left and not group.safe:
        lacking = [at for at in range(len(group.leasts)) if group.lacks(at)]
        taken = next((unit for unit, numbers in left.items() if any(numbers[at] for at in lacking)), next(iter(left)))
        units = list(left)
        protected = protect_block([left[unit] for unit in units if unit != taken], group.leasts)
        units.remove(taken)
        gone = [taken, *(units[at] for at in sorted(protected.untold))]
        shown = dict(zip(units, protected.shown([left[unit] for unit in units]), strict=True))
        for unit in gone:
            group.add(left.pop(unit))
    changed = [
        {"unit": unit, "shown": shown.get(unit, (None,) * len(numbers)), "untold": unit not in left}
        for unit, numbers, _shown in rows
    ]  # fmt: skip
    if changed:
        store.write(keep_shield, changed)
    return _told(list(shown.values())) - before


def _told_of(store: Session, block: int) -> list[tuple[str, list[int], list[int | None]]]:
    asked = select(ShieldRow.unit, ShieldRow.numbers, ShieldRow.shown)
    of_block = asked.where(ShieldRow.block == block, ~ShieldRow.untold)
    rows = store.execute(of_block.order_by(ShieldRow.sorts, ShieldRow.unit))
    return [(unit, numbers, shown) for unit, numbers, shown in rows]


def _told(rows: Sequence[Sequence[int | None]]) -> int:
    """Of how many units a number above none is told."""
    return sum(any(row) for row in rows)


def _blocks(store: Store) -> Iterator[list[tuple[str, dict[str, int]]]]:
    """The units by the alphabet, some at a time and nearly as many each time, with their numbers by kind."""
    units = store.read(_number)
    blocks = max(1, units // BLOCK)
    at = ("", "")
    for block in range(blocks):
        size = (block + 1) * units // blocks - block * units // blocks
        found = store.read(_after, at, size)
        at = found[-1][:2]
        yield [(unit, numbers) for _sorts, unit, numbers in found]


def _number(store: Session) -> int:
    return store.scalar(select(func.count()).select_from(ShieldRow)) or 0


def _after(store: Session, at: tuple[str, str], size: int) -> list[tuple[str, str, dict[str, int]]]:
    """So many units after one, with their numbers by kind."""
    later = tuple_(ShieldRow.sorts, ShieldRow.unit) > at
    asked = select(ShieldRow.sorts, ShieldRow.unit).where(later).order_by(ShieldRow.sorts, ShieldRow.unit).limit(size)
    units = list(store.execute(asked))
    numbers: dict[str, dict[str, int]] = {unit: {} for _sorts, unit in units}
    counts = select(CountRow.unit, CountRow.code, CountRow.now).where(
        CountRow.table == KIND, CountRow.unit.in_(numbers), CountRow.now > 0
    )
    for unit, code, number in store.execute(counts):
        numbers[unit][code] = number or 0
    return [(sorts, unit, numbers[unit]) for sorts, unit in units]
