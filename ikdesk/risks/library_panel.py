"""The drafts there are: one is read through, and what is true here is made the beginning of an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from ikdesk.kernel.words import _, language, listed
from ikdesk.risks.library_model import DraftBarrier, DraftGroup, DraftHazard, RiskDraft, drafts
from ikdesk.risks.model import Side
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, PageHead
from ikdesk.ui.choice_list import ChoiceList
from ikdesk.ui.choices import CheckBox, ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import options_of
from ikdesk.ui.layouts import Column, Row, ScrollPage, Turning, page_width
from ikdesk.ui.option import Option
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import px
from ikdesk.unit.queries import places, unit_row

HAS, NEW, NO = "has", "new", "no"
_ICONS = {
    DraftGroup.OUTSIDE: "sun", DraftGroup.INSIDE: "house", DraftGroup.TRIPS: "map-pin",
    DraftGroup.LESSONS: "school", DraftGroup.CARE: "heart-pulse", DraftGroup.SAFETY: "shield-check",
}  # fmt: skip
_SIDES = ((Side.CAUSE, _("Hindrer at det skjer")), (Side.CONSEQUENCE, _("Gjør følgene mindre")))
_BELOW = 900  # width of the page under which the drafts stand in a list that opens

_AROUND = 26  # around the names of the drafts, logical pixels at 100 %


class LibraryPanel(QWidget):
    """``taken(values)`` gives what a short form begins with, ``left()`` when nothing is taken.

    ``blank()`` asks for the form on paper.

    Args:
        desk: verbs.
    """

    taken = Signal(object)
    left = Signal()
    blank = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.preview: DraftPreview | None = None
        kind = desk.read(unit_row).kind
        self._drafts = {one.key: one for one in drafts(kind, language())}
        self._build()
        self._connect()
        self.list.set_value(next(iter(self._drafts)))

    def _build(self) -> None:
        groups = [(group.label, [Option(one.key, one.title, icon=_ICONS[group]) for one in of_it])
                  for group, of_it in groupby(self._drafts.values(), lambda one: one.group)]  # fmt: skip
        self.list = ChoiceList(str(_("Hvilket utkast?")), groups)
        self._page = ScrollPage(margins=(28, 0, 28, 12), spacing=12)
        self._page.put(1)
        self._line = Row(spacing=0)
        self._line.put(self.list)
        self._line.put(self._page, 1)
        self.take, self.cancel = PrimaryButton(str(_("Bruk utkastet")), "check"), QuietButton(str(_("Avbryt")))
        note = str(_("Hvor sannsynlig og hvor alvorlig det er hos dere, vurderer dere selv"))
        sub = str(_("Vanlige farer, skrevet så dere kan gjøre dem til deres egne. Alt kan endres etterpå."))
        self.paper = SecondaryButton(str(_("Tomt skjema på papir")), "printer")
        head = QWidget()
        Column(PageHead(str(_("Velg et utkast")), sub, self.paper), margins=(28, 14, 28, 10), parent=head)
        whole = Column(head, spacing=0, parent=self)
        whole.put(self._line, 1)
        whole.put(Footer(self.take, self.cancel, note=note))

    def _connect(self) -> None:
        self.list.changed.connect(self._on_chosen)
        self.take.clicked.connect(self._on_take)
        self.cancel.clicked.connect(self.left)
        self.paper.clicked.connect(self.blank)
        for keys, act in (("Ctrl+Return", self._on_take), ("Esc", self.left.emit)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of drafts folds where there is no room for it."""
        super().resizeEvent(event)
        narrow = page_width(self) < _BELOW
        self.list.fold(folded=narrow)
        if not narrow:  # no name of a draft is cut
            self.list.setFixedWidth(max(row.sizeHint().width() for row in self.list.buttons()) + px(_AROUND))
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)

    def keep_draft(self) -> None:
        """Nothing is half written here."""

    def _on_chosen(self) -> None:
        draft = self._drafts.get(str(self.list.value()))
        old = self.preview
        if draft is None:
            return
        self.preview = DraftPreview(draft)
        self._page.column.insertWidget(0, self.preview)
        if old is not None:
            self._page.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._page.verticalScrollBar().setValue(0)

    def _on_take(self) -> None:
        if self.preview is None:
            return
        draft = self.preview.draft
        room = next((row.id for row in self._desk.read(places) if draft.place and row.standard == draft.place), None)
        activities = {str(one.code) for one in options_of(self._desk.codebook, "activity")}
        activity = draft.activity if draft.activity and str(draft.activity) in activities else None
        self.taken.emit({"title": draft.title, "place_id": room, "activity": activity, "worth": draft.worth,
                         "hazards": self.preview.hazards()})  # fmt: skip


