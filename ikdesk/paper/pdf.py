"""A story as a PDF that everybody can read, screen readers too, and that archives keep (PDF/UA-1, PDF/A-3a)."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from ikdesk.kernel.signer import Signer
from ikdesk.paper import look
from ikdesk.paper.beside import Beside
from ikdesk.paper.blocks import PAGE, WIDE_PAGE, flowables_of, seems_long
from ikdesk.paper.cover import boxes, has_front, head_height
from ikdesk.paper.finish import Meta, finish
from ikdesk.paper.flowables import Heading, Mark
from ikdesk.paper.furniture import Furniture
from ikdesk.paper.grid import Grid
from ikdesk.paper.safe_text import plain
from ikdesk.paper.saving import Tick, never_mind, save_bytes
from ikdesk.paper.story import Story
from ikdesk.paper.tagged_canvas import TaggedCanvas

CONTENTS_FROM = 9  # pages; shorter reports need no contents
_ONE_AT_A_TIME = threading.Lock()  # reportlab's fonts belong to one document at a time


def write_pdf(story: Story, path: Path, tick: Tick = never_mind, *, password: str = "") -> Path:
    """Write a report as a tagged, archivable PDF; the same story gives the same bytes.

    Args:
        story: the report.
        path: where it shall lie.
        tick: told how many sections are drawn, and of how many; may raise Cancelled, then no file is left.
        password: opens it; "" for none.

    Returns:
        Where it lies: "name (2).pdf" if the wanted file is open in another program.

    Raises:
        Problem: it cannot be saved there.
    """
    return save_bytes(path, pdf_bytes(story, tick, password=password))


def pdf_bytes(story: Story, tick: Tick = never_mind, *, signer: Signer | None = None, password: str = "") -> bytes:
    """A report as a tagged, archivable PDF, not written anywhere; as ``write_pdf``.

    Args:
        story: the report.
        tick: told how many sections are drawn, and of how many; may raise Cancelled.
        signer: signs it: every byte of the file but the signature's own place.
        password: opens it (AES-256); "" for none. What is both signed and locked carries the signed file inside.
    """
    with _ONE_AT_A_TIME:
        drawn = draw(story, tick)
        data = finish(drawn, meta_of(story), story.attachments, password=password, signer=signer)
    tick(len(story.sections), len(story.sections))
    return data


def draw(story: Story, tick: Tick = never_mind) -> bytes:
    """The tagged pages, not finished yet; with contents if there are many."""
    furniture = furniture_of(story)
    press = Press(furniture, tick, len(story.sections))
    if furniture.front or not seems_long(story, CONTENTS_FROM):
        data, pages = press.build(flowables_of(story))
        if furniture.front or pages < CONTENTS_FROM:
            return data
    return press.build(flowables_of(story, with_contents=True))[0]


def furniture_of(story: Story) -> Furniture:
    """What stands round the pages of a report."""
    sheet = look.WIDE if story.wide else look.UPRIGHT
    head = head_height(story, sheet) if has_front(story, sheet) else 0.0
    return Furniture(story.unit, story.title, story.when, story.language, sheet, story.mark, head)


@dataclass
class Press:
    """Draws flowables on pages, as often as it takes, and tells how far it has come."""

    furniture: Furniture
    tick: Tick
    steps: int
    done: int = 0
    rows_before: int | None = None  # rows of a list count as steps, after so many that were read

    def build(self, flowables: list[Flowable]) -> tuple[bytes, int]:
        """Draw the pages; the file, and how many pages."""
        out = BytesIO()
        pages = Pages(out, self)
        pages.build(
            flowables, canvasmaker=partial(TaggedCanvas, when=self.furniture.when, foot=self.furniture.foot)
        )  # fmt: skip
        return out.getvalue(), pages.page

    def passed(self, done: int) -> None:
        """So much is drawn; drawing it once more for the contents is not told as going back."""
        self.done = max(self.done, done)
        self.tick(self.done, self.steps)


class Pages(BaseDocTemplate):
    """reportlab's document, with our bookmarks."""

    def __init__(self, out: BytesIO, press: Press) -> None:
        look.use_fonts()
        furniture, sheet = press.furniture, press.furniture.sheet
        super().__init__(
            out, pagesize=(sheet.width, sheet.height), title=plain(furniture.title, look.glyphs()),
            lang=furniture.language, displayDocTitle=True, initialFontName=look.REGULAR, invariant=1,
            pageCompression=1, enforceColorSpace="RGB",
        )  # fmt: skip
        self.press = press
        if furniture.front:
            frames = [Frame(*box, 0, 0, 0, 0) for box in boxes(furniture.front, sheet)]
            self.addPageTemplates(PageTemplate("front", frames, onPage=cast("Any", furniture.head)))
        for name, page in ((PAGE, sheet), (WIDE_PAGE, look.WIDE)):
            frame = Frame(look.LEFT, look.BOTTOM, page.text_width, page.text_height, 0, 0, 0, 0)
            size = (page.width, page.height)
            self.addPageTemplates(PageTemplate(name, [frame], onPage=cast("Any", furniture.head), pagesize=size))

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 - reportlab's name
        """Set bookmarks at headings, and tell how far we are."""
        if isinstance(flowable, Mark):
            self.press.passed(flowable.done)
        if isinstance(flowable, Grid) and self.press.rows_before is not None:
            self.press.passed(self.press.rows_before + flowable.plan.rows[flowable.last - 1].number + 1)
        if isinstance(flowable, (Heading, Beside)):
            top = self.frame._y + flowable.height + 6  # type: ignore[attr-defined]  # noqa: SLF001 - where it begins
            for heading in flowable.headings if isinstance(flowable, Beside) else [flowable]:
                self._note(heading, top)

    def _note(self, heading: Heading, top: float) -> None:
        """Set a bookmark at a heading, and tell its page to the contents."""
        if not heading.anchor or heading.level == 1:
            return
        text = " ".join(heading.getPlainText(identify=None).split())
        self.canv.bookmarkPage(heading.anchor, fit="XYZ", left=0, top=top)
        self.canv.addOutlineEntry(text, heading.anchor, heading.level - 2, closed=False)
        cast("TaggedCanvas", self.canv).anchors[heading.anchor] = self.page


def meta_of(story: Story) -> Meta:
    """What the file says about itself."""
    title, author, subject = (
        " ".join(plain(text, look.glyphs()).split()) for text in (story.title, story.author, story.subject)
    )
    return Meta(title or "–", author, subject, story.when, story.language)
