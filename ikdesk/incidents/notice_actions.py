"""Writing down that somebody was told of an incident, or why nobody needs to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import standing
from ikdesk.incidents.case_model import Notice, ReferenceCase
from ikdesk.incidents.model import STAFF_KINDS, Incident, Status
from ikdesk.incidents.notice_model import STAFF, STAFF_ROLES
from ikdesk.incidents.notice_queries import ALONE, HOME, REFERENCED
from ikdesk.incidents.staff_case_actions import case_of
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.unit.model import CodeEntry

NO_CONTENT = frozenset({"child_welfare"})  # yes or no, and nothing about what was told
BY_PHONE = "parents_phone"  # ticked where nothing says which way the parents were told


@dataclass(frozen=True, slots=True)
class Asked:
    """Which suggestion somebody answers.

    Args:
        incident: about which.
        rule: the code of the rule.
        whom: the role that is told, of contact_role.
    """

    incident: Key
    rule: str
    whom: str


def note_notice(
    session: Session, asked: Asked, values: Mapping[str, Any], *, at: datetime, by: Viewer, today: date
) -> Key:
    """Write down that somebody was told; it counts in the staff register and among those ticked off, too.

    Args:
        asked: the suggestion.
        values: at (local), by_name and told, as attributes of ``Notice``.
        at: local, now: nobody was told later.

    Raises:
        Invalid: there is no time, or it has not been; or it was before the incident.
    """
    incident = _handled(session, asked.incident, by)
    moment = values.get("at")
    _refuse_wrong_time(moment, incident, at)
    assert isinstance(moment, datetime)  # noqa: S101 (refused above)
    silent = asked.whom in NO_CONTENT
    made = _new(session, asked)
    made.at = moment
    made.by_name = values.get("by_name", by.name)
    made.told = "" if silent else values.get("told") or ""
    made.check(today)
    _tick(session, incident, made, today)
    return made.id


def note_not_needed(session: Session, asked: Asked, why: str, *, by: Viewer, today: date) -> Key:
    """Write down that nobody needs to be told, and why.

    Args:
        asked: the suggestion.
        why: the reason, in words; nothing but that it was considered where no contents may stand.

    Raises:
        Invalid: there is no reason.
    """
    _handled(session, asked.incident, by)
    if not clean(why):
        raise Invalid(not_needed=_("Skriv kort hvorfor."))
    made = _new(session, asked)
    made.by_name = by.name
    made.not_needed = str(_("Vurdert")) if asked.whom in NO_CONTENT else why
    made.check(today)
    session.flush()
    return made.id


def take_back_notice(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Take back that somebody was told, or need not be, wherever it is written down.

    Args:
        key: the notice.
    """
    by.may(Right.HANDLE)
    notice = session.get_one(Notice, key)
    incident = standing(notice.incident_id, session, by)
    notice.withdraw(str(_("Tatt tilbake")), session.info["now"])
    if notice.at is None:
        return
    day = notice.rule.removeprefix(STAFF)
    if incident.kind in STAFF_KINDS and day in STAFF_ROLES:
        setattr(case_of(incident, session), day, None)
    _write_day(session, notice, empty=False)
    session.flush()
    still = select(Notice.id).where(
        Notice.incident_id == incident.id, Notice.whom == notice.whom, Notice.withdrawn_at.is_(None),
        Notice.at.is_not(None),
    )  # fmt: skip
    if notice.rule not in ALONE and session.scalar(still.limit(1)) is None:
        gone = HOME if notice.whom == "parents" else {notice.whom}
        incident.notified = tuple(code for code in incident.notified if code not in gone)


def _handled(session: Session, key: Key, by: Viewer) -> Incident:
    by.may(Right.HANDLE)
    incident = standing(key, session, by)
    if incident.status is Status.UNCONFIRMED:
        raise Problem(_("Hendelsen er ikke bekreftet ennå. Bekreft den først."))
    return incident


def _refuse_wrong_time(moment: Any, incident: Incident, now: datetime) -> None:
    if not isinstance(moment, datetime):
        raise Invalid(at=_("Skriv når de fikk beskjed."))
    if moment > now:
        raise Invalid(at=_("Tidspunktet må være nå eller tidligere."))
    if moment.date() < incident.occurred_on:
        raise Invalid(at=_("Ingen kan ha fått beskjed før hendelsen."))


def _new(session: Session, asked: Asked) -> Notice:
    """A new answer to a suggestion, in place of the one there was."""
    before = select(Notice).where(
        Notice.incident_id == asked.incident, Notice.rule == asked.rule, Notice.withdrawn_at.is_(None)
    )
    for old in session.scalars(before):
        old.withdraw(str(_("Skrevet på nytt")), session.info["now"])
    made = Notice(incident_id=asked.incident, rule=asked.rule, whom=asked.whom)
    session.add(made)
    return made


def _tick(session: Session, incident: Incident, made: Notice, today: date) -> None:
    """Nobody should have to write the same twice: the staff register and the ticks follow."""
    day = made.rule.removeprefix(STAFF)
    if incident.kind in STAFF_KINDS and day in STAFF_ROLES and made.at is not None:
        case = case_of(incident, session)
        setattr(case, day, made.at.date())
        case.check(today)
    _write_day(session, made, empty=True)
    code = BY_PHONE if made.whom == "parents" else made.whom
    known = select(CodeEntry.id).where(CodeEntry.list_name == "notified", CodeEntry.code == code)
    told = set(incident.notified) & (HOME if made.whom == "parents" else {code})
    if made.rule not in ALONE and not told and session.scalar(known) is not None:
        incident.notified = (*incident.notified, code)
    session.flush()


def _write_day(session: Session, notice: Notice, *, empty: bool) -> None:
    """Write the day where the days of a case whose papers lie elsewhere stand, or take it out again.

    Args:
        notice: that somebody was told.
        empty: write it where there is none; otherwise take it out where it is this one.
    """
    name, day = REFERENCED.get(notice.rule), notice.at.date() if notice.at else None
    papers = session.scalar(select(ReferenceCase).where(
        ReferenceCase.incident_id == notice.incident_id, ReferenceCase.withdrawn_at.is_(None)
    )) if name else None  # fmt: skip
    if papers is not None and name and getattr(papers, name) == (None if empty else day):
        setattr(papers, name, day if empty else None)
