"""``ikdesk stats``: how many events there were in a period."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from ikdesk.kernel.words import _, many

if TYPE_CHECKING:
    from ikdesk.data import Data

Open = Callable[[argparse.Namespace], AbstractContextManager["Data"]]
_HEADS = {
    "by_type": _("Type"), "by_severity": _("Alvor"), "by_place": _("Sted"), "by_month": _("Måned"),
    "by_weekday": _("Ukedag (1 = mandag)"), "by_status": _("Status"),
}  # fmt: skip


def add_stats(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the command line what ``stats`` may be asked."""
    counted = job("stats", str(_("tell hendelser i en periode")))
    counted.add_argument("--period", required=True)
    counted.add_argument("--json", action="store_true")


def stats_text(wanted: argparse.Namespace, open_data: Open) -> str:
    """The numbers of a period, as they are printed.

    Args:
        wanted: the words of the command.
        open_data: opens the unit's data.

    Raises:
        Problem: the period makes no sense, or the data cannot be opened.
    """
    from ikdesk.access.model import Deed
    from ikdesk.incidents.count_queries import statistics
    from ikdesk.kernel.tertial import parse_period

    period = parse_period(wanted.period)
    with open_data(wanted) as data:
        found = data.read(statistics, period)
        book = data.codebook()
        data.note(Deed.EXPORTED, "statistics", note=period.code)
    if wanted.json:
        return json.dumps(found.as_json(), ensure_ascii=False, indent=1)
    lines = [f"{period.name}: {many('{n} hendelse', '{n} hendelser', found.total)}"]
    lists = {"by_type": "event_type", "by_severity": "severity", "by_place": "place", "by_status": "status"}
    for name, numbers in found.as_json().items():
        if isinstance(numbers, dict):
            lines += ["", str(_HEADS[name])]
            for code, number in numbers.items():
                said = _("Ukjent") if code == "unknown" else book.label(lists[name], code) if name in lists else code
                lines.append(f"  {said}: {number}")
    return "\n".join(lines)
