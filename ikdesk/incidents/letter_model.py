"""What a letter to parents is made of."""

from __future__ import annotations

from dataclasses import dataclass

from ikdesk.incidents.form_model import CaseWhole
from ikdesk.incidents.model import REFERENCE, STAFF_KINDS
from ikdesk.unit.model import UnitKind

HURT = STAFF_KINDS | {"child_injury"}  # somebody may have been: NAV and the insurer ask about nothing else
NO_LETTER = REFERENCE | STAFF_KINDS  # what is about staff, and what is told in the case itself, is in no letter


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """One case and those who write of it."""

    whole: CaseWhole
    unit: str
    unit_kind: UnitKind
    insurer: str
    ask: str  # whom to call; empty: the unit
    phone: str
    by: str  # who writes
    language: str  # the one of letters to parents: "nb", "nn" or "en"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was read through."""

    text: str
    language: str
    child: str  # initials or number; empty: not told
    number: str  # of the case
