"""Simulated kindergartens: names, numbers and keys that are the same every time, and what happened in them by month.

Nobody of them exists. What happened in a month is the same whichever report it is counted in, as in a real log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import NamedTuple

from ikdesk.kernel.signer import Signer
from ikdesk.kernel.tertial import Month, Period

FIRST = (
    "Solbakken", "Bjørkelia", "Tussebo", "Øvre Åsen", "Kløverenga", "Granstubben", "Fjellknausen", "Skogsnarveien",
    "Sjøstjerna", "Måltrosten", "Ådalstunet", "Ærfuglvika", "Lillefot", "Heggehaugen", "Vestvågøy", "Blåklokka",
    "Nordlysbakken", "Tyttebærtua", "Revehiet", "Furukongla", "Sommerfuglen", "Trollskogen", "Småtrollstova",
    "Grasrota", "Innmarka", "Utsikten", "Steinrøysa", "Kvitveisen", "Vadmyra", "Håkonstunet", "Kattholt", "Bikuba",
    "Eplehagen", "Sjiraffen", "Løvetanna", "Maurtua", "Regnbuen", "Fløytespelaren", "Humlehagen", "Storhaugen",
    "Vesletjern",
)  # fmt: skip
SECOND = (
    "Nord", "Sør", "Øst", "Vest", "Øvre", "Nedre", "Ytre", "Indre", "Store", "Lille", "ved elva", "på haugen", "i lia",
    "ved sjøen", "på tunet", "i skogen", "ved kirken", "i sentrum", "på moen", "ved stasjonen", "i bakken", "på neset",
    "ved vannet", "i dalen", "på flata", "ved brua", "i hagen", "på berget", "ved fjorden", "i vika", "på sletta",
    "ved mølla", "i krysset", "på toppen", "ved åsen", "i grenda", "på odden",
)  # fmt: skip
KINDS = (
    "barnehage", "naturbarnehage", "familiebarnehage", "friluftsbarnehage", "kulturbarnehage", "gårdsbarnehage",
    "foreldredrevne naturbarnehage", "barnehage SA",
)  # fmt: skip
LONG_NYNORSK = "Foreldrelaget sin friluftsbarnehage og kulturskuleavdeling {first} {second} i Øvre Hjartdalsbygdi"
DEPARTMENTS = ("Kløveren", "Blåveisen", "Hvitveisen", "Smørblomsten", "Solsikken")
_MOST = len(FIRST) * len(SECOND) * len(KINDS)  # names there are
_ORG_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)

# what each kind of word is chosen from, and how often of a hundred or so; "" is what nobody wrote
_KIND = {
    "child_injury": 70, "near_miss": 12, "hazard": 5, "building_equipment": 4, "routine_breach": 3,
    "medication_allergy": 2, "privacy_breach": 1, "other": 5,
}  # fmt: skip
_PLACE = {
    "outdoor_other": 24, "playroom": 20, "climbing_frame": 10, "cloakroom": 8, "sandpit": 7, "swing": 6, "door": 4,
    "slide": 4, "sledding_hill": 4, "changing_room": 3, "natural_area": 3, "gate_fence": 2, "forest_trip": 2, "": 3,
}  # fmt: skip
_ACTIVITY = {
    "free_play_outdoor": 34, "free_play_indoor": 26, "climbing": 9, "outing": 7, "meal": 5, "sledding": 4,
    "drop_off_pick_up": 4, "conflict": 4, "dressing": 3, "cycling_running": 3, "other": 2, "": 5,
}  # fmt: skip
_ROUTINE = {"followed": 62, "broken": 8, "missing": 5, "inadequate": 5, "unknown": 6, "": 14}
_INJURED = {
    "severity": {"1": 60, "0": 18, "2": 16, "3": 3, "4": 0.2, "": 3},
    "mechanism": {
        "fall_same": 36, "collision": 20, "fall_height": 14, "hit_by_child": 10, "crush": 7, "cut_bite_sting": 7,
        "other": 3, "overload": 1, "scald": 0.5, "": 3,
    },
    "treatment": {
        "wash_plaster": 30, "comfort": 26, "cold_pack": 20, "none": 6, "parents_fetched": 5, "doctor": 4, "dentist": 3,
        "emergency_clinic": 2, "hospital": 0.5, "": 5,
    },
}  # fmt: skip
_NOT_INJURED = {"severity": {"0": 80, "1": 8, "2": 2, "": 10}, "mechanism": {"": 1}, "treatment": {"": 1}}


class Event(NamedTuple):
    """Something that happened, in codes."""

    day: date
    kind: str
    severity: str
    place: str
    mechanism: str
    activity: str
    department: str
    treatment: str
    routine_status: str


@dataclass(frozen=True, slots=True)
class Made:
    """A simulated kindergarten."""

    number: int
    name: str
    organisation_number: str  # nine digits with a check digit that holds; empty in a few
    language: str  # of its reports: "nb", "nn" or "en"
    children: int
    staff_years: float
    busy: float  # events a month
    begun: date  # nothing was recorded before

    @property
    def seed(self) -> bytes:
        """What its key is made of, 32 bytes."""
        return hashlib.sha256(f"made unit {self.number}".encode()).digest()

    @property
    def signer(self) -> Signer:
        """Signs as the unit."""
        return Signer(self.seed)

    def later_signer(self, times: int = 1) -> Signer:
        """The key after it was exchanged so many times."""
        return Signer(self.later_seed(times))

    def later_seed(self, times: int = 1) -> bytes:
        """What the key after so many exchanges is made of; 0 gives the first one."""
        return self.seed if not times else hashlib.sha256(f"made unit {self.number}, {times}".encode()).digest()

    def events(self, period: Period) -> Iterator[Event]:
        """What happened in these days, in no order within a month."""
        for month in period.months():
            for event in _month(self, month):
                if event.day in period and event.day >= self.begun:
                    yield event


def made_unit(number: int) -> Made:
    """A kindergarten, the same every time.

    Args:
        number: from 0; each is another one, up to 12,000 of them.
    """
    if not 0 <= number < _MOST:
        raise ValueError(number)
    chance = Random(number)
    more, at = divmod(number, len(FIRST) * len(SECOND))
    first, second = FIRST[at % len(FIRST)], SECOND[(at // len(FIRST) + 7 * at) % len(SECOND)]
    name = f"{first} {second} {KINDS[(at + more) % len(KINDS)]}"
    nynorsk = number % 9 == 4
    if number % 27 == 4:
        name = LONG_NYNORSK.format(first=first, second=second)
        name += f" {more + 1}" if more else ""
    children = chance.choice((9, 18, 24, 36, 45, 54, 60, 72, 84, 96, 120))
    return Made(
        number=number, name=name, organisation_number="" if number % 17 == 5 else organisation_number(number),
        language="nn" if nynorsk else "en" if number % 40 == 33 else "nb", children=children,
        staff_years=round(children / 4.3, 1), busy=children * chance.choice((0.004, 0.02, 0.03, 0.04, 0.06)),
        begun=date(2025, 9, 1) if number % 13 == 7 else date(2020, 1, 1),
    )  # fmt: skip


def organisation_number(number: int) -> str:
    """An organisation number whose check digit holds, another for each number.

    Args:
        number: from 0 up to 800,000.

    Source: Brønnøysundregistrene, description of organisasjonsnummer.
    """
    for base in range(90_000_000 + 11 * number, 90_000_011 + 11 * number):
        rest = -sum(int(digit) * weight for digit, weight in zip(str(base), _ORG_WEIGHTS, strict=True)) % 11
        if rest < 10:
            return f"{base}{rest}"
    raise ValueError(number)


def _month(unit: Made, month: Month) -> Iterator[Event]:
    """The month in one unit."""
    chance = Random((unit.number * 12 + month.month) * 10_000 + month.year)
    number = round(max(0.0, chance.gauss(unit.busy, unit.busy**0.5)))
    if not number:
        return
    last = (month.after - month.first).days
    kinds = _drawn(chance, "kind", number)
    every = [
        _drawn(chance, what, number) for what in ("place", "activity", "routine_status")
    ]  # fmt: skip
    hurt = [_drawn(chance, f"injured {what}", number) for what in _INJURED]
    well = [_drawn(chance, f"not {what}", number) for what in _NOT_INJURED]
    rooms = DEPARTMENTS[: max(1, min(len(DEPARTMENTS), unit.children // 15))]
    for at, kind in enumerate(kinds):
        place, activity, routine = (drawn[at] for drawn in every)
        severity, mechanism, treatment = (drawn[at] for drawn in (hurt if kind == "child_injury" else well))
        day = date(month.year, month.month, 1 + int(chance.random() * last))
        yield Event(day, kind, severity, place, mechanism, activity, chance.choice(rooms), treatment, routine)


_CHOICES: dict[str, dict[str, float]] = {
    "kind": dict(_KIND), "place": dict(_PLACE), "activity": dict(_ACTIVITY), "routine_status": dict(_ROUTINE),
    **{f"injured {what}": dict(weights) for what, weights in _INJURED.items()},
    **{f"not {what}": dict(weights) for what, weights in _NOT_INJURED.items()},
}  # fmt: skip


def _drawn(chance: Random, what: str, number: int) -> list[str]:
    codes, sums = _cumulated(what)
    return chance.choices(codes, cum_weights=sums, k=number)


@cache
def _cumulated(what: str) -> tuple[tuple[str, ...], list[float]]:
    sums, total = [], 0.0
    for weight in _CHOICES[what].values():
        total += weight
        sums.append(total)
    return tuple(_CHOICES[what]), sums
