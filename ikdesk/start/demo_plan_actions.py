"""The plans of the demo kindergarten: the outdoor area and the rooms, with its places on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from ikdesk.kernel.content import Picture
from ikdesk.kernel.paths import resource
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.plan_actions import add_plan
from ikdesk.unit.plan_model import PlanSpot


def add_demo_plans(session: Session, places: Mapping[str, Key], *, by: Viewer, today: date) -> None:
    """Give Solbakken its plans.

    Args:
        places: the key of each standard place.
    """
    by.may(Right.SET_UP)
    for row in json.loads(resource("demo/plans.json").read_text("utf-8"))["plans"]:
        data = resource(f"demo/{row['picture']}").read_bytes()
        picture = Picture(data, "png", row["width"], row["height"])
        plan = add_plan(session, row["name"], picture, by=by, today=today)
        session.add_all(
            PlanSpot(plan_id=plan, place_id=places[place], x=x, y=y) for place, (x, y) in row["spots"].items()
        )
    session.flush()
