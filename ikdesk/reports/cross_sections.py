"""The tables of a report that two things decide: place and type, weekday and hour; and those by department and care."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, many, weekday_name
from ikdesk.paper.story import Section, Table
from ikdesk.picture.grid_spec import GridSpec
from ikdesk.reports.facts_model import REST, Facts, Shown, added, compare
from ikdesk.reports.sentences import in_period
from ikdesk.reports.table_sections import Columns, section_of, told

DEPARTMENTS = 3  # with fewer, each of them would be told what the other did
_FIRST_HOUR, _LAST_HOUR = 8, 15  # always shown, so that the empty hours are seen
_FRIDAY = 5


def by_department(facts: Facts) -> Section | None:
    """Events by department (f), where there are at least three."""
    rows = compare(facts, "department") if "department" not in facts.dropped else ()
    if sum(bool(count.code) for count in rows) < DEPARTMENTS:
        return None
    return section_of(
        facts, Field("department", str(_("Avdeling")), codes="department"), rows, str(_("Hendelser etter avdeling"))
    )


def by_treatment(facts: Facts) -> Section | None:
    """Injuries by what was done (h)."""
    rows = compare(facts, "treatment", in_order=True) if "treatment" not in facts.dropped else ()
    if not any(count.code for count in rows):
        return None
    note = _("«Ikke oppgitt» er også det som ikke gjelder et barn. Fikk et barn flere slags behandling, er den mest "
             "omfattende talt.")  # fmt: skip
    return section_of(
        facts, Field("treatment", str(_("Behandling")), codes="treatment"), rows, str(_("Hendelser etter behandling")),
        note=str(note),
    )  # fmt: skip


def by_place_and_kind(facts: Facts) -> Section | None:
    """Events by place and type in the period; the sums are those of the tables with one way.

    The facts say which places and types are one line and one column together; more is not folded here.
    """
    if "cross" in facts.dropped or not facts.now.cross:
        return None
    places = _lines(facts, "place", {place for place, _kind in facts.now.cross})
    kinds = _lines(facts, "kind", {kind for _place, kind in facts.now.cross})
    fields = [Field("place", str(_("Sted")), codes="place")]
    fields += [Field(kind, _kind_words(facts, kind), int) for kind in kinds]
    rows = [
        (place, *(told(facts.now.cross.get((place, kind), 0)) for kind in kinds), told(number))
        for place, number in places.items()
    ]  # fmt: skip
    sums = (str(_("Sum")), *map(told, kinds.values()), told(facts.now.total))
    table = Table(
        "by_place_kind", _("Hendelser etter sted og type, {period}").format(period=facts.period.name),
        (*fields, Field("sum", str(_("Sum")), int)), (*rows, sums), total=True, sheet=str(_("Sted og type")),
        widths=(2.2, *(1.0 for _field in fields[1:]), 0.7),
    )  # fmt: skip
    return Section("by_place_kind", str(_("Hendelser etter sted og type")), level=2, tables=(table,))


def _lines(facts: Facts, attribute: str, told_alone: set[str]) -> dict[str, Shown]:
    """The codes with a line of their own and how many they have, the largest first; then all others as one."""
    counts = [count for count in compare(facts, attribute) if count.now != 0]
    lines = {count.code: count.now for count in counts if count.code in told_alone}
    if REST in told_alone:
        lines[REST] = added(count.now for count in counts if count.code not in told_alone)
    return lines


def _kind_words(facts: Facts, kind: str) -> str:
    return str(_("Andre typer")) if kind == REST else facts.label("kind", kind)


def by_time(facts: Facts) -> Section | None:
    """Weekday and hour, for use inside the unit only (g)."""
    cells = {_day_and_hour(code): number for code, number in facts.now.by.get("time", {}).items()}
    if not cells:
        return None
    hit = [hour for _day, hour in cells]
    hours = range(min(_FIRST_HOUR, *hit), max(_LAST_HOUR, *hit) + 1)
    days = range(1, max(_FRIDAY, *(day for day, _hour in cells)) + 1)
    grid = [[cells.get((day, hour), 0) for hour in hours] for day in days]
    title, unit = str(_("Når på dagen og i uken")), str(_("hendelser"))
    known = added(cells.values()) or 0
    names = [weekday_name(day).capitalize() for day in days]
    missing = facts.now.total - known
    note = many("{n} hendelse har ikke klokkeslett.", "{n} hendelser har ikke klokkeslett.", missing) if missing else ""
    picture = GridSpec(
        "by_time", _busiest(grid, hours),
        _("{unit}. Hendelser etter ukedag og klokkeslett {when}, n = {n}").format(
            unit=facts.unit.name, when=in_period(facts), n=known
        ), note, tuple(f"{hour:02}" for hour in hours), tuple(names), tuple(tuple(row) for row in grid), unit,
        row_sums=tuple(added(row) for row in grid),
    )  # fmt: skip
    fields = (
        Field("weekday", str(_("Ukedag"))), *(Field(f"h{hour:02}", f"{hour:02}", int) for hour in hours),
        Field("sum", str(_("Sum")), int),
    )  # fmt: skip
    rows = tuple((name, *row, added(row)) for name, row in zip(names, grid, strict=True))
    table = Table("by_time", title, fields, rows, sheet=str(_("Ukedag og tid")),
                  widths=(2.0, *(1.0 for _hour in hours), 1.0))  # fmt: skip
    return Section("by_time", title, level=2, picture=picture, tables=(table,))


def potential(facts: Facts) -> Section | None:
    """How many could have been serious (b)."""
    numbers = (facts.now.potential, facts.last_year.potential, facts.twelve.potential)
    if not any(number is None or number for number in numbers) or "potential" in facts.dropped:
        return None
    columns = Columns(facts)
    title = str(_("Kunne ha blitt alvorlig"))
    what = Field("what", title)
    row: list[Any] = [str(_("Kunne ha blitt grad 3 eller 4")), *_as_columns(facts, numbers, len(columns.fields()))]
    table = Table(
        "potential", title, (what, *columns.fields()), (tuple(row),),
        in_brackets=("last_year",), sheet=title,
        note=str(_("Slik vi har vurdert hvor galt det kunne gått.")),
    )  # fmt: skip
    return Section("potential", title, level=2, tables=(table,))


def _as_columns(facts: Facts, numbers: tuple[Shown, Shown, Shown], columns: int) -> list[Any]:
    now, last_year, year = numbers
    shown = [now, *([last_year] if facts.compares else []), year]
    return [told(number) for number in shown[:columns]]


def _day_and_hour(code: str) -> tuple[int, int]:
    day, hour = code.split("-")
    return int(day), int(hour)


def _busiest(grid: Sequence[Sequence[Shown]], hours: range) -> str:
    """What the picture shows, in a sentence; nothing is made of a few."""
    sums = [added(row[at] for row in grid) or 0 for at in range(len(hours))]
    most = max(sums)
    if most < 3 or sums.count(most) > 1:
        return str(_("Hendelsene er spredt over dagen"))
    hour = hours[sums.index(most)]
    return _("Flest hendelser mellom klokken {first} og {last}").format(first=hour, last=hour + 1)
