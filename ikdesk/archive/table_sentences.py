"""What each table holds, in words for somebody who has never seen the program."""

from __future__ import annotations

from ikdesk.kernel.words import Text, _

TABLES: dict[str, tuple[Text, Text]] = {  # title, and what a row is
    "access": (_("Tilgangslogg"), _(
        "Hvem som har åpnet, skrevet ut eller tatt ut noe, eller låst opp, og når. Sier aldri hva det handlet om.")),
    "access_record": (_("Tilgangslogg: hvilke rader"), _("Én rad for hver post en linje i tilgangsloggen gjaldt.")),
    "attachment": (_("Bilder ved hendelser"), _("Et bilde som hører til en hendelse. Selve bildet ligger i «filer».")),
    "barrier": (_("Barrierer"), _("Noe som hindrer en fare i å bli til skade, eller som gjør skaden mindre.")),
    "capture": (_("Tid brukt på å melde"), _(
        "Hvor lenge noen brukte på å fylle ut en melding. Sier ikke hvem, eller hvilken melding.")),
    "case_note": (_("Notater i saken"), _("Noe som ble notert mens en hendelse ble fulgt opp.")),
    "code": (_("Kodelister"), _(
        "Kodene og ordene virksomheten bruker. Koden er den samme for alltid. Ordene kan endres.")),
    "contact": (_("Kontakter"), _("Noen som skal ha beskjed, og hvordan de nås.")),
    "correction": (_("Rettelser"), _(
        "Hva det sto i en hendelse før den ble rettet, og hvorfor. Hendelsen har det som gjelder nå.")),
    "department": (_("Avdelinger"), _("En avdeling. Får den nytt navn, kommer en ny rad som følger etter den gamle.")),
    "deputy": (_("Stedfortredere"), _("Noen som er satt inn for lederen fra en dag til en annen.")),
    "disposal": (_("Kassasjoner"), _(
        "At en hendelse ble kassert: når, av hvem og på hvilket grunnlag. Det den sa, er borte for alltid.")),
    "equipment": (_("Utstyr"), _("Utstyr som kan skade noen, eller som skal kontrolleres.")),
    "equipment_event": (_("Kontroll av utstyr"), _("En kontroll eller reparasjon av noe utstyr.")),
    "evaluation": (_("Evaluering av tiltak"), _(
        "Svaret på om et tiltak virket, hvem som ga det, og tallene slik de var da.")),
    "export_file": (_("Filer som er tatt ut"), _("Hvilke filer IKdesk har skrevet, og hvor de ble lagt.")),
    "exposure_day": (_("Dager et sted var i bruk"), _(
        "En dag et sted var i bruk, for eksempel en akedag. Tallene brukes til å regne hvor ofte noe skjer.")),
    "focus_area": (_("Innsatsområder"), _("Noe virksomheten har valgt å arbeide med for å få ned tallet på skader.")),
    "focus_look": (_("Status for innsatsområder"), _("At noen så på tallene for et innsatsområde, og hva de mente.")),
    "hazard": (_("Farer"), _("Noe som kan gå galt. Hører til en risikovurdering.")),
    "hazard_rating": (_("Vurdering av farer"), _(
        "Hvor sannsynlig en fare er, og hvor alvorlig det kan bli, slik noen vurderte det en bestemt dag.")),
    "history": (_("Endringslogg"), _(
        "Hver gang noe ble laget eller endret: når, av hvem, og hva som sto før og etter.")),
    "incident": (_("Hendelser"), _("En ulykke, en nestenulykke eller et avvik, slik det ble meldt og siden rettet.")),
    "incident_access": (_("Tilgang til skjermede hendelser"), _(
        "At noen som ikke er leder, kan se en bestemt hendelse som er skjermet.")),
    "measure": (_("Tiltak"), _("Noe virksomheten gjør for at det ikke skal skje igjen.")),
    "measure_incident": (_("Tiltak og hendelser"), _("At et tiltak kom av en hendelse.")),
    "meeting": (_("Møter"), _("Et møte med de ansatte om hendelser og tiltak.")),
    "meeting_answer": (_("Svar i møter"), _("Hva de ansatte svarte på et spørsmål i et møte.")),
    "meeting_idea": (_("Forslag i møter"), _("Noe noen foreslo i et møte. Det kan ha blitt til et tiltak.")),
    "month_figures": (_("Barn og åpningsdager"), _("Antall barn og åpningsdager i en måned.")),
    "notice": (_("Varsler"), _("At noen fikk beskjed om en hendelse, eller hvorfor ingen skulle ha beskjed.")),
    "other_child": (_("Flere barn i samme hendelse"), _("Ett barn til i en hendelse som skadet flere.")),
    "person": (_("Brukere"), _("En som kan låse opp IKdesk. Passordet er ikke her.")),
    "place": (_("Steder"), _("Et sted hos virksomheten, og hvilket standardsted det regnes som.")),
    "plain_word": (_("Ord som ikke er navn"), _("Et ord som ligner et navn, men ikke er det.")),
    "plan_spot": (_("Steder på tegningen"), _("Hvor et sted ligger på en tegning eller et bilde av området.")),
    "reference_case": (_("Saker som ligger et annet sted"), _(
        "Saksnummer og frister for en sak der dokumentene ligger i et annet system.")),
    "report_file": (_("Filene til leverte rapporter"), _(
        "En fil i en rapport som er levert. Selve filen ligger i «filer», byte for byte slik den ble levert.")),
    "report_made": (_("Utkast til rapporter"), _("At noen skrev ut et utkast til en rapport.")),
    "report_text": (_("Egne tekster i rapporter"), _(
        "En setning lederen skrev selv, i stedet for den IKdesk foreslo.")),
    "report_version": (_("Leverte rapporter"), _("En rapport slik den var da den ble levert. Den blir aldri endret.")),
    "risk_acceptance": (_("Risiko som er godtatt"), _(
        "At noen lever med en risiko som ikke er lav: hvem, hvorfor, og hvor lenge.")),
    "risk_assessment": (_("Risikovurderinger"), _("Hva som kan gå galt på et sted, i en aktivitet eller med noe.")),
    "risk_version": (_("Godkjente risikovurderinger"), _("En risikovurdering slik den var da den ble godkjent.")),
    "routine": (_("Rutiner"), _("En rutine. Det den sier, står i utgavene av den.")),
    "routine_read": (_("Lest rutine"), _("At noen har lest en utgave av en rutine.")),
    "routine_version": (_("Utgaver av rutiner"), _("Hva en rutine sier fra en bestemt dag.")),
    "saved_filter": (_("Lagrede søk"), _("Et utvalg av hendelser noen vil se igjen.")),
    "sealed_content": (_("Bilder og filer"), _("Hvilken fil i mappen «filer» som hører til hvilken nøkkel.")),
    "season_total": (_("Anslåtte dager i en sesong"), _(
        "Hvor mange dager et sted var i bruk i en sesong, anslått i etterkant.")),
    "site_plan": (_("Tegninger av stedet"), _("En tegning eller et bilde av området. Bildet ligger i «filer».")),
    "staff_case": (_("Personalskader"), _("Det som bare gjelder ansatte, om en hendelse som skadet en ansatt.")),
    "threshold_line": (_("Hva skal vi registrere?"), _(
        "En linje på virksomhetens kort om hva som skal meldes. Uten linjer gjelder kortet som følger med IKdesk.")),
    "unit": (_("Virksomheten"), _("Den ene barnehagen, skolen eller skolefritidsordningen alt dette handler om.")),
}  # fmt: skip

