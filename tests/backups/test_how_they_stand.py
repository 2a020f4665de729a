"""One sentence says how the backups stand, and the front page warns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ikdesk.backups.model import State
from ikdesk.backups.sentences import front_words, state_words
from tests.backups.test_making import HERE

TOLD: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "all is well": ({}, "ok", "Alt er trygt: siste sikkerhetskopi er kontrollert i dag klokka 09.30", ""),
    "it failed": ({"failed": "Disken er full."}, "danger", "ble ikke tatt: Disken er full. Den siste", "ble ikke tatt"),
    "it failed, and there is none": (
        {"failed": "Disken er full.", "newest": None}, "danger", "Disken er full.", "Disken er full."),
    "there is none": ({"newest": None, "unsaved": True}, "danger", "ingen sikkerhetskopi ennå", "ingen sikkerhetskopi"),
    "no second place": ({"second": None, "second_newest": None}, "warn", "bare på denne maskinen", "bare på denne"),
    "nothing there yet": ({"second_newest": None}, "warn", "ingen sikkerhetskopi ennå", "ingen sikkerhetskopi ennå"),
    "out since yesterday": (
        {"second_there": False, "second_newest": replace(HERE, made_at=datetime(2026, 4, 29, 9))}, "warn",
        "ligger bare her. Det andre stedet kan ikke nås nå, og har en fra 29. april 2026.", ""),
    "out for long": (
        {"second_there": False, "second_newest": replace(HERE, made_at=datetime(2026, 4, 20, 9))}, "warn",
        "Det er 10 dager siden", "Det er 10 dager siden"),
    "there, and late": (
        {"unsaved": True, "second_newest": replace(HERE, made_at=datetime(2026, 4, 20, 9))}, "warn",
        "Det er 10 dager siden det andre stedet fikk en sikkerhetskopi. Ta en ny.", "10 dager"),
    "could not be laid there for long": (
        {"unsaved": True, "second_failed": "Disken er full.",
         "second_newest": replace(HERE, made_at=datetime(2026, 4, 20, 9))}, "warn",
        "Det er 10 dager siden det andre stedet fikk en sikkerhetskopi. Disken er full.", "Disken er full."),
    "could not be laid there": (
        {"second_failed": "Disken er full.", "second_newest": replace(HERE, made_at=datetime(2026, 4, 29, 9))}, "warn",
        "ligger bare her: Disken er full.", ""),
    "three days with changes": (
        {"unsaved": True, "newest": replace(HERE, made_at=datetime(2026, 4, 27, 9))}, "warn", "3 dager gammel",
        "3 dager gammel"),
    "a summer without changes": (
        {"newest": replace(HERE, made_at=datetime(2026, 1, 27, 9)),
         "second_newest": replace(HERE, made_at=datetime(2026, 1, 27, 9))}, "ok", "27. januar 2026", ""),
    "the same disk": ({"same_disk": True}, "warn", "på samme disk", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD, ids=str)
def test_one_sentence_says_how_they_stand(case: str) -> None:
    changed, tone, said, front = TOLD[case]
    whole = State(HERE, Path("stick"), HERE, second_there=True, unsaved=False, failed="", tried=None)
    state = replace(whole, **changed)
    found = state_words(state, date(2026, 4, 30))
    assert found[0] == tone
    assert said in found[1]
    assert front in front_words(state, date(2026, 4, 30))
    assert bool(front) == bool(front_words(state, date(2026, 4, 30)))
