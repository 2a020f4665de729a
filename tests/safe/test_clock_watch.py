"""A clock that cannot be right is told; one that was only set right is not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ikdesk.safe.clock_watch import clock_words

SAVED = datetime(2026, 11, 21, 14, 30)


@pytest.mark.parametrize("step", [
    timedelta(0), timedelta(seconds=-2), timedelta(hours=-1), timedelta(hours=-26), timedelta(days=70),
    timedelta(days=399),
])  # fmt: skip
def test_small_steps_and_long_holidays_are_nothing(step: timedelta) -> None:
    assert clock_words(SAVED + step, SAVED) == ""


def test_a_clock_gone_backwards_is_told_with_both_days_and_a_way_out() -> None:
    said = clock_words(datetime(2025, 3, 3, 9, 0), SAVED)
    assert said == (
        "Klokken på maskinen viser 3. mars 2025, men det siste som ble lagret her, er fra 21. november 2026. "
        "Still klokken, eller fortsett hvis den er riktig."
    )


def test_a_clock_years_ahead_is_told() -> None:
    assert clock_words(datetime(2036, 3, 3, 9, 0), SAVED).startswith("Klokken på maskinen viser 3. mars 2036, og det")


def test_nothing_was_saved_yet() -> None:
    assert clock_words(datetime(1980, 1, 1), None) == ""
