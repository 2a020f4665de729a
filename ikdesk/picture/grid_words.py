"""Charts of cells, places and bodies in words and as a table: whoever cannot see them is told the same."""

from __future__ import annotations

from collections.abc import Mapping

from ikdesk.kernel.words import _
from ikdesk.picture.grid_spec import BodySpec, GridSpec, Pip, RiskSpec, SiteSpec
from ikdesk.picture.parts import HIDDEN, figure, sentence, spoken

Cells = tuple[list[str], list[list[str]]]  # headings, and rows with as many cells
Grid = GridSpec | RiskSpec | SiteSpec | BodySpec
Cell = tuple[int, int]  # row and column of the risk matrix, from 0


def grid_said(spec: Grid) -> list[str]:
    """What is drawn, each number with what it belongs to."""
    match spec:
        case GridSpec():
            return _cells_said(spec)
        case RiskSpec():
            return _risks_said(spec)
        case SiteSpec():
            opening = _("Plan med tall ved hvert sted, {unit}.").format(unit=spec.unit)
            return [opening, *(sentence(f"{one_line(one.name)}: {spoken(one.number)}") for one in spec.spots)]
        case BodySpec():
            opening = _("Tegning av et barn med tall ved hver kroppsdel, {unit}.").format(unit=spec.unit)
            return [opening, *(sentence(f"{one_line(one.name)}: {spoken(one.number)}") for one in spec.parts)]


def grid_cells(spec: Grid) -> Cells:
    """The same as a table."""
    match spec:
        case GridSpec():
            return _cells_table(spec)
        case RiskSpec():
            return _risk_table(spec)
        case SiteSpec():
            return ["", spec.unit], [[one_line(one.name), figure(one.number)] for one in spec.spots]
        case BodySpec():
            return ["", spec.unit], [[one_line(one.name), figure(one.number)] for one in spec.parts]


def one_line(label: str) -> str:
    """A label as one line, as it stands in sentences and tables."""
    return str(label).replace("\n", ", ")


def sum_word() -> str:
    """What a sum is called."""
    return str(_("Sum"))


def sum_at(spec: GridSpec, row: int | None, column: int | None) -> tuple[float | None, str]:
    """The sum of a row (no column), of a column (no row) or of all (neither), and what a click on it means."""
    if row is not None:
        return spec.row_sums[row], spec.row_keys[row] if spec.row_keys else ""
    if column is not None:
        return spec.column_sums[column], spec.column_keys[column] if spec.column_keys else ""
    return spec.total, ""


def cell_words(spec: GridSpec, row: int | None, column: int | None) -> str:
    """What a cell or a sum says when it is pointed at: "mandag, kl. 10: 4 skader"."""
    if row is not None and column is not None:
        value = spec.cells[row][column]
        return f"{one_line(spec.rows[row])}, {one_line(spec.columns[column])}: {counted(value, spec.unit)}"
    names = [spec.rows[row]] if row is not None else [spec.columns[column]] if column is not None else []
    named = f"{one_line(names[0])}, {sum_word().lower()}" if names else sum_word()
    return f"{named}: {counted(sum_at(spec, row, column)[0], spec.unit)}"


def counted(value: float | None, unit: str) -> str:
    """A number with what is counted: "4 skader"; a hidden one is said to be."""
    if value is None:
        return str(_("tallet er skjult"))
    return f"{figure(value)} {unit}".rstrip()


def _cells_said(spec: GridSpec) -> list[str]:
    """Row by row; what is none in a whole row is said once."""
    parts = [_("Tabell i farger, {unit}.").format(unit=spec.unit)]
    for row, name in enumerate(spec.rows):
        told = [f"{one_line(c)} {spoken(v)}" for c, v in zip(spec.columns, spec.cells[row], strict=True)]
        if spec.row_sums:
            told.append(f"{sum_word().lower()} {spoken(spec.row_sums[row])}")
        parts.append(sentence(f"{one_line(name)}: {', '.join(told)}"))
    if spec.column_sums:
        told = [f"{one_line(c)} {spoken(v)}" for c, v in zip(spec.columns, spec.column_sums, strict=True)]
        told += [_("i alt {number}").format(number=spoken(spec.total))] if spec.row_sums else []
        parts.append(sentence(f"{sum_word()}: {', '.join(told)}"))
    return parts


