"""The units that reports were received from before: by which key, since when, and whether they are waited for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.search import has_all, words_in
from ikdesk.kernel.signer import fingerprint
from ikdesk.kernel.tertial import Period, latest_tertial
from ikdesk.kernel.words import _, many, short_date, sort_key
from ikdesk.sector.known_actions import expected_again, no_longer_expected, read_known
from ikdesk.sector.known_model import KnownUnit
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner, Pill
from ikdesk.ui.dialogs import ask_reason
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.fold import Fold
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.tab_order import in_order
from ikdesk.ui.text import Label, announce
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import color

MOST = 30  # rows at once; more are found by name
_FEW = 8  # from so many on there is a field to find one in


class UnitsPanel(Fold):
    """A line for each. ``changed()`` when one is waited for, or no more.

    Args:
        pins: the file they stand in.
        today: the day it is.
    """

    changed = Signal()

    def __init__(self, pins: Path, today: Callable[[], date]) -> None:
        self._pins, self._today = pins, today
        self._known: list[KnownUnit] = []
        self.rows: list[UnitRow] = []
        self.search = TextField(example=str(_("En del av navnet")))
        self.find_box = FieldBox(_("Finn en enhet"), self.search)
        self._intro = Label("", "muted")
        self._holder = QWidget()
        self._column = Column(spacing=0, parent=self._holder)
        super().__init__(str(_("Kjente enheter")), self._intro, self.find_box, self._holder)
        self.search.changed.connect(self._show)
        self.reload()

    def reload(self) -> None:
        """Read the file, and show who stands in it."""
        try:
            self._known = sorted(read_known(self._pins).values(), key=lambda one: sort_key(one.name))
        except Problem as problem:
            self._known = []
            self._fill([Banner(str(problem), "danger")])
            self._say_intro("")
            return
        waiting = sum(one.expected_until is None for one in self._known)
        self._say_intro(
            many("Vi har fått rapport fra {n} enhet før.", "Vi har fått rapport fra {n} enheter før.", len(self._known))
            + " " + many("Vi venter på {n}.", "Vi venter på {n}.", waiting)
            + " " + str(_("Nøkkelen er den vi kjenner enheten igjen på. Kommer en rapport med en annen nøkkel, sier vi "
                          "fra.")) if self._known else
            str(_("Ingen ennå. Første gang dere samler rapporter, husker vi hvilken nøkkel hver enhet signerer med."))
        )  # fmt: skip
        self._show()

    def stop(self, unit: str, name: str, period: Period | None = None) -> bool:
        """Wait for a unit no more, when somebody has said why; whether that was done.

        Args:
            unit: what it is known by.
            name: what people call it.
            period: the first it is not waited for in; the tertial that is reported now if left out.
        """
        first = period or latest_tertial(self._today())
        why = ask_reason(
            self.window(), str(_("Skal dere ikke vente på {name} lenger?")).format(name=name),
            _("Den står ikke som «mangler» for {period} eller senere. Kommer det en rapport likevel, blir den med.")
            .format(period=first.name),
            str(_("Vent ikke lenger")),
        )  # fmt: skip
        if not why:
            return False
        no_longer_expected(self._pins, unit, why, first.first - timedelta(days=1))
        self._on_changed(str(_("Dere venter ikke på {name} lenger.")).format(name=name), unit)
        return True

    def _again(self, one: KnownUnit) -> None:
        expected_again(self._pins, one.unit)
        self._on_changed(str(_("Dere venter på {name} igjen.")).format(name=one.name), one.unit)

    def _on_changed(self, said: str, unit: str) -> None:
        inside = self.isAncestorOf(self.window().focusWidget())
        self.reload()
        announce(self, said)
        row = next((row for row in self.rows if row.one.unit == unit), None)
        if row is not None and inside:
            row.verb.setFocus(Qt.FocusReason.OtherFocusReason)  # the one that was pressed is gone
        self.changed.emit()

    def _say_intro(self, said: str) -> None:
        self._intro.say(said)
        self._intro.setVisible(bool(said))
        self.find_box.setVisible(len(self._known) >= _FEW)

    def _show(self) -> None:
        typed = words_in(self.search.value())
        found = [
            one for one in self._known if not typed or has_all(f"{one.name} {one.organisation_number}", typed)
        ]  # fmt: skip
        rows = [UnitRow(one) for one in found[:MOST]]
        for row in rows:
            row.stops.connect(lambda one: self.stop(one.unit, one.name))
            row.again.connect(self._again)
        shown = _("Viser {n} av {all}. Skriv en del av navnet for å finne en av de andre.")
        more = [Label(shown.format(n=MOST, all=len(found)), "secondary")] if len(found) > MOST else []
        none = [Label(_("Ingen treff. Prøv færre ord."), "muted")] if self._known and not found else []
        self._fill([*rows, *more, *none])

    def _fill(self, widgets: list[QWidget]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.rows = [one for one in widgets if isinstance(one, UnitRow)]
        for one in widgets:
            self._column.put(one)
        in_order(self.search, *(row.verb for row in self.rows))


class UnitRow(QWidget):
    """One unit: ``stops(KnownUnit)`` when it shall be waited for no more, ``again(KnownUnit)`` when it shall."""

    stops, again = Signal(object), Signal(object)

    def __init__(self, one: KnownUnit) -> None:
        super().__init__()
        self.one, waits = one, one.expected_until is None
        self.verb = QuietButton(str(_("Vent ikke på denne lenger …") if waits else _("Vent på den igjen")))
        self.verb.setAccessibleName(f"{self.verb.words.rstrip(' …')}: {one.name}")
        self.verb.clicked.connect(lambda: (self.stops if waits else self.again).emit(one))
        title = f"{one.name} · {one.organisation_number}" if one.organisation_number else one.name
        seen = _("Første rapport {day}. Nøkkel: {key}").format(day=short_date(one.first_seen), key=fingerprint(one.key))
        words = Column(Label(title, "medium"), Label(seen, "secondary"), spacing=2)
        if not waits:
            until = _("Ventes ikke etter {day}").format(day=short_date(one.expected_until or one.first_seen))
            words.put(Wrap(Pill(str(until), "neutral")))
            words.put(Label(_("Grunn: {why}").format(why=one.why), "secondary"))
        line = Row(spacing=12, margins=(0, 10, 0, 10), parent=self)
        line.put(words, 1)
        line.put(self.verb)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin line above it."""
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), 1), color("border"))
        painter.end()
