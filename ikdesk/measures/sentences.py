"""What the numbers about a measure say in plain words: what was seen, how sure it is, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ikdesk.evidence.kinds import Expected, Judgement, Ratio, Tally, Verdict
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import Text, _, language, listed, many, number, plain_date
from ikdesk.measures.effect_model import Effect, ExposureKind, SeasonCount, Target
from ikdesk.unit.model import Season

NOT_WHY = _("Tallene viser hva som skjedde, ikke hvorfor.")
PERCENT_FROM = 10  # events before, below which a percentage would pretend to know too much
_DOUBLE = 2.0
Tone = Literal["ok", "warn", "danger", "neutral", "info"]


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict as it is shown: never by colour alone."""

    symbol: str
    word: str
    tone: Tone

    @property
    def whole(self) -> str:
        """Symbol and word."""
        return f"{self.symbol} {self.word}"


_VERDICTS: dict[Verdict, tuple[str, Text, Tone]] = {
    "clear_fall": ("▼▼", _("Tydelig nedgang"), "ok"),
    "probable_fall": ("▼", _("Sannsynlig nedgang"), "ok"),
    "cannot_say": ("◆", _("Kan ikke si"), "neutral"),
    "too_few": ("◆", _("For få hendelser"), "neutral"),
    "probable_rise": ("▲", _("Sannsynlig økning"), "warn"),
    "clear_rise": ("▲▲", _("Tydelig økning"), "danger"),
    "not_in_use": ("◆", _("Ikke i bruk"), "neutral"),
}
_HEADLINES: dict[Verdict, Text] = {
    "clear_fall": _("tydelig nedgang"), "probable_fall": _("sannsynlig nedgang"),
    "cannot_say": _("vi kan ikke si om det er bedre"), "too_few": _("for få hendelser til å si noe"),
    "probable_rise": _("sannsynlig økning"), "clear_rise": _("tydelig økning"), "not_in_use": _("ikke i bruk"),
}  # fmt: skip
_SURE: dict[Verdict, Text] = {
    "clear_fall": _(
        "Det er en tydelig nedgang: så få hendelser ville vært svært uvanlig hvis risikoen var som før."
    ),
    "probable_fall": _(
        "Det er en sannsynlig nedgang: vi så færre enn ventet, men tilfeldigheter kan forklare noe av det."
    ),
    "cannot_say": _("Vi kan ikke si om det er blitt bedre eller verre. Tilfeldigheter kan forklare forskjellen."),
    "too_few": _("Det er for få hendelser til å si noe. I en liten enhet er det vanlig."),
    "probable_rise": _(
        "Det er en sannsynlig økning: vi så flere enn ventet, men tilfeldigheter kan forklare noe av det."
    ),
    "clear_rise": _(
        "Det er en tydelig økning: så mange hendelser ville vært svært uvanlig hvis risikoen var som før."
    ),
}
_STRENGTH: dict[Verdict, int] = {"clear_fall": 2, "probable_fall": 1, "probable_rise": 1, "clear_rise": 2}
_NEXT_SEASON = {
    Season.WINTER: _("neste vinter"), Season.SUMMER: _("neste sommer"), Season.ALL_YEAR: _("neste år"),
    Season.OWN: _("neste sesong"),
}  # fmt: skip


def verdict_words(verdict: Verdict) -> Said:
    """The symbol, the word and the tone of a verdict."""
    symbol, word, tone = _VERDICTS[verdict]
    return Said(symbol, str(word), tone)


def effect_words(effect: Effect) -> Said:
    """As ``verdict_words``; a rise that is only in what nearly happened is never red, for it is good reporting."""
    said = verdict_words(effect.judgement.verdict)
    return Said(said.symbol, said.word, "info") if effect.near_misses_rose else said


def target_words(effect: Effect, codebook: Codebook, *, upward: bool = False) -> str:
    """What a measure is aimed at: "Store akebakken", or "Akebakke" in what is sent upward.

    Args:
        upward: use the standard name of the place, never the unit's own.
    """
    return spot_words(effect.target, codebook, upward=upward)


def spot_words(target: Target, codebook: Codebook, *, upward: bool = False) -> str:
    """As ``target_words``, of what is counted itself.

    Args:
        upward: use the standard name of the place and the kind of the equipment, never the unit's own names.
    """
    place = codebook.label("place", target.standard) if upward and target.standard else target.place
    kind = target.equipment_kind
    thing = codebook.label("equipment_kind", kind) if upward and kind else target.equipment
    named = ((codebook.label("activity", target.activity) if target.activity else ""),
             (codebook.label("mechanism", target.mechanism) if target.mechanism else ""))  # fmt: skip
    return ", ".join(part for part in (place, thing, *named) if part)


