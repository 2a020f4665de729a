"""How long the window is busy with a key while drafts are written, beside the same key with none on its way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from installer.bench.timing import Point, point

AIM = 1.5
SLACK = 0.001  # seconds above that hold whatever the ratio: nobody can feel them
PROGRAM = Path(__file__).with_name("typing_program.py")


def typing_point(folder: Path, keys: str, rounds: int) -> Point:
    """A draft is begun on before every key: the key must not wait for the disk.

    Args:
        folder: where data lies; nobody has it open.
        keys: of it, in one line.
        rounds: how many times the keys are typed.
    """
    run = subprocess.run(
        [sys.executable, PROGRAM, folder, str(rounds)], input=keys, capture_output=True, text=True, check=False,
        env={**os.environ},
    )  # fmt: skip
    if run.returncode:
        raise RuntimeError(f"nothing was typed:\n{run.stderr}")
    with_drafts, without = (float(said) for said in run.stdout.split())
    return point("a key while a draft is written ÷ without one", (with_drafts, without), AIM, slack=SLACK)
