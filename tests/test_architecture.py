"""The map of the house: which file may see which, and the few things no file may do.

Read this first. The role of a file is the last word of its name (``import_actions.py`` holds actions), except in the
folders that are mechanisms of their own.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.source import SOURCE, files, nodes, tree

HERE = Path(__file__).resolve()
PROJECT = HERE.parents[1]

FOLDERS = {"kernel", "evidence", "picture", "safe", "reader", "paper", "ui", "lock"}
PAGE_SEES = {
    "kernel", "evidence", "picture", "safe", "reader", "paper", "ui", "lock",
    "model", "actions", "queries", "sentences", "pictures", "sections", "writing", "page",
}  # fmt: skip
MAY_IMPORT = {
    "kernel": {"kernel"},
    "evidence": {"evidence"},
    "picture": {"kernel", "picture"},
    "safe": {"kernel", "safe"},
    "reader": {"kernel", "reader"},
    "paper": {"kernel", "picture", "paper"},
    "ui": {"kernel", "picture", "ui"},
    "lock": {"kernel", "safe", "ui", "lock"},
    "model": {"kernel", "evidence", "model"},
    "actions": {"kernel", "evidence", "reader", "model", "queries", "actions"},
    "queries": {"kernel", "evidence", "model", "queries"},
    "sentences": {"kernel", "evidence", "model", "sentences"},
    "pictures": {"kernel", "evidence", "picture", "model", "queries", "sentences", "pictures"},
    "sections": {"kernel", "evidence", "picture", "paper", "model", "queries", "sentences", "pictures", "sections"},
    "writing": {
        "kernel", "evidence", "picture", "paper", "model", "actions", "queries", "sentences", "pictures", "sections",
        "writing",
    },  # questions asked, then files written
    "page": PAGE_SEES,
    "data": {"kernel", "safe", "model", "actions", "queries", "sentences", "data"},  # the data folder, made and opened
    "health": {"kernel", "safe", "model", "queries", "sentences", "data"},  # the data folder, examined
    "cli": PAGE_SEES - {"ui", "lock", "page"} | {"cli", "data", "health", "writing"},
    "workplace": PAGE_SEES | {"data", "health", "writing", "workplace"},  # the pages of an unlocked unit
    "app": PAGE_SEES | {"app", "data", "workplace"},
    "__main__": {"cli", "app"},
}
SEES_QT = {"ui", "lock", "page", "workplace", "app"}
ORM = {"sqlalchemy", "alembic"}
SEES_ORM = {"kernel", "model", "actions", "queries", "writing", "data", "health", "cli", "app"}
NAMES_ORM = SEES_ORM | {"ui", "page"}  # these may say Session in an annotation
NO_ORM = {"kernel/fields.py", "kernel/words.py", "kernel/codes.py"}
INK = {"reportlab.platypus": "paper", "openpyxl.cell": "paper"}
HOMELESS = {"utils", "util", "helpers", "helper", "common", "manager", "service", "misc"}
REGISTRY = re.compile(r"(pypi\.|pythonhosted|npmjs|debian\.org|files\.python)", re.IGNORECASE)
OUTSIDE = re.compile(r"\.\./" + "shared")

FILES = files()
CODE = [file for file in FILES if file.name != "__init__.py"]


def _short(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


def _role(parts: tuple[str, ...]) -> str:
    """What kind of file a dotted name below ikdesk is: its folder's name if that is a mechanism, else its last word."""
    if parts[0] in FOLDERS:
        return parts[0]
    word = parts[-1] if parts[-1].startswith("__") else parts[-1].rsplit("_", 1)[-1]
    return "page" if word == "panel" else word


def _parts(file: Path) -> tuple[str, ...]:
    return file.relative_to(SOURCE).with_suffix("").parts


def _running(top: ast.AST) -> Iterator[ast.AST]:
    """Everything but what is imported for annotations only."""
    for node in ast.iter_child_nodes(top):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        yield node
        yield from _running(node)


@cache
def _named(file: Path, *, running: bool = False) -> tuple[str, ...]:
    """Every module a file imports, wherever in the file; ``from a import b`` counts as a.b where that is a module.

    Args:
        file: where to look.
        running: leave out what is imported for annotations only.
    """
    return tuple(_imports(file, running=running))


def _imports(file: Path, *, running: bool) -> Iterator[str]:
    for node in _running(tree(file)) if running else nodes(file):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_short(file)}: write imports in full"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if node.module == "ikdesk" or _is_module(inner) else str(node.module)


@cache
def _is_module(dotted: str) -> bool:
    path = PROJECT.joinpath(*dotted.split("."))
    return path.with_suffix(".py").exists() or path.is_dir()


def _of_ours(file: Path) -> Iterator[tuple[str, ...]]:
    for name in _named(file):
        if name.startswith("ikdesk."):
            yield tuple(name.split(".")[1:])


def test_there_is_something_to_look_at() -> None:
    assert len(CODE) > 100


def test_a_file_imports_only_what_its_role_may_see() -> None:
    roles = {file: _role(_parts(file)) for file in CODE}
    unknown = [f"{_short(file)}: {role}" for file, role in roles.items() if role not in MAY_IMPORT]
    assert not unknown, "\n".join(["a new kind of file; give it a line in MAY_IMPORT first", *unknown])
    wrong = [
        f"{_short(file)} may not see {'.'.join(other)}"
        for file, role in roles.items()
        for other in _of_ours(file)
        if _role(other) not in MAY_IMPORT[role]
    ]
    assert not wrong, "\n".join(wrong)


