"""The settings about backups: how they stand, a second place, those there are, and the way back from one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ikdesk.backups.keeper_panel import Keeper, let_pass
from ikdesk.backups.list_panel import ListPanel
from ikdesk.backups.model import Candidate, Kept, State, Tried
from ikdesk.backups.restore_model import Outside, Wish
from ikdesk.backups.restore_panel import RestoreBox
from ikdesk.backups.second_panel import SecondPanel
from ikdesk.backups.state_panel import StatePanel, TriedPanel
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_folder, show_problem
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage
from ikdesk.ui.text import Label, announce

_PATIENCE = 300  # milliseconds before it is shown that something takes time


class BackupsPanel(QWidget):
    """One page that says how it stands, and what one can do.

    Args:
        desk: verbs.
        tell: shows a toast.
        keeper: watches over the backups.
        outside: what is done with backups and data that are not open.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], keeper: Keeper, outside: Outside) -> None:
        super().__init__()
        self._desk, self._tell, self._keeper, self._outside = desk, tell, keeper, outside
        self._busy = False
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.state, self.tried, self.second = StatePanel(), TriedPanel(), SecondPanel()
        self.list = ListPanel(self._desk.codebook)
        self.salvage = SecondaryButton(str(_("Redd data …")), "shield-alert")
        damaged = _("Noe i filen er skadet. Redd det som kan leses, til en ny mappe. Det som ligger her, røres ikke. "
                    "Har dere en hel kopi fra før skaden, er det som oftest bedre å gå tilbake til den.")  # fmt: skip
        self.damaged = Card(Label(str(damaged)), Row(self.salvage, 1), title=str(_("Dataene er skadet")), spacing=12,
                            padding=(20, 16, 20, 18), level=2)  # fmt: skip
        self.damaged.hide()
        side, main = QWidget(), QWidget()
        Column(self.second, 1, spacing=14, parent=side)
        Column(self.damaged, self.list, 1, spacing=14, parent=main)
        self.page = ScrollPage(margins=(28, 4, 28, 20), spacing=14, widest=1200)
        self.page.put(self.state, self.tried, Beside(main, side, width=390, below=1000), 1)
        Column(spacing=0, parent=self).put(self.page, 1)
        self.panes: list[QWidget] = [self.state, self.list, self.second]

    def _connect(self) -> None:
        self.state.wants_one.connect(self._on_make)
        self.state.wants_trial.connect(lambda: self._on_try(None))
        self.tried.left.connect(lambda: self.state.test.setFocus(Qt.FocusReason.OtherFocusReason))
        self.second.wanted.connect(self._on_second)
        self.list.tries.connect(self._on_try)
        self.list.brings_back.connect(self._on_bring_back)
        self.salvage.clicked.connect(self._on_salvage)
        self._keeper.changed.connect(self._on_state)

    def reload(self) -> None:
        """Ask anew how they stand, and which there are."""
        if self._keeper.state is not None:
            self._show(self._keeper.state)
        self._keeper.look()

    def _on_state(self) -> None:
        if self._keeper.state is not None:
            self._show(self._keeper.state)
        job = self._keeper.work(self._keeper.backups.kept)
        job.succeeded.connect(self.list.show_kept)
        job.failed.connect(let_pass)  # what is being done meanwhile goes on

    def _show(self, state: State) -> None:
        self.state.show_state(state, self._desk.today)
        self.second.show_state(state, self._desk.today)

    def _on_make(self) -> None:
        self._do(self._keeper.backups.make, _("Tar sikkerhetskopi …"), self._on_made)

    def _on_made(self, _kept: Kept) -> None:
        said = str(_("Sikkerhetskopien er tatt og kontrollert."))
        self._keeper.look()
        self._tell(said)
        announce(self, said)

    def _on_try(self, kept: Kept | None) -> None:
        self._do(lambda: self._keeper.backups.try_restore(kept), _("Åpner kopien og ser etter …"), self._on_tried)

    def _on_tried(self, tried: Tried) -> None:
        self.tried.show_tried(tried)
        QTimer.singleShot(0, lambda: self.page.verticalScrollBar().setValue(self.tried.y()))  # when it has its place
        self.tried.close_it.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keeper.look()

    def _on_second(self, place: Path | None) -> None:
        backups = self._keeper.backups

        def choose() -> State:
            backups.choose_second(place)
            backups.make_if_changed()  # or it would be empty until the next half hour
            return backups.state()

        words = _("Tar en kopi dit …") if place is not None else _("Et øyeblikk …")
        self._do(choose, words, self._on_second_chosen)

    def _on_second_chosen(self, state: State) -> None:
        if state.second is None:
            self._tell(str(_("Stedet brukes ikke lenger. Kopiene som ligger der, blir liggende.")))
        elif state.second_newest is not None:
            self._tell(str(_("Kopiene ligger nå også på det andre stedet.")))
        self._keeper.look()
        self.second.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_bring_back(self, kept: Kept) -> None:
        self._do(lambda: self._outside.restores.candidate(kept.path), _("Ser på kopien …"), self._on_found)

    def _on_found(self, found: Candidate) -> None:
        QTimer.singleShot(0, lambda: self._ask_about(found))  # a box must not keep the line of the work standing

    def _ask_about(self, found: Candidate) -> None:
        if found.problem:
            show_problem(self.window(), Problem(found.problem))
            return
        outside = self._outside
        box = RestoreBox(self.window(), found, self._keeper.work,
                         lambda opens: outside.check(Wish(found, outside.folder, opens)))  # fmt: skip
        if box.ask() == "yes":
            outside.bring_back(Wish(found, outside.folder, box.opens))

    def _on_salvage(self) -> None:
        into = ask_folder(self.window(), str(_("Velg en tom mappe til det som reddes")), Path.home())
        if into is None:
            return
        try:
            self._outside.salvage(into)
        except Problem as problem:
            show_problem(self.window(), problem)

    def _do(self, act: Callable[[], Any], words: str, then: Callable[[Any], object]) -> None:
        """Do something beside the window; one thing at a time."""
        if self._busy:
            return
        self._busy = True
        self.state.say_problem("")
        self.second.say_problem("")
        job: Job = self._keeper.work(act)
        job.succeeded.connect(lambda result: self._on_done(result, then))
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._rest)
        self.state.line.follow(job, str(words), patience=_PATIENCE)
        self.state.line.bar.setRange(0, 0)  # it moves, and does not say how far

    def _rest(self) -> None:
        self._busy = False

    def _on_done(self, result: Any, then: Callable[[Any], object]) -> None:
        self._busy = False
        then(result)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Invalid):
            self.second.say_problem(str(error))
            self.second.choose.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not isinstance(error, Problem):
            raise error
        self.state.say_problem(str(error))
        self.page.ensureWidgetVisible(self.state)
        self._keeper.look()
        job = self._keeper.work(self._outside.damage)  # is it the disk, or the data?
        job.succeeded.connect(lambda found: self.damaged.setVisible(bool(found)))
        job.failed.connect(lambda _error: self.damaged.show())
