"""The action plan: all measures in one list, and one of them beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Deed
from ikdesk.incidents.actions import save_draft
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.measures.answer_panel import AnswerPanel
from ikdesk.measures.detail_panel import DetailPanel
from ikdesk.measures.effect_panel import EffectPanel
from ikdesk.measures.filter_panel import FilterPanel
from ikdesk.measures.form_panel import MeasureForm
from ikdesk.measures.inputs_panel import Subject, new_subject, subject_after, subject_of, subject_of_incident
from ikdesk.measures.list_panel import ListPanel
from ikdesk.measures.model import Evaluation, Measure, MeasureIncident
from ikdesk.measures.queries import measure_detail
from ikdesk.measures.take_panel import StepTaker
from ikdesk.risks.queries import risks_of_measure
from ikdesk.risks.threads_panel import RISKS
from ikdesk.routines.model import Routine, RoutineVersion
from ikdesk.routines.queries import routines_of_measure
from ikdesk.ui.beside import Beside
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Row, first_in
from ikdesk.ui.text import Label
from ikdesk.unit.model import Place, Unit
from ikdesk.unit.queries import unit_row

SHOWS = {Measure, MeasureIncident, Evaluation, Incident, Place, Routine, RoutineVersion, Unit} | RISKS


class MeasurePage(QWidget):
    """All measures, with the chosen one beside.

    ``wants(key)`` asks for another page, ``wants_incident(key)`` for an incident, ``wants_routine(key)`` for a routine
    made of the measure with this key, ``wants_to_see(key)`` for a routine that came of one, ``wants_risk(key)`` for an
    assessment.
    """

    wants = Signal(str)
    wants_incident = Signal(object)
    wants_routine = Signal(object)
    wants_to_see = Signal(object)
    wants_risk = Signal(object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._over: QWidget | None = None  # what is shown instead of the list: a form, an effect
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.new = PrimaryButton(str(_("Nytt tiltak")), "plus")
        self.filters, self.detail = FilterPanel(self._desk), DetailPanel(self._desk.codebook)
        self.list = ListPanel(self._desk)
        self.count = Label("", "secondary", wrap=False)
        self._beside = Beside(self.list, self.detail, self.list.view, str(_("Åpne tiltaket")))
        first = QWidget()
        column = Column(PageHead(str(_("Tiltak")), "", self.new), self.filters, spacing=12,
                        margins=(28, 20, 28, 12), parent=first)  # fmt: skip
        column.put(self._beside.middle, 1)
        column.put(Row(self._beside.look, self.count, 1, spacing=12))
        self._beside.begin(first)
        Column(parent=self).put(self._beside, 1)
        self.panes = [self.filters, self.list.view, self.detail]
        self._steps = StepTaker(self._desk, self._tell, self)

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self.filters.changed.connect(self.reload)
        self.new.clicked.connect(lambda: self._open_form(new_subject()))
        self.list.view.chosen.connect(self._on_chosen)
        self.list.view.opened.connect(lambda _key: self._on_opened())
        self._beside.look.clicked.connect(self._on_opened)
        self.detail.wanted.connect(self._on_step)
        self.detail.incident.connect(self.wants_incident)
        self.detail.routine.connect(self.wants_to_see)
        self.detail.risk.connect(self.wants_risk)
        self.detail.unlinked.connect(self._on_unlinked)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filters.words.setFocus)

    def reload(self) -> None:
        """Ask for the list anew; the chosen one stays chosen."""
        self.count.say(self.list.reload(self.filters.wanted()))
        self._on_chosen(self.list.key)

    def show_measure(self, key: Key) -> None:
        """Choose a measure in the list."""
        self._close()
        self.filters.show_all()
        self.reload()
        self.list.choose(key)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def new_for_incident(self, incident: Key, start: Mapping[str, Any] | None = None) -> None:
        """Begin on a measure that comes of an incident.

        Args:
            incident: its key.
            start: what stands in the form from the beginning, as a proposal says it.
        """
        found = self._desk.read(incident_detail, incident)
        if found is not None:
            self._open_form(subject_of_incident(found, start or {}))

    def new_measure(self, start: Mapping[str, Any]) -> None:
        """Begin on a measure aimed at something.

        Args:
            start: what stands in the form from the beginning, by the names of the attributes.
        """
        self._open_form(replace(new_subject(), start=start))

    def show_evaluation(self, key: Key) -> None:
        """Choose a measure and ask whether it worked."""
        self.show_measure(key)
        self._on_step("answer")

    def keep_draft(self) -> None:
        """Write down what is half written."""
        if isinstance(self._over, MeasureForm):
            self._over.keep_draft()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS:
            self.reload()

    def _on_chosen(self, key: Key | None) -> None:
        if key is None:
            self.detail.show_measure(None)
        else:
            self._desk.note_once(Deed.OPENED, "measure", key)
            system = self._desk.read(unit_row).municipal_system
            self.detail.show_measure(
                self._desk.read(measure_detail, key), self._desk.read(routines_of_measure, key), system,
                self._desk.read(risks_of_measure, key),
            )  # fmt: skip

    def _on_unlinked(self, incident: Key) -> None:
        self._steps.unlink(self.list.key, incident)
        self._beside.go_on()

    def _on_opened(self) -> None:
        """Where there is room the measure stands beside the list, and one goes on to it; else it is shown alone."""
        self._beside.open()
        first_in(self.detail).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_step(self, code: str) -> None:
        measure = self._desk.read(measure_detail, self.list.key) if self.list.key else None
        if measure is None:
            return
        match code:
            case "change":
                self._open_form(subject_of(measure))
            case "follow":
                self._open_form(subject_after(measure))
            case "routine":
                self.wants_routine.emit(measure.id)
            case "effect":
                effect = EffectPanel(self._desk, measure)
                effect.left.connect(self._close)
                effect.answer.connect(lambda: self._on_step("answer"))
                self._open(effect, effect.ask)
            case "answer":
                answer = AnswerPanel(self._desk, measure)
                answer.left.connect(self._close)
                answer.saved.connect(self._on_answered)
                self._open(answer, answer.form)
            case _:
                self._steps.steps[code](measure)
                self._beside.go_on()

    def _open_form(self, subject: Subject) -> None:
        made = MeasureForm(self._desk, subject)
        made.saved.connect(self._on_saved)
        made.left.connect(lambda draft: self._on_left(subject, draft))
        self._open(made, made.form)

    def _open(self, over: QWidget, first: QWidget) -> None:
        """Show something instead of the list, and go on in it."""
        self._close()
        self._over = over
        self._beside.put_over(over, first)

    def _close(self) -> None:
        """Back to the list; what is half written is kept."""
        self.keep_draft()
        over, self._over = self._over, None
        if over is not None:
            self._beside.take_away(over)
            self._beside.go_on()

    def _on_saved(self, key: Key, sentence: str, undo: tuple[object, ...]) -> None:
        self.show_measure(key)
        self._tell(sentence, *undo)

    def _on_left(self, subject: Subject, draft: dict[str, object]) -> None:
        self._close()
        if draft:
            self._tell(str(_("Utkastet er kastet.")), str(_("Angre")), lambda: self._bring_back(subject, draft))

    def _bring_back(self, subject: Subject, draft: dict[str, object]) -> None:
        self._desk.write(save_draft, subject.draft, draft, at=self._desk.clock.local())
        self._open_form(subject)

    def _on_answered(self, sentence: str, undo: tuple[object, ...]) -> None:
        self._close()
        self._tell(sentence, *undo)
