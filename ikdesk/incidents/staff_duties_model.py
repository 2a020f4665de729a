"""What one incident about staff looks like when it is read, and who must be told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ikdesk.incidents.staff_model import SEEN_TO, Grave
from ikdesk.kernel.base import Code, Key
from ikdesk.kernel.words import _

SERIOUS_FROM = 3  # grades from here on make one ask whether the injury is serious as the law has it
Need = Literal["now", "soon", "judge", "as_agreed", "no"]
BECAUSE = {
    "told_safety_rep": _("arbeidsmiljøloven § 6-2"), "told_authority": _("arbeidsmiljøloven § 5-2"),
    "told_police": _("arbeidsmiljøloven § 5-2"), "confirmed_on": _("arbeidsmiljøloven § 5-2"),
    "copied_on": _("arbeidsmiljøloven § 5-2"), "nav_on": _("folketrygdloven § 13-14: snarest, og innen ett år"),
}  # fmt: skip
TOLD = {
    "told_safety_rep": _("Verneombudet"), "told_authority": _("Arbeidstilsynet"), "told_police": _("Politiet"),
    "confirmed_on": _("Skriftlig bekreftelse"), "copied_on": _("Kopi til verneombudet"),
    "nav_on": _("Skademelding til NAV"), "insurer_on": _("Forsikringsselskapet"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Medical:
    """What is known of the injury itself; only with consent, and only for leaders."""

    consent_on: date | None
    injury_kind: Code | None
    body_part: Code | None
    side: Code | None
    treatment: tuple[str, ...]
    medical_note: str


@dataclass(frozen=True, slots=True)
class StaffDetail:
    """What the staff register holds of one incident."""

    incident_id: Key
    listed: bool  # whether its kind belongs in the staff register; False: it was corrected to be about a child
    kind: Code
    severity: int | None
    position: str
    employment: Code | None
    work_when: Code | None
    violence: tuple[str, ...]
    nearly: bool
    treatment_level: Code | None
    absence_from: date | None
    absence_days: int | None
    grave: Grave | None
    told_safety_rep: date | None
    told_authority: date | None
    told_police: date | None
    confirmed_on: date | None
    copied_on: date | None
    nav_on: date | None
    insurer_on: date | None
    extract: str
    medical_consent: bool
    medical: Medical | None
    left_behind: tuple[str, ...]  # attributes filled in the other register; never told to others than leaders

    @property
    def is_grave(self) -> bool:
        """Whether a leader has said that it is serious."""
        return self.grave is Grave.YES

    @property
    def must_judge(self) -> bool:
        """Whether nobody has said if it is serious, though it was reported as such."""
        return self.grave is None and (self.severity or 0) >= SERIOUS_FROM

    @property
    def harmed(self) -> bool:
        """Whether somebody needed treatment or was absent."""
        return not self.nearly and (self.treatment_level in SEEN_TO or bool(self.absence_days))


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody who is to be told: the day it was done, or what must be done about it."""

    key: str  # the attribute that holds the day
    done: date | None
    need: Need

    @property
    def waits(self) -> bool:
        """Whether it must be done, and is not."""
        return self.done is None and self.need in {"now", "soon"}


def duties(found: StaffDetail) -> tuple[Duty, ...]:
    """Who is to be told of an incident about staff, in the order it is done.

    Source: arbeidsmiljøloven §§ 5-2 and 6-2 (5), folketrygdloven § 13-14; what the insurer is told is by agreement.
    """
    return tuple(Duty(key, getattr(found, key), need) for key, need in _needs(found))


def _needs(found: StaffDetail) -> Iterator[tuple[str, Need]]:
    grave: Need = "now" if found.is_grave else "judge" if found.must_judge else "no"
    yield "told_authority", grave
    yield "told_police", grave
    yield "told_safety_rep", "soon"
    yield "confirmed_on", "soon" if found.is_grave else "no"
    yield "copied_on", "soon" if found.is_grave else "no"
    yield "nav_on", "soon" if found.harmed else "no"
    yield "insurer_on", "as_agreed" if found.harmed else "no"
