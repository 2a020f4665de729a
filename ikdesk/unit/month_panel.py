"""One month as a grid of days that are tapped on and off."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QWidget

from ikdesk.kernel.tertial import Month
from ikdesk.kernel.words import _, plain_date, weekday_name
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.icons import paint_icon
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.text import Label, plain_tip
from ikdesk.ui.theme import MEDIUM, REGULAR, SEMIBOLD, color, font, px
from ikdesk.unit.calendar_model import public_holidays

_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
}  # fmt: skip
_FRIDAY = 5


class DayCell(QCheckBox):
    """A day: on when the place was in use. A day that has not been cannot be chosen."""

    stepped = Signal(int)  # an arrow key: days forward, or back

    def __init__(self, day: date, *, today: date) -> None:
        super().__init__()
        self.day = day
        self._today = day == today
        self._quiet = day.isoweekday() > _FRIDAY or day in public_holidays(day.year)
        self.setEnabled(day <= today)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if day <= today:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(lambda _on: self._name())
        self._name()

    def show_logged(self, *, logged: bool) -> None:
        """Show whether it stands in the log, without telling anybody."""
        quiet = self.blockSignals(True)
        self.setChecked(logged)
        self.blockSignals(quiet)
        self._name()

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(9)

    def sizeHint(self) -> QSize:
        """Easy to hit."""
        return QSize(px(64), px(56))

    def minimumSizeHint(self) -> QSize:
        """It may become smaller."""
        return QSize(px(38), px(40))

    def hitButton(self, position: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to another day; Enter does the same as space."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The number, and a tick when it stands in the log."""
        painter = QPainter(self)
        on, over = self.isChecked(), self.underMouse() and self.isEnabled()
        fill = color("tint") if on else color("subtle") if over or self._quiet or not self.isEnabled() else None
        line = color("primary") if on or self._today else color("strong") if over else color("border")
        box = QRectF(self.rect())
        rounded(painter, box, px(9), fill, line if self.isEnabled() else None, 2 if on or self._today else 1)
        ink = color("on_tint") if on else color("text" if self.isEnabled() and not self._quiet else "muted")
        painter.setFont(font(1.0, SEMIBOLD if on else MEDIUM if self._today else REGULAR, tabular=True))
        words = box.adjusted(px(9), px(5), -px(4), 0)
        words.setHeight(px(22))
        write(painter, words, str(self.day.day), ink, align=Qt.AlignmentFlag.AlignLeft)
        if on:
            side = px(18)
            paint_icon(painter, "check", color("primary"),
                       QRectF(box.right() - side - px(7), box.bottom() - side - px(6), side, side))  # fmt: skip
        painter.end()

    def _name(self) -> None:
        words = plain_date(self.day).rsplit(" ", 1)[0]  # the year stands above the calendar
        self.setAccessibleName(f"{words}, {_('ført') if self.isChecked() else _('ikke ført')}")
        self.setToolTip(plain_tip(weekday_name(self.day.isoweekday()).capitalize()))


class MonthGrid(QWidget):
    """The days of a month in weeks. Tab stops once; arrows go from day to day, space turns a day on or off."""

    turned = Signal(object, bool)  # the day, and whether it was turned on
    week = Signal(object)  # the Monday of a week whose weekdays are to be filled in
    left = Signal(object)  # an arrow went to a day outside the month

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._cells: dict[date, DayCell] = {}
        self._others: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(6))
        for column in range(1, 8):
            self._grid.setColumnStretch(column, 1)

    def show_month(self, month: Month, logged: Collection[date]) -> None:
        """Show another month, with the days that stand in the log."""
        for widget in (*self._cells.values(), *self._others):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._cells, self._others = {}, []
        self._place_heads()
        monday = month.first - timedelta(days=month.first.weekday())
        row = 1
        while monday < month.after:
            self._place_week(monday, row)
            for column in range(7):
                day = monday + timedelta(days=column)
                if month.first <= day < month.after:
                    self._place_day(day, row, column + 1, logged=day in logged)
            monday, row = monday + timedelta(days=7), row + 1
        self._offer_tab(self._best())

    def show_logged(self, logged: Collection[date]) -> None:
        """Show which days stand in the log now."""
        for day, cell in self._cells.items():
            cell.show_logged(logged=day in logged)

    def focus_day(self, day: date) -> None:
        """Move focus to a day of the month shown."""
        cell = self._cells.get(day)
        if cell is not None and cell.isEnabled():
            self._offer_tab(cell)
            cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def cell(self, day: date) -> DayCell:
        """The cell of a day of the month shown."""
        return self._cells[day]

    def _place_heads(self) -> None:
        for column in range(1, 8):
            name = Label(weekday_name(column)[:3], "secondary", wrap=False)
            name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(name, 0, column)
            self._others.append(name)

    def _place_week(self, monday: date, row: int) -> None:
        number = _("Uke {n}").format(n=monday.isocalendar().week)
        button = QuietButton(number, tip=str(_("Før hverdagene i uken")))
        button.setAccessibleName(_("Før hverdagene i uke {n}").format(n=monday.isocalendar().week))
        if monday > self._today:
            button.hide()
        button.clicked.connect(lambda _on=False: self.week.emit(monday))
        self._grid.addWidget(button, row, 0)
        self._others.append(button)

    def _place_day(self, day: date, row: int, column: int, *, logged: bool) -> None:
        cell = DayCell(day, today=self._today)
        cell.show_logged(logged=logged)
        cell.toggled.connect(lambda on: self.turned.emit(day, on))
        cell.stepped.connect(lambda step: self._on_step(day, step))
        self._cells[day] = cell
        self._grid.addWidget(cell, row, column)

    def _best(self) -> DayCell | None:
        possible = [cell for cell in self._cells.values() if cell.isEnabled()]
        return possible[-1] if possible else None

    def _offer_tab(self, wanted: DayCell | None) -> None:
        for cell in self._cells.values():
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is wanted else Qt.FocusPolicy.ClickFocus)
        if wanted is not None:
            self.setFocusProxy(wanted)

    def _on_step(self, day: date, step: int) -> None:
        wanted = day + timedelta(days=step)
        if wanted > self._today:
            return
        if wanted in self._cells:
            self.focus_day(wanted)
        else:
            self.left.emit(wanted)
