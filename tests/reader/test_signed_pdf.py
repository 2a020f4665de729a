"""A report that came back as PDF: whole and unchanged, or not, told by every byte of it."""

from __future__ import annotations

import shutil
import subprocess
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.signature import NAME, pdf_message, signature_text
from ikdesk.kernel.signer import Signer
from ikdesk.paper.pdf import pdf_bytes, write_pdf
from ikdesk.paper.story import Attachment, Section, Story
from ikdesk.reader.signed_file import MOST, read_signed, signed_in
from tests.paper.pdf_checker import check
from tests.paper.stories import report

UNIT, OTHER = Signer(b"solbakken-barnehage-solbakken-ba"), Signer(b"en annen, som vil ligne, en anne")
CONTENT = b'{"total": 31}'
PASSWORD = "votter bukk hest tomat"
STORY = report(Section("s", "Del", text=("Tallene.",)), attachments=(Attachment("rapport.json", CONTENT),))


@pytest.fixture(scope="module")
def good() -> bytes:
    """A signed report."""
    return pdf_bytes(STORY, signer=UNIT)


@pytest.fixture(scope="module")
def locked() -> bytes:
    """The same, locked for mail."""
    return pdf_bytes(STORY, signer=UNIT, password=PASSWORD)


def saved(pdf: pikepdf.Pdf, password: str = "") -> bytes:
    out = BytesIO()
    lock = pikepdf.Encryption(user=password, owner="eier", R=6) if password else False
    pdf.save(out, encryption=lock, fix_metadata_version=False)
    return out.getvalue()


def place(data: bytes) -> slice:
    """Where the signature stands."""
    digits = signature_text(UNIT.key)[:-129].hex().encode()
    start = data.index(digits) + len(digits)
    return slice(start, start + 256)


def test_a_signed_report_is_whole_and_says_whose_it_is(good: bytes) -> None:
    found = signed_in(good)
    assert (found.whole, found.state, found.trouble, found.locked) == (True, "whole", "", False)
    assert (found.format, found.key, found.content) == ("pdf", UNIT.key, CONTENT)


def test_a_signed_report_can_still_be_archived_and_is_the_same_bytes_every_time(good: bytes) -> None:
    assert check(good) == []
    assert pdf_bytes(STORY, signer=UNIT) == good


def test_the_signature_can_be_checked_without_ikdesk(good: bytes) -> None:
    with pikepdf.open(BytesIO(good)) as pdf:
        text = pdf.attachments[NAME].get_file().read_bytes().decode()
    key, signature = (line.split(": ")[1] for line in text.splitlines()[1:])
    at = place(good)
    assert good[at] == signature.encode().hex().encode()
    assert bytes.fromhex(signature) == UNIT.sign(pdf_message(good[: at.start], good[at.stop :]))
    assert bytes.fromhex(key) == UNIT.key


@pytest.mark.parametrize("first", range(4))
def test_any_byte_that_is_changed_is_found(first: int, good: bytes) -> None:
    at = place(good)
    near = range(at.start - 8 + first, at.stop + 8, 16)
    for where in (*range(first * 23, len(good), 92), *near, len(good) - 1 - first):
        other = bytearray(good)
        other[where] ^= 1 + where % 255
        assert not signed_in(bytes(other)).whole, where


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-1],
        lambda data: data[:-1000],
        lambda data: data + b"\n",
        lambda data: b"%PDF-1.7\n" + data,
        lambda data: data + data,
        lambda data: data[: place(data).start] + b"30" * 128 + data[place(data).stop :],
        lambda data: data.replace(UNIT.key.hex().encode().hex().encode(), OTHER.key.hex().encode().hex().encode()),
    ],
    ids=["last byte gone", "cut", "line added", "line before", "twice", "no signature", "another key"],
)  # fmt: skip
def test_what_is_cut_added_or_exchanged_is_found(change: object, good: bytes) -> None:
    other = change(good)  # type: ignore[operator]
    assert other != good
    assert signed_in(other).state in {"changed", "unreadable"}


def test_a_report_that_another_program_saved_again_is_not_what_was_signed(good: bytes) -> None:
    with pikepdf.open(BytesIO(good)) as pdf:
        again = saved(pdf)
        del pdf.attachments[NAME]
        assert signed_in(saved(pdf)).state == "unsigned"
    assert signed_in(again).state == "changed"
    assert "endret" in signed_in(again).trouble


def test_who_signs_with_another_key_is_told_by_the_key(good: bytes) -> None:
    forged = signed_in(pdf_bytes(STORY, signer=OTHER))
    assert forged.whole
    assert forged.key == OTHER.key != signed_in(good).key


def test_a_draft_is_not_signed(tmp_path: Path) -> None:
    found = read_signed(write_pdf(STORY, tmp_path / "utkast.pdf"))
    assert (found.state, found.content) == ("unsigned", b"")
    assert "ikke signert" in found.trouble


def test_a_text_that_looks_like_a_signature_is_only_text(good: bytes) -> None:
    marker = "stream " + signature_text(UNIT.key).hex() + ">"
    story = replace(STORY, title=marker, unit=marker, sections=(Section("s", marker, text=(marker,)),))
    assert signed_in(pdf_bytes(story, signer=UNIT)).whole
    assert signed_in(good.replace(b"%%EOF", b"stream\n" + marker.encode() + b"\n%%EOF")).state == "changed"


