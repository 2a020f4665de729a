"""The file of the units that are known, and the list of those a report is waited for from."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.files import whole_file
from ikdesk.kernel.one_writer import only_writer
from ikdesk.kernel.signer import KEY, fingerprint
from ikdesk.kernel.words import _
from ikdesk.sector.known_model import Known, KnownUnit, one_line

FORMAT = "IKdesk known units"
VERSION = 1
MOST = 64 << 20  # bytes
MOST_LIST = 4 << 20  # bytes of a list of those that are waited for
_WHY = 1000  # signs
_NUMBER = r"(?P<{side}>[0-9]{{3}}[ \u00a0]?[0-9]{{3}}[ \u00a0]?[0-9]{{3}})"
_BETWEEN = r"[\s;,:|–-]"
_LINE = re.compile(
    rf"(?:{_NUMBER.format(side='before')}(?:{_BETWEEN}+|$))?(?P<name>.*?)"
    rf"(?:(?:{_BETWEEN}+){_NUMBER.format(side='after')})?{_BETWEEN}*"
)  # fmt: skip
_STRANGE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def read_known(path: Path) -> Known:
    """The units that are known; none where there is no file yet.

    Args:
        path: of the file.

    Raises:
        Problem: it cannot be read, is damaged, or a newer program wrote it. It is left as it is.
    """
    damaged = _(
        "Listen over kjente enheter ({path}) er skadet og er ikke rørt. Legg tilbake en kopi av filen. Finnes ingen "
        "kopi, flytt den bort. Da blir alle enheter regnet som nye, og nøklene må sjekkes igjen."
    ).format(path=path)  # fmt: skip
    data = _bytes_of(path, MOST, damaged)
    if data is None:
        return {}
    try:
        said = json.loads(data.decode("utf-8"), object_hook=_read)  # units at once: there may be thousands
        if said["format"] != FORMAT or type(said["version"]) is not int or said["version"] < 1:
            raise ValueError(said["format"])
        if said["version"] > VERSION:
            raise Problem(_(
                "Listen over kjente enheter ({path}) er laget av en nyere utgave av IKdesk. Oppdater IKdesk her, og "
                "prøv igjen."
            ).format(path=path))  # fmt: skip
        found = [one if isinstance(one, KnownUnit) else _unit_in(one) for one in said["units"]]
        known = {one.unit: one for one in found}
        exact = said.keys() == {"format", "version", "units"} and isinstance(said["units"], list)
        if len(known) != len(found) or not exact:
            raise ValueError(len(found))
    except _STRANGE as error:
        raise Problem(damaged) from error
    return known


def write_known(path: Path, known: Known) -> None:
    """Write the units that are known, whole or not at all.

    Args:
        path: of the file; its folder is made if it is missing. Where it is a link, it is what that leads to.
        known: all of them.

    Raises:
        Problem: it cannot be written, or what lies there cannot be read and is left as it is.
    """
    read_known(path)
    with whole_file(_place(path)) as temporary:
        _write(temporary, known)


@contextmanager
def keeping_known(path: Path, before: Known, after: Known) -> Iterator[None]:
    """Write the units that are known beside their place, and put them there if what is done meanwhile goes well.

    What others have written there since it was read holds: a unit they met first, a key they saw a unit move to, and
    whether one is waited for. They wait until it is in its place.

    Args:
        path: of the file; its folder is made if it is missing. Where it is a link, it is what that leads to.
        before: those who were known when it was read.
        after: those who are known now.

    Raises:
        Problem: it cannot be written, or what lies there cannot be read and is left as it is.
    """
    with only_writer(_place(path)):
        there = read_known(path)
        with whole_file(_place(path)) as temporary:
            _write(temporary, _merged(there, before, after))
            yield


def _place(path: Path) -> Path:
    """Where the file lies: what a link leads to, so that the link stays."""
    try:
        return path.resolve()
    except RuntimeError as error:  # a link that leads to itself
        raise Problem(_("Får ikke lest {name}. Sjekk at du har tilgang til filen.").format(name=path)) from error


def _merged(there: Known, before: Known, after: Known) -> Known:
    """What others have written, with what is new since these were read."""
    if not there:  # nobody has written anything, or it was taken away
        return after
    merged = dict(there)
    for unit in before.keys() - after.keys():  # it goes by something else now
        merged.pop(unit, None)
    for unit, one in after.items():
        was, theirs = before.get(unit), there.get(unit)
        if theirs is None and (was is None or one != was):
            merged[unit] = one
        elif theirs is not None and was is not None and one != was:
            merged[unit] = one if theirs == was else _both(was, one, theirs)
    return merged


def _both(was: KnownUnit, one: KnownUnit, theirs: KnownUnit) -> KnownUnit:
    """A unit that was changed here and by others: the key that somebody else saw it move to holds."""
    key = one if theirs.key == was.key else theirs
    return replace(
        one, key=key.key, earlier=key.earlier, expected_until=theirs.expected_until, why=theirs.why
    )  # fmt: skip


def _write(path: Path, known: Known) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps({"format": FORMAT, "version": VERSION, "units": []}, indent=1).removesuffix("]\n}"))
        for at, unit in enumerate(sorted(known)):
            one = json.dumps(_written(known[unit]), ensure_ascii=False, indent=1)
            file.write(f"{',' if at else ''}\n{one}")  # one at a time: there may be thousands
        file.write("\n ]\n}\n")


def no_longer_expected(path: Path, unit: str, why: str, today: date) -> None:
    """Wait for no more reports from a unit; it stays known, and its report is taken if one comes.

    Args:
        path: of the file of the units that are known.
        unit: what it is known by.
        why: in words.
        today: the last day a report was waited for.

    Raises:
        Invalid: there is no reason.
        Problem: the unit is not known, or the file cannot be read or written.
    """
    said = one_line(why, _WHY)
    if not said:
        raise Invalid(why=_("Skriv hvorfor dere ikke venter på rapporter fra enheten lenger."))
    _change(path, unit, today, said)


def expected_again(path: Path, unit: str) -> None:
    """Wait for reports from a unit after all.

    Args:
        path: of the file of the units that are known.
        unit: what it is known by.

    Raises:
        Problem: the unit is not known, or the file cannot be read or written.
    """
    _change(path, unit, None, "")


def expected_in(path: Path) -> tuple[tuple[str, str], ...]:
    """The units in a list somebody wrote, one on each line: organisation number or "", and name.

    The number may stand before or after the name, with a blank, a comma, a semicolon or a tab between. Empty lines and
    lines that begin with # are passed over.

    Args:
        path: a text file.

    Raises:
        Problem: it cannot be read, or holds no unit.
    """
    wrong = _("Får ikke lest {name}. Listen skal være en tekstfil med én enhet på hver linje.").format(name=path.name)
    data = _bytes_of(path, MOST_LIST, wrong)
    if data is None:
        raise Problem(_("Finner ikke {name}. Sjekk navnet på filen, og prøv igjen.").format(name=path.name))
    lines = (line.strip() for line in _letters(data, wrong).splitlines())
    found = dict.fromkeys(_expected(line) for line in lines if line and not line.startswith("#"))
    found.pop(("", ""), None)
    if not found:
        raise Problem(_("{name} er tom. Skriv én enhet på hver linje.").format(name=path.name))
    return tuple(found)


def _expected(line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line[:2000])
    if found is None:
        return "", one_line(line)
    number = "".join((found["before"] or found["after"] or "").split())
    return number, one_line(found["name"].strip(" \"'"))


def _letters(data: bytes, wrong: str) -> str:
    """Text as Norwegian programs write it: UTF-8, what Excel calls Unicode, or Windows-1252."""
    if b"\x00" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Problem(wrong)  # a workbook, perhaps
    for letters in ("utf-16",) if b"\x00" in data else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(letters)
        except UnicodeDecodeError:
            continue
    raise Problem(wrong)


def _bytes_of(path: Path, most: int, wrong: str) -> bytes | None:
    """What a small file holds; None where there is none."""
    try:
        if not path.exists():
            return None
        if not path.is_file() or path.stat().st_size > most:
            raise Problem(wrong)
        return path.read_bytes()
    except OSError as error:
        raise Problem(_("Får ikke lest {name}. Sjekk at du har tilgang til filen.").format(name=path)) from error


def _change(path: Path, unit: str, until: date | None, why: str) -> None:
    with only_writer(_place(path)):
        known = read_known(path)
        if unit not in known:
            raise Problem(_("Enheten er ikke i listen over kjente enheter lenger. Åpne listen på nytt."))
        write_known(path, {**known, unit: replace(known[unit], expected_until=until, why=why)})


def _written(one: KnownUnit) -> dict[str, Any]:
    return {
        "unit": one.unit, "name": one.name, "organisation_number": one.organisation_number,
        **_key_written(one.key), "first_seen": one.first_seen.isoformat(),
        "earlier": [_key_written(key) for key in one.earlier],
        "expected_until": one.expected_until.isoformat() if one.expected_until else None, "why": one.why,
    }  # fmt: skip


def _key_written(key: bytes) -> dict[str, str]:
    """A key for machines, and as people compare it."""
    return {"key": key.hex(), "fingerprint": fingerprint(key)}


def _read(said: dict[str, Any]) -> Any:
    """A unit instead of its words; anything else as it is, for others to say what is wrong with it."""
    try:
        return _unit_in(said) if "unit" in said else said
    except _STRANGE:
        return said


def _unit_in(said: Mapping[str, Any]) -> KnownUnit:
    until = said["expected_until"]
    found = KnownUnit(
        said["unit"], said["name"], said["organisation_number"], _key_in(said), date.fromisoformat(said["first_seen"]),
        tuple(_key_in(one) for one in said["earlier"]), None if until is None else date.fromisoformat(until),
        said["why"],
    )  # fmt: skip
    if said != _written(found) or not found.unit or any(
        one_line(text, _WHY) != text for text in (found.unit, found.name, found.organisation_number, found.why)
    ):  # fmt: skip
        raise ValueError(said)
    return found


def _key_in(said: Mapping[str, Any]) -> bytes:
    key = bytes.fromhex(said["key"])
    if len(key) != KEY or said["fingerprint"] != fingerprint(key):
        raise ValueError(said)
    return key
