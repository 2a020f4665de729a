"""Where things lie: the program's own resources, and the user's data."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resource(name: str) -> Path:
    """A file or folder among the program's resources.

    Args:
        name: the path below ``resources/``, with forward slashes.
    """
    package = Path(__file__).resolve().parent.parent
    bundled = getattr(sys, "_MEIPASS", None)
    roots = [Path(bundled)] if bundled else [package, package.parent]
    for root in roots:
        if (root / "resources").is_dir():
            return root / "resources" / name
    raise FileNotFoundError(name)


def program_folder() -> Path:
    """The folder the program was started from (a memory stick, perhaps)."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else Path(__file__).resolve().parents[2]


def program_command() -> list[str]:
    """What starts the program anew: its own file where it is bundled, Python and its name otherwise."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ikdesk"]


def program_version() -> str:
    """The version of the program, from the one place it is written."""
    from importlib.metadata import version  # late, as below: they take as long to load as the lock screen takes to draw

    return version("ikdesk")


def data_folder() -> Path:
    """Where data lies when nobody said otherwise; beside the program if ``portable.txt`` lies there."""
    if (program_folder() / "portable.txt").exists():
        return program_folder() / "IKdesk-data"
    import platformdirs

    return Path(platformdirs.user_data_dir("IKdesk", appauthor=False))


def documents_folder() -> Path:
    """Where reports and all else that is taken out go when nobody said otherwise."""
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "IKdesk-eksporter"


def application_folder() -> Path:
    """What the program remembers for everybody who uses it on this machine: the units reports were received from.

    It is beside the program if ``portable.txt`` lies there. The variable ``IKDESK_APPLICATION`` names another place.
    """
    if os.environ.get("IKDESK_APPLICATION"):
        return Path(os.environ["IKDESK_APPLICATION"])
    if (program_folder() / "portable.txt").exists():
        return program_folder() / "IKdesk-program"
    import platformdirs

    return Path(platformdirs.user_config_dir("IKdesk-program", appauthor=False))


def machine_folder() -> Path:
    """What this machine remembers by itself of the data it has had open: digests, nothing about persons or events.

    The variable ``IKDESK_MACHINE`` names another place.
    """
    if os.environ.get("IKDESK_MACHINE"):
        return Path(os.environ["IKDESK_MACHINE"])
    import platformdirs

    # a name of its own: on Windows and macOS state and data lie in one folder, which would be put back as a whole
    return Path(platformdirs.user_state_dir("IKdesk-state", appauthor=False))
