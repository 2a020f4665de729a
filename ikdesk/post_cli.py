"""Fetch what was reported on another PC from a message post, as a command."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.kernel.words import _

if TYPE_CHECKING:
    from ikdesk.data import Data


def add_inbox(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The words of the command."""
    made = job("inbox", str(_("hent meldinger fra en meldepost på en minnepinne")))
    made.add_argument("folder", type=Path, help=str(_("minnepinnen, eller mappen meldeposten ligger i")))


def fetched(
    wanted: argparse.Namespace, opened: Callable[[argparse.Namespace], AbstractContextManager[Data]]
) -> list[str]:
    """Take in what lies there; gives what there is to say.

    Raises:
        Problem: there is no post, it is another unit's, one may not, or nothing real may be written yet.
    """
    from ikdesk.data import front_content
    from ikdesk.post_data import FilePosts

    with opened(wanted) as data:
        return FilePosts(data, partial(front_content, data)).fetch(wanted.folder)
