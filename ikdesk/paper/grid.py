"""Tables on paper: measured once, split between rows in no time, every cell tagged.

Own drawing instead of reportlab's Table: that one measures the whole rest again at every page, and knows no tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from ikdesk.paper import look
from ikdesk.paper.safe_text import plain
from ikdesk.paper.tagged_canvas import TaggedCanvas, TaggedText

Lines = tuple[str, ...]
TALL, PIECE = 24, 10  # a row of more lines than TALL may be cut, into pieces of PIECE lines
TOGETHER = 0.42  # a table lower than this share of a page is never split
_SCOPE = {"Column": "<</O/Table/Scope/Column>>", "Row": "<</O/Table/Scope/Row>>", "": ""}


@dataclass(frozen=True, slots=True)
class Tone:
    """A cell shown as a pill."""

    ink: str
    tint: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in points, and whether it stands to the right."""

    label: str
    width: float
    right: bool = False
    indent: float = 0.0  # more room at the left, after a column of numbers


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row, broken into lines; a very tall one is several pieces with the same number."""

    number: int
    cells: tuple[Lines, ...]
    height: float
    first: bool = True  # the first piece of its row
    whole: bool = True  # not cut
    tones: Mapping[int, Tone] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manner:
    """What kind of table it is."""

    row_headers: bool = True  # the first column says what a row is about
    total: bool = False  # the last row is a sum
    heading: bool = True  # the columns' labels are shown


MANNER = Manner()


class Plan:
    """A table ready to be drawn: its columns, and its rows measured.

    Args:
        columns: with their widths.
        rows: the cells' texts, any length.
        sheet: the page it is for.
        manner: which headings it has, and whether the last row is a sum.
        tones: pills, by row and column.
    """

    def __init__(
        self, columns: Sequence[Column], rows: Iterable[Sequence[str]], sheet: look.Sheet = look.UPRIGHT,
        manner: Manner = MANNER, tones: Mapping[tuple[int, int], Tone] | None = None,
    ) -> None:  # fmt: skip
        self.columns, self.page, self.pad = tuple(columns), sheet.text_height, sheet.row_pad
        self.row_headers, self.total, self.heading = manner.row_headers, manner.total, manner.heading
        self.head = self._broken(-1, [c.label for c in columns], look.SEMIBOLD)[0]
        self.rows: list[GridRow] = []
        toned: dict[int, dict[int, Tone]] = {}
        for (row, col), tone in (tones or {}).items():
            toned.setdefault(row, {})[col] = tone
        for number, cells in enumerate(rows):
            self.rows += self._broken(number, cells, look.REGULAR, toned.get(number))
        self.last_number = self.rows[-1].number if self.rows else -1

    @cached_property
    def tops(self) -> list[float]:
        """How far down each row begins, and where the last one ends."""
        return [0.0, *accumulate(row.height for row in self.rows)]

    @property
    def width(self) -> float:
        """Of all columns, in points."""
        return sum(column.width for column in self.columns)

    @property
    def head_height(self) -> float:
        """Of the heading, in points."""
        return self.head.height if self.heading else 0.0

    def _broken(
        self, number: int, cells: Sequence[str], font: str, tones: Mapping[int, Tone] | None = None
    ) -> list[GridRow]:
        """A row broken into lines, and into pieces if it is very tall."""
        lines = tuple(
            broken(cell, font, look.CELL_SIZE, column.width - column.indent - 2 * look.CELL_PAD)
            for cell, column in zip(cells, self.columns, strict=True)
        )
        tall = max(map(len, lines), default=1)
        if tall <= TALL:
            height = max(tall, 1) * look.CELL_LEADING + 2 * self.pad - 1
            return [GridRow(number, lines, height, tones=tones or {})]
        pieces = []
        for at in range(0, tall, PIECE):
            part = tuple(cell[at : at + PIECE] for cell in lines)
            height = max(map(len, part)) * look.CELL_LEADING
            height += self.pad * ((at == 0) + (at + PIECE >= tall))
            pieces.append(GridRow(number, part, height, first=at == 0, whole=False))
        return pieces


class Grid(Flowable):
    """The rows of a table from one to another; the heading is repeated on every page.

    Args:
        plan: the table.
        first: the first row to draw.
        last: the row after the last one.
    """

    canv: TaggedCanvas

    def __init__(self, plan: Plan, first: int = 0, last: int | None = None) -> None:
        super().__init__()
        self.plan, self.first = plan, first
        self.last = len(plan.rows) if last is None else last

    @property
    def least(self) -> float:
        """The height of the smallest part that may stand alone: all of a small table, otherwise three rows."""
        whole = self._height(self.first, self.last)
        if whole <= self.plan.page * TOGETHER:
            return whole
        return self._height(self.first, min(self.first + 3, self.last))

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Known beforehand."""
        self.width, self.height = self.plan.width, self._height(self.first, self.last)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: ARG002, N803
        """The rows that fit, and the rest; no row alone at either side."""
        if availHeight < min(self.least, self.plan.page - 1):
            return []
        tops, cut = self.plan.tops, self.first
        while cut < self.last and self._height(self.first, cut + 1) <= availHeight:
            cut += 1
        if self.last - cut == 1 and cut - self.first > 2 and tops[self.last] - tops[cut - 1] < self.plan.page / 2:
            cut -= 1  # the last row takes one with it
        if not self.first < cut < self.last:
            return []
        return [Grid(self.plan, self.first, cut), Grid(self.plan, cut, self.last)]

    def draw(self) -> None:
        """Draw the heading and the rows inside the table's element."""
        plan, canvas = self.plan, self.canv
        rows = plan.rows[self.first : self.last]
        with canvas.element("Table", plan):
            self._paint(rows)
            if plan.heading:
                self._draw_head()
            canvas.setFillColor(look.colour(look.INK))
            y = self.height - plan.head_height
            with canvas.element("TBody", (plan, "TBody")):
                for row in rows:
                    with canvas.element("TR", None if row.whole else (plan, row.number)):
                        self._draw_row(row, y)
                    y -= row.height

    def _height(self, first: int, last: int) -> float:
        return self.plan.tops[last] - self.plan.tops[first] + self.plan.head_height

    def _paint(self, rows: Sequence[GridRow]) -> None:
        """The tint behind the heading and the lines between the rows: decoration."""
        plan, canvas, y = self.plan, self.canv, self.height - self.plan.head_height
        with canvas.artifact():
            if plan.heading:
                canvas.setFillColor(look.colour(look.TINT))
                canvas.rect(0, y, plan.width, plan.head.height, stroke=0, fill=1)
                canvas.setStrokeColor(look.colour(look.ACCENT))
                canvas.setLineWidth(0.9)
                canvas.line(0, y, plan.width, y)
            canvas.setStrokeColor(look.colour(look.RULE))
            canvas.setLineWidth(0.5)
            path, total = canvas.beginPath(), None
            for at, row in enumerate(rows):
                if plan.total and row.number == plan.last_number and row.first:
                    total = y
                elif at and row.first:
                    path.moveTo(0, y)
                    path.lineTo(plan.width, y)
                y -= row.height
            path.moveTo(0, y)
            path.lineTo(plan.width, y)
            canvas.drawPath(path, stroke=1, fill=0)
            if total is not None:
                canvas.setStrokeColor(look.colour(look.STRONG_RULE))
                canvas.setLineWidth(0.9)
                canvas.line(0, total, plan.width, total)

    def _draw_head(self) -> None:
        canvas, plan = self.canv, self.plan
        canvas.setFillColor(look.colour(look.INK))
        if self.first:  # the heading repeated on a later page
            with canvas.artifact("/Type/Pagination/Subtype/Header"):
                self._draw_cells(plan.head, self.height, look.SEMIBOLD)
            return
        with canvas.element("THead", (plan, "THead")), canvas.element("TR"):
            self._draw_cells(plan.head, self.height, look.SEMIBOLD, heads=len(plan.columns), scope="Column")

    def _draw_row(self, row: GridRow, y: float) -> None:
        plan = self.plan
        font = look.SEMIBOLD if plan.total and row.number == plan.last_number else look.REGULAR
        if row.tones:
            self._draw_pills(row, y)
        self._draw_cells(row, y, font, heads=int(plan.row_headers), scope="Row")

    def _draw_pills(self, row: GridRow, y: float) -> None:
        for col, tone in row.tones.items():
            x = sum(column.width for column in self.plan.columns[:col]) + look.CELL_PAD - 4
            wide = max(stringWidth(line, look.SEMIBOLD, look.CELL_SIZE) for line in row.cells[col]) + 10
            tall = len(row.cells[col]) * look.CELL_LEADING + 3
            with self.canv.artifact():
                self.canv.setFillColor(look.colour(tone.tint))
                self.canv.roundRect(x, y - self.plan.pad - tall + 2, wide, tall, 5, stroke=0, fill=1)
                self.canv.setFillColor(look.colour(look.INK))

    def _draw_cells(self, row: GridRow, y: float, font: str, heads: int = 0, scope: str = "") -> None:
        """One text object for the whole row, one marked run for each cell."""
        canvas, size = self.canv, look.CELL_SIZE
        canvas.setFont(font, size, look.CELL_LEADING)
        text, x = canvas.beginText(), 0.0
        top = y - self.plan.pad - size + 0.6
        for col, (lines, column) in enumerate(zip(row.cells, self.plan.columns, strict=True)):
            if not canvas.block:
                tag, attrs = ("TH", _SCOPE[scope]) if col < heads else ("TD", "")
                elem = canvas.elem(tag, None if row.whole else (self.plan, row.number, col), attrs=attrs)
                if lines:
                    text.add_code(canvas.mark(elem))
            tone = row.tones.get(col)
            if tone:
                text.setFont(look.SEMIBOLD, size)
                text.setFillColor(look.colour(tone.ink))
            _say(text, lines, column, (x, top), font)
            if tone:
                text.setFont(font, size)
                text.setFillColor(look.colour(look.INK))
            if lines and not canvas.block:
                text.add_code("EMC")
            x += column.width
        canvas.draw_marked(text)


