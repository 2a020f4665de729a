"""The risk matrix as something to choose a cell in: its steps, and where each cell, letter and name is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ikdesk.kernel.words import _
from ikdesk.picture.frame import middle
from ikdesk.picture.metrics import LINE_HEIGHT, text_width, wrap
from ikdesk.picture.palette import Palette
from ikdesk.picture.risk_key import stripes
from ikdesk.picture.scene import Item, Label, Rect, Scene

NAMES = 0.27  # of the width, for the names of the rows
ROW = 3.1  # how high a row is, in sizes of text
SMALLEST = 0.8  # of the size of small text, for the names of the columns; they are told of the cell all the same
AIR = 0.26  # between cells, in sizes of text

Place = tuple[int, int]  # probability and consequence, each from 1


@dataclass(frozen=True, slots=True)
class FaceStep:
    """One step of a scale."""

    name: str
    anchor: str  # what it means day to day


@dataclass(frozen=True, slots=True)
class MatrixFace:
    """What a matrix to choose in shows."""

    down: str  # "Sannsynlighet"
    across: str  # "Konsekvens"
    likely: tuple[FaceStep, ...]  # the least likely first
    bad: tuple[FaceStep, ...]  # the least bad first
    grades: tuple[tuple[int, ...], ...]  # by probability, the least first, and consequence: 0 low, 1 medium, 2 high
    letters: tuple[str, str, str]
    names: tuple[str, str, str]  # the grades in words: "lav (grønn)"

    def __post_init__(self) -> None:
        if len(self.grades) != len(self.likely) or any(len(row) != len(self.bad) for row in self.grades):
            raise ValueError("a grade for each cell")

    def grade(self, place: Place) -> int:
        """0, 1 or 2."""
        return self.grades[place[0] - 1][place[1] - 1]

    def holds(self, place: Place) -> bool:
        """Whether there is such a cell."""
        return 1 <= place[0] <= len(self.likely) and 1 <= place[1] <= len(self.bad)

    def said(self, place: Place) -> tuple[str, str, str]:
        """What a cell means: how likely, how bad, and what the two are together."""
        up, right = place
        pattern = str(_("{scale} {number}, {name}: {anchor}"))
        likely, bad = self.likely[up - 1], self.bad[right - 1]
        return (
            pattern.format(scale=self.down, number=up, name=likely.name.lower(), anchor=likely.anchor),
            pattern.format(scale=self.across, number=right, name=bad.name.lower(), anchor=bad.anchor),
            _("{product}: {grade}").format(product=product_words(place), grade=self.names[self.grade(place)]),
        )


def product_words(place: Place) -> str:
    """The number municipal forms ask for, with what it comes of: "4 × 2 = 8"."""
    return f"{place[0]} × {place[1]} = {place[0] * place[1]}"


@dataclass(frozen=True, slots=True)
class FaceScene:
    """A matrix as it is drawn, and where its cells are."""

    scene: Scene
    cells: dict[Place, Rect]

    def at(self, x: float, y: float) -> Place | None:
        """The cell at a point."""
        return next((place for place, box in self.cells.items()
                     if box.x <= x < box.x + box.w and box.y <= y < box.y + box.h), None)  # fmt: skip


def face_scene(face: MatrixFace, width: float, palette: Palette, size: float) -> FaceScene:
    """Draw it: cells with colour, pattern, letter and number; the steps with number and name at the sides.

    Args:
        face: what it shows.
        width: the room there is.
        palette: the colours.
        size: of ordinary text, in the same unit as the width.
    """
    small = size * 0.92
    names = [wrap(f"{number} {step.name}", small, width * NAMES) for number, step in enumerate(face.likely, 1)]
    left = max(text_width(line, small) for lines in names for line in lines) + size * 0.6
    wide = (width - left) / len(face.bad)
    top = small * 1.7
    high = max(size * ROW, *(len(lines) * small * LINE_HEIGHT + size * 0.3 for lines in names))
    cells: dict[Place, Rect] = {}
    items: list[Item] = [Label(0, small, f"{face.down} \u2191", small, palette.muted, bold=True)]
    for up, lines in enumerate(names, 1):
        y = top + (len(names) - up) * high
        items += _name(lines, left - size * 0.6, y + high / 2, small, palette)
        for right in range(1, len(face.bad) + 1):
            air = size * AIR
            box = Rect(left + (right - 1) * wide + air / 2, y + air / 2, wide - air, high - air,
                       palette.risk[face.grade((up, right))])  # fmt: skip
            cells[up, right] = box
            items += _cell(face, (up, right), box, palette, size)
    low = top + len(names) * high
    under, low = _columns(face, (left, low, wide), palette, small)
    items += under
    items.append(Label(left + wide * len(face.bad) / 2, low + small * 1.1, f"{face.across} \u2192", small,
                       palette.muted, bold=True, anchor="middle"))  # fmt: skip
    return FaceScene(Scene(width, low + small * 1.5, tuple(items)), cells)


def _name(lines: tuple[str, ...], x: float, y: float, small: float, palette: Palette) -> Iterator[Item]:
    """The name of a row, to the left of it."""
    first = middle(y, small) - small * LINE_HEIGHT * (len(lines) - 1) / 2
    for at, line in enumerate(lines):
        yield Label(x, first + at * small * LINE_HEIGHT, line, small, palette.text, anchor="end")


def _cell(face: MatrixFace, place: Place, box: Rect, palette: Palette, size: float) -> Iterator[Item]:
    """A cell with its pattern, its letter to the left and its number to the right, each on a patch of its own."""
    small = size * 0.88
    ink, grade = palette.ink_on(box.fill), face.grade(place)
    yield box
    yield from stripes(box, grade, palette, size)
    y, high = box.y + small * 0.25, small * 1.25
    for words, bold, right in ((face.letters[grade], True, False), (str(place[0] * place[1]), False, True)):
        wide = text_width(words, small, bold=bold) + small * 0.5
        x = box.x + box.w - small * 0.25 - wide if right else box.x + small * 0.25
        yield Rect(x, y, wide, high, box.fill)
        yield Label(x + wide / 2, middle(y + high / 2, small), words, small, ink, bold=bold, anchor="middle")


def _columns(
    face: MatrixFace, at: tuple[float, float, float], palette: Palette, small: float
) -> tuple[list[Item], float]:
    """The names under the columns, and how far down they reach; smaller letters or none rather than broken words."""
    left, low, wide = at
    room = wide * 0.97
    longest = max(text_width(word, small) for step in face.bad for word in step.name.split())
    letters = min(small, max(small * SMALLEST, small * room / longest))
    named = longest * letters / small <= room
    items: list[Item] = []
    most = 0
    for number, step in enumerate(face.bad):
        lines = (str(number + 1), *(wrap(step.name, letters, room) if named else ()))
        most = max(most, len(lines))
        items += [Label(left + (number + 0.5) * wide, low + letters * (1.1 + line * LINE_HEIGHT), words, letters,
                        palette.text, anchor="middle") for line, words in enumerate(lines)]  # fmt: skip
    return items, low + letters * (0.4 + most * LINE_HEIGHT)
