"""What somebody is told of what is stored about them, as a letter and as plain data; the two say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from ikdesk.incidents.form_model import PARTS, filled
from ikdesk.incidents.model import Incident
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Choice, Field, show
from ikdesk.kernel.words import _, language, plain_date, short_date
from ikdesk.paper.story import TONGUES, Attachment, Section, Story, Table
from ikdesk.privacy.insight_model import EDITION, FORM, Correction, Insight, Staff, Told
from ikdesk.privacy.mask_model import MASK
from ikdesk.privacy.sentences import processing
from ikdesk.unit.queries import UnitRow

_NAMES = (Field("place", _("Sted")), Field("department", _("Avdeling")), Field("equipment", _("Utstyr")))
_PARTS = {kind.__tablename__: {field.key: field for field in fields} for kind, fields in PARTS.items()}
_HEADS = {
    "other_child": _("Om barnet"), "case_note": _("Notat"), "notice": _("Beskjed"), "attachment": _("Bilde"),
    "reference_case": _("Saken ligger et annet sted"),
}  # fmt: skip
_FIELDS = {field.key: field for field in (*fields_of(Incident), *_NAMES)}
_STAFF = {field.key: field for field in fields_of(StaffCase)}
_LONG = frozenset({"story", "done_at_once", "handling", "reply", "prevent_said", "extract", "medical_note"})
_DEEDS = (
    Field("at", _("Når"), datetime), Field("what", _("Hva")), Field("kind", _("Hva det gjaldt")),
    Field("count", _("Antall"), int),
)  # fmt: skip


def insight_story(insight: Insight, unit: UnitRow, codebook: Codebook, *, by: str, when: datetime) -> Story:
    """The letter, with the plain data inside it.

    Args:
        insight: what is told; others are taken out here, so that nothing else can reach the paper.
        unit: whose it is.
        codebook: the unit's code lists.
        by: the name of the one who made it.
        when: the moment it was made; aware.
    """
    told = insight.without_others()
    data = json.dumps(insight_data(insight, unit, codebook, when=when), ensure_ascii=False, indent=1)
    name = str(_("innsyn.json"))
    return Story(
        str(_("Innsyn i opplysninger")), _("Gjelder {who}. Laget {day}.").format(who=told.about, day=plain_date(when)),
        unit.name, tuple(_sections(told, unit, codebook, by)), unit.name,
        str(_("Svar på krav om innsyn etter personvernforordningen artikkel 15")), when, codebook, TONGUES[language()],
        (Attachment(name, data.encode("utf-8"), description=str(_("Det samme som rene data"))),),
    )  # fmt: skip


def insight_data(insight: Insight, unit: UnitRow, codebook: Codebook, *, when: datetime) -> dict[str, Any]:
    """The same as plain data: codes with their words, days and times as ISO 8601.

    Args:
        insight: what is told; others are taken out here, too.
        unit: whose it is.
        codebook: the unit's code lists.
        when: the moment it was made; aware.
    """
    told = insight.without_others()
    return {
        "form": FORM, "edition": EDITION, "unit": unit.name, "about": told.about, "made_at": when.isoformat(),
        "about_the_processing": [list(row) for row in processing(unit.ownership, unit.kind)],
        "withheld": [ground.code for ground in told.withheld],
        "records": [_record_data(record, codebook) for record in told.records],
        "staff": _staff_data(told.staff) if told.staff else None,
    }  # fmt: skip


def preview(insight: Insight, codebook: Codebook) -> str:
    """Exactly what is told of each incident, as plain text to look through before it goes out."""
    parts: list[str] = []
    for record in insight.without_others().records:
        lines = [_title(record, codebook), *(f"{label}: {value}" for label, value in _lines(record, codebook))]
        parts.append("\n".join([*lines, *_part_lines(record, codebook), *_correction_lines(record, codebook)]))
    return "\n\n".join(parts)


def _sections(told: Insight, unit: UnitRow, codebook: Codebook, by: str) -> Iterator[Section]:
    yield Section("about", str(_("Dette svaret")), text=tuple(_opening(told)), facts=(
        (str(_("Virksomhet")), unit.name), (str(_("Laget av")), by),
        (str(_("Antall hendelser")), str(len(told.records))),
    ))  # fmt: skip
    if told.staff is not None:
        yield from _staff_sections(told.staff, codebook)
    for record in told.records:
        yield from _record_section(record, codebook)
    yield Section("processing", str(_("Om behandlingen av opplysningene")), facts=processing(unit.ownership, unit.kind))


def _opening(told: Insight) -> Iterator[str]:
    if told.staff is None and not told.records:
        yield str(_("Vi fant ingen opplysninger om den svaret gjelder."))
    else:
        yield str(_("Her er det virksomheten har skrevet i IKdesk om den svaret gjelder."))
    if told.words:
        yield _("Ord om andre er tatt ut. Der står det {mask}.").format(mask=MASK)
    if told.withheld:
        grounds = ", ".join(one.label[:1].lower() + one.label[1:] for one in told.withheld)
        line = _("Noen opplysninger er holdt tilbake. Grunnlag: {grounds}. Du kan klage på det til Datatilsynet.")
        yield line.format(grounds=grounds)


def _record_section(record: Told, codebook: Codebook) -> Iterator[Section]:
    lines = list(_lines(record, codebook))
    short = tuple((label, value) for key, label, value in _keyed(record, codebook) if key not in _LONG)
    yield Section(f"r{record.number}".replace("-", "_"), _title(record, codebook), facts=short)
    for key, label, value in _keyed(record, codebook):
        if key in _LONG:
            yield Section(f"r{record.number}_{key}".replace("-", "_"), label, level=2, text=tuple(value.split("\n")))
    besides = _part_lines(record, codebook)
    if besides:
        yield Section(f"r{record.number}_mer".replace("-", "_"), str(_("Også skrevet ned")), level=2,
                      bullets=tuple(besides))  # fmt: skip
    told = _correction_lines(record, codebook)
    if told and lines:
        yield Section(f"r{record.number}_rettet".replace("-", "_"), str(_("Rettelser")), level=2, bullets=tuple(told))


def _staff_sections(staff: Staff, codebook: Codebook) -> Iterator[Section]:
    del codebook
    facts = (
        (_("Navn"), staff.name), (_("Rolle"), staff.role), (_("Avdeling"), staff.department),
        (_("Bruker siden"), "" if staff.since is None else plain_date(staff.since)),
        (_("Bruker til"), "" if staff.until is None else plain_date(staff.until)),
        (_("Stedfortreder"), ", ".join(f"{short_date(first)}–{short_date(last)}" for first, last in staff.deputy)),
        (_("Ansvarlig for tiltak"), ", ".join(staff.measures)),
    )  # fmt: skip
    shown = tuple((str(label), value) for label, value in facts if value)
    reported = ", ".join(f"{number} ({short_date(day)})" for number, day in staff.reported)
    text = (_("Du har meldt: {numbers}. Det du skrev om andre, er ikke med her.").format(numbers=reported),)
    yield Section("staff", str(_("Deg som bruker")), facts=shown, text=text if reported else ())
    if staff.deeds:
        rows = tuple((one.at, one.what, _kind_words(one.kind), one.count) for one in staff.deeds)
        note = str(_("Tidspunktene er i UTC. Loggen viser hvem som har sett hva, ikke innholdet."))
        yield Section("log", str(_("Logg over det du har gjort")), tables=(
            Table("log", str(_("Logg over det du har gjort")), _DEEDS, rows, note=note, row_headers=False),
        ))  # fmt: skip


def _kind_words(kind: str) -> str:
    known = {"incident": _("Hendelser"), "unit": _("Dataene"), "report": _("Rapport"), "measure": _("Tiltak")}
    return str(known.get(kind, _("Annet")))


def _title(record: Told, codebook: Codebook) -> str:
    kind = codebook.label("event_type", record.values["kind"])
    return _("Hendelse {number}: {kind}").format(number=record.number, kind=kind)


def _lines(record: Told, codebook: Codebook) -> Iterator[tuple[str, str]]:
    yield from ((label, value) for _key, label, value in _keyed(record, codebook))


def _keyed(record: Told, codebook: Codebook) -> Iterator[tuple[str, str, str]]:
    for values, fields in ((record.values, _FIELDS), (record.staff, _STAFF)):
        for key, value in values.items():
            if value not in (None, "", ()):  # what nobody answered is nothing that is stored
                yield key, fields[key].label.rstrip("?"), show(value, fields[key], codebook)


def _part_lines(record: Told, codebook: Codebook) -> list[str]:
    """What belongs to it besides, each on a line."""
    found = []
    for part in record.parts:
        lines = [
            f"{str(field.label).rstrip('?')}: {show(value, field, codebook)}"
            for field, value in filled(part.values, tuple(_PARTS[part.kind].values()))
        ]
        if lines:
            found.append(f"{_HEADS[part.kind]} – {'; '.join(lines)}")
    return found


def _correction_lines(record: Told, codebook: Codebook) -> list[str]:
    return [_correction_line(one, codebook) for one in record.corrections]


def _correction_line(one: Correction, codebook: Codebook) -> str:
    field = _FIELDS.get(one.attribute, Field(one.attribute, one.attribute))
    names = {"place_id": str(_("Sted")), "department_id": str(_("Avdeling"))}
    label = names.get(one.attribute, field.label.rstrip("?"))
    before, after = (codebook.label(field.codes, text) if field.codes else text for text in (one.before, one.after))
    line = _("{day}: «{label}» sto som «{before}», rettet til «{after}». {why}")
    told = line.format(day=short_date(one.day), label=label, before=before or "–", after=after or "–", why=one.why)
    return told.strip()


def _record_data(record: Told, codebook: Codebook) -> dict[str, Any]:
    return {
        "number": record.number, "values": _values_data(record.values, _FIELDS, codebook),
        "staff_register": _values_data(record.staff, _STAFF, codebook),
        "besides": [
            {"kind": part.kind, "values": _values_data(part.values, _PARTS[part.kind], codebook)}
            for part in record.parts
        ],
        "corrections": [
            {"day": one.day.isoformat(), "attribute": one.attribute, "before": one.before, "after": one.after,
             "why": one.why}
            for one in record.corrections
        ],
    }  # fmt: skip


def _values_data(values: Mapping[str, Any], fields: Mapping[str, Field], codebook: Codebook) -> dict[str, Any]:
    return {
        key: {
            "label": fields[key].label.rstrip("?"), "value": _plain(value),
            "words": show(value, fields[key], codebook),
        }
        for key, value in values.items()
        if value not in (None, "", ())
    }  # fmt: skip


def _staff_data(staff: Staff) -> dict[str, Any]:
    return {
        "name": staff.name, "role": staff.role, "department": staff.department, "since": _plain(staff.since),
        "until": _plain(staff.until), "reported": [[number, day.isoformat()] for number, day in staff.reported],
        "measures": list(staff.measures),
        "deputy": [[first.isoformat(), last.isoformat()] for first, last in staff.deputy],
        "log": [[one.at.isoformat(), one.what, one.kind, one.count] for one in staff.deeds],
    }  # fmt: skip


def _plain(value: Any) -> Any:
    match value:
        case Choice():
            return value.code
        case datetime() | date() | time():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value
