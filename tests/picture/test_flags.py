"""Flags stand between bars and are read without covering a number; bars that are not compared look so."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.picture.layout import LIGHT, Palette, layout
from ikdesk.picture.scene import Label, Line, Path, Rect, Scene
from ikdesk.picture.spec import BarSpec, Flag, Role, Series
from tests.picture.examples import inside, labels_of, overlap, reach
from tests.picture.test_palette import ALL, contrast

WORDS = ("Tiltak 7, frå 1. desember 2025", "Delt bakke", "Strøing av gangvegar og leikeplass kvar morgon", "Å" * 40)
LABELS = ("2022–23\n41 dager", "2023–24\n36 dager", "2024–25\n38 dager\nholdt utenfor", "2025–26\n55 dager")
ROLES: tuple[Role, ...] = ("past", "past", "other", "now")


def seasons(
    values: tuple[float | None, ...] = (6, 7, 15, 4),
    flags: tuple[Flag, ...] = (Flag(3, "Delt bakke"),),
    roles: tuple[Role, ...] = ROLES,
    labels: tuple[str, ...] = LABELS,
) -> BarSpec:
    series = (Series("Hendelser", values),)
    return BarSpec("effect_seasons", "T", "S", "C", labels, series, "hendelser", flags=flags, roles=roles)


@st.composite
def flagged(draw: st.DrawFn) -> BarSpec:
    count = draw(st.integers(1, 24))
    spots = draw(st.sets(st.integers(0, count), min_size=1, max_size=4))
    values = tuple(draw(st.one_of(st.none(), st.integers(0, 30))) for _ in range(count))
    flags = tuple(Flag(spot, draw(st.sampled_from(WORDS))) for spot in spots)
    return seasons(values, flags, draw(st.sampled_from([("now",) * count, ()])), ("jan",) * count)


def poles(scene: Scene) -> list[Line]:
    return [item for item in scene.items if isinstance(item, Line) and item.stroke == LIGHT.flag]


def bars_of(scene: Scene) -> list[Rect]:
    return [item for item in scene.items if isinstance(item, Rect) and item.key]


def words_of(scene: Scene) -> list[Label]:
    return [label for label in labels_of(scene) if label.colour == LIGHT.flag]


@settings(deadline=None, max_examples=200)
@given(flagged(), st.sampled_from([280.0, 482.0, 900.0]), st.sampled_from([9.0, 12.5, 18.75]))
def test_a_flag_covers_nothing_and_is_not_cut(spec: BarSpec, width: float, size: float) -> None:
    scene = layout(spec, width, size=size)
    assert inside(scene)
    assert len(poles(scene)) == len(spec.flags)
    words = words_of(scene)
    others = [reach(label) for label in labels_of(scene) if label not in words]
    boxes = [reach(label) for label in words]
    assert not [box for box in boxes for other in others if overlap(box, other)]
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]
    hairs = [(pole.x1 - 0.5, pole.y1, pole.x1 + 0.5, pole.y2) for pole in poles(scene)]
    numbers = [reach(item) for item in scene.items if isinstance(item, Label) and item.bold]
    assert not [hair for hair in hairs for box in (*boxes, *numbers) if overlap(hair, box)]


@given(st.integers(0, 4))
def test_a_flag_stands_between_the_bars_it_names(before: int) -> None:
    scene = layout(seasons(flags=(Flag(before, "Delt bakke"),)), 500)
    (pole,) = poles(scene)
    bars = bars_of(scene)
    assert all(bar.x + bar.w <= pole.x1 for bar in bars[:before])
    assert all(bar.x >= pole.x1 for bar in bars[before:])
    assert pole.y2 == pytest.approx(bars[0].y + bars[0].h)


def test_words_that_are_cut_end_at_a_word_and_are_whole_in_the_tip() -> None:
    words = "Strøing av gangveier, parkeringsplass og lekeplass hver morgen før åpning, og grus i kasser ved porten"
    shown = words_of(layout(seasons(flags=(Flag(2, words),)), 280))
    assert {label.tip for label in shown} == {words}
    assert " ".join(label.text for label in shown).rstrip("…") in words
    assert words.removeprefix(" ".join(label.text for label in shown).rstrip("…"))[0] in " ,"


def test_every_flag_has_a_small_cloth() -> None:
    scene = layout(seasons(flags=(Flag(1, "En"), Flag(3, "To"))), 500)
    assert len([item for item in scene.items if isinstance(item, Path)]) == 2


def test_bars_wear_the_colour_of_their_role() -> None:
    past, _past, other, now = bars_of(layout(seasons(), 500))
    assert (past.fill, past.hatch) == (LIGHT.past, False)
    assert (now.fill, now.hatch) == (LIGHT.now, False)
    assert (other.fill, other.hatch) == (LIGHT.other, True)


def test_a_label_of_several_lines_keeps_them() -> None:
    shown = [label.text for label in labels_of(layout(seasons(), 700))]
    assert {"2024–25", "38 dager", "holdt utenfor"} <= set(shown)
    assert bars_of(layout(seasons(), 700))[2].tip == "2024–25, 38 dager, holdt utenfor, Hendelser: 15 hendelser"


def test_a_hidden_number_is_a_colon_and_none_is_a_nought_also_with_roles() -> None:
    shown = labels_of(layout(seasons((None, 7, 15, 0)), 500))
    base = max(label.y for label in shown if label.text == "0")
    assert {"0", ":"} <= {label.text for label in shown if label.bold}
    assert [label.colour for label in shown if label.text == "0" and label.bold] == [LIGHT.text]
    assert base > 0


def test_labels_of_narrow_bars_are_left_out_before_they_are_cut() -> None:
    months = tuple(["jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des"] * 2)
    shown = labels_of(layout(seasons((1,) * 24, (), (), months), 280, size=12.5))
    assert not [label for label in shown if label.text.endswith("…")]
    assert "jan" in {label.text for label in shown}


@pytest.mark.parametrize(
    "flags", [(Flag(5, "etter enden"),), (Flag(-1, "foran"),), (Flag(1, "en"), Flag(1, "to på samme sted"))]
)
def test_a_flag_without_a_place_of_its_own_is_refused(flags: tuple[Flag, ...]) -> None:
    with pytest.raises(ValueError, match="flags stand between"):
        seasons(flags=flags)


def test_roles_are_for_the_bars_of_one_series() -> None:
    with pytest.raises(ValueError, match="one role for each"):
        seasons(roles=("now",))


@ALL
def test_the_words_of_a_flag_can_be_read(palette: Palette) -> None:
    assert contrast(palette.flag, palette.surface) >= 4.5
