"""The forms of an assessment: what it is about, one of its hazards, and one of the barriers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.page import Cut
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.measures.queries import MeasureFilter, measure_page
from ikdesk.risks.actions import change_risk
from ikdesk.risks.form_panel import PartForm, cards_form
from ikdesk.risks.hazard_actions import HAZARD, add_barrier, add_hazard, change_barrier, change_hazard
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment, Side, Standing, Works
from ikdesk.risks.view_model import BarrierRow, HazardView, RiskView
from ikdesk.routines.queries import routine_names
from ikdesk.ui.cards import Card, SectionHead, TagPill
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form, options_of
from ikdesk.ui.inputs import Dropdown, LongText
from ikdesk.ui.layouts import Row
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.unit.equipment_queries import equipment_rows
from ikdesk.unit.queries import places

ABOUT = (
    "title", "place_id", "activity", "equipment_id", "worth", "aim", "participants", "assessed_on", "next_review",
)  # fmt: skip
_BARRIER = (
    "title", "side", "standing", "works", "checked_on", "kind", "role", "against", "routine_id", "measure_id",
    "equipment_id",
)  # fmt: skip
_KEYS = ("place_id", "equipment_id", "routine_id", "measure_id")
_TEXTS: tuple[str, ...] = (
    "title", "worth", "aim", "participants", "against", "causes", "consequences", "judgement",
)  # fmt: skip
_AHEAD = 365 * 2  # days ahead a day without a year may lie
_MEASURES = 300  # that one may choose among; the newest
_PADDING = (20, 12, 20, 14)


def about_form(desk: Desk, view: RiskView) -> PartForm:
    """The form for what an assessment is about, who took part, and when one looks again.

    Args:
        desk: verbs.
        view: the assessment.
    """
    book, today, row = desk.codebook, desk.today, view.row
    rooms = [Option(str(one.id), one.name) for one in desk.read(places)]
    form = Form(fields_of(RiskAssessment, *ABOUT), book, today, made={
        "place_id": Dropdown("", _with(rooms, row.target.place_id, row.target.place), none="–", width=240),
        "activity": Dropdown("", options_of(book, "activity"), none="–", width=240),
        "equipment_id": Dropdown("", _things(desk, row.target.equipment_id, row.target.equipment), none="–", width=240),
        "worth": LongText(lines=3), "assessed_on": DateField(today, chips=False),
        "next_review": DateField(today, chips=False, ahead=_AHEAD),
    })  # fmt: skip
    form.point_out(words_for(desk), "title", "worth", "participants", "aim")
    form.fill({
        "title": row.title, **_as_text(row.target.place_id, row.target.equipment_id), "activity": row.target.activity,
        "worth": view.worth, "aim": view.aim, "participants": view.participants, "assessed_on": row.assessed_on,
        "next_review": row.next_review,
    })  # fmt: skip
    box = form.box
    cards = (
        _card(_("Hva gjelder det?"), box("title"), _row(form, "place_id", "activity", "equipment_id"), required=True),
        _card(_("Verdien av det"), box("worth"), box("aim")),
        _card(_("Hvem og når"), box("participants"), _row(form, "assessed_on", "next_review")),
    )

    def store(values: dict[str, Any]) -> str:
        desk.write(change_risk, row.id, _stored(values))
        return str(_("Risikovurderingen er endret."))

    return cards_form(desk, form, (str(_("Endre vurderingen")), row.title), f"risk {row.id.hex}", store, cards)


def hazard_form(desk: Desk, view: RiskView, hazard: HazardView | None) -> PartForm:
    """The form for one hazard.

    Args:
        desk: verbs.
        view: the assessment.
        hazard: which, or None for a new one.
    """
    book, today = desk.codebook, desk.today
    form = Form(fields_of(Hazard, *HAZARD), book, today, made={
        "mechanism": Dropdown("", options_of(book, "mechanism"), none="–", width=240), "causes": LongText(lines=5),
        "consequences": LongText(lines=5), "judgement": LongText(lines=3),
    })  # fmt: skip
    form.point_out(words_for(desk), "title", "causes", "consequences", "judgement")
    if hazard is not None:
        form.fill({
            "title": hazard.title, "mechanism": hazard.mechanism, "causes": "\n".join(hazard.causes),
            "consequences": "\n".join(hazard.consequences), "judgement": hazard.judgement,
        })  # fmt: skip
    cards = (
        _card(_("Faren"), form.box("title"), form.box("mechanism"), required=True),
        _card(_("Årsaker og følger"), _row(form, "causes", "consequences")),
        _card(_("Det dere mener"), form.box("judgement")),
    )

    def store(values: dict[str, Any]) -> str:
        told = _stored(values)
        if hazard is None:
            desk.write(add_hazard, view.row.id, told)
            return str(_("Faren er lagt til. Velg hvor sannsynlig og alvorlig den er."))
        desk.write(change_hazard, hazard.id, told)
        return str(_("Faren er endret."))

    title = str(_("Endre faren") if hazard is not None else _("Ny fare"))
    about = f"hazard {hazard.id.hex if hazard is not None else 'new ' + view.row.id.hex}"
    return cards_form(desk, form, (title, view.row.title), about, store, cards)


def barrier_form(
    desk: Desk, hazard: HazardView, side: Side, row: BarrierRow | None, standing: Standing = Standing.EXISTS
) -> PartForm:
    """The form for one barrier.

    Args:
        desk: verbs.
        hazard: against what.
        side: where a new one stands.
        row: which, or None for a new one.
        standing: whether a new one is there already.
    """
    form = _barrier_fields(desk, hazard, row)
    form.fill({"side": side, "standing": standing, "works": Works.UNCHECKED} if row is None else _barrier_values(row))
    cards = (
        _card(_("Det som gjøres"), form.box("title"), _row(form, "side", "standing"), form.box("against"),
              required=True),
        _card(_("Oppfølging"), _row(form, "works", "checked_on"), _row(form, "role", "kind")),
        _card(_("Hvor står det?"), Label(str(_("Knytt det til det dere har, så følger det med når noe endres.")),
                                         "secondary"), form.box("routine_id"), form.box("measure_id"),
              form.box("equipment_id")),
    )  # fmt: skip

    def store(values: dict[str, Any]) -> str:
        told = _stored(values)
        if row is None:
            desk.write(add_barrier, hazard.id, told)
            return str(_("Det er lagt til."))
        if row.measure_id is None and told.get("measure_id") is None:
            told.pop("measure_id", None)  # it may be tied to one that was withdrawn: that stays written down
        desk.write(change_barrier, row.id, told)
        return str(_("Det er endret."))

    title = str(_("Endre det som står i veien") if row is not None else _("Noe som står i veien for faren"))
    about = f"barrier {row.id.hex if row is not None else 'new ' + hazard.id.hex}"
    return cards_form(desk, form, (title, hazard.title), about, store, cards)


def _barrier_fields(desk: Desk, hazard: HazardView, row: BarrierRow | None) -> Form:
    book = desk.codebook
    routines = [Option(str(one.id), one.title) for one in desk.read(routine_names)]
    page = desk.read(measure_page, MeasureFilter(), Cut(0, _MEASURES, "number"))
    measures = [Option(str(one.id), f"{one.number}. {one.title}") for one in page.rows]
    lines = [Option(line, line) for line in (*hazard.causes, *hazard.consequences)]
    if row is not None:
        routines = _with(routines, row.routine_id, row.routine)
        measures = _with(measures, row.measure_id, f"{row.measure_number}. {row.measure}")
        lines = _with(lines, row.against, row.against)
    things = _things(desk, row.equipment_id if row else None, row.equipment if row else "")
    form = Form(fields_of(Barrier, *_BARRIER), book, desk.today, made={
        "checked_on": DateField(desk.today, chips=False), "against": Dropdown("", lines, none="–", width=420),
        "role": Dropdown("", options_of(book, "responsible_role"), none="–", width=240),
        "kind": Dropdown("", options_of(book, "measure_kind"), none="–", width=240),
        "routine_id": Dropdown("", routines, none="–", width=420),
        "measure_id": Dropdown("", measures, none="–", width=420),
        "equipment_id": Dropdown("", things, none="–", width=420),
    })  # fmt: skip
    form.point_out(words_for(desk), "title")
    return form


def _barrier_values(row: BarrierRow) -> dict[str, Any]:
    keys = {name: str(getattr(row, name)) if getattr(row, name) else None for name in _KEYS[1:]}
    plain = ("title", "side", "standing", "works", "checked_on", "kind", "role")
    return {name: getattr(row, name) for name in plain} | keys | {"against": row.against or None}


def _things(desk: Desk, key: Key | None, name: str) -> list[Option]:
    return _with([Option(str(one.id), one.name) for one in desk.read(equipment_rows, out=True)], key, name)


def _with(options: Iterable[Option], key: Key | str | None, name: str) -> list[Option]:
    """What one may choose, and what was chosen though it is not in use any more."""
    there = list(options)
    if key and str(key) not in {one.code for one in there}:
        there.append(Option(str(key), name))
    return there


def _as_text(place: Key | None, thing: Key | None) -> dict[str, str | None]:
    return {"place_id": str(place) if place else None, "equipment_id": str(thing) if thing else None}


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    """What a form holds as attributes."""
    keys = {name: Key(values[name]) if values[name] else None for name in _KEYS if name in values}
    texts = {name: values[name] or "" for name in _TEXTS if name in values}
    return {**values, **texts, **keys}


def _row(form: Form, *keys: str) -> Row:
    row = Row(spacing=16)
    for key in keys:
        row.put(form.box(key), 1)
    return row


def _card(title: str, *items: Any, required: bool = False) -> Card:
    head = SectionHead(str(title)) if required else SectionHead(str(title), TagPill(required=False))
    return Card(head, *items, spacing=8, padding=_PADDING)
