"""What the meter says, and what its pictures show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from ikdesk.evidence.between import Silence
from ikdesk.evidence.chart import Chart, chart_for
from ikdesk.evidence.kinds import Tally
from ikdesk.evidence.reporting import activity
from ikdesk.evidence.runs import runs
from ikdesk.kernel.tertial import Month, parse_period
from ikdesk.picture.spec import describe
from ikdesk.picture.tables import cells_of
from ikdesk.statistics.activity_model import DepartmentReports, MonthReports, Reporting, Reports
from ikdesk.statistics.activity_pictures import months_bars, silence_bars
from ikdesk.statistics.activity_sentences import (
    activity_title,
    activity_words,
    compared_title,
    counted_words,
    department_words,
    period_words,
    share_words,
    silence_words,
    since_words,
    usual_words,
    week_words,
)
from ikdesk.statistics.chart_sentences import chart_words, runs_title, runs_words
from tests.samples import TODAY

NOW, THEN = parse_period("2026-T1"), parse_period("2025-T1")
DAYS = 80.0
USUAL = Silence(TODAY - timedelta(days=3), 3, 3.2, 0.4, long=False)
LONG = Silence(TODAY - timedelta(days=19), 19, 3.2, 0.001, long=True)
NEVER_SAID = ("signifikant", "p-verdi", "bevist", "uendret", "rød", "dårlig")


def of(now: tuple[int, int], then: tuple[int, int] | None, **values: Any) -> Reporting:
    """So many reports and near-misses now, and a year before."""
    reports = Reports(NOW, *now, DAYS)
    before = None if then is None else Reports(THEN, *then, DAYS)
    judged = activity(
        None if before is None else Tally(before.reports, DAYS), Tally(now[0], DAYS), then[1] if then else 0, now[1]
    )
    months = tuple(
        MonthReports(Month(year, month), month, None if then is None else 2 * month, closed=False, open_last=False)
        for year, month in [(2025, n) for n in range(5, 13)] + [(2026, n) for n in range(1, 5)]
    )
    made: dict[str, Any] = {"silence": USUAL, "months": months, "departments": (), **values}
    return Reporting(reports, before, judged, **made)


def test_as_much_as_before_says_that_nothing_can_be_said_and_nothing_beside_a_curve() -> None:
    found = of((40, 10), (41, 10))
    assert activity_title(found) == "Vi kan ikke si om det meldes oftere eller sjeldnere enn i samme tid året før"
    assert silence_words(found) == ""
    assert activity_words(found) == (
        "40 hendelser er meldt, 2,5 per uke det var åpent. I samme tid året før var det 41, 2,6 per uke. "
        "Nestenulykker: 10 av 40."
    )


def test_a_long_silence_comes_first_and_says_what_is_usual() -> None:
    found = of((40, 10), (41, 10), silence=LONG)
    assert activity_title(found) == "Det er stille: ingen hendelser meldt på 19 dager"
    assert silence_words(found) == "Ingen hendelser meldt på 19 dager – det pleier å gå 3."
    over = replace(found, ended=True)
    assert silence_words(over) == "Ingen hendelser meldt de siste 19 dagene – det pleier å gå 3."
    assert counted_words(over) == "Dager siden siste melding er regnet fra 30. april 2026."
    assert counted_words(found) == ""


def test_silence_where_nothing_is_usual_is_told_plainly() -> None:
    found = of((0, 0), (0, 0), silence=Silence(date(2025, 1, 1), 484, None, None, long=True))
    assert silence_words(found) == "Ingen hendelser meldt på 484 dager."
    assert usual_words(found.silence) == ""
    assert silence_bars(found) is None


def test_far_fewer_reports_say_that_it_may_be_the_reporting() -> None:
    found = of((20, 5), (60, 15))
    assert activity_title(found) == "Det meldes tydelig sjeldnere enn i samme tid året før"
    assert silence_words(found) == (
        "Det er meldt mindre i det hele: 20 mot 60 i samme tid året før. Da kan en nedgang komme av at det meldes "
        "mindre."
    )
    assert activity_words(found).endswith("det kan være at det meldes mindre. Snakk om det.")


def test_beside_a_focus_area_it_is_all_else_that_is_told_of() -> None:
    found = of((20, 5), (60, 15), others=True)
    assert silence_words(found).startswith("Alt annet som meldes, har også gått ned: 20 mot 60")
    assert activity_words(found).startswith("20 andre hendelser er meldt")


def test_more_near_misses_are_praised_and_fewer_are_pointed_out() -> None:
    praised = of((40, 25), (40, 10))
    assert "Det er et godt tegn: dere melder også når det går bra." in activity_words(praised)
    assert silence_words(praised) == ""
    fewer = of((40, 4), (40, 14))
    assert "En mindre del er nestenulykker: 4 av 40, mot 14 av 40." in activity_words(fewer)
    assert silence_words(fewer).startswith("En mindre del av det som meldes, er nestenulykker")


def test_fewer_reports_with_more_near_misses_are_more_likely_fewer_events() -> None:
    assert activity_words(of((25, 20), (60, 15))).endswith("mer sannsynlig at det faktisk skjer mindre.")


def test_without_a_year_before_it_says_so() -> None:
    found = of((20, 5), None)
    assert activity_title(found) == "Vi har ingen tall fra før å sammenligne med ennå"
    assert silence_words(found) == ""
    assert len(months_bars(found).series) == 1
    assert activity_title(of((0, 0), None)) == "Det er ikke noe å sammenligne ennå"


def test_a_closed_time_is_told_as_that() -> None:
    found = replace(of((0, 0), (0, 0)), now=Reports(NOW, 0, 0, 0.0))
    assert activity_words(found) == "Det var ikke åpent i denne tiden."
    assert week_words(found.now) == "–"


def test_the_days_the_numbers_are_of_are_named() -> None:
    found = of((40, 10), (41, 10))
    assert period_words(found) == "1. januar 2026 – 30. april 2026"
    to_come = parse_period("2027").cut(TODAY)
    assert period_words(replace(found, now=Reports(to_come, 0, 0, 0.0))) == "Perioden har ikke begynt."


def test_a_share_is_a_percentage_only_where_there_are_ten() -> None:
    assert share_words(Reports(NOW, 16, 5, DAYS)) == "31\xa0%"
    assert share_words(Reports(NOW, 9, 2, DAYS)) == "2 av 9"
    assert share_words(Reports(NOW, 0, 0, DAYS)) == "–"


def test_days_since_are_told_as_people_do() -> None:
    assert [since_words(replace(USUAL, days=days)) for days in (None, 0, 1, 12)] == ["–", "i dag", "1 dag", "12 dager"]
    assert usual_words(replace(USUAL, usual=0.3)) == "Det pleier å gå 1 dag."


@pytest.mark.parametrize(
    ("days", "enough", "said"),
    [
        (None, False, ("Ask", "for få til å si", "ikke på et år")),
        (0, True, ("Ask", "0,5", "i dag")),
        (12, True, ("Ask", "0,5", "12 dager siden")),
    ],
)
def test_a_department_is_told_without_a_judgement(
    days: int | None, enough: bool, said: tuple[str, str, str]
) -> None:
    row = DepartmentReports("Ask", Reports(NOW, 8, 1, DAYS), None, enough, None, days)
    assert department_words(row) == said


def test_nothing_is_ever_said_that_may_not_be() -> None:
    numbers = [(0, 0), (4, 1), (40, 4), (40, 20), (90, 30)]
    for now, then, silence, others in product(numbers, [None, *numbers], (USUAL, LONG), (False, True)):
        found = of(now, then, silence=silence, others=others)
        said = f"{activity_title(found)} {compared_title(found)} {activity_words(found)} {silence_words(found)}"
        assert not [word for word in NEVER_SAID if word in said.lower()], said
        assert "{" not in said
        assert "  " not in said


def test_the_months_stand_beside_the_year_before_and_say_all_their_numbers() -> None:
    found = of((40, 10), (41, 10))
    spec = months_bars(found)
    assert spec.title == activity_title(found)
    assert [row.role for row in spec.series] == ["past", "now"]
    assert spec.keys[0] == "period=2025-05"
    for month in found.months:
        assert f"{month.reports} ({month.then})" in describe(spec)
    assert len(cells_of(spec)[1]) == 12


def test_a_month_that_is_closed_or_not_over_looks_so() -> None:
    found = of((40, 10), None)
    months = list(found.months)
    months[2] = replace(months[2], reports=0, closed=True)
    months[-1] = replace(months[-1], open_last=True)
    spec = months_bars(replace(found, months=tuple(months)))
    assert (spec.closed, spec.open_last, spec.keys[2]) == (frozenset({2}), True, "")


def test_a_long_silence_is_drawn_beside_the_usual_one() -> None:
    spec = silence_bars(of((40, 10), (41, 10), silence=LONG))
    assert spec is not None
    assert (spec.series[0].values, spec.roles) == ((19, 3), ("now", "past"))
    assert silence_bars(of((40, 10), (41, 10))) is None


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (chart_for([0, 1]), "Det er for få hendelser"),
        (chart_for([1, 2] * 8), "Det er 1,5 i snitt per måned. Når det er færre enn 4, sier dagene mellom"),
        (chart_for([5, 9] * 3), "Vi har 6 måneder. Det trengs minst 12"),
        (chart_for([5, 7, 9] * 5), "For mange måneder ligger midt på streken"),
        (chart_for([5, 9] * 8), "Det er 7,0 i snitt per måned, og det holder"),
    ],
)
def test_why_it_is_this_chart_is_told(chart: Chart, said: str) -> None:
    assert chart_words(chart).startswith(said)


def test_what_the_two_rules_found_is_told_with_its_numbers() -> None:
    nothing = runs([5, 9, 9, 5] * 5)
    assert runs_title(nothing) == "Ingenting tyder på annet enn tilfeldig variasjon"
    assert runs_words(nothing) == (
        "Lengste rekke på samme side er 2 måneder (ved tilfeldigheter høyst 7), og tallene krysser midten 10 "
        "ganger (ved tilfeldigheter minst 6). Tilfeldigheter kan forklare at tallene går opp og ned."
    )
    below = runs([9, 12] * 6 + [4] * 8, before=12)
    assert runs_title(below) == "Noe har endret seg: mange måneder på rad under midten"
    above = runs([9, 12] * 6 + [24] * 8, before=12)
    assert runs_title(above) == "Noe har endret seg: mange måneder på rad over midten"
    assert runs_title(runs([9] * 7 + [4] * 6 + [9] * 5 + [4] * 6)).endswith("tallene holder seg lenge på samme side")
    assert runs_words(runs([5, 9])) == "Det er for få punkter til å si om noe har endret seg."
