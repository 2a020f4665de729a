"""Hostile texts in the program as it is started: in the window, at the command line, in files that are brought in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTextEdit, QWidget

from ikdesk import cli, data
from ikdesk.inbox_data import take_in
from ikdesk.incidents.import_actions import read_source, run_import
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import Filter, incident_page
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.names import safe_name
from ikdesk.kernel.page import Cut
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.words import clean
from ikdesk.measures.page import MeasurePage
from ikdesk.safe import members, vault
from ikdesk.safe.front import people_in
from ikdesk.safe.inbox import opened, seal
from ikdesk.ui.text import plain_tip
from ikdesk.unit.page import SECTIONS, SettingsPage
from ikdesk.workplace import Workplace
from tests.hostile import reopened
from tests.hostile.corpus import CORPUS, HUGE, sample
from tests.hostile.house import Writer
from tests.hostile.reopened import named
from tests.hostile.watched import watched
from tests.i18n.reading import ROLES
from tests.source import files

MOST = 10


@pytest.fixture(scope="module")
def folder(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo on disk with hostile texts in every field, closed."""
    import shutil

    made = tmp_path_factory.mktemp("hostile") / "=1+1 <b>mappe"
    shutil.copytree(demo_made, made)
    unit = _open(made)
    found = Writer(unit.database, unit.viewer, unit.clock.today()).fill(sample(MOST))
    unit.show_front()
    unit.close()
    assert found.wrong == []
    return made


def _open(folder: Path) -> data.Data:
    return data.open_data(folder, vault.unlock(folder, data.DEMO_PASSWORD), clock=Clock())


@pytest.fixture
def unit(folder: Path) -> Iterator[data.Data]:
    found = _open(folder)
    yield found
    found.close()


def test_no_window_reads_a_text_as_markup(unit: data.Data, folder: Path, looks: None) -> None:
    with watched(folder, folder.parent, Path(__file__).parents[3]) as elsewhere:
        work = Workplace(unit, Settings(), lambda _settings: None, lambda: None, lambda: None)
        seen, wrong = set[str](), list[str]()
        for key in work.window.pages:
            work.window.go(key)
            _look(work.window, key, seen, wrong)
            for text in _closer(work.window.page):
                _look(work.window.page, f"{key} {text}", seen, wrong)
        work.close()
        work.window.deleteLater()
    assert wrong == []
    assert [one for one in elsewhere if any(name in one for name in ("passwd", "example", "socket"))] == []
    whole = "\n".join(seen)
    shown = {name for name, text in sample(MOST).items() if " ".join(clean(text).split())[:30] in whole}
    assert len(shown) > MOST / 2, "hardly any was shown"


def _closer(page: Any) -> Iterator[str]:
    """Opens what a page can open."""
    if isinstance(page, SettingsPage):
        for section, _title, _icon in SECTIONS:
            page.show_section(section)
            yield section
        return
    show = next((getattr(page, f"show_{name}") for name in ("incident", "measure", "routine")
                 if hasattr(page, f"show_{name}")), None)  # fmt: skip
    if show is not None:
        rows = page.list.rows if isinstance(page, MeasurePage) else page.rows
        for row in range(min(2, rows.total)):
            show(rows.row(row).id)
            yield str(row)


def _look(root: QWidget, where: str, seen: set[str], wrong: list[str]) -> None:
    for widget in (root, *root.findChildren(QWidget)):
        name = f"{where}: {type(widget).__name__}"
        tips = [widget.toolTip()]
        if isinstance(widget, QLabel):
            seen.add(widget.text())
            if widget.textFormat() != Gui.TextFormat.PlainText and Gui.mightBeRichText(widget.text()):
                wrong.append(f"{name}: {widget.text()[:60]!r}")
        elif isinstance(widget, QTextEdit) and widget.acceptRichText() and not widget.isReadOnly():
            wrong.append(f"{name}: takes markup that is pasted")
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            for said in _cells(widget.model()):
                seen.update(said)
                tips.append(said[2])
        wrong += [f"{name}: the tip {tip[:60]!r}" for tip in tips if _is_markup(tip)]


def _cells(model: Any) -> Iterator[list[str]]:
    for row in range(min(60, model.rowCount())):
        for column in range(model.columnCount()):
            yield [str(model.index(row, column).data(role) or "") for role in ROLES]


def _is_markup(tip: str) -> bool:
    written = tip.startswith("<span>") and "<" not in tip[6:-7]  # as plain_tip makes them
    return Gui.mightBeRichText(tip) and not written


def test_every_tip_is_said_in_plain_words() -> None:
    found = []
    for file in files():
        for line in file.read_text("utf-8").splitlines():
            if "setToolTip(" in line or "QToolTip.showText(" in line:
                found.append(line)
                assert "plain_tip(" in line, f"{file.name}: {line.strip()}"
    assert len(found) > 5


@pytest.mark.parametrize("text", ["<b>x</b>", "a &lt; b", "<img src='file:///etc/passwd'>", "3 < 5", "Lek & læring"])
def test_a_tip_says_what_it_says(text: str) -> None:
    from PySide6.QtGui import QTextDocument

    document, tip = QTextDocument(), plain_tip(text)
    if Gui.mightBeRichText(tip):
        document.setHtml(tip)
        tip = document.toPlainText()
    assert tip == text


def test_every_name_of_a_file_can_lie_on_every_machine(tmp_path: Path) -> None:
    for name, text in [*CORPUS.items(), *((name, text[:50_000]) for name, text in HUGE.items())]:
        made = tmp_path / f"{safe_name(text, longest=80)}.txt"
        assert made.parent == tmp_path, name
        assert list(named(made)) == [], name
        made.write_text("x", "utf-8")
        assert safe_name(safe_name(text)) == safe_name(text), name
    assert {path.parent for path in tmp_path.rglob("*")} == {tmp_path}
    assert safe_name("Gå på tur – ut i snøen") == "Gå på tur – ut i snøen"


