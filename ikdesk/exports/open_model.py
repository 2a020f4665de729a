"""What is taken out of is open data, whoever opened it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.signer import Signer


class Open(Protocol):
    """The open data, asked and written to as the one who opened it."""

    @property
    def clock(self) -> Clock:
        """The program's clock."""

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask."""

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do."""


class Signing(Open, Protocol):
    """The open data of a unit that signs what it sends."""

    @property
    def signer(self) -> Signer:
        """What the unit signs its reports with."""
