"""What was noted on the lock screen, taken in after unlocking: days and reports that wait to be confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ikdesk.incidents.inbox_actions import receive_report
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, listed, many
from ikdesk.people.ready_queries import NotReadyError, not_ready
from ikdesk.safe import inbox, ledger
from ikdesk.safe.keys import Keys
from ikdesk.unit.exposure_actions import receive_day
from ikdesk.unit.queries import places

Ask = Callable[..., Any]  # as a desk's ``read`` and ``write``


@dataclass(frozen=True)
class Taken:
    """What came of the notes."""

    reports: int = 0  # new ones, that wait to be confirmed
    strange: int = 0  # notes that cannot be read; they are set aside, not removed
    missing: tuple[str, ...] = ()  # receipts of notes that were put in and are no longer there, or are not as they were
    broken: bool = False  # the list of receipts itself is not as this program left it


def take_in(folder: Path, keys: Keys, read: Ask, write: Ask, name: str | None) -> Taken:
    """Take in what waits in the inbox; what was saved is moved out of the way, and what is no note is set aside.

    A day that lies ahead waits in the inbox until it has come.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        read: asks a question as that person.
        write: does something as that person.
        name: what the list of receipts should be called; None where that is not known.

    Raises:
        Problem: the disk said no; what was taken in before that, is taken in. Or nothing real may be written yet;
            it waits, then.
    """
    lacking = read(not_ready)
    if lacking:
        raise NotReadyError(lacking)
    inbox.bring_back(folder, ledger.examine(folder, keys, name).missing)
    held = ledger.examine(folder, keys, name)
    known = {place.id for place in read(places, closed=True)}
    found = inbox.opened(folder, keys)
    strange, reports = list(found.unreadable), 0
    for box in found.boxes:
        match box.payload.get("kind"):
            case "report":
                new = _report(folder, box, write)
            case "exposure":
                new = _day(folder, box, write, known)
            case _:
                new = None
        if new is None:
            strange.append(box.receipt + ledger.ENDING)
        elif new and box.payload["kind"] == "report":
            reports += 1
    for name in strange:
        with suppress(OSError):  # another program may be reading it; next time, then
            inbox.set_aside(folder, name)
    ledger.begin(folder, keys)
    return Taken(reports, len(strange), held.missing, held.broken)


def _report(folder: Path, box: inbox.Box, write: Ask) -> bool | None:
    """Whether it was new; None if it is no report."""
    told_at = box.at.astimezone().replace(microsecond=0, tzinfo=None) if box.at.tzinfo else box.at
    try:
        new = bool(write(receive_report, box.payload, box.receipt, told_at=told_at))
    except Invalid:
        return None
    inbox.take(folder, box.receipt)
    return new


def _day(folder: Path, box: inbox.Box, write: Ask, known: set[Key]) -> bool | None:
    """Whether it was new; None if it makes no sense here."""
    day, place = _noted_day(box.payload)
    if day is None or place not in known:
        return None
    try:
        new = bool(write(receive_day, place, day, box.receipt))
    except Invalid:
        return False
    inbox.take(folder, box.receipt)
    return new


def _noted_day(note: Mapping[str, Any]) -> tuple[date | None, Key | None]:
    """The day and place in a note; nothing when it makes no sense."""
    try:
        return date.fromisoformat(str(note["day"])), Key(str(note["place"]))
    except (KeyError, ValueError):
        return None, None


def told_of(taken: Taken) -> list[str]:
    """What there is to say about what was taken in; nothing where all was as usual."""
    said: list[str] = []
    if taken.reports:
        said.append(many(
            "{n} hendelse er meldt fra låst skjerm. Den venter på å bli bekreftet.",
            "{n} hendelser er meldt fra låst skjerm. De venter på å bli bekreftet.", taken.reports,
        ))  # fmt: skip
    if taken.strange:
        said.append(str(_("En melding fra låst skjerm kan ikke leses. Den er lagt til side, ikke slettet.")))
    if taken.missing:
        told = _("Meldt fra låst skjerm, men borte eller endret siden: kvittering {receipts}. Spør hva som ble meldt.")
        said.append(told.format(receipts=listed(taken.missing)))
    if taken.broken:
        said.append(str(_("Listen over meldinger fra låst skjerm er endret eller borte. Det kan mangle meldinger.")))
    return said
