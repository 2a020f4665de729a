"""Where the installer finds and puts things."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
VENV = PROJECT / ".venv"
PYTHON_IN = Path("Scripts", "python.exe") if sys.platform == "win32" else Path("bin", "python")
VENV_PYTHON = VENV / PYTHON_IN
STAMP = VENV / "ikdesk-installed.json"

# The pinned requirements, and the extra in pyproject.toml that each adds.
LOCKED = {"requirements.txt": "", "requirements-build.txt": "build", "requirements-dev.txt": "dev"}

DEMO = PROJECT / "IKdesk-demo"
DEMO_DATA = DEMO / "data"
BUILD = PROJECT / "build"  # what is left from making the bundle
DIST = PROJECT / "dist"  # the bundle
BENCH = HERE / "bench" / "run.py"
