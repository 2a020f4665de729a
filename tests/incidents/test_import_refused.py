"""What cannot be understood is told with its line and its words, and then nothing is saved."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from ikdesk.incidents.import_plan_model import Outcome
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.unit.model import Department, Place
from tests.incidents.import_samples import (
    HEADINGS,
    ROWS,
    bring_in,
    how_many,
    incidents,
    log_file,
    map_file,
    planned,
)
from tests.samples import TODAY


def with_row(database: Database, folder: Path, **changes: str) -> Outcome:
    """Import three good rows and one that is changed, on line 5."""
    names = dict(zip(("date", "time", "type", "place", "severity", "story"), ROWS[3], strict=True))
    assert set(changes) <= set(names)
    return bring_in(database, log_file(folder, (*ROWS[:3], tuple({**names, **changes}.values()))))


def test_words_nobody_knows_are_listed_with_how_often_they_stand_there(database: Database, tmp_path: Path) -> None:
    rows = [("03.02.2026", "", "Falt", "Bakken", "Lav", ""), ("04.02.2026", "", "Falt", "Akebakke", "Høy", ""), ROWS[0]]
    outcome = bring_in(database, log_file(tmp_path, rows))
    assert outcome.as_json() == {
        "committed": False, "read": 3, "imported": 1, "duplicates": 0, "skipped": 0, "rejected": 2,
        "unknown": {"type": {"Falt": 2}, "place": {"Bakken": 1}, "severity": {"Lav": 1, "Høy": 1}},
    }  # fmt: skip
    assert how_many(database) == 0
    told = "\n".join(outcome.sentences())
    assert "Ingenting ble lagret" in told
    assert "Type: «Falt» (2)" in told
    assert "Linje 2" in told
    words = [(row.name, row.word, row.count) for row in planned(database, log_file(tmp_path, rows)).unknown_words]
    assert ("Sted", "Bakken", 1) in words


def test_nothing_is_guessed_from_words_that_are_nearly_right(database: Database, tmp_path: Path) -> None:
    for near in ("Nestenulykk", "child injury!", "nestenulykke?", "barn"):
        assert with_row(database, tmp_path, type=near).unknown == {"type": {near: 1}}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"date": "30.02.2026"}, "«30.02.2026» er ikke en dato"),
        ({"date": "29.02.2025"}, "«29.02.2025» er ikke en dato"),
        ({"date": "i fjor vinter"}, "er ikke en dato"),
        ({"date": "03.02.1926"}, "Årstallet ser feil ut"),
        ({"date": f"{TODAY + timedelta(days=1):%d.%m.%Y}"}, "i dag eller tidligere"),
        ({"date": ""}, "Dato mangler"),
        ({"type": ""}, "Type mangler"),
        ({"place": ""}, "Sted mangler"),
        ({"time": "25.00"}, "er ikke et klokkeslett"),
        ({"severity": "5"}, "Alvorlighet: «5»"),
        ({"severity": "1.5"}, "Alvorlighet: «1.5»"),
        ({"story": "x" * 40_000}, "for lang: 40000 tegn"),
    ],
)
def test_a_row_that_cannot_be_right_stops_the_whole_log(
    database: Database, tmp_path: Path, changes: dict[str, str], sentence: str
) -> None:
    outcome = with_row(database, tmp_path, **changes)
    assert (outcome.committed, outcome.imported, outcome.rejected) == (False, 3, 1)
    assert outcome.reasons[0].line == 5
    assert sentence in outcome.reasons[0].sentence
    assert how_many(database) == 0


def test_29_february_is_a_day_in_leap_years(database: Database, tmp_path: Path) -> None:
    assert with_row(database, tmp_path, date="29.02.2024").committed
    assert incidents(database)[0].occurred_on == date(2024, 2, 29)


def test_severity_may_be_missing(database: Database, tmp_path: Path) -> None:
    assert with_row(database, tmp_path, severity="").committed
    assert incidents(database)[3].severity is None


def test_a_column_that_could_be_two_things_is_asked_about(database: Database, tmp_path: Path) -> None:
    rows = [(*row, "05.02.2026") for row in ROWS]
    path = log_file(tmp_path, rows, (*HEADINGS, "Hendelsesdato"))
    with pytest.raises(Problem, match="«Dato», «Hendelsesdato»"):
        planned(database, path)
    chart = map_file(tmp_path, '[columns]\ndate = "Dato"\n')
    assert bring_in(database, path, chart).imported == 4


def test_missing_columns_are_named_with_what_the_file_has(database: Database, tmp_path: Path) -> None:
    path = log_file(tmp_path, [row[:2] + row[4:] for row in ROWS], (*HEADINGS[:2], *HEADINGS[4:]))
    with pytest.raises(Problem, match=r"«Type», «Sted».*«Klokkeslett»"):
        planned(database, path)


def test_a_case_cannot_be_closed_before_it_was_told_or_while_it_is_open(database: Database, tmp_path: Path) -> None:
    headings = (*HEADINGS[:4], "Status", "Meldt", "Lukket")
    for status, told, closed in (
        ("Lukket", "10.02.2026", "09.02.2026"), ("Ny", "10.02.2026", "12.02.2026"), ("Lukket", "", "01.12.2026"),
        ("Lukket", "01.02.2026", ""), ("Ny", "i går", ""), ("Slettet", "", ""),
    ):  # fmt: skip
        outcome = bring_in(database, log_file(tmp_path, [(*ROWS[0][:4], status, told, closed)], headings))
        assert (outcome.committed, outcome.rejected) == (False, 1)
    assert outcome.unknown == {"status": {"Slettet": 1}}


def test_a_department_name_that_cannot_be_one_is_refused(database: Database, tmp_path: Path) -> None:
    outcome = bring_in(database, log_file(tmp_path, [(*ROWS[0], "x" * 300)], (*HEADINGS, "Avdeling")))
    assert not outcome.committed
    assert how_many(database, Department) == 0


HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "<img src=x onerror=alert(1)>", "'; DROP TABLE incident; --",
    "\u202egnirts", "a\x01b\x07c", "👩‍👧‍👦", "%s %d {0} {story}", "\ufeffBOM", "A\u030a",
)  # fmt: skip


def test_hostile_text_is_only_text(database: Database, tmp_path: Path) -> None:
    rows = [(*ROWS[0][:5], text) for text in HOSTILE]
    assert bring_in(database, log_file(tmp_path, rows)).committed
    stories = [i.story for i in incidents(database)]
    assert stories[0] == HOSTILE[0]
    assert stories[7] == "abc"
    assert stories[-1] == "Å"
    assert bring_in(database, log_file(tmp_path, rows)).duplicates == len(HOSTILE)


def test_hostile_words_in_coded_columns_can_be_told_and_written_as_json(database: Database, tmp_path: Path) -> None:
    rows = [(ROWS[0][0], "", text, text, text, "") for text in HOSTILE]
    outcome = bring_in(database, log_file(tmp_path, rows))
    assert outcome.rejected == len(HOSTILE)
    assert json.loads(json.dumps(outcome.as_json()).encode("utf-8"))["unknown"]["type"]["=cmd|' /C calc'!A0"] == 1
    assert all(sentence.encode("utf-8") for sentence in outcome.sentences())


def test_a_picture_is_refused_with_advice(database: Database, tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    path = tmp_path / "logg.csv"
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(header))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    with pytest.raises(Problem, match="bilde"):
        planned(database, path)


def test_a_file_that_is_not_there_is_a_problem(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Finner ikke"):
        planned(database, tmp_path / "borte.csv")
    with pytest.raises(Problem, match="tilordningen"):
        planned(database, log_file(tmp_path), tmp_path / "borte.toml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[columns]\ndate = "Dato"\ntype = Falt\n', "Linje 3"),
        ('[values.type]\n"Falt" = "child_injury\n', "Linje 2"),
        ('[columns]\ndato_for = "Dato"\n', "Linje 2.*dato_for.*date, time, type"),
        ('[columns]\ndate = "Datoen"\n', "«Datoen» finnes ikke i filen.*«Dato»"),
        ('[values.type]\n# fall\n"Falt" = "childinjury"\n', "Linje 3.*childinjury.*child_injury"),
        ('[values.place]\n"Bakken" = "bakken"\n', "Linje 2.*«bakken».*sledding_hill"),
        ('[values.severity]\n"Lav" = 7\n', "Linje 2.*«7».*0, 1, 2, 3, 4"),
        ('[values.farge]\n"Lav" = 1\n', "Linje 1.*farge"),
        ('[defaults]\ntype = "noe"\n', "Linje 2.*«noe»"),
        ('[defaults]\nplace = "noe"\n', "Linje 2.*«noe»"),
        ('[defaults]\ndate = "noe"\n', "Linje 2.*«noe»"),
        ('[defaults]\ntype = ["a"]\n', "Linje 2"),
        ('kind = "noe"\n', "Linje 1.*incidents"),
        ("[kolonner]\n", "Linje 1.*kolonner"),
        ('columns = "Dato"\n', "Linje 1"),
        ('[values]\ntype = "child_injury"\n', "Linje 2"),
        ("[columns]\ndate = 1\n", "Linje 2"),
        ("\x00", "kan ikke leses"),
        ("a = " + "[" * 5000, "slutter for tidlig"),
    ],
)
def test_a_map_that_is_wrong_is_told_with_its_line_and_what_can_be_written(
    database: Database, tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(Problem, match=told):
        planned(database, log_file(tmp_path), map_file(tmp_path, text))


def test_a_map_may_stand_the_other_way_round(database: Database, tmp_path: Path) -> None:
    path = log_file(tmp_path, headings=("Den dagen", *HEADINGS[1:]))
    assert bring_in(database, path, map_file(tmp_path, '[columns]\n"Den dagen" = "date"\n')).imported == 4


def test_a_map_that_is_not_text_is_a_problem(database: Database, tmp_path: Path) -> None:
    chart = tmp_path / "kart.toml"
    chart.write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(Problem, match="UTF-8"):
        planned(database, log_file(tmp_path), chart)


def test_a_refused_log_makes_no_places_either(database: Database, tmp_path: Path) -> None:
    before = how_many(database, Place)
    rows = [("03.02.2026", "", "Nestenulykke", "other", "0", ""), ("30.02.2026", "", "Nestenulykke", "other", "0", "")]
    assert not bring_in(database, log_file(tmp_path, rows)).committed
    assert how_many(database, Place) == before


def test_a_text_that_a_separator_split_in_two_is_not_cut(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "logg.csv"
    path.write_text("Dato,Type,Sted,Hva skjedde\n03.02.2026,Nestenulykke,Akebakke,Falt, men lo\n", "utf-8")
    outcome = bring_in(database, path)
    assert (outcome.committed, outcome.rejected) == (False, 1)
    assert "«men lo»" in outcome.reasons[0].sentence
