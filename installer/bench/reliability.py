"""Nothing is lost: every row of the bench in its release size, with the control that must fail beside it."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ikdesk.kernel.paths import program_version
from installer.bench.timing import grouped
from tests.reliability.part import Task, begin, ended, place
from tests.reliability.registry import rows
from tests.reliability.row import Counted, Row

HEAD = (
    f"{'rad':92} {'tilstander':>10} {'kvittert':>9} {'tapt':>5} {'feil':>5}  {'holder':6} {'uten vernet':>11}  vernet"
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A row and what came of it."""

    row: Row
    found: Counted | None  # None: it cannot run on this machine
    control: Counted | None
    holds: bool | None
    seconds: float
    note: str = ""


def tried(row: Row, *, small: bool) -> Tried:
    """Run a row and its control, on all cores.

    Args:
        row: which.
        small: as many states as in each CI run.
    """
    why = row.cannot()
    if why:
        return Tried(row, None, None, holds=None, seconds=0.0, note=why)
    begun, states = time.monotonic(), row.small if small else row.release
    try:
        with place(row) as folder:
            found, control = _shared(row, states, folder)
    except RuntimeError as broke:  # one row that breaks must not take the others with it
        return Tried(row, None, None, holds=False, seconds=time.monotonic() - begun, note=str(broke).splitlines()[-1])
    faults = row.faults(found, states)
    if control.clean:
        faults.append(f"uten {row.without} gikk heller ingenting galt")
    return Tried(row, found, control, not faults, time.monotonic() - begun, "; ".join(faults))


def main(words: Sequence[str], *, small: bool, as_json: bool) -> int:
    """Run the rows and print a table; 0 when all hold, 1 when one does not, 2 when there is no such row.

    Args:
        words: the rows to run; none for all.
        small: CI sizes.
        as_json: print JSON instead.
    """
    wanted = [row for row in rows() if not words or row.key in words]
    unknown = set(words) - {row.key for row in rows()}
    if unknown:
        known = ", ".join(row.key for row in rows())
        print(f"Slike rader finnes ikke: {', '.join(sorted(unknown))}. Disse finnes: {known}", file=sys.stderr)
        return 2
    done = []
    for row in wanted:
        print(f"{row.key}: {row.what} …", file=sys.stderr, flush=True)
        one = tried(row, small=small)
        print(f"  {one.seconds:.0f} s. {one.note}", file=sys.stderr, flush=True)
        done.append(one)
    print(json.dumps(plain(done), ensure_ascii=False, indent=1) if as_json else table(done))
    return 1 if any(one.holds is False for one in done) else 0


def table(done: Sequence[Tried]) -> str:
    """The same as people read it: each control beside its row."""
    return "\n".join([_about(), "", HEAD, *map(_line, done)])


def _shared(row: Row, states: int, folder: Path) -> tuple[Counted, Counted]:
    cores = max(1, min(os.cpu_count() or 1, states))
    tasks = [Task(_part(states, at, cores), _part(row.control_states, at, cores), at, cores) for at in range(cores)]
    both = [ended(one) for one in [begin(row, task, folder) for task in tasks]]
    return sum((found for found, _control in both), Counted()), sum((control for _found, control in both), Counted())


def _part(states: int, at: int, of: int) -> int:
    return states // of + (at < states % of)


def _line(one: Tried) -> str:
    name = f"{one.row.key}: {one.row.what}"
    if one.found is None or one.control is None:
        return f"{name:92} {'ikke prøvd her' if one.holds is None else 'NEI, den stanset'}: {one.note}"
    found, control = one.found, one.control
    failed = f"{grouped(control.lost + control.wrong)}/{grouped(control.states)}"
    return (
        f"{name:92} {grouped(found.states):>10} {grouped(found.acknowledged):>9} {found.lost:>5} {found.wrong:>5}  "
        f"{'ja' if one.holds else 'NEI':6} {failed:>11}  {one.row.without}"
    )


def plain(done: Sequence[Tried]) -> dict[str, object]:
    """What came of the rows, with the date, the version and the machine, as plain values."""
    return {
        "date": _day(), "version": program_version(), "machine": _machine(),
        "rows": [
            {"row": one.row.key, "what": one.row.what, "holds": one.holds, "seconds": round(one.seconds, 1),
             "found": asdict(one.found) if one.found else None, "without": one.row.without,
             "control": asdict(one.control) if one.control else None, "note": one.note}
            for one in done
        ],
    }  # fmt: skip


def _about() -> str:
    return f"IKdesk {program_version()}, {_day()}, {_machine()}"


def _machine() -> str:
    return f"Python {platform.python_version()} på {platform.system()} {platform.machine()}, {os.cpu_count()} kjerner"


def _day() -> str:
    return datetime.now(UTC).astimezone().date().isoformat()
