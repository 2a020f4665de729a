"""The rules reports are made with, in words: where the lights change colour, and which numbers are told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from ikdesk.evidence.lights import STANDARD
from ikdesk.evidence.small_numbers import LEAST, STAFF_LEAST
from ikdesk.kernel.words import Text, _

_RULES: dict[str, Text] = {
    "serious_from": _("Alvorlige hendelser: fra grad {n}"),
    "handling_days": _("Behandlingstid: {n} dager"),
    "handling_green": _("Behandlingstid: grønn fra {n} %"),
    "handling_yellow": _("Behandlingstid: gul fra {n} %"),
    "overdue_red": _("Forsinkede tiltak: rød fra {n} tiltak"),
    "overdue_days": _("Forsinkede tiltak: rød når ett er mer enn {n} dager over"),
    "evaluated_green": _("Tiltak som er vurdert: grønn fra {n} %"),
    "evaluated_yellow": _("Tiltak som er vurdert: gul fra {n} %"),
    "reviewed_green": _("Rutiner innen revisjonsdato: grønn fra {n} %"),
    "reviewed_yellow": _("Rutiner innen revisjonsdato: gul fra {n} %"),
    "least": _("Minste tall som vises: {n}"),
    "sensitive": _("Minste tall som vises om vold, krenkelser og ansatte: {n}"),
}
STANDARD_RULES = json.dumps(
    {"lights": asdict(STANDARD), "least": LEAST, "sensitive": STAFF_LEAST}, sort_keys=True
)  # as the store has them


def rules_words(limits: str) -> str:
    """All the rules: "Behandlingstid: 28 dager; …".

    Args:
        limits: as the store has them.
    """
    return "; ".join(_said(key, n) for key, n in rule_numbers(limits).items())


def other_rules_words(limits: str, usual: str) -> str:
    """What is other than usual: "Behandlingstid: 14 dager (de fleste 28)"; empty where nothing is.

    Args:
        limits: of a unit, as the store has them.
        usual: of most units.
    """
    most = rule_numbers(usual)
    return "; ".join(
        _("{rule} (de fleste {usual})").format(rule=_said(key, n), usual=most.get(key, "–"))
        for key, n in rule_numbers(limits).items() if most.get(key) != n
    )  # fmt: skip


def rule_numbers(limits: str) -> Mapping[str, int]:
    """The rules by name, in the order people read them.

    Args:
        limits: as the store has them.
    """
    said = json.loads(limits) if limits else {}
    flat = {**said.get("lights", {}), **said}
    return {key: flat[key] for key in _RULES if key in flat}


def _said(key: str, number: int) -> str:
    return _RULES[key].format(n=number).replace(" %", "\xa0%")
