"""Every version of a report as a screen reader goes through it: from heading to heading, table to table.

Where what is said has been changed on purpose, read ``heard`` through and put it into the file.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.signer import Signer
from ikdesk.paper.pdf import pdf_bytes
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.report_queries import report_of
from tests.paper.heard import heard
from tests.paper.pdf_checker import check
from tests.reports.examples import T1, story_of
from tests.samples import LEADER, TODAY

HEARD = Path(__file__).parent.parent / "data" / "heard_versions.txt"
STOPS = ("H1:", "H2:", "H3:", "H4:", "H5:", "Caption:", "Figure:", "THead", "L", "TOC", "TBody")


def stops(said: str) -> list[str]:
    """Where a reader stops on the way: headings, captions, pictures, lists, and tables with their columns."""
    lines = [line.strip() for line in said.splitlines()]
    out: list[str] = []
    for at, line in enumerate(lines):
        if line == "THead":
            out.append("Table: " + " | ".join(_heads(lines[at + 2 :])))
        elif line == "TBody":
            out.append(f"{_rows(lines[at + 1 :])} rows")
        elif line.startswith("Figure:"):
            out.append(re.split(r"\. (?=[A-ZÆØÅ])", line)[0])
        elif line.startswith(STOPS[:6]) or line in STOPS:
            out.append(line)
    return out


def _heads(lines: list[str]) -> list[str]:
    return [line[4:] for line in lines[: next(at for at, line in enumerate(lines) if not line.startswith("TH:"))]]


def _rows(lines: list[str]) -> int:
    end = next((at for at, line in enumerate(lines) if not line.startswith(("TR", "TH", "TD"))), len(lines))
    return lines[:end].count("TR")


@pytest.mark.parametrize("audience", Audience)
def test_a_version_is_heard_in_order_and_can_be_archived(audience: Audience, two_years: Database) -> None:
    report = two_years.read(report_of, T1, audience, viewer=LEADER, today=TODAY)
    data = pdf_bytes(story_of(report.facts), signer=Signer(b"solbakken-barnehage-solbakken-ba"))
    assert check(data) == []
    kept = HEARD.read_text("utf-8").split("=== ")
    assert "\n".join([audience.name, *stops(heard(data))]) in [part.strip() for part in kept]
