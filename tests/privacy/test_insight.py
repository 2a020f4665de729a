"""Somebody gets what is stored about them, and nothing about anybody else."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.incidents.actions import correct_incident, handle_incident, record_incident, withdraw_incident
from ikdesk.incidents.model import Incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.privacy.disposal_actions import dispose_incident
from ikdesk.privacy.insight_model import FORM, Insight, Search
from ikdesk.privacy.insight_queries import about_person, candidates, harmless_words, staff_told, told
from ikdesk.privacy.insight_sections import insight_data, preview
from ikdesk.privacy.insight_writing import Letter, write_insight
from ikdesk.privacy.mask_model import MASK, suspects
from ikdesk.privacy.model import Ground, Withholding
from ikdesk.unit.queries import codebook, unit_row
from tests.paper.pdf_checker import check, texts
from tests.samples import LEADER, NOON, TODAY, incident_values

WHEN = datetime(2026, 4, 30, 12, 0, tzinfo=timezone(timedelta(hours=2)))
OTHERS = ("Kari", "Hansen", "KL", "Melder")
STORY = "OH ble dyttet av Kari Hansen. KL så det. O.H. gråt."
ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}


def report(database: Database, by: Viewer = LEADER, **values: Any) -> Key:
    key: Key = database.write(record_incident, incident_values(database, **values), told_at=NOON, by=by, today=TODAY)
    return key


@pytest.fixture
def melder(database: Database) -> Viewer:
    """The one who reports: their name must not come out."""
    key = database.write(add_person, "Melder Melderud", slot="m", role=Role.STAFF, by=SYSTEM, today=TODAY)
    return Viewer(key, "Melder Melderud", "staff", RIGHTS[Role.STAFF])


@pytest.fixture
def own(database: Database, melder: Viewer) -> Key:
    key = report(database, melder, story=STORY, child="OH")
    database.write(correct_incident, key, {"done_at_once": "Kari trøstet OH."}, "Kari sa fra", **DONE)
    database.write(handle_incident, key, {"handling": "Snakket med Karis far.", "injury_kind": "graze"}, **DONE)
    return key


def insight(database: Database, *keys: Key, **more: Any) -> Insight:
    records = tuple(database.read(told, keys, **ASKED))
    harmless = database.read(harmless_words, **ASKED)
    words = suspects([text for record in records for text in record.texts()], ["OH"], harmless)
    return Insight("OH", records, words=tuple(one.word for one in words), **more)


def letter(database: Database, found: Insight) -> Letter:
    return Letter(found, database.read(unit_row, **ASKED), database.read(codebook, **ASKED), "Tom", WHEN)


def test_what_may_be_about_a_child_is_found_and_nothing_else(database: Database, own: Key) -> None:
    mentioned = report(database, story="OH sto ved siden av.", child="KL")
    report(database, story="Et annet barn.", child="OHK")
    later = report(database, story="Noe annet.", child="o.h.", occurred_on=date(2026, 4, 1))
    rows = database.read(candidates, Search("OH"), **ASKED)
    assert [row.id for row in rows] == [own, later, mentioned]
    assert [row.in_field for row in rows] == [True, True, False]
    narrow = database.read(candidates, Search("oh", first=date(2026, 3, 1), last=date(2026, 4, 30)), **ASKED)
    assert [row.id for row in narrow] == [later]


def test_what_was_disposed_of_is_not_found_but_what_was_withdrawn_is(database: Database, own: Key) -> None:
    other = report(database, story="OH igjen.", child="OH")
    database.write(withdraw_incident, own, "Feil", **DONE)
    assert len(database.read(candidates, Search("OH"), **ASKED)) == 2
    database.write(dispose_incident, other, Ground.ORDER, "Pålegg 26/12.", **DONE)
    assert [row.id for row in database.read(candidates, Search("OH"), **ASKED)] == [own]


def test_a_leader_gets_nothing_that_is_about_themself(database: Database, own: Key) -> None:
    leader = database.write(add_person, "Tom", slot="t", role=Role.LEADER, by=SYSTEM, today=TODAY)

    def concern(session: Session, *, by: Viewer, today: date) -> None:
        session.get_one(Incident, own).about_id = leader

    database.write(concern, **DONE)
    tom = Viewer(leader, "Tom", "leader", RIGHTS[Role.LEADER])
    assert database.read(candidates, Search("OH"), viewer=tom, today=TODAY) == []
    assert database.read(told, [own], viewer=tom, today=TODAY) == []
    assert database.read(about_person, leader, viewer=tom, today=TODAY) == []
    assert [row.id for row in database.read(about_person, leader, **ASKED)] == [own]


@pytest.mark.parametrize("role", [Role.STAFF, Role.DEPARTMENT_LEAD, Role.SAFETY_REP])
def test_only_leaders_give_insight(database: Database, own: Key, role: Role) -> None:
    viewer = Viewer(Key(int=3), "En", role.code, RIGHTS[role])
    with pytest.raises(Problem, match="ikke tilgang"):
        database.read(candidates, Search("OH"), viewer=viewer, today=TODAY)
    with pytest.raises(Problem, match="ikke tilgang"):
        database.read(told, [own], viewer=viewer, today=TODAY)


def test_the_preview_shows_what_goes_out_without_others(database: Database, own: Key) -> None:
    shown = preview(insight(database, own), database.read(codebook, **ASKED))
    assert f"OH ble dyttet av {MASK}. {MASK} så det. O.H. gråt." in shown
    assert not [word for word in OTHERS if word in shown]


def test_the_letter_is_a_whole_pdf_without_others(database: Database, own: Key, tmp_path: Path) -> None:
    made = write_insight(letter(database, insight(database, own)), tmp_path, beside=True)
    data = made[0].read_bytes()
    assert check(data) == []
    whole = " ".join(" ".join(texts(data)).split())
    assert "OH ble dyttet av ■■■ (annen person)." in whole
    assert "Barnehageloven § 47 a" in whole
    assert "Bevaringsforskriften" in whole
    assert "Datatilsynet" in whole
    with pikepdf.open(made[0]) as pdf:
        inside = pdf.attachments["innsyn.json"].get_file().read_bytes()
    for content in (whole, inside.decode(), made[1].read_text("utf-8"), " ".join(path.name for path in made)):
        assert not [word for word in OTHERS if word in content]
        assert "OH" not in made[0].name
    assert json.loads(inside) == json.loads(made[1].read_text("utf-8"))


def test_the_plain_data_have_one_shape(database: Database, own: Key) -> None:
    found = letter(database, insight(database, own, withheld=(Withholding.HEALTH,)))
    data = insight_data(found.insight, found.unit, found.codebook, when=WHEN)
    assert data.keys() == {
        "form", "edition", "unit", "about", "made_at", "about_the_processing", "withheld", "records", "staff"
    }  # fmt: skip
    assert (data["form"], data["edition"], data["withheld"], data["staff"]) == (FORM, 1, ["health"], None)
    record = data["records"][0]
    assert record.keys() == {"number", "values", "staff_register", "besides", "corrections"}
    injury = {"label": "Hva slags skade", "value": "graze", "words": "Skrubbsår / rift"}
    assert record["values"]["injury_kind"] == injury
    assert all(value.keys() == {"label", "value", "words"} for value in record["values"].values())
    assert record["corrections"][0].keys() == {"day", "attribute", "before", "after", "why"}
    assert json.loads(json.dumps(data)) == data


def test_what_is_withheld_is_said_in_one_neutral_sentence(database: Database, own: Key, tmp_path: Path) -> None:
    found = insight(database, withheld=(Withholding.CONFIDENTIALITY,))
    made = write_insight(letter(database, found), tmp_path, beside=False)
    whole = " ".join(" ".join(texts(made[0].read_bytes())).split())
    assert "Noen opplysninger er holdt tilbake. Grunnlag: lovbestemt taushetsplikt." in whole
    assert "dyttet" not in whole
    assert len(made) == 1


def test_staff_are_told_what_is_stored_about_them_but_not_what_they_wrote_of_others(
    database: Database, own: Key, melder: Viewer, tmp_path: Path
) -> None:
    assert melder.person is not None
    staff = database.read(staff_told, melder.person, **ASKED)
    assert (staff.name, staff.role, staff.reported) == ("Melder Melderud", "Ansatt", (("2026-1", date(2026, 2, 3)),))
    made = write_insight(letter(database, Insight(staff.name, (), staff)), tmp_path, beside=True)
    assert check(made[0].read_bytes()) == []
    whole = " ".join(texts(made[0].read_bytes()))
    assert "2026-1" in whole
    assert "dyttet" not in whole + made[1].read_text("utf-8")


def test_a_member_of_staff_is_found_by_name(database: Database, melder: Viewer) -> None:
    key = report(database, story="Melderud fikk et spark.", kind="staff_injury")
    report(database, story="Noe annet.", kind="staff_injury")
    assert melder.person is not None
    assert [row.id for row in database.read(about_person, melder.person, **ASKED)] == [key]


def test_what_others_did_with_a_record_about_the_leader_is_not_told_either(database: Database) -> None:
    keys = {
        name: database.write(add_person, name, slot=name, role=Role.LEADER, by=SYSTEM, today=TODAY)
        for name in ("Anne", "Berit")
    }
    anne, berit = (Viewer(key, name, "leader", RIGHTS[Role.LEADER]) for name, key in keys.items())
    about = report(database, anne, kind="staff_violation_43", about_id=berit.person)
    before = database.read(staff_told, keys["Anne"], viewer=berit, today=TODAY)
    database.write(note_access, Deed.OPENED, "incident", [about], by=anne, today=TODAY)
    assert database.read(staff_told, keys["Anne"], viewer=berit, today=TODAY) == before
    told_to_herself = database.read(staff_told, keys["Anne"], viewer=anne, today=TODAY)
    assert [(one.what, one.count) for one in told_to_herself.deeds] == [(Deed.OPENED.label, 1)]
