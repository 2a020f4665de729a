"""The two pictures of an effect: how much has changed and how sure that is, and the seasons one by one."""

from __future__ import annotations

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, listed, many, plain_date
from ikdesk.measures.effect_model import Effect, SeasonCount
from ikdesk.measures.sentences import NOT_WHY, effect_title, exposure_words, season_role, settled_by, target_words
from ikdesk.picture.spec import BarSpec, Flag, Role, Series, StripSpec

_ROLES: dict[str, Role] = {"before": "past", "after": "now", "trigger": "other", "neither": "other"}


def effect_strip(effect: Effect, codebook: Codebook, *, upward: bool = False) -> StripSpec:
    """The verdict strip: the point, a thick line for 80 % and a thin one for 95 %.

    Args:
        codebook: the unit's lists.
        upward: use the standard name of the place.
    """
    ratio = effect.judgement.ratio
    nothing = ""
    if ratio.ratio is None:
        if effect.judgement.verdict == "not_in_use":
            nothing = str(_("Ikke i bruk i denne tiden"))
        elif not effect.before:
            nothing = str(_("Ingenting å sammenligne med"))
        else:
            nothing = str(_("Vi hadde ingen før, så det finnes ikke noe forhold"))
    return StripSpec(
        "effect_strip", effect_title(effect, codebook, upward=upward), _compared(effect, codebook),
        settled_by(effect),
        ratio.ratio, ratio.likely_low, ratio.likely_high, ratio.exact_low, ratio.exact_high, nothing,
    )  # fmt: skip


def season_bars(effect: Effect, codebook: Codebook, *, upward: bool = False) -> BarSpec:
    """Events season by season, with the flag of the measure; what is left out of the comparison looks so.

    Args:
        codebook: the unit's lists.
        upward: use the standard name of the place.
    """
    seasons = effect.seasons
    begun = next((at for at, season in enumerate(seasons) if season.role == "after"), len(seasons))
    title = (
        _("{where}: hendelser i samme periode år for år") if effect.by == "tertial"
        else _("{where}: hendelser sesong for sesong")
    ).format(where=target_words(effect, codebook, upward=upward))  # fmt: skip
    return BarSpec(
        "effect_seasons", title, _to(effect), str(NOT_WHY),
        labels=tuple(_label(season, effect, codebook) for season in seasons),
        series=(Series(str(_("Hendelser")), tuple(season.events for season in seasons)),),
        unit=str(_("hendelser")), keys=tuple(season.short for season in seasons),
        flags=(Flag(begun, _begun(effect)),), roles=tuple(_ROLES[season.role] for season in seasons),
    )  # fmt: skip


def _label(season: SeasonCount, effect: Effect, codebook: Codebook) -> str:
    parts = [season.short]
    if season.exposure is None:
        parts.append(str(_("dager ikke ført")))
    elif not season.exposure:
        parts.append(str(_("ikke i bruk")))
    else:
        days = exposure_words(season.exposure, effect, codebook)
        parts.append(_("{days}, anslått").format(days=days) if season.estimated else days)
    if season.role in {"trigger", "neither"}:
        parts.append(str(_("holdt utenfor") if season.role == "trigger" else season_role(season)))
    return "\n".join(parts)


def _begun(effect: Effect) -> str:
    """What the flag says: the measure, or how many of them, and the day."""
    day = plain_date(effect.started_on)
    if effect.bundle:
        told = many("{n} tiltak", "{n} tiltak", len(effect.bundle) + 1)
        return _("{what}, fra {day}").format(what=told, day=day)
    return _("Tiltak {number}, fra {day}").format(number=effect.number, day=day)


def _compared(effect: Effect, codebook: Codebook) -> str:
    """Which seasons are set against which."""
    after = listed([season.short for season in effect.after])
    before = listed([season.short for season in effect.before])
    per = exposure_words(1, effect, codebook).split(" ", 1)[-1]
    if not after or not before:
        return _to(effect)
    text = _("Hendelser per {per}, {after} mot {before}.").format(per=per, after=after, before=before)
    left_out = listed([season.short for season in effect.seasons if season.role == "trigger"])
    if left_out:
        text += " " + _("{season} er holdt utenfor.").format(season=left_out)
    how_sure = _("Tykk strek: 80\xa0% sikkert, tynn: 95\xa0%.")
    return f"{text} {how_sure}"


def _to(effect: Effect) -> str:
    day = plain_date(effect.counted_to)
    return _("Foreløpig, til og med {day}").format(day=day) if effect.provisional else _(
        "Til og med {day}").format(day=day)  # fmt: skip
