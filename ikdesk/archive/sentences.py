"""What an archive says of itself: the first file one opens, and the chapters of the description of the system."""

from __future__ import annotations

import textwrap
from datetime import datetime

from ikdesk.archive.format_model import LEFT_OUT
from ikdesk.kernel.words import Text, _, clock_time, plain_date

UNSEEN = _(
    "Saker den som tok ut arkivet, ikke har lov å se, for eksempel en sak om en selv. Arkivet sier ikke om det finnes "
    "noen."
)  # fmt: skip
KEYS = _("Passord, gjenopprettingskoder og nøklene IKdesk signerer rapporter med. De ligger ikke i dataene.")
TELLS: dict[str, Text] = {  # the tables that tell where something comes from, and how it was changed
    "history": _("Hver endring i dataene: når, av hvem, og for hver kolonne hva som sto før og etter."),
    "correction": _("Hva det sto i en hendelse før den ble rettet, og hvorfor den ble rettet."),
    "access": _("Hvem som har åpnet, skrevet ut eller tatt ut noe, og når."),
    "disposal": _("Hva som er kassert, når, av hvem og på hvilket grunnlag."),
    "routine_version": _("Alle utgaver av hver rutine, med hva som var nytt i hver av dem."),
    "risk_version": _("Risikovurderingene slik de var hver gang de ble godkjent."),
    "report_version": _("Rapportene slik de var da de ble levert."),
}
CHAPTERS: tuple[tuple[Text, tuple[Text, ...]], ...] = (
    (_("Hva systemet er"), (
        _("IKdesk er et program for internkontroll i én barnehage, skole eller skolefritidsordning. De ansatte melder "
          "hendelser: ulykker, nestenulykker og avvik. Lederen følger dem opp, setter i verk tiltak, vurderer risiko, "
          "holder rutiner ved like og rapporterer til eier og kommune."),
        _("Programmet kjører på virksomhetens egen maskin. Dataene ligger i én kryptert fil. Dette arkivet er hele "
          "innholdet i den filen, skrevet ut så det kan leses uten IKdesk."),
    )),
    (_("Hvordan arkivet er bygget"), (
        _("Dataene er tabeller. Hver tabell finnes to ganger i mappen «tabeller»: som CSV for regneark, og som JSON. "
          "De har de samme radene i samme rekkefølge. Er de ulike, er det JSON som gjelder."),
        _("CSV følger RFC 4180: komma mellom kolonnene, linjeskift CRLF, navnene på kolonnene i første linje, og "
          "doble anførselstegn rundt tekst som trenger det. Filene er UTF-8 og begynner med et merke (BOM), for uten "
          "det viser Excel æ, ø og å feil. Programmer som leser filene, skal se bort fra merket."),
        _("I CSV står en apostrof foran tekst som et regneark ellers kunne kjørt som en formel, for eksempel tekst "
          "som begynner med =. Apostrofen hører ikke til teksten. I JSON står teksten urørt, og uten merke først."),
        _("En tom celle i CSV er enten en tom tekst eller ingen verdi. I JSON er ingen verdi null."),
        _("Bilder og filene til leverte rapporter ligger i mappen «filer». Hver fil heter det samme som nøkkelen sin. "
          "Tabellen sealed_content sier hvor hver fil ligger. Kolonnen content_id i site_plan, attachment og "
          "report_file sier hvilken fil en rad hører sammen med."),
        _("Mappen «dokumenter» har det samme for folk som vil lese på papir. Den sier ikke noe som ikke også står i "
          "tabellene."),
    )),
    (_("Nøkler og hvordan tabellene henger sammen"), (
        _("De fleste rader har en nøkkel i kolonnen id (UUID, versjon 7). Den er den eneste av sitt slag og blir aldri "
          "endret. Kolonner som slutter på _id, har nøkkelen til en rad i en annen tabell. Hvilken tabell det er, "
          "står ved hver kolonne nedenfor. Tom betyr at raden ikke hører sammen med noen."),
        _("Tabellene står i en rekkefølge der en rad aldri peker på en tabell som kommer etter, bortsett fra når noe "
          "følger etter noe annet i samme tabell."),
    )),
    (_("Koder"), (
        _("Der det står «kode», er verdien et kort ord på engelsk, for eksempel child_injury. Koden er den samme for "
          "alltid. Ordene folk ser, står i kodelistene nedenfor, på bokmål, nynorsk og engelsk i tabellen code."),
    )),
    (_("Dager og klokkeslett"), (
        _("Dager er skrevet ÅÅÅÅ-MM-DD og klokkeslett TT:MM:SS (ISO 8601). Tidspunkter programmet selv har satt, er i "
          "UTC: legg til én time om vinteren og to om sommeren for å få norsk tid. Tidspunkter folk har oppgitt, er i "
          "norsk tid. Ved hver kolonne nedenfor står det hvilken av dem det er."),
    )),
    (_("Rettelser, og det som er trukket tilbake"), (
        _("Ingenting blir slettet. Det som er feil, blir rettet ved å legge til det som er riktig. Tabellen correction "
          "har det som sto før, hvem som rettet det, og hvorfor. Hendelsen selv har det som gjelder nå."),
        _("En rad der withdrawn_at er fylt ut, er trukket tilbake og gjelder ikke lenger. Grunnen står i "
          "withdrawn_why. Den er ikke med i tallene, men den er ikke borte."),
        _("En hendelse som er kassert, har ikke igjen noe av det den sa. Raden står, så numrene ikke får hull, og "
          "tabellen disposal sier når og hvorfor. I endringsloggen er det den sa, borte for alltid."),
    )),
    (_("Endringsloggen"), (
        _("Tabellen history har én linje for hver rad som ble laget eller endret: når, av hvem, hvilken tabell og "
          "hvilken nøkkel. Kolonnen what sier for hver kolonne hva som sto før, og hva som sto etter. Når en rad er "
          "ny, sto det ingenting før. Les linjene for én nøkkel etter seq, så ser du hele historien til raden."),
        _("Står det undone i what, ble noe angret: når det var gjort, og hva det var."),
        _("I programmet er hver linje bundet til linjen før med et merke (kolonnen digest: BLAKE2b med en hemmelig "
          "nøkkel). Merkene viser i programmet at ingen linje er endret eller tatt bort. metadata.json sier om det "
          "stemte da arkivet ble tatt ut. Uten den hemmelige nøkkelen kan merkene ikke regnes etter."),
        _("Numrene i history, access og access_record er satt på nytt fra 1 i arkivet."),
    )),
    (_("Kontroll av at arkivet er helt"), (
        _("SHA256SUMS.txt har kontrollsummen til hver fil. Kommandoen «sha256sum -c SHA256SUMS.txt» i arkivmappen ser "
          "etter om alle filene er slik de var. metadata.json sier hvor mange rader hver tabell skal ha."),
        _("«ikdesk import-archive» leser arkivet inn i IKdesk igjen."),
    )),
)  # fmt: skip


