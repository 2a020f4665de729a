"""A blank form on one page, to be filled in by hand and typed in afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from reportlab.platypus import Flowable, HRFlowable, Spacer

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _
from ikdesk.paper import look
from ikdesk.paper.figure import Figure
from ikdesk.paper.finish import Meta, finish
from ikdesk.paper.flowables import Heading, P
from ikdesk.paper.form_parts import Beside, Boxes, HandGrid, Rules, Stack, words
from ikdesk.paper.furniture import SIZE, Furniture
from ikdesk.paper.pdf import _ONE_AT_A_TIME, Press
from ikdesk.paper.safe_text import plain
from ikdesk.paper.saving import never_mind, save_bytes
from ikdesk.paper.tagged_canvas import TaggedCanvas
from ikdesk.picture.scene import Scene

SIZES = (8.6, 8.2, 7.8, 7.4, 7.0, 6.6, 6.2)  # points, of ordinary letters; the first that fits on the page
_PITCH = 17.0  # between two lines to write on, points


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing to mark in."""

    scene: Scene
    alt: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One question."""

    key: str  # which field it is
    question: str
    hint: str = ""
    boxes: tuple[str, ...] = ()  # to tick; "" is a box with room to write
    columns: int = 0  # of boxes; 0 for as many as fit
    lines: int = 0  # to write on
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()  # boxes under words of their own
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Questions beside one another."""

    asks: tuple[Ask, ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """Questions under a heading."""

    title: str
    tag: str  # whether they must be answered
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """A grid to fill in: the headings and their shares of the width."""

    headings: tuple[str, ...]
    shares: tuple[float, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class FormSheet:
    """What stands on the page."""

    title: str
    unit: str
    intro: str
    foot: tuple[str, ...]  # what is done with it
    when: datetime  # aware: its own moment
    chapters: tuple[Chapter, ...] = ()
    grid: Columns | None = None  # then the page lies on its side
    language: Literal["nb-NO", "nn-NO", "en"] = "nb-NO"


def write_form(sheet: FormSheet, path: Path) -> Path:
    """Write the page as a tagged, archivable PDF.

    Args:
        sheet: what stands on it.
        path: where it shall lie.

    Returns:
        Where it lies: "name (2).pdf" if the wanted file is open in another program.

    Raises:
        Problem: there is more than one page has room for, or it cannot be saved there.
    """
    with _ONE_AT_A_TIME:
        data = finish(draw_form(sheet), _meta(sheet))
    return save_bytes(path, data)


def draw_form(sheet: FormSheet) -> bytes:
    """The tagged page, not finished yet, with letters as large as there is room for."""
    page = look.WIDE if sheet.grid else look.UPRIGHT
    for size in SIZES:
        body, foot = list(_body(sheet, size)), list(_foot(sheet, size))
        left = page.text_height - _height(body, page) - _height(foot, page) - 4
        if sheet.grid is not None and left > 0:
            body.append(HandGrid(sheet.grid.headings, sheet.grid.shares, sheet.grid.rows, size, left))
            left = 0.5
        if left >= 0:
            furniture = FormFurniture(sheet.unit, sheet.title, sheet.when, sheet.language, page)
            data, pages = Press(furniture, never_mind, 0).build([*body, Spacer(0, left), *foot])
            if pages == 1:
                return data
    raise Problem(_("Skjemaet har ikke plass på én side. Skjul steder eller ord dere ikke bruker, og prøv igjen."))


class FormFurniture(Furniture):
    """Whose form it is, and when it was printed."""

    def foot(self, canvas: TaggedCanvas, number: int, total: int) -> None:  # noqa: ARG002 (there is one page)
        """When it was printed, and with what."""
        canvas.setFont(look.REGULAR, SIZE)
        canvas.setFillColor(look.colour(look.MUTED))
        said = _("Tomt skjema skrevet ut {day} fra IKdesk").format(day=f"{self.when:%d.%m.%Y}")
        canvas.drawString(look.LEFT, 34, said)


def _body(sheet: FormSheet, size: float) -> Iterator[Flowable]:
    yield Heading(sheet.title, words(size * 2.1, bold=True, after=2), level=1, anchor="top")
    yield P(sheet.intro, words(size, muted=True, after=4))
    for chapter in sheet.chapters:
        yield HRFlowable(width="100%", thickness=1.2, color=look.colour(look.ACCENT), spaceBefore=3, spaceAfter=4)
        said = f"{chapter.title} · {chapter.tag}" if chapter.tag else chapter.title
        style = words(size * 1.2, bold=True, after=4)
        style.textColor = look.colour(look.ACCENT)
        yield Heading(said, style, level=2)
        for band in chapter.bands:
            parts = [_question(ask, size) for ask in band.asks]
            yield parts[0] if len(parts) == 1 else Beside(parts, band.shares or [1] * len(parts))
            yield Spacer(0, size * 0.75)


def _question(ask: Ask, size: float) -> Flowable:
    parts: list[Flowable] = [P(ask.question, words(size, bold=True, after=1.5))] if ask.question else []
    if ask.hint:
        parts.append(P(ask.hint, words(size * 0.9, muted=True, after=1.5)))
    if ask.boxes:
        parts.append(Boxes(ask.boxes, size, ask.columns))
    for said, boxes in ask.groups:
        parts.append(Beside([P(said, words(size)), Boxes(boxes, size)], (1, 3.4), gap=8))
        parts.append(Spacer(0, 2.2))
    if ask.lines:
        parts.append(Rules(ask.lines, _PITCH))
    if ask.drawn is not None:
        parts.append(Figure(ask.drawn.scene, ask.drawn.alt))
    return Stack(parts)


def _foot(sheet: FormSheet, size: float) -> Iterator[Flowable]:
    yield HRFlowable(width="100%", thickness=0.8, color=look.colour(look.RULE), spaceBefore=4, spaceAfter=4)
    for line in sheet.foot:
        yield P(line, words(size * 0.95, after=2))


def _height(flowables: list[Flowable], page: look.Sheet) -> float:
    """How much room they take below one another; the larger of two gaps counts, as reportlab places them."""
    total = before = 0.0
    for flowable in flowables:
        _width, height = flowable.wrap(page.text_width, page.text_height)
        total += height + max(before, flowable.getSpaceBefore())
        before = flowable.getSpaceAfter()
    return float(total + before)


def _meta(sheet: FormSheet) -> Meta:
    title, author, subject = (
        " ".join(plain(text, look.glyphs()).split()) for text in (sheet.title, sheet.unit, sheet.intro)
    )
    return Meta(title, author, subject or title, sheet.when, sheet.language)
