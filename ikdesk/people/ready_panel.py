"""What stands above every page until one lost password does not lose it all, and the box that mends it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.people.model import Person
from ikdesk.people.user_model import Users
from ikdesk.start.code_panel import CodePanel
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box, show_problem
from ikdesk.ui.layouts import Column
from ikdesk.ui.theme import px
from ikdesk.unit.queries import unit_row


class CodeBox(Box):
    """Shows the new code once; closed only when somebody says it is written down."""

    def __init__(self, parent: QWidget | None, unit: str, code: str) -> None:
        super().__init__(parent, str(CodePanel.title), str(_("Arket med den gamle koden virker ikke lenger.")))
        self.panel = CodePanel(unit, code, str(_("Ferdig")))
        self.body.put(self.panel)
        self.setMinimumWidth(px(720))  # the whole code in one line
        self.setMaximumWidth(px(720))
        self.panel.done.connect(self.accept)

    def reject(self) -> None:
        """Not by accident: the old code is worthless already."""
        self.panel.go.click()


class ReadyBanner(QWidget):
    """One sentence and a way to mend it at once; ``ready()`` when nothing is lacking any more.

    Args:
        desk: verbs.
        users: the vault and the file together.
    """

    ready = Signal()
    wants_users = Signal()  # to add another leader

    def __init__(self, desk: Desk, users: Users) -> None:
        super().__init__()
        self._desk, self._users = desk, users
        self.make = QuietButton(str(_("Lag koden nå")), "printer")
        self.add = QuietButton(str(_("Legg til en leder")), "plus")
        self.banner = Banner("", "warn")
        if Right.MANAGE_USERS in desk.viewer.rights:
            self.banner.add_links(self.make, self.add)
        Column(self.banner, margins=(28, 12, 28, 0), parent=self)
        self.make.clicked.connect(self._on_make)
        self.add.clicked.connect(self.wants_users)
        desk.changed.connect(self._on_changed)
        self.banner.say(users.lacking())
        self.setVisible(self.lacking)

    @property
    def lacking(self) -> bool:
        """Whether something must be done first."""
        return bool(self.banner.label.text())

    def reload(self) -> None:
        """Look again."""
        before = self.lacking
        self.banner.say(self._users.lacking())
        self.setVisible(self.lacking)
        if before and not self.lacking:
            self.ready.emit()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if Person in kinds:
            self.reload()

    def _on_make(self) -> None:
        self.make.setEnabled(False)
        job = self._desk.work(lambda _tick: self._users.new_code())
        job.succeeded.connect(self._on_made)
        job.failed.connect(self._on_failed)

    def _on_made(self, code: str) -> None:
        CodeBox(self.window(), self._desk.read(unit_row).name, code).ask()
        self.make.setEnabled(True)
        self._users.keep_code()

    def _on_failed(self, error: Exception) -> None:
        self.make.setEnabled(True)
        if not isinstance(error, Problem):
            raise error
        show_problem(self.window(), error)
