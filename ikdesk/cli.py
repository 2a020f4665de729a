"""One job without the window: exit 0 done, 1 a problem said in one sentence, 2 wrong use."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from ikdesk.archive_cli import add_import_archive, imported
from ikdesk.backup_cli import Ways, add_backups, finish_begun, told_of_backups
from ikdesk.effect_cli import add_effect, effect_text, needs_data, wrong_use
from ikdesk.handover_cli import add_handover, handover_files
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.list_cli import add_list, list_files
from ikdesk.open_cli import entered, opened, password_of, progress, read_day, sit_out, who_asks
from ikdesk.paper_cli import add_papers, case_files, insurer_files
from ikdesk.post_cli import add_inbox, fetched
from ikdesk.report_cli import add_report, report_files, wrong_report
from ikdesk.review_cli import add_review, review_text
from ikdesk.risk_cli import add_risks, risk_files, risk_text, wrong_risks
from ikdesk.sector_cli import add_collect, collected, wrong_collect
from ikdesk.staff_cli import add_staff, staff_files
from ikdesk.stats_cli import add_stats, stats_text
from ikdesk.verify_cli import add_verify, verify_text


def parse(words: list[str]) -> argparse.Namespace:
    """What is wanted, from the words of the command line; ends the program with 2 when they make no sense."""
    parser = argparse.ArgumentParser(prog="ikdesk", description=str(_("Internkontroll for én barnehage eller skole.")))
    _common(parser, default=None)
    jobs = parser.add_subparsers(dest="command", metavar="kommando")

    def job(name: str, help_text: str, *, asks: bool = True) -> argparse.ArgumentParser:
        added = jobs.add_parser(name, help=help_text, description=help_text)
        _common(added, default=argparse.SUPPRESS)
        if asks:
            added.add_argument("--password-file", type=Path, help=str(_("fil med passordet på første linje")))
            added.add_argument("--user", default="", help=str(_("navnet ditt, når flere kan låse opp")))
        return added

    made = job("init", str(_("lag en ny virksomhet")))
    made.add_argument("--name", required=True)
    made.add_argument("--kind", choices=["barnehage", "skole", "sfo"], default="barnehage")
    job("demo", str(_("lag eksempelbarnehagen")), asks=False)
    _add_in_and_out(job)
    for add in (add_effect, add_staff, add_list, add_papers, add_inbox, add_review, add_risks, add_verify,
                add_collect, add_handover):  # fmt: skip
        add(job)
    checked = job("check", str(_("se etter om dataene er hele")))
    checked.add_argument("--json", action="store_true")
    wanted = parser.parse_args(words)
    asked: dict[str, Callable[[argparse.Namespace], str]] = {
        "effect": wrong_use, "risks": wrong_risks, "report": wrong_report, "collect": wrong_collect,
    }  # fmt: skip
    if wanted.command in asked and (wrong := asked[wanted.command](wanted)):
        parser.error(wrong)
    if wanted.command is not None and wanted.data is None and needs_data(wanted):
        parser.error(str(_("--data mangler: skriv hvilken mappe dataene ligger i")))
    return wanted


def _add_in_and_out(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    brought = job("import", str(_("hent hendelser eller akedager fra en CSV- eller Excel-fil")))
    brought.add_argument("file", type=Path)
    brought.add_argument("--map", type=Path, help=str(_("TOML-fil som sier hva kolonner og verdier betyr")))
    brought.add_argument("--dry-run", action="store_true", help=str(_("vis hva som ville skje, lagre ingenting")))
    brought.add_argument("--json", action="store_true")
    add_stats(job)
    add_report(job)
    out = job("export", str(_("skriv ut alt som CSV og JSON med kontrollsummer")))
    out.add_argument("--out", type=Path, required=True)
    add_import_archive(job)
    add_backups(job)


def _common(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    # may stand before or after the command: a command must not overwrite what stood before it with its own default
    parser.add_argument("--data", type=Path, default=default, help=str(_("mappen dataene ligger i")))
    parser.add_argument("--today", type=read_day, default=default, help=str(_("dagen det regnes som, ÅÅÅÅ-MM-DD")))


def run(wanted: argparse.Namespace) -> int:
    """Do the job; gives the program's exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    jobs: dict[str, Callable[[argparse.Namespace], int]] = {
        "init": _init, "demo": _demo, "import": _import, "export": _export,
        "check": _check, "effect": _told, "review": _told, "stats": _told, "inbox": _inbox, "risks": _told_or_files,
        "collect": _collect, "import-archive": _import_archive,
        **dict.fromkeys(("report", "staff", "list", "insurer", "case", "handover"), _files),
        **dict.fromkeys(("backup", "backups", "restore", "salvage", "verify"), _with_code),
    }  # fmt: skip
    try:
        finish_begun(wanted)
        return _said(jobs[wanted.command](wanted))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python says so once more when it ends
        return 1  # whoever read it had enough ("ikdesk … | head"), and what it came to may not have been told
    except (Invalid, Problem) as said:
        print(" ".join(str(said).split()), file=sys.stderr)
        return 1
    except OSError as error:
        said_by_disk = _disk_problem(error, wanted.data)
        if said_by_disk is None:
            raise
        print(said_by_disk, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(_say(_("Avbrutt. Ingenting ble lagret.")), file=sys.stderr)
        return 1


def _said(code: int) -> int:
    """The code, when all that was printed is out: here something can be done about that nobody reads it."""
    sys.stdout.flush()
    return code


def _init(wanted: argparse.Namespace) -> int:
    from ikdesk import data
    from ikdesk.people.users_data import VaultUsers
    from ikdesk.unit.model import UnitKind

    kind = UnitKind[wanted.kind.upper()]
    password = password_of(wanted, twice=True)
    made, code = data.make_unit_data(wanted.data, password, name=wanted.name, kind=kind, clock=Clock(wanted.today))
    VaultUsers(made).keep_code()  # it is written out here, and nowhere else
    made.close()
    print(_say(_("{name} er klar i {folder}.")).format(name=wanted.name, folder=wanted.data.resolve()))
    print(_say(_("Gjenopprettingskode: {code}")).format(code=code))
    print(_say(_("Skriv koden ned og legg den i safen. Uten passordet eller koden kan ingen åpne dataene.")))
    return 0


def _demo(wanted: argparse.Namespace) -> int:
    from ikdesk import data
    from ikdesk.start.demo_writing import send_earlier

    with closing(data.make_demo_data(wanted.data)) as demo:
        send_earlier(demo)
    print(_say(_("Eksempelbarnehagen ligger i {folder}.")).format(folder=wanted.data.resolve()))
    print(_say(_("Passordet er: {password}")).format(password=data.DEMO_PASSWORD))
    return 0


def _import(wanted: argparse.Namespace) -> int:
    from ikdesk.incidents.import_actions import read_source, run_import
    from ikdesk.people.users_data import refuse_lacking

    with opened(wanted) as data, progress(_("Henter")) as tick:
        data.viewer.may(Right.HANDLE)
        source = read_source(wanted.file, wanted.map)
        if not wanted.dry_run:
            refuse_lacking(data)
            data.back_up_here()
        done = data.write(run_import, source, dry_run=wanted.dry_run, tick=tick)
        data.show_front()
    if wanted.json:
        print(json.dumps(done.as_json(), ensure_ascii=False, indent=1))
    elif not done.rejected:
        print("\n".join(done.sentences()))
    if not done.rejected:
        return 0
    headline, *details = done.sentences()
    print(headline, file=sys.stderr)
    if not wanted.json:
        print("\n".join(details))
    return 1


def _told(wanted: argparse.Namespace) -> int:
    ways = {"effect": effect_text, "review": review_text, "risks": risk_text, "stats": stats_text}
    print(ways[wanted.command](wanted, opened))
    return 0


def _told_or_files(wanted: argparse.Namespace) -> int:
    return _told(wanted) if wanted.out is None else _files(wanted)


def _inbox(wanted: argparse.Namespace) -> int:
    for sentence in fetched(wanted, opened):
        print(sentence)
    return 0


def _collect(wanted: argparse.Namespace) -> int:
    if wanted.data is not None:
        _refuse_among_the_data(wanted)
    return collected(wanted, progress, print, partial(print, file=sys.stderr))


def _files(wanted: argparse.Namespace) -> int:
    _refuse_among_the_data(wanted)
    ways = {
        "staff": staff_files, "list": list_files, "insurer": insurer_files, "case": case_files, "risks": risk_files,
        "report": report_files, "handover": handover_files,
    }  # fmt: skip
    made, password = ways[wanted.command](wanted, opened, progress)
    for path in made:
        print(path.resolve())
    if password:
        told = _("Passordet til PDF-en: {password}. Skriv det ned nå: IKdesk tar ikke vare på det.")
        print(_say(told).format(password=password), file=sys.stderr)
    return 0


def _export(wanted: argparse.Namespace) -> int:
    from ikdesk.archive.writing import write_archive

    _refuse_among_the_data(wanted)
    with opened(wanted) as data, progress(_("Skriver")) as tick:
        made = write_archive(data, wanted.out, tick=tick)
    print(_say(_("{n} filer ligger i {folder}. Filen SHA256SUMS.txt har kontrollsummene.")).format(
        n=len(made), folder=wanted.out.resolve()))  # fmt: skip
    return 0


def _import_archive(wanted: argparse.Namespace) -> int:
    print(imported(wanted))
    return 0


def _refuse_among_the_data(wanted: argparse.Namespace) -> None:
    """What is readable must not lie beside what is encrypted: whoever may take a copy of the one, gets the other."""
    if wanted.out.resolve().is_relative_to(wanted.data.resolve()):
        raise Problem(_("Velg en annen mappe enn der dataene ligger. Filene kan leses av alle."))


def _with_code(wanted: argparse.Namespace) -> int:
    asks = Ways(opened, entered, password_of, progress)
    said, code = verify_text(wanted, password_of) if wanted.command == "verify" else told_of_backups(wanted, asks)
    print(said)
    return code


def _check(wanted: argparse.Namespace) -> int:
    from ikdesk.health import examine_folder

    who = who_asks(wanted)
    password = password_of(wanted)
    sit_out(wanted.data)
    found = examine_folder(wanted.data, password, who)
    if wanted.json:
        print(json.dumps({"whole": found.whole, "problems": found.problems, "notes": found.notes}, ensure_ascii=False,
                         indent=1))  # fmt: skip
    else:
        print(_say(_("Dataene er hele.")) if found.whole else _say(_("Dataene er skadet.")))
        for sentence in (*found.problems, *found.notes):
            print(f"- {sentence}")
    return 0 if found.whole else 1


def _disk_problem(error: OSError, folder: Path | None) -> Problem | None:
    """A sentence for a path that could not be used; None for what is no path that was given."""
    from ikdesk.safe.file import disk_problem
    from ikdesk.safe.guard import trouble_of

    if folder is not None and error.filename is not None and Path(os.fsdecode(error.filename)).is_relative_to(folder):
        return trouble_of(error, folder)
    return disk_problem(error) if error.filename is not None else None


def _say(text: Any) -> str:
    return str(text)
