"""What should be looked at again is counted in the sidebar and told on the front page, until it is closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.risks.due_queries import risks_due, waiting_reviews
from ikdesk.risks.model import RiskAssessment
from ikdesk.start.queries import front_page
from tests.risks.records import changed, risk
from tests.samples import LEADER, NOBODY, TODAY, place_of

ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def test_an_assessment_waits_from_the_day_that_was_chosen_until_it_is_closed(database: Database) -> None:
    for number in (-5, 0, 1):
        key = risk(database, title=f"Om {number}", next_review=days(number))
    risk(database, title="Uten dag", next_review=None)
    assert database.read(waiting_reviews, **ASKED) == 2
    assert database.read(waiting_reviews, viewer=LEADER, today=days(1)) == 3
    changed(database, RiskAssessment, key, closed_on=TODAY, closed_why="Vi reiser ikke dit mer.")
    assert database.read(waiting_reviews, viewer=LEADER, today=days(1)) == 2


def test_the_front_page_tells_of_two_a_week_before(database: Database) -> None:
    risk(database, title="Om åtte dager", next_review=days(8))
    assert database.read(risks_due, **ASKED) == ()
    for number in (7, -3, 2):
        risk(database, title=f"Om {number}", next_review=days(number), place_id=place_of(database))
    assert [(row.title, row.spot, row.days_left) for row in database.read(risks_due, **ASKED)] == [
        ("Om -3", "Akebakke", -3), ("Om 2", "Akebakke", 2), ("Om 7", "Akebakke", 7)
    ]  # fmt: skip
    rows = database.read(front_page, **ASKED).attention
    assert [getattr(row, "title", "") for row in rows] == ["Om -3", "Om 2"]


def test_who_does_not_see_it_all_is_told_of_none(database: Database) -> None:
    risk(database, next_review=TODAY)
    for ask in (waiting_reviews, risks_due):
        with pytest.raises(Problem, match="ikke tilgang"):
            database.read(ask, viewer=NOBODY, today=TODAY)
