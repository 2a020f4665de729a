"""What comes of many reports, made up: as few or as many units as a test wants, with every oddity there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from ikdesk.evidence.lights import Light
from ikdesk.kernel.tertial import parse_period
from ikdesk.sector.facts_model import (
    Compared,
    DecisionLine,
    FileLine,
    LightSum,
    Lists,
    MissingLine,
    SectorFacts,
    Share,
    Summed,
    SumTable,
    UnitLine,
)
from ikdesk.sector.told_model import Three
from ikdesk.sector.wanted_model import FileState

WHEN = datetime(2026, 6, 3, 9, 30, tzinfo=timezone(timedelta(hours=2)))
PERIOD = parse_period("2026-T1")
DUE = date(2026, 5, 30)
LONG = "Øvre Årdalsbygda oppvekstsenter avdeling barnehage og skulefritidsordning, Seljestadvegen"  # nynorsk
LIGHTS = (
    "Alvorlige hendelser", "Behandlingstid", "Forsinkede tiltak", "Tiltak som er vurdert",
    "Faste kontroller i årshjulet", "Rutiner innen revisjonsdato", "Risiko uten vedtatt tiltak",
)  # fmt: skip
KINDS = (("child_injury", "Skade på barn"), ("near_miss", "Nestenulykke"), ("the_rest", "Andre typer"))
_STATES: tuple[Light, ...] = ("green", "yellow", "red", "unused")
_MANY = {
    "by_month": ("Måned", ("januar", "februar", "mars", "april")),
    "by_kind": ("Type", ("Skade på barn", "Nestenulykke", "Skade på bygning eller utstyr", "Annet")),
    "by_severity": ("Alvorlighet", ("0 Ingen skade", "1 Liten", "2 Moderat", "3–4 Alvorlig eller svært alvorlig")),
    "by_mechanism": ("Hvordan det skjedde", ("Fall", "Klem", "Slag eller sammenstøt", "Andre måter")),
}  # fmt: skip


def unit(number: int, **changes: Any) -> UnitLine:
    """One unit.

    Args:
        number: from 0; every one is a little different.
        changes: what is other than that.
    """
    now = 3 + number * 7 % 40
    values: dict[str, Any] = {
        "name": LONG if number == 1 else f"Barnehage {number:04}",
        "organisation_number": f"{900_000_000 + number}", "made": date(2026, 5, 4), "version": 1 + (number == 2),
        "late": number % 17 == 4, "whole": number % 19 != 5, "new": number % 13 == 6, "passed_on": number % 29 == 7,
        "apart": number % 11 == 8, "now": now, "last_year": now + 4, "compared": number % 19 not in {5, 9},
        "decisions": number % 3, "overdue_decisions": int(number % 3 == 2), "overdue_measures": number % 4 or None,
        "lights": tuple(_STATES[(number + at) % 4] for at in range(len(LIGHTS))),
        "cells": ((now - 3, None, None) if number % 2 else (now, 0, 0),),
        "own_rules": "Behandlingstid: 14 dager, de fleste 28." if number % 11 == 8 else "",
    }  # fmt: skip
    return UnitLine(**{**values, **changes})


def lists_of(
    units: Sequence[UnitLine], *, missing: Sequence[MissingLine] = (), files: Sequence[FileLine] = (),
    decisions: Sequence[DecisionLine] = (),
) -> Lists:  # fmt: skip
    """The lists, some rows at a time."""
    return Lists(_paged(units), _paged(missing), _paged(files), _paged(decisions))


def _paged(lines: Sequence[Any]) -> Callable[[], Iterator[Sequence[Any]]]:
    return lambda: (lines[at : at + 100] for at in range(0, len(lines), 100))


def decisions_of(units: Sequence[UnitLine]) -> list[DecisionLine]:
    """One matter for each unit that has any, the overdue first."""
    said = "Barn kan fortsatt treffe stolpen i fart. Bufferen gjør støtet mindre, men tar ikke bort faren."
    lines = [
        DecisionLine(one.name, 7, "Fjerne stolpen i akebakken", said, date(2025, 3, 10),
                     date(2026, 3, 1) if one.overdue_decisions else None, bool(one.overdue_decisions))
        for one in units if one.decisions
    ]  # fmt: skip
    return sorted(lines, key=lambda line: not line.overdue)


def files_of(units: Sequence[UnitLine], *, troubled: bool = True) -> list[FileLine]:
    """A file for each unit, and one for each thing that can go wrong."""
    lines = [FileLine(f"{one.name}.pdf", FileState.TAKEN, "", one.name, "3F2A 91C0 77B1 0D42 5EE8 9A10 C3D4 8F66")
             for one in units]  # fmt: skip
    if troubled:
        lines += [
            FileLine(f"rapport-{state.code}.pdf", state, "Be enheten sende den leverte rapporten en gang til.", "")
            for state in FileState if state is not FileState.TAKEN
        ]  # fmt: skip
    return lines


def missing_of(number: int) -> list[MissingLine]:
    """So many units whose report has not come."""
    return [
        MissingLine(f"Fravær barnehage {at:03}", f"{800_000_000 + at}", before=at % 2 == 0,
                    said="" if at % 3 else "Endret etter at den ble signert.") for at in range(number)
    ]  # fmt: skip


def facts_of(units: Sequence[UnitLine], **changes: Any) -> SectorFacts:
    """The whole of some units.

    Args:
        units: those that are in.
        changes: what is other than what follows from them.
    """
    values: dict[str, Any] = {
        "period": PERIOD, "audience": "municipality", "when": WHEN, "due": DUE, "sender": "Eksempel kommune",
        "files": len(units), "units": len(units), "expected": len(units), "missing": 0,
        **{key: sum(getattr(one, key) for one in units) for key in ("late", "new", "passed_on", "apart", "decisions")},
        "unfinished": sum(not one.whole for one in units), "troubled": 0,
        "total": Three(sum(one.now for one in units), sum(one.last_year for one in units)),
        "compared": _compared(units), "rules": "Behandlingstid: 28 dager, grønn fra 90 %, gul fra 70 %.", "least": 3,
        "lights": tuple(LightSum(label, *_colours(units, at)) for at, label in enumerate(LIGHTS)),
        "tables": tuple(_table(key) for key in _MANY),
        "shares": (Share("Meldt innen 24 timer", 512, 600), Share("Årsak er skrevet", 0, 0)),
        "heads": (("by_kind", "Hendelser etter type", KINDS),),
        "dropped": ("Hendelser etter alvorlighet, enhet for enhet",),
        "overdue_decisions": sum(one.overdue_decisions for one in units),
        "overdue_measures": sum(one.overdue_measures or 0 for one in units),
    }  # fmt: skip
    return SectorFacts(**{**values, **changes})


def _compared(units: Sequence[UnitLine]) -> Compared:
    both = [one for one in units if one.compared]
    return Compared(
        len(both), sum(one.now for one in both), sum(one.last_year for one in both), 6742 * len(both),
        6743 * len(both), sum(one.whole and not one.compared for one in units), sum(not one.whole for one in units),
    )  # fmt: skip


def _colours(units: Sequence[UnitLine], at: int) -> tuple[int, ...]:
    alike = [one.lights[at] for one in units if not one.apart]
    return (*(alike.count(state) for state in _STATES), len(units) - len(alike))


def _table(key: str) -> SumTable:
    head, labels = _MANY[key]
    rows = tuple(
        Summed(f"{key}_{at}", label, 210 - 40 * at, 230 - 50 * at, untold_now=2 * (key == "by_mechanism" and at == 1))
        for at, label in enumerate(labels)
    )  # fmt: skip
    return SumTable(key, f"Hendelser etter {head.lower()}", head, rows, left_out=3 * (key == "by_mechanism"))
