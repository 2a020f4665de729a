"""The same list drawn the ordinary way, untagged: what the tagged list is measured against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate  # noqa: TID251 (the ordinary way)

from ikdesk.paper import look
from ikdesk.paper.safe_text import safe
from ikdesk.paper.story import Listing, Table, words

ROWS = 30  # about a page; one long table would be quadratic


def plain_list(listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], widths: Sequence[float]) -> bytes:
    """The list by platypus alone: long texts are paragraphs, short ones are strings."""
    look.use_fonts()
    cell = look.style("body").clone("cell", fontSize=look.CELL_SIZE, leading=look.CELL_LEADING, spaceAfter=0)
    table = Table("list", listing.title, listing.fields, ())
    grid: Any = [
        ("FONT", (0, 0), (-1, -1), look.REGULAR, look.CELL_SIZE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, look.colour(look.RULE)),
    ]
    rows: list[list[Any]] = []
    story: list[Any] = [Paragraph(safe(listing.title, look.glyphs()), look.style("h1"))]
    for page in pages:
        shown = [
            [words(value, f, table, listing.codebook) for value, f in zip(row, listing.fields, strict=True)]
            for row in page
        ]
        rows += [
            [Paragraph(safe(text, look.glyphs()), cell) if len(text) > 20 else text for text in row] for row in shown
        ]
    head = [str(field.label) for field in listing.fields]
    parts = [[head, *rows[at : at + ROWS]] for at in range(0, len(rows), ROWS)]
    story += [LongTable(part, widths, style=grid, repeatRows=1) for part in parts]
    out = BytesIO()
    SimpleDocTemplate(
        out, pagesize=landscape(A4), leftMargin=48, rightMargin=48, pageCompression=1, initialFontName=look.REGULAR
    ).build(story)
    return out.getvalue()
