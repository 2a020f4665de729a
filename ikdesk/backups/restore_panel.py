"""The question before a backup takes the place of what one has now: what is kept, and what opens the backup."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ikdesk.backups.model import Candidate
from ikdesk.backups.opens_panel import OpensPanel
from ikdesk.backups.restore_model import Opens
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _, clock_time, many, plain_date
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Banner
from ikdesk.ui.dialogs import Box
from ikdesk.ui.jobs import Job
from ikdesk.ui.text import Label, announce
from ikdesk.ui.theme import px

_WIDE = 620  # logical pixels at 100 %
Begin = Callable[[Callable[[], object]], Job]  # does something beside the window


class RestoreBox(Box):
    """Asks, and tries what was typed before anything is touched; ``opens`` is what opened it.

    Args:
        parent: the page.
        found: the backup.
        begin: starts work beside the window.
        check: raises Invalid or Problem where what was typed does not do.
    """

    def __init__(
        self, parent: QWidget | None, found: Candidate, begin: Begin, check: Callable[[Opens], object]
    ) -> None:
        at = found.made_at
        told = _("Kopien er fra {day} kl. {time} og har {incidents}. Det som er skrevet etter det, er ikke med i den.")
        text = told.format(
            day=plain_date(at.date()), time=clock_time(at.time()),
            incidents=many("{n} hendelse", "{n} hendelser", found.incidents),
        )  # fmt: skip
        super().__init__(parent, str(_("Gå tilbake til denne kopien?")), text, icon="history", tone="warn")
        self._begin, self._check, self._busy = begin, check, False
        self.opens = Opens()
        self.asks = OpensPanel(str(_("Ditt eget, slik det er nå.")))
        kept = _("Det dere har nå, blir ikke slettet. Det blir liggende i en mappe i datamappen. Etterpå starter "
                 "IKdesk på nytt, og alle låser opp som før.")  # fmt: skip
        self.problem = Label("", "error")
        self.problem.hide()
        for item in (Banner(str(kept), "info"), self.asks, self.problem):
            self.body.put(item)
        self.go = SecondaryButton(_("Gjenopprett"), "history")
        self.offer(("yes", self.go), ("", PrimaryButton(_("Behold det vi har nå"))))
        self.setMinimumWidth(px(_WIDE))
        self.asks.focus_first()

    def reject(self) -> None:
        """Keep nothing of what was typed."""
        self.asks.forget()
        super().reject()

    def _on_chosen(self, answer: str) -> None:
        if self._busy:
            return
        if not answer:
            self.asks.forget()
            super()._on_chosen(answer)
            return
        try:
            self.asks.check()
        except Invalid as wrong:
            self.asks.show_wrong(wrong)
            return
        self._try(self.asks.value())

    def _try(self, opens: Opens) -> None:
        self._busy = True
        self.problem.hide()
        self.go.say(str(_("Prøver …")))
        job = self._begin(lambda: self._check(opens))
        job.succeeded.connect(lambda _keys: self._on_opened(opens))
        job.failed.connect(self._on_failed)

    def _on_opened(self, opens: Opens) -> None:
        self._busy, self.opens = False, opens
        self.asks.forget()
        super()._on_chosen("yes")

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self.go.say(str(_("Gjenopprett")))
        if isinstance(error, Invalid):
            self.asks.show_wrong(error)
            return
        if not isinstance(error, Problem):
            raise error
        self.problem.say(str(error))
        self.problem.show()
        announce(self.problem, str(error), now=True)
