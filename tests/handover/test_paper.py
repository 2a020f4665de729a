"""The paper between two leaders: two pages at most, what is open, promised and due, and nothing only one may see."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as some

from ikdesk import data
from ikdesk.cli import parse, run
from ikdesk.handover.actions import begin_handover, call_off_handover, move_responsibilities
from ikdesk.handover.facts_queries import handover_facts
from ikdesk.handover.model import DRAFT, MOST_LINES, MOST_WORDS, HandoverFacts, Lying, Sort, check_words
from ikdesk.handover.sections import shares
from ikdesk.handover.state_queries import handover_now, progress
from ikdesk.handover.writing import draw_handover
from ikdesk.incidents.actions import record_incident, save_draft
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.measures.actions import add_measure, adopt_measure
from ikdesk.measures.own_queries import own_tasks
from ikdesk.meetings.actions import add_idea, change_idea, plan_meeting
from ikdesk.people.actions import add_person
from ikdesk.people.deputy_actions import appoint_deputy
from ikdesk.people.model import DEPUTY, RIGHTS, Role
from ikdesk.unit.equipment_actions import add_equipment
from tests.handover.two_leaders import WORDS, begun, opened, slot_of, users
from tests.paper.pdf_checker import check
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values

LYING = Lying(
    "3F2A 91C0 0000 0000 0000 0000 0000 0001", Path("C:/IKdesk/backups"), NOON, Path("E:/kopier"), NOON, TODAY
)
WHEN = NOON.astimezone()
SECRET = "Kanari slo hodet i gjerdet"


class House:
    """A unit with two leaders and a member of staff; asked and written to as the one who goes."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.tom = self._viewer("Tom", Role.LEADER)
        self.ingrid = self._viewer("Ingrid", Role.LEADER)
        self.kari = self._viewer("Kari", Role.STAFF)

    def _viewer(self, name: str, role: Role) -> Viewer:
        key = self.database.write(add_person, name, slot=name, role=role, by=LEADER, today=TODAY)
        return Viewer(key, name, role.code, RIGHTS[role])

    def write(self, action: Any, *args: Any, **more: Any) -> Any:
        return self.database.write(action, *args, by=self.tom, today=TODAY, **more)

    def read(self, question: Any, *args: Any) -> Any:
        return self.database.read(question, *args, viewer=self.tom, today=TODAY)

    def case(self, told: date = date(2026, 3, 2), **changes: Any) -> Key:
        values = {**incident_values(self.database), "story": SECRET, "child": "OH", **changes}
        key: Key = self.write(record_incident, values, told_at=datetime.combine(told, NOON.time()))
        return key

    def facts(self) -> HandoverFacts:
        found: HandoverFacts = self.read(handover_facts)
        return found


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


def text_of(drawn: bytes) -> str:
    """Every word of a PDF."""
    asked = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(asked, input=drawn, capture_output=True, check=True).stdout.decode()


def pages(drawn: bytes) -> int:
    with pikepdf.open(BytesIO(drawn)) as pdf:
        return len(pdf.pages)


@pytest.fixture
def busy(house: House) -> House:
    """Hundreds of open things, with long names."""
    for number in range(70):
        house.case(occurred_on=date(2026, 1, 1) + timedelta(days=number % 60))
        told = measure_values(house.database, title=f"Tiltak {number} " + "med et langt navn " * 8, deadline=TODAY)
        house.write(add_measure, told)
        house.write(add_equipment, {"name": f"Huske {number}", "kind": "swing", "next_check": TODAY})
        house._viewer(f"Vikar {number} med et langt navn", Role.STAFF)
    house.write(begin_handover, "Ingrid")
    house.write(save_draft, DRAFT, {"words": "\n".join(["Husk gjerdet. " * 6] * MOST_LINES)}, at=NOON)
    return house


def test_a_unit_with_hundreds_of_open_things_gets_two_pages_and_the_rest_is_counted(busy: House) -> None:
    facts = busy.facts()
    drawn = draw_handover(facts, LYING, WHEN)
    said = text_of(drawn)
    assert pages(drawn) == 2
    assert check(drawn) == []
    assert (len(facts.cases), len(facts.dues), len(facts.users)) == (70, 71, 73)
    assert "åpne saker til står i Hendelser" in said
    assert "i Innstillinger → Utstyr" in said
    assert "68 til kan låse opp" in said
    assert said.count("Husk gjerdet") == MOST_LINES * 6
    assert said.rindex("Ingrid") > said.index("Dato og underskrift")
    assert SECRET not in said