def _misseen(file: Path) -> Iterator[str]:
    role, short = _role(_parts(file)), _short(file)
    for name in _named(file):
        package = name.split(".")[0]
        if package == "sqlite3":
            yield f"{short}: the file is encrypted, use the kernel's Database"
        if package == "PySide6" and role not in SEES_QT:
            yield f"{short} may not see Qt"
        if package in ORM and (role not in NAMES_ORM or short in NO_ORM):
            yield f"{short} may not see {package}"
        inks = {ink: at for ink, at in INK.items() if name.startswith(ink) and role != at}
        yield from (f"{short}: {ink} belongs in {at}/" for ink, at in inks.items())
    for name in _named(file, running=True):
        if name.split(".")[0] in ORM and role not in SEES_ORM:
            yield f"{short} sees {name} while running"


def test_a_file_sees_qt_the_tables_and_ink_only_where_it_should() -> None:
    wrong = [said for file in CODE for said in _misseen(file)]
    assert not wrong, "\n".join(wrong)


def test_no_module_needs_itself_by_a_detour() -> None:
    needs = {".".join(_parts(file)): {".".join(other) for other in _of_ours(file)} for file in CODE}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def _misshaped(file: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8")
    if file.name == "__init__.py" and text:
        yield f"{_short(file)} must be empty"
    longest = 250 if _role(_parts(file)) == "page" else 400
    if len(text.splitlines()) > longest:
        yield f"{_short(file)} has more than {longest} lines"
    if {word for part in _parts(file) for word in part.split("_")} & HOMELESS:
        yield f"{_short(file)}: name the concept that is missing"


def test_a_file_is_short_and_named_after_what_it_holds() -> None:
    wrong = [said for file in FILES for said in _misshaped(file)]
    assert not wrong, "\n".join(wrong)


def test_no_test_file_is_longer_than_can_be_read_at_once() -> None:
    long = [path.name for path in (PROJECT / "tests").rglob("*.py") if len(path.read_text("utf-8").splitlines()) > 400]
    assert long == []


def _public(file: Path) -> Iterator[ast.FunctionDef]:
    for node in tree(file).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize(("role", "wanted"), [("queries", {"viewer", "today"}), ("actions", {"by", "today"})])
def test_who_asks_who_acts_and_what_day_it_is_are_always_arguments(role: str, wanted: set[str]) -> None:
    missing = [
        f"{_short(file)}: {function.name} lacks {', '.join(sorted(lacks))}"
        for file in CODE
        if _role(_parts(file)) == role
        for function in _public(file)
        if function.args.args and function.args.args[0].arg == "session"
        and (lacks := wanted - {argument.arg for argument in function.args.kwonlyargs})
    ]  # fmt: skip
    assert not missing, "\n".join(missing)


def _forbidden(file: Path) -> Iterator[str]:
    for node in nodes(file):
        if isinstance(node, ast.Attribute) and node.attr == "processEvents":
            yield f"{_short(file)}:{node.lineno}: let Qt find its own time"
        if (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "delete"
            and ast.unparse(node.func.value).split(".")[-1].strip("_") == "session"
        ):  # fmt: skip
            yield f"{_short(file)}:{node.lineno}: withdraw it"


def test_nothing_is_deleted_and_the_window_is_never_pumped_by_hand() -> None:
    wrong = [said for file in CODE for said in _forbidden(file)]
    assert not wrong, "\n".join(wrong)


def _half_marked(file: Path) -> Iterator[str]:
    for node in nodes(file):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "many"}:
            sentences = node.args[: 1 if node.func.id == "_" else 2]
            if not all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in sentences):
                yield f"{_short(file)}:{node.lineno}"


def test_a_marked_sentence_stands_whole_where_it_is_marked() -> None:
    wrong = [said for file in CODE for said in _half_marked(file)]
    assert not wrong, "\n".join(["the collector cannot read this", *wrong])


def _catches_all(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    names = [ast.unparse(name) for name in getattr(node.type, "elts", [node.type]) if name]
    return not names or bool({"Exception", "BaseException"} & set(names))


def test_only_a_job_carries_unexpected_errors_home() -> None:
    caught = [_short(file) for file in CODE for node in nodes(file) if _catches_all(node)]
    assert caught in ([], ["ui/jobs.py"])


def test_no_file_names_a_package_registry_or_a_folder_outside_the_project() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False)
    names = [Path(name) for name in listed.stdout.decode().split("\0") if name]
    plain = {".py", ".md", ".toml", ".txt", ".in", ".json", ".cfg", ".ini", ".sh", ".yml", ".yaml", ""}
    wrong = []
    for name in names:
        path = PROJECT / name
        if path == HERE or name.suffix not in plain or name.name.startswith("LICENSE") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        wrong += [f"{name}: {hit.group()}" for pattern in (REGISTRY, OUTSIDE) if (hit := pattern.search(text))]
    assert not wrong


def test_the_lock_screen_and_the_safe_wake_neither_tables_nor_features() -> None:
    light = [".".join(("ikdesk", *_parts(file))) for file in CODE if _parts(file)[0] in {"lock", "safe"}]
    program = f"import sys, importlib\nfor name in {light!r}: importlib.import_module(name)\nprint(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    modules = set(loaded.stdout.split())
    assert not modules & {"sqlalchemy", "alembic", "reportlab", "openpyxl", "pikepdf"}
    assert not {m for m in modules if m.startswith("ikdesk.") and m.split(".")[1] not in FOLDERS}
