"""The lights of a report: a symbol, a word and a colour, and the rule behind each in words."""

from __future__ import annotations

from ikdesk.kernel.words import Text, _, many
from ikdesk.paper.story import Light, Section, State
from ikdesk.reports.queries import Facts
from ikdesk.reports.sentences import events

GREEN_FROM, YELLOW_FROM = 90, 70  # percent closed within the deadline
_SHOWN: dict[State, tuple[str, Text]] = {
    "green": ("●", _("I rute")),
    "yellow": ("▲", _("Følges")),
    "red": ("■", _("Krever handling")),
    "unused": ("–", _("Ikke tatt i bruk")),
}
_LATER = (
    _("Forsinkede tiltak"),
    _("Tiltak med vurdert virkning"),
    _("Faste kontroller i årshjulet"),
    _("Rutiner"),
    _("Risiko uten vedtatt tiltak"),
)


def lights(facts: Facts) -> Section:
    """One line for each thing to watch; never one for how much is reported."""
    text = _("Hvert lys følger en fast regel. Antall meldte hendelser har ikke noe lys, for det er bra at det meldes.")
    unused = [_light(str(label), "unused") for label in _LATER]
    return Section(
        "lights", str(_("Status i korte trekk")), text=(str(text),),
        lights=(serious_light(facts), handling_light(facts), *unused),
    )  # fmt: skip


def serious_light(facts: Facts) -> Light:
    """Serious events: green when there are none, red from the first."""
    number = facts.now.serious
    text = _("{events} med grad 3 eller 4. Grønn er ingen, rød er én eller flere.").format(
        events=_capital(events(number))
    )
    unknown = facts.now.of("severity", "")
    if unknown:
        text += " " + many("{n} hendelse mangler grad.", "{n} hendelser mangler grad.", unknown)
    return _light(str(_("Alvorlige hendelser")), "red" if number else "green", text)


def handling_light(facts: Facts) -> Light:
    """Handling time: the share closed within the deadline, of those that are closed or past it."""
    found, label = facts.now.handling, str(_("Behandlingstid"))
    limit = many("{n} dag", "{n} dager", facts.unit.deadline_days)
    rule = _("Grønn er minst {green} %, gul {yellow}–{below} %, rød under {yellow} %.").format(
        green=GREEN_FROM, yellow=YELLOW_FROM, below=GREEN_FROM - 1
    ).replace(" %", "\xa0%")  # fmt: skip
    if not found.due:
        text = _("Ingen hendelser er lukket eller over fristen på {limit}. {rule}").format(limit=limit, rule=rule)
        return _light(label, "unused", text, word=str(_("Ingen å måle")))
    share = found.in_time * 100 // found.due  # rounded down: 89.9 is not 90
    state: State = "green" if share >= GREEN_FROM else "yellow" if share >= YELLOW_FROM else "red"
    text = _("{in_time} av {due} er lukket innen {limit} ({share} %). {rule}").format(
        in_time=found.in_time, due=events(found.due), limit=limit, share=share, rule=rule
    ).replace(" %)", "\xa0%)")  # fmt: skip
    return _light(label, state, text)


def _light(label: str, state: State, text: str = "", *, word: str = "") -> Light:
    symbol, usual = _SHOWN[state]
    return Light(label, state, symbol, word or str(usual), text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
