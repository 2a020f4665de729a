"""The numbers of a chart as a table: what stands beside it on the screen, and in the workbook."""

from __future__ import annotations

from ikdesk.kernel.words import _
from ikdesk.picture.grid_words import Cells, grid_cells
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.line_words import line_cells
from ikdesk.picture.spec import BarSpec, Spec, StripSpec, figure, flag_words, main_first, one_line, strip_rows


def cells_of(spec: Spec) -> Cells:
    """Headings and rows, as words."""
    match spec:
        case BarSpec():
            return _bar_cells(spec)
        case StripSpec():
            return ["", str(_("Mot før"))], [list(row) for row in strip_rows(spec)]
        case LineSpec() | RunSpec():
            return line_cells(spec)
        case _:
            return grid_cells(spec)


def _bar_cells(spec: BarSpec) -> Cells:
    """A row for every label; a flag is a row of its own, where it stands."""
    rows = main_first(spec)
    lines: list[list[str]] = []
    for at in range(len(spec.labels) + 1):
        lines += [[words, *[""] * len(rows)] for words in flag_words(spec, at)]
        if at < len(spec.labels):
            lines.append([one_line(spec, at), *[figure(row.values[at]) for row in rows]])
    return ["", *[str(row.name or spec.unit) for row in rows]], lines
