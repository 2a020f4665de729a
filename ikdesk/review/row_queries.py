"""The one shape of what every rule of the review asks for, so that all of them can be asked at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Date, Integer, Select, String, cast, func, literal, null, select, type_coerce

from ikdesk.incidents.model import Incident
from ikdesk.review.model import Rule
from ikdesk.unit.model import Place

NOTHING = null()


def row_of(rule: Rule, key: Any, **told: Any) -> Select[*tuple[Any, ...]]:
    """The columns of a finding.

    Args:
        rule: which rule it is found by.
        key: what is found.
        told: number, title, code, codes, place, day, page, count and restricted; what is not told is empty.
    """
    text = {name: func.coalesce(cast(told.get(name, ""), String), "") for name in ("number", "title", "codes", "place")}
    return select(
        literal(rule.code).label("rule"), key.label("key"), text["number"].label("number"),
        text["title"].label("title"), cast(told.get("code", NOTHING), String).label("code"),
        text["codes"].label("codes"), text["place"].label("place"),
        type_coerce(told.get("day", NOTHING), Date).label("day"),
        cast(told.get("page", rule.page), String).label("page"),
        cast(told.get("count", 0), Integer).label("count"),
        type_coerce(told.get("restricted", literal(value=False)), Boolean).label("restricted"),
    )  # fmt: skip


def incident_of(rule: Rule, **told: Any) -> Select[*tuple[Any, ...]]:
    """The columns of a finding about an incident: what kind it was, where and when, and not a word of what was told.

    Args:
        rule: which rule it is found by.
        told: as in ``row_of``; without a day it is the one it happened on.
    """
    plain = {
        "number": Incident.number, "code": Incident.kind, "codes": "event_type", "place": Place.name,
        "day": Incident.occurred_on, "restricted": Incident.restricted,
    }  # fmt: skip
    columns = row_of(rule, Incident.id, **{**plain, **told}).select_from(Incident)
    return columns.join(Place, Place.id == Incident.place_id)
