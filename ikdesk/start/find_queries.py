"""What Ctrl+K asks the file: the few best of each kind, each only as far as whoever asks may see it.

What is searched in an incident is its number, what was told, what was done, the follow-up, the notes, and the name of
its place. Initials of children are not: what is about one child is found under «Personvern», where it is written down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, String, Uuid, bindparam, case, func, literal, select, type_coerce, union_all
from sqlalchemy.orm import Session

from ikdesk.focus.model import FocusArea
from ikdesk.incidents.case_model import CaseNote
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import STANDING, known_by
from ikdesk.incidents.visible_queries import HIDDEN, READERS, seen_whole, visible, written_by_the_reporter
from ikdesk.kernel.page import Cut
from ikdesk.kernel.search import as_match, excerpt, has_all, has_any, marks_in, newest_matching, words_in
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, language, short_date
from ikdesk.measures.model import Measure
from ikdesk.measures.status_queries import seen_by
from ikdesk.risks.model import Hazard, RiskAssessment
from ikdesk.routines.model import RoutineVersion
from ikdesk.routines.queries import RoutineFilter, RoutineName, routine_names, routine_page
from ikdesk.start.find_model import EACH, Sort, Thing, number_in
from ikdesk.unit.contact_model import Contact
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import CodeEntry, Place

LEAST = 2  # letters in the longest word, or it is no search; a number may be shorter
YEARS = 15  # a number without its year is looked for so far back
LOOKED_AT = 1000  # of more that match, those that were written last are looked at, and the newest of them shown
_OTHERS_AT = 60  # the same for all the rest
_FAR = 20_000  # the same for somebody who sees few of them
_VIEWERS = 16  # whose questions are kept: building one takes longer than asking it
_TEXTS = ("story", "done_at_once", "handling", "prevent_said")
_BEFORE = {"handling": _("Oppfølging"), "prevent_said": _("Forslag")}
_NOTE, _MEASURE, _VERSION = CaseNote.__tablename__, Measure.__tablename__, RoutineVersion.__tablename__
_FOUND = newest_matching(_OTHERS_AT, _NOTE, _MEASURE, _VERSION).subquery()
_OTHERS = select(_FOUND.c.kind, type_coerce(_FOUND.c.key, String))
Keys = Mapping[str, list[str]]  # as they stand in the file: most are only handed on


def find(session: Session, typed: str, *, viewer: Viewer, today: date) -> tuple[Thing, ...]:
    """The best that what was typed finds of each kind, kind by kind; nothing of what the viewer may not see.

    Args:
        typed: words in any order, or the number of an incident.
    """
    words = words_in(typed)
    if not words or (len(max(words, key=len)) < LEAST and not words[0].isdigit()):
        return ()
    found: list[Thing] = []
    leads = Right.READ in viewer.rights
    told = {"language": language()}
    others, few = (_others(session, words), session.connection().execute(_FEW, told).all()) if leads else ({}, [])
    if not viewer.rights.isdisjoint(READERS):
        found += _incidents(_Asked(session, typed, words, viewer, today), others, few)
    if leads:
        found += [*_measures(session, words, others, viewer, today), *_few(few, words)]
    if Right.READ_ROUTINES in viewer.rights:
        found += _routines(session, words, others, viewer, today)
    return tuple(found)


def _plain(key: Any) -> Any:
    """A key as it stands in the file."""
    return type_coerce(key, String)


def _others(session: Session, words: list[str]) -> Keys:
    """The keys of what matches beside incidents, by kind; one look at the index for them all."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind, key in session.connection().execute(_OTHERS, {"wanted": as_match(words)}).all():
        found[kind].append(key)
    return found


def _named(what: Any, name: Any, *same: Any) -> Any:
    """What something a focus area is about is called."""
    return select(name).where(what, *same).correlate(FocusArea).scalar_subquery()


