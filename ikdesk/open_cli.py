"""How a command gets at the data of a unit: the password, from where it was given, and how far the work has come."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import Text, _

if TYPE_CHECKING:
    from ikdesk.data import Data
    from ikdesk.safe.keys import Keys
    from ikdesk.safe.tries import Entered

Tick = Callable[[int, int], None]
PATIENCE = 5  # seconds a command waits by itself after a wrong password before it


def read_day(text: str) -> date:
    """A day, as it is written in a command: "2026-04-30".

    Args:
        text: what was written.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(_("skriv dagen slik: 2026-04-30"))) from error


@contextmanager
def opened(wanted: argparse.Namespace) -> Iterator[Data]:
    """The unit's data, as whoever asks sees them; closed afterwards, whatever became of it.

    Args:
        wanted: the words of the command.

    Raises:
        Problem: there are no data, the password is wrong, or another window has them open.
    """
    from ikdesk import data
    from ikdesk.access.model import Deed

    at = entered(wanted)
    clock = Clock(getattr(wanted, "today", None))
    unit = data.open_data(wanted.data, at.result, clock=clock, doing=str(wanted.command))
    for said in (*unit.warnings, *unit.alarms):
        print(said, file=sys.stderr)
    try:
        if at.failed:
            unit.note(Deed.FAILED_UNLOCK, "unit", at.failed)
        yield unit
    finally:
        unit.close()


def entered(wanted: argparse.Namespace) -> Entered[Keys]:
    """Unlock as whoever asks.

    Args:
        wanted: the words of the command.

    Raises:
        Problem: there are no data, or the password is wrong.
    """
    from ikdesk.safe.front import has_data
    from ikdesk.safe.tries import attempt
    from ikdesk.safe.vault import unlock

    if not has_data(wanted.data):
        raise Problem(
            _("Det ligger ingen data i {folder}. Lag en virksomhet med «ikdesk init», eller velg en annen mappe.")
            .format(folder=wanted.data)
        )
    who = who_asks(wanted)
    password = password_of(wanted)
    sit_out(wanted.data)
    return attempt(wanted.data, lambda: unlock(wanted.data, password, who), now=time.time())


def who_asks(wanted: argparse.Namespace) -> str:
    """The name of the one who asks; needed only where several can unlock.

    Args:
        wanted: the words of the command.

    Raises:
        Problem: several can, and nobody said who it is.
    """
    from ikdesk.safe.front import people_in

    if not wanted.user and len(people_in(wanted.data)) > 1:
        raise Problem(_("Flere kan låse opp disse dataene. Skriv hvem du er: --user og navnet ditt."))
    return str(wanted.user)


def sit_out(folder: Path) -> None:
    """Wait as long as a wrong try costs, when that is short; a longer wait is told instead.

    Args:
        folder: with the data.
    """
    from ikdesk.safe.tries import waiting

    seconds = waiting(folder, time.time())
    if seconds <= PATIENCE:
        time.sleep(seconds)


def password_of(wanted: argparse.Namespace, *, twice: bool = False) -> str:
    """The password, from where it was given; asked for when nobody gave it.

    Args:
        wanted: the words of the command.
        twice: it is a new one, which must be written the same way two times.

    Raises:
        Problem: it cannot be had.
    """
    file = getattr(wanted, "password_file", None)
    if file is not None:
        try:
            return str(file.read_text("utf-8-sig").splitlines()[0])
        except (OSError, UnicodeDecodeError, IndexError) as error:
            said = _("Kan ikke lese passordet fra {name}. Se etter at filen finnes.").format(name=file)
            raise Problem(said) from error
    if os.environ.get("IKDESK_PASSWORD"):
        return os.environ["IKDESK_PASSWORD"]
    if not twice and _demo_password(wanted.data):
        return _demo_password(wanted.data)
    if not sys.stdin.isatty():
        raise Problem(_("Passordet mangler. Sett IKDESK_PASSWORD, eller bruk --password-file."))
    first = getpass.getpass(str(_("Passord: ")))
    if twice and getpass.getpass(str(_("Passordet en gang til: "))) != first:
        raise Problem(_("De to passordene er ikke like. Prøv igjen."))
    return first


def _demo_password(folder: Path) -> str:
    from ikdesk.safe.front import read_front

    demo = read_front(folder).get("demo")
    return str(demo.get("password", "")) if isinstance(demo, dict) else ""


@contextmanager
def progress(what: Text) -> Iterator[Tick]:
    """A bar that shows itself when the work takes over a second.

    Args:
        what: is done.
    """
    from tqdm import tqdm

    with tqdm(desc=str(what), delay=1, file=sys.stderr, leave=False, disable=None) as bar:

        def tick(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tick
