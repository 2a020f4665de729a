"""Collects the reports in a folder as ``ikdesk collect`` does, and prints how long it took and the most memory it had.

``collect_program.py REPORTS PINS TARGET``.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

from ikdesk.__main__ import sweep_seldom


def main(reports: Path, pins: Path, target: Path) -> None:
    """Collect, and print."""
    sweep_seldom()  # as the program itself, before anything is loaded
    sys.modules["numpy"] = None  # type: ignore[assignment]  # only the tests have it; openpyxl loads it where it lies
    from ikdesk.sector.collect_writing import collect
    from ikdesk.sector.wanted_model import Wanted
    from ikdesk.sector_data import open_store
    from installer.bench.peak import peak_memory

    wanted = Wanted((reports,), date(2026, 6, 1), period="2026-T1", sender="Eksempel kommune", json=True)
    started, worked = time.perf_counter(), time.process_time()
    done = collect(open_store, wanted, pins, target, tick=lambda _done, _total: None)
    took, worked = time.perf_counter() - started, time.process_time() - worked
    print(json.dumps({"taken": done.taken, "clock": took, "processor": worked, "peak": peak_memory()}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
