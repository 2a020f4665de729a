"""The receipt: it is saved, under which number, and what happens with it now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.collect_model import SMALL
from ikdesk.incidents.model import CHILD_INJURY, SERIOUS, Status
from ikdesk.incidents.notice_queries import open_suggestions
from ikdesk.incidents.notice_sentences import emergency_line
from ikdesk.incidents.queries import IncidentDetail, incident_detail
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _, many
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card, Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.text import Heading, Label, announce
from ikdesk.ui.theme import px
from ikdesk.unit.contact_queries import contacts


class ReceiptPanel(QWidget):
    """Shown in place of the form. ``again()`` for one more, ``wants(key)`` to see what becomes of it.

    ``printed(key)`` when it is to be on paper.
    """

    again = Signal()
    wants = Signal(object)
    printed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._key: Key | None = None
        self._undo: Callable[[], object] | None = None
        self.number = Label("", "kpi", wrap=False)
        self.what = Label("", "secondary")
        self.untold = Pill("", "warn", "phone")  # how many should be told of it
        self.next, self.serious = Label(""), Banner("", "danger", icon="phone")
        self.follow = PrimaryButton("", "arrow-right")
        self.more = SecondaryButton(str(_("Meld en til")), "circle-plus")
        self.paper = SecondaryButton(str(_("Skriv ut")), "printer")
        self.undo = QuietButton(str(_("Angre")), "undo-2")
        self.small = QuietButton(str(_("Flere små skader? Bruk samleskjemaet")), "list-checks", flush=True)
        self.heading = Heading(str(_("Takk for at du sa fra")), 2)
        card = Card(
            Row(Icon("circle-check", "ok", 28, circle="ok_bg"), self.heading, 1, spacing=12),
            Column(self.number, self.what, spacing=2), self.serious, Heading(str(_("Hva skjer nå?")), 3), self.next,
            Row(self.untold, 1),
            Row(self.follow, self.more, self.paper, self.undo, 1, spacing=10), Row(self.small, 1), spacing=14,
            padding=(24, 20, 24, 22),
        )  # fmt: skip
        card.setFixedWidth(px(660))
        page = ScrollPage(margins=(20, 20, 20, 20), spacing=0, widest=16_000)
        page.put(1, Row(1, card, 1), 1)
        Column(spacing=0, parent=self).put(page, 1)
        self._connect()

    def _connect(self) -> None:
        self.follow.clicked.connect(self._on_follow)
        self.more.clicked.connect(self.again)
        self.paper.clicked.connect(self._on_paper)
        self.undo.clicked.connect(self._on_undo)

    def show_receipt(self, key: Key, undo: Sequence[object], *, prints: bool) -> None:
        """Show what was saved.

        Args:
            key: the incident.
            undo: the words of the link and what it does, as a message at the foot gets them; empty for none.
            prints: whether it can be put on paper.
        """
        self._key = key
        self._undo = cast("Callable[[], object]", undo[1]) if len(undo) > 1 else None
        found = self._desk.read(incident_detail, key)
        handles = Right.HANDLE in self._desk.viewer.rights
        self.heading.say(str(_("Hendelsen er lagret") if handles else _("Takk for at du sa fra")))
        self.number.say(_("Hendelse {number}").format(number=found.number) if found else "")
        self.what.say(_what(found, self._desk.codebook))
        self.next.say("\n".join(next_words(found, handles=handles)))
        self._show_serious(serious=found is not None and (found.severity or 0) >= SERIOUS and not handles)
        self.follow.say(str(_("Åpne hendelsen") if handles else _("Se hva som skjer med den")))
        for part, there in ((self.follow, True), (self.paper, prints), (self.undo, self._undo is not None)):
            part.setVisible(there)
        self.small.setVisible(found is not None and found.kind == CHILD_INJURY and found.severity in SMALL)
        self._show_untold(len(self._desk.read(open_suggestions, key)) if handles else 0)
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self.heading.text()}. {self.number.text()}. {self.next.text()}", now=True)

    def _show_serious(self, *, serious: bool) -> None:
        """Say whom to call, where it is that serious."""
        self.serious.setVisible(serious)
        if serious:
            whom = emergency_line(self._desk.read(contacts), self._desk.codebook)
            told = str(_("Gi lederen beskjed med en gang, også muntlig."))
            self.serious.say(f"{told} {whom}".strip())

    def _show_untold(self, number: int) -> None:
        """How many should be told; the case says who, and how soon."""
        self.untold.setVisible(number > 0)
        if number:
            self.untold.show_state(many("{n} bør få beskjed", "{n} bør få beskjed", number), "warn", "phone")

    def _on_follow(self) -> None:
        self.wants.emit(self._key)

    def _on_paper(self) -> None:
        self.printed.emit(self._key)

    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        if undo is None:
            return
        undo()
        found = self._desk.read(incident_detail, self._key) if self._key is not None else None
        if found is not None and found.status is not Status.WITHDRAWN:
            return  # it was refused, and the message at the foot says why
        self.heading.say(str(_("Meldingen er angret")))
        self.next.say(str(_("Den teller ikke med noe sted.")))
        for part in (self.follow, self.paper, self.undo, self.serious, self.untold):
            part.hide()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)


def _what(found: IncidentDetail | None, book: Codebook) -> str:
    """What it is the receipt of, so that one sees at a glance that it is the right one."""
    if found is None:
        return ""
    return " · ".join(part for part in (book.label("event_type", found.kind), found.place) if part)


def next_words(found: Any, *, handles: bool) -> list[str]:
    """What happens with a report now, in sentences.

    Args:
        found: the incident.
        handles: whether the one who reads this follows it up.
    """
    if handles:
        said = [str(_("Den ligger i listen over hendelser og venter på å bli fulgt opp."))]
    else:
        said = [
            str(_("Lederen ser den i listen sin, og bestemmer om dere trenger tiltak.")),
            str(_("På siden din, under «Du meldte – dette skjedde», ser du hva som skjer, og svaret du får.")),
        ]
    if found is not None and found.kind == CHILD_INJURY and not found.notified:
        said.append(str(_("Husk å gi foreldrene beskjed.")))
    return said
