"""The staff register in words: who must be told and why, and what counts as serious."""

from __future__ import annotations

from collections.abc import Sequence

from ikdesk.incidents.staff_duties_model import BECAUSE, TOLD, Duty, StaffDetail
from ikdesk.kernel.words import _, short_date

WHY_SERIOUS = _(
    "Alvorlig skade er en skade, fysisk eller psykisk, som setter livet i fare eller gjør noen arbeidsufør varig eller "
    "over lengre tid. Eksempler fra Arbeidstilsynet: hodeskade med bevissthetstap, skjelettskade (unntatt små sprekker "
    "og brudd i fingrer og tær), indre skade, tap av en kroppsdel, forgiftning med fare for varig skade, "
    "bevissthetstap, brannskade, frostskade eller etseskade, nedkjøling, og behandling på sykehus utover enkel "
    "poliklinisk behandling. Vold og trusler som gir alvorlig skade, hører med."
)  # fmt: skip
SOURCE = _("Kilde: arbeidsmiljøloven § 5-2 og Arbeidstilsynet, «Melde ulykke».")
AT_ONCE = _("Varsle Arbeidstilsynet og nærmeste politi med en gang, på raskeste måte. Bekreft varselet skriftlig "
            "etterpå, og gi verneombudet en kopi.")  # fmt: skip
JUDGE = _("Hendelsen er meldt som alvorlig. Ta stilling til om skaden er alvorlig etter arbeidsmiljøloven § 5-2.")
CONSENT = _("Registeret skal ikke ha helseopplysninger om den ansatte uten samtykke (arbeidsmiljøloven § 5-1). "
            "Verneombudet ser dem aldri.")  # fmt: skip
OPEN_TO = _("Verneombudet kan lese dette. Skriv ikke om helsen til den ansatte her.")
CASES_ARE_INTERNAL = _("Er til verneombud, AMU og bedriftshelsetjeneste, og skal ikke sendes videre.")

_NEEDS = {
    "now": _("Varsle med en gang"), "soon": _("Gjenstår"), "judge": _("Ta stilling til om skaden er alvorlig"),
    "as_agreed": _("Vurder melding. Se avtalen med forsikringsselskapet."),
}  # fmt: skip


def whom(duty: Duty) -> str:
    """Who is told: "Arbeidstilsynet"."""
    return str(TOLD[duty.key])


def duty_words(duty: Duty) -> str:
    """When it was done, or what must be done and why; nothing where there is nothing to do."""
    if duty.done is not None:
        return short_date(duty.done)
    if duty.need == "no":
        return ""
    said, because = str(_NEEDS[duty.need]), BECAUSE.get(duty.key)
    return f"{said} ({because})" if because and duty.need != "judge" else said


def left_behind_words(found: StaffDetail, labels: Sequence[str]) -> str:
    """What was filled in before the kind was corrected, and where it is now.

    Args:
        labels: what the attributes are called.
    """
    what = ", ".join(label.rstrip("?.").lower() for label in labels)
    if found.listed:
        said = _("Dette ble skrevet som for et barn. Det er tatt vare på, men vises ikke her: {what}.")
    else:
        said = _("Dette ble skrevet som for en ansatt. Det er tatt vare på, men vises ikke her: {what}.")
    return said.format(what=what)
