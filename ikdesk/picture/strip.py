"""The strip of a verdict: a point and two lines between fewer and more, with words for numbers."""

from __future__ import annotations

from ikdesk.kernel.words import _
from ikdesk.picture.frame import Frame, Sizes, middle
from ikdesk.picture.metrics import LINE_HEIGHT, text_width, wrap
from ikdesk.picture.palette import Palette
from ikdesk.picture.scene import Circle, Item, Label, Line, Path, Rect
from ikdesk.picture.spec import StripSpec, strip_rows
from ikdesk.picture.strip_marks import Placed, place_marks
from ikdesk.picture.strip_scale import Scale, scale_of

STRIP, THICK, THIN, POINT = 3.6, 0.62, 0.18, 0.62  # heights and a radius, in sizes of text

Look = tuple[Palette, Sizes]


def strip(spec: StripSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The strip with its words above and its marks below, and how high they are together."""
    scale = scale_of(spec, frame.width, sizes)
    look = (palette, sizes)
    words, top = _directions(scale, frame.top, look)
    said = wrap(spec.nothing, sizes.text, frame.width * 0.86) if spec.point is None else ()
    high = max(STRIP, len(said) * LINE_HEIGHT + 1.8) * sizes.text
    marks = place_marks(spec.point, scale, sizes)
    below = sizes.small * (0.8 + LINE_HEIGHT * max(mark.row + 1 for mark in marks if mark.text))
    if frame.height is not None:
        high = max(high, min(frame.height - (top - frame.top) - below, high * 1.5))
    box = Rect(0, top, frame.width, high, palette.fewer)
    items = [*words, *_halves(box, scale.x(1), palette), *_marks(marks, box, look)]
    middle_line = _before(box, scale.x(1), look)
    if spec.point is None:
        items += [middle_line, *_nothing(said, box, look)]
    else:
        items += [*_lines(spec, scale, box, look), middle_line, _point(spec, scale, box, look)]
    return items, top + high + below - frame.top


def _directions(scale: Scale, top: float, look: Look) -> tuple[list[Item], float]:
    """«← færre enn før» and «flere enn før →» above their halves, as short as the halves demand."""
    palette, sizes = look
    size = sizes.small
    half = scale.x(1)
    for fewer, more in ((_("← færre enn før"), _("flere enn før →")), (_("← færre"), _("flere →"))):
        left, right = str(fewer), str(more)
        wide = [text_width(text, size, bold=True) for text in (left, right)]
        if wide[0] <= half - sizes.gap / 2 and wide[1] <= scale.width - half - sizes.gap / 2:
            break
    rows = 1 if sum(wide) + sizes.gap <= scale.width else 2
    first, step = top + size, size * LINE_HEIGHT
    return [
        Label(0, first, left, size, palette.muted, bold=True),
        Label(scale.width, first + (rows - 1) * step, right, size, palette.muted, bold=True, anchor="end"),
    ], top + rows * step + size * 0.35


def _halves(box: Rect, half: float, palette: Palette) -> list[Item]:
    """The two sides of «som før»; the colours are quiet, the words and the arrows carry the meaning."""
    return [
        Rect(0, box.y, half, box.h, palette.fewer, palette.grid),
        Rect(half, box.y, box.w - half, box.h, palette.more, palette.grid),
    ]


def _marks(marks: list[Placed], box: Rect, look: Look) -> list[Item]:
    """A thin line for every mark, and the words of those that have room."""
    palette, sizes = look
    items: list[Item] = []
    under = box.y + box.h
    for mark in marks:
        down = sizes.small * (0.3 + LINE_HEIGHT * mark.row) if mark.text else 0.0
        if mark.ratio != 1:
            items.append(Line(mark.x, box.y, mark.x, under + down, palette.grid, sizes.text * 0.09))
        if mark.text:
            y = under + sizes.small * (1.35 + LINE_HEIGHT * mark.row)
            colour = palette.text if mark.ratio == 1 else palette.muted
            items.append(Label(mark.middle, y, mark.text, sizes.small, colour, mark.ratio == 1, "middle"))
    return items


def _before(box: Rect, x: float, look: Look) -> Line:
    """The strong line at «som før»."""
    palette, sizes = look
    return Line(x, box.y - sizes.text * 0.15, x, box.y + box.h + sizes.text * 0.35, palette.text, sizes.text * 0.2)


def _lines(spec: StripSpec, scale: Scale, box: Rect, look: Look) -> list[Item]:
    """The thin line with the thick one on it; an arrow where one of them has no end in the strip."""
    palette, sizes = look
    middle_of, tips = box.y + box.h / 2, [": ".join(row) for row in strip_rows(spec)[1:]]
    items: list[Item] = []
    for (low, high), thick, tip in (
        ((spec.low, spec.high), THIN, tips[1]),
        ((spec.likely_low, spec.likely_high), THICK, tips[0]),
    ):
        tall = thick * sizes.text
        start, end = _end(scale, low, sizes, leftward=True), _end(scale, high, sizes, leftward=False)
        items.append(Rect(start, middle_of - tall / 2, max(end - start, 0.0), tall, palette.now, tip=tip))
    for leftward, ends in ((True, (spec.low, spec.likely_low)), (False, (spec.high, spec.likely_high))):
        runs = [scale.runs_left(end) if leftward else scale.runs_right(end) for end in ends]
        if any(runs):
            items.append(_head(scale, middle_of, look, leftward=leftward, thick=runs[1]))
    return items


def _end(scale: Scale, ratio: float | None, sizes: Sizes, *, leftward: bool) -> float:
    """Where a line ends: at its number, or under the head of its arrow."""
    if scale.runs_left(ratio) if leftward else scale.runs_right(ratio):
        inset = sizes.text * 0.9
        return inset if leftward else scale.width - inset
    return scale.x(ratio or 0.0)


def _head(scale: Scale, y: float, look: Look, *, leftward: bool, thick: bool) -> Path:
    """The head of an arrow out of the strip."""
    palette, sizes = look
    half = sizes.text * (0.72 if thick else 0.45)
    tip, back = sizes.text * 0.25, sizes.text * 1.05
    if not leftward:
        tip, back = scale.width - tip, scale.width - back
    return Path((("M", tip, y), ("L", back, y - half), ("L", back, y + half), ("Z",)), palette.now)


def _point(spec: StripSpec, scale: Scale, box: Rect, look: Look) -> Item:
    palette, sizes = look
    tip = ": ".join(strip_rows(spec)[0])
    r, ring = POINT * sizes.text, sizes.text * 0.2
    x = min(max(scale.x(spec.point or 0.0), r + ring), box.w - r - ring)
    return Circle(x, box.y + box.h / 2, r, palette.now, palette.surface, ring, tip=tip)


def _nothing(said: tuple[str, ...], box: Rect, look: Look) -> list[Item]:
    """Why there is no number, on a quiet patch in the middle of the strip."""
    palette, sizes = look
    step = sizes.text * LINE_HEIGHT
    wide = min(box.w, max(text_width(line, sizes.text) for line in said) + sizes.text * 1.6)
    tall = len(said) * step + sizes.text * 0.5
    centre = box.y + box.h / 2
    first = middle(centre, sizes.text) - step * (len(said) - 1) / 2
    patch = Rect((box.w - wide) / 2, centre - tall / 2, wide, tall, palette.surface, palette.grid)
    lines = [
        Label(box.w / 2, first + at * step, line, sizes.text, palette.text, anchor="middle")
        for at, line in enumerate(said)
    ]
    return [patch, *lines]
