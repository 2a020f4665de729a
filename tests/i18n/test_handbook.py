"""The handbook in Nynorsk says the same as the one in Bokmål, in the words that stand on the buttons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ikdesk.kernel.paths import resource
from tests.i18n.bokmal import leaks
from tests.i18n.test_catalogues import pairs

PAGES = sorted(path.name for path in resource("help/nb").iterdir())
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def page(language: str, name: str) -> str:
    return (Path(resource("help")) / language / name).read_text("utf-8")


def test_both_have_the_same_pages() -> None:
    assert sorted(path.name for path in resource("help/nn").iterdir()) == PAGES
    assert len(PAGES) > 10


@pytest.mark.parametrize("name", PAGES)
def test_no_word_of_bokmal_is_left(name: str) -> None:
    assert leaks(page("nn", name).splitlines(), "nn") == []


@pytest.mark.parametrize("name", PAGES)
def test_what_is_to_be_pressed_is_called_what_it_is_called_on_the_screen(name: str) -> None:
    said = dict(pairs("nn"))
    ours, theirs = (_BOLD.findall(page(language, name)) for language in ("nb", "nn"))
    assert len(ours) == len(theirs)
    wrong = [(nn, said[nb]) for nb, nn in zip(ours, theirs, strict=True) if nb in said and nn != said[nb]]
    assert wrong == []


@pytest.mark.parametrize("name", PAGES)
def test_it_is_built_alike(name: str) -> None:
    def shape(text: str) -> list[str]:
        return [re.match(r"#*|[-|]|\d+\.", line).group(0) if line else "" for line in text.splitlines()]  # type: ignore[union-attr]

    assert shape(page("nn", name)) == shape(page("nb", name))
