"""Everything the window is built of on three pages, to be looked at: ``python -m tests.ui.gallery FOLDER``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from ikdesk.kernel.codes import Codebook, Entry
from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Page
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import (
    AttentionRow,
    Banner,
    Card,
    FactLine,
    KpiCard,
    PageHead,
    Pill,
    SectionHead,
    TagPill,
    kpi_row,
)
from ikdesk.ui.choices import CheckBox, ChoiceGroup
from ikdesk.ui.dates import DateField, TimeField
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.focus_ring import install_focus_ring
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form
from ikdesk.ui.icons import Icon
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.pill_delegate import Mark
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.text_field import SearchField, TextField
from ikdesk.ui.theme import apply_theme
from ikdesk.ui.window import PageEntry, Window

TODAY = date(2026, 11, 20)


def _list(name: str, **labels: str) -> dict[str, Entry]:
    return {code.strip("_"): Entry(code.strip("_"), {"nb": words}) for code, words in labels.items()}


BOOK = Codebook(
    {
        "severity": _list("severity", _1="Lav", _2="Middels", _3="Alvorlig"),
        "status": _list("status", new="Ny", open="Følges opp", closed="Lukket"),
    }
)
FIELDS = [
    Field("happened", "Dato", date),
    Field("title", "Hva skjedde"),
    Field("place", "Sted"),
    Field("severity", "Alvor", int, codes="severity"),
    Field("status", "Status", codes="status"),
]
MARKS = {
    "severity": {
        "1": Mark("info", "neutral", pill=False),
        "2": Mark("circle-alert", "warn", pill=False),
        "3": Mark("triangle-alert", "danger", pill=False),
    },
    "status": {"new": Mark("circle-plus", "info"), "open": Mark("clock", "warn"), "closed": Mark("circle-check", "ok")},
}
STORIES = (
    ("Falt i akebakken, slo panna", "Akebakken", 2, "new"),
    ("Klemte finger i døra til garderoben", "Garderobe", 1, "open"),
    ("Isete gangvei ved porten", "Porten", 1, "open"),
    ("Barn gikk ut av porten – funnet straks", "Porten", 3, "new"),
    ("Bitt av annet barn", "Solsikken", 1, "closed"),
    ("Løs planke i klatrestativet", "Lekeplass", 1, "closed"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line in the list."""

    id: int
    happened: date
    title: str
    place: str
    severity: int
    status: str


def lines(first: int, size: int, _sort: str = "", _descending: bool = False) -> Page[Line]:
    """Two hundred and fourteen lines."""
    rows = [
        Line(at, date.fromordinal(TODAY.toordinal() - at), *STORIES[at % len(STORIES)])
        for at in range(first, min(214, first + size))
    ]
    return Page(rows, 214)


def front() -> QWidget:
    """The page with what needs attention."""
    page = ScrollPage()
    search = SearchField("Søk i alt", shortcut="Ctrl+K")
    search.setFixedWidth(290)
    page.put(PageHead("God morgen", "Fredag 20. november 2026 · uke 47", search))
    page.put(
        kpi_row(
            KpiCard("1", "tiltak er over fristen", "Fristen var i går", "clock", "danger"),
            KpiCard("3", "hendelser venter på oppfølging", "Eldste er fra mandag", "clipboard-list", "warn"),
            KpiCard("12", "hendelser i november", "Som før", "chart-column", "info"),
        )
    )
    head = SectionHead("Dette trenger oppmerksomhet", right=QuietButton("Vis alle frister"))
    inner = QWidget()
    Column(head, margins=(18, 14, 14, 12), parent=inner)
    card = Card(inner, spacing=0, padding=(0, 0, 0, 8))
    for icon, tone, title, meta, pill, verb in (
        (
            "clock",
            "danger",
            "Sand på gangveien til porten",
            "Tiltak · ansvarlig: Vaktmester",
            Pill("1 dag over fristen", "danger"),
            "Åpne",
        ),
        (
            "heart-pulse",
            "warn",
            "Barn falt i akebakken – slo hodet",
            "Hendelse 2026-118 · mandag 16. nov. · Ute",
            Pill("Følges opp", "warn", "clock"),
            "Følg opp",
        ),
        (
            "clipboard-check",
            "info",
            "Månedlig kontroll av lekeplassen",
            "Sjekkliste · 14 punkter · ca. 10 min",
            Pill("Frist i dag", "warn", "calendar"),
            "Start",
        ),
        (
            "book-open",
            "neutral",
            "Rutine for tur i nærmiljøet",
            "Skal leses gjennom hvert år",
            Pill("Om 4 dager", "neutral", "calendar"),
            "Les",
        ),
    ):
        card.put(AttentionRow(icon, title, meta, pill=pill, verb=verb, tone=tone))
    left = QWidget()
    Column(card, Banner("Dette er eksempeldata.", "info", action="Lag din egen", then=int), 1, spacing=16, parent=left)
    right = QWidget()
    Column(
        Card(
            Label("3. tertial til kommunen – frist 15. januar 2027"),
            Row(SecondaryButton("Se utkast", "file-text"), 1),
            title="Neste rapport",
        ),
        Card(
            Row(
                Icon("circle-check", "ok", 22),
                Column(Label("Sikkerhetskopi er i orden", "medium"), Label("I dag kl. 07.30", "secondary"), spacing=0),
                spacing=12,
            )
        ),
        1,
        spacing=16,
        parent=right,
    )
    page.put(Beside(left, right, width=382, below=930), 1)
    return page


