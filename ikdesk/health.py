"""Is the file whole: the same examination without the window and in it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ikdesk import anchor_data, data
from ikdesk.access.finding_model import Finding, Wrong
from ikdesk.access.finding_queries import walked
from ikdesk.access.sentences import all_said, restored_said
from ikdesk.kernel import history, migrations
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.step_3_history import break_in_older
from ikdesk.kernel.viewer import SYSTEM, Right
from ikdesk.kernel.words import _
from ikdesk.people.model import rights_of
from ikdesk.people.queries import differences
from ikdesk.safe import file, inbox, rotation, tries, vault
from ikdesk.safe.disposals import read_disposals
from ikdesk.safe.front import front_is_genuine
from ikdesk.safe.guard import hold
from ikdesk.safe.keys import Keys
from ikdesk.unit.queries import unit_row


@dataclass(frozen=True, slots=True)
class Health:
    """What was found."""

    problems: tuple[str, ...]  # damage
    notes: tuple[str, ...]  # worth knowing, not damage

    @property
    def whole(self) -> bool:
        """Whether nothing is damaged."""
        return not self.problems


def examine_folder(folder: Path, password: str, person: str = "") -> Health:
    """Examine a unit's data.

    Args:
        folder: where it lies.
        password: of somebody who may open it.
        person: their name; without it everybody's password is tried.

    Raises:
        Problem: there is no data, the password is wrong, one may not, or it is open in another window.
    """
    if not data.exists(folder):
        raise Problem(_("Det ligger ingen data i {folder}.").format(folder=folder))
    try:
        entered = tries.attempt(folder, lambda: vault.unlock(folder, password, person), now=time.time())
        tries.keep_count(folder, entered.failed)  # nobody is told of them here: whoever unlocks next is
        keys = entered.result
    except vault.DamagedVault as damage:
        return Health((str(damage),), ())
    if keys.role and Right.SET_UP not in rights_of(keys.role):
        raise Problem(_("Dette har du ikke tilgang til. Spør lederen."))  # it names people and what was reported
    return examine_unlocked(folder, keys)


def examine_unlocked(folder: Path, keys: Keys) -> Health:
    """Examine a unit's data with keys that were unlocked.

    Args:
        folder: where it lies.
        keys: of somebody who may set up.

    Raises:
        Problem: it is open in another window.
    """
    notes: list[str] = []
    with hold(folder):
        rotation.settle(folder, keys)
        problems = file.examine(folder / data.FILE, keys.database)
        if not problems:
            problems = [*_inside(folder, keys, notes), *_list_of_disposals(folder, keys)]
        if not front_is_genuine(folder, keys):
            notes.append(str(_("Det låste skjermbildet er endret av andre, eller mangler. Lås opp vinduet en gang.")))
        waiting = inbox.opened(folder, keys)
        if waiting.unreadable:
            notes.append(str(_("Noen meldinger fra låst skjerm kan ikke leses.")))
        if waiting.boxes:
            notes.append(str(_("Det ligger meldinger fra låst skjerm som ikke er tatt inn.")))
    return Health(tuple(problems), tuple(notes))


def _list_of_disposals(folder: Path, keys: Keys) -> list[str]:
    try:
        read_disposals(folder, keys)
    except Problem as problem:
        return [str(problem)]
    return []


def _inside(folder: Path, keys: Keys, notes: list[str]) -> list[str]:
    database = data.database_of(folder / data.FILE, keys, Clock())
    try:
        version = migrations.version_of(database.engine)
        if version < 1:
            return [str(_("Filen kan ikke leses: den er skadet, eller hører til noe annet. Gjenopprett fra en "
                          "sikkerhetskopi."))]  # fmt: skip
        if version > migrations.latest():
            return [str(_("Dataene er laget av en nyere utgave av IKdesk. Installer den nyeste utgaven."))]
        if version < migrations.latest():
            with database.engine.connect() as connection:
                broken = break_in_older(connection)
            return [] if broken is None else all_said([Finding(Wrong.EDITED, history.CHAIN.name, broken)])
        asked: dict[str, Any] = {"viewer": SYSTEM, "today": database.clock.today()}
        looked = anchor_data.look(folder, keys, database)
        found = (*looked.findings, *database.read(walked, **asked))
        wrong = all_said(finding for finding in found if finding.what is not Wrong.LOST)
        if wrong:
            return wrong
        notes += all_said(found)  # what went missing when it was rescued: the file is whole again
        if looked.restored:
            notes.append(restored_said(looked.restored))
        database.read(unit_row, **asked)
        notes += database.read(differences, data.known_people(folder, keys), **asked).values()
    finally:
        database.close()
    return []
