"""What is no name in this unit: its places and departments, and words somebody has said so of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.find_model import PlainWord
from ikdesk.kernel.personal import plain_words
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.model import Department, Place, Unit


@dataclass(frozen=True, slots=True)
class PlainWordRow:
    """A word somebody has said is no name."""

    id: Key
    word: str


def plain_word_rows(session: Session, *, viewer: Viewer, today: date) -> list[PlainWordRow]:
    """The words that are kept, in order of the alphabet."""
    viewer.may(Right.REPORT)
    question = select(PlainWord.id, PlainWord.word).where(PlainWord.withdrawn_at.is_(None)).order_by(PlainWord.word)
    return [PlainWordRow(*row) for row in session.execute(question)]


def words_of_unit(session: Session, *, viewer: Viewer, today: date) -> frozenset[str]:
    """Everything that is no name here, as ``found_in`` takes it; places that are not in use any more included."""
    viewer.may(Right.REPORT)
    named = (session.scalars(select(what.name)) for what in (Place, Department, Unit))
    kept = plain_word_rows(session, viewer=viewer, today=today)
    return plain_words(*named) | {row.word for row in kept}
