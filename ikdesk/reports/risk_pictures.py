"""The risk matrix of a report: how many risks lie in each cell, and where those of a focus area have moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ikdesk.kernel.words import _, plain_date
from ikdesk.picture.grid_spec import Pip, RiskSpec
from ikdesk.risks.counts_model import RiskCounts, RiskTold
from ikdesk.risks.plain_pictures import cell_of, counted_matrix, plain_matrix


def all_risks(found: RiskCounts) -> RiskSpec:
    """How many risks lie in each cell on the last day.

    Args:
        found: of the report.
    """
    marks = [one.now for one in found.standing if one.now is not None]
    title = _("Risikoene {day}").format(day=plain_date(found.day))
    return counted_matrix(found.matrix, marks, "risk_matrix", title)


def moved_risks(found: RiskCounts, rows: Sequence[tuple[str, RiskTold]], key: str, title: str) -> RiskSpec:
    """Where some risks lie, with an arrow from where they lay without new measures.

    Args:
        found: of the report.
        rows: what each is called, and the risk.
        key: what the picture is called by the program.
        title: of the picture.
    """
    size = found.matrix.size
    pips = tuple(
        Pip(number, name, cell_of(one.now, size), cell_of(one.first, size) if one.first else None)
        for number, (name, one) in enumerate(rows, 1) if one.now is not None
    )  # fmt: skip
    return replace(plain_matrix(found.matrix, key, title), pips=pips)
