"""The first lines of the bundled program: gives other programs their own surroundings back, and starts IKdesk."""

from __future__ import annotations

import os

# Set by the bundle for itself, and read by now. A PDF reader started from here would take our libraries for its own.
OURS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")

for name in OURS:
    before = os.environ.pop(f"{name}_ORIG", None)
    os.environ.pop(name, None)
    if before:
        os.environ[name] = before

# Whoever locks, starts the program anew; without this it would take itself for a part of the one that ends.
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"

from ikdesk.__main__ import main  # noqa: E402 (only now are the surroundings as they were)

main()
