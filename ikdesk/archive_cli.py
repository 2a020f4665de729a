"""An archive taken in again, as a command."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.words import _, many
from ikdesk.open_cli import entered, password_of, progress

if TYPE_CHECKING:
    from ikdesk.archive_data import Imported


def add_import_archive(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The words of the command."""
    brought = job("import-archive", str(_("hent inn et arkiv i en ny eller tom virksomhet")))
    brought.add_argument("archive", type=Path, metavar="mappe", help=str(_("mappen «ikdesk export» laget")))
    brought.add_argument("--name", default="", help=str(_("hvem du er: en leder i arkivet, eller en ny")))
    brought.add_argument("--json", action="store_true")


def imported(wanted: argparse.Namespace) -> str:
    """Take an archive in; gives what there is to say.

    Args:
        wanted: from the command line.

    Raises:
        Invalid: the password will not do.
        Problem: there is data already, the archive is not whole, or the disk said no.
    """
    from ikdesk.archive_data import import_archive, import_into
    from ikdesk.safe.front import has_data

    clock = Clock(wanted.today)
    if has_data(wanted.data):
        keys = entered(wanted).result
        with progress(_("Henter inn")) as tick:
            done = import_into(wanted.archive, wanted.data, keys, name=wanted.name, clock=clock, tick=tick)
    else:
        password = password_of(wanted, twice=True)
        with progress(_("Henter inn")) as tick:
            done = import_archive(wanted.archive, wanted.data, password, name=wanted.name, clock=clock, tick=tick)
        _keep_code(wanted, password, done, clock)
    return _as_json(done) if wanted.json else "\n".join(_sentences(done))


def _keep_code(wanted: argparse.Namespace, password: str, done: Imported, clock: Clock) -> None:
    """The code is written out here, and nowhere else: it counts as written down."""
    from ikdesk import data
    from ikdesk.people.users_data import VaultUsers
    from ikdesk.safe.vault import unlock

    with closing(data.open_data(wanted.data, unlock(wanted.data, password, done.name), clock=clock)) as unit:
        VaultUsers(unit).keep_code()


def _sentences(done: Imported) -> list[str]:
    said = [_("{name} er hentet inn i {folder}: {what}.").format(
        name=done.unit, folder=done.folder.resolve(), what=many("{n} rad", "{n} rader", done.rows))]  # fmt: skip
    if done.older:
        said.append(str(_("Arkivet er fra en eldre utgave av IKdesk. Det den ikke hadde, står tomt.")))
    if done.away:
        said.append(_("Det som lå der, ligger nå i {folder}.").format(folder=done.away))
    said.append(_("{name} låser opp.").format(name=done.name))
    if done.others:
        said.append(_("Disse har ikke noe passord her: {names}. Gi dem et under Innstillinger → Brukere, eller fjern "
                      "dem.").format(names=", ".join(done.others)))  # fmt: skip
    if done.code:
        said += [
            str(_("Rapportene får en ny signatur fra nå av. Si fra til dem som får dem.")),
            _("Gjenopprettingskode: {code}").format(code=done.code),
            str(_("Skriv koden ned og legg den i safen. Uten passordet eller koden kan ingen åpne dataene.")),
        ]
    return said


def _as_json(done: Imported) -> str:
    told = {
        "folder": str(done.folder.resolve()), "unit": done.unit, "rows": done.rows, "name": done.name,
        "code": done.code, "without_password": done.others, "older": done.older, "moved_to": done.away,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1)
