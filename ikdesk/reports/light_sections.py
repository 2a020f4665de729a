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
_LATER = (
    _("Forsinkede tiltak"),
    _("Tiltak med vurdert virkning"),
    _("Faste kontroller i årshjulet"),
    _("Rutiner"),
    _("Risiko uten vedtatt tiltak"),
)


def lights(facts: Facts) -> Section:
    """One line for each thing to watch; never one for how much is reported."""
    unused = [_light(str(label), "unused") for label in _LATER]
    return Section(
        "lights", str(_("Status i korte trekk")),
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
    return _light(str(_("Alvorlige hendelser")), evidence.serious_light(number), text)


def handling_light(facts: Facts) -> Light:
    """Handling time: the share closed within the deadline, of those that are closed or past it."""
    found, label = facts.now.handling, str(_("Behandlingstid"))
    green, yellow = evidence.STANDARD.handling_green, evidence.STANDARD.handling_yellow
    limit = many("{n} dag", "{n} dager", facts.unit.deadline_days)
    rule = _("Grønn er minst {green} %, gul {yellow}–{below} %, rød under {yellow} %.").format(
        green=green, yellow=yellow, below=green - 1
    ).replace(" %", "\xa0%")  # fmt: skip
    state = evidence.handling_light(found.in_time, found.due)
    if state == "unused":
        text = _("Ingen hendelser er lukket eller over fristen på {limit}. {rule}").format(limit=limit, rule=rule)
        return _light(label, state, text, word=str(_("Ingen å måle")))
    most = {"yellow": green - 1, "red": yellow - 1}.get(state, 100)  # 89.9 is not shown as 90
    share = min(round(found.in_time * 100 / found.due), most)
    text = _("{in_time} av {due} er lukket innen {limit} ({share} %). {rule}").format(
        in_time=found.in_time, due=events(found.due), limit=limit, share=share, rule=rule
    ).replace(" %)", "\xa0%)")  # fmt: skip
    return _light(label, state, text)


def _light(label: str, state: State, text: str = "", *, word: str = "") -> Light:
    symbol, usual = _SHOWN[state]
    return Light(label, state, symbol, word or str(usual), text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
