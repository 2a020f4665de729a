"""A suspicion that staff violate a child: never read by the one it is about, and never kept where they could."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nacl.public import PrivateKey
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from ikdesk.access.actions import note_access
from ikdesk.access.model import Access, Deed
from ikdesk.incidents.actions import correct_incident, record_incident
from ikdesk.incidents.find_model import Capture
from ikdesk.incidents.inbox_actions import merge_report, receive_report
from ikdesk.incidents.locked_queries import report_form
from ikdesk.incidents.model import BRIEF, VIOLATION, Draft, Incident
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import IncidentDetail, incident_detail
from ikdesk.incidents.report_page import ReportPage
from ikdesk.incidents.restrict_panel import Cover, RestrictBox
from ikdesk.incidents.restricted_actions import release_incident, restrict_incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.paths import resource
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.lock.asked import asked_of
from ikdesk.lock.report_page import LockedReport
from ikdesk.measures.actions import add_measure
from ikdesk.people.actions import add_person, keep_code
from ikdesk.people.model import RIGHTS, Role
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.desk import Desk
from ikdesk.unit.actions import change_unit
from ikdesk.unit.queries import codebook
from tests.looking import Told, button, shown, words_on
from tests.paper.pdf_checker import check
from tests.samples import NOON, TODAY, incident_values, measure_values, place_of
from tests.ui.hands import answering, click

LONG = "a" * (BRIEF + 1)


@dataclass(frozen=True)
class Staff:
    """Those who can unlock."""

    tom: Viewer  # leads
    anne: Viewer | None  # leads, too
    kari: Viewer


def let_in(database: Database, name: str, role: Role) -> Viewer:
    key = database.write(add_person, name, slot=name.lower(), role=role, by=SYSTEM, today=TODAY)
    return Viewer(key, name, role.code, RIGHTS[role])


@pytest.fixture
def one(database: Database) -> Staff:
    """A unit where one leads."""
    values = {"responsible_name": "Oppvekstsjefen", "responsible_phone": "22 33 44 55"}
    database.write(change_unit, values, by=SYSTEM, today=TODAY)
    found = Staff(let_in(database, "Tom", Role.LEADER), None, let_in(database, "Kari", Role.STAFF))
    ready(database, found.tom)
    return found


@pytest.fixture
def two(database: Database) -> Staff:
    """A unit where two lead."""
    tom, anne = (let_in(database, name, Role.LEADER) for name in ("Tom", "Anne"))
    return Staff(tom, anne, let_in(database, "Kari", Role.STAFF))


def ready(database: Database, leader: Viewer) -> None:
    """The recovery code is written down."""
    database.write(keep_code, leader.name.lower(), kept=True, by=SYSTEM, today=TODAY)


def desk_of(database: Database, viewer: Viewer) -> Desk:
    desk = Desk(database, viewer, Clock(TODAY), database.read(codebook, viewer=viewer, today=TODAY), Settings())
    desk.noting = note_access
    return desk


def reported(database: Database, about: Viewer | None, by: Viewer, **changes: Any) -> Key:
    values = incident_values(database, **{"kind": VIOLATION, "story": "Meldt til kommunen.", **changes})
    return database.write(
        record_incident, {**values, "about_id": about and about.person}, told_at=NOON, by=by, today=TODAY
    )


def detail(database: Database, key: Key, viewer: Viewer) -> IncidentDetail | None:
    return database.read(incident_detail, key, viewer=viewer, today=TODAY)


def how_many(database: Database) -> int:
    return database.read(lambda session: int(session.scalar(select(func.count()).select_from(Incident)) or 0))


def test_about_the_only_leader_nothing_is_saved(database: Database, one: Staff) -> None:
    with pytest.raises(Problem, match="ikke lagret"):
        reported(database, one.tom, one.kari)
    assert how_many(database) == 0


def test_about_one_of_two_leaders_it_is_seen_by_the_other_only(database: Database, two: Staff) -> None:
    assert two.anne is not None
    key = reported(database, two.tom, two.kari)
    assert detail(database, key, two.tom) is None
    seen = detail(database, key, two.anne)
    assert seen is not None
    assert (seen.about_id, seen.restricted) == (two.tom.person, True)


def test_about_nobody_who_can_unlock_the_leader_sees_it_and_it_is_restricted(database: Database, one: Staff) -> None:
    seen = detail(database, reported(database, None, one.kari), one.tom)
    assert seen is not None
    assert seen.restricted
    about_kari = detail(database, reported(database, one.kari, one.kari), one.kari)
    assert about_kari is None


def test_other_kinds_do_not_ask_whom_they_are_about(database: Database, one: Staff) -> None:
    seen = detail(database, reported(database, one.tom, one.kari, kind="child_injury"), one.tom)
    assert seen is not None
    assert (seen.about_id, seen.restricted) == (None, False)


def test_it_leaves_no_gap_in_the_numbers(database: Database, two: Staff) -> None:
    assert two.anne is not None
    first = reported(database, None, two.kari, kind="child_injury")
    hidden = reported(database, two.tom, two.kari)
    second = reported(database, None, two.kari, kind="child_injury")
    numbers = [row and row.number for row in (detail(database, key, two.anne) for key in (first, hidden, second))]
    assert numbers[0] == "2026-1"
    assert numbers[2] == "2026-2"
    assert str(numbers[1]).startswith("2026-S")


@pytest.mark.parametrize("kind", [VIOLATION, "environment_42", "physical_intervention"])
def test_what_lies_elsewhere_is_told_in_few_words(database: Database, one: Staff, kind: str) -> None:
    with pytest.raises(Invalid, match="hører ikke hjemme her"):
        reported(database, None, one.kari, kind=kind, story=LONG)
    key = reported(database, None, one.kari, kind=kind, story=LONG[1:])
    with pytest.raises(Invalid, match="hører ikke hjemme her"):
        database.write(correct_incident, key, {"story": LONG}, "Mer", by=one.tom, today=TODAY)


def test_no_measure_and_no_merger_tells_of_it(database: Database, one: Staff) -> None:
    key = reported(database, None, one.kari)
    with pytest.raises(Problem, match="ikke opp med tiltak"):
        database.write(add_measure, measure_values(database), incidents=[key], by=one.tom, today=TODAY)
    note = {"values": {"kind": VIOLATION, "occurred_on": "2026-04-29", "place_id": str(place_of(database)),
                       "severity": 1, "story": "Meldt."}}  # fmt: skip
    database.write(receive_report, note, "A1", told_at=NOON, by=one.tom, today=TODAY)
    came = select(Incident.id).where(Incident.source == "box:A1")
    report = database.read(lambda session: session.scalars(came).one())
    with pytest.raises(Problem, match="skjermet melding"):
        database.write(merge_report, report, key, by=one.tom, today=TODAY)


def test_it_is_never_released_and_the_last_who_could_see_it_is_kept(database: Database, one: Staff) -> None:
    key = reported(database, None, one.kari)
    with pytest.raises(Problem, match="alltid skjermet"):
        database.write(release_incident, key, by=one.tom, today=TODAY)
    with pytest.raises(Problem, match="ingen se hendelsen"):
        database.write(restrict_incident, key, [], one.tom.person, by=one.tom, today=TODAY)
    with pytest.raises(Invalid, match="kan ikke også"):
        database.write(restrict_incident, key, [one.kari.person], one.kari.person, by=one.tom, today=TODAY)


def locked(qtbot: QtBot, database: Database, folder: Path, viewer: Viewer) -> LockedReport:
    """The form of the lock screen, with what the program wrote down for it."""
    (folder / "inbox").mkdir()
    public = bytes(PrivateKey.generate().public_key).hex()
    front = {"inbox": public, "report": database.read(report_form, viewer=viewer, today=TODAY)}
    asked = asked_of(front, {"Tom": "tom", "Kari": "kari"})
    assert asked is not None
    form = shown(qtbot, LockedReport(folder, public, asked, Clock(TODAY)))
    assert isinstance(form, LockedReport)
    return form


def written(database: Database, about: str) -> dict[str, Any]:
    return {"kind": VIOLATION, "place_id": str(place_of(database)), "severity": "1", "story": "Slo", "about_id": about}


def test_the_locked_form_seals_nothing_about_the_only_leader_and_says_who_is_told(
    qtbot: QtBot, database: Database, one: Staff, tmp_path: Path
) -> None:
    page = locked(qtbot, database, tmp_path, one.tom)
    page.form.fill(written(database, "tom"))
    said = words_on(page.form)
    assert "Meld direkte til Oppvekstsjefen, 22 33 44 55." in said
    assert button(page.form, "Åpne et tomt skjema for utskrift").isVisible()
    assert page.seal_half_written() == ""
    assert not list(tmp_path.rglob("*.box"))
    page.form.fill(written(database, "kari"))
    assert "Meld direkte" not in words_on(page.form)
    click(page.save)
    assert len(list(tmp_path.rglob("*.box"))) == 1


def test_where_it_is_not_saved_here_the_locked_form_asks_no_more_and_keeps_nothing(
    qtbot: QtBot, database: Database, one: Staff, tmp_path: Path
) -> None:
    page = locked(qtbot, database, tmp_path, one.tom)
    page.form.fill({"kind": VIOLATION, "severity": "4", "story": "Slo"})
    click(page.save)
    assert page.footer.summary.isVisible()
    page.form.whom.set_value("tom")
    page.form.changed.emit()
    hidden = (page.save, page.throw, page.footer.summary, page.form.serious, page.form.place, page.form.input("story"))
    assert not [part for part in hidden if part.isVisible()]
    assert page.form.kind.isVisible()
    assert page.form.whom.isVisible()
    assert page.half_written() == {}
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.form.complaints() == []
    with qtbot.waitSignal(page.left):
        click(page.back)
    assert not page.begun
    assert page.save.isVisible()


def test_only_that_kind_asks_whom_it_is_about(qtbot: QtBot, database: Database, one: Staff, tmp_path: Path) -> None:
    page = locked(qtbot, database, tmp_path, one.tom)
    question = "Gjelder det noen som kan låse opp IKdesk her?"
    assert question not in words_on(page.form)
    page.form.fill(written(database, ""))
    assert question in words_on(page.form)
    page.form.fill({"kind": "environment_42"})
    said = words_on(page.form)
    assert question not in said
    assert "høyst 200 tegn" in said


def test_the_window_keeps_no_draft_of_what_it_refuses(qtbot: QtBot, database: Database, one: Staff) -> None:
    page = shown(qtbot, ReportPage(desk_of(database, one.kari), Told()))
    assert isinstance(page, ReportPage)
    page.form.fill(written(database, str(one.tom.person)))
    page.keep_draft()
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert how_many(database) == 0
    assert "Slo" not in str(page._desk.read(_drafts))
    with pytest.raises(Invalid, match="lagres ikke her"):
        page.form.values()


def test_how_long_it_took_is_not_counted_for_the_number_of_such_times_is_read_by_whoever_leads(
    qtbot: QtBot, database: Database, one: Staff
) -> None:
    page = shown(qtbot, ReportPage(desk_of(database, one.kari), Told()))
    assert isinstance(page, ReportPage)
    for kind, counted in (("near_miss", 1), (VIOLATION, 1)):
        page.form.fill({**written(database, str(one.kari.person)), "kind": kind})
        page.watch.begin()
        with qtbot.waitSignal(page.saved):
            QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert database.read(lambda session: session.scalar(select(func.count()).select_from(Capture))) == counted
        page.wanted_again()


def test_where_it_is_not_saved_here_the_window_asks_no_more_and_one_goes_back(
    qtbot: QtBot, database: Database, one: Staff
) -> None:
    page = shown(qtbot, ReportPage(desk_of(database, one.kari), Told()))
    assert isinstance(page, ReportPage)
    page.form.fill({"kind": VIOLATION})
    click(page.save)
    assert "Du må rette" in words_on(page)
    page.form.whom.set_value(str(one.tom.person))
    page.form.changed.emit()
    said = words_on(page)
    assert "Denne meldingen skal ikke gå gjennom IKdesk" in said
    assert "Du må rette" not in said
    assert "Mer om hendelsen" not in said
    assert not [part for part in (page.save, page.later, page.place, page.form.input("severity")) if part.isVisible()]
    assert page.form.whom.isVisible()
    heading = next(label for label in page.form.findChildren(QLabel) if label.text() == "Hva slags hendelse er det?")
    assert heading.height() < 60  # what is left stands together at the top
    page.form.whom.set_value(str(one.kari.person))
    page.form.changed.emit()
    assert page.save.isVisible()
    page.form.whom.set_value(str(one.tom.person))
    page.form.changed.emit()
    with qtbot.waitSignal(page.left):
        click(button(page, "Tilbake"))


def _drafts(session: Any, *, viewer: Viewer, today: object) -> list[str]:

    return list(session.scalars(select(Draft.content)))


def test_a_restricted_incident_is_covered_until_somebody_wants_to_see_it(
    qtbot: QtBot, database: Database, one: Staff
) -> None:
    reported(database, None, one.kari)
    page = shown(qtbot, IncidentPage(desk_of(database, one.tom), Told()))
    assert isinstance(page, IncidentPage)
    assert "Meldt til kommunen" not in words_on(page)
    assert not opened(database)
    cover = page.detail.findChild(Cover)
    assert isinstance(cover, Cover)
    click(button(cover, "Vis hendelsen"))
    assert "Meldt til kommunen" in words_on(page)
    assert opened(database) == [Deed.OPENED]


def opened(database: Database) -> list[Deed]:
    return database.read(lambda session: list(session.scalars(select(Access.deed).where(Access.deed == Deed.OPENED))))


def test_somebody_is_named_for_it_in_the_window_and_that_can_be_undone(
    qtbot: QtBot, database: Database, one: Staff
) -> None:
    key = reported(database, None, one.tom, kind="child_injury")
    told = Told()
    page = shown(qtbot, IncidentPage(desk_of(database, one.tom), told))
    assert isinstance(page, IncidentPage)

    def name(box: RestrictBox) -> None:
        box.readers.set_value([str(one.kari.person)])
        click(next(found for found in box.findChildren(PrimaryButton)))

    with answering(name, kind=RestrictBox):
        page.cases.do("restrict")
    seen = detail(database, key, one.kari)
    assert seen is not None
    assert seen.restricted
    told.undo()
    assert detail(database, key, one.kari) is None


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_blank_form_is_one_page_everybody_can_read(language: str) -> None:
    assert not check(resource(f"forms/violation_{language}.pdf").read_bytes())
