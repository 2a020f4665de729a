"""The lights of a report: a symbol, a word and a colour, and the rule behind each in words."""

from __future__ import annotations

from ikdesk.evidence import lights as evidence
from ikdesk.kernel.words import Text, _, many
from ikdesk.paper.story import Light, Section, State
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.sentences import events

_SHOWN: dict[State, tuple[str, Text]] = {
    "green": ("●", _("I rute")),
    "yellow": ("▲", _("Følges")),
    "red": ("■", _("Krever handling")),
    "unused": ("–", _("Ikke tatt i bruk")),
}
_NO_ONE = _("Ingen å måle")


def lights(facts: Facts) -> Section:
    """One line for each thing to watch; never one for how much is reported."""
    return Section(
        "lights", str(_("Status i korte trekk")),
        lights=(
            serious_light(facts), handling_light(facts), overdue_light(facts), evaluated_light(facts),
            _light(str(_("Faste kontroller i årshjulet")), "unused"), routines_light(facts),
            risk_light(facts),
        ),
    )  # fmt: skip


def serious_light(facts: Facts) -> Light:
    """Serious events: green when there are none, red from the first."""
    number = facts.now.serious
    if number is None:  # there is at least one, and that is all that is told
        hidden = _("Antallet med grad 3 eller 4 vises ikke, for det er lite. Grønn er ingen, rød er én eller flere.")
        return _light(str(_("Alvorlige hendelser")), "red", str(hidden))
    text = _("{events} med grad 3 eller 4. Grønn er ingen, rød er én eller flere.").format(
        events=_capital(events(number))
    )
    unknown = facts.now.of("severity", "")
    if unknown:
        text += " " + many("{n} hendelse mangler grad.", "{n} hendelser mangler grad.", unknown)
    return _light(str(_("Alvorlige hendelser")), evidence.serious_light(number), text)


def handling_light(facts: Facts) -> Light:
    """Handling time: the share closed within the deadline, of those that are closed or past it."""
    found, label = facts.now.handling, str(_("Behandlingstid"))
    limit = many("{n} dag", "{n} dager", facts.unit.deadline_days)
    chosen = facts.limits.lights
    green, yellow = chosen.handling_green, chosen.handling_yellow
    rule = _share_rule(green, yellow)
    state = evidence.handling_light(found.in_time, found.due, chosen)
    if state == "unused":
        text = _("Ingen hendelser er lukket eller over fristen på {limit}. {rule}").format(limit=limit, rule=rule)
        return _light(label, state, text, word=str(_NO_ONE))
    share = _share(found.in_time, found.due, state, green, yellow)
    text = _("{in_time} av {due} er lukket innen {limit} ({share} %). {rule}").format(
        in_time=found.in_time, due=events(found.due), limit=limit, share=share, rule=rule
    ).replace(" %)", "\xa0%)")  # fmt: skip
    return _light(label, state, text)


def overdue_light(facts: Facts) -> Light:
    """Measures past their deadline: green without any, red when they are many or one is old."""
    label, work, chosen = str(_("Forsinkede tiltak")), facts.work, facts.limits.lights
    if not work.planned:
        return _light(label, "unused")
    late = work.overdue
    oldest = late[0].days_over(work.day) if late else 0
    rule = _overdue_rule(chosen)
    if late:
        days = many("{n} dag", "{n} dager", oldest)
        told = many("{n} tiltak er over fristen.", "{n} tiltak er over fristen.", len(late))
        told += " " + _("Det eldste er {days} over.").format(days=days)
    else:
        told = str(_("Ingen tiltak er over fristen."))
    return _light(label, evidence.overdue_light(len(late), oldest, chosen), f"{told} {rule}")


