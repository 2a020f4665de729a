"""What each column holds where a form does not ask for it, and what sort of value stands there, in words."""

from __future__ import annotations

from ikdesk.archive.column_model import ColumnFacts
from ikdesk.kernel.words import Text, _

_SAME: dict[str, Text] = {  # the same in every table
    "id": _("Radens egen nøkkel"),
    "version": _("Hvor mange ganger raden er lagret"),
    "made_at": _("Når raden ble laget"),
    "made_by": _("Hvem som laget den (person.id)"),
    "changed_at": _("Når raden sist ble endret"),
    "changed_by": _("Hvem som endret den sist (person.id)"),
    "withdrawn_at": _("Når raden ble trukket tilbake. Tom: den gjelder."),
    "withdrawn_why": _("Hvorfor den ble trukket tilbake"),
    "position": _("Plass i rekkefølgen"),
    "order_key": _("Hjelper IKdesk å sortere"),
    "period": _("Periode, for eksempel 2026-T1 (første tertial)"),
    "incident_id": _("Hvilken hendelse"),
    "measure_id": _("Hvilket tiltak"),
    "routine_id": _("Hvilken rutine"),
    "routine_version_id": _("Hvilken utgave av rutinen"),
    "person_id": _("Hvilken bruker"),
    "place_id": _("Hvilket sted"),
    "department_id": _("Hvilken avdeling"),
    "equipment_id": _("Hvilket utstyr"),
    "focus_id": _("Hvilket innsatsområde"),
    "assessment_id": _("Hvilken risikovurdering"),
    "hazard_id": _("Hvilken fare"),
    "meeting_id": _("Hvilket møte"),
    "plan_id": _("Hvilken tegning"),
    "content_id": _("Hvilken fil"),
    "followed_by_id": _("Raden som kom etter, med nytt navn"),
    "by": _("Hvem som gjorde det (person.id)"),
    "by_name": _("Navnet på den som gjorde det, slik det var da"),
    "digest": _("Merket som binder raden til raden før"),
    "audience": _("Hvem rapporten er til"),
    "width": _("Bredde i punkter"),
    "height": _("Høyde i punkter"),
    "format": _("Hva slags fil"),
    "verdict": _("Hva tallene viste, som kode"),
    "evidence": _("Tallene slik de var da, som JSON"),
    "content": _("Alt den sa, som JSON"),
}
_OWN: dict[str, Text] = {
    "access.seq": _("Nummer på linjen"),
    "access.at": _("Når"),
    "access.deed": _("Hva som ble gjort"),
    "access.kind": _("Hvilken tabell det gjaldt, eller hva som ble skrevet"),
    "access.count": _("Hvor mange poster"),
    "access.note": _("Hvilken periode eller form. Aldri hvem det handlet om."),
    "access_record.seq": _("Hvilken linje i tilgangsloggen"),
    "access_record.key": _("Nøkkelen til posten"),
    "attachment.size": _("Størrelse i byte"),
    "capture.month": _("Måneden det skjedde i, som den første dagen"),
    "capture.seconds": _("Sekunder"),
    "case_note.at": _("Når det ble notert"),
    "code.list_name": _("Hvilken kodeliste"),
    "code.code": _("Koden. Den er den samme for alltid."),
    "code.core": _("Om koden følger med IKdesk (true) eller er virksomhetens egen (false)"),
    "code.more": _("Mer om koden, som JSON, for eksempel hvilken gruppe den hører til"),
    "correction.attribute": _("Hvilken kolonne i hendelsen som ble rettet"),
    "disposal.kind": _("Hvilken tabell"),
    "disposal.key": _("Nøkkelen til det som ble kassert"),
    "disposal.whole": _("Om hendelsen er borte også fra tallene (true)"),
    "export_file.day": _("Dagen filen ble skrevet"),
    "export_file.path": _("Hvor filen ble lagt på maskinen"),
    "export_file.kind": _("Hva som ble skrevet"),
    "export_file.digest": _("Kontrollsummen til filen (SHA-256)"),
    "export_file.gone_on": _("Dagen IKdesk slettet filen, eller skrev over den"),
    "exposure_day.confirmed": _("Om noen har sagt at stedet var i bruk den dagen"),
    "exposure_day.receipt": _("Kvittering for en dag som ble meldt mens IKdesk var låst"),
    "hazard_rating.size": _("Hvor mange trinn skalaen hadde"),
    "history.seq": _("Nummer på endringen. Det laveste kom først."),
    "history.at": _("Når"),
    "history.kind": _("Hvilken tabell som ble endret"),
    "history.key": _("Nøkkelen til raden som ble endret"),
    "history.what": _(
        "Hva som ble endret, som JSON: for hver kolonne det som sto før, og det som står nå. Tom: det ble kassert."),
    "incident.year": _("Året i nummeret"),
    "incident.running": _("Løpenummeret i det året"),
    "incident.hours_to_report": _("Timer fra det skjedde til det ble meldt"),
    "incident.days_to_close": _("Dager fra det ble meldt til saken ble lukket"),
    "incident.source": _("Hvor hendelsen kommer fra, når den er hentet inn. Tom: meldt her."),
    "incident.restricted": _("Om hendelsen er skjermet: bare ledere og de som er nevnt, kan se den"),
    "incident.collected": _("Om den er en linje på samleskjemaet"),
    "meeting.begun_at": _("Når møtet begynte"),
    "meeting.ended_at": _("Når møtet sluttet"),
    "meeting_answer.key": _("Hvilket spørsmål"),
    "notice.rule": _("Hvilken regel som foreslo at noen fikk beskjed"),
    "notice.whom": _("Hvem regelen sier skal ha beskjed"),
    "person.slot": _("Hvilken lås i IKdesk personen åpner. Uten verdi utenfor programmet."),
    "plan_spot.x": _("Hvor langt fra venstre, fra 0 til 1"),
    "plan_spot.y": _("Hvor langt ned, fra 0 til 1"),
    "report_file.version_id": _("Hvilken rapport"),
    "report_file.name": _("Hva filen het da den ble levert"),
    "report_file.checksum": _("Kontrollsummen til filen (SHA-256)"),
    "report_text.key": _("Hvilken linje i rapporten"),
    "report_text.generated": _("Setningen IKdesk foreslo"),
    "report_version.language": _("Språket rapporten er skrevet på"),
    "report_version.first": _("Første dag som er talt med"),
    "report_version.last": _("Siste dag som er talt med"),
    "report_version.delivered_at": _("Når rapporten ble laget"),
    "report_version.content": _("Tallene som følger med i filene, som JSON, med små tall skjult"),
    "report_version.checksum": _("Kontrollsummen til tallene (SHA-256), slik den står i rapporten"),
    "report_version.kept": _("Alle tallene slik de var, som JSON. Er ikke sendt til noen."),
    "report_version.fingerprint": _("Fingeravtrykket til nøkkelen rapporten er signert med"),
    "risk_acceptance.size": _("Hvor mange trinn skalaen hadde"),
    "saved_filter.wanted": _("Hva søket ba om, som JSON"),
    "sealed_content.file": _("Hvor filen ligger i arkivet. Tom: den kan ikke leses lenger."),
    "sealed_content.media_type": _("Hva slags fil"),
    "sealed_content.size": _("Størrelse i byte"),
    "sealed_content.sha256": _("Kontrollsummen til filen (SHA-256)"),
    "unit.risk_size": _("Hvor mange trinn risikomatrisen har"),
    "unit.risk_signs": _("Fargene i risikomatrisen. Tom: de vanlige."),
    "unit.light_limits": _("Egne grenser for lysene i rapporten, som JSON. Tom: de vanlige."),
    "unit.demo_day": _("Bare i eksempelet: dagen det er der"),
}  # fmt: skip
# what people told, in the time of the clock on their wall; every other moment is in UTC
LOCAL = frozenset({
    "incident.reported_at", "incident.closed_at", "case_note.at", "notice.at", "report_version.delivered_at",
})  # fmt: skip


