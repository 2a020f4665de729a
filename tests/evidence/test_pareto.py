"""The vital few: together most of what happens, and each event told of once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.evidence.pareto import MOST_OF_IT, vital_few

GROUPS = st.lists(st.tuples(st.sets(st.sampled_from("abcdef"), max_size=3), st.integers(0, 12)), max_size=12)


def test_the_largest_comes_first_and_what_it_covers_counts_no_more() -> None:
    groups = [({"hill", "crash"}, 9), ({"room", "crash"}, 5), ({"room", "fall"}, 6), ({"door"}, 1)]
    assert [(one.spot, one.events, one.new) for one in vital_few(groups)] == [("crash", 14, 14), ("room", 11, 6)]


def test_somewhere_one_can_go_comes_before_a_word_for_it() -> None:
    groups = [({"hill", "crash"}, 9), ({"room", "crash"}, 5)]
    found = vital_few(groups, tangible=lambda spot: spot in {"hill", "room"})
    assert [one.spot for one in found] == ["hill", "room"]


def test_it_stops_when_most_of_it_is_covered() -> None:
    assert [one.spot for one in vital_few([({"a"}, 80), ({"b"}, 20)])] == ["a"]
    assert [one.spot for one in vital_few([({"a"}, 79), ({"b"}, 21)])] == ["a", "b"]


@settings(max_examples=60, deadline=None)
@given(GROUPS, st.sets(st.sampled_from("abcdef"), max_size=2))
def test_no_event_is_told_of_twice_and_no_spot_is_small(groups: list[tuple[set[str], int]], taken: set[str]) -> None:
    found = vital_few(groups, taken=taken)
    everything = sum(events for _spots, events in groups)
    free = sum(events for spots, events in groups if not spots & taken)
    assert sum(one.new for one in found) <= free
    assert all(5 <= one.new <= one.events and 2 * one.new >= one.events for one in found)
    assert {one.spot for one in found}.isdisjoint(taken)
    rest = everything - free + sum(one.new for one in found[:-1])
    assert not found or rest < MOST_OF_IT * everything
