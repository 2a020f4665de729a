"""Code lists: the words a kindergarten uses, each with a code that never changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import Text, _, language

UNKNOWN = _("Ikke oppgitt")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a code list."""

    code: str
    labels: Mapping[str, str]  # by language: nb, nn, en
    core: bool = False  # may be hidden, never removed, so that series stay comparable
    hidden: bool = False
    more: Mapping[str, str] = field(default_factory=dict)  # what the list itself needs, for example "group"

    @property
    def label(self) -> str:
        """The label in the language chosen."""
        return self.labels.get(language()) or self.labels["nb"]


@dataclass(frozen=True, slots=True)
class Codebook:
    """All code lists of a unit, frozen; handed to tables, forms and paper."""

    lists: Mapping[str, Mapping[str, Entry]]

    def entries(self, name: str) -> list[Entry]:
        """The lines of a list that people may choose, in their order."""
        return [entry for entry in self.lists.get(name, {}).values() if not entry.hidden]

    def label(self, name: str, code: object) -> str:
        """The words for a code; the code itself if the list does not know it, "Ikke oppgitt" for none."""
        if code is None or code == "":
            return str(UNKNOWN)
        entry = self.lists.get(name, {}).get(str(code))
        return entry.label if entry else str(code)

    def more(self, name: str, code: str, key: str) -> str:
        """A property of a code, for example its group; empty if it has none."""
        entry = self.lists.get(name, {}).get(code)
        return entry.more.get(key, "") if entry else ""


@cache
def shipped_list(name: str) -> tuple[Entry, ...]:
    """A code list as IKdesk ships it.

    Args:
        name: the file's name in ``resources/codes`` without ``.json``.
    """
    known = {"code", "nb", "nn", "en", "core"}
    rows = json.loads(resource(f"codes/{name}.json").read_text("utf-8"))["codes"]
    return tuple(
        Entry(
            code=row["code"],
            labels={tongue: row[tongue] for tongue in ("nb", "nn", "en")},
            core=bool(row.get("core", False)),
            more={key: str(value) for key, value in row.items() if key not in known},
        )
        for row in rows
    )


@cache
def shipped_codebook() -> Codebook:
    """Every code list as IKdesk ships it."""
    names = sorted(path.stem for path in resource("codes").glob("*.json"))
    return Codebook({name: {entry.code: entry for entry in shipped_list(name)} for name in names})


__all__ = ["UNKNOWN", "Codebook", "Entry", "Text", "shipped_codebook", "shipped_list"]
