"""The parts a page is made of; each tags itself, also when it is split over pages."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph

from ikdesk.paper import look
from ikdesk.paper.safe_text import safe
from ikdesk.paper.structure import Elem
from ikdesk.paper.tagged_canvas import Promise, TaggedCanvas, TaggedText

BULLET = "•"


class P(Paragraph):
    """A paragraph; both halves of a split stay one element.

    Args:
        text: plain user text; it is made safe here and nowhere else.
        style: a name in look.
        tag: the structure type.
    """

    canv: TaggedCanvas

    def __init__(self, text: str | None, style: str | ParagraphStyle = "body", tag: str = "P", **kw: Any) -> None:
        made = look.style(style) if isinstance(style, str) else style
        super().__init__(None if text is None else safe(text, look.glyphs()), made, **kw)  # type: ignore[arg-type]
        self.tag: str = tag
        self.key: Hashable = self

    def draw(self) -> None:
        """Draw inside its own element."""
        with self.canv.element(self.tag, self.key):
            super().draw()

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803 - reportlab's names
        """Two halves of the same element."""
        parts: list[Any] = super().split(availWidth, availHeight)
        for part in parts:
            self._hand_on(part)
        return parts

    def _hand_on(self, part: Any) -> None:
        part.key, part.tag = self.key, self.tag


class Heading(P):
    """A heading that opens a section of the tree, a bookmark and a line in the contents.

    Args:
        level: 1–6.
        anchor: the bookmark's key, once in a document.
    """

    def __init__(self, text: str | None, style: Any, level: int = 1, anchor: str = "", **kw: Any) -> None:
        super().__init__(text, style, **{"tag": f"H{level}", **kw})
        self.level, self.anchor = level, anchor

    def draw(self) -> None:
        """Open the section, then draw."""
        self.canv.start_section(self.level, self.key)
        super().draw()

    def _hand_on(self, part: Any) -> None:
        super()._hand_on(part)
        part.level, part.anchor = self.level, ""

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803
        """Two halves; only the first is a place to jump to."""
        parts = super().split(availWidth, availHeight)
        if parts:
            parts[0].anchor = self.anchor
        return parts


class Caption(P):
    """The caption of a table: the first thing inside the table's own element."""

    def __init__(self, text: str | None, style: Any = "caption", table: Hashable = None, **kw: Any) -> None:
        super().__init__(text, style, **{"tag": "Caption", **kw})
        self.table = table

    def draw(self) -> None:
        """Draw inside the table's element."""
        with self.canv.element("Table", self.table):
            super().draw()

    def _hand_on(self, part: Any) -> None:
        super()._hand_on(part)
        part.table = self.table


class Item(P):
    """One point of a list. reportlab draws the bullet first (Lbl), then the body (LBody)."""

    numbering = "Disc"  # how the points are told apart, as PDF names it

    def __init__(self, text: str | None, style: Any = "item", in_list: Hashable = None, **kw: Any) -> None:
        super().__init__(text, style, **{"bulletText": None if text is None else BULLET, **kw})
        self.in_list = in_list
        self._body: Elem | None = None

    def draw(self) -> None:
        """Draw inside L, LI and its two parts."""
        canvas = self.canv
        with (
            canvas.element("L", self.in_list, attrs=f"<</O/List/ListNumbering/{self.numbering}>>"),
            canvas.element("LI", (self.key, "LI")),
        ):
            canvas.elem("Lbl", (self.key, "Lbl"))
            self._body = canvas.elem("LBody", (self.key, "LBody"))
            with canvas.element("Lbl", (self.key, "Lbl")):
                Paragraph.draw(self)

    def beginText(self, x: float, y: float) -> TaggedText:  # noqa: N802 - only the body comes through here
        """The text object of the body."""
        text: Any = super().beginText(x, y)
        text.owner = self._body or text.owner
        return cast("TaggedText", text)

    def _hand_on(self, part: Any) -> None:
        super()._hand_on(part)
        part.in_list = self.in_list


def bullets(texts: Sequence[str]) -> list[Item]:
    """The points of one list."""
    in_list = object()
    return [Item(text, in_list=in_list) for text in texts]


class Mark(Flowable):
    """Nothing to see: tells how far the drawing has come."""

    def __init__(self, done: int) -> None:
        super().__init__()
        self.done = done

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Takes no room."""
        return 0, 0

    def draw(self) -> None:
        """Draws nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; the page comes when all are drawn."""

    text: str
    level: int
    anchor: str


class Contents(Flowable):
    """The contents: each line is a link to its heading."""

    canv: TaggedCanvas

    def __init__(self, entries: Sequence[Entry], first: int = 0, last: int | None = None) -> None:
        super().__init__()
        self.entries, self.first, self.last = entries, first, len(entries) if last is None else last
        self.style = look.style("contents")

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """As wide as the page, a line for each entry."""
        self.width, self.height = availWidth, (self.last - self.first) * self.style.leading + 8
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: ARG002, N803
        """The lines that fit, and the rest."""
        cut = self.first + int((availHeight - 8) // self.style.leading)
        if not self.first < cut < self.last:
            return []
        return [Contents(self.entries, self.first, cut), Contents(self.entries, cut, self.last)]

    def draw(self) -> None:
        """Draw every line as TOCI > Reference > Link."""
        with self.canv.element("TOC", ("TOC", self.entries[0].anchor)):
            for at, entry in enumerate(self.entries[self.first : self.last]):
                with self.canv.element("TOCI"), self.canv.element("Reference"), self.canv.element("Link"):
                    self._line(entry, self.height - (at + 1) * self.style.leading)

    def _line(self, entry: Entry, y: float) -> None:
        size, indent = self.style.fontSize, 12.0 * (entry.level - 2)
        font = look.SEMIBOLD if entry.level <= 2 else look.REGULAR
        self.canv.setFont(font, size)
        self.canv.setFillColor(look.colour(look.INK))
        room = self.width - indent - stringWidth("999", look.REGULAR, size) - 16
        text = self.canv.beginText(indent, y)
        text.textOut(shortened(entry.text, font, size, room) + " ")
        promise = Promise(entry.text, entry.anchor, self.width, y, look.REGULAR, size)
        self.canv.promise_page(text, promise)
        self.canv.drawText(text)
        promise.link = self.canv.add_link(entry.text, entry.anchor, (0, y - 3, self.width, y + size + 1))


def shortened(text: str, font: str, size: float, room: float) -> str:
    """The text, or as much of it as there is room for and an ellipsis.

    Args:
        text: one line.
        font: the font's name.
        size: in points.
        room: in points.
    """
    if stringWidth(text, font, size) <= room:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if stringWidth(text[:middle] + "…", font, size) <= room:
            fits = middle
        else:
            too_long = middle
    return text[:fits].rstrip() + "…"
