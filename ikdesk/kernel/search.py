"""Full-text search behind one port; the only place that knows SQLite's own way of doing it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    String,
    Text,
    bindparam,
    column,
    func,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from ikdesk.kernel.base import Base, Record
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import clean


class SearchText(Base):
    """The words of one record."""

    __tablename__ = "search_text"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    key: Mapped[Key] = mapped_column(unique=True)
    body: Mapped[str] = mapped_column(Text)


_WORDS = table("search_word", column("rowid", Integer))
_UNSEEN = re.compile("[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")  # parts no word
_WORD = re.compile(r"[\w\ue000-\uf8ff]+")  # and letters that are somebody's own, as the index has it
_LONGEST = 1000  # characters of what is typed that are looked at
_MOST = 12  # words


def create(connection: Connection) -> None:
    """Make the index; deleted words are wiped from it (secure-delete)."""
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE IF NOT EXISTS search_word USING fts5("
            "body, tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
        )
    )
    connection.execute(text("INSERT INTO search_word(search_word, rank) VALUES('secure-delete', 1)"))


def index_changed(session: Session) -> None:
    """After a flush: bring the index up to date with what was made or changed."""
    fresh = [r for r in session.new if isinstance(r, Record) and r.__searched__]
    changed = [
        r for r in session.dirty
        if isinstance(r, Record) and any(inspect(r).attrs[key].history.has_changes() for key in r.__searched__)
    ]  # fmt: skip
    _put_new(session, fresh)
    for record in changed:
        known = session.execute(select(SearchText.id).where(SearchText.key == record.id)).scalar()
        if known is None:
            _put_new(session, [record])
        else:
            _put_again(session, known, record)


def put_all(session: Session, records: Sequence[Record]) -> None:
    """Index records that are in no index yet: those of a file that was rescued."""
    _put_new(session, records)


def _put_new(session: Session, records: Sequence[Record]) -> None:
    """Many at once: two statements however many there are."""
    if not records:
        return
    last = session.execute(select(func.max(SearchText.id))).scalar() or 0
    rows = [
        {"id": number, "kind": record.__tablename__, "key": record.id.hex, "body": _body(record)}
        for number, record in enumerate(records, last + 1)
    ]
    session.execute(text("INSERT INTO search_text(id, kind, key, body) VALUES (:id, :kind, :key, :body)"), rows)
    session.execute(text("INSERT INTO search_word(rowid, body) VALUES (:id, :body)"), rows)


def _put_again(session: Session, known: int, record: Record) -> None:
    row = {"id": known, "body": _body(record)}
    session.execute(text("UPDATE search_text SET body = :body WHERE id = :id"), row)
    session.execute(text("UPDATE search_word SET body = :body WHERE rowid = :id"), row)


def _body(record: Record) -> str:
    return _UNSEEN.sub("", " ".join(str(getattr(record, key) or "") for key in record.__searched__))


def words_in(typed: str) -> list[str]:
    """The words that are searched for; signs mean nothing, and after a dozen it is a text and no search.

    Args:
        typed: what stands in the search box.
    """
    found: list[str] = _WORD.findall(_UNSEEN.sub("", clean(typed[:_LONGEST])))
    return found[:_MOST]


def matching(kind: str, words: str) -> Select[Key] | None:
    """The keys of the records that hold all these words, or words that begin so.

    Args:
        kind: the table's name.
        words: what was typed; signs mean nothing. None comes back when there is no word in it.
    """
    found = words_in(words)
    if not found:
        return None
    wanted = " ".join(f'"{word}"*' for word in found)
    hits = select(_WORDS.c.rowid).where(text("search_word MATCH :wanted").bindparams(bindparam("wanted", wanted)))
    return select(SearchText.key).where(SearchText.kind == kind, SearchText.id.in_(hits))
