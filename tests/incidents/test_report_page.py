"""An incident is reported by keys alone, in few clicks, on one screen; and what is begun is never lost."""

from __future__ import annotations

from threading import Event, Thread

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.incidents.model import Status
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.words import use_language
from ikdesk.ui.buttons import Button, DangerLink
from ikdesk.unit.exposure_queries import is_logged
from tests.incidents.import_samples import incidents
from tests.incidents.report_samples import CONTROL, chip, draft, focused, page_of, tile
from tests.looking import Told, button, cut, larger, nameless, words_on
from tests.samples import LEADER, TODAY, place_of
from tests.ui.hands import click, press, write


def test_everything_is_done_by_keys_alone(qtbot: QtBot, hill_first: Database) -> None:
    page = page_of(qtbot, hill_first)
    assert focused() is tile(page, "Barn skadet seg")
    press(focused(), Qt.Key.Key_Space)
    press(focused(), Qt.Key.Key_Right)
    press(focused(), Qt.Key.Key_Left)
    press(focused(), Qt.Key.Key_Tab)
    press(focused(), Qt.Key.Key_Space)
    assert page.place.value() == str(place_of(hill_first))
    for _stop in range(12):  # the places, the day and its chips, the time
        if focused() in page.form.input("severity").buttons():
            break
        press(focused(), Qt.Key.Key_Tab)
    press(focused(), Qt.Key.Key_Space)
    press(focused(), Qt.Key.Key_Right)
    press(focused(), Qt.Key.Key_Tab)
    press(focused(), Qt.Key.Key_Tab)  # past what it could have become
    write(focused(), "Falt av akebrettet")
    QTest.keyClick(page, Qt.Key.Key_S, CONTROL)
    told = incidents(hill_first)[-1]
    assert (told.kind, told.severity, told.story) == ("child_injury", 1, "Falt av akebrettet")
    assert (told.occurred_on, told.place_id, told.status) == (TODAY, place_of(hill_first), Status.REPORTED)
    assert told.occurred_time is not None


def test_a_whole_report_takes_at_most_eight_clicks_and_what_must_be_there_takes_four(
    qtbot: QtBot, hill_first: Database
) -> None:
    page = page_of(qtbot, hill_first)
    for widget in (tile(page, "Barn skadet seg"), chip(page, "place_id", place_of(hill_first)),
                   chip(page, "severity", 2)):  # fmt: skip
        click(widget)
    for key, words in (("story", "Slo hodet"), ("done_at_once", "Kald klut"), ("child", "KN")):
        click(page.form.input(key))
        write(focused(), words)
    with qtbot.waitSignal(page.saved):
        click(page.save)
    told = incidents(hill_first)[-1]
    assert (told.story, told.done_at_once, told.child) == ("Slo hodet", "Kald klut", "KN")


def test_a_near_miss_takes_three_clicks_in_the_form_and_one_more_says_what_it_could_have_been(
    qtbot: QtBot, hill_first: Database
) -> None:
    page = page_of(qtbot, hill_first)
    assert not page.form.box("potential").isVisible()
    presses = (tile(page, "Det holdt på å skje"), chip(page, "place_id", place_of(hill_first)),
               page.form.input("potential").chips.buttons()[3], page.save)  # fmt: skip
    for widget in presses:
        click(widget)
    assert len(presses) + 1 <= 5  # and the one that opens the form
    told = incidents(hill_first)[-1]
    assert (told.kind, told.severity, told.potential) == ("near_miss", 0, 3)


def test_the_grade_of_a_near_miss_is_taken_back_with_the_kind_unless_somebody_chose_it(
    qtbot: QtBot, database: Database
) -> None:
    page = page_of(qtbot, database)
    grade = page.form.input("severity")
    click(tile(page, "Det holdt på å skje"))
    assert grade.value() == "0"
    click(tile(page, "Barn skadet seg"))
    assert grade.value() is None
    click(chip(page, "severity", 2))
    click(tile(page, "Det holdt på å skje"))
    assert grade.value() == "2"
    click(chip(page, "severity", 4))
    assert page.form.box("potential").isVisible()
    click(tile(page, "Rutine ikke fulgt"))
    assert not page.form.box("potential").isVisible()


def test_a_chosen_grade_says_what_it_means_and_the_others_are_still_heard_whole(
    qtbot: QtBot, database: Database
) -> None:
    page = page_of(qtbot, database)
    high = page.form.input("severity").height()
    click(chip(page, "severity", 3))
    QApplication.processEvents()
    assert page.form.input("severity").height() < high
    assert chip(page, "severity", 1).accessibleName() == "Liten – plaster, kulde, eller sjekket uten behandling"


