"""Whose a report is: the key a unit was known by first, how it was passed on, and who is not believed.

Who sends a report may say any name and any number. What nobody else can do, is to sign with the unit's key. So the
first key is remembered; another is believed only where the one before has signed it, or where somebody has rung the
unit. A report that is not believed never changes what is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ikdesk.kernel.signer import fingerprint
from ikdesk.kernel.succession import forerunners, leads, passings_in
from ikdesk.sector import said_model as say
from ikdesk.sector.known_model import Known, KnownUnit, folded, looks
from ikdesk.sector.wanted_model import FileState


@dataclass(frozen=True, slots=True)
class Claim:
    """A report, and who it says it is from."""

    file: int
    unit: str  # what it would be known by
    name: str
    folded: str  # the name as it is compared
    organisation_number: str
    kind: str
    version: int
    checksum: str
    key: bytes
    passings: bytes = b""  # how the key came from those before it, as the file has it

    def led_from(self, pinned: bytes) -> bool:
        """Whether its key is one that is known, or one that this was passed on to.

        Args:
            pinned: the key that is known, 32 bytes.
        """
        return self.key == pinned or (bool(self.passings) and leads(pinned, self.key, passings_in(self.passings)))


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one file."""

    file: int
    state: FileState
    said: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of the reports of one unit."""

    judged: tuple[Judged, ...]
    taken: Claim | None = None
    pin: KnownUnit | None = None  # as the unit is known from now on
    new: bool = False
    passed_on: bool = False


def written_alike(text: str) -> str:
    """A fingerprint as it is compared: without blanks, in large letters."""
    return "".join(text.split()).upper()


class Pins:
    """The units that are known, and what their keys tell of who sends.

    Args:
        known: those who were known before.
        accepted: fingerprints of keys that somebody has made sure of.
        today: the day it is.
    """

    def __init__(self, known: Known, accepted: Iterable[str], today: date) -> None:
        self.units: dict[str, KnownUnit] = dict(known)
        self._accepted = {written_alike(one) for one in accepted}
        self._today = today
        self._before: dict[str, str] = {}  # units that are to be known by something else now, and what they were
        self._home = {key: one.unit for one in known.values() for key in one.earlier}
        self._home |= {one.key: one.unit for one in known.values()}
        self._looks = {looks(one.name) for one in known.values()}
        self._unnumbered = {looks(one.name) for one in known.values() if not one.organisation_number}

    def owners(self, claims: Sequence[Claim]) -> Mapping[str, str]:
        """Who reports that are signed with one key are from, by who they say they are from.

        A unit that is known is judged by its own key. One that is not may be one that has got another name or a number
        since; two names at once with one key are two units, and only one of them can be the key's.

        Args:
            claims: one for each unit that is said to have sent a report with this key.

        Returns:
            By ``unit`` what it is to be known by; empty where the key is another unit's.
        """
        home = self._home_of(claims)
        beside = [one for one in claims if one.unit in self.units and not _denied(one, home)]
        strange = [one for one in claims if one not in beside]
        found = {one.unit: one.unit for one in beside}
        if strange and _alike(claims, home):
            return dict.fromkeys((one.unit for one in claims), self._joined(beside, strange, home))
        return found | {one.unit: "" for one in strange}

    def judge(self, unit: str, claims: Sequence[Claim]) -> Verdict:
        """Which of the reports of one unit is taken, and why the others are not.

        Args:
            unit: what it is to be known by.
            claims: its reports, in the order they came.
        """
        before = self.units.get(self._before.get(unit, unit))
        trusted = self._trusted(before, claims)
        bad = tuple(Judged(one.file, *_why(one, before, claims)) for one in claims if one.key not in trusted)
        good = [one for one in claims if one.key in trusted]
        if not good:
            return Verdict(bad)
        version = max(one.version for one in good)
        older = tuple(Judged(one.file, *say.replaced(version)) for one in good if one.version < version)
        newest = [one for one in good if one.version == version]
        if len({one.checksum for one in newest}) > 1:
            return Verdict((*bad, *older, *(Judged(one.file, *say.disputed(one.name, version)) for one in newest)))
        taken = newest[0]
        pin = self._pinned(unit, before, taken)
        said = " ".join(_news(before, taken, pin))
        judged = (Judged(taken.file, FileState.TAKEN, said), *(Judged(one.file, *say.same()) for one in newest[1:]))
        passed_on = before is not None and pin.key != before.key and taken.led_from(before.key)
        return Verdict((*bad, *older, *judged), taken, pin, before is None, passed_on)

    def keep(self, pin: KnownUnit) -> None:
        """Know a unit from now on as a report of it that was taken has it.

        Args:
            pin: what came of judging it.
        """
        other = self._home.get(pin.key, pin.unit)
        mine = other in self.units and self.units[other].key == pin.key  # the same unit, by another name
        for unit in {self._before.get(pin.unit, pin.unit), *([other] if mine else [])} - {pin.unit}:
            self.units.pop(unit, None)
        self.units[pin.unit] = pin
        self._looks.add(looks(pin.name))
        if not pin.organisation_number:
            self._unnumbered.add(looks(pin.name))
        self._home |= dict.fromkeys((pin.key, *pin.earlier), pin.unit)

    def _home_of(self, claims: Sequence[Claim]) -> KnownUnit | None:
        """The unit a key comes from: it is or was its own, or one of those was passed on to it.

        Whether that is enough to be believed, is for the key in force to say.
        """
        found = self._home.get(claims[0].key)
        for one in claims if found is None else ():
            vouched = forerunners(one.key, passings_in(one.passings)) if one.passings else ()
            found = next((self._home[old] for old in vouched if old in self._home), found)
        return self.units.get(found) if found is not None else None

    def _joined(self, beside: Sequence[Claim], strange: Sequence[Claim], home: KnownUnit | None) -> str:
        """What one unit that goes by several names is known by from now on."""
        if beside and (home is None or beside[0].unit != home.unit):
            return beside[0].unit  # it is known by another key, and that decides
        numbered = [one.unit for one in strange if one.organisation_number]
        if home is not None and home.organisation_number:
            numbered = [home.unit]
        unit = (numbered or [strange[0].unit])[0]
        if home is not None and unit not in self.units:
            self._before[unit] = home.unit
        return unit

    def _trusted(self, before: KnownUnit | None, claims: Sequence[Claim]) -> set[bytes]:
        """The keys that are believed to be the unit's."""
        keys = {one.key for one in claims}
        accepted = {key for key in keys if written_alike(fingerprint(key)) in self._accepted}
        if before is not None:
            led = {one.key for one in claims if one.led_from(before.key)}
            if len(led) > 1 and not any(_comes_last(one, led) for one in claims if one.key in led):
                led &= {before.key}  # it was passed on to several: whoever was kept out may still have it
            return accepted | led
        if accepted or self._doubtful(claims[0]):
            return accepted
        return keys if len(keys) == 1 or any(_comes_last(one, keys) for one in claims) else set()

    def _doubtful(self, one: Claim) -> bool:
        """Whether a report of a unit that is new may come from somebody who wants to be taken for one that is known.

        Two units may have the same name; then it is their organisation numbers that tell them apart.
        """
        return looks(one.name) in (self._unnumbered if one.organisation_number else self._looks)

    def _pinned(self, unit: str, before: KnownUnit | None, taken: Claim) -> KnownUnit:
        if before is None:
            return KnownUnit(unit, taken.name, taken.organisation_number, taken.key, self._today)
        moves = taken.key != before.key and taken.key not in before.earlier
        key, earlier = (taken.key, (*before.earlier, before.key)) if moves else (before.key, before.earlier)
        number = taken.organisation_number or before.organisation_number
        pin = replace(before, unit=unit, name=taken.name, organisation_number=number, key=key, earlier=earlier)
        return before if pin == before else pin  # most are as they were, and need no room of their own


