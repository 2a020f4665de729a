"""Opening a finished file in the program it belongs to, or showing it in its folder."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QDir, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _


def open_file(path: Path) -> None:
    """Open a file in the program it belongs to.

    Raises:
        Problem: it is gone, or no program would open it.
    """
    _still_there(path)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise Problem(
            _("Får ikke åpnet «{name}». Den ligger i mappen {folder}; åpne den derfra.").format(
                name=path.name, folder=shown_folder(path.parent)
            )
        )


def show_in_folder(path: Path) -> None:
    """Show a file in its folder, marked where the system can do that.

    Raises:
        Problem: it is gone, or the folder cannot be shown.
    """
    _still_there(path)
    chosen = {
        "win32": ("explorer.exe", ["/select,", QDir.toNativeSeparators(str(path))]),
        "darwin": ("/usr/bin/open", ["-R", str(path)]),
    }.get(sys.platform)
    shown = bool(chosen and QProcess.startDetached(*chosen)[0])
    if not shown and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
        raise Problem(_("Får ikke vist mappen. Filen ligger her: {path}").format(path=path))


def shown_folder(folder: Path) -> str:
    """A folder as people say it: its last two names."""
    return "/".join(part for part in folder.parts[-2:] if part != folder.anchor) or str(folder)


def _still_there(path: Path) -> None:
    if not path.exists():
        raise Problem(
            _("Finner ikke «{name}». Den er flyttet eller har fått et nytt navn.").format(name=path.name)
        )
