"""Which backups are kept, whatever the calendar and the clock do."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ikdesk.safe.backup import backup_path, make_backup, manifest_path
from ikdesk.safe.kept import DAYS, LAST, MONTHS, WEEKS, backups_in, superfluous, thin
from ikdesk.safe.secret import Work
from ikdesk.safe.vault import make_vault
from tests.safe.conftest import PASSWORD, Made

START = datetime(2026, 4, 30, 16, 0)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31))


def named(moments: list[datetime]) -> dict[str, datetime]:
    return {f"{number}": at for number, at in enumerate(moments)}


@given(st.lists(MOMENTS, min_size=1, max_size=120), MOMENTS)
def test_never_too_few_and_never_the_newest(moments: list[datetime], now: datetime) -> None:
    made = named(moments)
    newest = max(made, key=lambda name: made[name])
    gone = superfluous(made, newest, now)
    left = {name: at for name, at in made.items() if name not in gone}
    assert newest in left
    assert gone <= made.keys()
    assert not [name for name in gone if made[name] > now]  # the clock was ahead, or was put back
    past = [at for at in moments if at <= now]
    kept = [at for at in left.values() if at <= now]
    assert len(kept) <= DAYS + WEEKS + MONTHS + LAST + 1
    spans: list[tuple[int, Any]] = [
        (DAYS, lambda at: at.date()), (WEEKS, lambda at: at.isocalendar()[:2]),
        (MONTHS, lambda at: (at.year, at.month)),
    ]  # fmt: skip
    for most, span in spans:
        wanted = sorted({span(at) for at in past}, reverse=True)[:most]
        for one in wanted:  # the newest of each of them is there
            assert max(at for at in past if span(at) == one) in kept


@given(st.lists(MOMENTS, min_size=1, max_size=60), MOMENTS)
def test_thinning_twice_is_thinning_once(moments: list[datetime], now: datetime) -> None:
    made = named(moments)
    newest = max(made, key=lambda name: made[name])
    left = {name: at for name, at in made.items() if name not in superfluous(made, newest, now)}
    assert superfluous(left, newest, now) == frozenset()


def test_a_year_of_days_leaves_days_weeks_and_months() -> None:
    made: dict[str, datetime] = {}
    for number in range(400):
        now = START + timedelta(days=number)
        made[f"{number}"] = now
        for name in superfluous(made, f"{number}", now):
            del made[name]
    assert len(made) <= DAYS + WEEKS + MONTHS + LAST
    assert len({at.date() for at in made.values() if at > now - timedelta(days=DAYS)}) == DAYS
    assert len({(at.year, at.month) for at in made.values()}) == MONTHS


def test_a_clock_that_is_put_back_a_year_throws_nothing_away() -> None:
    made = {f"{number}": START + timedelta(days=number) for number in range(10)}
    for number in range(40):
        now = START - timedelta(days=365 - number)
        made[f"back {number}"] = now
        gone = superfluous(made, f"back {number}", now)
        assert not [name for name in gone if not name.startswith("back")]
        for name in gone:
            del made[name]
    assert len([name for name in made if name.startswith("back")]) >= DAYS


def test_only_our_own_of_this_unit_are_ever_removed(live: Any, made: Made, tmp_path: Path) -> None:
    place = tmp_path / "backups"

    def back_up(at: datetime, by: Made = made, name: str = "") -> Path:
        path = place / name if name else backup_path(place, at)
        make_backup(lambda: nullcontext(live), path, by.keys, folder=by.folder, program="0", at=at.replace(tzinfo=UTC))
        return path

    keys, code = make_vault(tmp_path / "other", name="Andre", password=PASSWORD, work=Work())
    other = back_up(START - timedelta(days=900), Made(tmp_path / "other", keys, code))
    by_hand = back_up(START - timedelta(days=901), name="For flytting.ikbackup")
    damaged = back_up(START - timedelta(days=902))
    manifest_path(damaged).write_text("{}")
    (place / "IKdesk-2020-01-01-0900.ikbackup").write_bytes(b"somebody else's")
    ours = [back_up(START - timedelta(hours=number)) for number in range(6)]
    lost = back_up(START - timedelta(hours=9))
    lost.unlink()
    found = [one.path for one in backups_in(place, made.keys, START + timedelta(days=1))]
    assert found == [*ours, by_hand]
    assert thin(place, made.keys, ours[0], START + timedelta(days=1)) == sorted(path.name for path in ours[4:])
    left = {path.name for path in place.iterdir() if not path.name.endswith(".json")}
    others = {other.name, by_hand.name, damaged.name, "IKdesk-2020-01-01-0900.ikbackup"}
    assert left == {*(path.name for path in ours[:4]), *others}
    assert not manifest_path(lost).exists()
    assert not manifest_path(ours[4]).exists()


def test_one_that_is_cut_short_is_none_and_takes_no_place_from_a_whole_one(
    live: Any, made: Made, tmp_path: Path
) -> None:
    def back_up(at: datetime) -> Path:
        path = backup_path(tmp_path, at)
        make_backup(lambda: nullcontext(live), path, made.keys, folder=made.folder, program="0",
                    at=at.replace(tzinfo=UTC))  # fmt: skip
        return path

    long_ago = START - timedelta(days=30)
    whole, half = back_up(long_ago), back_up(long_ago + timedelta(hours=1))
    half.write_bytes(half.read_bytes()[:5000])
    ours = [back_up(START - timedelta(minutes=number)) for number in range(4)]
    now = START + timedelta(days=1)
    assert [one.path for one in backups_in(tmp_path, made.keys, now)] == [*ours, whole]
    assert thin(tmp_path, made.keys, ours[0], now) == []
    assert whole.exists()


def test_a_folder_that_is_not_there_has_none(made: Made, tmp_path: Path) -> None:
    assert backups_in(tmp_path / "x", made.keys, START) == []
    shutil.rmtree(made.folder)
    assert thin(made.folder, made.keys, tmp_path / "x", START) == []
