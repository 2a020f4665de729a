"""Writes a tertial report as ``ikdesk report`` does, but with the keys in hand.

``report_program.py FOLDER PERIOD TARGET``; the keys come on standard input.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ikdesk.data import open_data
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.tertial import parse_period
from ikdesk.reports.writing import FORMATS, write_report
from installer.bench.keys import keys_of


def main(folder: Path, period: str, target: Path) -> None:
    """Open, count, draw, write."""
    data = open_data(folder, keys_of(sys.stdin.readline()), clock=Clock())
    write_report(data, parse_period(period), target, FORMATS, tick=lambda _done, _total: None)
    data.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
