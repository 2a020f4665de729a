"""What the forms of an assessment have in common: what is half written is kept, saved in one step, or left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.half_written_panel import half_written
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Card, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form
from ikdesk.ui.layouts import Column, ScrollPage

Store = Callable[[dict[str, Any]], str]  # keeps what was filled in, and says what was done
_WIDEST = 980  # logical pixels at 100 %


class PartForm(QWidget):
    """A form over the page of an assessment. ``saved(sentence, undo)`` when it was kept, ``left()`` when it was not.

    Args:
        desk: verbs.
    """

    saved = Signal(str, object)
    left = Signal()
    form: Form

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def lay_out(self, page: ScrollPage, form: Form, about: str, store: Store, foot: tuple[str, str] = ("", "")) -> None:
        """Put the page and the buttons there, and give back what was half written.

        Args:
            page: what is seen, with the form in it.
            form: with what stands in it from the start filled in.
            about: where what is half written is kept; at most sixty characters.
            store: keeps it.
            foot: on the button that saves, and what stands beside it; empty for the usual.
        """
        self.form, self._store = form, store
        verb, note = foot
        self.save = PrimaryButton(verb or str(_("Lagre")), "check")
        self.cancel = QuietButton(str(_("Avbryt")))
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(Footer(self.save, self.cancel, note=note or str(_("Ctrl+S lagrer · Esc avbryter")), form=form))
        self._half = half_written(self._desk, form)
        self._half.begin(about)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.left)
        self.left.connect(self._half.done)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self.left.emit)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def keep_draft(self) -> None:
        """Write down what is half written."""
        self._half.keep_draft()

    def _on_save(self) -> None:
        try:
            said = self._store(self.form.values())
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        undo = self._desk.undoing(said)
        self._half.done()
        self.saved.emit(said, undo)


def cards_form(
    desk: Desk, form: Form, head: tuple[str, str], about: str, store: Store, cards: Sequence[Card]
) -> PartForm:
    """A form in cards under one another.

    Args:
        desk: verbs.
        form: with what stands in it filled in already; its rows are placed here.
        head: the heading, and what it is about.
        about: where what is half written is kept; at most sixty characters.
        store: keeps it.
        cards: what is asked together.
    """
    for card in cards:
        form.column.put(card)
    page = ScrollPage(margins=(28, 14, 28, 10), spacing=12, widest=_WIDEST)
    page.put(PageHead(*head), form, 1)
    made = PartForm(desk)
    made.lay_out(page, form, about, store)
    return made
