"""What a form about an incident that is there is made of, and the one that corrects what was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.actions import CORRECTED, correct_incident
from ikdesk.incidents.facts_panel import title_of
from ikdesk.incidents.half_written_panel import HalfWritten, half_written
from ikdesk.incidents.model import STAFF_KINDS, Incident
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Field
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, short_date
from ikdesk.lock.inputs import KindInput, PlaceInput, SeverityInput
from ikdesk.routines.queries import routine_names
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Card, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.unit.queries import departments, places

WHY = Field("why", _("Hvorfor retter du?"), str, hint=_("Det som sto, blir stående og vises."))


@dataclass(frozen=True, slots=True)
class Case:
    """What a form about an incident is made of."""

    title: str
    form: Form
    cards: Sequence[QWidget]
    store: Callable[[dict[str, Any]], tuple[str, Sequence[object]]]  # saves; says what was saved, and the way back
    kind: str = "case"  # where what is half written is kept
    verb: str = ""  # on the button; "" for the usual one


class CasePanel(QWidget):
    """A form about one incident. ``done(sentence, undoing)`` when it was saved, ``left()`` when it was not.

    ``asks(what, about)`` wants something of the page, as the sections of a case do.
    """

    asks = Signal(str, object)
    done = Signal(str, object)
    left = Signal()

    def __init__(self, incident: IncidentDetail, case: Case, codebook: Codebook) -> None:
        super().__init__()
        self.form, self._case = case.form, case
        self._half: HalfWritten | None = None
        self._build(incident, codebook)
        self._connect()

    @property
    def kind(self) -> str:
        """Which form it is, as what is half written in it is kept."""
        return self._case.kind

    def _build(self, incident: IncidentDetail, codebook: Codebook) -> None:
        for card in self._case.cards:
            self.form.column.put(card)
        told = f"{short_date(incident.occurred_on)} · {incident.place} · {title_of(incident, codebook)}"
        page = ScrollPage(spacing=12)
        page.put(PageHead(self._case.title, told), self.form, 1)
        self.save = PrimaryButton(self._case.verb or str(_("Lagre")), "check")
        self.cancel = QuietButton(str(_("Avbryt")))
        note = str(_("Ctrl+S lagrer · Esc avbryter") if not self._case.verb else _("Esc avbryter"))
        self.footer = Footer(self.save, self.cancel, note=note, form=self.form)
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.left)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self.left.emit)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def keep_for(self, desk: Desk, incident: Key) -> CasePanel:
        """Keep what is half written about this incident, and fill in what was kept before."""
        self._half = half_written(desk, self.form)
        self._half.begin(f"{self._case.kind} {incident}")
        self.left.connect(self._half.done)
        return self

    def _on_save(self) -> None:
        try:
            said, undo = self._case.store(self.form.values())
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        if self._half is not None:
            self._half.done()
        self.done.emit(said, undo)


def routine_choices(desk: Desk, incident: IncidentDetail) -> list[Option]:
    """The routines one may point at; the one that is pointed at stays among them."""
    names = {str(row.id): row.title for row in desk.read(routine_names, retired=True)}
    if incident.routine_id:
        names.setdefault(str(incident.routine_id), incident.routine)
    return [Option(key, title) for key, title in names.items()]


def correct_case(desk: Desk, incident: IncidentDetail) -> CasePanel:
    """Correct what was told by adding; the original stays."""
    form = _correct_form(desk, incident)
    box = form.box
    when = Row(box("occurred_on"), box("occurred_time"), 1, spacing=16)
    whom = Row(*([] if incident.kind in STAFF_KINDS else [box("child")]), box("department_id"), 1, spacing=16)
    cards = (
        Card(box("kind"), box("place_id"), when, box("severity"), box("potential"), spacing=12),
        Card(box("story"), box("done_at_once"), whom, spacing=12),
        Card(box("why"), spacing=12),
    )

    def store(values: dict[str, Any]) -> tuple[str, Sequence[object]]:
        why = values.pop("why") or ""
        for name in ("place_id", "department_id"):
            values[name] = Key(values[name]) if values[name] else None
        desk.write(correct_incident, incident.id, values, why)
        said = _("{number} er rettet. Det som sto, er tatt vare på.").format(number=incident.number)
        return said, desk.undoing(said)

    title = _("Rett hendelse {number}").format(number=incident.number)
    return CasePanel(incident, Case(title, form, cards, store, "correct"), desk.codebook)


def _correct_form(desk: Desk, incident: IncidentDetail) -> Form:
    book = desk.codebook
    known = {str(row.id): row.name for row in desk.read(places, closed=True)}
    rooms = [Option(str(row.id), row.name) for row in desk.read(departments, closed=True)]
    first = str(incident.place_id)
    ordered = [first, *(key for key in known if key != first)]
    asked = [key for key in CORRECTED if key != "child" or incident.kind not in STAFF_KINDS]  # staff: a position
    form = Form((*fields_of(Incident, *asked), WHY), book, desk.today, made={
        "kind": KindInput(book), "severity": SeverityInput(book),
        "place_id": PlaceInput([(key, known[key]) for key in ordered]),
        "department_id": Dropdown(_("Avdeling"), rooms, none="–", width=200),
    })  # fmt: skip
    form.point_out(words_for(desk), "story", "done_at_once", "child", "why")
    department = str(incident.department_id) if incident.department_id else None
    values = {key: getattr(incident, key) for key in asked}
    form.fill({**values, "place_id": first, "department_id": department})
    return form
