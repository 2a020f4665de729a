"""Questions about who should be told of an incident, who was, and what is left to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from ikdesk.incidents.case_model import Notice, OtherChild, ReferenceCase
from ikdesk.incidents.model import OPEN, STAFF_KINDS, VIOLATION, Incident, Status
from ikdesk.incidents.notice_clock_model import found_out
from ikdesk.incidents.notice_model import (
    BREACH,
    PARTS_TELL_HOME,
    TELL_HOME,
    NoticeFacts,
    Suggestion,
    When,
    suggestions,
)
from ikdesk.incidents.notice_row_model import NoticeDue, NoticeItem, NoticeRow
from ikdesk.incidents.queries import seen_by
from ikdesk.incidents.staff_model import PARENTS, StaffCase, masked
from ikdesk.incidents.staff_queries import held_of
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.people.model import Person, Role
from ikdesk.unit.model import Unit

ALONE = frozenset({"nav_copy", "condition", "staff.confirmed_on", "staff.copied_on"})  # not done by telling the same
HOME = PARENTS - {"parent_council"}  # ticks that say that the parents of the child were told
_TOLD = "responsible_told_on"
REFERENCED = {
    "environment": _TOLD, "violation": _TOLD, "intervention_owner": _TOLD, "intervention_parents": "parents_told_on",
}  # rules, and the day that answers them among what is kept of a case whose papers lie elsewhere
RECENT = timedelta(days=45)  # what was reported earlier and is still open is told of by its own deadline
YEAR_ENDS = (timedelta(days=335), timedelta(days=395))  # since it happened, while the year for NAV runs out
_DAYS, _KINDS = 4, 8  # questions are built once: it takes longer than to ask them
MOST = 100  # incidents whose rules are looked at for the front page
SOON = {When.YEAR: timedelta(days=30), When.DAYS_10: timedelta(days=10)}  # before the end it is told of


def notice_items(session: Session, key: Key, *, viewer: Viewer, today: date) -> tuple[NoticeItem, ...]:
    """Who should be told of an incident, in the order of the rules, and who was; nobody of one that is not to be seen.

    Args:
        key: the incident.
    """
    viewer.may(Right.HANDLE)
    found = session.scalars(seen_by(viewer, select(Incident).where(Incident.id == key), today)).all()
    return _items(session, found).get(key, ())


def open_suggestions(session: Session, key: Key, *, viewer: Viewer, today: date) -> tuple[Suggestion, ...]:
    """Who should be told of an incident, and has not been, as far as anybody has said.

    Args:
        key: the incident.
    """
    items = notice_items(session, key, viewer=viewer, today=today)
    return tuple(item.suggestion for item in items if item.open)


def notices_due(session: Session, *, viewer: Viewer, today: date) -> tuple[NoticeDue, ...]:
    """The open incidents somebody should be told of now, the most pressing first."""
    viewer.may(Right.HANDLE)
    found = session.scalars(_that_may_press(viewer, today)).all()
    items = _items(session, found)
    rows = [_due(incident, items.get(incident.id, ()), today) for incident in found]
    return tuple(sorted((row for row in rows if row), key=lambda row: _end(row.suggestion)))


@lru_cache(_DAYS)
def _that_may_press(viewer: Viewer, today: date) -> Select[Incident]:
    since, ends = today - RECENT, [today - span for span in YEAR_ENDS]
    question = select(Incident).where(
        Incident.status.in_(OPEN), Incident.reported_at.is_not(None), _may_press(),
        or_(Incident.reported_at >= datetime.combine(since, datetime.min.time()),
            Incident.occurred_on.between(ends[1], ends[0])),
    )  # fmt: skip
    return seen_by(viewer, question, today).order_by(Incident.reported_at.desc()).limit(MOST)


def _may_press() -> ColumnElement[bool]:
    """Whether any rule with a clock could apply: most incidents are small, and need not be looked at."""
    return or_(
        Incident.severity >= 2, Incident.potential >= 3, Incident.kind.in_({VIOLATION, BREACH, *STAFF_KINDS}),
        Incident.injury_kind.in_(TELL_HOME), Incident.body_part.in_(PARTS_TELL_HOME), Incident.treatment != (),
        Incident.id.in_(select(OtherChild.incident_id)),
    )  # fmt: skip


def pressing(suggestion: Suggestion, today: date) -> bool:
    """Whether it must be done about now: its clock ends soon, or did.

    Args:
        suggestion: a suggestion that is open.
        today: the day it is.
    """
    due = suggestion.due
    return due is not None and due.date() - SOON.get(suggestion.clock, timedelta(days=3)) <= today


def _due(incident: Incident, items: Sequence[NoticeItem], today: date) -> NoticeDue | None:
    left = [item.suggestion for item in items if item.open and pressing(item.suggestion, today)]
    if not left:
        return None
    first = min(left, key=_end)
    return NoticeDue(incident.id, incident.number, incident.kind, first, len(left) - 1)


def _end(suggestion: Suggestion) -> datetime:
    return suggestion.due or datetime.max  # noqa: DTZ901 (only compared; local times have no zone here)


def _items(session: Session, incidents: Sequence[Incident]) -> dict[Key, tuple[NoticeItem, ...]]:
    keys = [one.id for one in incidents]
    if not keys:
        return {}
    unit = session.scalars(select(Unit)).one()
    staff = _by_incident(session, StaffCase, [one.id for one in incidents if one.kind in STAFF_KINDS])
    others, notices = _by_incident(session, OtherChild, keys), _by_incident(session, Notice, keys)
    papers = _by_incident(session, ReferenceCase, keys)
    leaders = frozenset(session.scalars(select(Person.id).where(Person.role == Role.LEADER)))
    found = {}
    for one in incidents:
        facts = _facts(one, unit, others[one.id], next(iter(staff[one.id]), None), leaders)
        rows = [_row(notice) for notice in notices[one.id]]
        ticks = _ticks(one, next(iter(papers[one.id]), None))
        found[one.id] = tuple(_item(suggestion, rows, ticks) for suggestion in once_each(suggestions(facts)))
    return found


def once_each(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The suggestions with each role once where two rules tell it the same: as soon as the soonest, with both reasons.

    Args:
        found: in the order of the rules.
    """
    kept: dict[object, Suggestion] = {}
    for one in found:
        key: object = one.rule if one.rule in ALONE or not one.asked else one.roles
        kept[key] = _both(kept[key], one) if key in kept else one
    return tuple(kept.values())


