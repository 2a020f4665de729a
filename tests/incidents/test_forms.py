"""A case on paper and as text: all that was written, and nothing that may not be told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from ikdesk.access.model import Access, Deed
from ikdesk.incidents.form_model import INCIDENT, PARTS, CaseCorrection, CaseWhole, filled
from ikdesk.incidents.form_sentences import case_text, correction_words, without
from ikdesk.incidents.form_writing import draw_case, write_case
from ikdesk.incidents.notice_actions import Asked, note_notice
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.fields import show
from ikdesk.kernel.viewer import Key, Viewer
from tests.incidents.form_samples import case_of, everything, paper, whole_of
from tests.incidents.staff_samples import CANARY, STAFF, medical, staff_incident
from tests.paper.pdf_checker import check, texts
from tests.samples import LEADER, NOON, TODAY


class Opened:
    """The open data, as whoever opened it."""

    def __init__(self, database: Database, viewer: Viewer = LEADER) -> None:
        self.database, self.viewer, self.clock = database, viewer, Clock(TODAY)

    def read(self, question: Any, /, *args: Any, **kwargs: Any) -> Any:
        return self.database.read(question, *args, viewer=self.viewer, today=TODAY, **kwargs)

    def write(self, action: Any, /, *args: Any, **kwargs: Any) -> Any:
        return self.database.write(action, *args, by=self.viewer, today=TODAY, **kwargs)


def _said(path: Path) -> str:
    return "".join("".join(texts(path.read_bytes())).split())


def _bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("kind", ["child_injury", "staff_injury"])
def test_every_field_that_is_filled_in_stands_on_the_paper(kind: str, database: Database, tmp_path: Path) -> None:
    key = everything(database, kind)
    whole: CaseWhole = whole_of(database, key)
    made = draw_case(whole, tmp_path, paper(database))
    said, book = _said(made), paper(database).codebook
    wanted = [(f"Incident.{one.key}", show(value, one, book)) for one, value in filled(whole.told, INCIDENT)]
    for part, rows in whole.parts.items():
        for row in rows:
            wanted += [(f"{part.__name__}.{one.key}", show(value, one, book)) for one, value in
                       filled(row, PARTS[part]) if value is not True]  # fmt: skip
    assert len(wanted) > 40
    assert [name for name, value in wanted if _bare(value) not in said] == []
    assert check(made.read_bytes()) == []
    with pikepdf.open(made) as pdf:
        pages = len(pdf.pages)
    assert pages <= 4
    assert said.count(f"Hendelse{whole.number}·Laget") == pages


def test_every_labelled_attribute_is_filled_in_by_the_sample(database: Database) -> None:
    whole = whole_of(database, everything(database))
    lacking = {one.key for one in INCIDENT} - {one.key for one, _value in filled(whole.told, INCIDENT)}
    assert lacking <= {"department_id", "routine_id", "closed_at", "disposed_on", "adults_present"}
    assert set(whole.parts) == set(PARTS) - {StaffCase}


def test_nothing_medical_about_staff_stands_there_without_consent(database: Database, tmp_path: Path) -> None:
    key = staff_incident(database)
    medical(database, key)
    assert CANARY in _said(draw_case(whole_of(database, key), tmp_path, paper(database)))

    def take_back(session: Any, *, by: Viewer, today: Any) -> None:
        session.query(StaffCase).one().medical_consent = False

    database.write(take_back, by=LEADER, today=TODAY)
    whole = whole_of(database, key)
    said = _said(draw_case(whole, tmp_path, paper(database)))
    assert CANARY not in said
    assert "Skulder" not in said
    assert "Pedagogiskleder" in said


def test_only_those_who_lead_can_print_a_case(database: Database, tmp_path: Path) -> None:
    key = case_of(database)
    with pytest.raises(Problem):
        write_case(Opened(database, STAFF), key, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_that_a_case_was_printed_is_in_the_log_and_its_file_is_known(database: Database, tmp_path: Path) -> None:
    key = case_of(database)
    made = write_case(Opened(database), key, tmp_path, password="fire ord til deg")
    rows = database.read(lambda session: list(session.query(Access).order_by(Access.seq)))
    assert [(row.deed, row.kind, row.count) for row in rows] == [(Deed.PRINTED, "incident", 1)]
    assert made.name == "Hendelse 2026-1.pdf"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(made)


def test_the_text_for_another_system_names_nobody(database: Database) -> None:
    key = case_of(database, child="O.H.", story="O.H. dyttet, og OH falt. Ohoi.")
    whole, book = whole_of(database, key), paper(database).codebook
    text = case_text(whole, book, who=False)
    assert "Barnet dyttet, og barnet falt. Ohoi." in text
    assert "O.H." not in text
    assert "Hendelse 2026-1" in text
    assert "Gjelder" not in text.replace("Gjelder det", "")
    assert "O.H. dyttet" in case_text(whole, book, who=True)


def test_who_was_told_is_named_in_the_text_only_where_names_are_wanted(database: Database) -> None:
    key = case_of(database, child="OH")
    asked = Asked(key, "parents", "parents")
    said = {"at": NOON, "by_name": "Qwen", "told": "Xyrth"}
    database.write(note_notice, asked, said, at=NOON, by=LEADER, today=TODAY)
    whole, book = whole_of(database, key), paper(database).codebook
    for who in (False, True):
        text = case_text(whole, book, who=who)
        assert "Foreldre" in text
        assert [name in text for name in ("Qwen", "Xyrth")] == [who, who]


def test_the_text_for_another_system_has_nothing_medical_about_staff(database: Database) -> None:
    key = staff_incident(database)
    medical(database, key)
    text = case_text(whole_of(database, key), paper(database).codebook, who=True)
    assert "Pedagogisk leder" in text
    assert CANARY not in text
    assert "Skulder" not in text
    assert "samtykket" not in text


@pytest.mark.parametrize(("text", "told"), [
    ("OH og A.B. kolliderte.", "Barnet og A.B. kolliderte."), ("o. h. gråt", "Barnet gråt"), ("Ohm", "Ohm"),
    ("Vi så OH. O.H. gråt, og O.H. lo. OHs mor kom.", "Vi så barnet. Barnet gråt, og barnet lo. Barnets mor kom."),
    ("Barn nr. 14 falt 14 ganger", "Barn nr. 14 falt 14 ganger"),
])  # fmt: skip
def test_initials_are_taken_out_however_they_are_dotted(text: str, told: str) -> None:
    assert without(text, ["OH"]) == told


@pytest.mark.parametrize(("initials", "text", "told"), [
    ("VI", "Vi så at VI falt, og vi ringte. V.I. gråt.", "Vi så at barnet falt, og vi ringte. Barnet gråt."),
    ("ER", "ER falt her. Det er bratt.", "Barnet falt her. Det er bratt."),
    ("vi", "vi falt", "Barnet falt"),
])  # fmt: skip
def test_initials_that_are_a_word_too_are_no_reason_to_take_out_the_word(initials: str, text: str, told: str) -> None:
    assert without(text, [initials]) == told


def test_a_case_that_is_not_there_is_told_plainly(database: Database) -> None:
    with pytest.raises(Problem, match="finnes ikke"):
        whole_of(database, Key(int=5))


def test_a_day_and_a_time_that_were_corrected_are_told_as_people_read_them() -> None:
    def said(attribute: str, before: str, after: str) -> str:
        return correction_words(CaseCorrection(TODAY, attribute, before, after, "Slik det var."), Codebook({}))

    assert "sto som «18.11.2026», rettet til «19.11.2026»" in said("occurred_on", "2026-11-18", "2026-11-19")
    assert "sto som «10.30», rettet til «–»" in said("occurred_time", "10:30:00", "")