def test_a_unit_where_nothing_is_open_gets_a_paper_that_says_so(house: House) -> None:
    drawn = draw_handover(house.facts(), LYING, WHEN)
    said = text_of(drawn)
    assert pages(drawn) <= 2
    assert "Ingen saker er åpne." in said
    assert "Ingen venter på noe." in said
    assert "Den som overtar" in said
    assert "C:/IKdesk/backups" in said.replace("\\", "/")


def test_what_is_open_is_told_by_number_and_age_and_not_by_what_was_told(house: House) -> None:
    house.case(severity=1)
    house.case(told=TODAY - timedelta(days=2), severity=3)
    facts = house.facts()
    said = text_of(draw_handover(facts, LYING, WHEN))
    assert [one.number for one in facts.cases] == ["2026-2", "2026-1"]  # the serious one first
    assert "59 dager siden" in " ".join(said.split())
    assert "Beskjed" in said  # somebody should be told of it
    assert SECRET not in said
    assert "OH" not in said


def test_a_case_that_only_one_of_the_two_may_see_is_not_even_counted(house: House) -> None:
    house.write(begin_handover, "Ingrid")
    shielded, about_new, about_old = (house.case() for _one in range(3))
    house.write(restrict_incident, shielded)
    house.database.write(restrict_incident, about_old, (), house.tom.person, by=house.ingrid, today=TODAY)
    house.write(restrict_incident, about_new, (), house.ingrid.person)
    facts = house.facts()
    assert (facts.cases, facts.restricted) == ((), 1)
    assert not facts.dues or all(one.sort is not Sort.CASE for one in facts.dues)
    said = " ".join(text_of(draw_handover(facts, LYING, WHEN)).split())
    assert "1 skjermet sak er også åpen" in said
    assert "2026-" not in said.replace("2026-04", "")


def test_what_was_promised_says_by_when_and_who_asked_for_it(house: House) -> None:
    case = house.case()
    asked = measure_values(house.database, title="Flytte huska", deadline=TODAY + timedelta(days=5))
    house.write(add_measure, asked, incidents=[case])
    house.write(add_measure, measure_values(house.database, title="Nytt gjerde", origin="needs_owner"))
    meeting = house.write(plan_meeting, {"day": TODAY - timedelta(days=1), "title": "Personalmøte"})
    house.write(add_idea, meeting, "Rydde is", "immediate")
    found = {one.title or one.number: one for one in house.facts().promises}
    assert found["Flytte huska"].case == "2026-1"
    assert (found["Nytt gjerde"].sort, found["Nytt gjerde"].by) == (Sort.DECISION, "Tom")
    assert found["Personalmøte"].sort is Sort.MINUTES
    said = text_of(draw_handover(house.facts(), LYING, WHEN))
    for words in ("Sak 2026-1", "Eieren avgjør", "Møtet er ikke avsluttet: Personalmøte"):
        assert words in said


def test_what_falls_due_after_three_months_is_not_told_and_a_deputy_who_ends_is(house: House) -> None:
    for name, days in (("Rutsjebanen", 80), ("Karusellen", 120)):
        house.write(add_equipment, {"name": name, "kind": "swing", "next_check": TODAY + timedelta(days=days)})
    house.write(appoint_deputy, house.kari.person, TODAY, TODAY + timedelta(days=30), "Ferie")
    told = {one.title for one in house.facts().dues}
    assert {"Rutsjebanen", "Kari"} <= told
    assert "Karusellen" not in told


@pytest.mark.parametrize("words", ["x" * (MOST_WORDS + 1), "linje\n" * (MOST_LINES + 1)])
def test_words_there_is_no_room_for_are_refused(words: str) -> None:
    with pytest.raises(Invalid) as wrong:
        check_words(words)
    assert "for lang" in str(wrong.value.messages["words"])


