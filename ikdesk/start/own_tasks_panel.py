"""The card "Mine oppgaver": what one has been asked to do, and a button that says it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _, plain_date, short_date
from ikdesk.measures.own_actions import finish_own_task, take_up_own_task
from ikdesk.measures.own_queries import OwnTask
from ikdesk.start.small_panel import Entry, QuietState, SmallPanel, in_line
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.due import due_pill


class OwnTasksPanel(SmallPanel):
    """One row for each task; those that are done lately stand last."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__(str(_("Mine oppgaver")))
        self._desk, self._tell = desk, tell

    def show_tasks(self, tasks: Sequence[OwnTask], today: date) -> None:
        """Show these.

        Args:
            tasks: the most urgent first.
            today: the day it is.
        """
        self.show_rows([self._row(task, today) for task in tasks] or [QuietState(
            "circle-check", str(_("Ingen oppgaver venter på deg")),
            str(_("Får du ansvaret for et tiltak, står det her, med fristen.")),
        )])  # fmt: skip

    def _row(self, task: OwnTask, today: date) -> QWidget:
        if task.done_on is not None:
            return self._done(task, today)
        button = SecondaryButton(str(_("Ferdig")), "check")
        button.setAccessibleName(_("Ferdig: {task}").format(task=task.title))
        button.clicked.connect(lambda _on=False: self._on_done(task))
        due = _("Frist {day}").format(day=short_date(task.deadline)) if task.deadline else str(_("Ingen frist"))
        late = task.days_left is not None and task.days_left < 0
        return Entry(
            "list-checks", "danger" if late else "primary", task.title,
            (" · ".join(part for part in (task.place, due) if part), task.description),
            right=(button,), more=() if task.days_left is None else (in_line(due_pill(task.days_left)),),
        )  # fmt: skip

    def _done(self, task: OwnTask, today: date) -> QWidget:
        told = str(_("Takk!"))
        if task.evaluate_on is not None and task.evaluate_on > today:
            told = _("Takk! {day} ser lederen etter om det virket.").format(day=plain_date(task.evaluate_on))
        when = str(_("Ferdig i dag")) if task.done_on == today else _("Ferdig {day}").format(
            day=short_date(task.done_on or today))  # fmt: skip
        undo = QuietButton(str(_("Angre")), "undo-2")
        undo.setAccessibleName(_("Angre: {what}").format(what=task.title))
        undo.clicked.connect(lambda _on=False: self._on_undo(task))
        return Entry("circle-check", "ok", task.title, (told,),
                     right=(Pill(when, "ok"), *((undo,) if task.may_undo else ())))  # fmt: skip

    def _on_undo(self, task: OwnTask) -> None:
        self.heading.setFocus()
        try:
            self._desk.write(take_up_own_task, task.id, task.began)
        except Problem as said:  # the day has ended, or somebody was faster
            self._tell(str(said))
            return
        self._tell(_("«{task}» står igjen som ikke ferdig.").format(task=task.title))

    def _on_done(self, task: OwnTask) -> None:
        try:
            began = self._desk.write(finish_own_task, task.id)
        except Invalid:  # for example a first day after the day it shall be looked at
            self._tell(str(_("Datoene på tiltaket stemmer ikke. Si til lederen at du er ferdig.")))
            return
        said = _("«{task}» er ferdig. Bra jobbet!").format(task=task.title)
        undo = self._desk.undoing(said, take_up_own_task, task.id, began)
        self.heading.setFocus()
        self._tell(said, *undo)