def report(*, wrong: bool = False) -> QWidget:
    """The form."""
    page, scroll = QWidget(), ScrollPage(spacing=12)
    fields = [
        Field("kind", "Hva slags hendelse er det?"),
        Field("place", "Hvor skjedde det?"),
        Field("day", "Når skjedde det?", date),
        Field("moment", "Klokkeslett", time),
        Field(
            "story", "Hva skjedde?", hint="Skriv kort hva du så. Ikke skriv fullt navn eller fødselsnummer.", long=True
        ),
        Field("severity", "Hvor alvorlig var det?"),
    ]
    kinds = ChoiceGroup(
        "Hva slags hendelse er det?",
        [
            Option("injury", "Noen ble skadet", "heart-pulse"),
            Option("near", "Det holdt på å skje", "shield-alert"),
            Option("thing", "Ting eller bygg", "wrench"),
            Option("routine", "Rutine ikke fulgt", "clipboard-list"),
        ],
        look="tile",
    )
    places = ChoiceGroup(
        "Hvor skjedde det?", [Option(name, name) for name in ("Akebakken", "Lekeplass", "Garderobe", "På tur", "Annet")]
    )
    severity = ChoiceGroup(
        "Hvor alvorlig var det?",
        [
            Option("1", "Lav – plaster og trøst", "info", "neutral"),
            Option("2", "Middels – følg med", "circle-alert", "warn"),
            Option("3", "Alvorlig – lege eller sykehus", "triangle-alert", "danger"),
        ],
    )
    form = Form(
        fields,
        BOOK,
        TODAY,
        made={"kind": kinds, "place": places, "severity": severity, "day": DateField(TODAY), "moment": TimeField()},
    )
    page.form = form  # type: ignore[attr-defined]
    where = Row(form.box("place"), spacing=24)
    where.put(form.box("day"))
    where.put(form.box("moment"))
    main = Card(
        SectionHead("Det viktigste", TagPill(required=True)),
        form.box("kind"),
        where,
        form.box("story"),
        form.box("severity"),
        spacing=14,
        padding=(20, 18, 20, 20),
    )
    more = Card(
        SectionHead("Mer om hendelsen", TagPill(required=False)),
        Row(
            FieldBox("Hvem gjelder det?", TextField(width=210)),
            Column(CheckBox("Foreldrene har fått beskjed"), CheckBox("Barnet var hos lege eller tannlege"), spacing=0),
            1,
            SecondaryButton("Legg ved bilde eller fil", "paperclip"),
            spacing=24,
        ),
        padding=(20, 18, 20, 20),
    )
    left, right = QWidget(), QWidget()
    Column(main, more, 1, spacing=12, parent=left)
    Column(
        Card(
            Row(Icon("phone", "danger", 18), Label("Ring 113 først. Skriv etterpå."), spacing=10),
            Row(Icon("users", "muted", 18), Label("Gi styrer beskjed med en gang."), spacing=10),
            Row(QuietButton("Les rutinen for hodeskade", "book-open", flush=True), 1),
            title="Ved alvorlig skade",
        ),
        1,
        parent=right,
    )
    scroll.put(PageHead("Meld hendelse", "Fyll ut det du vet nå. Du kan legge til mer senere."), Beside(left, right), 1)
    form.fill(
        {
            "kind": "injury",
            "place": "Akebakken",
            "day": TODAY,
            "moment": time(9, 30),
            "severity": "2",
            "story": "Barnet kjørte akebrett inn i gjerdet og slo panna.",
        }
    )
    foot = Footer(
        PrimaryButton("Lagre hendelsen", "check"),
        SecondaryButton("Fortsett senere"),
        QuietButton("Avbryt"),
        note="Ctrl+S lagrer · Esc avbryter",
        form=form,
    )
    column = Column(spacing=0, parent=page)
    column.put(scroll, 1)
    column.put(foot)
    if wrong:
        form.fill({"story": ""})
        form.show_errors({"story": "Skriv minst én setning om hva som skjedde."})
    return page


