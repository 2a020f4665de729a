"""The meter of reporting: fewer events, or fewer reports? A card for any page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import _, plain_date
from ikdesk.measures.target_queries import Aim
from ikdesk.statistics.activity_model import DepartmentReports, Reporting
from ikdesk.statistics.activity_pictures import months_bars, silence_bars
from ikdesk.statistics.activity_queries import reporting
from ikdesk.statistics.activity_sentences import (
    activity_words,
    counted_words,
    department_words,
    period_words,
    share_words,
    silence_words,
    since_words,
    then_words,
    usual_words,
    week_words,
)
from ikdesk.statistics.key_model import asked
from ikdesk.ui.cards import Banner, Card, Figure
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.picture_view import PictureCard, PictureView
from ikdesk.ui.plain_table import Grid, PlainTable
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import px

_BESIDE = 780  # width of the card from which there is room for both, logical pixels at 100 %


class ActivityCard(Card):
    """The meter. ``wants_incidents(dict)`` when a month is pressed, as the list of incidents is filtered."""

    wants_incidents = Signal(dict)

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=0)
        self._desk = desk
        self._inside: QWidget | None = None
        self._parts: Row | None = None  # the picture, and the departments beside or below it
        self.reporting: Reporting | None = None
        self.picture: PictureCard | None = None

    def show_period(self, period: Period, *, shared: bool = False, aside: Aim | None = None) -> None:
        """Count a period.

        Args:
            period: which days.
            shared: only what all who work here may hear of.
            aside: what a focus area is about; left out of what is compared.
        """
        self.show_reporting(self._desk.read(reporting, period, shared=shared, aside=aside))

    def show_reporting(self, found: Reporting) -> None:
        """Show what has been counted already."""
        old, self._inside = self._inside, QWidget()
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.reporting = found
        self._fill(Column(spacing=12, parent=self._inside), found)
        self.column.insertWidget(0, self._inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The departments stand beside the picture where there is room."""
        super().resizeEvent(event)
        self._turn()

    def _fill(self, column: Column, found: Reporting) -> None:
        head = Column(Heading(str(_("Melder vi det som skjer?")), 3), spacing=1)
        head.put(Label(period_words(found), "secondary"))
        column.put(head)
        silence = silence_words(found)
        if silence:
            column.put(Banner(silence, "warn" if found.silence.long else "info", icon="clock"))
        column.put(_figures(found))
        main = Column(spacing=10)
        quiet = silence_bars(found)
        if quiet is not None:
            main.put(PictureView(quiet))
        self._put_months(main, found)
        main.put(Label(activity_words(found)))
        said = counted_words(found)
        if said:
            main.put(Label(said, "secondary"))
        main.put(1)
        self._parts = Row(spacing=28)
        self._parts.put(main, 3)
        if found.departments:
            self._parts.put(_departments(found), 2)
        column.put(self._parts)
        self._turn()

    def _turn(self) -> None:
        wide = self.width() >= px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._parts is not None and self._parts.direction() != way:
            self._parts.setDirection(way)

    def _put_months(self, column: Column, found: Reporting) -> None:
        self.picture = PictureCard(months_bars(found), framed=False)
        self.picture.view.pressed.connect(self._on_press)
        column.put(self.picture)

    def _on_press(self, key: str) -> None:
        if self.reporting is not None:
            self.wants_incidents.emit(asked(key, self.reporting.now.period.code))


def _figures(found: Reporting) -> QWidget:
    """Reports a week, near-misses, days since the last."""
    then = found.then
    when = then_words(found)
    week = "" if then is None else _("{n} {when}").format(n=week_words(then), when=when)
    share = "" if then is None or not then.reports else _("{n} {when}").format(n=share_words(then), when=when)
    per_week = _("Andre hendelser meldt per uke") if found.others else _("Meldt per uke")
    last = found.silence.last
    since = _("Siden siste melding")
    usual = usual_words(found.silence) or ("" if last is None else plain_date(last))
    return Wrap(
        Figure(str(per_week), week_words(found.now), week),
        Figure(str(_("Nestenulykker")), share_words(found.now), share),
        Figure(str(since), since_words(found.silence), usual),
        spacing=16, least=140, most=3,
    )  # fmt: skip


def _departments(found: Reporting) -> Column:
    return Column(
        Label(str(_("Avdeling for avdeling")), "strong"), departments_table(found.departments),
        Label(str(_(
            "I alfabetisk rekkefølge. Avdelingene er ulike, og dette er ingen rangering: spør heller hvordan det går "
            "der det er lenge siden sist."
        )), "secondary"), 1, spacing=8,
    )  # fmt: skip


def departments_table(rows: tuple[DepartmentReports, ...]) -> PlainTable:
    """The departments by name: how often they report, and when they did last."""
    heads = (_("Avdeling"), _("Per uke"), _("Sist meldt"))
    return PlainTable(Grid(
        str(_("Avdelingene")), tuple(str(head) for head in heads), tuple(department_words(row) for row in rows),
        figures=frozenset({1, 2}),
    ))  # fmt: skip
