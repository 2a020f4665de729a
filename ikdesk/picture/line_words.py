"""Charts of points over time in words and as a table: whoever cannot see them is told the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ikdesk.kernel.words import _
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.parts import Level, figure, said_flags, sentence, spoken

Cells = tuple[list[str], list[list[str]]]  # headings, and rows with as many cells


def line_said(spec: LineSpec | RunSpec) -> list[str]:
    """What is drawn, each number with what it belongs to."""
    return _run_said(spec) if isinstance(spec, RunSpec) else _lines_said(spec)


def _lines_said(spec: LineSpec) -> list[str]:
    names = ", ".join(str(row.name) for row in spec.series if row.name)
    opening = _("Linjediagram, {unit}: {names}.") if names else _("Linjediagram, {unit}.")
    parts = [opening.format(unit=spec.unit, names=names)]
    several = len(spec.series) > 1
    for at, label in enumerate(spec.labels):
        parts += _flags(spec, at)
        here = [row for row in spec.series if at < len(row.values)]
        said = [f"{row.name} {spoken(row.values[at])}" if several else spoken(row.values[at]) for row in here]
        if said:
            parts.append(f"{one_line(label)}: {', '.join(said)}.")
    return parts + _flags(spec, len(spec.labels))


def _run_said(spec: RunSpec) -> list[str]:
    parts = [_("Punkter i tidens rekkefølge, {unit}.").format(unit=spec.unit)]
    parts += [sentence(said_level(level, spec.labels)) for level in spec.levels]
    limits = [(_limit(spec.low, at), _limit(spec.high, at)) for at in range(len(spec.labels))]
    for at, (label, value) in enumerate(zip(spec.labels, spec.values, strict=True)):
        parts += _flags(spec, at)
        parts.append(f"{one_line(label)}: {', '.join([spoken(value), *point_notes(spec, at)])}.")
        if any(limits[at]) and (not at or limits[at] != limits[at - 1]):
            low, high = limits[at]
            parts.append(_("Vanlig variasjon herfra: {low}–{high}.").format(low=low or "0", high=high))
    return parts + _flags(spec, len(spec.labels))


def point_notes(spec: RunSpec, at: int) -> list[str]:
    """What a point is beside the others, if it is anything.

    Args:
        spec: the chart.
        at: which point, from 0.
    """
    notes = [str(_("sjelden tilfeldig"))] if at in spec.marked else []
    return [*notes, *([str(_("ikke over ennå"))] if spec.open_last and at == len(spec.labels) - 1 else [])]


def point_tip(spec: RunSpec, at: int) -> str:
    """What a point says when it is pointed at: its number, and what it is beside the others.

    Args:
        spec: the chart.
        at: which point, from 0.
    """
    said = f"{one_line(spec.labels[at])}: {figure(spec.values[at])} {spec.unit}".rstrip()
    return " – ".join([said, *point_notes(spec, at)])


def hidden_tip(label: str, name: str = "") -> str:
    """What a hidden number says when it is pointed at.

    Args:
        label: of the point.
        name: of its line, if there are several.
    """
    whole = one_line(label)
    return _("{what}: skjult").format(what=f"{whole}, {name}" if name else whole)


def said_level(level: Level, labels: Sequence[str]) -> str:
    """What a level is, with its number, and over which bars or points.

    Args:
        level: the level.
        labels: of the bars or points.
    """
    shown = figure(level.value)
    words = str(level.words) if _has(str(level.words), shown) else f"{level.words} ({shown})"
    first, last = one_line(labels[level.first]), one_line(labels[level.last])
    return _("{words}, fra {first} til {last}").format(words=words, first=first, last=last)


def _has(words: str, shown: str) -> bool:
    """Whether a number stands in words as it is shown, not as a part of another."""
    return re.search(rf"(?<![\d,]){re.escape(shown)}(?!\d|,\d)", words) is not None


def line_cells(spec: LineSpec | RunSpec) -> Cells:
    """A row for every label; a flag is a row of its own, where it stands, and a level is one at the end."""
    return _run_cells(spec) if isinstance(spec, RunSpec) else _lines_cells(spec)


def _lines_cells(spec: LineSpec) -> Cells:
    rows: list[list[str]] = []
    for at in range(len(spec.labels) + 1):
        rows += [[words, *[""] * len(spec.series)] for words in said_flags(spec.flags, at)]
        if at < len(spec.labels):
            values = [figure(row.values[at]) if at < len(row.values) else "" for row in spec.series]
            rows.append([one_line(spec.labels[at]), *values])
    return ["", *[str(row.name or spec.unit) for row in spec.series]], rows


def _run_cells(spec: RunSpec) -> Cells:
    ranged, noted = bool(spec.high), bool(spec.marked or spec.open_last)
    heads = ["", str(spec.unit), *([str(_("Vanlig fra")), str(_("Vanlig til"))] if ranged else [])]
    if noted:
        heads.append(str(_("Merknad")))
    rows: list[list[str]] = []
    for at in range(len(spec.labels) + 1):
        rows += [[words, *[""] * (len(heads) - 1)] for words in said_flags(spec.flags, at)]
        if at < len(spec.labels):
            limits = [_limit(spec.low, at), _limit(spec.high, at)] if ranged else []
            notes = [", ".join(point_notes(spec, at))] if noted else []
            rows.append([one_line(spec.labels[at]), figure(spec.values[at]), *limits, *notes])
    empty = [""] * (len(heads) - 2)
    return heads, rows + [[said_level(level, spec.labels), figure(level.value), *empty] for level in spec.levels]


def _limit(row: tuple[float | None, ...], at: int) -> str:
    """An end of the usual range at a point; empty where there is none."""
    value = row[at] if row else None
    return "" if value is None else figure(value)


def _flags(spec: LineSpec | RunSpec, at: int) -> list[str]:
    return [sentence(said) for said in said_flags(spec.flags, at)]


def one_line(label: str) -> str:
    """A label of several lines on one."""
    return ", ".join(str(label).split("\n"))
