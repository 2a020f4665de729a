"""The whole tertial job beside LibreOffice, which gets the rows as CSV and makes a workbook and a PDF of them."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

from ikdesk.data import Data
from installer.bench.list_points import listing_of, pages_of
from installer.bench.timing import Point, grouped, once, point, side_by_side, skipped

AIM = 0.2
PERIOD = "2026-T1"


def write_csv(data: Data, target: Path) -> None:
    """All rows of the list, as LibreOffice gets them."""
    with target.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([str(field.label) for field in listing_of(data).fields])
        for page in pages_of(data):
            out.writerows(page)


def report_points(folder: Path, keys: str, rows: Path, number: int, rounds: int) -> list[Point]:
    """Both jobs as programs of their own, from start to finished files; and ours in a program that is open already.

    Args:
        folder: where the data lies; nobody has it open.
        keys: of the data, in one line; what makes them from the password is left out.
        rows: the CSV.
        number: how many incidents there are, for the name.
        rounds: how many times each is timed.
    """
    names = [f"tertial report as PDF and Excel{where} ÷ LibreOffice, {grouped(number)}" for where in ("", ", open")]
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return [skipped(name, AIM, "LibreOffice is not installed") for name in names]
    target = rows.parent
    program = Path(__file__).with_name("report_program.py")

    def ours(*more: str) -> str:
        command = [sys.executable, str(program), str(folder), PERIOD, str(target), *more]
        done = subprocess.run(command, input=keys, text=True, check=True, stdout=subprocess.PIPE)
        return done.stdout

    def theirs() -> None:
        home = (target / "office").as_uri()  # a profile of its own: the one at home may be in use
        for kind in ("xlsx", "pdf"):
            subprocess.run(
                [office, f"-env:UserInstallation={home}", "--headless", "--convert-to", kind, "--outdir", target, rows],
                check=True, capture_output=True,
            )  # fmt: skip
            if not (target / rows.name).with_suffix(f".{kind}").exists():
                raise FileNotFoundError(kind)

    cold, warm, other = side_by_side(rounds, once(ours), lambda: float(ours("again")), once(theirs))
    return [point(name, (took, other), AIM) for name, took in zip(names, (cold, warm), strict=True)]
