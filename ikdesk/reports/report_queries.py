"""A report before it has any words: counted, protected for its recipient, and what must be kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ikdesk.incidents.count_queries import first_day, unlogged_events
from ikdesk.incidents.municipal_queries import untransferred
from ikdesk.kernel.card import shipped_card
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.privacy.disposal_queries import not_counted
from ikdesk.reports.area_queries import areas_in
from ikdesk.reports.audience_model import PROFILES, Audience
from ikdesk.reports.change_queries import corrections, numbers_of
from ikdesk.reports.earlier_model import COLUMNS, Earlier, Piece, cuts_of
from ikdesk.reports.earlier_queries import earlier_of
from ikdesk.reports.facts_model import About, Facts, PlaceUse, Shown, Sums, Use
from ikdesk.reports.limits_queries import report_limits
from ikdesk.reports.protection_model import Protection
from ikdesk.reports.shield_model import shield
from ikdesk.reports.sum_queries import Asked, pieces_of, sums_of, upward
from ikdesk.reports.text_queries import texts_of
from ikdesk.reports.version_queries import next_edition
from ikdesk.reports.work_queries import routines_on, work_in
from ikdesk.risks.queries import risk_counts
from ikdesk.unit.card_queries import own_card
from ikdesk.unit.exposure_queries import Exposure, exposure_by_standard
from ikdesk.unit.model import Season
from ikdesk.unit.queries import PlaceRow, UnitRow, month_figures, places, unit_row

_Counted = tuple[Facts, tuple[Earlier, ...], tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as its recipient may have it, and beside it what only the leader may see."""

    facts: Facts  # protected: what is not told is not in them
    protection: Protection  # what is not told, and what could be worked out
    kept: Mapping[str, object] = field(repr=False)  # what it told of each table; kept in the file, never told
    numbers: Mapping[str, Shown] = field(repr=False)  # as they are, and kept with it: "total", "by_kind:child_injury"


def report_of(
    session: Session, period: Period, audience: Audience = Audience.MUNICIPALITY, *, viewer: Viewer, today: date
) -> Report:  # fmt: skip
    """The report of a period for somebody, read once.

    A period that is not over is counted up to today, and last year's up to the same day.

    Args:
        period: which days; usually a tertial.
        audience: who the report is for; the safety representative's counts the staff register only.

    Raises:
        Problem: the period has not begun.
    """
    viewer.may(Right.EXPORT)
    if period.first > today:
        raise Problem(_("{period} har ikke begynt. Velg en tidligere periode.").format(period=period.name.capitalize()))
    asking = viewer if PROFILES[audience].protected else viewer.before_all()
    facts, earlier, pieces = _facts(session, period, audience, viewer=asking, today=today)
    found = shield(facts, earlier, pieces)
    kept = {COLUMNS: [one.kept() for one in found.told]}
    return Report(found.facts, found.protection, kept, numbers_of(facts.now))


def _facts(session: Session, period: Period, audience: Audience, *, viewer: Viewer, today: date) -> _Counted:
    """Everything as it was counted."""
    unit = unit_row(session, viewer=viewer, today=today)
    lists = upward(session, audience, viewer=viewer, today=today)
    counted = period.cut(today)
    periods = counted, counted.a_year_before(), _twelve_months(counted)
    earlier = earlier_of(session, audience, viewer=viewer, today=today)
    asked = Asked(audience, periods, unit.deadline_days, lists, cuts_of(earlier, periods))
    pieces = pieces_of(session, asked, viewer=viewer, today=today)
    sums = sums_of(session, asked, pieces, viewer=viewer, today=today)
    figures = month_figures(session, counted, viewer=viewer, today=today)
    areas = areas_in(session, period, viewer=viewer, today=today, audience=audience)
    own = own_card(session, viewer=viewer, today=today)
    written = texts_of(session, period.code, audience, viewer=viewer, today=today)
    facts = Facts(
        _about(unit), period, *periods, today, viewer.name, viewer.role,
        edition=next_edition(session, period.code, audience, viewer=viewer, today=today),
        children=tuple(row.children for row in figures if row.children is not None),
        began=first_day(session, viewer=viewer, today=today),
        now=sums[0], last_year=sums[1], twelve=sums[2],
        uses=_uses(session, periods, sums, viewer=viewer, today=today),
        unlogged=unlogged_events(session, counted, viewer=viewer, today=today),
        work=work_in(session, counted, viewer=viewer, today=today),
        focus=tuple(area.effect for area in areas if area.effect is not None), areas=areas,
        routines=routines_on(session, counted, viewer=viewer, today=today),
        texts=written.texts, replaced=written.replaced, shared=written.shared, codebook=lists,
        card=own or shipped_card(), own_card=bool(own),
        disposed=not_counted(session, period, viewer=viewer, today=today),
        left=untransferred(session, period, viewer=viewer, today=today),
        risks=risk_counts(session, counted, viewer=viewer, today=today),
        audience=audience, limits=report_limits(session, viewer=viewer, today=today),
        changed=corrections(session, counted, audience, viewer=viewer, today=today),
    )  # fmt: skip
    return facts, earlier, pieces


def _about(unit: UnitRow) -> About:
    return About(
        unit.name, unit.kind, unit.ownership, unit.org_number, unit.staff_years, unit.threshold, unit.deadline_days
    )


def _twelve_months(counted: Period) -> Period:
    start = Period(counted.after, counted.after + timedelta(days=1)).a_year_before().first
    return Period(min(start, counted.first), counted.after)


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
