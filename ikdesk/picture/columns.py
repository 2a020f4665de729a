"""Upright bars: months, with the same months a year before beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ikdesk.kernel.words import _
from ikdesk.picture.axis import Ground, Plot, ground
from ikdesk.picture.flags import LINE, flag_items
from ikdesk.picture.frame import Frame, Sizes, bar_tip, colour_of, drawn_order, number_colour, scale_top
from ikdesk.picture.levels import level_lines, level_names
from ikdesk.picture.metrics import text_width
from ikdesk.picture.palette import Palette
from ikdesk.picture.scene import Item, Label, Line, Rect
from ikdesk.picture.spec import BarSpec, Series, figure, is_going_on, one_line

MOST_NUMBERS = 26  # with more bars than this, numbers on them become noise; the axis and the table remain
PEAK = 0.25  # of the scale: where there is no room for all numbers, only higher bars have theirs
SHARE, WIDEST = 0.78, 4.2  # of its place, and in sizes of text: how wide a bar is at most

Look = tuple[Palette, Sizes]
Box = tuple[float, float, float, float]  # left, top, right, bottom
Places = list[tuple[int, float, float]]  # over one label: which series, its left side and its width


def columns(spec: BarSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The bars with axis and labels, and how high they are together."""
    on = ground(spec, scale_top(spec), frame, sizes)
    look = (palette, sizes)
    ys = [on.plot.y(level.value) for level in spec.levels]
    items = on.behind(spec, palette, sizes)
    places = _places(spec, on.plot, sizes)
    for index in range(len(spec.labels)):
        items += [*_shut(spec, index, on.plot, look), *_group(spec, index, (on.plot, places[index]), look)]
    items += level_lines(on.over.named, ys, palette, sizes)
    for number in _shown(spec, _numbers(spec, on.plot, places, look), on):
        items += [*_behind(number, _struck(spec, number.index, on.plot), palette), number.label]
    items += on.before(spec, palette, sizes)
    items += flag_items(on.over.raised, on.plot.base, palette, sizes)
    return [*items, *level_names(on.over.named, on.plot.top - sizes.small * 2, palette, sizes)], on.height


def _places(spec: BarSpec, plot: Plot, sizes: Sizes) -> list[Places]:
    """Which series stands where over each label: the earlier period first, as time goes."""
    order = drawn_order(spec)
    room = min(plot.slot * SHARE, sizes.text * WIDEST * len(order))
    wide = room / max(1, len(order))
    starts = [plot.x(index) - room / 2 for index in range(len(spec.labels))]
    return [[(at, start + place * wide, wide) for place, at in enumerate(order)] for start in starts]


def _shut(spec: BarSpec, index: int, plot: Plot, look: Look) -> list[Item]:
    """A quiet hatch where it was closed: no bar is not the same as none."""
    palette, sizes = look
    if index not in spec.closed:
        return []
    room = min(plot.slot * SHARE, sizes.text * WIDEST * max(1, len(spec.series)))
    tip = _("{label}: stengt").format(label=one_line(spec, index))
    high = plot.base - plot.top
    return [Rect(plot.x(index) - room / 2, plot.top, room, high, palette.surface, palette.grid, hatch=True, tip=tip)]


def _group(spec: BarSpec, index: int, on: tuple[Plot, Places], look: Look) -> list[Item]:
    """The bars of one label; what is not over yet is an outline."""
    (palette, sizes), (plot, places) = look, on
    items: list[Item] = []
    for at, x, wide in places:
        row = spec.series[at]
        value = row.values[index]
        if not value:
            continue
        fill, hatch = colour_of(spec, at, palette, index)
        air = wide * 0.06
        y, key, tip = plot.y(value), spec.key_of(index), bar_tip(spec, row, index, figure(value))
        box = (x + air, y, wide - 2 * air, plot.base - y)
        if is_open(spec, row, index):
            said = _("{what} (ikke over ennå)").format(what=tip)
            items.append(Rect(*box, palette.surface, key=key, tip=said))
            items += _outline(box, fill, sizes)
        else:
            items.append(Rect(*box, fill, palette.surface if hatch else "", hatch, key, tip))
    return items


def is_open(spec: BarSpec, row: Series, index: int) -> bool:
    """Whether a bar is not over yet: the last one, but not that of an earlier period."""
    return is_going_on(spec, index) and (row.role != "past" or len(spec.series) == 1)


def _outline(box: tuple[float, float, float, float], colour: str, sizes: Sizes) -> list[Item]:
    """Dashes around a bar; the line of zero is its lower side."""
    x, y, wide, high = box
    thick = sizes.text * 0.16
    left, right, top = x + thick / 2, x + wide - thick / 2, y + thick / 2
    ends = ((left, y + high, left, top), (left, top, right, top), (right, top, right, y + high))
    return [Line(*end, colour, thick, dash=True) for end in ends]


