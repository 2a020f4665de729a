"""Scenes in which data are written: new ones, reports, the inbox, an import, an older file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from ikdesk import data, inbox_data
from ikdesk.incidents.actions import correct_incident
from ikdesk.incidents.import_actions import read_source, run_import
from ikdesk.kernel import migrations
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe import vault
from ikdesk.safe.front import read_front
from ikdesk.safe.secret import Work
from ikdesk.unit.model import UnitKind
from tests.reliability.power.reports import check_inbox, check_saved, do_save, look_for_stories, seal, stories
from tests.reliability.power.scene import OLD, OURS, TODAY, Look, Scene, Teller, Told, copy, opened

SHIPPED = Path(__file__).resolve().parents[2] / "data"
LINES = 400  # of a log that is imported


# ---------------------------------------------------------------- the first day


def _nothing(_made: Path, root: Path) -> None:
    root.mkdir()


def _begin(root: Path, teller: Teller) -> None:
    os.environ["IKDESK_MACHINE"] = str(root / "machine")
    teller.opened()
    told: Told = ["begun", ""]

    def make() -> data.Data:
        made, told[1] = data.make_unit_data(root / "data", OURS, name="Solbakken", kind=UnitKind.BARNEHAGE,
                                            clock=Clock(TODAY))  # fmt: skip
        return made

    found = teller.do(told, make)
    if found:
        with closing(found):
            teller.do(["kept", ""], VaultUsers(found, Work()).keep_code)
            do_save(teller, found, "Den første")


def _check_begun(look: Look) -> None:
    if not data.exists(look.folder):  # not made, or not yet: one can begin anew
        look.must(not look.about("begun"), "the new data")
        return
    for code in look.about("begun"):
        look.must(vault.unlock_with_code(look.folder, code) is not None, "the recovery code")
    keys = look.keys()
    if keys is not None:
        with look.database(keys) as found:
            look_for_stories(look, stories(found))
            look.whole_logs(keys, found)


# ---------------------------------------------------------------- saving


def _save(root: Path, teller: Teller) -> None:
    with closing(opened(root)) as found:
        teller.opened()
        for number in range(15 * teller.rounds):
            key = do_save(teller, found, f"Barnet falt i bakken {number}")
            better = f"Rettet {number}"
            if key and number % 5 == 4:
                told = ["corrected", [key, better]]
                teller.do(told, found.write, correct_incident, Key(key), {"story": better}, "feil")
            if number % 15 == 14:
                found.keep_anchor()
                found.show_front()


# ---------------------------------------------------------------- the locked screen


def _inbox(root: Path, teller: Teller) -> None:
    keys = vault.unlock(root / "data", OURS)
    front = read_front(root / "data")
    teller.opened()
    for number in range(5):
        seal(root / "data", front, number, teller)
    with closing(opened(root)) as found:
        told = ["taken", ""]
        teller.do(told, inbox_data.take_in, root / "data", keys, found.read, found.write, front.get("receipts"))
    for number in range(5, 8):
        seal(root / "data", front, number, teller)


# ---------------------------------------------------------------- import


def _prepare_import(made: Path, root: Path) -> None:
    copy(made, root)
    lines = (f"{1 + n % 28:02}.02.2026;10.{n % 60:02};Skade på barn;Akebakke;1;Importert {n}" for n in range(LINES))
    heading = "Dato;Klokkeslett;Type;Sted;Alvorlighet;Hva skjedde"
    (root / "logg.csv").write_text("\n".join((heading, *lines)), "utf-8")


def _import(root: Path, teller: Teller) -> None:
    with closing(opened(root)) as found:
        teller.opened()
        with suppress(Problem):  # as the command: without a copy nothing is imported
            found.back_up_here()
            source = read_source(root / "logg.csv")
            teller.do(["imported", LINES], found.write, run_import, source)
        do_save(teller, found, "Etter importen")


def _check_import(look: Look) -> None:
    keys = look.keys()
    if keys is None:
        return
    with look.database(keys) as found:
        there = stories(found)
        look.must("Før alt dette" in there.values(), "what lay there before")
        brought = sum(story.startswith("Importert") for story in there.values())
        if brought not in {0, LINES}:
            look.tally.fault(f"{brought} of {LINES} lines were imported")
        for count in look.about("imported"):
            look.must(brought == count, "the import")
        if look.refused_about("imported") and brought:
            look.tally.fault("the import was said not to be saved, and is")
        look_for_stories(look, there)
        look.whole_logs(keys, found)
    if brought and not look.whole_backups(keys, look.folder / "backups"):
        look.tally.fault("imported without a backup")


# ---------------------------------------------------------------- an older file


def _prepare_older(version: int) -> Callable[[Path, Path], None]:
    def prepare(_made: Path, root: Path) -> None:
        shutil.copytree(SHIPPED / f"version_{version}", root / "data")

    return prepare


def _migrate(root: Path, teller: Teller) -> None:
    found = teller.do(["migrated", migrations.latest()], opened, root, OLD)
    teller.opened()
    if found:
        with closing(found):
            do_save(teller, found, "Etter oppgraderingen")


def _check_older(look: Look) -> None:
    keys = replace(look, passwords=(OLD,)).keys()
    if keys is None:
        return
    with look.database(keys) as found:
        version = migrations.version_of(found.engine)
        there = stories(found)
        look.must({"Falt fra kanten", "Nesten i stolpen", "Kjørte i gjerdet"} <= set(there.values()), "what was there")
        for said in look.about("migrated"):
            look.must(version == said, f"version {said} is {version}")
        if version == migrations.latest():
            look_for_stories(look, there)
            look.whole_logs(keys, found)
            if not look.whole_backups(keys, look.folder / "backups"):
                look.tally.fault("brought up to date without a backup")


SCENES = (
    Scene("begin", _nothing, _begin, _check_begun),
    Scene("save", copy, _save, check_saved),
    Scene("inbox", copy, _inbox, check_inbox),
    Scene("import", _prepare_import, _import, _check_import),
    Scene("migration", _prepare_older(1), _migrate, _check_older),
)
