"""What is not told cannot be worked out from what is."""

from __future__ import annotations

from itertools import product

import pytest

from ikdesk.evidence.small_numbers import protected, shown


@pytest.mark.parametrize("least", [2, 3, 5])
def test_nobody_can_work_out_a_small_number_from_the_rest_and_the_sum(least: int) -> None:
    for numbers in product((0, 1, 2, 4, 5, 7), repeat=3):
        counts = dict(zip("abc", numbers, strict=True))
        told = protected(counts, least)
        if told is None:
            continue
        assert {code for code, number in counts.items() if number == 0} <= {c for c, n in told.items() if n == 0}
        assert all(number is None or number in {0, counts[code]} for code, number in told.items())
        assert not [number for number in told.values() if number is not None and 0 < number < least]
        left = sum(numbers) - sum(number for number in told.values() if number is not None)
        hidden = [code for code, number in told.items() if number is None]
        for code in hidden:
            could_be = {
                tuple_[hidden.index(code)] for tuple_ in product(range(1, left + 1), repeat=len(hidden))
                if sum(tuple_) == left
            }  # fmt: skip
            assert len(could_be) > 1
            assert max(could_be) >= least


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert protected({"a": 5, "b": 0, "c": 12}) == {"a": 5, "b": 0, "c": 12}


def test_one_small_number_takes_the_smallest_of_the_others_with_it() -> None:
    assert protected({"a": 2, "b": 9, "c": 6}) == {"a": None, "b": 9, "c": None}


def test_a_table_with_one_small_number_alone_cannot_be_told() -> None:
    assert protected({"a": 2, "b": 0}) is None


def test_of_a_known_whole_neither_the_part_nor_the_rest_may_be_small() -> None:
    assert [shown(n, 12) for n in (0, 1, 5, 7, 8, 11, 12)] == [0, None, 5, 7, None, None, 12]


@pytest.mark.parametrize(("counts", "least"), [({"a": -1}, 5), ({"a": 1}, 1)])
def test_numbers_out_of_range_are_a_mistake(counts: dict[str, int], least: int) -> None:
    with pytest.raises(ValueError, match="1"):
        protected(counts, least)
