"""What is wrong with the logs of a file, in words, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ikdesk.access.finding_model import Finding, Wrong
from ikdesk.access.row_model import AccessFilter, AccessRow
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import Text, _

_NAMES = {"history": _("Endringsloggen"), "access": _("Tilgangsloggen")}
_THINGS: dict[str, tuple[Text, Text]] = {
    "incident": (_("Hendelse"), _("{n} hendelser")), "measure": (_("Tiltak"), _("{n} tiltak")),
    "routine": (_("Rutine"), _("{n} rutiner")), "person": (_("Bruker"), _("{n} brukere")),
    "report": (_("Tertialrapport"), _("{n} filer")), "staff_case": (_("Personalsak"), _("{n} personalsaker")),
    "archive": (_("Alle data"), _("Alle data")), "statistics": (_("Tall"), _("Tall")),
    "review": (_("Røntgen"), _("Røntgen")), "focus_area": (_("Innsatsområde"), _("{n} innsatsområder")),
    "effect": (_("Virkningen av tiltak"), _("Virkningen av tiltak")), "unit": (_("Dataene"), _("Dataene, {n} ganger")),
    "meeting": (_("Møte"), _("{n} møter")), "risk_assessment": (_("Risikovurdering"), _("{n} risikovurderinger")),
    "pin": (_("PIN-koden"), _("PIN-koden, {n} ganger")),
    "equipment": (_("Listen over utstyr"), _("Listen over utstyr")),
    "attachment": (_("Bilde ved en hendelse"), _("{n} bilder ved hendelser")),
    "call_list": (_("Varslingsliste"), _("{n} varslingslister")),
    "insurer": (_("Samleliste til forsikring"), _("Samleliste til forsikring, {n} skader")),
    "insight": (_("Innsyn"), _("Innsyn")), "handover": (_("Overlevering"), _("Overlevering")),
    "access": (_("Tilgangsloggen"), _("{n} linjer i tilgangsloggen")),
}  # fmt: skip
_WHO = _("Finn ut hvem som har hatt filen. Er den ikke til å stole på, så hent den tilbake fra en sikkerhetskopi.")
_LOOK = _("Se om de siste hendelsene og endringene er slik dere kjenner dem. Er de det, kan lederen godta avviket.")
_SENTENCES: dict[Wrong, tuple[Text, Text]] = {
    Wrong.EDITED: (_("{log} er brutt: linje {n} er endret eller satt inn av noe annet enn IKdesk."), _WHO),
    Wrong.REMOVED: (_("{log} er brutt: linje {n} er tatt bort."), _WHO),
    Wrong.SHORTENED: (
        _("{log} er for kort: den gikk til linje {n}, men slutten er borte."),
        _("Hent filen tilbake fra den nyeste sikkerhetskopien, eller finn ut hva som er borte."),
    ),
    Wrong.ROLLED_BACK: (
        _("Filen er eldre enn sist den var åpen her. Det som ble skrevet etterpå, er borte."),
        _("Legg tilbake den nyeste filen, eller hent den nyeste sikkerhetskopien."),
    ),
    Wrong.REWRITTEN: (
        _("{log} er ikke den samme som sist: en eldre fil er lagt tilbake og brukt siden, eller loggen er skrevet om."),
        _WHO,
    ),
    Wrong.NO_ANCHOR: (_("Kontrollfilen anchor.json er borte. Den viser om noen har byttet ut dataene."), _LOOK),
    Wrong.FOREIGN_ANCHOR: (_("Kontrollfilen anchor.json hører til en annen virksomhet."), _LOOK),
    Wrong.FALSE_ANCHOR: (_("Kontrollfilen anchor.json er endret av noe annet enn IKdesk."), _LOOK),
    Wrong.LOST: (
        _("{log} har et hull før linje {n}: det som sto der, kunne ikke leses da en skadet fil ble reddet."),
        _("Det som står ellers, er ikke endret. Lederen kan godta hullet."),
    ),
    Wrong.OLD_BREAK: (_("{log} var brutt ved linje {n} allerede før dataene ble oppgradert."), _WHO),
}
SALVAGED = "salvaged: "  # stands before what was lost, where the name of a backup would


def said_of(finding: Finding) -> str:
    """One thing that is wrong, in words."""
    what, then = _SENTENCES[finding.what]
    return f"{what.format(log=_NAMES.get(finding.chain, ''), n=finding.seq)} {then}"


def all_said(findings: Iterable[Finding]) -> list[str]:
    """All that is wrong, each said once; a file that was exchanged explains why its logs are short."""
    found: Sequence[Finding] = list(findings)
    if any(finding.what is Wrong.ROLLED_BACK for finding in found):
        found = [one for one in found if one.what not in {Wrong.SHORTENED, Wrong.REWRITTEN}]
    return list(dict.fromkeys(said_of(finding) for finding in found))


def alarms_for(viewer: Viewer, findings: Iterable[Finding]) -> list[str]:
    """What whoever unlocks is told of what is wrong: leaders all of it, others only that a leader must know.

    Args:
        viewer: who unlocked.
        findings: what is wrong.
    """
    said = all_said(findings)
    if not said or Right.SEE_LOG in viewer.rights:
        return said
    return [str(_("Si fra til lederen: IKdesk har funnet noe som må ses på når lederen låser opp. Du kan arbeide som "
                  "vanlig."))]  # fmt: skip


def restored_said(backup: str) -> str:
    """What whoever unlocks first after a restore or a rescue is told.

    Args:
        backup: the name of the backup; or ``SALVAGED`` and what was lost, in words.
    """
    if backup.startswith(SALVAGED):
        return f"{_('Dataene er reddet fra en skadet fil.')} {backup.removeprefix(SALVAGED)}".strip()
    return _("Dataene er hentet tilbake fra sikkerhetskopien {name}. Det som kom til etter den, er ikke med.").format(
        name=backup
    )


def told_of(row: AccessRow) -> str:
    """What a deed was done with: "Hendelse 2026-212", "12 tiltak", "Tertialrapporten"."""
    one, several = _THINGS.get(row.kind, (Text(row.kind), Text("{n}")))
    if row.numbers and len(row.numbers) == row.count:
        return f"{one} {', '.join(row.numbers)}"
    return several.format(n=row.count) if row.count > 1 and "{n}" in several else str(one)


def chosen_said(wanted: AccessFilter) -> str:
    """What a filter of the log asks for, in words."""
    parts = [wanted.person, wanted.deed.label if wanted.deed else "", wanted.period.name if wanted.period else "",
             wanted.number.strip()]  # fmt: skip
    return " · ".join(part for part in parts if part)
