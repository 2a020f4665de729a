"""The keys go where the eye would, and stop at everything that opens or explains itself."""

from __future__ import annotations

import pytest

from ikdesk.picture.scene import Circle, Label, Path, Rect, Scene
from ikdesk.picture.spec import Spec
from ikdesk.picture.stops import Stop, Way, beside, box_of, stops_of
from ikdesk.picture.table_keys import keys_of
from ikdesk.picture.tables import cells_of
from tests.picture.kinds import ALL, BODY, GRID, LINES, LYING, RISK, RUN, SITE, STRIP, UPRIGHT


def scene_of(*items: Rect | Circle | Path | Label) -> Scene:
    return Scene(400, 300, items)


def dot(x: float, y: float, key: str) -> Circle:
    return Circle(x, y, 4, "#000000", key=key, tip=f"punkt {key}")


def walk(spec: Spec, stops: tuple[Stop, ...], start: str, *ways: Way) -> list[str]:
    at = next(number for number, stop in enumerate(stops) if stop.key == start)
    seen = []
    for way in ways:
        at = beside(spec, stops, at, way)
        seen.append(stops[at].key)
    return seen


def test_bars_are_read_from_left_to_right_whatever_they_are_drawn_after() -> None:
    bars = [Rect(x, 100 - high, 20, high, "#000000", key=key, tip=key) for x, high, key in
            ((60, 80, "b"), (0, 5, "a"), (120, 30, "c"))]  # fmt: skip
    stops = stops_of(UPRIGHT, scene_of(*bars))
    assert [stop.key for stop in stops] == ["a", "b", "c"]
    assert walk(UPRIGHT, stops, "a", "right", "right", "right", "left", "up") == ["b", "c", "c", "b", "a"]


def test_lying_bars_are_read_from_the_top() -> None:
    bars = [Rect(50, y, wide, 12, "#000000", key=key, tip=key) for y, wide, key in ((40, 9, "b"), (10, 200, "a"))]
    stops = stops_of(LYING, scene_of(*bars))
    assert walk(LYING, stops, "a", "down", "down", "up") == ["b", "b", "a"]


def test_lines_are_followed_sideways_and_changed_up_and_down() -> None:
    dots = [dot(x, y, key) for x, y, key in
            ((0, 200, "jan now"), (0, 190, "jan past"), (50, 20, "feb now"), (50, 180, "feb past"),
             (100, 199, "mar now"))]  # fmt: skip
    stops = stops_of(LINES, scene_of(*dots))
    assert walk(LINES, stops, "jan past", "right", "up", "up", "down") == ["feb past", "feb now", "feb now", "feb past"]
    assert walk(LINES, stops, "jan now", "right", "right", "right") == ["feb past", "mar now", "mar now"]


def test_cells_are_gone_through_by_row_and_column() -> None:
    cells = [Rect(x * 30, y * 20, 28, 18, "#000000", key=f"{x}{y}", tip=f"{x}{y}")
             for x in range(4) for y in range(3) if (x, y) != (1, 1)]  # fmt: skip
    stops = stops_of(GRID, scene_of(*cells))
    assert [stop.key for stop in stops[:4]] == ["00", "10", "20", "30"]
    assert walk(GRID, stops, "00", "down", "right", "right", "up", "left") == ["01", "21", "31", "30", "20"]


def test_places_are_gone_between_as_they_lie() -> None:
    stops = stops_of(SITE, scene_of(dot(300, 50, "hill"), dot(60, 60, "tower"), dot(80, 250, "sand")))
    assert walk(SITE, stops, "tower", "right", "down", "up", "up") == ["hill", "sand", "tower", "hill"]


def test_shapes_that_mean_the_same_are_one_stop() -> None:
    both = [Path((("M", x, 0.0), ("L", x + 9.0, 0.0), ("L", x, 9.0), ("Z",)), key="hand", tip="Hånd: 24")
            for x in (0.0, 90.0)]  # fmt: skip
    plate = Rect(0, 20, 60, 12, "#FFFFFF", key="hand")
    (stop,) = stops_of(BODY, scene_of(*both, plate, Label(5, 5, "24", 11, "#000000", tip="24")))
    assert (stop.key, stop.tip, len(stop.shapes)) == ("hand", "Hånd: 24", 2)
    assert stop.box == (0, 0, 9, 9)


def test_what_only_explains_itself_is_a_stop_that_opens_nothing() -> None:
    stops = stops_of(STRIP, scene_of(Circle(9, 9, 3, "#000000", tip="61 % færre"), Rect(0, 0, 9, 9, "#FFFFFF")))
    assert [(stop.key, stop.tip) for stop in stops] == [("", "61 % færre")]


def test_text_is_no_shape_to_go_around() -> None:
    with pytest.raises(TypeError):
        box_of(Label(0, 0, "x", 11, "#000000"))


# --- what the table of a chart opens


def opened(spec: Spec) -> dict[str, list[str]]:
    heads, lines = cells_of(spec)
    keys = keys_of(spec, heads, lines)
    assert [len(row) for row in keys] == [len(line) for line in lines]
    return {line[0]: row for line, row in zip(lines, keys, strict=True)}


def test_a_row_of_the_table_opens_what_its_bar_opens() -> None:
    rows = opened(UPRIGHT)
    assert set(rows["jan."]) - {""} == {"2026-01"}
    assert rows["mars"][:3] == ["2026-03", "", "2026-03"]  # the first of the two numbers is hidden
    assert set(rows["mai"]) == {""}  # it was closed
    assert set(rows["Flagg: Bakken ble delt i mars"]) == {""}
    assert opened(LYING)["Klatrestativet"][:2] == ["tower", "tower"]
    assert opened(RUN)["feb."][:2] == ["2026-02", "2026-02"]
    assert set(opened(SITE)["Akebakken"]) == {"hill"}
    assert set(opened(BODY)["Hånd"]) == {"hand"}
    assert set(opened(STRIP)["Mest sannsynlig"]) == {""}
    assert [set(row) for name, row in opened(RISK).items() if "Aking" in name] == [{"r1"}]


def test_a_cell_of_the_table_opens_what_the_cell_of_the_picture_does() -> None:
    rows = opened(GRID)
    assert rows["mandag"][1:4] == ["1-9", "1-10", "1-11"]
    assert rows["tirsdag"][3] == ""  # there are none


@pytest.mark.parametrize("name", ALL)
def test_a_hidden_number_opens_nothing(name: str) -> None:
    heads, lines = cells_of(ALL[name])
    for line, keys in zip(lines, keys_of(ALL[name], heads, lines), strict=True):
        assert not any(key for said, key in zip(line, keys, strict=True) if said == ":")
