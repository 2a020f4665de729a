"""What can make a verdict worth less: one plain sentence for each gate, and what it means for the verdict."""

from __future__ import annotations

from ikdesk.evidence.kinds import Gate
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import Text, _, listed, many, number, plain_date
from ikdesk.measures.effect_model import Effect

_NAMES = {
    "regression": _("En uvanlig dårlig sesong"),
    "reporting": _("Hvor mye som meldes"),
    "unplanned": _("Når tallene ses på"),
    "bundle": _("Flere tiltak samtidig"),
    "dispersion": _("Svingninger"),
    "exposure": _("Dager i bruk"),
}
_STATES = {"clear": _("I orden"), "handled": _("Tatt hensyn til"), "caps": _("Holder konklusjonen igjen")}
_WINDOWS = 6  # so many before the measure, before their spread says anything
_AT_MOST = _("Derfor sier vi høyst «sannsynlig».")


def gate_name(gate: Gate) -> str:
    """What the gate is about: "Når tallene ses på"."""
    return str(_NAMES[gate.code])


def gate_state(gate: Gate) -> str:
    """Whether it holds the verdict back: "I orden", "Tatt hensyn til", "Holder konklusjonen igjen"."""
    return str(_STATES[gate.state])


def held_back(effect: Effect, codebook: Codebook) -> str:
    """Why no more is said than is said, where something holds the verdict back; "" where nothing does.

    Args:
        codebook: the unit's lists.
    """
    caps = (gate for gate in effect.judgement.gates if gate.state == "caps")
    return " ".join(gate_sentence(gate, effect, codebook) for gate in caps)


def gate_sentence(gate: Gate, effect: Effect, codebook: Codebook) -> str:  # noqa: ARG001 (all sentences are asked so)
    """What the gate found, and what it means for the verdict.

    Args:
        codebook: the unit's lists.
    """
    match gate.code:
        case "regression":
            return _regression(gate, effect)
        case "reporting":
            return _reporting(gate, effect)
        case "unplanned":
            return _unplanned(gate, effect)
        case "bundle":
            return _bundle(gate, effect)
        case "dispersion":
            return _dispersion(gate)
        case _:
            return _exposure(gate, effect)


def _regression(gate: Gate, effect: Effect) -> str:
    if gate.state == "clear":
        return str(_("Tiltaket er ikke knyttet til en uvanlig dårlig sesong."))
    names = [season.name for season in effect.seasons if season.role == "trigger"]
    if gate.state == "handled" and not names:  # another part of the year is looked at
        return str(_("Den dårlige sesongen som utløste tiltaket, er ikke med i sammenligningen."))
    if gate.state == "handled":
        return _(
            "{season} utløste tiltaket og er holdt utenfor. Etter en uvanlig dårlig sesong kommer det ofte en bedre, "
            "uansett hva man gjør."
        ).format(season=listed(names))
    if gate.ceiling == "cannot_say":
        return str(_(
            "Det eneste vi kan sammenligne med, er den dårlige sesongen som utløste tiltaket. Etter en slik kommer det "
            "ofte en bedre, uansett hva man gjør. Derfor kan vi ikke si om tiltaket virket."
        ))  # fmt: skip
    return _(
        "Den dårlige sesongen som utløste tiltaket, er med i sammenligningen. Da kan en nedgang se større ut enn den "
        "er. {most}"
    ).format(most=_AT_MOST)


def _reporting(gate: Gate, effect: Effect) -> str:
    if gate.state == "clear":
        if not effect.before or not effect.after:
            return str(_("Vi kan ikke se om det meldes mindre enn før, for vi mangler noe å sammenligne med."))
        return str(_("Det meldes ikke mye mindre om alt annet enn før."))
    if gate.reason == "fewer_near_misses":
        return _(
            "Av alt annet som meldes, er en mindre del nestenulykker enn før. Da kan det være at det meldes mindre. "
            "{most}"
        ).format(most=_AT_MOST)
    numbers = {"before": _figure(gate, "reports_before"), "after": _figure(gate, "reports_after")}
    return _(
        "Alt annet som meldes, har også gått ned: fra {before} til {after} i snitt. Da kan nedgangen komme av at det "
        "meldes mindre. {most}"
    ).format(most=_AT_MOST, **numbers)


