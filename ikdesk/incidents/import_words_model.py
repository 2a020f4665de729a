"""What the words in a log mean: exact words only, from the code lists, the unit's own places, and a map."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from ikdesk.incidents.import_map_model import Given
from ikdesk.incidents.import_model import MOMENTS, NAMES, fold
from ikdesk.kernel.codes import Codebook, Entry
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _

LISTS = {
    "type": "event_type", "severity": "severity", "activity": "activity", "mechanism": "mechanism", "causes": "cause",
    "injury_kind": "injury_kind", "body_part": "body_part", "side": "side", "treatment": "treatment",
    "notified": "notified", "routine_status": "routine_status", "status": "status",
}  # fmt: skip
SEVERAL = frozenset({"causes", "treatment", "notified"})


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place of the unit's own."""

    key: Key
    name: str
    standard: str
    open: bool


@dataclass(frozen=True, slots=True)
class Target:
    """The place that a word means."""

    word: str  # the same whatever places are renamed to: a standard code, or the name written
    key: Key | None  # None: a place of this standard kind must be made
    standard: str
    name: str


class Words:
    """The words that are understood in one import."""

    def __init__(
        self, codebook: Codebook, places: Iterable[OwnPlace], departments: Mapping[str, Key], given: Given
    ) -> None:
        """Collect them.

        Args:
            codebook: the unit's code lists.
            places: in their order; the first open one of a standard kind stands for the kind.
            departments: name → key.
            given: the map.

        Raises:
            Problem: the map gives a code that does not exist.
        """
        self._lists = {key: _table(codebook.lists.get(name, {}).values()) for key, name in LISTS.items()}
        self._standards = codebook.lists.get("place", {})
        self._standard_words = _table(self._standards.values())
        self._places = _Places(tuple(places))
        self._departments = {fold(name): name for name in departments}
        self._given = {key: dict(words) for key, words in given.values.items()}
        self._check(codebook, given)
        self._check_defaults(codebook, given)

    def code(self, key: str, word: str) -> str | None:
        """The code that a word means in a column, or None if it is not known.

        Args:
            key: the column.
            word: as written.
        """
        table = self._lists[key]
        return table.get(fold(self.said(key, word)))

    def codes(self, key: str, text: str) -> tuple[tuple[str, ...], str]:
        """The codes in a cell that may hold several, and the first word that is not known, "" if all are.

        Args:
            key: the column.
            text: words divided by semicolon, bar, new line or comma.
        """
        whole = self.code(key, text)
        found = [whole] if whole else []
        for part in () if whole else _parts(text):
            code = self.code(key, part)
            inner = [code] if code else [self.code(key, word) for word in part.split(",")]
            if None in inner:
                return (), part
            found += [code for code in inner if code and code not in found]
        return tuple(found), ""

    def place(self, word: str) -> Target | None:
        """The place that a word means: a place of the unit's own by its name, else a standard kind of place."""
        written = self.said("place", word)
        folded = fold(written)
        standard = self._standard_words.get(folded, "")
        own = self._places.named.get(folded) or (self._places.first.get(standard) if standard else None)
        if own:
            return Target(standard or folded, own.key, own.standard, own.name)
        if standard:
            return Target(standard, None, standard, _capital(self._standards[standard].label))
        return None

    def department(self, word: str) -> str:
        """The name of the department that a word means; the word itself where the unit has none of that name."""
        written = self.said("department", word)
        return self._departments.get(fold(written), written)

    def said(self, key: str, word: str) -> str:
        """The word, or what the map says it is."""
        words = self._given.get(key)
        return words.get(fold(word), word) if words else word

    def _check(self, codebook: Codebook, given: Given) -> None:
        for key, words in given.values.items():
            for target in filter(None, words.values()):  # "" leaves it out
                if key in self._lists and fold(target) not in self._lists[key]:
                    raise given.wrong(target, _not_there(key, target, codebook.lists.get(LISTS[key], {})))
                if key == "place" and self.place(target) is None:
                    raise given.wrong(target, _not_there(key, target, self._standards))

    def _check_defaults(self, codebook: Codebook, given: Given) -> None:
        for key, value in given.defaults.items():
            word = str(value)
            if key in MOMENTS and not isinstance(value, date):
                raise given.wrong(word, _("«{word}» er ikke en dato. Skriv for eksempel 20.11.2026.").format(word=word))
            if key == "time" and not isinstance(value, time):
                sentence = _("«{word}» er ikke et klokkeslett. Skriv for eksempel 10.40.").format(word=word)
                raise given.wrong(word, sentence)
            if key == "place" and self.place(word) is None:
                raise given.wrong(word, _not_there(key, word, self._standards))
            if key in self._lists and self.codes(key, word)[1]:
                raise given.wrong(word, _not_there(key, word, codebook.lists.get(LISTS[key], {})))


class _Places:
    """The unit's own places by name and by kind; open ones go before closed ones."""

    def __init__(self, places: tuple[OwnPlace, ...]) -> None:
        self.named: dict[str, OwnPlace] = {}
        self.first: dict[str, OwnPlace] = {}
        for place in sorted(places, key=lambda one: not one.open):
            self.named.setdefault(fold(place.name), place)
            if place.open:
                self.first.setdefault(place.standard, place)


def _table(entries: Iterable[Entry]) -> dict[str, str]:
    """Every word that means a code; a word that could mean two means none."""
    found: dict[str, str | None] = {}
    kept = list(entries)
    for entry in kept:
        for word in _words_of(entry):
            folded = fold(word)
            found[folded] = entry.code if found.get(folded, entry.code) == entry.code else None
    found.update({fold(entry.code): entry.code for entry in kept})  # a code is a code, whatever words say
    return {word: code for word, code in found.items() if code and word}


def _words_of(entry: Entry) -> Iterator[str]:
    yield from entry.labels.values()
    yield from entry.more.get("also", "").split(";")
    yield from (entry.more.get(f"{tongue}_short", "") for tongue in ("nb", "nn", "en"))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;|\n]", text) if part.strip()]


def _not_there(key: str, word: str, entries: Mapping[str, Entry]) -> str:
    return _("«{word}» finnes ikke i listen for {name}. Skriv en av: {known}.").format(
        word=word, name=NAMES[key], known=", ".join(entries)
    )


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
