"""A plan's circles and names lie on it, none over another; what has no room there is named under it."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.picture.grid_spec import SiteSpec, SiteSpot
from ikdesk.picture.layout import LIGHT, layout
from ikdesk.picture.scene import Circle, Image, Rect, Scene
from ikdesk.picture.svg import to_svg
from tests.picture.examples import inside, labels_of, overlap, reach

SHARE = st.floats(0, 1)
SPOTS = st.lists(
    st.builds(
        SiteSpot, st.just("k"), st.sampled_from(["Akebakken", "Fugleredehuska ved det store treet", "Bod"]),
        SHARE, SHARE, st.none() | st.integers(0, 40),
    ),
    max_size=16,
)  # fmt: skip


def plan(*spots: SiteSpot, shape: float = 0.6, image: bytes = b"") -> SiteSpec:
    """A plan with these places."""
    return SiteSpec("plan", "Flest i bakken", "Skader ute", "n = 9", spots, "skader", shape, image)


def circles(scene: Scene) -> list[Circle]:
    return [item for item in scene.items if isinstance(item, Circle)]


def sheet(scene: Scene) -> Rect:
    return next(item for item in scene.items if isinstance(item, Rect) and item.fill == LIGHT.ground)


@settings(deadline=None, max_examples=30)
@given(SPOTS, st.sampled_from([240.0, 640.0]), st.sampled_from([0.3, 1.4]), st.sampled_from([None, 200.0]))
def test_nothing_falls_outside_and_no_name_covers_anything(
    spots: list[SiteSpot], width: float, shape: float, height: float | None
) -> None:
    scene = layout(plan(*spots, shape=shape), width, height)
    assert inside(scene)
    ground = reach(sheet(scene))
    drawn = circles(scene)
    assert len(drawn) == len(spots)
    assert all(left >= ground[0] and right <= ground[2] and top >= ground[1] and low <= ground[3]
               for left, top, right, low in map(reach, drawn))  # fmt: skip
    plates = [item for item in scene.items if isinstance(item, Rect) and item.fill == LIGHT.surface]
    assert not any(overlap(reach(one), reach(other)) for one, other in combinations(plates, 2))
    for plate in plates:
        for one in drawn:
            across = max(plate.x - one.x, one.x - plate.x - plate.w, 0.0)
            assert hypot(across, max(plate.y - one.y, one.y - plate.y - plate.h, 0.0)) > one.r * 0.9


def test_the_area_of_a_circle_is_its_number_and_it_lies_where_the_place_is() -> None:
    scene = layout(plan(SiteSpot("a", "Bakken", 0.25, 0.5, 20), SiteSpot("b", "Huska", 0.75, 0.5, 5)), 640)
    large, small = sorted(circles(scene), key=lambda circle: -circle.r)
    assert large.r == pytest.approx(2 * small.r)
    ground = sheet(scene)
    assert (large.x, large.y) == pytest.approx((ground.x + ground.w / 4, ground.y + ground.h / 2))
    assert (large.key, large.tip) == ("a", "Bakken: 20 skader")


def test_one_in_all_is_no_hot_spot() -> None:
    (one,), (many,) = (circles(layout(plan(SiteSpot("a", "Bakken", 0.5, 0.5, number)), 640)) for number in (1, 20))
    assert one.r < many.r / 2


def test_a_hidden_number_is_a_ring_of_no_size_of_its_own() -> None:
    spots = (SiteSpot("a", "Bakken", 0.2, 0.5, 20), SiteSpot("b", "Huska", 0.5, 0.5, None))
    hidden = next(circle for circle in circles(layout(plan(*spots), 640)) if circle.tip.startswith("Huska"))
    alone = circles(layout(plan(spots[1]), 640))[0]
    assert (hidden.key, hidden.tip, hidden.fill) == ("", "Huska: tallet er skjult", LIGHT.surface)
    assert hidden.r == alone.r
    assert ":" in [label.text for label in labels_of(layout(plan(*spots), 640))]


def test_nothing_there_is_a_hollow_dot_that_opens_nothing() -> None:
    (none,) = circles(layout(plan(SiteSpot("a", "Bakken", 0.2, 0.5, 0)), 640))
    assert (none.key, none.tip, none.fill) == ("", "Bakken: 0 skader", LIGHT.surface)


def test_names_without_room_stand_under_the_plan_with_their_numbers() -> None:
    crowd = plan(*(SiteSpot(str(n), f"Sted {n}", 0.5, 0.5, n) for n in range(11, 24)))
    words = " ".join(label.text for label in labels_of(layout(crowd, 300)))
    assert "Uten plass til navnet: " in words
    assert all(words.replace("\u00a0", " ").count(f"Sted {n}") == 1 for n in range(11, 24))


def test_the_drawing_lies_below_everything_and_is_as_large_as_the_sheet() -> None:
    png = b"\x89PNG of a yard"
    spot = SiteSpot("a", "Bakken", 0.2, 0.5, 3)
    scene, bare = layout(plan(spot, image=png), 500), layout(plan(spot), 500)
    (image,) = (item for item in scene.items if isinstance(item, Image))
    below = [item for item in scene.items[: scene.items.index(image)] if isinstance(item, Circle | Rect)]
    assert (image.data, below) == (png, [])
    assert reach(image) == reach(sheet(bare))
    assert 'href="data:image/png;base64,iVBORyBvZiBhIHlhcmQ="' in to_svg(scene)


def test_a_plan_keeps_its_shape_when_it_may_not_be_so_high() -> None:
    ground = sheet(layout(plan(shape=0.5), 800, 250))
    assert ground.h / ground.w == pytest.approx(0.5)
    assert ground.h <= 250
    assert ground.x == pytest.approx(800 - ground.x - ground.w)
