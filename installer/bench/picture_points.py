"""From the numbers of a picture to its drawing on the screen, beside the same shapes drawn bare with QPainter."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from installer.bench.timing import Point, point

AIM = 2.0
PROGRAM = Path(__file__).with_name("picture_program.py")


def picture_points(rounds: int) -> Iterator[Point]:
    """Every kind of picture, laid out and painted anew each time. Where the bare shapes go, how large they are and what
    stands in them is known beforehand, and their colours and fonts are made. What a picture keeps from one drawing
    to the next on the screen (the places of letters, the lines of shapes), it keeps here, too.

    Args:
        rounds: how many times each is drawn at least.
    """
    run = subprocess.run(
        [sys.executable, PROGRAM, str(rounds)], capture_output=True, text=True, check=False, env={**os.environ}
    )
    if run.returncode:
        raise RuntimeError(f"nothing was drawn:\n{run.stderr}")
    for line in run.stdout.splitlines():
        name, ours, bare = line.split("\t")
        yield point(f"picture, {name} ÷ its shapes drawn bare", (float(ours), float(bare)), AIM)
