"""The pictures as they may stand in a file: nothing that points at somebody, and nothing it could be worked out from.

What is taken out, at least once, ends in the wrong place. So the tables of two ways and the departments are left out,
body parts and treatments are shielded as in what is sent upward, and the kinds that are never told one by one there are
one here too.

Source: Statistics Norway's practice, and A. Hundepool et al., "Statistical Disclosure Control" (2012).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ikdesk.evidence.small_numbers import protected
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _
from ikdesk.picture.spec import Spec
from ikdesk.statistics.activity_sentences import silence_words
from ikdesk.statistics.count_model import AllFacts, Group, GroupFacts, Pair
from ikdesk.statistics.count_pictures import MERGED, body, by_severity, by_treatment, pareto, site
from ikdesk.statistics.pictures import pictures_of

LEAST = 3  # the lowest number of a shielded table that is told
CROSSED = frozenset({"hours", "place_kind"})  # tables of two ways


def shielded(group: Group, facts: AllFacts) -> tuple[Spec, ...]:
    """The pictures of a group that may stand in a file.

    Args:
        group: which.
        facts: everything.
    """
    own, book = facts.groups[group], facts.codebook
    match group:
        case Group.WHO:
            return _who(own, book)
        case Group.HOW:
            own = replace(own, spread={**own.spread, "kind": _merged(own.spread["kind"], book)})
        case Group.WHERE:
            sites = [site(plan, own) for plan in own.plans if any(spot.number for spot in plan.spots)]
            places = pareto(own, "place", own.named.places, _("Hvor"))
            return tuple(spec for spec in (places, *sites) if spec is not None)
        case _:
            pass
    return tuple(spec for spec in pictures_of(group, own, book) if spec.key not in CROSSED)


def left_out(facts: AllFacts) -> tuple[str, ...]:
    """The tables that cannot be told at all, by attribute: too much of them would have to be hidden."""
    counts = facts.groups[Group.WHO].spread
    return tuple(name for name in ("body_part", "treatment") if _told(counts[name]) is None)


def _who(own: GroupFacts, book: Codebook) -> tuple[Spec, ...]:
    if not own.overview.total.pair.now:
        return ()
    parts, treated = _told(own.spread["body_part"]), _told(own.spread["treatment"])
    silence = silence_words(own.reporting) if own.reporting else ""
    made = (
        by_severity(own, book, silence), body(own, book, parts) if parts else None,
        by_treatment(own, book, treated) if treated else None,
    )  # fmt: skip
    return tuple(spec for spec in made if spec is not None)


def _told(counts: Mapping[str, Pair]) -> dict[str, int | None] | None:
    return protected({code: pair.now for code, pair in counts.items()}, LEAST)


def _merged(kinds: Mapping[str, Pair], book: Codebook) -> dict[str, Pair]:
    """Kinds that are never told one by one upward are counted together."""
    out: dict[str, Pair] = {}
    for code, pair in kinds.items():
        key = MERGED if book.more("event_type", code, "upward") == MERGED else code
        before = out.get(key, Pair(0))
        out[key] = Pair(before.now + pair.now, before.past + pair.past)
    return out
