"""Pictures of an incident: off until somebody decides otherwise, made anew, written down when seen, gone for good."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.access.model import Access, Deed
from ikdesk.archive.queries import sealed_page
from ikdesk.incidents.actions import record_incident, withdraw_incident
from ikdesk.incidents.attachment_actions import MOST, add_attachment, describe_attachment, withdraw_attachment
from ikdesk.incidents.attachment_box_panel import AboutBox, AwayBox
from ikdesk.incidents.attachment_panel import AttachmentSection, added_words
from ikdesk.incidents.attachment_queries import attachment_picture, attachments_of
from ikdesk.incidents.case_model import Attachment
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.content import Picture, SealedContent
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box
from ikdesk.ui.layouts import Column
from ikdesk.ui.pictures_in import remade
from ikdesk.ui.thumbnail import PictureBox, Thumbnail
from ikdesk.unit.actions import change_unit
from tests.access.conftest import desk_that_notes
from tests.looking import Told, button, cut, nameless, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values, undo_last
from tests.ui.hands import answering, click, name_file
from tests.ui.test_pictures_in import SECRET, packed, telling

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
SEEN: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


def photo() -> Picture:
    return remade(packed("jpeg", 40, 30))


@pytest.fixture
def incident(database: Database) -> Key:
    """One that may have pictures."""
    database.write(change_unit, {"photos": True}, **DONE)
    key: Key = database.write(record_incident, incident_values(database), told_at=NOON, **DONE)
    return key


def add(database: Database, incident: Key, about: str = "Gjerdet") -> Key:
    key: Key = database.write(add_attachment, incident, photo(), about, **DONE)
    return key


def contents(database: Database) -> list[tuple[bytes | None, bytes | None]]:
    return database.read(lambda session: [
        (row.secret, row.box) for row in session.execute(select(SealedContent.secret, SealedContent.box))
    ])  # fmt: skip


def test_pictures_are_off_until_somebody_decides_otherwise(database: Database) -> None:
    key = database.write(record_incident, incident_values(database), told_at=NOON, **DONE)
    with pytest.raises(Problem, match="ikke slått på"):
        add(database, key)
    assert contents(database) == []


def test_a_picture_is_kept_told_of_and_shown(database: Database, incident: Key) -> None:
    key = add(database, incident)
    (row,) = database.read(attachments_of, incident, **SEEN)
    made = photo()
    assert (row.id, row.about, row.width, row.height, row.size) == (key, "Gjerdet", 40, 30, len(made.data))
    assert database.read(attachment_picture, key, **SEEN) == made.data
    database.write(describe_attachment, key, "Gjerdet ved bakken", **DONE)
    assert database.read(attachments_of, incident, **SEEN)[0].about == "Gjerdet ved bakken"


def test_there_is_an_end_to_how_many_and_each_says_what_it_shows(database: Database, incident: Key) -> None:
    with pytest.raises(Invalid):
        add(database, incident, " ")
    for _number in range(MOST):
        add(database, incident)
    with pytest.raises(Problem, match="plass til"):
        add(database, incident)


def test_a_case_that_lies_elsewhere_or_is_withdrawn_gets_none(database: Database, incident: Key) -> None:
    values = incident_values(database, kind="environment_42", story="Sak 26/9.")
    elsewhere = database.write(record_incident, values, told_at=NOON, **DONE)
    with pytest.raises(Problem, match="et annet sted"):
        add(database, elsewhere)
    database.write(withdraw_incident, incident, "Feil", **DONE)
    with pytest.raises(Problem):
        add(database, incident)


def test_what_is_taken_away_can_come_back_and_what_is_destroyed_cannot(database: Database, incident: Key) -> None:
    database.steps.begin(LEADER.person)
    one, other = add(database, incident), add(database, incident, "Trappa")
    database.write(withdraw_attachment, one, "Uklart", **DONE)
    assert [row.id for row in database.read(attachments_of, incident, **SEEN)] == [other]
    assert database.read(attachment_picture, one, **SEEN) is None
    undo_last(database)
    assert database.read(attachment_picture, one, **SEEN) == photo().data
    database.write(withdraw_attachment, one, "Et barn", destroyed=True, **DONE)
    step = database.steps.newest(LEADER.person)
    assert step is not None
    assert all(touched.key != one or touched.version < 4 for touched in step.touched)  # destroying is no step
    assert contents(database).count((None, None)) == 1
    assert database.read(attachment_picture, other, **SEEN) is not None
    with pytest.raises(Problem):
        database.write(withdraw_attachment, one, "Igjen", **DONE)


def test_pictures_are_for_those_who_see_the_whole_case(database: Database, incident: Key) -> None:
    key = add(database, incident)
    hurt = database.write(record_incident, incident_values(database, kind="staff_injury"), told_at=NOON, **DONE)
    at_work = add(database, hurt)
    for role in (Role.STAFF, Role.SAFETY_REP):
        person = database.write(add_person, role.code, slot=role.code, role=role, **DONE)
        who: dict[str, Any] = {"viewer": Viewer(person, role.code, role.code, RIGHTS[role]), "today": TODAY}
        assert database.read(attachments_of, incident, **who) == ()
        assert database.read(attachments_of, hurt, **who) == ()
        assert database.read(attachment_picture, key, **who) is None
        assert database.read(attachment_picture, at_work, **who) is None


def about(session: Session, key: Key, person: Key, *, by: Viewer, today: date) -> None:
    session.get_one(Incident, key).about_id = person


def test_the_export_that_outlives_the_program_holds_the_pictures(database: Database, incident: Key) -> None:
    add(database, incident)
    person = database.write(add_person, "Anne", slot="anne", role=Role.STAFF, **DONE)
    other = database.write(record_incident, incident_values(database), told_at=NOON, **DONE)
    add(database, other, "Trappa")
    database.write(about, other, person, **DONE)
    kept = database.read(sealed_page, None, **SEEN)
    assert [one.data for one in kept] == [photo().data] * 2
    assert {one.ending for one in kept} == {"jpg"}
    anne: dict[str, Any] = {"viewer": Viewer(person, "Anne", "leader", RIGHTS[Role.LEADER]), "today": TODAY}
    assert len(database.read(sealed_page, None, **anne)) == 1  # not of what is about herself
    assert database.read(sealed_page, kept[-1].key, **SEEN) == []


# on the page


@pytest.fixture
def desk(database: Database) -> Desk:
    return desk_that_notes(database)


def section(qtbot: QtBot, desk: Desk, incident: Key, told: Told) -> AttachmentSection:
    detail = desk.read(incident_detail, incident)
    assert detail is not None
    page = QWidget()
    found = AttachmentSection(desk, told, detail)
    Column(found, 1, parent=page)
    found.page = shown(qtbot, page, 460, 300)  # type: ignore[attr-defined]  # it lives as long as its part
    return found


def test_nothing_stands_there_where_pictures_are_off(
    database: Database, desk: Desk, incident: Key, qtbot: QtBot
) -> None:
    database.write(change_unit, {"photos": False}, **DONE)
    assert section(qtbot, desk, incident, Told()).isHidden()
    desk.close()


def fill(words: str) -> Any:
    def answer(box: AboutBox) -> None:
        click(button(box, "Lagre bildet"))
        assert "Skriv kort" in words_on(box)
        box.about.setText(words)
        click(button(box, "Lagre bildet"))

    return answer


def test_a_picture_that_was_added_after_midnight_is_of_the_day_it_was_here() -> None:
    assert added_words(datetime(2026, 4, 29, 22, 30)) == "Lagt til 30.04.2026."
    assert added_words(None) == ""


@pytest.mark.parametrize("data", [telling(), b"ikke noe bilde"])
def test_nobody_is_asked_about_a_picture_over_a_locked_screen(
    desk: Desk, incident: Key, qtbot: QtBot, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "IMG_0042.jpg"
    path.write_bytes(data)
    found = section(qtbot, desk, incident, Told())
    job = found.bring(path)
    desk.in_sight = lambda: False  # locked while it was read
    with qtbot.waitSignal(job.ended):
        pass
    assert QApplication.activeModalWidget() is None
    assert not found.rows


def test_a_photograph_is_added_and_seen_and_that_is_written_down(
    database: Database, desk: Desk, incident: Key, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "IMG_0042.jpg"
    path.write_bytes(telling())
    told = Told()
    found = section(qtbot, desk, incident, told)
    with answering(fill("Gjerdet"), kind=AboutBox), qtbot.waitSignal(found.bring(path).ended):
        pass
    assert "lagt til" in told.said[-1]
    (row,) = found.rows
    assert SECRET not in (desk.read(attachment_picture, row.id) or b"")
    assert all(SECRET not in (box or b"") for _secret, box in contents(database))
    assert "Gjerdet" in words_on(found)
    assert not nameless(found)
    assert not cut(found)
    with answering(lambda box: click(button(box, "Lukk")), kind=PictureBox):
        click(found.findChildren(Thumbnail)[0])
    logged = database.read(lambda session: list(session.scalars(select(Access))))
    assert [(one.deed, one.kind) for one in logged] == [(Deed.OPENED, "attachment")]
    told.undo()
    assert found.rows == ()
    desk.close()


def test_what_is_no_picture_is_told_and_nothing_is_kept(
    database: Database, desk: Desk, incident: Key, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "bilde.jpg"
    path.write_bytes(b"PK\x03\x04")
    found = section(qtbot, desk, incident, Told())
    said: list[str] = []

    def answer(box: Box) -> None:
        said.append(words_on(box))
        click(button(box, "Lukk"))

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    with answering(answer, kind=Box):
        found.dropEvent(QDropEvent(QPointF(QPoint(5, 5)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                   Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert "ikke et bilde" in said[0]
    assert contents(database) == []
    desk.close()


def test_a_picture_is_saved_as_a_file_and_destroyed_from_its_box(
    database: Database, desk: Desk, incident: Key, qtbot: QtBot, tmp_path: Path
) -> None:
    add(database, incident)
    told = Told()
    found = section(qtbot, desk, incident, told)
    path = tmp_path / "ut.jpg"
    with answering(lambda box: click(button(box, "Lagre som fil")), name_file(path)):
        found.show_large(found.rows[0])
    qtbot.waitUntil(lambda: bool(told.said))
    assert path.read_bytes() == photo().data

    def away(box: AwayBox) -> None:
        box.reason.setText("Et barn")
        box.destroyed_too.setChecked(True)
        click(button(box, "Fjern bildet"))

    with answering(lambda box: click(button(box, "Fjern bildet")), away):
        found.show_large(found.rows[0])
    assert told.said[-1] == "Bildet er slettet for godt."
    assert contents(database) == [(None, None)]
    assert found.rows == ()
    rows = database.read(lambda session: list(session.scalars(select(Attachment))))
    assert [row.withdrawn_why for row in rows] == ["Et barn"]
    desk.close()
