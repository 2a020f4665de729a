"""Delivering a report: all of it is kept, or nothing; and that it was received."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.kernel.content import keep
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.reports.actions import report_made
from ikdesk.reports.delivery_model import FORMATS, Delivered
from ikdesk.reports.version_model import Delivery, ReportFile, ReportVersion, checksum_of
from ikdesk.reports.version_queries import next_edition

_ANSWERS = ("received_on", "received_note")


def keep_report(session: Session, drawn: Delivered, *, by: Viewer, today: date) -> Key | None:
    """Deliver a report if somebody gets it; of a draft, write down only that it was made.

    Args:
        drawn: the report.

    Returns:
        What the delivered report is asked for by; None for a draft.
    """
    by.may(Right.EXPORT)
    if drawn.to:
        return deliver_report(session, drawn, by=by, today=today)
    formats = [one.format for one in drawn.files if one.format in FORMATS]
    report_made(session, drawn.period, formats, by=by, today=today, audience=drawn.audience)
    return None


def deliver_report(session: Session, delivered: Delivered, *, by: Viewer, today: date) -> Key:
    """Keep a report as it is delivered, with its files; its key comes back.

    Args:
        delivered: what was drawn.

    Raises:
        Invalid: nobody gets it, or an address makes no sense.
        Problem: another version of it was delivered meanwhile, or somebody else is at it.
    """
    by.may(Right.EXPORT)
    edition = next_edition(session, delivered.period, delivered.audience, viewer=by, today=today)
    if delivered.edition != edition:
        raise Problem(_("Rapporten ble levert en gang til mens denne ble laget. Se over, og lever på nytt."))
    version = ReportVersion(
        id=delivered.key, period=delivered.period, audience=delivered.audience, edition=edition,
        language=delivered.language, first=delivered.first, last=delivered.last, delivered_on=delivered.at.date(),
        delivered_at=delivered.at, delivered_to=delivered.to, delivered_email=delivered.email,
        content=delivered.content, checksum=checksum_of(delivered.content), kept=delivered.kept,
        fingerprint=delivered.fingerprint,
    )  # fmt: skip
    version.check(today)
    session.add(version)
    session.flush()
    for one in delivered.files:
        kept = keep(session, one.data)
        file = ReportFile(
            version_id=version.id, format=one.format, name=one.name, checksum=hashlib.sha256(one.data).hexdigest(),
            content_id=kept,
        )  # fmt: skip
        file.check(today)
        session.add(file)
    session.flush()
    formats = ",".join(one.format for one in (*delivered.files, *delivered.extra))
    note = f"{delivered.period} {delivered.audience.code} {edition} {formats}"
    note_access(session, Deed.EXPORTED, "report", [version.id], note=note, by=by, today=today)
    return version.id


def receive_report(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Write down that a delivered report was received, and what was answered.

    Args:
        key: the report.
        values: ``received_on`` and ``received_note``; without a day it is only delivered again.

    Raises:
        Invalid: the day makes no sense.
        Problem: there is no such report.
    """
    by.may(Right.EXPORT)
    if unknown := set(values) - set(_ANSWERS):
        raise ValueError(unknown)
    version = session.scalar(select(ReportVersion).where(ReportVersion.id == key))
    if version is None:
        raise Problem(_("Denne rapporten finnes ikke. Velg en annen."))
    for name, value in values.items():
        setattr(version, name, value)
    version.status = Delivery.DELIVERED if version.received_on is None else Delivery.RECEIVED
    version.check(today)
    session.flush()
