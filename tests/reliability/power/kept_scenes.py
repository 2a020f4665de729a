"""Scenes of backups: made in both places, and brought back over what lies there."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from ikdesk import data
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.restore_data import restore
from ikdesk.safe.backup import manifest_path
from ikdesk.safe.front import read_front
from ikdesk.safe.keys import Keys
from ikdesk.safe.swap import finish_restore
from tests.reliability.power.reports import check_saved, do_save, look_at_inbox, seal, stories
from tests.reliability.power.scene import OURS, TODAY, Look, Scene, Teller, Told, copy, opened, save


def _prepare_backup(made: Path, root: Path) -> None:
    copy(made, root)
    (root / "second").mkdir()


def _backup(root: Path, teller: Teller) -> None:
    with closing(opened(root)) as found:
        teller.opened()
        with suppress(Problem, Invalid):
            found.backups.choose_second(root / "second")
        for number in range(3):
            do_save(teller, found, f"Før kopi {number}")
            told: Told = ["backed up", ""]

            def make(told: Told = told) -> None:
                told[1] = found.backups.make().path.name

            teller.do(told, make)


def _check_backup(look: Look) -> None:
    keys = look.keys()
    if keys is None:
        return
    here, there = (look.whole_backups(keys, place) for place in (look.folder / "backups", look.root / "second"))
    newest = look.about("backed up")[-1:]  # of one day the newest alone is kept
    for name in newest:
        look.must(max(here, default="") >= name, f"the backup {name}")
        look.must(not look.strict or max(there, default="") >= name, f"the backup {name} in the second place")
    check_saved(look)


def _prepare_restore(made: Path, root: Path) -> None:
    copy(made, root)
    with closing(opened(root)) as found:
        kept = found.backups.make().path
        for path in (kept, manifest_path(kept)):
            path.rename(root / path.name.replace(kept.stem, "kept"))
        save(found, "Etter kopien")
        seal(root / "data", read_front(root / "data"), 0)


def _restore(root: Path, teller: Teller) -> None:
    teller.opened()
    teller.do(["restored", ""], restore, root / "kept.ikbackup", root / "data", password=OURS)
    with suppress(Problem, Invalid):
        finish_restore(root / "data")  # as at every start
        with closing(opened(root)) as found:
            do_save(teller, found, "Etter gjenopprettingen")


def _check_restored(look: Look) -> None:
    finish_restore(look.folder)  # as at every start
    keys = look.keys()
    if keys is None:
        return
    with look.database(keys) as found:
        look_at_inbox(replace(look, said=[*look.said, ["sealed", "Meldt 0"]]), keys, found)
        back = "Etter kopien" not in stories(found).values()
    look.must(back or not look.about("restored"), "that it was restored")
    if back:
        replaced = [path for path in look.folder.glob("replaced-*") if (path / data.FILE).exists()]
        look.must(len(replaced) == 1, "what lay there before")
        _check_replaced(look, replaced[0], keys)


def _check_replaced(look: Look, replaced: Path, keys: Keys) -> None:
    mark = ("replaced", *((path.name, path.stat().st_mtime_ns) for path in sorted(replaced.iterdir())))
    if mark not in look.known:
        with closing(data.database_of(replaced / data.FILE, keys, Clock(TODAY))) as found:
            look.known[mark] = stories(found)
    look.must("Etter kopien" in look.known[mark].values(), "what was written after the backup")


SCENES = (
    Scene("backup", _prepare_backup, _backup, _check_backup),
    Scene("restore", _prepare_restore, _restore, _check_restored),
)
