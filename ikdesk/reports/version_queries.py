"""Delivered reports: which there are, what was said in them, and their files."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.content import content_of
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.change_queries import changed_reports, told_otherwise
from ikdesk.reports.delivery_model import VersionRow, VersionView
from ikdesk.reports.version_model import ReportFile, ReportVersion


def versions(
    session: Session, period: str = "", audience: Audience | None = None, *, viewer: Viewer, today: date
) -> tuple[VersionRow, ...]:
    """The reports that were delivered, the newest first.

    Args:
        period: the code of a period; empty: of all.
        audience: for whom; None: for anybody.
    """
    viewer.may(Right.EXPORT)
    changed = changed_reports(session, period, audience, viewer=viewer, today=today)
    return _rows(session, period, audience, frozenset(changed))


def _rows(session: Session, period: str, audience: Audience | None, touched: Collection[Key]) -> tuple[VersionRow, ...]:
    asked = select(ReportVersion).where(ReportVersion.withdrawn_at.is_(None))
    if period:
        asked = asked.where(ReportVersion.period == period)
    if audience is not None:
        asked = asked.where(ReportVersion.audience == audience)
    found = session.scalars(asked.order_by(ReportVersion.delivered_at.desc(), ReportVersion.id.desc())).all()
    formats: dict[Key, list[str]] = {}
    for version, name in session.execute(select(ReportFile.version_id, ReportFile.format).order_by(ReportFile.format)):
        formats.setdefault(version, []).append(name)
    newest: dict[tuple[str, Audience], int] = {}
    for one in found:
        newest[one.period, one.audience] = max(one.edition, newest.get((one.period, one.audience), 0))
    return tuple(
        _row(
            one, tuple(formats.get(one.id, ())), newest=one.edition == newest[one.period, one.audience],
            touched=one.id in touched,
        )
        for one in found
    )  # fmt: skip


def reported_before_change(session: Session, key: Key, *, viewer: Viewer, today: date) -> tuple[VersionRow, ...]:
    """The delivered reports that an incident stands in otherwise than it is now, or is missing from; newest first.

    Args:
        key: the incident.
    """
    viewer.may(Right.EXPORT)
    found = told_otherwise(session, key, viewer=viewer, today=today)
    return tuple(row for row in _rows(session, "", None, found) if row.key in found) if found else ()


def version_view(session: Session, key: Key, *, viewer: Viewer, today: date) -> VersionView:
    """What is kept of a delivered report.

    Args:
        key: the report.

    Raises:
        Problem: there is no such report.
    """
    viewer.may(Right.EXPORT)
    version = _version(session, key)
    row = next(
        one for one in versions(session, version.period, version.audience, viewer=viewer, today=today) if one.key == key
    )
    files = session.execute(
        select(ReportFile.format, ReportFile.name).where(ReportFile.version_id == key).order_by(ReportFile.format)
    )
    return VersionView(
        row, version.delivered_at, version.delivered_email, version.received_note, version.language, version.checksum,
        version.fingerprint, version.content, tuple((name, called) for name, called in files),
    )  # fmt: skip


def version_file(session: Session, key: Key, format: str, *, viewer: Viewer, today: date) -> tuple[str, bytes]:  # noqa: A002 (what people call it)
    """A file of a delivered report, byte for byte as it was delivered, and what it is called.

    Args:
        key: the report.
        format: "pdf", "xlsx" or "eml".

    Raises:
        Problem: there is none, or it can no longer be read.
    """
    viewer.may(Right.EXPORT)
    file = session.scalar(select(ReportFile).where(ReportFile.version_id == key, ReportFile.format == format))
    data = None if file is None else content_of(session, file.content_id)
    if file is None or data is None or hashlib.sha256(data).hexdigest() != file.checksum:
        raise Problem(_("Denne filen er ikke tatt vare på. Lag en ny versjon av rapporten."))
    return file.name, data


def next_edition(session: Session, period: str, audience: Audience, *, viewer: Viewer, today: date) -> int:
    """The version the next report of a period for somebody will have, 1 for the first.

    Args:
        period: the code of the period.
        audience: for whom.
    """
    viewer.may(Right.EXPORT)
    asked = select(func.max(ReportVersion.edition)).where(
        ReportVersion.period == period, ReportVersion.audience == audience
    )
    return int(session.scalar(asked) or 0) + 1


def signed_here(session: Session, fingerprint: str, *, viewer: Viewer, today: date) -> bool:
    """Whether a report that was delivered from here was signed with a key: also one from before the keys were changed.

    Args:
        fingerprint: of the key, as people compare it.
    """
    viewer.may(Right.EXPORT)
    asked = select(ReportVersion.id).where(ReportVersion.fingerprint == fingerprint).limit(1)
    return session.scalar(asked) is not None


def _version(session: Session, key: Key) -> ReportVersion:
    found = session.scalar(select(ReportVersion).where(ReportVersion.id == key))
    if found is None:
        raise Problem(_("Denne rapporten finnes ikke. Velg en annen."))
    return found


def _row(one: ReportVersion, formats: tuple[str, ...], **more: Any) -> VersionRow:
    return VersionRow(
        one.id, one.period, one.audience, one.edition, one.status, one.first, one.last, one.delivered_on,
        one.delivered_to, one.received_on, formats, **more,
    )  # fmt: skip
