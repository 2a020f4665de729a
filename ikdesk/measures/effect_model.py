"""What is known about the effect of a measure: the same value on the screen, in the report and in the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ikdesk.evidence.kinds import Judgement
from ikdesk.kernel.base import Code
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key
from ikdesk.unit.model import Season

SeasonRole = Literal["before", "trigger", "after", "neither"]
ExposureKind = Literal["logged", "attendance", "open_days"]  # akedager; children × open days; open days


@dataclass(frozen=True, slots=True)
class Target:
    """What a measure is aimed at: a place of the unit's own, an activity, a mechanism, a thing, or several of these."""

    place_id: Key | None
    place: str  # the place's name today; empty without one
    standard: Code | None  # what the place counts as
    activity: Code | None
    mechanism: Code | None
    season: Season  # ALL_YEAR without a place
    equipment_id: Key | None = None
    equipment: str = ""  # what the thing is called
    equipment_kind: Code | None = None  # what it counts as


class What(NamedTuple):
    """What is asked about: a place, an activity, a mechanism or a piece of equipment; None: whatever it is."""

    place_id: Key | None = None
    activity: Code | None = None
    mechanism: Code | None = None
    equipment_id: Key | None = None


@dataclass(frozen=True, slots=True)
class SeasonCount:
    """One season (or the same tertial of one year): what happened in it, and what it is in the comparison."""

    name: str  # "Vinteren 2025–2026", "1. tertial 2026"
    short: str  # "2025–26", "T1 2026"
    period: Period  # as far as it was counted
    role: SeasonRole
    events: int
    serious: int  # of these, grade 2 or more
    exposure: float | None  # None: nobody knows
    estimated: bool  # entered afterwards as a total, or by the calendar
    whole: bool = True  # all its days are counted


@dataclass(frozen=True, slots=True)
class Other:
    """Another measure whose effect cannot be told from this one's."""

    number: int
    title: str
    started_on: date | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Everything the screen of an effect says, in numbers and codes."""

    measure: Key
    number: int
    title: str
    target: Target
    by: Literal["season", "tertial"]
    seasons: tuple[SeasonCount, ...]  # oldest first, also those that are not compared
    exposure_kind: ExposureKind
    word: str  # what a day of exposure is called in the unit's list: "akedag"; empty when not logged
    judgement: Judgement
    provisional: bool  # looked at before the planned day, or without one
    planned: date | None
    counted_to: date  # the last day that was counted
    started_on: date
    bundle: tuple[Other, ...]
    settles: int | None  # so many more or fewer make it a probable fall; None: cannot be said
    near_misses_rose: bool  # a rise that is only in what nearly happened: good reporting, never red
    settles_by: date | None = None  # the last day of the season they are counted in; None: the next like window

    @property
    def before(self) -> tuple[SeasonCount, ...]:
        """The seasons of the baseline."""
        return tuple(season for season in self.seasons if season.role == "before")

    @property
    def after(self) -> tuple[SeasonCount, ...]:
        """The seasons since the measure began."""
        return tuple(season for season in self.seasons if season.role == "after")
