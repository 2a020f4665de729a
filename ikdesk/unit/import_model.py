"""What a row in a log of days in use says: one day, a whole season, or that nobody was there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.unit.model import ExposureDay, SeasonTotal

EARLIEST = date(1990, 1, 1)  # older dates are typing errors
_YES = frozenset({"ja", "j", "yes", "y", "x", "true", "sann", "brukt", "i bruk", "used", "in use"})
_NO = frozenset({"nei", "n", "no", "false", "usann", "-", "–", "ikke brukt", "ikkje brukt", "not used"})


@dataclass(frozen=True, slots=True)
class Use:
    """A day a place was in use, or a number of days in a season."""

    first: date
    last: date
    days: int | None = None  # None: the one day

    def record(self, place: Key) -> ExposureDay | SeasonTotal:
        """The same as it is kept."""
        if self.days is None:
            return ExposureDay(place_id=place, day=self.first)
        return SeasonTotal(place_id=place, first=self.first, last=self.last, days=self.days)


def read_use(cells: Mapping[str, Any], said: str, *, empty_is_no: bool) -> Use | None:
    """What a row says; None where it says that the place was not in use.

    Args:
        cells: "date", or "first" and "last", as dates; what could not be read as a date is text.
        said: what stands for the number of days: a number, "ja", "nei", "x" or nothing.
        empty_is_no: whether nothing means no.

    Raises:
        Invalid: it cannot be understood.
    """
    days = _number(said, empty_is_no=empty_is_no)
    if cells.get("first") or cells.get("last"):
        first, last = _day(cells, "first"), _day(cells, "last")
        if days is None:
            raise Invalid(days=_("Antall dager mangler."))
        return Use(first, last, days)
    day = _day(cells, "date")
    if days is not None and days > 1:
        raise Invalid(days=_("{n} dager på én dato går ikke. Skriv fra og til dato.").format(n=days))
    return None if days == 0 else Use(day, day)


def _day(cells: Mapping[str, Any], key: str) -> date:
    value = cells.get(key)
    if value is None or value == "":
        raise Invalid(day=_("Datoen mangler."))
    if not isinstance(value, date):
        raise Invalid(day=_("«{text}» er ikke en dato. Skriv for eksempel 20.11.2026.").format(text=str(value)[:40]))
    if value < EARLIEST:
        raise Invalid(day=_("Årstallet {year} ser feil ut.").format(year=value.year))
    return value


def _number(said: str, *, empty_is_no: bool) -> int | None:
    word = said.casefold()
    if not word:
        return 0 if empty_is_no else None
    if word in _YES:
        return 1
    if word in _NO:
        return 0
    if word.isascii() and word.isdigit() and len(word) <= 4:
        return int(word)
    raise Invalid(days=_("«{text}» er ikke et antall dager. Skriv et tall, eller ja eller nei.").format(text=said[:40]))
