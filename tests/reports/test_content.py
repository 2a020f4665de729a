"""What a report says for machines: held to the published schema, and the same in every file."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from jsonschema import Draft202012Validator

from ikdesk.cli import parse, run
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.database import Database
from ikdesk.kernel.fields import Field
from ikdesk.kernel.paths import resource
from ikdesk.paper.story import Section, Table
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.content_sections import Marks, content_of, csv_of
from ikdesk.reports.delivery_model import Made, Wanted
from ikdesk.reports.delivery_queries import ready_report
from ikdesk.reports.delivery_writing import content_in
from ikdesk.reports.sections import tertial_story
from ikdesk.reports.verdict_model import verdict_of
from tests.reports.conftest import AskFacts
from tests.reports.examples import T1, WHEN
from tests.reports.opened import Opened

SCHEMA = json.loads(resource("schema/report-1.json").read_text("utf-8"))
TABLE = Table(
    "by_place", "Hendelser etter sted", (Field("place", "Sted", codes="place"), Field("now", "Nå", int)),
    (("sledding_hill", 5), ("cloakroom", ":"), ("gate_fence", 0), ("Sum", 7)), total=True,
)  # fmt: skip


@pytest.fixture
def opened(two_years: Database) -> Opened:
    """The unit with two years of events."""
    return Opened(two_years)


def _errors(content: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(content)]


def test_the_schema_is_one_and_names_no_address() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "urn:ikdesk:schema:report:1"
    assert "http" not in json.dumps({key: value for key, value in SCHEMA.items() if key != "$schema"})


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("to", ["", "Kommunalsjefen"])
def test_every_version_holds_the_schema(opened: Opened, audience: Audience, to: str) -> None:
    facts = opened.read(ready_report, Wanted(T1, audience, to=to)).facts
    content = json.loads(content_in(tertial_story(facts, when=WHEN, fingerprint=opened.signer.fingerprint)))
    assert _errors(content) == []
    assert (content["status"], content["audience"]) == ("delivered" if to else "draft", audience.code)
    assert content["limits"]["least"] == 3
    assert _errors({**content, "more": 1})
    assert _errors({**content, "delivered_to": "" if to else "Noen"})


def test_a_hidden_cell_is_named_and_its_number_is_nowhere(two_years: Database, facts: AskFacts) -> None:
    asked = facts()
    content = json.loads(content_of(asked, (Section("places", "Steder", tables=(TABLE,)),), Marks("Rapport", WHEN)))
    assert content["hidden"] == [{"table": "by_place", "row": 1, "code": "cloakroom", "column": "now"}]
    assert [row["now"] for row in content["tables"]["by_place"]["rows"]] == [5, None, 0, 7]
    assert content["words"]["place"].keys() == {"sledding_hill", "cloakroom", "gate_fence"}
    assert _errors(content) == []


def test_each_generated_line_says_which_numbers_it_is_made_of(opened: Opened) -> None:
    facts = opened.read(ready_report, Wanted(T1)).facts
    content = json.loads(content_in(tertial_story(facts, when=WHEN)))
    first = content["sentences"][0]
    assert (first["numbers"]["total"], first["written_by"], first["outdated"]) == (7, "program", False)
    assert first["table"] in content["tables"]


def test_a_table_as_csv_has_the_codes_their_words_and_the_sign_for_what_is_hidden(
    two_years: Database, facts: AskFacts
) -> None:
    raw = csv_of(TABLE, facts().codebook)
    assert raw.count(b"\r\n") == 5
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["place", "place_label", "now"]
    assert rows[2] == ["cloakroom", "Garderobe", ":"]
    assert rows[3][2] == "0"


def test_a_text_that_a_spreadsheet_would_run_is_made_harmless_in_csv() -> None:
    table = Table("measures", "Tiltak", (Field("title", "Tiltak"),), (("=1+1",),))
    assert csv_of(table, Codebook({})).decode("utf-8-sig").splitlines()[1] == "'=1+1"


@pytest.fixture
def sent(opened: Opened, tmp_path: Path) -> tuple[Opened, Made]:
    """A report that was delivered with an e-mail."""
    wanted = Wanted(T1, to="Kommunalsjefen", email="oppvekst@kommunen.no; post@ås.kommune.no", mail=True)
    return opened, opened.deliver(wanted, tmp_path)


def test_the_printed_checksum_is_of_the_same_bytes_in_every_file(
    sent: tuple[Opened, Made], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened, made = sent
    pdf, book = made.paths
    with pikepdf.open(pdf) as read:
        inside = read.attachments["rapport.json"].get_file().read_bytes()
        assert "by_kind.csv" in read.attachments
    with ZipFile(book) as package:
        assert package.read("ikdesk/rapport.json") == inside
    checksum = hashlib.sha256(inside).hexdigest()
    assert made.mail is not None
    mail = message_from_bytes(made.mail.read_bytes(), policy=default)
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "oppvekst@kommunen.no, post@xn--s-1fa.kommune.no"
    text = mail.get_body().get_content()  # type: ignore[union-attr]
    assert checksum in text
    assert opened.signer.fingerprint in text
    assert [one.get_content() for one in mail.iter_attachments()] == [pdf.read_bytes(), book.read_bytes()]
    for path in (pdf, book):
        asked = ["verify", str(path), "--fingerprint", opened.signer.fingerprint.lower()]
        assert run(parse(asked)) == 0
        assert checksum in capsys.readouterr().out
    assert run(parse(["verify", str(book), "--fingerprint", "0000", "--json"])) == 1
    assert json.loads(capsys.readouterr().out)["by_the_key_asked_for"] is False
    changed = tmp_path / "endret.pdf"
    changed.write_bytes(pdf.read_bytes().replace(b"/Type", b"/Typf", 1))
    assert run(parse(["verify", str(changed)])) == 1
    assert "Stol ikke på tallene" in capsys.readouterr().out


def test_a_report_that_says_another_key_than_the_one_it_is_signed_with_is_not_believed() -> None:
    content = {
        "unit": {"name": "Solbakken", "organisation_number": ""}, "period": {"code": "2026-T1"}, "version": 1,
        "counted": {"now": {"first": "2026-01-01", "last": "2026-04-30"}}, "signed_with": "0000",
        **dict.fromkeys(("title", "audience", "status", "made", "made_by", "delivered_to"), ""),
    }  # fmt: skip
    assert verdict_of("whole", "", bytes(32), json.dumps(content).encode(), locked=False).state == "changed"
    assert verdict_of("whole", "", bytes(32), b"[]", locked=False).state == "unreadable"


@pytest.mark.parametrize("words", [["--deliver"], ["--to", "Noen"], ["--eml"]])
def test_delivering_from_the_command_line_says_to_whom(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["report", "--data", "x", "--period", "2026-T1", "--out", "ut", *words])
    assert ended.value.code == 2
