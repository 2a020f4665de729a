"""Titles, blank rows and foot-notes are left out and counted; a row in doubt is kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.kernel.errors import Problem
from ikdesk.reader.headings import find_heading
from ikdesk.reader.sheet import Cell, Row

KNOWN = {"dato", "sted", "type", "alvorlighet"}
HEADING: tuple[Cell, ...] = ("Dato", "Sted", "Type", "Alvorlighet", "Merknad")
DATA: tuple[Cell, ...] = ("15.01.2026", "Akebakken", "Skade", "1", None)


def known(text: str) -> bool:
    return text.casefold() in KNOWN


def table(*rows: tuple[Cell, ...]) -> list[Row]:
    return [Row(line, cells) for line, cells in enumerate(rows, start=1)]


def read(*rows: tuple[Cell, ...]) -> tuple[tuple[Cell, ...], list[tuple[Cell, ...]], int]:
    heading, body, skipped = find_heading(table(*rows), known)
    assert 1 + len(list(body)) + skipped == len(rows)
    return heading.cells, [row.cells for row in body], skipped


def test_a_plain_table_has_nothing_to_skip() -> None:
    assert read(HEADING, DATA, DATA) == (HEADING, [DATA, DATA], 0)


def test_titles_above_blank_rows_and_notes_below_are_skipped_and_counted() -> None:
    titles: list[tuple[Cell, ...]] = [("Hendelser i Solbakken",), (), ("Uttrekk", date(2026, 1, 31))]
    found = read(*titles, HEADING, (), DATA, (None, None), DATA, (),
                 ("* tallene er foreløpige",), ("Kilde: permen", "side 3"), ())  # fmt: skip
    assert found == (HEADING, [DATA, DATA], 9)


def test_a_sum_below_the_table_is_no_event() -> None:
    assert read(HEADING, DATA, ("Sum", 17, 3, 4)) == (HEADING, [DATA], 1)
    assert read(HEADING, DATA, ("I alt:", None, None, 31)) == (HEADING, [DATA], 1)


@pytest.mark.parametrize(
    "row",
    [
        ("30.02.2026", "Akebakken", "Skade", "1"), (None, "Akebakken", "Skade", None), ("15.01.2026",),
        ("15.01.2026", None, None, None), (date(2026, 1, 15), None), ("ukjent", "Akebakken", "Skade", "1"),
        (None, None, None, None, "16.01.2026"), ("Summer", "Akebakken", "Skade", "1"),
    ],
)  # fmt: skip
def test_a_last_row_that_may_be_data_is_kept(row: tuple[Cell, ...]) -> None:
    assert read(HEADING, DATA, row) == (HEADING, [DATA, row], 0)


def test_a_strange_row_in_the_middle_is_kept() -> None:
    assert read(HEADING, DATA, ("Avdeling Blåbær",), DATA) == (HEADING, [DATA, ("Avdeling Blåbær",), DATA], 0)


def test_the_headings_once_more_on_page_two_are_skipped() -> None:
    assert read(HEADING, DATA, HEADING, DATA) == (HEADING, [DATA, DATA], 1)


def test_the_row_with_most_headings_is_the_heading() -> None:
    assert read(("Type", "Hendelser"), HEADING, DATA)[0] == HEADING


def test_a_table_with_only_days_keeps_them_all() -> None:
    days = [(date(2026, 1, day),) for day in (1, 2, 3)]
    assert read(("Dato",), *days) == (("Dato",), days, 0)


def test_a_table_of_headings_alone_has_no_rows() -> None:
    assert read(("Tittel",), HEADING, ()) == (HEADING, [], 2)


def test_without_a_known_heading_the_problem_says_what_to_write() -> None:
    with pytest.raises(Problem, match="Dato, Type, Sted og Alvorlighet"):
        find_heading(table(("Tittel",), ("a", "b")), known)
    with pytest.raises(Problem, match="overskrifter"):
        find_heading([], known)


def test_rows_that_can_be_gone_through_only_once_will_do() -> None:
    heading, body, skipped = find_heading(iter(table((), HEADING, DATA)), known)
    assert (heading.line, [row.cells for row in body], [row.line for row in body], skipped) == (2, [DATA], [3], 1)


CELLS = st.sampled_from([None, "Akebakken", "15.01.2026", 3, "Sum", "* note", date(2026, 1, 1)])


@given(st.lists(st.lists(CELLS, max_size=5).map(tuple), max_size=12))
def test_every_row_is_either_read_or_counted(rows: list[tuple[Cell, ...]]) -> None:
    read(HEADING, *rows)


def begins_as_a_note(row: tuple[Cell, ...]) -> bool:
    return next((cell for cell in row if cell is not None), None) in {"Sum", "* note"}


@given(st.lists(st.lists(CELLS, max_size=5).map(tuple), max_size=12))
def test_no_row_with_a_date_is_skipped_unless_it_is_a_note_about_that_date(rows: list[tuple[Cell, ...]]) -> None:
    dated = [row for row in rows if ("15.01.2026" in row or date(2026, 1, 1) in row) and not begins_as_a_note(row)]
    kept = read(HEADING, *rows)[1]
    assert [row for row in kept if row in dated] == dated
