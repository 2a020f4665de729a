"""Nothing leaves the file and no record is opened without a line in the log: found in the source, then done.

A new way to write a file, a new command or a new place that opens a record fails here until it has a line below that
does it, and the log then says so.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from ikdesk.access.log_panel import LogPanel
from ikdesk.access.model import Access, Deed
from ikdesk.archive.writing import write_archive
from ikdesk.focus.actions import choose_focus
from ikdesk.focus.writing import write_focus
from ikdesk.handover.model import Lying
from ikdesk.handover.writing import write_handover
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.attachment_actions import add_attachment
from ikdesk.incidents.attachment_panel import start_saving
from ikdesk.incidents.export_panel import Wanted, start_list
from ikdesk.incidents.form_draft_panel import DraftPanel
from ikdesk.incidents.form_writing import write_case
from ikdesk.incidents.insurer_writing import write_insurer_list
from ikdesk.incidents.letter_panel import LetterPanel
from ikdesk.incidents.letter_writing import write_letter
from ikdesk.incidents.notice_list_panel import print_notice_list
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import Filter, IncidentDetail, incident_detail
from ikdesk.incidents.staff_writing import Content, write_extract
from ikdesk.kernel.content import Picture
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.signer import Signer
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure
from ikdesk.measures.page import MeasurePage
from ikdesk.meetings.actions import plan_meeting
from ikdesk.meetings.take_panel import print_meeting
from ikdesk.reports.delivery_model import Wanted as Wish
from ikdesk.reports.delivery_writing import deliver
from ikdesk.reports.list_writing import Asked, write_list
from ikdesk.risks.actions import record_mini
from ikdesk.risks.writing import Which, write_risk_paper
from ikdesk.routines.actions import add_routine
from ikdesk.routines.take_panel import print_routine
from ikdesk.statistics.span_model import span_of
from ikdesk.statistics.writing import write_statistics
from ikdesk.ui.desk import Desk
from ikdesk.unit.actions import change_unit
from ikdesk.unit.card_panel import print_card
from ikdesk.unit.equipment_export_panel import start_list as start_equipment
from ikdesk.unit.model import UnitKind
from tests.access.conftest import desk_that_notes
from tests.looking import shown
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values
from tests.source import SOURCE, files, nodes, tree

PERIOD = parse_period("2026-T1")
Logged = tuple[Deed, str]


class Unit:
    """A unit in memory, its desk, and where files go."""

    def __init__(self, database: Database, folder: Path, qtbot: QtBot) -> None:
        self.database, self.folder, self.qtbot = database, folder, qtbot
        self.desk: Desk = desk_that_notes(database)
        self.clock, self.signer = self.desk.clock, Signer(bytes(32))
        self.read, self.write, self.viewer = self.desk.read, self.desk.write, self.desk.viewer
        self.incident: Key = self.write(record_incident, incident_values(database), told_at=NOON)

    def wait(self, job: Any) -> None:
        with self.qtbot.waitSignal(job.ended, timeout=20_000):
            pass


def _list(unit: Unit) -> Logged:
    unit.wait(start_list(unit.desk, Wanted(Filter(words="gjerdet"), 1, unit.folder / "liste.xlsx")))
    return Deed.EXPORTED, "incident"


def _list_files(unit: Unit) -> Logged:
    write_list(unit, Asked(Filter(words="gjerdet")), unit.folder, ["csv"], tick=lambda _done, _total: None)
    return Deed.EXPORTED, "incident"


def _archive(unit: Unit) -> Logged:
    write_archive(unit, unit.folder / "arkiv", tick=lambda _done, _total: None)
    return Deed.EXPORTED, "archive"


def _log(unit: Unit) -> Logged:
    panel = LogPanel(unit.desk, lambda *_said: None)
    unit.qtbot.addWidget(panel)
    unit.wait(panel.write(unit.folder / "logg.xlsx"))
    return Deed.EXPORTED, "access"


def _report(unit: Unit) -> Logged:
    deliver(unit, Wish(PERIOD, formats=("xlsx",), to="Kommunalsjefen"), unit.folder, tick=lambda _done, _total: None)
    return Deed.EXPORTED, "report"


def _statistics(unit: Unit) -> Logged:
    span = span_of("2026-T1", "year", unit.clock.today(), kind=UnitKind.BARNEHAGE)
    write_statistics(unit, span, unit.folder, ["xlsx"], tick=lambda _done, _total: None)
    return Deed.EXPORTED, "statistics"


def _extract(unit: Unit) -> Logged:
    write_extract(unit, PERIOD, unit.folder, ["xlsx"], content=Content(), tick=lambda _done, _total: None)
    return Deed.EXPORTED, "staff_case"


def _case(unit: Unit) -> Logged:
    write_case(unit, unit.incident, unit.folder)
    return Deed.PRINTED, "incident"


def _drafts(unit: Unit) -> Logged:
    detail = cast("IncidentDetail", unit.read(incident_detail, unit.incident))
    unit.desk.use_settings(replace(unit.desk.settings, report_folder=str(unit.folder)))
    panel = shown(unit.qtbot, DraftPanel(unit.desk, detail, tell=lambda *_said: None))
    panel.make.click()
    unit.wait(panel.job)
    return Deed.PRINTED, "incident"


def _letter(unit: Unit) -> Logged:
    write_letter(unit, unit.incident, unit.folder)
    return Deed.PRINTED, "incident"


def _letter_read_through(unit: Unit) -> Logged:
    detail = cast("IncidentDetail", unit.read(incident_detail, unit.incident))
    unit.desk.use_settings(replace(unit.desk.settings, report_folder=str(unit.folder)))
    panel = shown(unit.qtbot, LetterPanel(unit.desk, detail, tell=lambda *_said: None))
    panel.make.click()
    unit.wait(panel.job)
    return Deed.PRINTED, "incident"


def _insurer(unit: Unit) -> Logged:
    write_insurer_list(unit, PERIOD, unit.folder, ["xlsx"], tick=lambda _done, _total: None)
    return Deed.EXPORTED, "insurer"


def _routine(unit: Unit) -> Logged:
    key = unit.write(add_routine, {"title": "Gå på tur", "purpose": "Alle hjem.", "steps": "Tell barna."})
    job = print_routine(unit.desk, key, unit.folder, lambda *_said: None)
    job.succeeded.disconnect()  # nothing here can open it
    unit.wait(job)
    return Deed.PRINTED, "routine"


def _meeting(unit: Unit) -> Logged:
    key = unit.write(plan_meeting, {"day": TODAY, "agenda": "Hva gjør vi ved gjerdet?"})
    job = print_meeting(unit.desk, key, "agenda", unit.folder, lambda *_said: None)
    job.succeeded.disconnect()  # nothing here can open it
    unit.wait(job)
    return Deed.PRINTED, "meeting"


def _picture(unit: Unit) -> Logged:
    unit.write(change_unit, {"photos": True})
    key = unit.write(add_attachment, unit.incident, Picture(b"\xff\xd8\xff", "jpeg", 4, 3), "Gjerdet")
    unit.wait(start_saving(unit.desk, key, unit.folder / "bilde.jpg", lambda *_said: None))
    return Deed.EXPORTED, "attachment"


def _call_list(unit: Unit) -> Logged:
    unit.desk.use_settings(Settings(report_folder=str(unit.folder)))
    job = print_notice_list(unit.desk, lambda *_said: None)
    job.succeeded.disconnect()  # nothing here can open it
    unit.wait(job)
    return Deed.PRINTED, "call_list"


def _card(unit: Unit) -> Logged:
    job = print_card(unit.desk, unit.folder, lambda *_said: None)
    unit.wait(job)
    return Deed.PRINTED, "threshold_line"


def _equipment(unit: Unit) -> Logged:
    unit.wait(start_equipment(unit.desk, unit.folder / "utstyr.xlsx"))
    return Deed.EXPORTED, "equipment"


def _focus(unit: Unit) -> Logged:
    key = unit.write(choose_focus, {"activity": "sledding"})
    write_focus(unit, key, unit.folder)
    return Deed.PRINTED, "focus_area"


def _risk(unit: Unit) -> Logged:
    key = unit.write(record_mini, {"title": "Gå på tur"}, [{"title": "Noen kommer bort"}])
    write_risk_paper(unit, Which(key), unit.folder)
    return Deed.PRINTED, "risk_assessment"


def _handover(unit: Unit) -> Logged:
    write_handover(unit, Lying(unit.signer.fingerprint), unit.folder)
    return Deed.PRINTED, "handover"


# every file that calls what writes PDF, Excel, CSV, JSON or to a printer: how it is done, or why nothing is logged
WAYS: dict[str, Callable[[Unit], Logged] | str] = {
    "access/log_panel.py": _log,
    "incidents/export_panel.py": _list,
    "reports/list_writing.py": _list_files,
    "list_cli.py": "calls reports/list_writing.py",
    "incidents/attachment_panel.py": _picture,
    "incidents/form_draft_panel.py": _drafts,
    "incidents/form_panel.py": "writes the same line as incidents/form_writing.py",
    "incidents/form_writing.py": _case,
    "incidents/insurer_page.py": "the same as incidents/insurer_writing.py; tests/incidents makes it in the window",
    "incidents/insurer_writing.py": _insurer,
    "incidents/letter_panel.py": _letter_read_through,
    "incidents/letter_writing.py": _letter,
    "incidents/blank_panel.py": "the same as incidents/blank_writing.py",
    "incidents/blank_writing.py": "blank forms: they name nobody, and say nothing that happened",
    "incidents/staff_page.py": "the same as incidents/staff_writing.py; tests/incidents looks at its line in the log",
    "incidents/staff_writing.py": _extract,
    "unit/card_panel.py": _card, "unit/equipment_export_panel.py": _equipment,
    "focus/take_panel.py": "the same as focus/writing.py; tests/focus does it", "focus/writing.py": _focus,
    "handover/writing.py": _handover, "handover/paper_panel.py": "calls that", "handover_cli.py": "so does this",
    "risks/writing.py": _risk, "risk_cli.py": "calls risks/writing.py", "report_cli.py": "as reports/maker_panel.py",
    "risks/print_panel.py": "writes the same lines as risks/writing.py; tests/risks makes them in the window",
    **dict.fromkeys(("reports/maker_panel.py", "reports/delivered_page.py"), "the same as reports/delivery_writing.py"),
    "reports/delivery_writing.py": _report,
    "statistics/page.py": "writes the same line as statistics/writing.py; tests/statistics makes it in the window",
    "statistics/writing.py": _statistics,
    "routines/take_panel.py": _routine, "meetings/take_panel.py": _meeting, "meetings/writing.py": "called by that",
    "incidents/notice_list_panel.py": _call_list,
    "incidents/notice_writing.py": "called by incidents/notice_list_panel.py",
    "routines/writing.py": "called by routines/take_panel.py", "unit/card_writing.py": "called by unit/card_panel.py",
    **dict.fromkeys(("privacy/paper_writing.py", "privacy/paper_panel.py"), "papers about the unit that name nobody"),
    "privacy/insight_answer_panel.py": "writes down whom insight was given; tests/privacy looks at its line in the log",
    "privacy/insight_writing.py": "called by privacy/insight_answer_panel.py",
    "sector/collect_writing.py": "what others sent, and nothing of the unit's own file",
    "sector/book_writing.py": "called by sector/collect_writing.py",
    "smoke_app.py": "the demo, made to see whether the program was built whole",
    "incidents/import_file_panel.py": "which columns were chosen; nothing of what stands in them",
    "archive/writing.py": _archive, "archive/documents_writing.py": "called by archive/writing.py",
    "archive/take_panel.py": "calls archive/writing.py",
    "start/demo_writing.py": "the demo's own, kept in its file; delivering writes it down",
    "start/code_panel.py": "one's own code; that it was made is written down when it is",
    "paper_cli.py": "calls incidents/form_writing.py, letter_writing.py and insurer_writing.py",
    "staff_cli.py": "calls incidents/staff_writing.py",
    **dict.fromkeys(("cli.py", "effect_cli.py", "review_cli.py"), "test_every_command.py does them"),
}  # fmt: skip

def _calls(file: Path) -> set[str]:
    found = set()
    for node in nodes(file):
        if isinstance(node, ast.Call):
            found.add(getattr(node.func, "attr", getattr(node.func, "id", "")))
    return found


NAMED = {file.relative_to(SOURCE).as_posix(): file for file in files()}
INK = {"paper", "kernel", "safe", "ui", "lock", "evidence", "picture", "reader"}
# of a workbook, for paper alone; the safe's own is what the lock screen may know
SHEET = {"write_front", "write_grid", "write_risk", "write_tie"}


def _writers() -> set[str]:
    """What writes a file."""
    return {"print_", "save_as", "save_bytes"} | {
        node.name
        for name, file in NAMED.items() if name.startswith("paper/") or name.endswith("writing.py")
        for node in tree(file).body if isinstance(node, ast.FunctionDef) and node.name.startswith(("write_", "draw_"))
    } - SHEET  # fmt: skip


def test_every_place_that_writes_a_file_has_a_line_here() -> None:
    writers = _writers()
    calling = {name for name, file in NAMED.items() if name.split("/")[0] not in INK and _calls(file) & writers}
    assert len(writers) > 10
    assert calling - WAYS.keys() == set(), "a new way out: give it a line in WAYS, and write it down in the log"


@pytest.mark.parametrize("way", [name for name, does in WAYS.items() if not isinstance(does, str)])
def test_what_is_written_is_in_the_log(way: str, database: Database, tmp_path: Path, qtbot: QtBot) -> None:
    unit = Unit(database, tmp_path, qtbot)
    before = len(_logged(database))
    does = WAYS[way]
    assert not isinstance(does, str)
    deed, kind = does(unit)
    fresh = _logged(database)[before:]
    assert [(row.deed, row.kind, row.by) for row in fresh] == [(deed, kind, LEADER.person)]
    assert "gjerdet" not in fresh[0].note  # nor what was searched for
    unit.desk.close()


# every page that reads a record whole
OPENS = {
    "incidents/page.py": "incident", "incidents/open_panel.py": "incident", "incidents/shared_page.py": "incident",
    "measures/page.py": "measure",
}  # fmt: skip
NOT_OPENED = {
    **{f"routines/{name}.py": "a routine is about nobody" for name in ("page", "take_panel", "writing")},
    "meetings/page.py": "a meeting is about nobody", "meetings/stage_panel.py": "a meeting is about nobody",
    "incidents/receipt_panel.py": "what whoever reads it has just told",
    "incidents/collect_page.py": "the number of what whoever reads it has just told",
    "incidents/state_panel.py": "the one that is open, before it is merged",
    "archive/documents_writing.py": "a routine is about nobody",
    "incidents/case_sections_panel.py": "a part of the one that is open",
}  # fmt: skip


def test_every_place_that_reads_a_record_whole_has_a_line_here() -> None:
    reading = {
        name
        for name, file in NAMED.items()
        for node in nodes(file)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "read" and node.args
        and getattr(node.args[0], "id", "").endswith("_detail")
    }  # fmt: skip
    assert reading - OPENS.keys() == NOT_OPENED.keys()


def test_an_incident_that_is_shown_is_in_the_log_once(database: Database, qtbot: QtBot, tmp_path: Path) -> None:
    unit = Unit(database, tmp_path, qtbot)
    page = shown(qtbot, IncidentPage(unit.desk, lambda *_said: None))
    page.reload()
    assert [(row.deed, row.kind, row.count) for row in _logged(database)] == [(Deed.OPENED, "incident", 1)]
    assert not page.seen.isHidden()
    unit.desk.close()


def test_a_measure_that_is_shown_is_in_the_log(database: Database, qtbot: QtBot, tmp_path: Path) -> None:
    unit = Unit(database, tmp_path, qtbot)
    unit.write(add_measure, measure_values(database))
    shown(qtbot, MeasurePage(unit.desk, lambda *_said: None))
    assert [(row.deed, row.kind) for row in _logged(database)] == [(Deed.OPENED, "measure")]
    unit.desk.close()


def test_a_page_goes_on_where_it_cannot_be_written_down(database: Database, qtbot: QtBot) -> None:
    desk, said = desk_that_notes(database), list[str]()
    desk.not_noted.connect(said.append)
    with database.raw() as connection:
        connection.execute("DELETE FROM chain_key")
    desk.note(Deed.OPENED, "incident", [Key(int=1)])
    assert "Nøkkelen til endringsloggen mangler" in said[0]
    desk.close()


def _logged(database: Database) -> list[Access]:
    return database.read(lambda session: list(session.scalars(select(Access).order_by(Access.seq))))

