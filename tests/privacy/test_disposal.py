"""Disposal destroys what was said for good, and tells that it did."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Access, Deed
from ikdesk.exports.actions import know_files
from ikdesk.incidents.actions import correct_incident, handle_incident, record_incident, save_draft, withdraw_incident
from ikdesk.incidents.case_actions import add_child, add_note
from ikdesk.incidents.case_model import Attachment
from ikdesk.incidents.case_queries import other_children
from ikdesk.incidents.model import VIOLATION, Correction, Draft, Incident, Status
from ikdesk.incidents.notice_actions import Asked, note_not_needed
from ikdesk.incidents.queries import Filter, incident_detail, incident_page
from ikdesk.incidents.reference_actions import keep_reference
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.history import CHAIN, Change, readable
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import DEPUTY, RIGHTS, Role
from ikdesk.privacy.disposal_actions import COUNTED, NUMBERED, dispose_incident, replay_disposals
from ikdesk.privacy.disposal_queries import disposals, files_left, not_counted, taken_out
from ikdesk.privacy.model import Disposal, Ground, grounds
from ikdesk.privacy.sentences import copies_that_hold_it, exports_that_hold_it
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.sections import tertial_story
from ikdesk.unit.actions import change_unit
from ikdesk.unit.model import Ownership
from tests.samples import LEADER, NOON, TODAY, incident_values, place_of

CANARY = "Kanarifugl"
WHY = "Vedtak 26/114 av 30. april"


def told(what: str) -> str:
    return f"{CANARY} {what} sto her"


@pytest.fixture
def incident(database: Database) -> Key:
    """One with something in every text: reported, corrected, followed up, with a case and a draft."""
    values = incident_values(database, story=told("fortelling"), done_at_once=told("straks"), child=CANARY[:12],
                             kind="staff_injury")  # fmt: skip
    done: dict[str, Any] = {"by": LEADER, "today": TODAY}
    key: Key = database.write(record_incident, values, told_at=NOON, **done)
    database.write(correct_incident, key, {"story": told("rettet")}, told("grunn"), **done)
    database.write(handle_incident, key, {"handling": told("oppfølging"), "reply": told("svar")}, **done)
    database.write(_add_case, key, **done)
    database.write(save_draft, "follow_up", {"id": str(key), "handling": told("utkast")}, at=NOON, **done)
    database.write(save_draft, "copied", {"story": told("rettet")}, at=NOON, **done)
    database.write(save_draft, "another", {"story": "Noe annet."}, at=NOON, **done)
    return key


def _add_case(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    case = session.scalars(select(StaffCase).where(StaffCase.incident_id == key)).one()
    case.position, case.medical_consent, case.consent_on = told("stilling"), True, TODAY
    case.medical_note, case.extract = told("sykdom"), told("uttrekk")
    case.check(today)


def dispose(database: Database, key: Key, ground: Ground = Ground.WRONG_PERSON) -> None:
    database.write(dispose_incident, key, ground, WHY, by=LEADER, today=TODAY)


def everything(database: Database) -> str:
    """Every value of every table, the shadow tables of the search too, as far as anybody with the keys can read it."""
    with Session(database.engine) as session:
        names = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        rows = [repr(row) for name in names for row in session.execute(text(f'SELECT * FROM "{name}"'))]
        changes = [repr(row) for row in readable(session, session.scalars(select(Change)).all())]
        words = session.execute(text("SELECT count(*) FROM search_word WHERE search_word MATCH 'kanarifugl*'")).scalar()
    return "\n".join([*rows, *changes, *[CANARY] * int(words or 0)])


def test_before_it_is_disposed_of_the_words_are_found(database: Database, incident: Key) -> None:
    """The control: the search below finds what it looks for."""
    assert everything(database).count(CANARY) > 10


@pytest.mark.parametrize("ground", [Ground.WRONG_PERSON, Ground.ORDER])
def test_nothing_of_what_was_said_is_left(database: Database, incident: Key, ground: Ground) -> None:
    dispose(database, incident, ground)
    assert CANARY not in everything(database)
    assert "Noe annet." in everything(database)


def test_the_number_and_what_is_counted_stay(database: Database, incident: Key) -> None:
    before = database.read(incident_detail, incident, viewer=LEADER, today=TODAY)
    dispose(database, incident)
    after = database.read(incident_detail, incident, viewer=LEADER, today=TODAY)
    assert before is not None
    assert after is not None
    for name in ("number", "kind", "occurred_on", "place", "severity", "reported_at"):
        assert getattr(after, name) == getattr(before, name)
    assert after.story == "Kassert 30.04.2026 – ført på feil person"
    assert after.disposed_on == TODAY
    assert after.status is Status.CLOSED
    assert after.corrections == ()
    rows = database.read(incident_page, Filter(), viewer=LEADER, today=TODAY).rows
    assert [row.story for row in rows] == [after.story]


def test_an_order_takes_the_codes_too_and_then_it_counts_no_more(database: Database, incident: Key) -> None:
    dispose(database, incident, Ground.ORDER)
    after = database.read(incident_detail, incident, viewer=LEADER, today=TODAY)
    assert after is not None
    assert (after.kind, after.severity, after.status) == ("other_service", None, Status.WITHDRAWN)
    assert after.occurred_on == date(2026, 2, 1)
    assert after.place_id != place_of(database)
    assert database.read(incident_page, Filter(), viewer=LEADER, today=TODAY).total == 0


def test_it_is_written_down_who_did_it_and_why(database: Database, incident: Key) -> None:
    dispose(database, incident)
    with Session(database.engine) as session:
        row = session.scalars(select(Disposal)).one()
        assert (row.key, row.ground, row.why, row.who, row.day) == (incident, Ground.WRONG_PERSON, WHY, "Tom", TODAY)
        assert session.scalars(select(Access.note).where(Access.deed == Deed.DISPOSED)).all() == [row.number]
        disposal = session.scalars(select(Change).where(Change.kind == "disposal")).all()
        assert readable(session, disposal)[0].what is not None


def test_the_chain_stays_whole(database: Database, incident: Key) -> None:
    other = database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)
    dispose(database, incident)
    database.write(handle_incident, other, {"handling": "Som før."}, by=LEADER, today=TODAY)
    with Session(database.engine) as session:
        assert not CHAIN.breaks(session)
        kept = readable(session, session.scalars(select(Change).where(Change.key == other)).all())
    assert all(row.what is not None for row in kept)


@pytest.mark.parametrize("number", [0, 2, 5])
def test_whichever_of_several_are_disposed_of_the_others_stand(database: Database, number: int) -> None:
    keys = [
        database.write(record_incident, incident_values(database, story=f"{CANARY} {n}"), told_at=NOON, by=LEADER,
                       today=TODAY)
        for n in range(3)
    ]  # fmt: skip
    gone = [key for at, key in enumerate(keys) if number >> at & 1]
    for key in gone:
        dispose(database, key)
    left = everything(database)
    assert [f"{CANARY} {n}" in left for n in range(3)] == [key not in gone for key in keys]
    with Session(database.engine) as session:
        assert not CHAIN.breaks(session)


def test_nobody_corrects_or_follows_up_what_was_disposed_of(database: Database, incident: Key) -> None:
    dispose(database, incident)
    done: dict[str, Any] = {"by": LEADER, "today": TODAY}
    for act in (
        lambda: database.write(correct_incident, incident, {"story": "Ny"}, "", **done),
        lambda: database.write(handle_incident, incident, {"handling": "Ny"}, **done),
        lambda: database.write(withdraw_incident, incident, "Feil", **done),
        lambda: dispose(database, incident),
    ):
        with pytest.raises(Problem, match="kassert"):
            act()


def test_nothing_is_added_to_what_was_disposed_of_for_it_could_never_be_destroyed(database: Database) -> None:
    done: dict[str, Any] = {"by": LEADER, "today": TODAY}
    values = incident_values(database, kind="environment_42", others=("AB",))
    key = database.write(record_incident, values, told_at=NOON, **done)
    dispose(database, key)
    asked = Asked(key, "owner", "responsible_s7")
    for action, args in ((add_note, {"text": "Etterpå", "at": NOON}), (add_child, {"values": {"child": "AB"}}),
                         (keep_reference, {"values": {"case_number": "26/1"}})):  # fmt: skip
        with pytest.raises(Problem, match="kassert"):
            database.write(action, key, **args, **done)
    with pytest.raises(Problem, match="kassert"):
        database.write(note_not_needed, asked, "Etterpå", **done)
    assert database.read(other_children, key, viewer=LEADER, today=TODAY) == ()


def test_it_is_told_where_else_it_may_lie(database: Database, incident: Key, tmp_path: Path) -> None:
    done: dict[str, Any] = {"by": LEADER, "today": TODAY}
    there, gone, harmless = (tmp_path / name for name in ("liste.xlsx", "borte.pdf", "rutine.pdf"))
    for path, kind in ((there, "incident"), (gone, "insight"), (harmless, "routine")):
        path.write_text("x", "utf-8")
        database.write(know_files, kind, [path], **done)
    gone.unlink()
    for keys, note in (((incident,), "pdf"), ((), "xlsx"), ((Key(int=5),), "annen")):
        database.write(note_access, Deed.EXPORTED, "incident", keys, note=note, **done)
    asked: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
    assert database.read(files_left, incident, **asked) == [there]
    assert [(row.note, row.named) for row in database.read(taken_out, incident, **asked)] == [
        ("xlsx", False), ("pdf", True)
    ]  # fmt: skip
    said = exports_that_hold_it(2, ["liste.xlsx"])
    assert "2 utskrifter eller eksporter" in said
    assert "liste.xlsx" in said
    assert "ingen" in exports_that_hold_it(0, [])
    assert "29. april 2026" in copies_that_hold_it(3, date(2026, 4, 29))
    assert "ingen sikkerhetskopier" in copies_that_hold_it(0, None)


@pytest.mark.parametrize("kind", ["letter", "draft", "insurer", "attachment"])
def test_what_is_made_of_a_case_for_others_is_among_the_files_that_may_hold_it(
    database: Database, incident: Key, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "noe.pdf"
    path.write_text("x", "utf-8")
    database.write(know_files, kind, [path], by=LEADER, today=TODAY)
    assert database.read(files_left, incident, viewer=LEADER, today=TODAY) == [path]


def test_a_picture_of_it_that_was_taken_out_is_told_too(database: Database, incident: Key) -> None:
    def add(session: Session, *, by: Viewer, today: date) -> Key:
        del by, today
        picture = Attachment(incident_id=incident, about="Gjerdet")
        session.add(picture)
        session.flush()
        return picture.id

    done: dict[str, Any] = {"by": LEADER, "today": TODAY}
    database.write(note_access, Deed.EXPORTED, "attachment", [database.write(add, **done)], **done)
    assert [row.named for row in database.read(taken_out, incident, viewer=LEADER, today=TODAY)] == [True]


def test_the_numbers_say_that_something_is_left_out(database: Database, incident: Key) -> None:
    period = parse_period("2026-T1")
    asked: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
    assert database.read(not_counted, period, **asked) == 0
    dispose(database, incident, Ground.ORDER)
    assert database.read(not_counted, period, **asked) == 1
    facts = database.read(tertial_facts, period, **asked)
    assert facts.disposed == 1
    story = tertial_story(facts, when=datetime(2026, 4, 30, 12, 0, tzinfo=UTC))
    assert any("1 hendelse er kassert" in text for part in story.sections for text in (*part.text, *part.bullets))


def test_a_deputy_does_not_dispose(database: Database, incident: Key) -> None:
    deputy = Viewer(Key(int=9), "Vikar", "staff", DEPUTY, deputy=True)
    with pytest.raises(Problem, match="Bare lederen selv"):
        database.write(dispose_incident, incident, Ground.ORDER, WHY, by=deputy, today=TODAY)
    assert CANARY in everything(database)


def test_a_municipal_unit_does_not_decide_by_itself(database: Database, incident: Key) -> None:
    with pytest.raises(Invalid, match="kommunal"):
        dispose(database, incident, Ground.DECISION)
    database.write(change_unit, {"ownership": Ownership.PRIVATE}, by=LEADER, today=TODAY)
    dispose(database, incident, Ground.DECISION)
    assert CANARY not in everything(database)
    assert Ground.DECISION not in grounds(Ownership.MUNICIPAL)


@pytest.mark.parametrize("why", ["", "   ", "feil"])
def test_it_takes_a_reason(database: Database, incident: Key, why: str) -> None:
    with pytest.raises(Invalid):
        database.write(dispose_incident, incident, Ground.ORDER, why, by=LEADER, today=TODAY)
    assert CANARY in everything(database)


def test_disposal_tells_the_one_it_is_about_nothing(database: Database) -> None:
    tom = database.write(add_person, "Tom", slot="t", role=Role.LEADER, by=SYSTEM, today=TODAY)
    ann = Viewer(database.write(add_person, "Ann", slot="a", role=Role.LEADER, by=SYSTEM, today=TODAY), "Ann",
                 "leader", RIGHTS[Role.LEADER])  # fmt: skip
    values = incident_values(database, kind=VIOLATION, about_id=tom, story=told("mistanke"))
    key = database.write(record_incident, values, told_at=NOON, by=ann, today=TODAY)
    database.write(dispose_incident, key, Ground.WRONG_PERSON, WHY, by=ann, today=TODAY)
    himself = Viewer(tom, "Tom", "leader", RIGHTS[Role.LEADER])
    assert database.read(incident_detail, key, viewer=himself, today=TODAY) is None
    assert database.read(disposals, viewer=himself, today=TODAY) == []
    assert len(database.read(disposals, viewer=ann, today=TODAY)) == 1
    after = database.read(incident_detail, key, viewer=ann, today=TODAY)
    assert after is not None
    assert (after.kind, after.status, after.restricted) == ("other_service", Status.WITHDRAWN, True)
    assert CANARY not in everything(database)


def test_every_attribute_of_an_incident_is_either_kept_knowingly_or_emptied() -> None:
    columns = set(Incident.__mapper__.columns.keys())
    assert columns - COUNTED == {
        "child", "story", "done_at_once", "occurred_time", "injury_kind", "body_part", "side", "treatment", "notified",
        "handling", "reply", "source", "about_id", "disposed_on", "withdrawn_why", "adults_present",
        "children_present", "equipment_id", "prevent_said", "discovered_on", "discovered_time", "municipal_number",
        "municipal_on",
    }  # fmt: skip
    assert (COUNTED | NUMBERED) - columns == {"incident_id"}


def test_an_older_copy_that_is_put_back_loses_it_again(database: Database, incident: Key) -> None:
    listed = Disposal(kind="incident", key=incident, number="2026-001", day=date(2026, 3, 1), who="Tom",
                      ground=Ground.WRONG_PERSON, why=WHY)  # fmt: skip
    unknown = Disposal(kind="incident", key=Key(int=99), number="2026-099", day=date(2026, 3, 1), who="Tom",
                       ground=Ground.ORDER, why=WHY)  # fmt: skip
    done = database.write(replay_disposals, [listed, unknown], by=LEADER, today=TODAY)
    assert [one.key for one in done] == [incident]
    assert CANARY not in everything(database)
    with Session(database.engine) as session:
        row = session.get_one(Incident, incident)
        assert row.story == "Kassert 01.03.2026 – ført på feil person"
    again = Disposal(kind="incident", key=incident, number="2026-001", day=date(2026, 3, 1), who="Tom",
                     ground=Ground.WRONG_PERSON, why=WHY)  # fmt: skip
    assert database.write(replay_disposals, [again], by=LEADER, today=TODAY) == []


def test_only_drafts_about_it_are_emptied(database: Database, incident: Key) -> None:
    dispose(database, incident)
    with Session(database.engine) as session:
        kept = [json.loads(content) for content in session.scalars(select(Draft.content)) if content]
        assert kept == [{"story": "Noe annet."}]
        assert all(row.before == row.after == row.why == "" for row in session.scalars(select(Correction)))
