"""Fewer events, or fewer reports? The share of what nearly happened, and all that is reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ikdesk.evidence.gates import FEWEST_REPORTS, SHARE_P, reporting_gate
from ikdesk.evidence.kinds import Gate, Judgement, Stratum, Tally, Verdict
from ikdesk.evidence.rates import share_fell
from ikdesk.evidence.verdict import judge

ENOUGH_REPORTS = 10  # before: so many, or a fall of a third is nothing but a few
Near = Literal["more", "fewer", ""]


@dataclass(frozen=True, slots=True)
class Activity:
    """Whether more or less is reported than before, and what nearly happened has a larger or smaller part of it."""

    judgement: Judgement | None  # of all reports for each open day; None where there is nothing to compare with
    gate: Gate  # as it holds back a fall
    near: Near  # more is good reporting, never a warning; "": nothing to be said

    @property
    def verdict(self) -> Verdict:
        """Fewer, more, or nothing to be said, of all that is reported."""
        return "cannot_say" if self.judgement is None else self.judgement.verdict

    @property
    def quieter(self) -> bool:
        """Whether a fall may be nothing but fewer reports: surely fewer of them, or a third of not so few gone."""
        if self.judgement is None:
            return False
        gone = self.gate.reason in {"fewer_reports", "both"} and self.judgement.before.events >= ENOUGH_REPORTS
        return gone or self.verdict in {"probable_fall", "clear_fall"}


def activity(before: Tally | None, after: Tally, near_before: int, near_after: int) -> Activity:
    """Compare all that is reported in two like times.

    Args:
        before: reports, and the days it was open; None where nothing was recorded so long ago.
        after: the same now.
        near_before: of the reports before, those that nearly happened.
        near_after: the same now.

    Raises:
        ValueError: more near-misses than reports, or fewer than none.
    """
    others = [before.events] if before else []
    reports = before.events if before else 0
    gate = reporting_gate(others, [after.events], near_before, near_after, reports, after.events)
    compared = before is not None and before.exposure > 0 and after.exposure > 0
    judgement = judge([Stratum(before, after)]) if before is not None and compared else None
    return Activity(judgement, gate, _near(near_before, near_after, reports, after.events))


def _near(part_before: int, part_after: int, before: int, after: int) -> Near:
    """Whether the share of what nearly happened has become larger or smaller; enough of both are needed."""
    if before < FEWEST_REPORTS or not after:
        return ""
    if share_fell(part_before, part_after, before, after) <= SHARE_P:
        return "fewer"
    return "more" if share_fell(part_after, part_before, after, before) <= SHARE_P else ""