def _both(first: Suggestion, other: Suggestion) -> Suggestion:
    sooner = min(first, other, key=_end)
    return replace(
        first, clock=sooner.clock, due=sooner.due, why=f"{first.why} {other.why}",
        source=_sources(first.source, other.source), practice=first.practice and other.practice,
    )  # fmt: skip


def _sources(one: str, other: str) -> str:
    return one if one == other else f"{one} {other}"


def _by_incident(session: Session, entity: Any, keys: Iterable[Key]) -> Mapping[Key, list[Any]]:
    """The records that belong to these incidents and were not taken back."""
    held: dict[Key, list[Any]] = defaultdict(list)
    wanted = list(keys)
    if wanted:
        for row in session.scalars(_held(entity), {"wanted": wanted}):
            held[row.incident_id].append(row)
    return held


@lru_cache(_KINDS)
def _held(entity: Any) -> Select[Any]:
    belongs = entity.incident_id.in_(bindparam("wanted", expanding=True))
    return select(entity).where(belongs, entity.withdrawn_at.is_(None)).order_by(entity.id)


def _facts(
    incident: Incident, unit: Unit, others: Sequence[OtherChild], case: StaffCase | None, leaders: frozenset[Key]
) -> NoticeFacts:
    plain = masked(incident.kind, {
        name: getattr(incident, name) for name in ("injury_kind", "body_part", "treatment")
    })  # fmt: skip
    children = () if incident.kind in STAFF_KINDS else others
    return NoticeFacts(
        kind=incident.kind, occurred=incident.occurred_on, reported=incident.reported_at, unit=unit.kind,
        standing=incident.status not in {Status.UNCONFIRMED, Status.WITHDRAWN} and incident.disposed_on is None,
        severity=incident.severity, potential=incident.potential,
        discovered=found_out(incident.discovered_on, incident.discovered_time, incident.reported_at),
        injuries=_codes(plain["injury_kind"], *(one.injury_kind for one in children)),
        parts=_codes(plain["body_part"], *(one.body_part for one in children)),
        treatment=_codes(*plain["treatment"], *(code for one in children for code in one.treatment)),
        causes=frozenset(incident.causes), mechanism=incident.mechanism,
        about_leader=incident.about_id in leaders,
        staff=held_of(incident, case, leads=False) if incident.kind in STAFF_KINDS else None,
        cadence=unit.insurer_cadence,
    )  # fmt: skip


def _codes(*codes: str | None) -> frozenset[str]:
    return frozenset(code for code in codes if code)


def _ticks(incident: Incident, papers: ReferenceCase | None) -> frozenset[str]:
    """What stands elsewhere: roles that are ticked off, and rules whose day is written down."""
    roles = {"parents" if code in HOME else code for code in incident.notified}
    days = {rule for rule, day in REFERENCED.items() if papers is not None and getattr(papers, day)}
    return frozenset(roles | {f"rule:{rule}" for rule in days})


def _row(notice: Notice) -> NoticeRow:
    return NoticeRow(
        notice.id, notice.rule, notice.whom, notice.at, notice.by_name, notice.told, notice.not_needed
    )  # fmt: skip


def _item(suggestion: Suggestion, rows: Sequence[NoticeRow], ticks: frozenset[str]) -> NoticeItem:
    """With what answers it: the newest that was said of this rule, or that the same ones were told under another."""
    own = [row for row in rows if row.rule == suggestion.rule]
    same = [] if suggestion.rule in ALONE else [
        row for row in rows if row.at is not None and row.whom in suggestion.roles and row.rule not in ALONE
    ]  # fmt: skip
    answer = next(iter([*reversed(own), *reversed(same)]), None)
    ticked = f"rule:{suggestion.rule}" in ticks or (
        suggestion.rule not in ALONE and not ticks.isdisjoint(suggestion.roles)
    )
    return NoticeItem(suggestion, answer, ticked)
