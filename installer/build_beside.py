"""What lies beside the program in the bundle: the licences of everything in it, and what a menu needs on Linux."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path

from installer.places import HERE, PROJECT
from installer.steps import Stop
from installer.system import has_apt

OURS = ("LICENSE", "THIRD_PARTY.md")
# Texts that the packages themselves do not bring; the GPL is what the LGPL builds on.
TEXTS = {
    "PySide6": ("LICENSE-LGPL-3.0.txt", "LICENSE-GPL-3.0.txt"),
    "sqlcipher3": ("LICENSE-SQLCipher.txt",),
}
LICENCE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$|/licenses/", re.IGNORECASE)
SHORTCUT = r"""[Desktop Entry]
Type=Application
Name=IKdesk
Comment=Internkontroll for én barnehage eller skole
Comment[nn]=Internkontroll for éin barnehage eller skule
Comment[en]=Internal control for one kindergarten or school
Exec=sh -c "exec \\"\\$(dirname \\"\\$1\\")/IKdesk\\"" sh %k
Icon=ikdesk
Terminal=false
Categories=Office;
StartupNotify=true
"""  # %k: where this file itself lies, for the folder may be anywhere


def put_beside(made: Path, modules: Iterable[str], environment: Path, files: Path) -> None:
    """Put licences, and on Linux a shortcut and an icon, in a bundle.

    Args:
        made: the bundle's folder.
        modules: the dotted names of the modules in it.
        environment: where the packages were installed.
        files: which files the bundle was made of, as PyInstaller's specification wrote it.
    """
    beside = made / "Resources" if sys.platform == "darwin" else made
    for name in OURS:
        shutil.copyfile(PROJECT / name, beside / name)
    inside = {name.split(".")[0] for name in modules} | {path.name.split(".")[0] for path in made.rglob("*")}
    for package in _packages(environment):
        if package.name == "pyinstaller" or _tops(package) & inside:
            _copy_texts(package, beside / "licences" / package.name)
    for name, texts in TEXTS.items():
        for text in texts:
            _copy(HERE / "licences" / text, beside / "licences" / name / text)
    _copy(_python_licence(), beside / "licences" / "python" / "LICENSE.txt")
    if sys.platform.startswith("linux"):
        _system_licences(files, beside / "licences" / "system")
        (beside / "IKdesk.desktop").write_text(SHORTCUT, encoding="utf-8")
        shutil.copyfile(PROJECT / "resources" / "icons" / "app.png", beside / "ikdesk.png")


def _packages(environment: Path) -> list[Distribution]:
    site = [str(path) for path in environment.rglob("site-packages")]
    return sorted(distributions(path=site), key=lambda package: package.name)


def _tops(package: Distribution) -> set[str]:
    """The folders and modules a package has at the top."""
    firsts = {path.parts[0].split(".")[0] for path in package.files or [] if path.suffix in {".py", ".so", ".pyd"}}
    return firsts - {"", "_distutils_hack"}


def _copy_texts(package: Distribution, target: Path) -> None:
    for path in package.files or []:
        if ".dist-info/" in path.as_posix() and LICENCE.search(path.as_posix()):
            _copy(Path(str(package.locate_file(path))), target / path.name)


def _python_licence() -> Path:
    """Python's own; where it lies depends on who delivered it."""
    name = f"python3.{sys.version_info.minor}"
    library = Path(sys.base_prefix, "lib", name)
    places = [library / "LICENSE.txt", Path(sys.base_prefix, "LICENSE.txt"), Path("/usr/share/doc", name, "copyright")]
    for place in places:
        if place.exists():
            return place
    raise Stop(f"Fant ikke lisensen til Python. Den skulle ligge et av disse stedene: {', '.join(map(str, places))}")


def _system_licences(files: Path, target: Path) -> None:
    """What Debian and Ubuntu say of the libraries that came from the system itself."""
    sources = {Path(source).resolve() for _dest, source, _kind in json.loads(files.read_text(encoding="utf-8"))}
    system = sorted(str(path) for path in sources if path.is_relative_to("/usr/lib") or path.is_relative_to("/lib"))
    if not system or not has_apt():
        return
    both = [*system, *(path.removeprefix("/usr") for path in system)]  # listed where they were before /usr was merged
    told = subprocess.run(["dpkg-query", "--search", *both], capture_output=True, text=True, check=False).stdout
    for package in sorted({line.split(":")[0] for line in told.splitlines()}):
        text = Path("/usr/share/doc", package, "copyright")
        if text.exists():
            _copy(text, target / f"{package}.txt")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
