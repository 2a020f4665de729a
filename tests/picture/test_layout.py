"""Bars start at zero, are as long as their numbers say, and nothing falls outside the paper."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.picture.axis import ticks
from ikdesk.picture.layout import LIGHT, PRINT, layout
from ikdesk.picture.scene import Label, Rect, Scene
from ikdesk.picture.spec import BarSpec, Role, Series
from ikdesk.picture.svg import to_svg
from tests.picture.examples import bars, reach

NUMBERS = st.one_of(st.none(), st.integers(0, 400), st.floats(0, 60, allow_nan=False))
LONG = "Barnehagemiljø (§ 42) / Skulemiljø (§ 12-4) – berre tilvising"


@st.composite
def specs(draw: st.DrawFn) -> BarSpec:
    count = draw(st.integers(0, 14))
    words = st.sampled_from(["jan", "Akebakke", "Parkering, levering og henting", LONG, "Ukjendutankvilepausar" * 3])
    roles: list[tuple[Role, ...]] = [("now",), ("now", "past"), ("past", "now", "other")]
    series = tuple(
        Series(draw(st.sampled_from(["", "1. tertial 2026"])), tuple(draw(NUMBERS) for _ in range(count)), role)
        for role in draw(st.sampled_from(roles))
    )
    title = draw(st.sampled_from(["", "Akebakken skiller seg ut", LONG]))
    labels = tuple(draw(words) for _ in range(count))
    return BarSpec("k", title, title, title, labels, series, "hendelser", draw(st.booleans()))


def of_bars(scene: Scene) -> list[Rect]:
    return [item for item in scene.items if isinstance(item, Rect) and item.key]


def texts(scene: Scene) -> list[str]:
    return [item.text for item in scene.items if isinstance(item, Label)]


@settings(deadline=None, max_examples=150)
@given(specs(), st.sampled_from([180.0, 320.0, 520.0, 900.0]), st.sampled_from([None, 60.0, 300.0]))
def test_nothing_falls_outside_the_picture(spec: BarSpec, width: float, height: float | None) -> None:
    scene = layout(spec, width, height)
    assert scene.width == width
    for item in scene.items:
        left, top, right, bottom = reach(item)
        assert left >= -1, item
        assert right <= width + 1, item
        assert top >= -1, item
        assert bottom <= scene.height + 1, item


@settings(deadline=None, max_examples=100)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=12), st.booleans())
def test_bars_are_as_long_as_their_numbers(values: list[int], horizontal: bool) -> None:
    drawn = of_bars(layout(bars(now=tuple(values), horizontal=horizontal), 500))
    lengths = [bar.w if horizontal else bar.h for bar in drawn]
    assert lengths == pytest.approx([lengths[0] * value / values[0] for value in values])


@pytest.mark.parametrize("horizontal", [False, True])
def test_all_bars_start_at_zero(horizontal: bool) -> None:
    drawn = of_bars(layout(bars(past=(9, 14, 3, 2), horizontal=horizontal), 500))
    starts = [bar.x if horizontal else bar.y + bar.h for bar in drawn]
    assert len(starts) == 8
    assert starts == pytest.approx([starts[0]] * 8)


@given(st.floats(0.01, 1e6))
def test_ticks_are_few_whole_numbers_from_zero_past_the_greatest(most: float) -> None:
    marks = ticks(most)
    assert marks[0] == 0
    assert marks[-1] >= most
    assert 2 <= len(marks) <= 7
    assert len({after - before for before, after in itertools.pairwise(marks)}) == 1


@pytest.mark.parametrize("horizontal", [False, True])
def test_every_number_stands_on_its_bar(horizontal: bool) -> None:
    shown = texts(layout(bars(now=(88, 0, None), past=(99, 77, 66), horizontal=horizontal), 500))
    assert {"88", "0", ":", "99", "77", "66"} <= set(shown)


def test_a_hidden_number_leaves_no_bar_and_no_trace() -> None:
    hidden, zero = (layout(bars(now=(5, value)), 400) for value in (None, 0))
    assert [bar.key for bar in of_bars(hidden)] == ["0"]
    positions = [[(bar.x, bar.y, bar.w, bar.h) for bar in of_bars(scene)] for scene in (hidden, zero)]
    assert positions[0] == positions[1]


def test_numbers_are_left_out_when_there_are_too_many_bars() -> None:
    assert "137" not in texts(layout(bars(now=(137,) * 30), 900))


@pytest.mark.parametrize("horizontal", [False, True])
def test_a_label_that_is_cut_has_the_whole_text_in_its_tip(horizontal: bool) -> None:
    scene = layout(bars(now=(1, 2, 3, 4), labels=(LONG * 2, "b", "c", "d"), horizontal=horizontal), 300)
    cut = [item for item in scene.items if isinstance(item, Label) and item.text.endswith("…")]
    assert {item.tip for item in cut} == {LONG * 2}


def test_the_earlier_period_stands_first_in_time_and_is_quieter() -> None:
    past, now = of_bars(layout(bars(now=(5,), past=(4,)), 400))
    assert past.x < now.x
    assert (past.fill, now.fill) == (LIGHT.past, LIGHT.now)


def test_a_bar_says_what_it_is_when_pointed_at() -> None:
    assert of_bars(layout(bars(now=(5,), labels=("januar",)), 400))[0].tip == "januar, 2026: 5 hendelser"


def test_two_series_are_named_and_one_is_not() -> None:
    assert {"2026", "2025"} <= set(texts(layout(bars(past=(1, 2, 3, 4)), 400)))
    assert "2026" not in texts(layout(bars(), 400))


def test_a_picture_becomes_higher_rather_than_cut() -> None:
    spec = bars(now=tuple(range(1, 13)), horizontal=True)
    assert layout(spec, 400, 50).height > 200
    assert layout(spec, 400, 900).height == pytest.approx(900)


def test_larger_text_makes_larger_labels() -> None:
    small, large = (layout(bars(), 500, size=size) for size in (10, 20))
    sizes = [max(item.size for item in scene.items if isinstance(item, Label)) for scene in (small, large)]
    assert sizes[1] == pytest.approx(2 * sizes[0])


def test_the_drawing_can_be_written_as_svg_and_user_text_stays_text() -> None:
    svg = to_svg(layout(bars(labels=("<img src=x>", "b", "c", "d")), 400, palette=PRINT), PRINT.surface)
    assert svg.count("<rect") >= 5
    assert "<img" not in svg
    assert "&lt;img" in svg
