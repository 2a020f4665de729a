"""The hill of the demo as an assessment made by hand, for what needs no data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from ikdesk.kernel.base import Code
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.measures.effect_model import Target
from ikdesk.measures.model import MeasureStatus
from ikdesk.risks.at_model import InForce, Rated
from ikdesk.risks.matrix_model import Matrix, usual
from ikdesk.risks.model import RiskForm, Side, Standing, Works
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.risks.sections import Around
from ikdesk.risks.view_model import (
    AcceptanceRow,
    BarrierRow,
    HazardView,
    Lack,
    Mark,
    RiskLine,
    RiskRow,
    RiskView,
    VersionRow,
)
from ikdesk.unit.model import Season

BOOK = shipped_codebook()
MATRIX: Matrix = usual(5)
THEN, NOW = date(2025, 10, 6), date(2026, 3, 20)
WHEN = datetime(2026, 4, 30, 12, 0, tzinfo=timezone(timedelta(hours=2)))
HILL = Target(UUID(int=7), "Store akebakken", Code("sledding_hill"), Code("sledding"), None, Season.WINTER)


def key(number: int) -> UUID:
    return UUID(int=number)


def mark(likely: int, bad: int) -> Mark:
    return Mark(likely, bad, MATRIX.grade(likely, bad))


def rated(number: int, outcome: Outcome, stage: Stage, cell: tuple[int, int], **more: Any) -> Rated:
    day = THEN if stage is not Stage.ACTUAL else NOW
    return Rated(key(number), outcome, stage, day, *cell, 5, **more)


def barrier(number: int, title: str, side: Side, **more: Any) -> BarrierRow:
    values: dict[str, Any] = {
        "standing": Standing.EXISTS, "works": Works.YES, "checked_on": None, "kind": None, "role": None, "against": "",
        **more,
    }  # fmt: skip
    return BarrierRow(key(100 + number), number, title, side, **values)


BARRIERS = (
    barrier(1, "Egen løype opp", Side.CAUSE, standing=Standing.NEW, measure_number=1, measure="Merket løype opp",
            measure_id=key(31), measure_status=MeasureStatus.DONE, force=InForce(key(31), date(2025, 11, 20)),
            against="Går opp i løypa"),
    barrier(2, "Startpunkt etter føret", Side.CAUSE, works=Works.PARTLY, checked_on=date(2026, 1, 12),
            routine_id=key(41), routine="Aking i bakken", role="staff"),
    barrier(3, "Halm rundt stolpen", Side.CAUSE, equipment_id=key(51), equipment="Halmballer",
            equipment_due=date(2026, 11, 1), works=Works.UNCHECKED),
    barrier(4, "Hjelm på alle", Side.CONSEQUENCE),
    barrier(5, "Voksen nede med førstehjelp og telefon", Side.CONSEQUENCE, works=Works.NO),
)  # fmt: skip
ACCEPTED = AcceptanceRow(
    key(61), Outcome.WORST, NOW, "Tom, leder", "Barna skal få ake. Vi ser på det hver vinter", date(2026, 11, 1),
    mark(2, 3),
)  # fmt: skip
USUAL = (
    rated(11, Outcome.LIKELY, Stage.BEFORE, (5, 2), sentence="17 hendelser i akebakken vinteren 2024–25."),
    rated(12, Outcome.LIKELY, Stage.EXPECTED, (4, 2), why="Egen løype opp skiller dem som går og dem som aker"),
    rated(13, Outcome.LIKELY, Stage.ACTUAL, (4, 2), why="4 hendelser i vinter"),
)
WORST = (
    rated(14, Outcome.WORST, Stage.BEFORE, (4, 3)),
    rated(15, Outcome.WORST, Stage.EXPECTED, (2, 3)),
    rated(16, Outcome.WORST, Stage.ACTUAL, (2, 3), why="Ingen alvorlige etter at løypa kom."),
)
LINES = (
    RiskLine(1, key(21), Outcome.LIKELY, *USUAL, USUAL[2], mark(5, 2), mark(4, 2), mark(4, 2), None, None,
             (Lack.LOG_DISAGREES,)),
    RiskLine(2, key(21), Outcome.WORST, *WORST, WORST[2], mark(4, 3), mark(2, 3), mark(2, 3), ACCEPTED, None),
)  # fmt: skip
CRASH = HazardView(
    key(21), 1, "Barn kolliderer i akebakken", None,
    ("Akere kolliderer", "Stolpe og gjerde i utløpet", "Is og for stor fart", "Går opp i løypa"),
    ("Slag mot hodet", "Tannskade", "Brudd"), "Aking er viktig for barna. Vi gjør det trygt nok.", None, "",
    BARRIERS, (*USUAL, *WORST), (ACCEPTED,), LINES,
)  # fmt: skip
GONE = replace(
    CRASH, id=key(22), position=2, title="Snor i hjelmen", closed_on=NOW, closed_why="Alle hjelmer er byttet",
    barriers=(), ratings=(), acceptances=(), lines=(),
)  # fmt: skip
ROW = RiskRow(
    key(1), "Akebakken", RiskForm.FULL, HILL, THEN, date(2026, 11, 1), NOW, None, 2, NOW, 1, 0, 2, mark(4, 2), 0
)
RISK = RiskView(
    ROW, "Barna får bruke kroppen, mestre fart og le sammen.", "Så trygt som nødvendig", "Leder og to fra avdelingen",
    "Løypa virker.", "", MATRIX, (CRASH, GONE),
    (VersionRow(key(72), 2, NOW, "Tom, leder", "Sett på etter vinteren"),
     VersionRow(key(71), 1, THEN, "Tom, leder", "")), changed=False, events=21,
)  # fmt: skip
AROUND = Around("Solbakken barnehage", BOOK, "Tom", WHEN)
