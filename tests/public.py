"""Every public question and action of the program."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ikdesk

SOURCE = Path(ikdesk.__file__).parent


def functions() -> dict[str, Callable[..., Any]]:
    """Every public question and action, by where it stands; found as ``test_architecture`` finds them."""
    found: dict[str, Callable[..., Any]] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        if file.stem.rsplit("_", 1)[-1] not in {"queries", "actions"}:
            continue
        dotted = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        module = importlib.import_module(f"ikdesk.{dotted}")
        for name, value in inspect.getmembers(module, inspect.isfunction):
            own = value.__module__ == module.__name__ and not name.startswith("_")
            if own and next(iter(inspect.signature(value).parameters), "") == "session":
                found[f"{dotted}.{name}"] = value
    return found
