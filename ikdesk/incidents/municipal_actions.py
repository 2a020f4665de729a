"""Writing down that something was entered in the municipality's own system, so that it need not be asked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from ikdesk.incidents.actions import standing
from ikdesk.incidents.model import Incident
from ikdesk.kernel.answers import wrong_day
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.measures.model import Measure


def mark_transferred(
    session: Session, keys: Sequence[Key], number: str, day: date | None, *, by: Viewer, today: date
) -> None:
    """Write down that incidents stand in the municipality's system; without number and day, that they do not.

    Args:
        keys: the incidents; several may share one number there.
        number: what they are called there; may be empty.
        day: when they were entered.

    Raises:
        Invalid: there is a number and no day, or the day cannot be.
        Problem: one of them was withdrawn, or this person may not see it.
    """
    by.may(Right.HANDLE)
    _refuse(number, day, today)
    for key in keys:
        _enter(standing(key, session, by), number, day, today)


def mark_measure_transferred(
    session: Session, measure: Key, number: str, day: date | None, *, by: Viewer, today: date
) -> None:
    """Write down that a measure stands in the municipality's system; as ``mark_transferred``.

    Args:
        measure: which one.
        number: what it is called there; may be empty.
        day: when it was entered.

    Raises:
        Invalid: there is a number and no day, or the day cannot be.
        Problem: it was withdrawn.
    """
    by.may(Right.HANDLE)
    _refuse(number, day, today)
    found = session.get_one(Measure, measure)
    if found.withdrawn_at is not None:
        raise Problem(_("Tiltaket er trukket tilbake. Hent det fram igjen før du endrer det."))
    _enter(found, number, day, today)


def _refuse(number: str, day: date | None, today: date) -> None:
    if day is None and clean(number):
        raise Invalid(municipal_on=_("Skriv når det ble registrert i kommunens system."))
    wrong = wrong_day(day, today) if day is not None else {}
    if wrong:
        raise Invalid(municipal_on=next(iter(wrong.values())))


def _enter(what: Incident | Measure, number: str, day: date | None, today: date) -> None:
    what.municipal_number, what.municipal_on = number, day
    what.check(today)
