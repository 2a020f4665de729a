"""The risk matrix: a letter and a pattern in each cell, numbers nothing is drawn over, and arrows that find a way."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.picture.arrows import Pen, arrow
from ikdesk.picture.grid_spec import Pip, RiskSpec
from ikdesk.picture.layout import LIGHT, layout
from ikdesk.picture.scene import Circle, Label, Path, Rect, Scene
from tests.picture.examples import inside, labels_of, overlap, reach
from tests.picture.kinds import COUNTS

ROWS = ("Svært sannsynlig", "Sannsynlig", "Mulig", "Lite sannsynlig", "Svært lite sannsynlig")
COLUMNS = ("Ubetydelig", "Liten", "Moderat", "Alvorlig", "Svært alvorlig")
GRADES = ((0, 1, 2, 2, 2), (0, 1, 2, 2, 2), (0, 0, 1, 2, 2), (0, 0, 1, 1, 2), (0, 0, 0, 1, 1))
CELLS = st.tuples(st.integers(0, 4), st.integers(0, 4))
BESIDE = (Pip(1, "Aking", (3, 2), (1, 3), "r1"), Pip(2, "Klatring", (2, 1), (2, 2)), Pip(3, "Skrubbsår", (0, 1)))


def matrix(*pips: Pip, rows: tuple[str, ...] = ROWS) -> RiskSpec:
    """A matrix of five by five with these risks."""
    return RiskSpec("risk", "Før og etter", "Tallene står i lista", "", rows, COLUMNS, GRADES, ("L", "M", "H"),
                    ("lav", "middels", "høy"), pips, "Konsekvens", "Sannsynlighet")  # fmt: skip


@st.composite
def specs(draw: st.DrawFn) -> RiskSpec:
    count = draw(st.integers(0, 14))
    pips = (Pip(at + 1 + draw(st.sampled_from([0, 90])), "Risiko", draw(CELLS), draw(st.none() | CELLS), str(at))
            for at in range(count))  # fmt: skip
    return matrix(*pips, rows=draw(st.sampled_from([ROWS, ("Ukjendutankvilepausar" * 2,) * 5])))


def circles(scene: Scene) -> list[Circle]:
    """The circles of the risks; those that only say what the signs mean explain nothing."""
    return [item for item in scene.items if isinstance(item, Circle) and item.tip]


def arrows(scene: Scene) -> list[tuple[int, Path]]:
    """The arrows, and how far up they are drawn."""
    return [(at, item) for at, item in enumerate(scene.items) if isinstance(item, Path) and item.stroke == LIGHT.text
            and len(item.commands) > 1 and item.commands[1][0] == "L"]  # fmt: skip


def points_of(item: object) -> list[tuple[float, float]]:
    """Points all along a line."""
    assert isinstance(item, Path)
    ends = [(at[0], at[1]) for _what, *at in item.commands if at]
    return [(x1 + (x2 - x1) * part / 8, y1 + (y2 - y1) * part / 8)
            for (x1, y1), (x2, y2) in pairwise(ends) for part in range(9)]  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(specs(), st.sampled_from([240.0, 420.0, 900.0]), st.sampled_from([None, 500.0]))
def test_nothing_falls_outside_and_nothing_covers_a_number(spec: RiskSpec, width: float, height: float | None) -> None:
    scene = layout(spec, width, height)
    assert inside(scene)
    assert not any(overlap(reach(one), reach(other)) for one, other in combinations(labels_of(scene), 2))
    drawn = circles(scene)
    assert len(drawn) == sum(1 + (pip.before not in {None, pip.now}) for pip in spec.pips)
    assert all(dist((a.x, a.y), (b.x, b.y)) >= a.r + b.r for a, b in combinations(drawn, 2))
    over = max((at for at, _arrow in arrows(scene)), default=0)
    assert all(scene.items.index(circle) > over for circle in drawn)


def test_each_circle_lies_in_its_cell() -> None:
    scene = layout(matrix(*(Pip(number, "x", (2, 2)) for number in range(1, 12)), Pip(20, "y", (4, 0))), 300)
    grounds = {item.tip.split(",")[0]: item for item in scene.items if isinstance(item, Rect) and item.tip}
    crowded, other = grounds["Mulig og Moderat"], grounds["Svært lite sannsynlig og Ubetydelig"]
    for circle in circles(scene):
        ground = other if circle.tip.startswith("20") else crowded
        assert ground.x <= circle.x - circle.r
        assert circle.x + circle.r <= ground.x + ground.w
        assert ground.y <= circle.y - circle.r
        assert circle.y + circle.r <= ground.y + ground.h


def test_every_cell_has_its_letter_and_more_lines_the_worse() -> None:
    scene = layout(matrix(), 600)
    letters = [label.text for label in labels_of(scene)]
    assert [letters.count(letter) for letter in "LMH"] == [9 + 1, 7 + 1, 9 + 1]  # and once in what the signs mean
    lines: dict[str, int] = {}
    for ground, pattern in zip(scene.items, scene.items[1:], strict=False):
        if isinstance(ground, Rect) and ground.tip:
            lines[ground.fill] = len(pattern.commands) if isinstance(pattern, Path) else 0
    low, medium, high = (lines[fill] for fill in LIGHT.risk)
    assert 0 == low < medium < high / 2


@pytest.mark.parametrize(("width", "shown"), [(240.0, False), (300.0, True), (640.0, True)])
def test_every_cell_has_its_number_where_there_is_room_beside_the_letter(width: float, shown: bool) -> None:
    scene = layout(matrix(), width)
    assert ({"20", "25"} <= {label.text for label in labels_of(scene)}) is shown
    assert any("5 × 5 = 25" in item.tip for item in scene.items if isinstance(item, Rect))
    assert not any(overlap(reach(one), reach(other)) for one, other in combinations(labels_of(scene), 2))


@pytest.mark.parametrize("width", [200.0, 640.0])
def test_how_many_lie_in_a_cell_stands_in_it_and_opens_with_it(width: float) -> None:
    scene = layout(COUNTS, width)
    cells = {item.key: item for item in scene.items if isinstance(item, Rect) and item.key}
    assert len(cells) == 16
    found = {label.text: label for label in labels_of(scene) if label.text in {"19", "31", "22", "27"}}
    for words, key in (("19", "cell-0-1"), ("31", "cell-1-0"), ("22", "cell-1-2"), ("27", "cell-3-3")):
        cell, (left, top, right, low) = cells[key], reach(found[words])
        assert cell.x <= left < right <= cell.x + cell.w
        assert cell.y <= top < low <= cell.y + cell.h
        assert cell.tip.endswith(f": {words} farer")
    assert not any(overlap(reach(one), reach(other)) for one, other in combinations(labels_of(scene), 2))


def test_risks_stand_one_by_one_or_are_counted() -> None:
    with pytest.raises(ValueError, match="one by one"):
        replace(COUNTS, pips=(Pip(1, "Aking", (0, 0)),))
    with pytest.raises(ValueError, match="each cell"):
        replace(COUNTS, counts=((1,),))


def test_before_and_now_are_told_apart_and_named() -> None:
    scene = layout(matrix(*BESIDE), 600)
    fills = {(circle.tip[0], circle.fill) for circle in circles(scene)}
    assert fills == {("1", LIGHT.now), ("1", LIGHT.surface), ("2", LIGHT.now), ("2", LIGHT.surface), ("3", LIGHT.now)}
    assert {"før", "nå", "lav", "middels", "høy"} <= {label.text for label in labels_of(scene)}
    assert "før" not in {label.text for label in labels_of(layout(matrix(BESIDE[2]), 600))}


@pytest.mark.parametrize("width", [240.0, 640.0])
def test_arrows_go_around_other_numbers_and_letters(width: float) -> None:
    scene = layout(matrix(*BESIDE, Pip(4, "Port", (2, 3))), width)
    others = {circle.tip: circle for circle in circles(scene) if circle.tip[0] in "34"}
    letters = [label for label in labels_of(scene) if label.text in {"L", "M", "H"}]
    assert len(arrows(scene)) == 2
    for _at, line in arrows(scene):
        points = points_of(line)
        assert all(dist(point, (one.x, one.y)) > one.r for point in points for one in others.values())
        boxes = [reach(label) for label in letters]
        assert not any(x1 < x < x2 and y1 < y < y2 for x, y in points for x1, y1, x2, y2 in boxes)


def test_an_arrow_begins_and_ends_at_the_edges_of_its_circles() -> None:
    line, head = arrow((0, 0, 10), (100, 0, 10), [], (-50, -50, 150, 50), Pen("#000000", 1, 6))
    along = [x for x, _y in points_of(line)]
    assert along[0] == pytest.approx(10, abs=2)
    assert 80 < along[-1] < 90
    assert points_of(head)[0] == pytest.approx((90, 0), abs=1)


def test_an_arrow_bends_around_what_lies_in_its_way_and_stays_inside() -> None:
    in_the_way = (50.0, 0.0, 10.0)
    for room in ((-20.0, -60.0, 120.0, 10.0), (-20.0, -10.0, 120.0, 60.0)):
        points = points_of(arrow((0, 0, 8), (100, 0, 8), [in_the_way], room, Pen("#000000", 1, 6))[0])
        assert all(dist(point, in_the_way[:2]) > 10 for point in points)
        assert all(room[1] <= y <= room[3] for _x, y in points)


def test_steps_whose_names_have_no_room_are_numbered_and_named_below() -> None:
    wide, narrow = ([label.text for label in labels_of(layout(matrix(), width))] for width in (640, 240))
    assert {"Alvorlig", "Svært alvorlig"} <= set(wide)
    assert {"1", "5"} <= set(narrow)
    assert "Konsekvens: 1 Ubetydelig, 2 Liten, 3 Moderat, 4 Alvorlig, 5 Svært alvorlig" in " ".join(narrow)


def test_a_risk_can_be_opened_and_a_cell_says_what_it_means() -> None:
    scene = layout(matrix(*BESIDE), 600)
    assert {circle.key for circle in circles(scene)} == {"r1", ""}
    tips = {item.tip for item in scene.items if isinstance(item, Rect)}
    assert "Sannsynlig og Alvorlig, 4 × 4 = 16, høy" in tips


def test_a_number_of_three_digits_stays_inside_its_circle() -> None:
    scene = layout(matrix(Pip(137, "x", (0, 0))), 240)
    (circle,) = circles(scene)
    label = next(item for item in scene.items if isinstance(item, Label) and item.text == "137")
    left, _top, right, _low = reach(label)
    assert circle.x - circle.r <= left
    assert right <= circle.x + circle.r
