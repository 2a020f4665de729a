"""One line of a column in a meeting: what somebody proposed, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.meetings.view_model import OWNER, IdeaRow
from ikdesk.ui.icons import Icon
from ikdesk.ui.large import LargeField, LargeIconButton, LargePointed
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.paint import rounded
from ikdesk.ui.pointed import PlainWords
from ikdesk.ui.text import Label, plain_tip
from ikdesk.ui.theme import color, px

LAST = 2  # the column of what must be planned
_KEYS = {
    Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down",
    Qt.Key.Key_Delete: "away", Qt.Key.Key_Return: "edit", Qt.Key.Key_Enter: "edit", Qt.Key.Key_F2: "edit",
    Qt.Key.Key_E: "owner",
}  # fmt: skip


class IdeaLine(QWidget):
    """What somebody proposed; with focus it shows what can be done with it, by keys or by buttons.

    ``wanted(key, what)``: left, right, up, down, away or owner; ``renamed(key, title)``; ``points(widget)`` hands over
    what points out names in what is written, to be put where there is room.

    Args:
        idea: what it is.
        column: 0, 1 or 2 from the left.
        words: what is no name here.
    """

    wanted = Signal(object, str)
    renamed = Signal(object, str)
    points = Signal(object)

    def __init__(self, idea: IdeaRow, column: int, words: PlainWords) -> None:
        super().__init__()
        self.idea, self._column, self._plain = idea, column, words
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words = Label(idea.title)
        self.edit: LargeField | None = None
        self._box = Column(self.words, spacing=6, margins=(12, 8, 12, 8), parent=self)
        if idea.origin == OWNER:
            tag = Row(Icon("building-2", "warn", 28), spacing=8)
            tag.put(Label(str(_("Krever eier eller penger")), "muted"), 1)
            self._box.put(tag)
        self._tools = self._made_tools()
        self._tools.hide()
        self._box.put(self._tools)
        self._describe()

    def _made_tools(self) -> QWidget:
        offered = [("left", _("Flytt til venstre"), "arrow-left")] if self._column > 0 else []
        offered += [("right", _("Flytt til høyre"), "arrow-right")] if self._column < LAST else []
        offered += [("owner", _("Krever eier eller penger"), "building-2")] if self._column == LAST else []
        offered += [("edit", _("Skriv om"), "pencil"), ("away", _("Ta bort"), "x")]
        buttons = []
        for what, name, drawn in offered:
            button = LargeIconButton(f"{name}: {self.idea.title}", drawn)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each has a key on the line itself
            button.setToolTip(plain_tip(name))
            button.clicked.connect(lambda _on=False, at=what: self._take(at))
            buttons.append(button)
        return Wrap(*buttons, spacing=4)

    def _describe(self) -> None:
        self.setAccessibleName(self.idea.title)
        keys = _("Pil til venstre og høyre flytter mellom kolonnene. Enter skriver om. Delete tar bort.")
        owner = _(" E: krever eier eller penger.") if self._column == LAST else ""
        self.setAccessibleDescription(f"{keys}{owner}")

    @property
    def key(self) -> Key:
        """Which one it is."""
        return self.idea.id

    def begin_edit(self) -> None:
        """Write it anew, in its place."""
        if self.edit is not None:
            return
        self.edit = LargeField()
        self.edit.setAccessibleName(str(_("Skriv om forslaget")))
        self.edit.set_value(self.idea.title)
        self.edit.returnPressed.connect(lambda: self.end_edit())  # noqa: PLW0108 (Qt would tell it more)
        self.edit.installEventFilter(self)
        self.words.hide()
        self._pointed = LargePointed(self.edit, self._plain)
        self._box.insertWidget(0, self.edit)
        self.points.emit(self._pointed)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()

    def end_edit(self, *, stay: bool = True) -> None:
        """Keep what was written, if it says something.

        Args:
            stay: go on in this line.
        """
        edit, self.edit = self.edit, None
        if edit is None:
            return
        edit.removeEventFilter(self)
        title = "" if edit.complaint() else edit.value()
        self._box.removeWidget(edit)
        for part in (edit, self._pointed):
            part.hide()
            part.deleteLater()
        self.words.show()
        if stay:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if title and title != self.idea.title:
            self.renamed.emit(self.key, title)

    def let_go(self) -> None:
        """It is thrown away: what is half written in it is not kept any more."""
        if self.edit is not None:
            self.edit.removeEventFilter(self)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Escape and leaving it: the first leaves it as it was."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self.edit is not None:
                self.edit.set_value(self.idea.title)
                self.end_edit()
                return True
        if watched is self.edit and isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._on_left)  # then it is known where one went
        return False

    def _on_left(self) -> None:
        """Who went to take out a name, comes back to what is written."""
        at = QApplication.focusWidget()
        if self.edit is not None and at is not self.edit and not (at and self._pointed.isAncestorOf(at)):
            self.end_edit(stay=False)

    def event(self, event: QEvent) -> bool:
        """The arrows are this line's own while it has focus, and turn no slides."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._meant(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What can be done with it."""
        what = self._meant(event)
        if what:
            self._take(what)
            return
        super().keyPressEvent(event)

    def _meant(self, event: QKeyEvent) -> str:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        return _KEYS.get(Qt.Key(event.key()), "") if plain and self.hasFocus() else ""

    def _take(self, what: str) -> None:
        if what == "edit":
            self.begin_edit()
        else:
            self.wanted.emit(self.key, what)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It is chosen."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show what can be done with it."""
        super().focusInEvent(event)
        self._tools.show()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be quiet again."""
        super().focusOutEvent(event)
        self._tools.hide()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box of its own colour."""
        painter = QPainter(self)
        line, wide = (color("primary"), px(3)) if self.hasFocus() else (color("border"), 1)
        rounded(painter, QRectF(self.rect()), px(8), color("subtle"), line, wide)
        painter.end()
