"""Kill -9 while the reports of many units are collected: whoever knows a key has the documents that say where from.

Nothing that can be read is left where files lie meanwhile, and one can begin again.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from ikdesk.kernel.errors import Problem
from ikdesk.paper.package import check_package
from ikdesk.sector import collect_writing
from ikdesk.sector.gather_actions import gather
from ikdesk.sector.known_actions import read_known, write_known
from ikdesk.sector.wanted_model import Wanted
from ikdesk.sector_data import open_store
from tests.reliability.killing import READY, Tell, cannot, killed
from tests.reliability.row import Counted, Row, Share, Tally
from tests.reliability.saving import SAVED
from tests.sector.forty import ALL_IN, BEFORE
from tests.sector.made_reports import made_unit, write_report

UNITS, KNOWN = 6, 4  # that send a report, and of those the ones that were known before
DOCUMENTS = 3  # PDF, workbook, and what machines read
AGAIN = 4  # each so many-th time it is done once more, to the end


@dataclass(frozen=True, slots=True)
class Desk:
    """Where reports are collected."""

    reports: Path
    before: Path  # the file of those that were known, as it was
    pins: Path
    out: Path
    meanwhile: Path  # where files lie meanwhile

    def fresh(self) -> None:
        """Begin anew."""
        for folder in (self.out, self.meanwhile):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        shutil.copy(self.before, self.pins)


def run(share: Share) -> Counted:
    """Kill it at random moments."""
    return _kills(share)


def control(share: Share) -> Counted:
    """The same, of one that knows the keys before anything is written."""

    def early(*asked: Any, **more: Any) -> Any:
        found = gather(*asked, **more)
        write_known(share.folder / "known-units.json", found.known)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collect_writing, "gather", early)
        return _kills(share)


def _kills(share: Share) -> Counted:
    chance, tally, desk = share.chance, Tally(), _desk(share.folder)
    span = _span(desk)
    for number in range(share.states):
        desk.fresh()
        after = chance.uniform(0.0, 1.05 * span)
        ended = killed(partial(_work, desk), after)
        if ended.broke:
            tally.fault(ended.broke)
        tally.states += ended.by_us
        said = ended.lines.count(SAVED)
        for fault in _faults(desk, said):
            tally.gone(f"after {after:.4f} of {span:.4f} s, said {said} times: {fault}")
        if number % AGAIN == AGAIN - 1:
            _work(desk, lambda _line: None)
            for fault in _faults(desk, 1):
                tally.gone(f"done once more: {fault}")
        tally.acknowledged += 1 + said
    return tally.counted()


def _desk(folder: Path) -> Desk:
    folder.mkdir(exist_ok=True)
    desk = Desk(
        folder / "reports", folder / "before.json", folder / "known-units.json", folder / "out", folder / "meanwhile"
    )
    shutil.rmtree(desk.reports, ignore_errors=True)
    desk.reports.mkdir()
    earlier = folder / "earlier"
    shutil.rmtree(earlier, ignore_errors=True)
    earlier.mkdir()
    for number in range(UNITS):
        if number < KNOWN:
            write_report(made_unit(number), earlier, period=BEFORE, made=ALL_IN)
        write_report(made_unit(number), desk.reports)
    desk.before.unlink(missing_ok=True)
    wanted = Wanted((earlier,), date(2026, 1, 20), formats=("xlsx",))
    collect_writing.collect(open_store, wanted, desk.before, earlier, tick=lambda _done, _total: None)
    return desk


def _work(desk: Desk, tell: Tell) -> None:
    was, tempfile.tempdir = tempfile.tempdir, str(desk.meanwhile)
    wanted = Wanted((desk.reports,), date(2026, 6, 1), sender="Eksempel kommune", json=True)
    try:
        tell(READY)
        collect_writing.collect(open_store, wanted, desk.pins, desk.out, tick=lambda _done, _total: None)
        tell(SAVED)
    finally:
        tempfile.tempdir = was


def _span(desk: Desk) -> float:
    """How many seconds it takes, once everything is loaded; it is also seen that it holds when nobody kills it."""
    spent = 0.0
    for _turn in range(2):
        desk.fresh()
        begun = time.monotonic()
        _work(desk, lambda _line: None)
        spent = time.monotonic() - begun
    if faults := list(_faults(desk, 1)):
        raise AssertionError(faults)
    return spent


def _faults(desk: Desk, said: int) -> Iterator[str]:
    """What is not as it should be."""
    made = [path for path in desk.out.iterdir() if not path.name.startswith(".")]
    try:
        for path in made:
            _open(path)
        known = read_known(desk.pins)
    except (Problem, pikepdf.PdfError, ValueError, OSError) as problem:
        yield f"{type(problem).__name__}: {problem}"
        return
    if len(known) not in {KNOWN, UNITS}:
        yield f"{len(known)} units are known"
    if len(known) == KNOWN and desk.pins.read_bytes() != desk.before.read_bytes():
        yield "the file of those that are known was written anew"
    if (said or len(known) == UNITS) and len(made) != DOCUMENTS:
        yield f"{len(known)} units are known, and there are {len(made)} documents"
    yield from _readable(desk)


def _open(path: Path) -> None:
    if path.suffix == ".pdf":
        pikepdf.open(path).close()
    elif path.suffix == ".xlsx":
        check_package(path)
    else:
        json.loads(path.read_bytes())


def _readable(desk: Desk) -> Iterator[str]:
    """Files left behind in which a unit can be read, or that are documents."""
    names = [made_unit(number).name.encode() for number in range(UNITS)]
    for path in desk.meanwhile.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if data.startswith((b"%PDF", b"PK")) or any(name in data for name in names):
            yield f"{path.name} can be read"


ROWS = (
    Row(
        key="collect", what="kill -9 mens rapporter fra mange enheter samles", run=run, small=4, release=1_000,
        least=1.0, without="å skrive nøklene til slutt", control=control, control_states=4, cannot=cannot, alone=True,
    ),
)  # fmt: skip
