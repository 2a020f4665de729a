"""The first step of handing over: who takes over; they write their own password themselves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ikdesk.handover.actions import begin_handover, call_off_handover
from ikdesk.handover.model import Progress
from ikdesk.handover.step_panel import StepPanel
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.people.model import Role
from ikdesk.people.password_panel import NewPasswordPanel
from ikdesk.people.user_model import UserRow, Users
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import confirm
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.footer import go_to
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label, announce
from ikdesk.ui.text_field import TextField

_SOMEBODY_ELSE = "+"  # no lock in the vault is called so


class NewLeaderPanel(StepPanel):
    """Somebody who can unlock already, or somebody new.

    Args:
        desk: verbs.
        users: the vault and the file together.
        tell: shows a toast.
    """

    def __init__(self, desk: Desk, users: Users, tell: Callable[..., None]) -> None:
        super().__init__(desk, 1, str(_("Ny leder")))
        self._users, self._tell = users, tell
        self.who = Dropdown(_("Hvem overtar?"), [], none=str(_("Velg")))
        self.who_box = FieldBox(_("Hvem overtar?"), self.who)
        self.name = TextField()
        self.name_box = FieldBox(_("Navn"), self.name, hint=_("Fornavn er nok. Navnet står på låseskjermen."))
        self.secret = NewPasswordPanel()
        self.asks = QWidget()
        own = Label(_("La den nye lederen skrive passordet selv, uten at andre ser på."), "secondary")
        Column(self.name_box, own, self.secret, spacing=12, parent=self.asks)
        self.choose = PrimaryButton(str(_("Velg som ny leder")), "check")
        self.stop = QuietButton(str(_("Avbryt lederbyttet")), "x", flush=True)
        beside = Row(spacing=0)  # a password is not as long as the page is wide
        beside.put(Column(self.who_box, self.asks, spacing=12), 3)
        beside.addStretch(2)
        self.put(beside, Row(self.choose, self.stop, 1))
        self.put_last()
        self.who.changed.connect(self._on_who)
        self.name.changed.connect(lambda *_args: self.name_box.set_error(""))
        self.choose.clicked.connect(self._on_choose)
        self.stop.clicked.connect(self._on_stop)

    def show_progress(self, progress: Progress) -> None:
        """Show who was chosen, or ask.

        Args:
            progress: how far it has come.
        """
        now = progress.handover
        if now is not None:
            said = _("{new} overtar etter {old}. Begge er ledere til byttet er ferdig.")
            self.show_state(said.format(new=now.new.name, old=now.old.name), done=True)
        else:
            self.show_state(str(_("Den nye lederen får se og gjøre alt i IKdesk, og låser opp med sitt eget passord.")),
                            done=False)  # fmt: skip
            others = [row for row in self._users.rows() if not row.mine and row.registered and row.password]
            options = [Option(row.id, f"{row.name} ({row.role.label})") for row in others]
            self.who.set_options([*options, Option(_SOMEBODY_ELSE, str(_("Noen som ikke kan låse opp ennå")))])
        for widget in (self.who_box, self.choose):
            widget.setVisible(now is None)
        self.stop.setVisible(now is not None)
        self._on_who()

    def _on_who(self) -> None:
        self.asks.setVisible(not self.who_box.isHidden() and self.who.value() == _SOMEBODY_ELSE)
        self.who_box.set_error("")

    def _on_choose(self) -> None:
        chosen = self.who.value()
        if not chosen:
            self.who_box.set_error(str(_("Velg hvem som overtar.")))
            self.who_box.focus()
        elif chosen == _SOMEBODY_ELSE:
            self._add()
        else:
            self._begin(next(row for row in self._users.rows() if row.id == chosen))

    def _add(self) -> None:
        boxes = {"name": self.name_box, **self.secret.boxes}
        said = dict[str, str]() if self.name.value() else {"name": str(_("Skriv et navn. Fornavn er nok."))}
        try:
            self.secret.check()
        except Invalid as wrong:
            said |= {key: str(told) for key, told in wrong.messages.items()}
        for key, box in boxes.items():
            box.set_error(said.get(key, ""))
        first = next((box for key, box in boxes.items() if key in said), None)
        if first is not None:
            announce(first, first.error, now=True)
            go_to(first)
            return
        name, password = self.name.value(), self.secret.password.text()

        def add() -> str:
            slot = self._users.add(name, Role.LEADER, password)
            self._desk.write(begin_handover, slot)
            return name

        self.work(add, str(_("Lagrer …")), self._on_begun)

    def _begin(self, row: UserRow) -> None:
        title = _("Skal {name} overta som leder?").format(name=row.name)
        text = _("{name} blir leder og får se og gjøre alt, også det som er skjermet.").format(name=row.name)
        if row.role is not Role.LEADER and not confirm(self.window(), title, text, str(_("Velg som ny leder"))):
            return

        def begin() -> str:
            if row.role is not Role.LEADER:
                self._users.change_role(row.id, Role.LEADER)
            self._desk.write(begin_handover, row.id)
            return row.name

        self.work(begin, str(_("Lagrer …")), self._on_begun)

    def _on_begun(self, name: object) -> None:
        self.secret.clear()
        self.name.set_value("")
        self._tell(_("{name} er valgt som ny leder.").format(name=name))

    def _on_stop(self) -> None:
        text = str(_("Begge er fortsatt ledere. Det som er flyttet, blir der. Rollene endrer dere under Brukere."))
        if confirm(self.window(), str(_("Avbryte lederbyttet?")), text, str(_("Avbryt lederbyttet"))):
            self._desk.write(call_off_handover)
            self.done.emit()
