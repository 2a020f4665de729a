"""Fields for a date and for a time of day: text one may write as one likes, said back in full."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QSizePolicy, QToolButton, QWidget

from ikdesk.kernel.words import _, clock_time, language, short_date
from ikdesk.ui.buttons import IconButton, SecondaryButton
from ikdesk.ui.date_words import AHEAD, echo, read_date, read_time
from ikdesk.ui.icons import icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import color, px


class _TidyField(TextField):
    """A line that is tidied up when one leaves it."""

    def __init__(self, tidy: Callable[[], None], *, width: float, example: str) -> None:
        super().__init__(width=width, example=example)
        self._tidy = tidy

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tidy up."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._tidy()


class ShortcutChip(SecondaryButton):
    """A small round button that fills in a field."""

    height_at_100 = 32.0
    padding = 12.0
    radius = 16.0


class DateField(QWidget):
    """A date.

    Args:
        today: what "i dag" is.
        latest: the last day the calendar offers, or None.
        chips: show "I dag", "I går" and "Velg" beside it.
        with_echo: say the date back in full under it.
        ahead: how many days ahead a date without a year may lie; 365 for time limits.
    """

    changed = Signal()

    def __init__(
        self, today: date, *, latest: date | None = None, chips: bool = True, with_echo: bool = True, ahead: int = AHEAD
    ) -> None:
        super().__init__()
        self._today, self._latest, self._ahead = today, latest, ahead
        self._popup: CalendarPopup | None = None
        self.line = _TidyField(self._tidy, width=150, example=short_date(today))
        self.setFocusProxy(self.line)
        self.button = IconButton(str(_("Velg dato i kalender")), "calendar", self.line)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the chip "Velg" is the same, and Alt+Down
        self._echo = Label("", "secondary")
        if not with_echo:
            self._echo.hide()
        row = Row(self.line, spacing=6)
        for words, back in ((_("I dag"), 0), (_("I går"), 1)) if chips else ():
            row.put(self._chip(str(words), back))
        if chips:
            choose = ShortcutChip(str(_("Velg …")))
            choose.setAccessibleName(str(_("Velg dato i kalender")))
            choose.clicked.connect(self.open_calendar)
            row.put(choose)
        row.put(1)
        Column(row, self._echo, spacing=4, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line.changed.connect(self._on_changed)
        self.line.installEventFilter(self)
        self.button.clicked.connect(self.open_calendar)

    def begin(self, today: date) -> None:
        """Another day has come, and what is asked is asked anew: "i dag" is that day from now on."""
        if self._latest == self._today:
            self._latest = today
        self._today = today

    def value(self) -> date | None:
        """The day; None if it is empty or cannot be understood."""
        return read_date(self.line.text(), self._today, self._ahead).day

    def set_value(self, value: object) -> None:
        """Show this day; None is empty, text is shown as it was typed."""
        self.line.set_value(short_date(value) if isinstance(value, date) else value or "")

    def complaint(self) -> str:
        """What is wrong with what was typed."""
        return read_date(self.line.text(), self._today, self._ahead).complaint

    def setAccessibleName(self, name: str) -> None:
        """The name belongs to the line one writes in."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def open_calendar(self) -> None:
        """Show a month to choose from."""
        popup = CalendarPopup(self.value() or self._today, self._latest)
        popup.chosen.connect(self._on_chosen)
        popup.setParent(self, Qt.WindowType.Popup)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + px(4))))
        popup.show()
        popup.calendar.setFocus(Qt.FocusReason.PopupFocusReason)
        self._popup = popup

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Keep the calendar button inside the line, and open the calendar on Alt+Down."""
        if isinstance(event, QResizeEvent):
            side = px(32)
            self.button.setGeometry(self.line.width() - side - px(3), (self.line.height() - side) // 2, side, side)
            self.line.setTextMargins(0, 0, side - px(6), 0)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() == Qt.Key.Key_Down:
                self.open_calendar()
                return True
        return False

    def _chip(self, words: str, back: int) -> ShortcutChip:
        chip = ShortcutChip(words)
        chip.clicked.connect(lambda _on=False: self.set_value(self._today - timedelta(days=back)))
        return chip

    def _tidy(self) -> None:
        day = self.value()
        if day is not None:
            self.set_value(day)

    def _on_changed(self) -> None:
        day = self.value()
        self._echo.say(echo(day) if day else "")
        self.line.setAccessibleDescription(echo(day) if day else "")
        self.changed.emit()

    def _on_chosen(self, day: date) -> None:
        self.set_value(day)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class CalendarPopup(QFrame):
    """One month; weeks begin on Monday and have their ISO number."""

    chosen = Signal(object)

    def __init__(self, day: date, latest: date | None) -> None:
        super().__init__()
        self.setObjectName("calendar")
        self.setStyleSheet(
            f"#calendar {{ background: {color('surface').name()}; border: 1px solid {color('strong').name()}; }}"
        )
        self.calendar = QCalendarWidget(self)
        country = {"nn": "nn_NO", "en": "en_GB"}.get(language(), "nb_NO")
        self.calendar.setLocale(QLocale(country))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        plain, quiet = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(color("text"))
        quiet.setForeground(color("muted"))
        for weekday in Qt.DayOfWeek:  # Sundays are not red here
            self.calendar.setWeekdayTextFormat(weekday, plain)
        for name, drawn in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(icon(drawn, size=20))
                button.setIconSize(QSize(px(20), px(20)))
        self.calendar.setHeaderTextFormat(quiet)
        if latest is not None:
            self.calendar.setMaximumDate(QDate(latest.year, latest.month, latest.day))
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.setMinimumSize(px(330), px(260))
        Column(self.calendar, margins=(8, 8, 8, 8), parent=self)
        self.calendar.clicked.connect(self._on_clicked)
        self.calendar.activated.connect(self._on_clicked)

    def _on_clicked(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()


class TimeField(TextField):
    """A time of day, which may be unknown."""

    def __init__(self) -> None:
        super().__init__(width=74, example="09.30")
        self.setMaxLength(10)

    def value(self) -> time | None:  # type: ignore[override]
        """The time; None if it is empty or cannot be understood."""
        return read_time(self.text())[0]

    def set_value(self, value: object) -> None:
        """Show this time; None is empty, text is shown as it was typed."""
        super().set_value(clock_time(value) if isinstance(value, time) else value)

    def complaint(self) -> str:
        """What is wrong with what was typed."""
        return read_time(self.text())[1]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tidy up."""
        super().focusOutEvent(event)
        moment = self.value()
        if moment is not None:
            self.set_value(moment)
