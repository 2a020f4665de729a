"""What lists and pages say of an assessment in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.viewer import Key
from ikdesk.measures.effect_model import Target
from ikdesk.risks.matrix_model import Grade
from ikdesk.risks.model import RiskForm
from ikdesk.risks.rating_model import Outcome
from ikdesk.risks.sentences import (
    bare_words,
    edition_words,
    grade_tone,
    hazard_words,
    mark_said,
    mark_words,
    outcome_words,
    review_tone,
    review_words,
    row_words,
)
from ikdesk.risks.view_model import Mark, RiskRow
from ikdesk.unit.model import Season
from tests.samples import TODAY

BOOK = Codebook({})
HIGH = Mark(4, 3, Grade.HIGH)
ROW = RiskRow(
    Key(int=1), "Aking", RiskForm.MINI, Target(Key(int=2), "Akebakken", None, None, None, Season.WINTER), TODAY,
    TODAY + timedelta(days=30), None, None, 0, None, 2, 1, 2, HIGH, 1,
)  # fmt: skip


def test_a_mark_is_said_short_and_whole() -> None:
    assert mark_words(HIGH) == "Høy, 12"
    assert mark_said(HIGH) == "Høy (rød), sannsynlighet 4 × konsekvens 3 = 12"
    assert mark_words(None) == mark_said(None) == "Ikke vurdert ennå"
    assert [grade_tone(one) for one in Grade] == ["ok", "warn", "danger"]


def test_only_the_worst_ending_needs_words() -> None:
    assert outcome_words("Kollisjon", Outcome.LIKELY) == "Kollisjon"
    assert outcome_words("Kollisjon", Outcome.WORST) == "Kollisjon (det verste som kan skje)"


@pytest.mark.parametrize(("hazards", "high", "medium", "said"), [
    (0, 0, 0, "Ingen farer er skrevet ned"),
    (1, 0, 0, "1 fare, ingen røde eller gule"),
    (1, 1, 0, "1 fare, 1 rød"),
    (3, 2, 2, "3 farer, 2 røde og 2 gule"),
])  # fmt: skip
def test_a_row_tells_how_many_are_not_low(hazards: int, high: int, medium: int, said: str) -> None:
    row = replace(ROW, hazards=hazards, high=high, medium=medium)
    assert hazard_words(row) == said
    assert row_words(row, BOOK) == f"Akebakken · {said}"


def test_what_nobody_has_rated_is_not_said_to_be_green() -> None:
    assert hazard_words(replace(ROW, hazards=2, high=0, medium=0, worst=None)) == "2 farer"
    assert hazard_words(replace(ROW, hazards=3, high=0, medium=0, unrated=2)) == "3 farer, 2 ikke vurdert"
    assert hazard_words(replace(ROW, hazards=3, high=1, medium=0, unrated=1)) == "3 farer, 1 rød og 1 ikke vurdert"


def test_a_name_that_says_the_spot_is_not_said_twice() -> None:
    assert row_words(replace(ROW, title="Akebakken"), BOOK) == "2 farer, 1 rød og 2 gule"


@pytest.mark.parametrize(("days", "said", "tone"), [
    (-1, "Skulle vært sett på 29. april 2026", "warn"),
    (0, "Skal ses på i dag", "warn"),
    (1, "Ses på igjen 1. mai 2026", "neutral"),
    (None, "Ingen dag for å se på den igjen", "warn"),
])  # fmt: skip
def test_one_is_told_when_to_look_again(days: int | None, said: str, tone: str) -> None:
    row = replace(ROW, next_review=None if days is None else TODAY + timedelta(days=days))
    assert (review_words(row, TODAY), review_tone(row, TODAY)) == (said, tone)


def test_what_is_finished_waits_for_nobody() -> None:
    row = replace(ROW, next_review=date(2020, 1, 1), closed_on=date(2026, 4, 1))
    assert (review_words(row, TODAY), review_tone(row, TODAY)) == ("Avsluttet 1. april 2026", "neutral")


def test_versions_and_what_nobody_does_anything_about_are_said_where_there_are_any() -> None:
    assert edition_words(ROW) == ""
    assert edition_words(replace(ROW, edition=2)) == "Godkjent versjon 2"
    assert bare_words(ROW) == "1 uten tiltak"
    assert bare_words(replace(ROW, bare=0)) == ""