def _cells_table(spec: GridSpec) -> Cells:
    heads = ["", *map(one_line, spec.columns), *([sum_word()] if spec.row_sums else [])]
    lines = []
    for row, name in enumerate(spec.rows):
        sums = [figure(spec.row_sums[row])] if spec.row_sums else []
        lines.append([one_line(name), *map(figure, spec.cells[row]), *sums])
    if spec.column_sums:
        sums = [figure(spec.total)] if spec.row_sums else []
        lines.append([sum_word(), *map(figure, spec.column_sums), *sums])
    return heads, lines


def _risks_said(spec: RiskSpec) -> list[str]:
    """The scales, then each risk with where it was and where it is."""
    scale = _("Risikomatrise. {down}: {rows}. {across}: {columns}.").format(
        down=spec.down, rows=", ".join(map(one_line, reversed(spec.rows))),
        across=spec.across, columns=", ".join(map(one_line, spec.columns)),
    )  # fmt: skip
    said = risk_cells_said(spec)
    if spec.counts:
        told = [sentence(said[row, column]) for row, counts in enumerate(spec.counts)
                for column, many in enumerate(counts) if many]  # fmt: skip
        return [scale, *(told or [sentence(counted(0, spec.unit))])]
    return [scale, *(sentence(pip_words(said, pip)) for pip in spec.pips)]


def _risk_table(spec: RiskSpec) -> Cells:
    """Each risk with where it was and where it is; or how many lie in each cell."""
    if spec.counts:
        lines = [[one_line(name), *(str(many) for many in counts)]
                 for name, counts in zip(spec.rows, spec.counts, strict=True)]  # fmt: skip
        return [f"{spec.down} \u2193 {spec.across} \u2192", *map(one_line, spec.columns)], lines
    said = risk_cells_said(spec)
    heads = ["", str(_("Før")), str(_("Nå"))]
    return heads, [[f"{pip.number} {pip.name}", *_moves(said, pip)] for pip in spec.pips]


def pip_words(said: Mapping[Cell, str], pip: Pip) -> str:
    """A risk with where it was and where it is: "2 Fall: fra Mulig og Moderat, 3 × 3 = 9, middels til …".

    Args:
        said: every cell in words.
        pip: the risk.
    """
    before, now = _moves(said, pip)
    start = f"{pip.number} {pip.name}: "
    return start + (_("fra {before} til {now}").format(before=before, now=now) if before else now)


def risk_cells_said(spec: RiskSpec) -> dict[Cell, str]:
    """Every cell in words: "Mulig og Moderat, 3 × 3 = 9, middels"; the steps are counted from the least.

    Where risks are counted, each says how many lie in it, too.
    """
    pattern = str(_("{likely} og {bad}, {product}, {grade}"))
    said = {}
    for row, (likely, grades) in enumerate(zip(map(one_line, spec.rows), spec.grades, strict=True)):
        for column, (bad, grade) in enumerate(zip(map(one_line, spec.columns), grades, strict=True)):
            up, across = len(spec.rows) - row, column + 1
            both = f"{up} × {across} = {up * across}"
            words = pattern.format(likely=likely, bad=bad, product=both, grade=spec.names[grade])
            said[row, column] = f"{words}: {counted(spec.counts[row][column], spec.unit)}" if spec.counts else words
    return said


def product(spec: RiskSpec, cell: Cell) -> int:
    """The number of a cell that municipal forms ask for: how likely times how bad, each counted from the least."""
    return (len(spec.rows) - cell[0]) * (cell[1] + 1)


def moved(pip: Pip) -> bool:
    """Whether a risk lies elsewhere than it did."""
    return pip.before is not None and pip.before != pip.now


def _moves(said: Mapping[Cell, str], pip: Pip) -> tuple[str, str]:
    """Where a risk was, "" if it has not moved, and where it is."""
    return said[pip.before] if pip.before is not None and moved(pip) else "", said[pip.now]


__all__ = [
    "HIDDEN", "Cells", "Grid", "cell_words", "counted", "grid_cells", "grid_said", "moved", "one_line", "pip_words",
    "product", "risk_cells_said", "sum_at", "sum_word",
]  # fmt: skip
