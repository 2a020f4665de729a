"""The numbers behind a verdict as plain values, so that they can be kept as they were when somebody answered."""

from __future__ import annotations

from typing import Any

from ikdesk.evidence.kinds import Tally
from ikdesk.kernel.codes import Codebook
from ikdesk.measures.effect_model import Effect
from ikdesk.measures.gate_sentences import gate_sentence
from ikdesk.measures.sentences import say


def evidence_of(effect: Effect, codebook: Codebook) -> dict[str, Any]:
    """What was on the screen: the verdict, the sentence, the numbers, the seasons and the gates.

    Args:
        codebook: the unit's lists.
    """
    judgement, ratio = effect.judgement, effect.judgement.ratio
    return {
        "verdict": judgement.verdict,
        "sentence": say(effect, codebook),
        "before": _tally(judgement.before),
        "after": _tally(judgement.after),
        "ratio": ratio.ratio,
        "exact_low": ratio.exact_low,
        "exact_high": ratio.exact_high,
        "provisional": effect.provisional,
        "counted_to": effect.counted_to.isoformat(),
        "seasons": [
            {"name": one.name, "role": one.role, "events": one.events, "serious": one.serious,
             "exposure": one.exposure, "estimated": one.estimated}
            for one in effect.seasons
        ],
        "gates": [
            {"code": gate.code, "state": gate.state, "sentence": gate_sentence(gate, effect, codebook)}
            for gate in judgement.gates
        ],
    }  # fmt: skip


def _tally(tally: Tally) -> dict[str, float]:
    return {"events": tally.events, "exposure": tally.exposure}
