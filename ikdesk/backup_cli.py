"""Backups as commands: made, listed, brought back, and what can be saved where there is none."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import Text, _, many

if TYPE_CHECKING:
    from ikdesk.backups.model import Kept, State
    from ikdesk.data import Data
    from ikdesk.safe.keys import Keys
    from ikdesk.safe.tries import Entered


@dataclass(frozen=True, slots=True)
class Ways:
    """How a command gets at what it needs."""

    opened: Callable[[argparse.Namespace], AbstractContextManager[Data]]
    entered: Callable[[argparse.Namespace], Entered[Keys]]
    password: Callable[[argparse.Namespace], str]
    progress: Callable[[Text], AbstractContextManager[Callable[[int, int], None]]]


def add_backups(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The words of the commands."""
    made = job("backup", str(_("ta en kontrollert sikkerhetskopi")))
    made.add_argument("--out", type=Path, help=str(_("hvor den skal ligge; ellers der de andre ligger")))
    back = job("restore", str(_("hent tilbake en sikkerhetskopi")))
    back.add_argument("backup", type=Path, help=str(_("sikkerhetskopien, en fil som slutter på .ikbackup")))
    back.add_argument("--code-file", type=Path, help=str(_("fil med gjenopprettingskoden på første linje")))
    listed = job("backups", str(_("vis hvilke sikkerhetskopier som finnes, og hvordan det står til med dem")))
    listed.add_argument("--json", action="store_true")
    saved = job("salvage", str(_("redd det som kan leses av skadde data, til en ny mappe")))
    saved.add_argument("--out", type=Path, required=True, help=str(_("en ny mappe")))
    saved.add_argument("--json", action="store_true")


def finish_begun(wanted: argparse.Namespace) -> None:
    """Finish what was begun in the data folder when the program ended.

    Raises:
        Problem: that cannot be now.
    """
    from ikdesk.safe.front import is_being_replaced

    if wanted.data is not None and is_being_replaced(wanted.data):
        from ikdesk.safe.swap import finish_restore

        finish_restore(wanted.data)


def told_of_backups(wanted: argparse.Namespace, ways: Ways) -> tuple[str, int]:
    """Do what a command about backups wants; gives what there is to say, and how the program ends.

    Args:
        wanted: from the command line.
        ways: how to get at the data.

    Raises:
        Invalid: the password or the code is wrong.
        Problem: one may not, what is wanted is not whole, or the disk said no.
    """
    match wanted.command:
        case "backup":
            return "\n".join(_backed_up(wanted, ways)), 0
        case "restore":
            return "\n".join(_restored(wanted, ways)), 0
        case "salvage":
            return _salvaged(wanted, ways)
        case _:
            return _listed(wanted, ways), 0


def _backed_up(wanted: argparse.Namespace, ways: Ways) -> list[str]:
    from ikdesk.backups.sentences import front_words

    with ways.opened(wanted) as data:
        data.viewer.may(Right.EXPORT)
        if wanted.out is not None:
            data.back_up(wanted.out)
            return [_made(wanted.out)]
        kept = data.backups.make()
        warned = front_words(data.backups.state(), data.clock.today())
    return [_made(kept.path), *([warned] if warned else [])]


def _listed(wanted: argparse.Namespace, ways: Ways) -> str:
    from ikdesk.backups.sentences import state_words

    with ways.opened(wanted) as data:
        data.viewer.may(Right.EXPORT)
        state, kept, today = data.backups.state(), data.backups.kept(), data.clock.today()
    tone, said = state_words(state, today)
    if wanted.json:
        return json.dumps(_as_json(state, kept, tone, said), ensure_ascii=False, indent=1)
    lines = [f"{one.made_at:%Y-%m-%d %H.%M}  {many('{n} hendelse', '{n} hendelser', one.incidents):>14}  {one.path}"
             for one in kept]  # fmt: skip
    return "\n".join([said, *lines])


def _restored(wanted: argparse.Namespace, ways: Ways) -> list[str]:
    from ikdesk.restore_data import candidate, restore
    from ikdesk.safe.front import VAULT
    from ikdesk.safe.restore import vault_of

    found = candidate(wanted.backup)
    if found.problem:
        raise Problem(found.problem)
    before = set(wanted.data.glob("replaced-*"))
    code = _first_line(wanted.code_file) if wanted.code_file else ""
    typed = "" if code else ways.password(wanted)
    with ways.progress(_("Henter tilbake")) as tick:
        restore(found.path, wanted.data, password=typed, person=wanted.user, code=code, tick=tick)
    said = _("{name} fra {when} er hentet tilbake til {folder}: {what}.").format(
        name=found.path.name, when=f"{found.made_at:%d.%m.%Y %H.%M}", folder=wanted.data.resolve(),
        what=many("{n} hendelse", "{n} hendelser", found.incidents),
    )  # fmt: skip
    away = [_("Det som lå der, ligger nå i {folder}.").format(folder=path.name)
            for path in sorted(set(wanted.data.glob("replaced-*")) - before)]  # fmt: skip
    then = (wanted.data / VAULT).read_bytes() == vault_of(found.path)
    who = [str(_("Passordene og kodene som gjaldt da kopien ble tatt, gjelder igjen."))] if then else []
    return [said, *away, *who]


def _salvaged(wanted: argparse.Namespace, ways: Ways) -> tuple[str, int]:
    from ikdesk.salvage_data import salvage

    keys = ways.entered(wanted).result
    with ways.progress(_("Redder")) as tick:
        found = salvage(wanted.data, wanted.out, keys=keys, tick=tick)
    if wanted.json:
        told = {"folder": str(found.folder), "rows": found.rows, "lost": found.lost, "whole": found.whole}
        return json.dumps(told, ensure_ascii=False, indent=1), int(not found.whole)
    said = _("{n} opplysninger er reddet til {folder}.").format(n=found.rows, folder=found.folder.resolve())
    whole = [str(_("Ingenting gikk tapt."))] if found.whole else [f"- {lost}" for lost in found.lost]
    return "\n".join([said, *whole]), int(not found.whole)


def _made(path: Path) -> str:
    return _("Sikkerhetskopien er laget og kontrollert: {path}").format(path=path.resolve())


def _first_line(path: Path) -> str:
    try:
        return str(path.read_text("utf-8-sig").splitlines()[0])
    except (OSError, UnicodeDecodeError, IndexError) as error:
        said = _("Kan ikke lese koden fra {name}. Se etter at filen finnes.").format(name=path)
        raise Problem(said) from error


def _as_json(state: State, kept: tuple[Kept, ...], tone: str, said: str) -> dict[str, Any]:
    return {
        "tone": tone,
        "said": said,
        "unsaved": state.unsaved,
        "failed": state.failed,
        "second": str(state.second) if state.second else None,
        "second_there": state.second_there,
        "tried": state.tried.isoformat() if state.tried else None,
        "backups": [
            {"path": str(one.path), "made_at": one.made_at.isoformat(), "size": one.size, "where": one.where.code,
             "program": one.program, "incidents": one.incidents}
            for one in kept
        ],
    }  # fmt: skip
