"""Logs as people keep them, and a short way to import one."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import func, select

from ikdesk.incidents.import_actions import read_source, run_import
from ikdesk.incidents.import_plan_model import Outcome, Plan
from ikdesk.incidents.import_queries import plan_import
from ikdesk.incidents.model import Incident
from ikdesk.kernel.database import Database
from tests.samples import LEADER, TODAY

HEADINGS = ("Dato", "Klokkeslett", "Type", "Sted", "Alvorlighet", "Hva skjedde")
ROWS = (
    ("03.02.2026", "10.40", "Skade på barn", "Akebakke", "1", "Kjørte inn i gjerdet"),
    ("04.02.2026", "", "Nestenulykke", "Akebakke", "0", "Holdt på å treffe et tre"),
    ("04.02.2026", "11.15", "child_injury", "sledding_hill", "Alvorlig", "Slo hodet"),
    ("12.03.2026", "09.05", "SKADE PÅ BARN/ELEV", "  garderobe ", "2", "Skled på vått gulv"),
)


def csv_file(path: Path, rows: Iterable[Sequence[str]], separator: str = ";", encoding: str = "utf-8") -> Path:
    """Write a CSV file the plain way."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def log_file(folder: Path, rows: Iterable[Sequence[str]] = ROWS, headings: Sequence[str] = HEADINGS) -> Path:
    """A log of incidents with headings."""
    return csv_file(folder / "logg.csv", (headings, *rows))


def workbook(path: Path, rows: Iterable[Sequence[Any]]) -> Path:
    """Write a workbook with real dates and numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def map_file(folder: Path, text: str) -> Path:
    """Write a map."""
    path = folder / "kart.toml"
    path.write_text(text, "utf-8")
    return path


def bring_in(database: Database, path: Path, map_path: Path | None = None, *, dry_run: bool = False) -> Outcome:
    """Import a file."""
    source = read_source(path, map_path)
    outcome: Outcome = database.write(run_import, source, by=LEADER, today=TODAY, dry_run=dry_run)
    assert outcome.read == outcome.imported + outcome.duplicates + outcome.skipped + outcome.rejected
    return outcome


def planned(database: Database, path: Path, map_path: Path | None = None) -> Plan:
    """What an import would do."""
    return database.read(plan_import, read_source(path, map_path), viewer=LEADER, today=TODAY)


def incidents(database: Database) -> list[Incident]:
    """Everything that stands, by number."""
    ordered = select(Incident).order_by(Incident.year, Incident.running)
    return database.read(lambda session: list(session.scalars(ordered)))


def how_many(database: Database, kind: type = Incident) -> int:
    """How many there are."""
    return database.read(lambda session: int(session.scalar(select(func.count()).select_from(kind)) or 0))


def shuffled(rows: Iterable[Sequence[str]], seed: int) -> list[Sequence[str]]:
    """The rows in another order."""
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    return mixed
