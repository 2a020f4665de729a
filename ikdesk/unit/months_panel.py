"""The settings about how many children there were each month, and how many days the unit was open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from ikdesk.incidents.half_written_panel import HalfWritten
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.tertial import Month, parse_period
from ikdesk.kernel.words import _, month_name, number
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.inputs import NumberField
from ikdesk.ui.layouts import Column, Row, ScrollPage, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import mark_wrong
from ikdesk.ui.theme import px
from ikdesk.unit.actions import set_month_figures
from ikdesk.unit.calendar_model import open_days_within
from ikdesk.unit.model import MonthFigures
from ikdesk.unit.queries import month_figures

YEARS_BACK = 4
_MOST_CHILDREN, _MOST_DAYS = 3000, 31


class MonthsPanel(QWidget):
    """Three cards, one for each tertial, with two numbers for each month."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self.children_of: dict[int, NumberField] = {}
        self.days_of: dict[int, NumberField] = {}
        self._sums: dict[int, Label] = {}
        self._shown = ""
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        this = self._desk.today.year
        years = [Option(str(this - back), str(this - back)) for back in range(YEARS_BACK)]
        self.year = ChoiceGroup(_("Hvilket år?"), years)
        self.year.set_value(str(this))
        self.suggest = SecondaryButton(str(_("Fyll ut åpningsdager")), "calendar-days")
        self.copy = SecondaryButton(str(_("Kopier antall barn nedover")), "arrow-down")
        self.problem = Banner("", "danger")
        self.problem.hide()
        tools = Row(spacing=10)
        tools.put(self.year, 1)
        tools.put(self.suggest)
        tools.put(self.copy)
        self._cards = [self._card(part) for part in range(3)]
        tip = _("Oppholdsdager er antall barn ganger åpningsdager. Rapporten bruker tallet til å vise hvor ofte det "
                "skjer noe. Uten tallene blir raten utelatt.")  # fmt: skip
        page = ScrollPage(margins=(28, 4, 28, 16), spacing=14)
        self._half = HalfWritten(self._desk, self._typed, self._type, *(field.changed for field in self._fields()))
        page.put(tools, self._half, self.problem)
        page.put(Wrap(*self._cards, spacing=16, least=300, most=3), Label(tip, "secondary"), 1)
        self.save = PrimaryButton(str(_("Lagre")), "check")
        self.cancel = QuietButton(str(_("Avbryt")))
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(Footer(self.save, self.cancel, note=str(_("Ctrl+S lagrer · Esc avbryter"))))

    def _card(self, part: int) -> Card:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(0, 1)
        for column, words in ((1, _("Antall barn")), (2, _("Åpningsdager"))):
            head = Label(words, "secondary", wrap=False)
            head.setAlignment(Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(head, 0, column)
        for row, month in enumerate(range(part * 4 + 1, part * 4 + 5), 1):
            name = month_name(month)
            grid.addWidget(Label(name.capitalize(), wrap=False), row, 0)
            children, days = NumberField(most=_MOST_CHILDREN, width=88), NumberField(most=_MOST_DAYS, width=88)
            children.setAccessibleName(_("Antall barn, {month}").format(month=name))
            days.setAccessibleName(_("Åpningsdager, {month}").format(month=name))
            self.children_of[month], self.days_of[month] = children, days
            grid.addWidget(children, row, 1)
            grid.addWidget(days, row, 2)
        self._sums[part] = Label("", "secondary")
        title = str(_("{n}. tertial").format(n=part + 1))
        return Card(grid, self._sums[part], title=title, spacing=10, padding=(16, 14, 16, 14))

    def _connect(self) -> None:
        for field in self._fields():
            field.changed.connect(self._on_typed)
        self.year.changed.connect(self._on_year)
        self.suggest.clicked.connect(self._on_suggest)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        self._desk.changed.connect(lambda kinds: self.reload() if MonthFigures in kinds else None)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def reload(self) -> None:
        """Show what is saved for the year chosen."""
        self._shown = self._year()
        for row in self._desk.read(month_figures, parse_period(self._shown)):
            self.children_of[row.month.month].set_value(row.children)
            self.days_of[row.month.month].set_value(row.open_days)
        self._half.begin(f"months {self._shown}")
        self._on_typed()

    def _typed(self) -> dict[str, Any]:
        return {"texts": [field.text() for field in self._fields()]}

    def _type(self, typed: Mapping[str, Any]) -> None:
        for field, text in zip(self._fields(), typed.get("texts", []), strict=False):
            field.set_value(text)

    def _year(self) -> str:
        return self.year.value() or str(self._desk.today.year)

    def _fields(self) -> tuple[NumberField, ...]:
        return (*self.children_of.values(), *self.days_of.values())

    def _on_year(self) -> None:
        self._half.keep_draft()  # of the year that was shown
        self.problem.hide()
        self.reload()

    def _on_typed(self) -> None:
        for field in self._fields():
            if not field.complaint():
                mark_wrong(field, wrong=False)
                field.setAccessibleDescription("")
        for part, label in self._sums.items():
            months = range(part * 4 + 1, part * 4 + 5)
            pairs = [(self.children_of[month].value(), self.days_of[month].value()) for month in months]
            total = sum((children or 0) * (days or 0) for children, days in pairs)
            label.say(_("Oppholdsdager: {n}").format(n=number(total)) if total else "")

    def _on_suggest(self) -> None:
        year = int(self._year())
        before = {month: field.text() for month, field in self.days_of.items()}
        begun = min((month for month, field in self.children_of.items() if field.text().strip()), default=1)
        for month, field in self.days_of.items():
            if month >= begun and not field.text().strip():
                at = Month(year, month)
                field.set_value(open_days_within(at.first, at.after))
        said = _("Hverdager som ikke er helligdager, er fylt ut. Trekk fra planleggingsdager og stengte uker.")
        self._tell(str(said), str(_("Angre")), lambda: self._put_back(self.days_of, before))

    def _on_copy(self) -> None:
        before = {month: field.text() for month, field in self.children_of.items()}
        last: int | None = None
        for field in self.children_of.values():
            if field.value() is not None:
                last = field.value()
            elif last is not None:
                field.set_value(last)
        said = _("Antall barn er kopiert til de tomme månedene.") if last is not None else _(
            "Skriv antall barn i den første måneden, så kan du kopiere det nedover.")  # fmt: skip
        self._tell(str(said), str(_("Angre")), lambda: self._put_back(self.children_of, before))

    def _put_back(self, fields: dict[int, NumberField], texts: dict[int, str]) -> None:
        for month, text in texts.items():
            fields[month].set_value(text)

    def _wrong(self) -> tuple[str, NumberField] | None:
        for month, children in self.children_of.items():
            days = self.days_of[month]
            for field in (children, days):
                if field.complaint():
                    return f"{field.accessibleName()}: {field.complaint()}", field
            if (children.value() is None) != (days.value() is None):
                empty = children if children.value() is None else days
                words = _("Fyll ut begge tallene for {month}, eller la begge stå tomme.")
                return words.format(month=month_name(month)), empty
        return None

    def _on_save(self) -> None:
        wrong = self._wrong()
        self.problem.setVisible(wrong is not None)
        if wrong is not None:
            said, field = wrong
            self.problem.say(said)
            mark_wrong(field, wrong=True)
            field.setAccessibleDescription(said)
            field.setFocus()
            return
        year = int(self._year())
        rows = [
            (year, month, children.value(), self.days_of[month].value())
            for month, children in self.children_of.items()
            if children.value() is not None
        ]
        try:
            self._desk.write(set_month_figures, rows)
        except Invalid as broken:
            self.problem.say(" ".join(str(said) for said in broken.messages.values()))
            self.problem.show()
            return
        said = _("Tallene for {year} er lagret.").format(year=year)
        undo = self._desk.undoing(said)
        self._half.done()
        self._tell(said, *undo)

    def _on_cancel(self) -> None:
        self.problem.hide()
        self._half.done()
        self.reload()