def effect_title(effect: Effect, codebook: Codebook, *, upward: bool = False) -> str:
    """The message of a picture, from the verdict: "Store akebakken: tydelig nedgang"."""
    return f"{target_words(effect, codebook, upward=upward)}: {_HEADLINES[effect.judgement.verdict]}"


def say(effect: Effect, codebook: Codebook, *, upward: bool = False) -> str:
    """Everything in a few plain sentences: seen, expected, how sure, what next; and that numbers do not say why.

    Args:
        codebook: the unit's lists.
        upward: use the standard name of the place.
    """
    parts = [
        seen(effect, codebook, upward=upward), before_words(effect, codebook), expected_words(effect), sure(effect),
        percent_words(effect, codebook), settled_by(effect), what_next(effect), str(NOT_WHY),
    ]  # fmt: skip
    return " ".join(part for part in parts if part)


def seen(effect: Effect, codebook: Codebook, *, upward: bool = False) -> str:
    """What was seen since the measure began."""
    where, when = target_words(effect, codebook, upward=upward), _when(effect)
    start = _("Foreløpig. ") if effect.provisional else ""
    after = effect.judgement.after
    if effect.judgement.verdict == "not_in_use":
        text = _("{where}, {when}: ikke i bruk. Da sier tallene ingenting om tiltaket.").format(where=where, when=when)
    else:
        text = _("{where}, {when}: {events}.").format(where=where, when=when, events=_in(after, effect, codebook))
    return f"{start}{text}"


def before_words(effect: Effect, codebook: Codebook) -> str:
    """What the baseline is; empty when nothing is compared."""
    if effect.judgement.verdict == "not_in_use":
        return ""
    if not effect.before:
        return str(_("Vi har ingen tidligere sesong å sammenligne med."))
    names = listed([_season_before(season, effect) for season in effect.before])
    before = effect.judgement.before
    if not before.events:
        return _("Vi hadde ingen før ({seasons}).").format(seasons=names)
    words = {"events": _in(before, effect, codebook), "seasons": names}
    if _same_dates(effect):
        return _("Før, på de samme datoene: {events} ({seasons}).").format(**words)
    return _("Før: {events} ({seasons}).").format(**words)


def expected_words(effect: Effect) -> str:
    """How many there would have been if nothing had changed, with the usual range."""
    expected = effect.judgement.expected
    return usual_range(expected) if expected is not None and effect.judgement.verdict != "not_in_use" else ""


def sure(effect: Effect) -> str:
    """How sure it is, and that a gate holds the verdict back where one does."""
    judgement = effect.judgement
    if judgement.verdict == "not_in_use":
        return ""
    if effect.near_misses_rose:
        return str(_("Det er flere enn før, men økningen er i det som holdt på å skje. At det meldes, er bra."))
    if judgement.verdict == "cannot_say" and judgement.uncapped != "cannot_say":
        return str(_("Vi kan ikke si om det er blitt bedre eller verre. Forbeholdene sier hvorfor."))
    if judgement.verdict == "cannot_say" and not effect.before:
        return str(_("Da kan vi ikke si om det er blitt bedre eller verre."))
    text = str(_SURE[judgement.verdict])
    if _STRENGTH.get(judgement.uncapped, 0) > _STRENGTH.get(judgement.verdict, 0):
        held_back = _("Tallene alene peker tydeligere; forbeholdene sier hvorfor vi ikke sier mer.")
        text = f"{text} {held_back}"
    return text


def percent_words(effect: Effect, codebook: Codebook) -> str:
    """The change in per cent with its uncertainty, where there is one and there were enough events before."""
    judgement = effect.judgement
    if judgement.verdict not in _STRENGTH or judgement.before.events < PERCENT_FROM:
        return ""
    return _percent(judgement.ratio, exposure_words(1, effect, codebook).split(" ", 1)[-1])


def settled_by(effect: Effect) -> str:
    """What would settle it; empty when it is settled, or nothing soon would."""
    if effect.settles is None or effect.judgement.verdict not in {"cannot_say", "too_few"}:
        return ""
    if effect.settles_by is not None:
        day = plain_date(effect.settles_by)
        if effect.settles == 0:
            return _("Uten nye hendelser fram til {day} kan vi si sannsynlig nedgang.").format(day=day)
        return _("Med {n} eller færre nye hendelser fram til {day} kan vi si sannsynlig nedgang.").format(
            n=effect.settles, day=day
        )
    when = _next_window(effect)
    if effect.settles == 0:
        return _("Uten noen hendelser {when} kan vi si sannsynlig nedgang.").format(when=when)
    return _("Med {n} eller færre {when} kan vi si sannsynlig nedgang.").format(n=effect.settles, when=when)


