"""Closing a case, calmly: what is left, what is looked at later, and what is told to whoever reported it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.case_panel import Case, CasePanel
from ikdesk.incidents.close_actions import close_case
from ikdesk.incidents.close_model import ASKS, Closing, Later, Left, lacking, later_of
from ikdesk.incidents.close_sentences import lacking_words, later_words, not_told_words
from ikdesk.incidents.measures_panel import unfinished
from ikdesk.incidents.model import Incident
from ikdesk.incidents.notice_queries import open_suggestions
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.measures.look_panel import status_pill
from ikdesk.measures.model import MeasureStatus
from ikdesk.measures.queries import MeasureRow, measures_of_incident
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label

MOST = 6  # measures that are asked about; the rest go on as they are


class LaterCard(Card):
    """What will be asked later, as it is chosen."""

    def __init__(self, form: Form, left: tuple[Left, ...]) -> None:
        super().__init__(title=str(_("Dette sjekkes senere")), spacing=6, level=2)
        self._form, self._left = form, left
        self._said = Label("")
        line = Row(Icon("calendar", "primary", 20), spacing=10)
        line.put(self._said, 1)
        self.column.put(line)
        form.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say it anew."""
        chosen = {
            one.id: Later(_day(self._form, f"day_{one.number}"), self._form.input(f"why_{one.number}").value() or "")
            for one in self._left
        }
        self._said.say("\n".join(later_words(self._left, chosen)))


def close_form(desk: Desk, incident: IncidentDetail) -> CasePanel:
    """What is asked before a case is closed; nothing must be filled in."""
    rows = unfinished(desk.read(measures_of_incident, incident.id))[:MOST]
    left = tuple(_left(row) for row in rows)
    form = _form(desk, incident, left)

    def store(values: dict[str, Any]) -> tuple[str, Sequence[object]]:
        closing = Closing(values["reply"], later_of(values, left))
        desk.write(close_case, incident.id, closing, at=desk.clock.local())
        said = str(_("Saken er lukket."))
        return said, desk.undoing(said)

    title = _("Lukk hendelse {number}").format(number=incident.number)
    links = [QuietButton(_("Åpne tiltak {number}").format(number=row.number)) for row in rows]
    asked = _measures(form, list(zip(rows, links, strict=True)))
    cards = (*_hints(desk, incident), *asked, *([LaterCard(form, left)] if left else []), _reply(form))
    panel = CasePanel(incident, Case(title, form, cards, store, "close", str(_("Lukk saken"))), desk.codebook)
    for row, link in zip(rows, links, strict=True):
        link.clicked.connect(lambda _on=False, key=row.id: panel.asks.emit("measure", key))
    return panel


def _form(desk: Desk, incident: IncidentDetail, left: Sequence[Left]) -> Form:
    asked: list[Field] = []
    made: dict[str, Any] = {}
    values: dict[str, Any] = {"reply": incident.reply}
    for one in left:
        day, why = f"day_{one.number}", f"why_{one.number}"
        asked += [Field(day, _("Når skal dere se om det virket?"), date),
                  Field(why, _("Eller hvorfor ikke?"), str, hint=_("Blir et notat på saken."))]  # fmt: skip
        made[day] = DateField(desk.today, chips=False, with_echo=False, ahead=365)
        coming = one.evaluate_on is not None and one.evaluate_on > desk.today
        values[day] = one.evaluate_on if coming else None
    form = Form((*asked, *fields_of(Incident, "reply")), desk.codebook, desk.today, made=made)
    form.fill(values)
    return form


def _hints(desk: Desk, incident: IncidentDetail) -> list[QWidget]:
    book, waits = desk.codebook, desk.read(open_suggestions, incident.id)
    names = [one.what or book.label("contact_role", one.roles[0]) for one in waits]
    lacks = list(lacking({name: getattr(incident, name) for name in ASKS}))
    said = [lacking_words(lacks), not_told_words(list(dict.fromkeys(names)))]
    lines = [_hint(one) for one in said if one]
    if not lines:
        return []
    told = Label(str(_("Du kan lukke saken likevel.")), "secondary")
    return [Card(*lines, told, title=str(_("Dette mangler")), spacing=8, level=2)]


def _hint(said: str) -> QWidget:
    line = QWidget()
    row = Row(Icon("info", "info", 20), spacing=10, parent=line)
    row.put(Label(said), 1)
    return line


def _measures(form: Form, rows: Sequence[tuple[MeasureRow, QWidget]]) -> list[QWidget]:
    if not rows:
        return []
    card = Card(title=str(_("Tiltak som ikke er ferdig eller vurdert")), spacing=14, level=2)
    for row, link in rows:
        head = Row(spacing=8)
        head.put(Label(f"{row.number}: {row.title}", "medium"), 1)
        head.put(status_pill(row.status))
        head.put(link)
        asked = Row(form.box(f"day_{row.number}"), spacing=16)
        asked.put(form.box(f"why_{row.number}"), 1)
        card.put(Column(head, asked, spacing=6))
    return [card]


def _reply(form: Form) -> QWidget:
    return Card(form.box("reply"), title=str(_("Tilbake til den som meldte")), spacing=12, level=2)


def _left(row: MeasureRow) -> Left:
    done = row.status in {MeasureStatus.DONE, MeasureStatus.TO_EVALUATE}
    return Left(row.id, row.number, row.title, done, row.deadline, row.evaluate_on)


def _day(form: Form, key: str) -> date | None:
    value = form.input(key).value()
    return value if isinstance(value, date) else None