LISTS: dict[str, Text] = {
    "activity": _("Aktivitet"), "body_part": _("Kroppsdel"), "cause": _("Årsak"), "conditions": _("Forhold"),
    "contact_role": _("Hva noen er for virksomheten"), "employment": _("Ansettelse"),
    "equipment_kind": _("Slags utstyr"), "event_tile": _("Knapper når noen melder"),
    "event_type": _("Type hendelse"), "injury_kind": _("Type skade"), "legal_hook": _("Regler"),
    "measure_kind": _("Slags tiltak"), "measure_origin": _("Hvor tiltaket kommer fra"),
    "mechanism": _("Hvordan det skjedde"), "notified": _("Hvem som fikk beskjed"), "place": _("Standardsteder"),
    "plan_item": _("Det en plan skal inneholde"), "prevention": _("Hva ville hindret dette?"),
    "responsible_role": _("Hvem har ansvaret?"), "routine_status": _("Om rutinen ble fulgt"),
    "severity": _("Alvorlighet"), "side": _("Side av kroppen"), "status": _("Status for en hendelse"),
    "supervision": _("Voksen til stede"), "treatment": _("Behandling"),
    "treatment_level": _("Behandling av ansatte"), "violence_kind": _("Vold og trusler mot ansatte"),
    "work_when": _("Når i arbeidet det skjedde"),
}  # fmt: skip
