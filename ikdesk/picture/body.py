"""A child seen from the front and from the back, and its face close up, as shapes that stand for parts of the body.

The same shapes are clicked on the screen and marked with a pen on paper. Lengths are units of the drawing; x goes
right and y goes down. Right and left are the child's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, dist, pi, sin

from ikdesk.kernel.words import _
from ikdesk.picture.scene import Command, Item, Label, Path, Scene

Point = tuple[float, float]
Shape = tuple[Command, ...]

FRONT, BACK, FACE = "front", "back", "face"
RIGHT, LEFT = "right", "left"
WIDTH, HEIGHT = 656.0, 446.0  # all three drawings
TITLES = {FRONT: _("Forfra"), BACK: _("Bakfra"), FACE: _("Ansiktet")}
_CENTRE = {FRONT: 124.0, BACK: 376.0, FACE: 574.0}
_TOP = 30.0  # below the words above a drawing
_ROUND = 9.0
_KAPPA = 0.5523  # the handles of a cubic curve that is a quarter of a circle, times its radius


@dataclass(frozen=True, slots=True)
class Region:
    """One shape that stands for a part of the body."""

    figure: str
    part: str  # a code of the list body_part
    side: str  # right or left; empty in the middle
    shape: Shape
    at: Point  # its middle

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, as far as its points say."""
        points = list(_points(self.shape))
        across, down = [x for x, _y in points], [y for _x, y in points]
        return min(across), min(down), max(across), max(down)


def _points(shape: Shape) -> Iterator[Point]:
    for _what, *at in shape:
        yield from zip(at[::2], at[1::2], strict=True)


def rounded_shape(corners: tuple[Point, ...], radius: float = _ROUND) -> Shape:
    """A shape with these corners, each of them rounded as far as its sides allow.

    Args:
        corners: in order around it.
        radius: how far from a corner its curve begins.
    """
    made: list[Command] = []
    for at, corner in enumerate(corners):
        before, after = corners[at - 1], corners[(at + 1) % len(corners)]
        room = min(radius, dist(before, corner) / 2, dist(corner, after) / 2)
        enters, leaves = _toward(corner, before, room), _toward(corner, after, room)
        made.append(("L" if made else "M", *enters))
        made.append(("C", *_between(enters, corner, _KAPPA), *_between(leaves, corner, _KAPPA), *leaves))
    return (*made, ("Z",))


def _toward(start: Point, end: Point, radius: float) -> Point:
    long = dist(start, end)
    return _between(start, end, radius / long if long else 0.0)


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _oval(x: float, y: float, across: float, down: float) -> Shape:
    a, b = across * _KAPPA, down * _KAPPA
    return (
        ("M", x + across, y), ("C", x + across, y + b, x + a, y + down, x, y + down),
        ("C", x - a, y + down, x - across, y + b, x - across, y),
        ("C", x - across, y - b, x - a, y - down, x, y - down),
        ("C", x + a, y - down, x + across, y - b, x + across, y), ("Z",),
    )  # fmt: skip


def _slice(across: float, down: float, y: float, turn: tuple[float, float]) -> Shape:
    """The piece of an oval around (0, y) between two angles, in parts of a full turn; 0 is right and ¼ is below."""
    steps = 24
    angles = [2 * pi * (turn[0] + (turn[1] - turn[0]) * at / steps) for at in range(steps + 1)]
    points = tuple((across * cos(angle), y + down * sin(angle)) for angle in angles)
    return rounded_shape(points, 5.0)


def _limb(start: Point, end: Point, from_: float, to: float) -> Shape:
    """A piece of an arm or a leg, half as wide as told at either end, with round corners."""
    long = dist(start, end)
    across, down = (end[1] - start[1]) / long, -(end[0] - start[0]) / long
    return rounded_shape((
        (start[0] + across * from_, start[1] + down * from_), (end[0] + across * to, end[1] + down * to),
        (end[0] - across * to, end[1] - down * to), (start[0] - across * from_, start[1] - down * from_),
    ))  # fmt: skip


