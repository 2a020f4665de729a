"""The PIN of the screen lock: which may be chosen, and which one fits."""

from __future__ import annotations

import pytest

from ikdesk.kernel.errors import Invalid
from ikdesk.safe.pin import NO_PIN, Pin, check_new_pin, new_pin, unlike_a_pin


@pytest.fixture(scope="module")
def pin() -> Pin:
    """A PIN, stretched once."""
    return new_pin("4071")


def test_the_right_digits_fit_and_others_do_not(pin: Pin) -> None:
    assert pin.fits("4071")
    assert not pin.fits("4072")


@pytest.mark.parametrize("typed", ["", "407", "40 71", "4071a", "４０７１", "٤٠٧١", "4071" * 2500, "\ud800", "4071\n"])
def test_what_can_be_no_pin_never_fits_and_says_why(pin: Pin, typed: str) -> None:
    assert not pin.fits(typed)
    assert unlike_a_pin(typed)


@pytest.mark.parametrize(
    "typed", ["0000", "1111", "1234", "4321", "2345", "9876", "1212", "123123", "2580", "999999", "0123456789"]
)
def test_a_pin_that_is_tried_first_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Invalid, match="prøvd"):
        check_new_pin(typed)


@pytest.mark.parametrize("typed", ["", "123", "abcd", "12a4", "1" * 10_000])
def test_what_is_no_pin_cannot_be_chosen(typed: str) -> None:
    with pytest.raises(Invalid):
        new_pin(typed)


def test_whoever_goes_without_has_none_that_fits() -> None:
    assert not NO_PIN.chosen
    assert not NO_PIN.fits("")
    assert not NO_PIN.fits("4071")


def test_two_who_choose_the_same_cannot_tell_and_nothing_is_shown_when_printed(pin: Pin) -> None:
    other = new_pin("4071")
    assert other.stretched != pin.stretched
    assert "4071" not in repr(pin)
    assert repr(pin) == "Pin()"
