"""What the log says beside the matrix, in plain words: how many, what follows, what disagrees, what is suggested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from ikdesk.kernel.base import Code
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import Text, _, listed, many, number, plain_date
from ikdesk.measures.effect_model import Target
from ikdesk.measures.sentences import event_words, spot_words, use_words
from ikdesk.risks.log_model import FIVE, Against, LogSaid
from ikdesk.risks.matrix_model import Matrix, consequence_steps, placed, probability_steps
from ikdesk.unit.model import Season
from ikdesk.unit.season_model import months_of

NOTHING = _("Loggen har ingenting om dette ennå.")
TOO_LITTLE = _("Det er for lite til å si hvor ofte det skjer.")
ALL_KINDS = _("Alle slags hendelser er telt med. Velg hvordan det skjer, så telles bare slike.")
CAN_HAPPEN = _("Det betyr ikke at det ikke kan skje.")
YOURS = _("Dette er et forslag. Det er dere som vurderer.")
_SEASONS = {Season.WINTER: _("vinteren {year}"), Season.SUMMER: _("sommeren {year}"), Season.OWN: _("sesongen {year}")}
_AGAINST: dict[Against, Text] = {
    Against.AGREES: _("Det stemmer med vurderingen deres."),
    Against.TOO_LOW: _("Etter loggen skjer det oftere enn dere har satt."),
    Against.TOO_MILD: _("Etter loggen går det verre enn dere har satt."),
    Against.TOO_HIGH: _(
        "Etter loggen skjer det sjeldnere enn dere har satt. Det kan komme av at ikke alt blir meldt, så det er ingen "
        "grunn i seg selv til å sette det lavere."
    ),
    Against.SILENT: _("Loggen kan ikke si om vurderingen stemmer."),
}  # fmt: skip


def logged_at(target: Target, mechanism: Code | None) -> Target:
    """What is counted for a danger: the target of its assessment, and how it happens.

    Args:
        target: of the assessment.
        mechanism: of the danger; None: however it happens.
    """
    return replace(target, mechanism=mechanism)


def probability_words(step: int, matrix: Matrix) -> str:
    """A step as the log gives it, in the unit's matrix: "svært sannsynlig (5)".

    Args:
        step: 1–5.
        matrix: the unit's.
    """
    at = placed(step, FIVE, matrix.size)
    return f"{str(probability_steps(matrix.size)[at - 1].name).lower()} ({at})"


def consequence_words(step: int, matrix: Matrix) -> str:
    """As ``probability_words``, of how bad it is: "liten (2)"."""
    at = placed(step, FIVE, matrix.size)
    return f"{str(consequence_steps(matrix.size)[at - 1].name).lower()} ({at})"


def suggested(said: LogSaid | None, matrix: Matrix) -> tuple[int | None, int | None]:
    """The cell the log speaks of, in the steps of the unit's matrix; None for what it does not speak of.

    That nothing was reported proposes nothing: it may be luck, a short log, or nobody who writes it down.

    Args:
        said: what was counted.
        matrix: the unit's.
    """
    if said is None or not said.events:
        return None, None
    steps = (said.likely, said.consequence)
    likely, bad = (None if step is None else placed(step, FIVE, matrix.size) for step in steps)
    return likely, bad


def counted_words(said: LogSaid, target: Target, codebook: Codebook, matrix: Matrix) -> str:
    """How many there were, where and when: "Store akebakken: 17 hendelser vinteren 2024–25, på 36 akedager."

    Args:
        said: what was counted.
        target: of the danger (``logged_at``).
        codebook: the unit's lists.
        matrix: the unit's.
    """
    events = event_words(said.events)
    if said.least is not None and said.least > 1:
        least = consequence_words(said.least, matrix)
        worse, worst = _("{events} med konsekvens {step} eller verre"), _("{events} med konsekvens {step}")
        events = (worst if said.least == FIVE else worse).format(events=events, step=least)
    told = _("{spot}: {events} {when}").format(
        spot=spot_words(target, codebook), events=events, when=_when(said, target)
    )
    if said.used:
        told = _("{told}, på {days}").format(told=told, days=use_words(said.used, "logged", target, codebook))
    return f"{told}."


def _when(said: LogSaid, target: Target) -> str:
    """ "vinteren 2024–25", "de siste 3 vintrene (2 i 2022–23, …)", "på 28 måneder (1 i 2024, 2 i 2025)"."""
    each = listed([_("{n} i {season}").format(n=number(events), season=name) for name, events in said.by_season])
    only = said.by_season[0][0] if len(said.by_season) == 1 else ""
    season = _SEASONS.get(target.season)
    if season is not None and only:
        told = season.format(year=only)
        part = _("{season}, fra {day}").format(season=told, day=plain_date(said.first))
        return told if target.season is Season.OWN or _whole(said.first, target.season) else part
    if season is not None:
        seasons = _several(target.season, len(said.by_season))
        return _unless_none(said, _("på {seasons} ({each})").format(seasons=seasons, each=each))
    months = many("{n} måned", "{n} måneder", said.months)
    if only:
        return _("på {months} i {year}").format(months=months, year=only)
    return _unless_none(said, _("på {months} ({each})").format(months=months, each=each))


def _unless_none(said: LogSaid, told: str) -> str:
    """Where there was nothing at all, it is not told year by year."""
    return told if said.events else told.partition(" (")[0]


def _whole(first: date, season: Season) -> bool:
    """Whether what was counted begins when the season does, and not where the log, or the measures, began."""
    return (first.month, first.day) == (months_of(season)[0], 1)


def _several(season: Season, seasons: int) -> str:
    if season is Season.WINTER:
        return many("{n} vinter", "{n} vintre", seasons)
    if season is Season.SUMMER:
        return many("{n} sommer", "{n} somre", seasons)
    return many("{n} sesong", "{n} sesonger", seasons)


def follows_words(said: LogSaid, matrix: Matrix) -> str:
    """What follows from it: how likely it is, and how bad.

    Args:
        said: what was counted.
        matrix: the unit's.
    """
    return " ".join(_follows(said, matrix))


def _follows(said: LogSaid, matrix: Matrix) -> Iterator[str]:
    if said.likely is None or said.low is None or said.high is None:
        yield str(TOO_LITTLE)
    else:
        step = placed(said.likely, FIVE, matrix.size)
        low, high = (probability_words(one, matrix) for one in (said.low, said.high))
        if not said.events:  # a short log without them would make anything look safe
            yield str(CAN_HAPPEN)
        if said.events or low == high:
            yield _("Det svarer til {step}: {anchor}.").format(
                step=probability_words(said.likely, matrix), anchor=probability_steps(matrix.size)[step - 1].anchor
            )
        if low != high:
            yield _("Alt fra {low} til {high} kan stemme.").format(low=low, high=high)
    if said.consequence is not None:
        worst = _("Det verste som noen gang er meldt, har konsekvens {step}.")
        most = _("Vanligvis er konsekvensen {step}.")
        pattern = most if said.least is None else worst
        yield pattern.format(step=consequence_words(said.consequence, matrix))


def against_words(said: LogSaid) -> str:
    """How a rating stands to the log."""
    return str(_AGAINST[said.against])


def lower_words(said: LogSaid, matrix: Matrix) -> str:
    """What the time since the measures began suggests; empty where it suggests nothing lower.

    Args:
        said: what was counted.
        matrix: the unit's.
    """
    if said.lower is None or said.lower_since is None:
        return ""
    events = event_words(said.lower_events)
    return _("{events} etter at tiltakene begynte {day}: tallene tyder på {step}. {yours}").format(
        events=events[:1].upper() + events[1:], day=plain_date(said.lower_since),
        step=probability_words(said.lower, matrix), yours=YOURS,
    )  # fmt: skip


def log_words(said: LogSaid | None, target: Target, codebook: Codebook, matrix: Matrix) -> str:
    """What the log says of a line, whole: counted, and what follows. How a rating stands to it is not said here.

    Args:
        said: what was counted; None: nothing could be.
        target: of the danger (``logged_at``).
        codebook: the unit's lists.
        matrix: the unit's.
    """
    if said is None:
        return str(NOTHING)
    return f"{counted_words(said, target, codebook, matrix)} {follows_words(said, matrix)}"


def cell_words(said: LogSaid | None, matrix: Matrix) -> str:
    """The cell the log speaks of, short: "Loggen: S5 × K2"; empty where it speaks of none.

    Args:
        said: what was counted.
        matrix: the unit's.
    """
    likely, bad = suggested(said, matrix)
    if likely is None and bad is None:
        return ""
    cell = _("S{likely} × K{bad}")
    if likely is None or bad is None:
        cell = _("K{bad}") if likely is None else _("S{likely}")
    return _("Loggen: {cell}").format(cell=cell.format(likely=likely, bad=bad))


def evidence_of_log(said: LogSaid | None, target: Target, codebook: Codebook, matrix: Matrix) -> dict[str, Any]:
    """What is kept with a rating, so that one can see later what it rested on; empty when the log said nothing.

    Args:
        said: what was counted.
        target: of the danger (``logged_at``).
        codebook: the unit's lists.
        matrix: the unit's.
    """
    if said is None:
        return {}
    return {
        "sentence": log_words(said, target, codebook, matrix), "events": said.events, "months": said.months,
        "used": said.used, "first": said.first.isoformat(), "last": said.last.isoformat(), "low": said.low,
        "likely": said.likely, "high": said.high, "consequence": said.consequence,
    }  # fmt: skip
