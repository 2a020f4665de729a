"""Which reports are taken, and what is said of every file: whatever lies among them, the others go on."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from ikdesk.kernel.errors import Cancelled, Problem
from ikdesk.sector.gather_actions import gather
from ikdesk.sector.known_model import KnownUnit, identity
from ikdesk.sector.store_model import CountRow, LightRow
from ikdesk.sector.wanted_model import TROUBLED, FileState, Wanted
from ikdesk.sector_data import open_store
from tests.sector.gathered import DAY, gathered
from tests.sector.made_reports import Made, made_unit, tamper, write_report

TOM, KARI, PER = made_unit(0), made_unit(1), made_unit(2)


def _unit(made: Made) -> str:
    return identity(made.name, made.organisation_number)


def test_a_folder_is_gone_through_in_order_and_what_is_no_report_is_passed_over(tmp_path: Path) -> None:
    deep = tmp_path / "b"
    deep.mkdir()
    paths = [write_report(KARI, tmp_path, name="2.PDF"), write_report(PER, deep, format="xlsx", name="1.xlsx")]
    for name in ("~$2.xlsx", ".skjult.pdf", "notat.docx", "bilde.png"):
        (tmp_path / name).write_bytes(b"noe")
    first = write_report(TOM, tmp_path, name="1.pdf")
    found = gathered(tmp_path, paths[0])
    assert list(found.files) == ["1.pdf", "2.PDF", "1.xlsx"]
    assert {one.state for one in found.files.values()} == {FileState.TAKEN}
    assert [one.id for one in found.files.values()] == [1, 2, 3]
    assert found.ticks == ((0, 3), (1, 3), (2, 3), (3, 3))
    assert first.name in found.files
    assert found.rows[CountRow] > 50
    assert found.rows[LightRow] == 3 * 7


def test_what_a_unit_tells_stands_in_the_store(real_made: Path) -> None:
    found = gathered(real_made / "2026-T1")
    row = found.units["org:999999999"]
    assert (row.name, row.now, row.last_year, row.year, row.overdue) == ("Solbakken barnehage", 19, 29, 48, 2)
    assert (row.first, row.last) == (date(2026, 1, 1), date(2026, 4, 30))
    assert (row.whole, row.late, row.new) == (True, False, True)
    assert (row.days_now, row.days_last_year, row.least, row.compares) == (6742, 6743, 3, True)
    assert row.made.date() == date(2026, 5, 6)
    assert sorted(one.state.code for one in found.files.values()) == ["same", "taken"]


def test_every_file_has_a_state_and_a_sentence_and_the_others_go_on(tmp_path: Path) -> None:
    made = [made_unit(number) for number in range(10, 18)]
    taken = write_report(made[0], tmp_path)
    states = {
        write_report(made[1], tmp_path, signer=None): FileState.UNSIGNED,
        write_report(made[2], tmp_path, status="draft"): FileState.DRAFT,
        write_report(made[3], tmp_path, password="hemmelig"): FileState.LOCKED,
        write_report(made[4], tmp_path, schema=2): FileState.NEWER,
        write_report(made[5], tmp_path, audience="owner"): FileState.OTHER_READER,
        write_report(made[6], tmp_path, period="2025-T3", made="2026-01-12T08:00:00+00:00"): FileState.OTHER_PERIOD,
        write_report(made[7], tmp_path): FileState.CHANGED,
    }
    tamper(list(states)[-1])
    (tmp_path / "rot.pdf").write_bytes(b"%PDF-1.7 og ikke mer")
    (tmp_path / "tom.xlsx").write_bytes(b"")
    (tmp_path / "stor.pdf").write_bytes(b"%PDF-" + bytes(65 << 20))
    (tmp_path / "ring.pdf").symlink_to(tmp_path / "ring.pdf")
    states |= {tmp_path / name: FileState.UNREADABLE for name in ("rot.pdf", "tom.xlsx", "stor.pdf", "ring.pdf")}
    found = gathered(tmp_path, tmp_path / "borte.pdf", period="2026-t1")
    assert found.period == "2026-T1"
    assert found.state(taken) is FileState.TAKEN
    assert {path.name: found.state(path) for path in states} == {path.name: state for path, state in states.items()}
    assert found.state(tmp_path / "borte.pdf") is FileState.UNREADABLE
    assert set(found.units) == set(found.known) == {_unit(made[0])}
    assert all(one.said.endswith(".") for one in found.files.values())
    assert found.said(tmp_path / "rot.pdf") == "Filen er skadet og kan ikke leses. Be enheten sende rapporten på nytt."
    assert {state for state in states.values() if state not in TROUBLED} == {
        FileState.OTHER_READER, FileState.OTHER_PERIOD,
    }  # fmt: skip


def test_links_that_lead_in_a_ring_and_closed_folders_stop_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "mappe"
    folder.mkdir()
    write_report(TOM, folder)
    (folder / "opp").symlink_to(folder)
    (folder / "bort").symlink_to(tmp_path / "finnes ikke")
    shut = folder / "lukket"
    shut.mkdir(mode=0)
    found = gathered(folder)
    assert len([one for one in found.files.values() if one.state is FileState.TAKEN]) == 1
    if os.geteuid():  # nothing is closed for root
        assert found.files["lukket"].state is FileState.UNREADABLE
    shut.chmod(0o700)


def test_what_the_disk_will_not_even_look_for_stops_nothing(tmp_path: Path) -> None:
    taken = write_report(TOM, tmp_path)
    found = gathered(tmp_path / ("for langt navn" * 30 + ".pdf"), taken)
    assert [one.state for one in found.files.values()] == [FileState.UNREADABLE, FileState.TAKEN]


def test_no_file_at_all_is_no_period(tmp_path: Path) -> None:
    found = gathered(tmp_path)
    assert (found.period, found.units, found.known, found.ticks) == ("", {}, {}, ((0, 0),))
    with pytest.raises(Problem, match="forstår vi ikke"):
        gathered(tmp_path, period="våren")


def test_of_pdf_and_workbook_of_one_report_one_is_counted(tmp_path: Path) -> None:
    paths = [write_report(TOM, tmp_path, format=kind) for kind in ("pdf", "xlsx")]
    found = gathered(*reversed(paths))
    assert [found.state(path) for path in paths] == [FileState.SAME, FileState.TAKEN]
    assert found.units[_unit(TOM)].file == 1


def test_the_highest_version_counts_whichever_came_first(tmp_path: Path) -> None:
    one = write_report(TOM, tmp_path)
    two = write_report(TOM, tmp_path, version=2, correction=3)
    for order in ((one, two), (two, one)):
        found = gathered(*order)
        assert (found.state(one), found.state(two)) == (FileState.REPLACED, FileState.TAKEN)
        assert found.units[_unit(TOM)].version == 2
        assert "versjon 2" in found.said(one)


def test_of_two_that_say_they_are_the_same_version_none_is_taken(tmp_path: Path) -> None:
    old = write_report(TOM, tmp_path)
    two = [write_report(TOM, tmp_path, version=2, correction=n, name=f"{n}.pdf") for n in (1, 2)]
    found = gathered(tmp_path)
    assert [found.state(path) for path in (old, *two)] == [FileState.REPLACED, FileState.DISPUTED, FileState.DISPUTED]
    assert "Ingen av dem er tatt med" in found.said(two[0])
    assert (found.units, found.known) == ({}, {})


def test_the_newest_period_that_most_have_delivered_for_is_collected(tmp_path: Path) -> None:
    for number in range(5):
        write_report(made_unit(number), tmp_path, period="2025-T3", made="2026-01-12T08:00:00+00:00")
    for number in range(3):
        write_report(made_unit(number), tmp_path)
    for number in range(2):
        write_report(made_unit(number), tmp_path, period="2026-T2", made="2026-09-01T08:00:00+00:00")
    assert gathered(tmp_path).period == "2026-T1"  # three of five; two are too few
    for number in range(2):
        (tmp_path / write_report(made_unit(number), tmp_path).name).unlink()
    assert gathered(tmp_path).period == "2025-T3"
    found = gathered(tmp_path, period="2026-T2")
    assert (found.period, len(found.units)) == ("2026-T2", 2)
    assert found.missing == set()  # what is not taken makes nobody known


def test_where_no_period_has_most_of_them_it_is_the_one_that_most_have(tmp_path: Path) -> None:
    for number, period in enumerate(["2025-T3", "2025-T3", "2026-T1", "2024-T3", "2025-T1"]):
        write_report(made_unit(number), tmp_path, period=period, made="2026-05-06T08:00:00+00:00")
    assert gathered(tmp_path).period == "2025-T3"


def test_a_draft_for_another_period_or_reader_is_no_trouble(tmp_path: Path) -> None:
    write_report(TOM, tmp_path)
    path = write_report(KARI, tmp_path, period="2025-T3", status="draft", made="2026-01-12T08:00:00+00:00")
    found = gathered(tmp_path, period="2026-T1")
    assert (found.state(path), found.said(path)) == (FileState.OTHER_PERIOD, "Rapporten er for 3. tertial 2025.")


@pytest.mark.parametrize(("made", "due", "late"), [
    ("2026-05-30T21:59:00+00:00", None, False),  # 23.59 in Norway, thirty days after
    ("2026-05-30T22:00:00+00:00", None, True), ("2026-05-11T12:00:00+00:00", date(2026, 5, 10), True),
    ("2026-05-10T12:00:00+00:00", date(2026, 5, 10), False),
])  # fmt: skip
def test_late_is_by_the_day_in_norway(made: str, due: date | None, late: bool, tmp_path: Path) -> None:
    write_report(TOM, tmp_path, made=made)
    row = gathered(tmp_path, due=due).units[_unit(TOM)]
    assert row.late is late
    assert row.made == datetime.fromisoformat(made).astimezone(UTC).replace(tzinfo=None)


def test_a_report_made_before_the_period_was_over_is_not_of_all_its_days(tmp_path: Path) -> None:
    write_report(TOM, tmp_path, made="2026-03-10T12:00:00+01:00")
    row = gathered(tmp_path).units[_unit(TOM)]
    assert (row.whole, row.last, row.late) == (False, date(2026, 3, 10), False)


def test_who_is_waited_for_is_known_from_before_or_written_down(tmp_path: Path) -> None:
    write_report(TOM, tmp_path)
    kari = KnownUnit(_unit(KARI), KARI.name, KARI.organisation_number, KARI.signer.key, DAY)
    per = replace(kari, unit=_unit(PER), name=PER.name, organisation_number=PER.organisation_number,
                  key=PER.signer.key, expected_until=date(2026, 4, 29), why="Lagt ned")  # fmt: skip
    known = {one.unit: one for one in (kari, per)}
    listed = (("", TOM.name.upper()), ("", PER.name), ("974760673", "Lia skole"), ("", "Bakken SFO"))
    found = gathered(tmp_path, known=known)
    assert set(found.expected) == {_unit(TOM), _unit(KARI)}
    assert found.missing == {_unit(KARI)}
    found = gathered(tmp_path, known=known, expected=listed)
    assert found.missing == {_unit(KARI), _unit(PER), "org:974760673", "name:bakken sfo"}
    assert {unit for unit, row in found.expected.items() if row.listed} == set(found.expected) - {_unit(KARI)}
    alike = replace(kari, name=TOM.name)  # somebody wrote a name that two have; one of them has sent
    found = gathered(tmp_path, known={alike.unit: alike}, expected=(("", TOM.name),))
    assert {unit for unit, row in found.expected.items() if row.listed} == {_unit(TOM)}
    assert known == {one.unit: one for one in (kari, per)}


def test_a_unit_that_is_waited_for_no_longer_is_taken_when_it_sends(tmp_path: Path) -> None:
    write_report(TOM, tmp_path)
    ended = KnownUnit(_unit(TOM), TOM.name, TOM.organisation_number, TOM.signer.key, DAY, (), date(2025, 1, 1), "Borte")
    found = gathered(tmp_path, known={ended.unit: ended})
    assert set(found.units) == set(found.expected) == {ended.unit}
    assert found.known[ended.unit].expected_until == date(2025, 1, 1)


def test_more_files_than_are_written_at_once_all_come_in(tmp_path: Path) -> None:
    made = [made_unit(number) for number in range(120)]
    for one in made:
        write_report(one, tmp_path, format="xlsx")
    found = gathered(tmp_path)
    assert set(found.units) == {_unit(one) for one in made}
    assert [row.id for row in found.files.values()] == list(range(1, 121))
    assert found.missing == set()


def test_files_that_were_harmed_in_any_way_are_told_and_never_taken(tmp_path: Path) -> None:
    chance = Random(2026)
    whole = [write_report(TOM, tmp_path, format=kind).read_bytes() for kind in ("pdf", "xlsx")]
    for number in range(60):
        data = bytearray(chance.choice(whole))
        at = chance.randrange(len(data))
        match number % 3:
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                del data[at : at + chance.randrange(1, 200)]
            case _:
                data[at:at] = data[: chance.randrange(1, 300)]
        (tmp_path / f"skadet {number}.pdf").write_bytes(data)
    found = gathered(tmp_path)
    assert len(found.files) == 62
    assert {one.name for one in found.files.values() if one.state in {FileState.TAKEN, FileState.SAME}} == {
        path.name for path in tmp_path.iterdir() if not path.name.startswith("skadet")
    }  # fmt: skip


def test_it_can_be_stopped_between_two_files(tmp_path: Path) -> None:
    for number in range(4):
        write_report(made_unit(number), tmp_path)

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with open_store() as store, pytest.raises(Cancelled):
        gather(store, Wanted((tmp_path,), DAY), {}, tick=stop)
