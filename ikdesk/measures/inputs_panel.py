"""What the form for a measure asks, and what stands in it to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from ikdesk.incidents.queries import IncidentDetail
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.fields import Field
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.measures.actions import DESCRIBED
from ikdesk.measures.model import Measure
from ikdesk.measures.own_queries import people_to_ask
from ikdesk.measures.queries import MeasureDetail
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form, options_of
from ikdesk.ui.inputs import Dropdown, LongText
from ikdesk.ui.option import Option
from ikdesk.unit.equipment_queries import equipment_rows
from ikdesk.unit.model import Season
from ikdesk.unit.queries import places
from ikdesk.unit.season_model import seasons_back

_KEYS = ("place_id", "responsible_id", "equipment_id")
_DAYS = ("decided_on", "started_on", "done_on")
_YEAR = 365  # days ahead a time limit without a year may lie
_SEASONS = 6  # seasons one can choose from
_HINTS = {
    "deadline": _("Da minner vi om det."),
    "role": _("Rollen som har ansvaret."),
    "trigger_first": _("Den holdes utenfor når vi sammenligner. Etter en uvanlig dårlig sesong kommer det ofte en "
                       "bedre av seg selv."),
    "evaluate_on": _("Velg dagen nå, før tallene er kjent. Etter sesongen er vanlig."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """What a form is about: a measure that is there, or a new one."""

    title: str
    sub: str
    draft: str  # where what is half written is kept
    measure: MeasureDetail | None = None
    incidents: tuple[Key, ...] = ()  # what a new one comes of
    start: Mapping[str, Any] = field(default_factory=dict)

    @property
    def days(self) -> tuple[str, ...]:
        """The days of steps that were taken, which may be corrected."""
        return tuple(key for key in _DAYS if self.measure is not None and getattr(self.measure, key) is not None)

    def seasons(self, desk: Desk, place: Any) -> list[Option]:
        """The latest seasons of a place, newest first.

        Args:
            desk: verbs.
            place: its key, or None.
        """
        found = next((row for row in desk.read(places, closed=True) if str(row.id) == str(place)), None)
        season, own = (found.season, found.own) if found is not None else (Season.ALL_YEAR, None)
        return [Option(s.period.first.isoformat(), s.name) for s in seasons_back(season, desk.today, _SEASONS, own)]


def new_subject() -> Subject:
    """A measure that came of nothing in particular."""
    return Subject(str(_("Nytt tiltak")), str(_("Det dere gjør for at det ikke skal skje igjen.")), "measure:new")


def subject_of_incident(incident: IncidentDetail, proposed: Mapping[str, Any] = MappingProxyType({})) -> Subject:
    """A measure that comes of an incident, aimed at where it happened.

    Args:
        incident: the one.
        proposed: what stands in the form from the beginning besides.
    """
    # all that is named must fit at once, so that the place alone counts most: what else it is about can be added
    start = {"place_id": incident.place_id, **proposed}
    sub = _("Etter hendelse {number}. Det dere gjør for at det ikke skal skje igjen.").format(number=incident.number)
    return Subject(str(_("Nytt tiltak")), sub, f"measure:{incident.id}", None, (incident.id,), start)


def subject_after(measure: MeasureDetail) -> Subject:
    """A new measure instead of one that did not do, aimed at the same and of the same incidents."""
    keys = ("place_id", "activity", "mechanism", "equipment_id", "role", "kind")
    sub = _("Etter tiltak {number}: {title}").format(number=measure.number, title=measure.title)
    incidents = tuple(incident.id for incident in measure.incidents)
    start = {key: getattr(measure, key) for key in keys}
    return Subject(str(_("Nytt tiltak")), sub, f"measure:after:{measure.number}", None, incidents, start)


def subject_of(measure: MeasureDetail) -> Subject:
    """A measure that is there."""
    start = {key: getattr(measure, key) for key in (*DESCRIBED, *_DAYS)}
    title = _("Endre tiltak {number}").format(number=measure.number)
    return Subject(title, measure.title, f"measure:{measure.id}", measure, (), start)


def measure_form(desk: Desk, subject: Subject) -> Form:
    """The rows of the form; the page places them."""
    book, today = desk.codebook, desk.today
    rooms = [Option(str(row.id), row.name) for row in desk.read(places)]
    chosen = subject.start.get("place_id")
    if chosen is not None and str(chosen) not in {room.code for room in rooms}:  # it is not in use any more
        rooms += [Option(str(row.id), row.name) for row in desk.read(places, closed=True) if row.id == chosen]
    things = [Option(str(row.id), row.name) for row in desk.read(equipment_rows, out=True)]
    aimed = subject.measure
    if aimed is not None and aimed.equipment_id and str(aimed.equipment_id) not in {thing.code for thing in things}:
        things.append(Option(str(aimed.equipment_id), aimed.equipment))  # it was taken out of the list
    decided = subject.measure is not None and subject.measure.decided_on is not None
    no_season = _("Ingen") if decided else _("Sesongen da det vedtas")

    def lists(name: str, codes: str, width: float) -> Dropdown:
        return Dropdown(name, options_of(book, codes), none="–", width=width)

    return Form((_hinted(row) for row in fields_of(Measure, *DESCRIBED, *subject.days)), book, today, made={
        "description": LongText(lines=3), "consequence": LongText(lines=2),
        "kind": lists("", "measure_kind", 300), "role": lists("", "responsible_role", 200),
        "responsible_id": Dropdown("", _people(desk, subject), none="–", width=220),
        "deadline": _ahead(today), "evaluate_on": _ahead(today),
        "place_id": Dropdown("", rooms, none="–", width=200),
        "activity": lists("", "activity", 200), "mechanism": lists("", "mechanism", 200),
        "equipment_id": Dropdown("", things, none="–", width=200),
        "trigger_first": Dropdown("", subject.seasons(desk, chosen), none=str(no_season), width=260),
    })  # fmt: skip


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of a measure as the form holds them."""
    first = values.get("trigger_first")
    keys = {name: str(values[name]) if values.get(name) else None for name in _KEYS}
    return {**values, **keys, "trigger_first": first.isoformat() if first else None}


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form holds as attributes of a measure."""
    first = values["trigger_first"]
    keys = {name: Key(values[name]) if values[name] else None for name in _KEYS}
    return {
        **values, **keys, "title": values["title"] or "", "origin": values["origin"] or "",
        "trigger_first": date.fromisoformat(first) if first else None,
    }  # fmt: skip


def _people(desk: Desk, subject: Subject) -> list[Option]:
    """Those who may be given it; the one who has it stays among them, though they are not here any more."""
    names = {str(row.id): row.name for row in desk.read(people_to_ask)}
    measure = subject.measure
    if measure is not None and measure.responsible_id is not None:
        names.setdefault(str(measure.responsible_id), measure.responsible)
    return [Option(key, name) for key, name in names.items()]


def _hinted(row: Field) -> Field:
    return replace(row, hint=_HINTS[row.key]) if row.key in _HINTS else row


def _ahead(today: date) -> DateField:
    return DateField(today, chips=False, ahead=_YEAR)
