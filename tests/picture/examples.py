"""Charts to test with."""

from __future__ import annotations

from ikdesk.picture.metrics import text_width
from ikdesk.picture.scene import Circle, Image, Item, Label, Line, Path, Rect, Scene
from ikdesk.picture.spec import BarSpec, Series, StripSpec

Box = tuple[float, float, float, float]


def bars(
    *,
    now: tuple[float | None, ...] = (8, 11, 7, 5),
    past: tuple[float | None, ...] = (),
    labels: tuple[str, ...] = (),
    horizontal: bool = False,
) -> BarSpec:
    """A chart of this year, beside last year if there are numbers for it."""
    names = labels or tuple(f"etikett {number}" for number in range(len(now)))
    series = (Series("2026", now, "now"), *((Series("2025", past, "past"),) if past else ()))
    said = ("Flest i februar", "Hendelser per måned", "n = 31")
    return BarSpec("by_month", *said, names, series, "hendelser", horizontal)


def strip(
    point: float | None = 0.39,
    likely: tuple[float | None, float | None] = (0.185, 0.78),
    sure: tuple[float | None, float | None] = (0.1, 1.18),
    *,
    nothing: str = "",
    title: str = "Akebakken: 2025–26 mot 2022–23 og 2023–24",
) -> StripSpec:
    """A strip with a fall in it, or whatever a test needs."""
    said = (title, "Skader per akedag", "Tallene er små.")
    return StripSpec("effect_strip", *said, point, *likely, *sure, nothing=nothing)


def reach(item: Item) -> Box:
    """Left, top, right and bottom of an item."""
    match item:
        case Rect() | Image():
            return item.x, item.y, item.x + item.w, item.y + item.h
        case Line():
            return min(item.x1, item.x2), min(item.y1, item.y2), max(item.x1, item.x2), max(item.y1, item.y2)
        case Label():
            wide = text_width(item.text, item.size, bold=item.bold)
            left = item.x - {"start": 0.0, "middle": wide / 2, "end": wide}[item.anchor]
            return left, item.y - item.size * 0.75, left + wide, item.y + item.size * 0.2
        case Circle():
            return item.x - item.r, item.y - item.r, item.x + item.r, item.y + item.r
        case Path():
            points = [command[1:3] for command in item.commands if len(command) > 2]
            across, down = zip(*points, strict=True)
            return min(across), min(down), max(across), max(down)


def labels_of(scene: Scene) -> list[Label]:
    """All text."""
    return [item for item in scene.items if isinstance(item, Label)]


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a hair."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0.5 and tall > 0.5


def inside(scene: Scene) -> bool:
    """Whether everything is on the paper."""
    return all(
        left >= -1 and top >= -1 and right <= scene.width + 1 and bottom <= scene.height + 1
        for left, top, right, bottom in map(reach, scene.items)
    )