_SORTS: dict[str, Text] = {
    "number": _("heltall"), "decimal": _("desimaltall, med punktum"), "yes_no": _("true eller false"),
    "day": _("dag, ÅÅÅÅ-MM-DD"), "time": _("klokkeslett, norsk tid"), "moment": _("tidspunkt, UTC"),
    "key": _("nøkkel (UUID)"), "text": _("tekst"), "json": _("JSON skrevet som tekst"), "code": _("kode"),
    "codes": _("flere koder: liste i JSON, semikolon mellom i CSV"),
}  # fmt: skip


def column_words(column: ColumnFacts) -> str:
    """What a column holds; as the form says it, where one asks for it.

    Args:
        column: of a table that is in an archive.

    Raises:
        KeyError: nobody has said.
    """
    own = _OWN.get(f"{column.table}.{column.name}")
    return str(own or column.label or _SAME[column.name])


def sort_words(column: ColumnFacts) -> str:
    """What sort of value stands in a column, as it is written in an archive.

    Args:
        column: of a table that is in an archive.
    """
    if f"{column.table}.{column.name}" in LOCAL:
        return str(_("tidspunkt, norsk tid"))
    if column.sort == "text" and column.length:
        return _("tekst, inntil {n} tegn").format(n=column.length)
    return str(_SORTS[column.sort])
