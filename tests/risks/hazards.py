"""An assessment with one hazard, and what tests do with it day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure, start_measure
from ikdesk.risks.actions import add_risk
from ikdesk.risks.hazard_actions import add_barrier, add_hazard
from ikdesk.risks.model import Standing
from ikdesk.risks.queries import risk_view
from ikdesk.risks.rating_actions import rate_hazard
from ikdesk.risks.rating_model import Stage
from ikdesk.risks.view_model import RiskLine, RiskView
from tests.samples import LEADER, TODAY, measure_values

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
NEXT_YEAR = TODAY + timedelta(days=365)


class OneHazard:
    """A hazard that can be rated, given measures, and looked at as it stood on a day."""

    def __init__(self, database: Database, **values: Any) -> None:
        self.database = database
        self.risk: Key = database.write(add_risk, {"title": "Aking", **values}, **DONE)
        self.key: Key = database.write(add_hazard, self.risk, {"title": "Barn kjører på hverandre"}, **DONE)

    def rate(self, probability: int, consequence: int, stage: Stage = Stage.BEFORE, **values: Any) -> Key:
        """Say how high it is."""
        told = {"stage": stage, "probability": probability, "consequence": consequence, **values}
        return Key(str(self.database.write(rate_hazard, self.key, told, **DONE)))

    def measure(self, on: date | None, **values: Any) -> Key:
        """Tie a measure to it that began on a day, or has only been proposed."""
        measure = self.database.write(add_measure, measure_values(self.database, **values), **DONE)
        if on is not None:
            self.database.write(start_measure, measure, on=on, **DONE)
        tied = {"title": "Opp-løype", "standing": Standing.NEW, "measure_id": measure}
        self.database.write(add_barrier, self.key, tied, **DONE)
        return Key(str(measure))

    def view(self, on: date | None = None) -> RiskView:
        """Everything about the assessment, as it stood on a day."""
        found = self.database.read(risk_view, self.risk, on=on, **ASKED)
        assert found is not None
        return found

    def line(self, on: date | None = None) -> RiskLine:
        """Its first line."""
        return self.view(on).hazards[0].lines[0]

    def cell(self, on: date | None = None) -> tuple[int, int] | None:
        """Where it stands."""
        mark = self.line(on).mark
        return None if mark is None else (mark.probability, mark.consequence)
