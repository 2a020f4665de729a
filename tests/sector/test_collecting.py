"""From signed reports to the documents for the sector: all of it, or nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest

from ikdesk.kernel.clock import norway
from ikdesk.kernel.errors import Cancelled, Problem
from ikdesk.paper.saving import never_mind
from ikdesk.sector.collect_writing import JSON_NAME, STEPS, collect
from ikdesk.sector.known_actions import no_longer_expected, read_known, write_known
from ikdesk.sector.known_model import KnownUnit
from ikdesk.sector.wanted_model import Collected, Tick, Wanted
from ikdesk.sector_data import open_store
from tests.paper.pdf_checker import check, texts
from tests.sector.forty import NOW
from tests.sector.made_reports import made_unit, write_report

TODAY = date(2026, 6, 22)
FEW = range(4)


@dataclass(frozen=True)
class Place:
    """Where the reports come from, and where all else goes."""

    reports: Path
    pins: Path
    out: Path

    def collect(self, tick: Tick = never_mind, **changes: Any) -> Collected:
        """Collect what lies there."""
        values = {"files": (self.reports,), "today": TODAY, "period": NOW, "sender": "Eksempel kommune", **changes}
        return collect(open_store, Wanted(**values), self.pins, self.out, tick=tick)

    @property
    def made(self) -> list[str]:
        """What lies where the documents go."""
        return sorted(path.name for path in self.out.iterdir()) if self.out.exists() else []


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Four units have sent their report."""
    reports = tmp_path / "inn"
    reports.mkdir()
    for number in FEW:
        write_report(made_unit(number), reports)
    return Place(reports, tmp_path / "known-units.json", tmp_path / "ut")


def said(path: Path) -> str:
    return " ".join(" ".join(texts(path.read_bytes())).replace("\xa0", " ").split())


def test_the_documents_are_written_and_then_the_units_are_known(place: Place) -> None:
    collected = place.collect(json=True)
    assert [path.suffix for path in collected.paths] == [".pdf", ".xlsx", ".json"]
    assert {path.stem for path in collected.paths} == {"Samlet rapport 2026-T1"}
    assert all(path.is_file() for path in collected.paths)
    assert (collected.period, collected.taken, collected.files, collected.missing) == (NOW, 4, 4, 0)
    assert {one.name for one in read_known(place.pins).values()} == {made_unit(number).name for number in FEW}
    assert check(collected.paths[0].read_bytes()) == []
    assert all(made_unit(number).name in said(collected.paths[0]) for number in FEW)
    book: Any = openpyxl.load_workbook(collected.paths[1])
    assert book["Enheter"].max_row == 5


def test_only_what_is_asked_for_is_made(place: Place) -> None:
    assert [path.suffix for path in place.collect(formats=("xlsx",)).paths] == [".xlsx"]
    assert place.made == ["Samlet rapport 2026-T1.xlsx"]


def test_the_numbers_for_machines_travel_in_the_pdf_and_are_the_same(place: Place) -> None:
    pdf, _xlsx, machines = place.collect(json=True).paths
    with pikepdf.open(BytesIO(pdf.read_bytes())) as opened:
        inside = opened.attachments[JSON_NAME].get_file().read_bytes()
    assert inside == machines.read_bytes()
    assert json.loads(inside)["count"]["units"] == 4


def test_the_second_time_nobody_is_new_and_one_may_be_missing(place: Place) -> None:
    first = place.collect()
    assert "Nye enheter og nøklene deres" in said(first.paths[0])
    next(place.reports.iterdir()).unlink()
    second = place.collect()
    assert "Nye enheter og nøklene deres" not in said(second.paths[0])
    assert (second.taken, second.missing) == (3, 1)