def test_several_children_and_what_was_done_at_once_are_told_in_one_report_and_kept_in_the_draft(
    qtbot: QtBot, hill_first: Database
) -> None:
    page = page_of(qtbot, hill_first)
    for widget in (tile(page, "Barn skadet seg"), chip(page, "place_id", place_of(hill_first)),
                   chip(page, "severity", 1), page.form.input("child")):  # fmt: skip
        click(widget)
    write(focused(), "KN")
    for name in ("OA", "EL"):
        click(page.form.others.more)
        write(focused(), name)
    click(page.form.input("notified").findChildren(QWidget)[0])
    page.keep_draft()
    assert (draft(hill_first)["others"], draft(hill_first)["notified"]) == (["OA", "EL"], ["parents_at_once"])
    again = page_of(qtbot, hill_first)
    assert again.form.others.value() == ("OA", "EL")
    page.form.others.lines[1].setText("x" * 21)
    click(page.save)
    assert "høyst 20 tegn" in page.form.box("others").error
    page.form.others.lines[1].setText("EL")
    click(page.save)
    told = incidents(hill_first)[-1]
    assert (told.child, told.notified) == ("KN", ("parents_at_once",))


def test_the_form_fits_on_one_screen_even_when_it_asks_more(qtbot: QtBot, hill_first: Database) -> None:
    page = page_of(qtbot, hill_first)
    area = page.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    click(tile(page, "Farlig forhold – ting, bygg, uteområde"))
    click(chip(page, "place_id", place_of(hill_first)))
    click(chip(page, "severity", 1))
    QApplication.processEvents()
    assert page.form.box("potential").isVisible()
    assert page.unlogged.isVisible()
    assert area.verticalScrollBar().maximum() == 0
    assert cut(page) == []
    click(tile(page, "Ansatt – skade, vold eller trusler"))
    click(chip(page, "severity", 3))
    QApplication.processEvents()
    assert page.serious.isVisible()
    assert page.unlogged.isVisible()
    assert area.verticalScrollBar().maximum() == 0
    assert cut(page) == []


def test_nothing_is_cut_and_everything_has_a_name_also_when_it_is_large(
    qtbot: QtBot, database: Database, qapp: QApplication
) -> None:
    assert nameless(page_of(qtbot, database)) == []
    with larger(qapp):
        assert cut(page_of(qtbot, database)) == []


