"""Whoever may unlock now but did not when a backup was made: let into what came back from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import SYSTEM, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import Person, role_of


def let_in_later_ones(database: Database, known: Mapping[str, tuple[str, str]]) -> None:
    """Register those whom the vault lets in and the file has never heard of.

    A backup from before a new leader came knows only the one who has gone since: without this, nobody would get in.

    Args:
        database: what came back, nobody in it yet.
        known: by lock, the name and the role the vault gives; the vault is marked with the keys in force.
    """
    database.write(_let_in, known, by=SYSTEM, today=database.clock.today())


def _let_in(store: Session, known: Mapping[str, tuple[str, str]], *, by: Viewer, today: date) -> None:
    there = set(store.scalars(select(Person.slot)))
    for slot, (name, role) in known.items():
        if slot not in there:
            add_person(store, name, slot=slot, role=role_of(role), by=by, today=today)
