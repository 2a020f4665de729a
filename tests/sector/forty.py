"""Forty simulated kindergartens that have sent two reports each, and everything that is odd about the second."""

from __future__ import annotations

from pathlib import Path

from ikdesk.kernel.succession import passings
from tests.sector.made_reports import Made, Options, made_unit, write_report
from tests.sector.made_reports import tamper as change_a_byte

FORTY = range(40)
BEFORE, NOW = "2025-T3", "2026-T1"
ALL_IN = "2026-01-14T10:00:00+00:00"
TAMPERED, MISSING, OTHER_LIMITS, LATE, PASSED_ON, NEW_KEY = 3, 6, 8, 10, 12, 14
DRAFT, NEWER, TWICE, TWO_VERSIONS, PARENTS, LOCKED = 16, 18, 20, 22, 24, 26
LIMITS = {"handling_green": 95, "handling_yellow": 80}
LATE_DAY = "2026-06-20T14:30:00+00:00"  # thirty days after the period are the last it is in time
PASSWORD = "akebakke og kakao"
NOT_TAKEN = (TAMPERED, MISSING, NEW_KEY, DRAFT, NEWER, PARENTS, LOCKED)  # units that no report is taken from
_OTHERWISE: dict[int, Options] = {
    OTHER_LIMITS: {"limits": LIMITS}, LATE: {"made": LATE_DAY}, DRAFT: {"status": "draft"}, NEWER: {"schema": 2},
    PARENTS: {"audience": "parents"}, LOCKED: {"password": PASSWORD},
}  # fmt: skip


def write_forty(folder: Path) -> None:
    """Write all of it: a folder for each period.

    Args:
        folder: is made, with a folder for each period in it.
    """
    for period in (BEFORE, NOW):
        (folder / period).mkdir(parents=True)
    for number in FORTY:
        unit = made_unit(number)
        write_report(unit, folder / BEFORE, period=BEFORE, made=ALL_IN)
        if number != MISSING:
            _write_now(unit, folder / NOW)


def _write_now(unit: Made, folder: Path) -> None:
    path = write_report(unit, folder, **_options(unit))
    if unit.number == TAMPERED:
        change_a_byte(path)
    if unit.number == TWICE:
        write_report(unit, folder, format="xlsx")
    if unit.number == TWO_VERSIONS:
        write_report(unit, folder, version=2, correction=2, made="2026-05-20T08:00:00+00:00")


def _options(unit: Made) -> Options:
    if unit.number == PASSED_ON:
        return {"signer": unit.later_signer(2), "passings": passings([unit.later_seed(at) for at in range(3)])}
    if unit.number == NEW_KEY:
        return {"signer": unit.later_signer()}
    return _OTHERWISE.get(unit.number, {})
