"""Who has seen what, and what was done with the file: never what was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ikdesk.kernel.base import Base, choice_type
from ikdesk.kernel.chain import START, Chain, Linked
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _

ARCHIVE = "archive"  # what is written of one that was taken out, or in
_PAGE = 2000  # rows read at a time


class Deed(Choice):
    """What somebody did that is written down."""

    OPENED = _("Åpnet")
    EXPORTED = _("Tok ut")
    PRINTED = _("Skrev ut")
    INSPECTED = _("Ga innsyn")
    UNLOCKED = _("Låste opp")
    FAILED_UNLOCK = _("Feil passord")
    USER_ADDED = _("La til bruker")
    USER_REMOVED = _("Fjernet bruker")
    ROLE_CHANGED = _("Endret rolle")
    PASSWORD_CHANGED = _("Byttet passord")
    CODE_MADE = _("Lagde gjenopprettingskode")
    DEPUTY = _("Stedfortreder")
    ACCESS_GIVEN = _("Endret tilgang")
    BACKED_UP = _("Sikkerhetskopi")
    RESTORED = _("Gjenopprettet")
    SALVAGED = _("Reddet fra en skadet fil")
    TRIED_BACK = _("Prøvde gjenoppretting")
    IMPORTED = _("Hentet inn")
    DISPOSED = _("Kasserte")
    ACCEPTED = _("Godtok et avvik i loggen")
    CLOCK = _("Fortsatte selv om klokken var stilt om")


class Access(Base):
    """One deed."""

    __tablename__ = "access"

    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)  # UTC
    by: Mapped[Key | None] = mapped_column()
    by_name: Mapped[str] = mapped_column(String(200))
    deed: Mapped[Deed] = mapped_column(choice_type(Deed))
    kind: Mapped[str] = mapped_column(String(60))  # the table of what it was done with, or what was written
    count: Mapped[int] = mapped_column(Integer)  # how many records; of a break: the number of the row
    note: Mapped[str] = mapped_column(Text)  # which period, which form; nothing about persons
    digest: Mapped[str] = mapped_column(String(64))


class AccessRecord(Base):
    """One record that the deed was done with."""

    __tablename__ = "access_record"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    seq: Mapped[int] = mapped_column(ForeignKey("access.seq"), index=True)
    key: Mapped[Key] = mapped_column(index=True)


def parts_of(row: Mapping[str, Any], keys: Iterable[Key]) -> list[Any]:
    """What a row's mark is made over.

    Args:
        row: its columns.
        keys: the records the deed was done with.
    """
    columns = [row[name] for name in ("seq", "at", "by", "by_name", "deed", "kind", "count", "note")]
    return [*columns, sorted(key.hex for key in keys)]


def _load(session: Session, first: int, last: int) -> Iterator[Linked]:
    names = ("seq", "at", "by", "by_name", "deed", "kind", "count", "note", "digest")
    question = select(*(getattr(Access, name) for name in names)).order_by(Access.seq).limit(_PAGE)
    while first <= last:
        rows = session.execute(question.where(Access.seq >= first, Access.seq <= last)).mappings().all()
        if not rows:
            return
        keys: dict[int, list[Key]] = defaultdict(list)
        upto = rows[-1]["seq"]
        with_these = select(AccessRecord.seq, AccessRecord.key).where(AccessRecord.seq.between(first, upto))
        for seq, key in session.execute(with_these):
            keys[seq].append(key)
        for row in rows:
            yield row["seq"], row["digest"], parts_of(dict(row), keys[row["seq"]])
        first = upto + 1


CHAIN = Chain("access", Access, lambda _session: START, _load)
