"""The form about an incident where somebody of the staff was hurt, threatened or ill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.case_panel import Case, CasePanel, routine_choices
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.staff_actions import handle_staff_case
from ikdesk.incidents.staff_duties_model import StaffDetail
from ikdesk.incidents.staff_model import DAYS, FILLED_IN, MEDICAL, NAMED, StaffCase, empty
from ikdesk.incidents.staff_sentences import AT_ONCE, CONSENT, OPEN_TO, SOURCE, WHY_SERIOUS
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import CheckGroup
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form, options_of
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label

_OF_CHILDREN = "parents_fetched"  # a treatment that no employee gets
_VIOLENCE = "violence_threat"  # the kind that asks what sort of violence it was
# asked of the incident itself
TOLD = ("routine_status", "routine_id", "mechanism", "causes", "handling", "due_on", "reply")


class MedicalPart(QWidget):
    """What is asked only with consent; not there without it."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        box = form.box
        where = Row(box("body_part"), box("side"), 1, spacing=16)
        Column(box("consent_on"), box("injury_kind"), where, box("treatment"), box("medical_note"), spacing=12,
               parent=self)  # fmt: skip
        if not form.input("medical_consent").value():
            self.hide()
        form.input("medical_consent").changed.connect(self.follow)

    def follow(self) -> None:
        """Show it where there is consent."""
        self.setVisible(bool(self._form.input("medical_consent").value()))


def staff_case(desk: Desk, incident: IncidentDetail, found: StaffDetail) -> CasePanel:
    """What there is to know of a case in the staff register; nothing here must be filled in.

    Args:
        desk: verbs.
        incident: the incident.
        found: what the register holds of it.
    """
    form = _form(desk, incident, found)

    def store(values: dict[str, Any]) -> tuple[str, Sequence[object]]:
        told = {key: values[key] for key in TOLD}
        told["routine_id"] = Key(told["routine_id"]) if told["routine_id"] else None
        case = {key: values[key] for key in _asked(incident)}
        if not case["medical_consent"]:  # what is not shown is not meant
            case |= {**{key: empty(key) for key in MEDICAL}, "consent_on": None}
        desk.write(handle_staff_case, incident.id, told, case)
        said = _("Oppfølgingen av {number} er lagret.").format(number=incident.number)
        return said, desk.undoing(said)

    title = _("Følg opp hendelse {number}").format(number=incident.number)
    return CasePanel(incident, Case(title, form, _cards(form, incident), store), desk.codebook)


def _asked(incident: IncidentDetail) -> tuple[str, ...]:
    """What is asked of this kind; what is not asked stays as it was."""
    return tuple(key for key in FILLED_IN if key != "violence" or incident.kind == _VIOLENCE)


def _form(desk: Desk, incident: IncidentDetail, found: StaffDetail) -> Form:
    fields = (*fields_of(Incident, *TOLD), *fields_of(StaffCase, *_asked(incident)))
    days = {key: DateField(desk.today, latest=desk.today, chips=False, with_echo=False) for key in DAYS}
    routine = Dropdown(_("Hvilken rutine?"), routine_choices(desk, incident), none="–", width=360)
    cared = [option for option in options_of(desk.codebook, "treatment") if option.code != _OF_CHILDREN]
    form = Form(fields, desk.codebook, desk.today, made={
        **days, "due_on": DateField(desk.today, chips=False, ahead=365), "routine_id": routine,
        "treatment": CheckGroup(_("Behandling"), cared),
    })  # fmt: skip
    held = {key: getattr(found, key) for key in (*FILLED_IN,) if hasattr(found, key)}
    medical = found.medical
    if medical is not None:
        held |= {key: getattr(medical, key) for key in (*MEDICAL, "consent_on")}
    told = {key: getattr(incident, key) for key in TOLD}
    form.fill({**told, **held, "routine_id": str(incident.routine_id) if incident.routine_id else None})
    return form


def _cards(form: Form, incident: IncidentDetail) -> tuple[QWidget, ...]:
    box = form.box

    def card(title: str, *parts: Any) -> Card:
        return Card(*parts, title=str(title), spacing=12, level=2)

    def beside(*keys: str) -> Row:
        line = Row(spacing=16)
        for key in keys:
            line.put(box(key), 1)
        return line

    happened = [box(key) for key in ("violence",) if key in _asked(incident)]
    told = [beside(*NAMED[at : at + 2]) for at in range(0, len(NAMED), 2)]
    serious = (Label(str(WHY_SERIOUS), "secondary"), Label(str(SOURCE), "secondary"), box("grave"), Label(str(AT_ONCE)))
    return (
        card(_("Den det gjelder"), beside("position", "employment"), box("work_when")),
        card(_("Det som skjedde"), *happened, box("nearly"), box("mechanism")),
        card(_("Behandling og fravær"), box("treatment_level"), beside("absence_from", "absence_days")),
        card(_("Alvorlig skade"), *serious),
        card(_("Hvem har fått vite det?"), *told),
        card(_("Rutine, årsak og vurdering"), box("routine_status"), box("routine_id"), box("causes"), box("handling"),
             Label(str(OPEN_TO), "secondary"), box("due_on")),
        card(_("Til verneombud, AMU og den som meldte"), box("extract"), box("reply")),
        card(_("Helseopplysninger"), Label(str(CONSENT), "secondary"), box("medical_consent"), MedicalPart(form)),
    )  # fmt: skip
