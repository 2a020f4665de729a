"""A long list as CSV, as a spreadsheet in Norwegian opens it: semicolons, and every value in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ikdesk.kernel.fields import Field, show
from ikdesk.paper import cells
from ikdesk.paper.plain import write_csv
from ikdesk.paper.saving import Tick, never_mind
from ikdesk.paper.story import Listing


def write_list_csv(
    listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], path: Path, tick: Tick = never_mind
) -> Path:
    """Write all rows of a list as CSV; they stream through and are never all in memory.

    Args:
        listing: what the list is.
        pages: the rows, some at a time, each a value for every field.
        path: where it shall lie.
        tick: told how many rows are written, and of how many; may raise Cancelled, then no file is left.

    Returns:
        Where it lies: "name (2).csv" if the wanted file is open in another program.

    Raises:
        Problem: it cannot be saved there.
    """
    heads = [str(field.label) for field in listing.fields]
    return write_csv(path, heads, _rows(listing, pages, tick), separator=";")


def _rows(listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], tick: Tick) -> Iterator[list[Any]]:
    count = 0
    for page in pages:
        for row in page:
            yield [_cell(value, field, listing) for value, field in zip(row, listing.fields, strict=True)]
        count += len(page)
        tick(count, max(listing.total, count))


def _cell(value: Any, field: Field, listing: Listing) -> Any:
    """Numbers stay numbers, as a spreadsheet counts them; all else is what people read."""
    if isinstance(value, int) and not field.codes and not isinstance(value, bool):
        return value
    return cells.text(show(value, field, listing.codebook))
