"""How it was collected, counted and protected, and what the words and signs mean."""

from __future__ import annotations

from collections.abc import Iterator

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, listed, many, plain_date, quoted
from ikdesk.paper.story import HIDDEN, NOTHING, Section, Table
from ikdesk.sector.facts_model import SectorFacts
from ikdesk.sector.mark_sections import light_words
from ikdesk.sector.sentences import sign_line


def no_ranking() -> str:
    """Why units cannot be laid beside each other as they are."""
    return str(_(
        "Dette er ingen rangering. Enhetene står i alfabetisk rekkefølge. De kan ikke sammenlignes direkte, for de har "
        "ulikt antall barn, ulike barn og ulike uteområder, og de melder ikke like mye. Mange meldte hendelser kan "
        "bety at det meldes godt."
    ))  # fmt: skip


def definitions(facts: SectorFacts) -> tuple[Section, ...]:
    """The end of the appendix."""
    return (
        Section("counted", str(_("Slik er tallene samlet")), bullets=tuple(counted(facts)), appendix=True),
        Section("protected", str(_("Slik er små tall skjult")), bullets=tuple(protected(facts)), appendix=True),
        Section("signs", str(_("Ord og tegn")), tables=(_signs_table(facts),), appendix=True),
    )


def counted(facts: SectorFacts) -> Iterator[str]:
    """How the reports were taken, and how they were summed."""
    yield str(_("Hver enhet har signert sin egen rapport. En rapport er bare tatt med når signaturen stemmer, og når "
                "enheten bruker den samme nøkkelen som før."))  # fmt: skip
    yield str(_("En ny enhet er tatt med uten at noen har kontrollert nøkkelen. Ring enheten, og sammenlign "
                "fingeravtrykket i listen over nye enheter med «Nøkkelen vår» i en levert rapport hos "
                "dem."))  # fmt: skip
    yield str(_("Har en enhet levert flere versjoner, er den nyeste brukt."))
    yield _("En rapport er levert i tide når den er laget senest {day}.").format(day=plain_date(facts.due))
    yield str(_("Summene er det enhetene selv har telt. IKdesk har ikke sett enkelthendelser, navn eller fritekst om "
                "barn."))  # fmt: skip
    yield str(_("Sammenligningen med i fjor gjelder bare enheter som har tall for hele perioden i år og for de samme "
                "dagene i fjor."))  # fmt: skip
    if unlike := other_units_words(facts):
        yield unlike
    yield str(_("Lysene følger reglene i enhetens rapport. Enheter med egne regler er ikke sammenlignbare, og telles "
                "for seg."))  # fmt: skip


def protected(facts: SectorFacts) -> Iterator[str]:
    """What is not told, and why it cannot be worked out."""
    if facts.heads:
        yield sign_line(facts)
    yield str(_("Det en enhet har skjult i sin egen rapport, er skjult her også. Da står det «minst» foran summene."))
    yield str(_("Kommer det flere rapporter, og dere samler på nytt, viser forskjellen mellom summene hva de nye "
                "enhetene har. Del derfor bare ett av dokumentene med andre: det siste."))  # fmt: skip
    if len(facts.dropped) == 1:
        yield _("Tabellen {table} er ikke med, for den kunne røpe små tall.").format(table=quoted(facts.dropped[0]))
    elif facts.dropped:
        yield _("Tabellene {tables} er ikke med, for de kunne røpe små tall.").format(
            tables=listed([quoted(title) for title in facts.dropped])
        )


def sign_rows(facts: SectorFacts) -> tuple[tuple[str, str], ...]:
    """The signs and words of the documents, and what they mean."""
    rows = [
        (HIDDEN, sign_line(facts) or _("Tallet vises ikke, for det er lite eller kunne røpe et lite tall.")),
        (NOTHING, _("Enheten har ikke dette tallet.")),
        (_("minst"), _("Noen enheter viser ikke tallet sitt. Summen er det den minst kan være.")),
        (light_words("green"), _("I rute, etter regelen i enhetens rapport.")),
        (light_words("yellow"), _("Følges.")),
        (light_words("red"), _("Krever handling.")),
        (light_words("unused"), _("Enheten har ikke tatt i bruk det lyset bygger på, eller det er ingenting å måle.")),
        (_("Levert etter fristen"), _("Rapporten er laget etter {day}.").format(day=plain_date(facts.due))),
        (_("Ny enhet"), _("Dere har ikke fått rapport fra enheten før. Sammenlign fingeravtrykket.")),
        (_("Har skiftet nøkkel"), _("Enheten har en ny nøkkel, og den forrige nøkkelen har gått god for den.")),
        (_("Egne regler"), _("Enheten har andre grenser enn de fleste. Lysene er ikke sammenlignbare.")),
        (_("Ikke hele perioden"), _("Rapporten er laget før perioden var slutt. Den er ikke med i sammenligningen "
                                    "med i fjor.")),
        (_("Ingen tall i fjor"), _("Enheten registrerte ikke i IKdesk i fjor. Den er ikke med i sammenligningen.")),
        (_("Over fristen"), _("Fristen var før dokumentene ble laget.")),
    ]  # fmt: skip
    return tuple((str(sign), str(meaning)) for sign, meaning in rows)


def other_units_words(facts: SectorFacts) -> str:
    """What is said where the sums of the two years are not of the same units; nothing where they are."""
    if facts.compared.units == facts.units:
        return ""
    return str(_("Det er ikke de samme enhetene begge årene, så summene kan ikke sammenlignes. Bruk «Enheter med tall "
                 "for begge årene»."))  # fmt: skip


def left_out_words(units: int) -> str:
    """How many units a table lacks; nothing where it has all."""
    if not units:
        return ""
    return many("{n} enhet kan ikke vise denne tabellen, og er ikke med i den.",
                "{n} enheter kan ikke vise denne tabellen, og er ikke med i den.", units)  # fmt: skip


def _signs_table(facts: SectorFacts) -> Table:
    fields = (Field("sign", str(_("Står det"))), Field("means", str(_("betyr det"))))
    return Table("signs", str(_("Ord og tegn")), fields, sign_rows(facts), widths=(0.27, 0.73))
