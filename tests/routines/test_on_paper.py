"""A routine on the wall: one tagged page, in letters as large as there is room for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key
from ikdesk.paper.poster import Part, Poster, write_poster
from ikdesk.routines.actions import retire_routine
from ikdesk.routines.sections import routine_poster
from ikdesk.routines.writing import draw_routine, file_name, read_routine
from ikdesk.unit.queries import codebook
from tests.paper.pdf_checker import check, texts
from tests.routines.test_writing_them import detail, do, second, valid
from tests.samples import LEADER, TODAY

WHEN = datetime(2026, 4, 30, 12, tzinfo=UTC)
LONG = "Den voksne på toppen slipper ett barn om gangen og venter til banen er fri helt ned til det røde merket. "


class Opened:
    """The open data, asked as the leader."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def clock(self) -> Clock:
        return Clock(TODAY)

    def read(self, question: Any, /, *args: Any, **kwargs: Any) -> Any:
        return self._database.read(question, *args, viewer=LEADER, today=TODAY, **kwargs)


def poster(*steps: str, **changes: Any) -> Poster:
    values: dict[str, Any] = {
        "title": "Ake i Store akebakken", "unit": "Solbakken barnehage", "purpose": "Alle ler.",
        "steps_title": "Slik gjør vi det", "steps": steps, "foot": ("Ansvarlig: De som er ute", "Versjon 2"),
        "when": WHEN,
    }  # fmt: skip
    return Poster(**{**values, **changes})


def pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


@pytest.mark.parametrize(
    "made",
    [
        poster("Se over bakken.", "Hjelm på."),
        poster(*[LONG] * 9),
        poster(*[LONG * 2] * 9, after=(Part("Hvis det ikke går", LONG),), before=(Part("Når", LONG),)),
        poster("<img src=x>", "=cmd|calc", "\ud800 👍 \u202e", warning="Utkast", unit="", purpose="", foot=()),
    ],
)
def test_it_is_one_whole_page_that_readers_can_read_aloud(made: Poster, tmp_path: Path) -> None:
    path = write_poster(made, tmp_path / "rutine.pdf")
    assert pages(path) == 1
    assert check(path.read_bytes()) == []


def test_the_steps_are_a_numbered_list_in_their_order(tmp_path: Path) -> None:
    data = write_poster(poster("Se over bakken.", "Hjelm på."), tmp_path / "rutine.pdf").read_bytes()
    with pikepdf.open(BytesIO(data)) as pdf:
        elements = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
        kinds = [element.A.ListNumbering for element in elements if element.get("/S") == "/L"]
    assert kinds == ["/Decimal"]
    said = " ".join(texts(data))
    assert said.index("Se over bakken.") < said.index("Hjelm på.") < said.index("Versjon 2")


def test_short_steps_get_larger_letters_than_long_ones(tmp_path: Path) -> None:
    def usual(made: Poster) -> float:
        with pikepdf.open(write_poster(made, tmp_path / "rutine.pdf")) as pdf:
            ops = [op for op in pikepdf.parse_content_stream(pdf.pages[0]) if str(op.operator) == "Tf"]
            return sorted(float(op.operands[1]) for op in ops)[len(ops) // 2]

    assert usual(poster(*["Hjelm på."] * 9)) > 1.5 * usual(poster(*[LONG * 2] * 9))


def test_what_is_too_long_for_a_page_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="for lang for én side"):
        write_poster(poster(*[LONG * 9] * 9), tmp_path / "rutine.pdf")
    assert not list(tmp_path.iterdir())


def test_a_routine_is_printed_with_who_which_version_and_until_when(database: Database, tmp_path: Path) -> None:
    key = valid(database)
    second(database, key, review_due=date(2027, 4, 30))
    path = draw_routine(read_routine(Opened(database), key), tmp_path)
    assert path.name == "Rutine – Gå på tur.pdf"
    said = " ".join(texts(path.read_bytes()))
    for words in (
        "Gå på tur", "Tell barna to ganger.", "Ansvarlig: Pedagogisk leder", "Versjon 2, gjelder fra 30. april 2026",
        "Godkjent av Tom", "innen 30. april 2027", "§ 14", "Solbakken barnehage",
    ):  # fmt: skip
        assert words in said, words
    assert "Utkast" not in said


def test_what_does_not_hold_says_so_on_the_page(database: Database) -> None:
    def warning(key: Key) -> str:
        book = Opened(database).read(codebook)
        return routine_poster(detail(database, key), "Solbakken", book, when=WHEN).warning

    coming, retired = valid(database, on=date(2026, 5, 2)), valid(database)
    do(database, retire_routine, retired, "Slutt.")
    assert warning(coming) == "Gjelder fra 2. mai 2026."
    assert warning(retired) == "Utgått. Gjelder ikke lenger."
    assert not warning(valid(database))


def test_a_routine_that_is_gone_cannot_be_printed(database: Database) -> None:
    with pytest.raises(Problem, match="finnes ikke"):
        read_routine(Opened(database), Key(int=1))


@pytest.mark.parametrize(
    ("title", "name"),
    [("Av/på: hva?", "Rutine – Av på hva"), ("..", "Rutine"), ("x" * 120, "Rutine – " + "x" * 80)],
)
def test_the_name_of_the_file_suits_every_system(title: str, name: str) -> None:
    assert file_name(title) == name