class DraftPreview(QWidget):
    """A draft, with a question at everything in it: is it so here?

    Args:
        draft: which.
    """

    def __init__(self, draft: RiskDraft) -> None:
        super().__init__()
        self.draft = draft
        self.cards = [HazardCard(one) for one in draft.hazards]
        why = _("Si hva dere har og hva som er nytt. Det dere ikke svarer på, blir ikke med.")
        head = Card(Heading(draft.title, 2), Label(draft.worth), Label(str(why), "secondary"),
                    padding=(20, 12, 20, 12), spacing=4)  # fmt: skip
        Column(head, *self.cards, spacing=12, parent=self)

    def hazards(self) -> list[dict[str, Any]]:
        """The dangers that were not taken out, as ``record_mini`` takes them."""
        return [card.value() for card in self.cards if card.on.value()]


class HazardCard(Card):
    """One danger of a draft.

    Args:
        hazard: which.
    """

    def __init__(self, hazard: DraftHazard) -> None:
        super().__init__(padding=(20, 10, 20, 14), spacing=6)
        self._hazard = hazard
        self.on = CheckBox(hazard.title)
        self.on.set_value(True)
        self.inside = QWidget()
        self.answers: list[tuple[DraftBarrier, ChoiceGroup]] = []
        column = Column(spacing=6, margins=(30, 0, 0, 0), parent=self.inside)
        for words, lines in ((_("Kan komme av"), hazard.causes), (_("Kan føre til"), hazard.consequences)):
            if lines:
                column.put(Label(f"{words}: {_joined(lines)}.", "secondary"))
        for side, said in _SIDES:
            of_it = [one for one in hazard.barriers if one.side is side]
            if of_it:
                column.put(Label(str(said), "strong"))
            for one in of_it:
                column.put(self._row(one))
        self.put(self.on, self.inside)
        self.on.changed.connect(lambda: self.inside.setVisible(self.on.value()))

    def _row(self, barrier: DraftBarrier) -> QWidget:
        options = [Option(HAS, str(_("Har vi"))), Option(NEW, str(_("Nytt"))), Option(NO, str(_("Nei")))]
        group = ChoiceGroup(barrier.title, options)
        self.answers.append((barrier, group))
        made = QWidget()
        Column(Turning(Label(barrier.title), group, below=640), parent=made)
        return made

    def value(self) -> dict[str, Any]:
        """The danger, with what one has and what is new."""
        hazard = self._hazard
        taken = [(barrier, group.value()) for barrier, group in self.answers if group.value() in {HAS, NEW}]
        return {
            "title": hazard.title, "mechanism": str(hazard.mechanism) if hazard.mechanism else None,
            "causes": "\n".join(hazard.causes), "consequences": "\n".join(hazard.consequences),
            "prevents": [one.title for one, _said in taken if one.side is Side.CAUSE],
            "reduces": [one.title for one, _said in taken if one.side is Side.CONSEQUENCE],
            "new": [one.title for one, said in taken if said == NEW],
        }  # fmt: skip


def _joined(lines: Sequence[str]) -> str:
    """Several short sentences as one."""
    return listed([line[:1].lower() + line[1:] for line in lines])
