"""The front sheet of a workbook: whose report it is, what it says in short, and where the tables are."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ikdesk.kernel.words import _, short_date
from ikdesk.paper import colours, sheets
from ikdesk.paper.cells import cell
from ikdesk.paper.story import Light, Section, Story

WIDTHS = (32.0, 30.0, 62.0)
LINE, PER_LINE = 15.0, 92  # points a line, characters a line over the last two columns
SHORT = 40  # characters that a value may have without more lines


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
    page.line(story.unit, sheets.HEADING)
    page.line(story.title, sheets.TITLE, height=28)
    page.line(story.subtitle, sheets.QUIET)
    made = _("Laget {date} av {author}").format(date=short_date(story.when.date()), author=story.author)
    page.line(str(made), sheets.QUIET)
    for section in story.sections:
        if section.text or section.bullets or section.facts or section.lights:
            page.section(section)
    if listed:
        page.heading(str(_("Tabellene")))
        for title, name in listed:
            page.link(title, name)


class _Page:
    """Lines from the top of a sheet and down."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet, self.at = sheet, 0

    def line(self, said: str, font: Font, *, column: int = 1, height: float | None = None) -> None:
        """One line of text."""
        self.at += 1
        target = self.sheet.cell(self.at, column)
        cell(target, said or None)
        target.font = font
        if height:
            self.sheet.row_dimensions[self.at].height = height

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

    def paragraph(self, said: str) -> None:
        """Text over the whole width; the row is made high enough for it."""
        self.line(said, sheets.BODY)
        self.sheet.merge_cells(start_row=self.at, end_row=self.at, start_column=1, end_column=3)
        self.sheet.cell(self.at, 1).alignment = sheets.WRAP
        self._height(said, PER_LINE + 40)

    def pair(self, label: str, value: str) -> None:
        """A label and what stands behind it."""
        self.line(label, sheets.BODY)
        target = self.sheet.cell(self.at, 2)
        cell(target, str(value))
        target.font = sheets.STRONG
        if len(value) > SHORT:
            target.font = sheets.BODY
            self.sheet.merge_cells(start_row=self.at, end_row=self.at, start_column=2, end_column=3)
            target.alignment, self.sheet.cell(self.at, 1).alignment = sheets.WRAP, sheets.WRAP
            self._height(value, PER_LINE + 8)
        self._rule()

    def light(self, light: Light) -> None:
        """A status: symbol, word and colour, and the rule behind it."""
        self.line(light.label, sheets.BODY)
        status = self.sheet.cell(self.at, 2)
        cell(status, f"{light.symbol} {light.word}")
        status.font = Font(name="Calibri", size=11, bold=True, color=colours.STATES[light.state][1:])
        status.fill = PatternFill("solid", fgColor=colours.STATE_TINTS[light.state][1:])
        rule = self.sheet.cell(self.at, 3)
        cell(rule, light.text or None)
        rule.font, rule.alignment = sheets.QUIET, sheets.MIDDLE
        self.sheet.cell(self.at, 1).alignment = status.alignment = sheets.MIDDLE
        self._height(light.text, 78)
        self._rule()

    def link(self, title: str, name: str) -> None:
        """A link to a sheet."""
        self.line(title, sheets.LINK)
        target = self.sheet.cell(self.at, 1)
        place = "'{}'!A1".format(name.replace("'", "''"))
        target.hyperlink = Hyperlink(ref=target.coordinate, location=place, display=name)
        cell(target, title)
        target.font = sheets.LINK

    def _height(self, said: str, per_line: int) -> None:
        lines = sum(1 + len(part) // per_line for part in said.split("\n"))
        self.sheet.row_dimensions[self.at].height = min(LINE * lines + 2, 400)

    def _rule(self) -> None:
        for column in (1, 2, 3):
            self.sheet.cell(self.at, column).border = sheets.ROW_BORDER
