"""What would have prevented it: answered with chips on the page of the case, and made a measure of with one click."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.actions import handle_incident
from ikdesk.incidents.half_written_panel import half_written
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.choices import CheckGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form, options_of
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.pointed import Pointed
from ikdesk.ui.text import Label

ASKED = ("prevent", "prevent_said")
TITLE = 160  # characters of the title of a measure
_SHUT = {Status.WITHDRAWN, Status.UNCONFIRMED}


class PreventSection(CaseSection):
    """Chips, and own words; what is proposed becomes a measure when somebody says so."""

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident, str(_("Hva ville hindret dette?")))
        self.form = Form(prevent_fields(), desk.codebook, desk.today, made={"prevent": prevent_input(desk.codebook)})
        self._half = half_written(desk, self.form)
        self._saved: dict[str, Any] = {}
        self._build()
        self.reload()

    def _build(self) -> None:
        self._editing = QWidget()
        self.save = SecondaryButton(str(_("Lagre forslaget")), "check")
        self.save.clicked.connect(self._on_save)
        for key in ASKED:
            self.form.column.put(self.form.box(key))
        Column(self.form, Pointed(self.form.input("prevent_said"), words_for(self.desk)), Row(self.save, 1), spacing=8,
               parent=self._editing)  # fmt: skip
        self.column.insertWidget(1, self._editing)
        self.form.changed.connect(self._follow)
        self._fill()
        self._half.begin(f"prevent {self.incident.id}")

    def reload(self) -> None:
        """Show what is saved; what somebody is writing stays."""
        told = {key: getattr(self.incident, key) for key in ASKED}
        if told != self._saved and self.form.draft() == self._before:
            self._fill()
        may = self.handles and self.incident.status not in _SHUT
        self._editing.setVisible(may)
        self._follow()
        self.holds = may
        self.show_parts(*self._parts(may=may))

    def _fill(self) -> None:
        self._saved = {key: getattr(self.incident, key) for key in ASKED}
        self.form.fill(self._saved)
        self._before = self.form.draft()

    def _follow(self) -> None:
        self.save.setVisible(self.form.draft() != self._before)

    def _parts(self, *, may: bool) -> Iterator[QWidget]:
        if may:
            for words, values in proposals(self.incident, self.desk.codebook):
                yield self._proposal(words, values)
            return
        told = [words for words, _values in proposals(self.incident, self.desk.codebook)]
        yield from (Label(words) for words in told)

    def _proposal(self, words: str, values: dict[str, Any]) -> QWidget:
        made = QWidget()
        make = QuietButton(str(_("Lag tiltak av dette")), "list-checks")
        make.setAccessibleName(_("Lag tiltak av «{words}»").format(words=words))
        make.clicked.connect(lambda: self.asks.emit("new_measure", values))
        line = Row(spacing=8, parent=made)
        line.put(Label(words), 1)
        line.put(make)
        return made

    def _on_save(self) -> None:
        try:
            self.desk.write(handle_incident, self.incident.id, self.form.values())
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        said = str(_("Forslaget er lagret."))
        undo = self.desk.undoing(said)
        self._before = self.form.draft()
        self._half.done()
        self._follow()
        self.tell(said, *undo)


def prevent_fields() -> tuple[Field, ...]:
    """Both questions; the first is the heading, and is not said twice."""
    chips, said = fields_of(Incident, *ASKED)
    return replace(chips, label=""), said


def prevent_input(book: Codebook) -> CheckGroup:
    """The chips, which carry the question for those who hear it."""
    return CheckGroup(str(fields_of(Incident, "prevent")[0].label), options_of(book, "prevention"))


def proposals(incident: IncidentDetail, book: Codebook) -> Iterator[tuple[str, dict[str, Any]]]:
    """What was proposed, each with what a measure made of it begins with; nothing where nothing can be done.

    Args:
        incident: the case.
        book: the unit's lists.
    """
    kinds = {code: book.more("prevention", code, "measure_kind") for code in incident.prevent}
    said = " ".join(incident.prevent_said.split())
    if said:
        kind = next((found for found in kinds.values() if found), None)
        yield said, {"title": said[:TITLE], "kind": kind}
    for code, kind in kinds.items():
        if kind:
            label = book.label("prevention", code)
            yield label, {"title": label, "kind": kind}
