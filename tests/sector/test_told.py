"""What is taken from a report, and that a stranger's report can say anything without doing harm."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.signer import Signer
from ikdesk.reader.signed_file import read_signed
from ikdesk.sector.content_model import MOST, ChangedError, NewerError, told_in
from ikdesk.sector.told_model import HANDLED, TABLES, Told
from tests.sector.made_reports import content_in, made_unit

UNIT = made_unit(0)
KEY = UNIT.signer.key
NOT_ADDED = "Tallene i rapporten går ikke opp. Be enheten lage den på nytt."
STRANGE = "Filen er signert, men har ikke det som skal stå i en rapport fra IKdesk. Be enheten lage den på nytt."
Change = Callable[[Any], object]


def _said() -> Any:
    return json.loads(content_in(UNIT))


def _told(said: Any) -> Told:
    return told_in(json.dumps(said).encode(), KEY)


def _refused(content: bytes, key: bytes = KEY) -> str:
    with pytest.raises(Problem) as refused:
        told_in(content, key)
    return str(refused.value)


def _column(told: Told, table: str) -> dict[str, tuple[int | None, int | None]]:
    return {one.code: (one.three.now, one.three.last_year) for one in told.counts if one.table == table}


def test_a_report_the_program_made_tells_its_numbers_and_what_must_be_decided(real_made: Path) -> None:
    pdf, book = (read_signed(next((real_made / "2026-T1").glob(f"*.{end}"))) for end in ("pdf", "xlsx"))
    told = told_in(pdf.content, pdf.key)
    assert told == told_in(book.content, book.key)
    assert (told.unit, told.name, told.kind) == ("org:999999999", "Solbakken barnehage", "barnehage")
    assert (told.period, told.first, told.last) == ("2026-T1", date(2026, 1, 1), date(2026, 4, 30))
    assert (told.total.now, told.total.last_year, told.total.year) == (19, 29, 48)
    assert _column(told, "by_severity") == {"0": (7, 9), "1": (10, 17), "2": (2, 3), "3": (0, 0), "4": (0, 0)}
    assert _column(told, "by_month")["2026-02"] == (7, 8)
    assert _column(told, "by_treatment")["doctor"] == (None, None)
    assert list(_column(told, "handling")) == list(HANDLED)
    assert (_column(told, "handling")["in_time"], _column(told, "handling_of")["in_time"]) == ((11, None), (12, None))
    stolpe, gjerde = told.decisions
    assert (stolpe.number, stolpe.title, stolpe.deadline) == (7, "Fjerne stolpen", date(2025, 10, 31))
    assert (gjerde.since, gjerde.deadline) == (date(2026, 4, 30), date(2026, 6, 1))
    assert [light.state for light in told.lights] == ["green", "green", "red", "red", "unused", "yellow", "red"]
    assert told.overdue == 2
    assert told.days is not None
    assert (told.days.now, told.days.last_year) == (6742, 6743)


@pytest.mark.parametrize("number", [0, 4, 5, 7, 33])  # among them Nynorsk, English, no number, and one that just began
def test_whatever_language_it_is_in_a_report_tells_the_same_codes(number: int) -> None:
    unit = made_unit(number)
    said = json.loads(content_in(unit))
    told = told_in(json.dumps(said).encode(), unit.signer.key)
    assert {one.table for one in told.counts} <= {*TABLES, "handling", "handling_of"}
    for table in set(TABLES) & said["tables"].keys() - {"by_month"}:
        rows = said["tables"][table]["rows"][:-1]
        assert list(_column(told, table)) == [row[table.removeprefix("by_")] for row in rows]
    assert [one.code for one in told.counts if one.table == "by_month"] == [f"2026-0{n}" for n in (1, 2, 3, 4)]
    counts = said["tables"].get("measure_counts", {"rows": []})["rows"]
    assert told.overdue == (counts[-4]["measures"] if counts else None)


def test_tables_that_are_not_told_are_named_and_last_year_is_zeros_for_who_had_not_begun() -> None:
    said = _said()
    del said["tables"]["by_treatment"]
    said["tables"]["by_mechanism"]["rows"] = said["tables"]["by_mechanism"]["rows"][-1:]  # nothing but its sum
    assert _told(said).left_out == ("by_mechanism", "by_treatment")
    fresh = made_unit(7)
    told = told_in(content_in(fresh), fresh.signer.key)
    assert not told.compares
    assert {numbers[1] for numbers in _column(told, "by_kind").values()} == {0}


def test_what_a_stranger_wrote_stands_on_one_line_in_the_order_it_is_read() -> None:
    said = _said()
    said["unit"] |= {"name": "Soli\n\u202ebarnehage\x00 \u200b" + "x" * 300, "organisation_number": ""}
    told = _told(said)
    assert told.name.startswith("Soli barnehage x")
    assert (len(told.name), told.name[-1]) == (200, "…")
    assert told.unit.startswith("name:soli barnehage x")


def test_a_report_of_a_newer_program_and_one_with_another_key_say_so() -> None:
    newer = content_in(UNIT, schema=2)
    with pytest.raises(NewerError, match="nyere utgave av IKdesk"):
        told_in(newer, KEY)
    with pytest.raises(ChangedError, match="annen nøkkel enn den selv sier"):
        told_in(content_in(UNIT), Signer(b"x" * 32).key)


def _more(*path: Any, value: object) -> Change:
    def change(said: Any) -> None:
        for step in path[:-1]:
            said = said[step]
        said[path[-1]] = value

    return change


def _row(table: str, at: int, column: str, value: object) -> Change:
    return _more("tables", table, "rows", at, column, value=value)


WRONG_SUMS = (
    _more("total", "now", value=9999), _row("by_kind", 0, "now", 5000), _row("by_severity", -1, "last_year", 1),
    _row("by_month", 0, "now", 777), _row("handling", 0, "n", 9_000_000), _row("rates", 0, "events", 123_456),
    _row("measure_counts", -4, "measures", 4242), _row("by_treatment", -1, "year", 0),
)  # fmt: skip
FORGED = (
    _more("version", value=True), _more("version", value=0), _more("version", value=1.0), _more("version", value="1"),
    _more("total", "now", value=-1), _more("total", "now", value=10**7), _more("total", "year", value=None),
    _more("total", value=[]), _more("unit", value="Solbakken"), _more("unit", "name", value=" \u200b"),
    _more("unit", "name", value=7), _more("unit", "kind", value="sykehus"), _more("unit", "kind", value=["skole"]),
    _more("unit", "organisation_number", value="12345678"), _more("unit", "organisation_number", value="٣" * 9),
    _more("audience", value="press"), _more("status", value="sent"), _more("made", value="2026-05-06T09:15:00"),
    _more("made", value="9999-12-31T23:59:59-12:00"), _more("made", value=5), _more("period", "code", value="2026-T9"),
    _more("period", "code", value="2025-T1"), _more("period", "last", value="2026-05-01"),
    _more("period", "first", value="2026-W01-1"), _more("counted", "now", "last", value="2026-05-01"),
    _more("counted", "now", "first", value="2026-01-02"), _more("limits", "least", value=10**6),
    _more("limits", "least", value=2), _more("limits", "lights", value={}),
    _more("limits", "lights", "handling_green", value=3), _more("lights", 0, "state", value="blue"),
    _more("lights", value=[{"label": "a", "state": "red", "text": ""}] * 51), _more("tables", value=None),
    _more("tables", "by_kind", "rows", value={}), _more("tables", "by_kind", "columns", value=[]),
    _more("tables", "by_kind", "rows", value=[{}] * 1001), _row("by_kind", 0, "kind", "a\nb"),
    _row("by_kind", 0, "kind", None), _row("by_kind", 1, "kind", "child_injury"), _row("by_kind", 0, "now", True),
    _more("tables", "by_month", "rows", 0, value=7), _more("words", value=[]), _more("schema", value=1),
    _more("schema", value="urn:ikdesk:schema:report:0"), _more("schema", value="urn:ikdesk:schema:meeting:1"),
    lambda said: said["tables"]["by_month"]["rows"].pop(0), lambda said: said.pop("counted"),
    lambda said: said["tables"]["handling"]["rows"].pop(), lambda said: said["tables"]["by_kind"]["rows"][0].pop("now"),
    lambda said: said["tables"]["for_owner"]["rows"].extend(2 * said["tables"]["for_owner"]["rows"]),
)  # fmt: skip


def _full() -> Any:
    """A report that has a table of everything, also of what must be decided."""
    said = _said()
    asked = {"number": 3, "title": "Nytt gjerde", "since": "2026-02-01", "consequence": "Barn kan gå ut på veien."}
    said["tables"]["for_owner"] = {"rows": [asked]}
    said["tables"]["measure_counts"] = {"rows": [{"what": "", "measures": n} for n in (1, 0, 2, 3, 5, 0, 0)]}
    return said


@pytest.mark.parametrize("change", WRONG_SUMS)
def test_numbers_that_do_not_add_up_are_told_and_not_taken(change: Change) -> None:
    said = _full()
    assert _told(said).decisions[0].title == "Nytt gjerde"
    change(said)
    assert _refused(json.dumps(said).encode()) == NOT_ADDED


@pytest.mark.parametrize("change", FORGED)
def test_what_no_report_of_ours_can_say_is_refused_with_a_sentence(change: Change) -> None:
    said = _full()
    change(said)
    assert _refused(json.dumps(said).encode()) in {STRANGE, NOT_ADDED}


@pytest.mark.parametrize("content", [
    b"", b"null", b"[]", b'"x"', b"{}", b"\xff\xfe{", b"[" * 200_000, b'{"schema":' * 100_000, b"9" * 10_000,
    b'{"schema": NaN}', b" " * (MOST + 1), b'{"schema": "urn:ikdesk:schema:report:1"',
])  # fmt: skip
def test_what_is_no_report_at_all_is_refused_with_a_sentence(content: bytes) -> None:
    assert _refused(content) == STRANGE


def test_a_number_that_is_no_number_is_refused_wherever_it_stands() -> None:
    for word in (b"NaN", b"Infinity", b"1e400", b"9" * 5000):
        content = content_in(UNIT).replace(b'"version": 1', b'"version": ' + word)
        assert _refused(content) == STRANGE


def _places(said: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything in it."""
    if path:
        yield path
    steps = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for step, inside in steps:
        yield from _places(inside, (*path, step))


PLACES = list(_places(_full()))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["2026-02-30", "\ud800", "red", "by_kind", "9" * 9, 10**7, -1]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=6,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLACES), ANYTHING)
def test_whatever_stands_anywhere_there_is_a_sentence_or_numbers_that_can_be_added(
    place: tuple[Any, ...], value: object
) -> None:
    said = _full()
    _more(*place, value=value)(said)
    told = None
    with suppress(Problem):  # and nothing else
        told = _told(said)
    if told is None:
        return
    for table in {one.table for one in told.counts if one.table in TABLES}:
        for at in (0, 1):
            numbers = [pair[at] for pair in _column(told, table).values()]
            assert None in numbers or sum(n or 0 for n in numbers) == (told.total.now, told.total.last_year)[at]
            assert all(type(n) is int and 0 <= n < 10**7 for n in numbers if n is not None)
