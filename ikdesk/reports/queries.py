"""What a report is made from: read once, frozen, sums from the file only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.count_queries import first_day, handling, tallies, unlogged_events
from ikdesk.incidents.municipal_queries import untransferred
from ikdesk.kernel.card import shipped_card
from ikdesk.kernel.codes import Codebook, Entry
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.privacy.disposal_queries import not_counted
from ikdesk.reports.area_queries import areas_in
from ikdesk.reports.facts_model import MERGED, REST, About, Facts, Handled, PlaceUse, Shown, Stay, Sums, Use
from ikdesk.reports.model import ReportMade
from ikdesk.reports.text_queries import texts_of
from ikdesk.reports.work_queries import routines_on, work_in
from ikdesk.risks.queries import risk_counts
from ikdesk.unit.card_queries import own_card
from ikdesk.unit.exposure_queries import Exposure, exposure_by_standard
from ikdesk.unit.model import Season
from ikdesk.unit.queries import PlaceRow, UnitRow, attendance, codebook, month_figures, places, unit_row

ATTRIBUTES = ("kind", "severity", "place", "mechanism", "activity", "routine_status", "month")
_REST_LABELS = {
    "place": {"nb": "Andre steder", "nn": "Andre stader", "en": "Other places"},
    "activity": {"nb": "Andre aktiviteter", "nn": "Andre aktivitetar", "en": "Other activities"},
    "mechanism": {"nb": "Andre måter", "nn": "Andre måtar", "en": "Other ways"},
}
_SHORTENED = ("measure_kind", "responsible_role")
_LAST_EDITION = select(func.max(ReportMade.edition)).where(ReportMade.period == bindparam("period"))
_MERGED_LABEL = {"nb": "Annet", "nn": "Anna", "en": "Other"}


def tertial_facts(session: Session, period: Period, *, viewer: Viewer, today: date) -> Facts:
    """Everything the report of a period needs, read once.

    A period that is not over is counted up to today, and last year's up to the same day.

    Args:
        period: which days; usually a tertial.

    Raises:
        Problem: the period has not begun.
    """
    viewer.may(Right.EXPORT)
    if period.first > today:
        raise Problem(_("{period} har ikke begynt. Velg en tidligere periode.").format(period=period.name.capitalize()))
    unit = unit_row(session, viewer=viewer, today=today)
    lists = _upward(codebook(session, viewer=viewer, today=today))
    counted = period.cut(today)
    before, year = counted.a_year_before(), _twelve_months(counted)
    now, last_year, twelve = (
        _sums(session, one, unit.deadline_days, lists, viewer=viewer, today=today) for one in (counted, before, year)
    )
    figures = month_figures(session, counted, viewer=viewer, today=today)
    areas = areas_in(session, period, viewer=viewer, today=today)
    own = own_card(session, viewer=viewer, today=today)
    written = texts_of(session, period.code, viewer=viewer, today=today)
    return Facts(
        _about(unit), period, counted, before, year, today, viewer.name, viewer.role,
        edition=_last_edition(session, period) + 1,
        children=tuple(row.children for row in figures if row.children is not None),
        began=first_day(session, viewer=viewer, today=today),
        now=now, last_year=last_year, twelve=twelve,
        uses=_uses(session, (counted, before, year), (now, last_year, twelve), viewer=viewer, today=today),
        unlogged=unlogged_events(session, counted, viewer=viewer, today=today),
        work=work_in(session, counted, viewer=viewer, today=today),
        focus=tuple(area.effect for area in areas if area.effect is not None), areas=areas,
        routines=routines_on(session, counted, viewer=viewer, today=today),
        texts=written.texts, replaced=written.replaced, codebook=lists,
        card=own or shipped_card(), own_card=bool(own),
        disposed=not_counted(session, period, viewer=viewer, today=today),
        left=untransferred(session, period, viewer=viewer, today=today),
        risks=risk_counts(session, counted, viewer=viewer, today=today),
    )  # fmt: skip


def _about(unit: UnitRow) -> About:
    return About(
        unit.name, unit.kind, unit.ownership, unit.org_number, unit.staff_years, unit.threshold, unit.deadline_days
    )


def _sums(
    session: Session, period: Period, deadline: int, lists: Codebook, *, viewer: Viewer, today: date
) -> Sums:
    counts = tallies(session, ATTRIBUTES, period, viewer=viewer, today=today)
    stay = attendance(session, period, viewer=viewer, today=today)
    counts["kind"] = _merged(counts["kind"], lists)
    return Sums(
        sum(counts["severity"].values()), counts,
        Handled(**asdict(handling(session, period, deadline, viewer=viewer, today=today))),
        Stay(stay.days, stay.missing, stay.estimated),
    )  # fmt: skip


def _merged(kinds: Mapping[str, int], lists: Codebook) -> dict[str, int]:
    """Kinds that the report's list does not hold are counted together: they are never seen one by one upward."""
    out: dict[str, int] = {}
    for code, number in kinds.items():
        key = code if code in lists.lists["event_type"] else MERGED
        out[key] = out.get(key, 0) + number
    return out


