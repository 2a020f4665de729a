"""What a report says for machines, read as from a stranger: whoever signed it may have written anything in it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, NoReturn

from ikdesk.evidence.lights import Light, Thresholds
from ikdesk.evidence.small_numbers import LEAST, MOST_LEAST
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.signer import fingerprint
from ikdesk.kernel.tertial import Period, parse_period
from ikdesk.kernel.words import _
from ikdesk.reports.audience_model import Audience
from ikdesk.sector.known_model import identity, one_line
from ikdesk.sector.told_model import HANDLED, HANDLING, HANDLING_OF, TABLES, Count, Decision, Three, Told, ToldLight
from ikdesk.unit.model import UnitKind

MOST = 4 << 20  # bytes; a long report says a twentieth of it
MOST_ROWS = 1000  # in one table
_BELOW = 10**7  # no number of a unit is as high
_LONG = 1000  # signs in what somebody wrote about a measure
_CODE = 60  # signs
_SCHEMA = re.compile(r"urn:ikdesk:schema:report:([1-9][0-9]{0,5})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"([0-9]{9})?")
_YEARS = range(1990, 2200)
_STATES: tuple[Light, ...] = ("green", "yellow", "red", "unused")
_COLUMNS = ("now", "last_year", "year")
_MEASURE_ROWS = 4  # the last lines of the measures in numbers: late in all, not finished, done, evaluated
_STRANGE = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)


class NewerError(Problem):
    """A newer program wrote it."""


class ChangedError(Problem):
    """It is not signed with the key it says."""


class _SumError(Exception):
    """What should add up does not."""


def told_in(content: bytes, key: bytes) -> Told:
    """What is taken from a report.

    Args:
        content: what it says for machines.
        key: the file it came in is signed with, 32 bytes.

    Raises:
        NewerError: a newer program wrote it.
        ChangedError: it says it is signed with another key.
        Problem: it is no report, or its numbers do not add up.
    """
    strange = _("Filen er signert, men har ikke det som skal stå i en rapport fra IKdesk. Be enheten lage den på nytt.")
    if not content or len(content) > MOST:
        raise Problem(strange)
    try:
        said = json.loads(content.decode("utf-8"), parse_constant=_refuse)
        _known_schema(said["schema"])
        if said["signed_with"] != fingerprint(key):
            raise ChangedError(_("Rapporten er signert med en annen nøkkel enn den selv sier. Be enheten om en ny."))
        return _Report(said).told(key, hashlib.sha256(content).hexdigest())
    except _SumError as error:
        raise Problem(_("Tallene i rapporten går ikke opp. Be enheten lage den på nytt.")) from error
    except _STRANGE as error:
        raise Problem(strange) from error


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _known_schema(said: object) -> None:
    found = _SCHEMA.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        raise ValueError(said)
    if int(found[1]) > 1:
        raise NewerError(_("Rapporten er laget av en nyere utgave av IKdesk. Oppdater IKdesk her, og samle på nytt."))


@dataclass(frozen=True, slots=True)
class _Report:
    """One report, as it was read."""

    said: Mapping[str, Any]

    def told(self, key: bytes, checksum: str) -> Told:
        """All that is taken from it."""
        unit, name = _mapping(self.said["unit"]), _line(self.said["unit"]["name"])
        number = _one_of(unit["organisation_number"], _NUMBER)
        period, total = self._period(), self._total()
        first, last = self._counted(period)
        limits, least = self._limits()
        counts = tuple(self._counts(total, Period(first, last + timedelta(days=1))))
        told = {count.table for count in counts}
        return Told(
            identity(name, number), name, number, _among(unit["kind"], {one.code for one in UnitKind}),
            period.code, first, last, period.last, _among(self.said["audience"], {one.code for one in Audience}),
            _among(self.said["status"], {"draft", "delivered"}), _count(self.said["version"], 1), self._made(),
            key, checksum, limits, least, total, tuple(self._lights()), counts,
            tuple(name for name in TABLES if name not in told) if any(asdict(total).values()) else (),
            tuple(self._decisions()), self._overdue(), self._rates(total),
            self._compares(total),
        )  # fmt: skip

    def _compares(self, total: Three) -> bool:
        """Whether anything had been recorded by the end of the same days last year."""
        beside = any("last_year" in row for name in TABLES for row in self._rows(name))
        return bool(total.last_year) or beside or len(self._rows("rates")) > 1

    def _tables(self) -> Mapping[str, Any]:
        return _mapping(self.said["tables"])

    def _rows(self, name: str) -> list[Mapping[str, Any]]:
        """The rows of a table; none where the report does not have it."""
        rows = _items(_mapping(self._tables().get(name, {})).get("rows", []), MOST_ROWS)
        return [_mapping(row) for row in rows]

    def _period(self) -> Period:
        """Which period it is for; the days it names must be those of the period."""
        said = _mapping(self.said["period"])
        try:
            found = parse_period(_line(said["code"]))
        except Problem as error:
            raise ValueError(said) from error
        if (_day(said["first"]), _day(said["last"])) != (found.first, found.last):
            raise ValueError(said)
        return found

    def _counted(self, period: Period) -> tuple[date, date]:
        """The days that were counted: those of the period until the report was made."""
        days = _mapping(_mapping(self.said["counted"])["now"])
        first, last = _day(days["first"]), _day(days["last"])
        if first != period.first or not first - timedelta(days=1) <= last <= period.last:
            raise ValueError(days)
        return first, last

    def _made(self) -> datetime:
        made = datetime.fromisoformat(_line(self.said["made"]))
        if made.tzinfo is None or made.year not in _YEARS:
            raise ValueError(made)
        return made

    def _total(self) -> Three:
        said = _mapping(self.said["total"])
        return Three(*(_count(said[column]) for column in _COLUMNS))

    def _limits(self) -> tuple[str, int]:
        """The rules that held, and the lowest number that is told."""
        said = _mapping(self.said["limits"])
        lights = {one.name: _count(_mapping(said["lights"])[one.name]) for one in fields(Thresholds)}
        leasts = {name: _count(said[name], LEAST, MOST_LEAST) for name in ("least", "sensitive")}
        rules = {"lights": asdict(Thresholds(**lights)), **leasts}
        return json.dumps(rules, sort_keys=True), leasts["least"]

    def _lights(self) -> Iterator[ToldLight]:
        for one in _items(self.said["lights"], 50):
            light = _mapping(one)
            state = next(state for state in _STATES if state == _among(light["state"], set(_STATES)))
            yield ToldLight(_line(light["label"]), state, _line(light["text"], _LONG, empty=True))

    def _counts(self, total: Three, counted: Period) -> Iterator[Count]:
        """The rows of all tables that can be added up, and of those that are shares."""
        for name in TABLES:
            rows = self._rows(name)
            if len(rows) < 2:  # of some tables nothing but the sum may be told
                continue
            codes = [month.code for month in counted.months()] if name == "by_month" else None
            found = list(_added(self._table(name, rows[:-1], codes), rows[-1], total))
            alike = all(row.keys() == rows[-1].keys() for row in rows)
            if not alike or len({count.code for count in found}) != len(found):
                raise ValueError(name)
            yield from found
        for code, row in _paired(HANDLED, self._rows(HANDLING)):
            label, n, of = _line(row["what"]), _count(row["n"]), _count(row["of"])
            if n > of:
                raise _SumError(HANDLING)
            yield Count(HANDLING, code, label, Three(n, None))
            yield Count(HANDLING_OF, code, label, Three(of, None))

    def _table(self, name: str, rows: list[Mapping[str, Any]], codes: list[str] | None) -> Iterator[Count]:
        """The rows of one table, without its sum.

        Args:
            codes: of its rows, in their order, where it has words instead.
        """
        column = name.removeprefix("by_")
        if codes is not None:
            for code, row in _paired(codes, rows, always=True):
                yield Count(name, code, _line(row[column]), _three(row))
            return
        listed = _line(_items(_mapping(self._tables()[name])["columns"], 20)[0]["codes"])
        words = _mapping(_mapping(self.said["words"]).get(listed, {}))
        for row in rows:
            code = _code(row[column])
            yield Count(name, code, _line(words.get(code, code) or str(_("Ikke oppgitt"))), _three(row))

    def _rates(self, total: Three) -> Three | None:
        """Days the children were there; None where the report does not tell them."""
        rows = self._rows("rates")
        if not rows:
            return None
        now, past = rows[0], rows[1] if len(rows) > 1 else {"days": None, "events": total.last_year}
        if (now["events"], past["events"]) != (total.now, total.last_year):
            raise _SumError(rows)
        return Three(_shown(now["days"]), _shown(past["days"]))

    def _decisions(self) -> Iterator[Decision]:
        """What must be decided higher up, each with the deadline that the list of measures has for it."""
        deadlines = {_count(row["number"]): _day_or_none(row["deadline"]) for row in reversed(self._rows("measures"))}
        seen: set[int] = set()
        for row in self._rows("for_owner"):
            number = _count(row["number"])
            if number in seen:
                raise ValueError(number)
            seen.add(number)
            yield Decision(
                number, _line(row["title"], _LONG), _line(row["consequence"], _LONG), _day_or_none(row["since"]),
                deadlines.get(number),
            )  # fmt: skip

    def _overdue(self) -> int | None:
        """How many measures are late in all: by its place, for the words are another in every language."""
        rows = [_count(row["measures"]) for row in self._rows("measure_counts")]
        if not rows:
            return None
        late = rows[-_MEASURE_ROWS]
        if late != sum(rows[:-_MEASURE_ROWS]):
            raise _SumError(rows)
        return late


def _added(rows: Iterator[Count], last: Mapping[str, Any], total: Three) -> Iterator[Count]:
    """The rows of a table where every event stands once, when they add up to its sum and to the report's."""
    sums = {column: [0, 0] for column in _COLUMNS}  # what is told, and how many rows do not tell
    for count in rows:
        yield count
        for column in _COLUMNS:
            number = getattr(count.three, column)
            sums[column][0] += number or 0
            sums[column][1] += number is None
    for column, (told, hidden) in sums.items():
        whole = getattr(total, column)
        if column in last and (last[column] != whole or told > whole or (not hidden and told != whole)):
            raise _SumError(column)
    if "last_year" not in last and total.last_year:  # it is left out only where nothing was recorded then
        raise _SumError("last_year")


