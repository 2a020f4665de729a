"""Writes a tertial report as ``ikdesk report`` does, but with the keys in hand.

``report_program.py FOLDER PERIOD TARGET``; the keys come on standard input. With ``again`` at the end it is written
once more, as in a window that has been open for a while, and the seconds that took are printed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from ikdesk.__main__ import sweep_seldom


def main(folder: Path, period: str, target: Path, *, again: bool) -> None:
    """Open, count, draw, write."""
    sweep_seldom()  # as the program itself, before anything is loaded
    sys.modules["numpy"] = None  # type: ignore[assignment]  # only the tests have it; openpyxl loads it where it lies
    from ikdesk.data import open_data
    from ikdesk.kernel.clock import Clock
    from ikdesk.kernel.tertial import parse_period
    from ikdesk.reports.delivery_model import Wanted
    from ikdesk.reports.delivery_writing import deliver
    from installer.bench.keys import keys_of

    data = open_data(folder, keys_of(sys.stdin.readline()), clock=Clock())
    for _time in range(2 if again else 1):
        started = time.perf_counter()
        deliver(data, Wanted(parse_period(period)), target, tick=lambda _done, _total: None)
        took = time.perf_counter() - started
    if again:
        print(took)
    data.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), again="again" in sys.argv[4:])
