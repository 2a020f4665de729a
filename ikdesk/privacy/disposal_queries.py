"""What was disposed of, and where else something of a record may still lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Date, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from ikdesk.access.model import Access, AccessRecord, Deed
from ikdesk.exports.model import ExportFile
from ikdesk.incidents.case_model import Attachment
from ikdesk.incidents.model import BOX, Incident
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.base import Code
from ikdesk.kernel.fields import Field
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.privacy.model import Disposal, Ground
from ikdesk.unit.model import Place

HOLDS = (
    "incident", "insight", "staff_case", "archive", "letter", "draft", "insurer", "attachment",
)  # kinds of files with single events in them
EVER = "1970-01-01"
LEFT_THE_FILE = (Deed.EXPORTED, Deed.PRINTED, Deed.INSPECTED)
DISPOSAL_FIELDS = (
    Field("number", _("Nummer")), Field("day", _("Kassert"), date), Field("ground", _("Grunnlag"), Ground),
    Field("who", _("Av")), Field("why", _("Begrunnelse")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DisposalRow:
    """One record that was destroyed."""

    id: Key
    kind: str
    key: Key  # of what was destroyed
    number: str
    day: date
    ground: Ground
    who: str
    why: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Doomed:
    """As much of an incident as one must see to know that it is the right one."""

    id: Key
    number: str
    occurred_on: date
    kind: Code
    place: str
    disposed_on: date | None


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Something that was taken out of the file and may hold a record."""

    at: datetime  # UTC
    by_name: str
    note: str
    named: bool  # the log names the record; otherwise it was a list that may have held it


def disposals(session: Session, *, viewer: Viewer, today: date) -> list[DisposalRow]:
    """All that was disposed of, the newest first; nothing that the viewer must not know of."""
    viewer.may(Right.SET_UP)
    viewer.may(Right.SEE_LOG)
    columns = (
        Disposal.id, Disposal.kind, Disposal.key, Disposal.number, Disposal.day, Disposal.ground, Disposal.who,
        Disposal.why, Disposal.whole,
    )  # fmt: skip
    question = select(*columns).join(Incident, Incident.id == Disposal.key).where(visible(viewer))
    return [DisposalRow(*row) for row in session.execute(question.order_by(Disposal.id.desc()))]


def receipts_to_destroy(session: Session, *, viewer: Viewer, today: date) -> list[str]:
    """The receipts of the sealed reports that disposed incidents came in."""
    viewer.may(Right.SET_UP)
    viewer.may(Right.SEE_LOG)
    # through the few disposals: this is asked at every unlock, and must not read all incidents
    disposed = Incident.id.in_(select(Disposal.key)) & Incident.disposed_on.is_not(None)
    found = session.scalars(select(Incident.source).where(disposed))
    return [source.removeprefix(BOX) for source in found if source and source.startswith(BOX)]


def doomed(session: Session, number: str, *, viewer: Viewer, today: date) -> Doomed | None:
    """The incident with a number, to be looked at before it is disposed of; None if the viewer sees none.

    Args:
        number: for example "2026-14".
    """
    viewer.may(Right.SET_UP)
    viewer.may(Right.SEE_LOG)
    columns = (
        Incident.id, Incident.number, Incident.occurred_on, Incident.kind, Place.name, Incident.disposed_on,
    )  # fmt: skip
    question = select(*columns).join(Place, Place.id == Incident.place_id)
    row = session.execute(question.where(Incident.number == number.strip(), visible(viewer))).first()
    return None if row is None else Doomed(*row)


def taken_out(session: Session, key: Key, *, viewer: Viewer, today: date) -> list[TakenOut]:
    """What was written out of the file that holds an incident, or may: lists do not say which rows they had.

    Args:
        key: the incident.
    """
    viewer.may(Right.SEE_LOG)
    pictures = select(Attachment.id).where(Attachment.incident_id == key)
    named = exists().where(
        AccessRecord.seq == Access.seq, or_(AccessRecord.key == key, AccessRecord.key.in_(pictures))
    )
    nameless = ~exists().where(AccessRecord.seq == Access.seq)
    since = select(Incident.made_at).where(Incident.id == key).scalar_subquery()
    question = select(Access.at, Access.by_name, Access.note, named).where(
        Access.deed.in_(LEFT_THE_FILE), or_(named, and_(nameless, Access.at >= since))
    )
    return [TakenOut(*row) for row in session.execute(question.order_by(Access.seq.desc()))]


def files_left(session: Session, key: Key, *, viewer: Viewer, today: date) -> list[Path]:
    """Files that the program wrote since an incident was recorded, that may hold it, and that still lie there.

    Args:
        key: the incident.
    """
    viewer.may(Right.SEE_LOG)
    since = session.scalar(select(func.date(Incident.made_at)).where(Incident.id == key, visible(viewer)))
    found = session.scalars(
        select(ExportFile.path).where(
            ExportFile.gone_on.is_(None), ExportFile.kind.in_(HOLDS),
            ExportFile.day >= date.fromisoformat(since or EVER),
        ).order_by(ExportFile.id)
    )  # fmt: skip
    return [path for path in map(Path, found) if path.exists()]


def not_counted(session: Session, period: Period, *, viewer: Viewer, today: date) -> int:
    """How many incidents of a period were disposed of so that they count no more.

    Args:
        period: whole months; only the month of such an incident is known any more.
    """
    viewer.may(Right.READ)
    return int(session.scalar(_not_counted(viewer), {"first": period.first, "after": period.after}) or 0)


@lru_cache(4)
def _not_counted(viewer: Viewer) -> Any:
    first, after = bindparam("first", type_=Date), bindparam("after", type_=Date)
    within = Disposal.whole, visible(viewer), Incident.occurred_on >= first, Incident.occurred_on < after
    return select(func.count()).select_from(Incident).join(Disposal, Disposal.key == Incident.id).where(*within)
