"""Why a chart over time is this one and no other, and what the two rules found in it."""

from __future__ import annotations

from ikdesk.evidence.chart import LOWEST_MEAN, Chart
from ikdesk.evidence.runs import FEWEST_POINTS, Runs
from ikdesk.kernel.words import _, many, number

CHANCE = _("Tilfeldigheter kan forklare at tallene går opp og ned.")


def chart_words(chart: Chart) -> str:
    """Why it is this chart, or none.

    Args:
        chart: of counts month by month.
    """
    match chart.reason:
        case "few_events":
            return str(_("Det er for få hendelser til å vise hvordan de fordeler seg over tid."))
        case "seldom":
            return _(
                "Det er {mean} i snitt per måned. Når det er færre enn {least}, sier dagene mellom hendelsene mer enn "
                "antallet i hver måned."
            ).format(mean=number(chart.mean, 1), least=number(LOWEST_MEAN))
        case "few_points":
            told = many("Vi har {n} måned", "Vi har {n} måneder", chart.points)
            return _("{told}. Det trengs minst {least} før vi kan se om noe har endret seg.").format(
                told=told, least=FEWEST_POINTS
            )
        case "few_useful":
            return str(_("For mange måneder ligger midt på streken til at vi kan se om noe har endret seg."))
        case _:
            return _("Det er {mean} i snitt per måned, og det holder til å se om noe har endret seg.").format(
                mean=number(chart.mean, 1)
            )


def runs_title(runs: Runs) -> str:
    """The message of a run chart."""
    if not runs.changed:
        return str(_("Ingenting tyder på annet enn tilfeldig variasjon"))
    if runs.too_long and runs.side == "below":
        return str(_("Noe har endret seg: mange måneder på rad under midten"))
    if runs.too_long:
        return str(_("Noe har endret seg: mange måneder på rad over midten"))
    return str(_("Noe har endret seg: tallene holder seg lenge på samme side"))


def runs_words(runs: Runs) -> str:
    """What the two rules found, with the numbers they go by.

    Args:
        runs: of points month by month.
    """
    if not runs.enough:
        return str(_("Det er for få punkter til å si om noe har endret seg."))
    longest = many("Lengste rekke på samme side er {n} måned", "Lengste rekke på samme side er {n} måneder",
                   runs.longest)  # fmt: skip
    crossings = many("tallene krysser midten {n} gang", "tallene krysser midten {n} ganger", runs.crossings)
    found = _("{longest} (ved tilfeldigheter høyst {most}), og {crossings} (ved tilfeldigheter minst {least}).").format(
        longest=longest, most=runs.longest_limit, crossings=crossings, least=runs.crossings_limit
    )
    return found if runs.changed else f"{found} {CHANCE}"
