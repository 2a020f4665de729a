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
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

HERE = Path(__file__).resolve()
PROJECT = HERE.parents[1]
SOURCE = PROJECT / "ikdesk"

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
    "workplace": PAGE_SEES | {"data", "health", "writing"},  # the pages of an unlocked unit
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

FILES = sorted(SOURCE.rglob("*.py"))
CODE = [file for file in FILES if file.name != "__init__.py"]
TREES = {file: ast.parse(file.read_text(encoding="utf-8"), str(file)) for file in FILES}


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


def _nodes(tree: ast.AST, *, running: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if running and isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        yield node
        yield from _nodes(node, running=running)


def _named(file: Path, *, running: bool = False) -> Iterator[str]:
    """Every module a file imports, wherever in the file; ``from a import b`` counts as a.b where that is a module.

    Args:
        file: where to look.
        running: leave out what is imported for annotations only.
    """
    for node in _nodes(TREES[file], running=running):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_short(file)}: write imports in full"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                path = PROJECT.joinpath(*inner.split("."))
                module = node.module == "ikdesk" or path.with_suffix(".py").exists() or path.is_dir()
                yield inner if module else str(node.module)


def _of_ours(file: Path) -> Iterator[tuple[str, ...]]:
    for name in _named(file):
        if name.startswith("ikdesk."):
            yield tuple(name.split(".")[1:])


def _calls(file: Path, name: str) -> int:
    return sum(isinstance(node, ast.Attribute) and node.attr == name for node in ast.walk(TREES[file]))


@pytest.mark.parametrize("file", CODE, ids=_short)
def test_a_file_imports_only_what_its_role_may_see(file: Path) -> None:
    role = _role(_parts(file))
    assert role in MAY_IMPORT, f"{_short(file)}: a new kind of file; give {role!r} a line in MAY_IMPORT first"
    for other in _of_ours(file):
        assert _role(other) in MAY_IMPORT[role], f"{_short(file)} may not see {'.'.join(other)}"


@pytest.mark.parametrize("file", CODE, ids=_short)
def test_a_file_sees_qt_the_tables_and_ink_only_where_it_should(file: Path) -> None:
    role = _role(_parts(file))
    for name in _named(file):
        package = name.split(".")[0]
        assert package != "sqlite3", f"{_short(file)}: the file is encrypted, use the kernel's Database"
        assert package != "PySide6" or role in SEES_QT, f"{_short(file)} may not see Qt"
        if package in ORM:
            assert role in NAMES_ORM, f"{_short(file)} may not see {package}"
            assert _short(file) not in NO_ORM, f"{_short(file)} may not see {package}"
        for ink, folder in INK.items():
            assert not name.startswith(ink) or role == folder, f"{_short(file)}: {ink} belongs in {folder}/"
    for name in _named(file, running=True):
        assert name.split(".")[0] not in ORM or role in SEES_ORM, f"{_short(file)} sees {name} while running"


def test_no_module_needs_itself_by_a_detour() -> None:
    needs = {".".join(_parts(file)): {".".join(other) for other in _of_ours(file)} for file in CODE}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


@pytest.mark.parametrize("file", FILES, ids=_short)
def test_a_file_is_short_and_named_after_what_it_holds(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    if file.name == "__init__.py":
        assert not text, f"{_short(file)} must be empty"
    longest = 250 if _role(_parts(file)) == "page" else 400
    assert len(text.splitlines()) <= longest, f"{_short(file)} has more than {longest} lines"
    words = {word for part in _parts(file) for word in part.split("_")}
    assert not words & HOMELESS, f"{_short(file)}: name the concept that is missing"


def _public(file: Path) -> Iterator[ast.FunctionDef]:
    for node in TREES[file].body:
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


@pytest.mark.parametrize("file", CODE, ids=_short)
def test_nothing_is_deleted_and_the_window_is_never_pumped_by_hand(file: Path) -> None:
    assert not _calls(file, "processEvents")
    for node in ast.walk(TREES[file]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "delete":
            assert ast.unparse(node.func.value).split(".")[-1].strip("_") != "session", f"{_short(file)}: withdraw it"


@pytest.mark.parametrize("file", CODE, ids=_short)
def test_a_marked_sentence_stands_whole_where_it_is_marked(file: Path) -> None:
    for node in ast.walk(TREES[file]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "many"}:
            sentences = node.args[: 1 if node.func.id == "_" else 2]
            whole = all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in sentences)
            assert whole, f"{_short(file)}:{node.lineno}: the collector cannot read this"


def _catches_all(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    names = [ast.unparse(name) for name in getattr(node.type, "elts", [node.type]) if name]
    return not names or bool({"Exception", "BaseException"} & set(names))


def test_only_a_job_carries_unexpected_errors_home() -> None:
    caught = [_short(file) for file in CODE for node in ast.walk(TREES[file]) if _catches_all(node)]
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
