"""The anchor of a data folder: looked at when it is opened, laid out anew when something was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.finding_model import Finding, Wrong
from ikdesk.access.finding_queries import Ends, against, ends_of
from ikdesk.access.model import Deed
from ikdesk.kernel import chain
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.paths import machine_folder
from ikdesk.kernel.viewer import SYSTEM, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.safe import anchor
from ikdesk.safe.anchor import Anchor, Found
from ikdesk.safe.front import DATA
from ikdesk.safe.keys import Keys
from ikdesk.safe.pages import SALT


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at both places."""

    findings: tuple[Finding, ...]
    restored: str = ""  # the backup the file came back from, if nobody was told yet
    day: str = ""  # when the whole chains were last walked
    fresh: bool = False  # no anchor was ever laid out of this file


def look(folder: Path, keys: Keys, database: Database) -> Looked:
    """Whether the file ends where it should; quick, and nothing is written."""
    unit, _ends, anchored = _ask(database, ends_of)
    here = anchor.look(anchor.beside(folder), keys, unit)
    there = anchor.look(anchor.on_machine(machine_folder(), unit), keys, unit)
    restored = here.anchor.restored if here.anchor else ""
    findings = [*_place(here, missing=anchored), *_compared(database, here)]
    if not restored:  # otherwise what the machine remembers is what was written after the backup was made
        findings += [*_place(there, missing=False), *_compared(database, there)]
    day = here.anchor.day if here.anchor else ""
    return Looked(tuple(dict.fromkeys(findings)), restored, day, fresh=not anchored)


def lay_out(folder: Path, keys: Keys, database: Database, day: str = "") -> None:
    """Lay out the anchor in both places.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        database: the open file.
        day: when the whole chains were last walked, ISO 8601.

    Raises:
        Problem: the disk said no.
    """
    unit, ends, anchored = _ask(database, ends_of)
    anchor.lay_out_both(folder, machine_folder(), keys, _anchor_of(unit, ends, day, _salt_of(folder)))
    if not anchored:
        database.write(_anchored, by=SYSTEM, today=database.clock.today())


def accept(session: Session, findings: Iterable[Finding], why: str, *, by: Viewer, today: date) -> None:
    """Write down that somebody knows why.

    Args:
        findings: what they were told.
        why: their reason.

    Raises:
        Invalid: there is none.
    """
    by.may(Right.SEE_LOG)
    if not why.strip():
        raise Invalid(why=_("Skriv hva du vet om det."))
    for finding in findings:
        note_access(session, Deed.ACCEPTED, finding.mark, finding.seq, note=why, by=by, today=today)


def _place(found: Found, *, missing: bool) -> list[Finding]:
    if found.anchor is not None:
        return []
    if found.there:
        return [Finding(Wrong.FOREIGN_ANCHOR if found.foreign else Wrong.FALSE_ANCHOR)]
    return [Finding(Wrong.NO_ANCHOR)] if missing else []


def _compared(database: Database, found: Found) -> list[Finding]:
    if found.anchor is None:
        return []
    ends: Ends = {"history": found.anchor.history, "access": found.anchor.access}
    compared: list[Finding] = _ask(database, against, ends)
    return compared


def _anchor_of(unit: str, ends: Ends, day: str, salt: str) -> Anchor:
    return Anchor(unit, ends["history"], ends["access"], day, salt=salt)


def _salt_of(folder: Path) -> str:
    try:
        with (folder / DATA).open("rb") as file:
            return file.read(SALT).hex()
    except OSError:
        return ""  # it tells nothing of what is in the file, and the file can do without


def _anchored(session: Session, *, by: Viewer, today: date) -> None:  # noqa: ARG001 (what is written is always asked so)
    chain.key_of(session).anchored = True


def _ask(database: Database, question: Any, *args: Any) -> Any:
    return database.read(question, *args, viewer=SYSTEM, today=database.clock.today())
