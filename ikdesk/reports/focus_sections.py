"""The focus areas of a report: what the measures are aimed at, and whether less happens there than before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, listed
from ikdesk.measures.effect_model import Effect, SeasonCount, Target
from ikdesk.measures.gate_sentences import gate_name, gate_sentence, gate_state
from ikdesk.measures.model import OPEN, STARTED, MeasureStatus
from ikdesk.measures.pictures import effect_strip, season_bars
from ikdesk.measures.sentences import Tone, effect_words, exposure_words, say, season_role, spot_words
from ikdesk.paper.story import Light, Section, State, Table
from ikdesk.picture.spec import BarSpec, StripSpec
from ikdesk.reports.area_sentences import in_words_only, untold
from ikdesk.reports.facts_model import AreaFact, Facts
from ikdesk.reports.risk_sections import area_marks
from ikdesk.reports.work_model import ALREADY, OWNER, MeasureFact

_STATES: dict[Tone, State] = {"ok": "green", "warn": "yellow", "danger": "red", "neutral": "unused", "info": "unused"}


def focus_areas(facts: Facts) -> tuple[Section, ...]:
    """The areas that were chosen, or what measures are aimed at, one part each; nothing where there are none."""
    if not facts.parts:
        return ()
    what = (
        _("Et innsatsområde er noe vi har valgt å arbeide særlig med.") if facts.areas_chosen
        else _("Et innsatsområde er det tiltakene våre gjelder.")
    )
    how = _(
        "Vi ser på samme periode år for år. Den dårlige tiden som førte til et tiltak, holder vi som regel utenfor."
    )
    opening = Section("focus", str(_("Innsatsområder")), text=(f"{what} {how}",))
    parts = (
        section for at, area in enumerate(facts.parts, 1)
        for section in (_part(facts, area, at), *_looked_up(facts, area, at))
    )  # fmt: skip
    return (opening, *parts)


def focus_data(facts: Facts) -> list[dict[str, Any]]:
    """The focus areas for machines."""
    out: list[dict[str, Any]] = []
    for at, area in enumerate(facts.parts, 1):
        effect = area.effect
        if area.shielded:
            out.append(_in_words(facts, area, at))
            continue
        if effect is None:
            out.append({
                "area": area_name(facts, at), "measures": [], "verdict": None,
                "counts": [{"period": one.period.code, "events": one.events} for one in area.counts],
                "sentence": untold(area),
            })  # fmt: skip
            continue
        judgement, ratio = effect.judgement, effect.judgement.ratio
        out.append({
            "area": area_name(facts, at), "measures": [*_numbers(effect)],
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


def area_name(facts: Facts, at: int) -> str:
    """What a focus area is called upward: the standard name of the place, with the measure where two share it.

    Args:
        facts: of the report.
        at: which of the areas, from 1.
    """
    names = [spot_words(area.target, facts.codebook, upward=True) for area in facts.parts]
    name, effect = names[at - 1], facts.parts[at - 1].effect
    if names.count(name) == 1:
        return name
    if effect is None:
        return f"{name} ({at})"
    return _("{area} (tiltak {number})").format(area=name, number=effect.number)


def _in_words(facts: Facts, area: AreaFact, at: int) -> dict[str, Any]:
    """An area for machines, without a number in it."""
    effect = area.effect
    return {
        "area": area_name(facts, at), "measures": [*_numbers(effect)] if effect else [],
        "verdict": effect.judgement.verdict if effect else None, "provisional": bool(effect and effect.provisional),
        "in_words_only": True, "sentence": " ".join(in_words_only(facts, area)),
    }  # fmt: skip


def _part(facts: Facts, area: AreaFact, at: int) -> Section:
    if area.shielded:
        return _worded(facts, area, at)
    return _area(facts, area.effect, at) if area.effect is not None else _counted(facts, area, at)


def _worded(facts: Facts, area: AreaFact, at: int) -> Section:
    """An area whose numbers may not be told: the verdict in words, and what is done."""
    name, effect = area_name(facts, at), area.effect
    caveats = _caveats(facts, effect) if effect is not None and effect.judgement.verdict != "too_few" else ()
    numbers = _numbers(effect) if effect is not None else ()
    return Section(
        f"focus_{at}", name, level=2, text=in_words_only(facts, area),
        facts=(*caveats, *_done_about_it(facts, area.target, numbers)),
        verdict=_light(name, effect) if effect is not None else None,
    )  # fmt: skip


def _counted(facts: Facts, area: AreaFact, at: int) -> Section:
    """An area where there is nothing to compare: what happened, and what is done."""
    name = area_name(facts, at)
    fields = (
        Field("season", str(_("Tertial") if "-T" in facts.period.code else _("Periode"))),
        Field("events", str(_("Hendelser")), int),
    )  # fmt: skip
    rows = tuple((one.period.name, one.events) for one in area.counts)
    title = _("{area}: hendelser").format(area=name)
    table = Table(f"focus_{at}", title, fields, rows, sheet=_("Innsatsområde {n}").format(n=at))
    return Section(
        f"focus_{at}", name, level=2, text=(untold(area),), facts=tuple(_done_about_it(facts, area.target, ())),
        tables=(table,),
    )  # fmt: skip


def _area(facts: Facts, effect: Effect, at: int) -> Section:
    name = area_name(facts, at)
    strip, bars = _pictures(facts, effect, at)
    drawn = effect.judgement.verdict != "too_few"  # pictures of next to nothing look like something
    plain = facts.has("measure_titles")  # told in plain words: the verdict, the years and what is done
    caveats = _caveats(facts, effect) if drawn and not plain else ()  # and there is nothing to hold back
    return Section(
        f"focus_{at}", name, level=2, text=(say(effect, facts.codebook, upward=True),),
        facts=(*caveats, *_done_about_it(facts, effect.target, _numbers(effect))),
        tables=(_counts(facts, effect, at, name),), picture=bars if drawn else None,
        verdict=_light(name, effect),
        strip=strip if drawn and not plain and strip.point is not None else None,
    )  # fmt: skip


def _light(name: str, effect: Effect) -> Light:
    said = effect_words(effect)
    word = _("{verdict} (foreløpig)").format(verdict=said.word) if effect.provisional else said.word
    return Light(name, _STATES[said.tone], said.symbol, word)


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
    """Each gate that matters, with its name."""
    for gate in effect.judgement.gates:
        if gate.state != "clear":
            sentence = gate_sentence(gate, effect, facts.codebook)
            yield gate_name(gate), f"{gate_state(gate)}. {sentence}"


def _looked_up(facts: Facts, area: AreaFact, at: int) -> Iterable[Section]:
    """What a reader may want to see about an area, and need not: it stands in the appendix."""
    yield from (replace(section, appendix=True) for section in _checked(facts, area, at))
    title = _("{area}: risikoen").format(area=area_name(facts, at))
    yield from (replace(section, title=title, appendix=True) for section in area_marks(facts, area, at))


def _checked(facts: Facts, area: AreaFact, at: int) -> Iterable[Section]:
    """What was looked at before anything was said, and was in order."""
    effect = area.effect
    if effect is None or effect.judgement.verdict == "too_few" or facts.has("measure_titles"):
        return
    clear = tuple(
        gate_sentence(gate, effect, facts.codebook) for gate in effect.judgement.gates if gate.state == "clear"
    )
    if clear:
        title = _("{area}: dette er i orden").format(area=area_name(facts, at))
        yield Section(f"focus_{at}_checked", title, level=3, bullets=clear)


def _numbers(effect: Effect) -> tuple[int, ...]:
    """Of the measures the verdict is about."""
    return (effect.number, *(other.number for other in effect.bundle))


def _done_about_it(facts: Facts, target: Target, numbers: tuple[int, ...]) -> Iterable[tuple[str, str]]:
    """What the unit does already, has begun with, plans and waits for, in its own words."""
    here = [one for one in facts.work.measures
            if one.status is not MeasureStatus.REJECTED and (one.number in numbers or _is_about(one, target))]
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


def _is_about(one: MeasureFact, target: Target) -> bool:
    """Whether a measure is aimed at the same place or thing, or, without one, at the same activity and mechanism."""
    if target.place_id is not None:
        return target.place_id in one.places
    if target.equipment_id is not None:
        return target.equipment_id == one.equipment_id
    same = (one.activity, one.mechanism) == (target.activity, target.mechanism)
    return same and not one.places and one.equipment_id is None


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

