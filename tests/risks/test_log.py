"""What the log says of how likely and how bad something is: what is counted, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from ikdesk.kernel.base import Code
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.effect_model import What
from ikdesk.risks.at_model import InForce
from ikdesk.risks.log_model import Against, LogAsk, LogSaid
from ikdesk.risks.log_queries import log_of
from ikdesk.risks.log_sentences import (
    NOTHING,
    against_words,
    cell_words,
    evidence_of_log,
    log_words,
    lower_words,
    suggested,
)
from ikdesk.risks.matrix_model import usual
from ikdesk.risks.model import Standing
from ikdesk.risks.queries import risk_view
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.risks.view_model import Lack
from ikdesk.unit.actions import rename
from ikdesk.unit.exposure_actions import log_total
from ikdesk.unit.model import Place
from ikdesk.unit.queries import codebook
from tests.measures.test_effect import DECIDED, HILL_WINTERS, happened, measure, use_the_hill
from tests.risks.records import barrier, hazard, rating, risk
from tests.samples import LEADER, TODAY, place_of

BEGUN = InForce(Key(int=1), DECIDED)


def said(database: Database, ask: LogAsk, today: date = TODAY, viewer: Viewer = LEADER) -> LogSaid | None:
    return database.read(log_of, [ask], viewer=viewer, today=today)[0]


def told(database: Database, ask: LogAsk, today: date = TODAY) -> LogSaid:
    found = said(database, ask, today)
    assert found is not None
    return found


def steps(found: LogSaid) -> tuple[int | None, int | None, int | None]:
    return found.low, found.likely, found.high


def at_hill(database: Database, **values: Any) -> LogAsk:
    return LogAsk(What(place_of(database)), **values)


def hill(database: Database) -> None:
    """Four winters; in each but the last two that needed a doctor."""
    use_the_hill(database, HILL_WINTERS)
    days = [date(year, 12, 3 + n) for year in (2022, 2023, 2024) for n in range(2)]
    happened(database, place_of(database), days, severity=2)


# ---------------------------------------------------------------- the hill, before and after


def test_the_hill_was_very_likely_before_and_is_likely_now(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    before = told(database, at_hill(database, stage=Stage.BEFORE, probability=5, consequence=2, measures=(BEGUN,)))
    after = told(database, at_hill(database, stage=Stage.ACTUAL, probability=4, consequence=2, measures=(BEGUN,)))
    assert (before.events, before.likely, before.consequence, before.used) == (17, 5, 2, 36)
    assert (after.events, after.likely, after.used, after.since) == (4, 4, 31, DECIDED)
    assert before.against is after.against is Against.AGREES


def test_the_worst_ending_counts_only_what_was_as_bad(database: Database) -> None:
    hill(database)
    worst: dict[str, Any] = {"outcome": Outcome.WORST, "consequence": 3, "measures": (BEGUN,)}
    before = told(database, at_hill(database, stage=Stage.BEFORE, probability=4, **worst))
    after = told(database, at_hill(database, stage=Stage.ACTUAL, probability=2, **worst))
    assert (before.events, before.likely, before.least) == (6, 4, 3)
    assert (after.events, *steps(after)) == (0, 1, 2, 3)
    assert after.consequence == 3, "the worst that was ever seen is not forgotten"
    assert before.against is after.against is Against.AGREES


def test_what_has_happened_since_the_measures_began_suggests_a_lower_step_and_no_more(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    found = told(database, at_hill(database, stage=Stage.BEFORE, probability=5, consequence=2, measures=(BEGUN,)))
    assert (found.lower, found.lower_since, found.lower_events) == (4, DECIDED, 4)
    assert found.likely == 5, "what it was before does not change"


@pytest.mark.parametrize(
    "winters",
    [{**HILL_WINTERS, 2025: (12, 31)}, {2022: (2, 35), 2023: (1, 33), 2024: (1, 36), 2025: (0, 31)}],
    ids=["as often as before", "too few to tell"],
)
def test_without_a_fall_that_can_be_told_nothing_lower_is_suggested(
    database: Database, winters: dict[int, tuple[int, int]]
) -> None:
    use_the_hill(database, winters)
    assert told(database, at_hill(database, probability=5, consequence=2, measures=(BEGUN,))).lower is None


def test_a_winter_with_few_days_in_use_is_no_fall(database: Database) -> None:
    use_the_hill(database, {**HILL_WINTERS, 2025: (4, 8)})
    assert told(database, at_hill(database, probability=5, consequence=2, measures=(BEGUN,))).lower is None


def test_a_measure_that_was_stopped_or_has_not_begun_changes_nothing(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    stopped = replace(BEGUN, ended=date(2025, 4, 1))
    both = told(database, at_hill(database, measures=(stopped, InForce(Key(int=2), None))))
    assert both == told(database, at_hill(database))
    assert both.by_season == (("2024–25", 17), ("2025–26", 4)), "few this winter: the one before is looked at, too"


def test_what_happened_in_the_rest_of_the_winter_the_measures_began_in_is_left_out(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    happened(database, place_of(database), [date(2025, 3, 20)] * 5)
    assert told(database, at_hill(database, stage=Stage.ACTUAL, measures=(BEGUN,))).events == 4
    assert told(database, at_hill(database, stage=Stage.BEFORE, measures=(BEGUN,))).events == 17


def test_until_there_is_a_new_winter_the_rest_of_the_first_is_what_is_known(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    happened(database, place_of(database), [date(2025, 3, 20)])
    found = told(database, at_hill(database, stage=Stage.ACTUAL, measures=(BEGUN,)), date(2025, 4, 30))
    assert (found.first, found.events, *steps(found)) == (DECIDED, 1, 3, 4, 5)


def test_a_bad_month_is_not_taken_for_a_year(database: Database) -> None:
    place = place_of(database, "gate_fence")
    happened(database, place, [date(2025, 1, 7)])
    happened(database, place, [date(2026, 1, 5 + n) for n in range(6)])
    found = told(database, LogAsk(What(place)), date(2026, 1, 31))
    assert (found.by_season, found.likely) == ((("2025", 1), ("2026", 6)), 4)


# ---------------------------------------------------------------- what is counted


def test_a_hill_that_got_a_new_name_keeps_its_winters(database: Database) -> None:
    use_the_hill(database, {2024: (17, 36)})
    new = database.write(rename, Place, place_of(database), "Storbakken", by=LEADER, today=date(2025, 8, 1))
    use_the_hill(database, {2025: (4, 31)}, new)
    assert told(database, LogAsk(What(new))).events == 21


def test_a_winter_without_snow_is_neither_rare_nor_safe(database: Database) -> None:
    use_the_hill(database, {2022: (14, 35), 2023: (0, 0), 2024: (0, 0), 2025: (2, 20)})
    found = told(database, at_hill(database))
    assert found.by_season == (("2022–23", 14), ("2025–26", 2))
    assert found.months == 12, "five of the first, for nothing was written down before December, and seven of the last"


def test_a_season_entered_as_a_total_counts_its_days(database: Database) -> None:
    place, winter = place_of(database), (date(2024, 10, 1), date(2025, 4, 30))
    happened(database, place, [date(2024, 10, 7 + n) for n in range(9)])
    total = {"place_id": place, "first": winter[0], "last": winter[1], "days": 22}
    database.write(log_total, total, by=LEADER, today=TODAY)
    assert told(database, at_hill(database), winter[1]).used == 22


def test_only_what_happened_in_the_same_way_in_the_same_activity_counts(database: Database) -> None:
    place, days = place_of(database), [date(2026, 1, 5 + n) for n in range(6)]
    happened(database, place, days, mechanism="collision", activity="sledding")
    happened(database, place, days[:2], mechanism="fall_same", activity="sledding")
    happened(database, place_of(database, "kitchen_dining"), days[:1], mechanism="collision", activity="meal")
    found = database.read(log_of, [
        LogAsk(What(place)), LogAsk(What(place, Code("sledding"), Code("collision"))),
        LogAsk(What(None, None, Code("collision"))), LogAsk(What(None, Code("meal"))),
    ], viewer=LEADER, today=TODAY)  # fmt: skip
    assert [one.events if one else None for one in found] == [8, 6, 7, 1]


def test_what_only_some_may_know_is_counted_for_nobody(database: Database) -> None:
    days = [date(2026, 1, 5 + n) for n in range(6)]
    happened(database, place_of(database), days)
    seen = told(database, at_hill(database))
    happened(database, place_of(database), days, restricted=True, severity=4)
    happened(database, place_of(database), days, kind="staff_injury", severity=3)
    happened(database, place_of(database), days, about_id=LEADER.person, kind="violence_threat")
    somebody = Viewer(None, "Kari", "safety", frozenset({Right.READ}))
    assert said(database, at_hill(database)) == said(database, at_hill(database), viewer=somebody) == seen


def test_what_is_about_nothing_and_an_empty_log_say_nothing(database: Database) -> None:
    assert said(database, at_hill(database)) is None
    happened(database, place_of(database), [date(2026, 1, 5)])
    assert said(database, LogAsk(What())) is None
    assert database.read(log_of, [], viewer=LEADER, today=TODAY) == ()


def test_a_log_of_a_few_weeks_is_too_short(database: Database) -> None:
    happened(database, place_of(database, "kitchen_dining"), [date(2026, 4, 20)])
    found = told(database, LogAsk(What(place_of(database, "gate_fence")), probability=1, consequence=1))
    assert (steps(found), found.against) == ((None, None, None), Against.SILENT)


def test_a_log_that_began_with_a_bad_week_does_not_tell_of_a_winter(database: Database) -> None:
    happened(database, place_of(database), [date(2026, 4, 20 + n) for n in range(6)])
    found = told(database, at_hill(database, stage=Stage.BEFORE, probability=1, consequence=2))
    assert (found.events, steps(found), found.against) == (6, (None, None, None), Against.SILENT)
    (said_of_it,) = _lines(database, [at_hill(database)])
    assert said_of_it.startswith("Akebakke: 6 hendelser vinteren 2025–26, fra 1. april 2026. Det er for lite til å si")


def test_all_lines_of_all_assessments_cost_as_many_statements_as_one(database: Database) -> None:
    hill(database)
    asked: list[str] = []
    asks = [
        LogAsk(What(place_of(database), mechanism=how), way, stage, 3, 3, (BEGUN,))
        for how in (None, Code("collision"), Code("fall_same")) for way in Outcome for stage in Stage
    ]  # fmt: skip
    counts = []
    event.listen(database.engine, "before_cursor_execute", lambda _c, _cur, one, *_rest: asked.append(one))
    for some in (asks[:1], asks, asks * 10):
        asked.clear()
        database.read(log_of, some, viewer=LEADER, today=TODAY)
        counts.append(sum(one.lstrip().startswith(("SELECT", "WITH")) for one in asked))
    assert counts[0] == counts[1] == counts[2] <= 7


# ---------------------------------------------------------------- what follows


@pytest.mark.parametrize(
    ("probability", "consequence", "against"),
    [
        (2, 2, Against.TOO_LOW), (5, 2, Against.AGREES), (5, 1, Against.TOO_MILD), (5, 5, Against.AGREES),
        (1, 1, Against.TOO_LOW),
    ],
)  # fmt: skip
def test_where_the_log_and_the_rating_disagree_it_is_told(
    database: Database, probability: int, consequence: int, against: Against
) -> None:
    use_the_hill(database, {2025: (17, 36)})
    found = told(database, at_hill(database, stage=Stage.BEFORE, probability=probability, consequence=consequence))
    assert found.against is against


def test_something_rarer_than_it_was_said_to_be_is_told_with_care(database: Database) -> None:
    use_the_hill(database, {2022: (1, 30), 2023: (0, 30), 2024: (0, 30), 2025: (0, 30)})
    found = told(database, at_hill(database, stage=Stage.BEFORE, probability=5, consequence=2))
    assert found.against is Against.TOO_HIGH
    assert "ikke alt blir meldt" in against_words(found)


def test_the_usual_consequence_is_the_one_in_the_middle(database: Database) -> None:
    place = place_of(database)
    for severity, number in ((0, 2), (1, 4), (3, 2), (None, 9)):
        happened(database, place, [date(2026, 1, 5 + n) for n in range(number)], severity=severity)
    assert told(database, at_hill(database)).consequence == 2
    assert told(database, at_hill(database, outcome=Outcome.WORST)).consequence == 4


def test_two_events_do_not_say_what_is_usual(database: Database) -> None:
    happened(database, place_of(database), [date(2026, 1, 5), date(2026, 1, 6)], severity=4)
    assert told(database, at_hill(database)).consequence is None


def _lines(database: Database, asks: Sequence[LogAsk]) -> list[str]:
    """What is said of each, with the words of the hill."""
    place = place_of(database)
    view = database.read(risk_view, risk(database, place_id=place), viewer=LEADER, today=TODAY)
    assert view is not None
    book = database.read(codebook, viewer=LEADER, today=TODAY)
    found = database.read(log_of, asks, viewer=LEADER, today=TODAY)
    return [log_words(one, view.row.target, book, usual(5)) for one in found]


def test_the_log_speaks_in_whole_sentences(database: Database) -> None:
    hill(database)
    before, worst, nothing = _lines(database, [
        at_hill(database, stage=Stage.BEFORE, measures=(BEGUN,)),
        at_hill(database, outcome=Outcome.WORST, consequence=3, measures=(BEGUN,)), LogAsk(What()),
    ])  # fmt: skip
    (never,) = _lines(database, [at_hill(database, outcome=Outcome.WORST, consequence=5, measures=(BEGUN,))])
    assert never.startswith("Akebakke: ingen hendelser med konsekvens svært alvorlig (5) på 3 vintre, på 104 akedager.")
    assert before == (
        "Akebakke: 19 hendelser vinteren 2024–25, på 36 akedager. Det svarer til svært sannsynlig (5): hver måned i "
        "bruksperioden, eller oftere. Vanligvis er konsekvensen liten (2)."
    )
    assert worst == (
        "Akebakke: 6 hendelser med konsekvens moderat (3) eller verre på 3 vintre (2 i 2022–23, 2 i 2023–24 og 2 i "
        "2024–25), på 104 akedager. Det svarer til sannsynlig (4): flere ganger i året. Alt fra mulig (3) til "
        "sannsynlig (4) kan stemme. Det verste som noen gang er meldt, har konsekvens moderat (3)."
    )
    assert nothing == str(NOTHING)


def test_that_nothing_was_reported_proposes_nothing_and_is_not_called_safe(database: Database) -> None:
    hill(database)
    ask = at_hill(database, outcome=Outcome.WORST, consequence=5, measures=(BEGUN,))
    never, six = told(database, ask), told(database, replace(ask, consequence=3))
    assert (suggested(never, usual(5)), cell_words(never, usual(5))) == ((None, None), "")
    assert suggested(six, usual(5)) == (4, 3)
    (said_,) = _lines(database, [ask])
    assert "Det betyr ikke at det ikke kan skje." in said_
    assert "Det svarer til" not in said_


def test_a_lower_step_is_called_a_suggestion(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    found = told(database, at_hill(database, probability=5, consequence=2, measures=(BEGUN,)))
    assert lower_words(found, usual(5)) == (
        "4 hendelser etter at tiltakene begynte 10. mars 2025: tallene tyder på sannsynlig (4). Dette er et forslag. "
        "Det er dere som vurderer."
    )
    assert cell_words(found, usual(5)) == "Loggen: S5 × K2"
    assert cell_words(found, usual(4)) == "Loggen: S4 × K1"


def test_what_is_kept_with_a_rating_is_plain_and_whole(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    view = database.read(risk_view, risk(database, place_id=place_of(database)), viewer=LEADER, today=TODAY)
    assert view is not None
    book = database.read(codebook, viewer=LEADER, today=TODAY)
    kept = evidence_of_log(told(database, at_hill(database)), view.row.target, book, view.matrix)
    assert kept["sentence"].startswith("Akebakke: 21 hendelser på 2 vintre (17 i 2024–25 og 4 i 2025–26)")
    assert (kept["events"], kept["likely"], kept["last"]) == (21, 5, TODAY.isoformat())
    assert evidence_of_log(None, view.row.target, book, view.matrix) == {}


# ---------------------------------------------------------------- on the page of an assessment


def test_an_assessment_says_where_the_log_disagrees(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    key = risk(database, place_id=place_of(database))
    danger = hazard(database, key)
    rating(database, danger, 2, 2)
    view = database.read(risk_view, key, viewer=LEADER, today=TODAY)
    assert view is not None
    (line,) = view.lines
    assert line.log is not None
    assert line.log.against is Against.TOO_LOW
    assert Lack.LOG_DISAGREES in line.lacks


def test_only_new_barriers_are_part_of_what_changed(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    key = risk(database, place_id=place_of(database))
    danger = hazard(database, key)
    rating(database, danger, 5, 2, day=DECIDED - timedelta(days=1))
    barrier(database, danger, measure_id=measure(database), standing=Standing.EXISTS)
    was = database.read(risk_view, key, viewer=LEADER, today=TODAY)
    barrier(database, danger, measure_id=measure(database), standing=Standing.NEW)
    now = database.read(risk_view, key, viewer=LEADER, today=TODAY)
    assert was is not None
    assert now is not None
    assert [view.lines[0].log.lower for view in (was, now) if view.lines[0].log] == [None, 4]
