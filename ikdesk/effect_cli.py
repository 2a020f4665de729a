"""``ikdesk effect``: whether there are fewer after than before, for plain numbers or for a measure of the unit."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _, number

if TYPE_CHECKING:
    from ikdesk.data import Data
    from ikdesk.evidence.kinds import Judgement, Tally

Open = Callable[[argparse.Namespace], AbstractContextManager["Data"]]
_PAIR = re.compile(r"\s*(\d{1,7})\s*/\s*(\d{1,9}(?:[.,]\d{1,6})?)\s*", re.ASCII)


def add_effect(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the command line what ``effect`` may be asked."""
    asked = job("effect", str(_("se om det er blitt færre hendelser: for to tall, eller for et tiltak")))
    asked.add_argument("--before", type=_pair, metavar="HENDELSER/DAGER", help=str(_("før, for eksempel 29/68")))
    asked.add_argument("--after", type=_pair, metavar="HENDELSER/DAGER", help=str(_("etter, for eksempel 4/31")))
    asked.add_argument("--measure", type=_measure, metavar="N", help=str(_("nummeret på et tiltak i dataene")))
    asked.add_argument("--json", action="store_true")


def wrong_use(wanted: argparse.Namespace) -> str:
    """What does not fit together in what was asked; empty when all does."""
    numbers = (wanted.before, wanted.after)
    if wanted.measure is None and None in numbers:
        return str(_("skriv både --before og --after, eller --measure med nummeret på et tiltak"))
    if wanted.measure is not None and numbers != (None, None):
        return str(_("--measure kan ikke stå sammen med --before og --after"))
    return ""


def needs_data(wanted: argparse.Namespace) -> bool:
    """Whether what is asked is about the unit's own data; plain numbers and reports somebody got need none."""
    return wanted.command not in {"verify", "collect"} and (wanted.command != "effect" or wanted.measure is not None)


def effect_text(wanted: argparse.Namespace, open_data: Open) -> str:
    """The verdict, as it is printed.

    Args:
        open_data: opens the unit's data, asked for only when a measure is.

    Raises:
        Problem: the numbers cannot be compared, or there is nothing to count for the measure.
    """
    if wanted.measure is None:
        return _of_numbers(wanted)
    with open_data(wanted) as data:
        return _of_measure(wanted, data)


def _of_numbers(wanted: argparse.Namespace) -> str:
    from ikdesk.evidence.kinds import Stratum, Tally
    from ikdesk.evidence.verdict import judge
    from ikdesk.measures.sentences import verdict_of_numbers

    before, after = Tally(*wanted.before), Tally(*wanted.after)
    _refuse(before, after)
    judgement = judge([Stratum(before, after)])
    if wanted.json:
        return _json(_plain(judgement))
    return _lines([verdict_of_numbers(judgement), _ratio_words(judgement)])


def _of_measure(wanted: argparse.Namespace, data: Data) -> str:
    from ikdesk.access.model import Deed
    from ikdesk.measures.effect_queries import measure_effect
    from ikdesk.measures.gate_sentences import gate_name, gate_sentence, gate_state
    from ikdesk.measures.queries import measure_number_key
    from ikdesk.measures.sentences import effect_title, say

    key = data.read(measure_number_key, wanted.measure)
    if key is None:
        said = _("Det finnes ikke noe tiltak {number}. Se etter nummeret i listen over tiltak.")
        raise Problem(said.format(number=wanted.measure))
    effect, book = data.read(measure_effect, key), data.codebook()
    data.note(Deed.EXPORTED, "effect", [key])
    judgement = effect.judgement
    gates = [(gate, str(gate_sentence(gate, effect, book))) for gate in judgement.gates]
    if wanted.json:
        told = [{"code": gate.code, "state": gate.state, "sentence": sentence} for gate, sentence in gates]
        counted = {"before": _tally(judgement.before), "after": _tally(judgement.after)}
        return _json({**_plain(judgement), "gates": told, **counted, "sentence": str(say(effect, book))})
    head = _("Tiltak {number}: {title}").format(number=effect.number, title=effect.title)
    named = [f"- {gate_name(gate)} ({gate_state(gate).lower()}): {sentence}" for gate, sentence in gates]
    return _lines([head, effect_title(effect, book), say(effect, book), _ratio_words(judgement), *named])


def _plain(judgement: Judgement) -> dict[str, Any]:
    """The numbers and the verdict as they stand in JSON; null where there is no number."""
    ratio = judgement.ratio
    names = ("ratio", "exact_low", "exact_high", "midp_low", "midp_high", "p_fall_exact", "p_fall_midp")
    return {**{name: getattr(ratio, name) for name in names}, "verdict": judgement.verdict}


def _tally(tally: Tally) -> dict[str, float]:
    return {"events": tally.events, "exposure": tally.exposure}


def _json(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)


def _lines(said: list[str]) -> str:
    return "\n".join(str(line) for line in said if line)


def _ratio_words(judgement: Judgement) -> str:
    """The rate after over the rate before, with its interval; empty without both limits, or where it says nothing."""
    ratio = judgement.ratio
    if judgement.verdict == "too_few" or ratio.ratio is None or ratio.exact_low is None or ratio.exact_high is None:
        return ""
    return _("Hendelser per dag etter, delt på før: {ratio} (usikkerhet, 95 %: {low} til {high}).").format(
        ratio=number(ratio.ratio, 2), low=number(ratio.exact_low, 2), high=number(ratio.exact_high, 2)
    )


def _refuse(before: Tally, after: Tally) -> None:
    """Raise Problem for numbers that cannot be compared."""
    for tally in (before, after):
        if tally.events and not tally.exposure:
            raise Problem(_("Det er hendelser uten dager i bruk. Skriv hvor mange dager det var, for eksempel 4/31."))
    if not before.exposure:
        raise Problem(_("Det er ingen dager i bruk før. Da finnes det ikke noe å sammenligne med."))


def _pair(text: str) -> tuple[int, float]:
    found = _PAIR.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(
            str(_("skriv hendelser og dager slik: 29/68 eller 29/68,5"))
        )
    return int(found[1]), float(found[2].replace(",", "."))


def _measure(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise argparse.ArgumentTypeError(str(_("skriv nummeret på tiltaket, for eksempel 7")))
    return int(text)
