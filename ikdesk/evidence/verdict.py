"""What dares to be said about before and after: the verdict, and what can make it worth less."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ikdesk.evidence.conditional import split_of
from ikdesk.evidence.counts import EXACT, MIDDLE
from ikdesk.evidence.kinds import Expected, Gate, Judgement, Ratio, Stratum, Tally, Verdict
from ikdesk.evidence.ratio import NO_RATIO, checked, compared, expected_now, rate_ratio

CLEAR_FROM, SAID_FROM = 6, 5  # events in all that a clear verdict, and any verdict, needs
CLEAR, PROBABLE = 0.025, 0.10  # the exact one-sided p, and the one-sided mid-P

Strength = Literal[0, 1, 2]
FALLS: tuple[Verdict, Verdict, Verdict] = ("cannot_say", "probable_fall", "clear_fall")
RISES: tuple[Verdict, Verdict, Verdict] = ("cannot_say", "probable_rise", "clear_rise")


def judge(strata: Sequence[Stratum], gates: Sequence[Gate] = (), *, kept: Sequence[Stratum] | None = None) -> Judgement:
    """Judge whether there are fewer or more events after than before.

    A fall or rise is clear with six events or more and an exact one-sided p of at most 0.025 (the 95 % interval lies
    wholly on one side of "as before"); probable with five or more and a mid-P of at most 0.10. Of the gates' ceilings
    the lowest wins.

    Args:
        strata: the parts in which before and after are compared; one, or several that are pooled like with like.
        gates: what can make the verdict worth less; none for plain numbers.
        kept: the same with the season that triggered the measure among those before; a rise must hold there too,
            because leaving out the worst season makes false ones.

    Raises:
        ValueError: as ``rate_ratio``.
    """
    used = compared(strata)
    counted = used or list(strata)
    before, after = _together([one.before for one in counted]), _together([one.after for one in counted])
    ratio = rate_ratio(strata)
    uncapped = _uncapped(ratio, before.events + after.events, kept) if used else "not_in_use"
    return Judgement(capped(uncapped, gates), uncapped, before, after, ratio, _expected(used), tuple(gates))


def unjudged(after: Tally, gates: Sequence[Gate] = ()) -> Judgement:
    """The verdict where there is nothing before to compare with.

    Args:
        after: what was counted since.
        gates: as for ``judge``; the exposure gate says that there is no baseline.

    Raises:
        ValueError: events without exposure.
    """
    checked(after)
    verdict: Verdict = "cannot_say" if after.events >= SAID_FROM else "too_few"
    if not after.exposure:
        verdict = "not_in_use"
    return Judgement(verdict, verdict, Tally(0, 0.0), after, NO_RATIO, None, tuple(gates))


def capped(verdict: Verdict, gates: Sequence[Gate]) -> Verdict:
    """The verdict under the gates' ceilings: the lowest wins, they never add up.

    Args:
        verdict: what it would be without gates.
        gates: any number, in any state.
    """
    words = RISES if verdict in RISES[1:] else FALLS
    if verdict not in words:
        return verdict
    ceilings = [_ceiling(gate) for gate in gates if gate.state == "caps" and not (gate.falls_only and words is RISES)]
    return words[min([words.index(verdict), *ceilings])]


def settles(before: Tally, after: Tally, next_exposure: float) -> int | None:
    """The largest number of events in the next like window that still makes a probable fall of all since.

    Args:
        before: the baseline, with exposure.
        after: since the measure began, so far.
        next_exposure: of the next window, 0 or more, in the same unit.

    Returns:
        So many or fewer settle it; None if it is a fall already, or if not even 0 would do.

    Raises:
        ValueError: as ``rate_ratio``.
    """
    if not next_exposure or _is_fall(before, after):
        return None

    def settled(more: int) -> bool:
        return _is_fall(before, Tally(after.events + more, after.exposure + next_exposure))

    if not settled(0):
        return None
    low, high = 0, 1
    while settled(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if settled(middle) else (low, middle)
    return low


def _uncapped(ratio: Ratio, events: int, kept: Sequence[Stratum] | None) -> Verdict:
    if events < SAID_FROM:
        return "too_few"
    fall = _strength(ratio.p_fall_exact, ratio.p_fall_midp, events)
    if fall:
        return FALLS[fall]
    rise = _strength(ratio.p_rise_exact, ratio.p_rise_midp, events)
    return RISES[rise if kept is None else min(rise, _rise(kept))]


def _rise(strata: Sequence[Stratum]) -> Strength:
    used = compared(strata)
    if not used:
        return 0
    after, _before = split_of(used)
    return _strength(after.so_many(EXACT), after.so_many(MIDDLE), after.before + after.after)


def _is_fall(before: Tally, after: Tally) -> bool:
    if not compared([Stratum(before, after)]):
        return False
    _after, split = split_of([Stratum(before, after)])
    return bool(_strength(split.so_many(EXACT), split.so_many(MIDDLE), split.before + split.after))


def _strength(exact: float | None, midp: float | None, events: int) -> Strength:
    """0 nothing to say, 1 probable, 2 clear."""
    if exact is None or midp is None:
        return 0
    if events >= CLEAR_FROM and exact <= CLEAR:
        return 2
    return 1 if events >= SAID_FROM and midp <= PROBABLE else 0


def _ceiling(gate: Gate) -> int:
    return 0 if gate.ceiling == "cannot_say" else 1


def _together(tallies: Sequence[Tally]) -> Tally:
    return Tally(sum(one.events for one in tallies), sum(one.exposure for one in tallies))


def _expected(used: Sequence[Stratum]) -> Expected | None:
    """Each stratum's own rate before on its own exposure after, all together as one count."""
    if not used:
        return None
    half = 0.5 / len(used)
    mean = sum((one.before.events + half) * one.after.exposure / one.before.exposure for one in used)
    before = _together([one.before for one in used])
    return expected_now(before, mean / (before.events + 0.5) * before.exposure)
