"""The pictures of the statistics page, group by group."""

from __future__ import annotations

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, number
from ikdesk.picture.parts import Series
from ikdesk.picture.spec import BarSpec, Spec
from ikdesk.statistics.activity_sentences import silence_words
from ikdesk.statistics.count_model import Funnel, Group, GroupFacts
from ikdesk.statistics.count_pictures import how_pictures, where_pictures, who_pictures
from ikdesk.statistics.count_sentences import funnel_title
from ikdesk.statistics.key_model import asks
from ikdesk.statistics.when_pictures import when_pictures

WIDE = frozenset({"hours", "place_kind", "run"})  # pictures that need the whole width of the page


def pictures_of(group: Group, facts: GroupFacts, book: Codebook) -> tuple[Spec, ...]:
    """The pictures of a group, the most important first.

    Args:
        group: which.
        facts: what it is made of.
        book: the unit's lists.
    """
    if not facts.overview.total.pair.now and group is not Group.WHEN:
        return ()
    silence = silence_words(facts.reporting) if facts.reporting else ""
    match group:
        case Group.WHEN:
            return when_pictures(facts, silence)
        case Group.WHERE:
            return where_pictures(facts, book)
        case Group.HOW:
            return how_pictures(facts, book)
        case Group.WHO:
            return who_pictures(facts, book, silence)
        case Group.FOLLOWED:
            return (funnel(facts.funnel, facts),) if facts.funnel and facts.funnel.told else ()


def funnel(stages: Funnel, facts: GroupFacts) -> BarSpec:
    """From what was told to whether what was done about it worked."""
    span = facts.overview.span
    told = (
        (_("Meldt"), stages.told, asks(collected="no")), (_("Årsaken er skrevet"), stages.with_cause, ""),
        (_("Har fått tiltak"), stages.with_measure, ""), (_("Tiltaket er gjennomført"), stages.with_done, ""),
        (_("Spurt om det virket"), stages.with_answer, ""),
    )  # fmt: skip
    notes = [_("{n}\xa0%").format(n=number(100 * n / stages.told)) if at else "" for at, (_s, n, _k) in enumerate(told)]
    return BarSpec(
        "funnel", funnel_title(stages.told, stages.with_answer),
        _("Hendelser i {period}. Uten samleskjema og saker som har sine papirer et annet sted").format(
            period=span.name),
        str(_("Ikke alle hendelser trenger et tiltak.")),
        tuple(str(words) for words, _n, _k in told), (Series("", tuple(n for _s, n, _k in told)),),
        str(_("hendelser")), horizontal=True, keys=tuple(key for _s, _n, key in told),
        notes=tuple(notes) if stages.told >= 10 else (),
    )  # fmt: skip
