"""Looks through a bundle: is anything there that must not be, or does anything lack."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

from installer.build_contents import QT_PARTS, ZONE, belongs, excluded, qt_part

# Libraries by their own names, whatever brought them.
UNWANTED = re.compile(r"^(lib)?(sqlite3|readline|gdbm|gtk-\d|qsqlite|avif|Qt6?VirtualKeyboard)[-.\d_]", re.IGNORECASE)
LIBRARY = re.compile(r"\.(so|pyd|dll|dylib)\b")
NEEDED = (
    "resources/codes", "resources/fonts", "resources/help/nb", "resources/i18n", "resources/icons/app.png",
    "resources/words/nb.txt", "resources/colour/sRGB.icc", ZONE,
)  # fmt: skip
NEEDED_BESIDE = (
    "LICENSE", "THIRD_PARTY.md", "licences/PySide6/LICENSE-LGPL-3.0.txt", "licences/PySide6/LICENSE-GPL-3.0.txt",
    "licences/python/LICENSE.txt", "licences/sqlcipher3/LICENSE-SQLCipher.txt",
)  # fmt: skip


def faults(made: Path, modules: Iterable[str]) -> list[str]:
    """One sentence for each thing that is wrong with a bundle; none when it is as it should be.

    Args:
        made: the folder.
        modules: the dotted names of the modules inside the program.
    """
    told = [f"{name}: modulen skal ikke være med" for name in sorted(set(modules)) if excluded(name)]
    files = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if not path.is_dir())
    told += [f"{path}: {why}" for path in files if (why := _wrong_with(path))]
    whole = "\n".join(["", *files])
    told += [f"{name} mangler" for name in NEEDED if f"/{name}" not in whole]
    told += [f"{name} mangler" for name in NEEDED_BESIDE if not list(made.rglob(name))]
    return told


def _wrong_with(path: str) -> str:
    """Why a file must not be there; nothing if it may."""
    name = path.rsplit("/", 1)[-1]
    part = qt_part(path)
    if part is not None and part not in QT_PARTS:
        return f"Qt{part} er ikke blant de delene av Qt som brukes, og er kanskje ikke under LGPL"
    if UNWANTED.match(name):
        return "biblioteket skal ikke være med"
    if excluded(_module_of(path)) or any(excluded(re.split(r"[-.]", part)[0]) for part in path.split("/")[:-1]):
        return "modulen skal ikke være med"
    return "" if belongs(path) else "hører ikke hjemme her"


def _module_of(path: str) -> str:
    """The dotted name a library would be imported by; nothing for other files."""
    folder, _slash, name = path.rpartition("/")
    if not LIBRARY.search(name):
        return ""
    inside = re.sub(r"^(_internal|Frameworks|python3\.\d+|lib-dynload|/)+", "", f"{folder}/")
    return inside.replace("/", ".") + name.split(".")[0]


def modules_in(inside: Path, program: Path, python: Path) -> list[str]:
    """The dotted names of all modules of a bundle.

    Args:
        inside: the folder with all but the program.
        program: holds most of them.
        python: of the environment that has PyInstaller.
    """
    viewer = ("-m", "PyInstaller.utils.cliutils.archive_viewer", "--list", "--brief", "--recursive")
    listed = subprocess.run([python, *viewer, program], capture_output=True, text=True, encoding="utf-8", check=True)
    found = [line.strip() for line in listed.stdout.splitlines() if re.fullmatch(r" [\w.]+", line)]
    for library in inside.rglob("base_library.zip"):
        names = zipfile.ZipFile(library).namelist()
        found += [name.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".") for name in names]
    return found


def top_level_importers(told: Path, module: str) -> list[str]:
    """What would stumble because a module was left out: those that import it as soon as they are imported themselves.

    Args:
        told: what PyInstaller wrote about missing modules.
        module: the module that was left out.
    """
    lines = told.read_text(encoding="utf-8").splitlines()
    pattern = re.compile(rf"^\w+ module named '?{re.escape(module)}'? - imported by (.*)$")
    importers = [importer for line in lines if (match := pattern.match(line)) for importer in _split(match.group(1))]
    return [f"{name} importerer {module}" for name, how in importers if not {"delayed", "optional"} & how]


def _split(importers: str) -> list[tuple[str, set[str]]]:
    return [(name, set(how.split(", "))) for name, how in re.findall(r"([\w.]+) \(([^)]*)\)", importers)]