def _say(text: TaggedText, lines: Lines, column: Column, at: tuple[float, float], font: str) -> None:
    """The lines of a cell; a space between them, or readers glue the words."""
    x, y = at
    left = x + look.CELL_PAD + column.indent
    for line in lines:
        if column.right:
            left = x + column.width - look.CELL_PAD - stringWidth(line, font, look.CELL_SIZE)
        text.setTextOrigin(left, y)
        text.textOut(line if line is lines[-1] else line + " ")
        y -= look.CELL_LEADING


def broken(text: str, font: str, size: float, room: float) -> Lines:
    """Plain text broken into lines that fit; words longer than a line are cut.

    Args:
        text: what a user wrote; made safe here.
        font: the font's name.
        size: in points.
        room: the width of a line, in points.
    """
    if not text:
        return ()
    text = plain(text, look.glyphs())
    if "\n" not in text and stringWidth(text, font, size) <= room:
        return (text,) if text.strip() else ()
    lines: list[str] = []
    for paragraph in text.strip().split("\n"):
        lines += _filled(paragraph, font, size, room) or [""]
    return tuple(lines)


def _filled(paragraph: str, font: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    space = stringWidth(" ", font, size)
    for word in paragraph.split(" "):
        wide = stringWidth(word, font, size)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            lines.append(line)
        if wide <= room:
            line, used = word, wide
            continue
        *full, line = _cut(word, font, size, room)
        lines += full
        used = stringWidth(line, font, size)
    if line:
        lines.append(line)
    return lines


def _cut(word: str, font: str, size: float, room: float) -> list[str]:
    """A word in pieces that fit."""
    pieces: list[str] = []
    piece: list[str] = []
    used = 0.0
    for c, wide in _advances(word, font, size):
        if piece and used + wide > room:
            pieces.append("".join(piece))
            piece, used = [], 0.0
        piece.append(c)
        used += wide
    return [*pieces, "".join(piece)]


def _advances(word: str, font: str, size: float) -> Iterator[tuple[str, float]]:
    known: dict[str, float] = {}
    for c in word:
        if c not in known:
            known[c] = stringWidth(c, font, size)
        yield c, known[c]
