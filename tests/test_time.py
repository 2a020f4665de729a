"""Time as it passes: the hour that comes twice, the one that never comes, leap years, New Year, and clocks that lie."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.access.queries import access_page
from ikdesk.access.row_model import AccessFilter
from ikdesk.archive.writing import write_archive
from ikdesk.incidents.actions import close_incident, save_draft
from ikdesk.incidents.count_queries import statistics
from ikdesk.incidents.import_actions import read_source, run_import
from ikdesk.incidents.queries import Filter, draft_of, incident_page
from ikdesk.incidents.report_page import ReportPage
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.page import Cut
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.tertial import latest_tertial, parse_period, period_of_dates, tertial_of
from ikdesk.kernel.viewer import Key
from ikdesk.people.actions import add_person
from ikdesk.people.deputy_actions import appoint_deputy
from ikdesk.people.model import Role
from ikdesk.reports.queries import tertial_facts
from ikdesk.routines.actions import add_routine, approve_version, review_done
from ikdesk.routines.form_panel import in_a_year
from ikdesk.safe.backup import backup_path
from ikdesk.safe.kept import superfluous
from ikdesk.safe.tries import attempt, waiting
from ikdesk.start.queries import front_page
from ikdesk.ui.date_words import echo
from ikdesk.ui.desk import Desk
from ikdesk.ui.idle import IdleWatch, Limits
from ikdesk.unit.actions import add_place
from ikdesk.unit.exposure_actions import log_day
from ikdesk.unit.exposure_queries import exposure_in
from ikdesk.unit.model import Season
from ikdesk.unit.queries import codebook
from ikdesk.unit.season_model import season_around
from tests.looking import Told, shown
from tests.samples import LEADER, place_of
from tests.stopped import House, Stopped

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be changed here")
OSLO, FAR = "Europe/Oslo", ("Pacific/Auckland", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kolkata", "UTC")
AUTUMN, SPRING = [date(2026, 10, 25), date(2027, 10, 31)], [date(2026, 3, 29), date(2027, 3, 28)]
HOUR = timedelta(hours=1)


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def put(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    put(OSLO)
    yield put
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def house(database: Database, zone: Callable[[str], None]) -> House:
    clock = Stopped()
    clock.set(date(2026, 4, 30), 10)
    database.clock = clock
    return House(database, clock)


@pytest.mark.parametrize("night", AUTUMN)
def test_the_hour_that_comes_twice_is_two_hours_in_every_log_and_one_on_the_wall(house: House, night: date) -> None:
    house.clock.set(night, 0, 50)  # 02.50, the first time
    first, said = house.report(), [house.clock.local()]
    house.write(note_access, Deed.OPENED, "incident", [first])
    house.clock.set(night, 1, 10)  # 02.10, the second time
    second = house.report()
    said.append(house.clock.local())
    house.write(note_access, Deed.OPENED, "incident", [second])
    assert [f"{at:%H.%M}" for at in said] == ["02.50", "02.10"]
    assert said[1].astimezone() - said[0].astimezone() == timedelta(minutes=20)
    one, other = house.row(first), house.row(second)
    assert one.made_at
    assert other.made_at
    assert other.made_at - one.made_at == timedelta(minutes=20)
    assert (one.occurred_on, other.occurred_on) == (night, night)
    assert (one.number, other.number) == (f"{night.year}-1", f"{night.year}-2")
    rows = house.read(access_page, AccessFilter(), Cut(0, 10, "at", descending=False)).rows
    assert [f"{row.at:%H.%M}" for row in rows if row.deed is Deed.OPENED] == ["02.50", "02.10"]
    assert house.whole()


@pytest.mark.parametrize("night", AUTUMN)
def test_a_case_told_in_the_first_of_the_two_hours_can_be_closed_in_the_second(house: House, night: date) -> None:
    house.clock.set(night, 0, 50)
    key = house.report()
    house.clock.set(night, 1, 10)
    house.write(close_incident, key, at=house.clock.local())
    row = house.row(key)
    assert row.closed_at
    assert row.reported_at
    assert row.closed_at >= row.reported_at
    assert row.days_to_close == 0


@pytest.mark.parametrize("night", SPRING)
def test_over_the_hour_that_never_comes_no_time_is_made_up(house: House, night: date) -> None:
    house.clock.set(night, 0, 59)
    assert f"{house.clock.local():%H.%M}" == "01.59"
    before = house.clock.local()
    house.clock.set(night, 1, 1)
    assert f"{house.clock.local():%H.%M}" == "03.01"
    key = house.report(occurred_on=before.date(), occurred_time=before.time())
    assert house.row(key).hours_to_report == 1
    evening = house.report(occurred_on=night - timedelta(days=1), occurred_time=time_of_day(3, 30))
    assert house.row(evening).hours_to_report == 23  # 03.30 to 03.01 is 23 hours and a half by the wall
    odd = house.report(occurred_time=time_of_day(2, 30))  # no clock ever showed it; people write it all the same
    assert house.row(odd).occurred_time == time_of_day(2, 30)


@pytest.mark.parametrize("night", AUTUMN)
def test_a_day_with_an_hour_more_gives_an_hour_more_to_report_in(house: House, night: date) -> None:
    house.clock.set(night, 11)  # 12.00
    key = house.report(occurred_on=night - timedelta(days=1), occurred_time=time_of_day(12, 0))
    assert house.row(key).hours_to_report == 25


@pytest.mark.parametrize("night", AUTUMN + SPRING)
def test_neither_the_locks_nor_the_wait_after_a_wrong_password_jump_when_the_wall_clock_does(
    tmp_path: Path, zone: Callable[[str], None], qtbot: QtBot, night: date
) -> None:
    began = datetime(night.year, night.month, night.day, 0, 59, 30, tzinfo=UTC).timestamp()
    passed = [0.0]
    idle = IdleWatch(lambda: passed[-1], lambda: began + passed[-1])
    heard: list[str] = []
    for name in ("slept", "screen_due", "full_due"):
        getattr(idle, name).connect(lambda said=name: heard.append(said))
    idle.begin(Limits(screen=5, full=60))

    def wrong() -> None:
        raise Invalid(password="Feil passord.")

    with pytest.raises(Invalid):
        attempt(tmp_path, wrong, now=began)
    assert 0 < waiting(tmp_path, began) <= 2
    for second in range(1, 60):
        passed.append(float(second))
        idle.look()
    idle.end()
    assert heard == []
    assert waiting(tmp_path, began + 59) == 0


def test_the_newest_of_two_backups_in_the_two_hours_is_the_one_made_last(
    tmp_path: Path, zone: Callable[[str], None]
) -> None:
    from ikdesk.safe.kept import _moment

    clock = Stopped()
    made = []
    for hour, minute in ((0, 50), (1, 10)):
        clock.set(AUTUMN[0], hour, minute)
        made.append(SimpleNamespace(note=SimpleNamespace(made_at=clock.local().astimezone().isoformat())))
    assert _moment(made[0]) < _moment(made[1])  # type: ignore[arg-type]
    clock.set(AUTUMN[0], 0, 30)
    first = backup_path(tmp_path, clock.local())
    first.touch()
    clock.set(AUTUMN[0], 1, 30)
    assert backup_path(tmp_path, clock.local()).name == "IKdesk-2026-10-25-0230-2.ikbackup"


def test_29_february_is_a_day_of_its_month_and_has_a_year_before(house: House) -> None:
    leap = date(2028, 2, 29)
    house.clock.set(date(2027, 2, 28), 10)
    house.report()
    house.clock.set(leap, 10)
    house.report()
    assert house.read(statistics, parse_period("2028-02")).total == 1
    facts = house.read(tertial_facts, parse_period("2028-T1"))
    assert (facts.counted.last, facts.before.first, facts.before.last) == (leap, date(2027, 1, 1), date(2027, 2, 28))
    assert (facts.now.total, facts.last_year.total) == (1, 1)
    assert facts.year.last == leap
    assert facts.year.days in {365, 366}
    assert period_of_dates(leap, leap).a_year_before().days == 0  # no such day: nothing to compare with, not another
    house.clock.set(date(2029, 2, 28), 10)
    facts = house.read(tertial_facts, parse_period("2029-T1"))
    assert (facts.before.first, facts.before.last) == (date(2028, 1, 1), leap)
    assert facts.last_year.total == 1


def test_what_is_for_a_year_can_begin_on_29_february(house: House) -> None:
    leap, after = date(2028, 2, 29), date(2029, 2, 28)
    house.clock.set(leap, 10)
    assert in_a_year(leap) == after
    routine = house.write(add_routine, {"title": "Gå på tur", "steps": "Tell barna."})
    house.write(approve_version, routine, on=leap)
    house.write(review_done, routine, in_a_year(leap))
    person = house.write(add_person, "Per", slot="p", role=Role.STAFF)
    house.write(appoint_deputy, person, leap, after, "Permisjon")
    house.write(log_day, place_of(house.database), leap)
    hill = place_of(house.database)
    (found,) = house.read(exposure_in, [hill], [parse_period("2028-02")])
    assert found is not None
    assert found.days == 1


def test_a_deadline_counts_29_february(house: House) -> None:
    house.clock.set(date(2028, 2, 1), 10)
    house.report(severity=3)
    house.clock.set(leap := date(2028, 2, 29), 10)
    assert house.read(front_page).overdue == 0  # 28 days
    house.clock.set(leap + timedelta(days=1), 10)
    assert house.read(front_page).overdue == 1


def test_week_53_has_its_number_and_its_days_over_new_year(house: House) -> None:
    for day in (date(2026, 12, 27), date(2026, 12, 28), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 3),
                date(2027, 1, 4)):  # fmt: skip
        house.clock.set(day, 10)
        house.report()
    house.clock.set(date(2027, 1, 6), 10)
    weeks = house.read(front_page).weeks
    assert [(week.week, week.events) for week in weeks[-3:]] == [(52, 1), (53, 4), (1, 1)]
    assert [week.monday for week in weeks] == sorted(week.monday for week in weeks)
    assert len({week.monday for week in weeks}) == len(weeks)
    assert echo(date(2027, 1, 1)) == "fredag 1. januar 2027, uke 53"
    assert echo(date(2025, 12, 29)) == "mandag 29. desember 2025, uke 1"


def test_backups_of_one_week_over_new_year_are_of_one_week() -> None:
    days = [date(2026, 12, 28) + timedelta(days=n) for n in range(7)]  # week 53, Monday to Sunday
    made = {f"{day}": datetime.combine(day, time_of_day(12)) for day in days}
    much_later = datetime(2027, 2, 20, 12)
    newer = {f"n{n}": much_later - timedelta(days=n) for n in range(20)}
    gone = superfluous({**made, **newer}, "n0", much_later)
    assert {f"{day}" for day in days} - gone == {"2027-01-03", "2026-12-31"}  # last of the week, and of December


def test_new_year_parts_the_years_and_not_the_seasons(house: House) -> None:
    house.clock.set(date(2026, 12, 31), 22, 50)  # 23.50
    old = house.report()
    house.clock.set(date(2026, 12, 31), 23, 10)  # 00.10
    new = house.report()
    assert house.clock.today() == date(2027, 1, 1)
    assert (house.row(old).number, house.row(new).number) == ("2026-1", "2027-1")
    assert house.row(new).occurred_on == date(2027, 1, 1)
    winter = season_around(Season.WINTER, date(2027, 1, 1))
    assert winter == season_around(Season.WINTER, date(2026, 12, 31))
    assert house.read(statistics, winter.period).total == 2
    for code in ("2026-T3", "2027-T1", "2026-12", "2027-01", "2026", "2027-H1", "2026-Q4"):
        assert house.read(statistics, parse_period(code)).total == 1, code
    school = season_around(Season.OWN, date(2027, 1, 1), (8, 6))
    assert (school.period.first, school.period.last) == (date(2026, 8, 1), date(2027, 6, 30))
    assert house.read(statistics, school.period).total == 2
    values = {"name": "Skoleveien", "standard": "outdoor_other", "season": Season.OWN, "season_from": 8, "season_to": 6,
              "logged": True}  # fmt: skip
    way = house.write(add_place, values)
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        house.write(log_day, way, day)
    (found,) = house.read(exposure_in, [way], [school.period])
    assert found.days == 2


@pytest.mark.parametrize(("before", "after"), [("2026-T1", "2026-T2"), ("2026-T2", "2026-T3"), ("2026-T3", "2027-T1")])
def test_a_tertial_ends_at_midnight_where_the_unit_is(house: House, before: str, after: str) -> None:
    edge = parse_period(after).first
    shift = 2 if edge.month in {5, 9} else 1  # hours before UTC
    house.clock.set(edge - timedelta(days=1), 23 - shift, 59)
    assert latest_tertial(house.clock.today()).code == before
    house.report()
    house.clock.set(edge - timedelta(days=1), 24 - shift, 1)
    assert house.clock.today() == edge
    assert latest_tertial(edge).code == before
    assert tertial_of(edge).code == after
    house.report()
    totals = [house.read(statistics, parse_period(code)).total for code in (before, after)]
    assert totals == [1, 1]
    facts = house.read(tertial_facts, parse_period(before))
    assert facts.now.total == 1


def test_a_clock_that_is_a_year_behind_loses_nothing_and_numbers_nothing_twice(house: House, tmp_path: Path) -> None:
    now, then = date(2026, 4, 30), date(2025, 4, 30)
    house.clock.set(now, 10)
    first = house.report()
    house.write(save_draft, "report", {"story": "Halvveis"}, at=house.clock.local())
    right = backup_path(tmp_path, house.clock.local())
    right.touch()
    house.clock.set(then, 10)
    assert house.read(draft_of, "report")[0] == {"story": "Halvveis"}
    house.write(save_draft, "report", {"story": "Mer"}, at=house.clock.local())
    second, third = house.report(), house.report()
    with pytest.raises(Invalid, match="i dag eller tidligere"):
        house.report(occurred_on=now)  # that day has not come, says the clock
    with pytest.raises(Invalid, match="før den ble meldt"):
        house.write(close_incident, first, at=house.clock.local())
    house.clock.set(now, 11)
    fourth = house.report()
    numbers = [house.row(key).number for key in (first, second, third, fourth)]
    assert numbers == ["2026-1", "2025-1", "2025-2", "2026-2"]
    assert house.read(incident_page, Filter()).total == 4
    assert house.read(draft_of, "report")[0] == {"story": "Mer"}
    assert house.whole()
    assert backup_path(tmp_path, datetime(2025, 4, 30, 12)) != right


def test_a_clock_that_was_put_back_locks_nobody_out_and_hides_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    def wrong() -> None:
        raise Invalid(password="Feil passord.")

    now, year = 1_780_000_000.0, 365 * 86_400.0
    for _try in range(3):
        with pytest.raises(Invalid):
            attempt(tmp_path, wrong, now=now)
        now += 100
    assert waiting(tmp_path, now - year) <= 15
    at = [0.0]
    idle = IdleWatch(lambda: at[-1], lambda: now + at[-1] - (year if at[-1] > 1 else 0))
    idle.begin(Limits(screen=5, full=60))
    at.append(2.0)
    with qtbot.waitSignal(idle.slept, timeout=1000):
        idle.look()
    idle.end()


def test_a_form_that_was_open_at_midnight_keeps_the_day_it_showed_and_the_next_asks_about_the_new_one(
    house: House, qtbot: QtBot
) -> None:
    house.clock.set(date(2026, 4, 30), 21, 50)  # 23.50
    book = house.read(codebook)
    page = shown(qtbot, ReportPage(Desk(house.database, LEADER, house.clock, book, Settings()), Told()))
    values = {"kind": "child_injury", "place_id": str(place_of(house.database)), "severity": 1}
    for name, value in values.items():
        page.form.input(name).set_value(value)
    house.clock.set(date(2026, 4, 30), 22, 10)  # 00.10
    saved: list[Key] = []
    page.saved.connect(saved.append)
    page.save.click()
    assert house.row(saved[0]).occurred_on == date(2026, 4, 30)
    assert house.row(saved[0]).reported_at == datetime(2026, 5, 1, 0, 10)
    day = page.form.input("occurred_on")
    assert day.value() == date(2026, 5, 1)
    for typed, meant in (("i dag", date(2026, 5, 1)), ("i går", date(2026, 4, 30))):
        day.line.set_value(typed)
        assert day.value() == meant


@pytest.mark.parametrize("name", FAR)
def test_days_do_not_move_with_the_zone_of_the_machine(
    house: House, zone: Callable[[str], None], tmp_path: Path, name: str
) -> None:
    zone(name)
    house.clock.set(date(2026, 4, 30), 10)
    today, local = house.clock.today(), house.clock.local()
    assert local.astimezone(UTC) == house.clock.moment()
    assert today == local.date()
    key = house.report(occurred_on=date(2026, 2, 3), occurred_time=time_of_day(23, 45))
    path = tmp_path / "liste.csv"
    rows = ("04.02.2026 23:50", "2026-02-04T23:30:00Z", "2026-02-05T00:10:00+01:00")
    lines = "".join(f"{day};Akebakken;Skade på barn;1;Falt {n}\n" for n, day in enumerate(rows))
    path.write_text(f"Dato;Sted;Type;Alvor;Hva skjedde\n{lines}", "utf-8")
    done = house.write(run_import, read_source(path), dry_run=False, tick=lambda *_at: None)
    assert done.imported == 3
    house.clock.set(date(2026, 5, 2), 10)  # told by then, wherever one is
    for other in (OSLO, *FAR):
        zone(other)
        row = house.row(key)
        assert (row.occurred_on, row.occurred_time, row.reported_at) == (date(2026, 2, 3), time_of_day(23, 45), local)
        found = house.read(incident_page, Filter(), Cut(0, 10, "occurred_on", descending=False)).rows
        assert [one.occurred_on.day for one in found] == [3, 4, 5, 5]
    made = write_archive(house, tmp_path / name.replace("/", "-"), tick=lambda *_at: None)
    told = next(file for file in made if file.name == "incident.json").read_text("utf-8")
    assert '"2026-02-03"' in told
    assert local.isoformat() in told
