"""The pictures in the README, made by the program itself from the demo: ``python3 installer pictures``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt  # noqa: TID251 (it takes pictures of the window)
from PySide6.QtGui import QColor, QPainter, QPixmap  # noqa: TID251
from PySide6.QtWidgets import QApplication, QLabel, QWidget  # noqa: TID251

from ikdesk import data
from ikdesk.focus.queries import focus_areas
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.collect_page import CollectPage
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import Filter, incident_page
from ikdesk.incidents.report_page import ReportPage
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.lock.page import LockPage
from ikdesk.lock.screen_page import ScreenPage
from ikdesk.measures.actions import add_measure, adopt_measure
from ikdesk.measures.page import MeasurePage
from ikdesk.measures.queries import measure_number_key
from ikdesk.meetings.stage_panel import Stage
from ikdesk.paper.saving import never_mind
from ikdesk.people.model import Role
from ikdesk.people.queries import people
from ikdesk.people.users_data import VaultUsers
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.delivery_model import Wanted
from ikdesk.reports.delivery_writing import deliver
from ikdesk.reports.page import TertialPage
from ikdesk.risks.queries import risk_list
from ikdesk.risks.view_model import RiskGroup
from ikdesk.safe.pin import new_pin
from ikdesk.safe.secret import Work
from ikdesk.safe.vault import unlock
from ikdesk.sector.collect_writing import collect
from ikdesk.sector.known_model import KNOWN_NAME
from ikdesk.sector.page import Reach, SectorPage
from ikdesk.sector.wanted_model import Collected
from ikdesk.sector.wanted_model import Wanted as Many
from ikdesk.sector_data import open_store
from ikdesk.start.demo_writing import send_earlier
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.theme import apply_settings
from ikdesk.unit.queries import places
from ikdesk.workplace import Workplace
from tests.sector.forty import BEFORE, NOW, write_forty

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = (1366, 768)
SHEET_HIGH = 728  # a page of a report beside another
COLLECTED_ON, COLLECTED_IN = date(2026, 6, 22), "Dokumenter/Samlet"  # when the reports of the forty have come
Pictures = list[tuple[str, Callable[[], QWidget]]]
SMALL_INJURIES = (
    {"occurred_on": "28.04.26", "occurred_time": "10.20", "child": "K.H.", "place_id": "Sandkassa",
     "injury_kind": "Skrubbsår / rift", "body_part": "Kne", "severity": "1 Liten"},
    {"occurred_on": "28.04.26", "occurred_time": "14.05", "child": "17", "place_id": "Klatrestativet",
     "injury_kind": "Kul / blåmerke", "body_part": "Legg / ankel", "severity": "1 Liten"},
    {"occurred_on": "29.04.26", "occurred_time": "09.50", "child": "L.M.", "place_id": "Dørene",
     "injury_kind": "Klemskade", "body_part": "Finger", "severity": "1 Liten"},
)  # fmt: skip
A_TRIP = {
    "title": "Aking med de eldste på turdagen", "activity": "sledding", "worth": "Fart, mestring og latter.",
    "participants": "Leder, verneombud og to fra avdelingen",
    "hazards": [{
        "title": "Barn kolliderer i bakken", "mechanism": "collision", "probability": 4, "consequence": 2,
        "prevents": ["Voksen på toppen", "Startkø", "Egen vei opp"], "new": ["Egen vei opp", "Ekstra votter og teppe"],
        "reduces": ["Hjelm", "Førstehjelp nede", "Ekstra votter og teppe"],
    }],
}  # fmt: skip
OTHERS = {"Kari": Role.STAFF, "Per": Role.SAFETY_REP}
LOOKS = {
    "": Settings(theme="light"), "-mork": Settings(theme="dark"), "-stor": Settings(theme="light", text_size=1.5),
}  # fmt: skip
IN_README = (
    "oversikt", "meld", "hendelser", "tiltak", "virket", "rutiner", "rapport", "akedager", "laas", "oversikt-mork",
    "i-dag", "skjermlaas", "verneombud", "sak", "kart", "samleskjema", "soek", "innsatsomraade", "statistikk",
    "roentgen", "moete", "risikovurdering", "kort-vurdering", "skjulte-tall", "rapportsider", "samle-rapporter",
    "samlet-rapport",
)  # fmt: skip


def main(words: list[str]) -> int:
    """Make the pictures.

    Args:
        words: a folder, for every page in every look; nothing, for those in the README.
    """
    application = QApplication([])
    target = Path(words[0]) if words else FOLDER
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "demo"
        with closing(data.make_demo_data(folder)) as made:
            send_earlier(made)
        _let_in(folder)
        for look, settings in LOOKS.items():
            apply_settings(application, settings)
            for shown in (_page_of_kari, _page_of_per, _pages_of_tom, _pages_of_many):
                with shown(folder, settings) as pages:
                    for name, picture in pages:
                        if words or f"{name}{look}" in IN_README:
                            _take(application, picture, target / f"{name}{look}.png")
    return 0


def _let_in(folder: Path) -> None:
    """Kari from the staff and Per, the safety representative; both have reported something."""
    with closing(data.open_data(folder, unlock(folder, data.DEMO_PASSWORD), clock=Clock())) as opened:
        users = VaultUsers(opened, Work())
        for name, role in OTHERS.items():
            users.add(name, role, data.DEMO_PASSWORD)
        kari = next(row.id for row in opened.read(people) if row.name == "Kari")
        task = {"title": "Se over gjerdet ved akebakken", "origin": "immediate", "responsible_id": kari,
                "deadline": opened.clock.today()}  # fmt: skip
        opened.write(adopt_measure, opened.write(add_measure, task), on=opened.clock.today())
    with closing(data.open_data(folder, unlock(folder, data.DEMO_PASSWORD, "Kari"), clock=Clock())) as opened:
        opened.write(record_incident, {
            "kind": "near_miss", "place_id": UUID(_place(opened, "climbing_frame")), "severity": 0,
            "occurred_on": opened.clock.today(), "story": "Barnet mistet taket øverst, og ble tatt imot.",
        }, told_at=opened.clock.local())  # fmt: skip


@contextmanager
def _at_work(folder: Path, settings: Settings, name: str) -> Iterator[tuple[data.Data, Workplace]]:
    """Somebody who has unlocked, and their pages."""
    keys = unlock(folder, data.DEMO_PASSWORD, name)
    with closing(data.open_data(folder, keys, clock=Clock())) as opened:
        place = Workplace(opened, settings, lambda _settings: None, lambda: None, lambda: None)
        yield opened, place
        place.close()


def _window_at(place: Workplace, key: str) -> Callable[[], QWidget]:
    def show() -> QWidget:
        place.window.go(key)
        return place.window

    return show


@contextmanager
def _page_of_kari(folder: Path, settings: Settings) -> Iterator[Pictures]:
    """What those see who do not lead."""
    with _at_work(folder, settings, "Kari") as (_opened, place):
        yield [("i-dag", _window_at(place, "mine"))]


@contextmanager
def _page_of_per(folder: Path, settings: Settings) -> Iterator[Pictures]:
    """The register of the employees."""
    with _at_work(folder, settings, "Per") as (_opened, place):
        yield [("verneombud", _window_at(place, "incidents"))]


@contextmanager
def _pages_of_tom(folder: Path, settings: Settings) -> Iterator[Pictures]:
    """What the leader sees, in the order it is shown, and the two locks."""
    with _at_work(folder, settings, "Tom") as (opened, place):

        def filled() -> QWidget:
            return _reporting(opened, place)

        def effect() -> QWidget:
            place.window.go("measures")
            page = place.window.page
            if isinstance(page, MeasurePage):
                page.show_evaluation(_first_measure(opened))
            return place.window

        def locked() -> QWidget:
            return LockPage(folder, lambda keys: keys, Jobs(place.window), Clock())

        def covered() -> QWidget:
            return ScreenPage(folder, new_pin("4071"), lambda _password: None, Jobs(place.window), Clock())

        names = (
            ("oversikt", "start"), ("hendelser", "incidents"), ("tiltak", "measures"), ("rutiner", "routines"),
            ("akedager", "exposure"), ("statistikk", "statistics"), ("moeter", "meetings"), ("rapport", "reports"),
            ("risiko", "risks"), ("innstillinger", "settings"), ("hjelp", "help"),
        )  # fmt: skip
        yield [
            *((name, _window_at(place, key)) for name, key in names),
            ("meld", filled), ("virket", effect), ("laas", locked), ("skjermlaas", covered),
            ("sak", partial(_whole_case, opened, place)), ("kart", partial(_map, place)),
            ("samleskjema", partial(_collecting, place)), ("soek", partial(_searching, place)),
            ("innsatsomraade", partial(_focus, opened, place)), ("roentgen", partial(_review, place)),
            ("moete", partial(_slide, place)), ("risikovurdering", partial(_risk, opened, place)),
            ("kort-vurdering", partial(_assessing, opened, place)), ("skjulte-tall", partial(_hidden, place)),
            *([("rapportsider", partial(_sheets, opened))] if shutil.which("pdftoppm") else []),
        ]  # fmt: skip


def _reporting(opened: data.Data, place: Workplace) -> QWidget:
    place.window.go("report")
    page = place.window.page
    if isinstance(page, ReportPage):
        page.form.fill({
            "kind": "child_injury", "place_id": _place(opened, "sledding_hill"), "severity": "1",
            "occurred_time": "10.40", "story": "Barnet kjørte akebrett inn i gjerdet og slo panna.",
            "done_at_once": "Kald klut, ringte foreldrene.",
        })  # fmt: skip
    return place.window


def _incidents(place: Workplace) -> IncidentPage:
    place.window.go("incidents")
    page = place.window.page
    assert isinstance(page, IncidentPage)  # noqa: S101 (the page of that name)
    return page


def _whole_case(opened: data.Data, place: Workplace) -> QWidget:
    _incidents(place).open_incident(opened.read(incident_page, Filter(words="råte gjerdestolper")).rows[0].id)
    return place.window


def _map(place: Workplace) -> QWidget:
    _incidents(place).spots.show()
    return place.window


def _collecting(place: Workplace) -> QWidget:
    place.go.page("collect")
    page = place.window.page
    if isinstance(page, CollectPage):
        page.lines.show_lines([dict(line) for line in SMALL_INJURIES])
    return place.window


def _focus(opened: data.Data, place: Workplace) -> QWidget:
    place.go.focus().show_focus(opened.read(focus_areas)[0].id)
    return place.window


def _review(place: Workplace) -> QWidget:
    place.go.page("review")
    return place.window


def _risk(opened: data.Data, place: Workplace) -> QWidget:
    """The sledding hill, before and after the measures."""
    rows = opened.read(risk_list, RiskGroup.ALL)
    place.go.risks().show_risk(next(row.id for row in rows if row.edition and "akebakken" in row.title))
    return place.window


def _assessing(opened: data.Data, place: Workplace) -> QWidget:
    place.go.risks().new_mini({**A_TRIP, "place_id": UUID(_place(opened, "sledding_hill"))})
    return place.window


def _hidden(place: Workplace) -> QWidget:
    """What the parents could work out from their report."""
    place.window.go("reports")
    page = place.window.page
    if isinstance(page, TertialPage):
        page.show_report("2026-T1", Audience.PARENTS)
        page.hidden.turn.click()
    return place.window


@contextmanager
def _pages_of_many(_folder: Path, _settings: Settings) -> Iterator[Pictures]:
    """What those see who receive the reports of many units, and have none of their own."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_forty(folder / "rapporter")
        _collect(folder, BEFORE)
        pages: Pictures = [("samle-rapporter", partial(_many_reports, folder))]
        if shutil.which("pdftoppm"):
            pages.append(("samlet-rapport", partial(_sheets_of_many, folder)))
        yield pages


