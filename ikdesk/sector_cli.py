"""``ikdesk collect``: the reports of many units, as one PDF and one workbook for those who receive them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _, many
from ikdesk.open_cli import read_day
from ikdesk.report_cli import AUDIENCES

if TYPE_CHECKING:
    from ikdesk.sector.store_model import Store
    from ikdesk.sector.wanted_model import Collected, Wanted

Progress = Callable[..., AbstractContextManager[Callable[[int, int], None]]]
Say = Callable[[str], None]
FORMATS = ("pdf", "xlsx")


def add_collect(job: Callable[..., argparse.ArgumentParser]) -> None:
    """Tell the command line what ``collect`` may be asked."""
    asked = job("collect", str(_("samle rapporter fra mange enheter i én PDF og ett Excel-ark")), asks=False)
    asked.epilog = str(_(
        "Svarer 0 når alt er med. Svarer 1 når minst én fil ikke kom med eller det ikke var noen rapport å samle; "
        "er det minst én rapport, blir dokumentene laget likevel. Svarer 2 når kommandoen er skrevet feil."
    ))  # fmt: skip
    words = {
        "files": ("FIL", _("rapporter, eller mapper med rapporter")),
        "--out": ("MAPPE", _("mappen dokumentene skal ligge i")),
        "--period": ("PERIODE", _("for eksempel 2026-T1; ellers den nyeste de fleste har levert")),
        "--pins": ("FIL", _("filen med enhetene som er kjent fra før")),
        "--expected": ("FIL", _("tekstfil med enhetene som skal levere, én på hver linje")),
        "--due": ("ÅÅÅÅ-MM-DD", _("siste dag en rapport er i tide")),
        "--sender": ("NAVN", _("hvem som samler; står på forsiden")),
        "--accept-key": ("NØKKEL", _("godta en ny nøkkel når enheten har bekreftet den; kan skrives flere ganger")),
    }
    more: dict[str, dict[str, Any]] = {
        "files": {"type": Path, "nargs": "+"}, "--out": {"type": Path, "required": True}, "--pins": {"type": Path},
        "--expected": {"type": Path}, "--due": {"type": read_day}, "--accept-key": {"action": "append", "default": []},
    }  # fmt: skip
    for name, (stands_for, told) in words.items():
        asked.add_argument(name, metavar=stands_for, help=str(told), **more.get(name, {"default": ""}))
    asked.add_argument("--audience", choices=AUDIENCES, default=AUDIENCES[0], help=str(_("hvem rapportene er til")))
    asked.add_argument("--format", default=",".join(FORMATS), help=str(_("pdf og xlsx, med komma mellom")))
    asked.add_argument("--json", action="store_true", help=str(_("skriv også tallene som JSON, og svar med JSON")))


def wrong_collect(wanted: argparse.Namespace) -> str:
    """What makes no sense in the words of the command; empty where it does.

    Args:
        wanted: the words of the command.
    """
    formats = _formats(wanted)
    if not formats or set(formats) - set(FORMATS):
        return str(_("--format kan være pdf, xlsx, eller begge med komma mellom"))
    if wanted.period:
        from ikdesk.kernel.tertial import parse_period

        try:
            parse_period(wanted.period)
        except Problem as problem:
            return str(problem)
    return ""


def collected(wanted: argparse.Namespace, progress: Progress, say: Say, warn: Say) -> int:
    """Collect them; 0 where every file is taken, else 1.

    Args:
        wanted: the words of the command.
        progress: shows how far it has come.
        say: says the answer.
        warn: says what is not in it, beside the answer.

    Raises:
        Problem: there is no report for the period, or something cannot be read or saved.
    """
    from ikdesk.kernel.paths import application_folder
    from ikdesk.sector.known_model import KNOWN_NAME
    from ikdesk.sector.outcome_writing import collect_told
    from ikdesk.sector_data import open_store

    pins = wanted.pins or application_folder() / KNOWN_NAME
    seen = _Seen()
    try:
        with progress(_("Samler")) as tick:
            made = collect_told(open_store, _wanted(wanted), pins, wanted.out, see=seen.look, tick=tick)
    finally:
        for line in seen.lines:
            warn(line)
    if wanted.json:
        say(json.dumps(_as_json(made, seen), ensure_ascii=False, indent=1))
    else:
        warn(_summary(made))
        for path in made.paths:
            say(str(path.resolve()))
    return 1 if made.troubled else 0


class _Seen:
    """What was in the store."""

    def __init__(self) -> None:
        self.states: dict[str, int] = {}
        self.lines: list[str] = []
        self.not_taken: list[dict[str, str]] = []
        self.missing: list[str] = []

    def look(self, store: Store) -> None:
        """Take what is told from the store."""
        from ikdesk.sector.outcome_queries import each_missing, each_troubled, file_states

        accept = _("Er nøkkelen riktig, kjør en gang til med --accept-key \"{key}\".")
        for one in each_troubled(store):
            self.lines.append(f"{one.name}: {one.said}")
            if one.fingerprint:
                self.lines.append(accept.format(key=one.fingerprint))
            self.not_taken.append({"file": one.name, "state": one.state.code, "unit": one.unit_name, "said": one.said,
                                   **({"fingerprint": one.fingerprint} if one.fingerprint else {})})  # fmt: skip
        for unit in each_missing(store):
            self.missing.append(unit.name)
            said = _("Mangler: {name}").format(name=unit.name)
            self.lines.append(f"{said}. {unit.said}" if unit.said else str(said))
        self.states = {state.code: number for state, number in store.read(file_states).items()}


def _formats(wanted: argparse.Namespace) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip().lower() for part in wanted.format.split(",") if part.strip()))


def _wanted(wanted: argparse.Namespace) -> Wanted:
    from ikdesk.kernel.clock import Clock
    from ikdesk.kernel.tertial import parse_period
    from ikdesk.sector.known_actions import expected_in
    from ikdesk.sector.known_model import one_line
    from ikdesk.sector.wanted_model import Wanted

    return Wanted(
        tuple(wanted.files), Clock(wanted.today).today(), parse_period(wanted.period).code if wanted.period else "",
        wanted.audience, wanted.due, one_line(wanted.sender), expected_in(wanted.expected) if wanted.expected else (),
        frozenset(wanted.accept_key), _formats(wanted), json=wanted.json,
    )  # fmt: skip


def _summary(made: Collected) -> str:
    from ikdesk.kernel.tertial import parse_period

    units = many("{n} enhet", "{n} enheter", made.taken)
    said = [_("Med for {period}: {units}.").format(period=parse_period(made.period).name, units=units)]
    if made.missing:
        said.append(_("Mangler: {units}.").format(units=many("{n} enhet", "{n} enheter", made.missing)))
    if made.troubled:
        said.append(many("{n} fil kom ikke med.", "{n} filer kom ikke med.", made.troubled))
    return " ".join(said)


def _as_json(made: Collected, seen: _Seen) -> dict[str, object]:
    return {
        "period": made.period, "taken": made.taken, "files": made.files, "troubled": made.troubled,
        "missing": made.missing, "states": seen.states, "not_taken": seen.not_taken, "missing_units": seen.missing,
        "paths": [str(path.resolve()) for path in made.paths],
    }  # fmt: skip
