"""What the user says about a log from outside: a map in a small text file (TOML)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from ikdesk.incidents.import_model import EXPOSURE, INCIDENTS, KEYS, Cell, fold, key_of
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _, clean

ALL_KEYS = tuple(dict.fromkeys((*KEYS[INCIDENTS], *KEYS[EXPOSURE])))
_PARTS = ("kind", "columns", "values", "defaults")


@dataclass(frozen=True, slots=True)
class Given:
    """What a map says; empty when there is none."""

    name: str = ""  # of its file
    text: str = ""
    kind: str = ""  # "incidents", "exposure", or "" when it does not say
    columns: Mapping[str, str] = field(default_factory=dict)  # column key → heading; "" leaves the column out
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # column key → {word in the file: what it is}
    defaults: Mapping[str, Cell] = field(default_factory=dict)  # column key → value where the file has none

    def wrong(self, word: str, sentence: str) -> Problem:
        """What is wrong with the map, with the line the word stands on.

        Args:
            word: the word in the map that is wrong.
            sentence: what is wrong with it and what can be written.
        """
        return _wrong(self.name, self.text, word, sentence)


NOTHING_GIVEN = Given()


def parse_map(text: str, name: str, headings: Sequence[str] = ()) -> Given:
    """Read a map.

    Args:
        text: TOML with kind, [columns], [values.…] and [defaults], each of which may be left out.
        name: of its file, for the sentences.
        headings: of the table, if they are known; then a column may also be given as heading = key.

    Raises:
        Problem: it is not TOML, or it names something that does not exist; the line is told.
    """
    try:
        found = tomllib.loads(text.lstrip("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:  # brackets in brackets in brackets
        raise Problem(_broken(name, str(error))) from error
    for part in found:
        if part not in _PARTS:
            raise _wrong(name, text, part, _("«{part}» kan ikke stå her. Skriv en av: kind, [columns], [values.…], "
                                             "[defaults].").format(part=part))  # fmt: skip
    kind = found.get("kind", "")
    if kind not in {"", INCIDENTS, EXPOSURE}:
        raise _wrong(name, text, "kind", _("kind må være «incidents» eller «exposure»."))
    reading = _Reading(name, text)
    columns = dict(reading.columns(found.get("columns", {}), {fold(heading) for heading in headings}))
    values = {key: words for section, words in reading.table("values", found).items()
              for key, words in reading.values(section, words)}  # fmt: skip
    given = reading.table("defaults", found)
    defaults = {reading.key(word): reading.cell(word, value) for word, value in given.items()}
    return Given(name, text, kind, columns, values, defaults)


def words_in(text: str) -> frozenset[str]:
    """Every word that stands under [columns], folded: one of them may be a heading nobody else would know."""
    try:
        columns = tomllib.loads(text.lstrip("\ufeff")).get("columns", {})
    except (tomllib.TOMLDecodeError, RecursionError):
        return frozenset()
    pairs = columns.items() if isinstance(columns, dict) else ()
    return frozenset(fold(word) for pair in pairs for word in pair if isinstance(word, str))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A map while it is read."""

    name: str
    text: str

    def table(self, part: str, found: Mapping[str, Any]) -> Mapping[str, Any]:
        inner = found.get(part, {})
        if not isinstance(inner, dict):
            raise _wrong(self.name, self.text, part, _("«{part}» må være en del for seg: [{part}].").format(part=part))
        return inner

    def key(self, word: str) -> str:
        key = key_of(word)
        if key is None:
            raise _wrong(
                self.name, self.text, word,
                _("«{word}» er ikke en kolonne vi kjenner. Skriv en av: {known}.").format(
                    word=word, known=", ".join(ALL_KEYS)),
            )  # fmt: skip
        return key

    def columns(self, found: Any, headings: set[str]) -> Iterator[tuple[str, str]]:
        for word, heading in self.table("columns", {"columns": found}).items():
            if not isinstance(heading, str):
                raise _wrong(self.name, self.text, word, _("Skriv overskriften til «{word}» i anførselstegn.").format(
                    word=word))  # fmt: skip
            turned = fold(word) in headings and fold(heading) not in headings and key_of(heading)
            if turned:
                yield turned, word
            else:
                yield self.key(word), heading

    def values(self, section: str, words: Any) -> Iterator[tuple[str, Mapping[str, str]]]:
        if not isinstance(words, dict):
            raise _wrong(self.name, self.text, section, _("Skriv verdiene under [values.{part}], én på hver linje.")
                         .format(part=section))  # fmt: skip
        key = self.key(section)
        yield key, {fold(clean(word)): _as_text(self.cell(word, value)) for word, value in words.items()}

    def cell(self, word: str, value: Any) -> Cell:
        if isinstance(value, (str, int, float, date, datetime, time)):
            return clean(value) if isinstance(value, str) else value
        raise _wrong(self.name, self.text, word, _("Skriv én verdi for «{word}».").format(word=word))


def _as_text(value: Cell) -> str:
    return value if isinstance(value, str) else str(value)


def _broken(name: str, told: str) -> str:
    at = re.search(r"line (\d+)", told)
    if at is None:
        return _("Tilordningen «{name}» slutter for tidlig. Se etter et anførselstegn eller en hakeparentes som "
                 "mangler på siste linje.").format(name=name)  # fmt: skip
    return _(
        "Linje {line} i tilordningen «{name}» kan ikke leses. Skriv for eksempel: date = \"Dato for hendelsen\". "
        "Tekst må stå i anførselstegn, og hvert ord kan bare stå én gang."
    ).format(line=at[1], name=name)


def _wrong(name: str, text: str, word: str, sentence: str) -> Problem:
    line = next((n for n, row in enumerate(text.splitlines(), 1) if _stands_in(word, row)), None)
    if line is None:
        return Problem(_("Tilordningen «{name}»: {sentence}").format(name=name, sentence=sentence))
    return Problem(_("Linje {line} i tilordningen «{name}»: {sentence}").format(
        line=line, name=name, sentence=sentence))  # fmt: skip


def _stands_in(word: str, row: str) -> bool:
    return re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", row.split("#")[0]) is not None
