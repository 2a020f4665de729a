"""What colour tells in a picture is told without it too: on a grey printer, and by eyes that confuse colours."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from ikdesk.picture.body_map import steps_of
from ikdesk.picture.grid_spec import GridSpec
from ikdesk.picture.layout import DARK, LIGHT, PRINT, Palette, layout
from ikdesk.picture.palette import contrast, mixed
from ikdesk.picture.scene import Circle, Label, Path, Rect
from tests.picture.kinds import ALL
from tests.picture.test_palette import BLINDNESS, distance

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
TOLD_APART = 1.2  # how much two greys that mean different things stand out from each other, where nothing else tells


@PALETTES
@pytest.mark.parametrize("kind", ALL)
def test_shapes_of_different_colours_are_different_greys_or_have_a_pattern(kind: str, palette: Palette) -> None:
    drawn = layout(ALL[kind], 640, palette=palette).items
    shapes = {(type(item).__name__, item.fill, isinstance(item, Rect) and item.hatch)
              for item in drawn if isinstance(item, Rect | Path | Circle) and item.tip and item.fill}  # fmt: skip
    for one, other in combinations(sorted(shapes), 2):
        alike = one[0] == other[0] and one[2] == other[2] and one[1] != other[1]
        assert not alike or contrast(one[1], other[1]) >= TOLD_APART


@PALETTES
@pytest.mark.parametrize("of_a_body", [False, True], ids=["cells", "body"])
def test_steps_of_a_heat_map_go_one_way_in_grey(palette: Palette, of_a_body: bool) -> None:
    steps = steps_of(palette) if of_a_body else palette.heat
    strength = [contrast(fill, palette.surface) for fill in steps]
    assert len(strength) == (4 if of_a_body else 5)
    assert strength[0] >= TOLD_APART
    assert all(more / less >= TOLD_APART for less, more in pairwise(strength))


@PALETTES
@pytest.mark.parametrize("eyes", BLINDNESS)
def test_neighbouring_steps_and_grades_can_be_told_apart_by_everyone(palette: Palette, eyes: str) -> None:
    assert min(distance(*pair, eyes) for pair in pairwise(palette.heat)) > 8
    assert min(distance(*pair, eyes) for pair in combinations(palette.risk, 2)) > 14


@PALETTES
def test_grades_of_risk_go_one_way_in_grey(palette: Palette) -> None:
    strength = [contrast(fill, palette.surface) for fill in palette.risk]
    assert all(more / less >= TOLD_APART for less, more in pairwise(strength))


@PALETTES
def test_words_can_be_read_on_every_step_grade_and_sheet(palette: Palette) -> None:
    fills = (*palette.heat, *steps_of(palette), *palette.risk, palette.now, palette.surface)
    assert all(contrast(palette.ink_on(fill), fill) >= 4.5 for fill in fills)
    assert contrast(palette.text, palette.ground) >= 4.5
    assert contrast(palette.now, palette.ground) >= 3


@PALETTES
def test_every_cell_says_its_number_in_a_colour_that_can_be_read_there(palette: Palette) -> None:
    spec = GridSpec("g", "", "", "", tuple("abcdef"), ("rad",), ((0, 1, 2, 3, 4, 5),), "skader")
    items = layout(spec, 500, palette=palette).items
    cells = {item.tip: item for item in items if isinstance(item, Rect) and item.tip}
    numbers = [item for item in items if isinstance(item, Label) and item.tip in cells]
    assert [number.text for number in numbers] == ["0", "1", "2", "3", "4", "5"]
    assert all(contrast(number.colour, cells[number.tip].fill) >= 4.5 for number in numbers)


def test_contrast_and_mixing_are_what_they_say() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert [mixed("#000000", "#FF8000", share) for share in (0, 0.5, 1)] == ["#000000", "#804000", "#FF8000"]


def test_the_test_would_catch_red_beside_green() -> None:
    assert contrast("#C43C3C", "#3B7D3B") < TOLD_APART
    assert distance("#9E5B12", "#6B6B12", "deutan") < 14
