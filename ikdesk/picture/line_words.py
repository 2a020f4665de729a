"""Charts of points over time in words and as a table: whoever cannot see them is told the same."""

from __future__ import annotations

from ikdesk.kernel.words import _
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.parts import figure, said_flags, sentence, spoken

Cells = tuple[list[str], list[list[str]]]  # headings, and rows with as many cells


def line_said(spec: LineSpec | RunSpec) -> list[str]:
    """What is drawn, each number with what it belongs to."""
    rows = _rows(spec)
    names = ", ".join(name for name, _values in rows if name)
    opening = _("Linjediagram, {unit}: {names}.") if names else _("Linjediagram, {unit}.")
    parts = [opening.format(unit=spec.unit, names=names)]
    for at, label in enumerate(spec.labels):
        parts += [sentence(said) for said in said_flags(spec.flags, at)]
        values = [spoken(values[at]) for _name, values in rows if at < len(values)]
        parts.append(f"{_one_line(label)}: {', '.join(values)}.")
    parts += [sentence(said) for said in said_flags(spec.flags, len(spec.labels))]
    if isinstance(spec, RunSpec):
        parts += [sentence(level.words) for level in spec.levels]
    return parts


def line_cells(spec: LineSpec | RunSpec) -> Cells:
    """A row for every label; a flag is a row of its own, where it stands."""
    rows = _rows(spec)
    lines: list[list[str]] = []
    for at in range(len(spec.labels) + 1):
        lines += [[words, *[""] * len(rows)] for words in said_flags(spec.flags, at)]
        if at < len(spec.labels):
            values = [figure(values[at]) if at < len(values) else "" for _name, values in rows]
            lines.append([_one_line(spec.labels[at]), *values])
    return ["", *[str(name or spec.unit) for name, _values in rows]], lines


def _rows(spec: LineSpec | RunSpec) -> list[tuple[str, tuple[float | None, ...]]]:
    if isinstance(spec, RunSpec):
        return [("", spec.values)]
    return [(row.name, row.values) for row in spec.series]


def _one_line(label: str) -> str:
    return ", ".join(str(label).split("\n"))
