"""What the recipient of a report may not be told is taken out of its facts, before anything is written of them.

Nothing that builds a sentence, a table, a picture or data for machines ever sees a number that is hidden. Who answers
for the unit gets every table with one way as it is; cross-tables, and those by department and treatment, are protected
for them too. Parents get no small number at all, and what tells how the staff work is not for them.

Source: statistics of small numbers as Statistics Norway protects them; A. Hundepool et al., "Statistical Disclosure
Control" (2012), ch. 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ikdesk.reports.area_model import areas_in_words
from ikdesk.reports.audience_model import PROFILES, Audience
from ikdesk.reports.cross_model import Crossed
from ikdesk.reports.earlier_model import CROSS, Earlier, Piece
from ikdesk.reports.facts_model import MERGED, Changed, Facts, PlaceUse, Shown, Sums, Use
from ikdesk.reports.protection_model import HiddenCell, Protection
from ikdesk.reports.spread_model import Spread, Untold

TREATMENT = "treatment"
ALWAYS = ("department", TREATMENT)  # protected whoever it is for
POTENTIAL, MONTH = "potential", "month"
_INJURY = "child_injury"
_SERIOUS = "3"  # the code of those that could have been serious, beside "" for all others
_PERIODS = {"now": "now", "last_year": "last_year", "year": "twelve"}  # what a column is called among the facts


@dataclass(frozen=True, slots=True)
class Shielded:
    """The facts as they may be told, what is not told, and what later reports must know of it."""

    facts: Facts
    protection: Protection
    told: tuple[Earlier, ...]


def shield(facts: Facts, earlier: Sequence[Earlier] = (), pieces: Sequence[Piece] = ()) -> Shielded:
    """Take out of the facts of a report what its recipient may not be told.

    Args:
        facts: as they were counted.
        earlier: what the same recipient was told before.
        pieces: the numbers of all days these and the report cover, cut where one of them begins or ends.
    """
    if not PROFILES[facts.audience].protected:
        return Shielded(areas_in_words(_trimmed(facts)), Protection(), ())
    work = _Work(facts, earlier, pieces)
    shown = work.shielded()
    shown = areas_in_words(shown)
    areas = tuple(at for at, area in enumerate(shown.parts, 1) if area.shielded)
    return Shielded(shown, Protection(tuple(work.cells), tuple(work.dropped), areas), tuple(work.told))


class _Work:
    """What is found out about one report.

    Args:
        facts: as they were counted.
        earlier: what the same recipient was told before.
        pieces: of the days.
    """

    def __init__(self, facts: Facts, earlier: Sequence[Earlier], pieces: Sequence[Piece]) -> None:
        self.facts, self.earlier, self.pieces = facts, earlier, pieces
        self.profile, self.limits = PROFILES[facts.audience], facts.limits
        self.sums = {name: getattr(facts, which) for name, which in _PERIODS.items()}
        self.columns = {"now": facts.counted, "last_year": facts.before, "year": facts.year}
        self.cells: list[HiddenCell] = []
        self.dropped: list[str] = []
        self.told: list[Earlier] = []

    def shielded(self) -> Facts:
        """The facts as they may be told."""
        spread = {name: dict(sums.by) for name, sums in self.sums.items()}
        for attribute in self._protected():
            for name, shown in self._spread(attribute).items():
                spread[name][attribute] = shown
        if self.profile.one_way:  # who was treated, and how, is told to nobody outside but those who answer for it
            for shown_by in spread.values():
                shown_by[TREATMENT] = {}
        self._months(spread)
        potential = {name: sums.potential for name, sums in self.sums.items()}
        if self.profile.one_way and self.facts.has("tables"):
            found = self._spread(POTENTIAL)
            potential = {name: found[name].get(_SERIOUS, 0) for name in potential}
        cross = self._cross()
        now, last_year, twelve = (
            replace(sums, by=spread[name], potential=potential[name], cross=cross if name == "now" else {})
            for name, sums in self.sums.items()
        )  # fmt: skip
        facts = replace(self.facts, now=now, last_year=last_year, twelve=twelve, dropped=frozenset(self.dropped))
        return _trimmed(replace(
            facts, uses=_uses(facts, last_year), changed=tuple(self._corrections()),
        ))  # fmt: skip

    def _protected(self) -> Iterator[str]:
        for attribute, numbers in self.facts.now.by.items():
            anything = numbers or self.facts.twelve.by[attribute] or self.facts.last_year.by[attribute]
            if not anything or attribute == MONTH or (attribute == TREATMENT and self.profile.one_way):
                continue
            if self.profile.one_way or attribute in ALWAYS:
                yield attribute

    def _spread(self, attribute: str) -> Mapping[str, Mapping[str, Shown]]:
        """The columns of a breakdown as they may be told."""
        work = Spread(attribute, self.columns, self._pieces(attribute), self._before(attribute),
                      self._least(attribute))  # fmt: skip
        holds = work.protect()
        self.told += work.kept()
        if not holds:
            self.dropped.append(attribute)
            return {name: Untold(()) for name in self.columns}
        kinds = {name: sums.by["kind"] for name, sums in self.sums.items()}
        more = {name: _unhurt(kinds[name]) if self._apart(attribute) else 0 for name in self.columns}
        self.cells += [_with(cell, more[cell.column]) for cell in work.cells()]
        return {name: _beside(work.shown(name), more[name]) for name in self.columns}

    def _apart(self, attribute: str) -> bool:
        """Whether events nobody was hurt in are kept out while a breakdown is protected.

        Who knows how many injuries there were, knows that only they were treated: what is hidden of the treatments is
        no more than the injuries that are left.
        """
        return attribute == TREATMENT and all(
            piece.by.get(TREATMENT, {}).get("", 0) >= _unhurt(piece.by["kind"]) for piece in self.pieces
        )  # fmt: skip

    def _months(self, spread: dict[str, dict[str, Mapping[str, Shown]]]) -> None:
        """By month only where no month has a small number: whoever knows the sum of a tertial knows its months."""
        if not self.profile.one_way:
            return
        least = self._least(MONTH)[""]
        numbers = [n for name in ("now", "last_year") for n in self.sums[name].by[MONTH].values()]
        if any(n is not None and 0 < n < least for n in numbers):
            self.dropped.append(MONTH)
            for name in spread:
                spread[name][MONTH] = Untold(())
        spread["year"][MONTH] = Untold(())

    def _cross(self) -> Mapping[tuple[str, str], Shown]:
        if not self.facts.has("crosses") or not self.facts.now.cross:
            return {}
        work = Crossed(self.facts.counted, self.pieces, self._before(CROSS), self.limits.least, self.limits.sensitive)
        if not work.protect():
            self.dropped.append(CROSS)
            self.told += work.untold()
            return {}
        self.cells += work.cells()
        self.told.append(work.kept())
        return work.shown()

    def _pieces(self, attribute: str) -> Sequence[Piece]:
        if self._apart(attribute):
            return [replace(piece, by={attribute: _less(piece.by.get(attribute, {}), _unhurt(piece.by["kind"]))})
                    for piece in self.pieces]  # fmt: skip
        if attribute != POTENTIAL:
            return self.pieces
        return [
            replace(piece, by={POTENTIAL: {
                _SERIOUS: (some := sum(piece.by.get(POTENTIAL, {}).values())),
                "": sum(piece.by["kind"].values()) - some,
            }}) for piece in self.pieces
        ]  # fmt: skip

    def _before(self, attribute: str) -> list[Earlier]:
        return [one for one in self.earlier if one.attribute == attribute]

    def _least(self, attribute: str) -> dict[str, int]:
        """The lowest number that may be told, by code; of the codes that are not named, by ""."""
        if self.facts.audience is Audience.SAFETY:
            return {"": self.limits.sensitive}
        own = {MERGED: self.limits.sensitive} if attribute == "kind" else {}
        return {"": self.limits.least} | own

    def _corrections(self) -> Iterator[Changed]:
        """What was corrected since: for those who get no small number, only in the sums.

        Otherwise by a breakdown where so many events moved in it that it does not tell of one: the lines of a single
        late event are its whole row.
        """
        for one in self.facts.changed:
            moved: dict[str, int] = {}
            for what, was, now in one.lines:
                moved[_breakdown(what)] = moved.get(_breakdown(what), 0) + abs((now or 0) - (was or 0))
            lines = tuple(
                line for line in one.lines
                if line[0] == "total" or (not self.profile.one_way and moved[_breakdown(line[0])] >= self.limits.least)
            )  # fmt: skip
            if lines or not self.profile.one_way:
                yield replace(one, lines=lines)


def _unhurt(kinds: Mapping[str, Shown]) -> int:
    """How many of the events by type were no injury to a child."""
    return sum(number or 0 for code, number in kinds.items() if code != _INJURY)


def _less(numbers: Mapping[str, int], fewer: int) -> dict[str, int]:
    return {**numbers, "": numbers.get("", 0) - fewer}


def _beside(shown: Mapping[str, Shown], more: int) -> Mapping[str, Shown]:
    """A column with those that were kept out of it among what was not filled in."""
    blank = shown.get("", 0)
    return shown if blank is None or not more else {**shown, "": blank + more}


def _with(cell: HiddenCell, more: int) -> HiddenCell:
    if cell.row or not more:
        return cell
    return replace(cell, number=cell.number + more, low=cell.low + more,
                   high=None if cell.high is None else cell.high + more)  # fmt: skip


def _breakdown(what: str) -> str:
    """Which breakdown a line of what was corrected belongs to: "by_kind" of "by_kind:child_injury"."""
    return what.partition(":")[0]


def _trimmed(facts: Facts) -> Facts:
    """Without what the version for this recipient does not hold."""
    counted = facts.has("tables")
    few = facts.disposed if facts.has("handling") or facts.disposed >= facts.limits.least else 0
    return replace(
        facts, uses=facts.uses if counted else (), unlogged=facts.unlogged if facts.has("handling") else 0,
        disposed=few, areas=facts.areas if facts.has("focus") else (), focus=facts.focus if facts.has("focus") else (),
        risks=facts.risks if facts.has("risks") or facts.has("lights") else None,
        left=facts.left if facts.has("other_system") else None,
    )  # fmt: skip


def _uses(facts: Facts, last_year: Sums) -> tuple[PlaceUse, ...]:
    """The events of counted places as the table by place tells them, in an order that tells no more."""
    def told(use: Use, sums: Sums, standard: str) -> Use:
        return use if use.events == 0 else replace(use, events=sums.of("place", standard))

    shown = [
        replace(one, now=told(one.now, facts.now, one.standard),
                last_year=told(one.last_year, last_year, one.standard))
        for one in facts.uses
    ]  # fmt: skip
    return tuple(sorted(shown, key=lambda one: (-(one.now.events or 0), -(one.last_year.events or 0), one.standard)))