def test_a_locked_copy_is_told_and_opens_with_its_password(locked: bytes, good: bytes) -> None:
    assert signed_in(locked).state == signed_in(locked, "feil").state == "locked"
    assert "låst" in signed_in(locked).trouble
    assert "ikke riktig" in signed_in(locked, "feil").trouble
    found = signed_in(locked, PASSWORD)
    assert (found.whole, found.locked, found.key, found.content) == (True, True, UNIT.key, CONTENT)
    with pikepdf.open(BytesIO(locked), password=PASSWORD) as pdf:
        assert list(pdf.attachments) == ["signert.pdf"]
        assert pdf.attachments["signert.pdf"].get_file().read_bytes() == good
        assert b"pdfaid:part>" not in pdf.Root.Metadata.read_bytes()  # what is locked may not be archived
        assert b"pdfuaid:part>1" in pdf.Root.Metadata.read_bytes()


def test_a_locked_copy_whose_pages_are_not_the_signed_ones_is_found(locked: bytes) -> None:
    other = pdf_bytes(replace(STORY, sections=(Section("s", "Del", text=("Andre tall.",)),)), signer=UNIT)
    with pikepdf.open(BytesIO(locked), password=PASSWORD) as pdf, pikepdf.open(BytesIO(other)) as pages:
        assert signed_in(saved(pdf, "x"), "x").whole  # only locked anew
        pdf.pages[0].Contents = pdf.copy_foreign(pages.pages[0].Contents)
        assert signed_in(saved(pdf, "x"), "x").state == "changed"


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names.JavaScript = Dictionary(Names=Array(["x", Dictionary(S=Name.JavaScript, JS="app.alert('x')")]))


def _other_numbers(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["rapport.json"] = b'{"total": 3}'


def _other_title(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream(pdf.Root.Metadata.read_bytes().replace(b"rapport", b"reklame"))


@pytest.mark.parametrize("change", [_script, _other_numbers, _other_title])
def test_a_locked_copy_that_carries_anything_else_is_found(
    change: Callable[[pikepdf.Pdf], None], locked: bytes
) -> None:
    with pikepdf.open(BytesIO(locked), password=PASSWORD) as pdf:
        change(pdf)
        assert signed_in(saved(pdf, "x"), "x").state == "changed"


def test_a_locked_copy_that_was_added_to_is_found(locked: bytes) -> None:
    assert signed_in(locked + b"% mer\n", PASSWORD).state == "changed"


def test_a_file_whose_list_of_contents_unpacks_to_a_very_large_one_is_refused_at_once() -> None:
    packed = zlib.compress(zlib.compress(bytes(4 * MOST), 1), 9)
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<</Kids[]/Count 0>>\nendobj\n"
    listed = b"/Type /XRef /Size 4 /W [1 2 1] /Root 1 0 R /Filter [/FlateDecode /FlateDecode]"
    about = b"3 0 obj\n<< %b /Length %d >>\nstream\n" % (listed, len(packed))
    data = head + about + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)
    assert len(data) < MOST / 1000
    assert signed_in(data).state == "unreadable"


def test_a_locked_draft_is_not_signed() -> None:
    found = signed_in(pdf_bytes(STORY, password=PASSWORD), PASSWORD)
    assert (found.state, found.locked) == ("unsigned", True)


def test_a_file_that_unpacks_to_a_very_large_one_is_refused(good: bytes) -> None:
    with pikepdf.open(BytesIO(good)) as pdf:
        pdf.attachments[NAME].obj.EF.F.write(bytes(MOST + 1))
        large = saved(pdf)
    assert len(large) < MOST / 100
    assert signed_in(large).state in {"changed", "unreadable"}
    with pikepdf.open(BytesIO(good)) as pdf:
        pdf.attachments["signert.pdf"] = bytes(MOST + 1)
        assert signed_in(saved(pdf, PASSWORD), PASSWORD).state == "unreadable"


@pytest.mark.parametrize("data", [b"", b"hei", b"%PDF-1.7\nhei", b"%PDF-"])
def test_what_is_no_report_is_told_plainly(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "noe"
    path.write_bytes(data)
    found = read_signed(path)
    assert found.state == "unreadable"
    assert found.trouble


def test_what_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Sjekk at filen finnes"):
        read_signed(tmp_path / "finnes ikke.pdf")
    with pytest.raises(Problem, match="Sjekk at filen finnes"):
        read_signed(tmp_path)  # a folder
    with (tmp_path / "stor.pdf").open("wb") as file:
        file.truncate(MOST + 1)
    with pytest.raises(Problem, match="for stor"):
        read_signed(tmp_path / "stor.pdf")


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="needs qpdf")
def test_other_programs_find_nothing_wrong(good: bytes, locked: bytes, tmp_path: Path) -> None:
    for name, data, password in (("a.pdf", good, ""), ("b.pdf", locked, PASSWORD)):
        (tmp_path / name).write_bytes(data)
        ran = subprocess.run(
            ["qpdf", "--check", f"--password={password}", tmp_path / name], capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_story_without_data_is_signed_too() -> None:
    plain: Story = replace(STORY, attachments=())
    assert signed_in(pdf_bytes(plain, signer=UNIT)).content == b""
