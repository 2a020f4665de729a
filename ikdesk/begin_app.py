"""Loads Qt so that what is loaded after it is not slowed down."""

from __future__ import annotations

import builtins


def load_qt() -> None:
    """Load Qt, and import as Python does from then on.

    PySide6 puts an import of its own in Python's place, which reads the source of every module that is loaded from then
    on to see whether it asks for snake_case names. Nothing here does, and it is a quarter of the time they take.
    """
    plain = builtins.__import__
    import PySide6.QtWidgets  # noqa: F401, TID251 (loaded here, used by those who come after; this is Qt's own door)

    builtins.__import__ = plain