def test_the_commands_answer_and_write_what_opens_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [["stats", "--period", "2026-T1"], ["stats", "--period", "2026-T1", "--json"], ["check", "--json"],
             ["review"], ["review", "--json"],
             ["report", "--period", "2026-T1", "--format", "xlsx", "--out", str(tmp_path / "r")],
             ["staff", "2026-T1", "--cases", "--format", "xlsx", "--out", str(tmp_path / "s")]]  # fmt: skip
    for words in asked:
        assert cli.run(cli.parse([*words, "--data", str(folder)])) == 0, words
        said = capsys.readouterr().out
        assert "\x1b" not in said
        if words[-1] == "--json":
            json.loads(said)
    wrong = [line for path in tmp_path.rglob("*.xlsx") for line in reopened.workbook(path)[1]]
    assert wrong == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_of_hostile_cells_is_brought_in_row_by_row_or_refused(
    unit: data.Data, tmp_path: Path, ending: str
) -> None:
    texts = [text for text in CORPUS.values() if len(text) < 5000][:: 4 if ending == "csv" else 6]
    path = tmp_path / f"=1+1 {ending} 'ark'.{ending}"
    usable = [text for text in texts if clean(text)]
    rows = [["03.02.2026", "Akebakken", "Skade på barn", "1", text] for text in usable]
    (_as_csv if ending == "csv" else _as_workbook)(path, [["Dato", "Sted", "Type", "Alvor", "Hva skjedde"], *rows])
    before = unit.read(incident_page, Filter(), Cut(0, 1)).total
    with watched(tmp_path, unit.folder) as elsewhere:
        done = unit.write(run_import, read_source(path), dry_run=False, tick=lambda *_at: None)
        assert elsewhere == []
        assert done.sentences()
    stories = set(unit.database.read(lambda session: list(session.scalars(Incident.__table__.select().with_only_columns(
        Incident.story)))))  # fmt: skip
    added = unit.read(incident_page, Filter(), Cut(0, 1)).total - before
    assert added == done.imported == len(rows) - done.rejected - done.duplicates, "a row became two, or none"
    lost = [text for text in usable if _as_read(text, ending) not in stories]
    assert len(lost) <= done.rejected + done.duplicates


def _as_read(text: str, ending: str) -> str:
    return clean(text.replace("\x00", "") if ending == "csv" else _writable(text))


def _as_csv(path: Path, rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([[cell.replace("\x00", "") for cell in row] for row in rows])
    path.write_bytes(out.getvalue().encode("utf-8-sig", "replace"))


def _as_workbook(path: Path, rows: list[list[str]]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "<b>=1+1"
    for row in rows:
        sheet.append([_writable(cell) for cell in row])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
    book.save(path)


def _writable(text: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", clean(text).replace("\ufffe", "").replace("\uffff", ""))


def test_headings_sheets_and_maps_that_are_hostile_are_told_plainly(unit: data.Data, tmp_path: Path) -> None:
    for number, text in enumerate([*list(CORPUS.values())[::9], *HUGE.values()]):
        path, toml = tmp_path / f"{number}.csv", tmp_path / f"{number}.toml"
        _as_csv(path, [["Dato", "Sted", text[:200_000], text[:20]], ["03.02.2026", "Akebakken", "x", "y"]])
        toml.write_bytes(f'[columns]\n"{text[:200_000]}" = "story"\n'.encode("utf-8", "replace"))
        for given in (None, toml):
            said = "done"
            with watched(tmp_path, unit.folder) as elsewhere:
                try:
                    source = read_source(path, given)
                    unit.write(run_import, source, dry_run=True, tick=lambda *_at: None)
                except (Invalid, Problem) as problem:
                    said = str(problem)
            assert 0 < len(said) < 2000
            assert elsewhere == []


def test_a_report_from_the_locked_screen_may_say_anything(unit: data.Data) -> None:
    texts = [text for text in CORPUS.values() if len(text) < 2000][::8]
    for text in texts:
        values = {"kind": text, "occurred_on": text, "occurred_time": text, "place_id": text, "severity": text,
                  "story": text, "done_at_once": text, "child": text, "department_id": text, "about_id": text}
        note = {"kind": "report", "values": values, "words": {text: text}}
        seal(unit.folder, vault.public_inbox(unit.keys), note, at=datetime(2026, 4, 29, tzinfo=UTC))
    assert not opened(unit.folder, unit.keys).unreadable
    taken = take_in(unit.folder, unit.keys, unit.read, unit.write, None)
    assert (taken.reports, taken.strange) == (len(texts), 0)
    rows = unit.read(incident_page, Filter(status=Status.UNCONFIRMED), Cut(0, 500)).rows
    stories = {row.story for row in rows}
    assert len([text for text in texts if clean(text) in stories]) > len(texts) * 0.8


def test_whoever_unlocks_may_be_called_anything_that_can_be_read(folder: Path, tmp_path: Path) -> None:
    keys = vault.unlock(folder, data.DEMO_PASSWORD)
    known = members.members(folder, keys)
    for name, text in [*CORPUS.items(), *HUGE.items()]:
        try:
            said = members._checked_name(text, known)
        except Invalid as wrong:
            said = wrong.messages["name"]
        assert said.strip(), name
        assert "\n" not in said, name
        assert len(said) < 400, name
    assert people_in(folder)
