"""Which rules most reports were made with, how many units have others, and how small a number may be told."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.evidence.small_numbers import LEAST, STAFF_LEAST
from ikdesk.sector.rules_model import STANDARD_RULES
from ikdesk.sector.store_model import UnitRow


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of the reports."""

    usual: str  # as the store has them
    apart: int  # units with others
    least: int  # the lowest number that may be told of one unit: that of the strictest
    sensitive: int  # about violence, violations and staff


def rules_of(store: Session) -> Rules:
    """The most common rules; among those that are equally common the usual ones, else by the alphabet."""
    found = select(UnitRow.limits, func.count()).group_by(UnitRow.limits)
    usual, most, units = STANDARD_RULES, 0, 0
    least, sensitive = LEAST, STAFF_LEAST
    for limits, number in store.execute(found.order_by(UnitRow.limits)):  # as many as there are different ones
        units += number
        sensitive = max(sensitive, _sensitive(limits))
        if number > most or (number == most and limits == STANDARD_RULES):
            usual, most = limits, number
    least = max(least, store.scalar(select(func.max(UnitRow.least))) or 0)
    return Rules(usual, units - most, least, max(sensitive, least))


def _sensitive(limits: str) -> int:
    return int(json.loads(limits).get("sensitive", 0)) if limits else 0
