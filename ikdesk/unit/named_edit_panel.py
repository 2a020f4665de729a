"""One department or place: make it, change it, give it a new name, let it go into another, close it, open it again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.half_written_panel import HalfWritten, half_written
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, month_name, short_date
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.form import Form, options_of
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Heading, Label
from ikdesk.unit.actions import add_department, add_place, change_named, close, merge, open_again
from ikdesk.unit.model import Department, Place, Season
from ikdesk.unit.queries import departments, places

INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut
MONTHS = ("season_from", "season_to")  # asked for only where the season is the place's own
PLACE_ASKED = ("name", "standard", "season", *MONTHS, "logged")


class NamedEditPanel(Card):
    """A form beside the list. ``saved(key)`` when something was saved, ``left()`` when it was called off."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, tell: Callable[..., None], what: type[Department] | type[Place]) -> None:
        super().__init__(padding=(2, 2, 2, 2), spacing=0)
        self._desk, self._tell, self._what = desk, tell, what
        self._row: Any = None
        self._half: HalfWritten | None = None
        self._build()
        self._connect()
        self._half = half_written(desk, self.form)
        self._half.begin(self._about())

    def _build(self) -> None:
        place = self._what is Place
        self.head = Heading("", 2)
        fields = fields_of(self._what, *(PLACE_ASKED if place else ("name",)))
        self.form = Form(
            [dataclasses.replace(field, hint="") for field in fields], self._desk.codebook, self._desk.today,
            made={"standard": Dropdown(_("Regnes som"), options_of(self._desk.codebook, "place"),
                                       none=str(_("Velg …"))),
                  "season": Dropdown(_("Når er stedet i bruk?"), [Option(s.code, s.label) for s in Season]),
                  **{field.key: _month(field.label) for field in fields if field.key in MONTHS}}
            if place else {}, spacing=12,
        )  # fmt: skip
        self.months = QWidget()
        if place:
            self._place_rows()
        self.renamed = Label(_(
            "Endringer gjelder fra i dag. Hendelser som er meldt før, beholder det gamle navnet."), "secondary")
        self.save, self.cancel = PrimaryButton(str(_("Lagre")), "check"), QuietButton(str(_("Avbryt")))
        self.state = Banner("", "info")
        self.into = Dropdown(_("Slå sammen med"), [], none=str(_("Velg …")))
        self.into_box = FieldBox(_("Slå sammen med"), self.into)
        self.merge = SecondaryButton(str(_("Slå sammen")))
        self.from_day = DateField(self._desk.today, chips=False)
        self.close_box = FieldBox(_("Ikke i bruk fra"), self.from_day)
        self.take_out = SecondaryButton(str(_("Ta ut av bruk")), "door-open")
        self.open_again = SecondaryButton(str(_("Ta i bruk igjen")), "rotate-ccw")
        self._more = QWidget()
        Column(self.into_box, Row(self.merge, 1), self.close_box, Row(self.take_out, 1), spacing=12, parent=self._more)
        page = ScrollPage(margins=(16, 14, 14, 14), spacing=12)
        page.put(self.head, self.state, Row(self.open_again, 1), self.form, self.renamed,
                 Row(self.save, self.cancel, 1), self._more, 1)  # fmt: skip
        self.column.put(page, 1)
        self.show_row(None)

    def _place_rows(self) -> None:
        """The months stand side by side under the season."""
        row = Row(*(self.form.box(key) for key in MONTHS), spacing=12, parent=self.months)
        row.setStretch(0, 1)
        row.setStretch(1, 1)
        for key in PLACE_ASKED:
            if key not in MONTHS:
                self.form.column.put(self.form.box(key))
            if key == "season":
                self.form.column.put(self.months)

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        self.merge.clicked.connect(self._on_merge)
        self.take_out.clicked.connect(self._on_close)
        self.open_again.clicked.connect(self._on_open_again)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self, context=INSIDE).activated.connect(act)
        self.form.input("name").returnPressed.connect(self._on_save)
        if self._what is Place:
            self.form.input("season").changed.connect(self._on_season)
        self.into.changed.connect(lambda: self.into_box.set_error(""))
        self.from_day.changed.connect(lambda: self.close_box.set_error(""))

    def show_row(self, row: Any) -> None:
        """Show this one, or an empty form for a new one."""
        if self._half is not None:
            self._half.keep_draft()  # of the one that was shown
        self._row = row
        shut = row is not None and row.closed_from is not None
        new = _("Nytt sted") if self._what is Place else _("Ny avdeling")
        self.head.say(row.name if row else str(new))
        self.form.fill({key: getattr(row, key, None) for key in (PLACE_ASKED if self._what is Place else ("name",))})
        if row is None and self._what is Place:
            self.form.fill({"season": Season.ALL_YEAR.code, "logged": False})
        self._on_season()
        self.into_box.set_error("")
        self.close_box.set_error("")
        self.from_day.set_value(self._desk.today)
        self._offer()
        self.state.setVisible(shut)
        if self._half is not None:
            self._half.begin(self._about())
            self._on_season()
        if shut:
            self.state.say(self._shut(row))
        self.open_again.setVisible(shut)
        for widget in (self.form, self.save, self.cancel):
            widget.setVisible(not shut)
        self.renamed.setVisible(row is not None and not shut)
        self._more.setVisible(row is not None and not shut)

    def _about(self) -> str:
        return f"{self._what.__tablename__} {self._row.id if self._row else 'new'}"

    def focus_first(self) -> None:
        """Begin at the name."""
        self.form.input("name").setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        rows: list[Any] = list(self._desk.read(places if self._what is Place else departments))
        gone = self._row.id if self._row else None
        self.into.set_options([Option(str(row.id), row.name) for row in rows if row.id != gone])
        self.into.set_value(None)

    def _shut(self, row: Any) -> str:
        words = _("Ikke i bruk fra {day}.").format(day=short_date(row.closed_from))
        return f"{words} {_('Heter nå {name}.').format(name=row.followed_by)}" if row.followed_by else words

    def _on_season(self) -> None:
        """Ask for the months only where the place has its own."""
        if self._what is Place:
            self.months.setVisible(self.form.input("season").value() == Season.OWN.code)

    def _on_save(self) -> None:
        about = self._about()
        try:
            values = self.form.values()
            key = self._add(values) if self._row is None else self._change(values)
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            self.form.go_to_complaint()
            return
        if self._half is not None:
            self._half.done(about)
        self.saved.emit(key)

    def _add(self, values: dict[str, Any]) -> Key:
        name = values["name"]
        place = self._what is Place
        key = self._desk.write(add_place, values) if place else self._desk.write(add_department, name)
        self._done(_("{name} er lagt til.").format(name=name))
        return key

    def _change(self, values: dict[str, Any]) -> Key:
        key: Key = self._desk.write(change_named, self._what, self._row.id, values)
        self._done(_("{name} er lagret.").format(name=values["name"]))
        return key

    def _on_cancel(self) -> None:
        if self._half is not None:
            self._half.done()
        self.show_row(self._row)
        self.left.emit()

    def _on_merge(self) -> None:
        into, row = self.into.value(), self._row
        if into is None:
            self.into_box.set_error(str(_("Velg hva den skal slås sammen med.")))
            self.into_box.focus()
            return
        self._desk.write(merge, self._what, row.id, Key(into))
        self._done(_("{name} er slått sammen med {other}.").format(name=row.name, other=self._name_of(into)))
        self.saved.emit(Key(into))

    def _on_close(self) -> None:
        day, row = self.from_day.value(), self._row
        if day is None:
            self.close_box.set_error(self.from_day.complaint() or str(_("Skriv datoen.")))
            self.close_box.focus()
            return
        self._desk.write(close, self._what, row.id, day)
        said = _("{name} er ikke i bruk fra {day}.").format(name=row.name, day=short_date(day))
        self._done(said)
        self.saved.emit(row.id)

    def _on_open_again(self) -> None:
        row = self._row
        try:
            self._desk.write(open_again, self._what, row.id)
        except Invalid as wrong:
            self.state.say(" ".join(str(said) for said in wrong.messages.values()))
            return
        self._done(_("{name} er i bruk igjen.").format(name=row.name))
        self.saved.emit(row.id)

    def _done(self, said: str) -> None:
        self._tell(said, *self._desk.undoing(said))

    def _name_of(self, code: str) -> str:
        return self.into.itemText(self.into.findData(code))


def _month(name: str) -> Dropdown:
    options = [Option(month, month_name(month).capitalize()) for month in range(1, 13)]
    return Dropdown(name, options, none=str(_("Velg …")))