def _unplanned(gate: Gate, effect: Effect) -> str:
    if gate.state == "clear":
        return str(_("Det var bestemt på forhånd når tallene skulle ses på."))
    if gate.reason == "no_plan" or effect.planned is None:
        return _(
            "Det er ikke bestemt når tallene skal ses på. Den som ser etter ofte, finner før eller siden noe som ser "
            "bra ut. Sett en dag på tiltaket. {most}"
        ).format(most=_AT_MOST)
    if gate.reason == "late":
        return _(
            "Det var planlagt å se på tallene {day}, og dette er senere tall. Bestem en ny dag på forhånd. {most}"
        ).format(day=plain_date(effect.planned), most=_AT_MOST)
    return _(
        "Foreløpig: det er planlagt å se på tallene {day}. Den som ser etter ofte, finner før eller siden noe som ser "
        "bra ut. {most}"
    ).format(day=plain_date(effect.planned), most=_AT_MOST)


def _bundle(gate: Gate, effect: Effect) -> str:
    others = len(effect.bundle) or int(gate.numbers.get("others", 0))
    if gate.state == "clear" or not others:
        return str(_("Ingen andre tiltak ble satt i gang mot det samme i denne tiden."))
    numbers = listed([str(other.number) for other in effect.bundle])
    told = many(
        "{n} annet tiltak mot det samme begynte i samme tid", "{n} andre tiltak mot det samme begynte i samme tid",
        others,
    )  # fmt: skip
    named = _("{told} (nr. {numbers}).").format(told=told, numbers=numbers) if numbers else f"{told}."
    together = _("Konklusjonen gjelder dem samlet; tallene kan ikke si hvilket som virket.")
    return f"{named} {together}"


def _dispersion(gate: Gate) -> str:
    if gate.state == "caps":
        return _("Tallene svingte mye også før tiltaket. {most}").format(most=_AT_MOST)
    if gate.numbers.get("windows", 0) < _WINDOWS:
        return str(_("Det er for få sesonger til å se om tallene svinger mer enn vanlig."))
    return str(_("Tallene svingte ikke mer enn tilfeldigheter gjør."))


_EXPOSURE: dict[str, Text] = {
    "missing": _("Dagene i bruk er ikke ført for alle sesongene, så vi har regnet med åpne dager."),
    "no_baseline": _("Det finnes ingen tidligere sesong med tall for hvor mye det var i bruk."),
    "estimated": _("Noen av dagene i bruk er anslått i ettertid."),
    "changed": _("Det var i bruk mye mer eller mye mindre enn før, og da er sesongene vanskelige å sammenligne."),
}


def _exposure(gate: Gate, effect: Effect) -> str:
    if gate.state == "clear":
        if not effect.judgement.after.exposure:
            return str(_("Det er ikke ført noen dager i bruk i denne tiden."))
        if effect.exposure_kind == "logged":
            return str(_("Dagene i bruk er ført, og det var omtrent like mange som før."))
        return str(_("Vi regner per dag barna var her, og det var omtrent like mange dager som før."))
    most = _("Derfor kan vi ikke si om det er blitt bedre.") if gate.reason == "no_baseline" else _AT_MOST
    if gate.reason == "missing" and effect.exposure_kind == "logged":
        return _("Noen dager i bruk er ikke ført, så vi vet ikke helt hvor mye det var i bruk. {most}").format(
            most=_AT_MOST
        )
    return f"{_EXPOSURE.get(gate.reason, _EXPOSURE['missing'])} {most}"


def _figure(gate: Gate, key: str) -> str:
    value = gate.numbers.get(key, 0.0)
    return number(value, 0 if float(value).is_integer() else 1)


__all__ = ["gate_name", "gate_sentence", "gate_state"]
