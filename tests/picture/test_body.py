"""The child that is pointed at: every part of the list is on it, on the right side."""

from __future__ import annotations

from itertools import combinations

from ikdesk.kernel.codes import shipped_codebook
from ikdesk.picture.body import BACK, FACE, FRONT, HEIGHT, LEFT, RIGHT, WIDTH, body_scene, regions
from ikdesk.picture.scene import Label, Path

PAIRS = {"ear", "eye", "shoulder", "upper_arm", "forearm", "hand", "finger", "thigh", "knee", "lower_leg", "foot"}


def test_every_part_of_the_body_in_the_list_can_be_pointed_at_but_several_places() -> None:
    codes = {entry.code for entry in shipped_codebook().entries("body_part")}
    assert {region.part for region in regions()} == codes - {"several"}


def test_what_there_are_two_of_is_there_on_both_sides() -> None:
    sides: dict[tuple[str, str], set[str]] = {}
    for region in regions():
        sides.setdefault((region.figure, region.part), set()).add(region.side)
    assert all(found == ({RIGHT, LEFT} if part in PAIRS else {""}) for (_figure, part), found in sides.items())


def test_right_is_the_childs_own_right() -> None:
    at = {(region.figure, region.side): region.at[0] for region in regions() if region.part == "knee"}
    assert at[FRONT, RIGHT] < at[FRONT, LEFT]  # it faces us
    assert at[BACK, LEFT] < at[BACK, RIGHT]  # it has its back to us
    ears = {region.side: region.at[0] for region in regions() if region.part == "ear"}
    assert ears[RIGHT] < ears[LEFT]


def test_everything_lies_inside_the_drawing_and_no_two_parts_have_the_same_middle() -> None:
    boxes = [region.bounds for region in regions()]
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= HEIGHT for box in boxes)
    whole = [region for region in regions() if region.figure != FACE]
    assert all(abs(a.at[0] - b.at[0]) + abs(a.at[1] - b.at[1]) > 8 for a, b in combinations(whole, 2))


def test_on_paper_it_is_as_wide_as_asked_and_says_right_and_left() -> None:
    scene = body_scene(328.0, ink="#000000", fill="#FFFFFF", words=("Høgre", "Venstre"))
    assert (scene.width, scene.height) == (328.0, HEIGHT / 2)
    words = [item.text for item in scene.items if isinstance(item, Label)]
    assert words[3:] == ["Høgre", "Venstre", "Venstre", "Høgre"]
    assert sum(isinstance(item, Path) for item in scene.items) >= len(regions())
