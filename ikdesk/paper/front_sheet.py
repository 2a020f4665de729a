"""The front sheet of a workbook: whose report it is, what it says in short, and where the tables are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ikdesk.kernel.words import _, short_date
from ikdesk.paper import colours, sheets
from ikdesk.paper.cells import cell
from ikdesk.paper.excel_dress import dress, filled, letters
from ikdesk.paper.story import Cover, Light, Section, Story

WIDTHS = (32.0, 30.0, 62.0)
LINE, PER_LINE = 15.0, 92  # points a line, characters a line over the last two columns
SHORT = 40  # characters that a value may have without more lines
LABEL = 28  # characters that the words before a value have room for
MONO = Font(name="Consolas", size=10, color=colours.INK[1:])
_BAND = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_PILL = Alignment(horizontal="center", vertical="center", wrap_text=True)


def write_front(sheet: Worksheet, story: Story, listed: Sequence[tuple[str, str]]) -> None:
    """Fill the front sheet.

    Args:
        sheet: the empty first sheet.
        story: the report.
        listed: the title of each table, and the sheet it stands on.
    """
    for letter, width in zip("ABC", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    sheets.set_up_page(sheet, unit=story.unit, title=story.title, head_row=None, wide=False)
    page = _Page(sheet)
    if story.cover is None:
        _head(page, story)
    else:
        _cover(page, story, story.cover)
    for section in story.sections:
        if section.text or section.bullets or section.facts or section.lights or section.verdict:
            page.section(section)
    if listed:
        page.heading(str(_("Tabellene")))
        for title, name in listed:
            page.link(title, name)


def _head(page: _Page, story: Story) -> None:
    page.line(story.unit, sheets.HEADING)
    page.line(story.title, sheets.TITLE, height=28)
    page.line(story.subtitle, sheets.QUIET)
    made = _("Laget {date} av {author}").format(date=short_date(story.when.date()), author=story.author)
    page.line(str(made), sheets.QUIET)


def _cover(page: _Page, story: Story, cover: Cover) -> None:
    """The same as on the cover of the PDF: a band in the colour of the house, how far it has come, and the seal."""
    page.band(cover.kicker, letters(colours.PAPER, 11), 24)
    page.band(story.unit, letters(colours.PAPER, 22, bold=True), 36)
    page.band(story.title, letters(colours.PAPER, 15, bold=True), 26)
    page.band(story.subtitle, letters(colours.PAPER, 11), 24)
    page.at += 1
    page.pills((cover.status, cover.state), (cover.note, "yellow"))
    for label, value in cover.facts:
        page.pair(str(label), str(value))
    if cover.recipients:
        many = len(cover.recipients) > 1
        page.pair(str(_("Mottakere") if many else _("Mottaker")), "\n".join(cover.recipients))
    if cover.checksum:
        page.pair(str(_("Kontrollsum for tallene i rapporten (SHA-256)")), cover.checksum, MONO)
    if cover.fingerprint:
        page.pair(str(_("Signert med nøkkelen")), cover.fingerprint, MONO)
        page.paragraph(str(_(
            "Tallene ligger også i filen, lesbare for maskiner. Signaturen gjelder hele filen og kan kontrolleres i "
            "IKdesk. Den gjelder ikke lenger hvis filen lagres på nytt."
        )), sheets.QUIET)  # fmt: skip


class _Page:
    """Lines from the top of a sheet and down."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet, self.at = sheet, 0

    def line(self, said: str, font: Font, *, height: float | None = None) -> None:
        """One line of text."""
        self.at += 1
        self._put(1, said, font)
        if height:
            self.sheet.row_dimensions[self.at].height = height

    def band(self, said: str, font: Font, height: float) -> None:
        """A line on the colour of the house, over the whole width; an empty one is left out."""
        if not said.strip():
            return
        self.at += 1
        for column, words in ((1, said), (2, ""), (3, "")):
            self._put(column, words, font, alignment=_BAND, fill=filled(colours.ACCENT))
        self._merge(1)
        per_line = max(1, int(sum(WIDTHS) * 10 / (font.size or 11)))
        self.sheet.row_dimensions[self.at].height = height * math.ceil(len(said) / per_line)

    def pills(self, *pills: tuple[str, str]) -> None:
        """Words on their colours, beside each other: how far it has come, and what may be done with it."""
        shown = [(said, state) for said, state in pills if said.strip()]
        if not shown:
            return
        self.at += 1
        for column, (said, state) in enumerate(shown, 1):
            font, fill = letters(colours.STATES[state], bold=True), filled(colours.STATE_TINTS[state])
            self._put(column, said, font, alignment=_PILL, fill=fill)
        self.sheet.row_dimensions[self.at].height = 24
        self.at += 1

    def heading(self, said: str) -> None:
        """A heading with air over it."""
        self.at += 1
        self.line(said, sheets.HEADING, height=20)

    def section(self, section: Section) -> None:
        """What a section says in words."""
        self.heading(section.title)
        if section.verdict is not None:
            self.light(section.verdict)
        for text in section.text:
            self.paragraph(text)
        for text in section.bullets:
            self.paragraph(f"• {text}")
        for label, value in section.facts:
            self.pair(label, value)
        for light in section.lights:
            self.light(light)

    def paragraph(self, said: str, font: Font = sheets.BODY) -> None:
        """Text over the whole width; the row is made high enough for it."""
        self.at += 1
        self._put(1, said, font, alignment=sheets.WRAP)
        self._merge(1)
        self._height(said, PER_LINE + 30)

    def pair(self, label: str, value: str, font: Font | None = None) -> None:
        """A label and what stands behind it."""
        self.at += 1
        long = len(value) > SHORT or "\n" in value or len(label) > LABEL
        alignment = sheets.WRAP if long else None
        self._put(1, label, sheets.BODY, alignment=alignment, border=sheets.ROW_BORDER)
        own = font or (sheets.BODY if long else sheets.STRONG)
        self._put(2, str(value), own, alignment=alignment, border=sheets.ROW_BORDER)
        self._put(3, "", sheets.BODY, border=sheets.ROW_BORDER)
        if long:
            self._merge(2)
            lines = max(_lines(value, PER_LINE if font is None else PER_LINE - 12), _lines(label, LABEL))
            self.sheet.row_dimensions[self.at].height = min(LINE * lines + 4, 400)

    def light(self, light: Light) -> None:
        """A status: symbol, word and colour, and the rule behind it."""
        self.at += 1
        font, fill = letters(colours.STATES[light.state], bold=True), filled(colours.STATE_TINTS[light.state])
        middle, rule = sheets.MIDDLE, sheets.ROW_BORDER
        self._put(1, light.label, sheets.BODY, alignment=middle, border=rule)
        self._put(2, f"{light.symbol} {light.word}", font, alignment=middle, border=rule, fill=fill)
        self._put(3, light.text, sheets.QUIET, alignment=middle, border=rule)
        self._height(light.text, 70)

    def link(self, title: str, name: str) -> None:
        """A link to a sheet."""
        self.at += 1
        target = self.sheet.cell(self.at, 1)
        place = "'{}'!A1".format(name.replace("'", "''"))
        target.hyperlink = Hyperlink(ref=target.coordinate, location=place, display=name)
        self._put(1, title, sheets.LINK)

    def _put(
        self, column: int, said: str, font: Font, *,
        alignment: Alignment | None = None, border: Border | None = None, fill: PatternFill | None = None,
    ) -> None:  # fmt: skip
        target: Any = self.sheet.cell(self.at, column)
        cell(target, said or None)
        dress(target, font, border=border, alignment=alignment, fill=fill)

    def _merge(self, first: int) -> None:
        """One cell from a column to the last; what they look like is kept."""
        self.sheet.merged_cells.add(f"{'ABC'[first - 1]}{self.at}:C{self.at}")

    def _height(self, said: str, per_line: int) -> None:
        self.sheet.row_dimensions[self.at].height = min(LINE * _lines(said, per_line) + 2, 400)


def _lines(said: str, per_line: int) -> int:
    return sum(1 + len(part) // per_line for part in said.split("\n"))