def what_next(effect: Effect) -> str:
    """What the unit should do now."""
    verdict = effect.judgement.verdict
    if verdict in {"probable_rise", "clear_rise"} and not effect.near_misses_rose:  # nobody should wait with that
        return str(_("Ta det opp i personalmøtet: blir tiltaket fulgt, og trengs det et sterkere?"))
    if effect.provisional:
        return _look_again(effect)
    match verdict:
        case "not_in_use" if effect.by == "season" and effect.planned == effect.counted_to:
            return str(_("Velg en ny dag på tiltaket, etter at det har vært i bruk igjen."))
        case "not_in_use":
            return str(_("Se på det igjen når det har vært i bruk."))
        case "clear_fall" | "probable_fall":
            return str(_("Fortsett med tiltaket, og fortsett å melde."))
        case _:
            return _("Fortsett å melde {when}, og se på det igjen da.").format(when=_next_window(effect))


def verdict_of_numbers(judgement: Judgement) -> str:
    """The same for plain numbers, without a measure, a place or gates."""
    said = verdict_words(judgement.verdict)
    if judgement.verdict == "not_in_use":
        return _("{verdict}. Etter: ingen hendelser og ingen dager i bruk. Da sier tallene ingenting.").format(
            verdict=said.whole
        )
    before, after = _plain(judgement.before), _plain(judgement.after)
    parts = [
        f"{said.whole}.",
        _("Før: {before}. Etter: {after}.").format(before=before, after=after),
        "" if judgement.before.events else str(_("Vi hadde ingen før.")),
        usual_range(judgement.expected) if judgement.expected else "",
        str(_SURE[judgement.verdict]),
        _percent(judgement.ratio, "") if judgement.before.events >= PERCENT_FROM else "",
        str(NOT_WHY),
    ]
    return " ".join(part for part in parts if part)


def exposure_words(days: float, effect: Effect, codebook: Codebook) -> str:
    """An amount of exposure in the place's own word: "31 akedager"."""
    return use_words(days, effect.exposure_kind, effect.target, codebook)


def use_words(days: float, kind: ExposureKind, target: Target, codebook: Codebook) -> str:
    """As ``exposure_words``, of what is counted itself."""
    if kind == "attendance":
        return _amount(days, many("{n} oppholdsdag", "{n} oppholdsdager", _whole(days)))
    if kind == "open_days":
        return _amount(days, many("{n} åpningsdag", "{n} åpningsdager", _whole(days)))
    key = "exposure" if days == 1 else "exposure_many"
    word = codebook.more("place", target.standard or "", f"{key}_{language()}")
    if word:
        return f"{_figure(days)} {word}"
    return _amount(days, many("{n} dag i bruk", "{n} dager i bruk", _whole(days)))


def event_words(events: int) -> str:
    """How many events: "4 hendelser", "ingen hendelser"."""
    return many("{n} hendelse", "{n} hendelser", events) if events else str(_("ingen hendelser"))


def season_role(season: SeasonCount) -> str:
    """What a season is in the comparison."""
    roles = {
        "before": _("Før"), "after": _("Etter"), "trigger": _("Utløste tiltaket"), "neither": _("Ikke med"),
    }  # fmt: skip
    return str(roles[season.role])


def _in(tally: Tally, effect: Effect, codebook: Codebook) -> str:
    if not tally.exposure:
        return event_words(tally.events)
    return _("{events} på {days}").format(
        events=event_words(tally.events), days=exposure_words(tally.exposure, effect, codebook)
    )


def _plain(tally: Tally) -> str:
    days = _amount(tally.exposure, many("{n} dag", "{n} dager", _whole(tally.exposure)))
    return _("{events} på {days}").format(events=event_words(tally.events), days=days)


def _whole(days: float) -> int:
    """The number that decides between one and several: 1.5 days are several."""
    return 1 if days == 1 else 2


def _amount(days: float, words: str) -> str:
    """The words with the right figure in them, decimals and all."""
    return f"{_figure(days)} {words.split(' ', 1)[-1]}"


def _figure(days: float) -> str:
    return number(days, 0 if float(days).is_integer() else 1)


