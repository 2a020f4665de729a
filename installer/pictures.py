"""The pictures in the README, made by the program itself from the demo: ``python3 installer pictures``."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget  # noqa: TID251 (it takes pictures of the window)

from ikdesk import data
from ikdesk.incidents.report_page import ReportPage
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import Key
from ikdesk.lock.page import LockPage
from ikdesk.measures.page import MeasurePage
from ikdesk.measures.queries import measure_number_key
from ikdesk.safe.vault import unlock
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.theme import apply_settings
from ikdesk.unit.queries import places
from ikdesk.workplace import Workplace

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = (1366, 768)
LOOKS = {
    "": Settings(theme="light"), "-mork": Settings(theme="dark"), "-stor": Settings(theme="light", text_size=1.5),
}  # fmt: skip
IN_README = (
    "oversikt", "meld", "hendelser", "tiltak", "virket", "rutiner", "rapport", "akedager", "laas", "oversikt-mork",
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
        data.make_demo_data(folder).close()
        for look, settings in LOOKS.items():
            apply_settings(application, settings)
            with _pages(folder, settings) as pages:
                for name, picture in pages:
                    if words or f"{name}{look}" in IN_README:
                        _take(application, picture, target / f"{name}{look}.png")
    return 0


@contextmanager
def _pages(folder: Path, settings: Settings) -> Iterator[list[tuple[str, Callable[[], QWidget]]]]:
    """What there is to take pictures of, in the order it is shown."""
    opened = data.open_data(folder, unlock(folder, data.DEMO_PASSWORD), clock=Clock())
    place = Workplace(opened, settings, lambda _settings: None, lambda: None, lambda: None)

    def shown(key: str) -> Callable[[], QWidget]:
        def show() -> QWidget:
            place.window.go(key)
            return place.window

        return show

    def filled() -> QWidget:
        place.window.go("report")
        page = place.window.page
        if isinstance(page, ReportPage):
            page.form.fill({
                "kind": "child_injury", "place_id": _hill(opened), "severity": "1",
                "occurred_time": "10.40", "story": "Barnet kjørte akebrett inn i gjerdet og slo panna.",
                "done_at_once": "Kald klut, ringte foreldrene.",
            })  # fmt: skip
        return place.window

    def locked() -> QWidget:
        return LockPage(folder, lambda keys: keys, Jobs(place.window), Clock())

    def effect() -> QWidget:
        place.window.go("measures")
        page = place.window.page
        if isinstance(page, MeasurePage):
            page.show_evaluation(_first_measure(opened))
        return place.window

    names = (
        ("oversikt", "start"), ("hendelser", "incidents"), ("tiltak", "measures"), ("rutiner", "routines"),
        ("akedager", "exposure"), ("rapport", "reports"), ("innstillinger", "settings"), ("hjelp", "help"),
    )  # fmt: skip
    yield [*((name, shown(key)) for name, key in names), ("meld", filled), ("virket", effect), ("laas", locked)]
    place.close()
    opened.close()


def _hill(opened: data.Data) -> str:
    return next(str(row.id) for row in opened.read(places) if row.standard == "sledding_hill")


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
