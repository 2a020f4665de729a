"""What happened to a case, moment by moment: put in order from what the file knows, and nothing that is to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from ikdesk.incidents.model import Status
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.history import UNDONE
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _


class What(Choice):
    """What kind of moment it is."""

    REPORTED = _("Meldt")
    STATUS = _("Ny status")
    HANDLED = _("Fulgt opp")
    CORRECTED = _("Rettet")
    SEVERITY = _("Alvorlighet endret")
    POTENTIAL = _("Kunne blitt: endret")
    SHIELDED = _("Skjermet")
    OPENED_UP = _("Ikke skjermet lenger")
    NOTED = _("Notat")
    TOLD = _("Beskjed gitt")
    NOT_TOLD = _("Beskjed ikke nødvendig")
    ATTACHED = _("Bilde lagt ved")
    PROPOSED = _("Tiltak foreslått")
    TIED = _("Knyttet til tiltak")
    DECIDED = _("Tiltak bestemt")
    STARTED = _("Tiltak i gang")
    DONE = _("Tiltak gjennomført")
    EVALUATED = _("Tiltak vurdert")
    MUNICIPAL = _("Registrert i kommunens system")
    CLOSED = _("Lukket")
    REOPENED = _("Åpnet igjen")
    WITHDRAWN = _("Trukket tilbake")
    UNDONE = _("Angret")
    DISPOSED = _("Kassert")


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened."""

    day: date
    what: What
    clock: time | None = None  # None: only the day is known
    who: str = ""  # by name; empty where nobody is known
    about: str = ""  # a text as it was written, or the attribute of a correction
    before: str = ""  # codes, or text as it is kept
    after: str = ""
    names: tuple[str, ...] = ()  # attributes that were filled in
    measure: Key | None = None


_EMPTY: tuple[Any, ...] = (None, "", [], ())  # a field that was left empty says nothing, however it was kept


@dataclass(frozen=True, slots=True)
class Altered:
    """One change of the incident itself, as the history keeps it."""

    at: datetime  # local
    who: str
    what: Mapping[str, Any]  # by attribute: before, after


def in_order(moments: Iterable[Moment], today: date) -> tuple[Moment, ...]:
    """What has happened by the end of a day, the newest first; of one day, what has no time of day comes last.

    Args:
        moments: in any order.
        today: the day it is; what is later is left out.
    """
    past = [one for one in moments if one.day <= today]
    return tuple(sorted(past, key=_place, reverse=True))


def _place(moment: Moment) -> tuple[date, int, time]:
    first = moment.what is What.REPORTED  # nothing is before it on its day, whatever the clocks say
    return moment.day, 0 if first else 1, moment.clock or time.max


def changes(told: Iterable[Altered], handled: Iterable[str]) -> Iterator[Moment]:
    """What the changes of an incident mean; making it is no change.

    Args:
        told: the oldest first.
        handled: the attributes that are filled in when it is followed up.
    """
    asked = tuple(handled)
    for one in told:
        if "number" in one.what:
            continue
        if UNDONE in one.what:
            yield _moment(one, What.UNDONE, about=str(one.what[UNDONE][1]))
            continue
        yield from _meanings(one, asked)


def _meanings(one: Altered, asked: tuple[str, ...]) -> Iterator[Moment]:
    names = tuple(name for name in asked if name in one.what and any(value not in _EMPTY for value in one.what[name]))
    if names:
        yield _moment(one, What.HANDLED, names=names)
    if "potential" in one.what:
        yield _moment(one, What.POTENTIAL, **_ends(one, "potential"))
    if "restricted" in one.what:
        yield _moment(one, What.SHIELDED if one.what["restricted"][1] else What.OPENED_UP)
    if "municipal_number" in one.what and one.what["municipal_number"][1]:
        yield _moment(one, What.MUNICIPAL, about=str(one.what["municipal_number"][1]))
    if "status" in one.what:
        yield _status(one, follows=bool(names))


def _status(one: Altered, *, follows: bool) -> Moment:
    before, after = (str(code or "") for code in one.what["status"])
    if after == Status.CLOSED.code:
        return _moment(one, What.CLOSED)
    if after == Status.WITHDRAWN.code:
        return _moment(one, What.WITHDRAWN, about=str((one.what.get("withdrawn_why") or ("", ""))[1] or ""))
    if before in {Status.CLOSED.code, Status.WITHDRAWN.code} and not follows:
        return _moment(one, What.REOPENED)
    return _moment(one, What.STATUS, before=before, after=after)


def _ends(one: Altered, name: str) -> dict[str, str]:
    before, after = ("" if value is None else str(value) for value in one.what[name])
    return {"before": before, "after": after}


def _moment(one: Altered, what: What, **more: Any) -> Moment:
    return Moment(one.at.date(), what, one.at.time(), one.who, **more)
