"""Changing leaders, step by step: it can be stopped anywhere, and says what is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Access
from ikdesk.handover.model import Handover, Outside, Progress
from ikdesk.handover.move_panel import MovePanel
from ikdesk.handover.new_leader_panel import NewLeaderPanel
from ikdesk.handover.paper_panel import HandoverPaperPanel
from ikdesk.handover.state_queries import progress
from ikdesk.handover.step_panel import StepPanel
from ikdesk.kernel.words import _, plain_date
from ikdesk.measures.model import Measure
from ikdesk.meetings.model import MeetingIdea
from ikdesk.people.model import Person
from ikdesk.people.ready_panel import CodeBox
from ikdesk.people.sentences import removal_words
from ikdesk.people.user_model import Users
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Banner, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import confirm
from ikdesk.ui.layouts import Column, Row, ScrollPage, first_in
from ikdesk.unit.queries import unit_row

SHOWS = {Access, Person, Measure, MeetingIdea}


class HandoverPage(QWidget):
    """Six steps: four for whoever goes, two for whoever comes. ``wants(page)`` asks for another page.

    Args:
        desk: verbs.
        tell: shows a toast.
        users: the vault and the file together.
        outside: what is not in the file.
    """

    wants = Signal(str)

    def __init__(self, desk: Desk, tell: Callable[..., None], users: Users, outside: Outside) -> None:
        super().__init__()
        self._desk, self._tell, self._users, self._outside = desk, tell, users, outside
        self._now: Handover | None = None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        desk, tell = self._desk, self._tell
        self.back = QuietButton(str(_("Til brukerne")), "arrow-left")
        self.turn = Banner("", "info")
        self.switch = QuietButton(str(_("Bytt bruker")), "users")
        self.turn.add_links(self.switch)
        self.new = NewLeaderPanel(desk, self._users, tell)
        self.moving = MovePanel(desk, tell)
        self.copy = StepPanel(desk, 3, str(_("Sikkerhetskopi")))
        self.back_up = PrimaryButton(str(_("Ta sikkerhetskopi")), "save")
        self.copy.put(Row(self.back_up, 1))
        self.paper = HandoverPaperPanel(desk, self._outside, tell)  # says when the copy was made
        self.code = StepPanel(desk, 5, str(_("Egen gjenopprettingskode")))
        self.make_code = PrimaryButton(str(_("Lag koden")), "printer")
        self.code.put(Row(self.make_code, 1))
        self.last = StepPanel(desk, 6, str(_("Fjern tilgangen til forrige leder")))
        self.remove = PrimaryButton(str(_("Fjern tilgangen …")), "lock")
        self.last.put(Row(self.remove, 1))
        for step in (self.copy, self.code, self.last):
            step.put_last()
        sub = _("Dere kan stoppe når som helst, og fortsette her senere. Ingen nøkler går tapt underveis.")
        page = ScrollPage(spacing=12, margins=(28, 18, 28, 20), widest=900)
        page.put(PageHead(str(_("Bytt leder")), str(sub), self.back), self.turn, *self.steps, 1)
        Column(page, spacing=0, parent=self)
        self.panes: list[QWidget] = [page]

    @property
    def steps(self) -> tuple[StepPanel, ...]:
        """All of them, in their order."""
        return (self.new, self.moving, self.copy, self.paper, self.code, self.last)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.wants.emit("setting:users"))
        self.switch.clicked.connect(lambda: self.wants.emit("switch"))
        self.back_up.clicked.connect(self._on_back_up)
        self.make_code.clicked.connect(self._on_code)
        self.remove.clicked.connect(self._on_remove)
        for step in self.steps:
            step.done.connect(self._on_done)
        self._desk.changed.connect(self._on_changed)

    def reload(self) -> None:
        """Ask anew how far it has come."""
        found = self._desk.read(progress)
        self._now = found.handover
        self.new.show_progress(found)
        self.moving.show_progress(found)
        self.paper.show_progress(found)
        begun = found.handover is not None
        copied = _("Kopien tas med alt som er gjort til nå, og leses gjennom.")
        self.copy.show_state(str(copied if begun else _("Velg den nye lederen først.")), done=found.backed_up)
        self.back_up.setVisible(begun)
        self._show_code(found)
        self._show_last(found)
        self._show_turn(found)

    def _show_code(self, found: Progress) -> None:
        now = found.handover
        if found.code_kept is not None:
            said = _("Koden ble skrevet ned {day}.").format(day=plain_date(found.code_kept))
        elif now is not None and self._is_new(now):
            said = str(_("Skriv koden ned på arket, og lås det inn. Den åpner dataene hvis du glemmer passordet."))
        else:
            said = _("Dette gjør {name} selv, etter å ha låst opp. Ingen andre skal se koden.").format(
                name=_the_new(now))  # fmt: skip
        self.code.show_state(said, done=found.code_kept is not None)
        self.make_code.setVisible(now is not None and self._is_new(now) and found.code_kept is None)

    def _show_last(self, found: Progress) -> None:
        now = found.handover
        mine = now is not None and now.old.key != self._desk.viewer.person
        if now is not None and self._is_new(now) and found.code_kept is None:
            said = str(_("Du må ha skrevet ned koden din først."))
        elif now is not None and mine and found.code_kept is None:
            said = _("{name} må ha skrevet ned koden sin først.").format(name=now.new.name)
        elif now is not None and mine:
            said = _("Når {old} ikke skal ha tilgang lenger: fjern tilgangen. Nøklene byttes, og byttet er "
                     "ferdig.").format(old=now.old.name)  # fmt: skip
        else:
            said = _("Dette gjør {name} til slutt, etter å ha låst opp selv.").format(name=_the_new(now))
        self.last.show_state(said, done=False)
        self.remove.setVisible(mine and found.code_kept is not None)

    def _show_turn(self, found: Progress) -> None:
        """Whose turn it is, when whoever goes has done their part."""
        now = found.handover
        mine = now is not None and now.old.key == self._desk.viewer.person
        ready = mine and not found.left and found.printed and found.backed_up
        self.turn.setVisible(ready)
        if now is not None:
            self.turn.say(_("Din del er ferdig. Nå låser {name} opp og gjør de to siste stegene.").format(
                name=now.new.name))  # fmt: skip

    def _is_new(self, now: Handover) -> bool:
        return now.new.key == self._desk.viewer.person

    def _on_back_up(self) -> None:
        self.copy.work(self._outside.back_up_here, str(_("Tar sikkerhetskopi …")),
                       lambda _kept: self._tell(str(_("Sikkerhetskopien er tatt og lest gjennom."))))  # fmt: skip

    def _on_code(self) -> None:
        self.code.work(self._users.new_code, str(_("Lager koden …")), self._on_made)

    def _on_made(self, code: object) -> None:
        CodeBox(self.window(), self._desk.read(unit_row).name, str(code)).ask()
        self._users.keep_code()

    def _on_remove(self) -> None:
        now = self._now
        if now is None:
            return
        title = _("Fjerne tilgangen til {name}?").format(name=now.old.name)
        if confirm(self.window(), title, removal_words(now.old.name), str(_("Fjern tilgangen"))):
            why = _("Lederbytte: {name} har tatt over.").format(name=now.new.name)
            said = _("{old} har ikke tilgang lenger. Lederbyttet er ferdig.").format(old=now.old.name)
            self.last.work(lambda: self._users.remove(now.old.slot, why), str(_("Bytter nøklene …")),
                           lambda _nothing: self._on_over(said))  # fmt: skip

    def _on_over(self, said: str) -> None:
        """Show who can unlock now: these steps would look as if nothing had been done."""
        self._tell(said)
        self.wants.emit("setting:users")

    def _on_done(self) -> None:
        """What was pressed may be gone: who uses the keyboard goes on with what is left."""
        self.reload()
        at = self.window().focusWidget()
        if not self.isVisible() or (at is not None and self.isAncestorOf(at) and at.isVisible()):
            return
        stops = [(first, step) for step in self.steps if not step.finished and (first := first_in(step)) is not step]
        (stops[0][0] if stops else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS and not any(step.busy for step in self.steps):
            self.reload()


def _the_new(now: Handover | None) -> str:
    return now.new.name if now is not None else str(_("den nye lederen"))
