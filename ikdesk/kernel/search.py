"""Full-text search behind one port; the only place that knows SQLite's own way of doing it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
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
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

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
_COMMON = 8  # words that stand in every eighth record or more are common
_AROUND = 36  # characters of a text that are shown before the first word that was found in it
Marks = tuple[tuple[int, int], ...]  # where in a text a word begins, and how many letters of it were typed


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
    return select(SearchText.key).where(SearchText.kind == kind, SearchText.id.in_(_hits(found)))


def holding(key: InstrumentedAttribute[Key], words: str) -> ColumnElement[bool]:
    """That the record with a key holds all these words, asked of one record after another.

    Where very many hold them, this takes a fraction of what ``matching`` does: numbers are compared, not keys.

    Args:
        key: the column.
        words: what was typed, with at least one word in it.
    """
    number = select(SearchText.id).where(SearchText.key == key).scalar_subquery()
    return number.in_(_hits(words_in(words)))


def are_common(words: str) -> Select[bool] | None:
    """Whether so many records hold all these words that it is quicker to look through them all; None: there is no word.

    Args:
        words: what was typed.
    """
    found = words_in(words)
    if not found:
        return None
    hits = select(func.count()).select_from(_hits(found).subquery()).scalar_subquery()
    return select(hits * _COMMON > select(func.max(SearchText.id)).scalar_subquery())


def _hits(words: Sequence[str]) -> Select[int]:
    return select(_WORDS.c.rowid).where(text("search_word MATCH :wanted").bindparams(wanted=as_match(words)))


def as_match(words: Sequence[str], *, whole: bool = False) -> str:
    """What the index is asked for: all these words, in any order.

    Args:
        words: as ``words_in`` gives them.
        whole: the words as they are; otherwise words that begin so count as well.
    """
    return " ".join(f'"{word}"' if whole else f'"{word}"*' for word in words)


def newest_matching(most: int, *kinds: str) -> Select[str, Key]:
    """The kinds and keys of the records that match the parameter ``wanted``, what was written last first.

    Args:
        most: how many at most; no more are read.
        kinds: the names of the tables.
    """
    match = text("search_word MATCH :wanted").bindparams(bindparam("wanted", type_=String))
    # the order of the index itself: it stops when it has enough, however many there are
    return (
        select(SearchText.kind, SearchText.key).select_from(_WORDS).join(SearchText, SearchText.id == _WORDS.c.rowid)
        .where(match, SearchText.kind.in_(kinds)).order_by(_WORDS.c.rowid.desc()).limit(most)
    )  # fmt: skip


def marks_in(said: str, words: Sequence[str]) -> Marks:
    """Where in a text the words stand, or words that begin so; capitals do not matter, and "aa" is no "å".

    Args:
        said: the text.
        words: as ``words_in`` gives them.
    """
    return tuple((hit.start(), len(hit[0])) for hit in _beginning(tuple(words)).finditer(said)) if words else ()


def has_all(said: str, words: Sequence[str]) -> bool:
    """Whether every word stands in a text, or a word that begins so.

    Args:
        said: the text.
        words: as ``words_in`` gives them; of none, it is not.
    """
    for word in words:
        if _beginning((word,)).search(said) is None:
            return False
    return bool(words)


def has_any(said: str, words: Sequence[str]) -> bool:
    """Whether one of the words stands in a text, or a word that begins so.

    Args:
        said: the text.
        words: as ``words_in`` gives them.
    """
    return bool(words) and _beginning(tuple(words)).search(said) is not None


@lru_cache(16)
def _beginning(words: tuple[str, ...]) -> re.Pattern[str]:
    """Where a word begins with one of these; the longest that fits."""
    longest = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?<![\w\ue000-\uf8ff])(?:{'|'.join(longest)})", re.IGNORECASE)


def excerpt(said: str, words: Sequence[str], length: int = 110) -> tuple[str, Marks]:
    """A piece of a text on one line, from shortly before the first word that was found; and where the words are in it.

    Args:
        said: the text.
        words: as ``words_in`` gives them.
        length: characters at most, without the dots.
    """
    line = " ".join(said.split())
    hit = _beginning(tuple(words)).search(line) if words else None
    first = hit.start() if hit else 0
    start = 0 if first <= _AROUND else line.rfind(" ", 0, first - _AROUND // 2) + 1
    cut = line[start : start + length]
    shown = f"{'… ' if start else ''}{cut}{' …' if start + length < len(line) else ''}"
    return shown, marks_in(shown, words)
