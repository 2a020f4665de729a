"""The reports of many units collected: ten times the units must take ten times the time, and no more memory.

The reports are simulated, and made before anything is measured. Each collection is a program of its own, and knows half
of the units from before. What takes a minute cannot take turns with what takes
seconds, so it is the processor's time that is compared; what the clock said stands beside it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ikdesk.sector.known_actions import write_known
from ikdesk.sector.known_model import Known, KnownUnit, identity
from installer.bench.timing import Point, grouped, share
from tests.sector.made_reports import made_unit, write_report

TIME_AIM, MEMORY_AIM = 11, 1.1
ODD = 10  # of so many units, one sends a workbook, and another one both


@dataclass(frozen=True, slots=True)
class Ran:
    """What one collection came to."""

    processor: float  # seconds of its time
    clock: float  # seconds
    peak: int  # bytes


def collect_points(folder: Path, few: int, many: int) -> Iterator[Point]:
    """Time and memory of many reports beside those of few.

    Args:
        folder: where the reports are made, and taken away again.
        few: how many units.
        many: how many of them for the other.
    """
    small, large = (ran(folder / f"collected-{number}", number) for number in (few, many))
    told = f"reports of units collected, {grouped(many)} ÷ {grouped(few)}"
    clock = f"s ({large.clock:.3g} / {small.clock:.3g} s by the clock)"
    yield share(f"time of {told}", large.processor, small.processor, TIME_AIM, clock)
    yield share(f"memory of {told}", large.peak / 2**20, small.peak / 2**20, MEMORY_AIM, "MiB")


def ran(folder: Path, number: int) -> Ran:
    """Collect the reports of so many units.

    Args:
        folder: is made, and taken away again.
        number: how many units.
    """
    reports, pins, target = (folder / name for name in ("reports", "known-units.json", "made"))
    make(reports, number)
    write_known(pins, known(range(0, number, 2)))
    target.mkdir()
    program = Path(__file__).with_name("collect_program.py")
    done = subprocess.run(
        [sys.executable, program, reports, pins, target], check=True, stdout=subprocess.PIPE, text=True
    )
    told = json.loads(done.stdout)
    if told["taken"] != number:
        raise ValueError(f"{told['taken']} of {number} units")
    shutil.rmtree(folder)
    return Ran(told["processor"], told["clock"], told["peak"])


def known(numbers: Iterable[int]) -> Known:
    """Simulated units as they would be known from an earlier report.

    Args:
        numbers: which.
    """
    found = {}
    for unit in map(made_unit, numbers):
        by = identity(unit.name, unit.organisation_number)
        found[by] = KnownUnit(by, unit.name, unit.organisation_number, unit.signer.key, date(2026, 1, 20))
    return found


def make(folder: Path, number: int) -> None:
    """Write the reports of so many units: most of them as PDF, some as a workbook, and some as both.

    Args:
        folder: is made.
        number: how many units.
    """
    folder.mkdir(parents=True)
    for at in range(number):
        unit, odd = made_unit(at), at % ODD
        if odd != 1:
            write_report(unit, folder)
        if odd < 2:
            write_report(unit, folder, format="xlsx")
