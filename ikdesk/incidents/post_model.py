"""Reports from other PCs, as the settings show them, and what may be done."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Posts(Protocol):
    """What the settings need to make a message post and to fetch from one."""

    def code(self) -> str:
        """What stands on the other PC when the post there is one of ours."""

    def make(self, where: Path) -> tuple[Path, str]:
        """Make a message post on a memory stick; gives its folder, and the code two people compare."""

    def fetch(self, where: Path) -> list[str]:
        """Take in what lies in one; gives what there is to say."""
