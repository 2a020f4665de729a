"""The risk assessments of the demo kindergarten: the hill before and after the measures, and some others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.paths import resource
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import Measure
from ikdesk.risks.actions import add_risk, close_risk, review_risk
from ikdesk.risks.hazard_actions import add_hazard, close_hazard
from ikdesk.risks.model import Barrier, RiskForm, Side, Standing, Works
from ikdesk.risks.rating_actions import accept_risk, approve_risk, rate_hazard
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.routines.model import Routine
from ikdesk.start.demo_measures_actions import LEADER

_PLAIN = ("title", "worth", "aim", "participants", "activity")
_TOLD = ("title", "mechanism", "judgement")
_OF_BARRIER = ("title", "kind", "role", "against")
_Step = tuple[date, Callable[[date], object]]


def add_demo_risks(session: Session, places: Mapping[str, Key], *, by: Viewer, today: date) -> None:
    """Give Solbakken its risk assessments, with what was thought of them when.

    Every step is taken on its own day, the earlier before the later. The measures and the routines are there already.

    Args:
        places: the key of each standard place.
    """
    by.may(Right.SET_UP)
    del today  # each step has a day of its own
    told = json.loads(resource("demo/risks.json").read_text("utf-8"))
    maker = _Maker(session, replace(by, name=LEADER), places, _titles(session, Measure), _titles(session, Routine))
    steps = [step for row in told["risks"] for step in maker.risk(row)]
    for day, take in sorted(steps, key=lambda step: step[0]):  # of one day in the order they are told
        take(day)
    session.flush()


def _titles(session: Session, kind: type[Measure | Routine]) -> dict[str, Key]:
    rows = session.execute(select(kind.title, kind.id).where(kind.withdrawn_at.is_(None)))
    return {row.title: row.id for row in rows}


@dataclass(frozen=True, slots=True)
class _Maker:
    """Who writes them, and what they are tied to."""

    session: Session
    by: Viewer
    places: Mapping[str, Key]
    measures: Mapping[str, Key]
    routines: Mapping[str, Key]

    def risk(self, row: Mapping[str, Any]) -> Iterator[_Step]:
        """The assessment as it was begun, and what became of it, step by step."""
        begun = _day(row["on"])
        values = {name: row[name] for name in _PLAIN if name in row}
        values |= {"place_id": self.places.get(row.get("place", "")), "form": RiskForm[row["form"]]}
        key = add_risk(self.session, values | {"next_review": _day(row["next"])}, by=self.by, today=begun)
        for hazard in row["hazards"]:
            if "added" in hazard:  # nothing approved before knows of it
                yield _day(hazard["added"]), self._late(key, hazard)
            else:
                yield from self._hazard(key, hazard, begun, row.get("routine"))
        for version in row.get("versions", ()):
            yield _day(version["on"]), self._approval(key, version)
        if "reviewed" in row:
            yield _day(row["reviewed"]["on"]), self._review(key, row["reviewed"])
        if "closed" in row:
            yield _day(row["closed"]["on"]), self._end(close_risk, key, row["closed"]["why"])

    def _late(self, risk: Key, row: Mapping[str, Any]) -> Callable[[date], object]:
        def seen(on: date) -> None:
            for day, take in self._hazard(risk, row, on, None):
                take(day)

        return seen

    def _hazard(self, risk: Key, row: Mapping[str, Any], on: date, routine: str | None) -> Iterator[_Step]:
        values = {name: row[name] for name in _TOLD if name in row}
        listed = {name: "\n".join(row[name]) for name in ("causes", "consequences")}
        key = add_hazard(self.session, risk, values | listed, by=self.by, today=on)
        ruled = [{"title": routine, "routine": routine, "kind": "routine_rule"}] if routine else []
        made = [self._barrier(key, at, told, on) for at, told in enumerate((*row["barriers"], *ruled), 1)]
        self.session.add_all(made)  # saved together: each by itself takes its time
        barriers = {one.title: one for one in made}
        for rating in row.get("ratings", ()):
            yield _day(rating["on"]), self._rating(key, rating)
        for check in row.get("checks", ()):
            yield _day(check["on"]), self._check([barriers[title] for title in check["titles"]], check["works"])
        if "accepted" in row:
            yield _day(row["accepted"]["on"]), self._acceptance(key, row["accepted"])
        if "closed" in row:
            yield _day(row["closed"]["on"]), self._end(close_hazard, key, row["closed"]["why"])

    def _barrier(self, hazard: Key, at: int, row: Mapping[str, Any], on: date) -> Barrier:
        told = {name: row[name] for name in _OF_BARRIER if name in row}
        barrier = Barrier(
            **told, hazard_id=hazard, position=at, side=Side[row.get("side", "CAUSE")],
            standing=Standing[row.get("standing", "EXISTS")],
            measure_id=self.measures[row["measure"]] if "measure" in row else None,
            routine_id=self.routines[row["routine"]] if "routine" in row else None,
        )  # fmt: skip
        barrier.check(on)
        return barrier

    def _rating(self, hazard: Key, row: Mapping[str, Any]) -> Callable[[date], object]:
        probability, consequence = row["cell"]
        values = {
            "outcome": Outcome[row["outcome"]], "stage": Stage[row["stage"]], "probability": probability,
            "consequence": consequence, "why": row["why"],
        }  # fmt: skip
        evidence = {"sentence": row["said"]} if "said" in row else {}
        return lambda day: rate_hazard(self.session, hazard, values, evidence, by=self.by, today=day)

    def _check(self, barriers: list[Barrier], works: str) -> Callable[[date], object]:
        def checked(day: date) -> None:
            for one in barriers:
                one.works, one.checked_on = Works[works], day
                one.check(day)

        return checked

    def _acceptance(self, hazard: Key, row: Mapping[str, Any]) -> Callable[[date], object]:
        values = {
            "outcome": Outcome[row["outcome"]], "accepted_by": row["by"], "why": row["why"],
            "review_on": _day(row["review"]),
        }  # fmt: skip
        return lambda day: accept_risk(self.session, hazard, values, by=self.by, today=day)

    def _approval(self, risk: Key, row: Mapping[str, Any]) -> Callable[[date], object]:
        values = {"approved_by": row["by"], "change_note": row.get("note", "")}
        values |= {"next_review": _day(row["next"])} if "next" in row else {}
        return lambda day: approve_risk(self.session, risk, values, by=self.by, today=day)

    def _review(self, risk: Key, row: Mapping[str, Any]) -> Callable[[date], object]:
        again = _day(row["next"])
        return lambda day: review_risk(self.session, risk, again, row["note"], by=self.by, today=day)

    def _end(self, close: Callable[..., None], key: Key, why: str) -> Callable[[date], object]:
        return lambda day: close(self.session, key, why, by=self.by, today=day)


def _day(told: str) -> date:
    return date.fromisoformat(told)
