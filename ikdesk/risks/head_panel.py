"""The top of an assessment: what it is called, whether it is approved, when one looks again, and what one can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.risks.model import RiskForm
from ikdesk.risks.sentences import edition_words, review_tone, review_words, row_words
from ikdesk.risks.shown_model import Shown
from ikdesk.risks.view_model import RiskView
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Pill
from ikdesk.ui.layouts import Column, Row, Turning, Wrap
from ikdesk.ui.text import Heading, Label

_BELOW = 800  # width of the page under which what one can do goes under the way back, at 100 %


class RiskHead(QWidget):
    """The top of the page; ``asks(what, about)`` as the page.

    Args:
        view: the assessment.
        shown: on which day; what one can do with it stands there today only.
        papers: whether one may take files out.
        handles: whether one may change it, or take it up again.
    """

    asks = Signal(str, object)

    def __init__(self, view: RiskView, shown: Shown, *, papers: bool, handles: bool) -> None:
        super().__init__()
        row = view.row
        self.back = QuietButton(str(_("Tilbake til listen")), "arrow-left")
        pills: list[QWidget] = [
            Pill(row.form.label, "neutral", "-"),
            Pill(review_words(row, shown.day), review_tone(row, shown.day), "calendar"),
        ]  # fmt: skip
        approved = edition_words(row)
        if approved:
            pills.append(Pill(approved, "ok", "circle-check"))
        first, beside = QWidget(), QWidget()
        Row(self.back, 1, parent=first)
        links = Row(spacing=2, parent=beside)
        for words, icon, what in [] if shown.then else _links(view, papers=papers, handles=handles):
            link = QuietButton(words, icon)
            link.clicked.connect(lambda _on=False, what=what: self.asks.emit(what, None))
            links.put(link)
        links.put(1)
        top = Turning(first, beside, below=_BELOW, spacing=2)
        column = Column(top, Heading(row.title, 1), Wrap(*pills, spacing=8), spacing=5, parent=self)
        about = row_words(row, shown.book)
        if about:
            column.put(Label(about, "secondary"))


def _links(view: RiskView, *, papers: bool, handles: bool) -> list[tuple[str, str, str]]:
    """What one can do with it: words, icon, and what is asked for."""
    paper = [(str(_("Lagre som PDF")), "file-text", "print")] if papers else []
    if not handles:
        return paper
    if view.row.closed_on is not None:
        return [*paper, (str(_("Ta opp igjen")), "undo-2", "reopen")]
    widen = [(str(_("Utvid til full")), "list-checks", "widen")] if view.row.form is RiskForm.MINI else []
    return [
        (str(_("Endre")), "pencil", "change"), *widen, *paper, (str(_("Avslutt")), "check", "close"),
        (str(_("Trekk tilbake")), "x", "withdraw"),
    ]  # fmt: skip
