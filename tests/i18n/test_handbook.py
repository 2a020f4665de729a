"""The handbook says the same in every language, in the words that stand on the buttons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ikdesk.kernel.paths import resource
from tests.i18n.bokmal import leaks
from tests.i18n.test_catalogues import OTHERS, pairs

PAGES = sorted(path.name for path in resource("help/nb").iterdir())
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def page(language: str, name: str) -> str:
    return (Path(resource("help")) / language / name).read_text("utf-8")


@pytest.mark.parametrize("language", OTHERS)
def test_it_has_the_same_pages(language: str) -> None:
    assert sorted(path.name for path in resource(f"help/{language}").iterdir()) == PAGES
    assert len(PAGES) > 10


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_no_word_of_bokmal_is_left(language: str, name: str) -> None:
    assert leaks(page(language, name).splitlines(), language) == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_what_is_to_be_pressed_is_called_what_it_is_called_on_the_screen(language: str, name: str) -> None:
    said = dict(pairs(language))
    ours, theirs = (_BOLD.findall(page(one, name)) for one in ("nb", language))
    assert len(ours) == len(theirs)
    wrong = [(other, said[nb]) for nb, other in zip(ours, theirs, strict=True) if nb in said and other != said[nb]]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_it_is_built_alike(language: str, name: str) -> None:
    def shape(text: str) -> list[str]:
        return [re.match(r"#*|[-|]|\d+\.", line).group(0) if line else "" for line in text.splitlines()]  # type: ignore[union-attr]

    assert shape(page(language, name)) == shape(page("nb", name))
