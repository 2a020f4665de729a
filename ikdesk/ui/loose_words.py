"""What somebody typed in a field that no draft takes care of: found before the windows go, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ikdesk.ui.dialogs import Box
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import LongText
from ikdesk.ui.text_field import TextField


def loose_words(window: QWidget, *, drafts: bool = False) -> list[tuple[str, str]]:
    """The questions and what was typed there, in the pages and in boxes that wait for an answer.

    Only what somebody typed since the field was filled; no passwords, and nothing in a form that keeps drafts itself.

    Args:
        window: with all the pages.
        drafts: also what stands in forms that keep drafts: there may be nowhere to keep them.
    """
    asking = [box for box in QApplication.topLevelWidgets() if isinstance(box, Box) and box.waiting]
    boxes: Iterable[FieldBox] = [
        *(box for box in window.findChildren(FieldBox) if not isinstance(box.window(), Box)),
        *(box for part in asking for box in part.findChildren(FieldBox)),
    ]
    loose = (box for box in boxes if drafts or not _is_kept(box))
    typed = ((box.label or box.widget.accessibleName(), _typed(box.widget)) for box in loose)
    return [(label, text) for label, text in typed if text]


def _typed(widget: QWidget) -> str:
    field = getattr(widget, "line", widget)
    if isinstance(field, TextField):
        open_text = field.echoMode() == QLineEdit.EchoMode.Normal
        return field.text().strip() if field.isModified() and open_text else ""
    return field.value() if isinstance(field, LongText) and field.document().isModified() else ""


def _is_kept(box: FieldBox) -> bool:
    at: QWidget | None = box
    while at is not None:
        if getattr(at, "keeps_drafts", False):
            return True
        at = at.parentWidget()
    return False
