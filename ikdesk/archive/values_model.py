"""What stands in an archive as the tables hold it: every value by the type of its column, and nothing else."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Enum, Float, Integer, LargeBinary, String, Table, Time, Uuid
from sqlalchemy.types import TypeEngine

from ikdesk.archive.format_model import HISTORY
from ikdesk.kernel.base import LONGEST, Codes
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.history import Altered
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _

Row = dict[str, Any]
LARGEST = 2**63 - 1  # a whole number the file can hold
LONGEST_KEPT = 5_000_000  # characters in what the program itself keeps as text: a delivered report, for example
MOST_CODES = 1000  # in one attribute
KEPT_AS_JSON = frozenset({
    ("code", "more"), ("unit", "light_limits"), ("saved_filter", "wanted"), ("report_version", "content"),
    ("report_version", "kept"), ("risk_version", "content"), ("evaluation", "evidence"), ("focus_look", "evidence"),
    ("hazard_rating", "evidence"),
})  # texts in which the program keeps more than words, and which it must be able to read
_HEX = 32  # digits of a key


class StrangeError(Problem):
    """Something in an archive is not what it must be.

    Args:
        table: where it stands.
        column: the attribute, or what else tells which part it is.
        row: the number of the row in its file, 1 for the first.
    """

    def __init__(self, table: str, column: str, row: int) -> None:
        said = _("Arkivet kan ikke hentes inn: rad {n} i tabellen {table} er ikke slik den skal være ({what}). "
                 "Bruk arkivet slik det ble tatt ut.")  # fmt: skip
        super().__init__(said.format(n=row, table=table, what=column))


def row_of(table: Table, given: Mapping[str, object], number: int, *, older: bool = False) -> Row:
    """A row as its table holds it, each value as it was; what is kept locked is not among them.

    Args:
        table: which.
        given: from the archive, by column.
        number: of the row in its file, 1 for the first.
        older: the archive is of a program that may not have had all the columns; what is missing then gets what a new
            row of today has without being asked, as an older file does on its way up.

    Raises:
        StrangeError: a column is unknown or missing, or a value is not of its type.
    """
    columns = {column.name: column for column in table.columns if not isinstance(column.type, LargeBinary)}
    for name in given:
        if name not in columns:
            raise StrangeError(table.name, name, number)
    return {name: _value_in(column, given, number, older=older) for name, column in columns.items()}


def altered(given: object, number: int) -> Altered | None:
    """What a line of the history says: by attribute, before and after; None where it was disposed of.

    Args:
        given: a text that is itself JSON.
        number: of the row in its file.

    Raises:
        StrangeError: it is something else.
    """
    if given is None:
        return None
    found = _kept(given) if isinstance(given, str) and len(given) <= LONGEST_KEPT else None
    if found is None or not all(isinstance(values, list) for values in found.values()):
        raise StrangeError(HISTORY, "what", number)
    return found


def loaded(text: str | bytes) -> object:
    """What a JSON text says; None where it is none, says one thing twice, or goes deeper than anything of ours.

    Args:
        text: in UTF-8.
    """
    try:
        found: object = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    return found


def _kept(text: str) -> dict[str, Any] | None:
    """What the program itself wrote down as JSON; None where it is something else."""
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("the same name twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(name)


def _value_in(column: Column[Any], given: Mapping[str, object], number: int, *, older: bool) -> Any:
    at = (column.table.name, column.name, number)
    if column.name not in given:
        if older:
            return _without(column, at)
        raise StrangeError(*at)
    told = given[column.name]
    if told is None:
        if column.nullable:
            return None
        raise StrangeError(*at)
    try:
        found = _reader(column.type)(column.type, told)
    except (ValueError, TypeError, OverflowError) as error:
        raise StrangeError(*at) from error
    if at[:2] in KEPT_AS_JSON and found and _kept(found) is None:
        raise StrangeError(*at)
    return found


def _without(column: Column[Any], at: tuple[str, str, int]) -> Any:
    """What a row has where the program that wrote it knew no such column."""
    if column.default is not None and column.default.is_scalar:
        return column.default.arg  # type: ignore[attr-defined]  # a scalar default has it
    if column.nullable:
        return None
    if isinstance(column.type, Codes):
        return ()
    if isinstance(column.type, String) and not isinstance(column.type, Enum):
        return ""
    raise StrangeError(*at)


def _text(kind: TypeEngine[Any], told: object) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    # more than any form takes is nobody's words; a little more than the column says hurts nobody, and is not lost
    limit = LONGEST if getattr(kind, "length", None) else LONGEST_KEPT
    if len(told) > limit or "\0" in told:
        raise ValueError(kind)
    told.encode("utf-8")  # half of a sign cannot be kept
    return told


def _codes(_kind: TypeEngine[Any], told: object) -> tuple[str, ...]:
    if not isinstance(told, list) or len(told) > MOST_CODES:
        raise TypeError(told)
    return tuple(_text(String(1), part) for part in told)


def _whole(_kind: TypeEngine[Any], told: object) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or abs(told) > LARGEST:
        raise TypeError(told)
    return told


def _number(_kind: TypeEngine[Any], told: object) -> float:
    if not isinstance(told, (int, float)) or isinstance(told, bool) or not math.isfinite(told):
        raise TypeError(told)
    return float(told)


def _yes(_kind: TypeEngine[Any], told: object) -> bool:
    if not isinstance(told, bool):
        raise TypeError(told)
    return told


def _key(_kind: TypeEngine[Any], told: object) -> Key:
    if not isinstance(told, str) or len(told.replace("-", "")) != _HEX:
        raise TypeError(told)
    return Key(told)


def _state(kind: TypeEngine[Any], told: object) -> Any:
    states = {state.code: state for state in (getattr(kind, "enum_class", None) or ())}
    if not isinstance(told, str) or told not in states:
        raise ValueError(told)
    return states[told]


def _moment(_kind: TypeEngine[Any], told: object) -> datetime:
    found = datetime.fromisoformat(str(told)) if isinstance(told, str) else None
    if found is None or found.tzinfo is not None:
        raise ValueError(told)
    return found


def _day(_kind: TypeEngine[Any], told: object) -> date:
    if not isinstance(told, str):
        raise TypeError(told)
    return date.fromisoformat(told)


def _time(_kind: TypeEngine[Any], told: object) -> time:
    found = time.fromisoformat(told) if isinstance(told, str) else None
    if found is None or found.tzinfo is not None:
        raise ValueError(told)
    return found


# the first that fits; a state is a text to the file, and several codes are, too
_READERS: tuple[tuple[type[TypeEngine[Any]], Callable[[TypeEngine[Any], object], Any]], ...] = (
    (Enum, _state), (Codes, _codes), (String, _text), (Uuid, _key), (Boolean, _yes), (Integer, _whole),
    (Float, _number), (DateTime, _moment), (Date, _day), (Time, _time),
)  # fmt: skip


def _reader(kind: TypeEngine[Any]) -> Callable[[TypeEngine[Any], object], Any]:
    return next(read for known, read in _READERS if isinstance(kind, known))
