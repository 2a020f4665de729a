"""The risk picture of a report, its light, and the cells of a focus area."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from ikdesk.evidence.lights import risk_light as evidence_light
from ikdesk.kernel.database import Database
from ikdesk.measures.model import MeasureStatus
from ikdesk.picture.grid_spec import RiskSpec
from ikdesk.picture.spec import describe
from ikdesk.reports.facts_model import AreaFact, Facts
from ikdesk.reports.light_sections import risk_light
from ikdesk.reports.risk_sections import area_marks
from ikdesk.risks.counts_model import RiskCounts, RiskMeasure, RiskTold
from ikdesk.risks.matrix_model import usual
from ikdesk.risks.rating_model import Outcome
from ikdesk.risks.view_model import Mark
from tests.reports.conftest import AskFacts
from tests.reports.examples import said, section, story_of, table
from tests.samples import TODAY

MATRIX = usual(5)
DUE = RiskMeasure(4, "Selvlukkende port", MeasureStatus.ADOPTED, date(2026, 6, 1), decided=True)
ONLY_PROPOSED = replace(DUE, number=5, title="Flytte benken", status=MeasureStatus.PROPOSED, decided=False)


def mark(likely: int, bad: int) -> Mark:
    return Mark(likely, bad, MATRIX.grade(likely, bad))


def told(number: int, danger: str, **more: Any) -> RiskTold:
    values = {
        "risk": UUID(int=number), "title": "Uteområdet", "hazard": UUID(int=100 + number), "danger": danger,
        "outcome": Outcome.LIKELY, "both": False, "first": mark(3, 4), "was": mark(3, 4), "now": mark(3, 4),
        "closed_on": None, "measures": (), "accepted_until": None, **more,
    }  # fmt: skip
    return RiskTold(**values)


GATE = told(1, "Barn går ut porten", measures=(DUE,))
CORD = told(2, "Snor henger fast", title="Snorer og stropper", first=mark(2, 5), was=None, now=mark(2, 5))
SNOW = told(3, "Takras", first=mark(4, 3), was=mark(4, 3), now=mark(2, 3), accepted_until=date(2026, 12, 1))
OLD = told(4, "Løs planke", now=None, closed_on=date(2026, 2, 3))
SCRAPE = told(5, "Skrubbsår", first=mark(5, 1), was=mark(5, 1), now=mark(5, 1))
UNRATED = told(6, "Is på trappa", first=None, was=None, now=None)


@pytest.fixture
def with_risks(facts: AskFacts) -> Any:
    def _with(*rows: RiskTold, assessments: int = 3) -> Facts:
        return replace(facts(), risks=RiskCounts(MATRIX, TODAY, assessments, rows))

    return _with


def test_a_report_without_assessments_says_nothing_of_risk(database: Database, with_risks: Any) -> None:
    empty = with_risks(assessments=0)
    assert not [one for one in story_of(empty).sections if one.key.startswith("risk")]
    assert (risk_light(empty).state, risk_light(empty).word) == ("unused", "Ikke tatt i bruk")


def test_a_red_risk_that_nobody_decided_on_turns_the_light_red(database: Database, with_risks: Any) -> None:
    light = risk_light(with_risks(GATE, CORD, SNOW))
    assert (light.state, light.word) == ("red", "Krever handling")
    assert light.text == "1 rød risiko er uten vedtatt tiltak. Grønn er ingen, rød er én eller flere."
    only_proposed = replace(CORD, measures=(ONLY_PROPOSED,))
    assert risk_light(with_risks(only_proposed)).state == "red"
    assert risk_light(with_risks(replace(CORD, accepted_until=date(2026, 12, 1)))).state == "red"


def test_a_measure_that_is_decided_turns_it_green(database: Database, with_risks: Any) -> None:
    light = risk_light(with_risks(GATE, SNOW, UNRATED))
    assert light.state == "green"
    assert light.text.startswith("Ingen røde risikoer er uten vedtatt tiltak. 1 fare er ikke vurdert ennå.")


def test_where_nobody_has_judged_anything_the_light_is_not_green(database: Database, with_risks: Any) -> None:
    light = risk_light(with_risks(UNRATED))
    assert (light.state, light.word, light.text) == ("unused", "Ingen å måle", "1 fare er ikke vurdert ennå.")
    assert risk_light(with_risks(OLD)).state == "unused"


@pytest.mark.parametrize(("bare", "all_", "light"), [(0, 0, "unused"), (0, 4, "green"), (1, 4, "red"), (9, 1, "red")])
def test_the_light_follows_its_rule(bare: int, all_: int, light: str) -> None:
    assert evidence_light(bare, all_) == light


@pytest.mark.parametrize(("bare", "all_"), [(-1, 3), (0, -1), (1, 0)])
def test_impossible_numbers_of_risks_are_refused(bare: int, all_: int) -> None:
    with pytest.raises(ValueError, match=str(bare)):
        evidence_light(bare, all_)


def test_the_picture_counts_each_cell(database: Database, with_risks: Any) -> None:
    found = with_risks(GATE, CORD, SNOW, SCRAPE, OLD, UNRATED)
    spec = section(found, "risks").picture
    assert isinstance(spec, RiskSpec)
    lying = {(5 - row, 1 + at): n for row, line in enumerate(spec.counts) for at, n in enumerate(line) if n}
    assert lying == {(3, 4): 1, (2, 5): 1, (2, 3): 1, (5, 1): 1}
    assert "30. april 2026" in describe(spec)
    assert section(found, "risks").text == (
        "3 risikovurderinger gjelder. I matrisen 30. april 2026: 2 røde, 1 gul og 1 grønn. "
        "1 fare er ikke vurdert i matrisen.",
    )
    assert [row[1] for row in table(found, "risk_grades").rows] == [2, 1, 1]


def test_new_moved_and_closed_risks_are_told_apart(database: Database, with_risks: Any) -> None:
    rows = table(with_risks(GATE, CORD, SNOW, SCRAPE, OLD), "risk_changes").rows
    assert [(row[0], row[1]) for row in rows] == [
        ("Ny", "Snorer og stropper: Snor henger fast"), ("Endret", "Uteområdet: Takras"),
        ("Avsluttet", "Uteområdet: Løs planke"),
    ]  # fmt: skip
    assert rows[1][2:] == ("S4\xa0×\xa0K3\xa0=\xa012, høy (rød)", "S2\xa0×\xa0K3\xa0=\xa06, middels (gul)")
    assert rows[2][3] == "borte fra 03.02.2026"
    quiet = table(with_risks(GATE), "risk_changes")
    assert (quiet.rows, quiet.empty) == ((), "Ingen er nye, endret eller avsluttet i perioden.")


def test_the_five_highest_stand_with_what_is_done(database: Database, with_risks: Any) -> None:
    crowd = [replace(SNOW, hazard=UUID(int=200 + n), danger=f"Fare {n}") for n in range(5)]
    rows = table(with_risks(*crowd, SCRAPE, CORD, GATE), "risk_worst").rows
    assert len(rows) == 5  # and the green one is not among them
    assert [row[0] for row in rows[:3]] == [
        "Uteområdet: Barn går ut porten", "Snorer og stropper: Snor henger fast", "Uteområdet: Fare 0",
    ]  # fmt: skip
    assert [row[2] for row in rows[:3]] == [
        "Selvlukkende port (nr. 4, vedtatt, frist 01.06.2026)", "Ingen tiltak",
        "Godtatt med begrunnelse til 01.12.2026",
    ]  # fmt: skip


def test_what_a_red_risk_lacks_is_said(database: Database, with_risks: Any) -> None:
    proposed = replace(GATE, measures=(ONLY_PROPOSED,))
    rows = table(with_risks(CORD, proposed), "risk_bare").rows
    assert [row[2] for row in rows] == ["Tiltaket er ikke vedtatt (nr. 5)", "Ingen tiltak er foreslått"]
    assert not [one for one in story_of(with_risks(SNOW)).sections if one.key == "risk_bare"]


def test_the_same_danger_twice_says_which_way_it_ends(database: Database, with_risks: Any) -> None:
    usually = replace(SNOW, both=True)
    found = with_risks(usually, replace(usually, outcome=Outcome.WORST, was=None))
    assert "En fare kan stå to ganger" in table(found, "risk_grades").note
    assert table(found, "risk_changes").rows[0][1] == "Uteområdet: Takras (det verste som kan skje)"


def test_a_focus_area_has_its_cells_before_and_now(database: Database, with_risks: Any) -> None:
    found, area = with_risks(GATE, SNOW, CORD), AreaFact(None, None, risks=frozenset({SNOW.risk}))  # type: ignore[arg-type]
    (part,) = area_marks(found, area, 2)
    assert isinstance(part.picture, RiskSpec)
    (pip,) = part.picture.pips
    assert (pip.before, pip.now) == ((1, 2), (3, 2))  # from the top
    assert part.tables[0].rows == (
        (1, "Takras", "S4\xa0×\xa0K3\xa0=\xa012, høy (rød)", "S2\xa0×\xa0K3\xa0=\xa06, middels (gul)"),
    )
    gone = replace(SNOW, now=None, closed_on=date(2026, 2, 3))
    (part,) = area_marks(with_risks(GATE, gone), area, 2)
    assert (part.picture, part.tables[0].rows[0][3]) == (None, "borte fra 03.02.2026")
    assert area_marks(found, replace(area, risks=frozenset()), 2) == ()
    assert area_marks(replace(found, risks=None), area, 2) == ()


def test_what_we_expect_is_said_not_to_count(database: Database, with_risks: Any) -> None:
    assert "Det vi venter av nye tiltak, regnes ikke med." in said(with_risks(SNOW))
