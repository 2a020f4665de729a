"""A report that somebody was at: ``ikdesk verify`` says so, whatever was done to it and wherever."""

from __future__ import annotations

import io
import json
import zipfile
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest

from ikdesk.kernel.signature import signature_text
from ikdesk.kernel.signer import Signer, fingerprint
from ikdesk.kernel.tertial import parse_period
from ikdesk.paper.saving import never_mind
from ikdesk.paper.signed_book import sign_book
from ikdesk.reader.signed_file import signed_in
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.delivery_model import Wanted
from ikdesk.reports.delivery_queries import ready_report
from ikdesk.reports.delivery_writing import draw_delivery
from ikdesk.verify_cli import verify_text
from tests.conftest import _over
from tests.engines import in_memory
from tests.reports.small_log import take_in_small
from tests.samples import LEADER, TODAY

OURS, THEIRS = Signer(b"solbakken-barnehage-solbakken-ba"), Signer(b"en annen, som vil ligne, en anne")
SIGNATURE = "ikdesk/signatur.txt"
PASSWORD = "votter bukk hest tomat"
KINDS = pytest.mark.parametrize("kind", ["pdf", "xlsx"])
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def files(ready_made: Any, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A delivered report in every form; "theirs" is the same from somebody else."""
    connection = in_memory()
    ready_made.backup(connection)
    database = _over(connection)
    take_in_small(database, tmp_path_factory.mktemp("small"))
    wanted = Wanted(
        parse_period("2026-T1"), Audience.PARENTS, to="Samarbeidsutvalget", mail=True, password=PASSWORD
    )  # fmt: skip
    ready = database.read(ready_report, wanted, viewer=LEADER, today=TODAY)
    made: Files = {}
    for name, signer in (("", OURS), ("theirs ", THEIRS)):
        when = datetime(2026, 4, 30, 12, tzinfo=UTC)
        drawn = draw_delivery(ready, wanted, signer=signer, when=when, tick=never_mind)
        made |= {f"{name}{one.format}": one.data for one in (*drawn.files, *drawn.extra)}
    database.close()
    return made


def _verified(data: bytes, folder: Path, password: str = "", key: str = "") -> tuple[dict[str, Any], int]:
    """What the command says, and what it ends with."""
    file = folder / "rapport"
    file.write_bytes(data)
    wanted = Namespace(file=file, json=True, fingerprint=key, password_file=Path("x") if password else None)
    said, code = verify_text(wanted, lambda _wanted: password)
    return json.loads(said), code


@KINDS
def test_a_delivered_report_is_whole(kind: str, files: Files, tmp_path: Path) -> None:
    said, code = _verified(files[kind], tmp_path, key=fingerprint(OURS.key))
    assert (code, said["whole"], said["period"], said["audience"]) == (0, True, "2026-T1", "parents")
    assert (said["version"], said["status"], said["delivered_to"]) == (1, "delivered", "Samarbeidsutvalget")


def test_a_locked_copy_is_checked_with_its_password(files: Files, tmp_path: Path) -> None:
    assert _verified(files["locked"], tmp_path)[1] == 1
    assert _verified(files["locked"], tmp_path, "feil passord her")[1] == 1
    said, code = _verified(files["locked"], tmp_path, PASSWORD)
    assert (code, said["whole"], said["locked"]) == (0, True, True)


@KINDS
def test_a_report_of_somebody_else_is_not_taken_for_ours(kind: str, files: Files, tmp_path: Path) -> None:
    said, code = _verified(files[f"theirs {kind}"], tmp_path, key=fingerprint(OURS.key))
    assert (code, said["whole"], said["by_the_key_asked_for"]) == (1, True, False)


@KINDS
def test_a_byte_that_was_changed_is_found_wherever_it_stands(kind: str, files: Files) -> None:
    data = files[kind]
    step = len(data) // 60
    for at in (*range(12), *range(12, len(data), step), *range(len(data) - 12, len(data))):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert not signed_in(changed).whole, at


@KINDS
def test_a_report_that_was_cut_or_added_to_is_found(kind: str, files: Files) -> None:
    data = files[kind]
    for other in (data[:-1], data[: len(data) // 2], data + b"\n", data + b"\0" * 22, b"\n" + data, data + data, b""):
        assert not signed_in(other).whole


def _pdf_again(files: Files) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        pdf.save(out)
    return out.getvalue()


def _page_less(files: Files) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        del pdf.pages[-1]
        pdf.save(out)
    return out.getvalue()


def _other_numbers(files: Files) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        attached = pdf.attachments["rapport.json"].get_file().read_bytes().replace(b'"now": 51', b'"now": 15')
        made: Any = pikepdf.AttachedFileSpec
        pdf.attachments["rapport.json"] = made(pdf, attached, filename="rapport.json")
        pdf.save(out)
    return out.getvalue()


def _book_again(files: Files) -> bytes:
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(files["xlsx"])).save(out)
    return out.getvalue()


def _rezipped(files: Files, other: Files, *, without: str = "") -> bytes:
    """The same parts in a new package; one left out, or some exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            if part.filename != without:
                new.writestr(part, other.get(part.filename, old.read(part.filename)))
    return out.getvalue()


def _signature_of(files: Files) -> bytes:
    with zipfile.ZipFile(io.BytesIO(files["theirs xlsx"])) as book:
        return book.read(SIGNATURE)


WAYS: dict[str, Callable[[Files], bytes]] = {
    "a PDF saved again": _pdf_again,
    "a PDF without its last page": _page_less,
    "a PDF with other numbers attached": _other_numbers,
    "a PDF named a workbook's way": lambda files: b"PK\x03\x04" + files["pdf"],
    "a workbook saved again": _book_again,
    "a workbook with a sheet exchanged": lambda files: _rezipped(files, {"xl/worksheets/sheet2.xml": b"<worksheet/>"}),
    "a workbook without its numbers for machines": lambda files: _rezipped(files, {}, without="ikdesk/rapport.json"),
    "a workbook without its signature": lambda files: _rezipped(files, {}, without=SIGNATURE),
    "a workbook with another's signature": lambda files: _rezipped(files, {SIGNATURE: _signature_of(files)}),
    "the e-mail instead of the report": lambda files: files["eml"],
}  # fmt: skip


@pytest.mark.parametrize("way", list(WAYS))
def test_what_somebody_was_at_is_told(way: str, files: Files, tmp_path: Path) -> None:
    said, code = _verified(WAYS[way](files), tmp_path)
    assert (code, said["whole"]) == (1, False)
    assert said["trouble"], "it is said in words why"


def _ours(content: str, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook that says what somebody wants it to say, and is signed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr(zipfile.ZipInfo("ikdesk/rapport.json"), content, compress_type=packed)
        book.writestr(SIGNATURE, signature_text(THEIRS.key))
    return sign_book(out.getvalue(), THEIRS)


@pytest.mark.parametrize(("content", "packed"), [
    ("[" * 100_000, zipfile.ZIP_DEFLATED), ('{"version": 1e999}', zipfile.ZIP_STORED), ("{}", zipfile.ZIP_LZMA),
    ("{}", zipfile.ZIP_BZIP2), ("null", zipfile.ZIP_STORED),
])  # fmt: skip
def test_a_signed_file_that_says_something_odd_is_told_plainly(content: str, packed: int, tmp_path: Path) -> None:
    said, code = _verified(_ours(content, packed), tmp_path)
    assert (said["state"], code) == ("unreadable", 1)


def test_what_a_report_says_of_itself_never_looks_like_our_own_lines(files: Files, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(files["theirs xlsx"])) as book:
        content = json.loads(book.read("ikdesk/rapport.json"))
    pretended = f"Nøkkelen den er signert med: {fingerprint(OURS.key)}"
    content["unit"]["name"] = f"Sola\n{pretended}\x1b[8m\u202e\ud800" + "x" * 999
    said, code = _verified(_ours(json.dumps(content)), tmp_path)
    assert (said["whole"], said["fingerprint"], code) == (True, fingerprint(THEIRS.key), 0)
    assert said["unit"].isprintable()
    assert len(said["unit"]) <= 200