@dataclass(frozen=True, slots=True)
class _Number:
    """A number over its bar, or the «:» of one that is hidden."""

    label: Label
    index: int
    value: float | None
    left: float  # of the bar
    wide: float

    def box(self) -> Box:
        """How far the digits reach."""
        half = text_width(self.label.text, self.label.size, bold=True) / 2
        return self.label.x - half, self.label.y - self.label.size * 0.8, self.label.x + half, self.label.y


def _numbers(spec: BarSpec, plot: Plot, places: Sequence[Places], look: Look) -> list[_Number]:
    """The numbers over all bars, whether there is room for them or not."""
    palette, sizes = look
    found = []
    for index, stands in enumerate(places):
        for at, x, wide in stands:
            row = spec.series[at]
            value = row.values[index]
            if value == 0 and index in spec.closed:
                continue
            small = row.role == "past" and not spec.roles
            size = sizes.small if small else sizes.text
            said, y = figure(value), plot.y(value or 0.0) - size * 0.35
            tip, colour = bar_tip(spec, row, index, said), number_colour(spec, at, index, palette)
            label = Label(x + wide / 2, y, said, size, colour, not small, "middle", tip)
            found.append(_Number(label, index, value, x, wide))
    return found


def _shown(spec: BarSpec, numbers: Sequence[_Number], on: Ground) -> list[_Number]:
    """All numbers where there is room for all; else those of the bars that stand out, and what is hidden."""
    fitting = [number for number in numbers if _fits(spec, number)]
    few = len(numbers) <= MOST_NUMBERS
    if few and len(fitting) == len(numbers):
        return fitting
    shown = [number for number in fitting if number.value is None]
    if not few:
        return shown
    high, plot = PEAK * on.plot.marks[-1], on.plot
    bars = {one.left: (one.left, plot.y(one.value or 0.0), one.left + one.wide, plot.base) for one in numbers}
    taken = [*((pole.x, pole.top, pole.x, plot.base) for pole in on.over.raised), *(one.box() for one in shown)]
    for number in sorted(numbers, key=lambda one: -(one.value or 0)):
        if (number.value or 0) < high:
            break
        own = bars[number.left]
        others = [*taken, *(box for box in bars.values() if box is not own)]
        free = next((place for place in _aside(number) if not _covers(place, others, plot)), None)
        if free is not None:
            shown.append(free)
            taken.append(free.box())
    return shown


def _aside(number: _Number) -> Iterator[_Number]:
    """A number over the middle of its bar, and moved to either side, where there may be no pole."""
    yield number
    left, _top, right, _bottom = number.box()
    away = max(0.0, right - left - number.wide) / 2 + number.label.size * 0.3
    for step in (away, -away):
        yield replace(number, label=replace(number.label, x=number.label.x + step))


def _fits(spec: BarSpec, number: _Number) -> bool:
    """Whether a number is no wider than its bar."""
    room = number.wide - 2 * LINE * number.label.size if spec.flags else number.wide * 1.15  # a pole may stand beside
    return text_width(number.label.text, number.label.size, bold=True) <= room


def _covers(number: _Number, others: Sequence[Box], plot: Plot) -> bool:
    """Whether a number that is wider than its bar would cover another bar, another number or a pole."""
    left, top, right, bottom = number.box()
    air = number.label.size * 0.2
    left, right = left - air, right + air
    if left < plot.left or right > plot.right + air:
        return True
    for start, upper, end, lower in others:  # noqa: SIM110 (this is asked for each bar with each other)
        if left < end and start < right and top < lower and upper < bottom:
            return True
    return False


def _struck(spec: BarSpec, index: int, plot: Plot) -> list[float]:
    """The heights of the lines that go through the place of a bar."""
    levels = [level.value for level in spec.levels if level.first <= index <= level.last]
    return [plot.y(value) for value in (*plot.marks[1:], *levels)]


def _behind(number: _Number, struck: Sequence[float], palette: Palette) -> list[Item]:
    """A patch that keeps the lines of the scale and of levels from striking through a number."""
    label = number.label
    top = label.y - label.size * 0.8
    if not any(top < y < label.y + 1 for y in struck):
        return []
    digits = text_width(label.text, label.size, bold=label.bold)
    wide = max(digits, min(number.wide, digits + label.size * 0.4))
    return [Rect(label.x - wide / 2, top, wide, label.size * 0.9, palette.surface)]
