"""What the bundle holds and what it never holds. Read by PyInstaller through ``bundle.spec``, and by the check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

Entry = tuple[str, str, str]  # where it goes, where it is, and PyInstaller's word for its kind

# Modules that are asked for somewhere in a library, but never used here.
EXCLUDED = [
    # the file is encrypted; what would open a plain one has no place here (filelock's two need it, and nothing else)
    "sqlite3", "_sqlite3", "filelock._read_write", "filelock._async_read_write",
    # the program never speaks with the net
    "ssl", "_ssl", "ftplib", "smtplib", "xmlrpc", "defusedxml.xmlrpc",
    # under the GPL, and of use at a prompt only
    "readline", "rlcompleter", "curses", "_curses", "_gdbm", "_dbm",
    # for those who write programs
    "unittest", "doctest", "pdb", "pydoc", "pydoc_data", "test", "lib2to3", "ensurepip", "pip", "setuptools",
    "_distutils_hack", "pkg_resources", "distutils", "wheel", "tkinter", "_tkinter", "idlelib", "turtle",
    "mako.ext", "lxml.html", "lxml.objectify", "lxml.isoschematron", "lxml.doctestcompare",
    "reportlab.graphics.testshapes",
    # numbers and pictures of other kinds
    "numpy", "pandas", "scipy", "matplotlib", "IPython", "PIL.ImageQt", "PIL.ImageTk", "PIL._imagingtk",
    "PIL.AvifImagePlugin", "PIL._avif", "PIL.WebPImagePlugin", "PIL._webp",
]  # fmt: skip

# The parts of Qt that are used. All are under the LGPL; QtCharts, QtGraphs, QtDataVisualization and
# QtVirtualKeyboard are not, and neither they nor any other part gets in without standing here.
QT_PARTS = {
    "Core", "DBus", "Gui", "Network", "PrintSupport", "Svg", "WaylandClient", "Widgets", "WlShellIntegration", "XcbQpa",
}  # fmt: skip
QT_PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qsvg"},
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "platforms": {"qcocoa", "qminimal", "qoffscreen", "qwayland", "qwindows", "qxcb"},
    "platformthemes": {"qxdgdesktopportal"},
    "printsupport": {"cupsprintersupport"},
    "styles": {"qmacstyle", "qmodernwindowsstyle"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "wayland-shell-integration": {"xdg-shell"},
}
QT_FILE = re.compile(r"^(?:lib)?Qt6?([A-Z]\w*?)(?:\.abi3)?\.(?:so|dll|pyd|framework|dylib)(?:\.|$)")
QT_WORDS = {"qtbase_nn.qm"}  # Norwegian; Qt has no Bokmål, and the program brings its own words
ZONE = "tzdata/zoneinfo/Europe/Oslo"
TRACES = {"direct_url.json", "INSTALLER", "RECORD", "REQUESTED"}  # of the machine it was made on
# Used if the machine has a printer, and then the machine has what it needs.
LOANED = "plugins/printsupport/"


def excluded(module: str) -> bool:
    """Whether a module, by its dotted name, has no place in the bundle."""
    return any(module == name or module.startswith(f"{name}.") for name in EXCLUDED)


def qt_part(path: str) -> str | None:
    """The part of Qt a file belongs to, «Charts» for example; None for other files.

    Args:
        path: below the bundle, with forward slashes.
    """
    found = [match.group(1) for part in PurePosixPath(path).parts if (match := QT_FILE.match(part))]
    return found[0] if found else None


def belongs(path: str) -> bool:
    """Whether a file should be in the bundle.

    Args:
        path: below the bundle, with forward slashes.
    """
    where = PurePosixPath(path)
    if "plugins" in where.parts[:-2] and "PySide6" in where.parts:
        return _stem(where.name) in QT_PLUGINS.get(where.parts[where.parts.index("plugins") + 1], set())
    if (part := qt_part(path)) is not None:
        return part in QT_PARTS
    if "translations" in where.parts and "PySide6" in where.parts:
        return where.name in QT_WORDS
    if "zoneinfo" in where.parts:
        return path.endswith(ZONE)
    return where.suffix != ".po" and not (where.parent.suffix == ".dist-info" and where.name in TRACES)


def _stem(name: str) -> str:
    return name.split(".")[0].removeprefix("lib")


def kept(entries: Iterable[Entry], linked: Callable[[str], set[str]], *, linux: bool) -> list[Entry]:
    """What should be in the bundle of all that PyInstaller found.

    On Linux it also finds what the parts that were left out needed, GTK for example; that goes, too. So do the links to
    libraries in other folders: these are found without them, and a memory stick knows no links.

    Args:
        entries: what was found.
        linked: the names of the libraries a file is linked with.
        linux: whether this is Linux.
    """
    wanted = [entry for entry in entries if belongs(entry[0].replace("\\", "/"))]
    if not linux:
        return wanted
    wanted = [entry for entry in wanted if entry[2] != "SYMLINK"]
    by_name = {PurePosixPath(dest).name: source for dest, source, _kind in wanted}
    ahead = [source for dest, source, kind in wanted if kind in {"BINARY", "EXTENSION"} and not _is_library(dest)]
    ahead = [source for source in ahead if LOANED not in source]
    needed: set[str] = set()
    while ahead:
        found = linked(ahead.pop()) - needed
        needed |= found
        ahead += [by_name[name] for name in found if name in by_name]
    return [entry for entry in wanted if not _is_library(entry[0]) or PurePosixPath(entry[0]).name in needed]


def _is_library(dest: str) -> bool:
    """Whether a file is there only because others are linked with it; Python's own library is not."""
    where = PurePosixPath(dest)
    beside = str(where.parent) in {".", "PySide6/Qt/lib"} or where.parent.suffix == ".libs"
    return beside and where.name.startswith("lib") and ".so" in where.name and not where.name.startswith("libpython")