def _paired(
    codes: tuple[str, ...] | list[str], rows: list[Mapping[str, Any]], *, always: bool = False
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Rows with what stands for them by their place; a table that is not there has none."""
    return zip(codes, rows, strict=True) if rows or always else iter(())


def _three(row: Mapping[str, Any]) -> Three:
    """The numbers of a row; last year's are zeros where nothing was recorded then."""
    return Three(_shown(row["now"]), _shown(row.get("last_year", 0)), _shown(row.get("year")))


def _shown(value: object) -> int | None:
    return None if value is None else _count(value)


def _count(value: object, least: int = 0, most: int = _BELOW - 1) -> int:
    if type(value) is not int or not least <= value <= most:  # True is an int, too
        raise ValueError(value)
    return value


def _line(value: object, longest: int = 200, *, empty: bool = False) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    line = one_line(value, longest)
    if not line and not empty:
        raise ValueError(value)
    return line


def _code(value: object) -> str:
    """A code as it stands; one that has to be changed before it can be shown is none."""
    if not isinstance(value, str) or one_line(value, _CODE) != value:
        raise ValueError(value)
    return value


def _among(value: object, known: set[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise ValueError(value)
    return value


def _one_of(value: object, shape: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise ValueError(value)
    return value


def _day(value: object) -> date:
    day = date.fromisoformat(_one_of(value, _DAY))
    if day.year not in _YEARS:
        raise ValueError(value)
    return day


def _day_or_none(value: object) -> date | None:
    return None if value is None else _day(value)


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _items(value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError(type(value))
    return value
