"""A log of incidents comes in whole or not at all, and never twice."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikdesk.incidents.count_queries import handling, statistics
from ikdesk.incidents.import_actions import read_source, read_with_map, run_import
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import Filter
from ikdesk.incidents.queries import how_many as found_by
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.unit.actions import add_place, close, rename
from ikdesk.unit.model import Department, Place, Season
from tests.incidents.import_samples import (
    HEADINGS,
    ROWS,
    bring_in,
    csv_file,
    how_many,
    incidents,
    log_file,
    map_file,
    planned,
    shuffled,
    workbook,
)
from tests.samples import LEADER, NOBODY, TODAY, place_of

YEAR = parse_period("2026")


def test_a_log_comes_in_with_everything_it_says(database: Database, tmp_path: Path) -> None:
    outcome = bring_in(database, log_file(tmp_path))
    assert outcome.as_json() == {
        "committed": True, "read": 4, "imported": 4, "duplicates": 0, "skipped": 0, "rejected": 0, "unknown": {},
    }  # fmt: skip
    first, second, third, fourth = incidents(database)
    assert (first.number, first.kind, first.occurred_on) == ("2026-1", "child_injury", date(2026, 2, 3))
    assert (first.occurred_time, first.severity, first.story) == (time(10, 40), 1, "Kjørte inn i gjerdet")
    assert (second.kind, second.occurred_time, second.severity) == ("near_miss", None, 0)
    assert (third.place_id, third.severity) == (place_of(database, "sledding_hill"), 3)
    assert (fourth.kind, fourth.place_id) == ("child_injury", place_of(database, "cloakroom"))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_any_separator_and_any_of_the_usual_letters_will_do(
    database: Database, tmp_path: Path, separator: str, encoding: str
) -> None:
    path = csv_file(tmp_path / "logg.txt", (HEADINGS, *ROWS), separator, encoding)
    assert bring_in(database, path).imported == 4
    assert incidents(database)[3].story == "Skled på vått gulv"


def test_a_workbook_with_title_blank_rows_and_foot_notes_is_read_as_people_mean_it(
    database: Database, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "logg.xlsx", [
        ["Hendelseslogg Solbakken 2026"],
        [],
        ["Nr.", "DATO ", "Kl.", "Type hendelse", "Sted:", "Alvorlighet (0–4)", "Hva skjedde?"],
        [1, datetime(2026, 2, 3), time(10, 40), "Skade på barn", "Akebakke", 1, "Kjørte inn i gjerdet"],
        [],
        [2, datetime(2026, 2, 4), None, "Nestenulykke", "Akebakke", 0.0, "Holdt på å treffe et tre"],
        ["Kilde: permen på kontoret"],
    ])  # fmt: skip
    outcome = bring_in(database, path)
    assert (outcome.imported, outcome.skipped, outcome.read) == (2, 4, 6)
    assert [(i.occurred_on, i.occurred_time, i.severity) for i in incidents(database)] == [
        (date(2026, 2, 3), time(10, 40), 1), (date(2026, 2, 4), None, 0),
    ]  # fmt: skip


def test_the_same_log_as_csv_and_as_workbook_adds_nothing(database: Database, tmp_path: Path) -> None:
    bring_in(database, log_file(tmp_path))
    book = workbook(tmp_path / "logg.xlsx", [HEADINGS, [
        datetime(2026, 2, 3), time(10, 40), "Barn skadet seg", "akebakken", 1, "Kjørte inn i gjerdet "]])  # fmt: skip
    outcome = bring_in(database, book)
    assert (outcome.imported, outcome.duplicates) == (0, 1)


def test_headings_in_nynorsk_and_english_are_known(database: Database, tmp_path: Path) -> None:
    nynorsk = ("Når hende det", "Klokka", "Type hending", "Kvar hende det?", "Kor alvorleg var det?", "Kva hende")
    english = ("Date of incident", "Time of day", "Type of event", "Where", "Severity", "What happened")
    assert bring_in(database, log_file(tmp_path, headings=nynorsk)).imported == 4
    assert bring_in(database, log_file(tmp_path, headings=english)).duplicates == 4


def test_the_same_file_twice_and_in_another_order_adds_nothing(database: Database, tmp_path: Path) -> None:
    bring_in(database, log_file(tmp_path))
    again = bring_in(database, log_file(tmp_path))
    assert (again.committed, again.imported, again.duplicates) == (True, 0, 4)
    assert bring_in(database, log_file(tmp_path, shuffled(ROWS, 3))).duplicates == 4
    assert how_many(database) == 4


def test_two_equal_rows_are_two_children(database: Database, tmp_path: Path) -> None:
    assert bring_in(database, log_file(tmp_path, (ROWS[0], ROWS[0]))).imported == 2
    outcome = bring_in(database, log_file(tmp_path, (ROWS[0], ROWS[0], ROWS[0])))
    assert (outcome.imported, outcome.duplicates) == (1, 2)
    assert [i.number for i in incidents(database)] == ["2026-1", "2026-2", "2026-3"]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
LINES = st.lists(
    st.tuples(
        st.dates(date(2024, 1, 1), TODAY).map(lambda day: f"{day:%d.%m.%Y}"), st.just(""),
        st.sampled_from(["child_injury", "Nestenulykke"]), st.sampled_from(["Akebakke", "slide"]),
        st.sampled_from(["", "0", "Liten"]), WORDS,
    ), min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=LINES, seed=st.integers(0, 99))
def test_whatever_a_log_holds_importing_it_again_shuffled_adds_nothing(
    database: Database, tmp_path: Path, rows: list[tuple[str, ...]], seed: int
) -> None:
    before = how_many(database)
    first = bring_in(database, log_file(tmp_path, rows))
    assert first.committed
    assert first.imported + first.duplicates == len(rows)
    again = bring_in(database, log_file(tmp_path, shuffled(rows, seed)))
    assert (again.imported, again.duplicates) == (0, len(rows))
    assert how_many(database) == before + first.imported


def test_a_row_without_a_status_is_closed_and_outside_handling_time(database: Database, tmp_path: Path) -> None:
    bring_in(database, log_file(tmp_path))
    assert {(i.status, i.reported_at, i.closed_at) for i in incidents(database)} == {(Status.CLOSED, None, None)}
    assert database.read(handling, YEAR, 28, viewer=LEADER, today=TODAY).due == 0


def test_a_status_and_its_days_come_in_as_they_are_given(database: Database, tmp_path: Path) -> None:
    headings = (*HEADINGS[:5], "Status", "Meldt", "Lukket dato")
    rows = [
        (*ROWS[0][:5], "Lukket", "03.02.2026 11.00", "10.02.2026"), (*ROWS[1][:5], "Ny", "04.02.2026", ""),
        (*ROWS[2][:5], "Trukket", "", ""), (*ROWS[3][:5], "", "", ""),
    ]  # fmt: skip
    bring_in(database, log_file(tmp_path, rows, headings))
    first, second, third, fourth = incidents(database)
    assert (first.reported_at, first.days_to_close) == (datetime(2026, 2, 3, 11, 0), 7)
    assert (second.status, second.reported_at) == (Status.REPORTED, datetime(2026, 2, 4))
    assert (third.status, third.withdrawn_at is not None) == (Status.WITHDRAWN, True)
    assert fourth.status is Status.CLOSED
    assert database.read(statistics, YEAR, viewer=LEADER, today=TODAY).total == 3


def test_the_rest_of_the_form_comes_in_too(database: Database, tmp_path: Path) -> None:
    headings = ("Dato", "Type", "Sted", "Årsaker", "Kroppsdel", "Side", "Behandling", "Rutine", "Barn", "Avdeling",
                "Strakstiltak", "Oppfølging")  # fmt: skip
    row = ("2026-02-03", "Skade på barn", "Akebakke", "Underlag; Bygg, dør, port", "hode", "H", "plaster, kjøling",
           "Brutt", "KN", "Blåbær", "Trøstet", "Snakket med barna")  # fmt: skip
    outcome = bring_in(database, log_file(tmp_path, [row], headings))
    assert outcome.made == ("Blåbær",)
    (one,) = incidents(database)
    assert (one.causes, one.body_part, one.side) == (("surface", "building_door_gate"), "head", "right")
    assert (one.treatment, one.routine_status) == (("wash_plaster", "cold_pack"), "broken")
    assert (one.child, one.done_at_once, one.handling) == ("KN", "Trøstet", "Snakket med barna")
    assert one.department_id is not None
    assert one.severity is None
    assert bring_in(database, log_file(tmp_path, [row], headings)).duplicates == 1
    assert how_many(database, Department) == 1


def test_imported_incidents_can_be_searched_and_keep_their_numbers(database: Database, tmp_path: Path) -> None:
    bring_in(database, log_file(tmp_path))
    bring_in(database, log_file(tmp_path, [("05.01.2025", "", "Nestenulykke", "Sklie", "0", "Satt fast i hetten")]))
    assert database.read(found_by, Filter(words="hetten"), viewer=LEADER, today=TODAY) == 1
    assert [i.number for i in incidents(database)] == ["2025-1", "2026-1", "2026-2", "2026-3", "2026-4"]


def test_the_own_name_of_a_place_goes_before_the_standard_one(database: Database, tmp_path: Path) -> None:
    big = {"name": "Store akebakken", "standard": "sledding_hill", "season": Season.WINTER, "logged": True}
    key = database.write(add_place, big, by=LEADER, today=TODAY)
    bring_in(database, log_file(tmp_path, [("03.02.2026", "", "Nestenulykke", "store AKEBAKKEN", "0", "")]))
    assert incidents(database)[0].place_id == key


def test_a_log_imported_before_a_place_got_a_new_name_is_still_known(database: Database, tmp_path: Path) -> None:
    bring_in(database, log_file(tmp_path))
    database.write(rename, Place, place_of(database), "Storbakken", by=LEADER, today=TODAY)
    assert bring_in(database, log_file(tmp_path)).duplicates == 4
    new = bring_in(database, log_file(tmp_path, [("05.02.2026", "", "Nestenulykke", "sledding_hill", "0", "")]))
    assert new.imported == 1
    assert incidents(database)[-1].place_id == place_of(database)


def test_a_kind_of_place_the_unit_does_not_have_is_made(database: Database, tmp_path: Path) -> None:
    slide = place_of(database, "slide")
    database.write(close, Place, slide, date(2020, 1, 1), by=LEADER, today=TODAY)
    path = log_file(tmp_path, [("03.02.2026", "", "Nestenulykke", "slide", "0", "")] * 2)
    assert planned(database, path).new_places == ("Sklie",)
    assert bring_in(database, path).made == ("Sklie",)
    assert {i.place_id for i in incidents(database)} == {place_of(database, "slide")} != {slide}


def test_what_is_said_before_is_what_happens_after(database: Database, tmp_path: Path) -> None:
    path = log_file(tmp_path)
    plan = planned(database, path)
    assert how_many(database) == 0
    assert plan.ready
    assert ("Hva skjedde", "Hva skjedde") in plan.columns
    assert [row.line for row in plan.preview] == [2, 3, 4, 5]
    assert all(hasattr(plan.preview[0], field.key) for field in plan.preview_fields)
    outcome = bring_in(database, path)
    for field in dataclasses.fields(outcome):
        if field.name not in {"committed", "made"}:
            assert getattr(outcome, field.name) == getattr(plan, field.name)


def test_a_dry_run_saves_nothing(database: Database, tmp_path: Path) -> None:
    outcome = bring_in(database, log_file(tmp_path), dry_run=True)
    assert (outcome.committed, outcome.imported) == (False, 4)
    assert how_many(database) == 0
    assert "ingenting er lagret" in outcome.sentences()[0]


def test_columns_nothing_is_read_from_are_told(database: Database, tmp_path: Path) -> None:
    rows = [(*row, "4", "rød") for row in ROWS]
    plan = planned(database, log_file(tmp_path, rows, (*HEADINGS, "Alder", "Farge på lua")))
    assert plan.unused == ("Alder", "Farge på lua")


def test_the_work_can_be_followed(database: Database, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    source = read_source(log_file(tmp_path, [ROWS[0]] * 450))
    database.write(run_import, source, by=LEADER, today=TODAY, tick=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (900, 900)
    assert seen == sorted(seen)


def test_only_who_may_handle_cases_may_import(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Problem):
        database.write(run_import, read_source(log_file(tmp_path)), by=NOBODY, today=TODAY)
    assert how_many(database, Incident) == 0


def test_a_map_may_say_everything(database: Database, tmp_path: Path) -> None:
    path = log_file(
        tmp_path,
        [("3/2-2026", "Falt", "Bakken", "Lav"), ("04.02.2026", "", "Bakken", "Høy")],
        ("Dato for hendelsen i logg", "Hva", "Hvor hen", "Nivå"),
    )
    chart = map_file(tmp_path, """
