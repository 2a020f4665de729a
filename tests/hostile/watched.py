"""What is opened and called while something runs: content must never make the program read a file or call anybody."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PROJECT = Path(__file__).resolve().parents[2]
_OWN = tuple(
    str(Path(place).resolve())
    for place in (str(_PROJECT), sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()) if Path(place).exists()
)  # fmt: skip
_QUIET = ("/dev/", "/proc/self/", "/etc/localtime", "/usr/share/zoneinfo", "/etc/mime.types", "/etc/apache2/mime.types")
_CALLS = ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.startfile",
          "os.exec", "os.posix_spawn", "urllib.Request", "webbrowser.open")  # fmt: skip
_NAMES = ("passwd", "example.invalid", "win.ini", "id_rsa", "calc", "vert")  # stand in the texts and nowhere else
_listening: list[tuple[list[str], tuple[str, ...]]] = []
_heard: list[bool] = []


def _hear(event: str, about: tuple[Any, ...]) -> None:
    if not _listening:
        return
    found, places = _listening[-1]
    if event == "open" and about and isinstance(about[0], (str, bytes, os.PathLike)):
        path = os.path.abspath(os.fsdecode(about[0]))  # noqa: PTH100 (a hook must not open anything itself)
        own = path.startswith((*_OWN, *_QUIET)) and not any(name in Path(path).name for name in _NAMES)
        if not (own or path.startswith(places)):
            found.append(f"open {path}")
    elif event in _CALLS:
        found.append(f"{event} {about!r:.200}")


@contextmanager
def watched(*places: Path) -> Iterator[list[str]]:
    """Note every file that is opened elsewhere, every call and every program that is started.

    Args:
        places: where files may be opened, besides the program's own.
    """
    if not _heard:  # a hook stays until the end
        _heard.append(True)
        sys.addaudithook(_hear)
    found: list[str] = []
    _listening.append((found, tuple(str(place.absolute()) for place in places)))
    try:
        yield found
    finally:
        _listening.pop()
