"""One thing that can go wrong, in the short form: three questions, and one press in the matrix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.words import _
from ikdesk.risks.matrix_model import Matrix, placed
from ikdesk.risks.model import lines_of
from ikdesk.risks.pictures import matrix_face
from ikdesk.ui.cards import Card, SectionHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.form import options_of
from ikdesk.ui.inputs import Dropdown, LongText
from ikdesk.ui.layouts import Column, Row, Turning
from ikdesk.ui.matrix_field import MatrixField
from ikdesk.ui.pointed import Pointed
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField

KEPT = ("causes", "consequences")  # not asked here; what a draft said is saved with the rest
SIDES = (
    ("prevents", _("2. Hva gjør dere for å hindre det?")),
    ("reduces", _("3. Hva gjør dere for at følgene blir små?")),
)
_SIDE = 424  # width of the matrix's column at 100 %
_BELOW = 900  # width of the page under which the matrix stands below the questions
_LINES = 3

_Field = TextField | LongText | Dropdown | MatrixField
Told = dict[str, Any]  # a hazard as ``record_mini`` takes it, as plain data


def nothing() -> Told:
    """A hazard nobody has written anything of."""
    return {"title": "", "mechanism": None, "prevents": [], "reduces": [], "new": [], "probability": None,
            "consequence": None}  # fmt: skip


class HazardBox(QWidget):
    """The questions to the left, the matrix and what the log says to the right. ``changed()`` after every key.

    Args:
        desk: verbs.
        matrix: the unit's.
        log: what stands below the questions, beside the matrix.
    """

    changed = Signal()

    def __init__(self, desk: Desk, matrix: Matrix, log: QWidget) -> None:
        super().__init__()
        self._filling = False
        self._kept: Told = {}
        self._build(desk, matrix, log)
        fields: tuple[_Field, ...] = (self.title, self.mechanism, *self.texts.values(), self.matrix)
        for field in fields:
            field.changed.connect(self._on_changed)

    def _build(self, desk: Desk, matrix: Matrix, log: QWidget) -> None:
        self.title = TextField()
        self.mechanism = Dropdown("", options_of(desk.codebook, "mechanism"), none="–", width=210)
        self.title_box = FieldBox(_("1. Hva kan gå galt?"), self.title)
        line = Row(spacing=12)
        line.put(self.title_box, 1)
        line.put(FieldBox(_("Hvordan skjer det?"), self.mechanism))
        self._size = matrix.size
        self.matrix = MatrixField(str(_("Hvor sannsynlig, og hvor alvorlig?")), matrix_face(matrix), most=_SIDE)
        self.texts: dict[str, LongText] = {}
        self.boxes: dict[str, FieldBox] = {}
        questions = Card(line, padding=(20, 10, 20, 12), spacing=8)
        for key, asked in SIDES:
            questions.put(self._question(key, str(asked)))
        questions.put(log, 1)
        words = words_for(desk)
        for box in (self.title_box, *self.boxes.values()):
            field = box.widget
            if isinstance(field, (TextField, LongText)):
                box.put_under(Pointed(field, words))
        how = SectionHead(str(_("Hvor sannsynlig, og hvor alvorlig?")), level=3)
        cell = Card(how, self.matrix, 1, padding=(16, 10, 16, 10), spacing=6)
        cell.setMinimumWidth(0)
        Column(_Sides(questions, cell), parent=self)

    def _question(self, key: str, asked: str) -> QWidget:
        made = QWidget()
        pair = Row(spacing=12)
        for name, told in ((key, _("Har vi")), (f"new_{key}", _("Nytt"))):
            text = self.texts[name] = LongText(lines=_LINES)
            text.setAccessibleName(f"{asked} {told}")
            box = self.boxes[name] = FieldBox(str(told), text)
            pair.put(box, 1)
        Column(Label(asked, "strong"), pair, spacing=4, parent=made)
        return made

    def value(self) -> Told:
        """What was written, as plain data."""
        told: Told = {name: self._kept[name] for name in KEPT if self._kept.get(name)}
        cell = self.matrix.value()
        told |= {"size": self._size} if cell else {}  # the matrix may be another before it is saved
        told |= {"title": self.title.value(), "mechanism": self.mechanism.value(),
                 "probability": cell[0] if cell else None, "consequence": cell[1] if cell else None}  # fmt: skip
        new: list[str] = []
        for key, _asked in SIDES:
            has, wants = (lines_of(self.texts[name].value()) for name in (key, f"new_{key}"))
            told[key] = [*has, *wants]
            new += wants
        return told | {"new": new}

    def show_hazard(self, told: Mapping[str, Any]) -> None:
        """Show another one.

        Args:
            told: as ``value`` gave it.
        """
        self._filling = True
        self._kept = {name: told[name] for name in KEPT if name in told}
        self.title.set_value(told.get("title"))
        self.mechanism.set_value(told.get("mechanism"))
        new = {*(told.get("new") or ())}
        for key, _asked in SIDES:
            lines = list(told.get(key) or ())
            self.texts[key].set_value("\n".join(line for line in lines if line not in new))
            self.texts[f"new_{key}"].set_value("\n".join(line for line in lines if line in new))
        likely, bad = told.get("probability"), told.get("consequence")
        size = told.get("size") or self._size
        self.matrix.set_value(tuple(placed(one, size, self._size) for one in (likely, bad)) if likely and bad else None)
        self._filling = False

    def begin(self) -> None:
        """Go on at the first question."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_errors(self, messages: Mapping[str, str]) -> None:
        """Put sentences where they belong: "title", "prevents", "reduces"."""
        self.title_box.set_error(messages.get("title", ""))
        for key, box in self.boxes.items():
            box.set_error(messages.get(key, ""))

    def complaints(self) -> dict[str, str]:
        """What cannot be saved as it was written, by field."""
        fields: dict[str, TextField | LongText] = {"title": self.title, **self.texts}
        return {key: said for key, field in fields.items() if (said := field.complaint())}

    def _on_changed(self) -> None:
        if not self._filling:
            self.changed.emit()


class _Sides(Turning):
    """The questions get the width that is left; the matrix is as wide as it must be to be read."""

    def __init__(self, questions: QWidget, cell: QWidget) -> None:
        super().__init__(questions, cell, below=_BELOW, spacing=12)
