"""Back from a backup before there are any data here: where it is, what opens it, and where the data shall lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.backups.candidates_panel import CandidatesPanel
from ikdesk.backups.model import Candidate
from ikdesk.backups.opens_panel import OpensPanel
from ikdesk.backups.restore_model import Restores, Tick, Wish
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _
from ikdesk.safe.front import has_data
from ikdesk.safe.guard import refuse_unsafe_place
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card, PageHead
from ikdesk.ui.dialogs import ask_folder
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.footer import Footer, go_to
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.middle import in_the_middle
from ikdesk.ui.progress import JobLine
from ikdesk.ui.text import announce
from ikdesk.ui.text_field import TextField

BringBack = Callable[[Wish, Tick], Any]


class RestorePage(QWidget):
    """Three questions; nothing is written before they are answered, and then all of it or nothing.

    ``done(result)`` with what ``bring_back`` gave; ``left()`` when somebody changed their mind.

    Args:
        restores: finds backups.
        bring_back: brings one back; runs beside the window.
        folder: where the data shall lie.
        jobs: carries what takes time.
        fixed: the folder has data that are damaged, and it must be there; they are kept aside.
        near: where there ought to be backups; those that are there are shown before anybody asks.
    """

    done = Signal(object)
    left = Signal()

    def __init__(
        self, restores: Restores, bring_back: BringBack, folder: Path, jobs: Jobs, *, fixed: bool = False,
        near: Sequence[Path] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self._bring_back, self._jobs, self._fixed, self._busy = bring_back, jobs, fixed, False
        self.candidates = CandidatesPanel(restores, jobs)
        self.opens = OpensPanel()
        self.folder = TextField()
        self.folder.set_value(str(folder))
        self._build()
        self._connect()
        self._on_found(None)
        if near:
            self.candidates.look_first(near)

    def _build(self) -> None:
        sub = _("Kopien er to filer som ligger sammen: én som slutter på .ikbackup, og én med samme navn "
                "og .json bak.")  # fmt: skip
        self.problem = Banner("", "danger")
        self.problem.hide()
        self.line = JobLine()
        self.line.stop.hide()  # half of it is of no use to anybody
        self.change = SecondaryButton(str(_("Velg en annen mappe")), "folder-open")
        self.folder_box = FieldBox(_("Mappe"), self.folder, hint=_("Forslaget passer for de fleste."))
        self.who = Card(self.opens, title=str(_("Lås opp kopien")), spacing=14, padding=(24, 18, 24, 20), level=2)
        self.where = Card(self.folder_box, Row(self.change, 1), title=str(_("Hvor skal dataene ligge?")), spacing=12,
                          padding=(24, 18, 24, 20), level=2)  # fmt: skip
        self.go = PrimaryButton(str(_("Hent tilbake")), "history")
        self.back = SecondaryButton(str(_("Tilbake")))
        page = ScrollPage(margins=(28, 4, 28, 20))
        inside = QWidget()
        Column(self.candidates, self.who, self.where, 1, spacing=16, parent=inside)
        page.put(in_the_middle(inside), 1)
        top = QWidget()
        head = PageHead(str(_("Hent tilbake fra en sikkerhetskopi")), str(sub))
        Column(head, self.problem, self.line, spacing=12, margins=(0, 24, 0, 12), parent=top)
        whole = Column(in_the_middle(top, 28), spacing=0, parent=self)
        whole.put(page, 1)
        self.footer = Footer(self.go, self.back, note=str(_("Esc går tilbake")))
        whole.put(self.footer)
        self.panes: list[QWidget] = [page, self.footer]

    def _connect(self) -> None:
        self.candidates.chosen.connect(self._on_found)
        self.opens.done.connect(self._on_go)
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self._on_back)
        self.change.clicked.connect(self._on_change)
        self.folder.changed.connect(lambda: self.folder_box.set_error(""))
        QShortcut(QKeySequence("Esc"), self).activated.connect(self._on_back)

    def showEvent(self, event: Any) -> None:
        """Begin where one begins."""
        super().showEvent(event)
        self.candidates.look_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_found(self, found: Candidate | None) -> None:
        usable = found is not None and not found.problem
        self.who.setVisible(usable)
        self.where.setVisible(usable and not self._fixed)
        self.go.setVisible(usable)
        self._say("")
        if found is not None and usable:
            self.opens.show_people(found.people)

    def _on_back(self) -> None:
        if not self._busy:
            self.opens.forget()
            self.left.emit()

    def _on_change(self) -> None:
        near = next((place for place in (self._place(), *self._place().parents) if place.is_dir()), Path.home())
        chosen = ask_folder(self, str(_("Hvor skal dataene ligge?")), near)
        if chosen is not None:
            self.folder.set_value(str(chosen))

    def _place(self) -> Path:
        return Path(self.folder.value()).expanduser()

    def _on_go(self) -> None:
        found = self.candidates.found
        if self._busy or found is None or found.problem:
            return
        try:
            self.opens.check()
        except Invalid as wrong:
            self.opens.show_wrong(wrong)
            return
        try:
            self._check_place()
        except Problem as problem:
            self._show_wrong_place(str(problem))
            return
        self._begin(Wish(found, self._place(), self.opens.value()))

    def _check_place(self) -> None:
        if self._fixed:
            return
        place = self._place()
        if not self.folder.value() or not place.is_absolute():
            raise Problem(_("Velg en mappe."))
        refuse_unsafe_place(place)
        if has_data(place):
            raise Problem(_("Det ligger allerede data i denne mappen. Velg en annen mappe."))

    def _begin(self, wish: Wish) -> None:
        self._busy = True
        self._say("")
        job = self._jobs.start(lambda tick: self._bring_back(wish, tick))
        job.succeeded.connect(self._on_done)
        job.failed.connect(self._on_failed)
        self.line.follow(job, str(_("Henter tilbake og kontrollerer …")))

    def _on_done(self, result: object) -> None:
        self._busy = False
        self.opens.forget()
        self.done.emit(result)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        match error:
            case Invalid() if "folder" in error.messages:
                self._show_wrong_place(str(error.messages["folder"]))
            case Invalid():
                self.opens.show_wrong(error)
            case Problem():
                self._say(str(error))
            case _:
                raise error

    def _show_wrong_place(self, sentence: str) -> None:
        self.folder_box.set_error(sentence)
        announce(self.folder_box, sentence, now=True)
        go_to(self.folder_box)

    def _say(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.problem, sentence, now=True)
