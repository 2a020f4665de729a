"""The focus areas of a report: what the measures are aimed at, and whether less happens there than before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, listed
from ikdesk.measures.effect_model import Effect, SeasonCount
from ikdesk.measures.gate_sentences import gate_name, gate_sentence, gate_state
from ikdesk.measures.model import OPEN, STARTED, MeasureStatus
from ikdesk.measures.pictures import effect_strip, season_bars
from ikdesk.measures.sentences import Tone, effect_words, exposure_words, say, season_role, target_words
from ikdesk.paper.story import Light, Section, State, Table
from ikdesk.picture.spec import BarSpec, StripSpec
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.work_model import ALREADY, OWNER, MeasureFact

_STATES: dict[Tone, State] = {"ok": "green", "warn": "yellow", "danger": "red", "neutral": "unused", "info": "unused"}


def focus_areas(facts: Facts) -> tuple[Section, ...]:
    """What running or evaluated measures are aimed at, one part each; nothing where there are none."""
    if not facts.focus:
        return ()
    text = _(
        "Et innsatsområde er det tiltakene våre gjelder. Vi ser på samme periode år for år. Den dårlige tiden som "
        "førte til et tiltak, holder vi som regel utenfor."
    )
    opening = Section("focus", str(_("Innsatsområder")), text=(str(text),))
    return (opening, *(_area(facts, effect, at) for at, effect in enumerate(facts.focus, 1)))


def focus_data(facts: Facts) -> list[dict[str, Any]]:
    """The focus areas for machines."""
    out = []
    for effect in facts.focus:
        judgement, ratio = effect.judgement, effect.judgement.ratio
        out.append({
            "area": area_name(facts, effect), "measures": [effect.number, *(other.number for other in effect.bundle)],
            "verdict": judgement.verdict, "provisional": effect.provisional, "ratio": ratio.ratio,
            "exact_low": ratio.exact_low, "exact_high": ratio.exact_high, "likely_low": ratio.likely_low,
            "likely_high": ratio.likely_high,
            "before": {"events": judgement.before.events, "exposure": judgement.before.exposure},
            "after": {"events": judgement.after.events, "exposure": judgement.after.exposure},
            "gates": [
                {"code": gate.code, "state": gate.state, "sentence": gate_sentence(gate, effect, facts.codebook)}
                for gate in judgement.gates
            ],
            "sentence": say(effect, facts.codebook, upward=True),
        })  # fmt: skip
    return out


def area_name(facts: Facts, effect: Effect) -> str:
    """What a focus area is called upward: the standard name of the place, with the measure where two share it."""
    name = target_words(effect, facts.codebook, upward=True)
    names = [target_words(other, facts.codebook, upward=True) for other in facts.focus]
    if names.count(name) > 1:
        return _("{area} (tiltak {number})").format(area=name, number=effect.number)
    return name


def _area(facts: Facts, effect: Effect, at: int) -> Section:
    name, said = area_name(facts, effect), effect_words(effect)
    word = _("{verdict} (foreløpig)").format(verdict=said.word) if effect.provisional else said.word
    strip, bars = _pictures(facts, effect, at)
    drawn = effect.judgement.verdict != "too_few"  # pictures of next to nothing look like something
    caveats = _caveats(facts, effect) if drawn else ()  # and there is nothing to hold back
    return Section(
        f"focus_{at}", name, level=2, text=(say(effect, facts.codebook, upward=True),),
        facts=(*caveats, *_done_about_it(facts, effect)),
        tables=(_counts(facts, effect, at, name),), picture=bars if drawn else None,
        verdict=Light(name, _STATES[said.tone], said.symbol, word),
        strip=strip if drawn and strip.point is not None else None,
    )  # fmt: skip


def _pictures(facts: Facts, effect: Effect, at: int) -> tuple[StripSpec, BarSpec]:
    """The pictures of the measure's own page, under the standard name; what the text says is not said twice."""
    strip = effect_strip(effect, facts.codebook, upward=True)
    bars = season_bars(effect, facts.codebook, upward=True)
    return replace(strip, key=f"focus_{at}_strip", caption=""), replace(bars, key=f"focus_{at}_bars", caption="")


