"""Reports from the locked screen: taken in unconfirmed, then confirmed, merged into another, or withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import give_number, refuse_unknown, standing, unanswered
from ikdesk.incidents.capture_actions import add_others, take_over_children, told_of_children
from ikdesk.incidents.model import BOX, REPORTED, STAFF_KINDS, VIOLATION, Correction, Incident, Status
from ikdesk.incidents.staff_case_actions import open_case
from ikdesk.kernel.answers import EARLIEST
from ikdesk.kernel.base import LONGEST
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.told import LONGEST_NAME, MOST_OTHERS, OTHERS
from ikdesk.kernel.undo import leave_out
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean, clock_time, short_date
from ikdesk.people.model import Person
from ikdesk.unit.model import CodeEntry, Place


def _several(told: Any) -> tuple[str, ...]:
    """A list of short texts; a text alone is none."""
    if not isinstance(told, (list, tuple)):
        raise TypeError
    return tuple(str(one) for one in told)


_READ: dict[str, Callable[[Any], Any]] = {
    "kind": str, "occurred_on": date.fromisoformat, "occurred_time": time.fromisoformat, "place_id": Key,
    "severity": int, "story": str, "done_at_once": str, "child": str, "department_id": Key,
    "potential": int, "notified": _several, "treatment": _several, OTHERS.key: _several,
}  # fmt: skip
_SEVERAL = ("notified", "treatment", OTHERS.key)
_TEXTS = {"story": LONGEST, "done_at_once": LONGEST, "child": 20}  # characters kept where the text is too long
_OTHER_KIND = "other_service"
_OTHER = ("other", "outdoor_other")  # standard places, in the order they are taken where the one told is not in use


def receive_report(
    session: Session, note: Mapping[str, Any], receipt: str, *, told_at: datetime, by: Viewer, today: date
) -> bool:
    """Take in a report from the locked screen; it is unconfirmed, and counts nowhere before somebody confirms it.

    What does not fit, for example a place that was closed in the meantime, stands beside it as what was told.

    Args:
        note: what was sealed: "values", and "words" for what was chosen.
        receipt: the number of the sealed box; the same box twice adds nothing.
        told_at: local date and time it was written.

    Returns:
        Whether whoever takes it in is to know of it: it is new, and not about themselves.

    Raises:
        Invalid: it is no report.
    """
    by.may(Right.REPORT)
    leave_out(session)  # whoever unlocks did not tell it, and does not take it back
    source = f"{BOX}{receipt}"
    if session.scalar(select(Incident.id).where(Incident.source == source)) is not None:
        return False
    if not isinstance(note.get("values"), Mapping):
        raise Invalid(values=_("Meldingen kan ikke leses."))
    values, wrong = _read(note["values"])
    others = _others(values, wrong)
    if told_at.date() < EARLIEST or told_at.date() > today:  # the machine's clock was wrong
        told_at = datetime.combine(today, time())
    told = dict(note["values"]) | _words(note)
    incident, misfits = _fitted(session, values, wrong, told_at, today)
    incident.source, incident.about_id = source, _about(session, incident, told)
    session.add(incident)
    session.flush()
    _in_its_register(session, incident, today)
    add_others(incident, others, session, today)
    session.add_all(_kept(incident, told, misfits))
    return incident.about_id is None or incident.about_id != by.person


def _others(values: dict[str, Any], wrong: dict[str, str]) -> tuple[str, ...]:
    """The children besides the first, as far as there is room: they are rows of their own, and no attribute."""
    told = values.pop(OTHERS.key) or ()
    wrong.pop(OTHERS.key, None)
    names = [clean(name)[:LONGEST_NAME].strip() for name in told[:MOST_OTHERS]]
    if values["kind"] in STAFF_KINDS:
        values["treatment"] = ()  # what is medical needs a consent
    first, others = told_of_children({"kind": values["kind"], "child": values["child"], OTHERS.key: names})
    values["child"] = first["child"]
    return others


def _about(session: Session, incident: Incident, told: Mapping[str, Any]) -> Key | None:
    """Whom it is about, from the lock in the vault they open; they may have been let go meanwhile."""
    if incident.kind != VIOLATION:
        return None
    return session.scalar(select(Person.id).where(Person.slot == str(told.get("about_id") or "")))


def _in_its_register(session: Session, incident: Incident, today: date) -> None:
    """Whom it is about stands in the staff register where that is staff."""
    if incident.kind in STAFF_KINDS:
        open_case(incident, incident.child, session, today)
        incident.child = ""


def confirm_report(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Let a report from the locked screen count: it is new from now on, told when it was written.

    Raises:
        Invalid: something is missing or cannot be; correct it first.
    """
    by.may(Right.HANDLE)
    incident = _unconfirmed(session, key, by)
    values = {name: getattr(incident, name) for name in REPORTED}
    wrong = unanswered(values, today)
    if wrong:
        raise Invalid(**wrong)
    incident.check(today)
    refuse_unknown(incident, values, session)
    incident.status = Status.REPORTED


