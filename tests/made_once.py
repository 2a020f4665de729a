"""What is dear and always the same is made once for the whole run, not once for each of its processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder nobody writes to: made by whoever needs it first, waited for by the others.

    Args:
        factory: of the run.
        name: of the folder.
        make: makes it; the folder is not there before.
    """
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = shared / "made" / name, shared / f"{name}.done"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            folder.parent.mkdir(exist_ok=True)
            make(folder)
            done.touch()
    return folder


@contextmanager
def stretched_once() -> Iterator[None]:
    """Work each key out once: a password and a salt always give the same one, and it is slow on purpose."""
    from argon2 import low_level  # late, as in the program

    real = low_level.hash_secret_raw
    kept = cache(real)

    def stretch(secret: bytes, salt: bytes, **cost: Any) -> bytes:
        return (real if secret == b"calibration" else kept)(secret, salt, **cost)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(low_level, "hash_secret_raw", stretch)
        yield
