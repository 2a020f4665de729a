"""Where the installer finds and puts things."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
VENV = PROJECT / ".venv"
VENV_PYTHON = VENV / "Scripts" / "python.exe" if sys.platform == "win32" else VENV / "bin" / "python"
STAMP = VENV / "ikdesk-installed.json"

# The pinned requirements, and the extra in pyproject.toml that each adds.
LOCKED = {"requirements.txt": "", "requirements-build.txt": "build", "requirements-dev.txt": "dev"}

DEMO = PROJECT / "IKdesk-demo"
DEMO_DATA = DEMO / "data"
BENCH = HERE / "bench" / "run.py"