def merge_report(session: Session, key: Key, into: Key, *, by: Viewer, today: date) -> None:
    """Add what a report from the locked screen tells to an incident that is there; the report itself is withdrawn.

    Args:
        key: the report.
        into: the incident about the same event.

    Raises:
        Problem: one of them was withdrawn, or the other is unconfirmed, too.
    """
    by.may(Right.HANDLE)
    report, other = _unconfirmed(session, key, by), standing(into, session, by)
    if report.restricted:  # what it tells would stand where everybody reads it
        raise Problem(_("En skjermet melding slås ikke sammen med andre. Bekreft den, eller trekk den tilbake."))
    if other.status is Status.UNCONFIRMED:
        raise Problem(_("Hendelsen er ikke bekreftet ennå. Bekreft den først."))
    told = "\n".join(text for text in (report.story, report.done_at_once) if text)
    at = report.reported_at
    when = f"{short_date(at)} {_('kl.')} {clock_time(at.time())}" if at else ""
    addition = _("Tillegg, meldt fra låst skjerm {when}: {story}").format(when=when, story=told or "–")
    reason = _("Slått sammen med {number}").format(number=report.number)
    _tell_anew(session, other, f"{other.story}\n\n{addition}".strip(), reason, today)
    take_over_children(other, report, session, today)
    report.withdraw(_("Slått sammen med {number}").format(number=other.number), session.info["now"])
    report.status = Status.WITHDRAWN
    report.check(today)


def _unconfirmed(session: Session, key: Key, by: Viewer) -> Incident:
    incident = standing(key, session, by)
    if incident.status is not Status.UNCONFIRMED:
        raise Problem(_("Hendelsen er bekreftet allerede."))
    return incident


def _tell_anew(session: Session, incident: Incident, story: str, why: str, today: date) -> None:
    session.add(Correction(incident_id=incident.id, attribute="story", before=incident.story, after=story, why=why))
    incident.story = story
    incident.check(today)


def _read(raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What can be understood, and why the rest cannot."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for key, read in _READ.items():
        told = raw.get(key)
        try:
            values[key] = None if told is None else read(told)
        except (ValueError, TypeError, AttributeError, OverflowError):
            values[key], wrong[key] = None, str(_("Kan ikke leses."))
    for key in _SEVERAL:
        values[key] = values[key] or ()
    for key, most in _TEXTS.items():
        values[key] = clean(values[key] or "")
        if len(values[key]) > most:
            wrong[key] = str(_("Teksten var for lang."))
            values[key] = values[key][:most]
    return values, wrong


def _words(note: Mapping[str, Any]) -> dict[str, str]:
    words = note.get("words")
    return {str(key): str(said) for key, said in words.items() if said} if isinstance(words, Mapping) else {}


def _fitted(
    session: Session, values: dict[str, Any], wrong: dict[str, str], told_at: datetime, today: date
) -> tuple[Incident, dict[str, str]]:
    """An incident that keeps the rules, and why an answer had to give way; each can do so once."""
    misfits = dict(wrong)
    found = wrong
    while True:
        for key in found:
            if key not in _TEXTS:
                values[key] = _instead(session, key, values, told_at)
        incident = Incident(**values, reported_at=told_at, status=Status.UNCONFIRMED)
        told = dict(_wrong_with(session, incident, values, today))
        found = {key: said for key, said in told.items() if key in _READ and key not in misfits}
        if not found:
            return incident, misfits
        misfits |= found


def _wrong_with(
    session: Session, incident: Incident, values: Mapping[str, Any], today: date
) -> Iterator[tuple[str, str]]:
    """What breaks a rule for those who report, by attribute."""
    lacks = unanswered(values, today)
    yield from lacks.items()
    if lacks.keys() - {"severity"}:
        return
    give_number(incident, session)
    try:
        incident.check(today)
        refuse_unknown(incident, values, session)
    except Invalid as wrong:
        for key, said in wrong.messages.items():
            yield ("occurred_on" if key == "reported_at" else key), said  # it cannot have been told before it happened


def _instead(session: Session, key: str, values: Mapping[str, Any], told_at: datetime) -> Any:
    """What stands where an answer cannot: something true, or the nearest that says the least."""
    match key:
        case "occurred_on":
            return told_at.date()
        case "kind":
            known = select(CodeEntry.code).where(CodeEntry.list_name == "event_type")
            return session.scalar(known.order_by(CodeEntry.code != _OTHER_KIND, CodeEntry.position).limit(1))
        case "place_id":
            return _some_place(session, values.get("place_id"), values.get("occurred_on") or told_at.date())
        case "notified" | "treatment":
            return ()
        case _:
            return None


def _some_place(session: Session, told: Key | None, day: date) -> Key:
    """The place that came after the one that was told, or else one that says the least."""
    rows = session.scalars(select(Place).where(Place.withdrawn_at.is_(None)).order_by(Place.position)).all()
    used = {place.id: place for place in rows if place.closed_from is None or day < place.closed_from}
    if not used:
        raise Problem(_("Det finnes ingen steder i bruk. Legg til et under Innstillinger, og lås opp på nytt."))
    after = {place.id: place.followed_by_id for place in rows}
    for _step in rows:  # never round and round
        told = after.get(told) if told is not None else None
        if told in used:
            return used[told].id
    others = [place for standard in _OTHER for place in used.values() if place.standard == standard]
    return (others or list(used.values()))[0].id


def _kept(incident: Incident, told: Mapping[str, Any], misfits: Mapping[str, str]) -> Iterator[Correction]:
    """What was told and did not fit, beside what stands there instead."""
    for key, why in misfits.items():
        before, said = "" if told.get(key) is None else clean(str(told[key])), str(why)
        if key in {"occurred_on", "occurred_time"} and not _is_whole(key, before):
            before, said = "", f"{said} {before}"  # a correction's day must be one
        after = getattr(incident, key)
        yield Correction(
            incident_id=incident.id, attribute=key, before=before, after="" if after is None else str(after),
            why=_("Meldt fra låst skjerm: {why}").format(why=said)[:300],
        )  # fmt: skip


def _is_whole(key: str, text: str) -> bool:
    try:
        _READ[key](text)
    except ValueError:
        return False
    return True
