"""The figure of a child with a number at each part of the body, the darker the more, and a list that says the same.

A number stands inside its part where that is large enough, else beside it with a thin line to it. Each part is counted
for the whole child: right and left have one colour and one number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ikdesk.picture.body import BACK, FACE, FRONT, TITLES, Point, Region, details, on_sheet, regions, scaled
from ikdesk.picture.frame import Frame, Sizes, middle
from ikdesk.picture.grid import most_of, step
from ikdesk.picture.grid_spec import BodyCount, BodySpec
from ikdesk.picture.grid_words import counted, one_line
from ikdesk.picture.metrics import shorten, text_width
from ikdesk.picture.palette import Palette, mixed
from ikdesk.picture.parts import figure
from ikdesk.picture.scene import Anchor, Item, Label, Line, Path, Rect

FIRST, LAST, HEIGHT = 23.0, 460.0, 436.0  # from the numbers on the left to those on the right, in units of the drawing
BESIDE = 33.0  # at least so wide, in sizes of text, the list stands beside the child; else below it
SHARES = 0.44, 0.52  # of the width, for the child: a long list has a large one beside it
WIDEST = 36.0  # the child, in sizes of text
ROW = 1.62  # a row of the list, in sizes of text
NAMES = 0.6  # of the list's width; longer names are cut

# how far each drawing is moved from its place on the sheet that is marked with a pen
_MOVED: Mapping[str, Point] = {FRONT: (26.0, 0.0), FACE: (-194.0, -42.0), BACK: (4.0, 218.0)}
_BACK_PARTS = {"back_of_head", "neck"}
Spot = tuple[str, float, float, Anchor, Point | None]

# where a number stands, measured as the shapes are, from the middle of its drawing: the drawing, x, y of the middle of
# the number, how it is aligned, and the point of its part that a thin line leads to
_SPOTS: Mapping[str, Spot] = {
    "neck": (FRONT, 46, 100, "start", (10, 109)),
    "shoulder": (FRONT, -80, 122, "end", (-56, 138)),
    "upper_arm": (FRONT, -96, 168, "end", (-68, 178)),
    "forearm": (FRONT, -112, 214, "end", (-88, 228)),
    "hand": (FRONT, -127, 256, "end", (-102, 264)),
    "finger": (FRONT, -127, 300, "end", (-112, 286)),
    "chest_back": (FRONT, 0, 147, "middle", None),
    "stomach": (FRONT, 0, 191, "middle", None),
    "hip_groin": (FRONT, 0, 229, "middle", None),
    "thigh": (FRONT, 56, 281, "start", (36, 275)),
    "knee": (FRONT, 56, 318, "start", (34, 311)),
    "lower_leg": (FRONT, 56, 355, "start", (32, 350)),
    "foot": (FRONT, 58, 392, "start", (38, 392)),
    "back_of_head": (BACK, 0, 50, "middle", None),
    "head": (FACE, 0, 81, "middle", None),
    "eye": (FACE, 80, 92, "start", (32, 115)),
    "ear": (FACE, -86, 118, "end", (-72, 124)),
    "nose": (FACE, 80, 156, "start", (6, 144)),
    "face": (FACE, -80, 160, "end", (-46, 156)),
    "mouth": (FACE, 66, 192, "start", (20, 174)),
    "tooth": (FACE, -56, 200, "end", (-8, 170)),
}


@dataclass(frozen=True, slots=True)
class _Pen:
    """What is drawn, and with what."""

    spec: BodySpec
    palette: Palette
    sizes: Sizes
    most: float  # what the darkest step stands for

    def tip(self, part: BodyCount) -> str:
        """What a part says when it is pointed at."""
        return f"{one_line(part.name)}: {counted(part.number, self.spec.unit)}"

    def fill(self, part: BodyCount | None) -> str:
        """The colour of a part."""
        steps = steps_of(self.palette)
        at = step(part.number, self.most, len(steps)) if part is not None else 0
        return steps[at - 1] if at else self.palette.surface


@cache
def steps_of(palette: Palette) -> tuple[str, ...]:
    """The quieter steps of a heat map: a face in the darkest is none, and lines must be seen where they end in it."""
    few, some, more, many, _most = palette.heat
    return few, some, more, mixed(more, many, 0.45)


def has_place(part: str) -> bool:
    """Whether a code of the list body_part is a spot on a body; "several places" is none."""
    return part in _SPOTS


def body_map(spec: BodySpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The child and the list, beside each other where there is room, and how high they are together."""
    pen = _Pen(spec, palette, sizes, most_of(part.number for part in spec.parts))
    beside = frame.width >= sizes.text * BESIDE
    listed = len(spec.parts) * sizes.text * ROW
    least, most = (frame.width * share for share in (SHARES if beside else (1.0, 1.0)))
    wide = min(max(listed, least), most, sizes.text * WIDEST)
    number = max([sizes.text, *(text_width(figure(part.number), sizes.text, bold=True) for part in spec.parts)])
    scale = (wide - 2 * number) / (LAST - FIRST)
    high = HEIGHT * scale
    down = max(0.0, (listed - high) / 2) if beside else 0.0
    left = 0.0 if beside else (frame.width - wide) / 2
    items = list(_child(pen, (left + number - FIRST * scale, frame.top + down), scale))
    if not spec.parts:
        return items, max(high, frame.height or 0.0)
    aside = wide + sizes.gap * 2 if beside else 0.0
    top = frame.top + (max(0.0, (high - listed) / 2) if beside else high + sizes.gap)
    items += _list(pen, (aside, top), frame.width - aside)
    return items, max(high + down, top + listed - frame.top, frame.height or 0.0)


