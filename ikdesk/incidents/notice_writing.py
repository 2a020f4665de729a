"""The page with whom to call, written beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.kernel.words import _

if TYPE_CHECKING:
    from ikdesk.paper.call_sheet import CallSheet


def draw_notice_list(sheet: CallSheet, folder: Path) -> Path:
    """Draw the page, without the data.

    Args:
        sheet: what stands on it.
        folder: where the file goes.

    Raises:
        Problem: there is too much for one page, or it cannot be saved there.
    """
    from ikdesk.paper.call_sheet import write_call_sheet

    return write_call_sheet(sheet, folder / f"{_('Varslingsliste')}.pdf")
