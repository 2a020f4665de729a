"""The measures of a report: each of them, how late the late ones are, and what somebody higher up must decide."""

from __future__ import annotations

from datetime import date

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, listed, many, short_date
from ikdesk.measures.model import OPEN, STARTED, MeasureStatus
from ikdesk.measures.sentences import effect_words, verdict_words
from ikdesk.paper.story import Section, Table
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.pictures import age_counts, ageing_bars
from ikdesk.reports.work_model import OWNER, MeasureFact

_LATE = 5  # late measures that are named


def measures_in_short(facts: Facts) -> Section | None:
    """How it stands with the measures, in two sentences; None in a unit without measures."""
    work = facts.work
    if not work.planned:
        return None
    left, late, done, judged = (len(found) for found in (work.open, work.overdue, work.done, work.answered))
    told = _("{left}, {late} over fristen. I perioden er {done} gjennomført og {judged} vurdert.").format(
        left=many("{n} tiltak er ikke ferdig", "{n} tiltak er ikke ferdige", left), late=_some(late),
        done=_some(done), judged=_some(judged),
    )
    late_ones = _late_words(facts)
    return Section("measures_short", str(_("Tiltak")), text=(told, *((late_ones,) if late_ones else ())))


def measures_in_numbers(facts: Facts) -> Section | None:
    """How many measures are late and how late, how many are open, and how many were done and evaluated."""
    work = facts.work
    if not work.planned:
        return None
    rows = (
        *age_counts(facts),
        (str(_("Over fristen til sammen")), len(work.overdue)),
        (str(_("Ikke ferdige til sammen")), len(work.open)),
        (str(_("Gjennomført i perioden")), len(work.done)),
        (str(_("Vurdert i perioden")), len(work.answered)),
    )
    title = str(_("Tiltakene i tall"))
    fields = (Field("what", title), Field("measures", str(_("Antall")), int))
    table = Table("measure_counts", title, fields, rows, sheet=title)
    picture = ageing_bars(facts) if work.overdue else None
    return Section("measure_counts", title, level=2, tables=(table,), picture=picture)


def measures(facts: Facts) -> Section | None:
    """Every measure something is left to do with, or was done with in the period; None in a unit without measures."""
    work = facts.work
    if not work.planned and not work.shown:
        return None
    fields = (
        Field("number", str(_("Nr.")), int), Field("title", str(_("Tiltak"))),
        Field("kind", str(_("Type")), codes="measure_kind"),
        Field("role", str(_("Hvem gjør det")), codes="responsible_role"), Field("deadline", str(_("Frist")), date),
        Field("status", str(_("Status")), MeasureStatus), Field("effect", str(_("Virkning"))),
    )  # fmt: skip
    rows = tuple(
        (one.number, one.title, one.kind or "", one.role or "", one.deadline, _status(one, facts),
         effect_of(one, facts))
        for one in work.shown
    )  # fmt: skip
    title = str(_("Tiltakene ett for ett"))
    listing = Table(
        "measures", title, fields, rows, note=_late_note(facts), widths=(0.45, 2.3, 1.3, 1.2, 1.3, 1.3, 1.4),
        sheet=str(_("Tiltak")), empty=str(_("Ingen tiltak er åpne eller ble avsluttet i perioden.")),
    )  # fmt: skip
    return Section("measures", title, level=2 if work.planned else 1, tables=(listing,))


def measure_titles(facts: Facts) -> tuple[Section, ...]:
    """What was done in the period and what is being done, by name only; nothing in a unit without measures."""
    done = [one for one in facts.work.planned if one in facts.work.done]
    going = [one for one in facts.work.planned if one.status in STARTED and one not in done]
    waiting = [one for one in facts.work.open if one.status not in STARTED and one.origin != OWNER]
    groups = (
        ("measures_done", _("Gjort i perioden"), done), ("measures_going", _("Satt i gang"), going),
        ("measures_waiting", _("Planlagt"), waiting),
    )
    parts = tuple(
        Section(key, str(title), level=2, bullets=tuple(dict.fromkeys(one.title for one in found)))
        for key, title, found in groups if found
    )  # fmt: skip
    return (Section("measures", str(_("Dette gjør vi"))), *parts) if parts else ()


