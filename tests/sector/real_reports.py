"""The reports of a kindergarten made by the program itself, from its events to the signed files."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from ikdesk import data
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.tertial import parse_period
from ikdesk.reports.delivery_model import Wanted
from ikdesk.reports.delivery_writing import deliver, write_version
from ikdesk.reports.version_queries import versions
from ikdesk.safe import vault

DELIVERED = date(2026, 5, 6)
NAME = "Solbakken barnehage"


def write_real(demo: Path, folder: Path) -> None:
    """The demo kindergarten's report for 3. tertial 2025, as it was sent, and the one for 1. tertial 2026.

    Args:
        demo: nobody has it open, and nobody writes to it.
        folder: is made, with a folder for each period in it.
    """
    own = folder / "unit"
    shutil.copytree(demo, own)
    opened = data.open_data(own, vault.unlock(own, data.DEMO_PASSWORD), clock=Clock(DELIVERED))
    for period in ("2025-T3", "2026-T1"):
        (folder / period).mkdir()
    (earlier,) = opened.read(versions)
    write_version(opened, earlier.key, folder / "2025-T3")
    deliver(
        opened, Wanted(parse_period("2026-T1"), to="Kommunen"), folder / "2026-T1", tick=lambda _done, _total: None
    )
    opened.close()
