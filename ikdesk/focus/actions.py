"""What the leader does with focus areas: choose, change, put into the report, look at the numbers, finish."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.focus.model import FocusArea, FocusLook
from ikdesk.focus.view_model import IN_REPORT
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.measures.target_queries import Spots
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import CodeEntry, Place

TARGET = ("place_id", "activity", "mechanism", "equipment_id")
DESCRIBED = ("title", "problem", *TARGET, "next_look", "in_report")


def choose_focus(session: Session, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Choose something to work with, and return its key.

    Args:
        values: attributes named in ``DESCRIBED``; what it is about must be there.

    Raises:
        Invalid: it is about nothing, is chosen already, something in it cannot be, or the report is full.
    """
    by.may(Right.HANDLE)
    told = {name: values[name] for name in DESCRIBED if name in values}
    area = FocusArea(**told, chosen_on=today)
    area.check(today)
    _refuse_unknown(session, area, told)
    _refuse_second(session, area)
    if area.in_report:
        _room_in_report(session, None)
    session.add(area)
    session.flush()
    return area.id


def change_focus(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Change what a focus area is called and is about, when one looks again, and whether the report tells of it.

    Args:
        values: attributes named in ``DESCRIBED``; those that are not there stay.

    Raises:
        Invalid: as ``choose_focus``; nothing was saved.
    """
    by.may(Right.HANDLE)
    area = _standing(session, key)
    told = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
    changed = {name: told[name] for name in DESCRIBED if name in told and told[name] != getattr(area, name)}
    if changed.get("in_report"):
        _room_in_report(session, key)
    with session.no_autoflush:
        for name, value in changed.items():
            setattr(area, name, value)
        area.check(today)
        _refuse_unknown(session, area, changed)
        if not changed.keys().isdisjoint(TARGET):
            _refuse_second(session, area)
    session.flush()


def look_at_focus(
    session: Session, key: Key, values: Mapping[str, Any], evidence: Mapping[str, Any], *, by: Viewer, today: date
) -> Key:
    """Keep that one looked at the numbers, what one thought, and the numbers as they were; the look's key comes back.

    Args:
        values: "comment", and "next_look": the day chosen for the next one, or None.
        evidence: what was on the screen, as plain values: "verdict" is its code, "sentence" what was said. Without
            "verdict" nothing was compared.

    Raises:
        Invalid: the next look is not after today.
    """
    by.may(Right.HANDLE)
    area = _standing(session, key)
    coming = values.get("next_look")
    if coming is not None and coming <= today:
        raise Invalid(next_look=_("Velg en dag som kommer."))
    look = FocusLook(
        focus_id=key, day=today, comment=values.get("comment") or "", given_by=by.name,
        verdict=str(evidence.get("verdict", "")),
        evidence=json.dumps(dict(evidence), ensure_ascii=False, allow_nan=False),
    )  # fmt: skip
    look.check(today)
    session.add(look)
    area.next_look = coming
    area.check(today)
    session.flush()
    return look.id


def close_focus(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Finish the work with a focus area; it stays in the list with the reason, and can be taken up again.

    Args:
        why: the reason, in words.

    Raises:
        Invalid: there is no reason.
    """
    by.may(Right.HANDLE)
    area = _standing(session, key)
    if area.closed_on is not None:
        return
    area.closed_on, area.closed_why = today, clean(why)
    area.in_report = False
    area.next_look = None
    area.check(today)
    session.flush()


def reopen_focus(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Take a focus area up again.

    Raises:
        Invalid: another one is about the same.
    """
    by.may(Right.HANDLE)
    area = _standing(session, key)
    if area.closed_on is None:
        return
    area.closed_on, area.closed_why = None, ""
    _refuse_second(session, area)
    session.flush()


def withdraw_focus(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Take away a focus area that was chosen by mistake.

    Args:
        why: the reason, in words.
    """
    by.may(Right.HANDLE)
    area = _standing(session, key)
    area.withdraw(why, session.info["now"])
    session.flush()


def _standing(session: Session, key: Key) -> FocusArea:
    area = session.get(FocusArea, key)
    if area is None or area.withdrawn_at is not None:
        raise Problem(_("Innsatsområdet finnes ikke. Gå tilbake til listen, og velg et annet."))
    return area


def _room_in_report(session: Session, key: Key | None) -> None:
    """Raise Invalid when as many as fit are in the report already."""
    question = select(func.count()).select_from(FocusArea).where(
        FocusArea.in_report, FocusArea.closed_on.is_(None), FocusArea.withdrawn_at.is_(None),
        FocusArea.id.is_distinct_from(key),
    )  # fmt: skip
    if (session.scalar(question) or 0) >= IN_REPORT:
        said = _("Rapporten har plass til {n} innsatsområder. Ta ut et av dem først.").format(n=IN_REPORT)
        raise Invalid(in_report=said)


def _refuse_second(session: Session, area: FocusArea) -> None:
    """Raise Invalid when another area that stands is about the very same."""
    same = [getattr(FocusArea, name).is_not_distinct_from(getattr(area, name)) for name in TARGET[1:]]
    if area.place_id is None:
        same.append(FocusArea.place_id.is_(None))
    else:  # whatever the place was called when the other was chosen
        with session.no_autoflush:
            same.append(FocusArea.place_id.in_(Spots(session).group(area.place_id)))
    question = select(FocusArea.id).where(
        *same, FocusArea.closed_on.is_(None), FocusArea.withdrawn_at.is_(None), FocusArea.id.is_distinct_from(area.id)
    )
    with session.no_autoflush:
        if session.scalar(question.limit(1)) is not None:
            first = next(name for name in TARGET if getattr(area, name))
            raise Invalid(**{first: _("Dette er et innsatsområde allerede. Åpne det i listen.")})


def _refuse_unknown(session: Session, area: FocusArea, named: Iterable[str]) -> None:
    """Raise Invalid where a code is in none of the unit's lists, or a place or a thing is not the unit's."""
    names = set(named)
    wrong: dict[str, str] = {}
    for name, kind, said in (
        ("place_id", Place, _("Velg et av stedene i listen.")),
        ("equipment_id", Equipment, _("Velg et utstyr i listen.")),
    ):
        key = getattr(area, name)
        if name in names and key is not None:
            row = session.get(kind, key)
            if row is None or row.withdrawn_at is not None:
                wrong[name] = said
    for name in ("activity", "mechanism"):
        code = getattr(area, name)
        if name in names and code and session.scalar(select(CodeEntry.id).where(
            CodeEntry.list_name == name, CodeEntry.code == code)) is None:  # fmt: skip
            wrong[name] = _("Velg et av ordene i listen.")
    if wrong:
        raise Invalid(**wrong)
