"""What is chosen on the screen about a log from outside; the same as a map says, and kept as one."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from ikdesk.incidents.import_map_model import Given
from ikdesk.incidents.import_model import Cell

NOT_READ = ""  # a column that nothing is read from, a word that is left out


@dataclass(frozen=True, slots=True)
class Choices:
    """Which column is what, and what words mean."""

    kind: str = ""  # "incidents", "exposure", or "" to let the headings say
    columns: Mapping[str, str] = field(default_factory=dict)  # column key → heading, NOT_READ leaves it out
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # column key → {word: what it is}
    defaults: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        """Whether there is something to keep for the next time."""
        return bool(self.kind or self.columns or any(self.values.values()) or self.defaults)

    def with_kind(self, kind: str) -> Choices:
        """What the file holds; the columns are then recognised anew."""
        return dataclasses.replace(self, kind=kind, columns={})

    def with_column(self, heading: str, key: str, before: str) -> Choices:
        """Read a column as something else.

        Args:
            heading: the column.
            key: what it holds; NOT_READ if nothing is read from it.
            before: what it was read as until now; "" if nothing was.
        """
        columns = dict(self.columns)
        if before and before != key:
            columns[before] = NOT_READ
        if key:
            columns[key] = heading
        return dataclasses.replace(self, columns=columns)

    def with_word(self, key: str, word: str, means: str | None) -> Choices:
        """Say what a word means.

        Args:
            key: the column.
            word: as written.
            means: a code or a place of the unit's own; NOT_READ leaves the word out, None takes the choice back.
        """
        words = {known: target for known, target in self.values.get(key, {}).items() if known != word}
        if means is not None:
            words[word] = means
        return dataclasses.replace(self, values={**self.values, key: words})

    def text(self) -> str:
        """The same as a map (TOML)."""
        lines = [f"kind = {_quoted(self.kind)}"] if self.kind else []
        lines += _part("columns", self.columns)
        for key, words in self.values.items():
            lines += _part(f"values.{key}", words)
        lines += _part("defaults", self.defaults)
        return "\n".join(lines) + "\n" if lines else ""


def choices_of(given: Given) -> Choices:
    """What a map says, to go on from."""
    return Choices(given.kind, dict(given.columns), {key: dict(words) for key, words in given.values.items()},
                   dict(given.defaults))  # fmt: skip


def _part(name: str, pairs: Mapping[str, Cell]) -> list[str]:
    if not pairs:
        return []
    return ["", f"[{name}]", *(f"{_quoted(key)} = {_plain(value)}" for key, value in pairs.items())]


def _plain(value: Cell) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, (int, float)) else _quoted(value or "")


def _quoted(text: str) -> str:
    """As TOML writes a text; JSON writes it the same way but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
