"""A canvas that says what it draws: tags for screen readers (PDF/UA-1) are written while drawing.

Reading order is drawing order. Whatever is not tagged becomes decoration (an artifact); text that nobody owns is
refused, because a screen reader would lose it. Built on internals of reportlab 5.1, which is therefore pinned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from ikdesk.paper.structure import Elem, StructRoot

TEXT_TAGS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TH", "TD", "Caption", "Link"})

pdfdoc.LinkAnnotation.permitted = (*pdfdoc.LinkAnnotation.permitted, "StructParent")
rl_config.useA85 = 0  # streams are compressed and nothing more: the file is finished without opening them again

Foot = Callable[["TaggedCanvas", int, int], None]


_PROMISED = re.compile("\x01(\\d+)\x01")  # no text has such a sign in it


@dataclass
class Promise:
    """The number of a page that is told before the page is drawn."""

    said: str  # what a reader says about the link, before the number
    anchor: str  # the bookmark's key
    right: float  # where the number ends, in the coordinates of the line
    y: float
    font: str
    size: float
    link: Any = None


class UntaggedText(RuntimeError):
    """Text was drawn that no structure element owns, outside any artifact: a fault in the program."""


class TaggedText(PDFTextObject):
    """A text object that knows its owner, and whether all of it is a link."""

    _code: list[str]

    def __init__(self, canvas: TaggedCanvas, *args: Any, **kw: Any) -> None:
        super().__init__(canvas, *args, **kw)
        self.outer, self.owner = canvas.open_text, canvas.owner
        self.said: list[str] = []

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803 - reportlab's names
        if TStar and text and text[-1] not in " -":  # a real space at each line end, or readers glue the words
            text += " "
        self.said.append(text)
        super()._textOut(text, TStar)  # type: ignore[misc]

    def add_code(self, code: str) -> None:
        """Put an operator between what has been said and what comes."""
        self._code.append(code)

    def tag(self, mark: Callable[[Elem], str]) -> None:
        """Put marks round the text, inside BT…ET, so that nesting is always right."""
        if any(" Tj" in op for op in self._code[1:]):
            self._code = [self._code[0], mark(self.owner), *self._code[1:], "EMC"]


class TaggedCanvas(Canvas):
    """A canvas with a stack of open structure elements.

    Args:
        when: the report's own moment (aware); it is the file's date too, so that equal reports are equal files.
        foot: draws the number of a page; given the canvas, the page (from 1) and how many there are.
    """

    _code: list[str]

    def __init__(self, *args: Any, when: datetime, foot: Foot, **kw: Any) -> None:
        self.open_text: TaggedText | None = None
        self.foot = foot
        super().__init__(*args, **{**kw, "pdfVersion": (1, 7)})
        self.root = StructRoot()
        self.stack: list[Elem] = [self.root.document]
        self.sections: list[tuple[int, Elem]] = []
        self.keyed: dict[Hashable, Elem] = {}
        self.block = False  # True inside an explicit BDC…EMC
        self.page_key: int | None = None  # of this page in the tree's way back
        self.page_runs: list[Elem] = []
        self.done_pages: list[Any] = []
        self.anchors: dict[str, int] = {}  # bookmark → its page, from 1
        self.promised: list[Promise] = []
        catalog = self._doc.Catalog  # type: ignore[attr-defined]
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})
        catalog.StructTreeRoot = self.root
        self.setViewerPreference("DisplayDocTitle", "true")
        stamp, moment = self._doc._timeStamp, when.astimezone(UTC)  # type: ignore[attr-defined]  # noqa: SLF001
        stamp.t, stamp.lt, stamp.YMDhms = moment.timestamp(), moment.timetuple(), moment.timetuple()[:6]

    @property
    def page_size(self) -> tuple[float, float]:
        """Width and height of the page that is drawn now, in points."""
        width, height = self._pagesize
        return float(width), float(height)

    @property
    def owner(self) -> Elem:
        """The element that owns what is drawn now."""
        return self.stack[-1]

    # --- marks and elements

    def mark(self, elem: Elem) -> str:
        """Give the element the next number on this page; the operator that opens the marked run."""
        if self.page_key is None:
            self.page_key, self.page_runs = len(self.root.parents), []
            self.root.parents.append(self.page_runs)
        number = len(self.page_runs)
        self.page_runs.append(elem)
        elem.kids.append((self._doc.thisPageName(), number))  # type: ignore[attr-defined]
        return f"/{elem.tag} <</MCID {number}>> BDC"

    def elem(self, tag: str, key: Hashable = None, alt: str = "", attrs: str = "") -> Elem:
        """The element with this key, made under the open one if it is new (a split thing finds its first half)."""
        found = self.keyed.get(key) if key is not None else None
        if found is None:
            found = Elem(tag, self.owner, alt, attrs)
            self.owner.kids.append(found)
            if key is not None:
                self.keyed[key] = found
        return found

    @contextmanager
    def element(self, tag: str, key: Hashable = None, alt: str = "", attrs: str = "") -> Iterator[Elem]:
        """Everything drawn inside belongs to this element."""
        self.stack.append(self.elem(tag, key, alt, attrs))
        try:
            yield self.owner
        finally:
            self.stack.pop()

    def start_section(self, level: int, key: Hashable) -> None:
        """Close the sections at this level or deeper and open a new one, once for each heading."""
        if (key, "Sect") in self.keyed:
            return
        self.sections = [at for at in self.sections if at[0] < level]
        parent = self.sections[-1][1] if self.sections else self.root.document
        self.keyed[key, "Sect"] = sect = Elem("Sect", parent)
        parent.kids.append(sect)
        self.sections.append((level, sect))
        self.stack[0] = sect

    @contextmanager
    def artifact(self, props: str = "") -> Iterator[None]:
        """Everything drawn inside is decoration; props for example "/Type/Pagination/Subtype/Header"."""
        if self.block:
            yield
            return
        with self._bracket(f"/Artifact <<{props}>> BDC" if props else "/Artifact BMC"):
            yield

    @contextmanager
    def content(self) -> Iterator[None]:
        """Everything drawn inside (paths and text) is one marked run of the open element."""
        with self._bracket(self.mark(self.owner)):
            yield

    @contextmanager
    def _bracket(self, begin: str) -> Iterator[None]:
        self._code.append(begin)
        self.block = True
        try:
            yield
        finally:
            self.block = False
            self._code.append("EMC")

    # --- reportlab's choke points: all text leaves through drawText, all pages through _setAnnotations

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> TaggedText:  # noqa: N802
        """A text object that belongs to the open element."""
        self.open_text = TaggedText(self, x, y, direction=direction)
        return self.open_text

    def drawText(self, aTextObject: Any) -> None:  # noqa: N802, N803
        """Draw a text object, tagged unless it is inside a marked run already."""
        self.open_text = aTextObject.outer
        if not self.block:
            if aTextObject.owner.tag not in TEXT_TAGS:
                raise UntaggedText(f"<{aTextObject.owner.tag}> {''.join(aTextObject.said)[:40]}")
            aTextObject.tag(self.mark)
        super().drawText(aTextObject)

    def draw_marked(self, text: TaggedText) -> None:
        """Draw a text object that has put its own marks."""
        self.open_text = text.outer
        super().drawText(text)

    def add_link(self, said: str, destination: str, rect: tuple[float, float, float, float]) -> Any:
        """Make the open Link element a link to a place in this document.

        Args:
            said: what a reader says about the link.
            destination: the bookmark's key.
            rect: x0, y0, x1, y1 in points, in the coordinates of now.

        Returns:
            The link, whose Contents may still be changed.
        """
        number = self._annotationCount + 1  # type: ignore[attr-defined]
        self.owner.kids.append((self._doc.thisPageName(), self._doc.annotationName(f"NUMBER{number}")))  # type: ignore[attr-defined]
        self.root.parents.append(self.owner)
        self.linkRect(said, destination, rect, F=4, StructParent=len(self.root.parents) - 1)
        return self._newest

    def _addAnnotation(self, annotation: Any, *args: Any) -> None:  # noqa: N802 - reportlab's name
        self._newest = annotation
        super()._addAnnotation(annotation, *args)  # type: ignore[misc]

    def promise_page(self, text: TaggedText, promise: Promise) -> None:
        """Leave room at the end of a line for the number of a page that is not drawn yet.

        Args:
            text: the line.
            promise: which page, and where its number ends.
        """
        text.add_code(f"\x01{len(self.promised)}\x01")
        self.promised.append(promise)

    def _keep_promises(self) -> None:
        """Write the numbers of the pages, now that all are there, and say them with the links too."""
        for promise in self.promised:
            promise.link.Contents = f"{promise.said}, {self.anchors[promise.anchor]}"
        for page in self.done_pages if self.promised else ():
            page.stream = _PROMISED.sub(lambda found: self._number(self.promised[int(found[1])]), page.stream)

    def _number(self, promise: Promise) -> str:
        number = str(self.anchors[promise.anchor])
        text: Any = PDFTextObject(self, promise.right - self.stringWidth(number, promise.font, promise.size), promise.y)
        text.setFont(promise.font, promise.size)
        text.textOut(number)
        return " ".join(text._code[1:])  # noqa: SLF001 - without the operator that begins a text

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802 - called by showPage: the place to amend the page
        super()._setAnnotations(page)  # type: ignore[misc]
        if isinstance(page, pdfdoc.PDFPage):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            setattr(page, "StructParents", self.page_key)  # noqa: B010 - a key of the page, unknown to the class
            setattr(page, "Tabs", pdfdoc.PDFName("S"))  # noqa: B010
            self.page_key = None
            self.done_pages.append(page)

    def save(self) -> None:
        """Write "page x of y" on every page, now that all are there, and then the file."""
        if self._code:
            self.showPage()
        self._keep_promises()
        for number, page in enumerate(self.done_pages, 1):
            self._code, self._pagesize = [], (page.pagewidth, page.pageheight)
            with self.artifact("/Type/Pagination/Subtype/Footer"):
                self.foot(self, number, len(self.done_pages))
            page.stream = "\n".join([page.stream, "q", *self._code, "Q", " \n"])
        self._code = []
        super().save()


def _as_artifact(name: str) -> Callable[..., Any]:
    base = getattr(Canvas, name)

    def method(self: TaggedCanvas, *args: Any, **kw: Any) -> Any:
        if self.block:
            return base(self, *args, **kw)
        with self.artifact():
            return base(self, *args, **kw)

    return method


for _name in ("line", "lines", "grid", "bezier", "arc", "rect", "ellipse", "circle", "wedge", "roundRect", "drawPath"):
    setattr(TaggedCanvas, _name, _as_artifact(_name))
