"""The list of events as a file, in the form that was asked for: PDF, Excel or CSV, from one definition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.exports.actions import know_files
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.page import NEWEST, Cut
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.paper.story import Listing
from ikdesk.reports.list_queries import pages_of
from ikdesk.reports.list_sections import exported_note, incident_list
from ikdesk.unit.queries import codebook, unit_row

FORMATS = ("pdf", "xlsx", "csv")
Tick = Callable[[int, int], None]


class Data(Protocol):
    """The open data."""

    @property
    def clock(self) -> Clock:
        """The program's clock."""

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask."""

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which incidents, in which order."""

    filter: Filter
    order: Cut = NEWEST


def draw_list_file(
    listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], path: Path, tick: Tick, *, password: str = ""
) -> Path:
    """Write the list in the form its ending says, and tell where it lies.

    Args:
        listing: what it is.
        pages: its rows.
        path: where it shall lie.
        tick: told how far it has come.
        password: opens the PDF; "" for none.
    """
    match path.suffix.lower():
        case ".pdf":
            from ikdesk.paper.list_pdf import write_list_pdf

            return write_list_pdf(listing, pages, path, tick, password=password)
        case ".csv":
            from ikdesk.paper.list_csv import write_list_csv

            return write_list_csv(listing, pages, path, tick)
        case _:
            from ikdesk.paper.list_workbook import write_rows

            return write_rows(listing, pages, path, tick)


def write_list(data: Data, asked: Asked, folder: Path, formats: Sequence[str], *, tick: Tick) -> list[Path]:
    """Write the list in several forms, write down that it was taken out, and give the files.

    Args:
        data: open.
        asked: which incidents, in which order.
        folder: where the files go.
        formats: of ``FORMATS``.
        tick: told how far it has come.
    """
    viewer = data.read(_who)
    total, unit, book = data.read(how_many, asked.filter), data.read(unit_row), data.read(codebook)
    when: datetime = data.clock.local().astimezone()
    listing = incident_list(unit, asked.filter, total, codebook=book, viewer=viewer, when=when)
    made = []
    for kind in formats:
        path = folder / list_name(data.clock, kind)
        data.write(note_access, Deed.EXPORTED, "incident", total, note=exported_note(asked.filter, book, path))
        made.append(draw_list_file(listing, pages_of(data.read, asked.filter, asked.order, book), path, tick))
    data.write(know_files, "incident", made)
    return made


def _who(_session: Session, *, viewer: Viewer, **_day: Any) -> Viewer:
    viewer.may(Right.EXPORT)
    return viewer


def list_name(clock: Clock, kind: str) -> str:
    """What the file is called.

    Args:
        clock: the program's.
        kind: pdf, xlsx or csv.
    """
    return f"{_('Hendelser')} {clock.today().isoformat()}.{kind}"
