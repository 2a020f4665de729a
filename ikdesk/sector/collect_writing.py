"""Reports of many units, from files to the documents for the sector: looked into, laid out, counted, and written."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from ikdesk.sector.store_model import Store
from ikdesk.sector.wanted_model import Collected, Tick, Wanted

OpenStore = Callable[[], AbstractContextManager[Store]]


def collect(open_store: OpenStore, wanted: Wanted, pins: Path, folder: Path, *, tick: Tick) -> Collected:
    """Collect reports, and write what comes of them.

    Args:
        open_store: gives the file they are laid out in meanwhile.
        wanted: which reports.
        pins: the file of the units that are known; it is made if it is missing, and gets those that are new.
        folder: where the documents go.
        tick: told how far it has come; may raise Cancelled, then nothing is written.

    Raises:
        Problem: none of the files is a report for the period, or something cannot be read or saved.
    """
    raise NotImplementedError(open_store, wanted, pins, folder, tick)
