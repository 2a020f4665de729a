"""The units whose reports were received before, each with the key it signed its first report with."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.words import clean

KNOWN_NAME = "known-units.json"
LONGEST = 200  # signs in what a unit is called
_BY_NUMBER, _BY_NAME = "org:", "name:"
_LOOKS = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442"
    "\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u04bb\u04cf"
    "\u03b1\u03b2\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1"
    "\u03c4\u03c5\u03c7\u03b7\u03b3\u03bc\u03c9"
    "\u0131\u0251\u0261\u026910i",
    "abekmhopctyxljsdqwhlabelkvoptuxnyuwlagllol",
)  # Cyrillic, Greek and other letters, and digits, that pass for Latin letters
_FILLERS = "\u115f\u1160"  # letters that nobody sees
_ROOM = 20  # signs that are looked at for each that is kept: most of what is left out is blanks


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """One unit that was received from."""

    unit: str  # what it is known by
    name: str  # as its newest report has it
    organisation_number: str
    key: bytes  # the one it is known by now: its first, or one that this has passed on to or somebody accepted
    first_seen: date
    earlier: tuple[bytes, ...] = ()  # keys it was known by before, oldest first
    expected_until: date | None = None  # a report is not waited for after this day; None: it is
    why: str = ""  # it is not waited for any more


Known = Mapping[str, KnownUnit]  # by ``unit``


def identity(name: str, organisation_number: str) -> str:
    """What a unit is known by: "org:999999999", or where it has no number "name:solbakken barnehage".

    Args:
        name: of the unit.
        organisation_number: nine digits, or empty.
    """
    return _BY_NUMBER + organisation_number if organisation_number else _BY_NAME + folded(name)


def folded(name: str) -> str:
    """A name as names are compared: however its letters were composed, large or small, one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", one_line(name)).casefold().split())


def looks(name: str) -> str:
    """What a name looks like: names that people take for the same have the same looks, whatever they are written with.

    Args:
        name: of a unit.

    Source: Unicode Technical Standard #39, section 4; only the letters that pass for those of Norwegian names.
    """
    seen = "".join(sign for sign in folded(name) if sign.isalnum() and sign not in _FILLERS)
    return seen.translate(_LOOKS).replace("rn", "m").replace("vv", "w")


def one_line(text: str, longest: int = LONGEST) -> str:
    """What somebody wrote, on one line and in the order it is read: nobody makes it look like lines of ours.

    Args:
        text: anything.
        longest: signs that are kept; what is longer ends in "…".
    """
    line = " ".join(clean(text[: longest * _ROOM]).split())
    if not (line.isascii() and line.isprintable()):
        line = "".join(sign for sign in line if unicodedata.category(sign) not in {"Cc", "Cf"})
        line = " ".join(line.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
