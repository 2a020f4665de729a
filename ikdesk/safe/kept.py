"""Which backups are kept: the newest of each of 14 days, 8 weeks and 12 months, and the four newest of all.

The four, because the one before an import would else be gone when the next is made the same day.

Days, weeks and months that have a backup are counted, not those that have gone by: a unit that is closed for the summer
loses nothing. Backups that are dated later than now were made while the clock of the machine was ahead, or it has been
put back since: they are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.safe.backup import ENDING, Manifest, keys_of, manifest_path, read_manifest

if TYPE_CHECKING:
    from ikdesk.safe.keys import Keys

DAYS, WEEKS, MONTHS, LAST = 14, 8, 12, 4
OURS = re.compile(r"IKdesk-\d{4}-\d\d-\d\d-\d{4}(-\d+)?" + re.escape(ENDING))
_SPANS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (DAYS, lambda at: at.date()),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


@dataclass(frozen=True, slots=True)
class Noted:
    """A backup of this unit, and the note beside it."""

    path: Path
    at: datetime  # local time, when it was made
    note: Manifest


def superfluous(made: Mapping[str, datetime], newest: str, now: datetime) -> frozenset[str]:
    """Which backups need not be kept any more.

    Args:
        made: when each was made, local time.
        newest: the newest one that was read through; it is always kept.
        now: local time.
    """
    gone_by = [name for name in made if made[name] <= now]
    past = sorted(gone_by, key=lambda name: (made[name], *_numbered(name)), reverse=True)
    kept = {newest, *past[:LAST]}
    for most, span in _SPANS:
        first: dict[object, str] = {}
        for name in past:
            first.setdefault(span(made[name]), name)
        kept.update(list(first.values())[:most])
    return frozenset(past) - kept


def backups_in(place: Path, keys: Keys, now: datetime) -> list[Noted]:
    """The backups of this unit in a place, newest first; those dated later than now come last.

    One that is cut short, as by a copying that was stopped, is none.

    Args:
        place: a folder; it need not be there.
        keys: of whoever unlocked.
        now: local time.
    """
    found = [one for one in _noted_in(place, keys) if _is_all_there(one)]
    return sorted(found, key=lambda one: (one.at <= now, _moment(one), *_numbered(one.path.name)), reverse=True)


def _is_all_there(one: Noted) -> bool:
    """Whether it is as long as it was made; what stands in it is read through where that is asked for."""
    try:
        return one.path.is_file() and one.path.stat().st_size == one.note.size
    except OSError:
        return False  # a stick that was pulled out just now


def _moment(one: Noted) -> datetime:
    """When it was made; in the hour that comes twice in October, the wall clock alone does not say which was first."""
    return datetime.fromisoformat(one.note.made_at).astimezone(UTC)


def thin(place: Path, keys: Keys, newest: Path, now: datetime) -> list[str]:
    """Remove the backups that need not be kept, and say which: only those this program made of this unit by itself.

    Args:
        place: where they lie.
        keys: of whoever unlocked.
        newest: the newest one that was read through.
        now: local time.
    """
    automatic = {one.path.name: one for one in _noted_in(place, keys) if OURS.fullmatch(one.path.name)}
    alone = {name for name, one in automatic.items() if not one.path.exists()}  # a note that was left behind
    # one that is cut short must not be what is kept of a day: it is neither counted nor removed
    whole = {name: one.at for name, one in automatic.items() if _is_all_there(one)}
    gone = superfluous(whole, newest.name, now)
    for name in sorted(gone | alone):
        path = automatic[name].path
        with suppress(OSError):  # another program reads it; the next time, then
            path.unlink(missing_ok=True)
            manifest_path(path).unlink()  # last: a backup without it could not be told from another's
    return sorted(gone)


def local_time(text: str) -> datetime:
    """When something was made, as the clock on this wall shows it.

    Args:
        text: ISO 8601, with a time zone.

    Raises:
        ValueError: that is no time.
    """
    try:
        return datetime.fromisoformat(text).astimezone().replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError(text) from error


def _numbered(name: str) -> tuple[int, str]:
    """The order of those made in the same second: the second has "-2" in its name, the tenth "-10"."""
    return len(name), name


def _noted_in(place: Path, keys: Keys) -> Iterator[Noted]:
    try:
        notes = sorted(place.glob(f"*{ENDING}.json"))
    except OSError:
        return
    for note in notes:
        path = note.with_name(note.name.removesuffix(".json"))
        manifest = read_manifest(path)
        if manifest is not None and keys_of(path, keys) is not None:
            with suppress(ValueError):
                yield Noted(path, local_time(manifest.made_at), manifest)
