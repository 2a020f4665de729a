"""What all units have together, who is missing, and what waits: counted in the store, told as far as it is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ikdesk.kernel.words import sort_key
from ikdesk.sector.content_model import told_in
from ikdesk.sector.facts_model import SectorFacts, Summed, SumTable
from ikdesk.sector.facts_queries import lists, sector_facts
from ikdesk.sector.rules_model import STANDARD_RULES
from ikdesk.sector.sentences import short_lines
from ikdesk.sector.store_model import Store
from ikdesk.sector.told_model import FOLDED
from ikdesk.sector.wanted_model import FileState
from ikdesk.sector_data import open_store
from tests.sector.laid_out import PERIOD, WANTED, WHEN, Unit, decision, kinds, lay, lay_file, lay_told
from tests.sector.made_reports import content_in, made_unit

SHORT = STANDARD_RULES.replace('"handling_days": 28', '"handling_days": 14')


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store() as store:
        yield store


def counted(store: Store) -> SectorFacts:
    return sector_facts(store, WANTED, PERIOD, WHEN)


def table(facts: SectorFacts, key: str) -> SumTable:
    return next(table for table in facts.tables if table.key == key)


def row(facts: SectorFacts, key: str, code: str) -> Summed:
    return next(row for row in table(facts, key).rows if row.code == code)


def test_the_sum_is_that_of_the_units_and_a_code_a_unit_does_not_have_is_none_there(store: Store) -> None:
    lay(store, [
        Unit("A", {"by_kind": {"child_injury": (4, 3), "hazard": (2, 0)}}),
        Unit("B", {"by_kind": {"child_injury": (3, 5)}}), Unit("C", {"by_kind": {"child_injury": (1, 4)}}),
    ])  # fmt: skip
    facts = counted(store)
    assert (facts.total.now, facts.total.last_year) == (10, 12)
    assert row(facts, "by_kind", "child_injury") == Summed("child_injury", "Skade på barn/elev", 8, 12)
    assert row(facts, "by_kind", "hazard") == Summed("hazard", "Farlig forhold / farekilde", 2, 0)


def test_what_a_unit_hides_makes_the_sum_one_of_at_least(store: Store) -> None:
    hides = Unit("D", {"by_treatment": {"doctor": (None, 0), "comfort": (None, 4)}}, now=5)
    lay(store, [Unit(name, {"by_treatment": {"doctor": (3, 1), "comfort": (6, 5)}}) for name in "ABC"] + [hides])
    doctor = row(counted(store), "by_treatment", "doctor")
    assert (doctor.now, doctor.untold_now, doctor.last_year, doctor.untold_last_year) == (9, 1, 3, 0)


def test_what_only_two_units_tell_is_not_added_up(store: Store) -> None:
    two = [Unit(name, {"by_treatment": {"doctor": (3, 1), "comfort": (6, 5)}}) for name in "AB"]
    hide = [Unit(name, {"by_treatment": {"doctor": (None, 0), "comfort": (None, 4)}}, now=5) for name in "CD"]
    lay(store, [*two, *hide])
    doctor = row(counted(store), "by_treatment", "doctor")
    assert (doctor.now, doctor.untold_now, doctor.last_year) == (0, 4, 2)


def test_a_table_that_two_units_with_events_tell_is_left_out(store: Store) -> None:
    lay(store, [kinds("A", 5, 4), kinds("B", 5, 3), Unit("Uten hendelser"), Unit("Forteller ikke", now=7)])
    facts = counted(store)
    assert not [one for one in facts.tables if one.key == "by_kind"]
    assert "Hendelser etter type" in facts.dropped


def test_units_that_cannot_tell_a_table_are_counted(store: Store) -> None:
    lay(store, [*(kinds(name, 5, 4) for name in "ABC"), Unit("Uten hendelser"), Unit("Forteller ikke", now=7)])
    assert table(counted(store), "by_kind").left_out == 1


def test_what_a_unit_has_folded_may_be_any_code_it_does_not_name(store: Store) -> None:
    folded = Unit("D", {"by_mechanism": {"fall_same": (3, 3), FOLDED: (2, 0)}})
    lay(store, [Unit(name, {"by_mechanism": {"fall_same": (4, 4), "crush": (2, 2)}}) for name in "ABC"] + [folded])
    facts = counted(store)
    crush, fall = row(facts, "by_mechanism", "crush"), row(facts, "by_mechanism", "fall_same")
    assert (crush.now, crush.untold_now, crush.untold_last_year) == (6, 1, 0)
    assert (fall.now, fall.untold_now) == (15, 0)
    assert row(facts, "by_mechanism", FOLDED).label == "Andre måter"


def test_what_one_unit_calls_something_is_told_with_the_rest(store: Store) -> None:
    several = [Unit(name, {"by_kind": {"child_injury": (4, 4), "svomming": (2, 2)}}) for name in "ABC"]
    lay(store, [*several, Unit("D", {"by_kind": {"child_injury": (4, 4), "bare_hos_oss": (1, 0)}})])
    rows = table(counted(store), "by_kind").rows
    assert {one.code: one.now for one in rows} == {"child_injury": 16, "svomming": 6, FOLDED: 1}
    assert {one.label for one in rows} == {"Skade på barn/elev", "Ord for svomming", "Andre typer"}


def test_months_have_names_and_grades_are_in_order_with_none_left_out(store: Store) -> None:
    months = {f"2026-0{at}": (at, 1) for at in range(1, 5)}
    lay(store, [Unit(name, {"by_month": months, "by_severity": {"0": (4, 2), "2": (6, 2)}}) for name in "ABC"])
    facts = counted(store)
    assert [one.label for one in table(facts, "by_month").rows] == ["januar", "februar", "mars", "april"]
    assert [one.now for one in table(facts, "by_month").rows] == [3, 6, 9, 12]
    assert [one.code for one in table(facts, "by_severity").rows] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(("numbers", "together"), [
    ([1, 0, 0, 0], True), ([1, 1, 1, 0], True), ([3, 3, 3, 0], False), ([0, 0, 0, 0], False), ([9, 0, 0, 0], True),
])  # fmt: skip
def test_serious_grades_are_one_line_where_the_lights_would_tell_whose_they_were(
    store: Store, numbers: list[int], together: bool
) -> None:
    lay(store, [
        Unit(f"Enhet {at}", {"by_severity": {"1": (8, 8), "3": (n, 1)}}, lights=("red" if n else "green",) * 7)
        for at, n in enumerate(numbers)
    ])  # fmt: skip
    codes = [one.code for one in table(counted(store), "by_severity").rows]
    assert ("3-4" in codes, "3" in codes) == (together, not together)


def test_only_units_with_both_years_are_compared(store: Store) -> None:
    lay(store, [
        kinds("A", 5, days=(1000, 900)), kinds("B", 6, days=(500, 600)), kinds("Ny", 7, compares=False),
        kinds("Uferdig", 8, whole=False),
    ])  # fmt: skip
    both = counted(store).compared
    assert (both.units, both.now, both.last_year, both.fresh, both.unfinished) == (2, 11, 11, 1, 1)
    assert (both.days_now, both.days_last_year) == (1500, 1500)
    lines = [line for page in lists(store, counted(store)).units() for line in page]
    assert [line.name for line in lines if line.compared] == ["A", "B"]


def test_days_are_told_only_where_every_unit_tells_them(store: Store) -> None:
    lay(store, [kinds("A", 5, days=(1000, 900)), kinds("B", 6, days=(500, None))])
    assert counted(store).compared.days_now is None


def test_a_unit_with_other_rules_has_its_lights_apart_and_says_what_is_other(store: Store) -> None:
    lay(store, [*(kinds(name, 5) for name in "ABC"), kinds("Streng", 5, limits=SHORT, lights=("red",) * 7)])
    facts = counted(store)
    assert facts.apart == 1
    assert [(light.green, light.red, light.apart) for light in facts.lights] == [(3, 0, 1)] * 7
    lines = [line for page in lists(store, facts).units() for line in page]
    assert [line.own_rules for line in lines if line.apart] == ["Behandlingstid: 14 dager (de fleste 28)"]


def test_of_rules_that_are_equally_common_the_usual_ones_are_the_rule(store: Store) -> None:
    lay(store, [kinds("A", 5, limits=SHORT), kinds("B", 5)])
    assert "28 dager" in counted(store).rules


def test_units_stand_by_the_alphabet_however_many_they_are(store: Store) -> None:
    names = [f"{letter}{at}" for at in range(180) for letter in ("Ås", "Ære", "Øy", "Zoo", "Alm", "åre")]
    lay(store, [kinds(name, 5) for name in names])
    pages = list(lists(store, counted(store)).units())
    assert [line.name for page in pages for line in page] == sorted(names, key=lambda name: (sort_key(name), name))
    assert max(map(len, pages)) == 500


def test_who_is_missing_is_told_with_what_came_of_its_file(store: Store) -> None:
    lay(store, [kinds("A", 5)], ["A", "B", "C"])
    lay_file(store, "b.pdf", FileState.CHANGED, "B")
    facts = counted(store)
    assert (facts.units, facts.expected, facts.missing, facts.troubled, facts.files) == (1, 3, 2, 1, 1)
    missing = [line for page in lists(store, facts).missing() for line in page]
    assert [(line.name, line.said, line.before) for line in missing] == [
        ("B", "Endret etter at den ble signert", True), ("C", "", True),
    ]  # fmt: skip
    assert [line.name for page in lists(store, facts).files() for line in page] == ["b.pdf"]


def test_a_decision_is_overdue_the_day_after_its_deadline_and_comes_first(store: Store) -> None:
    day = WHEN.date()
    lay(store, [
        kinds("A", 5, decisions=[decision(2, day), decision(1)]),
        kinds("B", 5, decisions=[decision(7, day - timedelta(days=1))]),
    ])  # fmt: skip
    facts = counted(store)
    assert (facts.decisions, facts.overdue_decisions) == (3, 1)
    lines = [line for page in lists(store, facts).decisions() for line in page]
    assert [(line.unit_name, line.number, line.overdue) for line in lines] == [
        ("B", 7, True), ("A", 1, False), ("A", 2, False),
    ]  # fmt: skip


def test_the_day_a_report_was_made_is_the_norwegian_one(store: Store) -> None:
    lay(store, [kinds("A", 5)])
    assert [line.made for page in lists(store, counted(store)).units() for line in page] == [date(2026, 5, 6)]


def test_in_short_it_says_who_has_delivered_how_much_and_that_fewer_can_be_told(store: Store) -> None:
    lay(store, [kinds(name, 9, 5, late=name == "C") for name in "ABC"], ["A", "B", "D"])
    said = short_lines(counted(store))
    assert said[0] == "3 av 4 enheter har levert. 1 mangler. 1 rapport kom for sent."
    assert said[1] == (
        "42 hendelser er registrert til sammen. I de samme dagene i fjor var det 42. Færre kan bety at det skjer "
        "mindre, eller at mindre blir meldt."
    )
    assert said[-1].startswith("«:» betyr at tallet ikke vises")


def test_nothing_that_came_is_still_something_to_tell(store: Store) -> None:
    lay(store, [], ["A"])
    facts = counted(store)
    assert (facts.units, facts.missing, facts.tables, facts.lights, facts.shares) == (0, 1, (), (), ())
    assert short_lines(facts)[0] == "0 av 1 enheter har levert. 1 mangler."


def test_the_sums_of_real_reports_are_those_of_their_tables(store: Store) -> None:
    told = [told_in(content_in(unit), unit.signer.key) for unit in map(made_unit, range(25))]
    lay_told(store, told)
    facts = counted(store)
    assert facts.total.now == sum(one.total.now or 0 for one in told)
    for key in ("by_kind", "by_severity", "by_routine_status", "by_month"):
        rows = table(facts, key).rows
        assert sum(one.now for one in rows) == facts.total.now
        assert not any(one.untold_now for one in rows)
    assert next(share.label for share in facts.shares) == "Meldt innen 24 timer"
    assert all(0 < share.n <= share.of for share in facts.shares)
    assert sum(light.green + light.yellow + light.red + light.unused for light in facts.lights) == 25 * 7


def test_asking_twice_gives_the_same(store: Store) -> None:
    lay(store, [kinds(f"Enhet {at}", 9, at % 4, 2) for at in range(9)])
    facts = counted(store)
    assert counted(store) == facts
    assert replace(facts, least=4) != facts
