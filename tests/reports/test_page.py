"""The tertial report is read through on the screen, changed line by line, written beside the window, and opened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QScrollArea
from pytestqt.qtbot import QtBot

from ikdesk.incidents.text_actions import keep_plain_word
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.words import use_language
from ikdesk.reports.actions import add_text, save_text
from ikdesk.reports.limits_actions import set_limits
from ikdesk.reports.page import TertialPage
from ikdesk.reports.period_panel import PeriodPanel
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.target_panel import made_words
from ikdesk.ui.open_file import open_file
from ikdesk.ui.picture_view import PictureView
from ikdesk.ui.plain_table import PlainTable
from ikdesk.ui.theme import apply_theme
from ikdesk.unit.model import UnitKind
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.paper.pdf_checker import check, texts
from tests.programs import Opened, noted, windows
from tests.reports.conftest import Record
from tests.reports.examples import T1
from tests.samples import LEADER, TODAY
from tests.ui.hands import answering, click, name_file, press, write


@pytest.fixture(scope="module", autouse=True)
def _looks(qapp: QApplication) -> None:
    """Put on once: setting a style sheet for each test would take minutes."""
    apply_theme(qapp, False, 1.0)


@pytest.fixture
def programs() -> Iterator[Opened]:
    with noted() as made:
        yield made


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def page(qtbot: QtBot, two_years: Database, told: Told, tmp_path: Path) -> Iterator[TertialPage]:
    desk = desk_of(two_years, Settings(report_folder=str(tmp_path)))
    made = shown(qtbot, TertialPage(desk, told))
    assert isinstance(made, TertialPage)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    desk.close()


def settle() -> None:
    """A layout that grows asks the one around it to grow, which takes some rounds."""
    for _round in range(6):
        QApplication.processEvents()


def lines(database: Database) -> dict[str, str]:
    return dict(database.read(tertial_facts, T1, viewer=LEADER, today=TODAY).texts)


def made(qtbot: QtBot, page: TertialPage) -> list[str]:
    """Press the button, wait, and say what lies there."""
    click(page.foot.make)
    qtbot.waitUntil(lambda: page.foot.job is None, timeout=30_000)
    QApplication.processEvents()
    return [] if page.foot.made is None else sorted(page.foot.made.links)


def test_the_tertial_that_ends_today_is_chosen_and_read_through(page: TertialPage) -> None:
    assert page.period.value() == T1
    said = words_on(page)
    for title in ("Om rapporten", "Kort fortalt", "Status i korte trekk", "Hendelser etter sted", "Slik har vi telt"):
        assert title in said
    assert "Vi registrerte 7 hendelser i 1. tertial 2026 (3 i samme tertial i fjor)." in said
    assert "■ Krever handling" in said
    assert "– Ikke tatt i bruk" in said
    assert "Lagres som «Tertialrapport 2026-T1.pdf» og «Tertialrapport 2026-T1.xlsx»" in said


def test_the_tables_on_the_screen_say_what_the_paper_says(page: TertialPage) -> None:
    table = next(one for one in page.findChildren(PlainTable) if one.grid.name == "Hendelser etter alvorlighet")
    assert table.grid.headings == ("Alvorlighet", "1. tertial 2026", "1. tertial 2025", "Siste 12 måneder")
    assert table.grid.rows[-1][:3] == ("Sum", "7", "(3)")
    index = table.model().index(0, 1)
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).startswith("1. tertial 2026: ")


def test_a_chart_can_be_read_as_a_table(page: TertialPage) -> None:
    view = next(one for one in page.findChildren(PictureView) if "januar" in one.accessibleDescription())
    click(button(view.parentWidget() or page, "Vis som tabell"))
    assert not view.isVisible()
    click(button(view.parentWidget() or page, "Vis som bilde"))
    assert view.isVisible()


def test_a_line_is_changed_in_its_place_and_changed_back(page: TertialPage, two_years: Database, told: Told) -> None:
    generated = page.short.rows[1].line.text
    click(page.short.rows[1].change)
    row = page.short.rows[1]
    assert row.words.hasFocus()
    row.words.selectAll()
    write(row.words, "To alvorlige hendelser, begge i bakken.")
    click(row.save)
    assert lines(two_years) == {"serious": "To alvorlige hendelser, begge i bakken."}
    assert "To alvorlige hendelser, begge i bakken." in words_on(page)
    assert "Endret" in words_on(page)
    click(page.short.rows[1].change)
    assert f"Forslaget er: {generated}" in words_on(page)
    click(page.short.rows[1].restore)
    assert page.short.rows[1].line.text == generated
    told.undo()
    assert lines(two_years) == {"serious": "To alvorlige hendelser, begge i bakken."}


def test_a_line_is_left_alone_with_escape_and_saved_with_control_enter(
    page: TertialPage, two_years: Database
) -> None:
    click(page.short.rows[0].change)
    write(page.short.rows[0].words, "x")
    press(page.short.rows[0].words, Qt.Key.Key_Escape)
    assert lines(two_years) == {}
    assert page.short.rows[0].change.hasFocus()
    click(page.short.rows[0].change)
    page.short.rows[0].words.selectAll()
    write(page.short.rows[0].words, "Sju hendelser.")
    scrolled = page.page.verticalScrollBar().value()
    QTest.keyClick(page.short.rows[0].words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert lines(two_years) == {"total": "Sju hendelser."}
    assert page.short.rows[0].change.hasFocus()
    assert page.page.verticalScrollBar().value() == scrolled


def test_a_line_is_taken_out_and_in_again(page: TertialPage, two_years: Database) -> None:
    click(page.short.rows[2].change)
    click(page.short.rows[2].take_out)
    assert lines(two_years)["place"] == ""
    said = words_on(page)
    assert "Tatt ut: Stedet med flest hendelser" in said
    taken = page.short.findChildren(type(page.short.add))
    click(next(one for one in taken if one.isVisible() and one.words == "Ta inn igjen"))
    assert lines(two_years) == {}


def test_a_line_of_ones_own_is_added_and_taken_out(page: TertialPage, two_years: Database) -> None:
    click(page.short.add)
    click(page.short.own.save)
    assert page.short.own.field.error == "Skriv linjen først."
    write(page.short.own.words, "Vi har hatt besøk av brannvesenet.")
    click(page.short.own.save)
    assert lines(two_years) == {"own_1": "Vi har hatt besøk av brannvesenet."}
    assert "Egen linje" in words_on(page)
    own = page.short.rows[-1]
    click(own.change)
    click(own.restore)
    assert lines(two_years) == {}


def test_a_line_that_is_too_long_is_refused_where_it_stands(page: TertialPage, two_years: Database) -> None:
    click(page.short.rows[0].change)
    page.short.rows[0].words.set_value("ord " * 200)
    click(page.short.rows[0].save)
    assert page.short.rows[0].field.error.startswith("Linjen er for lang")
    assert lines(two_years) == {}


def test_saving_one_line_does_not_lose_another_that_is_being_written(page: TertialPage, two_years: Database) -> None:
    click(page.short.rows[0].change)
    write(page.short.rows[0].words, "Begynt på. ")
    two_years.write(save_text, "2026-T1", "place", "Flest i akebakken.", by=LEADER, today=TODAY)
    for _again in range(2):
        assert page.short.rows[0].is_open()
        assert page.short.rows[0].words.value().startswith("Begynt på.")
        page.reload()


def test_a_line_leads_to_the_table_its_numbers_stand_in(page: TertialPage) -> None:
    area = page.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().value() == 0
    click(page.short.rows[1].trace)
    card = page.story.card("by_severity") if page.story else None
    assert card is not None
    top = card.mapTo(page.page, card.rect().topLeft()).y()
    assert 0 <= top < 200


def test_the_report_is_written_and_can_be_opened_and_found(
    qtbot: QtBot, page: TertialPage, programs: Opened, told: Told, tmp_path: Path
) -> None:
    click(page.short.rows[1].change)
    page.short.rows[1].words.set_value("To alvorlige – begge i bakken.")
    click(page.short.rows[1].save)
    assert made(qtbot, page) == ["folder", "open_pdf", "open_xlsx"]
    pdf, book = tmp_path / "Tertialrapport 2026-T1.pdf", tmp_path / "Tertialrapport 2026-T1.xlsx"
    assert check(pdf.read_bytes()) == []
    assert "To alvorlige – begge i bakken." in "".join(texts(pdf.read_bytes()))
    sheets = openpyxl.load_workbook(book)
    assert "Sted" in sheets.sheetnames
    assert told.said == ["Linjen er lagret."]
    assert page.foot.made is not None
    assert f"Rapporten ligger i {tmp_path.parent.name}/{tmp_path.name}." in words_on(page.foot.made)
    assert page.foot.made.links["open_pdf"].hasFocus()
    for key in ("open_pdf", "open_xlsx", "folder"):
        click(page.foot.made.links[key])
    assert programs.paths == [pdf, book, tmp_path]
    assert "Utkast" in words_on(page)
    assert "Det som ligger der med samme navn, blir erstattet." in words_on(page)


def test_one_format_is_enough_and_none_is_told(qtbot: QtBot, page: TertialPage, tmp_path: Path) -> None:
    page.target.formats.set_value([])
    click(page.foot.make)
    assert page.target.box.error == "Velg PDF, Excel eller begge."
    page.target.formats.set_value(["xlsx"])
    assert made(qtbot, page) == ["folder", "open_xlsx"]
    assert [path.name for path in tmp_path.iterdir()] == ["Tertialrapport 2026-T1.xlsx"]


def test_a_report_that_is_stopped_leaves_nothing(
    qtbot: QtBot, page: TertialPage, two_years: Database, told: Told, tmp_path: Path
) -> None:
    with two_years.raw():  # the job waits for its turn to read until it has been stopped
        click(page.foot.make)
        click(page.foot.line.stop)
    qtbot.waitUntil(lambda: page.foot.job is None, timeout=30_000)
    assert list(tmp_path.iterdir()) == []
    assert told.said == ["Rapporten for 1. tertial 2026 ble stoppet."]
    assert page.foot.make.isVisible()
    assert two_years.read(tertial_facts, T1, viewer=LEADER, today=TODAY).edition == 1


def test_a_name_that_is_taken_by_another_program_is_said() -> None:
    folder = Path("/hjemme/Dokumenter/IKdesk")
    assert made_words([folder / "a (2).xlsx"], ["a.xlsx"]) == (
        "Rapporten ligger i Dokumenter/IKdesk. «a.xlsx» er åpen i et annet program, så den nye heter «a (2).xlsx»."
    )


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Finner ikke"):
        open_file(tmp_path / "borte.pdf")


def test_another_folder_is_chosen_and_remembered(qtbot: QtBot, page: TertialPage, tmp_path: Path) -> None:
    other = tmp_path / "Rapporter"
    other.mkdir()

    with answering(name_file(other), kind=QFileDialog):
        click(page.target.choose)
    assert Path(page._desk.settings.report_folder) == other
    assert f"i {tmp_path.name}/Rapporter." in words_on(page)


def test_another_period_is_one_tap_away_and_own_dates_are_checked(page: TertialPage) -> None:
    page.period.choose("2025-T1")
    assert "Vi registrerte 3 hendelser i 1. tertial 2025." in words_on(page)
    page.period.choose("2025")
    assert page.name == "Rapport 2025"
    assert page.period.tertials.value() is None
    page.period.others.set_value("own")
    assert page.period.first.line.hasFocus()
    page.period.first.set_value("4.2.2026")
    page.period.last.set_value("3.2.2026")
    click(page.period.show_dates)
    assert page.period.last_box.error == "Siste dag må være etter første dag."
    page.period.last.set_value("5.2.2026")
    press(page.period.last.line, Qt.Key.Key_Return)
    assert "Vi registrerte 2 hendelser i perioden" in words_on(page)
    page.period.choose("2026-T1")
    assert not page.period.dates.isVisible()


@pytest.mark.parametrize(
    ("today", "chosen", "labels"),
    [
        (date(2026, 4, 30), "2026-T1", ["1. tertial 2026", "3. tertial 2025"]),
        (date(2026, 5, 2), "2026-T1", ["2. tertial 2026 så langt", "1. tertial 2026"]),
        (date(2026, 4, 29), "2025-T3", ["1. tertial 2026 så langt", "3. tertial 2025"]),
    ],
)
def test_the_latest_tertial_that_is_over_is_chosen(
    qtbot: QtBot, today: date, chosen: str, labels: list[str]
) -> None:
    panel = PeriodPanel(today)
    qtbot.addWidget(panel)
    assert panel.value().code == chosen
    assert [one.accessibleName() for one in panel.tertials.buttons()][:2] == labels


@pytest.mark.parametrize(
    ("kind", "own", "others"),
    [(UnitKind.BARNEHAGE, "2025-K", "2025-S"), (UnitKind.SKOLE, "2025-S", "2025-K")],
)
def test_no_period_is_offered_that_has_not_begun(qtbot: QtBot, kind: UnitKind, own: str, others: str) -> None:
    panel = PeriodPanel(date(2026, 4, 30), kind)
    qtbot.addWidget(panel)
    offered = {str(panel.others.itemData(at)) for at in range(panel.others.count())}
    assert {"2026", "2026-H1", "2026-Q2", "2025-Q4", own} <= offered
    assert not {"2026-H2", "2026-Q3", f"2026-{own[-1]}", others} & offered


def test_what_changes_elsewhere_is_read_when_the_page_is_shown_again(
    page: TertialPage, record: Record, qtbot: QtBot
) -> None:
    page.hide()
    record(date(2026, 4, 3))
    with qtbot.waitExposed(page):
        page.show()
    assert "Vi registrerte 8 hendelser i 1. tertial 2026" in words_on(page)


def test_an_empty_unit_can_make_its_report_too(qtbot: QtBot, database: Database, tmp_path: Path) -> None:
    desk = desk_of(database, Settings(report_folder=str(tmp_path)))
    page = shown(qtbot, TertialPage(desk, Told()))
    assert "Ingen hendelser er registrert i perioden." in words_on(page)
    assert "open_pdf" in made(qtbot, page)
    desk.close()


def test_nothing_flashes_while_the_page_is_made_and_used(qtbot: QtBot, two_years: Database) -> None:
    desk = desk_of(two_years)
    with windows() as seen:
        page = TertialPage(desk, Told())
    qtbot.addWidget(page)
    assert seen.opened == []
    with windows(page) as seen:
        shown(qtbot, page)
        click(page.short.rows[0].change)
        page.period.choose("2025")
    assert seen.opened == []
    desk.close()


def test_nothing_is_cut_and_everything_has_a_name(page: TertialPage, qapp: QApplication) -> None:
    assert nameless(page) == []
    assert cut(page) == []
    click(page.short.rows[0].change)
    page.period.others.set_value("own")
    settle()
    assert nameless(page) == []
    assert cut(page) == []
    with larger(qapp):
        settle()
        assert cut(page) == []


def test_the_page_speaks_nynorsk(qtbot: QtBot, two_years: Database) -> None:
    use_language("nn")
    desk = desk_of(two_years)
    said = words_on(shown(qtbot, TertialPage(desk, Told())))
    assert "Rapportar" in said
    desk.close()


def test_texts_that_may_tell_who_it_was_are_pointed_out_and_stop_nobody(page: TertialPage, two_years: Database) -> None:
    settle()
    assert not page.names.isVisible()
    for text in ("Kari Nordmann har fått ansvar for bakken.", "Ring Zbyszko på 90 12 34 56."):
        two_years.write(add_text, "2026-T1", text, by=LEADER, today=TODAY)
    settle()
    assert page.names.isVisible()
    assert page.names.banner.label.text() == "2 tekster kan røpe hvem det gjelder. Rapporten skal ikke ha navn."
    click(page.names.show_them)
    settle()
    assert "«Kari Nordmann»: Kari Nordmann har fått ansvar for bakken." in words_on(page.names)
    assert page.foot.make.isEnabled(), "it stops nobody"
    two_years.write(keep_plain_word, "kari nordmann", by=LEADER, today=TODAY)
    settle()
    assert page.names.banner.label.text() == "1 tekst kan røpe hvem det gjelder. Rapporten skal ikke ha navn."


def test_the_report_is_read_through_in_the_language_it_is_sent_in(page: TertialPage, two_years: Database) -> None:
    two_years.write(set_limits, {}, by=LEADER, today=TODAY, language="nn")
    page.reload()
    said = words_on(page)
    assert "Vi registrerte 7 hendingar i 1. tertial 2026 (3 i same tertial i fjor)." in said
    assert "Hva kan mottakeren finne ut?" in said  # what is no part of the report
    assert page.deliver.words == "Lever rapporten …"
