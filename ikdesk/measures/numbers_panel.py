"""The numbers behind a verdict: the seasons as a table, with how often it happened in each."""

from __future__ import annotations

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, number
from ikdesk.measures.effect_model import Effect, SeasonCount
from ikdesk.measures.sentences import exposure_words, season_role
from ikdesk.ui.plain_table import Grid

_PER = {"logged": 10, "attendance": 1000, "open_days": 100}  # days of exposure a rate is told for


def numbers_grid(effect: Effect, codebook: Codebook) -> Grid:
    """One line for each season, oldest first.

    Args:
        codebook: the unit's lists, for what a day in use is called.
    """
    per = _PER[effect.exposure_kind]
    day = exposure_words(2, effect, codebook).split(" ", 1)[-1]
    headings = (
        _("Sesong") if effect.by == "season" else _("Tertial"), _("Regnes som"), _("Hendelser"),
        _("Grad 2+"), day[:1].upper() + day[1:],
        _("Hendelser per {days}").format(days=exposure_words(per, effect, codebook)),
    )  # fmt: skip
    rows = tuple(_line(season, per) for season in effect.seasons)
    return Grid(
        str(_("Tallene")), tuple(str(heading) for heading in headings), rows, figures=frozenset({2, 3, 4, 5}),
        roomy=frozenset({0, 1}),
    )  # fmt: skip


def _line(season: SeasonCount, per: int) -> tuple[str, ...]:
    days = season.exposure
    told = str(_("ukjent")) if days is None else number(days, 0 if float(days).is_integer() else 1)
    if season.estimated and days is not None:
        told = _("{days} (anslått)").format(days=told)
    if days == 0 and not season.events:
        rate = str(_("ikke i bruk"))
    else:
        rate = number(season.events / days * per, 1) if days else "–"
    return (season.short, season_role(season), str(season.events), str(season.serious), told, rate)
