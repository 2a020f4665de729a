"""Writes all rows of the list to Excel and prints the most memory that took, in bytes.

``memory_program.py FOLDER``; the keys come on standard input. Python's own memory is counted: what the encrypted file
keeps of itself has a limit of its own.
"""

from __future__ import annotations

import sys
import tempfile
import tracemalloc
from pathlib import Path

from ikdesk.data import open_data
from ikdesk.kernel.clock import Clock
from ikdesk.paper.list_workbook import write_rows
from installer.bench.keys import keys_of
from installer.bench.list_points import listing_of, pages_of


def main(folder: Path) -> None:
    """Measure, and print."""
    data = open_data(folder, keys_of(sys.stdin.readline()), clock=Clock())
    listing = listing_of(data)
    for _page in pages_of(data):  # once through, so that what is loaded or built only once is not counted
        break
    with tempfile.TemporaryDirectory() as target:
        tracemalloc.start()
        write_rows(listing, pages_of(data), Path(target) / "list.xlsx")
        print(tracemalloc.get_traced_memory()[1])
    data.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
