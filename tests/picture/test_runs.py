"""Points stand where their numbers say, around their level and in their range, and nothing covers anything."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.picture.layout import DARK, LIGHT, PRINT, Palette, layout
from ikdesk.picture.line_spec import RunSpec
from ikdesk.picture.palette import contrast
from ikdesk.picture.parts import Flag, Level, figure
from ikdesk.picture.runs import band_of
from ikdesk.picture.scene import Circle, Line, Path, Scene
from ikdesk.picture.spec import describe
from ikdesk.picture.tables import cells_of
from tests.picture.examples import inside, labels_of, overlap, reach
from tests.picture.kinds import RUN

MONTHS = ("jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sept.", "okt.", "nov.", "des.")
LONG = "midten før tiltaket: 3,7 hendingar per open månad"


def run(values: tuple[float | None, ...], **more: object) -> RunSpec:
    labels = tuple(MONTHS[at % 12] for at in range(len(values)))
    return replace(RunSpec("run", "T", "S", "C", labels, values, "hendelser"), **more)  # type: ignore[arg-type]


@st.composite
def runs_of(draw: st.DrawFn) -> RunSpec:
    count = draw(st.integers(1, 60))
    values = tuple(draw(st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=count, max_size=count)))
    parted = draw(st.integers(0, count - 1))
    words = draw(st.sampled_from(["midten: 3,7", LONG]))
    levels = [Level(parted, count - 1, draw(st.floats(0, 30)), words)]
    levels += [Level(0, parted - 1, 3.75, "vanlig før: 3,8")] if parted else []
    high = tuple(draw(st.sampled_from([None, 9.4, 45.0])) for _ in range(count)) if draw(st.booleans()) else ()
    flags = tuple(Flag(spot, "Delt bakke og hjelm") for spot in draw(st.sets(st.integers(0, count), max_size=2)))
    marked = frozenset(draw(st.sets(st.integers(0, count - 1), max_size=9)))
    return run(values, levels=tuple(levels), high=high, low=tuple(one and 1.5 for one in high), flags=flags,
               marked=marked, open_last=draw(st.booleans()))  # fmt: skip


def points(scene: Scene) -> list[Circle]:
    """What can be pointed at: dots, and the room of a ◆."""
    return [item for item in scene.items if isinstance(item, Circle) and item.tip]


def fields(scene: Scene, palette: Palette = LIGHT) -> list[Path]:
    """The usual range: the only closed shapes in its colour."""
    return [item for item in scene.items if isinstance(item, Path) and item.fill == band_of(palette)]


def level_lines(scene: Scene) -> list[Line]:
    """The whole lines of levels, not their samples over the scale."""
    found = [item for item in scene.items if isinstance(item, Line) and item.stroke == LIGHT.text]
    return found[: len(found) // 2]


@settings(deadline=None, max_examples=60)
@given(runs_of(), st.sampled_from([240.0, 482.0, 1600.0]), st.sampled_from([9.5, 12.5, 18.75]))
def test_nothing_is_outside_and_no_words_cover_each_other(spec: RunSpec, width: float, size: float) -> None:
    scene = layout(spec, width, size=size)
    assert inside(scene)
    words = [label for label in labels_of(scene) if label.text != ":"]
    assert not [(a.text, b.text) for a, b in itertools.combinations(words, 2) if overlap(reach(a), reach(b))]
    shown = sum(value is not None for value in spec.values)
    assert len(points(scene)) == shown
    assert len(labels_of(scene)) - len(words) == len(spec.values) - shown


@given(st.lists(st.integers(1, 90), min_size=2, max_size=12), st.floats(0.5, 80))
def test_points_and_levels_are_as_high_as_their_numbers(values: list[int], middle: float) -> None:
    spec = run(tuple(values), levels=(Level(0, len(values) - 1, middle, "midten"),))
    scene = layout(spec, 600)
    (level,) = level_lines(scene)
    base = next(item.y1 for item in scene.items if isinstance(item, Line) and item.stroke == LIGHT.axis
                and item.y1 == item.y2 and item.x2 - item.x1 > 300)  # fmt: skip
    highs = [base - dot.y for dot in points(scene)]
    assert highs == pytest.approx([highs[0] * value / values[0] for value in values])
    assert base - level.y1 == pytest.approx(highs[0] * middle / values[0])
    across = [dot.x for dot in points(scene)]
    assert across == sorted(across)


def test_what_is_no_chance_is_a_diamond_and_what_is_not_over_is_hollow() -> None:
    scene = layout(run((4, 5, 1, 1, 2), marked=frozenset({2, 3}), open_last=True), 500)
    assert [(dot.fill, dot.tip) for dot in points(scene)] == [
        (LIGHT.now, "jan.: 4 hendelser"), (LIGHT.now, "feb.: 5 hendelser"),
        ("", "mars: 1 hendelser – sjelden tilfeldig"), ("", "april: 1 hendelser – sjelden tilfeldig"),
        (LIGHT.surface, "mai: 2 hendelser – ikke over ennå"),
    ]  # fmt: skip
    middles = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in map(reach, diamonds(scene))]
    assert middles[-2:] == [pytest.approx((dot.x, dot.y)) for dot in points(scene)[2:4]]
    assert {"sjelden tilfeldig", "ikke over ennå"} <= {label.text for label in labels_of(scene)}


def diamonds(scene: Scene) -> list[Path]:
    return [item for item in scene.items if isinstance(item, Path) and item.fill == LIGHT.series[2]]


def test_the_number_of_the_highest_point_stands_over_it() -> None:
    scene = layout(run((4, 12, 5), levels=(Level(0, 2, 4.5, "midten: 4,5"),), marked=frozenset({1})), 500)
    high = [label for label in labels_of(scene) if label.text == "12" and label.anchor == "middle"]
    assert [label.y < points(scene)[1].y for label in high] == [True]


def test_a_hidden_number_is_a_colon_and_a_hole_in_the_line() -> None:
    scene = layout(run((4, None, 6)), 500)
    assert [label.tip for label in labels_of(scene) if label.text == ":"] == ["feb.: skjult"]
    assert [item for item in scene.items if isinstance(item, Line) and item.y1 != item.y2] == []


def test_the_range_is_as_wide_as_the_points_it_is_for() -> None:
    scene = layout(run((4, 5, 6, 3), low=(1, 1, None, 0), high=(9, 9, None, 8)), 500)
    left, right = map(reach, fields(scene))
    first, second, _third, fourth = points(scene)
    assert left[0] < first.x < second.x < left[2] <= right[0] < fourth.x < right[2]
    assert {"øvre 8", "vanlig variasjon"} <= {label.text for label in labels_of(scene)}


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT])
def test_the_range_is_told_from_the_page_by_its_edges_too(palette: Palette) -> None:
    scene = layout(RUN, 500, palette=palette)
    assert len(fields(scene, palette)) == 1
    assert band_of(palette) != palette.surface
    edges = [item for item in scene.items if isinstance(item, Path) and item.stroke == palette.axis and not item.fill]
    _left, top, _right, bottom = reach(fields(scene, palette)[0])
    heights = {round(at, 6) for edge in edges for at in (reach(edge)[1], reach(edge)[3])}
    assert {round(top, 6), round(bottom, 6)} <= heights
    assert contrast(palette.axis, band_of(palette)) >= 3
    assert contrast(palette.muted, band_of(palette)) >= 4.5


def test_who_cannot_see_a_run_is_told_all_of_it() -> None:
    assert describe(RUN) == (
        "Noe ble annerledes i mars. Solbakken, hele året. Punkter i tidens rekkefølge, hendelser. "
        "vanlig før: 65,5, fra jan. til feb. vanlig etter: 34,5, fra mars til juni. "
        "jan.: 63. Vanlig variasjon herfra: 51,2–79,8. feb.: 68. Flagg: Bakken ble delt i mars. "
        "mars: 34, sjelden tilfeldig. Vanlig variasjon herfra: 22,4–46,6. april: 36, sjelden tilfeldig. mai: skjult. "
        "juni: 32, ikke over ennå. Tallene viser hva som skjedde, ikke hvorfor."
    )
    heads, rows = cells_of(RUN)
    assert heads == ["", "hendelser", "Vanlig fra", "Vanlig til", "Merknad"]
    assert rows[:4] == [
        ["jan.", "63", "51,2", "79,8", ""], ["feb.", "68", "51,2", "79,8", ""],
        ["Flagg: Bakken ble delt i mars", "", "", "", ""], ["mars", "34", "22,4", "46,6", "sjelden tilfeldig"],
    ]  # fmt: skip
    assert rows[-1] == ["vanlig etter: 34,5, fra mars til juni", "34,5", "", "", ""]


@given(st.floats(0, 400))
def test_the_number_of_a_level_is_said_also_when_its_words_are_about_something_else(value: float) -> None:
    spec = run((1, 2), levels=(Level(0, 1, value, "midten av 12 måneder"),))
    said = figure(value)
    assert said == "12" or f"({said})" in describe(spec)
    assert cells_of(spec)[1][-1][1] == said
