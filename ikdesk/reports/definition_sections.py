"""How a report counted: what is registered, what the words mean, how much was filled in, what was corrected since."""

from __future__ import annotations

from collections.abc import Iterable

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, month_name, plain_date
from ikdesk.paper.story import Section, Table
from ikdesk.privacy.sentences import not_counted_words
from ikdesk.reports.audience_model import PROFILES, Audience
from ikdesk.reports.facts_model import MERGED, Facts, Shown
from ikdesk.reports.untold_sentences import sign_words
from ikdesk.unit.card_sections import card_section
from ikdesk.unit.model import UnitKind


def threshold(facts: Facts) -> tuple[Section, ...]:
    """The unit's own limit for what is registered: in its own words, and as the card that hangs on the wall."""
    own = [part.strip() for part in facts.unit.threshold.splitlines() if part.strip()]
    missing = str(_("Vi har ikke skrevet ned vår egen grense for hva vi registrerer ennå."))
    shipped = str(_("Forslaget under følger med IKdesk."))
    text = tuple(own) or (() if facts.own_card else (missing, *((shipped,) if facts.card else ())))
    said = Section("threshold", str(_("Hva vi registrerer")), text=text)
    return (said, card_section(facts.card)) if facts.card else (said,)


def definitions(facts: Facts) -> Section:
    """How we counted, and how much of it was filled in."""
    own = _of_register() if facts.has("staff") else _of_tables(facts)
    bullets = [*_counted(), *own, *_of_lights(facts), *_work_words(facts), *_risk_words(facts), *_untold(facts)]
    bullets += [not_counted_words(facts.disposed)] if facts.disposed else []
    if facts.began and facts.began >= facts.before.first:
        bullets.append(_("Den første hendelsen i IKdesk er fra {month} {year}.").format(  # no day: it is one event's
            month=month_name(facts.began.month), year=facts.began.year
        ))  # fmt: skip
    plain = PROFILES[facts.audience].one_way  # how much was filled in is a table of small numbers too
    return Section(
        "definitions", str(_("Slik har vi telt")), bullets=tuple(str(line) for line in bullets),
        tables=(_quality(facts),) if facts.now.total and not plain else (),
    )  # fmt: skip


def _counted() -> Iterable[str]:
    yield _("En hendelse telles i perioden den skjedde i, også når den ble meldt senere. Utkast og hendelser "
            "som er trukket tilbake, telles ikke. Er flere barn med i det samme, er det én hendelse.")  # fmt: skip
    yield _("Alvorlighet: 0 ingen skade, 1 liten, 2 moderat (behandlet hos lege eller tannlege), 3 alvorlig, "
            "4 svært alvorlig. Alvorlige hendelser er grad 3 og 4.")  # fmt: skip
    yield str(_("Sted er stedstypen, ikke stedets eget navn."))


def _of_tables(facts: Facts) -> Iterable[str]:
    yield _merged_words(facts)
    if not PROFILES[facts.audience].protected:
        yield str(_("Skjermede saker og andre saker som ikke alle her kan se, er ikke talt med. Derfor kan tallene "
                    "være lavere enn i andre rapporter."))  # fmt: skip
    if facts.audience is Audience.PARENTS:
        return
    yield str(_("Meldt innen 24 timer regnes fra klokkeslettet, eller fra slutten av dagen når klokkeslettet mangler."))
    yield _("Behandlingstid er dager fra meldt til lukket. Vi regner med dem som er lukket, og dem som er åpne og over "
            "fristen på {days} dager.").format(days=facts.unit.deadline_days)  # fmt: skip
    yield str(_("Dager i bruk føres av personalet. En sesong som er ført samlet i ettertid, står som anslått."))
    if facts.now.handling.collected:
        yield str(_("Små skader fra samleskjemaet telles som hendelser, men ikke i meldetid, behandlingstid og "
                    "årsak: De ble rettet på stedet."))  # fmt: skip


def _of_register() -> Iterable[str]:
    yield str(_("Tabellene gjelder registeret for ansatte: arbeidsulykker, vold og trusler mot ansatte. Saker som er "
                "skjermet, er ikke talt med. Ingen helseopplysninger er med."))  # fmt: skip


def _of_lights(facts: Facts) -> Iterable[str]:
    if facts.has("lights"):
        yield str(_("Hvert lys følger en fast regel. Antall meldte hendelser har ikke noe lys, for det er bra at det "
                    "meldes."))  # fmt: skip


def _untold(facts: Facts) -> Iterable[str]:
    if PROFILES[facts.audience].protected:
        yield sign_words(facts)


def _quality(facts: Facts) -> Table:
    """How many events lack what the tables need."""
    total, found = facts.now.total, facts.now.handling
    asked = total - found.collected  # a collective list does not ask about everything
    missing = (
        (_("Alvorlighet"), facts.now.of("severity", ""), total),
        (_("Hvordan det skjedde"), facts.now.of("mechanism", ""), total),
        (_("Aktivitet"), _less(facts.now.of("activity", ""), found.no_activity), asked),
        (_("Om rutinen ble fulgt"), _less(facts.now.of("routine_status", ""), found.no_routine), asked),
        (_("Årsak"), asked - found.with_cause, asked),
        (_("Når den ble meldt"), asked - found.told, asked),
    )
    fields = (
        Field("what", str(_("Opplysning som mangler"))), Field("missing", str(_("Hendelser")), int),
        Field("of", str(_("Av")), int), Field("share", str(_("Andel")), float),
    )  # fmt: skip
    rows = tuple((str(label), number, of, number / of) for label, number, of in missing if number)
    return Table(
        "quality", str(_("Hva som mangler i registreringene")), fields, rows, percent=("share",),
        sheet=str(_("Mangler")), empty=str(_("Alt er fylt ut.")),
    )  # fmt: skip


def _less(number: Shown, fewer: int) -> Shown:
    return None if number is None else number - fewer


def _work_words(facts: Facts) -> Iterable[str]:
    """How focus areas and measures are counted, where there are any."""
    if facts.has("focus") and facts.parts:
        yield _(
            "Et innsatsområde er ett bestemt sted, én aktivitet eller én måte det skjer på. Alle typer hendelser der "
            "telles med. «Tydelig» betyr at tilfeldigheter svært sjelden gir en så stor forskjell, «sannsynlig» at de "
            "sjelden gjør det."
        )
    if facts.has("measures") and facts.work.planned:
        yield _(
            "Et tiltak er over fristen når arbeidet ikke er ferdig og fristen er passert. Det vi allerede gjør, er "
            "ikke regnet som tiltak. Tiltak og rutiner står slik de var {day}."
        ).format(day=plain_date(facts.work.day))


def _risk_words(facts: Facts) -> Iterable[str]:
    """How the risks are told, where there are any."""
    if facts.has("risks") and facts.risks is not None and facts.risks.standing:
        yield _(
            "Risikoen er slik vi har vurdert den, med det som faktisk var gjort {day}. Det vi venter av nye tiltak, "
            "regnes ikke med. S er sannsynlighet og K konsekvens, og fargen følger ruten i matrisen vår, ikke tallet. "
            "Vurderingene står med sine egne titler."
        ).format(day=plain_date(facts.risks.day))


def _merged_words(facts: Facts) -> str:
    environment = _("barnehagemiljøet") if facts.unit.kind is UnitKind.BARNEHAGE else _("skolemiljøet")
    return _("«{other}» i tabellen etter type samler det som ikke vises hver for seg: hendelser med ansatte, saker om "
             "{environment} og andre saker som følges opp et annet sted.").format(
        other=facts.label("kind", MERGED), environment=environment
    )  # fmt: skip
