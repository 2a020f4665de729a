"""The list of the unit's equipment: its columns in the window, on paper and in Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _, many
from ikdesk.paper.story import Listing
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.equipment_row_model import EquipmentRow, EquipmentState
from ikdesk.unit.queries import UnitRow

_SHORTER = {
    "name": _("Utstyr"), "kind": _("Slag"), "check_months": _("Måneder mellom kontroller"), "bought_on": _("Satt opp"),
}  # fmt: skip
_OF_MODEL = {
    field.key: replace(field, label=_SHORTER.get(field.key, field.label), hint="") for field in fields_of(Equipment)
}
_PLACE = Field("place", _("Sted"))
_STATE = Field("state", _("Tilstand"), EquipmentState)
LIST_FIELDS = (_OF_MODEL["name"], _OF_MODEL["kind"], _PLACE, _OF_MODEL["next_check"], _STATE)
EXPORT_FIELDS = (
    *LIST_FIELDS[:3], *(_OF_MODEL[key] for key in ("mark", "supplier", "bought_on", "check_months", "next_check")),
    _STATE, _OF_MODEL["out_of_use"], _OF_MODEL["note"],
)  # fmt: skip
_WIDTHS = {
    "name": 22, "kind": 17, "place": 14, "mark": 14, "supplier": 13, "bought_on": 10, "check_months": 9,
    "next_check": 10, "state": 12, "out_of_use": 10, "note": 24,
}  # fmt: skip


def equipment_listing(
    unit: UnitRow, total: int, *, codebook: Codebook, viewer: Viewer, when: datetime
) -> Listing:
    """The list of equipment, for paper and Excel.

    Args:
        unit: whose it is.
        total: how many pieces.
        codebook: the unit's code lists.
        viewer: who makes it.
        when: the list's own moment, with its time zone.
    """
    return Listing(
        title=str(_("Utstyr")), unit=unit.name, fields=EXPORT_FIELDS, when=when, codebook=codebook,
        subtitle=many("{n} utstyr", "{n} utstyr", total), author=viewer.name,
        widths=tuple(_WIDTHS[field.key] for field in EXPORT_FIELDS), total=total,
    )  # fmt: skip


def listed(rows: Sequence[EquipmentRow]) -> list[tuple[Any, ...]]:
    """The values of the rows, column by column."""
    return [tuple(getattr(row, field.key) for field in EXPORT_FIELDS) for row in rows]


def file_name(today: date) -> str:
    """What the list is called, without ending."""
    return f"{_('Utstyr')} {today.isoformat()}"