def taken_words(by: str, when: datetime) -> str:
    """When the archive was taken out, and by whom.

    Args:
        by: their name.
        when: the moment, as the clock on the wall has it.
    """
    return _("Tatt ut {day} kl. {time} av {who}.").format(day=plain_date(when), time=clock_time(when.time()), who=by)


def read_me(unit: str, number: str, taken: str) -> str:
    """The file one opens first: what this is, where to begin, and how one sees whether it is whole.

    Args:
        unit: the name of the unit.
        number: its organisation number; may be empty.
        taken: when and by whom it was taken out, from ``taken_words``.
    """
    parts = (
        _("ARKIV FRA IKDESK"), "", f"{unit} ({number})" if number else unit, taken, "",
        _("Dette er alt som ligger i IKdesk for denne virksomheten. Filene har helseopplysninger om barn og ansatte, "
          "og er ikke låst. Ta vare på dem der bare de som skal lese dem, kommer til."), "",
        _("HVOR DU BEGYNNER"), "",
        f"dokumenter/              {_('Til å lese: hendelser, rutiner, risikovurderinger og leverte rapporter.')}",
        f"systembeskrivelse.pdf    {_('Hva hver tabell og hver kolonne betyr.')}",
        f"systembeskrivelse.json   {_('Det samme for programmer.')}",
        f"tabeller/                {_('Alle dataene. Hver tabell som CSV for regneark og som JSON.')}",
        f"filer/                   {_('Bilder og filene til leverte rapporter.')}",
        f"metadata.json            {_('Hvor arkivet kommer fra, hva som er med, og hvor lenge det skal bevares.')}",
        f"SHA256SUMS.txt           {_('Kontrollsummene.')}", "",
        _("NYTTIG Å VITE"), "",
        _("incident er hendelsene. correction er rettelsene. measure er tiltakene, measure_incident sier hvilke "
          "hendelser de kom av, og evaluation har svarene på om de virket. routine og routine_version er rutinene. "
          "history sier hvem som endret hva, og når. code har ordene bak kodene."), "",
        _("Alt er UTF-8. Dager er skrevet ÅÅÅÅ-MM-DD. I CSV står en apostrof foran tekst som et regneark kunne kjørt "
          "som en formel. JSON har teksten urørt."), "",
        _("«sha256sum -c SHA256SUMS.txt» i denne mappen ser etter om filene er hele. «ikdesk import-archive» leser "
          "arkivet inn i IKdesk igjen."), "",
        _("IKKE MED"), "",
        *(f"- {why}" for why in (*LEFT_OUT.values(), UNSEEN, KEYS)),
    )  # fmt: skip
    lines = [line for part in parts for line in _folded(str(part))]
    return "\r\n".join(lines) + "\r\n"


_WIDTH = 100  # characters in a line of the file one opens first


def _folded(text: str) -> list[str]:
    """A paragraph in lines a plain editor shows whole; what is set up in columns stays so."""
    hang = " " * 25 if "   " in text else "  " if text.startswith("- ") else ""
    return textwrap.wrap(
        text, _WIDTH, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False, drop_whitespace=True,
    ) or [""]  # fmt: skip

