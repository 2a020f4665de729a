"""What somebody typed in a box or a field that was never saved: shown to them, and nobody else, the next time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.actions import save_draft
from ikdesk.incidents.queries import draft_of
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Banner
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import LongText
from ikdesk.ui.layouts import Row

LEFT = "left"  # where it is kept
WORDS = "words"
MOST = 20  # texts that are shown


def keep_left(desk: Desk, words: list[tuple[str, str]]) -> None:
    """Keep what was typed and not saved, after what is kept already.

    Args:
        desk: verbs.
        words: the questions, and what was typed there.
    """
    add_left(desk.read, desk.write, words, at=desk.clock.local())


def add_left(
    read: Callable[..., Any], write: Callable[..., Any], words: list[tuple[str, str]], *, at: datetime
) -> None:
    """As ``keep_left``, where there is no desk.

    Args:
        read: asks as whoever wrote it.
        write: does something as that person.
        words: the questions, and what was typed there.
        at: when, local time.
    """
    if words:
        kept = [*_left(read), *words][-MOST:]
        write(save_draft, LEFT, {WORDS: kept}, at=at)


class LeftBanner(QWidget):
    """Says that something was kept, and shows it; hidden where nothing was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        said = str(_("Vi tok vare på noe du skrev og ikke lagret."))
        self.banner = Banner(said, "info", action=str(_("Vis det")), then=self._on_show, icon="pencil")
        Row(self.banner, margins=(28, 12, 28, 0), parent=self)
        self.setVisible(bool(_left(desk.read)))

    def _on_show(self) -> None:
        if LeftBox(self.window(), _left(self._desk.read)).ask() == "done":
            self._desk.write(save_draft, LEFT, {}, at=self._desk.clock.local())
            self.hide()


class LeftBox(Box):
    """The texts, to be copied to where they belong."""

    def __init__(self, parent: QWidget | None, words: list[tuple[str, str]]) -> None:
        how = _("Kopier det du vil bruke, og lim det inn der det hører til.")
        super().__init__(parent, str(_("Dette skrev du")), str(how), icon="pencil")
        self.texts = [self._text(label, text) for label, text in words]
        self.offer(("", PrimaryButton(_("Ta vare på det litt til"))), ("done", SecondaryButton(_("Kast det"))))

    def _text(self, label: str, text: str) -> LongText:
        shown = LongText(lines=2)
        shown.set_value(text)
        shown.setReadOnly(True)
        self.body.put(FieldBox(label or str(_("Tekst")), shown))
        return shown


def _left(read: Callable[..., Any]) -> list[tuple[str, str]]:
    kept, _at = read(draft_of, LEFT)
    words = kept.get(WORDS, [])
    return [(str(row[0]), str(row[1])) for row in words if isinstance(row, list) and len(row) == 2]
