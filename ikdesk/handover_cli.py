"""``ikdesk handover``: the paper between the leader who goes and the one who comes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.kernel.words import _

if TYPE_CHECKING:
    from ikdesk.data import Data

Open = Callable[[argparse.Namespace], AbstractContextManager["Data"]]
Progress = Callable[..., AbstractContextManager[Callable[[int, int], None]]]


def add_handover(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the command line what ``handover`` may be asked."""
    asked = job("handover", str(_("skriv papiret for overlevering når lederen slutter, som PDF på to sider")))
    asked.add_argument("--out", type=Path, required=True, help=str(_("mappen filen skal ligge i")))


def handover_files(wanted: argparse.Namespace, open_data: Open, progress: Progress) -> tuple[list[Path], str]:
    """Write the paper; where it lies, and no password: it is printed and signed.

    Args:
        wanted: the words of the command.
        open_data: opens the unit's data.
        progress: shows how far it has come.

    Raises:
        Problem: this person is no leader, or it cannot be saved there.
    """
    from ikdesk.handover.writing import write_handover
    from ikdesk.handover_data import FileOutside

    with open_data(wanted) as data, progress(_("Skriver")):
        return [write_handover(data, FileOutside(data).lying(), wanted.out)], ""