def _moved(shape: Shape, move: Callable[[Point], Point]) -> Shape:
    made: list[Command] = []
    for what, *at in shape:
        pairs = [move(pair) for pair in zip(at[::2], at[1::2], strict=True)]
        made.append((what, *(value for pair in pairs for value in pair)))
    return tuple(made)


_THUMB = ((8.0, -7.5), (20.0, -15.0))
_LONG = ((-8.4, 37.0), (-2.8, 41.0), (2.8, 41.0), (8.4, 38.0))  # how far out a finger is, and how far it reaches
_FINGERS = (_THUMB, *(((26.0, out), (far, out)) for out, far in _LONG))


def _in_hand(at: Point) -> Point:
    """A point of the hand, told from the wrist: how far along the arm, and how far out."""
    return 96 + 0.37 * at[0] + 0.93 * at[1], 251 + 0.93 * at[0] - 0.37 * at[1]


_TRUNK: tuple[tuple[str, tuple[Point, ...]], ...] = (
    ("neck", ((-12, 101), (12, 101), (14, 110), (33, 118), (-33, 118), (-14, 110))),
    ("chest_back", ((-35, 121), (35, 121), (37, 170), (-37, 170))),
    ("stomach", ((-37, 173), (37, 173), (38, 208), (-38, 208))),
    ("hip_groin", ((-38, 211), (38, 211), (43, 243), (4, 250), (-4, 250), (-43, 243))),
)
_LIMBS: tuple[tuple[str, Shape], ...] = (
    ("shoulder", rounded_shape(((38, 120), (52, 122), (65, 134), (68, 149), (40, 153)), 11)),
    ("upper_arm", _limb((56, 154), (75, 201), 13, 10.5)),
    ("forearm", _limb((76.5, 204), (95, 250), 10, 7.5)),
    ("hand", _limb(_in_hand((2, 0)), _in_hand((23, 0)), 7.5, 11.2)),
    ("finger", tuple(c for start, end in _FINGERS for c in _limb(_in_hand(start), _in_hand(end), 2.9, 2.6))),
    ("thigh", rounded_shape(((4, 254), (43, 247), (40, 294), (10, 294)))),
    ("knee", rounded_shape(((10, 297), (40, 297), (38, 322), (11, 322)))),
    ("lower_leg", rounded_shape(((11, 325), (38, 325), (33, 374), (14, 374)))),
    ("foot", rounded_shape(((13, 377), (33, 377), (44, 392), (41, 400), (12, 400)), 7)),
)


def _figure(figure: str) -> Iterator[tuple[str, str, Shape]]:
    """The parts of a figure around x = 0; a side of the picture is told by its sign."""
    if figure == FRONT:
        yield "head", "", _slice(42, 46, 49, (0.97, 0.53))
        yield "face", "", _slice(42, 46, 52, (-0.03, 0.53))
    else:
        yield "back_of_head", "", _oval(0, 50, 42, 47)
    yield from ((part, "", rounded_shape(corners)) for part, corners in _TRUNK if _is_seen(figure, part))
    for part, shape in _LIMBS:
        yield part, "+", shape
        yield part, "-", _moved(shape, lambda at: (-at[0], at[1]))


def _is_seen(figure: str, part: str) -> bool:
    return not (figure == BACK and part == "stomach")


def _close_up() -> Iterator[tuple[str, str, Shape]]:
    """The face: what is small lies on what is large."""
    middle, across, down = 128.0, 62.0, 74.0
    ear = rounded_shape(((60, 108), (76, 104), (77, 134), (63, 150)), 9)
    yield "ear", "+", ear
    yield "ear", "-", _moved(ear, lambda at: (-at[0], at[1]))
    yield "head", "", _slice(across, down, middle - 1.5, (0.93, 0.57))
    yield "face", "", _slice(across, down, middle + 1.5, (-0.07, 0.57))
    for sign, side in ((1, "+"), (-1, "-")):
        yield "eye", side, _oval(26 * sign, 119, 15, 10)
    yield "nose", "", rounded_shape(((0, 122), (11, 150), (-11, 150)), 7)
    yield "mouth", "", rounded_shape(((-29, 159), (29, 159), (16, 188), (-16, 188)), 13)
    yield "tooth", "", rounded_shape(((-16, 164), (16, 164), (13, 174), (-13, 174)), 4)


