"""Choosing the limits of the unit's reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.reports.limits_model import chosen_limits, written_down
from ikdesk.unit.model import Unit


def set_limits(
    session: Session, limits: Mapping[str, Any], *, by: Viewer, today: date, language: str | None = None
) -> None:
    """Choose where the lights change colour, and which numbers are too small to be told.

    Reports that are delivered keep the limits they were made with.

    Args:
        limits: keys of ``limits_model.LIGHTS`` and ``LEASTS``; what is not named is as usual, so that none at all takes
            everything back to the usual.
        language: of the reports: nb, nn or en; "" for the program's own, None for as it is.

    Raises:
        Invalid: by key, what cannot be.
    """
    by.may(Right.SET_UP)
    chosen = chosen_limits(limits)
    unit = session.scalars(select(Unit)).one()
    unit.light_limits = written_down(chosen.lights)
    unit.least_shown, unit.least_sensitive = chosen.least, chosen.sensitive
    unit.report_language = unit.report_language if language is None else language
    unit.check(today)
    session.flush()
