"""Text is measured with the letters it is drawn with."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFont

from ikdesk.kernel.paths import resource
from ikdesk.picture.metrics import shorten, text_width, wrap

TEXT = st.text(st.sampled_from("abcæøå ÆØÅ/-–§čđŋ0123456789…"), max_size=60)


@pytest.mark.parametrize(("name", "bold"), [("Inter-Regular", False), ("Inter-SemiBold", True)])
def test_widths_are_those_of_the_font(name: str, bold: bool) -> None:
    font = TTFont(name, str(resource(f"fonts/{name}.ttf")))
    for letter in "Akebakke æøå ÆØÅ §–… čđŋšŧž 0123456789":
        expected = font.face.charWidths[ord(letter)] / 1000
        assert text_width(letter, 1, bold=bold) == pytest.approx(expected, abs=0.001), letter


def test_a_letter_the_font_lacks_has_an_average_width() -> None:
    assert 0.3 < text_width("\U0001f6f7", 1) < 1


@given(TEXT, st.floats(20, 200))
def test_no_line_is_wider_than_its_room(text: str, width: float) -> None:
    for line in wrap(text, 10, width):
        assert text_width(line, 10) <= width


@given(TEXT)
def test_nothing_is_lost_where_every_word_has_room(text: str) -> None:
    lines = wrap(text, 10, 2000)
    assert "".join(lines).split() == text.split()
    assert "".join("".join(wrap(text, 10, 400)).split()) == "".join(text.split())


@given(TEXT, st.floats(20, 200), st.integers(1, 3))
def test_there_are_never_more_lines_than_asked_for(text: str, width: float, lines: int) -> None:
    assert len(wrap(text, 10, width, lines=lines)) <= lines


def test_a_line_breaks_at_spaces_and_slashes_but_not_after_a_paragraph_sign() -> None:
    assert wrap("Lekestativ/klatrestativ", 10, 70) == ("Lekestativ/", "klatrestativ")
    for line, after in pairwise(wrap("Miljø etter § 42 og § 12-4 i lova", 10, 60)):
        assert not line.endswith(("§", "12-"))
        assert not after.startswith(("42", "12"))


def test_a_text_that_is_too_wide_ends_with_an_ellipsis() -> None:
    assert shorten("Akebakken", 10, 30).endswith("…")
    assert shorten("Ake", 10, 300) == "Ake"


def test_a_number_is_never_parted_from_its_per_cent() -> None:
    width = text_width("Tykk strek: 80\xa0% sikkert, tynn: 95", 10)
    lines = wrap("Tykk strek: 80\xa0% sikkert, tynn: 95\xa0%.", 10, width)
    assert lines == ("Tykk strek: 80\xa0% sikkert, tynn:", "95\xa0%.")
