"""A signed workbook: whole as it was written, and never whole when anything in it is another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile
from zlib import crc32

import openpyxl
import pytest

from ikdesk.kernel.signer import Signer, fingerprint
from ikdesk.paper.story import Story
from ikdesk.paper.workbook import workbook_bytes
from ikdesk.reader.signed_file import signed_in
from tests.paper.stories import full_report

SIGNER = Signer(b"a" * 32)
CONTENT, PART = "ikdesk/rapport.json", "ikdesk/signatur.txt"


@cache
def story() -> Story:
    return full_report()


@cache
def signed() -> bytes:
    return workbook_bytes(story(), signer=SIGNER)


def repacked(change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The workbook packed once more, with something else in it."""
    with ZipFile(BytesIO(signed())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_signed_workbook_is_whole_and_says_who_signed_it() -> None:
    found = signed_in(signed())
    assert (found.state, found.trouble) == ("whole", "")
    assert fingerprint(found.key) == SIGNER.fingerprint
    assert found.content == b'{"total": 31}' == story().attachments[0].data


def test_the_same_report_is_the_same_signed_workbook() -> None:
    assert workbook_bytes(full_report(), signer=SIGNER) == signed()


def test_a_draft_carries_its_numbers_but_is_not_signed() -> None:
    draft = workbook_bytes(story())
    found = signed_in(draft)
    assert (found.state, found.key) == ("unsigned", b"")
    assert "ikke signert" in found.trouble
    with ZipFile(BytesIO(draft)) as archive:
        assert archive.read(CONTENT) == b'{"total": 31}'
        assert PART not in archive.namelist()
    without = workbook_bytes(replace(story(), attachments=()))
    assert b"ikdesk/" not in without


def test_no_byte_of_a_signed_workbook_can_be_another() -> None:
    whole = signed()
    places = {*range(0, len(whole), 61), *range(len(whole) - 700, len(whole))}  # all of the signature and of the end
    missed = []
    for at in sorted(places):
        other = bytearray(whole)
        other[at] ^= 1 << at % 8
        if signed_in(bytes(other)).whole:
            missed.append(at)
    assert len(places) > 900
    assert not missed


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[:-1],
    "half": lambda data: data[: len(data) // 2],
    "longer": lambda data: data + b"\0",
    "begun with something else": lambda data: b"PK\3\4" + data,
    "twice": lambda data: data + data,
    "commented": lambda data: data[:-2] + b"\4\0note",
    "packed once more": lambda _data: repacked(lambda _parts: None),
    "other numbers": lambda _data: repacked(lambda parts: parts.update({CONTENT: b'{"total": 30}'})),
    "another sheet": lambda _data: repacked(
        lambda parts: parts.update({"xl/worksheets/sheet2.xml": parts["xl/worksheets/sheet3.xml"]})
    ),
    "something more": lambda _data: repacked(lambda parts: parts.update({"xl/more.xml": b"<more/>"})),
    "something less": lambda _data: repacked(lambda parts: parts.pop("docProps/app.xml")),
    "signed by nobody": lambda _data: repacked(lambda parts: parts.pop(PART)),
    "another key": lambda data: data.replace(SIGNER.key.hex().encode(), Signer(b"b" * 32).key.hex().encode()),
    "capitals": lambda data: data.replace(SIGNER.key.hex().encode(), SIGNER.key.hex().upper().encode()),
    "the signature of another report": lambda _data: with_signature_of(replace(story(), title="En annen")),
}


def with_signature_of(other: Story) -> bytes:
    """The workbook with the unit's own signature over something else, put in with care."""
    with ZipFile(BytesIO(signed())) as archive, ZipFile(BytesIO(workbook_bytes(other, signer=SIGNER))) as from_other:
        was, text = archive.read(PART), from_other.read(PART)
    old, new = (crc32(one).to_bytes(4, "little") for one in (was, text))
    changed = signed().replace(was, text).replace(old, new)
    with ZipFile(BytesIO(changed)) as archive:
        assert archive.read(PART) == text
    return changed


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_workbook_somebody_was_at_is_not_whole(damage: str) -> None:
    assert not signed_in(DAMAGES[damage](signed())).whole


def test_a_part_that_is_there_twice_is_told() -> None:
    out = BytesIO(signed())
    with ZipFile(out, "a", ZIP_DEFLATED) as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(CONTENT, b'{"total": 1}')
    found = signed_in(out.getvalue())
    assert (found.state, found.content) == ("changed", b"")
    assert "endret" in found.trouble


def test_a_workbook_saved_in_another_program_has_lost_its_signature() -> None:
    book, out = openpyxl.load_workbook(BytesIO(signed())), BytesIO()
    book.save(out)
    found = signed_in(out.getvalue())
    assert found.state == "unsigned"
    assert "lagret på nytt" in found.trouble