def test_what_is_missing_is_told_and_nothing_is_saved(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    page.form.input("occurred_on").set_value("31.11")
    click(page.save)
    assert page.form.box("occurred_on").error == "Datoen finnes ikke. November har 30 dager."
    assert page.form.box("severity").error == "Velg hvor alvorlig det var."  # all of it at once, not one at a time
    page.form.input("occurred_on").set_value("31.12.2026")
    click(page.save)
    assert page.form.box("occurred_on").error.startswith("Dato må være i dag eller tidligere.")
    assert page.form.box("severity").error
    page.form.input("occurred_on").set_value("i dag")
    click(page.save)
    QApplication.processEvents()
    links = [link.words for link in page.footer.findChildren(DangerLink) if not link.isHidden()]
    assert len(links) == 3
    assert incidents(database) == []


def test_a_day_that_is_not_counted_is_asked_about_and_counted_with_one_tap(
    qtbot: QtBot, hill_first: Database
) -> None:
    page = page_of(qtbot, hill_first)
    click(chip(page, "place_id", place_of(hill_first)))
    assert "er ikke ført som brukt 30.04.2026" in words_on(page)
    click(button(page, "Ja, før dagen"))
    assert not page.unlogged.isVisible()
    assert hill_first.read(is_logged, place_of(hill_first), TODAY, viewer=LEADER, today=TODAY)


def test_a_very_long_text_with_faces_in_it_is_kept_whole_and_told_to_be_too_long(
    qtbot: QtBot, database: Database
) -> None:
    page = page_of(qtbot, database)
    long = "Barnet skled på isen 😀🛷 og slo kneet.\n" * 1000
    QApplication.clipboard().setText(long)
    story = page.form.input("story")
    story.setFocus()
    story.paste()
    assert story.toPlainText() == long
    click(chip(page, "severity", 1))
    click(chip(page, "place_id", place_of(database)))
    click(tile(page, "Barn skadet seg"))
    click(page.save)
    assert page.form.box("story").error.startswith("Teksten er for lang:")
    assert story.toPlainText() == long
    page.keep_draft()
    assert draft(database)["story"] == long.strip()


def test_a_form_nobody_has_begun_on_leaves_no_draft(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    page.keep_draft()
    click(page.later)
    assert draft(database) == {}


def test_what_was_begun_is_there_the_next_time(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    click(tile(page, "Det holdt på å skje"))
    click(page.form.input("story"))
    write(focused(), "Nesten")
    page.form.input("occurred_on").set_value("31.11")
    qtbot.waitUntil(lambda: "Utkast lagret kl." in words_on(page), timeout=15_000)  # beside the window
    assert draft(database) != {}
    again = page_of(qtbot, database)
    assert again.form.input("story").value() == "Nesten"
    assert again.kind.value() == "near_miss"
    assert again.form.input("occurred_on").line.text() == "31.11"


def test_a_draft_that_is_on_its_way_to_the_disk_when_the_form_is_saved_does_not_come_back(
    qtbot: QtBot, hill_first: Database
) -> None:
    page = page_of(qtbot, hill_first)
    for widget in (tile(page, "Det holdt på å skje"), chip(page, "place_id", place_of(hill_first))):
        click(widget)
    with hill_first._lock:  # the disk is slow
        page.drafts.keep_soon()
        page.form.input("story").set_value("Nesten i gjerdet")
        page.drafts.keep_soon()
    click(page.save)
    page._desk.close()  # waits for what was begun
    assert draft(hill_first) == {}
    assert incidents(hill_first)[-1].story == "Nesten i gjerdet"


def test_what_is_typed_while_a_draft_is_written_waits_for_no_disk(qtbot: QtBot, hill_first: Database) -> None:
    page = page_of(qtbot, hill_first)
    click(chip(page, "place_id", place_of(hill_first)))  # its days are counted: the file was asked once
    click(page.form.input("story"))
    held, free = Event(), Event()

    def busy() -> None:
        with hill_first._lock:
            held.set()
            free.wait(30)

    other = Thread(target=busy)
    other.start()
    held.wait(30)
    page.drafts.keep_soon()
    write(focused(), "Falt i bakken, og reiste seg igjen")  # would stand still here for thirty seconds
    free.set()
    other.join()
    qtbot.waitUntil(lambda: draft(hill_first) != {}, timeout=15_000)
    page.keep_draft()
    assert draft(hill_first)["story"] == "Falt i bakken, og reiste seg igjen"


def test_a_thrown_draft_can_be_brought_back_and_saving_leaves_none(qtbot: QtBot, hill_first: Database) -> None:
    told = Told()
    page = page_of(qtbot, hill_first, told)
    click(page.form.input("story"))
    write(focused(), "Falt")
    click(page.cancel)
    assert draft(hill_first) == {}
    assert page.form.input("story").value() == ""
    told.undo()
    assert page.form.input("story").value() == "Falt"
    assert draft(hill_first)["story"] == "Falt"
    for widget in (tile(page, "Barn skadet seg"), chip(page, "place_id", place_of(hill_first)),
                   chip(page, "severity", 0)):  # fmt: skip
        click(widget)
    click(page.save)
    assert draft(hill_first) == {}
    assert "Hendelse 2026-2" in words_on(page.receipt)
    assert {"Åpne hendelsen", "Meld en til", "Skriv ut", "Angre"} <= {
        one.words for one in page.receipt.findChildren(Button) if one.isVisible()
    }
    click(button(page, "Angre"))
    assert incidents(hill_first)[-1].status is Status.WITHDRAWN
    assert "Meldingen er angret" in words_on(page.receipt)
    click(page.receipt.more)
    assert focused() in page.kind.tiles.buttons()


def test_an_untouched_form_asks_about_now_when_it_is_shown_again(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    page.hide()
    page.form.fill({"occurred_time": "07.00"})
    page.drafts.blank = page.form.draft()  # as it was when the window was opened in the morning
    with qtbot.waitExposed(page):
        page.show()
    assert page.form.input("occurred_time").value() == Clock(TODAY).local().time().replace(second=0, microsecond=0)


def test_the_form_speaks_nynorsk(qtbot: QtBot, database: Database) -> None:
    use_language("nn")
    assert "Meld hending" in words_on(page_of(qtbot, database))
