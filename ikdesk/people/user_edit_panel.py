"""One who can unlock: let in, given a new password or another role, or removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _
from ikdesk.people.actions import give_department
from ikdesk.people.model import Role, role_of
from ikdesk.people.password_panel import NewPasswordPanel
from ikdesk.people.ready_panel import CodeBox
from ikdesk.people.sentences import demotion_words, removal_words, role_words, user_words
from ikdesk.people.user_model import UserRow, Users
from ikdesk.ui.buttons import DangerLink, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_reason
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Row, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.progress import JobLine
from ikdesk.ui.text import Heading, Label, announce
from ikdesk.ui.text_field import TextField
from ikdesk.unit.queries import departments, unit_row

INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class UserEditPanel(Card):
    """A form beside the list. ``saved(who)`` when something was done, ``left()`` when it was called off."""

    saved = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, users: Users, tell: Callable[..., None]) -> None:
        super().__init__(padding=(18, 16, 18, 16), spacing=12)
        self._desk, self._users, self._tell = desk, users, tell
        self._row: UserRow | None = None
        self._busy = self._asks = False  # work is under way; a new password is asked for
        self._build()
        self._connect()
        self.show_row(None)

    def _build(self) -> None:
        self.head, self.facts, self.state = Heading("", 2), Label("", "secondary"), Banner("", "warn")
        self.name = TextField()
        self.name_box = FieldBox(_("Navn"), self.name, hint=_("Fornavn er nok. Navnet står på låseskjermen."))
        self.role = Dropdown(_("Rolle"), [Option(role.code, role.label) for role in Role])
        self.role_box, self.rights = FieldBox(_("Rolle"), self.role), Label("", "secondary")
        self.department = Dropdown(_("Avdeling"), [], none="–")
        self.department_box = FieldBox(
            _("Avdeling"), self.department, hint=_("Ser hendelsene på denne avdelingen, ikke på de andre."),
        )  # fmt: skip
        self.secret = NewPasswordPanel()
        self.save, self.cancel = PrimaryButton("", "check"), QuietButton(str(_("Avbryt")))
        self.password = SecondaryButton(str(_("Nytt passord")), "lock")
        self.code = SecondaryButton(str(_("Ny gjenopprettingskode")), "printer")
        self.remove = DangerLink(str(_("Fjern brukeren …")))
        self.line = JobLine()
        self.line.stop.hide()  # half of it is of no use to anybody
        self.more = Wrap(self.password, self.code)
        self.put(  # as high as it needs to be: the page around it scrolls, not this
            self.head, self.facts, self.state, self.name_box, self.role_box, self.department_box, self.rights,
            self.secret, Row(self.save, self.cancel, 1), self.more, Row(self.remove, 1), self.line, 1,
        )  # fmt: skip

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        self.password.clicked.connect(self._on_password)
        self.code.clicked.connect(self._on_code)
        self.remove.clicked.connect(self._on_remove)
        self.role.changed.connect(self._on_role)
        self.name.changed.connect(lambda: self.name_box.set_error(""))
        self.secret.again.returnPressed.connect(self._on_save)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self, context=INSIDE).activated.connect(act)

    def show_row(self, row: UserRow | None, *, password: bool = False) -> None:
        """Show this one, or an empty form for a new one.

        Args:
            row: who; None for somebody new.
            password: ask for a new password.
        """
        self._row, new = row, row is None
        naming = row is not None and row.registered and row.password and (row.mine or self._may()) and not password
        changing = row is not None and not row.mine and row.registered and self._may() and not password
        self.head.say(row.name if row else str(_("Ny bruker")))
        self.facts.say(user_words(row) if row else "")
        self.state.say(row.wrong if row else "")
        self.name.set_value(row.name if row else "")
        self.name_box.set_error("")
        self.role.set_value((row.role if row else Role.STAFF).code)
        self.department.set_options([Option(str(room.id), room.name) for room in self._desk.read(departments)])
        self.department.set_value(str(row.department) if row and row.department else None)
        self.secret.clear()
        shown = {
            self.facts: not new, self.state: bool(row and row.wrong), self.name_box: new or naming,
            self.role_box: new or changing, self.secret: new or password,
            self.save: new or password or naming or changing, self.cancel: new or password or naming or changing,
            self.more: bool(row and row.registered and not password),
            self.code: bool(row and row.mine and self._may()),
            self.remove: bool(row and not row.mine and self._may() and not password),
        }  # fmt: skip
        for widget, visible in shown.items():
            widget.setVisible(visible)
        verb = _("Legg til") if new else _("Lagre passordet") if password else _("Lagre")
        self.save.say(str(verb))
        self._asks = password
        self._on_role()

    def focus_first(self) -> None:
        """Begin at the first field."""
        first = self.secret.password if self._asks else self.name
        (first if first.isVisible() else self.password).setFocus(Qt.FocusReason.OtherFocusReason)

    def _may(self) -> bool:
        return Right.MANAGE_USERS in self._desk.viewer.rights

    def _on_role(self) -> None:
        chosen, row = role_of(self.role.value() or ""), self._row
        less = row is not None and row.role is Role.LEADER and chosen is not Role.LEADER
        self.rights.say(" ".join((role_words(chosen), *([demotion_words(row.name)] if row and less else []))))
        self.rights.setVisible(not self._asks)
        leads = chosen is Role.DEPARTMENT_LEAD and not self.role_box.isHidden()
        self.department_box.setVisible(leads and not self._asks)

    def _on_password(self) -> None:
        self.show_row(self._row, password=True)
        self.focus_first()

    def _on_cancel(self) -> None:
        if not self._busy:
            self.show_row(self._row)
            self.left.emit()

    def _on_save(self) -> None:
        row, users = self._row, self._users
        role, password = role_of(self.role.value() or ""), self.secret.password.text()
        chosen = self.department.value() if role is Role.DEPARTMENT_LEAD else None
        department = Key(chosen) if chosen else None
        if row is not None and not self._asks:
            name = self.name.value()
            self._do(lambda: self._change(row, name, role, department), row.id, str(_("Lagret.")))
            return
        try:
            self.secret.check()
        except Invalid as wrong:
            self._show_errors(wrong.messages)
            return
        if row is None:
            name = self.name.value()
            said = _("{name} kan låse opp.").format(name=name)
            self._do(lambda: self._add(name, role, password, department), "", said)
        else:
            said = _("{name} har fått nytt passord.").format(name=row.name)
            self._do(lambda: users.new_password(row.id, password), row.id, said)

    def _add(self, name: str, role: Role, password: str, department: Key | None) -> str:
        who = self._users.add(name, role, password)
        if department is not None:
            self._desk.write(give_department, who, department)
        return who

    def _change(self, row: UserRow, name: str, role: Role, department: Key | None) -> None:
        """The name and the role, each where it is another now; where the file and the vault differ, both anew."""
        if name != row.name or row.wrong:
            self._users.rename(row.id, name)
        if not row.mine and self._may() and (role is not row.role or row.wrong):
            self._users.change_role(row.id, role)
        if not row.mine and self._may() and department != row.department:
            self._desk.write(give_department, row.id, department)

    def _on_remove(self) -> None:
        row = self._row
        if row is None or self._busy:
            return
        title = str(_("Fjerne {name}?").format(name=row.name))
        why = ask_reason(self.window(), title, removal_words(row.name), str(_("Fjern brukeren")))
        if why:
            self._do(lambda: self._users.remove(row.id, why), "", _("{name} er fjernet.").format(name=row.name))

    def _on_code(self) -> None:
        row = self._row
        if row is not None:
            self._do(self._users.new_code, row.id, "", self._show_code)

    def _show_code(self, code: str) -> None:
        CodeBox(self.window(), self._desk.read(unit_row).name, code).ask()
        self._users.keep_code()

    def _do(
        self, act: Callable[[], Any], who: str, said: str, then: Callable[[Any], object] = lambda _result: None
    ) -> None:
        """Work beside the window: it takes a second to stretch a password, and more to copy the file."""
        if self._busy:
            return
        self._set_busy(busy=True)
        job = self._desk.work(lambda _tick: act())
        job.succeeded.connect(lambda result: self._on_done(result, who, said, then))
        job.failed.connect(self._on_failed)
        self.line.follow(job, str(_("Lagrer …")), patience=400)

    def _on_done(self, result: Any, who: str, said: str, then: Callable[[Any], object]) -> None:
        self._set_busy(busy=False)
        then(result)
        self.secret.clear()
        self.saved.emit(who or (result if isinstance(result, str) else ""))
        if said:
            self._tell(said)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, Invalid):
            self._show_errors(error.messages)
        elif isinstance(error, Problem):
            self.state.say(str(error))
            self.state.show()
            announce(self, str(error), now=True)
        else:
            raise error

    def _show_errors(self, messages: Mapping[str, str]) -> None:
        boxes = {"name": self.name_box, **self.secret.boxes}
        for key, box in boxes.items():
            box.set_error(str(messages.get(key, "")))
        next(box for key, box in boxes.items() if key in messages).focus()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for button in (self.save, self.cancel, self.password, self.code, self.remove):
            button.setEnabled(not busy)
