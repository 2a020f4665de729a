"""What the parts of the settings share that are one form: saved whole, undone whole, and never written over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.half_written_panel import half_written
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import Text, _
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form
from ikdesk.ui.layouts import Column, ScrollPage
from ikdesk.unit.model import Unit


class SettingsPart(QWidget):
    """One form among the settings.

    A part makes its form in ``_build``, reads what is saved in ``_saved`` and writes what is asked in ``_write``.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
    """

    form: Form
    place: str  # what the half-written is kept under
    written: Text  # said when it is saved
    widest = 940  # pixels

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._build()
        self._put_form()
        self._connect()
        self._half = half_written(desk, self.form)
        self.reload()
        self._half.begin(self.place)

    def _build(self) -> None:
        """Make the form."""
        raise NotImplementedError

    def _saved(self) -> dict[str, Any]:
        """What is saved, by field."""
        raise NotImplementedError

    def _write(self, asked: dict[str, Any]) -> None:
        """Save it."""
        raise NotImplementedError

    def _put_form(self) -> None:
        page = ScrollPage(margins=(28, 4, 28, 16), widest=self.widest)
        page.put(self.form, 1)
        self.save, self.cancel = PrimaryButton(str(_("Lagre")), "check"), QuietButton(str(_("Avbryt")))
        self.footer = Footer(self.save, self.cancel, note=str(_("Ctrl+S lagrer · Esc avbryter")), form=self.form)
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def reload(self) -> None:
        """Show what is saved."""
        self._fill(self._saved())
        self._shown = self.form.draft()

    def _fill(self, values: dict[str, Any]) -> None:
        self.form.fill(values)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if Unit in kinds and self.form.draft() == self._shown:  # what somebody is writing is not written over
            self.reload()

    def _on_save(self) -> None:
        try:
            self._write(self.form.values())
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        said = str(self.written)
        undo = self._desk.undoing(said)
        self.reload()
        self._half.done()
        self._tell(said, *undo)

    def _on_cancel(self) -> None:
        kept = self.form.draft()
        self.reload()
        self._half.done()
        if self.form.draft() != kept:
            self._tell(str(_("Endringene er forkastet.")), str(_("Angre")), lambda: self._fill(kept))
