"""The project's own Python environment in .venv: made once, renewed when the pinned requirements change."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from installer.places import HERE, LOCKED, PROJECT, STAMP, VENV, VENV_PYTHON
from installer.steps import Stop, attempt, run, say

PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--no-warn-script-location")
WITHOUT_NET = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index")
# Says which Python .venv has; says nothing if it cannot be used.
ASK = "import sys, importlib.util as u; print(sys.version if sys.version_info > (3, 11) and u.find_spec('pip') else '')"


def need_environment(file: str) -> None:
    """Make sure .venv holds what one file of pinned requirements lists, and the project itself.

    Args:
        file: "requirements.txt" for those who use IKdesk, "requirements-dev.txt" for those who build it.
    """
    if not (python := _python_there()):
        say("Lager .venv …")
        make_venv(VENV)
        python = _python_there()
    before = _read_stamp()
    done = before if before.get("python") == python else {"python": python}
    if done.get(file) != _mark(HERE / file):
        install_pinned(VENV_PYTHON, file)
        # what came with the other file may have been replaced now; the developers' file holds all of the users'
        done = {"python": python, file: _mark(HERE / file)}
        if LOCKED[file]:
            done["requirements.txt"] = _mark(HERE / "requirements.txt")
    if done.get("project") != _project_mark():
        run([VENV_PYTHON, *PIP, *WITHOUT_NET, "--editable", PROJECT])
        done = done | {"project": _project_mark()}
    if done != before:
        _write_stamp(done)


def _python_there() -> str:
    try:
        return subprocess.run([VENV_PYTHON, "-c", ASK], capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def make_venv(folder: Path) -> None:
    """Make an empty Python environment in a folder, whatever was there before."""
    if attempt([sys.executable, "-m", "venv", "--clear", folder]):
        raise Stop("Denne Python kan ikke lage miljøer (ensurepip mangler). Installer en hel Python 3.11 eller nyere.")


def packages_for_environment() -> list[str]:
    """The system packages needed before .venv can be made: Debian and Ubuntu deliver that part of Python apart."""
    return [] if _python_there() else packages_for_venv()


def packages_for_venv() -> list[str]:
    """The same for any environment."""
    if importlib.util.find_spec("ensurepip"):
        return []
    own = Path("/usr/bin/python3").resolve().name == Path(sys.executable).resolve().name
    return ["python3-venv" if own else f"python3.{sys.version_info.minor}-venv"]


def install_pinned(python: Path, file: str) -> None:
    """Install what one file of pinned requirements lists.

    Args:
        python: the environment's own.
        file: its name in ``installer/``.
    """
    number = (HERE / file).read_text(encoding="utf-8").count("==")
    where = python.parent.parent.relative_to(PROJECT).as_posix()
    say(f"Henter og installerer {number} pakker i {where}. Det tar et par minutter …")
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    if attempt([python, *PIP, *quiet, "--require-hashes", "--only-binary=:all:", "--requirement", HERE / file]):
        raise Stop(
            "Pakkene kom ikke på plass. Sjekk nettet, og kjør det samme igjen. Finnes ikke en pakke for maskinen, "
            "er den for gammel: de finnes for Windows, macOS 15 på Apple-prosessor og Linux fra 2022 (glibc 2.34)."
        )


def _read_stamp() -> dict[str, str]:
    """What was installed last time, or nothing if nobody knows."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _write_stamp(done: dict[str, str]) -> None:
    half = STAMP.with_suffix(".part")
    half.write_text(json.dumps(done), encoding="utf-8")
    half.replace(STAMP)


def _project_mark() -> str:
    return f"{_mark(PROJECT / 'pyproject.toml')} {PROJECT}"


def _mark(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
