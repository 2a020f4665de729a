"""A delivered report, and what to ask and do with it: for the tests that try every question as every role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from ikdesk.incidents.piece_queries import Counting
from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import SYSTEM, Key
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.delivery_actions import deliver_report
from ikdesk.reports.delivery_model import Delivered, FileBytes, Wanted
from ikdesk.reports.earlier_model import Piece
from ikdesk.reports.sum_queries import Asked, upward

PERIOD = parse_period("2026-T1")


def ready(edition: int = 1, text: str = "", *, to: str = "Kommunalsjefen") -> Delivered:
    """A report that can be delivered, much shorter than any real one.

    Args:
        edition: its version.
        text: what it says.
        to: who gets it; empty: it is a draft.
    """
    return Delivered(
        PERIOD.code, Audience.MUNICIPALITY, edition, "nb", PERIOD.first, PERIOD.last, datetime(2026, 4, 30, 12, 0), to,
        "oppvekst@kommunen.no", f'{{"text": "{text}"}}', '{"numbers": {"total": 3}, "report": {}}', "3F2A 91C0",
        (FileBytes("pdf", "Rapport.pdf", b"%PDF-1.7 " + text.encode()), FileBytes("xlsx", "Rapport.xlsx", b"PK")),
    )  # fmt: skip


def fill_reports(database: Database, text: str, **done: Any) -> Key:
    """Deliver a report; its key.

    Args:
        database: where.
        text: what it says.
        done: ``by`` and ``today``.
    """
    return database.write(deliver_report, ready(text=text), **done)


def _asked(filled: Any) -> Asked:
    lists = filled.database.read(upward, Audience.MUNICIPALITY, viewer=SYSTEM, today=date(2026, 4, 30))
    return Asked(Audience.MUNICIPALITY, (PERIOD, PERIOD.a_year_before(), PERIOD), 28, lists)


def _pieces(_filled: Any) -> list[Piece]:
    """Numbers that somebody has counted already: the same whoever asks."""
    return [Piece(date(2026, 1, 1), date(2026, 5, 1), {"kind": {"child_injury": 1}, "severity": {"1": 1}})]


_OF_VERSION = ("changes_since", "receive_report", "version_file", "version_view")
# by the name of the argument, as in tests/rights.py; each gets what was filled in
REPORT_RECIPES: dict[str, Callable[[Any], Any]] = {
    **{f"{what}.key": lambda f: f.sent for what in _OF_VERSION},
    "told_otherwise.key": lambda f: f.incident, "reported_before_change.key": lambda f: f.incident,
    "version_file.format": lambda _f: "pdf", "delivered": lambda _f: ready(2), "drawn": lambda _f: ready(to=""),
    "receive_report.values": lambda _f: {"received_on": date(2026, 4, 30), "received_note": "Takk."},
    "ready_report.wanted": lambda _f: Wanted(PERIOD, to="Kommunalsjefen"),
    **{f"{what}.period": lambda _f: PERIOD.code for what in ("versions", "next_edition", "changed_reports")},
    "piece_sums.wanted": lambda _f: Counting(("kind", "severity")), "pieces_of.asked": _asked, "sums_of.asked": _asked,
    "signed_here.fingerprint": lambda _f: "3F2A 91C0", "cuts": lambda _f: [date(2026, 1, 1), date(2026, 5, 1)],
    "pieces": _pieces, "one_way": lambda _f: True, "set_limits.language": lambda _f: "nn",
}  # fmt: skip
