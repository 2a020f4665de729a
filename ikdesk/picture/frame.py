"""What all charts have around them: the message, the subtitle, the key line and the caption."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ikdesk.picture.metrics import CAP_HEIGHT, LINE_HEIGHT, shorten, text_width, wrap
from ikdesk.picture.palette import Palette
from ikdesk.picture.scene import Item, Label, Rect
from ikdesk.picture.spec import BarSpec, Series, Spec, one_line


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of a chart, all from the size of its ordinary text."""

    text: float

    @property
    def title(self) -> float:
        """The message."""
        return self.text * 1.25

    @property
    def small(self) -> float:
        """Ticks, units, numbers of the past."""
        return self.text * 0.92

    @property
    def gap(self) -> float:
        """Air between two things that do not belong together."""
        return self.text * 0.9


@dataclass(frozen=True, slots=True)
class Frame:
    """The room the bars themselves have."""

    top: float
    width: float
    height: float | None  # None: what suits them


def head(spec: Spec, width: float, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """Message, subtitle and key line, and how far down they reach."""
    items: list[Item] = []
    y = 0.0
    for text, size, colour, bold in (
        (spec.title, sizes.title, palette.text, True),
        (spec.subtitle, sizes.text, palette.muted, False),
    ):
        for line in wrap(str(text), size, width, bold=bold):
            items.append(Label(0, y + size, line, size, colour, bold))
            y += size * LINE_HEIGHT
    if y:
        y += sizes.gap * 0.6
    if isinstance(spec, BarSpec) and sum(bool(row.name) for row in spec.series) > 1:
        keys, y = _key_line(spec, y, width, palette, sizes)
        items += keys
    return items, y


def _key_line(spec: BarSpec, top: float, width: float, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """A small square and a name for each series; as many lines as it takes."""
    items: list[Item] = []
    side = sizes.small * 0.85
    x, y = 0.0, top + sizes.small
    for index in drawn_order(spec):
        row = spec.series[index]
        room = width - side * 1.6
        name = shorten(str(row.name), sizes.small, room)
        taken = side * 1.6 + text_width(name, sizes.small) + sizes.gap * 1.6
        if x and x + taken - sizes.gap * 1.6 > width:
            x, y = 0.0, y + sizes.small * LINE_HEIGHT
        fill, hatch = colour_of(spec, index, palette)
        items.append(Rect(x, y - side * 0.9, side, side, fill, palette.surface if hatch else "", hatch))
        items.append(Label(x + side * 1.6, y, name, sizes.small, palette.text, tip=_tip(name, str(row.name))))
        x += taken
    return items, y + sizes.gap


def foot(spec: Spec, width: float, palette: Palette, sizes: Sizes) -> tuple[Callable[[float], list[Item]], float]:
    """The caption, to be placed under the bars, and how high it is."""
    lines = wrap(str(spec.caption), sizes.text, width)
    step = sizes.text * LINE_HEIGHT
    height = sizes.gap + len(lines) * step if lines else 0.0

    def place(top: float) -> list[Item]:
        first = top + sizes.gap + sizes.text
        return [Label(0, first + at * step, line, sizes.text, palette.text) for at, line in enumerate(lines)]

    return place, height


def colour_of(spec: BarSpec, at: int, palette: Palette, index: int | None = None) -> tuple[str, bool]:
    """The colour of a series, and whether it is hatched; several of the same role take the set of five.

    Args:
        spec: the chart.
        at: which series.
        palette: the colours.
        index: one bar of it, which may have a role of its own.
    """
    role = spec.series[at].role if index is None else spec.role_of(at, index)
    if role == "other":
        return palette.other, True
    if role == "past":
        return palette.past, False
    alike = [at for at, other in enumerate(spec.series) if other.role == "now"]
    return (palette.series[alike.index(at) % len(palette.series)] if len(alike) > 1 else palette.now), False


def drawn_order(spec: BarSpec) -> list[int]:
    """The series as they are drawn: upright bars as time goes, lying bars with this period on top."""
    first = "now" if spec.horizontal else "past"
    if not any(row.role == "past" for row in spec.series):
        return list(range(len(spec.series)))
    return sorted(range(len(spec.series)), key=lambda at: (spec.series[at].role == "past") != (first == "past"))


def number_colour(spec: BarSpec, at: int, index: int, palette: Palette) -> str:
    """The colour of the number on a bar: quiet for the past and for zero, or for what is not compared."""
    if spec.roles:
        return palette.muted if spec.roles[index] == "other" else palette.text
    row, value = spec.series[at], spec.series[at].values[index]
    return palette.muted if value == 0 or (row.role == "past" and value is not None) else palette.text


def middle(y: float, size: float) -> float:
    """The baseline that puts a line of text in the middle of a height."""
    return y + size * CAP_HEIGHT / 2


def label_lines(label: str, size: float, width: float) -> tuple[tuple[str, bool], ...]:
    """A label as lines that fit, and of each whether it is a quiet one: what stands under the label's first line.

    Args:
        label: the label; each of its own lines is broken in two where it must.
        size: the size of the letters.
        width: the room there is.
    """
    parts = [_part_lines(part, size, width) for part in str(label).split("\n")]
    return tuple((line, at > 0) for at, lines in enumerate(parts) for line in lines)


def _part_lines(part: str, size: float, width: float) -> tuple[str, ...]:
    """Two lines at most; "2024–25" is broken after its dash rather than cut."""
    lines = wrap(part, size, width, lines=2)
    cut = any(line.endswith("…") for line in lines)
    return wrap(part.replace("–", "– "), size, width, lines=2) if cut else lines


def is_cut(lines: tuple[tuple[str, bool], ...]) -> bool:
    """Whether a label had to be shortened."""
    return any(line.endswith("…") for line, _quiet in lines)


def bar_tip(spec: BarSpec, row: Series, index: int, shown: str) -> str:
    """What a bar says when it is pointed at."""
    label = one_line(spec, index)
    start = f"{label}, {row.name}" if row.name else label
    return f"{start}: {shown} {spec.unit}" if spec.unit else f"{start}: {shown}"


def scale_top(spec: BarSpec) -> float:
    """The greatest number in the chart, at least 1."""
    values = [value for row in spec.series for value in row.values if value is not None]
    return max([1.0, *values, *(level.value for level in spec.levels)])


def _tip(shown: str, whole: str) -> str:
    return whole if shown != whole else ""
