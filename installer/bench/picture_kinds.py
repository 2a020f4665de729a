"""A picture of every kind, as large as a full year gives."""

from __future__ import annotations

from ikdesk.picture.grid_spec import BodyCount, BodySpec, GridSpec, Pip, RiskSpec, SiteSpec, SiteSpot
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.parts import Flag, Level, Series
from ikdesk.picture.spec import BarSpec, Spec, StripSpec
from ikdesk.picture.tie_spec import BowTieSpec, Guard, Works

_SAID = ("Færre hendelser i akebakken enn før", "Solbakken barnehage, hele året", "Tallene viser hva, ikke hvorfor.")
_MONTHS = ("jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.")
_PLACES = ("Akebakken", "Klatrestativet", "Sandkassa", "Garderoben", "Huskene", "Sykkelbanen", "Badet", "På tur")
_HOURS = tuple(str(hour) for hour in range(7, 17))
_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag")
_PARTS = (
    "face", "head", "mouth_teeth", "neck", "back", "chest", "stomach", "shoulder", "elbow", "hand", "knee", "foot",
)  # fmt: skip
_KEYS = tuple(f"2026-{month:02}" for month in range(1, 13))
_GRADES = ((1, 1, 2, 2, 2), (1, 1, 1, 2, 2), (0, 1, 1, 1, 2), (0, 0, 1, 1, 1), (0, 0, 0, 1, 1))
_CAUSES = ("Går opp i løypa", "Flere samtidig", "Stolpen i utløpet", "For stor fart", "Isete bakke")
_WORKS: tuple[Works, ...] = ("yes", "partly", "no", "unchecked")
_FOLLOWING = ("Kul", "Slag mot hodet", "Tannskade", "Brudd")


def _some(number: int, start: int = 3) -> tuple[float | None, ...]:
    """So many numbers, none of them alike its neighbours."""
    return tuple(float((start * (at + 1) * 7) % 23) for at in range(number))


KINDS: dict[str, Spec] = {
    "months": BarSpec(
        "months", *_SAID, _MONTHS, (Series("2026", _some(12)), Series("2025", _some(12, 5), "past")), "hendelser",
        keys=_KEYS, flags=(Flag(4, "Bakken ble delt i to"),), levels=(Level(0, 3, 9.5, "før: 9,5"),),
    ),
    "places": BarSpec(
        "places", *_SAID, _PLACES, (Series("", (31.0, 17.0, 12.0, 9.0, 6.0, 4.0, 2.0, 1.0)),), "hendelser",
        horizontal=True, keys=_PLACES,
    ),
    "strip": StripSpec("strip", *_SAID, 0.39, 0.185, 0.78, 0.08, 0.86),
    "so far": LineSpec(
        "so_far", *_SAID, _MONTHS,
        (Series("2026", tuple(float(at * 5) for at in range(8))),
         Series("2025", tuple(float(at * 6) for at in range(12)), "past")), "hendelser", keys=_KEYS,
    ),
    "run": RunSpec(
        "run", *_SAID, _MONTHS * 2, _some(24), "hendelser", levels=(Level(0, 23, 11.0, "vanlig: 11"),),
        low=(2.0,) * 24, high=(21.0,) * 24, marked=frozenset({3, 4, 5}), flags=(Flag(12, "Bakken ble delt i to"),),
    ),
    "weekday by hour": GridSpec(
        "when", *_SAID, _HOURS, _DAYS, tuple(_some(10, row + 2) for row in range(5)), "hendelser",
        keys=tuple(tuple(f"{day}-{hour}" for hour in _HOURS) for day in _DAYS),
    ),
    "risk matrix": RiskSpec(
        "risk", *_SAID, ("Svært ofte", "Ofte", "Av og til", "Sjelden", "Svært sjelden"),
        ("Ufarlig", "Litt", "Noe", "Alvorlig", "Svært alvorlig"), _GRADES, ("L", "M", "H"), ("lav", "middels", "høy"),
        tuple(Pip(at + 1, name, (at % 5, (at * 2) % 5), ((at + 1) % 5, (at * 3) % 5), name)
              for at, name in enumerate(_PLACES)), "Konsekvens", "Sannsynlighet",
    ),
    "bow-tie": BowTieSpec(
        "tie", *_SAID, "Barn blir påkjørt i bakken, eller aker på noe hardt", _CAUSES, _FOLLOWING,
        tuple(Guard(at + 1, f"{name} er tenkt på", _WORKS[at % 4], at % 2 == 0, (at % 5,) if at % 3 else ())
              for at, name in enumerate(_PLACES)),
        tuple(Guard(at + 9, f"{name} er med", _WORKS[at], against=(at,)) for at, name in enumerate(_PLACES[:4])),
    ),
    "plan": SiteSpec(
        "plan", *_SAID,
        tuple(SiteSpot(name, name, 0.1 + at % 4 * 0.25, 0.2 + at // 4 * 0.45, float(at * 3 + 1))
              for at, name in enumerate(_PLACES)), "hendelser",
    ),
    "body": BodySpec(
        "body", *_SAID,
        tuple(BodyCount(part, part.capitalize(), float(12 - at), part) for at, part in enumerate(_PARTS)), "skader",
    ),
}  # fmt: skip
