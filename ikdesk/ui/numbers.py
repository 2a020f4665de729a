"""Dates, numbers and words in Qt's own widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from ikdesk.kernel.words import language
from ikdesk.ui.qt_words import teach_words

LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


def speak_norwegian() -> None:
    """Dates, numbers and words in Qt's own widgets as people here write them; call again when the language changes."""
    QLocale.setDefault(QLocale(LOCALES[language()]))
    application = QCoreApplication.instance()
    if application is not None:
        teach_words(application)
