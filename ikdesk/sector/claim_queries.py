"""What lies in the store of the reports that were read, asked for some at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ikdesk.sector.store_model import ReportRow
from ikdesk.sector.trust_model import Claim
from ikdesk.sector.wanted_model import Wanted

PAGE = 100  # keys or units at a time


def wanted_here(wanted: Wanted, period: str = "") -> tuple[ColumnElement[bool], ...]:
    """That a report is one that could be taken.

    Args:
        wanted: what is collected.
        period: the code; empty: any.
    """
    those = (ReportRow.audience == wanted.audience, ReportRow.status == "delivered")
    return (*those, ReportRow.period == period) if period else those


def newest_period(store: Session, wanted: Wanted) -> str:
    """The newest period that more than half of the units have delivered a report for; empty without any.

    Where there is none that so many have, it is the one that most have.

    Args:
        wanted: what is collected.
    """
    units = func.count(func.distinct(ReportRow.unit))
    those = wanted_here(wanted)
    everyone = store.execute(select(units).where(*those)).scalar_one()
    found = store.execute(
        select(units, ReportRow.period_last, ReportRow.period).where(*those).group_by(ReportRow.period)
    ).all()  # fmt: skip
    most = [(last, number, period) for number, last, period in found if 2 * number > everyone]
    if most:
        return max(most)[2]
    return str(max((tuple(row) for row in found), default=(0, None, ""))[2])


def keys_after(store: Session, wanted: Wanted, period: str, last: bytes) -> Mapping[bytes, Sequence[Claim]]:
    """Who reports say they are from, by the key they are signed with: some keys at a time, one claim for each unit.

    Args:
        wanted: what is collected.
        period: the code.
        last: of the keys that were asked for; empty: from the first.
    """
    those = wanted_here(wanted, period)
    keys = select(ReportRow.key).where(*those, ReportRow.key > last).distinct().order_by(ReportRow.key).limit(PAGE)
    same = (
        ReportRow.unit, ReportRow.folded, ReportRow.organisation_number, ReportRow.kind, ReportRow.key,
    )  # fmt: skip
    rows = store.execute(
        select(
            func.min(ReportRow.file), ReportRow.unit, func.min(ReportRow.name), ReportRow.folded,
            ReportRow.organisation_number, ReportRow.kind, func.max(ReportRow.version), func.min(ReportRow.checksum),
            ReportRow.key, func.max(ReportRow.passings),
        )
        .where(*those, ReportRow.key.in_(keys)).group_by(*same).order_by(ReportRow.key, func.min(ReportRow.file))
    )  # fmt: skip
    return {key: [Claim(*row[:10]) for row in group] for key, group in groupby(rows, key=lambda row: row[8])}


def owners_after(store: Session, wanted: Wanted, period: str, last: str) -> Mapping[str, Sequence[Claim]]:
    """The reports of some units at a time, by what the unit is to be known by, in the order they came.

    Args:
        wanted: what is collected.
        period: the code.
        last: of the units that were asked for; empty: from the first.
    """
    those = wanted_here(wanted, period)
    asked = select(ReportRow.owner).where(*those, ReportRow.owner > last).distinct()
    units = asked.order_by(ReportRow.owner).limit(PAGE)
    rows = store.execute(
        select(
            ReportRow.owner, ReportRow.file, ReportRow.unit, ReportRow.name, ReportRow.folded,
            ReportRow.organisation_number, ReportRow.kind, ReportRow.version, ReportRow.checksum, ReportRow.key,
            ReportRow.passings,
        )
        .where(*those, ReportRow.owner.in_(units)).order_by(ReportRow.owner, ReportRow.file)
    )  # fmt: skip
    return {owner: [Claim(*row[1:]) for row in group] for owner, group in groupby(rows, key=lambda row: row[0])}


def packed_of(store: Session, files: Sequence[int]) -> Mapping[int, bytes]:
    """What some reports say for machines, packed, by file.

    Args:
        files: of ``PAGE`` at most.
    """
    rows = store.execute(select(ReportRow.file, ReportRow.packed).where(ReportRow.file.in_(files)))
    return {file: packed for file, packed in rows}  # noqa: C416 - a dict of rows is typed as one of Any


def periods_put_aside(store: Session, period: str) -> Sequence[str]:
    """The periods of reports that are for another.

    Args:
        period: the code of the one that is collected.
    """
    asked = select(ReportRow.period).where(ReportRow.period != period).distinct().order_by(ReportRow.period)
    return store.execute(asked).scalars().all()
