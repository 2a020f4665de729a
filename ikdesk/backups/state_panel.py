"""How the backups stand in one sentence, what one can do about it, and what was found in one that was tried."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.backups.model import State, Tried
from ikdesk.backups.sentences import state_words
from ikdesk.kernel.words import _, clock_time, many, plain_date, short_date
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import TONE_ICONS, Banner, Card, SectionHead
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.plain_table import Grid, PlainTable
from ikdesk.ui.progress import JobLine
from ikdesk.ui.text import Heading, Label, announce


class StatePanel(Card):
    """The sentence and the buttons. ``wants_one()`` when one should be made, ``wants_trial()`` when one be tried."""

    wants_one = Signal()
    wants_trial = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=14, padding=(20, 18, 20, 20))
        self.icon = Icon("hard-drive", "primary", 24, circle="tint")
        self.sentence = Heading(str(_("Ser etter sikkerhetskopier …")), 2)
        self.more = Label("", "secondary")
        self.more.hide()
        self.make = PrimaryButton(str(_("Ta sikkerhetskopi nå")), "save")
        self.test = SecondaryButton(str(_("Prøv gjenoppretting")), "shield-check")
        self.line = JobLine()
        self.line.stop.hide()  # half a backup is of no use to anybody
        self.problem = Banner("", "danger")
        self.problem.hide()
        head = Row(self.icon, spacing=14)
        head.put(Column(self.sentence, self.more, spacing=3), 1)
        self.put(head, Wrap(self.make, self.test, spacing=10), self.line, self.problem)
        self.make.clicked.connect(self.wants_one)
        self.test.clicked.connect(self.wants_trial)

    def show_state(self, state: State, today: date) -> None:
        """Say how they stand."""
        tone, said = state_words(state, today)
        self.icon.show_icon(TONE_ICONS[tone], tone, f"{tone}_bg")
        self.sentence.say(said)
        self.more.say(_last(state, today))
        self.more.setVisible(bool(self.more.text()))

    def say_problem(self, sentence: str) -> None:
        """Say what went wrong; "" for nothing."""
        self.problem.say(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.problem, sentence, now=True)


class TriedPanel(Card):
    """What lies in a backup that was opened; hidden until one was."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=10, padding=(20, 12, 14, 18))
        self.told = Label("")
        self.table: QWidget | None = None
        self.close_it = QuietButton(str(_("Lukk")), "x")
        self.put(SectionHead(str(_("Dette ligger i kopien")), right=self.close_it), self.told)
        self.close_it.clicked.connect(self._on_close)
        self.hide()

    def show_tried(self, tried: Tried) -> None:
        """Show the five newest, and go there."""
        at = tried.kept.made_at
        told = _("Kopien fra {day} kl. {time} er hel og kan hentes tilbake. Den har {incidents}.").format(
            day=plain_date(at.date()), time=clock_time(at.time()),
            incidents=many("{n} hendelse", "{n} hendelser", tried.incidents),
        )  # fmt: skip
        newest = many("Den nyeste:", "De {n} nyeste:", len(tried.rows)) if tried.rows else ""
        self.told.say(f"{told} {newest}".strip())
        if self.table is not None:
            self.column.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        rows = tuple((row.number, short_date(row.day), row.kind) for row in tried.rows)
        headings = (str(_("Nummer")), str(_("Dag")), str(_("Hva slags")))
        grid = Grid(str(_("De nyeste hendelsene i kopien")), headings, rows, roomy=frozenset({2}))
        self.table = PlainTable(grid)
        self.table.setVisible(bool(rows))
        self.put(self.table)
        self.show()
        announce(self, self.told.text())

    def _on_close(self) -> None:
        self.hide()
        self.left.emit()


def _last(state: State, today: date) -> str:
    """When bringing one back was last tried."""
    if state.newest is None:
        return ""
    if state.tried is None:
        return str(_("Ingen har prøvd om kopiene kan hentes tilbake ennå. Det tar et øyeblikk, og endrer ingenting."))
    if state.tried >= today:
        return str(_("Gjenoppretting er prøvd i dag."))
    return _("Gjenoppretting ble sist prøvd {day}.").format(day=plain_date(state.tried))
