"""The settings about who can unlock: a list, and beside it the one that is changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Page
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _, many
from ikdesk.people.deputy_panel import DeputyPanel
from ikdesk.people.model import Person, Role
from ikdesk.people.user_edit_panel import UserEditPanel
from ikdesk.people.user_model import UserRow, Users
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.choices import CheckBox
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px

_FIELDS = (Field("name", _("Navn"), str), Field("role", _("Rolle"), Role), Field("since", _("Siden"), date))
_WIDTHS = {"name": Width(0), "role": Width(170), "since": Width(120, hide_below=430)}
_LOWEST, _ALONE = 240, 560  # logical pixels at 100 %: a list of use; a form that stands by itself


class UsersPanel(QWidget):
    """Those who can unlock. ``wants(page)`` asks for another page.

    Args:
        desk: verbs.
        tell: shows a toast.
        users: the vault and the file together.
    """

    wants = Signal(str)

    def __init__(self, desk: Desk, tell: Callable[..., None], users: Users) -> None:
        super().__init__()
        self._desk, self._users, self._say = desk, users, tell
        self._edit = UserEditPanel(desk, users, tell)
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.add = PrimaryButton(str(_("Legg til bruker")), "plus")
        self.hand_over = SecondaryButton(str(_("Bytt leder")), "arrow-right")
        self.count = Label("", "secondary", wrap=False)
        self.lacking = Banner("", "warn")
        self.rows = RowTable(_FIELDS, self._desk.codebook, self._fetch)
        self.list = ListView(str(_("Brukere")), self.rows, _WIDTHS)
        box = Card(spacing=0, padding=(2, 2, 2, 2))
        box.column.put(self.list, 1)
        left = QWidget()
        self.remembers = CheckBox(str(_("Husk på låseskjermen hvem som låste opp sist på denne maskinen")))
        self.remembers.set_value(self._users.remembers())
        for widget in (self.add, self.hand_over, self.count, self.remembers):
            widget.setVisible(Right.MANAGE_USERS in self._desk.viewer.rights)
        column = Column(Row(self.add, self.hand_over, 1, self.count, spacing=16), self.lacking, spacing=12, parent=left)
        column.put(box, 1)
        column.put(self.remembers)
        self.list.setMinimumHeight(px(_LOWEST))
        self._page = ScrollPage(margins=(28, 4, 28, 20))
        Column(spacing=0, parent=self).put(self._page, 1)
        if Right.MANAGE_USERS in self._desk.viewer.rights:
            self._page.column.put(Beside(left, self._edit, width=400, below=900, full=True, under=True), 1)
            self._page.column.put(DeputyPanel(self._desk, self._say))
            self.panes: list[QWidget] = [self.list, self._edit]
        else:  # one sees nobody but oneself: a list of one says nothing
            left.setParent(self)
            left.hide()
            self._edit.setMaximumWidth(px(_ALONE))
            self._page.put(self._edit, 1)
            self.panes = [self._edit]

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.hand_over.clicked.connect(lambda: self.wants.emit("handover"))
        self.list.chosen.connect(lambda key: self._edit.show_row(self._row(key)))
        self.list.opened.connect(lambda _key: self._on_wants_form())
        self.remembers.changed.connect(lambda: self._users.remember(on=bool(self.remembers.value())))
        self._edit.saved.connect(self._on_saved)
        self._edit.left.connect(self._on_left)
        self._desk.changed.connect(self._on_changed)

    def reload(self) -> None:
        """Ask for the list anew."""
        self.rows.reload()
        self.count.say(many("{n} bruker", "{n} brukere", self.rows.total))
        said = self._users.lacking()
        self.lacking.say(said)
        self.lacking.setVisible(bool(said))
        if self.list.key is None and self.rows.total:
            self.list.choose(self.rows.key(0))

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[UserRow]:  # noqa: FBT001 (the table asks so)
        rows = self._users.rows()
        if sort:
            rows.sort(key=lambda row: str(getattr(row, sort) or "").casefold(), reverse=descending)
        shown = [dataclasses.replace(row, name=_("{name} (deg)").format(name=row.name)) if row.mine else row
                 for row in rows]  # fmt: skip
        return Page(shown[first : first + size], total=len(rows))

    def _row(self, key: str | None) -> UserRow | None:
        return next((row for row in self._users.rows() if row.id == key), None)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if Person in kinds:
            self.reload()

    def _on_add(self) -> None:
        self._edit.show_row(None)
        self._on_wants_form()

    def _on_wants_form(self) -> None:
        """Where the form stands below the list, it comes into sight."""
        self._edit.focus_first()
        inside = self._page.widget()
        if inside is not None:
            self._page.verticalScrollBar().setValue(self._edit.mapTo(inside, QPoint()).y())

    def _on_left(self) -> None:
        self._edit.show_row(self._row(self.list.key) or self._row(self.rows.key(0)))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.verticalScrollBar().setValue(0)

    def _on_saved(self, key: str) -> None:
        self.reload()
        if self._row(key) is not None:
            self.list.choose(key)
        self._on_left()
