"""One page for the wall: what is done, step by step, in letters that can be read from a metre away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, Spacer

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _
from ikdesk.paper import look
from ikdesk.paper.blocks import says
from ikdesk.paper.finish import Meta, finish
from ikdesk.paper.flowables import Heading, Item, P
from ikdesk.paper.furniture import SIZE, Furniture
from ikdesk.paper.pdf import _ONE_AT_A_TIME, Press
from ikdesk.paper.safe_text import plain
from ikdesk.paper.saving import never_mind, save_bytes
from ikdesk.paper.tagged_canvas import TaggedCanvas

STEP = 20.0  # points, of the steps where there is room
SCALES = (1.3, 1.2, 1.1, 1.0, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6, 0.54, 0.48)  # the last: 9.6 points, as a book
WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what it says; empty ones are left out."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on the page."""

    title: str
    unit: str
    purpose: str
    steps_title: str
    steps: tuple[str, ...]
    foot: tuple[str, ...]  # who, which version, the rules; one line each
    when: datetime  # aware: its own moment
    before: tuple[Part, ...] = ()  # between the purpose and the steps
    after: tuple[Part, ...] = ()  # below the steps
    warning: str = ""  # said on top when it does not hold
    author: str = ""
    too_long: str = _("Rutinen er for lang for én side. Kort ned stegene, eller del den i to, og skriv ut på nytt.")
    language: Literal["nb-NO", "nn-NO", "en"] = "nb-NO"


def write_poster(poster: Poster, path: Path) -> Path:
    """Write the page as a tagged, archivable PDF.

    Args:
        poster: what stands on it.
        path: where it shall lie.

    Returns:
        Where it lies: "name (2).pdf" if the wanted file is open in another program.

    Raises:
        Problem: it is too long for one page, or cannot be saved there.
    """
    with _ONE_AT_A_TIME:
        data = finish(draw_poster(poster), _meta(poster))
    return save_bytes(path, data)


def draw_poster(poster: Poster) -> bytes:
    """The tagged page, not finished yet, with letters as large as there is room for."""
    room = look.UPRIGHT.text_height
    for scale in SCALES:
        body, foot = list(_body(poster, scale)), list(_foot(poster, scale))
        left = room - _height(body) - _height(foot) - 2
        if left >= 0:
            press = Press(WallFurniture(poster.unit, poster.title, poster.when, poster.language), never_mind, 0)
            data, pages = press.build([*body, Spacer(0, left), *foot])
            if pages == 1:
                return data
    raise Problem(poster.too_long)


class WallFurniture(Furniture):
    """Nothing round the text but when it was made: the page hangs alone."""

    def head(self, canvas: TaggedCanvas, _pages: Any) -> None:
        """Nothing; the title stands below in large letters."""

    def foot(self, canvas: TaggedCanvas, number: int, total: int) -> None:  # noqa: ARG002 (there is one page)
        """When it was printed, and with what."""
        made = _("Skrevet ut {day} fra IKdesk. Se der om det er kommet en nyere versjon.")
        canvas.setFont(look.REGULAR, SIZE)
        canvas.setFillColor(look.colour(look.MUTED))
        canvas.drawString(look.LEFT, 34, made.format(day=f"{self.when:%d.%m.%Y}"))


class Step(Item):
    """A step with its number in a filled circle."""

    numbering = "Decimal"

    def __init__(self, text: str | None, style: Any, in_list: Any = None, **kw: Any) -> None:
        super().__init__(text, style, in_list, **kw)

    def draw(self) -> None:
        """The circle is decoration; the number in it is read."""
        look_of: ParagraphStyle = self.style
        radius = look_of.leftIndent * 0.37
        middle = self.height - look_of.fontSize * 0.97 + look_of.bulletFontSize * 0.36
        with self.canv.artifact():
            self.canv.setFillColor(look.colour(look.ACCENT))
            self.canv.circle(look_of.bulletIndent, middle, radius, stroke=0, fill=1)
        super().draw()


def _body(poster: Poster, scale: float) -> Iterator[Flowable]:
    if says(poster.warning):
        yield P(poster.warning, _style(15, weight=look.BOLD, after=8))
    if says(poster.unit):
        yield P(poster.unit, _style(12, weight=look.SEMIBOLD, ink=look.ACCENT, after=4))
    size = 40 * min(max(scale, 0.66), 1.1)
    yield Heading(poster.title, _style(size, 1.12, weight=look.BOLD, after=6), level=1, anchor="top")
    if says(poster.purpose):
        yield P(poster.purpose, _style(15 * max(scale, 0.72), 1.32, ink=look.MUTED, after=4))
    yield HRFlowable(width="100%", thickness=2.5, color=look.colour(look.ACCENT), spaceBefore=6, spaceAfter=8 * scale)
    yield from _parts(poster.before, scale)
    yield _heading(poster.steps_title, scale)
    in_list = object()
    for number, step in enumerate(poster.steps, 1):
        yield Step(step, _step_style(scale), in_list, bulletText=str(number))
    yield from _parts(poster.after, scale)


def _parts(parts: tuple[Part, ...], scale: float) -> Iterator[Flowable]:
    for part in parts:
        if says(part.text):
            yield _heading(part.title, scale)
            yield P(part.text, _style(15 * max(scale, 0.72), 1.32, after=8 * scale))


def _foot(poster: Poster, scale: float) -> Iterator[Flowable]:
    yield HRFlowable(width="100%", thickness=0.8, color=look.colour(look.RULE), spaceBefore=4, spaceAfter=6)
    for at, line in enumerate(line for line in poster.foot if says(line)):
        size = (13 if at == 0 else 9.5) * min(max(scale, 0.9), 1.1)
        yield P(line, _style(size, 1.35, weight=look.REGULAR if at else look.SEMIBOLD, after=2))


def _heading(text: str, scale: float) -> Heading:
    style = _style(13 * max(scale, 0.72), 1.3, weight=look.SEMIBOLD, ink=look.ACCENT, after=5 * scale)
    style.spaceBefore = 12 * scale
    return Heading(text, style, level=2)


def _style(
    size: float, leading: float = 1.3, *, weight: str = look.REGULAR, ink: str = look.INK, after: float = 0
) -> ParagraphStyle:
    """A look that is not among the named ones: sizes follow the room there is."""
    return ParagraphStyle(
        "poster", look.style("body"), fontName=weight, fontSize=size, leading=size * leading, spaceAfter=after,
        textColor=look.colour(ink),
    )  # fmt: skip


def _step_style(scale: float) -> ParagraphStyle:
    size, style = STEP * scale, _style(STEP * scale, 1.28, after=9 * scale)
    style.leftIndent = size * 2
    style.bulletIndent, style.bulletAnchor = size * 0.75, "middle"
    style.bulletFontName, style.bulletFontSize, style.bulletColor = look.BOLD, size * 0.86, look.colour(WHITE)
    return style


def _height(flowables: list[Flowable]) -> float:
    """How much room they take below one another; the larger of two gaps counts, as reportlab places them."""
    total = before = 0.0
    for flowable in flowables:
        _width, height = flowable.wrap(look.UPRIGHT.text_width, look.UPRIGHT.text_height)
        total += height + max(before, flowable.getSpaceBefore())
        before = flowable.getSpaceAfter()
    return float(total + before)


def _meta(poster: Poster) -> Meta:
    title, author, subject = (
        " ".join(plain(text, look.glyphs()).split()) for text in (poster.title, poster.author, poster.purpose)
    )
    return Meta(title, author, subject or title, poster.when, poster.language)
