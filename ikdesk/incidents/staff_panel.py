"""What the staff register holds of an incident, beside the list: whom, when, what, and who has been told."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.staff_duties_model import StaffDetail, duties
from ikdesk.incidents.staff_model import INJURY, MEDICAL, StaffCase
from ikdesk.incidents.staff_sentences import AT_ONCE, JUDGE, duty_words, left_behind_words, whom
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import show
from ikdesk.kernel.words import _, many, short_date
from ikdesk.ui.cards import Banner, FactLine
from ikdesk.ui.layouts import Column
from ikdesk.ui.text import Heading, Label

_FIELDS = {field.key: field for field in fields_of(StaffCase)}
_NAMES = {
    "employment": _("Ansettelse"), "work_when": _("Når i arbeidet"), "violence": _("Vold og trusler"),
    "treatment_level": _("Behandling"),
}  # fmt: skip
_MOVED_LATER = _("Skaden kan flyttes hit når den ansatte har samtykket. Skriv ned samtykket under «Følg opp».")


class StaffSection(QWidget):
    """One incident about staff. ``move_injury()`` when what is known of it shall come to the register it is in now.

    Args:
        found: what the register holds.
        codebook: the unit's lists.
        told: also who must be told; it stands elsewhere, too.
    """

    move_injury = Signal()

    def __init__(self, found: StaffDetail, codebook: Codebook, *, told: bool = True) -> None:
        super().__init__()
        self._codebook, self._told = codebook, told
        column = Column(spacing=7, parent=self)
        for part in self._parts(found):
            column.put(part)

    def _parts(self, found: StaffDetail) -> Iterator[QWidget]:
        if found.left_behind:
            yield self._left_behind(found)
        if not found.listed:
            return
        waiting = [duty for duty in duties(found) if duty.waits and duty.need == "now"]
        if waiting:
            yield Banner(str(AT_ONCE), "danger", icon="siren")
        elif found.must_judge:
            yield Banner(str(JUDGE), "warn", icon="triangle-alert")
        yield Heading(str(_("Om den ansatte")), 3)
        facts = list(self._facts(found))
        yield from (FactLine(name, value) for name, value in facts)
        if not facts:
            yield Label(str(_("Ikke fylt ut ennå.")), "secondary")
        if self._told:
            yield Heading(str(_("Hvem skal vite det")), 3)
            yield from (FactLine(whom(duty), duty_words(duty)) for duty in duties(found) if duty_words(duty))
        if found.medical is not None:
            yield Heading(str(_("Helseopplysninger, med samtykke")), 3)
            yield from (FactLine(name, value) for name, value in self._medical(found))

    def _left_behind(self, found: StaffDetail) -> QWidget:
        labels = [str(_FIELDS["position" if key == "child" else key].label) for key in found.left_behind]
        said = left_behind_words(found, list(dict.fromkeys(labels)))
        if not set(found.left_behind) & set(INJURY):
            return Banner(said, "info", icon="info")
        ready = found.medical_consent or not found.listed
        if not ready:
            return Banner(f"{said} {_MOVED_LATER}", "warn", icon="info")
        words = _("Flytt skaden hit") if found.listed else _("Flytt skaden til hendelsen")
        return Banner(said, "info", action=str(words), then=self.move_injury.emit, icon="info")

    def _facts(self, found: StaffDetail) -> Iterator[tuple[str, str]]:
        if found.position:
            yield str(_("Stilling")), found.position
        for key, name in _NAMES.items():
            value = getattr(found, key)
            if value:
                yield str(name), show(value, _FIELDS[key], self._codebook)
        if found.nearly:
            yield str(_("Utfall")), str(_("Det holdt på å skje. Ingen ble skadet."))
        if found.absence_days is not None:
            yield str(_("Fravær")), _absence(found)
        if found.grave is not None:
            yield str(_("Alvorlig skade")), found.grave.label
        if found.extract:
            yield str(_("Til AMU")), found.extract

    def _medical(self, found: StaffDetail) -> Iterator[tuple[str, str]]:
        medical = found.medical
        assert medical is not None  # noqa: S101 (asked only where there is consent)
        if medical.consent_on:
            yield str(_("Samtykke")), short_date(medical.consent_on)
        for key in MEDICAL:
            value = getattr(medical, key)
            if value:
                yield str(_FIELDS[key].label).rstrip("?"), show(value, _FIELDS[key], self._codebook)


def _absence(found: StaffDetail) -> str:
    if not found.absence_days:
        return str(_("Ingen"))
    days = many("{n} dag", "{n} dager", found.absence_days)
    return days if found.absence_from is None else _("{days} fra {day}").format(
        days=days, day=short_date(found.absence_from))  # fmt: skip