def _upward(lists: Codebook) -> Codebook:
    """The unit's code lists as they may go upward, with a line for what is merged and for the rest of a table."""
    kinds = {
        code: entry for code, entry in lists.lists["event_type"].items() if entry.more.get("upward") != MERGED
    } | {MERGED: Entry(MERGED, _MERGED_LABEL)}
    grades = {
        code: Entry(code, {tongue: f"{code} {label}" for tongue, label in entry.labels.items()}, more=entry.more)
        for code, entry in lists.lists["severity"].items()
    }
    others = {name: {**lists.lists[name], REST: Entry(REST, labels)} for name, labels in _REST_LABELS.items()}
    short = {name: _short(lists, name) for name in _SHORTENED}
    return Codebook({**lists.lists, **others, **short, "event_type": kinds, "severity": grades})


def _short(lists: Codebook, name: str) -> dict[str, Entry]:
    """A list without what stands in brackets: a table has no room for it."""
    return {
        code: Entry(code, {tongue: label.split(" (")[0] for tongue, label in entry.labels.items()}, more=entry.more)
        for code, entry in lists.lists.get(name, {}).items()
    }


def _twelve_months(counted: Period) -> Period:
    start = Period(counted.after, counted.after + timedelta(days=1)).a_year_before().first
    return Period(min(start, counted.first), counted.after)


def _last_edition(session: Session, period: Period) -> int:
    return int(session.scalar(_LAST_EDITION, {"period": period.code}) or 0)


def _uses(
    session: Session, periods: tuple[Period, Period, Period], sums: tuple[Sums, Sums, Sums], *, viewer: Viewer,
    today: date,
) -> tuple[PlaceUse, ...]:  # fmt: skip
    """The counted places that were in use, or had an event, within the three periods."""
    rows = [row for row in places(session, viewer=viewer, today=today, closed=True) if row.logged]
    standards = list(dict.fromkeys(row.standard for row in rows))
    days = exposure_by_standard(session, standards, periods, viewer=viewer, today=today)
    found = []
    for standard in standards:
        uses = [_use(one, there.of("place", standard)) for one, there in zip(days[standard], sums, strict=True)]
        seasonal = _seasonal(rows, standard)
        if any(use.days or (seasonal and use.events) for use in uses):
            found.append(PlaceUse(standard, uses[0], uses[1]))
    return tuple(sorted(found, key=lambda use: (-(use.now.events or 0), -(use.last_year.events or 0))))


def _use(days: Exposure, events: Shown) -> Use:
    return Use(events, days.days, days.estimated)


def _seasonal(rows: list[PlaceRow], standard: str) -> bool:
    return any(row.season is not Season.ALL_YEAR for row in rows if row.standard == standard)
