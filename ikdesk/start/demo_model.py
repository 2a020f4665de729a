"""What happens in the demo kindergarten: the same events every time.

Shares follow published Norwegian figures: mechanisms as in Helsedirektoratet, Personskadedata 2022 (0–5 years), some
60 % outdoors (Utdanningsdirektoratet, survey of kindergartens), and few that need treatment (DMMH, 2012–13).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from ikdesk.incidents.model import Status
from ikdesk.start.demo_days_model import DEMO_DAY, SLEDDING, day_in, is_open, months_of_year, next_open, time_for
from ikdesk.start.demo_stories_model import Event, Storyteller, Values

# small injuries outside the sledding hill: (mechanism, outdoors) and how many
SMALL = {
    ("fall_same", True): 29, ("fall_same", False): 16, ("fall_height", True): 25, ("fall_height", False): 9,
    ("collision", True): 8, ("collision", False): 6, ("hit_by_child", True): 2, ("hit_by_child", False): 2,
    ("crush", True): 2, ("crush", False): 5, ("cut_bite_sting", True): 4, ("cut_bite_sting", False): 4,
    ("overload", True): 2, ("overload", False): 2, ("fire_heat", True): 1, ("choke_drown", False): 1,
    ("other", True): 3, ("other", False): 1, ("poisoning", True): 1, ("unknown", False): 1,
}  # fmt: skip
YEARS = {2022: 45, 2023: 46, 2024: 44, 2025: 34}  # events outside the hill; kindergarten years, the last one to April
GRADES = {"2022/23": (3, 9, 2), "2023/24": (3, 10, 2), "2024/25": (3, 12, 2), "2025/26": (2, 2, 0)}  # of the hill
_SEASONS = {"winter": {12, 1, 2, 3}, "summer": {4, 5, 6, 8, 9}, "autumn": {8, 9, 10}}
_NEW_FROM = date(2026, 4, 22)  # what was told from here on has not been looked at
_SEEN = ("routine_status", "causes", "handling", "mechanism", "activity", "injury_kind", "body_part", "side")


def events(rng: Random, days: dict[str, tuple[list[date], list[date]]]) -> list[Event]:
    """Every event, in the order they were told.

    Args:
        rng: seeded.
        days: the days of the sledding hill, by winter, before and after New Year.
    """
    teller = Storyteller(rng)
    found = [*_dated(teller), *_undated(rng, teller), *_on_the_hill(rng, teller, days)]
    found.sort(key=lambda event: (event.on, event.at or time(15), event.values["story"]))
    for event in found:
        _follow_up(rng, event)
        if event.kind == "child_injury":
            event.values["child"] = teller.child()
    found += [*_of_staff(teller), _told_twice(teller)]
    return sorted(found, key=lambda event: (event.told_at, event.on, event.values["story"]))


def _dated(teller: Storyteller) -> Iterator[Event]:
    for row in teller.bank["special"]:
        yield Event(
            row["at"], date.fromisoformat(row["on"]), time.fromisoformat(row["time"]), row.get("severity", 0),
            teller.handled(row), row["kind"], at_once=row["kind"] == "privacy_breach",
            stays_open=row.get("stays_open", False), case=row.get("case", {}),
        )  # fmt: skip
    for row in teller.bank["serious"]:
        at = time.fromisoformat(row["time"])
        yield Event(row["at"], date.fromisoformat(row["on"]), at, 3, teller.treated(row, 3), at_once=True)


def _undated(rng: Random, teller: Storyteller) -> Iterator[Event]:
    """Events whose day is drawn; those tied to a season choose first."""
    months = _months(rng, [date.fromisoformat(row["on"]) for row in teller.bank["special"] + teller.bank["serious"]])
    told: dict[str, set[int]] = {}
    for row, grade in sorted(_wanted(rng, teller), key=lambda item: "season" not in item[0]):
        year, month = _month_for(row, months, told.setdefault(row["text"], set()))
        at = None if rng.random() < 0.03 else time_for(rng, row["doing"])
        place, on = row["at"], day_in(rng, year, month)
        if "hurt" in row:
            yield Event(place, on, at, grade, teller.hurt(row, grade))
        elif "injury" in row:
            yield Event(place, on, at, grade, teller.treated(row, grade))
        else:
            yield Event(place, on, at, grade, teller.handled(row), "near_miss")


def _wanted(rng: Random, teller: Storyteller) -> list[tuple[Values, int]]:
    """The rows of the bank that happen, each with its grade."""
    wanted = [(row, 0) for row in teller.bank["near_misses"]] + [(row, 2) for row in teller.bank["treated"]]
    for (mechanism, outdoors), number in SMALL.items():
        rows = teller.small(mechanism, outdoors=outdoors)
        mild = mechanism in {"fall_same", "fall_height", "collision"}  # the others leave a mark
        wanted += [(next(rows), 0 if mild and n % 4 == 3 else 1) for n in range(number)]
    rng.shuffle(wanted)
    return wanted


def _months(rng: Random, dated: list[date]) -> list[tuple[int, int]]:
    months = []
    for start, number in YEARS.items():
        taken = sum(date(start, 8, 1) <= day < date(start + 1, 8, 1) for day in dated)
        months += months_of_year(start, number - taken)
    rng.shuffle(months)
    return months


def _month_for(row: Values, months: list[tuple[int, int]], told: set[int]) -> tuple[int, int]:
    """Take the first free month that fits the season, if possible in a year without the same story."""
    fits = _SEASONS.get(row.get("season", ""), set(range(1, 13)))
    possible = [at for at in months if at[1] in fits]
    chosen = next((at for at in possible if at[0] not in told), possible[0])
    months.remove(chosen)
    told.add(chosen[0])
    return chosen


def _on_the_hill(
    rng: Random, teller: Storyteller, days: dict[str, tuple[list[date], list[date]]]
) -> Iterator[Event]:
    for winter, halves in SLEDDING.items():
        none, small, treated = GRADES[winter]
        grades = [0] * none + [1] * small
        rng.shuffle(grades)
        grades += [2] * treated  # these come after New Year
        rows = iter([row for row in teller.bank["sledding"]["treated"] if row["winter"] == winter])
        for (number, *_), in_use in zip(halves, days[winter], strict=True):
            for on in sorted(rng.sample(in_use * 2, number)):  # two on one day at most
                grade = grades.pop(0)
                kind, values = teller.sledding(grade, winter, rows)
                corrected = grade == 2 and winter == "2024/25" and values["injury_kind"] == "tooth"
                yield Event("sledding_hill", on, time_for(rng, "sledding"), grade, values, kind, corrected=corrected)


def _of_staff(teller: Storyteller) -> Iterator[Event]:
    """What happened to staff; nothing is drawn, so that all else stays as it is without them."""
    for row in teller.bank["staff"]:
        on, at = date.fromisoformat(row["on"]), time.fromisoformat(row["time"])
        told = datetime.combine(on, at) + timedelta(hours=1)
        closed = datetime.combine(next_open(on + timedelta(days=13)), time(13, 15))
        values = {**teller.handled(row), "reported_at": told, "status": Status.CLOSED, "closed_at": closed}
        yield Event(row["at"], on, at, row["severity"], values, row["kind"], told_at=told, case=row["case"])


def _told_twice(teller: Storyteller) -> Event:
    row: dict[str, Any] = teller.bank["withdrawn"]
    on = date(2025, 9, 4)
    values = {"story": row["text"], "status": Status.REPORTED, "reported_at": datetime.combine(on, time(15, 30))}
    return Event(row["at"], on, time(10, 15), 1, values, withdrawn=row["why"], told_at=values["reported_at"])


def _follow_up(rng: Random, event: Event) -> None:
    """When it was told and closed, and what is not yet filled in."""
    event.told_at = _told_at(rng, event)
    event.values["reported_at"] = event.told_at
    closed = _closed_at(rng, event.told_at)
    if closed.date() <= DEMO_DAY and not event.stays_open and event.told_at.date() < _NEW_FROM:
        event.values.update(status=Status.CLOSED, closed_at=closed)
        return
    event.values["status"] = Status.IN_PROGRESS
    if event.told_at.date() >= _NEW_FROM:
        event.values["status"] = Status.REPORTED
        for key in _SEEN:
            event.values.pop(key, None)


def _told_at(rng: Random, event: Event) -> datetime:
    happened = datetime.combine(event.on, event.at or time(14, 45))
    drawn = rng.random()
    minutes, late = rng.randrange(15, 130, 5), datetime.combine(event.on, time(16, 40))
    if event.at_once or drawn < 0.78:
        soon = happened + timedelta(minutes=10 if event.at_once else minutes)
        return max(happened, min(soon, late))
    day = event.on
    for _ in range(1 if drawn < 0.92 else rng.randint(2, 4)):
        day = next_open(day)
    if day > DEMO_DAY:
        return max(happened, late)
    return datetime.combine(day, time(8, rng.randrange(0, 60, 5)))


def _closed_at(rng: Random, told_at: datetime) -> datetime:
    drawn = rng.random()
    number = rng.randint(2, 14) if drawn < 0.58 else rng.randint(15, 27) if drawn < 0.92 else rng.randint(31, 62)
    day = told_at.date() + timedelta(days=number)
    if not is_open(day):
        day = next_open(day, -1)
    day = day if day > told_at.date() else next_open(told_at.date())
    return datetime.combine(day, time(rng.choice((9, 12, 13, 15)), rng.randrange(0, 60, 5)))
