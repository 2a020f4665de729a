"""A chart on the screen: drawn, explained under the mouse, told to screen readers, and shown as a table on demand."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QToolTip, QWidget

from ikdesk.kernel.words import _
from ikdesk.picture.layout import layout
from ikdesk.picture.palette import DARK, LIGHT, Palette
from ikdesk.picture.scene import Circle, Command, Item, Label, Line, Path, Rect, Scene, hatch_lines
from ikdesk.picture.spec import Spec, StripSpec, describe
from ikdesk.picture.tables import cells_of
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.layouts import Row
from ikdesk.ui.paint import rounded
from ikdesk.ui.text import plain_tip, teach_roles
from ikdesk.ui.theme import REGULAR, SEMIBOLD, current, font, px

TEXT = 12.5  # logical pixels at 100 %, ordinary text in a chart
CORNER = 3
LARGE = 64  # pixels; letters are drawn this large and scaled down


class PictureView(QWidget):
    """A chart.

    Args:
        spec: what it says.
        most: the widest it becomes, logical pixels at 100 %.
    """

    pressed = Signal(str)  # the key of what was clicked
    accessible_role = QAccessible.Role.Graphic

    def __init__(self, spec: Spec, *, most: float = 900) -> None:
        super().__init__()
        teach_roles()
        self._most = most
        self._scene: Scene | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_spec(spec)

    @property
    def spec(self) -> Spec:
        """What it says."""
        return self._spec

    def show_spec(self, spec: Spec) -> None:
        """Show another chart."""
        self._spec, self._scene = spec, None
        self.setAccessibleName(str(spec.title))
        self.setAccessibleDescription(describe(spec))
        self.updateGeometry()
        self.update()
        if self.isVisible():
            self._fit()

    def hasHeightForWidth(self) -> bool:
        """The drawing decides."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the drawing at a width; pixels."""
        return round(self._drawn(width).height) + 1

    def sizeHint(self) -> QSize:
        """A usual width."""
        width = px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrower cannot be read."""
        return QSize(px(240), px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never lower than the drawing, whatever room there is around it."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._scene = None
            self.updateGeometry()
            if self.isVisible():
                self._fit()

    def event(self, event: QEvent) -> bool:
        """Explain what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._at(QPointF(event.pos()))
            tip = getattr(found, "tip", "")
            if tip:
                QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was clicked."""
        key = getattr(self._at(event.position()), "key", "")
        if key:
            self.pressed.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item in self._drawn(self.width()).items:
            paint_item(painter, item)
        painter.end()

    def _fit(self) -> None:
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def _drawn(self, width: int) -> Scene:
        wanted = min(width, px(self._most))
        if self._scene is None or self._scene.width != wanted:
            self._scene = layout(self._spec, wanted, palette=chart_palette(), size=px(TEXT))
        return self._scene

    def _at(self, point: QPointF) -> Item | None:
        items = reversed(self._drawn(self.width()).items)
        return next((item for item in items if _touches(item, point)), None)


def chart_palette() -> Palette:
    """The colours of charts as the screen looks now."""
    theme = current()
    if not theme.contrast:
        return DARK if theme.dark else LIGHT
    own = theme.tokens
    return replace(
        DARK if theme.dark else LIGHT,
        surface=own.surface, text=own.text, muted=own.text, grid=own.border, axis=own.text, now=own.primary,
        past=own.bar, other=own.text, fewer=own.surface, more=own.surface, flag=own.text, series=own.series,
    )  # fmt: skip


def _touches(item: Item, point: QPointF) -> bool:
    """Whether the mouse is on something that explains itself or can be clicked."""
    match item:
        case Rect() if item.tip or item.key:
            return QRectF(item.x, item.y, item.w, item.h).adjusted(-2, -2, 2, 2).contains(point)
        case Circle() if item.tip:
            return math.hypot(point.x() - item.x, point.y() - item.y) <= item.r
        case Label() if item.tip:
            return _label_box(item).contains(point)
    return False


def _label_box(item: Label) -> QRectF:
    wide = len(item.text) * item.size * 0.6
    left = {"start": item.x, "middle": item.x - wide / 2, "end": item.x - wide}[item.anchor]
    return QRectF(left, item.y - item.size, wide, item.size * 1.3)


def paint_item(painter: QPainter, item: Item) -> None:
    """Draw one item of a scene."""
    match item:
        case Rect():
            _paint_rect(painter, item)
        case Line():
            pen = QPen(QColor(item.stroke), item.width)
            if item.dash:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(item.x1, item.y1), QPointF(item.x2, item.y2))
        case Path():
            _pen_and_brush(painter, item.fill, item.stroke, item.width)
            painter.drawPath(painter_path(item.commands))
        case Circle():
            _pen_and_brush(painter, item.fill, item.stroke, item.width)
            painter.drawEllipse(QPointF(item.x, item.y), item.r, item.r)
        case Label():
            _paint_label(painter, item)


def _paint_rect(painter: QPainter, item: Rect) -> None:
    box = QRectF(item.x, item.y, item.w, item.h)
    radius = min(CORNER, item.w / 2, item.h / 2)
    stroke = QColor(item.stroke) if item.stroke else None
    rounded(painter, box, radius, QColor(item.fill) if item.fill else None, stroke)
    if item.hatch:
        painter.setPen(QPen(QColor(item.stroke), 1))
        for x1, y1, x2, y2 in hatch_lines(item):
            painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))


def _pen_and_brush(painter: QPainter, fill: str, stroke: str, width: float) -> None:
    painter.setPen(QPen(QColor(stroke), width) if stroke else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(fill) if fill else QColor(Qt.GlobalColor.transparent))


def painter_path(commands: tuple[Command, ...]) -> QPainterPath:
    """The lines of a shape, as Qt draws them."""
    made = QPainterPath()
    for what, *at in commands:
        match what:
            case "M":
                made.moveTo(at[0], at[1])
            case "L":
                made.lineTo(at[0], at[1])
            case "C":
                made.cubicTo(*at)
            case _:
                made.closeSubpath()
    return made


def _paint_label(painter: QPainter, item: Label) -> None:
    """Letters of exactly the size they were measured in; a font of whole pixels would be up to 4 % wider."""
    letters = font(1.0, SEMIBOLD if item.bold else REGULAR, tabular=True)
    letters.setPixelSize(LARGE)
    wide = QFontMetricsF(letters).horizontalAdvance(item.text)
    painter.save()
    painter.setFont(letters)
    painter.setPen(QColor(item.colour))
    painter.translate(item.x, item.y)
    painter.scale(item.size / LARGE, item.size / LARGE)
    painter.drawText(QPointF({"start": 0.0, "middle": -wide / 2, "end": -wide}[item.anchor], 0.0), item.text)
    painter.restore()


class PictureCard(Card):
    """A chart in a card, with a button that shows the same numbers as a table."""

    def __init__(self, spec: Spec) -> None:
        super().__init__(padding=(16, 14, 16, 10), spacing=6)
        self.view = PictureView(spec)
        self._table: QWidget | None = None
        self.button = QuietButton(_("Vis som tabell"), "list-checks", flush=True)
        self.button.clicked.connect(self._on_turn)
        self.put(self.view, Row(self.button, 1))

    def show_spec(self, spec: Spec) -> None:
        """Show another chart."""
        self.view.show_spec(spec)
        if self._table is not None:
            self._on_turn()

    def _on_turn(self) -> None:
        if self._table is None:
            self._table = table_of(self.view.spec)
            self.column.insertWidget(1, self._table)
        else:
            self.column.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
            self._table = None
        self.view.setVisible(self._table is None)
        self.button.say(_("Vis som tabell") if self._table is None else _("Vis som bilde"))


def table_of(spec: Spec) -> QTableView:
    """The numbers of a chart as a table."""
    heads, lines = cells_of(spec)
    model = QStandardItemModel(len(lines), len(heads))
    model.setHorizontalHeaderLabels(heads)
    for at, line in enumerate(lines):
        for column, words in enumerate(line):
            cell = QStandardItem(words)
            if column and not isinstance(spec, StripSpec):
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            model.setItem(at, column, cell)
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    view.setAccessibleName(str(spec.title))
    view.setFont(font(tabular=True))
    view.setShowGrid(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(px(32))
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    view.setMinimumHeight(px(32) * min(len(lines) + 1, 14) + px(6))
    if isinstance(spec, StripSpec):
        _make_room_for_sentences(view, len(lines))
    return view


def _make_room_for_sentences(view: QTableView, rows: int) -> None:
    """Rows of two lines, for the numbers of a strip in words."""
    head, side = view.horizontalHeader(), view.verticalHeader()
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    side.setMinimumSectionSize(px(46))
    side.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    view.setFixedHeight(px(36) + px(50) * rows)
