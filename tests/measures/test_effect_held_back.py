"""What holds a verdict back, and what would settle it."""

from __future__ import annotations

from datetime import date

from ikdesk.evidence.kinds import Tally
from ikdesk.evidence.verdict import settles
from ikdesk.kernel.database import Database
from ikdesk.measures.model import MeasureStatus
from tests.measures.test_effect import HILL_WINTERS, effect, gate, happened, measure, use_the_hill, winter_days
from tests.samples import TODAY, place_of


def test_a_hill_used_much_less_says_so(database: Database) -> None:
    use_the_hill(database, {**HILL_WINTERS, 2025: (1, 15)})
    found = effect(database, measure(database))
    assert (gate(found, "exposure").reason, gate(found, "exposure").state) == ("changed", "caps")


def test_fewer_of_all_other_reports_hold_a_fall_back(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    sandpit = place_of(database, "sandpit")
    for year, others in ((2022, 30), (2023, 30), (2025, 12)):
        happened(database, sandpit, (winter_days(year, 30))[:others])
    found = effect(database, measure(database))
    assert (found.judgement.verdict, gate(found, "reporting").state) == ("probable_fall", "caps")


def test_other_reports_are_compared_in_the_same_part_of_the_winter(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    sandpit = place_of(database, "sandpit")
    for year in (2022, 2023, 2025):
        happened(database, sandpit, [*winter_days(year, 10), *(date(year + 1, 4, day) for day in range(1, 21))])
    found = effect(database, measure(database), date(2026, 1, 31))
    assert gate(found, "reporting").state == "clear"
    assert gate(found, "reporting").numbers["all_before"] == 20


def test_winters_that_differ_more_than_chance_hold_the_verdict_back(database: Database) -> None:
    use_the_hill(database, {2018: (1, 30), 2019: (25, 30), 2020: (1, 30), **HILL_WINTERS})
    found = effect(database, measure(database))
    assert (gate(found, "dispersion").state, found.judgement.verdict) == ("caps", "probable_fall")
    assert gate(found, "dispersion").numbers["windows"] == 6


def test_measures_that_came_together_are_judged_together(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    sandpit = place_of(database, "sandpit")
    key = measure(database)
    measure(database, title="Samme dag")
    measure(database, title="Den neste vinteren", started_on=date(2026, 1, 5))
    measure(database, title="Før den dårlige", started_on=date(2024, 9, 1), trigger_first=None, decided_on=None)
    measure(database, title="Fra før", origin="already_done", started_on=date(2025, 4, 1))
    measure(database, title="Forkastet", status=MeasureStatus.REJECTED, rejected_why="For dyrt")
    measure(database, title="Et annet sted", place_id=sandpit)
    measure(database, title="Bare aking der", place_id=place_of(database), activity="sledding")
    measure(database, title="Den siste dagen før", started_on=date(2024, 4, 30), trigger_first=None, decided_on=None)
    measure(database, title="For lenge siden", started_on=date(2023, 1, 5), trigger_first=None, decided_on=None)
    measure(database, title="Ikke begynt", status=MeasureStatus.ADOPTED, started_on=None)
    found = effect(database, key)
    assert [one.title for one in found.bundle] == [
        "Samme dag", "Den neste vinteren", "Før den dårlige", "Bare aking der",
    ]  # fmt: skip
    assert (gate(found, "bundle").state, gate(found, "bundle").numbers["others"]) == ("handled", 4)


def test_one_measure_alone_is_told_apart(database: Database) -> None:
    use_the_hill(database, HILL_WINTERS)
    assert gate(effect(database, measure(database)), "bundle").state == "clear"


def test_a_rise_must_hold_with_the_bad_winter_too(database: Database) -> None:
    use_the_hill(database, {2022: (4, 30), 2023: (4, 30), 2024: (17, 30), 2025: (9, 30)})
    assert effect(database, measure(database)).judgement.verdict == "cannot_say"
    happened(database, place_of(database), winter_days(2025, 20))
    assert effect(database, measure(database)).judgement.verdict in {"probable_rise", "clear_rise"}


def test_a_rise_in_near_misses_alone_is_told(database: Database) -> None:
    use_the_hill(database, {2022: (5, 30), 2023: (5, 30), 2024: (6, 30), 2025: (5, 30)})
    happened(database, place_of(database), winter_days(2025, 20), kind="near_miss", severity=0)
    found = effect(database, measure(database))
    assert found.judgement.verdict == "clear_rise"
    assert found.near_misses_rose


def test_a_rise_in_injuries_is_no_good_news(database: Database) -> None:
    use_the_hill(database, {2022: (5, 30), 2023: (5, 30), 2024: (6, 30), 2025: (25, 30)})
    assert not effect(database, measure(database)).near_misses_rose


def test_what_would_settle_it_is_said_for_a_winter_like_the_others(database: Database) -> None:
    use_the_hill(database, {2022: (5, 30), 2023: (6, 30), 2024: (9, 30), 2025: (3, 30)})
    found = effect(database, measure(database))
    assert (found.judgement.verdict, found.settles, found.settles_by) == ("cannot_say", 2, None)


def test_while_a_winter_goes_on_what_is_left_of_it_would_settle_it(database: Database) -> None:
    use_the_hill(database, {2022: (5, 30), 2023: (6, 30), 2024: (9, 30), 2025: (2, 30)})
    found = effect(database, measure(database), date(2025, 12, 31))
    assert (found.judgement.after, found.settles_by) == (Tally(2, 16), TODAY)
    assert found.settles == settles(Tally(11, 60), Tally(2, 16), 30 - 16)


def test_where_a_planned_day_ends_the_count_in_the_winter_nothing_later_is_said_to_settle_it(
    database: Database
) -> None:
    use_the_hill(database, {2022: (5, 30), 2023: (6, 30), 2024: (9, 30), 2025: (2, 30)})
    found = effect(database, measure(database, evaluate_on=date(2025, 12, 31)))
    assert (found.settles, found.settles_by) == (None, None)


def test_nothing_would_settle_it_where_only_the_bad_winter_is_there_to_compare_with(database: Database) -> None:
    use_the_hill(database, {2024: (9, 30), 2025: (5, 30)})
    found = effect(database, measure(database))
    assert (found.judgement.verdict, gate(found, "regression").ceiling) == ("cannot_say", "cannot_say")
    assert found.settles is None
