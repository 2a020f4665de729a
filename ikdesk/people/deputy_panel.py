"""Who stands in for the leader: appointing somebody between two days, and everybody who ever did."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Field
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, plain_date
from ikdesk.people.deputy_actions import appoint_deputy, end_deputy, revive_deputy
from ikdesk.people.model import Deputy, Person, Role
from ikdesk.people.queries import DeputyRow, deputies, people
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_reason
from ikdesk.ui.footer import go_to
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label, announce
from ikdesk.ui.text_field import TextField

_DAYS = 400  # how far ahead a day without a year may lie
_WHO = Field("person", _("Hvem er stedfortreder?"))


class DeputyPanel(QWidget):
    """A form, and below it those who stand, stood or will stand in.

    Args:
        desk: verbs.
        tell: shows a toast.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        today = self._desk.today
        self.who = Dropdown(_WHO.label, [], none=str(_("Velg")), width=220)
        days = {key: DateField(today, chips=False, with_echo=False, ahead=_DAYS) for key in ("from_day", "to_day")}
        asked = (_WHO, *fields_of(Deputy, "from_day", "to_day", "why"))
        self.form = Form(asked, self._desk.codebook, today, made={
            "person": self.who, **days, "why": TextField(width=260),
        })  # fmt: skip
        self.save = PrimaryButton(str(_("Gi lederens rettigheter")), "check")
        self.rows = Column(spacing=6)
        row = Wrap(*(self.form.box(key) for key in ("person", "from_day", "to_day", "why")), spacing=16)
        self.form.column.put(row)
        told = _("En stedfortreder ser og gjør det lederen gjør på disse dagene, men kan ikke endre brukere og nøkler, "
                 "og ser ikke hvem som har sett hva. Ingen ser en sak som gjelder dem selv.")  # fmt: skip
        card = Card(
            Label(str(told), "secondary"), self.form, Row(self.save, 1), self.rows,
            title=str(_("Stedfortreder")), spacing=12, level=2,
        )  # fmt: skip
        Column(card, spacing=0, parent=self)

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self._desk.changed.connect(self._on_changed)

    def reload(self) -> None:
        """Ask anew who there is and who stands in."""
        self.who.set_options(
            [Option(str(row.id), row.name) for row in self._desk.read(people) if row.role is not Role.LEADER]
        )
        while (item := self.rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row in self._desk.read(deputies):
            self.rows.put(self._line(row))

    def _line(self, row: DeputyRow) -> QWidget:
        days = _("{name}: {first} til {last}").format(
            name=row.name, first=plain_date(row.from_day), last=plain_date(row.to_day)
        )
        state = ""
        if row.ended:
            state = _("Avsluttet før tiden: {why}").format(why=row.ended)
        elif row.current:
            state = str(_("Er stedfortreder nå"))
        line = QWidget()
        parts = Row(Label(days, "medium"), Label(" · ".join(part for part in (row.why, state) if part), "secondary"),
                    spacing=12, parent=line)  # fmt: skip
        parts.addStretch(1)
        if not row.ended and row.to_day >= self._desk.today:
            end = QuietButton(str(_("Avslutt")))
            end.setAccessibleName(_("Avslutt for {name}").format(name=row.name))
            end.clicked.connect(lambda: self._on_end(row.id, row.name))
            parts.put(end)
        return line

    def _on_save(self) -> None:
        try:
            told = self.form.values(also=_lacking)
            self._desk.write(appoint_deputy, Key(told["person"]), told["from_day"], told["to_day"], told["why"])
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            self._go_to_wrong()
            return
        name = self.who.currentText()
        self.form.fill({"person": None, "from_day": None, "to_day": None, "why": ""})
        self._tell(_("{name} er stedfortreder til og med {day}.").format(name=name, day=plain_date(told["to_day"])))

    def _go_to_wrong(self) -> None:
        """Say what is wrong, and go to the first of it."""
        wrong = self.form.complaints()
        announce(self.form, " ".join(said for said, _box in wrong), now=True)
        first = next((box for _said, box in wrong if box is not None), None)
        if first is not None:
            go_to(first)

    def _on_end(self, key: Key, name: str) -> None:
        why = ask_reason(
            self, str(_("Avslutt stedfortreder")),
            _("{name} mister lederens rettigheter med en gang.").format(name=name), str(_("Avslutt")),
        )  # fmt: skip
        if why:
            self._desk.write(end_deputy, key, why)
            said = _("{name} er ikke stedfortreder lenger.").format(name=name)
            self._tell(said, *self._desk.undoing(said, revive_deputy, key))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Deputy, Person}:
            self.reload()


def _lacking(told: dict[str, object]) -> dict[str, str]:
    asked = {"person": _("Velg hvem som er stedfortreder."), "from_day": _("Skriv første dag."),
             "to_day": _("Skriv siste dag.")}  # fmt: skip
    return {key: said for key, said in asked.items() if not told.get(key)}
