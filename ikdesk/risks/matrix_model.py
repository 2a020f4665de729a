"""The risk matrix: its steps, the colour of each cell, and how a step of one scale is told on another.

The colours are a table, not the product of the two numbers: with a product, a scraped knee every month is as red as a
child hanging in a cord some years apart, and ordinary play would be forbidden for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ikdesk.kernel.fields import Choice
from ikdesk.kernel.words import Text, _

SIZES = (5, 4)
_FOUR = (0, 1, 1, 2, 3, 4)  # a step of five told as one of four: the two lowest are one
_FIVE = (0, 2, 3, 4, 5)  # and back: the higher of the two


class Grade(Choice):
    """What colour a cell has; the words for it go with the letter and the pattern."""

    LOW = _("Lav")
    MEDIUM = _("Middels")
    HIGH = _("Høy")

    @property
    def level(self) -> int:
        """0, 1 or 2: the higher the worse."""
        return _LEVELS[self]

    @property
    def letter(self) -> str:
        """What stands in the cell besides the colour."""
        return str(_LETTERS[self])

    @property
    def colour(self) -> str:
        """The colour by its name, in words."""
        return str(_COLOURS[self])


_LEVELS = {Grade.LOW: 0, Grade.MEDIUM: 1, Grade.HIGH: 2}
_LETTERS = {Grade.LOW: _("L"), Grade.MEDIUM: _("M"), Grade.HIGH: _("H")}
_COLOURS = {Grade.LOW: _("grønn"), Grade.MEDIUM: _("gul"), Grade.HIGH: _("rød")}
GRADES = (Grade.LOW, Grade.MEDIUM, Grade.HIGH)
_SIGNS = {"G": Grade.LOW, "Y": Grade.MEDIUM, "R": Grade.HIGH}
_SIGN_OF = {grade: sign for sign, grade in _SIGNS.items()}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale: its number, its name, and what it means day to day."""

    number: int
    name: Text
    anchor: Text


_PROBABILITY = (
    (_("Svært lite sannsynlig"), _("sjeldnere enn hvert 5. år")),
    (_("Lite sannsynlig"), _("noen år imellom")),
    (_("Mulig"), _("omtrent hvert år")),
    (_("Sannsynlig"), _("flere ganger i året")),
    (_("Svært sannsynlig"), _("hver måned i bruksperioden, eller oftere")),
)
_CONSEQUENCE = (
    (_("Ubetydelig"), _("ingen skade, trøst er nok")),
    (_("Liten"), _("plaster, kulde, eller sjekk uten behandling")),
    (_("Moderat"), _("enkel behandling hos lege eller tannlege")),
    (_("Alvorlig"), _("hjernerystelse, større brudd, store kutt")),
    (_("Svært alvorlig"), _("fare for livet, eller død")),
)
_RARE = (_("Lite sannsynlig"), _("noen år imellom, eller sjeldnere"))
_SMALL = (_("Liten"), _("plaster, kulde eller trøst er nok"))
# from the least likely upwards; in each row from the least bad to the worst
_USUAL = {
    5: "GGGYY" "GGYYR" "GGYRR" "GYRRR" "GYRRR",
    4: "GYYR" "GYRR" "YRRR" "YRRR",
}  # fmt: skip


def _steps(named: tuple[tuple[Text, Text], ...]) -> tuple[Step, ...]:
    return tuple(Step(number, name, anchor) for number, (name, anchor) in enumerate(named, 1))


def probability_steps(size: int) -> tuple[Step, ...]:
    """How likely something is, the least likely first.

    Args:
        size: 5 or 4 steps.
    """
    return _steps(_PROBABILITY if size == 5 else (_RARE, *_PROBABILITY[2:]))


def consequence_steps(size: int) -> tuple[Step, ...]:
    """How bad it is, the least bad first; with five steps one more than the grade of an injury.

    Args:
        size: 5 or 4 steps.
    """
    return _steps(_CONSEQUENCE if size == 5 else (_SMALL, *_CONSEQUENCE[2:]))


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix a unit uses."""

    size: int  # 5 or 4 steps on each side
    signs: str  # G, Y or R of each cell, from the least likely upwards, in each row from the least bad to the worst

    def grade(self, probability: int, consequence: int) -> Grade:
        """What colour a cell has.

        Args:
            probability: 1 to ``size``.
            consequence: 1 to ``size``.
        """
        if not (1 <= probability <= self.size and 1 <= consequence <= self.size):
            raise ValueError(f"{probability} × {consequence} of {self.size}")
        return _SIGNS[self.signs[(probability - 1) * self.size + consequence - 1]]

    def with_grade(self, probability: int, consequence: int, grade: Grade) -> Matrix:
        """The matrix with one cell in another colour; whether that can be is asked with ``wrong_signs``.

        Args:
            probability: 1 to ``size``.
            consequence: 1 to ``size``.
            grade: the new one.
        """
        at = (probability - 1) * self.size + consequence - 1
        return Matrix(self.size, self.signs[:at] + _SIGN_OF[grade] + self.signs[at + 1 :])

    @property
    def is_usual(self) -> bool:
        """Whether nobody has changed its colours."""
        return self.signs == _USUAL[self.size]


def usual(size: int) -> Matrix:
    """The matrix as IKdesk proposes it.

    Args:
        size: 5 or 4 steps.
    """
    return Matrix(size, _USUAL[size])


def matrix_from(size: int, signs: str) -> Matrix:
    """The matrix of a unit from what is kept; the usual one where the unit has no colours of its own.

    Args:
        size: 5 or 4.
        signs: as in ``Matrix``, or empty.
    """
    size = size if size in SIZES else SIZES[0]
    return usual(size) if not signs or wrong_signs(size, signs) else Matrix(size, signs)


def wrong_signs(size: int, signs: str) -> str:
    """What is wrong with the colours of a matrix, as a sentence; empty when they can be.

    More likely, or worse, must never be a milder colour: nobody could tell why.

    Args:
        size: 5 or 4.
        signs: as in ``Matrix``.
    """
    if size not in SIZES or len(signs) != size * size or not {*signs} <= _SIGNS.keys():
        return str(_("Velg en farge i hver rute."))
    levels = [_SIGNS[sign].level for sign in signs]
    rows = [levels[start : start + size] for start in range(0, size * size, size)]
    across = all(row[at] <= row[at + 1] for row in rows for at in range(size - 1))
    upwards = all(low <= high for row, above in pairwise(rows)
                  for low, high in zip(row, above, strict=True))  # fmt: skip
    if not (across and upwards):
        return str(_("En rute lenger til høyre eller lenger opp kan ikke ha en mildere farge."))
    if not {0, 2} <= {*levels}:
        return str(_("Minst én rute må være grønn, og minst én rød."))
    return ""


def placed(step: int, size: int, wanted: int) -> int:
    """A step of one scale told on another; never a lower risk than it was.

    Args:
        step: 1 to ``size``.
        size: steps of the scale it was given on, 5 or 4.
        wanted: steps of the other, 5 or 4.
    """
    if size == wanted:
        return step
    return _FOUR[step] if size == 5 else _FIVE[step]
