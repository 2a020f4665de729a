"""A routine on paper: read once, drawn beside the data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.names import safe_name
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.routines.queries import routine_detail
from ikdesk.routines.sections import routine_poster
from ikdesk.unit.queries import codebook, unit_row

if TYPE_CHECKING:
    from ikdesk.paper.poster import Poster

LONGEST = 80  # letters in the name of a file


class Open(Protocol):
    """The open data, asked as the one who opened it."""

    @property
    def clock(self) -> Clock:
        """The program's clock."""

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask."""


def read_routine(data: Open, key: Key) -> Poster:
    """What the page says; quick.

    Raises:
        Problem: the routine is gone.
    """
    routine = data.read(routine_detail, key)
    if routine is None:
        raise Problem(_("Rutinen finnes ikke lenger."))
    when = data.clock.local().astimezone()
    return routine_poster(routine, data.read(unit_row).name, data.read(codebook), when=when)


def draw_routine(poster: Poster, folder: Path) -> Path:
    """Draw the page, without the data.

    Raises:
        Problem: it is too long for one page, or cannot be saved there.
    """
    from ikdesk.paper.poster import write_poster

    return write_poster(poster, folder / f"{file_name(poster.title)}.pdf")


def file_name(title: str) -> str:
    """What the file is called, without ending: "Rutine – Gå på tur"."""
    name = safe_name(title, longest=LONGEST, otherwise="")
    return f"{_('Rutine')} – {name}" if name else str(_("Rutine"))
