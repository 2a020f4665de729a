"""A chart says the same in words as in ink."""

from __future__ import annotations

import pytest

from ikdesk.picture.spec import BarSpec, Series, describe, figure
from tests.picture.examples import bars


def test_the_description_has_every_number_with_the_earlier_period_in_parentheses() -> None:
    words = describe(bars(now=(8, 11), past=(9, 14), labels=("januar", "februar")))
    assert "2026, med 2025 i parentes" in words
    assert "januar: 8 (9). februar: 11 (14)." in words


def test_this_period_is_said_first_whatever_order_the_series_have() -> None:
    spec = BarSpec("k", "", "", "", ("a",), (Series("2025", (9,), "past"), Series("2026", (8,), "now")), "hendelser")
    assert "a: 8 (9)." in describe(spec)


def test_a_hidden_number_is_said_to_be_hidden() -> None:
    words = describe(bars(now=(8, None), past=(9, 4)))
    assert "skjult (4)" in words


def test_the_sentences_of_a_description_end_once() -> None:
    words = describe(BarSpec("k", "Flest i februar.", "Per måned", "n = 3", ("a",), (Series("", (3,)),), "hendelser"))
    assert words == "Flest i februar. Per måned. Søylediagram, hendelser. a: 3. n = 3."


def test_an_empty_chart_says_so() -> None:
    assert "Ingen tall å vise." in describe(BarSpec("k", "", "", "", (), (), "hendelser"))


@pytest.mark.parametrize(
    ("value", "shown"), [(4, "4"), (4.0, "4"), (3.25, "3,2"), (0, "0"), (None, ":"), (1200, "1\xa0200")]
)
def test_a_number_stands_as_norwegians_write_it(value: float | None, shown: str) -> None:
    assert figure(value) == shown


def test_every_label_has_a_value_in_every_series() -> None:
    with pytest.raises(ValueError, match="one value"):
        BarSpec("k", "", "", "", ("a", "b"), (Series("", (1,)),), "hendelser")


def test_a_click_means_the_key_of_the_label_or_its_place() -> None:
    spec = bars(now=(1, 2), past=(1, 2))
    assert spec.key_of(1) == "1"
    keyed = BarSpec("k", "", "", "", ("a",), (Series("", (1,)),), "hendelser", keys=("sledding_hill",))
    assert keyed.key_of(0) == "sledding_hill"
