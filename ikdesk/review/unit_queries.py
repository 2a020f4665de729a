"""What is left undone about routines, places, equipment, focus areas and meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, and_, case, cast, func, literal, or_, select, type_coerce
from sqlalchemy.sql.selectable import Select

from ikdesk.focus.model import FocusArea
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.meetings.model import Meeting
from ikdesk.review.model import Rule
from ikdesk.review.row_queries import row_of
from ikdesk.routines.queries import overdue_question
from ikdesk.unit.equipment_model import Equipment, EquipmentEvent, Looked
from ikdesk.unit.equipment_row_model import MENDS
from ikdesk.unit.model import ExposureDay, Place, Season, SeasonTotal
from ikdesk.unit.season_model import season_around

_FIXED = (Season.WINTER, Season.SUMMER, Season.ALL_YEAR)


def unit_rules(viewer: Viewer, today: date) -> list[Select[*tuple[Any, ...]]]:
    """The questions about all but incidents and measures, one for each rule.

    Args:
        viewer: who asks.
        today: the day it is.
    """
    viewer.may(Right.READ)
    questions = [_routines(viewer, today), _places(viewer, today), *_focus(today)]
    if Right.HANDLE in viewer.rights:
        questions += [_days(today), _meetings(today)]
    if Right.SET_UP in viewer.rights:
        questions += _equipment(today)
    return questions


def _routines(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    late = overdue_question(viewer, today, 0).order_by(None).subquery("late")
    return row_of(Rule.ROUTINE_LATE, late.c.id, number=late.c.number, title=late.c.title, day=late.c.review_due)


def _places(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    """Places of a season where something happened and nobody has counted a day: nobody can say how often it happens."""
    first, after = _season(today)
    happened = (
        select(func.count()).select_from(Incident).where(
            Incident.place_id == Place.id, Incident.occurred_on >= first, Incident.occurred_on < after,
            Incident.occurred_on <= today, Incident.status.not_in((Status.WITHDRAWN, Status.UNCONFIRMED)),
            visible(viewer),
        ).correlate(Place).scalar_subquery()
    )  # fmt: skip
    day = select(ExposureDay.id).where(
        ExposureDay.place_id == Place.id, ExposureDay.day >= first, ExposureDay.day < after,
        ExposureDay.withdrawn_at.is_(None),
    ).correlate(Place).exists()  # fmt: skip
    total = select(SeasonTotal.id).where(
        SeasonTotal.place_id == Place.id, SeasonTotal.first < after, SeasonTotal.last >= first,
        SeasonTotal.withdrawn_at.is_(None),
    ).correlate(Place).exists()  # fmt: skip
    page = case((Place.logged, "exposure"), else_="places")
    return row_of(Rule.PLACE_NO_DAYS, Place.id, title=Place.name, count=happened, page=page).where(
        Place.withdrawn_at.is_(None), or_(Place.closed_from.is_(None), Place.closed_from > today),
        or_(Place.logged, Place.season != Season.ALL_YEAR), happened > 0, ~day, ~total,
    )  # fmt: skip


def _season(today: date) -> tuple[ColumnElement[date], ColumnElement[date]]:
    """The first day of the season a place is in, or was in last, and the first day after it."""
    known = {season: season_around(season, today).period for season in _FIXED}
    begun = literal(today.year) - case((Place.season_from > today.month, 1), else_=0)
    own = func.printf("%04d-%02d-01", begun, Place.season_from)
    months = (Place.season_to - Place.season_from + 12) % 12 + 1
    ends = func.date(own, func.printf("+%d months", cast(months, Integer)))

    def of(which: str, else_: Any) -> ColumnElement[date]:
        fixed = ((Place.season == season, getattr(period, which).isoformat()) for season, period in known.items())
        return type_coerce(case(*fixed, else_=else_), Date)

    return of("first", own), of("after", ends)


def _days(today: date) -> Select[*tuple[Any, ...]]:
    """Days somebody wrote down on the lock screen: one line for each place."""
    return row_of(
        Rule.DAYS_UNCONFIRMED, Place.id, title=Place.name, day=func.min(ExposureDay.day), count=func.count()
    ).select_from(ExposureDay).join(Place, Place.id == ExposureDay.place_id).where(
        ExposureDay.confirmed.is_(False), ExposureDay.withdrawn_at.is_(None), ExposureDay.day <= today
    ).group_by(Place.id, Place.name)  # fmt: skip


def _equipment(today: date) -> list[Select[*tuple[Any, ...]]]:
    """Equipment in use where a fault was found that nobody has mended since, and what should have been checked."""
    in_use = or_(Equipment.out_of_use.is_(None), Equipment.out_of_use > today)
    done = and_(
        EquipmentEvent.equipment_id == Equipment.id, EquipmentEvent.withdrawn_at.is_(None), EquipmentEvent.day <= today,
        EquipmentEvent.what.in_((Looked.FAULT, *MENDS)),
    )  # fmt: skip

    def latest(column: Any) -> Any:
        newest = (EquipmentEvent.day.desc(), EquipmentEvent.id.desc())
        return select(column).where(done).order_by(*newest).limit(1).correlate(Equipment).scalar_subquery()

    def ask(rule: Rule, day: Any) -> Select[*tuple[Any, ...]]:
        question = row_of(rule, Equipment.id, title=Equipment.name, place=Place.name, day=day).select_from(Equipment)
        return question.outerjoin(Place, Place.id == Equipment.place_id).where(Equipment.withdrawn_at.is_(None), in_use)

    return [
        ask(Rule.EQUIPMENT_FAULT, latest(EquipmentEvent.day)).where(latest(EquipmentEvent.what) == Looked.FAULT),
        ask(Rule.EQUIPMENT_LATE, Equipment.next_check).where(Equipment.next_check < today),
    ]


def _focus(today: date) -> list[Select[*tuple[Any, ...]]]:
    chosen = and_(
        FocusArea.withdrawn_at.is_(None), FocusArea.closed_on.is_(None), FocusArea.chosen_on <= today
    )
    name = func.coalesce(func.nullif(FocusArea.title, ""), Place.name, Equipment.name)
    codes = case((FocusArea.activity.is_not(None), "activity"), else_="mechanism")

    def ask(rule: Rule, met: ColumnElement[bool], **told: Any) -> Select[*tuple[Any, ...]]:
        code = func.coalesce(FocusArea.activity, FocusArea.mechanism)
        question = row_of(rule, FocusArea.id, title=name, code=code, codes=codes, **told).select_from(FocusArea)
        named = question.outerjoin(Place, Place.id == FocusArea.place_id)
        return named.outerjoin(Equipment, Equipment.id == FocusArea.equipment_id).where(chosen, met)

    return [
        ask(Rule.FOCUS_LATE, FocusArea.next_look < today, day=FocusArea.next_look),
        ask(Rule.FOCUS_NO_LOOK, FocusArea.next_look.is_(None)),
    ]


def _meetings(today: date) -> Select[*tuple[Any, ...]]:
    """The day has passed, and nothing that was said has become a measure."""
    return row_of(Rule.MEETING_OPEN, Meeting.id, title=Meeting.title, day=Meeting.day).where(
        Meeting.withdrawn_at.is_(None), Meeting.ended_at.is_(None), Meeting.day < today
    )
