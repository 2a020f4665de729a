"""What there was in the three periods of a report, counted as its recipient may have it counted; nothing hidden yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.count_queries import handling
from ikdesk.incidents.piece_queries import POTENTIAL, Counting, piece_sums
from ikdesk.kernel.codes import Codebook, Entry
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.reports.audience_model import PROFILES, Audience
from ikdesk.reports.earlier_model import Piece
from ikdesk.reports.facts_model import MERGED, REST, Handled, Stay, Sums
from ikdesk.unit.model import Department
from ikdesk.unit.queries import attendance, codebook

ATTRIBUTES = ("kind", "severity", "place", "mechanism", "activity", "routine_status", "month")
_MORE = ("treatment", "department", "time", "work_when")  # where they are asked for
REGISTER = ("kind", "severity", "place", "month", "work_when")  # of the staff register
DEPARTMENTS = 3  # with fewer, nothing is told by department
PLACE_KIND, CROSS = "place_kind", "cross"
_REST_LABELS = {
    "place": {"nb": "Andre steder", "nn": "Andre stader", "en": "Other places"},
    "activity": {"nb": "Andre aktiviteter", "nn": "Andre aktivitetar", "en": "Other activities"},
    "mechanism": {"nb": "Andre måter", "nn": "Andre måtar", "en": "Other ways"},
    "treatment": {"nb": "Annen behandling", "nn": "Anna behandling", "en": "Other treatment"},
}
_SHORTENED = ("measure_kind", "responsible_role")
_MERGED_LABEL = {"nb": "Annet", "nn": "Anna", "en": "Other"}
_NO_HANDLING = Handled(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted."""

    audience: Audience
    periods: tuple[Period, Period, Period]  # the days counted, the same a year before, and twelve months
    deadline: int  # days from told to closed
    lists: Codebook  # as ``upward`` gives it
    cuts: tuple[date, ...] = ()  # more days that pieces begin with


def pieces_of(session: Session, asked: Asked, *, viewer: Viewer, today: date) -> tuple[Piece, ...]:
    """The numbers of all days of the three periods, cut where one of them begins or ends; in one statement.

    Args:
        asked: what is counted.
    """
    viewer.may(Right.EXPORT)
    bounds = {*asked.cuts, *(day for period in asked.periods for day in (period.first, period.after))}
    cuts = sorted(bounds)
    if len(cuts) < 2:
        return ()
    names, open_today = _departments(session, today)
    found = piece_sums(session, cuts, _counting(asked, open_today), viewer=viewer, today=today)
    return tuple(
        Piece(first, after, _told(by, asked, names))
        for first, after, by in zip(cuts[:-1], cuts[1:], found, strict=True)
    )  # fmt: skip


def sums_of(
    session: Session, asked: Asked, pieces: Sequence[Piece], *, viewer: Viewer, today: date
) -> tuple[Sums, Sums, Sums]:
    """What there was in the days counted, the same days a year before, and the twelve months.

    Args:
        asked: what is counted.
        pieces: as ``pieces_of`` gives them.
    """
    viewer.may(Right.EXPORT)
    now, last_year, twelve = (
        _sums(session, asked, period, _within(pieces, period), viewer=viewer, today=today) for period in asked.periods
    )
    return now, last_year, twelve


def upward(session: Session, audience: Audience, *, viewer: Viewer, today: date) -> Codebook:
    """The unit's code lists as they may go upward, with a line for what is merged and for the rest of a table.

    Args:
        audience: who they are for.
    """
    viewer.may(Right.EXPORT)
    lists = codebook(session, viewer=viewer, today=today)
    kinds = dict(lists.lists["event_type"])
    if PROFILES[audience].merged:
        kinds = {code: entry for code, entry in kinds.items() if entry.more.get("upward") != MERGED}
        kinds[MERGED] = Entry(MERGED, _MERGED_LABEL)
    grades = {
        code: Entry(code, {tongue: f"{code} {label}" for tongue, label in entry.labels.items()}, more=entry.more)
        for code, entry in lists.lists["severity"].items()
    }
    others = {
        name: {**lists.lists[name], REST: Entry(REST, labels)} for name, labels in _REST_LABELS.items()
        if name in lists.lists
    }  # fmt: skip
    names = dict.fromkeys(_departments(session, today)[0].values())
    departments = {"department": {name: Entry(name, {"nb": name}) for name in names}}
    short = {name: _short(lists, name) for name in _SHORTENED}
    own = {"event_type": kinds, "severity": grades}
    return Codebook({**lists.lists, **others, **departments, **short, **own})


