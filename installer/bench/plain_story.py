"""The same report drawn the ordinary way, untagged and unfinished: what the tagged report is measured against."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, KeepTogether, LongTable, PageBreak, SimpleDocTemplate, Spacer
from reportlab.platypus import Paragraph as Said  # noqa: TID251 (the ordinary way)

from ikdesk.paper import look
from ikdesk.paper.columns import fitting
from ikdesk.paper.figure import ink
from ikdesk.paper.safe_text import safe
from ikdesk.paper.story import Section, Story, Table, words
from ikdesk.picture.layout import layout
from ikdesk.picture.palette import PRINT
from ikdesk.picture.scene import Scene
from ikdesk.picture.spec import Spec

WIDTH = look.UPRIGHT.text_width


class Drawing(Flowable):
    """A chart, as lines and letters."""

    canv: Any

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene, self.width, self.height = scene, scene.width, scene.height

    def draw(self) -> None:
        """Draw it."""
        self.canv.saveState()
        self.canv.translate(0, self.height)
        for item in self.scene.items:
            ink(item, self.canv)
        self.canv.restoreState()


def plain_story(story: Story) -> bytes:
    """The report by platypus alone: every cell is a paragraph or a string, every heading stays with what follows.

    Args:
        story: the report.
    """
    look.use_fonts()
    parts: list[Flowable] = [_said(story.unit, "unit"), _said(story.title, "h1"), _said(story.subtitle, "subtitle")]
    if story.cover is not None:
        shown = (*story.cover.facts, ("SHA-256", story.cover.checksum), ("", story.cover.fingerprint))
        parts += [_grid([list(fact) for fact in shown], [WIDTH * 0.3, WIDTH * 0.7]), PageBreak()]
    for section in story.sections:
        first, *rest = [_said(section.title, f"h{min(section.level + 1, 4)}"), *_body(section, story)]
        parts += [KeepTogether([first, *rest[:1]]), *rest[1:]]
    out = BytesIO()
    SimpleDocTemplate(
        out, pagesize=A4, leftMargin=look.LEFT, rightMargin=look.RIGHT, topMargin=look.TOP, bottomMargin=look.BOTTOM,
        pageCompression=1, initialFontName=look.REGULAR,
    ).build(parts)  # fmt: skip
    return out.getvalue()


def _body(section: Section, story: Story) -> Iterator[Flowable]:
    if section.verdict:
        yield _said(f"{section.verdict.symbol} {section.verdict.word}", "h4")
    if section.strip:
        yield _chart(section.strip)
    for text in (*section.text, *(f"• {point}" for point in section.bullets)):
        yield _said(text, "body")
    if section.facts:
        yield _grid([list(fact) for fact in section.facts], [WIDTH * 0.34, WIDTH * 0.66])
    if section.lights:
        rows = [[light.label, f"{light.symbol} {light.word}", light.text] for light in section.lights]
        yield _grid(rows, [WIDTH * 0.3, WIDTH * 0.22, WIDTH * 0.48])
    if section.picture:
        yield _chart(section.picture)
    for table in section.tables:
        yield from _table(table, story)


def _table(table: Table, story: Story) -> Iterator[Flowable]:
    yield _said(table.title, "caption")
    if not table.rows:
        yield _said(table.empty or "–", "body")
        return
    rows = [
        [words(value, field, table, story.codebook) for value, field in zip(row, table.fields, strict=True)]
        for row in table.rows
    ]
    yield _grid([[str(field.label) for field in table.fields], *rows], fitting(table, rows, WIDTH))
    if table.note:
        yield _said(table.note, "note")


def _grid(rows: list[list[str]], widths: list[float]) -> Flowable:
    cell = look.style("body").clone("cell", fontSize=look.CELL_SIZE, leading=look.CELL_LEADING, spaceAfter=0)
    style: Any = [
        ("FONT", (0, 0), (-1, -1), look.REGULAR, look.CELL_SIZE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, look.colour(look.RULE)),
    ]
    shown = [[_cell(text, cell) if len(text) > 12 else text for text in row] for row in rows]
    return LongTable(shown, widths, style=style, repeatRows=1)


def _cell(text: str, style: Any) -> Flowable:
    return Said(safe(text, look.glyphs()), style)


def _said(text: str, style: str) -> Flowable:
    return Said(safe(text, look.glyphs()), look.style(style)) if text else Spacer(0, 1)


def _chart(spec: Spec) -> Flowable:
    return Drawing(layout(spec, WIDTH, None, palette=PRINT, size=9.0))