@cache
def details() -> tuple[Shape, ...]:
    """What only makes it a child: a look on the whole figure and close up; the mouth of the whole figure comes last."""
    looks = [_placed(FRONT, _oval(16 * sign, 55, 3.2, 4.0)) for sign in (-1, 1)]
    looks += [_placed(FACE, _oval(26 * sign, 119, 4.2, 5.4)) for sign in (-1, 1)]
    return (*looks, _placed(FRONT, (("M", -10, 73), ("C", -6, 79, 6, 79, 10, 73))))


def _placed(figure: str, shape: Shape) -> Shape:
    return _moved(shape, lambda at: (at[0] + _CENTRE[figure], at[1] + _TOP))


@cache
def regions() -> tuple[Region, ...]:
    """Every shape of the three drawings, the lowest first."""
    return tuple(_regions())


def _regions() -> Iterator[Region]:
    for figure, parts in ((FRONT, _figure(FRONT)), (BACK, list(_whole_back())), (FACE, _close_up())):
        for part, sign, shape in parts:
            # who faces us has the right hand to our left; who turns the back on us has it where we have ours
            ours = "" if not sign else RIGHT if (sign == "+") == (figure == BACK) else LEFT
            placed = _placed(figure, shape)
            left, top, right, bottom = Region(figure, part, ours, placed, (0, 0)).bounds
            yield Region(figure, part, ours, placed, ((left + right) / 2, (top + bottom) / 2))


def _whole_back() -> Iterator[tuple[str, str, Shape]]:
    """From behind there is one back down to the hips, and no stomach."""
    for part, sign, shape in _figure(BACK):
        back = rounded_shape(((-35, 121), (35, 121), (38, 208), (-38, 208)))
        yield part, sign, back if part == "chest_back" else shape


def sides_said() -> tuple[tuple[float, float, str], ...]:
    """Where the words for right and left stand, below the two figures: x, baseline, right or left."""
    low = HEIGHT - 10
    return tuple(
        (_CENTRE[figure] + 84 * sign, low, RIGHT if (sign > 0) == (figure == BACK) else LEFT)
        for figure in (FRONT, BACK) for sign in (-1, 1)
    )  # fmt: skip


def titles_said() -> tuple[tuple[float, float, str], ...]:
    """Where the name of each drawing stands: x, baseline, which drawing."""
    return tuple((x, 18.0, figure) for figure, x in _CENTRE.items())


def body_scene(width: float, *, ink: str, fill: str, words: tuple[str, str]) -> Scene:
    """All three drawings in one scene, to be marked with a pen.

    Args:
        width: points or pixels.
        ink: the colour of lines and words.
        fill: the colour of the shapes.
        words: what right and left are called.
    """
    scale = width / WIDTH
    named = dict(zip((RIGHT, LEFT), words, strict=True))
    items: list[Item] = [Path(scaled(one.shape, scale), fill=fill, stroke=ink, width=0.7) for one in regions()]
    *eyes, mouth = (scaled(one, scale) for one in details())
    items += [*(Path(eye, fill=ink) for eye in eyes), Path(mouth, stroke=ink, width=0.7)]
    told = [(x, y, str(TITLES[what])) for x, y, what in titles_said()]
    told += [(x, y, named[side]) for x, y, side in sides_said()]
    items += [Label(x * scale, y * scale, said, 14 * scale, ink, anchor="middle") for x, y, said in told]
    return Scene(width, HEIGHT * scale, tuple(items))


@lru_cache(maxsize=256)
def scaled(shape: Shape, scale: float, by: Point = (0.0, 0.0)) -> Shape:
    """A shape in another size, moved when it has been made so large."""
    return _moved(shape, lambda at: (at[0] * scale + by[0], at[1] * scale + by[1]))


def on_sheet(figure: str, point: Point) -> Point:
    """Where a point of one drawing, told from its middle, is on the sheet of all three."""
    return point[0] + _CENTRE[figure], point[1] + _TOP
