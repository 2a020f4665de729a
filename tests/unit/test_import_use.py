"""Logs of the days a place was in use come in the same way as logs of incidents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikdesk.incidents.import_actions import read_source, run_import
from ikdesk.incidents.import_plan_model import Outcome, UsePreview
from ikdesk.incidents.import_queries import plan_import
from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.unit.exposure_actions import log_day
from ikdesk.unit.exposure_queries import Exposure, exposure_by_standard, exposure_days
from tests.incidents.import_samples import csv_file, map_file, workbook
from tests.samples import LEADER, TODAY, place_of

WINTER = parse_period("2026-T1")


def bring_in(database: Database, path: Path, map_path: Path | None = None) -> Outcome:
    """Import a file."""
    outcome: Outcome = database.write(run_import, read_source(path, map_path), by=LEADER, today=TODAY)
    assert outcome.read == outcome.imported + outcome.duplicates + outcome.skipped + outcome.rejected
    assert outcome.kind == "exposure"
    return outcome


def log(folder: Path, *rows: Sequence[str]) -> Path:
    """A log with these rows, the first of them the headings."""
    return csv_file(folder / "akedager.csv", rows)


def days(database: Database) -> list[date]:
    """The days written down for the sledding hill."""
    return database.read(exposure_days, place_of(database), WINTER, viewer=LEADER, today=TODAY)


def test_days_come_in_once_each(database: Database, tmp_path: Path) -> None:
    path = log(
        tmp_path, ("Akedager 2026",), (), ("Dato", "Sted"), ("05.01.2026", "Akebakke"), ("06.01.2026", "akebakken"),
        ("06.01.2026", "sledding_hill"), ("Kilde: veggen",),
    )  # fmt: skip
    outcome = bring_in(database, path)
    assert (outcome.imported, outcome.duplicates, outcome.skipped) == (2, 1, 3)
    assert days(database) == [date(2026, 1, 5), date(2026, 1, 6)]
    again = bring_in(database, path)
    assert (again.imported, again.duplicates) == (0, 3)


def test_a_day_that_was_logged_by_hand_stands_already(database: Database, tmp_path: Path) -> None:
    database.write(log_day, place_of(database), date(2026, 1, 5), by=LEADER, today=TODAY)
    path = log(tmp_path, ("dato", "sted"), ("2026-01-05", "Akebakke"), ("2026-01-07", "Akebakke"))
    outcome = bring_in(database, path)
    assert (outcome.imported, outcome.duplicates) == (1, 1)


def test_a_column_of_akedager_says_the_place_itself(database: Database, tmp_path: Path) -> None:
    assert bring_in(database, log(tmp_path, ("Akedag",), ("05.01.2026",), ("06.01.2026",))).imported == 2
    assert len(days(database)) == 2


@pytest.mark.parametrize("heading", ["Akedag", "I bruk", "In use"])
def test_yes_and_no_by_day_are_understood(database: Database, tmp_path: Path, heading: str) -> None:
    outcome = bring_in(database, log(
        tmp_path, ("Dato", "Sted", heading), ("05.01.2026", "Akebakke", "ja"), ("06.01.2026", "Akebakke", "nei"),
        ("07.01.2026", "Akebakke", "X"), ("08.01.2026", "Akebakke", ""), ("09.01.2026", "Akebakke", "1"),
    ))  # fmt: skip
    assert (outcome.imported, outcome.skipped) == (3, 2)
    assert days(database) == [date(2026, 1, 5), date(2026, 1, 7), date(2026, 1, 9)]


def test_a_season_comes_in_as_an_estimate(database: Database, tmp_path: Path) -> None:
    path = workbook(tmp_path / "sesonger.xlsx", [
        ["Sted", "Fra dato", "Til dato", "Antall dager"],
        ["Akebakke", datetime(2026, 1, 5), datetime(2026, 3, 20), 31],
    ])  # fmt: skip
    outcome = bring_in(database, path)
    assert outcome.imported == 1
    found = database.read(exposure_by_standard, ["sledding_hill"], [WINTER], viewer=LEADER, today=TODAY)
    assert found == {"sledding_hill": [Exposure(31, estimated=True)]}
    assert bring_in(database, path).duplicates == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("31.02.2026", "Akebakke", "1"), "er ikke en dato"),
        (("01.05.2026", "Akebakke", "1"), "i dag eller tidligere"),
        (("01.05.1926", "Akebakke", "1"), "Årstallet 1926"),
        (("", "Akebakke", "1"), "Datoen mangler"),
        (("05.01.2026", "", "1"), "Sted mangler"),
        (("05.01.2026", "Månen", "1"), "«Månen»"),
        (("05.01.2026", "Akebakke", "4"), "Skriv fra og til dato"),
        (("05.01.2026", "Akebakke", "kanskje"), "er ikke et antall dager"),
    ],
)
def test_a_row_that_cannot_be_right_stops_the_whole_log(
    database: Database, tmp_path: Path, row: tuple[str, ...], sentence: str
) -> None:
    headings = ("Dato", "Sted", "Antall dager")
    path = log(tmp_path, headings, ("05.01.2026", "Akebakke", "1"), row, ("06.01.2026", "Sklie", ""))
    outcome = bring_in(database, path)
    assert (outcome.committed, outcome.imported, outcome.rejected) == (False, 2, 1)
    assert outcome.reasons[0].line == 3
    assert sentence in outcome.reasons[0].sentence
    assert outcome.unknown == ({"place": {"Månen": 1}} if "Månen" in row else {})
    assert days(database) == []


def test_seasons_that_cannot_be_right_are_refused(database: Database, tmp_path: Path) -> None:
    path = log(tmp_path, ("Sted", "Fra", "Til", "Antall dager"), ("Akebakke", "05.01.2026", "07.01.2026", "4"),
               ("Akebakke", "05.01.2026", "", "4"), ("Akebakke", "05.01.2026", "20.01.2026", ""),
               ("Akebakke", "20.01.2026", "05.01.2026", "4"))  # fmt: skip
    assert bring_in(database, path).rejected == 4


@pytest.mark.parametrize(
    ("second", "imported", "duplicates", "rejected"),
    [
        (("Akebakke", "05.01.2026", "20.03.2026", "31"), 0, 1, 0),
        (("Akebakke", "05.01.2026", "20.03.2026", "25"), 0, 0, 1),
        (("Akebakke", "01.02.2026", "31.03.2026", "9"), 0, 0, 1),
        (("Akebakke", "21.03.2026", "31.03.2026", "2"), 1, 0, 0),
        (("Sklie", "05.01.2026", "20.03.2026", "25"), 1, 0, 0),
    ],
)  # fmt: skip
def test_the_same_days_are_never_counted_in_two_seasons(
    database: Database, tmp_path: Path, second: tuple[str, ...], imported: int, duplicates: int, rejected: int
) -> None:
    headings = ("Sted", "Fra", "Til", "Antall dager")
    bring_in(database, log(tmp_path, headings, ("Akebakke", "05.01.2026", "20.03.2026", "31")))
    outcome = bring_in(database, log(tmp_path, headings, second))
    assert (outcome.imported, outcome.duplicates, outcome.rejected) == (imported, duplicates, rejected)


def test_a_map_may_say_that_it_is_days_in_use(database: Database, tmp_path: Path) -> None:
    path = log(tmp_path, ("Dag i snøen", "Bakke"), ("05.01.2026", "Den store"))
    chart = map_file(tmp_path, """
