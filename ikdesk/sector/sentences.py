"""The few lines at the top of the documents for the sector: who has delivered, how much, and what waits."""

from __future__ import annotations

from collections.abc import Iterator

from ikdesk.kernel.clock import norway
from ikdesk.kernel.words import _, many, number, plain_date
from ikdesk.sector.facts_model import SectorFacts


def short_lines(facts: SectorFacts) -> tuple[str, ...]:
    """ "Kort fortalt": one sentence or two each, the most important first.

    Args:
        facts: counted and protected.
    """
    return tuple(_lines(facts))


def sign_line(facts: SectorFacts) -> str:
    """What ":" means in the tables of the units; empty where there are none."""
    if not facts.heads:
        return ""
    least = max(facts.least, facts.least_last)
    if least > facts.least:
        said = _("«:» betyr at tallet ikke vises: Det er under {least} (i den siste kolonnen under {last}), eller det "
                 "kunne vært brukt til å regne ut et slikt tall.").format(least=facts.least, last=least)  # fmt: skip
    else:
        said = _("«:» betyr at tallet ikke vises: Det er under {least}, eller det kunne vært brukt til å regne ut et "
                 "slikt tall.").format(least=least)  # fmt: skip
    return f"{said} {_('Står det «:» i hele raden til en enhet, kan noen av tallene være null.')}"


def _lines(facts: SectorFacts) -> Iterator[str]:
    yield _delivered(facts)
    yield _number(facts)
    if facts.decisions:
        yield _decisions(facts)
    if facts.overdue_measures:
        yield many(
            "{n} tiltak er over fristen i enhetene til sammen.", "{n} tiltak er over fristen i enhetene til sammen.",
            facts.overdue_measures,
        )  # fmt: skip
    if facts.troubled:
        yield many(
            "{n} fil er ikke tatt med og bør ses på.", "{n} filer er ikke tatt med og bør ses på.", facts.troubled
        )
    if facts.apart:
        yield many(
            "{n} enhet har egne grenser for lysene, og er ikke sammenlignbar med de andre.",
            "{n} enheter har egne grenser for lysene, og er ikke sammenlignbare med de andre.", facts.apart,
        )  # fmt: skip
    if sign := sign_line(facts):
        yield sign


def _delivered(facts: SectorFacts) -> str:
    if facts.missing:
        said = [_("{units} av {expected} enheter har levert.").format(
            units=number(facts.units), expected=number(facts.expected)
        )]  # fmt: skip
        said.append(many("{n} mangler.", "{n} mangler.", facts.missing))
    else:
        said = [many("{n} enhet har levert. Ingen mangler.", "{n} enheter har levert. Ingen mangler.", facts.units)]
    if facts.late:
        said.append(many(
            "{n} rapport kom for sent.", "{n} rapporter kom for sent.", facts.late
        ))  # fmt: skip
    return " ".join(said)


def _number(facts: SectorFacts) -> str:
    """How much was reported, and beside it last year's, without a word of better or worse."""
    said = [many(
        "{n} hendelse er registrert til sammen.", "{n} hendelser er registrert til sammen.", facts.total.now or 0
    )]  # fmt: skip
    both = facts.compared
    if both.units and both.units == facts.units:
        said.append(_("I de samme dagene i fjor var det {last_year}.").format(last_year=number(both.last_year)))
    elif both.units:
        units = many("{n} enhet", "{n} enheter", both.units)
        said.append(_(
            "{units} har tall for både i år og i fjor: {now} nå, {last_year} i de samme dagene i fjor."
        ).format(units=units, now=number(both.now), last_year=number(both.last_year)))  # fmt: skip
    if both.units:
        said.append(str(_("Færre kan bety at det skjer mindre, eller at mindre blir meldt.")))
    return " ".join(said)


def _decisions(facts: SectorFacts) -> str:
    said = many(
        "{n} tiltak krever en beslutning høyere opp.", "{n} tiltak krever en beslutning høyere opp.", facts.decisions
    )
    if not facts.overdue_decisions:
        return said
    late = many("{n} av dem er over fristen", "{n} av dem er over fristen", facts.overdue_decisions)
    today = facts.when.astimezone(norway()).date()
    return _("{waiting} {late} den {day}.").format(waiting=said, late=late, day=plain_date(today))
