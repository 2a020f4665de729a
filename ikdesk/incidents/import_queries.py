"""What an import would do, found out without saving anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.import_model import INCIDENTS, Line
from ikdesk.incidents.import_plan_model import IncidentPreview, Plan, Source, Survey, UsePreview
from ikdesk.incidents.import_rows_model import Said, read_incident, source_of, split_in_two, text_of
from ikdesk.incidents.import_words_model import OwnPlace, Target, Words
from ikdesk.incidents.model import Incident
from ikdesk.kernel.base import new_key
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.unit.import_model import read_use
from ikdesk.unit.model import Department, ExposureDay, Place, Season, SeasonTotal
from ikdesk.unit.queries import codebook, departments, places

Tick = Callable[[int, int], None]
_AT_ONCE = 500  # values in one question to the file
_SLEDDING = "sledding_hill"


def plan_import(session: Session, source: Source, *, viewer: Viewer, today: date, tick: Tick | None = None) -> Plan:
    """What importing a log would do.

    Args:
        source: the log, from ``read_source``.
        tick: told how many lines are done, and of how many.

    Raises:
        Problem: the map names something that does not exist.
    """
    return survey(session, source, viewer=viewer, today=today, tick=tick).plan()


def survey(session: Session, source: Source, *, viewer: Viewer, today: date, tick: Tick | None = None) -> Survey:
    """Go through a log: what is new, what stands already, what is refused. Nothing is added to the session."""
    viewer.may(Right.HANDLE)
    gathered = Survey(source)
    known = _known(session, gathered, viewer, today)
    if source.layout.kind == INCIDENTS:
        _survey_incidents(session, gathered, known, tick)
    else:
        _survey_exposure(session, gathered, known, tick)
    return gathered


@dataclass(frozen=True, slots=True)
class _Known:
    """What the unit has, and what the log adds to it."""

    words: Words
    codebook: Codebook
    gathered: Survey
    departments: dict[str, Key]
    made: dict[str, Place]  # by standard kind
    position: int
    today: date

    def place_id(self, target: Target) -> Key:
        """The place's key; a kind of place the unit has not is made."""
        if target.key is not None:
            return target.key
        place = self.made.get(target.standard)
        if place is None:
            season = self.codebook.more("place", target.standard, "season") or "all_year"
            place = Place(
                id=new_key(), name=target.name, standard=target.standard, season=Season.of(season),
                logged=bool(self.codebook.more("place", target.standard, "exposure_nb")),
                position=self.position + len(self.made) + 1,
            )  # fmt: skip
            place.check(self.today)
            self.made[target.standard] = place
            self.gathered.places.append(place)
        return place.id

    def department_id(self, name: str) -> Key | None:
        """The department's key; one the unit has not is made.

        Raises:
            Invalid: it cannot be a name.
        """
        if not name:
            return None
        if name not in self.departments:
            department = Department(id=new_key(), name=name, position=len(self.departments) + 1)
            department.check(self.today)
            self.departments[name] = department.id
            self.gathered.departments.append(department)
        return self.departments[name]


def _known(session: Session, gathered: Survey, viewer: Viewer, today: date) -> _Known:
    book = codebook(session, viewer=viewer, today=today)
    rows = places(session, viewer=viewer, today=today, closed=True)
    own = [OwnPlace(p.id, p.name, p.standard, p.closed_from is None or p.closed_from > today) for p in rows]
    listed = departments(session, viewer=viewer, today=today, closed=True)
    # the open one of two with the same name is the one that is meant
    keys = {row.name: row.id for row in sorted(listed, key=lambda row: row.closed_from is None)}
    words = Words(book, own, keys, gathered.source.given)
    return _Known(words, book, gathered, keys, {}, len(rows), today)


def _survey_incidents(session: Session, gathered: Survey, known: _Known, tick: Tick | None) -> None:
    seen: Counter[str] = Counter()
    ready: list[tuple[Said, Incident]] = []
    running = _highest(session)
    defaults = gathered.source.given.defaults
    for done, line in enumerate(gathered.source.lines, 1):
        said = read_incident(line, known.words, defaults, known.today)
        incident = _incident(said, known)
        if incident is not None:
            identity = said.identity()
            seen[identity] += 1
            incident.source = source_of(identity, seen[identity])
            ready.append((said, incident))
        _tell(tick, done, len(gathered.source.lines))
    there = _sources(session, [str(incident.source) for _said, incident in ready])
    for said, incident in ready:
        if incident.source in there:
            gathered.duplicates += 1
            continue
        running[incident.year] += 1
        incident.running = running[incident.year]
        incident.number = f"{incident.year}-{incident.running}"
        gathered.keep(incident, _preview(said, incident))
    _forget_unused(gathered)


