"""The two failures that are expected; everything else is a bug and is said to be ours."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto


class Invalid(Exception):
    """What was typed breaks a rule.

    Args:
        messages: one plain sentence for each field, by the field's key; say what to do.
    """

    def __init__(self, **messages: str) -> None:
        super().__init__(" ".join(str(sentence) for sentence in messages.values()))
        self.messages: Mapping[str, str] = messages


class Problem(Exception):
    """The world said no; the one sentence says what happened and what to do about it."""

    def __str__(self) -> str:
        return " ".join(str(part) for part in self.args)


class Ill(Enum):
    """What is the matter with the data as a whole; the ways out follow from it."""

    CLOUD = auto()  # a cloud service copies the folder
    NETWORK = auto()  # it lies on another machine
    READ_ONLY = auto()  # it can be read, and not written to
    FULL = auto()  # the disk is
    IN_USE = auto()  # another program has it
    NEWER = auto()  # a newer program wrote it
    PROGRAM = auto()  # a part of this program is missing or too old
    DAMAGED = auto()  # the file, or a page in it
    NO_FILE = auto()  # everything but the file is there
    NO_KEY = auto()  # the vault is damaged
    GONE = auto()  # there is no such folder now
    NO_RIGHT = auto()  # whoever uses this machine may not read it
    DISK = auto()  # it does not answer as it should


class Trouble(Problem):
    """The data as a whole cannot be used, or not as they should.

    Args:
        ill: what the matter is.
        sentence: as for any problem.
    """

    def __init__(self, ill: Ill, sentence: str) -> None:
        super().__init__(sentence)
        self.ill = ill


class Cancelled(Exception):
    """The user asked a job to stop; it simply ends."""
