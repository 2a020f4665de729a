"""Makes the bundle: one folder with IKdesk and all it needs, that starts by double-click. ``python3 installer build``.

Made in an environment of its own, looked through, and started as on a machine that has nothing; only then is it put
where it belongs. Windows gets Windows' bundle and so on: PyInstaller makes them for the machine it runs on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

from installer.build_beside import put_beside
from installer.build_check import faults, modules_in, top_level_importers
from installer.build_try import try_bundle
from installer.environment import PIP, WITHOUT_NET, install_pinned, make_venv, packages_for_venv
from installer.places import BUILD, DIST, HERE, PROJECT, PYTHON_IN
from installer.steps import Stop, run, say
from installer.system import has_apt, need_system_packages

ENVIRONMENT, HALF, WORK = BUILD / "env", BUILD / "half", BUILD / "work"
PYTHON = ENVIRONMENT / PYTHON_IN
NAME = "IKdesk"
INSIDE = "_internal"  # where PyInstaller puts everything but the program itself
DOS_BEGAN = 315532800  # 1 January 1980, when nobody knows when the last change was made
SECRET_PREFIXES = ("PYTHON", "PIP_", "QT_", "IKDESK_", "LD_")  # of somebody's own surroundings: not ours to build on


def build() -> int:
    """Make the bundle, look through it, try it, and tell where it is and how large."""
    started = time.monotonic()
    need_system_packages(packages_for_bundle())
    _make_environment()
    made = _make_bundle()
    modules = modules_in(made / INSIDE, _programs(made)[-1], PYTHON)
    put_beside(made, modules, ENVIRONMENT, WORK / "files.json")
    told = faults(made, modules) + top_level_importers((WORK / "bundle" / "warn-bundle.txt"), "sqlite3")
    if told:
        raise Stop("\n".join(["I mappen ligger noe som ikke skal være der, eller noe mangler:", *told]))
    try_bundle(_programs(made)[-1])
    target = _put_in_place(made)
    megabytes = sum(path.stat().st_size for path in target.rglob("*") if not path.is_symlink()) / 1_000_000
    say(f"Laget, sett etter og prøvd på {time.monotonic() - started:.0f} s. Mappen er på {megabytes:.0f} MB:")
    print(target, flush=True)
    return 0


def packages_for_bundle() -> list[str]:
    """The system packages needed to make a bundle on Debian and Ubuntu."""
    if not has_apt():
        return []
    wanted = packages_for_venv()
    wanted += [] if shutil.which("objdump") and shutil.which("strip") else ["binutils"]
    return wanted + _packages_for_python()


def _packages_for_python() -> list[str]:
    """Debian's Python is one program; what is bundled is the library, which is a package of its own."""
    if not sys.executable.startswith("/usr/bin/") and not sys.prefix.startswith("/usr"):
        return []
    name = f"libpython3.{sys.version_info.minor}"
    return [] if any(Path("/usr/lib").glob(f"*/{name}.so.1.0")) else [name]


def _make_environment() -> None:
    """An environment with what IKdesk needs, PyInstaller, and nothing else; made anew each time."""
    BUILD.mkdir(exist_ok=True)
    make_venv(ENVIRONMENT)
    install_pinned(PYTHON, "requirements-build.txt")
    run([PYTHON, *PIP, *WITHOUT_NET, PROJECT])


def _make_bundle() -> Path:
    """Let PyInstaller make the folder; gives where it lies until it was tried."""
    say("Lager mappen. Det tar et par minutter …")
    shutil.rmtree(HALF, ignore_errors=True)
    shutil.rmtree(WORK, ignore_errors=True)
    command: list[str | Path] = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    run([*command, "--distpath", HALF, "--workpath", WORK, HERE / "bundle.spec"], env=surroundings())
    made = HALF / (f"{NAME}.app/Contents" if sys.platform == "darwin" else NAME)
    if sys.platform.startswith("linux"):
        _slim(made)
    return made


def surroundings() -> dict[str, str]:
    """What the same sources become the same bundle with."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plain = {name: value for name, value in os.environ.items() if not name.startswith(SECRET_PREFIXES)}
    return plain | {
        "PYTHONHASHSEED": "0", "PYTHONNOUSERSITE": "1", "SOURCE_DATE_EPOCH": str(_last_change()),
        "PYINSTALLER_CONFIG_DIR": str(BUILD / "cache"), "IKDESK_VERSION": project["version"],
    }  # fmt: skip


def _last_change() -> int:
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        told = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        told = ""
    return int(told or DOS_BEGAN)


def _slim(made: Path) -> None:
    """Take out what only a debugger reads. Not from what came with its own libraries: those may not be rewritten."""
    found = [path for path in (made / INSIDE).rglob("*.so*") if path.parent.suffix != ".libs"]
    run(["strip", "--strip-debug", "--enable-deterministic-archives", *sorted(found)])


def _programs(made: Path) -> list[Path]:
    """The program, and last the one that can be spoken with: the same, but on Windows one of its own."""
    if sys.platform == "win32":
        return [made / f"{NAME}.exe", made / f"{NAME}-kommando.exe"]
    return [made / "MacOS" / NAME if sys.platform == "darwin" else made / NAME]


def _put_in_place(made: Path) -> Path:
    """Put what was tried in the place of what was there before."""
    whole = made.parent if sys.platform == "darwin" else made
    target = DIST / whole.name
    DIST.mkdir(exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    if target.exists():
        raise Stop(f"{target} er i bruk. Lukk IKdesk som er startet derfra, og kjør det samme igjen.")
    whole.replace(target)
    return target
