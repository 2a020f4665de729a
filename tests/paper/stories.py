"""A tertial report of a made-up kindergarten, as plain data."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from ikdesk.kernel.codes import Codebook, Entry
from ikdesk.kernel.fields import Field
from ikdesk.paper.story import Attachment, Light, Section, Story, Table
from ikdesk.picture.spec import BarSpec, Flag, Series, StripSpec

WHEN = datetime(2026, 4, 30, 12, 0, tzinfo=timezone(timedelta(hours=2)))
PLACES = ("Akebakken", "Klatrestativet", "Sandkassen", "Garderoben", "Sykkelbanen", "På tur", "Badet", "Huskene")
TYPES = {"injury": "Noen ble skadet", "near_miss": "Det holdt på å skje", "damage": "Ting eller bygg"}
MONTHS = ("januar", "februar", "mars", "april")

STRIP = StripSpec(
    "effect_strip", "Akebakken: 2025–26 mot 2023–24", "Skader per akedag", "Tallene er små.",
    0.39, 0.185, 0.78, 0.0, 1.18,
)  # fmt: skip
SEASONS = BarSpec(
    "effect_seasons", "Akebakken", "Vinter for vinter", "", ("2024–25\nholdt utenfor", "2025–26\n55 dager"),
    (Series("", (15, 4)),), "skader", keys=("2024–25", "2025–26"),
    flags=(Flag(1, "Delt bakke"),), roles=("other", "now"),
)  # fmt: skip


def codebook_of(**lists: dict[str, str]) -> Codebook:
    """Code lists from plain labels."""
    return Codebook(
        {
            name: {code: Entry(code, {"nb": label, "nn": label, "en": label}) for code, label in labels.items()}
            for name, labels in lists.items()
        }
    )


def counts(key: str, title: str, labels: tuple[str, ...], now: tuple[int, ...], past: tuple[int, ...]) -> Table:
    """A table of counts, this period and the last, with a sum."""
    rows = [*zip(labels, now, past, strict=True), ("Sum", sum(now), sum(past))]
    fields = (
        Field("what", title),
        Field("now", "1. tertial 2026", int),
        Field("past", "I fjor", int),
        Field("year", "Siste 12 måneder", int),
    )
    return Table(
        key,
        title,
        fields,
        tuple((*row, row[1] * 2 + row[2]) for row in rows),
        total=True,
        in_brackets=("past",),
        note="Samme periode i fjor står i parentes.",
    )


def bars(
    key: str,
    title: str,
    labels: tuple[str, ...],
    now: tuple[int, ...],
    past: tuple[int, ...],
    *,
    horizontal: bool = False,
) -> BarSpec:
    """Bars for this period beside the last."""
    series = (Series("1. tertial 2026", now), Series("1. tertial 2025", past, "past"))
    return BarSpec(
        key,
        title,
        "Registrerte hendelser, januar–april",
        "Tallene viser hva som skjedde, ikke hvorfor.",
        labels,
        series,
        "hendelser",
        horizontal=horizontal,
    )


def report(*sections: Section, **changes: object) -> Story:
    """A report with these sections."""
    values: dict[str, object] = {
        "title": "Tertialrapport 1. tertial 2026",
        "subtitle": "1. januar – 30. april 2026",
        "unit": "Solbakken barnehage",
        "sections": sections,
        "author": "Tom, styrer",
        "subject": "Skader, uhell og nestenulykker",
        "when": WHEN,
        "codebook": codebook_of(event_type=TYPES),
    }
    return Story(**{**values, **changes})  # type: ignore[arg-type]


def full_report() -> Story:
    """What a tertial report looks like, with every kind of part."""
    now, past = (9, 7, 4, 3, 3, 2, 2, 1), (12, 6, 5, 4, 0, 1, 0, 2)
    lights = (
        Light("Alvorlige hendelser", "red", "■", "Krever handling", "1 hendelse med grad 3 eller 4. Grønt er ingen."),
        Light("Behandlingstid", "yellow", "▲", "Følges", "84 % behandlet innen 28 dager. Grønt er minst 90 %."),
        Light("Rutiner", "green", "●", "I rute", "92 % lest av alle, vikarer også."),
        Light("Forsinkede tiltak", "unused", "–", "Ikke tatt i bruk", "Tiltak kommer i en senere versjon."),
    )
    by_type = Table(
        "by_type",
        "Hva slags hendelser",
        (
            Field("kind", "Type", codes="event_type"),
            Field("n", "Antall", int),
            Field("share", "Andel", float),
            Field("rate", "Per 1 000 oppholdsdager", float),
            Field("first", "Første", date),
        ),
        (
            ("injury", 18, 0.58, 3.42, date(2026, 1, 7)),
            ("near_miss", 11, 0.354, 2.1, date(2026, 1, 12)),
            ("damage", ":", None, None, date(2026, 2, 2)),
        ),
        percent=("share",),
        note="Kolon (:) er tall vi ikke viser.",
    )
    return report(
        Section(
            "stamp",
            "Om rapporten",
            facts=(
                ("Enhet", "Solbakken barnehage"),
                ("Organisasjonsnummer", "974 760 673"),
                ("Eierform", "Kommunal"),
                ("Barn i perioden", "62"),
                ("Utarbeidet av", "Tom, styrer"),
                ("Status", "Utkast"),
            ),
        ),
        Section(
            "short",
            "Kort fortalt",
            text=(
                "Vi registrerte 31 hendelser, mot 30 i samme periode i fjor. De fleste skjedde ute, og akebakken er "
                "fortsatt stedet der flest blir skadet.",
                "Én hendelse var alvorlig. Den er fulgt opp med foreldrene.",
            ),
            bullets=(
                "9 hendelser i akebakken (12 i fjor)",
                "84 % er behandlet innen fristen",
                "Rutinen var fulgt i 21 av 31 hendelser, og i fire tilfeller fantes det ingen rutine. " * 2,
            ),
        ),
        Section("lights", "Status i korte trekk", lights=lights),
        Section("numbers", "Hendelser i tall", text=("Antall er registrerte hendelser i perioden.",)),
        Section("type", "Hva slags hendelser", level=2, tables=(by_type,)),
        Section(
            "month",
            "Når det skjedde",
            level=2,
            picture=bars("by_month", "Flest hendelser i januar", MONTHS, (11, 9, 6, 5), (9, 8, 7, 6)),
            tables=(counts("by_month", "Måned", MONTHS, (11, 9, 6, 5), (9, 8, 7, 6)),),
        ),
        Section(
            "place",
            "Hvor det skjedde",
            level=2,
            picture=bars("by_place", "Akebakken er stedet med flest hendelser", PLACES, now, past, horizontal=True),
            tables=(counts("by_place", "Sted", PLACES, now, past),),
        ),
        Section("none", "Ansatte", level=2, tables=(Table("staff", "Ansatte", by_type.fields, ()),)),
        Section("words", "Slik har vi regnet", new_page=True, text=("Oppholdsdager er barn ganger åpne dager. " * 14,)),
        attachments=(Attachment("tall.json", b'{"total": 31}', description="Tallene i rapporten"),),
    )
