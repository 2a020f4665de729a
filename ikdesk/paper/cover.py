"""The cover of a report: whose it is, large and on the colour; then the facts about it, and at the foot its seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, FrameBreak, NextPageTemplate, PageBreak, Spacer

from ikdesk.kernel.words import _
from ikdesk.paper import look
from ikdesk.paper.flowables import Contents, Entry, Heading, P, shortened
from ikdesk.paper.grid import Column, Grid, Manner, Plan
from ikdesk.paper.safe_text import plain
from ikdesk.paper.story import Cover, Story
from ikdesk.paper.tagged_canvas import TaggedCanvas

LEAST_HEAD, MOST_HEAD = 0.34, 0.62  # of the page, that the colour takes
ABOVE, BELOW, GAP = 84.0, 30.0, 34.0  # points: over and under the words on the colour, and from there to the facts
ABOVE_CONTENTS = 14.0
PILL_SIZE, PILL_PAD, PILL_HEIGHT = 10.0, 11.0, 22.0
Box = tuple[float, float, float, float]


def has_front(story: Story, sheet: look.Sheet) -> bool:
    """Whether the report begins with a cover; one whose words do not fit there begins like other reports.

    Args:
        story: the report.
        sheet: the size of its pages.
    """
    return story.cover is not None and head_height(story, sheet) <= sheet.height * MOST_HEAD


def head_height(story: Story, sheet: look.Sheet) -> float:
    """How much of the cover is coloured, in points from the top."""
    words = sum(_height(part, sheet) for part in _head(story, story.cover or Cover("")))
    return max(sheet.height * LEAST_HEAD, ABOVE + words + BELOW)


def boxes(head: float, sheet: look.Sheet) -> tuple[Box, Box]:
    """Where the words stand: on the colour, and under it (left, bottom, width, height).

    Args:
        head: from ``head_height``.
        sheet: the size of the page.
    """
    under = sheet.height - head - GAP - look.BOTTOM
    over = (look.LEFT, sheet.height - head, sheet.text_width, head - ABOVE)
    return over, (look.LEFT, look.BOTTOM, sheet.text_width, under)


def front_page(story: Story, sheet: look.Sheet, entries: Sequence[Entry]) -> list[Flowable]:
    """The cover, in reading order; what comes after it begins on the next page.

    Args:
        story: with a cover that fits.
        sheet: the size of the page.
        entries: the contents, shown here if there is room for them and otherwise on the next page.
    """
    cover = story.cover or Cover("")
    facts, seal = _facts(cover, sheet), _seal(cover)
    _over, (_left, _bottom, _width, room) = boxes(head_height(story, sheet), sheet)
    air = room - sum(_height(part, sheet) for part in (*facts, *seal)) - 1
    begun = [NextPageTemplate("page"), *_head(story, cover), FrameBreak(), *facts]
    if not entries:
        return [*begun, Spacer(0, max(air, 12)), *seal, PageBreak()]
    contents = [Heading(str(_("Innhold")), "caption", level=2, anchor=""), Contents(entries)]
    left = air - ABOVE_CONTENTS - sum(_height(part, sheet) for part in contents)
    if left >= 0:
        return [*begun, Spacer(0, ABOVE_CONTENTS), *contents, Spacer(0, left), *seal, PageBreak()]
    return [*begun, Spacer(0, max(air, 12)), *seal, PageBreak(), *contents]


def _head(story: Story, cover: Cover) -> list[Flowable]:
    pills = [Pill(text, state) for text, state in ((cover.status, cover.state), (cover.note, "yellow")) if _says(text)]
    return [
        *_said(cover.kicker, "kicker"),
        *_said(story.unit, "cover_unit"),
        Heading(story.title if _says(story.title) else "–", "cover_title", level=1, anchor="top"),
        *_said(story.subtitle, "cover_subtitle"),
        *([Pills(pills)] if pills else []),
    ]


def _facts(cover: Cover, sheet: look.Sheet) -> list[Flowable]:
    rows = [(str(label), str(value)) for label, value in cover.facts]
    if cover.recipients:
        rows.append(
            (str(_("Mottakere")) if len(cover.recipients) > 1 else str(_("Mottaker")), "\n".join(cover.recipients))
        )
    if not rows:
        return []
    columns = [Column("", sheet.text_width * 0.32), Column("", sheet.text_width * 0.68)]
    return [Grid(Plan(columns, rows, replace(sheet, tight=True), Manner(heading=False)))]


def _seal(cover: Cover) -> list[Flowable]:
    """What a recipient may hold the file to."""
    values = (
        (_("Kontrollsum for tallene i rapporten (SHA-256)"), cover.checksum),
        (_("Signert med nøkkelen"), cover.fingerprint),
    )
    said = [part for label, value in values if value for part in (P(str(label), "seal"), P(value, "seal_value"))]
    if cover.fingerprint:
        said.append(P(str(_("Tallene ligger også i filen, lesbare for maskiner. Signaturen gjelder hele filen. Den "
                            "passer ikke hvis noe er endret. Det kan kontrolleres i IKdesk.")), "note"))  # fmt: skip
    return [Heading(str(_("Kontroll av rapporten")), "caption", level=2, anchor=""), *said] if said else []


class Pill:
    """A word on its colour."""

    def __init__(self, text: str, state: str) -> None:
        self.text = shortened(" ".join(plain(text, look.glyphs()).split()), look.SEMIBOLD, PILL_SIZE, 300)
        self.ink, self.tint = look.colour(look.STATES[state]), look.colour(look.STATE_TINTS[state])
        self.width = stringWidth(self.text, look.SEMIBOLD, PILL_SIZE) + 2 * PILL_PAD


class Pills(Flowable):
    """How far the report has come, and what may be done with it, one beside the other."""

    canv: TaggedCanvas

    def __init__(self, pills: Sequence[Pill]) -> None:
        super().__init__()
        self.pills = tuple(pills)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """One line."""
        self.width, self.height = availWidth, PILL_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        """Draw each as a paragraph on its colour."""
        canvas, x = self.canv, 0.0
        for pill in self.pills:
            with canvas.artifact():
                canvas.setFillColor(pill.tint)
                canvas.roundRect(x, 0, pill.width, PILL_HEIGHT, PILL_HEIGHT / 2, stroke=0, fill=1)
            with canvas.element("P"):
                canvas.setFont(look.SEMIBOLD, PILL_SIZE)
                canvas.setFillColor(pill.ink)
                canvas.drawString(x + PILL_PAD, (PILL_HEIGHT - PILL_SIZE * 0.73) / 2, pill.text)
            x += pill.width + 8


def _said(text: str, style: str) -> list[Flowable]:
    return [P(text, style)] if _says(text) else []


def _says(text: str) -> bool:
    return bool(plain(text, look.glyphs()).strip())


def _height(part: Flowable, sheet: look.Sheet) -> float:
    _width, height = part.wrap(sheet.text_width, sheet.height)
    return float(height + part.getSpaceBefore() + part.getSpaceAfter())
