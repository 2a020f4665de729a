"""A bow-tie: every cause, barrier and consequence is read whole, and a barrier is seen to be there and to work."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.picture.layout import DARK, LIGHT, layout
from ikdesk.picture.scene import Circle, Label, Rect, Scene
from ikdesk.picture.spec import describe
from ikdesk.picture.stops import stops_of
from ikdesk.picture.table_keys import keys_of
from ikdesk.picture.tables import cells_of
from ikdesk.picture.tie_spec import SIGNS, TO_COME, BowTieSpec, Guard, runs_of
from tests.picture.examples import inside, labels_of, overlap, reach
from tests.picture.kinds import TIE

TEXTS = st.lists(st.sampled_from(["Is", "For stor fart ned bakken", "Barn som går opp i løypa mens andre aker ned"]),
                 max_size=6)  # fmt: skip
WORKS = st.sampled_from(sorted(SIGNS))


@st.composite
def specs(draw: st.DrawFn) -> BowTieSpec:
    causes, consequences = tuple(draw(TEXTS)), tuple(draw(TEXTS))
    numbers = iter(range(1, 30))

    def guards(threads: int) -> tuple[Guard, ...]:
        which = st.lists(st.integers(0, threads - 1), unique=True, max_size=3) if threads else st.just([])
        return tuple(Guard(next(numbers), "Hindrer noe med mange ord som må deles", draw(WORKS), draw(st.booleans()),  # type: ignore[arg-type]
                           tuple(draw(which))) for _at in range(draw(st.integers(0, 7))))  # fmt: skip

    return BowTieSpec("tie", "Tittel", "", "", draw(st.sampled_from(["Klem", "Kollisjon i bakken " * 4])), causes,
                      consequences, guards(len(causes)), guards(len(consequences)))  # fmt: skip


def bars(scene: Scene) -> dict[str, list[Rect]]:
    """The bars on the threads, by what they open."""
    found: dict[str, list[Rect]] = {}
    for item in scene.items:
        if isinstance(item, Rect) and item.key:
            found.setdefault(item.key, []).append(item)
    return found


@settings(deadline=None, max_examples=25)
@given(specs(), st.sampled_from([250.0, 451.0, 860.0]))
def test_nothing_falls_outside_and_the_words_in_boxes_and_lists_are_read(spec: BowTieSpec, width: float) -> None:
    scene = layout(spec, width)
    assert inside(scene)
    signs = {*SIGNS.values(), TO_COME}
    words = [label for label in labels_of(scene) if not label.text.isdigit() and label.text not in signs]
    assert not any(overlap(reach(one), reach(other)) for one, other in combinations(words, 2))
    said = " ".join(label.text for label in labels_of(scene))
    assert all(text.replace(" ", "") in said.replace(" ", "") for text in (spec.event, *spec.causes))


def test_a_barrier_against_one_cause_stands_on_its_thread_and_one_against_all_across_all() -> None:
    found = bars(layout(TIE, 860))
    assert {*found} == {guard.key for guard in TIE.guards}
    assert all(len(one) == 1 for one in found.values())
    wide = found["g63"][0]
    assert all(wide.h > found[key][0].h for key in ("g57", "g67", "g69"))
    assert found["g69"][0].y < found["g57"][0].y < found["g67"][0].y  # as their causes stand
    assert all(found[key][0].x < wide.x for key in ("g57", "g67", "g69"))  # where the threads are furthest apart
    split = replace(TIE.before[0], against=(0, 1, 3))
    parts = bars(layout(replace(TIE, before=(split,)), 860))["g57"]
    assert len(parts) == 2


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_new_failing_and_working_barriers_are_told_apart_without_colour(palette: object) -> None:
    scene = layout(TIE, 860, palette=palette)  # type: ignore[arg-type]
    fills = {key: found[0].fill for key, found in bars(scene).items()}
    hollow = {key for key, fill in fills.items() if fill == palette.surface}  # type: ignore[attr-defined]
    assert hollow == {"g67", "g69"}  # it does not work; it is not there yet
    signs = [label.text for label in labels_of(scene) if label.text in {*SIGNS.values(), TO_COME}]
    assert sorted(signs) == sorted([guard.sign for guard in TIE.guards] * 2)  # on the bar, and in the list
    tips = {item.tip for item in scene.items if isinstance(item, Circle)}
    assert "67 Halm rundt stolpen (har vi, virker ikke, bare mot: Stolpe i utløpet)" in tips
    assert "69 Stenge bakken ved is (ny, bare mot: For stor fart på is)" in tips


def test_more_causes_make_it_higher_and_never_smaller() -> None:
    few, many = layout(TIE, 600), layout(replace(TIE, causes=TIE.causes * 3), 600)
    assert many.height > few.height + 100
    assert min(label.size for label in labels_of(many)) == min(label.size for label in labels_of(few))


def test_where_there_is_no_room_it_stands_from_top_to_bottom() -> None:
    drawn = {label.text: label for label in labels_of(layout(TIE, 300))}
    order = [drawn[word].y for word in ("Årsaker", "Hindrer at det skjer", "Hendelse", "Gjør følgene mindre", "Følger")]
    assert order == sorted(order)
    assert {drawn[word].x for word in ("Årsaker", "Hendelse", "Følger")} == {0}


def test_what_is_not_written_down_is_said() -> None:
    bare = replace(TIE, causes=(), consequences=(), before=(), after=())
    for width in (300, 640):
        said = [label.text for label in labels_of(layout(bare, width))]
        assert " ".join(said).count("Ikke skrevet ned") == 2
        assert said.count("Ingen ennå") == 2
    assert "Årsaker: ingen." in describe(bare)


def test_the_words_go_from_the_causes_to_what_it_leads_to() -> None:
    said = describe(TIE)
    order = [said.index(part) for part in ("Hendelse: Kollisjon", "Årsaker: For stor fart", "57 Egen løype opp",
                                           "Følger: Slag mot hodet; Brudd", "79 Voksen nede")]  # fmt: skip
    assert order == sorted(order)
    assert "63 Startkø med en voksen på toppen som slipper ett barn av gangen (har vi, virker delvis)" in said


def test_the_table_opens_the_barriers_and_nothing_else() -> None:
    heads, lines = cells_of(TIE)
    opened = [row[0] for row in keys_of(TIE, heads, lines) if row[0]]
    assert opened == [guard.key for guard in TIE.guards]
    assert ["73 Hjelm på alle", "Gjør følgene mindre", "har vi", "virker", "alle"] in lines


def test_the_keys_reach_every_barrier() -> None:
    scene = layout(TIE, 860)
    assert {guard.key for guard in TIE.guards} == {stop.key for stop in stops_of(TIE, scene)} - {""}


def test_a_barrier_stands_across_threads_there_are_and_has_its_own_number() -> None:
    with pytest.raises(ValueError, match="threads"):
        replace(TIE, before=(Guard(1, "x", "yes", against=(9,)),))
    with pytest.raises(ValueError, match="number"):
        replace(TIE, before=(Guard(73, "x", "yes"),))
    assert runs_of((), 3) == [(0, 2)]
    assert runs_of((3, 0, 1), 4) == [(0, 1), (3, 3)]


def test_a_word_without_room_is_cut_and_told_whole() -> None:
    long = "Snublekantsikringsanordningsmangel" * 2
    tips = [item.tip for item in layout(replace(TIE, causes=(long,), before=()), 451).items if isinstance(item, Rect)]
    assert long in tips
    assert any(isinstance(item, Label) and item.text.endswith("…") for item in layout(
        replace(TIE, causes=(long,), before=()), 451).items)  # fmt: skip
