"""One of many as tiles or chips, several as chips, and check boxes; real radio buttons and check boxes inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QGroupBox, QRadioButton, QSizePolicy

from ikdesk.ui.chip_looks import Painted, Pictured
from ikdesk.ui.icons import paint_icon
from ikdesk.ui.layouts import Wrapping
from ikdesk.ui.option import Option
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.theme import color, font, px

BY_KEYS = {
    Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
}  # fmt: skip


class ChoiceButton(QRadioButton):
    """A radio button that looks like a tile or a chip."""

    def __init__(self, option: Option, *, tile: bool = False, pictured: bool = False) -> None:
        super().__init__()
        self._look = Pictured() if pictured else Painted()
        self._look.set_up(self, option, tile=tile)
        self.code = option.code

    def show_option(self, option: Option) -> None:
        """Stand for something else."""
        if option != self._look.option:
            self._look.set_up(self, option, tile=self._look.tile)
            self.code = option.code
            self.updateGeometry()
            self.update()

    def ring_radius(self) -> float:
        """The radius of its corners, for the focus ring; pixels."""
        return self._look.radius()

    def sizeHint(self) -> QSize:
        """Room for all the words."""
        return self._look.hint()

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self._look.hint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by the keyboard, comes to the one that is chosen."""
        super().focusInEvent(event)
        chosen = self.group().checkedButton() if self.group() is not None else None
        if chosen is not None and chosen is not self and event.reason() in BY_KEYS:
            chosen.setFocus(event.reason())

    def hitButton(self, position: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        self._look.draw(self)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


class CheckChip(QCheckBox):
    """A check box that looks like a chip."""

    def __init__(self, option: Option) -> None:
        super().__init__()
        self._look = Painted()
        self._look.set_up(self, option, tile=False)
        self.code = option.code

    def ring_radius(self) -> float:
        """The radius of its corners, for the focus ring; pixels."""
        return self._look.radius()

    def sizeHint(self) -> QSize:
        """Room for all the words."""
        return self._look.hint()

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self._look.hint()

    def hitButton(self, position: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        self._look.draw(self)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


class ChoiceGroup(QGroupBox):
    """One of many: radio buttons in a group that carries the question.

    Args:
        question: what screen readers say on the way in.
        options: what may be chosen, in order.
        look: "chip", or "tile" for a few big ones of equal width, or "picture" for those that are known by one.
        columns: tiles on a line at most; 0 for as many as fit.
    """

    changed = Signal()

    def __init__(self, question: str, options: Iterable[Option], *, look: str = "chip", columns: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(str(question))
        self._tile, self._pictured = look != "chip", look == "picture"
        self._group = QButtonGroup(self)
        self._all: list[ChoiceButton] = []
        self._flow = Wrapping(least={"tile": 170, "picture": 110}.get(look, 0), most=columns, parent=self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_options(options)
        self._group.buttonToggled.connect(self._on_toggled)

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer other things; what was chosen stays chosen if it is still there.

        Buttons are used again, and there is always one: a new button would be the last of the page to Tab.
        """
        offered, chosen = list(options), self.value()
        self._group.blockSignals(True)
        self._uncheck()
        for option in offered[len(self._all) :] or ([] if self._all else [Option(None, "")]):
            self._add(option)
        for at, button in enumerate(self._all):
            there = at < len(offered)
            button.show_option(offered[at] if there else Option(None, ""))
            button.setVisible(there)
        kept = next((button for button in self.buttons() if _same(button.code, chosen)), None)
        if kept is not None and chosen is not None:
            kept.setChecked(True)
        self._group.blockSignals(False)
        self.setFocusProxy(kept or self._all[0])
        self._flow.invalidate()
        self.updateGeometry()

    def _add(self, option: Option) -> None:
        button = ChoiceButton(option, tile=self._tile, pictured=self._pictured)
        self._group.addButton(button)
        self._flow.addWidget(button)
        if self._all:
            QGroupBox.setTabOrder(self._all[-1], button)
        self._all.append(button)

    def _uncheck(self) -> None:
        self._group.setExclusive(False)
        for button in self._all:
            button.setChecked(False)
        self._group.setExclusive(True)

    def buttons(self) -> list[ChoiceButton]:
        """The buttons, in order."""
        return [button for button in self._all if not button.isHidden()]

    def value(self) -> Any:
        """The code chosen, or None."""
        chosen = self._group.checkedButton()
        return chosen.code if isinstance(chosen, ChoiceButton) else None

    def set_value(self, value: object) -> None:
        """Choose a code; None, or one that is not there, chooses nothing."""
        wanted = "" if value is None else str(value)
        now = self.value()
        if wanted == ("" if now is None else str(now)):
            return
        found = next((button for button in self.buttons() if str(button.code) == wanted), None)
        if found is not None:
            found.setChecked(True)
            return
        self._uncheck()
        self.changed.emit()

    def _on_toggled(self, button: QAbstractButton, on: bool) -> None:  # noqa: FBT001 - as Qt sends it
        if on:
            self.setFocusProxy(button)
            self.changed.emit()


class CheckGroup(QGroupBox):
    """Several of many: check boxes as chips in a group that carries the question."""

    changed = Signal()

    def __init__(self, question: str, options: Iterable[Option]) -> None:
        super().__init__()
        self.setAccessibleName(str(question))
        self._flow = Wrapping(parent=self)
        self._chips: list[CheckChip] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for option in options:
            chip = CheckChip(option)
            chip.toggled.connect(lambda _on: self.changed.emit())
            self._chips.append(chip)
            self._flow.addWidget(chip)
        if self._chips:
            self.setFocusProxy(self._chips[0])

    def offer(self, code: str, *, shown: bool) -> None:
        """Show one of them, or leave it out for now: what is left out is not chosen."""
        for chip in self._chips:
            if chip.code == code:
                chip.setVisible(shown)

    def value(self) -> tuple[Any, ...]:
        """The codes chosen, in the order shown."""
        return tuple(chip.code for chip in self._chips if chip.isChecked() and not chip.isHidden())

    def set_value(self, value: Sequence[object] | None) -> None:
        """Choose these codes and no others."""
        wanted = {str(code) for code in value or ()}
        for chip in self._chips:
            chip.setChecked(str(chip.code) in wanted)


class CheckBox(QCheckBox):
    """Yes or no, with words that wrap."""

    changed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(str(text).replace("&", "&&"))
        self._words = str(text)
        self.setAccessibleName(self._words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        """Whether it is checked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Check it, or not; None is not."""
        self.setChecked(bool(value))

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(6)

    def sizeHint(self) -> QSize:
        """The box and the words on one line."""
        words = QFontMetrics(font()).horizontalAdvance(self._words) + 2
        return QSize(px(22 + 9) + words, px(32))

    def minimumSizeHint(self) -> QSize:
        """Words may wrap."""
        return QSize(min(self.sizeHint().width(), px(150)), px(32))

    def heightForWidth(self, width: int) -> int:
        """The height when the words wrap at a width; pixels."""
        room = QRect(0, 0, max(1, width - px(31)), 10_000)
        bounds = QFontMetrics(font()).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._words)
        return max(px(32), bounds.height() + px(12))

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def hitButton(self, position: QPoint) -> bool:
        """The words can be pressed too."""
        return self.rect().contains(position)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        side = px(22)
        one_line = self.heightForWidth(self.width()) <= px(36)
        top = (self.height() - side) / 2 if one_line else px(5)
        box = QRectF(0, top, side, side)
        on, over = self.isChecked(), self.underMouse()
        line = color("primary") if on else color("text") if over else color("strong")
        fill = color("primary_hover" if over else "primary") if on else color("surface")
        rounded(painter, box, px(5), fill, None if on else line, 1)
        if on:
            paint_icon(painter, "check", color("on_primary"), box.adjusted(px(2), px(2), -px(2), -px(2)))
        painter.setFont(font())
        words = QRectF(px(31), 0, self.width() - px(31), self.height())
        write(painter, words, self._words, color("text"), align=Qt.AlignmentFlag.AlignLeft, wrap=True)
        painter.end()


def _same(code: object, other: object) -> bool:
    return ("" if code is None else str(code)) == ("" if other is None else str(other))
