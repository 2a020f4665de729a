"""The pictures of risk assessments: the arrows of the hill, how many lie where, and what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ikdesk.picture.spec import describe
from ikdesk.picture.tie_words import guard_words
from ikdesk.risks.at_model import InForce
from ikdesk.risks.counts_model import RiskCounts, RiskTold
from ikdesk.risks.matrix_model import usual
from ikdesk.risks.model import Standing, Works
from ikdesk.risks.pictures import bow_tie, counts_matrix, matrix_face, risk_matrix
from ikdesk.risks.rating_model import Outcome
from ikdesk.risks.view_model import HazardView, Mark, RiskView
from tests.risks.papers import BARRIERS, BOOK, CRASH, LINES, MATRIX, RISK, key, mark


def told(number: int, now: Mark | None) -> RiskTold:
    return RiskTold(key(1), "Akebakken", key(number), "Kollisjon", Outcome.LIKELY, False, now, now, now, None, (), None)


def counted(*marks: Mark | None) -> RiskCounts:
    return RiskCounts(MATRIX, date(2026, 4, 30), 1, tuple(told(at, one) for at, one in enumerate(marks)))


def with_lines(*changes: dict[str, object]) -> RiskView:
    """The hill with its two risks changed."""
    lines = tuple(replace(line, **one) for line, one in zip(LINES, changes, strict=True))  # type: ignore[arg-type]
    return replace(RISK, hazards=(replace(CRASH, lines=lines),))


def titles(*works: Works) -> str:
    """What the bow-tie says of barriers that are there."""
    rows = tuple(replace(BARRIERS[0], works=one, standing=Standing.EXISTS) for one in works)
    return bow_tie(replace(CRASH, barriers=rows), BOOK).title


def test_the_hill_has_its_two_arrows_with_the_numbers_of_the_two_risks() -> None:
    spec = risk_matrix(RISK)
    assert [(pip.number, pip.before, pip.now) for pip in spec.pips] == [(1, (0, 1), (1, 1)), (2, (1, 2), (3, 2))]
    said = describe(spec)
    assert "fra Svært sannsynlig og Liten, 5 × 2 = 10, middels (gul) til Sannsynlig og Liten, 4 × 2 = 8" in said
    assert "fra Sannsynlig og Moderat, 4 × 3 = 12, høy (rød) til Lite sannsynlig og Moderat, 2 × 3 = 6, middels" in said
    assert {pip.key for pip in spec.pips} == {str(CRASH.id)}
    assert spec.title == "Ingen risiko er rød, 2 er gule"
    assert "Pilen" in spec.subtitle


def test_what_is_not_rated_has_no_place_and_is_said_to_have_none() -> None:
    spec = risk_matrix(with_lines({"mark": None}, {"mark_before": None}))
    assert [pip.number for pip in spec.pips] == [2]
    assert spec.caption == "1 risiko er ikke vurdert i matrisen ennå."
    assert "Pilen" not in spec.subtitle
    nothing = risk_matrix(with_lines({"mark": None}, {"mark": None}))
    assert (nothing.title, nothing.subtitle) == ("Ingen risikoer er vurdert i matrisen ennå", "")


def test_the_title_counts_the_worst_colour_there_is() -> None:
    red, yellow, green = mark(4, 3), mark(4, 2), mark(1, 1)
    for marks, title in (
        ((red, yellow, red), "2 risikoer er røde"), ((red, green), "1 risiko er rød"),
        ((yellow, green), "Ingen risiko er rød, 1 er gul"), ((green,), "Alle risikoene er grønne"),
    ):  # fmt: skip
        assert counts_matrix(counted(*marks)).title == title


def test_the_unit_s_matrix_counts_each_cell_and_opens_it_by_its_two_numbers() -> None:
    spec = counts_matrix(counted(mark(4, 3), mark(4, 3), mark(1, 5), None))
    assert (spec.counts[1][2], spec.counts[4][4], sum(map(sum, spec.counts))) == (2, 1, 3)
    assert (spec.cell_keys[1][2], spec.cell_keys[4][4]) == ("4-3", "1-5")
    assert "Sannsynlig og Moderat, 4 × 3 = 12, høy (rød): 2 i ruten." in describe(spec)
    assert spec.caption == "1 er ikke vurdert i matrisen ennå."


def test_the_matrix_to_choose_in_follows_the_unit_s_colours() -> None:
    for size in (5, 4):
        face = matrix_face(usual(size))
        assert (len(face.likely), len(face.bad)) == (size, size)
        assert face.grade((size, size)) == 2
        assert face.holds((size, size))
        assert not face.holds((size + 1, 1))
    assert matrix_face(usual(5)).grade((5, 2)) == 1  # scrapes every month are yellow
    assert matrix_face(usual(5)).grade((2, 5)) == 2  # strangulation some years apart is red


def test_the_bow_tie_has_both_sides_and_numbers_them_through() -> None:
    spec = bow_tie(CRASH, BOOK)
    assert (spec.event, spec.causes, spec.consequences) == (CRASH.title, CRASH.causes, CRASH.consequences)
    assert [guard.number for guard in spec.guards] == [1, 2, 3, 4, 5]
    assert [guard.key for guard in spec.guards] == [str(row.id) for row in BARRIERS]
    first, second, third = spec.before
    assert (first.new, first.against) == (False, (3,))  # its measure has begun
    assert guard_words(spec, first) == (
        "1 Egen løype opp (har vi, virker, bare mot: Går opp i løypa, Tiltak 1, gjennomført)")
    assert "Rutine: Aking i bakken" in second.note
    assert (second.works, second.against) == ("partly", ())
    assert third.note == "Kontroll av Halmballer"
    assert spec.title == "2 av 5 barrierer virker ikke helt"


def test_what_is_not_there_yet_is_new_and_not_counted() -> None:
    stopped = replace(BARRIERS[0], force=InForce(key(31), date(2025, 11, 20), date(2026, 1, 2)))
    for row in (replace(BARRIERS[0], force=InForce(key(31), None)), stopped):
        spec = bow_tie(replace(CRASH, barriers=(row, *BARRIERS[1:])), BOOK)
        assert spec.before[0].new
        assert bow_tie(replace(CRASH, barriers=BARRIERS), BOOK, date(2025, 11, 19)).before[0].new  # the day before
        assert not bow_tie(replace(CRASH, barriers=BARRIERS), BOOK, date(2025, 11, 20)).before[0].new
        assert spec.title == "2 av 4 barrierer virker ikke helt"


def test_a_barrier_against_something_that_is_written_otherwise_now_keeps_its_words() -> None:
    other: HazardView = replace(CRASH, causes=("Is",))
    (first, *_rest) = bow_tie(other, BOOK).before
    assert first.against == ()
    assert first.note.startswith("bare mot: Går opp i løypa")


def test_the_title_of_a_bow_tie_says_the_worst_of_what_is_there() -> None:
    assert titles() == "Ingenting står i veien for dette ennå"
    assert titles(Works.YES) == "Barrieren som finnes, virker"
    assert titles(Works.YES, Works.YES) == "Alle 2 barrierene som finnes, virker"
    assert titles(Works.YES, Works.UNCHECKED) == "1 av 2 barrierer er ikke sjekket"
    assert titles(Works.UNCHECKED, Works.PARTLY) == "1 av 2 barrierer virker ikke helt"