def evaluated_light(facts: Facts) -> Light:
    """Of the measures whose evaluation day has come, the share that was evaluated."""
    label, work = str(_("Tiltak som er vurdert")), facts.work
    if not work.planned:
        return _light(label, "unused")
    due = work.to_be_evaluated
    answered = sum(one.answered for one in due)
    green, yellow = facts.limits.lights.evaluated_green, facts.limits.lights.evaluated_yellow
    rule, state = _share_rule(green, yellow), evidence.evaluated_light(answered, len(due), facts.limits.lights)
    if state == "unused":
        return _light(label, state, f"{_('Ingen tiltak skulle vært vurdert ennå.')} {rule}", word=str(_NO_ONE))
    told = _("{answered} av {due} tiltak som skulle vært vurdert, er vurdert ({share}\xa0%).").format(
        answered=answered, due=len(due), share=_share(answered, len(due), state, green, yellow)
    )
    return _light(label, state, f"{told} {rule}")


def routines_light(facts: Facts) -> Light:
    """Of the routines that are valid, the share that is within its revision date."""
    label, found = str(_("Rutiner innen revisjonsdato")), facts.routines
    green, yellow = facts.limits.lights.reviewed_green, facts.limits.lights.reviewed_yellow
    state = evidence.routines_light(found.within, found.valid, facts.limits.lights)
    if state == "unused":
        return _light(label, state)
    told = _("{within} av {valid} gyldige rutiner er innen datoen de skal ses på igjen ({share}\xa0%).").format(
        within=found.within, valid=found.valid, share=_share(found.within, found.valid, state, green, yellow)
    )
    if found.undated:
        told += " " + many("{n} mangler dato.", "{n} mangler dato.", found.undated)
    return _light(label, state, f"{told} {_share_rule(green, yellow)}")


def risk_light(facts: Facts) -> Light:
    """Red risks that nobody has decided to do anything about: green when there are none, red from the first."""
    label, found = str(_("Risiko uten vedtatt tiltak")), facts.risks
    if found is None or not found.assessments:
        return _light(label, "unused")
    bare = len(found.bare)
    if not found.standing:  # nothing is judged: that nothing is red, says nothing
        waits = many("{n} fare er ikke vurdert ennå.", "{n} farer er ikke vurdert ennå.", found.unrated)
        return _light(label, "unused", waits if found.unrated else "", word=str(_NO_ONE))
    told = many("{n} rød risiko er uten vedtatt tiltak.", "{n} røde risikoer er uten vedtatt tiltak.", bare)
    if not bare:
        told = str(_("Ingen røde risikoer er uten vedtatt tiltak."))
    if found.unrated:
        told += " " + many("{n} fare er ikke vurdert ennå.", "{n} farer er ikke vurdert ennå.", found.unrated)
    rule = _("Grønn er ingen, rød er én eller flere.")
    return _light(label, evidence.risk_light(bare, found.assessments), f"{told} {rule}")


def _overdue_rule(chosen: evidence.Thresholds) -> str:
    if chosen.overdue_red == 1 or not chosen.overdue_days:  # then nothing can be yellow
        return str(_("Grønn er ingen, rød er ett eller flere."))
    days = many("{n} dag", "{n} dager", chosen.overdue_days)
    return _("Grønn er ingen, gul er færre enn {red} som alle er høyst {days} over, ellers rød.").format(
        red=chosen.overdue_red, days=days
    )


def _share_rule(green: int, yellow: int) -> str:
    if green == yellow:
        return _("Grønn er minst {green} %, ellers rød.").format(green=green).replace(" %", "\xa0%")
    return _("Grønn er minst {green} %, gul {yellow}–{below} %, rød under {yellow} %.").format(
        green=green, yellow=yellow, below=green - 1
    ).replace(" %", "\xa0%")  # fmt: skip


def _share(part: int, whole: int, state: State, green: int, yellow: int) -> int:
    """In per cent, never rounded up into the next colour: 89.9 is not shown as 90."""
    return min(round(part * 100 / whole), {"yellow": green - 1, "red": yellow - 1}.get(state, 100))


def _light(label: str, state: State, text: str = "", *, word: str = "") -> Light:
    symbol, usual = _SHOWN[state]
    return Light(label, state, symbol, word or str(usual), text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
