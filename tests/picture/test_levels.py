"""Levels lie over their bars and have their names above; what was closed or is not over looks so."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.picture.layout import LIGHT, layout
from ikdesk.picture.scene import Line, Rect, Scene
from ikdesk.picture.spec import BarSpec, Flag, Level, Series, describe
from ikdesk.picture.tables import cells_of
from tests.picture.examples import inside, labels_of, overlap, reach
from tests.picture.kinds import UPRIGHT

NAMES = ("snitt: 3", "gjennomsnitt før tiltaket: 3,5 hendingar per open månad")


def months(values: tuple[float | None, ...] = (5, 6, 3, 0, 4, 2), **more: object) -> BarSpec:
    labels = tuple(f"m{at}" for at in range(len(values)))
    return BarSpec("m", "T", "S", "C", labels, (Series("", values),), "hendelser", **more)  # type: ignore[arg-type]


@st.composite
def levelled(draw: st.DrawFn) -> BarSpec:
    count = draw(st.integers(1, 60))
    values = tuple(draw(st.lists(st.one_of(st.none(), st.integers(0, 30)), min_size=count, max_size=count)))
    parted = draw(st.integers(0, count - 1))
    levels = [Level(0, parted - 1, draw(st.floats(0, 40)), draw(st.sampled_from(NAMES)))] if parted else []
    levels.append(Level(parted, count - 1, draw(st.floats(0, 40)), draw(st.sampled_from(NAMES))))
    closed = frozenset(draw(st.sets(st.integers(0, count - 1), max_size=4)))
    flags = (Flag(parted, "Delt bakke, frå 1. desember 2025"),) if draw(st.booleans()) else ()
    return months(values, levels=tuple(levels), closed=closed, open_last=draw(st.booleans()), flags=flags)


def dashed(scene: Scene, colour: str) -> list[Line]:
    return [item for item in scene.items if isinstance(item, Line) and item.dash and item.stroke == colour]


def bars_of(scene: Scene) -> list[Rect]:
    return [item for item in scene.items if isinstance(item, Rect) and item.key]


@settings(deadline=None, max_examples=60)
@given(levelled(), st.sampled_from([240.0, 482.0, 1600.0]), st.sampled_from([9.5, 18.75]))
def test_the_names_of_levels_cover_nothing(spec: BarSpec, width: float, size: float) -> None:
    scene = layout(spec, width, size=size)
    assert inside(scene)
    words = labels_of(scene)
    assert not [(a.text, b.text) for a, b in itertools.combinations(words, 2) if overlap(reach(a), reach(b))]
    assert len(dashed(scene, LIGHT.text)) == 2 * len(spec.levels), "each has its line and a piece of it at its name"


@given(st.floats(0.1, 60))
def test_a_level_is_as_high_as_its_number_over_its_own_bars(value: float) -> None:
    scene = layout(months(levels=(Level(1, 2, value, "snitt"),)), 600)
    line, bars = dashed(scene, LIGHT.text)[0], bars_of(scene)
    base = bars[0].y + bars[0].h
    assert base - line.y1 == pytest.approx(bars[0].h * value / 5)
    assert bars[0].x + bars[0].w < line.x1 < bars[1].x
    assert bars[2].x + bars[2].w < line.x2 < bars[3].x


def test_a_name_stands_over_its_own_line_and_beside_the_flag() -> None:
    levels = (Level(0, 2, 4.7, "snitt før: 4,7"), Level(3, 5, 2, "snitt etter: 2"))
    scene = layout(months(levels=levels, flags=(Flag(3, "Delt bakke"),)), 700)
    pole = next(item for item in scene.items if isinstance(item, Line) and item.stroke == LIGHT.flag)
    before, after = (next(label for label in labels_of(scene) if label.text == level.words) for level in levels)
    assert reach(before)[2] < pole.x1 < after.x
    assert before.y == after.y


def test_a_name_is_on_its_own_side_of_the_flag_though_it_must_stand_higher() -> None:
    levels = (Level(0, 0, 4.7, "snitt før: 4,7"), Level(1, 5, 2, "snitt etter: 2"))
    scene = layout(months(levels=levels, flags=(Flag(2, "Delt bakke"),)), 420)
    pole = next(item for item in scene.items if isinstance(item, Line) and item.stroke == LIGHT.flag)
    before, after = (next(label for label in labels_of(scene) if label.text == level.words) for level in levels)
    assert reach(before)[2] < pole.x1 < after.x
    assert before.y < after.y


def test_a_number_that_a_level_would_strike_through_has_a_patch_behind_it() -> None:
    scene = layout(months((10, 10), levels=(Level(0, 1, 10.4, "snitt: 10,4"),)), 400)
    line = dashed(scene, LIGHT.text)[0]
    for number in [label for label in labels_of(scene) if label.text == "10" and label.bold]:
        behind = scene.items[scene.items.index(number) - 1]
        assert isinstance(behind, Rect)
        assert behind.y < line.y1 < behind.y + behind.h
        assert scene.items.index(behind) > scene.items.index(line)


def test_closed_is_hatched_and_not_zero() -> None:
    scene = layout(months(closed=frozenset({3})), 500)
    (shut,) = [item for item in scene.items if isinstance(item, Rect) and item.hatch]
    assert (shut.tip, shut.key) == ("m3: stengt", "")
    assert "0" not in [label.text for label in labels_of(scene) if label.bold]
    assert "m3: stengt." in describe(months(closed=frozenset({3})))


def test_what_happened_though_it_was_closed_is_not_kept_silent() -> None:
    spec = months(closed=frozenset({2}))
    assert [bar.tip for bar in bars_of(layout(spec, 500))][2] == "m2: 3 hendelser"
    assert "m2: 3, stengt." in describe(spec)
    assert ["m2", "3", "stengt"] in cells_of(spec)[1]


def test_what_is_not_over_is_an_outline_that_can_be_clicked() -> None:
    scene = layout(months(open_last=True), 500)
    last = bars_of(scene)[-1]
    assert (last.fill, last.key, last.tip) == (LIGHT.surface, "5", "m5: 2 hendelser (ikke over ennå)")
    edges = dashed(scene, LIGHT.now)
    assert len(edges) == 3
    assert all(last.x <= min(edge.x1, edge.x2) and max(edge.x1, edge.x2) <= last.x + last.w for edge in edges)


def test_the_bars_of_an_earlier_period_are_over() -> None:
    series = (Series("I år", (3, 4)), Series("I fjor", (5, 6), "past"))
    spec = BarSpec("m", "T", "S", "C", ("a", "b"), series, "hendelser", open_last=True)
    assert [bar.fill for bar in bars_of(layout(spec, 500))] == [LIGHT.past, LIGHT.now, LIGHT.past, LIGHT.surface]


def test_the_last_that_is_not_over_keeps_its_label_when_others_give_way() -> None:
    labels = (*(f"{at}.12." for at in range(1, 18)), "nå")
    spec = BarSpec("m", "T", "S", "C", labels, (Series("", (3,) * 18),), "dager", open_last=True)
    shown = [label.text for label in labels_of(layout(spec, 400))]
    assert "nå" in shown
    assert "17.12." not in shown


def test_where_there_is_no_room_for_all_numbers_those_that_stand_out_are_kept() -> None:
    values = (19, 20, 30, 20, 12, 98, 70, 28, 16, 142, 40, 16, 11, 20, None, 62)
    scene = layout(months(values, open_last=True, flags=(Flag(9, "Delt bakke"),)), 300)
    shown = {label.text for label in labels_of(scene) if label.bold and label.colour == LIGHT.text}
    assert {"142", "98", "62", ":"} <= shown
    assert not shown & {"19", "20", "12", "16", "11"}


def test_the_label_that_says_a_new_year_is_kept_when_others_give_way() -> None:
    labels = ("nov.\n2024", "des.", *(name for year in (2025, 2026) for name in (f"jan.\n{year}", *"abcdefghijk")))
    shown = [label.text for label in labels_of(layout(replace(months((3,) * 26), labels=labels), 300))]
    assert {"2025", "2026"} <= set(shown)
    assert "des." not in shown


def test_who_cannot_see_bars_is_told_of_levels_and_what_is_not_over() -> None:
    said = describe(UPRIGHT)
    for words in (
        "snitt før: 39,5, fra jan. til feb.", "snitt etter: 26,2, fra mars til juni.", "mai: stengt.",
        "Flagg: Bakken ble delt i mars.", "juni: 29 (59), ikke over ennå.", "mars: skjult (43).",
    ):  # fmt: skip
        assert words in said
    heads, rows = cells_of(UPRIGHT)
    assert {len(row) for row in rows} == {len(heads)} == {4}
    assert ["snitt før: 39,5, fra jan. til feb.", "39,5", "", ""] in rows
    assert ["juni", "29", "59", "ikke over ennå"] in rows
