"""Very many routines: the demo's, with all their versions, valid from other days."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.base import new_key
from ikdesk.routines.model import Routine, RoutineVersion
from installer.bench.rows import DAYS, Row, earlier, put, rows_of

_DAYS_OF = ("valid_from", "review_due", "reviewed_on")


def add_routines(session: Session, number: int) -> None:
    """Make it so many routines in all.

    Args:
        number: in all; they are spread over the years before the demo's day.
    """
    rng = Random(number)  # the same every time
    known, versions = rows_of(session, Routine), rows_of(session, RoutineVersion)
    top = session.scalar(select(func.max(Routine.number))) or 0
    made: list[Row] = []
    said: list[Row] = []
    for at in range(number - len(known)):
        like = rng.choice(known)
        back = timedelta(days=at * DAYS // number)
        made.append(like | {"id": new_key(), "number": top + at + 1})
        said += [
            earlier(one, _DAYS_OF, back) | {"id": new_key(), "routine_id": made[-1]["id"]}
            for one in versions if one["routine_id"] == like["id"]
        ]  # fmt: skip
    put(session, Routine, made)
    put(session, RoutineVersion, said)
