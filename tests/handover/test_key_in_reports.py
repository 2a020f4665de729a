"""A unit's key is exchanged when somebody is kept out: every report says how, and who knew the first key is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pikepdf
import pytest

from ikdesk import data
from ikdesk.cli import parse, run
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.signer import Signer
from ikdesk.kernel.succession import NAME, leads, passings, passings_in, passings_text
from ikdesk.kernel.tertial import parse_period
from ikdesk.paper.locked_pdf import locked_pdf
from ikdesk.paper.pdf import pdf_bytes
from ikdesk.paper.workbook import workbook_bytes
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.reader.signed_file import read_signed, signed_in
from ikdesk.reports.delivery_model import Wanted
from ikdesk.reports.delivery_writing import deliver
from ikdesk.reports.verdict_model import verdict_of
from ikdesk.reports.verdict_sentences import verdict_advice
from ikdesk.safe import vault
from ikdesk.safe.secret import Work
from tests.paper.pdf_checker import check
from tests.paper.stories import full_report

WANTED = Wanted(parse_period("2026-T1"), to="Kommunalsjef oppvekst")
PASSWORD = "votter bukk hest tomat"


@pytest.fixture(scope="module")
def sent(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[data.Data, list[list[Path]]]]:
    """The demo, a report from before anybody was removed, and one from after two were."""
    folder = tmp_path_factory.mktemp("sent")
    shutil.copytree(demo_made, folder / "data")
    found = data.open_data(folder / "data", vault.unlock(folder / "data", data.DEMO_PASSWORD), clock=Clock())
    made = [[*deliver(found, WANTED, folder / "før", tick=lambda _done, _all: None).paths]]
    users = VaultUsers(found, Work())
    for name in ("Kari", "Ola"):
        who = users.add(name, Role.STAFF, "kanel gitar snøfnugg tak")
        users.remove(who, "Har sluttet.")
    made.append([*deliver(found, WANTED, folder / "etter", tick=lambda _done, _all: None).paths])
    yield found, made
    found.close()


def test_the_first_key_leads_to_the_one_in_force(sent: tuple[data.Data, list[list[Path]]]) -> None:
    _found, (before, after) = sent
    for old, new in zip(before, after, strict=True):
        first, now = read_signed(old), read_signed(new)
        assert (first.state, now.state, first.passings, len(now.passings)) == ("whole", "whole", (), 2)
        assert first.key != now.key
        assert leads(first.key, now.key, now.passings)
        assert not leads(now.key, first.key, now.passings)
        assert not leads(Signer(bytes(32)).key, now.key, now.passings)


def test_a_chain_with_a_forged_link_does_not_lead(sent: tuple[data.Data, list[list[Path]]]) -> None:
    _found, (before, after) = sent
    first, now = read_signed(before[0]), read_signed(after[0])
    forged = passings([b"\xee" * 32, b"\xef" * 32])[0]
    broken = (replace(forged, old=now.passings[0].old, new=now.passings[0].new), now.passings[1])
    assert not leads(first.key, now.key, broken)
    stranger = Signer(b"\xee" * 32)
    assert not leads(first.key, stranger.key, (*now.passings, replace(now.passings[1], new=stranger.key)))


def test_the_report_can_still_be_archived_and_the_locked_copy_still_verifies(
    sent: tuple[data.Data, list[list[Path]]]
) -> None:  # fmt: skip
    whole = sent[1][1][0].read_bytes()
    assert check(whole) == []
    with pikepdf.open(BytesIO(whole)) as pdf:
        inside = pdf.attachments[NAME].get_file().read_bytes()
        assert pdf.attachments[NAME].obj.AFRelationship == pikepdf.Name.Supplement
        assert next(name for name in sorted(pdf.attachments) if name.endswith(".json")) == "rapport.json"
    assert passings_in(inside) == signed_in(whole).passings
    locked = signed_in(locked_pdf(whole, PASSWORD), PASSWORD)
    assert (locked.state, locked.locked, locked.passings) == ("whole", True, signed_in(whole).passings)


def test_the_workbook_opens_and_says_what_its_part_is(sent: tuple[data.Data, list[list[Path]]]) -> None:
    path = sent[1][1][1]
    with ZipFile(path) as package:
        assert package.namelist()[-3:] == ["ikdesk/rapport.json", f"ikdesk/{NAME}", "ikdesk/signatur.txt"]
        assert package.read("_rels/.rels").count(b"urn:ikdesk:nokkelskifte") == 1
        assert b'Extension="txt" ContentType="text/plain"' in package.read("[Content_Types].xml")
    assert openpyxl.load_workbook(path).sheetnames[0] == "Rapport"


def test_whoever_verifies_is_told_that_the_key_is_new_and_which_vouched_for_it(
    sent: tuple[data.Data, list[list[Path]]], capsys: pytest.CaptureFixture[str]
) -> None:
    found, (before, after) = sent
    marks = [Signer(one.signing).fingerprint for one in found.keys.older()]
    assert run(parse(["verify", str(after[0])])) == 0
    said = capsys.readouterr().out
    assert f"Nøkkelen er ny. Den forrige ({marks[0]}) har gått god for den." in said
    assert marks[1] in said
    for mark in (found.signer.fingerprint, *marks):
        assert run(parse(["verify", str(after[1]), "--fingerprint", mark, "--json"])) == 0
        assert json.loads(capsys.readouterr().out)["earlier"] == marks
    assert run(parse(["verify", str(before[0]), "--fingerprint", found.signer.fingerprint])) == 1
    assert "Nøkkelen er ny" not in capsys.readouterr().out


def test_a_report_that_tells_of_exchanges_nobody_made_is_whole_but_leads_nowhere() -> None:
    owner = Signer(b"\x01" * 32)
    for wrong in (b"tull", passings_text(passings([bytes([n]) * 32 for n in (2, 3)])), b"\0" * 1_000_000):
        signer = Signer(b"\x09" * 32, wrong)
        for made in (pdf_bytes(full_report(), signer=signer), workbook_bytes(full_report(), signer=signer)):
            found = signed_in(made)
            assert found.whole
            assert not leads(owner.key, found.key, found.passings)


def test_a_file_that_was_changed_tells_of_no_exchange(sent: tuple[data.Data, list[list[Path]]]) -> None:
    for path in sent[1][1]:
        other = bytearray(path.read_bytes())
        other[len(other) // 2] ^= 1
        found = signed_in(bytes(other))
        assert (found.whole, found.passings) == (False, ())


def test_the_advice_names_one_key_where_there_was_one() -> None:
    seeds = [b"\x01" * 32, b"\x02" * 32]
    told = replace(
        verdict_of("unreadable", "", bytes(32), b"", locked=False), state="whole",
        earlier=(Signer(seeds[0]).fingerprint,),
    )  # fmt: skip
    assert verdict_advice(told).startswith(f"Nøkkelen er ny. Den forrige ({told.earlier[0]}) har gått god for den. Har")
    assert "Før den" not in verdict_advice(told)