kind = "incidents"
[columns]
date = "Dato for hendelsen i logg"
type = "Hva"
place = "Hvor hen"
severity = "Nivå"
[values.date]
"3/2-2026" = "2026-02-03"
[values.type]
"Falt" = "child_injury"
[values.place]
"bakken" = "sledding_hill"
[values.severity]
"Lav" = 1
"Høy" = "Alvorlig"
[defaults]
type = "near_miss"
story = "Fra permen"
""")
    assert bring_in(database, path, chart).imported == 2
    assert [(i.kind, i.severity, i.story) for i in incidents(database)] == [
        ("child_injury", 1, "Fra permen"), ("near_miss", 3, "Fra permen"),
    ]  # fmt: skip


def test_sums_and_notes_under_the_table_are_no_rows_even_with_a_date(database: Database, tmp_path: Path) -> None:
    rows = [*ROWS, (), ("Sist oppdatert", "30.04.2026"), ("Totalt", "", "", "", "4"), ("* gjelder ute",)]
    outcome = bring_in(database, log_file(tmp_path, rows))
    assert (outcome.committed, outcome.imported, outcome.skipped) == (True, 4, 4)


def test_a_loose_heading_is_used_for_what_nothing_else_says(database: Database, tmp_path: Path) -> None:
    row = ("03.02.2026 10.40", "Nestenulykke", "Akebakke")
    assert bring_in(database, log_file(tmp_path, [row], ("Tidspunkt", "Hendelse", "Område"))).imported == 1
    assert incidents(database)[0].occurred_time == time(10, 40)
    both = ("03.02.2026", "10.40", "Nestenulykke", "Satt fast", "Akebakke")
    headings = ("Dato", "Tidspunkt", "Type", "Hendelse", "Sted")
    assert bring_in(database, log_file(tmp_path, [both], headings)).imported == 1
    assert incidents(database)[1].story == "Satt fast"


def test_a_map_that_stands_in_no_file_may_leave_a_column_out(database: Database, tmp_path: Path) -> None:
    path = log_file(tmp_path, [(*ROWS[0], "Ja")], (*HEADINGS, "Varslet"))
    assert bring_in(database, path).unknown == {"notified": {"Ja": 1}}
    source = read_with_map(path, '[columns]\nnotified = ""\n', "kart")
    outcome = database.write(run_import, source, by=LEADER, today=TODAY)
    assert outcome.committed
    assert outcome.unused == ("Varslet",)
    assert "Varslet" in "\n".join(outcome.sentences())


def test_words_in_a_map_may_mean_nothing(database: Database, tmp_path: Path) -> None:
    path = log_file(tmp_path, [(*ROWS[0][:4], "vet ikke", "")])
    assert bring_in(database, path, map_file(tmp_path, '[values.severity]\n"Vet ikke" = ""\n')).committed
    assert incidents(database)[0].severity is None
