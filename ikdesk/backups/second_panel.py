"""The second place for backups: why, which, how old the newest there is, and another one or none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.backups.model import Kept, State
from ikdesk.kernel.words import _, clock_time, many, plain_date
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card, Pill
from ikdesk.ui.dialogs import ask_folder
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.open_file import shown_folder
from ikdesk.ui.text import Label, announce, plain_tip

_OLD = 7  # days after which the newest there is too old


class SecondPanel(Card):
    """One place besides this PC. ``wanted(place)`` when somebody chose one, or None for no more."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(title=str(_("Et sted til")), spacing=12, padding=(20, 16, 20, 20), level=2)
        self._place: Path | None = None
        why = _("Blir PC-en stjålet eller ødelagt, er kopiene på den også borte. Velg derfor et sted til: en "
                "minnepinne som ligger i safen, eller et fellesområde som kommunen tar kopi av. Kopiene er kryptert. "
                "Den som finner dem, kan ikke lese noe.")  # fmt: skip
        self.name, self.age = Label("", "medium"), Label("", "secondary")
        self.pill = Pill("", "neutral")
        self.choose = SecondaryButton(str(_("Velg sted …")), "folder-open")
        self.stop = QuietButton(str(_("Slutt å bruke stedet")))
        self.problem = Banner("", "danger")
        self.problem.hide()
        self.found = QWidget()
        line = Row(Icon("hard-drive", "primary", 24, circle="tint"), spacing=14, parent=self.found)
        line.put(Column(self.name, self.age, Row(self.pill, 1, margins=(0, 4, 0, 0)), spacing=1), 1)
        self.put(Label(str(why), "secondary"), self.found, self.problem, Wrap(self.choose, self.stop, spacing=10))
        self.choose.clicked.connect(self._on_choose)
        self.stop.clicked.connect(lambda: self.wanted.emit(None))

    def show_state(self, state: State, today: date) -> None:
        """Show the place that is used now."""
        self._place = state.second
        chosen = state.second is not None
        self.found.setVisible(chosen)
        self.stop.setVisible(chosen)
        self.choose.say(str(_("Bytt sted …") if chosen else _("Velg sted …")))
        if state.second is None:
            return
        self.name.say(shown_folder(state.second))
        self.name.setToolTip(plain_tip(str(state.second)))
        self.age.say(_age(state.second_newest, today))
        text, tone = _how(state, today)
        self.pill.show_state(text, tone)

    def say_problem(self, sentence: str) -> None:
        """Say why a place cannot be used; "" for nothing."""
        self.problem.say(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.problem, sentence, now=True)

    def _on_choose(self) -> None:
        start = self._place if self._place is not None and self._place.is_dir() else Path.home()
        chosen = ask_folder(self.window(), str(_("Hvor skal kopiene også ligge?")), start)
        if chosen is not None:
            self.wanted.emit(chosen)


def _age(newest: Kept | None, today: date) -> str:
    if newest is None:
        return str(_("Det ligger ingen kopi herfra der ennå."))
    at = newest.made_at
    if at.date() >= today:
        return _("Nyeste kopi der er fra i dag kl. {time}.").format(time=clock_time(at.time()))
    return _("Nyeste kopi der er fra {day} kl. {time}.").format(day=plain_date(at.date()), time=clock_time(at.time()))


def _how(state: State, today: date) -> tuple[str, str]:
    if not state.second_there:
        return str(_("Ikke tilgjengelig nå")), "warn"
    if state.second_newest is None:
        return str(_("Ingen kopi ennå")), "warn"
    days = (today - state.second_newest.made_at.date()).days
    if days > _OLD:
        return many("{n} dag gammel", "{n} dager gammel", days), "warn"
    return (str(_("På samme disk")), "warn") if state.same_disk else (str(_("I orden")), "ok")
