"""Words that look like names and are none: kept for the unit, and taken away again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.find_model import PlainWord
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.personal import Sort, folded, found_in
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean


def keep_plain_word(session: Session, word: str, *, by: Viewer, today: date) -> Key:
    """Remember that a word is no name, so that it is not pointed out again.

    Args:
        word: as it stood in the text.
    """
    by.may(Right.REPORT)
    plain = folded(" ".join(clean(word).split()))
    if not plain:
        raise Invalid(word=_("Skriv hvilket ord det er."))
    if any(one.kind is not Sort.NAME for one in found_in(plain)):
        raise Invalid(word=_("Fødselsnummer og telefonnummer kan ikke stå her."))
    known = session.scalars(select(PlainWord).where(PlainWord.word == plain, PlainWord.withdrawn_at.is_(None))).first()
    if known is not None:
        return known.id
    kept = PlainWord(word=plain)
    kept.check(today)
    session.add(kept)
    session.flush()
    return kept.id


def remove_plain_word(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Point a word out again from now on.

    Args:
        key: which of those that are kept.
    """
    by.may(Right.REPORT)
    session.get_one(PlainWord, key).withdraw(_("Pekes ut igjen."), session.info["now"])
