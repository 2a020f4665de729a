"""Places on a plan: the area of a circle is the number, names can be read, and nothing lies outside."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from ikdesk.picture.palette import DARK, LIGHT
from ikdesk.picture.scene import Circle, Label, Rect, Scene
from ikdesk.picture.spots import Spot, spots_scene

SIZE = (720.0, 460.0)


def circles(scene: Scene) -> dict[str, Circle]:
    return {item.key: item for item in scene.items if isinstance(item, Circle)}


def words(scene: Scene) -> list[str]:
    return [item.text for item in scene.items if isinstance(item, Label)]


def plates(scene: Scene) -> list[Rect]:
    return [item for item in scene.items if isinstance(item, Rect)]


def test_four_times_as_many_is_four_times_the_area() -> None:
    scene = spots_scene([Spot("a", "Bakken", 0.2, 0.5, 20), Spot("b", "Huska", 0.7, 0.5, 5)], SIZE, LIGHT, 12.5)
    found = circles(scene)
    assert found["a"].r == pytest.approx(2 * found["b"].r)
    assert (found["a"].x, found["a"].y) == pytest.approx((144, 230))
    assert set(words(scene)) == {"20", "5", "Bakken", "Huska"}


def test_plans_of_one_unit_are_read_alike() -> None:
    one = circles(spots_scene([Spot("a", "Bakken", 0.2, 0.5, 5)], SIZE, LIGHT, 12.5, most=20))["a"]
    other = circles(spots_scene([Spot("a", "Bakken", 0.2, 0.5, 20)], SIZE, LIGHT, 12.5))["a"]
    assert other.r == pytest.approx(2 * one.r)


def test_a_number_without_room_in_its_circle_stands_before_the_name() -> None:
    scene = spots_scene([Spot("a", "Bakken", 0.2, 0.5, 400), Spot("b", "Huska", 0.7, 0.5, 1)], SIZE, LIGHT, 12.5)
    assert set(words(scene)) == {"400", "Bakken", "1 · Huska"}


def test_nothing_and_not_counted_are_told_apart() -> None:
    scene = spots_scene([Spot("a", "Bakken", 0.2, 0.5, 0), Spot("b", "Huska", 0.7, 0.5)], SIZE, DARK, 12.5, chosen="b")
    found = circles(scene)
    assert (found["a"].fill, found["b"].fill) == (DARK.surface, DARK.now)
    assert found["b"].stroke == DARK.flag
    assert words(scene) == ["Bakken", "Huska"]


def test_names_lie_on_plates_inside_the_plan_and_not_over_one_another() -> None:
    spots = [Spot(str(n), "Fugleredehuska", x, y, n + 1)
             for n, (x, y) in enumerate([(0, 0), (1, 1), (0.5, 1), (0.4, 0.4), (0.46, 0.4), (0.43, 0.5)])]  # fmt: skip
    scene = spots_scene(spots, SIZE, LIGHT, 12.5)
    found = plates(scene)
    assert len(found) == len(spots)
    for plate in found:
        assert plate.fill == LIGHT.surface
        assert -0.1 <= plate.x <= plate.x + plate.w <= SIZE[0] + 0.1
        assert -0.1 <= plate.y <= plate.y + plate.h <= SIZE[1] + 0.1
    for one, other in combinations(found, 2):
        assert not (one.x < other.x + other.w and other.x < one.x + one.w
                    and one.y < other.y + other.h and other.y < one.y + one.h)  # fmt: skip


def test_a_long_name_is_cut_and_its_tip_has_all_of_it() -> None:
    name = "Den store akebakken bak barnehagen ved skogen"
    scene = spots_scene([Spot("a", name, 0.5, 0.5)], (300, 200), LIGHT, 12.5)
    (label,) = (item for item in scene.items if isinstance(item, Label))
    assert label.text.endswith("…")
    assert label.tip == name
    assert not math.isnan(label.x)


def test_a_plan_without_places_is_empty() -> None:
    assert spots_scene([], SIZE, LIGHT, 12.5).items == ()
