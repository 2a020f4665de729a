"""What happened to a case, on its page: moment by moment, the newest first, and a line to note more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikdesk.incidents.case_actions import add_note
from ikdesk.incidents.case_model import Attachment, CaseNote, Notice
from ikdesk.incidents.half_written_panel import half_written
from ikdesk.incidents.model import Correction, Status
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.incidents.text_panel import words_for
from ikdesk.incidents.timeline_model import Moment, What
from ikdesk.incidents.timeline_queries import timeline_of
from ikdesk.incidents.timeline_sentences import more_words, what_words, when_words
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _, many
from ikdesk.measures.model import Evaluation, Measure, MeasureIncident
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.paint import rounded
from ikdesk.ui.pointed import Pointed
from ikdesk.ui.text import Label
from ikdesk.ui.theme import color, px

FIRST = 8  # moments that are seen at once
_TONES = {
    What.REPORTED: "info", What.CLOSED: "ok", What.WITHDRAWN: "muted", What.REOPENED: "warn", What.EVALUATED: "ok",
    What.NOTED: "primary", What.TOLD: "primary",
}  # fmt: skip


class Dot(QWidget):
    """A round mark on the line of time."""

    def __init__(self, tone: str, *, last: bool) -> None:
        super().__init__()
        self._tone, self._last = tone, last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """As wide as the mark."""
        return QSize(px(14), px(20))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark, and the line down to the one before it."""
        painter = QPainter(self)
        middle, side = self.width() / 2, px(9)
        if not self._last:
            painter.fillRect(QRectF(middle - 0.75, px(6) + side, 1.5, self.height()), color("border"))
        rounded(painter, QRectF(middle - side / 2, px(6), side, side), side / 2, color(self._tone), None)
        painter.end()


class MomentRow(QWidget):
    """One moment: when, what, and who."""

    def __init__(self, moment: Moment, book: Codebook, *, last: bool) -> None:
        super().__init__()
        column = Column(Label(what_words(moment, book), "medium"), spacing=1)
        more = more_words(moment)
        if more:
            column.put(Label(more))
        when = when_words(moment)
        column.put(Label(f"{when} · {moment.who}" if moment.who else when, "secondary"))
        line = Row(Dot(_TONES.get(moment.what, "muted"), last=last), spacing=10, parent=self)
        line.put(column, 1)


class TimelineSection(CaseSection):
    """Everything that happened to the case, by itself, and the notes people add."""

    SHOWS = frozenset({CaseNote, Notice, Attachment, Correction, Measure, MeasureIncident, Evaluation})

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident, str(_("Tidslinje")))
        self._all = False
        self.form = Form(fields_of(CaseNote, "text"), desk.codebook, desk.today)
        self._half = half_written(desk, self.form)
        self.save = SecondaryButton(str(_("Lagre notatet")), "check")
        self.save.clicked.connect(self._on_note)
        self._note = QWidget()
        box = self.form.box("text")
        self.form.column.put(box)
        Column(self.form, Pointed(self.form.input("text"), words_for(desk)), Row(self.save, 1), spacing=8,
               parent=self._note)  # fmt: skip
        self.begin = QuietButton(str(_("Nytt notat")), "plus")
        self.begin.clicked.connect(self._on_begin)
        self.column.insertWidget(1, self._note)
        self.column.insertWidget(1, self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        self._half.begin(f"note {incident.id}")
        self._write_on = bool(self.form.input("text").value())
        self.reload()

    def reload(self) -> None:
        """Ask for the moments anew."""
        notes = self.handles and self.incident.status not in {Status.WITHDRAWN, Status.UNCONFIRMED}
        self._note.setVisible(notes and self._write_on)
        self.begin.setVisible(notes and not self._write_on)
        moments = self.desk.read(timeline_of, self.incident.id)
        seen = moments if self._all else moments[:FIRST]
        rows: list[QWidget] = [
            MomentRow(one, self.desk.codebook, last=at == len(moments) - 1) for at, one in enumerate(seen)
        ]
        if len(moments) > len(seen):
            more = QuietButton(many("Vis {n} til", "Vis {n} til", len(moments) - len(seen)), "chevron-down")
            more.clicked.connect(self._on_all)
            rows.append(more)
        self.show_parts(*rows)

    def _on_all(self) -> None:
        self._all = True
        self.reload()

    def _on_begin(self) -> None:
        self._write_on = True
        self.reload()
        self.form.input("text").setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_note(self) -> None:
        try:
            text = self.form.values()["text"] or ""
            self.desk.write(add_note, self.incident.id, text, at=self.desk.clock.local())
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            self.form.input("text").setFocus(Qt.FocusReason.OtherFocusReason)
            return
        said = str(_("Notatet er lagret."))
        undo = self.desk.undoing(said)
        self._half.done()
        self.form.fill({"text": ""})
        self._write_on = False
        self.reload()
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tell(said, *undo)
