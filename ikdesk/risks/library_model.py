"""Drafts of risk assessments: the usual dangers of a kindergarten and a school, to be made one's own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ikdesk.kernel.base import Code
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import _
from ikdesk.risks.model import Side
from ikdesk.unit.model import UnitKind

TONGUES = ("nb", "nn")  # what the drafts are written in; a program in English shows Bokmål


class DraftGroup(Choice):
    """Where in the list of drafts one is found."""

    OUTSIDE = _("Ute")
    INSIDE = _("Inne")
    TRIPS = _("På tur og i trafikken")
    LESSONS = _("Fag og aktiviteter")
    CARE = _("Mat, søvn, stell og helse")
    SAFETY = _("Trygghet og beredskap")


@dataclass(frozen=True, slots=True)
class DraftBarrier:
    """Something others do against a danger; whether it is done here, whoever takes the draft must say."""

    title: str
    side: Side
    kind: Code


@dataclass(frozen=True, slots=True)
class DraftHazard:
    """One thing that can go wrong. How likely and how bad it is here is never part of a draft."""

    title: str
    mechanism: Code | None  # None: it comes about in several ways
    causes: tuple[str, ...]
    consequences: tuple[str, ...]
    barriers: tuple[DraftBarrier, ...]  # on each side those that take the danger away first

    @property
    def prevents(self) -> tuple[str, ...]:
        """What keeps it from happening."""
        return tuple(one.title for one in self.barriers if one.side is Side.CAUSE)

    @property
    def reduces(self) -> tuple[str, ...]:
        """What makes it less bad."""
        return tuple(one.title for one in self.barriers if one.side is Side.CONSEQUENCE)


@dataclass(frozen=True, slots=True)
class RiskDraft:
    """An assessment that is begun."""

    key: str
    group: DraftGroup
    title: str
    place: Code | None  # a standard place of units of the kind
    activity: Code | None
    worth: str
    hazards: tuple[DraftHazard, ...]


def drafts(kind: UnitKind, tongue: str) -> tuple[RiskDraft, ...]:
    """The drafts for a kind of unit, group by group.

    Args:
        kind: kindergarten, school or after-school.
        tongue: "nb" or "nn"; anything else gives Bokmål.
    """
    return _drafts(kind, tongue if tongue in TONGUES else TONGUES[0])


@cache
def _drafts(kind: UnitKind, tongue: str) -> tuple[RiskDraft, ...]:
    told = json.loads(resource("risks/library.json").read_text("utf-8"))["drafts"]
    found = [_draft(row, kind, tongue) for row in told if kind.name in row["for"]]
    groups = list(DraftGroup)
    return tuple(sorted(found, key=lambda one: groups.index(one.group)))  # in a group as they stand in the library


def _draft(row: Mapping[str, Any], kind: UnitKind, tongue: str) -> RiskDraft:
    places = row.get("place", {})
    return RiskDraft(
        key=row["key"], group=DraftGroup[row["group"]], title=row["title"][tongue],
        place=_code(places.get("kindergarten" if kind is UnitKind.BARNEHAGE else "school")),
        activity=_code(row.get("activity")), worth=row["worth"][tongue],
        hazards=tuple(_hazard(one, tongue) for one in row["hazards"]),
    )  # fmt: skip


def _hazard(row: Mapping[str, Any], tongue: str) -> DraftHazard:
    barriers = tuple(
        DraftBarrier(one[tongue], side, Code(one["kind"]))
        for side, name in ((Side.CAUSE, "prevents"), (Side.CONSEQUENCE, "reduces"))
        for one in row[name]
    )
    return DraftHazard(
        title=row["title"][tongue], mechanism=_code(row.get("mechanism")), causes=_said(row["causes"], tongue),
        consequences=_said(row["consequences"], tongue), barriers=barriers,
    )  # fmt: skip


def _said(rows: Sequence[Mapping[str, str]], tongue: str) -> tuple[str, ...]:
    return tuple(one[tongue] for one in rows)


def _code(said: str | None) -> Code | None:
    return Code(said) if said else None