@given(lengths=some.lists(some.integers(0, 50), min_size=1, max_size=4), most=some.integers(0, 120))
def test_rows_are_shared_so_that_no_list_gets_more_while_another_lacks(lengths: list[int], most: int) -> None:
    got = shares(tuple(lengths), most)
    assert sum(got) == min(most, sum(lengths))
    assert all(rows <= length for rows, length in zip(got, lengths, strict=True))
    lacking = [rows for rows, length in zip(got, lengths, strict=True) if rows < length]
    assert all(rows >= max(got) - 1 for rows in lacking)


def test_responsibilities_are_moved_together_and_undone_together(house: House) -> None:
    house.database.steps.begin(house.tom.person)
    told = measure_values(house.database, responsible_id=house.tom.person, deadline=TODAY)
    keys = [house.write(add_measure, told) for _one in range(3)]
    for key in keys:
        house.write(adopt_measure, key, on=TODAY)
    meeting = house.write(plan_meeting, {"day": TODAY, "title": "Møte"})
    idea = house.write(add_idea, meeting, "Rydde is", "immediate")
    house.write(change_idea, idea, {"responsible_id": house.tom.person})
    with pytest.raises(Problem, match="Velg den nye lederen først"):
        house.write(move_responsibilities)
    house.write(begin_handover, "Ingrid")
    assert len(house.read(progress).left) == 4
    assert house.write(move_responsibilities) == 4
    assert house.read(progress).left == ()
    assert len(house.database.read(own_tasks, viewer=house.ingrid, today=TODAY)) == 3
    step = house.database.steps.newest(house.tom.person)
    assert step is not None
    house.database.undo(step, by=house.tom, today=TODAY)
    assert len(house.read(progress).left) == 4


def test_one_hands_over_to_another_leader_and_may_call_it_off(house: House) -> None:
    for slot in ("Tom", "Kari", "ingen"):
        with pytest.raises(Invalid):
            house.write(begin_handover, slot)
    house.write(begin_handover, "Ingrid")
    now = house.database.read(handover_now, viewer=house.ingrid, today=TODAY)
    assert now is not None
    assert (now.old.name, now.new.name) == ("Tom", "Ingrid")
    with pytest.raises(Problem, match="i gang med å overlevere"):
        house.database.write(begin_handover, "Tom", by=house.ingrid, today=TODAY)
    house.write(call_off_handover)
    assert house.read(handover_now) is None


def test_a_deputy_hands_nothing_over(house: House) -> None:
    deputy = Viewer(house.kari.person, "Kari", "staff", house.kari.rights | DEPUTY, deputy=True, until=TODAY)
    for question in (handover_facts, handover_now, progress):
        with pytest.raises(Problem, match="ikke tilgang"):
            house.database.read(question, viewer=deputy, today=TODAY)
    for action in (begin_handover, call_off_handover, move_responsibilities):
        arguments = ["Ingrid"] if action is begin_handover else []
        with pytest.raises(Problem, match="ikke tilgang"):
            house.database.write(action, *arguments, by=deputy, today=TODAY)


@pytest.fixture
def live(demo: Path) -> Iterator[data.Data]:
    found = opened(demo)
    yield found
    found.close()


def test_the_demo_s_paper_is_written_by_the_command_and_says_what_is_where(
    live: data.Data, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun(live)
    live.write(save_draft, DRAFT, {"words": WORDS}, at=NOON)
    live.back_up_here()
    mark = live.signer.fingerprint
    assert slot_of(live, "Ingrid")
    assert users(live).lacking() == ""
    live.close()
    password = tmp_path / "passord.txt"
    password.write_text(data.DEMO_PASSWORD, "utf-8")
    asked = [
        "--data",
        str(demo),
        "handover",
        "--user",
        "Tom",
        "--password-file",
        str(password),
        "--out",
        str(tmp_path / "ut"),
    ]
    assert run(parse(asked)) == 0, capsys.readouterr().err
    (made,) = (tmp_path / "ut").glob("*.pdf")
    assert str(made) in capsys.readouterr().out
    drawn = made.read_bytes()
    said = " ".join(text_of(drawn).split())
    assert pages(drawn) <= 2
    assert check(drawn) == []
    for words in ("Fra Tom til Ingrid", mark, WORDS, "Nytt gjerde mot veien", "Eieren avgjør", "Arket med"):
        assert words in said
    assert str(demo / "backups")[-20:] in said.replace(" ", "")
