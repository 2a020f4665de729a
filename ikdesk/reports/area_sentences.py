"""A focus area whose numbers are too small to be told, in words."""

from __future__ import annotations

from ikdesk.kernel.words import _, plain_date
from ikdesk.measures.effect_model import Effect
from ikdesk.measures.sentences import NOT_WHY, effect_title, seen, spot_words, sure, what_next
from ikdesk.reports.facts_model import AreaFact, Facts

WORDS_ONLY = _("Tallene her er så små, eller røper så små tall, at vi bare sier det med ord.")


def in_words_only(facts: Facts, area: AreaFact) -> tuple[str, ...]:
    """What is said of an area without its numbers, and that there are some that are not told.

    Args:
        facts: of the report.
        area: one that is told in words only.
    """
    said = untold(area) if area.effect is None else _of_effect(facts, area.effect)
    return said, str(WORDS_ONLY)


def untold(area: AreaFact) -> str:
    """Why nothing is said of whether it is better at an area.

    Args:
        area: one without an effect.
    """
    if area.begun:
        return str(_("Tiltak er satt i verk her, men det er for tidlig å si om de har virket."))
    if area.shielded:
        return str(_("Ingen tiltak er satt i verk her ennå. Da kan vi ikke si om noe er blitt bedre."))
    return str(_("Ingen tiltak er satt i verk her ennå. Da kan vi telle, men ikke si om noe er blitt bedre."))


def short_words(facts: Facts, area: AreaFact) -> str:
    """The line of such an area in "Kort fortalt": "Akebakke, aking: sannsynlig nedgang. Tallene er …"

    Args:
        facts: of the report.
        area: one that is told in words only.
    """
    if area.effect is not None:
        said = effect_title(area.effect, facts.codebook, upward=True)
        said = _("Foreløpig: {text}").format(text=said) if area.effect.provisional else said
        return _("{said}. Tallene er for små til å vises.").format(said=said)
    name = spot_words(area.target, facts.codebook, upward=True)
    return _("Innsatsområdet {area}: {words}").format(area=name, words=untold(area))


def _of_effect(facts: Facts, effect: Effect) -> str:
    """How it goes, as far as it was counted, and what comes next."""
    if effect.judgement.verdict == "not_in_use":
        parts = [seen(effect, facts.codebook, upward=True)]
    else:
        day = plain_date(effect.counted_to)
        parts = [_("Vi har sett på tallene til og med {day}.").format(day=day), _verdict(effect)]
        if effect.provisional:
            parts.insert(0, str(_("Foreløpig.")))
    return " ".join((*parts, what_next(effect), str(NOT_WHY)))


def _verdict(effect: Effect) -> str:
    """The verdict as a sentence; what the numbers would have said without what holds them back is not said."""
    if effect.judgement.verdict == "cannot_say":
        return str(_("Vi kan ikke si om det er blitt bedre eller verre."))
    return sure(effect) or str(_("Det har ikke vært i bruk."))
