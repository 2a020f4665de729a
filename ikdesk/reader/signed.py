"""What is known about a report that came from somewhere: what it was signed over, by which key, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ikdesk.kernel.succession import Passing

State = Literal["whole", "changed", "unsigned", "locked", "unreadable"]


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A report somebody got, looked into."""

    format: str  # "pdf", "xlsx", or "" if it is neither
    state: State
    trouble: str = ""  # why it is not whole and unchanged, in words
    key: bytes = b""  # what the signature is checked with, 32 bytes
    signature: bytes = b""  # 64 bytes
    message: bytes = b""  # what was signed
    content: bytes = b""  # the report for machines (JSON); only if the file is whole
    locked: bool = False  # it was opened with a password
    passings: tuple[Passing, ...] = ()  # how the key came from those before it, as the report says

    @property
    def whole(self) -> bool:
        """Whether it is as it was when the unit signed it."""
        return self.state == "whole"
