"""Taking in a log from outside: read the file, say what it would do, and save all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.incidents.import_map_model import NOTHING_GIVEN, Given, parse_map, words_in
from ikdesk.incidents.import_model import MOMENTS, Cell, Line, fold, knows, lay_out
from ikdesk.incidents.import_plan_model import Outcome, Plan, Source
from ikdesk.incidents.import_queries import Tick, survey
from ikdesk.incidents.import_rows_model import text_of
from ikdesk.incidents.model import Incident, Status
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.undo import say
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.people.ready_queries import refuse_unready
from ikdesk.reader.csv_file import CsvRows
from ikdesk.reader.dates import parse_moment, parse_time
from ikdesk.reader.headings import find_heading
from ikdesk.reader.sheet import Row
from ikdesk.reader.table import read_table

_AT_ONCE = 1000  # records in one flush
_LARGEST_MAP = 1_000_000  # bytes


def read_source(path: Path, map_path: Path | None = None) -> Source:
    """Read a log and find out what its columns mean; needs no data, so it can be done beside other work.

    Args:
        path: CSV or XLSX.
        map_path: a map in TOML, if there is one.

    Raises:
        Problem: the file or the map cannot be read, or a column that is needed is not there.
    """
    return read_with_map(path, *((_map_text(map_path), map_path.name) if map_path else ("", "")))


def read_with_map(path: Path, text: str, name: str) -> Source:
    """The same with a map that stands in no file.

    Args:
        path: CSV or XLSX.
        text: the map; "" for none.
        name: what the map is called in sentences.

    Raises:
        Problem: as ``read_source``.
    """
    named = words_in(text)
    sheet = read_table(path)
    heading, body, skipped = find_heading(sheet.rows, lambda word: knows(word) or fold(clean(word)) in named)
    headings = tuple(text_of(cell) for cell in heading.cells)
    given = _with_dates(parse_map(text, name, headings)) if text else NOTHING_GIVEN
    layout = lay_out(headings, given.columns, frozenset(given.defaults), given.kind)
    # in a CSV file such text is the rest of one that was split; in a workbook it is a note beside the table
    width = len(headings) if isinstance(sheet.rows, CsvRows) else None
    lines = tuple(_line(row, layout.columns, given, width) for row in body)
    return Source(path.name, layout, lines, skipped, given, sheet.name, sheet.others)


def run_import(
    session: Session, source: Source, *, by: Viewer, today: date, dry_run: bool = False, tick: Tick | None = None
) -> Outcome:
    """Save what is new in a log; nothing at all if a line is refused.

    A case without a status is closed and stands outside handling time.

    Args:
        source: the log, from ``read_source``.
        dry_run: only say what would be done.
        tick: told how much is done, and of how much.

    Raises:
        Problem: the map names something that does not exist; or nobody has said that the recovery code is written
            down, and there is one leader.
    """
    by.may(Right.HANDLE)
    if not dry_run:
        refuse_unready(session, viewer=by, today=today)
    half = len(source.lines)
    found = survey(session, source, viewer=by, today=today, tick=tick and (lambda done, _total: tick(done, 2 * half)))
    plan = found.plan()
    committed = plan.ready and not dry_run
    if committed:
        session.add_all((*found.places, *found.departments))
        session.flush()
        for first in range(0, len(found.records), _AT_ONCE):
            part = found.records[first : first + _AT_ONCE]
            for record in part:
                _mark_withdrawn(record, session)
            session.add_all(part)
            session.flush()
            if tick:
                tick(half + first + len(part), 2 * half)
        note_access(session, Deed.IMPORTED, "incident", len(found.records), by=by, today=today)
        say(session, outcome_of(plan, committed=True).sentences()[0])
    return outcome_of(plan, committed=committed)


def outcome_of(plan: Plan, *, committed: bool) -> Outcome:
    """A plan as the result of an import."""
    return Outcome(
        committed, plan.read, plan.imported, plan.duplicates, plan.skipped, plan.rejected, plan.unknown, plan.reasons,
        plan.kind, (*plan.new_places, *plan.new_departments), plan.unused,
    )  # fmt: skip


def _mark_withdrawn(record: Any, session: Session) -> None:
    if isinstance(record, Incident) and record.status is Status.WITHDRAWN:
        record.withdraw(_("Var trukket i filen den ble importert fra."), session.info["now"])


def _map_text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_MAP:
            raise Problem(_("«{name}» er for stor til å være en tilordning.").format(name=path.name))
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(_("Tilordningen «{name}» må lagres som UTF-8.").format(name=path.name)) from error
    except OSError as error:
        raise Problem(
            _("Finner ikke tilordningen «{name}», eller den kan ikke leses.").format(name=path.name)
        ) from error


def _line(row: Row, columns: Mapping[str, int], given: Given, width: int | None) -> Line:
    cells = {key: _cell(key, row.cells[at], given) for key, at in columns.items() if at < len(row.cells)}
    beyond = next((text_of(cell) for cell in row.cells[width:] if cell is not None), "") if width else ""
    return Line(row.line, cells, beyond)


def _cell(key: str, cell: Cell, given: Given) -> Cell:
    """A cell with its date or time read; one that cannot be read stays the text it is."""
    if key not in MOMENTS and key != "time":
        return cell
    words = given.values.get(key)
    if words and isinstance(cell, str):
        cell = words.get(fold(clean(cell)), cell)
    if cell is None or cell == "":
        return None
    try:
        return parse_time(cell) if key == "time" else _moment(cell)
    except ValueError:
        return text_of(cell)


def _moment(cell: Cell) -> date | datetime:
    day, clock = parse_moment(cell)
    return day if clock is None else datetime.combine(day, clock)


def _with_dates(given: Given) -> Given:
    defaults = {key: _cell(key, value, NOTHING_GIVEN) for key, value in given.defaults.items()}
    return Given(given.name, given.text, given.kind, given.columns, given.values, defaults)
