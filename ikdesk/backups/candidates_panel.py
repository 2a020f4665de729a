"""Where a backup is: on a memory stick, in a folder, or a file; and which of several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal

from ikdesk.backups.model import Candidate
from ikdesk.backups.restore_model import Restores
from ikdesk.backups.row_model import CANDIDATE_FIELDS, CandidateRow, candidate_row, sorted_page
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.page import Page
from ikdesk.kernel.words import _, many
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.dialogs import ask_folder, ask_open_path
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.layouts import Wrap
from ikdesk.ui.progress import JobLine
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Label, announce
from ikdesk.ui.theme import px

_WIDTHS = {
    "day": Width(112), "clock": Width(86), "incidents": Width(108), "state": Width(160),
    "name": Width(0, hide_below=640),
}  # fmt: skip
_MOST = 5  # rows that are seen at once
_ROW = 38  # logical pixels at 100 %, the headings too
_PATIENCE = 300  # milliseconds


class CandidatesPanel(Card):
    """Two ways to a backup, and the list of those that were found; ``chosen(candidate)``, None for none."""

    chosen = Signal(object)

    def __init__(self, restores: Restores, jobs: Jobs) -> None:
        super().__init__(title=str(_("Hvor er kopien?")), spacing=12, padding=(24, 18, 24, 20), level=2)
        self._restores, self._jobs = restores, jobs
        self._all: tuple[Candidate, ...] = ()
        self.found: Candidate | None = None
        self.look_in = SecondaryButton(str(_("Velg minnepinne eller mappe …")), "folder-open")
        self.pick = SecondaryButton(str(_("Velg filen …")), "file-up")
        self.line = JobLine()
        self.line.stop.hide()
        self.said = Label("", "secondary")
        self.said.hide()
        self.rows = RowTable(CANDIDATE_FIELDS, Codebook({}), self._fetch)
        self.list = ListView(str(_("Kopier som ble funnet")), self.rows, _WIDTHS, main="day")
        self.list.hide()
        self.problem = Banner("", "warn")
        self.problem.hide()
        how = _("Sett inn minnepinnen, eller finn mappen på fellesområdet der kopiene blir lagt.")
        ways = Wrap(self.look_in, self.pick, spacing=10)
        self.put(Label(str(how), "secondary"), ways, self.line, self.said, self.list, self.problem)
        self.look_in.clicked.connect(self._on_look_in)
        self.pick.clicked.connect(self._on_pick)
        self.list.chosen.connect(self._on_chosen)

    def look(self, place: Path) -> None:
        """Look for backups in a folder, or at one file."""
        if place.is_dir():
            self._find(lambda: self._restores.candidates_in(place))
        else:
            self._find(lambda: (self._restores.candidate(place),))

    def look_first(self, places: Sequence[Path]) -> None:
        """Look where there ought to be some, before anybody is asked; nothing is said where there are none.

        Args:
            places: one after another, until there is one that can be used.
        """

        def ask() -> tuple[Candidate, ...]:
            found: tuple[Candidate, ...] = ()
            for place in places:
                found = self._restores.candidates_in(place)
                if any(not one.problem for one in found):
                    break
            return found

        self._find(ask, self._show_some)

    def show_found(self, found: tuple[Candidate, ...]) -> None:
        """Show what was found; the newest that can be used is chosen."""
        self._all, self.found = found, None
        self.rows.reload()
        self.list.setVisible(len(found) > 0)
        self._fit()
        self._say_problem("" if found else str(_(
            "Her er det ingen sikkerhetskopi. Se etter filer som slutter på .ikbackup, for eksempel på minnepinnen i "
            "safen.")))  # fmt: skip
        self.said.setVisible(bool(found))
        told = many("Fant én kopi.", "Fant {n} kopier. Velg en av dem; den nyeste er som oftest best.", len(found))
        self.said.say(told)
        if not found:
            self.chosen.emit(None)
            return
        announce(self, told)
        usable = next((one for one in found if not one.problem), found[0])
        self.list.clearSelection()
        self.list.choose(str(usable.path))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.found is None:
            self._on_chosen(str(usable.path))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "list"):
            self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to a few."""
        self.list.setFixedHeight(px(_ROW * (min(len(self._all), _MOST) + 1)) + px(2))

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[CandidateRow]:  # noqa: FBT001 (the table asks so)
        return sorted_page([candidate_row(one) for one in self._all], first, size, sort, descending=descending)

    def _on_look_in(self) -> None:
        chosen = ask_folder(self.window(), str(_("Hvor ligger sikkerhetskopien?")), Path.home())
        if chosen is not None:
            self.look(chosen)

    def _on_pick(self) -> None:
        kinds = f"{_('Sikkerhetskopier')} (*.ikbackup *.json);;{_('Alle filer')} (*)"
        chosen = ask_open_path(self.window(), str(_("Hvilken fil er det?")), Path.home(), kinds)
        if chosen is not None:
            self.look(chosen)

    def _find(
        self, ask: Callable[[], tuple[Candidate, ...]],
        then: Callable[[tuple[Candidate, ...]], None] | None = None,
    ) -> None:  # fmt: skip
        job = self._jobs.start(lambda _tick: ask())
        job.succeeded.connect(then or self.show_found)
        job.failed.connect(self._on_failed)
        self.line.follow(job, str(_("Ser etter kopier …")), patience=_PATIENCE)

    def _show_some(self, found: tuple[Candidate, ...]) -> None:
        if found and not self._all:  # or somebody was quicker
            self.show_found(found)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self.show_found(())
        self._say_problem(str(error))

    def _on_chosen(self, key: object) -> None:
        self.found = next((one for one in self._all if str(one.path) == key), None)
        self._say_problem(self.found.problem if self.found is not None else "")
        self.chosen.emit(self.found)

    def _say_problem(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.problem, sentence, now=True)
