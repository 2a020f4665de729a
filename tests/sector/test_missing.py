"""What is said of a unit whose report is missing, where there is something else from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ikdesk.sector.gather_actions import gather
from ikdesk.sector.line_queries import missing_lines
from ikdesk.sector.outcome_queries import each_missing
from ikdesk.sector.wanted_model import Wanted
from ikdesk.sector_data import open_store
from tests.sector.made_reports import made_unit, write_report

DAY = date(2026, 5, 20)


def test_what_is_wrong_with_this_periods_report_is_told_before_reports_for_other_periods(tmp_path: Path) -> None:
    units = [made_unit(number) for number in range(5)]
    for period, made in (("2025-T1", "2025-05-12T08:00:00+00:00"), ("2025-T3", "2026-01-12T08:00:00+00:00")):
        for unit in units:
            write_report(unit, tmp_path, period=period, made=made)
    with open_store() as store:
        known = gather(store, Wanted((tmp_path,), DAY), {}, tick=lambda _done, _total: None).known
    write_report(units[0], tmp_path)
    write_report(units[1], tmp_path, status="draft")
    write_report(units[2], tmp_path, audience="parents")
    with open_store() as store:
        gather(store, Wanted((tmp_path,), DAY, "2026-T1"), known, tick=lambda _done, _total: None)
        papers = {line.name: line.said for page in missing_lines(store) for line in page}
        window = {unit.name: unit.said for unit in each_missing(store)}
    others = "Rapporten er laget for «Foreldre og samarbeidsutvalg». Be enheten om den som er laget for «Kommunen»."
    before = "Har bare levert for 3. tertial 2025"
    names = [unit.name for unit in units[1:]]
    assert papers == window == dict(zip(names, ["Utkast", others, before, before], strict=True))