def _look_again(effect: Effect) -> str:
    """When to look at what was looked at too early, or without a day chosen for it."""
    if effect.planned is not None and effect.planned > effect.counted_to:
        return _("Fortsett å melde, og se på det igjen {day}, som planlagt.").format(day=plain_date(effect.planned))
    return str(_("Fortsett å melde, og bestem på forhånd hvilken dag dere skal se på det igjen."))


def _when(effect: Effect) -> str:
    """The time since the measure began, as its seasons are called."""
    if not effect.after:
        return _("til og med {day}").format(day=plain_date(effect.counted_to))
    told = listed([_season(season, effect) for season in effect.after])
    first, last = effect.after[0], effect.after[-1]
    words = {"seasons": told, "first": plain_date(first.period.first), "day": plain_date(last.period.last)}
    if not first.whole and first.period.first == effect.started_on:  # begun inside it
        return _("{seasons}, fra {first} til og med {day}").format(**words)
    return told if last.whole else _("{seasons} til og med {day}").format(**words)


def _same_dates(effect: Effect) -> bool:
    """Whether only the same dates of earlier years were compared, not their whole seasons."""
    cut = any(not season.whole for season in effect.before)
    if effect.by == "tertial":
        return cut and not all(season.whole for season in effect.after)
    return cut and not any(gate.code == "regression" and gate.state != "clear" for gate in effect.judgement.gates)


def _season_before(season: SeasonCount, effect: Effect) -> str:
    """As ``_season``; the one that led to the measure ends with the decision, and says to which day it was counted."""
    name = _season(season, effect)
    if season.whole or _same_dates(effect):
        return name
    return _("{seasons} til og med {day}").format(seasons=name, day=plain_date(season.period.last))


def _season(season: SeasonCount, effect: Effect) -> str:
    """What a season is called inside a sentence: "vinteren 2025–2026", "1. tertial 2026", "2025"."""
    if effect.by == "season" and effect.target.season is Season.ALL_YEAR:
        return season.short
    return season.name[:1].lower() + season.name[1:]


def _next_window(effect: Effect) -> str:
    if effect.by == "tertial":
        a_tertial = any(season.short[:1] == "T" for season in effect.seasons)  # "T1 2026"
        return str(_("i samme tertial neste år") if a_tertial else _("i samme periode neste år"))
    return str(_NEXT_SEASON[effect.target.season])


def usual_range(expected: Expected) -> str:
    """How many were expected, and the usual range."""
    mean = _("omtrent {n}").format(n=number(int(expected.mean + 0.5))) if expected.mean >= 1 else _("færre enn én")
    if expected.low == expected.high:
        usual = number(expected.low) if expected.low else str(_("ingen"))
        return _("Med samme risiko som før ville vi ventet {mean}, vanligvis {usual}.").format(mean=mean, usual=usual)
    return _("Med samme risiko som før ville vi ventet {mean}, vanligvis mellom {low} og {high}.").format(
        mean=mean, low=number(expected.low), high=number(expected.high)
    )


def _percent(ratio: Ratio, per: str) -> str:
    """The change with the interval it can lie in; nothing without both limits."""
    if ratio.ratio is None or ratio.exact_low is None or ratio.exact_high is None:
        return ""
    words = {"change": _change(ratio.ratio), "low": _change(ratio.exact_low), "high": _change(ratio.exact_high)}
    if per:
        return _("Per {per} er det {change}; med usikkerheten alt fra {low} til {high}.").format(per=per, **words)
    return _("Det er {change} per dag; med usikkerheten alt fra {low} til {high}.").format(**words)


def _change(ratio: float) -> str:
    """A ratio in words: "70 prosent færre", "som før", "3 ganger så mange"."""
    if ratio >= _DOUBLE:
        return _("{n} ganger så mange").format(n=number(ratio, 0 if ratio >= 10 else 1))
    percent = round(100 * abs(1 - ratio))
    if not percent:
        return str(_("like mange"))
    return _("{n} prosent færre").format(n=percent) if ratio < 1 else _("{n} prosent flere").format(n=percent)


__all__ = [
    "NOT_WHY",
    "Said",
    "before_words",
    "effect_title",
    "effect_words",
    "event_words",
    "expected_words",
    "exposure_words",
    "percent_words",
    "say",
    "season_role",
    "seen",
    "settled_by",
    "spot_words",
    "sure",
    "target_words",
    "use_words",
    "usual_range",
    "verdict_of_numbers",
    "verdict_words",
    "what_next",
]  # fmt: skip
