"""Taking in a log from outside: choose the file, see what it says, set what is unclear, and only then save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut

from ikdesk.incidents.import_actions import run_import
from ikdesk.incidents.import_choices_model import Choices
from ikdesk.incidents.import_columns_panel import ColumnsPanel
from ikdesk.incidents.import_file_panel import FilePanel, keep_choices
from ikdesk.incidents.import_look_actions import Look, look_at
from ikdesk.incidents.import_model import EXPOSURE, INCIDENTS
from ikdesk.incidents.import_plan_model import Outcome, Plan, Source
from ikdesk.incidents.import_plan_panel import DonePanel, PlanPanel, what_words
from ikdesk.incidents.import_queries import plan_import
from ikdesk.incidents.import_words_panel import WordsPanel
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.dropping import DropPage
from ikdesk.ui.footer import Footer
from ikdesk.ui.jobs import Job, Tick
from ikdesk.ui.layouts import Column, ScrollPage
from ikdesk.ui.progress import JobLine
from ikdesk.ui.text import announce
from ikdesk.ui.theme import px
from ikdesk.unit.queries import places

PATIENCE = 400  # milliseconds before it is said that the file is being read


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as far as it was understood, and what taking it in would do."""

    look: Look
    plan: Plan | None


class ImportPage(DropPage):
    """Takes in incidents or days in use from a file; ``wants(key)`` asks for another page."""

    wants = Signal(str)

    def __init__(self, desk: Desk, tell: Callable[..., None], before: Callable[[], object]) -> None:
        """Make the page.

        Args:
            desk: verbs.
            tell: shows a toast.
            before: makes a verified copy of the data; called beside the window, just before anything is saved.
        """
        super().__init__()
        self._desk, self._tell, self._before = desk, tell, before
        self._job: Job | None = None
        self._done: DonePanel | None = None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.file, self.columns = FilePanel(), ColumnsPanel()
        self.catch(self.file)
        self.words, self.plan_panel = WordsPanel(self._desk.codebook), PlanPanel(self._desk.codebook)
        self.problem = Banner("", "warn")
        self.page = ScrollPage(spacing=12, margins=(28, 18, 28, 16))
        head = PageHead(str(_("Hent fra fil")), str(_("Hendelser eller akedager dere har ført et annet sted.")))
        self.page.put(head, self.file, self.problem, self.columns, self.words, self.plan_panel, 1)
        self.save = PrimaryButton("", "download")
        self.keep = SecondaryButton(_("Lagre valgene"), "save", tip=str(_("Så slipper du å velge på nytt neste gang")))
        self.cancel = QuietButton(_("Avbryt"))
        self.line = JobLine()
        self.line.setMinimumWidth(px(340))
        self.footer = Footer(self.save, self.keep, self.cancel, self.line)
        whole = Column(spacing=0, parent=self)
        whole.put(self.page, 1)
        whole.put(self.footer)
        self.panes = [self.file, self.columns, self.words, self.footer]

    def _connect(self) -> None:
        self.file.chosen.connect(self.open)
        self.file.map_chosen.connect(self.open_map)
        self.columns.set_column.connect(lambda *said: self._choose(self._choices.with_column(*said)))
        self.columns.set_kind.connect(lambda kind: self._choose(self._choices.with_kind(kind)))
        self.words.set_word.connect(lambda *said: self._choose(self._choices.with_word(*said)))
        self.save.clicked.connect(self._on_save)
        self.keep.clicked.connect(self._on_keep)
        self.cancel.clicked.connect(self._on_cancel)
        for keys, act in (("Ctrl+S", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def reload(self) -> None:
        """Begin anew, without a file; what is being read or saved is given up."""
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self._path: Path | None = None
        self._choices = Choices()
        self._source: Source | None = None
        self.plan: Plan | None = None
        self.file.show_file(None)
        self._say_problem("")
        self._show_plan(None)

    def open(self, path: Path) -> None:
        """Read a file and show what it says; one that was mended and opened again keeps what was chosen for it."""
        again, kept = path == self._path, self._choices
        self._on_again()
        self._path, self._choices = path, kept if again else Choices()
        self.words.start([place.name for place in self._desk.read(places)], again=again)
        self._look(None)

    def open_map(self, path: Path) -> None:
        """Take the choices from a map that was kept."""
        if self._path is None:
            self._say_problem(str(_("Velg filen med hendelser først, så valgene etterpå.")))
        else:
            self._look(path)

    def _choose(self, choices: Choices) -> None:
        self._choices = choices
        self._look(None)

    def _look(self, map_path: Path | None) -> None:
        """Read the file beside the window and plan; what is being planned already is given up."""
        if self._path is None:
            return
        path, choices = self._path, self._choices

        def draw(tick: Tick) -> _Seen:
            look = look_at(path, choices, map_path)
            source: Source | None = look.source
            return _Seen(look, None if source is None else self._desk.read(plan_import, source, tick=tick))

        self._start(draw, _("Leser «{name}» …").format(name=path.name), self._on_seen, PATIENCE)

    def _start(self, draw: Callable[..., Any], words: str, then: Callable[[Any], None], patience: int = 0) -> None:
        if self._job is not None:
            self._job.cancel()
        job = self._job = self._desk.work(draw)
        self.line.follow(job, words, patience=patience)
        job.succeeded.connect(lambda result: then(result) if job is self._job else None)
        job.failed.connect(lambda error: self._on_failed(error) if job is self._job else None)
        job.cancelled.connect(lambda: self._on_stopped(job))
        job.ended.connect(lambda: self._on_ended(job))

    def _on_seen(self, seen: _Seen) -> None:
        look = seen.look
        self._source, self._choices = look.source, look.choices
        self._say_problem(look.problem)
        kind = self._source.layout.kind if self._source else self._choices.kind or INCIDENTS
        self.file.show_file(self._path, str(_("Se gjennom under. Ingenting er lagret ennå.")))
        self.columns.show_look(look, kind)
        self.columns.show()
        self.words.show_words(seen.plan.unknown if seen.plan else {}, self._choices)
        self._show_plan(seen.plan)

    def _show_plan(self, plan: Plan | None) -> None:
        self.plan = plan
        self.plan_panel.show_plan(plan)
        if self._path is None:
            self.columns.hide()
            self.words.hide()
        self.footer.setVisible(self._path is not None)
        self.save.setVisible(plan is not None and (plan.imported > 0 or plan.rejected > 0))
        self.keep.setVisible(self._choices.anything)
        if plan is not None:
            self.save.say(_("Hent inn {what}").format(what=what_words(plan)))
            nothing = not plan.imported and not plan.rejected
            self.footer.say(str(_("Alt i filen står her fra før.")) if nothing else "")

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        if self._source is None:
            self.reload()  # the file itself could not be read: ready for another
        self._say_problem(str(error))

    def _say_problem(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            self.page.ensureWidgetVisible(self.problem)
            announce(self.problem, sentence, now=True)

    def _on_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None

    def _on_stopped(self, job: Job) -> None:
        if job is self._job:
            self._tell(str(_("Stoppet. Ingenting er lagret.")))

    def _on_save(self) -> None:
        plan, source = self.plan, self._source
        if plan is None or source is None or self._job is not None or not self.save.isVisibleTo(self):
            return
        if not plan.ready:
            self.page.ensureWidgetVisible(self.plan_panel, 0, px(20))
            announce(self, str(_("Ingenting kan lagres før radene som er avvist, er rettet.")), now=True)
            return

        def draw(tick: Tick) -> Outcome:
            self._before()
            return self._desk.write(run_import, source, tick=tick)

        self._start(draw, _("Henter inn {what} …").format(what=what_words(plan)), self._on_saved)

    def _on_saved(self, outcome: Outcome) -> None:
        if not outcome.committed:  # somebody changed a list or a place meanwhile
            self._look(None)
            return
        self.reload()
        self._done = DonePanel(outcome)
        self._done.show_them.connect(self._on_again)
        self._done.show_them.connect(lambda: self.wants.emit("exposure" if outcome.kind == EXPOSURE else "incidents"))
        self._done.once_more.connect(self._on_again)
        self.page.column.insertWidget(1, self._done)
        self.file.hide()
        self._done.look.setFocus()
        self._tell(outcome.sentences()[0])

    def _on_again(self) -> None:
        self.reload()
        self.file.show()
        if self._done is not None:
            self.page.column.removeWidget(self._done)
            self._done.hide()
            self._done.deleteLater()
            self._done = None

    def _on_keep(self) -> None:
        kept = keep_choices(self.window(), self._path, self._choices) if self._path else None
        if kept is not None:
            self._tell(_("Valgene er lagret i «{name}». Bruk dem neste gang.").format(name=kept.name))

    def _on_cancel(self) -> None:
        self._on_again()
        self.wants.emit("incidents")
