"""What is told on the spot of a collection: which files are not in it and why, whose reports lack, which keys are new.

The documents say it too; this is for the one who has just pressed the button, and is asked while the store is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ikdesk.sector.wanted_model import FileState


@dataclass(frozen=True, slots=True)
class TroubledFile:
    """A file that is not in it, and perhaps should have been."""

    at: int  # in which order they came
    name: str
    state: FileState
    said: str  # in a sentence, with what to do
    unit_name: str
    fingerprint: str  # of the key it is signed with, where that is another than the one the unit is known by


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """A unit whose report is waited for and has not been taken."""

    sorts: str
    unit: str  # what it is known by
    name: str
    listed: bool  # somebody wrote that it is waited for; else it was received from before
    said: str = ""  # what there is from it instead: a report for another period, or made for others


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, as far as there is room to tell."""

    states: Mapping[FileState, int] = field(default_factory=dict)  # how many files of each
    troubled: tuple[TroubledFile, ...] = ()
    missing: tuple[MissingUnit, ...] = ()
    missing_in_all: int = 0
