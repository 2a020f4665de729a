"""What the cells of a chart's table open: the same as what they are the numbers of."""

from __future__ import annotations

from collections.abc import Sequence

from ikdesk.picture.grid_spec import BodySpec, GridSpec, RiskSpec, SiteSpec
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.parts import HIDDEN
from ikdesk.picture.spec import BarSpec, Spec
from ikdesk.picture.tie_spec import BowTieSpec
from ikdesk.picture.tie_words import guard_name

Keys = list[list[str]]


def keys_of(spec: Spec, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> Keys:
    """For each cell what it opens; "" for nothing. A hidden number opens nothing, nor does one that is not there.

    Args:
        spec: what the chart says.
        heads: the headings of its table, as ``cells_of`` gives them.
        lines: the rows of it.
    """
    if isinstance(spec, GridSpec):
        return _grid_keys(spec, heads, lines)
    if isinstance(spec, RiskSpec) and spec.counts:
        return [["", *(spec.cell_keys[row][column] if spec.cell_keys and _counts(said) else ""
                       for column, said in enumerate(line[1:]))] for row, line in enumerate(lines)]  # fmt: skip
    if isinstance(spec, BowTieSpec):
        opened = {guard_name(guard): guard.key for guard in spec.guards}
        return [[opened.get(line[0], "") if said else "" for said in line] for line in lines]
    keys = _row_keys(spec)
    made: Keys = []
    for line in lines:
        found = next((at for at, (name, _key) in enumerate(keys) if name == line[0]), None)
        key = keys[found][1] if found is not None else ""
        opens = [_counts(said) for said in line[1:]]
        made.append([key if one else "" for one in (any(opens), *opens)])
        if found is not None:
            del keys[: found + 1]  # what has the same name is another one, further down
    return made


def _row_keys(spec: Spec) -> list[tuple[str, str]]:
    """The rows that open something: what stands first in each, and what it opens."""
    match spec:
        case BarSpec() | LineSpec() | RunSpec() if spec.keys:
            return [(", ".join(str(label).split("\n")), key)
                    for label, key in zip(spec.labels, spec.keys, strict=True)]  # fmt: skip
        case RiskSpec():
            return [(f"{pip.number} {pip.name}", pip.key) for pip in spec.pips]
        case SiteSpec():
            return [(spot.name, spot.key) for spot in spec.spots]
        case BodySpec():
            return [(part.name, part.key) for part in spec.parts]
    return []


def _grid_keys(spec: GridSpec, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> Keys:
    """Cells by row and column, with the sums at the edges."""
    across, down = len(spec.columns), len(spec.rows)
    made = [[""] * len(heads) for _line in lines]
    for row, line in enumerate(lines):
        for column, said in enumerate(line[1:], 1):
            if row < down and column <= across:
                key = spec.keys[row][column - 1] if spec.keys else ""
            elif row < down:
                key = spec.row_keys[row] if spec.row_keys else ""
            else:
                key = spec.column_keys[column - 1] if spec.column_keys and column <= across else ""
            made[row][column] = key if _counts(said) else ""
    return made


def _counts(said: str) -> bool:
    """Whether a cell holds a number of something: not none of it, nor a hidden one, nor that it was closed."""
    return said not in {HIDDEN, "0"} and any(letter.isdigit() for letter in said)
