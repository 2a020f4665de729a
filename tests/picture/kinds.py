"""A picture of every kind, with numbers that are found again: none of them stands anywhere else."""

from __future__ import annotations

from ikdesk.picture.grid_spec import BodyCount, BodySpec, GridSpec, Pip, RiskSpec, SiteSpec, SiteSpot
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.parts import Flag, Level, Series
from ikdesk.picture.spec import BarSpec, Spec, StripSpec
from ikdesk.picture.tie_spec import BowTieSpec, Guard

SUB, CAP = "Solbakken, hele året", "Tallene viser hva som skjedde, ikke hvorfor."
MONTHS = ("jan.", "feb.", "mars", "april", "mai", "juni")
TIMES = ("kl. ni", "kl. ti", "kl. elleve", "kl. tolv")

UPRIGHT = BarSpec(
    "by_month", "Færre etter at bakken ble delt", SUB, CAP, MONTHS,
    (Series("I år", (31, 47, None, 23, 0, 29)), Series("I fjor", (37, 41, 43, 53, 0, 59), "past")), "hendelser",
    keys=tuple(f"2026-0{month}" for month in range(1, 7)), flags=(Flag(2, "Bakken ble delt i mars"),),
    levels=(Level(0, 1, 39.5, "snitt før: 39,5"), Level(2, 5, 26.2, "snitt etter: 26,2")),
    closed=frozenset({4}), open_last=True,
)  # fmt: skip
LYING = BarSpec(
    "by_place", "Akebakken er stedet med flest", SUB, CAP, ("Akebakken", "Klatrestativet", "Sandkassa"),
    (Series("Hittil", (61, 17, None)),), "hendelser", horizontal=True, keys=("hill", "tower", "sand"),
    notes=("67 % til sammen", "86 % til sammen", ""),
)  # fmt: skip
STRIP = StripSpec("effect", "Akebakken: sannsynlig nedgang", SUB, CAP, 0.39, 0.185, 0.78, 0.08, 0.86)
OPEN_STRIP = StripSpec("effect", "Akebakken: kan ikke si", SUB, CAP, 0.39, None, 0.78, None, None)
LINES = LineSpec(
    "so_far", "Færre så langt i år enn i fjor", SUB, CAP, MONTHS,
    (Series("Dette året", (13, 19, 71)), Series("Forrige år", (15, 33, 77, 83, 89, 97), "past")), "hendelser",
    keys=tuple(f"2026-0{month}" for month in range(1, 7)), flags=(Flag(1, "Bakken ble delt i februar"),),
)  # fmt: skip
RUN = RunSpec(
    "run", "Noe ble annerledes i mars", SUB, CAP, MONTHS, (63, 68, 34, 36, None, 32), "hendelser",
    levels=(Level(0, 1, 65.5, "vanlig før: 65,5"), Level(2, 5, 34.5, "vanlig etter: 34,5")),
    low=(51.2, 51.2, 22.4, 22.4, 22.4, 22.4), high=(79.8, 79.8, 46.6, 46.6, 46.6, 46.6),
    marked=frozenset({2, 3}), flags=(Flag(2, "Bakken ble delt i mars"),),
    keys=tuple(f"2026-0{month}" for month in range(1, 7)), open_last=True,
)  # fmt: skip
GRID = GridSpec(
    "when", "Flest mandag klokka elleve", SUB, CAP, TIMES, ("mandag", "tirsdag"),
    ((14, 18, 74, None), (16, 21, 0, 28)), "hendelser",
    keys=(("1-9", "1-10", "1-11", "1-12"), ("2-9", "2-10", "2-11", "2-12")),
    row_sums=(201, 65), column_sums=(30, 39, 74, 123), total=266,  # the hidden one is 95
    row_keys=("1", "2"), column_keys=("h9", "h10", "h11", "h12"),
)  # fmt: skip
RISK = RiskSpec(
    "risk", "Aking er mindre farlig enn før", SUB, CAP, ("svært ofte", "av og til", "sjelden"),
    ("ufarlig", "alvorlig", "svært alvorlig"), ((1, 2, 2), (0, 1, 2), (0, 0, 1)), ("L", "M", "H"),
    ("lav", "middels", "høy"),
    (Pip(1, "Aking", (1, 1), (0, 2), "r1"), Pip(2, "Klatring", (1, 1), None, "r2"), Pip(3, "Biting", (0, 0), None, "")),
    "Konsekvens", "Sannsynlighet",
)  # fmt: skip
COUNTS = RiskSpec(
    "risks", "Én av farene er rød", SUB, CAP, ("ofte", "av og til", "noen ganger", "sjelden"),
    ("liten", "moderat", "alvorlig", "svært alvorlig"),
    ((1, 1, 2, 2), (0, 1, 2, 2), (0, 1, 2, 2), (0, 1, 1, 2)), ("L", "M", "H"), ("lav", "middels", "høy"), (),
    "Konsekvens", "Sannsynlighet", tuple(tuple(f"cell-{row}-{at}" for at in range(4)) for row in range(4)),
    counts=((0, 19, 0, 0), (31, 0, 22, 0), (0, 0, 0, 0), (0, 0, 0, 27)), unit="farer",
)  # fmt: skip
SITE = SiteSpec(
    "plan", "Flest i akebakken", SUB, CAP,
    (SiteSpot("hill", "Akebakken", 0.75, 0.25, 58), SiteSpot("sand", "Sandkassa", 0.25, 0.7, None),
     SiteSpot("tower", "Klatrestativet", 0.3, 0.2, 26)), "hendelser",
)  # fmt: skip
BODY = BodySpec(
    "body", "Flest skader i ansiktet", SUB, CAP,
    (BodyCount("face", "Ansikt", 46, "face"), BodyCount("hand", "Hånd", 24, "hand"),
     BodyCount("foot", "Fot", None, "foot")), "skader",
)  # fmt: skip
TIE = BowTieSpec(
    "tie", "To av seks barrierer virker ikke som de skal", SUB, CAP,
    "Kollisjon mellom to som aker, eller mot en stolpe",
    ("For stor fart på is", "Barn går opp i løypa", "Stolpe i utløpet",
     "Mange på en gang, og ingen som passer starten"),
    ("Slag mot hodet", "Brudd i arm eller bein"),
    (Guard(57, "Egen løype opp, merket med kjegler", "yes", against=(1,), note="Tiltaket er i gang", key="g57"),
     Guard(63, "Startkø med en voksen på toppen som slipper ett barn av gangen", "partly", key="g63"),
     Guard(67, "Halm rundt stolpen", "no", against=(2,), key="g67"),
     Guard(69, "Stenge bakken ved is", "unchecked", new=True, against=(0,), key="g69")),
    (Guard(73, "Hjelm på alle", "yes", key="g73"),
     Guard(79, "Voksen nede med sekk og telefon", "unchecked", note="Rutine: Aking", key="g79")),
)  # fmt: skip
ALL: dict[str, Spec] = {
    "upright bars": UPRIGHT, "lying bars": LYING, "strip": STRIP, "lines": LINES, "run": RUN, "grid": GRID,
    "risk": RISK, "counted risks": COUNTS, "plan": SITE, "body": BODY, "bow-tie": TIE,
}  # fmt: skip
HIDDEN_IN = {"upright bars": 1, "lying bars": 1, "run": 1, "grid": 1, "plan": 1, "body": 1}  # numbers not shown


