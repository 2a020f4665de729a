"""Collected, and told on the spot what came of it: also when there was nothing that could be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.sector.collect_writing import OpenStore, collect
from ikdesk.sector.store_model import Store
from ikdesk.sector.wanted_model import Collected, Tick, Wanted


def collect_told(
    open_store: OpenStore, wanted: Wanted, pins: Path, folder: Path, *, see: Callable[[Store], object], tick: Tick
) -> Collected:
    """Collect reports and write what comes of them, and look into the store before it is gone.

    Args:
        open_store: gives the file they are laid out in meanwhile.
        wanted: which reports.
        pins: the file of the units that are known.
        folder: where the documents go.
        see: gets the store when all is done, or when it was said why nothing could be made of it.
        tick: told how far it has come; may raise Cancelled.

    Raises:
        Problem: as ``collect``.
    """

    @contextmanager
    def watched() -> Iterator[Store]:
        with open_store() as store:
            try:
                yield store
            except Problem:
                see(store)  # which files, and why: all the more when none of them could be taken
                raise
            see(store)

    return collect(watched, wanted, pins, folder, tick=tick)
