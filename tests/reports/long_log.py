"""A log of several thousand events, as a municipality's system would hand it out, and taken in by the product."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from ikdesk.incidents.import_actions import read_source, run_import
from ikdesk.kernel.database import Database
from ikdesk.unit.actions import set_month_figures
from tests.incidents.import_samples import csv_file
from tests.samples import LEADER, TODAY

EVENTS = 3_000
FIRST, DAYS = date(2024, 1, 2), 850  # the last days of April 2026 are in it
HEADINGS = (
    "Nummer", "Dato", "Klokkeslett", "Type", "Sted", "Alvorlighet", "Hva skjedde", "Aktivitet", "Skademekanisme",
    "Behandling", "Rutine", "Meldt", "Lukket", "Årsak",
)  # fmt: skip
# each with how often; what is rare makes small numbers, and nothing at all is left open in some
KINDS = {
    "child_injury": 60, "near_miss": 20, "hazard": 8, "staff_injury": 4, "violence_threat": 4, "environment_42": 2,
    "privacy_breach": 1, "medication_allergy": 1,
}  # fmt: skip
PLACES = {
    "playroom": 30, "cloakroom": 25, "sledding_hill": 12, "toilet": 12, "gate_fence": 6, "sandpit": 6, "local_trip": 5,
    "climbing_frame": 2, "staff_room": 1, "parking": 1,
}  # fmt: skip
GRADES = {"0": 50, "1": 35, "2": 10, "3": 2, "": 3}
ACTIVITIES = {"free_play_indoor": 40, "free_play_outdoor": 30, "meal": 10, "sledding": 8, "outing": 4, "": 20}
MECHANISMS = {"fall_same": 30, "collision": 20, "fall_height": 20, "crush": 5, "cut_bite_sting": 3, "": 15}
ROUTINES = {"followed": 60, "broken": 10, "missing": 5, "": 30}
TREATMENTS = {"": 70, "wash_plaster": 20, "doctor": 2, "dentist": 1}


def take_in(database: Database, folder: Path) -> None:
    """Import the log, and say how many children there were.

    Args:
        database: a unit's own, empty.
        folder: where the file of the log may lie.
    """
    path = csv_file(folder / "logg.csv", (HEADINGS, *_lines()))
    done = database.write(run_import, read_source(path), by=LEADER, today=TODAY)
    assert (done.imported, done.rejected) == (EVENTS, 0), done.sentences()
    figures = [(year, month, 80, 20) for year in (2025, 2026) for month in range(1, 13) if (year, month) <= (2026, 4)]
    database.write(set_month_figures, figures, by=LEADER, today=TODAY)


def _lines() -> Iterator[tuple[str, ...]]:
    rng = Random(9)  # the same every time

    def one(of: dict[str, int]) -> str:
        return rng.choices(list(of), list(of.values()))[0]

    for at in range(EVENTS):
        day = FIRST + timedelta(days=at * DAYS // EVENTS)
        hour = rng.randrange(7, 17)
        told = datetime.combine(day, time(17)) + timedelta(days=rng.choice((0, 0, 0, 0, 1, 3)))
        closed = told + timedelta(days=rng.randrange(60))
        yield (
            f"{day.year}-{at}", day.isoformat(), f"{hour:02}.{rng.randrange(60):02}", one(KINDS), one(PLACES),
            one(GRADES), f"Hendelse nummer {at} i loggen.", one(ACTIVITIES), one(MECHANISMS), one(TREATMENTS),
            one(ROUTINES), _moment(told), _moment(closed) if rng.random() < 0.9 else "", "",
        )  # fmt: skip


def _moment(moment: datetime) -> str:
    """Nothing is told or closed after the last day there is."""
    return min(moment, datetime.combine(TODAY, time(11))).isoformat(sep=" ", timespec="minutes")
