"""Whether a report is as it was signed, in plain words."""

from __future__ import annotations

from datetime import date, datetime

from ikdesk.kernel.words import _, clock_time, plain_date
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.verdict_model import Verdict

_TOLD = 6  # keys that are told of; whoever has an older one yet asks the unit
_OTHERWISE = {
    "changed": _("Rapporten er endret etter at den ble signert. Stol ikke på tallene. Be avsenderen om en ny."),
    "unsigned": _("Rapporten er ikke signert, så vi kan ikke se om noe er endret i den."),
    "locked": _("Filen er låst med et passord. Skriv passordet, så ser vi etter."),
    "unreadable": _("Dette er ikke en rapport vi kan lese. Sjekk at det er riktig fil."),
}


def verdict_headline(verdict: Verdict) -> str:
    """The answer in one sentence.

    Args:
        verdict: about a report.
    """
    if not verdict.whole:
        return str(_OTHERWISE.get(verdict.state, _OTHERWISE["unreadable"]))
    return str(_("Rapporten er hel, og ingenting er endret siden den ble signert."))


def verdict_facts(verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """What a whole report says it is: labels and values; of any other, why it is not.

    Args:
        verdict: about a report.
    """
    if not verdict.whole:
        return ((str(_("Hvorfor")), verdict.trouble),) if verdict.trouble else ()
    known = {one.code: one.label for one in Audience}
    rows = (
        (_("Enhet"), verdict.unit),
        (_("Organisasjonsnummer"), verdict.organisation_number),
        (_("Rapport"), verdict.title),
        (_("Laget for"), known.get(verdict.audience, verdict.audience)),
        (_("Periode"), _days(verdict)),
        (_("Versjon"), str(verdict.version)),
        (_("Status"), str(_("Levert til {who}").format(who=verdict.delivered_to) if verdict.status == "delivered"
                          else _("Utkast"))),
        (_("Laget"), _moment(verdict.made)),
        (_("Laget av"), verdict.made_by),
        (_("Kontrollsum"), verdict.checksum),
        (_("Nøkkelen den er signert med"), verdict.fingerprint),
    )  # fmt: skip
    return tuple((str(label), value) for label, value in rows if value)


def verdict_advice(verdict: Verdict) -> str:
    """What the signature does not tell by itself; empty where the report is not whole.

    Args:
        verdict: about a report.
    """
    if not verdict.whole:
        return ""
    if verdict.earlier:
        return " ".join((passed_words(verdict), str(_(
            "Har dere en eldre rapport fra enheten med en nøkkel som står her, er det samme enhet. Ellers ser du det "
            "ved å spørre dem i telefonen."
        ))))  # fmt: skip
    return str(_(
        "Signaturen viser at filen er som den var. At det er enheten selv som har signert, ser du når nøkkelen er den "
        "samme som i de andre rapportene deres, eller som de sier i telefonen."
    ))  # fmt: skip


def passed_words(verdict: Verdict) -> str:
    """That the key is new, and which vouched for it; empty where it is the first.

    Args:
        verdict: about a whole report.
    """
    if not verdict.earlier:
        return ""
    if len(verdict.earlier) == 1:
        return _("Nøkkelen er ny. Den forrige ({previous}) har gått god for den.").format(previous=verdict.earlier[0])
    said = _("Nøkkelen er ny. Den forrige ({previous}) har gått god for den. Før den hadde enheten: {older}.")
    return said.format(previous=verdict.earlier[0], older=", ".join(verdict.earlier[1:_TOLD]))


def _days(verdict: Verdict) -> str:
    try:
        first, last = date.fromisoformat(verdict.first), date.fromisoformat(verdict.last)
    except ValueError:
        return verdict.period
    return f"{verdict.period} ({plain_date(first)} – {plain_date(last)})"


def _moment(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{plain_date(at.date())} {_('kl.')} {clock_time(at.time())}"
