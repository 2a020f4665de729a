"""A unit with numbers so small that they are not told, each of them twice: in a pair that could be the other way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ikdesk.incidents.import_actions import read_source, run_import
from ikdesk.kernel.database import Database
from ikdesk.unit.actions import add_department, change_unit
from tests.incidents.import_samples import csv_file
from tests.samples import LEADER, TODAY

HEADINGS = (
    "Dato", "Klokkeslett", "Type", "Sted", "Alvorlighet", "Hva skjedde", "Aktivitet", "Skademekanisme", "Behandling",
    "Avdeling",
)  # fmt: skip
PLAIN = ("child_injury", "playroom", "1", "free_play_indoor", "fall_same", "wash_plaster", "Rød")
GROWN = {5: "", 6: ""}
# how many, and in what they differ from the plain one
THIS_YEAR: tuple[tuple[int, dict[int, str]], ...] = (
    (9, {}),
    (6, {0: "near_miss", 2: "0"}),
    (1, {1: "cloakroom"}), (2, {1: "cloakroom", 0: "near_miss"}),
    (2, {1: "sandpit"}), (1, {1: "sandpit", 0: "near_miss"}),
    (2, {1: "swing"}), (1, {1: "slide"}),
    (2, {2: "2"}), (1, {2: "3"}),
    (2, {3: "meal"}), (1, {3: "outing"}),
    (2, {4: "crush"}), (1, {4: "cut_bite_sting"}),
    (2, {5: "doctor"}), (1, {5: "dentist"}),
    (2, {6: "Blå"}), (1, {6: "Grønn"}),
    (2, {0: "hazard"}), (1, {0: "food_hygiene"}),
    (2, {0: "staff_injury", 1: "staff_room", **GROWN}), (1, {0: "staff_injury", 1: "kitchen_dining", **GROWN}),
    (4, {0: "violence_threat", **GROWN}), (2, {0: "violence_threat", 1: "cloakroom", **GROWN}),
)  # fmt: skip
LAST_YEAR: tuple[tuple[int, dict[int, str]], ...] = ((12, {}), (5, {0: "near_miss", 2: "0"}))


def take_in_small(database: Database, folder: Path) -> None:
    """Import it, and say what there is to say of the unit.

    Args:
        database: a unit's own, empty.
        folder: where the file of the log may lie.
    """
    for name in ("Rød", "Blå", "Grønn"):
        database.write(add_department, name, by=LEADER, today=TODAY)
    database.write(change_unit, {"org_number": "974760673"}, by=LEADER, today=TODAY)
    path = csv_file(folder / "logg.csv", (HEADINGS, *_lines()))
    done = database.write(run_import, read_source(path), by=LEADER, today=TODAY)
    assert done.rejected == 0, done.sentences()


def _lines() -> Iterator[tuple[str, ...]]:
    for first, groups in ((date(2026, 1, 5), THIS_YEAR), (date(2025, 1, 6), LAST_YEAR)):
        at = 0
        for number, other in groups:
            for _one in range(number):
                kind, place, grade, *rest = (other.get(place, word) for place, word in enumerate(PLAIN))
                day = first + timedelta(days=2 * (at % 55))
                at += 1
                yield (day.isoformat(), "10.15", kind, place, grade, f"Hendelse nummer {at}.", *rest)
