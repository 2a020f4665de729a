"""The scenes: what the program is doing when the power goes, or when the disk says no, and what must be there after."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ikdesk import data, inbox_data
from ikdesk.incidents.actions import correct_incident
from ikdesk.incidents.import_actions import read_source, run_import
from ikdesk.kernel import migrations
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.settings import Settings, read_settings, write_settings
from ikdesk.kernel.viewer import Key
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.restore_data import restore
from ikdesk.safe import inbox, vault
from ikdesk.safe.backup import manifest_path
from ikdesk.safe.disposals import Line, read_disposals, write_disposals
from ikdesk.safe.front import front_is_genuine, read_front, write_front
from ikdesk.safe.keys import Keys
from ikdesk.safe.secret import Work
from ikdesk.safe.swap import finish_restore
from ikdesk.unit.model import UnitKind
from tests.reliability.power.scene import (
    OLD,
    OURS,
    THEIRS,
    TODAY,
    Look,
    Teller,
    Told,
    copy,
    look_for_stories,
    opened,
    save,
    stories,
)

SHIPPED = Path(__file__).resolve().parents[2] / "data"
NEW = [OURS, *(f"nytt passord {word} her" for word in ("null", "en", "to", "tre"))]
LINES = 400  # of a log that is imported


@dataclass(frozen=True)
class Scene:
    """One thing the program does."""

    name: str
    prepare: Callable[[Path, Path], None]  # a made unit, and the folder of this scene
    run: Callable[[Path, Teller], None]
    check: Callable[[Look], None]


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
        teller.do(["kept", ""], VaultUsers(found, Work()).keep_code)
        _do_save(teller, found, "Den første")
        found.close()


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
    found = opened(root)
    teller.opened()
    for number in range(60):
        story = f"Barnet falt i bakken {number}"
        key = _do_save(teller, found, story)
        if key and number % 5 == 4:
            better = f"Rettet {number}"
            teller.do(["corrected", [key, better]], found.write, correct_incident, Key(key), {"story": better}, "feil")
        if number % 15 == 14:
            found.keep_anchor()
            found.show_front()
    found.close()


def _do_save(teller: Teller, found: data.Data, story: str) -> str:
    """Save, and say under which key; the key is known only afterwards."""
    told: Told = ["saved", story]

    def act() -> str:
        key = save(found, story)
        told[1:] = [[key, story]]
        return key

    return str(teller.do(told, act) or "")


def _check_saved(look: Look) -> None:
    keys = look.keys()
    if keys is not None:
        with look.database(keys) as found:
            _look_at_saved(look, keys, found)


def _look_at_saved(look: Look, keys: Keys, found: Database) -> None:
    there = stories(found)
    look.must("Før alt dette" in there.values(), "what lay there before")
    look_for_stories(look, there)
    look.whole_logs(keys, found)


# ---------------------------------------------------------------- the locked screen


def _inbox(root: Path, teller: Teller) -> None:
    keys = vault.unlock(root / "data", OURS)
    front = read_front(root / "data")
    teller.opened()
    for number in range(5):
        _seal(root / "data", front, number, teller)
    found = opened(root)
    teller.do(["taken", ""], inbox_data.take_in, root / "data", keys, found.read, found.write, front.get("receipts"))
    found.close()
    for number in range(5, 8):
        _seal(root / "data", front, number, teller)


def _seal(folder: Path, front: dict[str, object], number: int, teller: Teller | None = None) -> None:
    reported = {
        "kind": "child_injury", "occurred_on": "2026-04-29", "occurred_time": "10:40:00", "severity": 1,
        "place_id": front["places"][0]["id"], "story": f"Meldt {number}", "done_at_once": "", "child": "KN",  # type: ignore[index]
        "department_id": None,
    }  # fmt: skip
    note = {"kind": "report", "values": reported, "words": {}}
    told: Told = ["sealed", f"Meldt {number}"]
    at = datetime(2026, 4, 29, 9, number, tzinfo=UTC)
    if teller is None:
        inbox.seal(folder, str(front["inbox"]), note, at=at)
    else:
        teller.do(told, inbox.seal, folder, str(front["inbox"]), note, at=at)


def _check_inbox(look: Look) -> None:
    keys = look.keys()
    if keys is not None:
        with look.database(keys) as found:
            _look_at_inbox(look, keys, found)


def _look_at_inbox(look: Look, keys: Keys, found: Database) -> None:
    waiting = inbox.opened(look.folder, keys)
    if waiting.unreadable:
        look.tally.fault(f"unreadable in the inbox: {waiting.unreadable}")
    there = {*stories(found).values(), *(str(box.payload["values"]["story"]) for box in waiting.boxes)}
    for story in look.about("sealed"):
        look.must(story in there, f"«{story}» was put into the inbox")
    for story in look.refused_about("sealed"):
        if story in there:
            look.tally.fault(f"«{story}» was said not to be put in, and is")
    _look_at_saved(look, keys, found)


# ---------------------------------------------------------------- import


def _prepare_import(made: Path, root: Path) -> None:
    copy(made, root)
    lines = (f"{1 + n % 28:02}.02.2026;10.{n % 60:02};Skade på barn;Akebakke;1;Importert {n}" for n in range(LINES))
    heading = "Dato;Klokkeslett;Type;Sted;Alvorlighet;Hva skjedde"
    (root / "logg.csv").write_text("\n".join((heading, *lines)), "utf-8")


def _import(root: Path, teller: Teller) -> None:
    found = opened(root)
    teller.opened()
    with suppress(Problem):  # as the command: without a copy nothing is imported
        found.back_up_here()
        source = read_source(root / "logg.csv")
        teller.do(["imported", LINES], found.write, run_import, source)
    _do_save(teller, found, "Etter importen")
    found.close()


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
        _do_save(teller, found, "Etter oppgraderingen")
        found.close()


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


# ---------------------------------------------------------------- backup and restore


def _prepare_backup(made: Path, root: Path) -> None:
    copy(made, root)
    (root / "second").mkdir()


def _backup(root: Path, teller: Teller) -> None:
    found = opened(root)
    teller.opened()
    with suppress(Problem):
        found.backups.choose_second(root / "second")
    for number in range(3):
        _do_save(teller, found, f"Før kopi {number}")
        told: Told = ["backed up", ""]

        def make(told: Told = told) -> None:
            told[1] = found.backups.make().path.name

        teller.do(told, make)
    found.close()


def _check_backup(look: Look) -> None:
    keys = look.keys()
    if keys is None:
        return
    here, there = (look.whole_backups(keys, place) for place in (look.folder / "backups", look.root / "second"))
    newest = look.about("backed up")[-1:]  # of one day the newest alone is kept
    for name in newest:
        look.must(max(here, default="") >= name, f"the backup {name}")
        look.must(not look.strict or max(there, default="") >= name, f"the backup {name} in the second place")
    _check_saved(look)


def _prepare_restore(made: Path, root: Path) -> None:
    copy(made, root)
    found = opened(root)
    kept = found.backups.make().path
    for path in (kept, manifest_path(kept)):
        path.rename(root / path.name.replace(kept.stem, "kept"))
    save(found, "Etter kopien")
    _seal(root / "data", read_front(root / "data"), 0)
    found.close()


def _restore(root: Path, teller: Teller) -> None:
    teller.opened()
    teller.do(["restored", ""], restore, root / "kept.ikbackup", root / "data", password=OURS)
    with suppress(Problem, Invalid):
        found = opened(root)
        _do_save(teller, found, "Etter gjenopprettingen")
        found.close()


def _check_restored(look: Look) -> None:
    finish_restore(look.folder)  # as at every start
    keys = look.keys()
    if keys is None:
        return
    with look.database(keys) as found:
        _look_at_inbox(replace(look, said=[*look.said, ["sealed", "Meldt 0"]]), keys, found)
        back = "Etter kopien" not in stories(found).values()
    look.must(back or not look.about("restored"), "that it was restored")
    if back:
        replaced = [path for path in look.folder.glob("replaced-*") if (path / data.FILE).exists()]
        look.must(len(replaced) == 1, "what lay there before")
        _check_replaced(look, replaced[0], keys)


def _check_replaced(look: Look, replaced: Path, keys: Keys) -> None:
    mark = ("replaced", *((path.name, path.stat().st_mtime_ns) for path in sorted(replaced.iterdir())))
    if mark not in look.known:
        found = data.database_of(replaced / data.FILE, keys, Clock(TODAY))
        look.known[mark] = stories(found)
        found.close()
    look.must("Etter kopien" in look.known[mark].values(), "what was written after the backup")


# ---------------------------------------------------------------- other keys


def _rekey(root: Path, teller: Teller) -> None:
    front = read_front(root / "data")
    for number in range(2):
        _seal(root / "data", front, number, teller)
    found = opened(root)
    _do_save(teller, found, "Før byttet")
    teller.opened()
    users = VaultUsers(found, Work())
    theirs = next(row.id for row in users.rows() if row.name == "Kari")
    teller.do(["removed", THEIRS], users.remove, theirs, "Sluttet")
    for number in range(3):
        _do_save(teller, found, f"Etter byttet {number}")
    found.close()


def _check_rekey(look: Look) -> None:
    _check_inbox(look)
    for password in look.about("removed"):
        look.must(_unlocks(look.folder, password) is None, "that somebody was kept out")


def _unlocks(folder: Path, password: str) -> Keys | None:
    try:
        return vault.unlock(folder, password)
    except (Problem, Invalid):
        return None


# ---------------------------------------------------------------- who may unlock


def _vault(root: Path, teller: Teller) -> None:
    found = opened(root)
    teller.opened()
    users = VaultUsers(found, Work())
    for number, password in enumerate(NEW[1:], 1):
        teller.do(["password", number], users.new_password, found.keys.person, password)
        if number == 2:
            teller.do(["let in", "sommerfugl kaffe ski mus"], users.add, "Per", Role.STAFF, "sommerfugl kaffe ski mus")
        if number == 3:
            told: Told = ["code", ""]

            def code(told: Told = told) -> None:
                told[1] = users.new_code()

            teller.do(told, code)
    found.close()


def _check_vault(look: Look) -> None:
    last = max((int(number) for number in look.about("password")), default=0)
    opening = [number for number, password in enumerate(NEW) if _unlocks(look.folder, password)]
    look.must(len(opening) == 1 and last <= opening[0] <= last + 1 + len(look.refused), f"password {last} is {opening}")
    for password in look.about("let in"):
        look.must(_unlocks(look.folder, password) is not None, "that somebody was let in")
    for code in look.about("code"):
        with suppress(Problem, Invalid):
            vault.unlock_with_code(look.folder, code)
            continue
        look.must(False, "the recovery code")
    _check_saved(replace(look, passwords=[NEW[number] for number in opening] or [OURS]))


# ---------------------------------------------------------------- the small files


def _small(root: Path, teller: Teller) -> None:
    folder = root / "data"
    keys = vault.unlock(folder, OURS)
    teller.opened()
    lines = []
    for number in range(1, 9):
        teller.do(["settings", number], write_settings, folder, Settings(report_folder=str(number)))
        teller.do(["front", number], write_front, folder, keys, {"number": number})
        lines.append(Line("incident", f"{number:032x}", f"2026-{number}", "2026-04-30", "Tom", "expired", "", True))
        teller.do(["disposals", number], write_disposals, folder, keys, lines)


def _check_small(look: Look) -> None:
    keys = look.keys()
    if keys is None:
        return
    settings = read_settings(look.folder).report_folder
    front = read_front(look.folder).get("number", 0)
    if not front_is_genuine(look.folder, keys):
        look.tally.fault("the sheet of the lock screen is not what was written")
    found = {"settings": int(settings or 0), "front": int(front), "disposals": len(read_disposals(look.folder, keys))}
    for word, number in found.items():
        last = max((int(said) for said in look.about(word)), default=0)
        spare = len(look.refused_about(word))
        look.must(last <= number <= last + 1 + spare, f"{word} {last} is {number}")


SCENES = {
    scene.name: scene
    for scene in (
        Scene("begin", _nothing, _begin, _check_begun),
        Scene("save", copy, _save, _check_saved),
        Scene("inbox", copy, _inbox, _check_inbox),
        Scene("import", _prepare_import, _import, _check_import),
        Scene("migration", _prepare_older(1), _migrate, _check_older),
        Scene("backup", _prepare_backup, _backup, _check_backup),
        Scene("restore", _prepare_restore, _restore, _check_restored),
        Scene("rekey", copy, _rekey, _check_rekey),
        Scene("vault", copy, _vault, _check_vault),
        Scene("small", copy, _small, _check_small),
    )
}
