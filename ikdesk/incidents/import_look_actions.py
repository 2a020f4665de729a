"""A first look at a log from outside: its headings and an example of what stands under each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from ikdesk.incidents.import_actions import read_source, read_with_map
from ikdesk.incidents.import_choices_model import Choices, choices_of
from ikdesk.incidents.import_map_model import words_in
from ikdesk.incidents.import_model import INCIDENTS, KEYS, NAMES, NEEDED, fold, key_of, knows, lay_out
from ikdesk.incidents.import_plan_model import Source
from ikdesk.incidents.import_rows_model import text_of
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _, clean, clock_time, quoted, short_date
from ikdesk.reader.headings import find_heading
from ikdesk.reader.sheet import Cell, Row
from ikdesk.reader.table import read_table

_EXAMPLE = 40  # letters of an example
_ENOUGH = 200  # rows looked through for one


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a file before anything is understood."""

    headings: tuple[str, ...]
    examples: tuple[str, ...]
    columns: dict[str, int]  # column key → position
    source: Source | None  # None as long as something must be said first
    problem: str  # what that is
    choices: Choices
    sheet: str = ""
    others: tuple[str, ...] = ()


def look_at(path: Path, choices: Choices, map_path: Path | None = None) -> Look:
    """Read a file as far as it can be understood; needs no data.

    Args:
        path: CSV or XLSX.
        choices: what has been said about it so far.
        map_path: a map to begin from instead, or None.

    Raises:
        Problem: it is no such file, or the map cannot be used.
    """
    if map_path is not None:
        source = read_source(path, map_path)
        return _understood(path, source, choices_of(source.given))
    try:
        return _understood(path, read_with_map(path, choices.text(), str(_("valgene dine"))), choices)
    except Problem as problem:
        return _not_understood(path, choices, problem)


def _understood(path: Path, source: Source, choices: Choices) -> Look:
    layout = source.layout
    heading, rows = _first_rows(path, {fold(words) for words in layout.headings if words})
    examples = _examples(len(heading.cells), rows)
    return Look(layout.headings, examples, dict(layout.columns), source, "", choices, source.sheet, source.others)


def _not_understood(path: Path, choices: Choices, problem: Problem) -> Look:
    """What can be said of the columns before all of them are known."""
    try:
        heading, rows = _first_rows(path, words_in(choices.text()))
    except Problem:
        raise problem from None
    headings = tuple(text_of(cell) for cell in heading.cells)
    kind = choices.kind or INCIDENTS
    columns, said = _recognised(headings, choices, kind)
    missing = [str(NAMES[key]) for key in NEEDED[kind] if key not in columns]
    if missing and not said:
        said = _("Vi fant ikke hvilken kolonne som er {names}. Velg den under.").format(names=_listed(missing))
    return Look(headings, _examples(len(headings), rows), columns, None, said or str(problem), choices)


def _recognised(headings: Sequence[str], choices: Choices, kind: str) -> tuple[dict[str, int], str]:
    """The columns that are known; and which of them could be several, left open."""
    there = {fold(words) for words in headings if words}
    given = {key: words for key, words in choices.columns.items() if not words or fold(words) in there}
    try:
        return dict(lay_out(headings, given, frozenset(NEEDED[kind]), kind).columns), ""
    except Problem:
        found: dict[str, list[int]] = {}
        for at, words in enumerate(headings):
            found.setdefault(key_of(words) or "", []).append(at)
        for key, words in given.items():
            found[key] = [at for at, heading in enumerate(headings) if words and fold(heading) == fold(words)][:1]
        several = [str(NAMES[key]) for key, places in found.items() if key and len(places) > 1]
        said = _("Flere kolonner kan være {names}. Velg under hvilken det er.").format(names=_listed(several))
        sure = {key: places[0] for key, places in found.items() if key in KEYS[kind] and len(places) == 1}
        return sure, said if several else ""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(quoted(name) for name in names)


def _first_rows(path: Path, named: set[str] | frozenset[str]) -> tuple[Row, list[Row]]:
    sheet = read_table(path)
    try:
        heading, body, _skipped = find_heading(sheet.rows, lambda word: knows(word) or fold(clean(word)) in named)
    except Problem:
        heading, body, _skipped = find_heading(sheet.rows, lambda word: bool(clean(word)))
    return heading, list(islice(body, _ENOUGH))


def _examples(width: int, rows: Sequence[Row]) -> tuple[str, ...]:
    """The first that stands in each column, as people write it."""
    found = []
    for at in range(width):
        cells = (row.cells[at] for row in rows if at < len(row.cells))
        shown = _shown(next((cell for cell in cells if cell is not None and cell != ""), None))
        found.append(shown if len(shown) <= _EXAMPLE else f"{shown[:_EXAMPLE]}…")
    return tuple(found)


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{short_date(cell)} {clock_time(cell.time())}" if cell.time() != time() else short_date(cell)
    if isinstance(cell, date):
        return short_date(cell)
    return clock_time(cell) if isinstance(cell, time) else text_of(cell)
