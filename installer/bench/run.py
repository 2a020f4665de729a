"""How fast IKdesk is beside the bare libraries: ratios, measured turn by turn in one run.

Ways that are compared take turns and the shortest time of each counts, so that a busy machine changes little.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ikdesk.data import Data, open_data
from ikdesk.kernel.clock import Clock
from ikdesk.safe.keys import Keys
from installer.bench import reliability
from installer.bench.backup_points import backup_points
from installer.bench.book_points import book_points
from installer.bench.collect_points import collect_points
from installer.bench.evidence_points import verdict_point
from installer.bench.keys import line_of
from installer.bench.list_points import excel_point, memory_point, pdf_points
from installer.bench.many_incidents import make_many
from installer.bench.picture_points import picture_points
from installer.bench.question_points import question_points
from installer.bench.report_points import report_points, write_csv
from installer.bench.story_points import story_points
from installer.bench.timing import Point
from installer.bench.typing_points import typing_point
from installer.bench.window_points import window_points

FEW, MANY = 10_000, 100_000
TRIED = 1_000  # where it is only seen that everything can be measured
UNITS, TRIED_UNITS = (800, 8_000), (10, 50)  # whose reports are collected


class Bench:
    """The data it is measured on, and everything that is measured.

    Args:
        folder: an empty one.
        sizes: how many incidents, smallest first.
        rounds: how many times what is short is timed.
        pdf_rows: how many rows the long PDF has.
        units: how many units' reports are collected, few and many.
    """

    def __init__(
        self, folder: Path, sizes: tuple[int, ...], *, rounds: int, pdf_rows: int, units: tuple[int, int]
    ) -> None:
        self._folder, self._rounds, self._pdf_rows, self._units = folder, rounds, pdf_rows, units
        self._folders = {number: folder / str(number) for number in sizes}
        self._keys: dict[int, Keys] = {}
        for number, target in self._folders.items():
            target.mkdir()
            self._keys[number] = make_many(target, number)

    def points(self) -> Iterator[Point]:
        """Measure, one thing after the other."""
        yield verdict_point(self._rounds)
        yield from picture_points(self._rounds)
        lines = {number: line_of(keys) for number, keys in self._keys.items()}
        yield from window_points(self._folders, lines, self._folder / "caches", self._rounds)
        few = min(self._folders)
        yield typing_point(self._folders[few], lines[few], self._rounds)
        for number in self._folders:
            with self._open(number) as data:
                yield from question_points(data, number, self._rounds)
                yield excel_point(data, self._folder, number, self._rounds_of(number))
                yield from backup_points(data, self._folder, number, max(2, self._rounds_of(number)))
        many = max(self._folders)
        if many > few:
            folders = (self._folders[few], self._folders[many])
            yield memory_point(folders, (lines[few], lines[many]), (few, many))
        with self._open(few) as data:
            yield from pdf_points(data, self._pdf_rows, self._folder, self._rounds_of(few))
            yield from story_points(data, few, self._rounds)
            yield from book_points(data, few, self._rounds)
        for number, folder in self._folders.items():
            rows = self._folder / f"rows-{number}.csv"
            with self._open(number) as data:
                write_csv(data, rows)
            yield from report_points(folder, lines[number], rows, number, self._rounds_of(number))
        yield from collect_points(self._folder, *self._units)

    def _rounds_of(self, number: int) -> int:
        """What takes seconds is timed fewer times."""
        return 1 if number > FEW else min(2, self._rounds)

    @contextmanager
    def _open(self, number: int) -> Iterator[Data]:
        data = open_data(self._folders[number], self._keys[number], clock=Clock())
        try:
            yield data
        finally:
            data.close()


def main(words: list[str]) -> int:
    """Measure and print; gives the program's exit code, 0 also where an aim does not hold."""
    parser = argparse.ArgumentParser("python3 installer bench")
    parser.add_argument("--json", action="store_true", help="svar som JSON")
    parser.add_argument("--quick", action="store_true", help="bare se at alt lar seg måle; tallene betyr lite")
    parser.add_argument("--reliability", nargs="*", metavar="RAD", help="prøv i stedet at ingenting går tapt")
    parser.add_argument("--small", action="store_true", help="så få forsøk som i hver testkjøring")
    wanted = parser.parse_args(words)
    if wanted.reliability is not None:
        return reliability.main(wanted.reliability, small=wanted.small, as_json=wanted.json)
    with tempfile.TemporaryDirectory(prefix="ikdesk-bench-", ignore_cleanup_errors=True) as folder:
        _say("Lager hendelser å måle på …")
        if wanted.quick:
            bench = Bench(Path(folder), (TRIED,), rounds=1, pdf_rows=100, units=TRIED_UNITS)
        else:
            bench = Bench(Path(folder), (FEW, MANY), rounds=7, pdf_rows=FEW, units=UNITS)
        measured = []
        for found in bench.points():
            _say(_line(found))
            measured.append(found)
    if wanted.json:
        rows = [{"name": one.name, "ratio": one.ratio, "aim": one.aim, "holds": one.holds} for one in measured]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        print("\n".join([_machine(), "", _HEAD, *(_line(one) for one in measured)]))
    return 0


_HEAD = f"{'måling':62} {'forhold':>7} {'høyst':>6}  holder   vår / den andre"


def _line(one: Point) -> str:
    ratio = "–" if one.ratio is None else f"{one.ratio:.2f}"
    holds = {True: "ja", False: "NEI", None: "ikke målt"}[one.holds]
    return f"{one.name:62} {ratio:>7} {one.aim:>6}  {holds:<8} {one.note}"


def _machine() -> str:
    system = f"{platform.system()} {platform.machine()}"
    return f"Python {platform.python_version()} på {system}, {os.cpu_count()} kjerner. Tidene er de korteste av flere."


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
