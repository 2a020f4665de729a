"""The settings about language, colours and text size on this machine; each is used at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.settings import SIZES
from ikdesk.kernel.words import LANGUAGES, _
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column, ScrollPage
from ikdesk.ui.option import Option


class LooksPanel(QWidget):
    """Three questions with chips."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._build()
        self.reload()
        for group in (self.language, self.theme, self.text_size):
            group.changed.connect(self._on_chosen)
        desk.settings_changed.connect(self.reload)

    def _build(self) -> None:
        self.language = ChoiceGroup(_("Språk"), [Option(code, name) for code, name in LANGUAGES.items()])
        themes = (
            ("system", _("Som maskinen"), "monitor"), ("light", _("Lyst"), "sun"), ("dark", _("Mørkt"), "moon"),
            ("contrast", _("Høy kontrast"), "eye"),
        )  # fmt: skip
        self.theme = ChoiceGroup(_("Farger"), [Option(code, str(name), icon=icon) for code, name, icon in themes])
        sizes = [Option(str(size), f"{size * 100:.0f} %") for size in SIZES]
        self.text_size = ChoiceGroup(_("Tekststørrelse"), sizes)
        hint = str(_("Også med Ctrl + og Ctrl −. Ctrl 0 gir vanlig størrelse."))
        page = ScrollPage(margins=(28, 4, 28, 16), spacing=14, widest=940)
        page.put(Card(
            FieldBox(_("Språk"), self.language, hint=str(_("Gjelder programmet og rapportene på denne maskinen."))),
            FieldBox(_("Farger"), self.theme),
            FieldBox(_("Tekststørrelse"), self.text_size, hint=hint),
            spacing=18, padding=(20, 16, 20, 20),
        ), 1)  # fmt: skip
        Column(spacing=0, parent=self).put(page, 1)

    def reload(self) -> None:
        """Show what is chosen now."""
        now = self._desk.settings
        nearest = min(SIZES, key=lambda size: abs(size - now.text_size))
        for group, value in ((self.language, now.language), (self.theme, now.theme), (self.text_size, nearest)):
            quiet = group.blockSignals(True)
            group.set_value(value)
            group.blockSignals(quiet)

    def _on_chosen(self) -> None:
        now = self._desk.settings
        wanted = dataclasses.replace(
            now, language=self.language.value() or now.language, theme=self.theme.value() or now.theme,
            text_size=float(self.text_size.value() or now.text_size),
        )  # fmt: skip
        if wanted != now:
            self._desk.use_settings(wanted)