def for_the_owner(facts: Facts) -> Section | None:
    """What the unit cannot decide by itself, since when, and what happens if nothing is done; None without measures."""
    waiting = facts.work.for_the_owner
    if not facts.work.planned:
        return None
    title = str(_("Krever beslutning høyere opp"))
    if not waiting:
        return Section("for_owner", title, text=(str(_("Ingenting venter på en beslutning høyere opp nå.")),))
    fields = (
        Field("number", str(_("Nr.")), int), Field("title", str(_("Tiltak"))), Field("since", str(_("Siden")), date),
        Field("consequence", str(_("Hva skjer hvis ingenting gjøres?")), long=True),
    )  # fmt: skip
    missing = str(_("Ikke beskrevet."))
    rows = tuple((one.number, one.title, one.since, one.consequence or missing) for one in waiting)
    text = _("Dette kan vi ikke løse selv. Det krever penger, bygging eller en avgjørelse fra eieren.")
    table = Table(
        "for_owner", title, fields, rows, widths=(0.45, 2.3, 1.3, 3.6), sheet=str(_("Krever beslutning")),
    )  # fmt: skip
    return Section("for_owner", title, text=(str(text),), tables=(table,))


def in_other_system(facts: Facts) -> Section | None:
    """How much of this the municipality's own system lacks; None where the unit enters nothing there."""
    left = facts.left
    if left is None:
        return None
    fields = (
        Field("what", str(_("Hva"))), Field("missing", str(_("Ikke overført")), int), Field("of", str(_("Av")), int),
    )  # fmt: skip
    rows = (
        (str(_("Hendelser i perioden")), left.incidents, left.of_incidents),
        (str(_("Tiltak fra perioden")), left.measures, left.of_measures),
    )
    title = _("Ikke overført til {system}").format(system=left.system)
    note = str(_("Små skader fra samleskjemaet, og saker som ligger et annet sted, regnes ikke med."))
    table = Table("municipal", title, fields, rows, note=note, sheet=str(_("Kommunens system")))
    return Section("municipal", title, level=2, tables=(table,))


def effect_of(one: MeasureFact, facts: Facts) -> str:
    """What is known about whether a measure worked, in a few words."""
    if one.answered:
        return verdict_words(one.verdict).whole if one.verdict else str(_("Uten tall"))
    if one.status in STARTED:
        for effect in facts.focus:
            if one.number in {effect.number, *(other.number for other in effect.bundle)}:
                words = effect_words(effect).whole
                return _("Foreløpig: {words}").format(words=words) if effect.provisional else words
        if not facts.has("focus"):  # whether it worked is told where the numbers it is judged by are
            return ""
    if one.evaluate_on is not None and one.evaluate_on > facts.work.day:
        return _("Vurderes {day}").format(day=short_date(one.evaluate_on))
    if one.status is MeasureStatus.REJECTED or one.status in OPEN - STARTED:
        return ""
    return str(_("Ikke vurdert"))


def _status(one: MeasureFact, facts: Facts) -> MeasureStatus:
    return MeasureStatus.TO_EVALUATE if one.to_evaluate(facts.work.day) else one.status


def _some(number: int) -> str:
    return str(number or _("ingen"))


def _late_words(facts: Facts) -> str:
    """The measures that are late, by name, the oldest first; empty without any."""
    late = [_("{title} (nr. {number})").format(title=one.title, number=one.number) for one in facts.work.overdue]
    shown, more = late[:_LATE], len(late) - _LATE
    if not shown:
        return ""
    names = listed([*shown, many("{n} til", "{n} til", more)]) if more > 0 else listed(shown)
    return _("Over fristen: {measures}.").format(measures=names)


def _late_note(facts: Facts) -> str:
    late = [str(one.number) for one in facts.work.overdue]
    return _("Over fristen: nr. {numbers}.").format(numbers=listed(late)) if late else ""
