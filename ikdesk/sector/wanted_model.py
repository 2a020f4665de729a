"""What shall be collected, and what came of each file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ikdesk.kernel.fields import Choice
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import _
from ikdesk.sector.known_model import Known
from ikdesk.sector.told_model import Told

Tick = Callable[[int, int], None]
_IN_TIME = timedelta(days=30)  # after the period, where nobody has said another day


class FileState(Choice):
    """What came of one file."""

    TAKEN = _("Tatt med")
    SAME = _("Samme rapport en gang til")  # the workbook beside the PDF
    REPLACED = _("Erstattet av en nyere versjon")
    DISPUTED = _("To rapporter som ikke er like")  # the same version with other numbers
    NEW_KEY = _("Signert med en annen nøkkel enn før")
    OTHERS_KEY = _("Signert med nøkkelen til en annen enhet")
    CHANGED = _("Endret etter at den ble signert")
    UNSIGNED = _("Ikke signert")
    DRAFT = _("Utkast")
    LOCKED = _("Låst med passord")
    NEWER = _("Laget av en nyere utgave av IKdesk")
    OTHER_PERIOD = _("For en annen periode")
    OTHER_READER = _("Laget for noen andre")
    UNREADABLE = _("Kan ikke leses")


TROUBLED = frozenset({
    FileState.DISPUTED, FileState.NEW_KEY, FileState.OTHERS_KEY, FileState.CHANGED, FileState.UNSIGNED,
    FileState.DRAFT, FileState.LOCKED, FileState.NEWER, FileState.UNREADABLE,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be collected."""

    files: tuple[Path, ...]  # reports, and folders with reports
    today: date
    period: str = ""  # the code; empty: the newest that most of the reports are for
    audience: str = "municipality"  # the code; reports made for others are not mixed in
    due: date | None = None  # the last day a report is in time, as somebody has said it; ``in_time`` always has one
    sender: str = ""  # who collects: stands on the front, "Eksempel kommune"
    expected: tuple[tuple[str, str], ...] = ()  # units a report is waited for from: organisation number or "", name
    accepted: frozenset[str] = frozenset()  # fingerprints of new keys that somebody has made sure of
    formats: tuple[str, ...] = ("pdf", "xlsx")
    json: bool = False  # write ``samlet.json`` too

    def in_time(self, period: Period) -> date:
        """The last day a report is in time.

        Args:
            period: it is for.
        """
        return self.due or period.last + _IN_TIME


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found when one file was looked into."""

    path: Path
    state: FileState
    said: str  # in one sentence, with what to do
    told: Told | None = None  # where it could be read and is whole
    key: bytes = b""
    passings: bytes = b""  # what it says of how the key came from those before it, as the file itself has it
    content: bytes = b""  # what it says for machines


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the store holds when all files are looked into."""

    period: str  # the code; empty: no file is a report that could be taken
    known: Known  # those who were known before, and those who are new


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of it all."""

    period: str
    taken: int  # units
    files: int
    troubled: int  # files that are not in it and should perhaps have been
    missing: int  # units
    paths: tuple[Path, ...]  # the files that were made
