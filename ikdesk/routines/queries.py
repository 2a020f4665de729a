"""Questions about routines: the list, one of them with all its versions, and which must be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import STANDING, known_by
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.base import Code, fields_of
from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Cut, Page
from ikdesk.kernel.search import matching
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.routines.model import Routine, RoutineStatus, RoutineVersion
from ikdesk.routines.version_queries import VersionRow, versions_of
from ikdesk.unit.model import Place

FIRST = Cut(sort="")  # the first page in the usual order
IN_FORCE = (RoutineStatus.VALID, RoutineStatus.UNDER_REVISION)
HELD = ("followed", "unknown")  # what an incident says of a routine that did not fail, as far as anybody knows


class RoutineGroup(Enum):
    """Which routines a list shows."""

    IN_USE = "in_use"
    DRAFTS = "drafts"
    TO_REVIEW = "to_review"
    COMING = "coming"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class RoutineFilter:
    """Which routines are wanted; what is None does not matter."""

    group: RoutineGroup | None = None  # None: all but those that are retired
    words: str = ""


@dataclass(frozen=True, slots=True)
class RoutineRow:
    """One line in the list of routines."""

    id: Key
    number: int
    title: str
    role: Code | None
    place: str
    status: RoutineStatus  # on the day
    valid_from: date | None
    review_due: date | None
    incidents: int  # that show that it failed: broken, missing or not good enough
    days_left: int | None  # until it is to be looked at again; negative when that day has passed

    @property
    def overdue(self) -> bool:
        """Whether it holds and should have been looked at."""
        return self.status in IN_FORCE and self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class RoutineDetail:
    """One routine, whole."""

    id: Key
    number: int
    title: str
    place_id: Key | None
    place: str
    status: RoutineStatus  # on the day
    retired_why: str
    retired_on: date | None
    days_left: int | None
    versions: tuple[VersionRow, ...]  # newest first
    incidents: tuple[tuple[Code | None, int], ...]  # how it went, and how often

    @property
    def draft(self) -> VersionRow | None:
        """What is being written, if anything is."""
        return next((row for row in self.versions if row.status is RoutineStatus.DRAFT), None)

    @property
    def shown(self) -> VersionRow:
        """The version people read: the one that holds (or held last), else one that comes, else the draft."""
        held = (row for row in self.versions if row.status in {RoutineStatus.VALID, RoutineStatus.RETIRED})
        coming = (row for row in reversed(self.versions) if row.status is RoutineStatus.COMING)
        return next(held, None) or next(coming, None) or self.versions[0]


@dataclass(frozen=True, slots=True)
class RoutineName:
    """A routine as a list to choose from shows it."""

    id: Key
    number: int
    title: str
    status: RoutineStatus


@dataclass(frozen=True, slots=True)
class RoutineStates:
    """How many routines stand where on a day."""

    in_use: int  # hold on the day
    in_time: int  # of those: are to be looked at on the day or later
    past: int  # of those: should have been looked at
    undated: int  # of those: nobody has said when
    drafts: int  # have a draft; some of them hold meanwhile
    coming: int
    retired: int


LIST_FIELDS = (
    Field("number", _("Nr."), int),
    Field("title", _("Rutine")),
    *fields_of(RoutineVersion, "role"),
    Field("place", _("Sted")),
    Field("status", _("Status"), RoutineStatus),
    Field("review_due", _("Ses på igjen"), date),
    Field("incidents", _("Sviktet"), int),
)
_SHOWN = aliased(RoutineVersion, name="shown")
_STANDS = Routine.withdrawn_at.is_(None)
_ALWAYS = true()
_DAYS = 4  # questions that only depend on the day are built once: it takes longer than to ask them
_PAGES = 16  # and so are the last pages that were asked for


def routine_page(
    session: Session, wanted: RoutineFilter, cut: Cut = FIRST, *, viewer: Viewer, today: date
) -> Page[RoutineRow]:
    """A page of the routines, and how many there are in all; who may not see incidents gets those that hold.

    Args:
        wanted: which ones.
        cut: which part, and the column of ``LIST_FIELDS`` to sort by; "" puts those to be looked at first.
    """
    question, counted = _page_questions(wanted, cut, viewer, today)
    rows, total = session.execute(question), session.scalar(counted)
    return Page([_row(row, today) for row in rows], int(total or 0))


@lru_cache(_PAGES)
def _page_questions(wanted: RoutineFilter, cut: Cut, viewer: Viewer, today: date) -> tuple[Any, Any]:
    """For the rows and for how many there are; a list asks the same again whenever something changed."""
    question = _seen_by(viewer, today).where(*_clauses(wanted, today, whole=Right.READ in viewer.rights))
    counted = select(func.count()).select_from(question.subquery())
    return question.order_by(*_order(cut, today)).offset(cut.first).limit(cut.size), counted


def overdue_routines(session: Session, within: int = 0, *, viewer: Viewer, today: date) -> list[RoutineRow]:
    """The routines that hold and should have been looked at, the longest overdue first.

    Args:
        within: also those whose day comes in fewer than so many days.
    """
    viewer.may(Right.READ)
    return [_row(row, today) for row in session.execute(overdue_question(viewer, today, within))]


@lru_cache(_DAYS)
def overdue_question(viewer: Viewer, today: date, within: int | None) -> Any:
    """The routines that hold and should have been looked at, as a question that others are built of.

    Args:
        viewer: who asks.
        today: the day it is.
        within: also those whose day comes in fewer than so many days; None: all that hold.
    """
    due = _ALWAYS if within is None else _SHOWN.review_due < today + timedelta(days=within)
    question = _listed(today, counted=visible(viewer)).where(_state(today).in_(IN_FORCE), due)
    return question.order_by(_SHOWN.review_due, Routine.number)


def routine_states(session: Session, *, viewer: Viewer, today: date) -> RoutineStates:
    """How many routines stand where on a day."""
    viewer.may(Right.READ)
    return RoutineStates(*(int(number) for number in session.execute(_sums(today)).one()))


@lru_cache(_DAYS)
def _sums(today: date) -> Any:
    state, review = _state(today), _SHOWN.review_due
    holds = state.in_(IN_FORCE)

    def times(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)

    columns = (
        times(holds), times(holds, review >= today), times(holds, review < today), times(holds, review.is_(None)),
        times(_has_draft()), times(state == RoutineStatus.COMING), times(state == RoutineStatus.RETIRED),
    )  # fmt: skip
    return select(*columns).select_from(Routine).join(_SHOWN, _SHOWN.id == _shown_key(today)).where(_STANDS)


def routine_names(
    session: Session, *, viewer: Viewer, today: date, retired: bool = False, saying: Sequence[str] | None = None
) -> list[RoutineName]:
    """The routines one may point at, by their number.

    Args:
        retired: also those that hold no more.
        saying: of these versions, by their keys as they stand in the file; whichever of them holds.
    """
    viewer.may(Right.READ)
    question = _named(today, retired=retired, some=saying is not None)
    rows = session.connection().execute(question, {} if saying is None else {"saying": saying})
    return [RoutineName(*row) for row in rows]


@lru_cache(_DAYS)
def _named(today: date, *, retired: bool, some: bool) -> Any:
    question = select(Routine.id, Routine.number, _SHOWN.title, _state(today)).join(
        _SHOWN, _SHOWN.id == _shown_key(today)
    )
    if not retired:
        question = question.where(_state(today) != RoutineStatus.RETIRED)
    if some:
        plain = type_coerce(RoutineVersion.id, String).in_(bindparam("saying", expanding=True))
        said = select(RoutineVersion.routine_id).where(plain, RoutineVersion.withdrawn_at.is_(None))
        question = question.where(Routine.id.in_(said))
    return question.where(_STANDS).order_by(Routine.number)


def routines_of_measure(session: Session, key: Key, *, viewer: Viewer, today: date) -> list[RoutineName]:
    """The routines that came of a measure, also in an earlier version or a draft, by their number."""
    viewer.may(Right.READ)
    came = select(RoutineVersion.routine_id).where(
        RoutineVersion.measure_id == key, RoutineVersion.withdrawn_at.is_(None)
    )
    keys = set(session.scalars(came))
    names = routine_names(session, viewer=viewer, today=today, retired=True) if keys else []
    return [row for row in names if row.id in keys]


def routine_detail(session: Session, key: Key, *, viewer: Viewer, today: date) -> RoutineDetail | None:
    """One routine with its versions and what was new in each; None if it is not there for the viewer.

    Somebody who may not see incidents gets what holds, and nothing of how it went.
    """
    found = session.execute(_seen_by(viewer, today).where(Routine.id == key)).first()
    if found is None:
        return None
    row = _row(found, today)
    routine = session.get_one(Routine, key)
    versions = versions_of(session, key, row.status, viewer=viewer, today=today)
    went = _how_it_went(session, key, viewer, today) if Right.READ in viewer.rights else ()
    return RoutineDetail(
        row.id, row.number, row.title, routine.place_id, row.place, row.status, routine.retired_why,
        routine.retired_on, row.days_left, versions, went,
    )  # fmt: skip


def _seen_by(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    """The routines this person may read, without a word of incidents for somebody who may not see those.

    Raises:
        Problem: this person may not read routines.
    """
    viewer.may(Right.READ_ROUTINES)
    if Right.READ in viewer.rights:
        return _listed(today, counted=visible(viewer))
    return _listed(today, counted=false()).where(_state(today).in_(IN_FORCE))


def _listed(today: date, counted: ColumnElement[bool] = _ALWAYS) -> Select[*tuple[Any, ...]]:
    failed = Incident.routine_status.not_in(HELD)
    met = (Incident.routine_id == Routine.id, failed, STANDING, *known_by(today))
    pointing = select(func.count()).where(counted, *met)
    columns = (
        Routine.id, Routine.number, _SHOWN.title, _SHOWN.role, Place.name, _state(today), _SHOWN.valid_from,
        _SHOWN.review_due, pointing.correlate(Routine).scalar_subquery().label("pointing"),
    )  # fmt: skip
    return (
        select(*columns).select_from(Routine).join(_SHOWN, _SHOWN.id == _shown_key(today))
        .outerjoin(Place, Place.id == Routine.place_id).where(_STANDS)
    )  # fmt: skip


def _row(found: Any, today: date) -> RoutineRow:
    key, number, title, role, place, status, valid_from, review, pointing = found
    left = None if review is None else (review - today).days
    return RoutineRow(key, number, title, role, place or "", status, valid_from, review, pointing, left)


def _clauses(wanted: RoutineFilter, today: date, *, whole: bool) -> list[ColumnElement[bool]]:
    """What a filter means.

    Args:
        whole: words are looked for in drafts, too.
    """
    state = _state(today)
    found = [{
        None: state != RoutineStatus.RETIRED,
        RoutineGroup.IN_USE: state.in_(IN_FORCE),
        RoutineGroup.DRAFTS: and_(_has_draft(), state != RoutineStatus.RETIRED),
        RoutineGroup.TO_REVIEW: and_(state.in_(IN_FORCE), _SHOWN.review_due < today),
        RoutineGroup.COMING: state == RoutineStatus.COMING,
        RoutineGroup.RETIRED: state == RoutineStatus.RETIRED,
    }[wanted.group]]  # fmt: skip
    keys = matching("routine_version", wanted.words)
    if keys is not None:
        hits = select(RoutineVersion.routine_id).where(
            RoutineVersion.id.in_(keys), RoutineVersion.withdrawn_at.is_(None),
            or_(RoutineVersion.id == _SHOWN.id, and_(literal(whole), RoutineVersion.status == RoutineStatus.DRAFT)),
        )  # fmt: skip
        found.append(Routine.id.in_(hits.correlate(_SHOWN)))
    return found


def _order(cut: Cut, today: date) -> list[Any]:
    overdue = case((and_(_state(today).in_(IN_FORCE), _SHOWN.review_due < today), 0), else_=1)
    sorts: dict[str, Any] = {
        "number": Routine.number, "title": _SHOWN.order_key, "role": _SHOWN.role, "place": Place.order_key,
        "status": _state(today), "valid_from": _SHOWN.valid_from, "review_due": _SHOWN.review_due,
        "incidents": literal_column("pointing"),
    }  # fmt: skip
    if not cut.sort:
        return [overdue, Routine.number]
    order = sorts[cut.sort]
    return [order.desc() if cut.descending else order.asc(), Routine.number]


def _approved_by(today: date, versions: Any) -> list[ColumnElement[bool]]:
    """Holds, or has held, on a day."""
    return [versions.withdrawn_at.is_(None), versions.status != RoutineStatus.DRAFT, versions.valid_from <= today]


def _shown_key(today: date) -> Any:
    """The key of the version people read: the newest that holds, else the first that comes, else the draft."""
    version = aliased(RoutineVersion)
    draft = version.status == RoutineStatus.DRAFT
    held = and_(*_approved_by(today, version))
    return (
        select(version.id).where(version.routine_id == Routine.id, version.withdrawn_at.is_(None))
        .order_by(case((held, 0), (draft, 2), else_=1), case((held, -version.edition), else_=version.edition))
        .limit(1).correlate(Routine).scalar_subquery()
    )  # fmt: skip


def _has_draft() -> ColumnElement[bool]:
    version = aliased(RoutineVersion)
    return exists().where(
        version.routine_id == Routine.id, version.withdrawn_at.is_(None), version.status == RoutineStatus.DRAFT
    ).correlate(Routine)  # fmt: skip


def _state(today: date) -> ColumnElement[RoutineStatus]:
    """Where a routine stands on a day; its shown version must be joined."""
    retired = and_(
        Routine.status == RoutineStatus.RETIRED, or_(Routine.retired_on.is_(None), Routine.retired_on <= today)
    )
    holds = and_(*_approved_by(today, _SHOWN))

    def named(status: RoutineStatus) -> ColumnElement[RoutineStatus]:
        return literal(status, Routine.status.type)

    return case(
        (retired, named(RoutineStatus.RETIRED)),
        (and_(holds, _has_draft()), named(RoutineStatus.UNDER_REVISION)),
        (holds, named(RoutineStatus.VALID)),
        (_SHOWN.status == RoutineStatus.DRAFT, named(RoutineStatus.DRAFT)),
        else_=named(RoutineStatus.COMING),
    )


def _how_it_went(session: Session, key: Key, viewer: Viewer, today: date) -> tuple[tuple[Code | None, int], ...]:
    question = (
        select(Incident.routine_status, func.count())
        .where(Incident.routine_id == key, STANDING, visible(viewer), *known_by(today))
        .group_by(Incident.routine_status).order_by(func.count().desc(), Incident.routine_status)
    )  # fmt: skip
    return tuple((code, number) for code, number in session.execute(question))