def _collect(folder: Path, period: str) -> Collected:
    wanted = Many((folder / "rapporter" / period,), COLLECTED_ON, period, sender="Eksempel kommune")
    return collect(open_store, wanted, folder / KNOWN_NAME, folder / COLLECTED_IN, tick=never_mind)


def _many_reports(folder: Path) -> QWidget:
    """The page, when they are collected: somebody's key is new, and some are missing."""
    jobs = Jobs()
    reach = Reach(jobs.start, open_store, folder / KNOWN_NAME, folder / COLLECTED_IN, lambda: COLLECTED_ON, alone=True)
    page = SectorPage(reach)
    page.choose.take([folder / "rapporter" / NOW])
    page.options.collector.set_value("Eksempel kommune")
    page.go.click()
    while page.job is not None:
        QApplication.processEvents()
    jobs.close()
    return page


def _sheets_of_many(folder: Path) -> QWidget:
    """What it says first, behind its front page, and the sums."""
    return _beside_each_other(Path(_collect(folder, NOW).paths[0]), folder, (2, 6))


def _sheets(opened: data.Data) -> QWidget:
    """The first pages of the report on paper."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        made = deliver(opened, Wanted(parse_period("2026-T1"), formats=("pdf",)), folder, tick=never_mind)
        return _beside_each_other(made.paths[0], folder, (1, 2))


def _beside_each_other(pdf: Path, folder: Path, pages: tuple[int, ...]) -> QWidget:
    """Some of its pages."""
    whole = QPixmap(*SIZE)
    whole.fill(QColor("#E4EAEC"))
    for page in pages:
        only = ["-f", str(page), "-l", str(page)]
        subprocess.run(["pdftoppm", "-png", "-r", "160", *only, str(pdf), str(folder / "page")], check=True)
    drawn = [QPixmap(str(path)) for path in sorted(folder.glob("page*.png"))]
    painter = QPainter(whole)
    for at, one in enumerate(drawn):
        sheet = one.scaledToHeight(SHEET_HIGH, Qt.TransformationMode.SmoothTransformation)
        gap = (SIZE[0] - len(drawn) * sheet.width()) // (len(drawn) + 1)
        painter.drawPixmap(gap + at * (sheet.width() + gap), (SIZE[1] - SHEET_HIGH) // 2, sheet)
    painter.end()
    shown = QLabel()
    shown.setPixmap(whole)
    return shown


def _slide(place: Workplace) -> QWidget:
    """The slide with the verdict, as the staff see it."""
    page = place.go.meetings()
    stage = Stage(place.desk, page.list.key, page)
    stage.begin("verdict")
    stage.showNormal()
    return stage


def _searching(place: Workplace) -> QWidget:
    place.window.go("start")
    finder = place.ways.finder
    finder.toggle()
    finder.palette.line.setText("akebakken")
    finder.palette.show_found(finder.found("akebakken"))
    return place.window


def _place(opened: data.Data, standard: str) -> str:
    return next(str(row.id) for row in opened.read(places) if row.standard == standard)


def _first_measure(opened: data.Data) -> Key:
    key = opened.read(measure_number_key, 1)
    assert key is not None  # noqa: S101 (the demo has it)
    return key


def _take(application: QApplication, picture: Callable[[], QWidget], path: Path) -> None:
    widget = picture()
    widget.setProperty("page", "true")
    widget.resize(*SIZE)
    widget.show()
    for _round in range(5):
        application.sendPostedEvents()
        widget.repaint()
    widget.grab().save(str(path))
    widget.hide()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
