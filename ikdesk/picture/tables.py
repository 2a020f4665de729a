"""The numbers of a chart as a table: what stands beside it on the screen, and in the workbook."""

from __future__ import annotations

from ikdesk.kernel.words import _
from ikdesk.picture.grid_words import Cells, grid_cells
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.line_words import line_cells
from ikdesk.picture.spec import (
    BarSpec,
    Spec,
    StripSpec,
    figure,
    flag_words,
    is_going_on,
    is_shut,
    level_words,
    main_first,
    one_line,
    strip_rows,
)
from ikdesk.picture.tie_spec import BowTieSpec
from ikdesk.picture.tie_words import tie_cells


def cells_of(spec: Spec) -> Cells:
    """Headings and rows, as words."""
    match spec:
        case BarSpec():
            return _bar_cells(spec)
        case StripSpec():
            return ["", str(_("Mot før"))], [list(row) for row in strip_rows(spec)]
        case LineSpec() | RunSpec():
            return line_cells(spec)
        case BowTieSpec():
            return tie_cells(spec)
        case _:
            return grid_cells(spec)


def _bar_cells(spec: BarSpec) -> Cells:
    """A row for every label; a flag is a row of its own, where it stands, and so is each level, last."""
    rows = main_first(spec)
    noted = any(_note(spec, at) for at in range(len(spec.labels)))
    empty = [""] * (len(rows) + noted)
    lines: list[list[str]] = []
    for at in range(len(spec.labels) + 1):
        lines += [[words, *empty] for words in flag_words(spec, at)]
        if at < len(spec.labels):
            lines.append([one_line(spec, at), *_values(spec, at), *([_note(spec, at)] if noted else [])])
    lines += [[level_words(spec, level), figure(level.value), *empty[1:]] for level in spec.levels]
    return ["", *[str(row.name or spec.unit) for row in rows], *([str(_("Merknad"))] if noted else [])], lines


def _values(spec: BarSpec, at: int) -> list[str]:
    if is_shut(spec, at):
        return [str(_("stengt")) for _row in spec.series]
    return [figure(row.values[at]) for row in main_first(spec)]


def _note(spec: BarSpec, at: int) -> str:
    notes = [str(_("stengt"))] if at in spec.closed and not is_shut(spec, at) else []
    if is_going_on(spec, at):
        notes.append(str(_("ikke over ennå")))
    if spec.notes and spec.notes[at]:
        notes.append(str(spec.notes[at]))
    return ", ".join(notes)
