"""What was noted on the lock screen, taken in after unlocking: days and reports that wait to be confirmed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from ikdesk.incidents.inbox_actions import receive_report
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.files import explain
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
    days: int = 0  # new ones, that wait to be confirmed
    more: int = 0  # files that were not looked at: there are too many


class Waits(Enum):
    """A day that has not come yet."""

    WAITS = "waits"


WAITS = Waits.WAITS


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
    _refuse_unready(read)
    inbox.bring_back(folder, ledger.examine(folder, keys, name).missing)
    held = ledger.examine(folder, keys, name)
    try:
        taken = _taken(folder, keys, read, write, away=False)
    except OSError as error:
        raise explain(error, folder / ledger.INBOX) from error
    ledger.begin(folder, keys)
    return dataclasses.replace(taken, missing=held.missing, broken=held.broken)


def fetch(post: Path, keys: Keys, read: Ask, write: Ask, names: tuple[str, ...]) -> Taken:
    """Take in what lies in a message post: each report once, however often it is fetched. Its list is left as it is.

    Nothing is moved there before it is saved here, so the stick may be pulled out at any moment.

    Args:
        post: the folder on the memory stick.
        keys: of whoever unlocked.
        read: asks a question as that person.
        write: does something as that person.
        names: what its list of receipts may be called.

    Raises:
        Problem: as ``take_in``, or the stick is gone.
    """
    _refuse_unready(read)
    inbox.bring_back(post, ledger.examine_away(post, keys, names).missing)
    held = ledger.examine_away(post, keys, names)
    taken = _taken(post, keys, read, write, away=True)
    return dataclasses.replace(taken, missing=held.missing, broken=held.broken)


def _refuse_unready(read: Ask) -> None:
    lacking = read(not_ready)
    if lacking:
        raise NotReadyError(lacking)


def _taken(folder: Path, keys: Keys, read: Ask, write: Ask, *, away: bool) -> Taken:
    known = {place.id for place in read(places, closed=True)}
    found = inbox.opened(folder, keys)
    strange, reports, days = list(found.unreadable), 0, 0
    for box in found.boxes:
        # receipts are drawn by lot at each machine by itself: two may be the same
        called = f"{box.receipt}/{box.digest}" if away else box.receipt
        new: bool | Waits | None = None
        match box.payload.get("kind"):
            case "report":
                new = _report(box, called, write)
                reports += new is True
            case "exposure":
                new = _day(box, called, write, known)
                days += new is True
        if new is None:
            strange.append(box.receipt + ledger.ENDING)
        elif new is not WAITS:
            inbox.take(folder, box.receipt)
    for name in strange:
        with suppress(OSError):  # another program may be reading it; next time, then
            inbox.set_aside(folder, name)
    return Taken(reports, len(strange), days=days, more=found.more)


def _report(box: inbox.Box, called: str, write: Ask) -> bool | None:
    """Whether it was new; None if it is no report."""
    told_at = box.at.astimezone().replace(microsecond=0, tzinfo=None) if box.at.tzinfo else box.at
    try:
        return bool(write(receive_report, box.payload, called, told_at=told_at))
    except Invalid:
        return None


def _day(box: inbox.Box, called: str, write: Ask, known: set[Key]) -> bool | Waits | None:
    """Whether it was new; None if it makes no sense here."""
    day, place = _noted_day(box.payload)
    if day is None or place not in known:
        return None
    try:
        return bool(write(receive_day, place, day, called))
    except Invalid:
        return WAITS


def _noted_day(note: Mapping[str, Any]) -> tuple[date | None, Key | None]:
    """The day and place in a note; nothing when it makes no sense."""
    try:
        return date.fromisoformat(str(note["day"])), Key(str(note["place"]))
    except (KeyError, ValueError):
        return None, None


def told_of(taken: Taken) -> list[str]:
    """What there is to say about what was taken in from the locked screen; nothing where all was as usual."""
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


def told_of_post(taken: Taken) -> list[str]:
    """What there is to say about what was fetched from a message post."""
    said: list[str] = []
    if taken.reports:
        said.append(many(
            "{n} hendelse er hentet fra meldeposten. Den venter på å bli bekreftet.",
            "{n} hendelser er hentet fra meldeposten. De venter på å bli bekreftet.", taken.reports,
        ))  # fmt: skip
    if taken.days:
        said.append(many("{n} akedag er hentet og venter på å bli bekreftet.",
                         "{n} akedager er hentet og venter på å bli bekreftet.", taken.days))  # fmt: skip
    if not said and not taken.strange:
        said.append(str(_("Det ligger ingen nye meldinger i meldeposten.")))
    if taken.strange:
        said.append(many(
            "{n} fil i meldeposten kan ikke leses. Den er lagt til side på minnepinnen, ikke slettet.",
            "{n} filer i meldeposten kan ikke leses. De er lagt til side på minnepinnen, ikke slettet.", taken.strange,
        ))  # fmt: skip
    if taken.missing:
        told = _("Meldt på den andre PC-en, men borte eller endret siden: kvittering {receipts}. Spør hva som ble "
                 "meldt.")  # fmt: skip
        said.append(told.format(receipts=listed(taken.missing)))
    if taken.broken:
        said.append(str(_("Listen over meldinger i meldeposten er endret eller borte. Det kan mangle meldinger.")))
    if taken.more:
        said.append(many("{n} fil er ikke sett på ennå. Hent en gang til.",
                         "{n} filer er ikke sett på ennå. Hent en gang til.", taken.more))  # fmt: skip
    return said
