"""The pictures: each number leads to just as many incidents, each message is made of the numbers and dares no more."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ikdesk.incidents.filter_queries import filter_of
from ikdesk.incidents.queries import how_many
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.database import Database
from ikdesk.measures.sentences import verdict_words
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.spec import BarSpec, Spec, StripSpec, describe
from ikdesk.statistics.count_model import Group
from ikdesk.statistics.count_sentences import (
    comparison_words,
    gathered,
    hours_title,
    outside_title,
    quiet_words,
    said_of,
)
from ikdesk.statistics.group_queries import overview
from ikdesk.statistics.key_model import asked
from ikdesk.statistics.pictures import pictures_of
from ikdesk.statistics.span_model import LAST_YEAR
from ikdesk.unit.actions import set_month_figures
from ikdesk.unit.queries import codebook
from tests.samples import LEADER, TODAY, place_of
from tests.statistics.reports import told
from tests.statistics.spread_out import facts_of, numbers_in, some_of_everything, span

BOOK = shipped_codebook()
WORDS = {verdict_words(code).word.lower() for code in (
    "clear_fall", "probable_fall", "cannot_say", "too_few", "probable_rise", "clear_rise", "not_in_use")}  # fmt: skip


def pictures(database: Database, group: Group, code: str = "2026-T1", against: str = "year") -> dict[str, Spec]:
    """The pictures of a group by what they are called."""
    book = database.read(codebook, viewer=LEADER, today=TODAY)
    return {spec.key: spec for spec in pictures_of(group, facts_of(database, group, span(code, against)), book)}


def bars(spec: Spec) -> BarSpec:
    assert isinstance(spec, BarSpec)
    return spec


@pytest.mark.parametrize("code", ["2026-T1", LAST_YEAR, "2026-01-20..2026-03-10"])
def test_every_number_leads_to_just_as_many_incidents(database: Database, code: str) -> None:
    some_of_everything(database)
    pressed = 0
    for group in Group:
        for spec in pictures(database, group, code, "years").values():
            for key, number in numbers_in(spec):
                wanted = filter_of(asked(key, code), TODAY)
                if key and number >= 0:
                    assert database.read(how_many, wanted, viewer=LEADER, today=TODAY) == number, (spec.key, key)
                    pressed += 1
    assert pressed > 40


def test_where_nothing_is_there_is_nothing_to_press(database: Database) -> None:
    some_of_everything(database)
    for group in Group:
        for spec in pictures(database, group).values():
            assert not any(key for key, number in numbers_in(spec) if number == 0), spec.key


def test_every_number_is_told_to_those_who_listen(database: Database) -> None:
    some_of_everything(database)
    for group in Group:
        for spec in pictures(database, group).values():
            said = describe(spec)
            for _key, number in numbers_in(spec):
                assert number < 0 or re.search(rf"\b{number:g}\b".replace(".", ","), said), (spec.key, number)


def test_no_message_tells_of_a_difference_without_a_verdict(database: Database) -> None:
    some_of_everything(database)
    for against in ("year", "years", "none"):
        for group in Group:
            for spec in pictures(database, group, "2026-T1", against).values():
                title = spec.title
                if " mot " in title:
                    assert title.rsplit(": ", 1)[1] in WORDS, title
                assert not re.search(r"(færre|flere) enn|signifikant|uendret|bevist|p-verdi", title), title


def test_a_fall_says_beside_it_that_little_is_reported(database: Database) -> None:
    told(database, [date(2025, 1, 2) + timedelta(days=4 * n) for n in range(29)])
    told(database, [date(2026, 1, 5)])
    months = bars(pictures(database, Group.WHEN)["months"])
    assert months.title == "Hendelser mot 1. tertial 2025: tydelig nedgang"
    assert "Da kan en nedgang komme av at det meldes mindre." in months.caption
    assert months.caption.endswith("Tallene viser hva som skjedde, ikke hvorfor.")


def test_silence_stands_beside_what_falls_wherever_it_is_shown(database: Database) -> None:
    told(database, [date(2025, 1, 2) + timedelta(days=4 * n) for n in range(29)], severity=2)
    told(database, [date(2026, 1, 5)])
    grades = bars(pictures(database, Group.WHO)["severity"])
    assert grades.title.endswith("tydelig nedgang")
    assert "Da kan en nedgang komme av at det meldes mindre." in grades.caption
    seen = database.read(overview, span(), viewer=LEADER, today=TODAY)
    assert quiet_words(seen, "Stille.") == "Stille."
    assert quiet_words(replace(seen, total=seen.near, moderate=seen.near, harmed=seen.near), "Stille.") == ""
    for against, said in (("none", ""), ("2026-01-01..2026-03-01", "må være over før perioden begynner")):
        seen = database.read(overview, span(against=against), viewer=LEADER, today=TODAY)
        assert (said in comparison_words(seen)) if said else (comparison_words(seen) == "")


def test_months_it_was_closed_are_no_long_time_without(database: Database) -> None:
    told(database, [date(2026, 1, 30) - timedelta(days=12 * n) for n in range(25)])
    between = bars(pictures(database, Group.WHEN)["between"])
    assert between.title == "90 dager siden sist, lenger enn tilfeldigheter vanligvis gir"
    assert "Ingen hendelser meldt på 90 dager" in between.caption
    closed = [(2026, month, 20, 0) for month in (2, 3, 4)]
    database.write(set_month_figures, closed, by=LEADER, today=TODAY)
    between = bars(pictures(database, Group.WHEN)["between"])
    assert between.title == "90 dager siden sist"


def test_more_reports_and_more_near_misses_are_never_red(database: Database) -> None:
    told(database, [date(2025, 1, 2)])
    told(database, [date(2026, 1, 2 + n) for n in range(20)], kind="near_miss")
    seen = database.read(overview, span(), viewer=LEADER, today=TODAY)
    assert seen.near.judgement is not None
    assert seen.near.judgement.verdict == "clear_rise"
    for compared in (seen.near, seen.total):
        said = said_of(compared.judgement, harm=False)
        assert said is not None
        assert said.tone == "neutral"


def test_months_stand_beside_the_same_months_with_measures_and_closed_ones(database: Database) -> None:
    told(database, [date(2025, 1, 31), date(2025, 2, 3), date(2025, 2, 4), date(2026, 1, 5), date(2026, 2, 5)])
    made = bars(pictures(database, Group.WHEN)["months"])
    assert made.labels == ("januar", "februar", "mars", "april")
    assert [row.values for row in made.series] == [(1, 1, 0, 0), (1, 2, 0, 0)]
    assert made.subtitle == "Hendelser per måned, 1. tertial 2026, n = 2 (3)"
    assert made.keys == ("period=2026-01", "period=2026-02", "", "")


def test_a_single_month_stands_with_the_eleven_before_it(database: Database) -> None:
    told(database, [date(2026, 2, 3), date(2026, 4, 3)])
    made = bars(pictures(database, Group.WHEN, "2026-04")["months"])
    assert len(made.labels) == 12
    assert (made.labels[0], made.labels[8], made.labels[11]) == ("mai\n2025", "jan\n2026", "apr")
    assert made.roles == ("past",) * 11 + ("now",)


def test_a_month_that_is_not_over_is_open_and_only_its_days_are_asked_for(database: Database) -> None:
    told(database, [date(2026, 3, 2), date(2026, 3, 20)])
    facts = facts_of(database, Group.WHEN, span(today=date(2026, 3, 12)), today=date(2026, 3, 12))
    months = bars(pictures_of(Group.WHEN, facts, BOOK)[0])
    assert months.open_last
    assert list(months.series[0].values) == [0, 0, 1]
    assert "til og med 12. mars 2026" in months.subtitle


def test_sums_so_far_stand_beside_the_years_that_were_recorded(database: Database) -> None:
    told(database, [date(2024, 1, 3), *(date(year, 2, 3 + n) for year in (2024, 2025, 2026) for n in range(3))])
    made = pictures(database, Group.WHEN)["so_far"]
    assert isinstance(made, LineSpec)
    assert [(row.name, row.values[:4], len(row.values)) for row in made.series] == [
        ("2026", (0.0, 3.0, 3.0, 3.0), 4), ("2025", (0.0, 3.0, 3.0, 3.0), 12), ("2024", (1.0, 4.0, 4.0, 4.0), 12),
    ]  # fmt: skip
    assert made.title == "2026 så langt mot snittet av de to årene før: kan ikke si"
    assert made.subtitle.endswith("30. april 2026: 3, mot 3 i 2025 og 4 i 2024")


def test_two_pictures_of_the_same_days_never_disagree(database: Database) -> None:
    told(database, [date(2025, 1, 2) + timedelta(days=4 * n) for n in range(29)])
    told(database, [date(2026, 1, 5) + timedelta(days=7 * n) for n in range(16)])
    months = [(2025, month, 20, 20) for month in (1, 2, 3, 4)] + [(2026, month, 12, 20) for month in (1, 2, 3, 4)]
    database.write(set_month_figures, months, by=LEADER, today=TODAY)
    made = pictures(database, Group.WHEN)
    assert made["months"].title.endswith(": kan ikke si")  # fewer events, and fewer children
    assert made["so_far"].title.endswith(": kan ikke si")
    meter = facts_of(database, Group.FOLLOWED).reporting
    assert meter is not None
    assert (meter.activity.verdict, meter.now.reports, meter.now.open_days) == ("cannot_say", 16, 80)


def test_another_time_of_the_year_is_never_taken_for_a_fall(database: Database) -> None:
    told(database, [date(2024, 9, 2) + timedelta(days=3 * n) for n in range(39)])
    told(database, [date(2026, 1, 5)])
    made = bars(pictures(database, Group.WHEN, "2026-T1", "2024-T3")["months"])
    assert made.title == "Hendelser mot 3. tertial 2024: kan ikke si"
    assert "årstiden" in made.caption
    assert len(made.series) == 1  # January is not set beside September
    assert span("2026-T1", "2025-01-08..2025-04-25").in_season
    assert not span("2026-T2", "2026-T1").in_season


def test_many_events_make_a_run_chart_and_few_the_days_between(database: Database) -> None:
    told(database, [date(2026, 1, 1) + timedelta(days=12 * n) for n in range(9)])
    between = bars(pictures(database, Group.WHEN)["between"])
    assert between.title == "23 dager siden sist"
    assert between.series[0].values == (12.0,) * 8 + (23.0,)
    assert between.open_last
    months = [(year, month) for year in (2024, 2025) for month in range(1, 13)]
    told(database, [date(*month, 1 + n) for at, month in enumerate(months) for n in range(9 if at % 2 else 4)])
    run = pictures(database, Group.WHEN)["run"]
    assert isinstance(run, RunSpec)
    assert len(run.labels) == 24
    assert "between" not in pictures(database, Group.WHEN)


def test_a_list_shows_the_largest_first_and_the_rest_as_one(database: Database) -> None:
    parts = ("collision", "crush", "cold", "fall_height", "fall_same", "scald", "other", "choke_drown", "poisoning",
             "electricity")  # fmt: skip
    for number, part in enumerate(parts, 1):
        told(database, [date(2026, 1, 5)] * number, mechanism=part)
    told(database, [date(2026, 1, 5)])
    made = bars(pictures(database, Group.HOW)["mechanism"])
    assert made.labels[0] == "Elektrisk strøm"
    assert made.labels[-2:] == ("Alle andre", "Ikke oppgitt")
    assert list(made.series[0].values) == [10, 9, 8, 7, 6, 5, 4, 3, 3, 1]
    assert made.keys[-2:] == ("", "")
    assert made.notes[1] == "34\xa0% til sammen"
    assert made.title == "Hvordan: hendelsene er spredt på mange"


@pytest.mark.parametrize(("counts", "said"), [
    ([("bakken", 6), ("huska", 2), ("døra", 2)], "Hvor: bakken står for 6 av 10"),
    ([("bakken", 4), ("huska", 3), ("døra", 2)], "Hvor: bakken og huska står for 7 av 9"),
    ([("bakken", 3), ("huska", 1), ("døra", 1), ("gata", 1)], "Hvor: bakken står for 3 av 6"),
    ([("bakken", 2), ("huska", 2), ("døra", 2), ("gata", 2)], "Hvor: hendelsene er spredt på mange"),
    ([("bakken", 4)], "Hvor: for få hendelser til å se et mønster"), ([], "Hvor: for få hendelser til å se et mønster"),
])  # fmt: skip
def test_a_list_says_how_few_hold_half_and_leaves_out_none_that_is_as_large(counts: Any, said: str) -> None:
    assert gathered("Hvor", counts) == said


def test_what_is_not_filled_in_is_told_of_in_the_sum() -> None:
    assert gathered("Hvordan", [("fall", 6), ("klem", 2)], 12) == "Hvordan: fall står for 6 av 20"


def test_the_day_says_the_shortest_time_that_holds_half() -> None:
    assert hours_title([(8, 1), (9, 0), (10, 5), (11, 1), (12, 3)]) == "5 av 10 skjedde mellom kl. 10 og 11"
    assert hours_title([(8, 2), (9, 2), (10, 2), (11, 2)]) == "4 av 8 skjedde mellom kl. 08 og 10"
    assert "for få" in hours_title([(8, 4)])


def test_a_single_month_that_stands_out_is_named() -> None:
    assert outside_title(["mai 2025"]) == "Mai 2025 skiller seg ut, ellers bare tilfeldig variasjon"
    assert outside_title(["a", "b"]).startswith("A og b ")
    assert outside_title(list("abcd")) == "4 måneder skiller seg ut"


def test_departments_stand_in_the_units_order_and_one_alone_is_no_picture(database: Database) -> None:
    some_of_everything(database)
    assert bars(pictures(database, Group.WHO)["department"]).labels == ("Eika", "Bjørka", "Ikke oppgitt")
    facts = facts_of(database, Group.WHO)
    alone = replace(facts, named=replace(facts.named, departments=dict(list(facts.named.departments.items())[:1])))
    assert "department" not in {spec.key for spec in pictures_of(Group.WHO, alone, BOOK)}


@pytest.mark.parametrize("group", Group)
def test_an_empty_unit_has_nothing_to_show_but_the_months(database: Database, group: Group) -> None:
    found = pictures(database, group)
    assert set(found) == ({"months"} if group is Group.WHEN else set())


def test_a_table_of_two_ways_has_its_sums_and_says_what_is_outside_it(database: Database) -> None:
    for kind in ("child_injury", "near_miss", "hazard", "routine_breach", "staffing", "fire_safety"):
        told(database, [date(2026, 1, 5)], kind=kind)
    told(database, [date(2026, 1, 5)] * 3, place_id=place_of(database, "swing"))
    made = pictures(database, Group.WHERE)["place_kind"]
    assert not isinstance(made, (BarSpec, StripSpec))
    assert made.caption == "1 hendelse er utenfor tabellen."
    assert made.title == "Oftest: skade på barn/elev, huske – 3 av 9"
