"""The foot of a form: the buttons, always in sight, and above them what must be mended before one can save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ikdesk.kernel.words import many
from ikdesk.ui.buttons import DangerLink
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.form import Form
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.paint import rounded
from ikdesk.ui.text import Label, announce
from ikdesk.ui.theme import color, px

Where = FieldBox | Callable[[], object] | None


class ErrorSummary(QFrame):
    """What must be mended, with links to where."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._head = Label("", "strong")
        self._links: list[DangerLink] = []
        line = Row(Icon("circle-alert", "danger", 20), spacing=8)
        line.put(self._head, 1)
        self._list = Column(spacing=0)
        Column(line, self._list, spacing=2, margins=(14, 10, 14, 8), parent=self)
        self.hide()

    def show_items(self, items: Sequence[tuple[str, Where]], *, take_focus: bool) -> None:
        """Show what is wrong now; nothing hides it.

        Args:
            items: sentences, and the field each is about, or a way to where it stands.
            take_focus: move focus to the first link and let screen readers say it.
        """
        for link in self._links:
            self._list.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = [self._link(sentence, where) for sentence, where in items]
        head = many("Du må rette én ting før du kan lagre", "Du må rette {n} ting før du kan lagre", len(items))
        self._head.say(head)
        self.setAccessibleName(head)
        self.setVisible(bool(items))
        if items and take_focus:
            announce(self, f"{head}. {' '.join(sentence for sentence, _where in items)}", now=True)
            self._links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box."""
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), px(8), color("danger_bg"), color("danger"))
        painter.end()

    def _link(self, sentence: str, where: Where) -> DangerLink:
        link = DangerLink(f"{where.label} {sentence}".strip() if isinstance(where, FieldBox) else sentence)
        if isinstance(where, FieldBox):
            link.clicked.connect(lambda _on=False: go_to(where))
        elif where is not None:
            link.clicked.connect(lambda _on=False: where())
        self._list.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link


class Feet(QObject):
    """Tells that buttons came to stand at the foot of a page, for what floats there."""

    shown = Signal()


@cache
def feet() -> Feet:
    """The one of the program."""
    return Feet()


class Footer(QWidget):
    """Buttons to the left in the order primary, secondary, quiet; a quiet note to the right.

    Args:
        buttons: in this order.
        note: for example which keys do the same.
        form: its complaints are shown above the buttons, and vanish as they are mended.
    """

    def __init__(self, *buttons: QWidget, note: str = "", form: Form | None = None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.summary = ErrorSummary()
        self._note = Label(note, "secondary")  # takes what room the buttons leave, on two lines where it must
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._line = Row(*buttons, spacing=10)
        self._line.put(self._note, 1)
        Column(self.summary, self._line, spacing=10, margins=(28, 11, 28, 11), parent=self)
        self._form = form
        self._count = 0
        if form is not None:
            form.complaints_changed.connect(self._on_complaints)

    def say(self, note: str) -> None:
        """Show another note."""
        self._note.say(note)

    def put(self, widget: QWidget) -> None:
        """Put something more at the right, where one looks just before one saves."""
        self._line.put(widget)

    def showEvent(self, event: QShowEvent) -> None:
        """A page with buttons is shown, or built anew."""
        super().showEvent(event)
        feet().shown.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, with a thin line on top."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), color("border"))
        painter.end()

    def _on_complaints(self) -> None:
        items = self._form.complaints() if self._form is not None else []
        self.summary.show_items(items, take_focus=len(items) >= max(1, self._count))
        self._count = len(items)


def go_to(box: FieldBox) -> None:
    """Move focus to a field and scroll it into sight."""
    above = box.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(box, px(20), px(20))
    box.focus()
