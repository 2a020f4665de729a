"""Blank forms as PDF: they say nothing of anybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.incidents.blank_sections import Blank, blank_collect, blank_report
from ikdesk.kernel.names import safe_name

if TYPE_CHECKING:
    from ikdesk.paper.form_sheet import FormSheet

FORMS: dict[str, Callable[[Blank], FormSheet]] = {"report": blank_report, "collect": blank_collect}


def write_blank(what: str, blank: Blank, folder: Path) -> Path:
    """Write a blank form.

    Args:
        what: report or collect.
        blank: the unit.
        folder: where it goes.

    Raises:
        Problem: it has no room on a page, or cannot be saved there.
    """
    from ikdesk.paper.form_sheet import write_form

    sheet = FORMS[what](blank)
    return write_form(sheet, folder / f"{safe_name(sheet.title)}.pdf")
