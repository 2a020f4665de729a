"""Pins every package the project needs, with hashes, so that all machines get the same ones."""

from __future__ import annotations

import re
from pathlib import Path

from installer.places import HERE, LOCKED, PROJECT, VENV_PYTHON
from installer.steps import Stop, run

# Resolved on one machine, used on three kinds: what only one kind needs is pinned everywhere and installed there.
ONLY_ON = {
    "colorama": 'sys_platform == "win32"',
    "macholib": 'sys_platform == "darwin"',
    "pefile": 'sys_platform == "win32"',
    "pywin32-ctypes": 'sys_platform == "win32"',
}


def lock_requirements() -> None:
    """Write the files of pinned requirements anew from pyproject.toml. Needs the developers' environment."""
    if not VENV_PYTHON.exists():
        raise Stop("Kjør først: python3 installer test")
    for file, extra in LOCKED.items():
        _compile(file, extra)
        target = HERE / file
        target.write_text(_for_all_machines(target.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
        print(f"Skrev installer/{file}.")


def _compile(file: str, extra: str) -> None:
    command: list[str | Path] = [VENV_PYTHON, "-m", "piptools", "compile", "--quiet", "--upgrade", "--generate-hashes"]
    command += ["--strip-extras", "--allow-unsafe", "--no-header", "--no-annotate", "--resolver=backtracking"]
    command += ["--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links", "--no-emit-options"]
    if extra:
        command += [f"--extra={extra}", f"--constraint={HERE / 'requirements.txt'}"]
    run([*command, f"--output-file={HERE / file}", HERE / "requirements.in", PROJECT / "pyproject.toml"])


def _for_all_machines(text: str) -> str:
    for name, marker in ONLY_ON.items():
        text = re.sub(rf"^({name}==[^ ;]+) \\$", rf"\1 ; {marker} \\", text, flags=re.MULTILINE)
    return text
