"""A picture that comes in is made anew: what it said of where and when is gone, and what is no picture is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from ikdesk.kernel.content import Picture
from ikdesk.kernel.errors import Problem
from ikdesk.ui.pictures_in import PLAN, read_picture, remade, shown_picture

SECRET = b"Kanari var her"


def packed(kind: str, wide: int = 60, high: int = 40, **texts: str) -> bytes:
    """A picture, red on the left and blue on the right."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor("#C02020"))
    for x in range(wide // 2, wide):
        for y in range(high):
            image.setPixelColor(x, y, QColor("#2020C0"))
    for key, text in texts.items():
        image.setText(key, text)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(QByteArray(buffer.data()).data())


def exif(orientation: int = 1) -> bytes:
    """What a telephone writes about a photograph: which way is up, where on the earth it was, and a smaller one."""
    gps = struct.pack(">HHHI4s", 1, 1, 2, 2, b"N\0\0\0") + struct.pack(">I", 0)
    first = struct.pack(">H", 3)
    first += struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    first += struct.pack(">HHII", 0x010E, 2, len(SECRET) + 1, 100)
    first += struct.pack(">HHII", 0x8825, 4, 1, 60) + struct.pack(">I", 0)
    tiff = (b"MM\0*\0\0\0\x08" + first).ljust(60, b"\0") + gps
    tiff = tiff.ljust(100, b"\0") + SECRET + b"\0" + b"\xff\xd8thumb\xff\xd9"
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def telling(orientation: int = 1) -> bytes:
    """A photograph with all that, a remark, and a zip behind its end."""
    plain = packed("jpeg")
    remark = b"\xff\xfe" + struct.pack(">H", len(SECRET) + 2) + SECRET
    behind = io.BytesIO()
    with zipfile.ZipFile(behind, "w") as archive:
        archive.writestr("navn.txt", SECRET * 3)
    return plain[:2] + exif(orientation) + remark + plain[2:] + behind.getvalue()


def segments(data: bytes) -> list[int]:
    """The markers of a JPEG file before its points."""
    at, found = 2, []
    while data[at + 1] != 0xDA:
        found.append(data[at + 1])
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return found


def looks(picture: Picture) -> QImage:
    image = shown_picture(picture.data)
    assert (image.width(), image.height()) == (picture.width, picture.height)
    return image


def test_nothing_comes_along_but_what_is_seen() -> None:
    made = remade(telling())
    assert made.format == "jpeg"
    assert not any(word in made.data for word in (SECRET, b"Exif", b"PK\x03\x04", b"thumb", b"ICC_PROFILE"))
    assert made.data.endswith(b"\xff\xd9")
    assert set(segments(made.data)) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD}  # JFIF, tables and frame: nothing else
    assert QColor(looks(made).pixel(2, 20)).red() > 150


def test_what_a_png_says_beside_its_points_is_gone() -> None:
    made = remade(packed("png", Comment="Kanari var her", Author="Kanari"))
    assert made.format == "png"
    assert b"Kanari" not in made.data
    kinds = {made.data[at + 4 : at + 8] for at in chunks(made.data)}
    assert kinds <= {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"pHYs", b"sRGB"}


def chunks(data: bytes) -> list[int]:
    at, found = 8, []
    while at < len(data):
        found.append(at)
        at += 12 + struct.unpack_from(">I", data, at)[0]
    return found


def test_a_photograph_stands_the_way_it_was_taken() -> None:
    made = remade(telling(orientation=6))  # the telephone was held upright
    image = looks(made)
    assert (made.width, made.height) == (40, 60)
    assert QColor(image.pixel(20, 2)).red() > 150 > QColor(image.pixel(20, 57)).red()


@pytest.mark.parametrize("kind", ["bmp", "webp"])
def test_other_kinds_are_read_too(kind: str) -> None:
    assert remade(packed(kind)).width == 60


def test_a_large_one_is_made_smaller() -> None:
    made = remade(packed("png", 3000, 20), PLAN)
    assert (made.width, made.height) == (2400, 16)


def _bomb() -> bytes:
    """A PNG of a hundred megapixels in a few kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 10_000, 10_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ikke et bilde"), (b"PK\x03\x04 et dokument", "ikke et bilde"), (b"<svg/>", "ikke et bilde"),
        (b"GIF89a" + bytes(40), "ikke et bilde"), (_bomb(), "for mange punkter"),
        (b"\xff\xd8\xff\xe0" + bytes(300), "skadet"), (b"\x89PNG\r\n\x1a\nIEND", "skadet"),
        (b"BM" + bytes(30), "skadet"), (b"RIFF\x04\0\0\0WEBP", "skadet"),
    ],
    ids=["empty", "zip", "svg", "gif", "bomb", "jpeg", "png", "bmp", "webp"],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(Problem, match=said):
        remade(data)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_half_a_picture_is_refused(kind: str) -> None:
    whole = packed(kind)
    with pytest.raises(Problem, match="skadet"):
        remade(whole[: len(whole) * 2 // 3])


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tegning.png"
    path.write_bytes(packed("jpeg"))
    assert read_picture(path).format == "jpeg"
    path.write_bytes(b"MZ\x90 et program")
    with pytest.raises(Problem, match="ikke et bilde"):
        read_picture(path)
    with pytest.raises(Problem):
        read_picture(tmp_path / "borte.png")
    with path.open("wb") as file:
        file.truncate(40_000_001)
    with pytest.raises(Problem, match="40 MB"):
        read_picture(path)
