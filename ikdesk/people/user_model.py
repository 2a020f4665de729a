"""Those who can unlock, as the settings show them, and what may be done with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ikdesk.kernel.viewer import Key
from ikdesk.people.model import Role


@dataclass(frozen=True, slots=True)
class UserRow:
    """Somebody who can unlock, or should be able to."""

    id: str  # the lock in the vault they open
    name: str
    role: Role
    since: date | None
    mine: bool  # it is the one who asks
    password: bool
    code: bool  # has a recovery code
    registered: bool  # is known in the file, too
    wrong: str  # where the file and the vault do not agree: what, and what to do about it
    kept: date | None = None  # the day somebody said that the code is written down
    department: Key | None = None  # whose incidents a department lead sees


class Users(Protocol):
    """What the settings need of the vault and the file together."""

    def rows(self) -> list[UserRow]:
        """Everybody, in the order they came; only oneself for those who may not set up."""

    def lacking(self) -> str:
        """What is missing before real data should go in; empty when nothing is."""

    def add(self, name: str, role: Role, password: str) -> str:
        """Let somebody in; gives who it is."""

    def new_password(self, who: str, password: str) -> None:
        """Give somebody a new password, oneself or another."""

    def change_role(self, who: str, role: Role) -> None:
        """Make somebody something else."""

    def rename(self, who: str, name: str) -> None:
        """Call somebody something else, oneself or another."""

    def remove(self, who: str, why: str) -> None:
        """Keep somebody out from now on; everybody else keeps their password."""

    def new_code(self) -> str:
        """A new recovery code for oneself, to be shown once."""

    def keep_code(self) -> None:
        """One's own recovery code is written down."""

    def remembers(self) -> bool:
        """Whether the lock screen remembers who came last on this machine."""

    def remember(self, *, on: bool) -> None:
        """Let it, or not."""
