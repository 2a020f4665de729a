"""A picture from a file, made anew from its points: nothing comes along but what is seen.

A photograph may say where it was taken and by whom, hold a smaller picture of what was cut away, or another file behind
its end; a drawing may be made so that it fills the memory. So the kind is told from how the file begins, its size is
known before it is unpacked, and what is kept is drawn and packed again. For a job, never the screen's thread.
"""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from ikdesk.kernel.content import BEGINS, Picture
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import explain
from ikdesk.kernel.words import _

LARGEST = 40_000_000  # bytes of a file
MOST = 40_000_000  # points of a picture
MEMORY = 256  # megabytes Qt may use for one picture
PHOTO, PLAN = 1600, 2400  # the longest side of what is kept; pixels
QUALITY = 82  # of JPEG, 0–100
KINDS = "*.jpg *.jpeg *.png *.bmp *.webp"
_SLACK = 1.5  # how much larger a drawing may be that keeps its sharp lines
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


def read_picture(path: Path, longest: int = PHOTO) -> Picture:
    """Read a picture and make it anew.

    Args:
        path: a JPEG, PNG, BMP or WebP file, whatever its name says.
        longest: the longest side of what comes out; pixels.

    Raises:
        Problem: it is none of these, too large, or damaged.
    """
    try:
        too_large = path.stat().st_size > LARGEST
        data = b"" if too_large else path.read_bytes()
    except OSError as error:
        raise explain(error, path) from error
    if too_large:
        raise Problem(_("Filen er større enn {n} MB. Velg et mindre bilde.").format(n=LARGEST // 1_000_000))
    return remade(data, longest)


def remade(data: bytes, longest: int = PHOTO) -> Picture:
    """As ``read_picture``, of what stands in a file."""
    kind = _kind_of(data)
    if not kind:
        raise Problem(_("Filen er ikke et bilde vi kan lese. Velg et bilde som er JPEG, PNG, BMP eller WebP."))
    if not _is_whole(data, kind):
        raise _damaged()
    image = _plain(_read(data, kind, longest))
    packed = _packed(image, "jpeg")
    if kind != "jpeg":  # a drawing keeps its sharp lines where that costs little
        sharp = _packed(image, "png")
        if len(sharp) <= len(packed) * _SLACK:
            return Picture(sharp, "png", image.width(), image.height())
    return Picture(packed, "jpeg", image.width(), image.height())


def shown_picture(data: bytes | None, longest: int = 0) -> QImage:
    """What is kept, to be shown; an empty one where there is none.

    Args:
        data: a picture that was made anew.
        longest: the longest side that is needed, so that a small one is quick; pixels. 0: as it is.
    """
    kind = next((kind for kind, begins in BEGINS.items() if data and data.startswith(begins)), "")
    if not data or not kind:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    size = reader.size()
    if longest and size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(_within(size, longest))
    return reader.read()


def _read(data: bytes, kind: str, longest: int) -> QImage:
    QImageReader.setAllocationLimit(MEMORY)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)  # no other reader is woken, whatever the file pretends to be
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        raise _damaged()
    if size.width() * size.height() > MOST:
        raise Problem(_("Bildet har for mange punkter: {wide} × {high}. Gjør det mindre, og prøv igjen.").format(
            wide=size.width(), high=size.height()))  # fmt: skip
    if max(size.width(), size.height()) > longest:
        reader.setScaledSize(_within(size, longest))
    image = reader.read()
    if image.isNull():
        raise _damaged()
    return image


def _within(size: QSize, longest: int) -> QSize:
    """The size at which the longest side is as long as it may be; no side is ever nothing."""
    share = longest / max(size.width(), size.height())
    return QSize(max(1, round(size.width() * share)), max(1, round(size.height() * share)))


def _plain(image: QImage) -> QImage:
    """The same points on white, in ordinary colours, with nothing written beside them."""
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    drawn = QImage(image.size(), QImage.Format.Format_RGB32)
    drawn.fill(0xFFFFFFFF)
    painter = QPainter(drawn)
    painter.drawImage(0, 0, image)
    painter.end()
    return drawn


def _packed(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    writer.setQuality(QUALITY if kind == "jpeg" else 20)  # PNG loses nothing; less is packed tighter
    if not writer.write(image):
        raise _damaged()
    return bytes(buffer.data().data())


def _kind_of(data: bytes) -> str:
    """What it is from how it begins; "" for none we read."""
    for kind, begins in BEGINS.items():
        if data.startswith(begins):
            return kind
    if data.startswith(b"BM"):
        return "bmp"
    return "webp" if data.startswith(b"RIFF") and data[8:12] == b"WEBP" else ""


def _is_whole(data: bytes, kind: str) -> bool:
    """Whether it has its end: a reader would fill up with grey what is missing, and nobody would know."""
    match kind:
        case "jpeg":
            return _jpeg_ends(data)
        case "png":
            return b"IEND" in data
        case "webp":
            return len(data) >= int(struct.unpack_from("<I", data, 4)[0]) + 8
    return True


def _jpeg_ends(data: bytes) -> bool:
    """Follow the pieces of a JPEG file to its end marker (ITU-T T.81, annex B)."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            at = data.find(b"\xff", at)  # within a scan, or loose bytes
            if at < 0:
                return False
            continue
        marker = data[at + 1]
        if marker == 0xD9:
            return True
        if marker in {0x00, 0xFF} or marker in _STANDALONE:
            at += 1 if marker == 0xFF else 2
        else:
            at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return data.endswith(b"\xff\xd9")


def _damaged() -> Problem:
    return Problem(_("Bildet er skadet og kan ikke leses. Velg et annet."))
