"""The program as it is written, read once for all tests that look at it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import ikdesk

SOURCE = Path(ikdesk.__file__).resolve().parent


@cache
def files() -> tuple[Path, ...]:
    """Every file of the program, in order."""
    return tuple(sorted(SOURCE.rglob("*.py")))


@cache
def tree(file: Path) -> ast.Module:
    """What stands in a file; nobody changes it."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Everything that stands in a file, wherever it stands."""
    return tuple(ast.walk(tree(file)))
