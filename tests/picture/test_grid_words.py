"""Who cannot see cells, places, bodies and risks is told every number, every sum and every move."""

from __future__ import annotations

from dataclasses import replace

from ikdesk.picture.grid_spec import BodyCount, BodySpec, GridSpec, Pip, RiskSpec, SiteSpec, SiteSpot
from ikdesk.picture.spec import describe
from ikdesk.picture.tables import cells_of

CELLS = GridSpec("g", "Flest fall", "Skader 2025", "n = 12", ("Fall", "Kutt"), ("Akebakken", "Bod\nnord"),
                 ((9, None), (0, 1.5)), "skader")  # fmt: skip
SUMMED = replace(CELLS, row_sums=(11, 2), column_sums=(9, None), total=13)
RISKS = RiskSpec("r", "Tryggere", "ROS", "", ("Ofte", "Av og til", "Sjelden"), ("Liten", "Stor"),
                 ((1, 2), (0, 1), (0, 1)), ("L", "M", "H"), ("lav", "middels", "høy"),
                 (Pip(1, "Aking", (2, 1), (0, 1)), Pip(2, "Fall", (1, 0), None), Pip(3, "Klem", (1, 1), (1, 1))),
                 "Konsekvens", "Sannsynlighet")  # fmt: skip


def test_cells_are_said_row_by_row() -> None:
    assert describe(CELLS) == (
        "Flest fall. Skader 2025. Tabell i farger, skader. "
        "Akebakken: Fall 9, Kutt skjult. Bod, nord: Fall 0, Kutt 1,5. n = 12."
    )


def test_sums_are_said_after_the_cells_they_add_up() -> None:
    said = describe(SUMMED)
    assert "Akebakken: Fall 9, Kutt skjult, sum 11." in said
    assert "Sum: Fall 9, Kutt skjult, i alt 13." in said


def test_the_table_has_the_sums_where_the_picture_has_them() -> None:
    assert cells_of(CELLS) == (["", "Fall", "Kutt"], [["Akebakken", "9", ":"], ["Bod, nord", "0", "1,5"]])
    assert cells_of(SUMMED) == (
        ["", "Fall", "Kutt", "Sum"],
        [["Akebakken", "9", ":", "11"], ["Bod, nord", "0", "1,5", "2"], ["Sum", "9", ":", "13"]],
    )


def test_sums_of_rows_alone_have_no_row_of_sums() -> None:
    heads, lines = cells_of(replace(CELLS, row_sums=(11, 2)))
    assert (heads[-1], [line[-1] for line in lines]) == ("Sum", ["11", "2"])
    assert "i alt" not in describe(replace(CELLS, row_sums=(11, 2)))


def test_a_risk_is_said_with_where_it_was_and_where_it_is() -> None:
    said = describe(RISKS)
    assert "Sannsynlighet: Sjelden, Av og til, Ofte. Konsekvens: Liten, Stor." in said
    assert "1 Aking: fra Ofte og Stor, 3 × 2 = 6, høy til Sjelden og Stor, 1 × 2 = 2, middels." in said


def test_a_risk_that_has_not_moved_is_said_where_it_is() -> None:
    said = describe(RISKS)
    assert "2 Fall: Av og til og Liten, 2 × 1 = 2, lav." in said
    assert "3 Klem: Av og til og Stor, 2 × 2 = 4, middels." in said


def test_the_table_of_risks_has_before_and_now() -> None:
    heads, lines = cells_of(RISKS)
    assert heads == ["", "Før", "Nå"]
    assert lines[0] == ["1 Aking", "Ofte og Stor, 3 × 2 = 6, høy", "Sjelden og Stor, 1 × 2 = 2, middels"]
    assert [line[1] for line in lines[1:]] == ["", ""]


def test_places_and_parts_are_said_with_their_numbers() -> None:
    spots = (SiteSpot("a", "Bakken", 0, 0, 3), SiteSpot("b", "Bod", 0, 0, None))
    plan = SiteSpec("p", "Ute", "", "", spots, "skader")
    body = BodySpec("b", "Kropp", "", "", (BodyCount("hand", "Hånd", 3), BodyCount("foot", "Fot", None)), "skader")
    assert describe(plan) == "Ute. Plan med tall ved hvert sted, skader. Bakken: 3. Bod: skjult."
    assert describe(body) == "Kropp. Tegning av et barn med tall ved hver kroppsdel, skader. Hånd: 3. Fot: skjult."
    assert cells_of(plan) == (["", "skader"], [["Bakken", "3"], ["Bod", ":"]])
    assert cells_of(body) == (["", "skader"], [["Hånd", "3"], ["Fot", ":"]])
