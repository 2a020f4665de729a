"""Fewer events, or fewer reports? The share of what nearly happened, and all that is reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ikdesk.evidence.kinds import Gate, Judgement

Near = Literal["more", "fewer", ""]


@dataclass(frozen=True, slots=True)
class Activity:
    """Whether more or less is reported than before, and what nearly happened has a larger or smaller part of it."""

    judgement: Judgement | None  # of all reports for each open day; None where there is nothing to compare with
    gate: Gate  # as it holds back a fall
    near: Near  # more is good reporting, never a warning; "": nothing to be said
