"""A field of a form: label above, hint, the field itself, and under it what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import mark_wrong


class FieldBox(QWidget):
    """Label, hint, field and error as one; screen readers hear them together.

    Args:
        label: the question; "" if the field itself carries it, as a check box does.
        widget: what people write in or choose from.
        hint: a sentence between label and field, or "".
    """

    stays_on_top = True  # beside a higher one

    def __init__(self, label: str, widget: QWidget, *, hint: str = "") -> None:
        super().__init__()
        self.label, self.widget, self._hint = str(label), widget, str(hint)
        self.error = ""
        column = self._column = Column(spacing=5, parent=self)
        if label:
            head = Label(label, "strong")
            head.setBuddy(widget)
            column.put(head)
        self._help = Label(self._hint, "secondary")
        if not hint:
            self._help.hide()
        column.put(self._help)
        column.put(widget)
        self._message = Label("", "error")
        self._error_line = QWidget()
        line = Row(Icon("circle-alert", "danger", 17), spacing=6, parent=self._error_line)
        line.put(self._message, 1)
        self._error_line.hide()
        column.put(self._error_line)
        if label and not widget.accessibleName():
            widget.setAccessibleName(self.label)
        self._describe()

    def stand_beside(self, other: QWidget) -> None:
        """Put something more to the right of the field."""
        at = self._column.indexOf(self.widget)
        self._column.takeAt(at)
        self._column.insertLayout(at, Row(self.widget, other, spacing=8))

    def set_error(self, sentence: str) -> None:
        """Say what is wrong; "" when it is mended."""
        self.error = str(sentence)
        self._message.say(self.error)
        self._error_line.setVisible(bool(self.error) and not getattr(self.widget, "shows_errors", False))
        for part in self._parts():
            mark_wrong(part, wrong=bool(self.error))
        self._describe()

    def set_hint(self, sentence: str) -> None:
        """Help in other words from now on; "" for none."""
        self._hint = str(sentence)
        self._help.say(self._hint)
        self._help.setVisible(bool(self._hint))
        self._describe()

    def put_under(self, widget: QWidget) -> None:
        """Let something stand under the field, above what is wrong with it."""
        self._column.insertWidget(self._column.indexOf(self._error_line), widget)

    def focus(self) -> None:
        """Move focus to the field."""
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _parts(self) -> list[QWidget]:
        proxy = self.widget.focusProxy()
        return [self.widget] if proxy is None else [self.widget, proxy]

    def _describe(self) -> None:
        words = " ".join(part for part in (self._hint, self.error) if part)
        for part in self._parts():
            part.setAccessibleDescription(words)
