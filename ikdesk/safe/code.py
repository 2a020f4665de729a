"""The recovery code: six groups of five letters on a sheet of paper, which opens the data when the password is lost.

The last letter of each group checks the group, so that a slip of the pen is told apart from a wrong code.
"""

from __future__ import annotations

import secrets

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 32, without I, L, O and U, which are read as something else
ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
GROUPS, GROUP = 6, 5


def new_code() -> str:
    """A fresh code, for example "7KQ2M-…": 24 random letters (120 bits) and a check letter in each group."""
    return "-".join(_with_check(index) for index in range(GROUPS))


def read_code(typed: str) -> bytes:
    """The code as bytes, however it was typed: small letters, blanks, dashes, O for 0.

    Raises:
        Invalid: it cannot be a code; the sentence names the group to look at.
    """
    letters = "".join(c for c in typed.upper().translate(ALIKE) if c.isalnum())
    if len(letters) != GROUPS * GROUP:
        raise Invalid(code=_("Koden har seks grupper med fem tegn. Se på arket og skriv hele koden."))
    for index in range(GROUPS):
        group = letters[index * GROUP : (index + 1) * GROUP]
        if any(c not in LETTERS for c in group) or group[-1] != _check(index, group[:-1]):
            raise Invalid(code=_("Gruppe {n} er skrevet feil. Se på arket og rett den.").format(n=index + 1))
    return letters.encode("ascii")


def _with_check(index: int) -> str:
    letters = "".join(secrets.choice(LETTERS) for _letter in range(GROUP - 1))
    return letters + _check(index, letters)


def _check(index: int, letters: str) -> str:
    # a polynomial over the field of 32 elements: every single wrong letter and every swap of neighbours shows
    value = index + 1
    for letter in letters:
        value = _double(value ^ LETTERS.index(letter))
    return LETTERS[value]


def _double(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled  # x⁵ + x² + 1