_DEPARTMENTS = select(Department.id, Department.name, Department.followed_by_id, Department.closed_from).where(
    Department.withdrawn_at.is_(None)
).order_by(Department.position, Department.name)  # fmt: skip


def _departments(session: Session, today: date) -> tuple[dict[str, str], int]:
    """What each department is called today, by its key, also where it became another; and how many there are."""
    rows = {key: (name, later, closed) for key, name, later, closed in session.execute(_DEPARTMENTS)}
    names: dict[str, str] = {}
    for key in rows:
        at, seen = key, {key}
        while (later := rows[at][1]) in rows and later not in seen:
            at = later
            seen.add(at)
        names[str(key)] = rows[at][0]
    return names, sum(closed is None or closed > today for _name, _later, closed in rows.values())


def _short(lists: Codebook, name: str) -> dict[str, Entry]:
    """A list without what stands in brackets: a table has no room for it."""
    return {
        code: Entry(code, {tongue: label.split(" (")[0] for tongue, label in entry.labels.items()}, more=entry.more)
        for code, entry in lists.lists.get(name, {}).items()
    }


def _counting(asked: Asked, departments: int) -> Counting:
    parts = PROFILES[asked.audience].parts
    if "staff" in parts:
        return Counting(REGISTER, register=True)
    attributes = [*ATTRIBUTES, "treatment", POTENTIAL]
    if departments >= DEPARTMENTS:
        attributes.append("department")
    if "crosses" in parts:
        attributes.append(PLACE_KIND)
    if "times" in parts:
        attributes.append("time")
    seen_to = [code for code, one in asked.lists.lists["treatment"].items() if one.more.get("professional")]
    return Counting(tuple(attributes), tuple(reversed(seen_to)))


def _told(by: Mapping[str, Mapping[str, int]], asked: Asked, names: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """The same with the codes a report has: departments by their name, and kinds it does not tell as one."""
    told = {what: dict(numbers) for what, numbers in by.items() if what != PLACE_KIND}
    kinds = asked.lists.lists["event_type"]
    told["kind"] = _moved(by["kind"], lambda code: code if code in kinds else MERGED)
    if "department" in by:
        told["department"] = _moved(by["department"], lambda code: names.get(code, ""))
    if PLACE_KIND in by:
        told[CROSS] = _moved(by[PLACE_KIND], lambda code: _crossed(code, kinds))
    return told


def _crossed(code: str, kinds: Mapping[str, Entry]) -> str:
    place, kind = code.split(" ")
    return f"{place} {kind if kind in kinds else MERGED}"


def _moved(numbers: Mapping[str, int], become: Callable[[str], str]) -> dict[str, int]:
    out: Counter[str] = Counter()
    for code, number in numbers.items():
        out[become(code)] += number
    return dict(out)


def _within(pieces: Sequence[Piece], period: Period) -> dict[str, dict[str, int]]:
    """The numbers of a period."""
    found: dict[str, Counter[str]] = {}
    for piece in pieces:
        inside = period.first <= piece.first and piece.after <= period.after
        for what, numbers in piece.by.items():
            counter = found.setdefault(what, Counter())
            if inside:
                counter.update(numbers)
    return {what: dict(numbers) for what, numbers in found.items()}


def _sums(
    session: Session, asked: Asked, period: Period, by: dict[str, dict[str, int]], *, viewer: Viewer, today: date
) -> Sums:
    handled = _NO_HANDLING
    if "handling" in PROFILES[asked.audience].parts:
        found = handling(session, period, asked.deadline, viewer=viewer, today=today)
        handled = Handled(**asdict(found))
    stay = attendance(session, period, viewer=viewer, today=today)
    potential = sum(by.pop(POTENTIAL, {}).values())
    crossed = by.pop(CROSS, {})
    everything: dict[str, dict[str, int]] = {what: {} for what in (*ATTRIBUTES, *_MORE)}
    return Sums(
        sum(by["kind"].values()) if by else 0, {**everything, **by}, handled,
        Stay(stay.days, stay.missing, stay.estimated), potential,
        {(place, kind): n for code, n in crossed.items() for place, kind in [code.split(" ")]},
    )  # fmt: skip