def numbers_of(spec: Spec) -> set[float]:
    """Every number that is shown."""
    match spec:
        case BarSpec():
            rows = [[value for at, value in enumerate(row.values) if at not in spec.closed] for row in spec.series]
            found = [value for row in rows for value in row] + [level.value for level in spec.levels]
        case StripSpec():
            found = [spec.point, spec.likely_low, spec.likely_high, spec.low, spec.high]
        case LineSpec():
            found = [value for row in spec.series for value in row.values]
        case RunSpec():
            found = [*spec.values, *(level.value for level in spec.levels), *spec.low, *spec.high]
        case BowTieSpec():
            found = [guard.number for guard in spec.guards]
        case _:
            found = _of_cells(spec)
    return {value for value in found if value is not None}


def _of_cells(spec: GridSpec | RiskSpec | SiteSpec | BodySpec) -> list[float | None]:
    match spec:
        case GridSpec():
            cells = [value for row in spec.cells for value in row]
            return [*cells, *spec.row_sums, *spec.column_sums, spec.total]
        case RiskSpec():
            return [*[pip.number for pip in spec.pips], *(many for row in spec.counts for many in row if many)]
        case SiteSpec():
            return [spot.number for spot in spec.spots]
        case BodySpec():
            return [part.number for part in spec.parts]
