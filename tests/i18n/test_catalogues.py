"""Every sentence has its Nynorsk and its English, and what is shipped is what was translated."""

from __future__ import annotations

import ast
import csv
import gettext
import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from ikdesk.kernel.codes import shipped_codebook, shipped_list
from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import LANGUAGES, MONTHS, long_date, many, month_name, use_language, weekday_name
from installer.catalogues import catalogues, collect, faults, update
from tests.i18n.bokmal import given_away, leaks, words
from tests.source import files, nodes

OTHERS = ("nn", "en")
ENDINGS = frozenset(("", "n", "en", "et", "a", "r", "er", "ar", "ene", "ne", "s", "ens", "ets", "t", "te"))


def catalogue(language: str) -> Catalog:
    with resource(f"i18n/{language}/LC_MESSAGES/ikdesk.po").open("rb") as text:
        return read_po(text, locale=language)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Bokmål and its translation, each form of the plural for itself."""
    for message in catalogue(language):
        ours, theirs = (
            (word,) if isinstance(word, str) else tuple(word or ()) for word in (message.id, message.string)
        )
        yield from ((nb, other) for nb, other in zip(ours, theirs, strict=True) if nb and other)


def test_both_languages_are_there() -> None:
    assert {file.parent.parent.name for file in catalogues()} == set(OTHERS) == set(LANGUAGES) - {"nb"}


@pytest.fixture(scope="module")
def source() -> Catalog:
    """Every sentence in the program."""
    return collect()


def test_every_sentence_is_translated_with_its_places_and_compiled(source: Catalog) -> None:
    assert [line for file in catalogues() for line in faults(file, source)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_collecting_again_changes_nothing(language: str, source: Catalog, tmp_path: Path) -> None:
    shutil.copytree(resource(f"i18n/{language}"), tmp_path / language)
    copy = tmp_path / language / "LC_MESSAGES" / "ikdesk.po"
    before = copy.read_bytes()
    update(copy, source)
    assert copy.read_bytes() == before


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_fuzzy_or_left_over(language: str) -> None:
    found = catalogue(language)
    assert [message.id for message in found if message.fuzzy and message.id] == []
    assert list(found.obsolete) == []


@pytest.mark.parametrize("language", OTHERS)
def test_blanks_around_and_line_breaks_are_kept(language: str) -> None:
    def edges(text: str) -> tuple[int, int, int]:
        return len(text) - len(text.lstrip()), len(text) - len(text.rstrip()), text.count("\n")

    assert [nb for nb, other in pairs(language) if edges(nb) != edges(other)] == []
    assert [other for _, other in pairs(language) if "  " in other] == []


@pytest.mark.parametrize("language", OTHERS)
def test_sentences_end_as_they_end_in_bokmal(language: str) -> None:
    sentences = [(nb, other) for nb, other in pairs(language) if " " in nb]  # "kl." is "at" in English
    assert [nb for nb, other in sentences if nb[-1] in ".?…:" and other[-1] != nb[-1]] == []


def test_nynorsk_has_no_word_of_bokmal() -> None:
    assert leaks((nynorsk for _, nynorsk in pairs("nn")), "nn") == []


def test_english_has_no_word_of_norwegian() -> None:
    assert leaks((english for _, english in pairs("en")), "en") == []


def test_quotation_marks_are_those_of_the_language() -> None:
    assert [english for _, english in pairs("en") if set(english) & set("«»")] == []
    assert [nynorsk for nb, nynorsk in pairs("nn") if nb.count("«") != nynorsk.count("«")] == []


def test_a_word_of_bokmal_is_noticed() -> None:
    assert given_away("Hvor skjedde hendelsen?", "nn") == ["hvor", "hendelsen"]
    assert given_away("Kvar skjedde hendinga?", "nn") == []
    assert given_away("The event på isen", "en") == ["på"]


@pytest.mark.parametrize("language", OTHERS)
def test_the_words_of_the_field_are_the_same_everywhere(language: str) -> None:
    terms = list(csv.DictReader(io.StringIO(resource("words/terms.csv").read_text("utf-8")), delimiter=";"))
    assert len(terms) > 50
    wrong = [
        (term["nb"], nb, other)
        for nb, other in pairs(language)
        for term in terms
        if _says(nb, term["nb"]) and not any(one in other.casefold() for one in term[language].split("/"))
    ]
    assert wrong == []


def _says(text: str, term: str) -> bool:
    return any(word.startswith(term) and word.removeprefix(term) in ENDINGS for word in words(text))


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_lists_say_it_in_the_language(language: str) -> None:
    book = shipped_codebook()
    labels = [entry.labels[language] for name in book.lists for entry in book.entries(name)]
    more = [
        text
        for name in book.lists
        for entry in book.entries(name)
        for key, text in entry.more.items()
        if key.endswith(f"_{language}") or key.startswith(f"{language}_")
    ]
    assert len(labels) > 250
    assert leaks(labels + more, language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_status_on_the_screen_and_in_the_list_are_one_word(language: str) -> None:
    said = dict(pairs(language))
    for entry in shipped_list("status"):
        assert said[entry.labels["nb"]] == entry.labels[language]


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_shipped_answers_without_babel(language: str) -> None:
    with resource(f"i18n/{language}/LC_MESSAGES/ikdesk.mo").open("rb") as compiled:
        found = gettext.GNUTranslations(compiled)
    plain = {m.id: m.string for m in catalogue(language) if isinstance(m.id, str) and m.id and m.string}
    assert {nb: found.gettext(nb) for nb in plain} == plain


@pytest.mark.parametrize(
    ("language", "one", "two"), [("nn", "1 hending", "2 hendingar"), ("en", "1 event", "2 events")]
)
def test_one_and_several_are_told_apart(language: str, one: str, two: str) -> None:
    use_language(language)
    said = [many("{n} hendelse", "{n} hendelser", number) for number in (0, 1, 2, 21)]
    assert said == [two.replace("2", "0"), one, two, two.replace("2", "21")]


def test_months_and_weekdays_have_names_in_every_language() -> None:
    use_language("en")
    assert [month_name(month) for month in (1, 5, 12)] == ["January", "May", "December"]
    assert [weekday_name(day) for day in (1, 6)] == ["Monday", "Saturday"]
    assert long_date(date(2026, 11, 20)) == "Friday 20 November 2026"
    use_language("nn")
    assert [month_name(month) for month in range(1, 13)] == list(MONTHS)
    assert long_date(date(2026, 11, 24)) == "tysdag 24. november 2026"
    assert weekday_name(6) == "laurdag"


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for file in files():
        for node in nodes(file):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "many"}:
                yield file, node


def test_only_whole_sentences_are_marked() -> None:
    """A sentence built while the program runs could not be found by those who translate."""
    wrong = [
        f"{file.name}:{call.lineno}"
        for file, call in calls()
        for word in call.args[: 2 if isinstance(call.func, ast.Name) and call.func.id == "many" else 1]
        if not (isinstance(word, ast.Constant) and isinstance(word.value, str))
    ]
    assert wrong == []


def test_no_sentence_is_glued_to_another() -> None:
    """A marked sentence added to with + would stay Bokmål."""
    wrong = [
        f"{file.name}:{node.lineno}"
        for file in files()
        for node in nodes(file)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)
        for side in (node.left, node.right)
        if isinstance(side, ast.Call) and isinstance(side.func, ast.Name) and side.func.id == "_"
    ]
    assert wrong == []
