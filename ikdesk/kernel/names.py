"""The one way from what somebody wrote to the name of a file: one that every machine takes, and that hides nothing."""

from __future__ import annotations

import re
import unicodedata

from ikdesk.kernel.words import clean

LONGEST = 240  # characters, and bytes as Linux counts them; some room is left for "(2)" and what is written first
_UNFIT = re.compile(r'[<>:"/\\|?*]+')  # what some systems refuse, read as a path or as a stream
_DEVICES = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)


def safe_name(wanted: str, *, longest: int = LONGEST, otherwise: str = "IKdesk") -> str:
    """A name for a file, without its ending.

    Signs that mean something in a path become blanks; what is not seen, or turns the letters around, is left out, so
    that no ending can be made to look like another. Nothing is a device of Windows, hidden, or ends with a dot.

    Args:
        wanted: what somebody called it.
        longest: characters, and bytes in UTF-8; what is more is left out.
        otherwise: the name when nothing is left.
    """
    seen = "".join(
        letter if letter == " " or unicodedata.category(letter)[0] not in "CZ" else " " * (letter in "\n\t\xa0")
        for letter in clean(wanted)
    )
    name = _shortened(" ".join(_UNFIT.sub(" ", seen).split()).strip(" .~"), longest)
    if _DEVICES.fullmatch(name.split(".")[0].strip()):
        name = f"_{name}"[:longest]
    return name or otherwise


def _shortened(name: str, longest: int) -> str:
    whole = name[:longest].encode("utf-8")[:longest].decode("utf-8", "ignore")
    return whole.strip(" .~")