def _counts(facts: Facts, effect: Effect, at: int, name: str) -> Table:
    """Season by season, and what was set against what."""
    days = exposure_words(2, effect, facts.codebook).split(" ", 1)[-1]
    fields = (
        Field("season", str(_("Tertial") if "-T" in facts.period.code else _("Periode"))),
        Field("events", str(_("Hendelser")), int), Field("days", days[:1].upper() + days[1:], int),
        Field("role", str(_("Regnes som"))),
    )  # fmt: skip
    # how bad they were at one place is a cross-table of small numbers: it stays on the measure's own page
    rows = [(one.short, one.events, _days(one.exposure), season_role(one)) for one in effect.seasons]
    for seasons, label in ((effect.before, _("Før, til sammen")), (effect.after, _("Etter, til sammen"))):
        if len(seasons) > 1:
            rows.append((str(label), *_sum(seasons), ""))
    estimated = listed([one.short for one in effect.seasons if one.estimated])
    note = _("Dagene er anslått for {seasons}.").format(seasons=estimated) if estimated else ""
    title = _("{area}: hendelser og dager").format(area=name)
    return Table(f"focus_{at}", title, fields, tuple(rows), note=note, sheet=_("Innsatsområde {n}").format(n=at))


def _caveats(facts: Facts, effect: Effect) -> Iterable[tuple[str, str]]:
    """Each gate that matters with its name, and those that are in order together."""
    gates = effect.judgement.gates
    for gate in gates:
        if gate.state != "clear":
            sentence = gate_sentence(gate, effect, facts.codebook)
            yield gate_name(gate), f"{gate_state(gate)}. {sentence}"
    clear = [gate_sentence(gate, effect, facts.codebook) for gate in gates if gate.state == "clear"]
    if clear:
        yield str(_("I orden")), " ".join(clear)


def _done_about_it(facts: Facts, effect: Effect) -> Iterable[tuple[str, str]]:
    """What the unit does already, has begun with, plans and waits for, in its own words."""
    here = [one for one in facts.work.measures if _is_about(one, effect) and one.status is not MeasureStatus.REJECTED]
    waits = OPEN - STARTED
    groups = (
        (_("Gjør vi allerede"), [one for one in here if one.origin == ALREADY]),
        (_("Satt i verk"), [one for one in here if one.origin != ALREADY and one.status not in waits]),
        (_("Planlagt"), [one for one in here if one.origin not in {ALREADY, OWNER} and one.status in waits]),
        (_("Krever eier eller penger"), [one for one in here if one.origin == OWNER and one.status in waits]),
    )
    for label, measures in groups:
        if measures:
            yield str(label), "; ".join(_named(one) for one in measures)


def _is_about(one: MeasureFact, effect: Effect) -> bool:
    """Whether a measure is aimed at the same place, or, without a place, at the same activity and mechanism."""
    if one.number in {effect.number, *(other.number for other in effect.bundle)}:
        return True
    target = effect.target
    if target.place_id is not None:
        return target.place_id in one.places
    return not one.places and (one.activity, one.mechanism) == (target.activity, target.mechanism)


def _named(one: MeasureFact) -> str:
    return one.title if one.origin == ALREADY else _("{title} (nr. {number})").format(
        title=one.title, number=one.number
    )


def _days(exposure: float | None) -> Any:
    if exposure is None:
        return str(_("ikke ført"))
    return int(exposure) if float(exposure).is_integer() else exposure


def _sum(seasons: tuple[SeasonCount, ...]) -> tuple[int, Any]:
    known = [one.exposure for one in seasons if one.exposure is not None]
    days = _days(sum(known)) if len(known) == len(seasons) else _days(None)
    return sum(one.events for one in seasons), days

