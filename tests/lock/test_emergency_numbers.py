"""The emergency numbers on both locked screens, in every language, whole also where the letters are large."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.public_numbers import numbers_stale, numbers_written, public_numbers
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.words import use_language
from ikdesk.lock.numbers import EmergencyNumbers
from ikdesk.lock.page import LockPage
from ikdesk.lock.screen_page import ScreenPage
from ikdesk.safe.pin import new_pin
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.theme import apply_settings
from tests.looking import cut

NAMES = {
    "nb": ("110 Brann", "112 Politi", "113 Ambulanse", "116 117 Legevakt", "22 59 13 00 Giftinformasjonen"),
    "nn": ("110 Brann", "112 Politi", "113 Ambulanse", "116 117 Legevakt", "22 59 13 00 Giftinformasjonen"),
    "en": ("110 Fire", "112 Police", "113 Ambulance", "116 117 Emergency clinic", "22 59 13 00 Poison centre"),
}


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("kind", [LockPage, ScreenPage])
def test_they_are_seen_before_anybody_unlocks(qtbot: QtBot, demo: Path, kind: Any, language: str) -> None:
    use_language(language)
    jobs = Jobs()
    page: QWidget = (
        LockPage(demo, lambda keys: keys, jobs, Clock()) if kind is LockPage
        else ScreenPage(demo, new_pin("4071"), lambda _password: None, jobs, Clock())
    )  # fmt: skip
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    numbers = page.findChild(EmergencyNumbers)
    assert isinstance(numbers, EmergencyNumbers)
    assert numbers.isVisible()
    said = numbers.label.accessibleName()
    assert all(name in said for name in NAMES[language])
    assert page.rect().contains(numbers.mapTo(page, numbers.rect().bottomRight()))
    jobs.close()


def test_a_number_is_never_parted_from_its_name_in_a_narrow_window_with_large_letters(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_settings(application, Settings(text_size=1.5))
    numbers = EmergencyNumbers()
    qtbot.addWidget(numbers)
    numbers.resize(620, numbers.heightForWidth(620) if numbers.hasHeightForWidth() else 140)
    numbers.show()
    QApplication.processEvents()
    found = cut(numbers)
    apply_settings(application, Settings())
    assert not found
    assert "22\xa059\xa013\xa000\xa0Giftinformasjonen" in numbers.label.text()


def test_they_are_to_be_looked_at_once_a_year() -> None:
    written = numbers_written()
    assert not numbers_stale(written + timedelta(days=364), None)
    assert numbers_stale(written + timedelta(days=365), None)
    assert not numbers_stale(written + timedelta(days=400), written + timedelta(days=40))
    assert not numbers_stale(date(2026, 4, 30), None)


def test_every_public_number_is_written_as_it_is_read_and_has_a_name_in_every_language() -> None:
    assert [one.number for one in public_numbers()][:5] == ["110", "112", "113", "116 117", "22 59 13 00"]
    for one in public_numbers():
        assert set(one.words) == {"nb", "nn", "en", "when_nb", "when_nn", "when_en"}, one.code
        assert len(one.number.replace(" ", "")) in {3, 6, 8}, one.code
