"""Where the lights change colour and which numbers are told, as a unit chose it; kept with the unit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from ikdesk.evidence.lights import STANDARD, Thresholds
from ikdesk.evidence.small_numbers import LEAST, MOST_LEAST, STAFF_LEAST
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import Text, _
from ikdesk.reports.facts_model import Limits


@dataclass(frozen=True, slots=True)
class Range:
    """A number that may be chosen."""

    label: Text
    lowest: int
    highest: int


LIGHTS: dict[str, Range] = {
    "handling_green": Range(_("Behandlingstid: grønn fra (prosent)"), 1, 100),
    "handling_yellow": Range(_("Behandlingstid: gul fra (prosent)"), 1, 100),
    "overdue_red": Range(_("Forsinkede tiltak: rød fra så mange"), 1, 50),
    "overdue_days": Range(_("Forsinkede tiltak: rød når ett er flere dager over enn"), 0, 365),
    "evaluated_green": Range(_("Tiltak som er vurdert: grønn fra (prosent)"), 1, 100),
    "evaluated_yellow": Range(_("Tiltak som er vurdert: gul fra (prosent)"), 1, 100),
    "reviewed_green": Range(_("Rutiner innen revisjonsdato: grønn fra (prosent)"), 1, 100),
    "reviewed_yellow": Range(_("Rutiner innen revisjonsdato: gul fra (prosent)"), 1, 100),
}
LEASTS: dict[str, Range] = {
    "least": Range(_("Minste tall som vises"), LEAST, MOST_LEAST),
    "sensitive": Range(_("Minste tall om vold, krenkelser og ansatte"), STAFF_LEAST, MOST_LEAST),
}
_PAIRS = (
    ("handling_green", "handling_yellow"), ("evaluated_green", "evaluated_yellow"),
    ("reviewed_green", "reviewed_yellow"),
)  # fmt: skip


def limits_from(written: str, least: int, sensitive: int) -> Limits:
    """The limits of a unit from what is kept; a light whose limits cannot be read has the usual ones.

    Args:
        written: as ``written_down`` gives it; empty: the usual ones.
        least: the lowest number that is told.
        sensitive: the lowest about violence, violations and staff.
    """
    leasts = {"least": max(least, LEAST), "sensitive": max(sensitive, STAFF_LEAST)}
    try:
        kept = json.loads(written) if written else {}
    except ValueError:
        kept = {}
    known = {key: value for key, value in kept.items() if key in LIGHTS} if isinstance(kept, dict) else {}
    return Limits(STANDARD if wrong_limits(known) else replace(STANDARD, **known), **leasts)


def written_down(lights: Thresholds) -> str:
    """What is kept of the limits of the lights: those that are not the usual ones; empty where all are."""
    usual = asdict(STANDARD)
    own = {key: value for key, value in asdict(lights).items() if key in LIGHTS and value != usual[key]}
    return json.dumps(own, sort_keys=True) if own else ""


def chosen_limits(values: Mapping[str, Any]) -> Limits:
    """The limits somebody chose; what is not named is as usual.

    Args:
        values: keys of ``LIGHTS`` and ``LEASTS``, and whole numbers.

    Raises:
        Invalid: by key, a number that is out of range, or yellow above green.
    """
    wrong = wrong_limits(values)
    if wrong:
        raise Invalid(**wrong)
    lights = {key: value for key, value in values.items() if key in LIGHTS}
    return Limits(replace(STANDARD, **lights), **{key: value for key, value in values.items() if key in LEASTS})


def wrong_limits(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with limits, a sentence by key; empty when they can be."""
    wrong: dict[str, str] = {}
    for key, choice in (LIGHTS | LEASTS).items():
        value = values.get(key, choice.lowest)
        if not isinstance(value, int) or isinstance(value, bool) or not choice.lowest <= value <= choice.highest:
            milder = str(_("Det kan gjøres strengere, ikke mildere.")) if key in LEASTS else ""
            told = _("Skriv et helt tall fra {lowest} til {highest}.").format(
                lowest=choice.lowest, highest=choice.highest
            )
            wrong[key] = f"{told} {milder}".rstrip()
    for green, yellow in _PAIRS:
        if not {green, yellow} & wrong.keys() and _of(values, yellow) > _of(values, green):
            wrong[yellow] = str(_("Gul kan ikke begynne høyere enn grønn."))
    return wrong


def _of(values: Mapping[str, Any], key: str) -> int:
    return int(values.get(key, getattr(STANDARD, key)))
