"""The card about places whose days are counted: in use today, from the lock screen, and days that are asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.count_queries import UnloggedDay
from ikdesk.kernel.words import _, language, plain_date
from ikdesk.start.queries import SeasonPlace
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Row
from ikdesk.ui.text import Label
from ikdesk.unit.exposure_actions import confirm_days, log_day, refuse_days
from ikdesk.unit.exposure_queries import WaitingDay

ASKED = 3  # questions at a time; the rest come when these are answered


class TodayPanel(Card):
    """One tap says that a place is in use today; ``opened`` asks for the page with all days."""

    opened = Signal()

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__(title=str(_("Akedager")), spacing=8)
        self._desk, self._tell = desk, tell
        self._shown: list[QWidget] = []
        self._refused: set[tuple[object, object]] = set()  # answered no today, while the program runs

    def show_days(
        self, season: Sequence[SeasonPlace], waiting: Sequence[WaitingDay], unlogged: Sequence[UnloggedDay]
    ) -> None:
        """Show what there is to say and ask; nothing hides the card."""
        for widget in self._shown:
            self.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        asked = [day for day in unlogged if (day.place, day.day) not in self._refused][:ASKED]
        self._shown = [
            *(self._place(place) for place in season),
            *(self._waiting(day) for day in waiting[:ASKED]),
            *(self._unlogged(day) for day in asked),
        ]
        self.setVisible(bool(self._shown))
        if self._shown:
            all_days = QuietButton(str(_("Se alle dagene")), "calendar-days", flush=True)
            all_days.clicked.connect(self.opened)
            self._shown.append(_line(all_days))
        self.put(*self._shown)

    def _place(self, place: SeasonPlace) -> QWidget:
        line = QWidget()
        row = Row(spacing=8, parent=line)
        row.put(Label(place.name, "medium"), 1)
        if place.logged_today:
            row.put(Pill(str(_("I bruk i dag")), "ok"))
            return line
        own = self._desk.codebook.more("place", place.standard, f"exposure_{language()}") or str(_("dag i bruk"))
        words = _("{day} i dag").format(day=own[:1].upper() + own[1:])
        button = SecondaryButton(words, "calendar-plus")
        button.setAccessibleName(f"{words}: {place.name}")
        button.clicked.connect(lambda _on=False: self._on_today(place))
        row.put(button)
        return line

    def _waiting(self, day: WaitingDay) -> QWidget:
        said = _("{place} ble ført {day} fra låseskjermen. Stemmer det?").format(
            place=day.place, day=plain_date(day.day)
        )
        return self._question(said, (str(_("Bekreft")), lambda: self._on_confirm(day)),
                              (str(_("Stemmer ikke")), lambda: self._on_refuse(day)))  # fmt: skip

    def _unlogged(self, day: UnloggedDay) -> QWidget:
        said = _("Det skjedde noe i {place} {day}, men dagen er ikke ført. Var stedet i bruk?").format(
            place=day.name, day=plain_date(day.day)
        )
        return self._question(said, (str(_("Ja, før dagen")), lambda: self._on_log(day)),
                              (str(_("Nei")), lambda: self._on_no(day)))  # fmt: skip

    def _question(self, said: str, *answers: tuple[str, Callable[[], None]]) -> QWidget:
        box = Card(Label(said), padding=(12, 10, 12, 10), spacing=8)
        line = Row(spacing=8)
        for at, (words, then) in enumerate(answers):
            button = QuietButton(words) if at else SecondaryButton(words)
            button.setAccessibleName(f"{words}: {said}")
            button.clicked.connect(lambda _on=False, act=then: act())
            line.put(button)
        line.put(1)
        box.put(line)
        return box

    def _on_today(self, place: SeasonPlace) -> None:
        self._desk.write(log_day, place.id, self._desk.today)
        self._done(_("{place} er ført som brukt i dag.").format(place=place.name))

    def _on_confirm(self, day: WaitingDay) -> None:
        self._desk.write(confirm_days, [day.id])
        self._done(_("{place} er ført {day}.").format(place=day.place, day=plain_date(day.day)))

    def _on_refuse(self, day: WaitingDay) -> None:
        self._desk.write(refuse_days, [day.id], str(_("Stemte ikke")))
        self._done(_("{day} er ikke ført for {place}.").format(place=day.place, day=plain_date(day.day)))

    def _on_log(self, day: UnloggedDay) -> None:
        self._desk.write(log_day, day.place, day.day)
        self._done(_("{place} er ført {day}.").format(place=day.name, day=plain_date(day.day)))

    def _done(self, said: str) -> None:
        self._tell(said, *self._desk.undoing(said))

    def _on_no(self, day: UnloggedDay) -> None:
        self._refused.add((day.place, day.day))
        self._tell(_("Greit. Se om stedet på hendelsen {day} er riktig.").format(day=plain_date(day.day)))
        self._desk.changed.emit(frozenset({UnloggedDay}))


def _line(widget: QWidget) -> QWidget:
    line = QWidget()
    Row(widget, 1, parent=line)
    return line
