"""Upright bars: months, with the same months a year before beside them."""

from __future__ import annotations

from collections.abc import Sequence

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
SHARE, WIDEST = 0.78, 4.2  # of its place, and in sizes of text: how wide a bar is at most

Look = tuple[Palette, Sizes]


def columns(spec: BarSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The bars with axis and labels, and how high they are together."""
    on = ground(spec, scale_top(spec), frame, sizes)
    look = (palette, sizes)
    ys = [on.plot.y(level.value) for level in spec.levels]
    items = on.behind(spec, palette, sizes)
    for index in range(len(spec.labels)):
        items += [*_shut(spec, index, on.plot, look), *_group(spec, index, on.plot, look)]
    items += level_lines(on.over.named, ys, palette, sizes)
    for index in range(len(spec.labels)):
        items += _numbers(spec, index, on, look)
    items += on.before(spec, palette, sizes)
    items += flag_items(on.over.raised, on.plot.base, palette, sizes)
    return [*items, *level_names(on.over.named, on.plot.top - sizes.small * 2, palette, sizes)], on.height


def _places(spec: BarSpec, index: int, plot: Plot, sizes: Sizes) -> list[tuple[int, float, float]]:
    """Which series stands where: its number, its left side and its width, the earlier period first as time goes."""
    order = drawn_order(spec)
    room = min(plot.slot * SHARE, sizes.text * WIDEST * len(order))
    wide = room / max(1, len(order))
    start = plot.x(index) - room / 2
    return [(at, start + place * wide, wide) for place, at in enumerate(order)]


def _shut(spec: BarSpec, index: int, plot: Plot, look: Look) -> list[Item]:
    """A quiet hatch where it was closed: no bar is not the same as none."""
    palette, sizes = look
    if index not in spec.closed:
        return []
    room = min(plot.slot * SHARE, sizes.text * WIDEST * max(1, len(spec.series)))
    tip = _("{label}: stengt").format(label=one_line(spec, index))
    high = plot.base - plot.top
    return [Rect(plot.x(index) - room / 2, plot.top, room, high, palette.surface, palette.grid, hatch=True, tip=tip)]


def _group(spec: BarSpec, index: int, plot: Plot, look: Look) -> list[Item]:
    """The bars of one label; what is not over yet is an outline."""
    palette, sizes = look
    items: list[Item] = []
    for at, x, wide in _places(spec, index, plot, sizes):
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


def _numbers(spec: BarSpec, index: int, on: Ground, look: Look) -> list[Item]:
    """The numbers on the bars of one label; a hidden one is a «:» where the bar would stand."""
    palette, sizes = look
    plot = on.plot
    struck = [*(plot.y(mark) for mark in plot.marks[1:]),
              *(plot.y(level.value) for level in spec.levels if level.first <= index <= level.last)]  # fmt: skip
    items: list[Item] = []
    for at, x, wide in _places(spec, index, plot, sizes):
        row = spec.series[at]
        value = row.values[index]
        if value == 0 and index in spec.closed:
            continue
        small = row.role == "past" and not spec.roles
        size = sizes.small if small else sizes.text
        tip, y = bar_tip(spec, row, index, figure(value)), plot.y(value or 0.0) - size * 0.35
        colour = number_colour(spec, at, index, palette)
        label = Label(x + wide / 2, y, figure(value), size, colour, not small, "middle", tip)
        if _numbered(spec, label, wide):
            items += [*_behind(label, wide, struck, palette), label]
    return items


def _numbered(spec: BarSpec, label: Label, wide: float) -> bool:
    """Whether there is room for numbers on the bars."""
    few = len(spec.labels) * len(spec.series) <= MOST_NUMBERS
    room = wide - 2 * LINE * label.size if spec.flags else wide * 1.15  # a pole may stand close beside
    return few and text_width(label.text, label.size, bold=True) <= room


def _behind(label: Label, room: float, struck: Sequence[float], palette: Palette) -> list[Item]:
    """A patch that keeps the lines of the scale and of levels from striking through a number."""
    top = label.y - label.size * 0.8
    if not any(top < y < label.y + 1 for y in struck):
        return []
    wide = min(room, text_width(label.text, label.size, bold=label.bold) + label.size * 0.4)
    return [Rect(label.x - wide / 2, top, wide, label.size * 0.9, palette.surface)]
