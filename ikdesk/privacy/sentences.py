"""What the law and the unit say about how long things are kept, and what follows a disposal outside the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ikdesk.kernel.words import _, many, plain_date
from ikdesk.privacy.model import Ground
from ikdesk.unit.model import Ownership, UnitKind

_NAMED = 5  # files that are told by name
_INJURIES = {
    UnitKind.BARNEHAGE: _("§ 38 (skademeldinger om barn i barnehage)"),
    UnitKind.SKOLE: _("§ 40 (skademeldinger om elever)"),
    UnitKind.SFO: _("§ 43 (skademeldinger i SFO)"),
}


def preservation(ownership: Ownership, kind: UnitKind) -> tuple[str, ...]:
    """How long what stands here is kept, one paragraph each.

    Args:
        ownership: who owns the unit.
        kind: what sort of unit it is.

    Source: bevaringsforskrifta (FOR-2025-12-19-2729) §§ 30, 33, 37, 38, 40, 43 and § 1, in force 1 January 2026; that
        municipal documentation is preserved for posterity. What a private unit must keep was not confirmed, and is
        worded as practice.
    """
    if ownership is Ownership.MUNICIPAL:
        papers = _("§ 37 (årsmeldinger og dokumentasjon på avviksrapportering)")
        rest = [str(papers)] if kind is UnitKind.BARNEHAGE else []
        rules = [str(_INJURIES[kind]), *rest, str(_("§ 33 (yrkesskader)"))]
        return (
            _("Virksomheten er kommunal. Bevaringsforskriften (FOR-2025-12-19-2729) sier at dette skal bevares for "
              "ettertiden: {rules} og {last}.").format(rules=", ".join(rules), last=_("§ 30 (tertialrapportering)")),
            str(_("Det som er feil, rettes ved å legge til det som er riktig. Kassasjon er bare for det som etter et "
                  "bestemt grunnlag ikke skal stå her. Spør arkivansvarlig i kommunen først.")),
        )  # fmt: skip
    return (
        str(_("Virksomheten er privat. Bevaringsforskriften gjelder de som er omfattet av arkivlova, og private bare "
              "delvis (§ 1). Spør kommunen eller Nasjonalarkivet om noe av dette gjelder dere.")),
        str(_("Ellers bestemmer virksomheten selv hvor lenge opplysningene trengs, og skriver det i "
              "behandlingsprotokollen. Vanlig praksis er å ta godt vare på skademeldinger: de kan være det eneste "
              "barnet har å vise til mange år senere.")),
    )  # fmt: skip


def kept(ownership: Ownership, kind: UnitKind) -> str:
    """The same in one sentence, for those it is about."""
    if ownership is Ownership.MUNICIPAL:
        law = {UnitKind.BARNEHAGE: "§ 38", UnitKind.SKOLE: "§ 40", UnitKind.SFO: "§ 43"}[kind]
        told = _(
            "Skademeldinger og yrkesskader skal bevares for ettertiden (bevaringsforskriften {law} og § 33), og "
            "slettes derfor ikke."
        )
        return told.format(law=law)
    return str(_("Virksomheten bestemmer selv hvor lenge det trengs, og skriver det i behandlingsprotokollen. Vanlig "
                 "praksis er å ta godt vare på skademeldinger: barnet kan trenge dem mange år senere."))  # fmt: skip


def processing(ownership: Ownership, kind: UnitKind) -> tuple[tuple[str, str], ...]:
    """What must be told beside the facts: why, on what ground, who gets it, how long; a heading and a text each.

    Args:
        ownership: who owns the unit.
        kind: what sort of unit it is.

    Source: personvernforordningen (GDPR) article 15 no. 1; barnehageloven § 47 a, opplæringslova § 25-1,
        arbeidsmiljøloven § 5-1.
    """
    law = _("Barnehageloven § 47 a") if kind is UnitKind.BARNEHAGE else _("Opplæringslova § 25-1")
    owner = _("kommunen") if ownership is Ownership.MUNICIPAL else _("styret")
    rows = (
        (_("Formål"), _("Å følge opp skader, ulykker og avvik, og å hindre at det skjer igjen (internkontroll).")),
        (_("Grunnlag"), _("{law} og arbeidsmiljøloven § 5-1 (ansatte). Helseopplysninger behandles bare så langt det "
                          "trengs for dette.").format(law=law)),
        (_("Kilde"), _("Ansatte som så eller fikk vite om hendelsen. Navnet på den som meldte, oppgis ikke.")),
        (_("Hvem får se det"), _("Lederen, og pedagogisk leder for egen avdeling. Verneombudet ser det som gjelder "
                                 "ansatte, uten helseopplysninger. Til {owner} går bare tall.").format(owner=owner)),
        (_("Utenfor landet"), _("Nei. Alt ligger kryptert på virksomhetens egen maskin.")),
        (_("Hvor lenge"), preservation(ownership, kind)[0 if ownership is Ownership.MUNICIPAL else 1]),
        (_("Automatiske avgjørelser"), _("Nei. Programmet avgjør ingenting om noen.")),
        (_("Dine rettigheter"), _("Du kan be om at noe rettes. Rettelsen legges til, og det som sto, bevares. Du kan "
                                  "klage til Datatilsynet.")),
    )  # fmt: skip
    return tuple((str(label), str(text)) for label, text in rows)


def what_goes(ground: Ground) -> str:
    """What a disposal on this ground takes, and what it leaves."""
    if ground.whole:
        return str(_("Alt som er skrevet og valgt, blir borte. Bare nummeret og måneden står igjen, og hendelsen "
                     "telles ikke med i tallene lenger."))  # fmt: skip
    return str(_("Alt som er skrevet, initialene og det som er valgt om skade og behandling, blir borte. Nummer, dato, "
                 "sted, type og alvor står igjen, så tallene ikke endres."))  # fmt: skip


def copies_that_hold_it(number: int, newest: date | None) -> str:
    """What the older copies still hold, and for how long.

    Args:
        number: how many automatic copies there are.
        newest: the day of the last one.
    """
    if not number or newest is None:
        return str(_("Det finnes ingen sikkerhetskopier i datamappen. Har dere kopier andre steder, har de den "
                     "fortsatt til de blir slettet."))  # fmt: skip
    told = many(
        "{n} eldre kopi i datamappen har den fortsatt.",
        "{n} eldre kopier i datamappen har den fortsatt.", number,
    )  # fmt: skip
    last = _("Den siste er fra {day}.").format(day=plain_date(newest))
    rest = _("IKdesk sletter sikkerhetskopier etter hvert, men beholder én for hver av 12 måneder: vil dere ikke "
             "vente, må dere slette dem selv. Hentes en av dem tilbake, kasseres hendelsen på nytt.")  # fmt: skip
    return f"{told} {last} {rest}"


def exports_that_hold_it(number: int, left: Sequence[str]) -> str:
    """How many exports may hold it, and the files that still lie where they were put.

    Args:
        number: how many the log has.
        left: the names of the files.
    """
    if not number and not left:
        return str(_("Loggen viser ingen utskrifter eller eksporter som kan ha den."))
    told = many(
        "Loggen har {n} utskrift eller eksport som kan ha den.",
        "Loggen har {n} utskrifter eller eksporter som kan ha den.", number,
    )  # fmt: skip
    if not left:
        return told
    names = ", ".join([*left[:_NAMED], *(["…"] if len(left) > _NAMED else [])])
    return f"{told} {_('Disse ligger der ennå og må slettes for hånd: {names}.').format(names=names)}"


def not_counted_words(number: int) -> str:
    """That some incidents of a period were disposed of so that they count no more; nothing where there are none."""
    if not number:
        return ""
    return many(
        "{n} hendelse er kassert og er ikke med i tallene.", "{n} hendelser er kassert og er ikke med i tallene.",
        number,
    )  # fmt: skip
