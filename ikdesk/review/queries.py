"""What is left undone, all of it or how much it is: in one question, and one look at the risk assessments.

What a danger lacks depends on the matrix, on the day and on whether a measure still works: it is said in one place, and
asked there, in a fixed number of statements.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.review.incident_queries import incident_rules
from ikdesk.review.lack_queries import lack_findings
from ikdesk.review.measure_queries import measure_rules
from ikdesk.review.model import Finding, Rule
from ikdesk.review.risk_queries import risk_rules
from ikdesk.review.unit_queries import unit_rules

_DAYS = 4  # the question is built once a day: it takes longer than to ask it
_ORDER = {rule.code: place for place, rule in enumerate(Rule)}
_LAST = date.max


def findings(session: Session, *, viewer: Viewer, today: date) -> tuple[Finding, ...]:
    """Everything that is left undone, rule by rule; what has waited longest first.

    What cannot be put right any more is left out: of incidents that lack something, only those of the last twelve
    months are told.

    Raises:
        Problem: this person does not see incidents and measures.
    """
    viewer.may(Right.READ)
    found = [_finding(row, today) for row in session.execute(_all(viewer, today))]
    found += lack_findings(session, viewer=viewer, today=today)
    return tuple(sorted(found, key=lambda one: (_ORDER[one.rule.code], one.day or _LAST, one.number, one.title)))


def finding_count(session: Session, *, viewer: Viewer, today: date) -> int:
    """How much is left undone.

    Raises:
        Problem: this person does not see incidents and measures.
    """
    viewer.may(Right.READ)
    lacks = lack_findings(session, viewer=viewer, today=today)
    return int(session.scalar(_how_many(viewer, today)) or 0) + len(lacks)


@lru_cache(_DAYS)
def _all(viewer: Viewer, today: date) -> Any:
    return union_all(*(
        question for rules in (measure_rules, incident_rules, unit_rules, risk_rules)
        for question in rules(viewer, today)
    ))  # fmt: skip


@lru_cache(_DAYS)
def _how_many(viewer: Viewer, today: date) -> Any:
    return select(func.count()).select_from(_all(viewer, today).subquery("found"))


def _finding(row: Any, today: date) -> Finding:
    return Finding(
        rule=Rule[row.rule.upper()], key=row.key, number=row.number, title=row.title, code=row.code, codes=row.codes,
        place=row.place, day=row.day, days=None if row.day is None else (today - row.day).days, page=row.page,
        count=row.count, restricted=bool(row.restricted),
    )  # fmt: skip
