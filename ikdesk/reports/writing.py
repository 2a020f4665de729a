"""The draft of a report as files, for whoever only wants the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ikdesk.exports.open_model import Signing
from ikdesk.kernel.tertial import Period
from ikdesk.reports.delivery_model import FORMATS as FORMATS
from ikdesk.reports.delivery_model import Wanted
from ikdesk.reports.delivery_writing import Tick, deliver


def write_report(data: Signing, period: Period, folder: Path, formats: Sequence[str], *, tick: Tick) -> list[Path]:
    """Write the report of a period to the municipality, as a draft.

    Args:
        data: the open data.
        period: which days.
        folder: where the files go.
        formats: of ``FORMATS``.
        tick: told how far it has come.

    Returns:
        The files, in the order of the formats.
    """
    return list(deliver(data, Wanted(period, formats=tuple(formats)), folder, tick=tick).paths)