kind = "exposure"
[columns]
date = "Dag i snøen"
[values.place]
"Den store" = "sledding_hill"
""")
    assert bring_in(database, path, chart).imported == 1


def test_what_is_said_before_is_what_happens_after(database: Database, tmp_path: Path) -> None:
    source = read_source(log(tmp_path, ("Dato", "Sted"), ("05.01.2026", "Akebakke")))
    plan = database.read(plan_import, source, viewer=LEADER, today=TODAY)
    assert plan.preview == (UsePreview(2, date(2026, 1, 5), date(2026, 1, 5), "Akebakke", 1),)
    assert all(hasattr(plan.preview[0], field.key) for field in plan.preview_fields)
    assert days(database) == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dates(date(2025, 1, 1), TODAY), min_size=1, max_size=15), st.randoms(use_true_random=False))
def test_a_log_of_days_imported_again_in_any_order_adds_nothing(
    database: Database, tmp_path: Path, found: list[date], chance: object
) -> None:
    rows = [(f"{day:%d.%m.%Y}", "Akebakke") for day in found]
    bring_in(database, log(tmp_path, ("Dato", "Sted"), *rows))
    chance.shuffle(rows)  # type: ignore[attr-defined]
    again = bring_in(database, log(tmp_path, ("Dato", "Sted"), *rows))
    assert (again.imported, again.duplicates) == (0, len(rows))
