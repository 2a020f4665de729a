"""Cells are the darker the more, each says its number, and however many there are they can be read."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.picture.grid_spec import GridSpec
from ikdesk.picture.layout import DARK, LIGHT, PRINT, Palette, layout
from ikdesk.picture.palette import contrast
from ikdesk.picture.parts import figure
from ikdesk.picture.scene import Label, Rect, Scene
from tests.picture.examples import inside, labels_of, overlap, reach

LONG = "Barnehagemiljø (§ 42) / Skulemiljø (§ 12-4) – berre tilvising"
NUMBERS = st.one_of(st.none(), st.integers(0, 400), st.just(0), st.floats(0, 60, allow_nan=False))
WORDS = st.sampled_from(["Fall", "kl. 07", "Støt/klem", "Parkering, levering og henting", LONG, "Ukjendutankvilepause"])


def grid_of(*rows: tuple[float | None, ...], sums: bool = False) -> GridSpec:
    """A grid with these numbers."""
    columns = tuple(f"k{number}" for number in range(len(rows[0])))
    names = tuple(f"rad {number}" for number in range(len(rows)))
    keys = tuple(tuple(f"{name}/{column}" for column in columns) for name in names)
    added = {"row_sums": (40.0,) * len(rows), "column_sums": (50.0,) * len(columns), "total": 60.0} if sums else {}
    return GridSpec("grid", "Fall i bakken", "Skader 2025", "n = 9", columns, names, rows, "skader", keys, **added)  # type: ignore[arg-type]


@st.composite
def specs(draw: st.DrawFn) -> GridSpec:
    down, across = draw(st.integers(1, 12)), draw(st.integers(1, 24))
    cells = tuple(tuple(draw(st.lists(NUMBERS, min_size=across, max_size=across))) for _row in range(down))
    row_sums = tuple(range(down)) if draw(st.booleans()) else ()
    column_sums = tuple(range(900, 900 + across)) if draw(st.booleans()) else ()
    columns = tuple(draw(st.lists(WORDS, min_size=across, max_size=across)))
    rows = tuple(draw(st.lists(WORDS, min_size=down, max_size=down)))
    said = ("Fall i bakken", "Skader 2025", "n = 9")
    return GridSpec("grid", *said, columns, rows, cells, "skader", (), row_sums, column_sums, None)


def cells(scene: Scene) -> dict[str, Rect]:
    return {item.tip.split(":")[0]: item for item in scene.items if isinstance(item, Rect) and item.tip and item.w > 20}


@settings(deadline=None, max_examples=40)
@given(specs(), st.sampled_from([240.0, 520.0, 900.0]), st.sampled_from([None, 300.0]))
def test_nothing_falls_outside_and_no_words_meet(spec: GridSpec, width: float, height: float | None) -> None:
    scene = layout(spec, width, height)
    assert inside(scene)
    boxes = sorted((reach(label) for label in labels_of(scene)), key=lambda box: box[1])
    for at, box in enumerate(boxes):
        near = (other for other in boxes[at + 1 :] if other[1] < box[3])
        assert not any(overlap(box, other) for other in near), box
    shown = [label.text for label in labels_of(scene)]
    wanted = [figure(value) for row in (*spec.cells, spec.row_sums, spec.column_sums) for value in row]
    assert all(shown.count(text) >= wanted.count(text) for text in set(wanted))


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_more_stands_out_more(palette: Palette) -> None:
    drawn = cells(layout(grid_of((0, 1, 3, 5, 7, 10)), 500, palette=palette))
    strength = [contrast(cell.fill, palette.surface) for cell in drawn.values()]
    assert strength[0] == 1
    assert all(more > less * 1.1 for less, more in pairwise(strength))


def test_one_or_two_in_all_are_no_hot_spot() -> None:
    drawn = cells(layout(grid_of((1, 2)), 500))
    assert [cell.fill for cell in drawn.values()] == list(LIGHT.heat[:2])


def test_shares_use_the_whole_scale_however_small_they_are() -> None:
    assert cells(layout(grid_of((0.2, 0.4)), 500))["rad 0, k1"].fill == LIGHT.heat[-1]


def test_a_hidden_cell_is_hatched_says_so_and_opens_nothing() -> None:
    scene = layout(grid_of((None, 4, 0)), 500)
    hidden, four, none = cells(scene).values()
    assert (hidden.hatch, hidden.key, hidden.tip) == (True, "", "rad 0, k0: tallet er skjult")
    assert (four.hatch, four.key, four.tip) == (False, "rad 0/k1", "rad 0, k1: 4 skader")
    assert (none.hatch, none.key, none.fill) == (False, "", LIGHT.surface)
    assert ":" in [label.text for label in labels_of(scene)]


def test_all_hidden_looks_the_same_whatever_the_numbers_were() -> None:
    scene = layout(grid_of((None, None), (None, None)), 400)
    assert len({(cell.fill, cell.hatch) for cell in cells(scene).values()}) == 1


def test_columns_without_room_go_on_below_with_the_rows_named_anew() -> None:
    scene = layout(grid_of(tuple(range(100, 124)), sums=True), 240)
    words = [label.text for label in labels_of(scene)]
    bands = words.count("rad 0")
    assert bands > 1
    assert [words.count(f"k{number}") for number in range(24)] == [1] * 24
    assert (words.count("40"), words.count("60"), words.count("50")) == (1, 1, 24)
    assert words.count("Sum") == bands + 1


def test_sums_can_be_opened_where_they_mean_something() -> None:
    keys = {"row_keys": ("row",), "column_keys": ("ka", "kb")}
    spec = GridSpec("g", "", "", "", ("a", "b"), ("rad",), ((3, 4),), "skader", (), (7,), (3, 4), 7, **keys)
    found = {item.tip: item.key for item in layout(spec, 400).items if isinstance(item, Rect) and item.tip}
    assert found["rad, sum: 7 skader"] == "row"
    assert (found["a, sum: 3 skader"], found["b, sum: 4 skader"], found["Sum: 7 skader"]) == ("ka", "kb", "")


def test_names_that_are_cut_have_the_whole_name_in_their_tip() -> None:
    spec = GridSpec("g", "", "", "", (LONG, "b", "c"), (LONG * 2,), ((3, 4, 5),), "skader")
    cut = [label for label in labels_of(layout(spec, 240)) if label.text.endswith("…")]
    assert {label.tip for label in cut} == {LONG, LONG * 2}


def test_a_picture_given_more_height_has_higher_rows_and_never_lower_ones() -> None:
    low, usual, high = (layout(grid_of((1, 2), (3, 4)), 400, height) for height in (20, None, 400))
    assert low.height == usual.height < high.height == 400
    tall = [cells(scene)["rad 0, k0"].h for scene in (usual, high)]
    assert tall[1] > tall[0]


def test_cells_do_not_lie_over_one_another() -> None:
    scene = layout(grid_of(*[tuple(range(9))] * 5, sums=True), 500)
    boxes = [reach(item) for item in scene.items if isinstance(item, Rect)]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


def test_every_number_stands_in_the_middle_of_its_cell() -> None:
    scene = layout(grid_of((7, 8, 9)), 500)
    numbers = {item.tip: item for item in scene.items if isinstance(item, Label) and item.tip}
    for cell in cells(scene).values():
        assert numbers[cell.tip].x == pytest.approx(cell.x + cell.w / 2)