@pytest.mark.parametrize("stops_at", [1, STEPS * 85 // 100, STEPS - 1])
def test_whoever_stops_it_gets_nothing_and_no_unit_is_known(stops_at: int, place: Place) -> None:
    def tick(done: int, total: int) -> None:
        assert total == STEPS
        if done >= stops_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        place.collect(tick)
    assert place.made == []
    assert not place.pins.exists()


def test_who_stops_it_too_late_gets_all_or_nothing(place: Place) -> None:
    """Also where a document is made that has no steps of its own."""

    def tick(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        place.collect(tick, formats=("xlsx",))
    assert place.made == []
    assert not place.pins.exists()


def test_it_never_goes_back_and_ends_where_all_is_done(place: Place) -> None:
    told: list[int] = []
    place.collect(lambda done, total: told.append(done * STEPS // total))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, STEPS)


def test_where_the_keys_cannot_be_kept_there_are_no_documents_either(place: Place) -> None:
    def tick(done: int, total: int) -> None:
        if done == STEPS - 1 or done > STEPS // 2:
            place.pins.mkdir(exist_ok=True)

    with pytest.raises(Problem):
        place.collect(tick)
    assert place.made == []


def test_documents_from_before_stay_where_the_keys_cannot_be_kept(place: Place) -> None:
    before = {path: path.read_bytes() for path in place.collect().paths}
    (place.reports / "fil").write_text("ingen mappe")
    somewhere_closed = replace(place, pins=place.reports / "fil" / "known-units.json")
    with pytest.raises(Problem):
        somewhere_closed.collect()
    assert {path: path.read_bytes() for path in place.out.iterdir()} == before


def test_what_others_write_of_known_units_meanwhile_is_not_lost(place: Place) -> None:
    place.collect()
    closed, *_others = read_known(place.pins)
    met = KnownUnit("name:solbakken", "Solbakken", "", made_unit(30).signer.key, TODAY)

    def tick(done: int, total: int) -> None:
        if done >= STEPS // 2 and met.unit not in read_known(place.pins):
            no_longer_expected(place.pins, closed, "Lagt ned", TODAY)
            write_known(place.pins, {**read_known(place.pins), met.unit: met})

    write_report(made_unit(5), place.reports)
    place.collect(tick)
    known = read_known(place.pins)
    assert known[closed].why == "Lagt ned"
    assert known[met.unit] == met
    assert len(known) == 6


def test_the_documents_are_of_the_moment_they_are_made_also_just_after_midnight(place: Place) -> None:
    before = datetime.now(norway()).replace(microsecond=0)
    *_others, machines = place.collect(today=before.date(), json=True).paths
    assert before <= datetime.fromisoformat(json.loads(machines.read_text("utf-8"))["made"]) <= datetime.now(norway())


def test_where_the_documents_cannot_be_written_no_unit_is_known(place: Place) -> None:
    place.out.write_text("her ligger noe annet")
    with pytest.raises(Problem):
        place.collect()
    assert not place.pins.exists()


def test_a_damaged_list_of_units_stops_it_before_anything_is_read(place: Place) -> None:
    place.pins.write_text("{}")
    with pytest.raises(Problem, match="kjente enheter"):
        place.collect()
    assert place.pins.read_text() == "{}"
    assert place.made == []


def test_without_a_report_for_the_period_it_is_said_what_there_was(place: Place) -> None:
    with pytest.raises(Problem, match=r"Ingen av filene er en rapport for 2\. tertial 2026") as told:
        place.collect(period="2026-T2")
    assert "For en annen periode (4)" in str(told.value)
    draft = write_report(made_unit(9), place.reports, status="draft")
    with pytest.raises(Problem, match="Ingen av filene er en rapport som kan tas med") as drafts:
        place.collect(files=(draft,), period="")
    assert "Utkast (1)" in str(drafts.value)
    assert not place.pins.exists()


def test_a_folder_without_reports_is_said_to_be_one(place: Place, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    with pytest.raises(Problem, match="Fant ingen PDF- eller Excel-filer"):
        place.collect(files=(tmp_path / "tom",))


def test_a_key_nobody_vouches_for_is_told_and_can_be_accepted(place: Place) -> None:
    place.collect()
    unit = made_unit(0)
    for path in place.reports.iterdir():
        path.unlink()
    write_report(unit, place.reports, signer=unit.later_signer())
    write_report(made_unit(1), place.reports)
    collected = place.collect()
    assert (collected.taken, collected.troubled, collected.missing) == (1, 1, 3)
    assert place.collect(accepted=frozenset({unit.later_signer().fingerprint})).taken == 2


def test_what_a_unit_hides_is_nowhere_in_the_documents(place: Place) -> None:
    """The reports' own hidden cells never reach the store; here the shown sums are no more than what is told."""
    pdf, xlsx, machines = place.collect(json=True).paths
    told = json.loads(machines.read_text("utf-8"))
    hidden = {(one["unit"], one["table"], one["code"]) for one in told["hidden"]}
    book: Any = openpyxl.load_workbook(xlsx)
    for key, table in told["per_unit"].items():
        sheet = next(sheet for sheet in book if sheet.title.startswith(table["title"][:20]))
        shown = [[cell.value for cell in row][2:] for row in sheet.iter_rows(min_row=2)]
        for at, row in enumerate(shown):
            for column, cell in zip(table["columns"], row, strict=True):
                assert (cell == ":") is ((at, key, column["code"]) in hidden)
    assert ":" in said(pdf)


def test_documents_that_lie_among_the_reports_are_no_trouble_the_next_time(place: Place) -> None:
    there = Place(place.reports, place.pins, place.reports)
    assert len(there.collect().paths) == 2
    (place.reports / "Samlet rapport 2025.pdf").write_bytes((place.reports / "Samlet rapport 2026-T1.pdf").read_bytes())
    (place.reports / "Samlet rapport.pdf").write_bytes((place.reports / "Samlet rapport 2026-T1.pdf").read_bytes())
    collected = there.collect()
    assert (collected.taken, collected.files, collected.troubled) == (4, 8, 1)  # the last has another name than ours
    signed = write_report(made_unit(7), place.reports, name="Samlet rapport 2026-T1.pdf")
    assert there.collect(formats=("xlsx",)).taken == 5, signed