def listing() -> QWidget:
    """The list and one of its rows."""
    page = QWidget()
    column = Column(spacing=12, margins=(28, 20, 28, 16), parent=page)
    column.put(
        PageHead(
            "Hendelser", "", SecondaryButton("Skriv ut", "printer"), SecondaryButton("Eksporter", "file-spreadsheet")
        )
    )
    filters = Row(spacing=8)
    filters.put(SearchField("Søk i hendelser", shortcut="Ctrl+F"), 1)
    filters.put(Dropdown("Status", [Option("new", "Ny")], none="Alle statuser", width=146))
    filters.put(Dropdown("Alvorlighet", [Option("1", "Lav")], none="All alvorlighet", width=146))
    filters.put(QuietButton("Nullstill"))
    column.put(filters)
    model = RowTable(FIELDS, BOOK, lines, marks=MARKS)
    view = ListView(
        "Hendelser",
        model,
        {"happened": 108, "title": 0, "place": Width(100, hide_below=600), "severity": 104, "status": 126},
        main="title",
    )
    view.choose(2)
    detail = Card(
        Label("Hendelse 2026-212", "secondary"),
        Heading("Isete gangvei ved porten", 2),
        Row(Pill("Følges opp", "warn", "clock"), 1),
        FactLine("Når", "17.11.2026 kl. 10.15"),
        FactLine("Hvor", "Porten"),
        1,
        PrimaryButton("Lukk saken", "check").widen(),
        SecondaryButton("Åpne hele saken").widen(),
        padding=(18, 16, 18, 16),
        spacing=8,
    )
    body = Beside(Card(view, padding=(2, 4, 2, 4)), detail, width=318, below=880, full=True)
    column.put(body, 1)
    column.put(Label("Viser 214 av 214 hendelser", "secondary"))
    return page


def window(page: str = "front") -> Window:
    """A window with everything in it."""
    made = Window(
        "Solbakken barnehage",
        [
            PageEntry("front", "Oversikt", "house", front, "Ctrl+1"),
            PageEntry("list", "Hendelser", "clipboard-list", listing, "Ctrl+2", badge=3),
            PageEntry("stats", "Statistikk", "chart-column", QWidget, "Ctrl+3"),
            PageEntry("reports", "Rapporter", "file-text", QWidget, "Ctrl+4"),
            PageEntry("settings", "Innstillinger", "settings", QWidget, bottom=True),
            PageEntry("help", "Hjelp", "circle-question-mark", QWidget, "F1", bottom=True),
            PageEntry("lock", "Lås", "lock", QWidget, "Ctrl+L", bottom=True),
        ],
        hero=PageEntry("report", "Meld hendelse", "circle-plus", report, "Ctrl+N"),
    )
    made.go(page)
    return made


def main(folder: Path) -> None:
    """Take pictures of the pages in light, dark and 150 %."""
    app = QApplication(sys.argv[:1])
    ring = install_focus_ring(app)
    folder.mkdir(parents=True, exist_ok=True)
    for name, dark, factor in (("light", False, 1.0), ("dark", True, 1.0), ("light-x1.5", False, 1.5)):
        apply_theme(app, dark, factor)
        for page in ("front", "report", "list"):
            shown = window(page)
            shown.resize(QSize(1366, 768))
            shown.show()
            shown.activateWindow()
            app.processEvents()
            if page == "list":
                shown.toast("Hendelsen er lagret. Styrer ser den i listen sin.", "Angre", int)
            if page == "report" and dark:
                shown.page.form.fill({"story": ""})  # type: ignore[attr-defined]
                shown.page.form.show_errors({"story": "Skriv minst én setning om hva som skjedde."})  # type: ignore[attr-defined]
            for _turn in range(5):
                app.processEvents()
            shown.grab().save(str(folder / f"{page}-{name}.png"))
            shown.close()
            shown.deleteLater()
    ring.follow(None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
