"""Report an incident: what must be known on one screen, kept as a draft while it is answered, and the receipt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.incidents.actions import unanswered
from ikdesk.incidents.capture_model import Stopwatch
from ikdesk.incidents.draft_panel import FormDrafts
from ikdesk.incidents.form_panel import print_case
from ikdesk.incidents.likeness_panel import LikenessHint
from ikdesk.incidents.locked_queries import asked_besides
from ikdesk.incidents.model import ASKED, Incident
from ikdesk.incidents.own_actions import undo_own_report
from ikdesk.incidents.place_panel import PlanButton
from ikdesk.incidents.queries import places_by_use
from ikdesk.incidents.receipt_panel import ReceiptPanel
from ikdesk.incidents.report_actions import Sent, report_incident
from ikdesk.incidents.text_panel import words_for
from ikdesk.incidents.unlogged_panel import UnloggedBanner
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.told import OTHERS
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _
from ikdesk.lock.report_form import ReportForm
from ikdesk.lock.sensitive import sensitive_of
from ikdesk.people.queries import colleagues
from ikdesk.reports.target_panel import made_report_folder
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.layouts import Column, ScrollPage
from ikdesk.ui.text import Label
from ikdesk.unit.card_panel import CardPanel
from ikdesk.unit.model import Department, Place
from ikdesk.unit.queries import PlaceRow, departments, places

PAGE = "report"


class ReportPage(QWidget):
    """The form "Meld hendelse", and the receipt in its place.

    ``saved(key)`` when an incident was recorded, ``left()`` when the form was left with its draft or thrown away,
    ``wants(key)`` to see what becomes of one, or one like it.
    """

    saved = Signal(object)
    left = Signal()
    wants = Signal(object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        """Make the form.

        Args:
            desk: verbs.
            tell: shows a toast: text, words of the action, what it does.
        """
        super().__init__()
        self._desk, self._tell = desk, tell
        self._places: dict[str, PlaceRow] = {}
        self.watch, self._handles = Stopwatch(), Right.HANDLE in desk.viewer.rights
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.unlogged = UnloggedBanner(self._desk)
        fields = fields_of(Incident, *ASKED)
        self.form = ReportForm(fields, self._desk.codebook, self._desk.today, self.unlogged)
        self.form.point_out(words_for(self._desk))
        self.plan = PlanButton(self._desk, self.form.place)
        self.kind, self.place, self.serious = self.form.kind, self.form.place, self.form.serious
        self.saved_at = Label("", "secondary", wrap=False)
        self.small = QuietButton(str(_("Små skader? Bruk samleskjemaet")), "list-checks")
        self.drafts = FormDrafts(self._desk, self.form, self.saved_at, PAGE)
        self.drafts.refuses = lambda: self.form.elsewhere
        page = ScrollPage(margins=(28, 10, 28, 6), spacing=8)
        page.put(PageHead(_("Meld hendelse"), "", self.serious, self.small, self.saved_at), self.form, 1)
        self.save = PrimaryButton(str(_("Lagre hendelsen")), "check")
        self.later = SecondaryButton(str(_("Fortsett senere")))
        self.cancel = QuietButton(str(_("Avbryt")))
        self.footer = Footer(
            self.save, self.later, self.cancel, note=str(_("Ctrl+S lagrer · Esc avbryter")), form=self.form
        )
        self.like = LikenessHint(self._desk, self.form)
        self.footer.put(self.like)
        writing = QWidget()
        whole = Column(spacing=0, parent=writing)
        whole.put(page, 1)
        whole.put(self.footer)
        self.receipt, self._stack = ReceiptPanel(self._desk), QStackedWidget()
        self.card = CardPanel(self._desk, self._tell, made_report_folder)
        for part in (writing, self.receipt, self.card):
            self._stack.addWidget(part)
        Column(self._stack, spacing=0, parent=self)

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.later.clicked.connect(self._on_later)
        self.cancel.clicked.connect(self._on_cancel)
        self.form.changed.connect(self._on_written)
        self.form.changed.connect(lambda: self.small.setVisible(self.serious.isHidden()))
        self.form.followed.connect(self._on_followed)
        self.like.shown.connect(lambda: self._on_followed(self.form.elsewhere))
        self.like.wants.connect(self.wants)
        self.receipt.wants.connect(self.wants)
        self.receipt.again.connect(self.wanted_again)
        self.receipt.printed.connect(lambda key: print_case(self.window(), self._desk, self._tell, key))
        self.form.card.clicked.connect(self._on_card)
        self.card.left.connect(lambda: self._stack.setCurrentIndex(0))
        self._desk.changed.connect(self._on_changed)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def reload(self) -> None:
        """Offer the places of today, and go on with the draft there may be."""
        self._offer()
        self._start(self.drafts.read())

    def _offer(self) -> None:
        rows = {str(row.id): row for row in self._desk.read(places)}
        used = [str(key) for key in self._desk.read(places_by_use) if str(key) in rows]
        ordered = used + [key for key in rows if key not in set(used)]
        self._places = rows
        found = self._desk.read(departments)
        self.form.offer([(key, rows[key].name) for key in ordered], [(str(row.id), row.name) for row in found])
        people = tuple((str(one.id), one.name) for one in self._desk.read(colleagues))
        self.form.offer_people(sensitive_of(self._desk.read(asked_besides), people))

    def keep_draft(self) -> None:
        """Write down what was written since the last time; a form with nothing but today's date in it is no draft."""
        self.drafts.keep()

    def showEvent(self, event: QShowEvent) -> None:
        """A form nobody has begun on asks about now, not about when it was made."""
        super().showEvent(event)
        if not self.drafts.begun and not event.spontaneous() and self._stack.currentIndex() != 1:
            self._start({})  # a receipt stays where only the screen was locked

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves it half written was interrupted."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.watch.interrupt()
        if self.window().isVisible():  # another page is shown: the next time one begins with the form
            self._stack.setCurrentIndex(0)

    def _start(self, draft: dict[str, Any]) -> None:
        now = self._desk.clock.local()
        self.form.input("occurred_on").begin(now.date())
        self.form.fill({**dict.fromkeys((*ASKED, OTHERS.key)), "occurred_on": now.date(), "occurred_time": now.time()})
        self.drafts.blank = self.form.draft()
        if draft:
            self.form.fill(draft)
        self.drafts.stands()
        self.like.forget()
        self._ask_of_the_day()
        self.watch.begin()
        if draft:
            self.watch.interrupt()
        self.kind.setFocus()

    def _on_followed(self, elsewhere: bool) -> None:  # noqa: FBT001 (the form tells so)
        """Where it must be told elsewhere there is nothing to save; one goes back, or answers otherwise."""
        for button in (self.save, self.later):
            button.setVisible(not elsewhere)
        self.cancel.say(str(_("Tilbake") if elsewhere else _("Avbryt")))
        keys = str(_("Esc går tilbake") if elsewhere else _("Ctrl+S lagrer · Esc avbryter"))
        self.footer.say(keys if self.like.isHidden() else "")

    def _on_save(self) -> None:
        if self.form.elsewhere or self._stack.currentIndex():
            return
        try:
            values = self.form.values(also=partial(unanswered, today=self._desk.today))
            for name in ("place_id", "department_id", "about_id"):
                values[name] = Key(values[name]) if values[name] else None
            sent = Sent(self._desk.clock.local(), PAGE, self.watch.seconds())
            with self.drafts.saved():
                key = self._desk.write(report_incident, values, sent)
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        undo = self._undoing(key)
        self.reload()
        self.watch.interrupt()  # the next one begins when it is asked for
        self._stack.setCurrentIndex(1)
        self.receipt.show_receipt(key, undo, prints=self._handles)
        self.saved.emit(key)

    def _undoing(self, key: Key) -> tuple[()] | tuple[str, Callable[[], object]]:
        """How it is undone: others than leaders take back their own only for a while."""
        if self._handles:
            return self._desk.undoing(str(_("Hendelsen er lagret.")))
        return self._desk.undoing(str(_("Takk for at du sa fra.")), undo_own_report, key)

    def wanted_again(self) -> None:
        """Somebody asks for the form while the receipt stands in its place, or the card."""
        if self._stack.currentIndex() == 1:
            self._start({})
        self._stack.setCurrentIndex(0)
        self.kind.setFocus()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Place, Department}:
            self._offer()

    def _on_written(self) -> None:
        self.watch.touch()
        self.like.follow()
        self._ask_of_the_day()

    def _ask_of_the_day(self) -> None:
        self.unlogged.follow(self._places.get(str(self.place.value() or "")), self.form.input("occurred_on").value())
        self.form.show_serious()

    def _on_later(self) -> None:
        self.keep_draft()
        self.left.emit()

    def _on_card(self) -> None:
        self._stack.setCurrentWidget(self.card)
        self.card.reload()

    def _on_cancel(self) -> None:
        if self._stack.currentIndex():  # the card was read, or the receipt
            self.wanted_again()
            return
        thrown, begun = self.form.draft(), self.drafts.begun
        self.drafts.throw_away()
        self._start({})
        if begun:
            self._tell(str(_("Utkastet er kastet.")), str(_("Angre")), lambda: self._bring_back(thrown))
        self.left.emit()

    def _bring_back(self, thrown: dict[str, Any]) -> None:
        self.form.fill(thrown)
        self._ask_of_the_day()
        self.keep_draft()