def _child(pen: _Pen, corner: Point, scale: float) -> Iterator[Item]:
    """The drawings with their titles, the lines and then the numbers, so that nothing strikes through a number."""
    named = {part.part: part for part in pen.spec.parts}
    for region in regions():
        if region.figure != BACK or region.part in _BACK_PARTS:
            yield _shape(pen, region, named.get(region.part), (corner, scale))
    *eyes, mouth = details()
    ink = pen.palette.muted
    for at, eye in enumerate(eyes):
        yield Path(scaled(eye, scale, _by(FRONT if at < len(eyes) / 2 else FACE, corner, scale)), fill=ink)
    yield Path(scaled(mouth, scale, _by(FRONT, corner, scale)), stroke=ink, width=pen.sizes.text * 0.08)
    yield from _titles(pen, corner, scale)
    numbers = [_number(pen, part, (corner, scale)) for part in pen.spec.parts if part.number != 0]
    yield from (line for line, _label in numbers if line is not None)
    yield from (label for _line, label in numbers if label is not None)


def _by(figure_: str, corner: Point, scale: float) -> Point:
    """How far a drawing is moved, when it has been made so large."""
    across, down = _MOVED[figure_]
    return corner[0] + across * scale, corner[1] + down * scale


def _shape(pen: _Pen, region: Region, part: BodyCount | None, at: tuple[Point, float]) -> Path:
    """One shape; it can be clicked where there is something to open."""
    corner, scale = at
    shape = scaled(region.shape, scale, _by(region.figure, corner, scale))
    key, tip = (part.key if part.number else "", pen.tip(part)) if part is not None else ("", "")
    return Path(shape, pen.fill(part), pen.palette.axis, pen.sizes.text * 0.06, key, tip)


def _titles(pen: _Pen, corner: Point, scale: float) -> Iterator[Label]:
    """What each drawing is, above it."""
    for drawing, above in ((FRONT, -12.0), (FACE, 42.0), (BACK, -8.0)):
        x, y = _placed(drawing, (0.0, above), (corner, scale))
        yield Label(x, y, str(TITLES[drawing]), pen.sizes.small, pen.palette.muted, anchor="middle")


def _placed(drawing: str, point: Point, at: tuple[Point, float]) -> Point:
    """Where a point of a drawing is in the picture."""
    corner, scale = at
    x, y = on_sheet(drawing, point)
    across, down = _by(drawing, corner, scale)
    return x * scale + across, y * scale + down


def _number(pen: _Pen, part: BodyCount, at: tuple[Point, float]) -> tuple[Line | None, Label | None]:
    """The number of a part and the line that leads to it; neither for what has no place on a body."""
    spot = _SPOTS.get(part.part)
    if spot is None:
        return None, None
    drawing, across, down, anchor, to = spot
    x, y = _placed(drawing, (across, down), at)
    inside = to is None
    ink = pen.palette.ink_on(pen.fill(part)) if inside else pen.palette.text
    size = pen.sizes.text
    label = Label(x, middle(y, size), figure(part.number), size, ink, bold=True, anchor=anchor, tip=pen.tip(part))
    if to is None:
        return None, label
    away = size * (0.25 if anchor == "end" else -0.25)
    return Line(x + away, y, *_placed(drawing, to, at), pen.palette.text, size * 0.07), label


def _list(pen: _Pen, corner: Point, width: float) -> Iterator[Item]:
    """The same as lying bars, a row for each part."""
    size, palette = pen.sizes.text, pen.palette
    names = [shorten(one_line(part.name), size, width * NAMES) for part in pen.spec.parts]
    left = corner[0] + max(text_width(name, size) for name in names) + pen.sizes.gap
    numbers = max(text_width(figure(part.number), size, bold=True) for part in pen.spec.parts)
    longest = max(size, corner[0] + width - left - numbers - pen.sizes.gap)
    greatest = max([1.0, *(part.number for part in pen.spec.parts if part.number is not None)])
    for at, (part, name) in enumerate(zip(pen.spec.parts, names, strict=True)):
        y = corner[1] + (at + 0.5) * size * ROW
        whole = one_line(part.name)
        yield Label(left - pen.sizes.gap * 0.7, middle(y, size), name, size, palette.text, anchor="end",
                    tip=whole if name != whole else "")  # fmt: skip
        long = longest * (part.number or 0) / greatest
        if long:
            high = size * ROW * 0.68
            yield Rect(left, y - high / 2, long, high, palette.now, key=part.key, tip=pen.tip(part))
        ink = palette.text if part.number else palette.muted
        yield Label(left + long + pen.sizes.gap * 0.5, middle(y, size), figure(part.number), size, ink, bold=True,
                    tip=pen.tip(part))  # fmt: skip
    low = corner[1] + len(names) * size * ROW
    yield Line(left, corner[1], left, low, palette.axis, size * 0.1)
