"""A list with what was chosen in it beside it, or alone where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.layouts import Column, Row, first_in
from ikdesk.ui.theme import current, px

_NARROW = 930  # width of the window at 100 % under which what was chosen gives way to the list
_WIDE = 1250  # and over which there is room for more
_ANY = 16_777_215  # as wide as it likes: Qt's own number for it


class SidePanel(QWidget):
    """What was chosen in a list; ``back`` asks for the list where this stands alone.

    Args:
        codebook: the words of the unit's lists.
    """

    back = Signal()

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self._codebook = codebook
        self._column = Column(spacing=8, parent=self)
        self._back = QuietButton(str(_("Tilbake til listen")), "arrow-left")
        self._back.clicked.connect(self.back)
        self._back.hide()
        self._column.put(self._back)
        self._inside: QWidget | None = None

    def use_codebook(self, codebook: Codebook) -> None:
        """Show the words of changed lists from now on."""
        self._codebook = codebook

    def show_alone(self, *, alone: bool) -> None:
        """Stand alone on the page, with a way back, or beside the list."""
        self._back.setVisible(alone)
        margin = px(20) if alone else 0
        self._column.setContentsMargins(margin, margin, margin, margin)

    def put_inside(self, inside: QWidget) -> None:
        """Show this instead of what was shown."""
        old, self._inside = self._inside, inside
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._column.put(inside, 1)


class Beside(QStackedWidget):
    """The page of a list: the list with what was chosen beside it, or something else instead of both.

    ``middle`` (both) and ``look`` (opens what was chosen) are put where the page wants them, and that page is given to
    ``begin``.

    Args:
        listed: the list, with all that belongs to it.
        panel: what was chosen.
        home: what takes focus where the list is shown again.
        look: what the button says that shows the chosen one alone.
        widths: of the panel at 100 %, in a window of the usual size and in a wide one.
    """

    def __init__(
        self, listed: QWidget, panel: SidePanel, home: QWidget, look: str, *, widths: tuple[int, int] = (330, 330)
    ) -> None:
        super().__init__()
        self._panel, self._home, self._widths = panel, home, widths
        self._alone = False  # the panel is shown instead of the list
        self.middle = Row(spacing=16)
        self.middle.put(listed, 1)
        self.middle.put(panel)
        self.look = SecondaryButton(look, "eye")
        self.look.hide()
        panel.back.connect(self._on_back)

    def begin(self, page: QWidget) -> None:
        """Show this page whenever nothing else is shown."""
        self.addWidget(page)

    def open(self) -> bool:
        """Show the chosen one alone where there is no room for it beside the list.

        Returns:
            Whether it had to be; if not, it is on the screen already.
        """
        if self._panel.isVisible():
            return False
        self._alone = True
        self._panel.show_alone(alone=True)
        self._panel.setMaximumWidth(_ANY)
        self.setCurrentIndex(self.addWidget(self._panel))
        self._panel.show()
        return True

    def put_over(self, over: QWidget, first: QWidget) -> None:
        """Show something instead of the list, and go on in it.

        Args:
            first: the part of it to go on in.
        """
        self.setCurrentIndex(self.addWidget(over))
        first_in(first).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_away(self, over: QWidget | None) -> None:
        """What was shown instead of the list is done with."""
        if over is not None:
            self.removeWidget(over)
            over.hide()
            over.deleteLater()

    def go_on(self) -> None:
        """The button that was pressed is gone: focus stays near."""
        (first_in(self._panel) if self._alone else self._home).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what was chosen the room there is."""
        super().resizeEvent(event)
        wide = self.window().width() / current().factor
        self.look.setVisible(wide < _NARROW)
        if not self._alone:
            self._panel.setVisible(wide >= _NARROW)
            self._panel.setFixedWidth(px(self._widths[wide > _WIDE]))

    def _on_back(self) -> None:
        self._alone = False
        self._panel.show_alone(alone=False)
        self.removeWidget(self._panel)
        self.middle.put(self._panel)
        self.setCurrentIndex(0)
        self._panel.hide()
        self._home.setFocus()
