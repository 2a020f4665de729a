"""Keeping a choice of incidents under a name, giving it another, and taking it away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ikdesk.incidents.filter_queries import filter_of, values_in
from ikdesk.incidents.find_model import SavedFilter
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean


def save_filter(session: Session, name: str, values: Mapping[str, str], *, by: Viewer, today: date) -> Key:
    """Keep a choice; one with the same name is replaced. Gives its key.

    Args:
        name: what it is called.
        values: as ``filter_of`` reads them.

    Raises:
        Invalid: it has no name, or a long one.
        Problem: a value means nothing.
    """
    by.may(Right.READ)
    plain = values_in(json.dumps(dict(values)))
    filter_of(plain, today)
    saved = _named(session, clean(name), by)
    if saved is None:
        saved = SavedFilter(person_id=by.person, name=name)
        session.add(saved)
    saved.wanted = json.dumps(plain, sort_keys=True)  # plain letters: nothing in it can be anything else
    saved.check(today)
    session.flush()
    return saved.id


def rename_filter(session: Session, key: Key, name: str, *, by: Viewer, today: date) -> None:
    """Call a choice something else.

    Args:
        key: one of their own.
        name: the new name.

    Raises:
        Invalid: there is no name, or another choice has it.
    """
    by.may(Right.READ)
    saved, other = _one(session, key, by), _named(session, clean(name), by)
    if other is not None and other is not saved:
        raise Invalid(name=_("Du har et utvalg som heter det. Velg et annet navn."))
    saved.name = name
    saved.check(today)


def withdraw_filter(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Take a choice away.

    Args:
        key: one of their own.
    """
    by.may(Right.READ)
    saved = _one(session, key, by)
    saved.withdraw(str(_("Fjernet av den som laget det.")), session.info["now"])
    saved.check(today)


def _own(by: Viewer) -> tuple[ColumnElement[bool], ...]:
    mine = SavedFilter.person_id == by.person if by.person else SavedFilter.person_id.is_(None)
    return mine, SavedFilter.withdrawn_at.is_(None)


def _one(session: Session, key: Key, by: Viewer) -> SavedFilter:
    found = session.scalar(select(SavedFilter).where(SavedFilter.id == key, *_own(by)))
    if found is None:
        raise Problem(_("Utvalget finnes ikke lenger."))
    return found


def _named(session: Session, name: str, by: Viewer) -> SavedFilter | None:
    return next((one for one in session.scalars(select(SavedFilter).where(*_own(by))) if one.name == name), None)
