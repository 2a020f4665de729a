"""The form one follows an incident up with; what this kind seldom needs is folded, and nothing must be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.actions import handle_incident
from ikdesk.incidents.body_panel import BodyInput
from ikdesk.incidents.case_panel import Case, CasePanel, routine_choices
from ikdesk.incidents.case_queries import equipment_choices
from ikdesk.incidents.handling_model import HANDLING, hurts
from ikdesk.incidents.model import REFERENCE, Incident
from ikdesk.incidents.prevent_panel import ASKED as PREVENT
from ikdesk.incidents.prevent_panel import prevent_fields, prevent_input
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, plain_date
from ikdesk.ui.cards import Card
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.fold import Fold
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.pointed import PlainWords, Pointed
from ikdesk.ui.text import Label

_ELSEWHERE = frozenset({"handling", "notified", "discovered_on", "discovered_time", "due_on", "potential", "reply"})
_NOT_ELSEWHERE = tuple(key for key in HANDLING if key not in _ELSEWHERE)  # not asked where the case lies elsewhere
_POINTED_AT = ("routine_id", "equipment_id")  # kept as keys, chosen as text


def follow_up_case(desk: Desk, incident: IncidentDetail) -> CasePanel:
    """What came out of following an incident up."""
    form = _form(desk, incident)

    def store(values: dict[str, Any]) -> tuple[str, Sequence[object]]:
        for name in _POINTED_AT:
            values[name] = Key(values[name]) if values[name] else None
        desk.write(handle_incident, incident.id, values)
        said = _("Oppfølgingen av {number} er lagret.").format(number=incident.number)
        return said, desk.undoing(said)

    title = _("Følg opp hendelse {number}").format(number=incident.number)
    return CasePanel(incident, Case(title, form, _cards(form, incident, words_for(desk)), store), desk.codebook)


def _form(desk: Desk, incident: IncidentDetail) -> Form:
    body, today = BodyInput(desk.codebook), desk.today
    pieces = [Option(str(row.id), row.name) for row in desk.read(equipment_choices, incident.equipment_id)]
    made: dict[str, Any] = {
        "routine_id": Dropdown(_("Hvilken rutine?"), routine_choices(desk, incident), none="–", width=360),
        "equipment_id": Dropdown(_("Hvilket utstyr?"), pieces, none="–", width=360),
        "body_part": body, "side": body.sides,
        "discovered_on": DateField(today, latest=today, chips=False, with_echo=False),
        "due_on": DateField(today, chips=False, ahead=365),
    }  # fmt: skip
    made["prevent"] = prevent_input(desk.codebook)
    plain = [key for key in HANDLING if key not in PREVENT]
    form = Form((*fields_of(Incident, *plain), *prevent_fields()), desk.codebook, today, made=made)
    told = {key: getattr(incident, key) for key in HANDLING}
    keys = {key: str(told[key]) if told[key] else None for key in _POINTED_AT}
    form.fill(told | keys)
    if not pieces:
        form.box("equipment_id").hide()
    return form


def _cards(form: Form, incident: IncidentDetail, words: PlainWords) -> tuple[QWidget, ...]:
    box = form.box

    def told(key: str) -> Column:
        """What is written in words, with what it tells of somebody under it."""
        return Column(box(key), Pointed(form.input(key), words), spacing=4)

    def card(title: str, *parts: Any) -> Card:
        return Card(*parts, title=str(title), spacing=12, level=2)

    def fold(title: str, keys: Sequence[str], *parts: Any, opened: bool = False) -> Fold:
        filled = any(getattr(incident, key) not in {None, "", ()} for key in keys)
        return Fold(str(title), *parts, opened=opened or filled, form=form)

    deadline = fold(
        _("Frist, og hva det kunne blitt"), ("discovered_on", "discovered_time", "due_on", "potential"),
        Label(_usual(incident.due, own=incident.due_on), "secondary"), box("due_on"),
        _beside(form, "discovered_on", "discovered_time"), box("potential"),
    )  # fmt: skip
    notified, back = card(_("Beskjed"), box("notified")), card(_("Tilbake til den som meldte"), told("reply"))
    if incident.kind in REFERENCE:  # the case itself lies elsewhere, and is not told here bit by bit
        for key in _NOT_ELSEWHERE:
            box(key).hide()
        return Card(told("handling"), spacing=12), notified, deadline, back
    about = ("supervision", "adults_present", "children_present", "conditions", "equipment_id")
    injury = ("injury_kind", "body_part", "side", "treatment")
    return (
        card(_("Rutine og vurdering"), box("routine_status"), box("routine_id"), told("handling")),
        card(_("Hvordan det skjedde"), _beside(form, "mechanism", "activity")),
        fold(_("Voksne, forhold og utstyr"), about, box("supervision"),
             _beside(form, "adults_present", "children_present"), box("conditions"), box("equipment_id")),
        fold(_("Skade og behandling"), injury, box("injury_kind"), box("body_part"), box("side"), box("treatment"),
             opened=hurts(incident.kind)),
        card(_("Årsak"), box("causes")),
        card(_("Hva ville hindret dette?"), box("prevent"), told("prevent_said")),
        notified, deadline, back,
    )  # fmt: skip


def _usual(due: date | None, *, own: date | None) -> str:
    """What holds where no deadline is chosen."""
    if due is None or own is not None:
        return str(_("Uten en egen frist gjelder den dere har valgt under Innstillinger."))
    return _("Nå er fristen {day}. Velg en egen hvis saken haster, eller trenger lengre tid.").format(
        day=plain_date(due)
    )


def _beside(form: Form, first: str, second: str) -> Row:
    line = Row(spacing=16)
    line.put(Column(form.box(first), spacing=0), 1)
    line.put(Column(form.box(second), spacing=0), 1)
    return line
