"""The statistics on the screen: periods by name, a group at a time, and the incidents behind each number."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from ikdesk.access.model import Access, Deed
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.statistics.count_model import Group
from ikdesk.statistics.page import StatisticsPage
from tests.looking import Told, cut, desk_of, larger, nameless, shown, words_on
from tests.statistics.reports import told
from tests.statistics.spread_out import some_of_everything
from tests.ui.hands import click


@pytest.fixture
def page(qtbot: QtBot, database: Database) -> StatisticsPage:
    """Of a unit in which all sorts of things happened."""
    some_of_everything(database)
    made: StatisticsPage = shown(qtbot, StatisticsPage(desk_of(database), Told()), 1152, 900)
    return made


def choose(page: StatisticsPage, group: Group) -> None:
    page.groups.set_value(group.code)


def test_it_says_what_is_counted_beside_what_and_why_no_more(page: StatisticsPage) -> None:
    page.span.choose("2026-T1")
    said = words_on(page)
    for words in ("hendelser", "skader på barn", "av grad 2 eller verre", "i 1. tertial 2025", "hvorfor."):
        assert words in said
    assert page.cards["months"].view.spec.title.startswith("Hendelser mot 1. tertial 2025: ")
    assert not nameless(page)


def test_each_group_shows_its_own_pictures_and_only_those(page: StatisticsPage) -> None:
    found = {}
    for group in Group:
        choose(page, group)
        found[group] = set(page.cards)
    assert {"months", "hours"} <= found[Group.WHEN]
    assert found[Group.WHERE] == {"place", "place_kind"}
    assert found[Group.HOW] == {"kind", "mechanism", "activity"}
    assert found[Group.WHO] == {"severity", "body", "treatment", "department"}
    assert found[Group.FOLLOWED] == {"funnel"}
    assert "Melder vi det som skjer?" in words_on(page)


def test_a_number_opens_its_incidents_in_the_period_that_is_chosen(page: StatisticsPage) -> None:
    wanted: list[dict[str, Any]] = []
    page.wants_incidents.connect(wanted.append)
    page.span.choose("2026-T1")
    choose(page, Group.HOW)
    page.cards["activity"].view.pressed.emit("activity=meal")
    page.cards["activity"].view.pressed.emit("period=2026-02&kind=near_miss")
    assert wanted == [
        {"period": "2026-T1", "counted": "yes", "activity": "meal"},
        {"period": "2026-02", "counted": "yes", "kind": "near_miss"},
    ]


def test_what_it_is_set_beside_is_named_after_the_period(page: StatisticsPage) -> None:
    offered = page.span.beside
    page.span.period.set_value("2026-T1")
    assert [offered.itemText(at) for at in range(3)] == ["1. tertial 2025", "snittet av de tre årene før", "ingenting"]
    offered.set_value("none")
    assert "1. tertial 2025" not in words_on(page)
    offered.set_value("year")
    page.span.period.set_value("2025-T1")
    assert "Vi har ikke tall fra hele tiden du vil sammenligne med." in words_on(page)


def test_dates_of_ones_own_are_told_what_is_wrong_with_them(page: StatisticsPage) -> None:
    page.span.period.set_value("own")
    dates = page.span.own
    assert dates.isVisible()
    dates.first.set_value(date(2026, 3, 1))
    dates.last.set_value(date(2026, 2, 1))
    click(dates.show_them)
    assert dates.last_box.error == "Siste dag må være etter første dag."
    dates.last.set_value(date(2026, 4, 15))
    click(dates.show_them)
    assert page.span.value().now.code == "2026-03-01..2026-04-15"
    page.span.beside.set_value("own")
    click(page.span.own_beside.show_them)
    assert page.span.value().past[0].code == "2025-03-01..2025-04-15"


def test_an_empty_period_says_what_to_do(page: StatisticsPage) -> None:
    choose(page, Group.WHERE)
    page.span.choose("2023")
    assert "Velg en annen periode" in words_on(page)


def test_what_is_recorded_while_it_is_shown_is_counted(page: StatisticsPage, database: Database) -> None:
    page.span.choose("2026-T1")
    assert page.facts is not None
    before = page.facts.overview.total.pair.now
    told(database, [date(2026, 2, 2)])
    assert page.facts.overview.total.pair.now == before + 1


@pytest.mark.parametrize("group", Group)
def test_nothing_is_cut_in_large_letters_where_it_is_narrow(
    page: StatisticsPage, qapp: QApplication, group: Group
) -> None:
    page.resize(760, 900)
    choose(page, group)
    with larger(qapp):
        assert not cut(page)


def test_both_files_are_made_beside_the_window_and_written_down(
    qtbot: QtBot, database: Database, tmp_path: Path
) -> None:
    some_of_everything(database, 12)
    desk = desk_of(database, Settings(report_folder=str(tmp_path)))
    page: StatisticsPage = shown(qtbot, StatisticsPage(desk, Told()))
    click(page.foot.make)
    assert page.foot.job is not None
    with qtbot.waitSignal(page.foot.job.ended, timeout=20_000):
        pass
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".pdf", ".xlsx"]
    assert "Uttrekket ligger i" in words_on(page)
    row = database.read(lambda session: session.scalars(select(Access).order_by(Access.seq.desc())).first())
    assert row is not None
    assert (row.deed, row.kind, row.note) == (Deed.EXPORTED, "statistics", "last12 pdf,xlsx")
