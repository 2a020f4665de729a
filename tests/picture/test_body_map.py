"""A number at each part of the body, once; the list beside it says the same, also for what has no place on a body."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.picture.body import regions
from ikdesk.picture.body_map import has_place, steps_of
from ikdesk.picture.grid_spec import BodyCount, BodySpec
from ikdesk.picture.layout import LIGHT, layout
from ikdesk.picture.scene import Label, Path, Rect, Scene
from tests.picture.examples import inside, labels_of, overlap, reach

PARTS = tuple(dict.fromkeys(region.part for region in regions()))
LONG = "Munn / leppe / tunge og alt som hører til"
NUMBERS = st.one_of(st.none(), st.integers(0, 999))


def body(*counts: tuple[str, float | None]) -> BodySpec:
    """A body with these numbers."""
    parts = tuple(BodyCount(part, part.replace("_", " "), number, f"open {part}") for part, number in counts)
    return BodySpec("body", "Hode og hånd", "Skader 2025", "n = 9", parts, "skader")


def shapes(scene: Scene, part: str) -> list[Path]:
    name = part.replace("_", " ") + ":"
    return [item for item in scene.items if isinstance(item, Path) and item.tip.startswith(name)]


def bars(scene: Scene) -> dict[str, Rect]:
    return {item.key.removeprefix("open "): item for item in scene.items if isinstance(item, Rect)}


@settings(deadline=None, max_examples=20)
@given(st.lists(NUMBERS, min_size=22, max_size=22), st.sampled_from([240.0, 420.0, 640.0, 900.0]))
def test_nothing_falls_outside_and_no_words_meet(numbers: list[float | None], width: float) -> None:
    scene = layout(body(*zip((*PARTS, "several"), numbers, strict=True)), width)
    assert inside(scene)
    assert not any(overlap(reach(one), reach(other)) for one, other in combinations(labels_of(scene), 2))


@pytest.mark.parametrize("part", PARTS)
def test_every_part_there_is_has_its_number_once_on_the_body_and_once_in_the_list(part: str) -> None:
    assert has_place(part)
    scene = layout(body((part, 7)), 640)
    assert [label.text for label in labels_of(scene)].count("7") == 2
    assert {(shape.fill, shape.key) for shape in shapes(scene, part)} == {(steps_of(LIGHT)[-1], f"open {part}")}


def test_what_has_no_place_on_a_body_stands_in_the_list_alone() -> None:
    scene = layout(body(("several", 7)), 640)
    assert [label.text for label in labels_of(scene)].count("7") == 1
    assert bars(scene).keys() == {"several"}


def test_right_and_left_are_one_number_in_one_colour() -> None:
    both = shapes(layout(body(("hand", 4), ("knee", 8)), 640), "hand")
    assert len(both) == 2
    assert len({(hand.fill, hand.key, hand.tip) for hand in both}) == 1


def test_a_hidden_number_gives_no_colour_no_bar_and_nothing_to_open() -> None:
    hidden, none = (layout(body(("hand", number), ("knee", 8)), 640) for number in (None, 0))
    looks = [{(hand.fill, hand.key) for hand in shapes(scene, "hand")} for scene in (hidden, none)]
    assert looks == [{(LIGHT.surface, "")}] * 2
    assert bars(hidden).keys() == bars(none).keys() == {"knee"}
    words = [label.text for label in labels_of(hidden)]
    assert words.count(":") == 2
    assert "tallet er skjult" in shapes(hidden, "hand")[0].tip


def test_bars_are_as_long_as_their_numbers() -> None:
    found = bars(layout(body(("hand", 4), ("knee", 8), ("several", 2)), 640))
    assert found["knee"].w == pytest.approx(2 * found["hand"].w) == pytest.approx(4 * found["several"].w)


def test_the_list_stands_beside_the_child_where_there_is_room_and_else_below() -> None:
    spec = body(("hand", 4), ("knee", 8))
    wide, narrow = (layout(spec, width) for width in (640, 240))
    for scene, beside in ((wide, True), (narrow, False)):
        lowest = max(reach(item)[3] for item in scene.items if isinstance(item, Path))
        assert (bars(scene)["hand"].y < lowest) == beside


def test_numbers_are_drawn_over_everything_they_stand_on() -> None:
    items = layout(body(*((part, 5) for part in PARTS)), 640).items
    last_shape = max(at for at, item in enumerate(items) if isinstance(item, Path))
    assert all(at > last_shape for at, item in enumerate(items) if isinstance(item, Label) and item.text == "5")


def test_a_long_name_is_cut_and_has_the_whole_in_its_tip() -> None:
    spec = BodySpec("body", "", "", "", (BodyCount("mouth", LONG, 3),), "skader")
    assert [label.tip for label in labels_of(layout(spec, 240)) if label.text.endswith("…")] == [LONG]


def test_a_body_without_numbers_is_drawn_alone() -> None:
    scene = layout(body(), 400)
    assert inside(scene)
    assert not bars(scene)