def _denied(one: Claim, home: KnownUnit | None) -> bool:
    """Whether a report has one organisation number, and its key belongs to a unit that has another."""
    theirs = home.organisation_number if home is not None else ""
    return bool(theirs and one.organisation_number and theirs != one.organisation_number)


def _alike(claims: Sequence[Claim], home: KnownUnit | None) -> bool:
    """Whether reports with one key may be one unit: it has one name now, one number, and is one kind of place."""
    numbers = {one.organisation_number for one in claims} | {home.organisation_number if home is not None else ""}
    called = {(one.folded, one.kind) for one in claims}
    return len(numbers - {""}) <= 1 and (len(called) == 1 or len({one.unit for one in claims}) == 1)


def _comes_last(one: Claim, keys: set[bytes]) -> bool:
    """Whether all the other keys were passed on until it was the one of this report."""
    return keys <= {one.key, *forerunners(one.key, passings_in(one.passings))}


def _news(before: KnownUnit | None, taken: Claim, pin: KnownUnit) -> Iterator[str]:
    """What is to be known of a report that is taken; nothing where it is as those before."""
    if before is None:
        yield say.new_unit(taken.key)
        return
    if taken.key != before.key:
        yield say.new_key_words(vouched=taken.led_from(before.key))
    if pin.organisation_number != before.organisation_number:
        yield say.number_words()
    if taken.folded != folded(before.name):
        yield say.name_words(before.name)


def _why(one: Claim, before: KnownUnit | None, claims: Sequence[Claim]) -> say.Said:
    """Why a report is not believed, and what to do."""
    if before is not None and one.key in before.earlier:
        return say.old_key(before.name, one.key, before.key)
    if before is not None:
        return say.new_key(before.name, one.key, before.key)
    if len({each.key for each in claims}) > 1:
        return say.several_keys(one.name, one.key)
    return say.same_name(one.name, one.key, numbered=bool(one.organisation_number))
