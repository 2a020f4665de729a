"""The risk assessments behind something on its own page: how high each is, when one looks again, and a way there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import Text, _
from ikdesk.measures.model import Evaluation, Measure
from ikdesk.risks.mark_panel import MarkBadge
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment
from ikdesk.risks.rating_model import Rating, RiskAcceptance, RiskVersion
from ikdesk.risks.sentences import hazard_words, outcome_words, review_tone, review_words
from ikdesk.risks.view_model import HazardAt, HazardView, RiskLine, RiskRow
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Pill
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row, Wrap, from_left
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px
from ikdesk.unit.model import Unit

RISKS: frozenset[type] = frozenset({
    RiskAssessment, Hazard, Barrier, Rating, RiskAcceptance, RiskVersion, Measure, Evaluation, Unit,
})  # what is shown of an assessment elsewhere depends on these
NOTHING: Mapping[Key, str] = {}
TIE: Mapping[str, Text] = {"tie_risk": _("Knytt til en vurdering")}


class RiskLinks(QWidget):
    """Some assessments, the first of them first. ``opened(key)`` asks for one.

    Args:
        rows: which.
        today: the day it is.
        notes: what else is said of some of them, by their keys.
    """

    opened = Signal(object)

    def __init__(self, rows: Sequence[RiskRow], today: date, notes: Mapping[Key, str] = NOTHING) -> None:
        super().__init__()
        column = Column(spacing=10, parent=self)
        for row in rows:
            column.put(self._row(row, today, notes.get(row.id, "")))

    def _row(self, row: RiskRow, today: date, note: str) -> QWidget:
        made = QWidget()
        link = _link(row, str(_("Se på vurderingen på nytt") if note else _("Åpne vurderingen")))
        link.clicked.connect(lambda _on=False: self.opened.emit(row.id))
        tone, said = review_tone(row, today), review_words(row, today)
        words = Column(Label(row.title, "medium"), Label(hazard_words(row), "secondary"), spacing=0)
        if note:
            words.put(Label(note, "secondary"))
        words.addSpacing(px(3) if tone == "warn" else 0)
        words.put(from_left(Pill(said, tone, "calendar")) if tone == "warn" else Label(said, "secondary"))
        words.put(from_left(link))
        line = Row(spacing=10, parent=made)
        line.addWidget(MarkBadge(row.worst), 0, Qt.AlignmentFlag.AlignTop)
        line.put(words, 1)
        return made


class HazardLinks(QWidget):
    """Some dangers, each with how high it was and is, and the assessment it stands in. ``opened(key)`` asks for that.

    Args:
        hazards: which, in their order.
    """

    opened = Signal(object)

    def __init__(self, hazards: Sequence[HazardAt]) -> None:
        super().__init__()
        column = Column(spacing=12, parent=self)
        for row, some in groupby(hazards, key=lambda one: one.risk):
            column.put(self._risk(row, [one.hazard for one in some]))

    def _risk(self, row: RiskRow, hazards: Sequence[HazardView]) -> QWidget:
        made = QWidget()
        link = _link(row, str(_("Åpne vurderingen")))
        link.clicked.connect(lambda _on=False: self.opened.emit(row.id))
        column = Column(Label(row.title, "secondary"), spacing=6, parent=made)
        for hazard in hazards:
            both = len(hazard.lines) > 1
            for line in hazard.lines:
                said = outcome_words(hazard.title, line.outcome) if both else hazard.title
                column.put(Column(Label(said, "medium"), from_left(moved_badges(line)), spacing=3))
        column.put(from_left(link))
        return made


def new_risk(*, more: bool) -> Mapping[str, Text]:
    """What the button that begins on an assessment says.

    Args:
        more: there is one already.
    """
    return {"new_risk": _("Ny vurdering") if more else _("Vurder risikoen")}


def _link(row: RiskRow, verb: str) -> QuietButton:
    link = QuietButton(verb, "triangle-alert", flush=True)
    link.setAccessibleName(f"{verb}: {row.title}")
    return link


def moved_badges(line: RiskLine) -> QWidget:
    """How high it was and is; one where it has not moved.

    Args:
        line: one way a danger may end.
    """
    made = QWidget()
    badges = Row(spacing=7, parent=made)
    if line.mark_before is not None and line.mark is not None and line.mark_before != line.mark:
        badges.put(MarkBadge(line.mark_before))
        badges.put(Icon("arrow-right", "neutral", 18))
    badges.put(MarkBadge(line.mark))
    return made


class RiskThread(QWidget):
    """The assessments behind something, and what one can do about them.

    ``asks(what, about)``: "risk" about the key of one, "new_risk" to begin on one, and "tie_risk" to tie it to one that
    is there.

    Args:
        rows: the assessments.
        today: the day it is.
        empty: what is said where there is none.
        offers: what one can do: "new_risk" or "tie_risk", and the words on the button.
        notes: what else is said of some of them, by their keys.
    """

    asks = Signal(str, object)

    def __init__(
        self, rows: Sequence[RiskRow], today: date, empty: str, offers: Mapping[str, Text],
        notes: Mapping[Key, str] = NOTHING,
    ) -> None:  # fmt: skip
        super().__init__()
        column = Column(spacing=6, parent=self)
        if rows:
            links = RiskLinks(rows, today, notes)
            links.opened.connect(lambda key: self.asks.emit("risk", key))
            column.put(links)
        else:
            column.put(Label(empty, "secondary"))
        if offers:
            column.put(Wrap(*(self._button(what, words) for what, words in offers.items()), spacing=2))

    def _button(self, what: str, words: Text) -> QuietButton:
        button = QuietButton(str(words), "plus" if what == "new_risk" else "link")
        button.clicked.connect(lambda _on=False: self.asks.emit(what, None))
        return button