_LABEL = func.coalesce(func.nullif(case(
    (bindparam("language") == "nn", CodeEntry.nn), (bindparam("language") == "en", CodeEntry.en), else_=""
), ""), CodeEntry.nb)  # fmt: skip
_FOCUS_NAME = func.coalesce(
    func.nullif(FocusArea.title, ""), _named(Place.id == FocusArea.place_id, Place.name),
    _named(Equipment.id == FocusArea.equipment_id, Equipment.name),
    *(_named(CodeEntry.code == code, _LABEL, CodeEntry.list_name == name)
      for name, code in (("activity", FocusArea.activity), ("mechanism", FocusArea.mechanism))), "",
)  # fmt: skip
_HAZARDS = func.coalesce(select(func.group_concat(Hazard.title, literal(" · "))).where(
    Hazard.assessment_id == RiskAssessment.id, Hazard.withdrawn_at.is_(None)
).correlate(RiskAssessment).scalar_subquery(), "")
# what there are few of, in one question: their words are looked at here
_FEW: Any = union_all(
    select(
        literal("place").label("sort"), type_coerce(Place.id, String).label("id"), Place.name.label("name"),
        literal("").label("more"), literal("").label("code"), Place.order_key.label("placed"),
    ).where(Place.withdrawn_at.is_(None)),
    select(
        literal("equipment"), type_coerce(Equipment.id, String), Equipment.name, Equipment.mark, Equipment.kind,
        Equipment.order_key,
    ).where(Equipment.withdrawn_at.is_(None)),
    select(
        literal("contact"), type_coerce(Contact.id, String), Contact.name, Contact.phone, Contact.role, Contact.name,
    ).where(Contact.withdrawn_at.is_(None)),
    select(
        literal("focus"), type_coerce(FocusArea.id, String), _FOCUS_NAME, FocusArea.problem, literal(""), _FOCUS_NAME,
    ).where(FocusArea.withdrawn_at.is_(None)),
    select(
        literal("risk"), type_coerce(RiskAssessment.id, String), RiskAssessment.title, _HAZARDS, literal(""),
        RiskAssessment.title,
    ).where(RiskAssessment.withdrawn_at.is_(None)),
).order_by("placed")  # fmt: skip
_LISTS = {"equipment": "equipment_kind", "contact": "contact_role"}


def _few(rows: Sequence[Any], words: list[str]) -> Iterator[Thing]:
    found = [row for row in rows if has_all(f"{row.name} {row.more}", words)]
    for sort in (Sort.FOCUS, Sort.RISK, Sort.EQUIPMENT, Sort.PLACE, Sort.CONTACT):
        name = sort.name.lower()
        for row in [row for row in found if row.sort == name][:EACH]:
            code = (_LISTS[name], str(row.code)) if row.code and name in _LISTS else ("", "")
            marks = marks_in(row.name, words), marks_in(row.more, words)
            yield Thing(sort, Key(row.id), row.name, row.more, *marks, code)


class _Asked:
    """Asks for incidents, one way after another, until there are enough."""

    def __init__(self, session: Session, typed: str, words: list[str], viewer: Viewer, today: date) -> None:
        self.words, self.rows = words, dict[Key, Any]()
        self._session, self._typed, self._so = session, typed, (viewer, today)
        self._told = written_by_the_reporter(viewer, typed)

    @property
    def enough(self) -> bool:
        """Whether no more are shown."""
        return len(self.rows) >= EACH

    def numbered(self) -> None:
        """Those with this number."""
        number = number_in(self._typed)
        if number is not None:
            today = self._so[1]
            years = [number[0]] if number[0] else list(range(today.year, today.year - YEARS, -1))
            self._add(_numbered(*self._so), {"years": years, "running": number[1]})

    def told(self, *, whole: bool) -> None:
        """Those that hold the words, or words that begin so."""
        self._add(_matching(*self._so), {"wanted": as_match(self.words, whole=whole)})

    def noted(self, notes: list[str]) -> None:
        """Those with one of these notes."""
        if notes:
            self._add(_noted(*self._so), {"notes": notes})

    def at_places(self, few: Sequence[Any]) -> None:
        """Those where some of the words name the place, and the others stand in what happened there."""
        for row in () if self.enough else few:
            if row.sort == "place" and has_any(row.name, self.words) and not self.enough:
                others = [word for word in self.words if not has_all(row.name, [word])]
                wanted = {"place": Key(row.id), **({"wanted": as_match(others)} if others else {})}
                self._add(_at_place(*self._so, any_words=bool(others)), wanted)

    def _add(self, question: Select[*tuple[Any, ...]], wanted: dict[str, Any]) -> None:
        if not self.enough:
            asked = question.where(*self._told) if self._told else question
            rows = self._session.connection().execute(asked, wanted).all()
            self.rows |= {row.id: row for row in rows if row.id not in self.rows}


def _incidents(asked: _Asked, others: Keys, few: Sequence[Any]) -> list[Thing]:
    """By number first; then what holds the words as they are; then what holds words that begin so."""
    asked.numbered()
    asked.told(whole=True)
    asked.told(whole=False)
    asked.noted(others.get(_NOTE, []))
    asked.at_places(few)
    return [_told(row, asked.words) for row in list(asked.rows.values())[:EACH]]


