"""What a blank form is made of: questions with boxes to tick and lines to write on, and a grid to fill in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from ikdesk.paper import look
from ikdesk.paper.flowables import P
from ikdesk.paper.safe_text import plain
from ikdesk.paper.tagged_canvas import TaggedCanvas

INK, FAINT = look.INK, look.STRONG_RULE
_COLUMN = "<</O/Table/Scope/Column>>"
_BOX, _AFTER, _BETWEEN = 1.02, 0.55, 1.5  # a box to tick, what is between it and its words, and between two; × size


def words(size: float, *, bold: bool = False, muted: bool = False, after: float = 0, indent: float = 0) -> Any:
    """The look of words in a form.

    Args:
        size: points.
        after: points below.
        indent: points to the left.
    """
    look.use_fonts()
    return ParagraphStyle(
        "form", fontName=look.SEMIBOLD if bold else look.REGULAR, fontSize=size, leading=size * 1.26,
        textColor=look.colour(look.MUTED if muted else INK), spaceAfter=after, leftIndent=indent, splitLongWords=1,
    )  # fmt: skip


class Stack(Flowable):
    """Parts below one another."""

    canv: TaggedCanvas

    def __init__(self, parts: Sequence[Flowable], gap: float = 0) -> None:
        super().__init__()
        self.parts, self.gap = list(parts), gap

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """As high as all of them."""
        self.width = availWidth
        self._heights = [part.wrap(availWidth, availHeight)[1] + part.getSpaceAfter() for part in self.parts]
        self.height = sum(self._heights) + self.gap * max(0, len(self.parts) - 1)
        return self.width, self.height

    def draw(self) -> None:
        """From the top."""
        y = self.height
        for part, height in zip(self.parts, self._heights, strict=True):
            y -= height
            part.drawOn(self.canv, 0, y + part.getSpaceAfter())
            y -= self.gap


class Beside(Flowable):
    """Parts beside one another.

    Args:
        parts: from the left.
        shares: of the width.
        gap: points between them.
    """

    canv: TaggedCanvas

    def __init__(self, parts: Sequence[Flowable], shares: Sequence[float], gap: float = 14) -> None:
        super().__init__()
        self.parts, self.shares, self.gap = list(parts), list(shares), gap

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """As high as the highest."""
        room = availWidth - self.gap * (len(self.parts) - 1)
        self._widths = [room * share / sum(self.shares) for share in self.shares]
        heights = [
            part.wrap(width, availHeight)[1] for part, width in zip(self.parts, self._widths, strict=True)
        ]  # fmt: skip
        self._heights, self.width, self.height = heights, availWidth, max(heights, default=0)
        return self.width, self.height

    def draw(self) -> None:
        """From the left, all from the same height."""
        x = 0.0
        for part, width, height in zip(self.parts, self._widths, self._heights, strict=True):
            part.drawOn(self.canv, x, self.height - height)
            x += width + self.gap


class Boxes(Flowable):
    """Boxes to tick, as many on a line as there is room for.

    Args:
        labels: what each says; "" is a box with a line to write on.
        size: of the letters, points.
        columns: of equal width; 0 for as many as fit.
    """

    canv: TaggedCanvas

    def __init__(self, labels: Sequence[str], size: float, columns: int = 0) -> None:
        super().__init__()
        self.labels, self.size, self.columns = [plain(label, look.glyphs()) for label in labels], size, columns

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """As high as its lines."""
        self.width = availWidth
        self._placed: list[tuple[float, float, P | None, float]] = []  # x, how far down, the words, width or height
        side = self.size * (_BOX + _AFTER)
        x = y = lowest = 0.0
        column = availWidth / self.columns if self.columns else 0.0
        for at, label in enumerate(self.labels):
            part = P(label, words(self.size)) if label else None
            needed = column - side - 4 if column else self._wide(label)
            begins = column and at % self.columns == 0
            if begins or (not column and x and x + side + needed > availWidth):
                x, y = 0.0, y + lowest + (self.size * 0.32 if at else 0)
                lowest = 0.0
            height = part.wrap(min(needed, availWidth - side), availHeight)[1] if part else self.size * 1.26
            self._placed.append((x, y, part, height if part else needed))
            lowest = max(lowest, height)
            x += column or side + needed + self.size * _BETWEEN
        self.height = y + lowest
        return self.width, self.height

    def _wide(self, label: str) -> float:
        return stringWidth(label, look.REGULAR, self.size) + 1 if label else 90.0

    def draw(self) -> None:
        """Each box, and its words."""
        side = self.size * _BOX
        for x, down, part, size in self._placed:
            top = self.height - down
            self.canv.setStrokeColor(look.colour(FAINT))
            self.canv.setLineWidth(0.8)
            self.canv.rect(x, top - side - self.size * 0.1, side, side, stroke=1, fill=0)
            begins = x + side + self.size * _AFTER
            if part is not None:
                part.drawOn(self.canv, begins, top - size)
            else:
                low = top - side - self.size * 0.1
                self.canv.line(begins, low, begins + size - self.size, low)


class Rules(Flowable):
    """Lines to write on.

    Args:
        lines: how many.
        step: points between them.
    """

    canv: TaggedCanvas

    def __init__(self, lines: int, step: float = 18) -> None:
        super().__init__()
        self.lines, self.step = lines, step

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """As high as its lines."""
        self.width, self.height = availWidth, self.lines * self.step
        return self.width, self.height

    def draw(self) -> None:
        """Thin lines."""
        self.canv.setStrokeColor(look.colour(FAINT))
        self.canv.setLineWidth(0.6)
        for at in range(self.lines):
            y = self.height - (at + 1) * self.step + 2
            self.canv.line(0, y, self.width, y)


class HandGrid(Flowable):
    """A grid to fill in by hand.

    Args:
        headings: of the columns.
        shares: of the width.
        rows: how many.
        size: of the letters of the headings, points.
        height: of all of it, points.
    """

    canv: TaggedCanvas

    def __init__(
        self, headings: Sequence[str], shares: Sequence[float], rows: int, size: float, height: float
    ) -> None:  # fmt: skip
        super().__init__()
        self.headings, self.shares, self.rows = list(headings), list(shares), rows
        self.size, self.height = size, height

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """As high as told."""
        self.width = availWidth
        self._widths = [availWidth * share / sum(self.shares) for share in self.shares]
        style = words(self.size, bold=True)
        self._heads = [P(heading, style, tag="TH") for heading in self.headings]
        self._heights = [
            part.wrap(width - 6, 200)[1] for part, width in zip(self._heads, self._widths, strict=True)
        ]  # fmt: skip
        return self.width, self.height

    def draw(self) -> None:
        """The headings as those of a table, and the lines as decoration."""
        head = max(self._heights) + 7
        step = (self.height - head) / self.rows
        with self.canv.artifact():
            self.canv.setFillColor(look.colour(look.TINT))
            self.canv.rect(0, self.height - head, self.width, head, stroke=0, fill=1)
        x = 0.0
        with self.canv.element("Table"):
            with self.canv.element("THead"), self.canv.element("TR"):
                for part, width, height in zip(self._heads, self._widths, self._heights, strict=True):
                    self.canv.elem("TH", part.key, attrs=_COLUMN)
                    part.drawOn(self.canv, x + 3, self.height - height - 3)
                    x += width
            with self.canv.element("TBody"):
                for _row in range(self.rows):
                    with self.canv.element("TR"):
                        for _cell in self.headings:
                            self.canv.elem("TD")
        self._lines(head, step)

    def _lines(self, head: float, step: float) -> None:
        self.canv.setStrokeColor(look.colour(FAINT))
        self.canv.setLineWidth(0.6)
        for at in range(self.rows + 1):
            y = self.height - head - at * step
            self.canv.line(0, y, self.width, y)
        x = 0.0
        for width in [0.0, *self._widths]:
            x += width
            self.canv.line(x, 0, x, self.height)
        self.canv.line(0, self.height, self.width, self.height)
