"""From version 2 to 3: several people at one PC, what they may see, and who has seen what.

Written out in full: a step must do the same in ten years, whatever the entities look like then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_STATEMENTS: tuple[str, ...] = ()


def to_3(operations: Operations) -> None:
    """Make the new tables and columns."""
    for statement in _STATEMENTS:
        operations.execute(statement)
