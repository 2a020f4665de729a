"""Dates and numbers in Qt's own widgets."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from ikdesk.kernel.words import language

LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


def speak_norwegian() -> None:
    """Dates and numbers in Qt's own widgets as people here write them; call again when the language changes."""
    QLocale.setDefault(QLocale(LOCALES[language()]))
