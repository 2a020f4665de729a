"""What the numbers of a period say in plain words: made from the verdict, never written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ikdesk.evidence.kinds import Judgement, Verdict
from ikdesk.kernel.words import Text, _, listed, number, plain_date
from ikdesk.measures.model import FALLS
from ikdesk.measures.sentences import NOT_WHY, Said, event_words, usual_range, verdict_words
from ikdesk.statistics.count_model import Compared, Overview
from ikdesk.statistics.span_model import Span

FEW = 5  # fewer events show no pattern
HALF = 0.5
MOST_NAMED = 3  # places that are named in a title
OTHER_SEASON = _(
    "Periodene ligger på ulike tider av året. Da kan årstiden forklare forskjellen. Sammenlign heller med samme tid i "
    "et annet år."
)
_SURE: dict[Verdict, Text] = {
    "clear_fall": _("Så få ville vært svært uvanlig hvis risikoen var som før."),
    "probable_fall": _("Vi så færre enn ventet, men tilfeldigheter kan forklare noe av det."),
    "cannot_say": _("Tilfeldigheter kan forklare forskjellen."),
    "too_few": _("Det er for få til å si noe. I en liten enhet er det vanlig."),
    "probable_rise": _("Vi så flere enn ventet, men tilfeldigheter kan forklare noe av det."),
    "clear_rise": _("Så mange ville vært svært uvanlig hvis risikoen var som før."),
}


def said_of(judgement: Judgement | None, *, harm: bool) -> Said | None:
    """The verdict as it is shown; None where nothing is set beside.

    Args:
        judgement: what may be said.
        harm: fewer of them is better. More reports is no harm, and fewer no triumph: they are never green or red.
    """
    if judgement is None:
        return None
    said = verdict_words(judgement.verdict)
    return said if harm else replace(said, tone="neutral")


def title_of(what: str, judgement: Judgement | None, past: str) -> str:
    """The message of a picture: "Hendelser mot 1. tertial 2025: sannsynlig nedgang".

    Args:
        what: is counted, with a capital letter.
        judgement: what may be said; None where nothing is set beside.
        past: what it is set beside is called.
    """
    if judgement is None:
        return what
    word = verdict_words(judgement.verdict).word.lower()
    return _("{what} mot {past}: {verdict}").format(what=what, past=past, verdict=word)


def sure_of(judgement: Judgement | None, silence: str = "") -> str:
    """How sure it is: what was to be expected, what may be said, and that numbers do not say why.

    Args:
        judgement: what may be said.
        silence: what is said beside a fall when little is reported; "" when reporting is as usual.
    """
    if judgement is None:
        return str(NOT_WHY)
    expected = usual_range(judgement.expected) if judgement.expected else ""
    beside = silence if judgement.verdict in FALLS else ""
    if judgement.gates:  # the only one plain numbers have
        return f"{OTHER_SEASON} {NOT_WHY}"
    parts = (expected, str(_SURE.get(judgement.verdict, "")), beside, str(NOT_WHY))
    return " ".join(part for part in parts if part)


def quiet_words(seen: Overview, silence: str) -> str:
    """What must stand beside the numbers on top where one of them falls; "" where none does.

    Args:
        seen: the numbers.
        silence: what is said when little is reported; "" when reporting is as usual.
    """
    judged = (one.judgement for one in (seen.total, seen.harmed, seen.moderate) if one.judgement is not None)
    return silence if any(one.verdict in FALLS for one in judged) else ""


def beside_words(compared: Compared, span: Span) -> str:
    """The number it is set beside: "27 i 1. tertial 2025"."""
    if not span.past:
        return ""
    past = compared.pair.past / len(span.past)
    told = number(past, 0 if past.is_integer() else 1)
    return _("{n} i {period}").format(n=told, period=span.past_name)


def counted_words(seen: Overview, unit: str = "", *, beside: bool = True) -> str:
    """What is counted, and when: "Hendelser per måned, 1. tertial 2026, n = 19 (27)".

    Args:
        seen: the numbers.
        unit: what is counted, with a capital letter; "" where the axis says it.
        beside: whether the earlier number is told, too.
    """
    span, total = seen.span, f"n = {seen.total.pair.now}"
    if span.past and beside:
        past = seen.total.pair.past / len(span.past)
        total += f" ({number(past, 0 if past.is_integer() else 1)})"
    when = _("{period}, til og med {day}") if span.provisional else "{period}"
    name = when.format(period=span.name, day=plain_date(span.now.last))
    parts = (unit, name, total) if unit else (name[:1].upper() + name[1:], total)
    return ", ".join(parts)


def comparison_words(seen: Overview) -> str:
    """What is wrong with what is set beside, or why there is nothing; empty where all is well."""
    if seen.began is None:
        return str(_("Ingen hendelser er registrert ennå."))
    if seen.span.late:
        return str(_("Dagene du vil sammenligne med, må være over før perioden begynner. Velg tidligere dager."))
    if seen.span.past or seen.span.alone:
        return "" if seen.span.in_season else str(OTHER_SEASON)
    return _(
        "Den første hendelsen i IKdesk er fra {day}. Vi har ikke tall fra hele tiden du vil sammenligne med."
    ).format(day=plain_date(seen.began))


def gathered(what: str, counts: Sequence[tuple[str, int]], untold: int = 0) -> str:
    """The message of a list with the largest first: how few of them hold half of what happened.

    Args:
        what: they are, with a capital letter: "Hvor".
        counts: each with its name and number, the largest first; what is not filled in is left out.
        untold: how many are left out; they are told of in the sum, for they may be anything.
    """
    total, least = sum(n for _name, n in counts), 0
    if total < FEW:
        return _("{what}: for få hendelser til å se et mønster").format(what=what)
    held, names = 0, list[str]()
    for name, n in counts:
        if held >= total * HALF and n < least:  # of as many here as there, none is left out
            break
        held, least = held + n, n
        names.append(name)
    if len(names) > MOST_NAMED:
        return _("{what}: hendelsene er spredt på mange").format(what=what)
    return _("{what}: {names} står for {held} av {total}").format(
        what=what, names=listed(names), held=held, total=total + untold
    )


def hours_title(hours: Sequence[tuple[int, int]]) -> str:
    """When of the day: the shortest time that holds half of what happened.

    Args:
        hours: each hour with its number, without gaps, in order.
    """
    total = sum(n for _hour, n in hours)
    if total < FEW:
        return str(_("Ukedag og klokkeslett: for få hendelser til å se et mønster"))
    spans = [
        (last - first, first) for first in range(len(hours)) for last in range(first, len(hours))
        if sum(n for _hour, n in hours[first:last + 1]) >= total * HALF
    ]  # fmt: skip
    length, first = min(spans)
    held = sum(n for _hour, n in hours[first:first + length + 1])
    start, end = hours[first][0], hours[first + length][0] + 1
    return _("{held} av {total} skjedde mellom kl. {first} og {last}").format(
        held=held, total=total, first=f"{start:02}", last=f"{end:02}"
    )


def outside_title(months: Sequence[str]) -> str:
    """Which months stand out where nothing else tells of a change.

    Args:
        months: one or more, in words.
    """
    if len(months) > MOST_NAMED:
        return _("{n} måneder skiller seg ut").format(n=len(months))
    return _("{months} skiller seg ut, ellers bare tilfeldig variasjon").format(
        months=listed([months[0][:1].upper() + months[0][1:], *months[1:]])
    )


def funnel_title(told: int, answered: int) -> str:
    """How many of what was told were followed to the end."""
    if not told:
        return str(_("Ingen hendelser å følge opp i perioden"))
    if not answered:
        return _("Ingen av {events} er fulgt helt til svaret på om tiltaket virket").format(events=event_words(told))
    return _("For {n} av {events} er det spurt om tiltaket virket").format(n=answered, events=event_words(told))


__all__ = [
    "FEW", "OTHER_SEASON", "Said", "beside_words", "comparison_words", "counted_words", "event_words",
    "funnel_title", "gathered", "hours_title", "outside_title", "quiet_words", "said_of", "sure_of", "title_of",
]  # fmt: skip
