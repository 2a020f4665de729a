"""Report an incident: six questions on one screen, kept as a draft while they are answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.actions import record_incident, save_draft, unanswered
from ikdesk.incidents.locked_queries import asked_besides
from ikdesk.incidents.model import ASKED, Incident
from ikdesk.incidents.own_actions import undo_own_report
from ikdesk.incidents.queries import draft_of, places_by_use
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _, clock_time, plain_date, short_date
from ikdesk.lock.children import OTHERS
from ikdesk.lock.report_form import ReportForm
from ikdesk.lock.sensitive import sensitive_of
from ikdesk.people.queries import colleagues
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import try_draft
from ikdesk.ui.layouts import Column, ScrollPage
from ikdesk.ui.text import Label
from ikdesk.unit.exposure_actions import log_day
from ikdesk.unit.exposure_queries import is_logged
from ikdesk.unit.model import Department, Place
from ikdesk.unit.queries import PlaceRow, departments, places

PAGE = "report"
SOON = 700  # milliseconds after the last key a draft is written


class ReportPage(QWidget):
    """The form "Meld hendelse".

    ``saved(key)`` when an incident was recorded, ``left()`` when the form was left with its draft or thrown away.
    """

    saved = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        """Make the form.

        Args:
            desk: verbs.
            tell: shows a toast: text, words of the action, what it does.
        """
        super().__init__()
        self._desk, self._tell = desk, tell
        self._places: dict[str, PlaceRow] = {}
        self._blank: dict[str, Any] = {}  # a form nobody has begun on
        self._kept: dict[str, Any] = {}  # what stands in the draft
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.unlogged = Banner(
            "", "info", action=str(_("Ja, før dagen")), then=self._on_log_day, icon="calendar-plus"
        )
        self.unlogged.hide()
        fields = fields_of(Incident, *ASKED)
        self.form = ReportForm(fields, self._desk.codebook, self._desk.today, self.unlogged)
        self.form.keeps_drafts = True
        self.kind, self.place, self.serious = self.form.kind, self.form.place, self.form.serious
        self.saved_at = Label("", "secondary", wrap=False)
        page = ScrollPage(margins=(28, 10, 20, 6), spacing=8)
        page.put(
            PageHead(_("Meld hendelse"), "", self.serious, self.saved_at),
            self.form,
            1,
        )
        self.save = PrimaryButton(str(_("Lagre hendelsen")), "check")
        self.later = SecondaryButton(str(_("Fortsett senere")))
        self.cancel = QuietButton(str(_("Avbryt")))
        self.footer = Footer(
            self.save, self.later, self.cancel, note=str(_("Ctrl+S lagrer · Esc avbryter")), form=self.form
        )
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.later.clicked.connect(self._on_later)
        self.cancel.clicked.connect(self._on_cancel)
        self.form.changed.connect(self._soon.start)
        self.form.changed.connect(self._on_place_or_day)
        self.form.followed.connect(self._on_followed)
        self._soon.timeout.connect(lambda: try_draft(self.keep_draft, self.saved_at))
        self._desk.changed.connect(self._on_changed)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def reload(self) -> None:
        """Offer the places of today, and go on with the draft there may be."""
        self._offer()
        draft, at = self._desk.read(draft_of, PAGE)
        self._start(draft)
        self.saved_at.say(_("Utkast lagret kl. {time}").format(time=clock_time(at.time())) if at else "")

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
        self._soon.stop()
        now = self.form.draft()
        if now == self._kept:
            return
        at = self._desk.clock.local()
        kept = {} if now == self._blank or self.form.elsewhere else now
        self._desk.write(save_draft, PAGE, kept, at=at)
        self._kept = now  # not before: what could not be written is tried again
        told = _("Utkast lagret kl. {time}").format(time=clock_time(at.time()))
        self.saved_at.say(told if kept else "")

    def showEvent(self, event: QShowEvent) -> None:
        """A form nobody has begun on asks about now, not about when it was made."""
        super().showEvent(event)
        if self.form.draft() == self._blank:
            self._start({})

    def _start(self, draft: dict[str, Any]) -> None:
        now = self._desk.clock.local()
        self.form.input("occurred_on").begin(now.date())
        self.form.fill({**dict.fromkeys((*ASKED, OTHERS.key)), "occurred_on": now.date(), "occurred_time": now.time()})
        self._blank = self.form.draft()
        if draft:
            self.form.fill(draft)
        self._kept = self.form.draft()
        self._on_place_or_day()
        self.kind.setFocus()

    def _on_followed(self, elsewhere: bool) -> None:  # noqa: FBT001 (the form tells so)
        """Where it must be told elsewhere there is nothing to save; one goes back, or answers otherwise."""
        for button in (self.save, self.later):
            button.setVisible(not elsewhere)
        self.cancel.say(str(_("Tilbake") if elsewhere else _("Avbryt")))
        self.footer.say(str(_("Esc går tilbake") if elsewhere else _("Ctrl+S lagrer · Esc avbryter")))

    def _on_save(self) -> None:
        if self.form.elsewhere:
            return
        try:
            values = self.form.values(also=partial(unanswered, today=self._desk.today))
            for name in ("place_id", "department_id", "about_id"):
                values[name] = Key(values[name]) if values[name] else None
            key = self._desk.write(record_incident, values, told_at=self._desk.clock.local())
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        said, undo = self._thanks(key)
        self._throw_draft_away()
        self.reload()
        self.saved.emit(key)
        self._tell(said, *undo)  # after the page has changed: what is said at its foot belongs to the page shown

    def _thanks(self, key: Key) -> tuple[str, Sequence[object]]:
        """What is said, and how it is undone: others than leaders take back their own only for a while."""
        if Right.HANDLE in self._desk.viewer.rights:
            said = str(_("Hendelsen er lagret. Lederen ser den i listen sin."))
            return said, self._desk.undoing(said)
        said = str(_("Takk for at du sa fra. Lederen ser meldingen nå."))
        return said, self._desk.undoing(said, undo_own_report, key)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Place, Department}:
            self._offer()

    def _on_later(self) -> None:
        self.keep_draft()
        self.left.emit()

    def _on_cancel(self) -> None:
        thrown, begun = self.form.draft(), self.form.draft() != self._blank
        self._throw_draft_away()
        self._start({})
        if begun:
            self._tell(str(_("Utkastet er kastet.")), str(_("Angre")), lambda: self._bring_back(thrown))
        self.left.emit()

    def _bring_back(self, thrown: dict[str, Any]) -> None:
        self.form.fill(thrown)
        self._on_place_or_day()
        self.keep_draft()

    def _throw_draft_away(self) -> None:
        self._soon.stop()
        self.saved_at.say("")
        self._desk.write(save_draft, PAGE, {}, at=self._desk.clock.local())

    def _on_place_or_day(self) -> None:
        """An event in a place whose days are counted, on a day that is not: ask."""
        place, day = self._places.get(self.place.value() or ""), self.form.input("occurred_on").value()
        asks = bool(place and place.logged and day and day <= self._desk.today)
        if place and day and asks:
            asks = not self._desk.read(is_logged, place.id, day)
            self.unlogged.say(_("{place} er ikke ført som brukt {day}. Var stedet i bruk?").format(
                place=place.name, day=short_date(day)))  # fmt: skip
        self.unlogged.setVisible(asks)
        self.form.show_serious()

    def _on_log_day(self) -> None:
        place, day = self._places[self.place.value() or ""], self.form.input("occurred_on").value()
        self._desk.write(log_day, place.id, day)
        self._desk.undoing(_("{place} er ført som brukt {day}.").format(place=place.name, day=plain_date(day)))
        self._on_place_or_day()
