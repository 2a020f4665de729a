"""Keeping the log of the days a place was in use ("akedager")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.undo import leave_out
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.unit.model import ExposureDay, Place, SeasonTotal


def log_day(session: Session, place: Key, day: date, *, by: Viewer, today: date) -> Key:
    """Write down that a place was in use on a day; a day that stands there already stays one day."""
    by.may(Right.REPORT)
    known = _day(session, place, day)
    if known is not None:
        known.confirmed = True
        return known.id
    return _add(session, ExposureDay(place_id=place, day=day), today)


def log_days(session: Session, place: Key, days: Iterable[date], *, by: Viewer, today: date) -> int:
    """Fill in several days backwards; how many were new comes back."""
    by.may(Right.REPORT)
    wanted = set(days)
    known = {row.day: row for row in session.scalars(select(ExposureDay).where(
        ExposureDay.place_id == place, ExposureDay.withdrawn_at.is_(None)))}  # fmt: skip
    for day in wanted & set(known):
        known[day].confirmed = True
    fresh = sorted(wanted - set(known))
    for day in fresh:
        record = ExposureDay(place_id=place, day=day)
        record.check(today)
        session.add(record)
    session.flush()
    return len(fresh)


def take_back_day(session: Session, place: Key, day: date, why: str, *, by: Viewer, today: date) -> None:
    """Withdraw a day that was written down by mistake.

    Args:
        why: the reason, in words.
    """
    by.may(Right.REPORT)
    known = _day(session, place, day)
    if known is None:
        raise Problem(_("Dagen er ikke ført."))
    _withdraw(session, known, why, today)


def log_total(session: Session, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Enter a season's number of days afterwards; it is marked "anslått" wherever it is used.

    Args:
        values: place_id, first, last and days.

    Raises:
        Invalid: the number cannot be true, or some of the days are in a total already.
    """
    by.may(Right.REPORT)
    total = SeasonTotal(**values)
    total.check(today)
    overlapping = select(SeasonTotal.id).where(
        SeasonTotal.place_id == total.place_id, SeasonTotal.first <= total.last, SeasonTotal.last >= total.first,
        SeasonTotal.withdrawn_at.is_(None),
    )  # fmt: skip
    if session.scalar(overlapping.limit(1)) is not None:
        raise Invalid(days=_("Det er allerede ført et antall for noen av disse dagene. Trekk det tilbake først."))
    return _add(session, total, today)


def take_back_total(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Withdraw a season's total."""
    by.may(Right.REPORT)
    _withdraw(session, session.get_one(SeasonTotal, key), why, today)


def receive_day(session: Session, place: Key, day: date, receipt: str, *, by: Viewer, today: date) -> bool:
    """Take in a day that was logged on the lock screen; it counts when it is confirmed.

    Args:
        receipt: the number of the sealed box; the same box twice adds nothing.

    Returns:
        Whether it was new.
    """
    by.may(Right.REPORT)
    leave_out(session)  # whoever unlocks did not tell it, and does not take it back
    if session.scalar(select(ExposureDay.id).where(ExposureDay.receipt == receipt)) is not None:
        return False
    if _day(session, place, day) is not None or session.get(Place, place) is None:
        return False
    _add(session, ExposureDay(place_id=place, day=day, confirmed=False, receipt=receipt), today)
    return True


def confirm_days(session: Session, keys: Iterable[Key], *, by: Viewer, today: date) -> None:
    """Let days from the lock screen count."""
    by.may(Right.HANDLE)
    for key in keys:
        session.get_one(ExposureDay, key).confirmed = True


def refuse_days(session: Session, keys: Iterable[Key], why: str, *, by: Viewer, today: date) -> None:
    """Withdraw days from the lock screen that were not so."""
    by.may(Right.HANDLE)
    for key in keys:
        _withdraw(session, session.get_one(ExposureDay, key), why, today)


def _day(session: Session, place: Key, day: date) -> ExposureDay | None:
    return session.scalar(select(ExposureDay).where(
        ExposureDay.place_id == place, ExposureDay.day == day, ExposureDay.withdrawn_at.is_(None)))  # fmt: skip


def _add(session: Session, record: ExposureDay | SeasonTotal, today: date) -> Key:
    record.check(today)
    session.add(record)
    session.flush()
    return record.id


def _withdraw(session: Session, record: ExposureDay | SeasonTotal, why: str, today: date) -> None:
    record.withdraw(why, session.info["now"])
    record.check(today)