@lru_cache(_VIEWERS)
def _newest(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    """What is shown of an incident."""
    columns = (
        Incident.id, Incident.number, Incident.occurred_on, Place.name.label("place"), Incident.kind,
        Incident.restricted, seen_whole(viewer).label("whole"), *(getattr(Incident, name) for name in _TEXTS),
    )  # fmt: skip
    question = select(*columns).join(Place, Place.id == Incident.place_id)
    seen = question.where(visible(viewer), STANDING, *known_by(today))
    return seen.order_by(Incident.occurred_on.desc(), Incident.id.desc()).limit(EACH)


@lru_cache(_VIEWERS)
def _numbered(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    wanted = Incident.year.in_(bindparam("years", expanding=True)), Incident.running == bindparam("running")
    return _newest(viewer, today).where(*wanted)


@lru_cache(_VIEWERS)
def _matching(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    looked_at = LOOKED_AT if Right.READ in viewer.rights else _FAR
    keys = newest_matching(looked_at, Incident.__tablename__).subquery()
    return _newest(viewer, today).where(Incident.id.in_(select(keys.c.key)))


@lru_cache(_VIEWERS)
def _at_place(viewer: Viewer, today: date, *, any_words: bool) -> Select[*tuple[Any, ...]]:
    question = _matching(viewer, today) if any_words else _newest(viewer, today)
    return question.where(Incident.place_id == bindparam("place", type_=Uuid()))


@lru_cache(_VIEWERS)
def _noted(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    keys = _plain(CaseNote.id).in_(bindparam("notes", expanding=True))
    noted = select(CaseNote.incident_id).where(keys, CaseNote.withdrawn_at.is_(None))
    return _newest(viewer, today).where(seen_whole(viewer), Incident.id.in_(noted))


def _told(row: Any, words: Sequence[str]) -> Thing:
    about, code = f"{row.number} · {short_date(row.occurred_on)} · {row.place}", ("event_type", str(row.kind))
    marks = marks_in(about, words)
    if row.restricted:
        return Thing(Sort.INCIDENT, row.id, str(HIDDEN), about, (), marks, code, bool(row.whole))
    texts = {name: getattr(row, name) or "" for name in (_TEXTS if row.whole else _TEXTS[:2])}
    name = next((one for one, said in texts.items() if said and has_any(said, words)), "story")
    said, hits = excerpt(texts[name], words)
    before = f"{_BEFORE[name]}: " if name in _BEFORE else ""
    hits = tuple((start + len(before), length) for start, length in hits)
    return Thing(Sort.INCIDENT, row.id, before + said, about, hits, marks, code, bool(row.whole))


def _measures(session: Session, words: list[str], others: Keys, viewer: Viewer, today: date) -> list[Thing]:
    if not others.get(_MEASURE):
        return []
    rows = session.connection().execute(_measured(viewer, today), {"keys": others[_MEASURE]})
    best = sorted(rows, key=lambda row: not has_all(row.title, words))[:EACH]
    return [_thing(Sort.MEASURE, row, _("Tiltak {n}").format(n=row.number), row.name or "", words) for row in best]


@lru_cache(_VIEWERS)
def _measured(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    question = select(Measure.id, Measure.number, Measure.title, Place.name).outerjoin(
        Place, Place.id == Measure.place_id
    ).where(_plain(Measure.id).in_(bindparam("keys", expanding=True)))  # fmt: skip
    return seen_by(viewer, question, today).order_by(Measure.number.desc()).limit(2 * EACH)


def _routines(session: Session, words: list[str], others: Keys, viewer: Viewer, today: date) -> list[Thing]:
    """Whoever does not lead gets what holds; what is written of drafts is not told by looking for it."""
    so: Any = {"viewer": viewer, "today": today}
    rows: Sequence[RoutineName | Any] = ()
    if Right.READ not in viewer.rights:
        wanted = RoutineFilter(words=" ".join(words))
        rows = routine_page(session, wanted, Cut(0, 4 * EACH, "number", descending=False), **so).rows
    elif others.get(_VERSION):
        rows = routine_names(session, saying=others[_VERSION], **so)
    best = sorted(rows, key=lambda row: not has_all(row.title, words))[:EACH]
    return [
        _thing(Sort.ROUTINE, row, _("Rutine {n}").format(n=row.number), row.status.label, words) for row in best
    ]  # fmt: skip


def _thing(sort: Sort, row: Any, number: str, more: str, words: Sequence[str]) -> Thing:
    said = " · ".join(part for part in (number, more) if part)
    return Thing(sort, row.id, row.title, said, marks_in(row.title, words), marks_in(said, words))
