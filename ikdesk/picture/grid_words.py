"""Charts of cells, places and bodies in words and as a table: whoever cannot see them is told the same."""

from __future__ import annotations

from ikdesk.kernel.words import _
from ikdesk.picture.grid_spec import BodySpec, GridSpec, RiskSpec, SiteSpec
from ikdesk.picture.parts import figure, spoken

Cells = tuple[list[str], list[list[str]]]  # headings, and rows with as many cells
Grid = GridSpec | RiskSpec | SiteSpec | BodySpec


def grid_said(spec: Grid) -> list[str]:
    """What is drawn, each number with what it belongs to."""
    match spec:
        case GridSpec():
            parts = [_("Tabell i farger, {unit}.").format(unit=spec.unit)]
            for name, values in zip(spec.rows, spec.cells, strict=True):
                cells = ", ".join(f"{c} {spoken(v)}" for c, v in zip(spec.columns, values, strict=True))
                parts.append(f"{name}: {cells}.")
            return parts
        case RiskSpec():
            return [f"{pip.number} {pip.name}." for pip in spec.pips]
        case SiteSpec():
            return [f"{spot.name}: {spoken(spot.number)}." for spot in spec.spots]
        case BodySpec():
            return [f"{part.name}: {spoken(part.number)}." for part in spec.parts]


def grid_cells(spec: Grid) -> Cells:
    """The same as a table."""
    match spec:
        case GridSpec():
            lines = [[n, *map(figure, values)] for n, values in zip(spec.rows, spec.cells, strict=True)]
            return ["", *spec.columns], lines
        case RiskSpec():
            return ["", str(spec.down), str(spec.across)], [
                [f"{pip.number} {pip.name}", spec.rows[pip.now[0]], spec.columns[pip.now[1]]] for pip in spec.pips
            ]
        case SiteSpec():
            return ["", spec.unit], [[spot.name, figure(spot.number)] for spot in spec.spots]
        case BodySpec():
            return ["", spec.unit], [[part.name, figure(part.number)] for part in spec.parts]
