"""One page for the wall with whom to call: the numbers that matter most in large letters, and tables below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _
from ikdesk.paper import look
from ikdesk.paper.blocks import says
from ikdesk.paper.finish import Meta, finish
from ikdesk.paper.flowables import Heading, P
from ikdesk.paper.grid import Column, Grid, Manner, Plan
from ikdesk.paper.pdf import _ONE_AT_A_TIME, Press
from ikdesk.paper.poster import WallFurniture
from ikdesk.paper.safe_text import plain
from ikdesk.paper.saving import never_mind, save_bytes
from ikdesk.paper.tagged_canvas import TaggedCanvas

SCALES = tuple(1 - step / 40 for step in range(17))  # the last: letters of five points
URGENT, LESS_URGENT = 19.0, 14.0  # points
BESIDE = "\xa0\xa0\xa0·\xa0\xa0 "


@dataclass(frozen=True, slots=True)
class CallTable:
    """A table with a heading above it; without rows it is left out."""

    title: str
    labels: tuple[str, ...]
    widths: tuple[float, ...]  # beside each other
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CallSheet:
    """What stands on the page."""

    title: str
    unit: str
    urgent: tuple[tuple[str, str], ...]  # number and name, in large letters
    less_urgent: tuple[tuple[str, str], ...]
    tables: tuple[CallTable, ...]
    foot: str
    when: datetime  # aware: its own moment
    author: str = ""
    language: Literal["nb-NO", "nn-NO", "en"] = "nb-NO"


class Smaller(Flowable):
    """Flowables below one another, drawn smaller.

    Args:
        parts: what is drawn.
        scale: how much smaller, 0–1.
    """

    canv: TaggedCanvas

    def __init__(self, parts: Sequence[Flowable], scale: float) -> None:
        super().__init__()
        self._parts, self._scale = list(parts), scale
        self._tops: list[tuple[Flowable, float]] = []

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """How much room they take; the larger of two gaps counts, as reportlab places them."""
        total = before = 0.0
        self._tops = []
        for part in self._parts:
            _width, height = part.wrap(availWidth / self._scale, availHeight / self._scale)
            total += (max(before, part.getSpaceBefore()) if self._tops else 0.0) + height
            self._tops.append((part, total))
            before = part.getSpaceAfter()
        self.width, self.height = availWidth, total * self._scale
        return self.width, self.height

    def draw(self) -> None:
        """Draw each where it belongs."""
        self.canv.saveState()
        self.canv.scale(self._scale, self._scale)
        for part, bottom in self._tops:
            part.drawOn(self.canv, 0, self.height / self._scale - bottom)
        self.canv.restoreState()


def write_call_sheet(sheet: CallSheet, path: Path) -> Path:
    """Write the page as a tagged, archivable PDF.

    Args:
        sheet: what stands on it.
        path: where it shall lie.

    Returns:
        Where it lies: "name (2).pdf" if the wanted file is open in another program.

    Raises:
        Problem: there is too much for one page, or it cannot be saved there.
    """
    with _ONE_AT_A_TIME:
        data = finish(draw_call_sheet(sheet), _meta(sheet))
    return save_bytes(path, data)


def draw_call_sheet(sheet: CallSheet) -> bytes:
    """The tagged page, not finished yet, with letters as large as there is room for."""
    room, width = look.UPRIGHT.text_height - 2, look.UPRIGHT.text_width
    for scale in SCALES:
        whole = Smaller(list(_parts(sheet, width / scale)), scale)
        if whole.wrap(width, room)[1] <= room:
            press = Press(WallFurniture(sheet.unit, sheet.title, sheet.when, sheet.language), never_mind, 0)
            data, _pages = press.build([whole])
            return data
    raise Problem(_("Det er for mye til én side. Ta noen av listen, eller kort ned merknadene, og skriv ut på nytt."))


def _parts(sheet: CallSheet, width: float) -> Iterator[Flowable]:
    if says(sheet.unit):
        yield P(sheet.unit, "unit")
    yield Heading(sheet.title, "h1", level=1)
    for numbers, size in ((sheet.urgent, URGENT), (sheet.less_urgent, LESS_URGENT)):
        said = BESIDE.join(f"{number}\xa0{name}" for number, name in numbers)
        if says(said):
            yield P(said, _large(size))
    for table in sheet.tables:
        if table.rows:
            yield Heading(table.title, "h2", level=2)
            columns = [
                Column(label, share * width / sum(table.widths))
                for label, share in zip(table.labels, table.widths, strict=True)
            ]
            yield Grid(Plan(columns, table.rows, manner=Manner(row_headers=True)))
    if says(sheet.foot):
        yield P(sheet.foot, "note")


def _large(size: float) -> ParagraphStyle:
    return ParagraphStyle(
        "urgent", look.style("body"), fontName=look.BOLD, fontSize=size, leading=size * 1.4, spaceAfter=3,
        textColor=look.colour(look.INK),
    )  # fmt: skip


def _meta(sheet: CallSheet) -> Meta:
    title, author = (" ".join(plain(text, look.glyphs()).split()) for text in (sheet.title, sheet.author))
    return Meta(title, author, title, sheet.when, sheet.language)
