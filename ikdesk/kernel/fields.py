"""One definition of an attribute, many readers: form row, table column, Excel column, PDF line, handbook entry.

Never imports SQLAlchemy: the lock screen builds its form from these rows.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from ikdesk.kernel.codes import UNKNOWN, Codebook
from ikdesk.kernel.words import Text, _, clock_time, number, short_date

KINDS: dict[str, type] = {
    "str": str, "int": int, "float": float, "bool": bool, "date": date, "time": time, "datetime": datetime,
    "tuple": tuple,
}  # fmt: skip


class Choice(Enum):
    """The program's own states: the name in small letters is stored, the value is what people read."""

    @property
    def code(self) -> str:
        """What is stored and exported."""
        return self.name.lower()

    @property
    def label(self) -> str:
        """What people read."""
        return str(self.value)

    @classmethod
    def of(cls, code: str) -> Choice:
        """The state with this code; KeyError if there is none."""
        return cls[code.upper()]


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """How an attribute is asked for and shown."""

    key: str
    label: str
    kind: type = str  # str, int, float, bool, date, time, datetime, tuple (several codes) or a Choice
    hint: str = ""
    codes: str = ""  # the code list its values are from
    long: bool = False  # several lines
    required: bool = False
    asked: bool = False  # a form demands it though a row may lack it


def show(value: Any, field: Field, codebook: Codebook) -> str:
    """A value in words: the one place values become words.

    Args:
        value: what the row holds; None gives an empty text, or "Ikke oppgitt" where there is a code list.
        field: what the value is.
        codebook: the unit's code lists.
    """
    if isinstance(value, (tuple, list)):
        return ", ".join(codebook.label(field.codes, code) if field.codes else str(code) for code in value)
    if isinstance(value, Choice):
        return value.label
    if field.codes:
        return codebook.label(field.codes, value)
    return _show_plain(value)


def _show_plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(_("Ja") if value else _("Nei"))
        case datetime():
            return f"{short_date(value)} {_('kl.')} {clock_time(value.time())}"
        case date():
            return short_date(value)
        case time():
            return clock_time(value)
        case float():
            return number(value, 1)
        case int():
            return number(value) if abs(value) >= 10_000 else str(value)
        case _:
            return str(value)


def to_plain(fields: Iterable[Field]) -> list[dict[str, Any]]:
    """Fields as plain data for ``front.json``; their words stay Bokmål, and are translated when they are shown."""
    return [
        {**{f.name: getattr(row, f.name) for f in dataclasses.fields(row)}, "kind": row.kind.__name__}
        for row in fields
    ]  # fmt: skip


def from_plain(rows: Iterable[dict[str, Any]]) -> list[Field]:
    """Fields read back from ``front.json``."""
    return [
        Field(**{**row, "label": _again(row["label"]), "hint": _again(row["hint"]),
                 "kind": KINDS.get(row["kind"], str)})
        for row in rows
    ]  # fmt: skip


def _again(words: str) -> str:
    """Words that are translated when they are shown."""
    return Text(words) if words else ""


__all__ = ["KINDS", "UNKNOWN", "Choice", "Field", "from_plain", "show", "to_plain"]
