"""The strip says what the numbers say: fewer to the left, more to the right, and nothing is cut or covered."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.picture.frame import Sizes
from ikdesk.picture.layout import DARK, LIGHT, PRINT, Palette, layout
from ikdesk.picture.scene import Circle, Label, Line, Path, Rect, Scene
from ikdesk.picture.spec import StripSpec
from ikdesk.picture.strip_scale import scale_of
from ikdesk.picture.svg import to_svg
from tests.picture.examples import inside, labels_of, overlap, reach, strip
from tests.picture.test_palette import ALL, contrast

RATIOS = st.floats(0, 60, allow_nan=False)
WIDTHS = st.sampled_from([280.0, 340.0, 482.0, 900.0])
TEXT_SIZES = st.sampled_from([9.0, 12.5, 18.75])  # paper, the screen, and the screen at 150 %
EXTREME = [
    strip(0.0, (0.0, 0.8), (0.0, 2.4)),
    strip(0.3, (0.01, 9.0), (0.003, 40.0)),
    strip(1.4, (0.5, None), (None, None)),
    strip(0.002, (None, 0.01), (None, 0.02)),
    strip(50.0, (30.0, None), (26.0, None)),
    strip(1.0, (1.0, 1.0), (1.0, 1.0)),
    strip(None, nothing="Vi hadde ingen før, så det finst ikkje noko forhold mellom barnehagemiljøa å rekne ut."),
    strip(None, nothing="Ukjendutankvilepausar" * 3),
    strip(title="Barnehagemiljøet ved uteleikeplassen: vintersesongen mot tidlegare vintersesongar"),
]


@st.composite
def strips(draw: st.DrawFn) -> StripSpec:
    low, likely_low, point, likely_high, high = sorted(draw(st.tuples(*[RATIOS] * 5)))
    ends = [draw(st.sampled_from([end, None])) for end in (low, high)]
    return strip(point, (likely_low, likely_high), (ends[0], ends[1]))


def point_of(scene: Scene) -> Circle:
    (found,) = [item for item in scene.items if isinstance(item, Circle)]
    return found


def interval_of(scene: Scene) -> tuple[Rect, Rect]:
    """The thin line and the thick one."""
    thin, thick = sorted((item for item in scene.items if isinstance(item, Rect) and item.tip), key=lambda line: line.h)
    return thin, thick


def arrows(scene: Scene) -> list[Path]:
    return [item for item in scene.items if isinstance(item, Path)]


def as_before(scene: Scene) -> float:
    (word,) = [item for item in labels_of(scene) if item.text == "som før"]
    (line,) = [item for item in scene.items if isinstance(item, Line) and item.stroke == word.colour]
    return line.x1


def nothing_touches(scene: Scene) -> bool:
    boxes = [reach(label) for label in labels_of(scene)]
    return not any(overlap(one, other) for one, other in itertools.combinations(boxes, 2))


def no_line_crosses_a_word(scene: Scene) -> bool:
    upright = [reach(item) for item in scene.items if isinstance(item, Line)]
    hairs = [(x - 0.5, top, x + 0.5, bottom) for x, top, _right, bottom in upright]
    words = [reach(label) for label in labels_of(scene)]
    return not any(overlap(hair, word) for hair in hairs for word in words)


@pytest.mark.parametrize("spec", EXTREME)
@pytest.mark.parametrize("width", [280.0, 340.0, 482.0, 900.0])
@pytest.mark.parametrize("size", [9.0, 12.5, 18.75])
def test_extreme_strips_are_neither_cut_nor_crowded(spec: StripSpec, width: float, size: float) -> None:
    scene = layout(spec, width, size=size)
    assert inside(scene)
    assert nothing_touches(scene)


@settings(deadline=None, max_examples=150)
@given(strips(), WIDTHS, TEXT_SIZES)
def test_no_strip_is_cut_or_crowded(spec: StripSpec, width: float, size: float) -> None:
    scene = layout(spec, width, size=size)
    assert inside(scene)
    assert nothing_touches(scene)
    assert no_line_crosses_a_word(scene)
    shown = {label.text for label in labels_of(scene)}
    assert {"halvert", "som før", "doblet"} <= shown


@settings(deadline=None, max_examples=150)
@given(strips(), RATIOS, RATIOS, WIDTHS, TEXT_SIZES)
def test_a_larger_ratio_is_never_further_left(
    spec: StripSpec, one: float, other: float, width: float, size: float
) -> None:
    scale = scale_of(spec, width, Sizes(size))
    assert scale.x(min(one, other)) <= scale.x(max(one, other))
    assert 0 <= scale.x(one) <= width


@settings(deadline=None, max_examples=150)
@given(strips(), WIDTHS)
def test_the_point_is_on_the_thick_line_and_the_thick_on_the_thin(spec: StripSpec, width: float) -> None:
    scene = layout(spec, width)
    (thin, thick), point = interval_of(scene), point_of(scene)
    if spec.point:
        assert thick.x - 0.01 <= point.x <= thick.x + thick.w + 0.01
    assert thin.x <= thick.x + 0.01
    assert thin.x + thin.w >= thick.x + thick.w - 0.01


@settings(deadline=None, max_examples=100)
@given(st.floats(0.05, 0.98), WIDTHS)
def test_a_fall_is_left_of_as_before_and_a_rise_right_of_it(ratio: float, width: float) -> None:
    for value, side in ((ratio, -1), (1 / ratio, 1)):
        scene = layout(strip(value, (value, value), (value, value)), width)
        assert (point_of(scene).x - as_before(scene)) * side > 0


def test_half_and_twice_are_equally_far_from_as_before() -> None:
    scene = layout(strip(1.0, (0.5, 2.0), (0.5, 2.0)), 400)
    thick = interval_of(scene)[1]
    assert as_before(scene) - thick.x == pytest.approx(thick.x + thick.w - as_before(scene))


@pytest.mark.parametrize(
    ("low", "high", "heads"),
    [(0.2, 1.5, 0), (0.0, 1.5, 1), (None, 1.5, 1), (0.001, 1.5, 1), (0.2, None, 1), (0.2, 100.0, 1), (None, None, 2)],
)
def test_an_end_outside_the_strip_is_an_arrow(low: float | None, high: float | None, heads: int) -> None:
    scene = layout(strip(0.7, (0.4, 1.1), (low, high)), 400)
    assert len(arrows(scene)) == heads


def test_a_point_at_zero_is_named() -> None:
    assert "ingen" in [label.text for label in labels_of(layout(strip(0.0, (0.0, 0.8), (0.0, 2.4)), 280))]


def test_without_a_number_there_is_no_line_and_the_reason_stands_there() -> None:
    scene = layout(strip(None, nothing="Vi hadde ingen før"), 400)
    assert not arrows(scene)
    assert not [item for item in scene.items if isinstance(item, Circle)]
    assert not [item for item in scene.items if isinstance(item, Rect) and item.tip]
    assert "Vi hadde ingen før" in [label.text for label in labels_of(scene)]


def test_words_and_arrows_say_which_side_is_which() -> None:
    said = {label.text: label for label in labels_of(layout(strip(), 500))}
    assert said["← færre enn før"].anchor == "start"
    assert said["flere enn før →"].anchor == "end"


def test_the_scale_shows_more_when_the_numbers_need_it() -> None:
    def words(spec: StripSpec) -> set[str]:
        return {label.text for label in labels_of(layout(spec, 900))}

    assert "90\xa0% færre" in words(strip(0.12, (0.1, 0.8), (0.09, 0.9)))
    assert "ti ganger så mange" in words(strip(8.0, (5.0, 9.0), (3.0, 11.0)))
    assert not {"75\xa0% færre", "firedoblet"} & words(strip(1.0, (0.8, 1.2), (0.7, 1.4)))


def test_larger_text_makes_a_larger_strip() -> None:
    small, large = (layout(strip(), 600, size=size) for size in (10, 15))
    assert large.height > small.height * 1.3
    assert layout(strip(), 600, 300).height > layout(strip(), 600).height


def test_the_lines_explain_themselves() -> None:
    scene = layout(strip(), 400)
    assert [line.tip for line in interval_of(scene)] == [
        "95\xa0% sikkerhet: mellom 90\xa0% færre og 18\xa0% flere enn før",
        "80\xa0% sikkerhet: mellom 82\xa0% færre og 22\xa0% færre enn før",
    ]
    assert point_of(scene).tip == "Mest sannsynlig: 61\xa0% færre enn før"


@ALL
def test_the_lines_stand_out_on_both_halves(palette: Palette) -> None:
    for half in (palette.fewer, palette.more):
        assert contrast(palette.now, half) >= 4.5
        assert contrast(palette.text, half) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT])
def test_a_strip_can_be_written_as_svg(palette: Palette) -> None:
    svg = to_svg(layout(strip(), 400, palette=palette), palette.surface)
    assert svg.count("<circle") == 1
    assert "som før" in svg
    assert palette.fewer in svg
    assert palette.more in svg


def test_the_words_of_a_strip_have_the_colours_of_text() -> None:
    colours = {item.colour for item in layout(strip(), 400).items if isinstance(item, Label)}
    assert colours <= {LIGHT.text, LIGHT.muted}
