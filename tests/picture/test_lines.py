"""Lines go where their numbers are, are named at their ends and told apart without colour, and nothing is covered."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.picture.frame import Sizes
from ikdesk.picture.layout import DARK, LIGHT, PRINT, Palette, layout
from ikdesk.picture.line_ends import spread
from ikdesk.picture.line_spec import LineSpec
from ikdesk.picture.lines import inks_of
from ikdesk.picture.palette import contrast
from ikdesk.picture.parts import Flag, Series
from ikdesk.picture.scene import Circle, Label, Path, Rect, Scene
from ikdesk.picture.spec import describe
from ikdesk.picture.strokes import covers
from ikdesk.picture.tables import cells_of
from tests.picture.examples import inside, labels_of, overlap, reach
from tests.picture.kinds import LINES

MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
NAMES = ("2026", "2025", "2024", "Barnehageåret 2023–2024", "Fire år tidlegare, før utbygginga av barnehagen og parken")
YEARS = ((1, 3, 4, 6, 9, 11, 11, 13, 16, 18), (5, 11, 14, 16, 20, 23, 23, 25, 29, 32, 35, 40),
         (4, 9, 13, 16, 19, 21, 21, 24, 28, 30, 33, 37))  # fmt: skip


def year(*rows: tuple[float | None, ...], flags: tuple[Flag, ...] = (), names: tuple[str, ...] = NAMES) -> LineSpec:
    series = tuple(Series(names[at], row, "past" if at else "now") for at, row in enumerate(rows))
    return LineSpec("so_far", "T", "S", "C", MONTHS, series, "hendelser", MONTHS, flags)


@st.composite
def lined(draw: st.DrawFn) -> LineSpec:
    count = draw(st.integers(1, 60))
    series = []
    for at in range(draw(st.integers(0, 5))):
        length = draw(st.integers(0, count)) if draw(st.booleans()) else count
        steps = draw(st.lists(st.integers(0, 3), min_size=length, max_size=length))
        sums: list[float | None] = list(itertools.accumulate(float(step) for step in steps))
        for gone in draw(st.sets(st.integers(0, max(0, length - 1)), max_size=2)):
            sums[gone : gone + 1] = [None] if sums else []
        series.append(Series(NAMES[at], tuple(sums), "past" if at else "now"))
    flags = tuple(Flag(spot, "Delt bakke og hjelm") for spot in draw(st.sets(st.integers(0, count), max_size=2)))
    return LineSpec("k", "T", "S", "C", tuple(MONTHS[at % 12] for at in range(count)), tuple(series), "hendelser",
                    flags=flags)  # fmt: skip


def points(scene: Scene, name: str) -> list[Circle]:
    return [item for item in scene.items if isinstance(item, Circle) and f", {name}: " in item.tip]


def ends(scene: Scene) -> list[Label]:
    """The names, at the ends or in a line above."""
    return [label for label in labels_of(scene) if (label.tip or label.text).startswith(NAMES)]


def whole_lines(scene: Scene) -> list[Path]:
    return [item for item in scene.items if isinstance(item, Path) and item.stroke and not item.fill]


@settings(deadline=None, max_examples=60)
@given(lined(), st.sampled_from([240.0, 482.0, 900.0]), st.sampled_from([9.5, 12.5, 18.75]))
def test_nothing_is_outside_no_words_cover_each_other_and_every_line_is_named(
    spec: LineSpec, width: float, size: float
) -> None:
    scene = layout(spec, width, size=size)
    assert inside(scene)
    words = [label for label in labels_of(scene) if label.text != ":"]
    assert not [(a.text, b.text) for a, b in itertools.combinations(words, 2) if overlap(reach(a), reach(b))]
    shown = sum(value is not None for row in spec.series for value in row.values)
    assert sum(bool(item.tip) for item in scene.items if isinstance(item, Circle)) == shown
    told = {label.tip or label.text for label in words}
    assert all(any(one.startswith(row.name) for one in told) for row in spec.series)


@given(st.lists(st.lists(st.integers(0, 9), min_size=12, max_size=12), min_size=1, max_size=3))
def test_no_name_at_an_end_is_struck_through_by_a_line(steps: list[list[int]]) -> None:
    rows = [tuple(itertools.accumulate(map(float, row))) for row in steps]
    scene = layout(year(rows[0][:7], *rows), 700)
    for name, line in itertools.product(ends(scene), whole_lines(scene)):
        spots = [reach(Path((command,)))[:2] for command in line.commands]
        drawn = [command[0] == "L" for command in line.commands[1:]]
        pieces = [piece for piece, seen in zip(itertools.pairwise(spots), drawn, strict=True) if seen]
        assert not any(covers(reach(name), piece) for piece in pieces)


@given(st.lists(st.integers(1, 90), min_size=2, max_size=12), st.lists(st.integers(1, 90), min_size=12, max_size=12))
def test_points_are_as_high_as_their_numbers_and_go_with_time(now: list[int], before: list[int]) -> None:
    scene = layout(year(tuple(now), tuple(before)), 600)
    ours, theirs = points(scene, "2026"), points(scene, "2025")
    (one, other), (first, second) = (ours[0], now[0]), (theirs[-1], before[-1])
    zero = one.y if other == second else (one.y * second - first.y * other) / (second - other)
    if other != second:
        assert [zero - dot.y for dot in (*ours, *theirs)] == pytest.approx(
            [(zero - one.y) * value / other for value in (*now, *before)], abs=1e-6
        )
    assert [dot.x for dot in ours] == pytest.approx([dot.x for dot in theirs][: len(ours)])
    assert [dot.x for dot in theirs] == sorted(dot.x for dot in theirs)


def test_every_line_is_named_at_its_own_end_with_how_far_it_has_come() -> None:
    scene = layout(year(*YEARS), 700)
    for name, said, row in zip(NAMES, ("2026: 18", "2025: 40", "2024: 37"), YEARS, strict=False):
        (label,) = [one for one in ends(scene) if one.text == said]
        last = points(scene, name)[len(row) - 1]
        assert label.x > last.x + last.r
        assert abs(label.y - last.y) < 2 * label.size
        assert label.bold is (name == "2026")


def test_names_without_room_stand_in_a_line_above() -> None:
    scene = layout(year(*YEARS, names=NAMES[2:]), 240)
    top = min(item.y for item in scene.items if isinstance(item, Circle) and item.tip)
    assert len(ends(scene)) == 3
    assert all(label.y < top for label in ends(scene))
    assert {label.tip for label in ends(scene) if label.text.endswith("…")} == {f"{NAMES[4]}: 37"}


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_years_are_told_apart_without_colour(palette: Palette) -> None:
    rows = tuple(Series(name, (1.0,), "past" if at else "now") for at, name in enumerate(NAMES[:4]))
    now, *before = inks_of(rows, (palette, Sizes(12)))
    assert all(now.width > 1.5 * one.width for one in before)
    assert len({(one.dash, one.shape) for one in before}) == 3
    assert len({one.dash for one in (now, *before)}) == 3
    assert all(contrast(one.colour, palette.surface) >= 3 for one in (now, *before))
    assert all(contrast(one.text, palette.surface) >= 4.5 for one in (now, *before))


def test_only_the_points_of_this_year_open_something_and_all_explain_themselves() -> None:
    scene = layout(LINES, 600)
    ours, theirs = points(scene, "Dette året"), points(scene, "Forrige år")
    assert [dot.key for dot in ours] == ["2026-01", "2026-02", "2026-03"]
    assert {dot.key for dot in theirs} == {""}
    assert theirs[1].tip == "feb., Forrige år: 33 hendelser"


def test_a_hidden_number_is_a_colon_and_a_gap_in_the_line() -> None:
    scene = layout(year((2, 4, None, 8, 9)), 500)
    assert [label.tip for label in labels_of(scene) if label.text == ":"] == ["mar, 2026: skjult"]
    assert [reach(line)[0] for line in whole_lines(scene)] == [points(scene, "2026")[0].x, points(scene, "2026")[2].x]
    assert "2026" in [label.text for label in ends(layout(year((2, 4, None)), 500))], "a hidden end is not told"


def test_a_year_without_anything_lies_on_zero_and_is_named() -> None:
    scene = layout(year((0,) * 5, (0,) * 12), 500)
    assert {"2026: 0", "2025: 0"} == {label.text for label in ends(scene)}
    assert len({dot.y for dot in (*points(scene, "2026"), *points(scene, "2025"))}) == 1


def test_a_flag_stands_between_the_points_it_names() -> None:
    scene = layout(year(YEARS[0], flags=(Flag(3, "Delt bakke"),)), 600)
    pole = next(item for item in scene.items if getattr(item, "stroke", "") == LIGHT.flag)
    dots = points(scene, "2026")
    assert dots[2].x < reach(pole)[0] < dots[3].x


def test_a_patch_keeps_the_scale_from_striking_through_a_name() -> None:
    scene = layout(year((10,), (10,) * 12), 600)
    (name,) = [label for label in ends(scene) if label.text == "2026: 10"]
    patches = [reach(item) for item in scene.items if isinstance(item, Rect) and item.fill == LIGHT.surface]
    lines = [reach(item)[1] for item in scene.items if getattr(item, "stroke", "") == LIGHT.grid]
    box = reach(name)
    struck = [y for y in lines if box[1] < y < box[3]]
    assert not struck or any(patch[0] <= box[0] and patch[2] >= box[2] for patch in patches)


@given(st.lists(st.floats(0, 500), min_size=1, max_size=8), st.floats(1, 40))
def test_heights_are_spread_in_their_order(wanted: list[float], step: float) -> None:
    placed = spread(wanted, step, (0.0, 500.0))
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    assert all(placed[b] - placed[a] >= step - 1e-6 for a, b in itertools.pairwise(order))
    if len(wanted) == 1:
        assert placed == wanted


def test_who_cannot_see_the_lines_is_told_every_number_with_its_year() -> None:
    said = describe(LINES)
    assert "jan.: Dette året 13, Forrige år 15." in said
    assert "april: Forrige år 83." in said
    assert "Flagg: Bakken ble delt i februar." in said
    heads, rows = cells_of(replace(LINES, flags=()))
    assert heads == ["", "Dette året", "Forrige år"]
    assert rows[0] == ["jan.", "13", "15"]
    assert rows[5] == ["juni", "", "97"]
