"""No command takes anything out without a line in the log: found in the source, then done.

A new command fails here until it has a line below.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sqlalchemy import select

from ikdesk import cli, data
from ikdesk.access.model import Access
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid
from ikdesk.safe import vault
from ikdesk.safe.tries import attempt
from tests.source import SOURCE, files, nodes

# every command: what stands in the log after it, or why nothing does
COMMANDS: dict[str, tuple[list[str], str] | str] = {
    "inbox": "takes in what was told; history says so",
    **dict.fromkeys(("verify", "collect"), "reads files that others sent, and opens no unit's data"),
    "backups": "tells of no record", "restore": "the next unlock writes it down",
    "salvage": "what was saved says so itself, in its own log",
    "import-archive": "makes a unit of an archive, whose own log says so",
    "init": "makes a unit", "demo": "makes the demo", "check": "reads, and tells no record",
    "import": (["liste.csv"], "imported incident"),
    "stats": (["--period", "2026-T1"], "exported statistics"),
    "effect": (["--measure", "1"], "exported effect"),
    "review": (["--json"], "exported review"),
    "report": (["--period", "2026-T1", "--format", "xlsx", "--out", "ut"], "exported report"),
    "export": (["--out", "alt"], "exported archive"),
    "list": (["--format", "csv", "--words", "gjerdet", "--out", "ut"], "exported incident"),
    "insurer": (["2026-H1", "--format", "xlsx", "--out", "ut"], "exported insurer"),
    "risks": (["--format", "xlsx", "--words", "gjerdet", "--out", "ut"], "exported risk_assessment"),
    "case": (["2026-1", "--what", "case,letter,forms", "--out", "ut"], "printed incident"),
    "handover": (["--out", "ut"], "printed handover"),
    "staff": (["2026-T1", "--format", "xlsx", "--out", "ut"], "exported staff_case"),
    "backup": (["--out", "kopi.ikbackup"], "backed_up unit"),
}  # fmt: skip


def test_every_command_has_a_line_here() -> None:
    named = {
        ast.literal_eval(node.args[0])
        for file in files() if file.relative_to(SOURCE).as_posix().endswith("cli.py")
        for node in nodes(file) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "job"
    }  # fmt: skip
    assert named == COMMANDS.keys()


def test_what_a_command_takes_out_is_in_the_log(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    log = "Dato;Sted;Type;Alvor;Hva skjedde\n03.02.2026;Akebakken;Skade på barn;1;Falt\n"
    (tmp_path / "liste.csv").write_text(log, "utf-8")
    with pytest.raises(Invalid):
        attempt(demo, _wrong, now=0)  # long ago, or the first command would wait
    wanted = {name: what for name, what in COMMANDS.items() if not isinstance(what, str)}
    for name, (words, _line) in wanted.items():
        assert cli.run(cli.parse([name, *words, "--data", str(demo)])) == 0, name
    found = data.open_data(demo, vault.unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    logged = found.database.read(lambda session: list(session.scalars(select(Access).order_by(Access.seq))))
    lines = [f"{row.deed.code} {row.kind}" for row in logged]
    found.close()
    assert {said for _words, said in wanted.values()} - set(lines) == set()
    assert lines.count("failed_unlock unit") == 1  # told by the first that came in


def _wrong() -> None:
    raise Invalid(password="Feil passord.")
