"""What is put over the list of assessments: the short form, and the drafts it can begin with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.incidents.actions import save_draft
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.risks.library_panel import LibraryPanel
from ikdesk.risks.mini_panel import MiniForm
from ikdesk.risks.print_panel import print_blank
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import first_in


class Over(QStackedWidget):
    """A page with the short form over it; what is half written is kept when it is left.

    Args:
        desk: verbs.
        tell: shows a toast.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self.form: MiniForm | None = None
        self.library: LibraryPanel | None = None

    @property
    def under(self) -> QWidget:
        """What is seen when nothing lies over it."""
        raise NotImplementedError

    def leave(self) -> None:
        """Let nothing but the first of the pages stand."""
        raise NotImplementedError

    def show_risk(self, key: Key) -> None:
        """Show an assessment that was just made."""
        raise NotImplementedError

    def new_mini(self, start: Mapping[str, Any]) -> None:
        """Begin a short assessment.

        Args:
            start: what is filled in already, by attributes of ``RiskAssessment``; also "routine_id": a routine that
                is one of the barriers.
        """
        self.leave()
        form = MiniForm(self._desk, start)
        form.saved.connect(self._on_made)
        form.left.connect(lambda draft: self._on_thrown(form, draft))
        form.library.connect(self.show_library)
        self.form = form
        self.setCurrentIndex(self.addWidget(form))
        first_in(form.form).setFocus()

    def show_library(self) -> None:
        """Show the drafts one can begin with; a short form that is open is filled with the one that is chosen."""
        self._shut_library()
        self.library = LibraryPanel(self._desk)
        self.library.taken.connect(self._on_taken)
        self.library.left.connect(self._shut_library)
        self.library.blank.connect(lambda: print_blank(self._desk, self._tell))
        self.setCurrentIndex(self.addWidget(self.library))
        self.library.list.setFocus()

    def keep_draft(self) -> None:
        """Write down what is half written."""
        if self.form is not None:
            self.form.keep_draft()

    def shut_form(self) -> None:
        """What lies over the page is done with."""
        self._shut_library()
        self.keep_draft()
        form, self.form = self.form, None
        if form is not None:
            self.drop(form)
            self.setCurrentWidget(self.under)
            self.begin_under()

    def begin_under(self) -> None:
        """Go on with what is seen when nothing lies over it."""
        first_in(self.under).setFocus()

    def _shut_library(self) -> None:
        library, self.library = self.library, None
        if library is None:
            return
        self.drop(library)
        self.setCurrentWidget(self.form or self.under)
        if self.form is None:
            self.begin_under()
        else:
            first_in(self.form.form).setFocus()

    def drop(self, over: QWidget) -> None:
        """Take something off."""
        self.removeWidget(over)
        over.hide()
        over.deleteLater()

    def _on_taken(self, values: Mapping[str, Any]) -> None:
        self._shut_library()
        if self.form is None:
            self.new_mini({})
        form = cast("MiniForm", self.form)
        stood = form.form.draft() if form.drafts.begun else {}
        form.fill(values)
        if stood:
            self._tell(str(_("Utkastet er fylt inn.")), str(_("Angre")), lambda: self._fill_again(form, stood))

    def _fill_again(self, form: MiniForm, stood: Mapping[str, Any]) -> None:
        """What stood in the form before a draft was chosen."""
        if self.form is form:
            form.form.fill(stood)
            form.look()

    def _on_made(self, key: Key, said: str, undo: tuple[object, ...]) -> None:
        self.show_risk(key)
        self._tell(said, *undo)

    def _on_thrown(self, form: MiniForm, draft: Mapping[str, object]) -> None:
        about, start = form.about, form.start
        self.shut_form()
        if draft:
            self._tell(str(_("Utkastet er kastet.")), str(_("Angre")), lambda: self._bring_back(about, start, draft))

    def _bring_back(self, about: str, start: Mapping[str, Any], draft: Mapping[str, object]) -> None:
        self._desk.write(save_draft, about, draft, at=self._desk.clock.local())
        self.new_mini(start)