def _incident(said: Said, known: _Known) -> Incident | None:
    """The incident a line tells of, checked; None if the line is refused."""
    if said.wrong or said.place is None:
        known.gathered.reject(said.line, said.wrong, said.unknown)
        return None
    try:
        day: date = said.values["occurred_on"]
        incident = Incident(
            **said.values, place_id=known.place_id(said.place), department_id=known.department_id(said.department),
            year=day.year, running=0, number=f"{day.year}-0",
        )  # fmt: skip
        incident.check(known.today)
    except Invalid as wrong:
        known.gathered.reject(said.line, wrong.messages.values())
        return None
    return incident


def _preview(said: Said, incident: Incident) -> IncidentPreview:
    place = said.place.name if said.place else ""
    return IncidentPreview(
        said.line, incident.occurred_on, incident.kind, place, incident.severity, incident.story, incident.status
    )


def _highest(session: Session) -> Counter[int]:
    """The highest running number of each year."""
    ordinary = select(Incident.year, func.max(Incident.running)).where(Incident.running > 0)
    rows = session.execute(ordinary.group_by(Incident.year))
    return Counter({year: int(highest) for year, highest in rows})


def _sources(session: Session, wanted: Sequence[str]) -> set[str]:
    """Which of these lines have been imported before."""
    found: set[str] = set()
    for first in range(0, len(wanted), _AT_ONCE):
        question = select(Incident.source).where(Incident.source.in_(wanted[first : first + _AT_ONCE]))
        found.update(source for source in session.scalars(question) if source)
    return found


def _forget_unused(gathered: Survey) -> None:
    """A place or department that only lines standing there already speak of need not be made."""
    used = {getattr(record, "place_id", None) for record in gathered.records}
    used |= {getattr(record, "department_id", None) for record in gathered.records}
    gathered.places = [place for place in gathered.places if place.id in used]
    gathered.departments = [department for department in gathered.departments if department.id in used]


def _survey_exposure(session: Session, gathered: Survey, known: _Known, tick: Tick | None) -> None:
    there = _days_and_seasons(session)
    for done, line in enumerate(gathered.source.lines, 1):
        _survey_use(line, gathered, known, there)
        _tell(tick, done, len(gathered.source.lines))
    _forget_unused(gathered)


def _survey_use(line: Line, gathered: Survey, known: _Known, there: set[tuple[Any, ...]]) -> None:
    given, layout = gathered.source.given, gathered.source.layout
    cells = {**given.defaults, **{key: cell for key, cell in line.cells.items() if cell not in (None, "")}}
    word = text_of(cells.get("place")) or (_SLEDDING if layout.sledding else "")
    target = known.words.place(word)
    if line.beyond:
        gathered.reject(line.number, [split_in_two(line.beyond)])
        return
    if target is None:
        stranger = [("place", word)] if word else []
        sentence = _("Sted: «{word}» er ikke et ord vi kjenner.").format(word=word[:60]) if word else _("Sted mangler.")
        gathered.reject(line.number, [sentence], stranger)
        return
    try:
        said = known.words.said("days", text_of(cells.get("days")))
        use = read_use(cells, said, empty_is_no=layout.marked)
        if use is None:
            gathered.idle += 1
            return
        record = use.record(known.place_id(target))
        record.check(known.today)
    except Invalid as wrong:
        gathered.reject(line.number, wrong.messages.values())
        return
    identity = _identity(record)
    if identity in there:
        gathered.duplicates += 1
        return
    if isinstance(record, SeasonTotal) and any(_overlap(record, other) for other in there):
        sentence = _("Det er allerede ført et antall for noen av disse dagene. Trekk det tilbake først.")
        gathered.reject(line.number, [sentence])
        return
    there.add(identity)
    gathered.keep(record, UsePreview(line.number, use.first, use.last, target.name, use.days or 1))


def _identity(record: ExposureDay | SeasonTotal) -> tuple[Any, ...]:
    if isinstance(record, ExposureDay):
        return (record.place_id, record.day)
    return (record.place_id, record.first, record.last, record.days)


def _overlap(total: SeasonTotal, other: tuple[Any, ...]) -> bool:
    """Whether another season of the same place has some of the same days: they would be counted twice."""
    if len(other) == 2:
        return False  # a single day is not counted again within a season
    place, first, last, _days = other
    return bool(place == total.place_id and first <= total.last and last >= total.first)


def _days_and_seasons(session: Session) -> set[tuple[Any, ...]]:
    """What stands in the log already."""
    days = session.execute(select(ExposureDay.place_id, ExposureDay.day).where(ExposureDay.withdrawn_at.is_(None)))
    seasons = session.execute(
        select(SeasonTotal.place_id, SeasonTotal.first, SeasonTotal.last, SeasonTotal.days).where(
            SeasonTotal.withdrawn_at.is_(None)
        )
    )
    return {tuple(row) for row in (*days, *seasons)}


def _tell(tick: Tick | None, done: int, total: int) -> None:
    if tick and (done % 200 == 0 or done == total):
        tick(done, total)


__all__ = ["Tick", "plan_import", "survey"]
