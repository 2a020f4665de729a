"""A chart says the same in words as in ink."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from ikdesk.picture.ratio_words import between, than_before
from ikdesk.picture.spec import BarSpec, Flag, Series, describe, figure
from tests.picture.examples import bars, strip


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


def test_flags_and_lines_of_labels_are_said_where_they_stand() -> None:
    series = (Series("", (6, 15, None)),)
    spec = BarSpec(
        "k", "", "", "", ("2023–24\n36 dager", "2024–25\nholdt utenfor", "2025–26"), series, "skader",
        flags=(Flag(2, "Delt bakke, fra 1. desember"),), roles=("past", "other", "now"),
    )  # fmt: skip
    assert describe(spec) == (
        "Søylediagram, skader. 2023–24, 36 dager: 6. 2024–25, holdt utenfor: 15. "
        "Flagg: Delt bakke, fra 1. desember. 2025–26: skjult."
    )


def test_a_strip_is_described_with_every_number_in_plain_words() -> None:
    assert describe(strip(0.39, (0.185, 0.78), (0.08, 0.86))) == (
        "Akebakken: 2025–26 mot 2022–23 og 2023–24. Skader per akedag. "
        "Mest sannsynlig: 61\xa0% færre enn før. 80\xa0% sikkerhet: mellom 82\xa0% færre og 22\xa0% færre enn før. "
        "95\xa0% sikkerhet: mellom 92\xa0% færre og 14\xa0% færre enn før. Tallene er små."
    )


def test_a_strip_without_a_number_says_why() -> None:
    assert "Skader per akedag. Vi hadde ingen før. Tallene" in describe(strip(None, nothing="Vi hadde ingen før"))


def test_the_caller_may_say_the_numbers_in_its_own_words() -> None:
    said = describe(replace(strip(), spoken="Trolig halvert"))
    assert "Trolig halvert." in said
    assert "%" not in said


@pytest.mark.parametrize("wrong", [-0.1, math.inf, math.nan])
def test_a_ratio_is_a_number_from_zero_and_an_open_end_is_none(wrong: float) -> None:
    with pytest.raises(ValueError, match="open end is None"):
        replace(strip(), high=wrong)


def test_a_strip_without_a_number_must_say_why() -> None:
    with pytest.raises(ValueError, match="say why"):
        strip(None)


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0, "ingen"), (0.003, "over 99\xa0% færre enn før"), (0.08, "92\xa0% færre enn før"),
        (0.998, "som før"), (1.18, "18\xa0% flere enn før"), (1.999, "dobbelt så mange som før"),
        (2, "dobbelt så mange som før"), (2.44, "2,4 ganger så mange som før"), (3, "3 ganger så mange som før"),
        (41.3, "41 ganger så mange som før"),
    ],
)  # fmt: skip
def test_a_ratio_is_said_in_plain_words(ratio: float, words: str) -> None:
    assert than_before(ratio) == words


def test_an_interval_without_an_upper_end_says_so() -> None:
    assert between(None, 0.5) == "mellom ingen og 50\xa0% færre enn før"
    assert between(0.5, None) == "fra 50\xa0% færre enn før og oppover, uten øvre grense"
