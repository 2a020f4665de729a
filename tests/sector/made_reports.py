"""Signed reports of simulated kindergartens, made in a millisecond or two: small real PDFs and small real workbooks.

What they say for machines is in full, and signed exactly as the program signs; there is next to nothing to look at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import md5
from io import BytesIO
from pathlib import Path
from typing import TypedDict, Unpack
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pikepdf
from pikepdf import Array, Dictionary, String
from pikepdf import Name as PdfName

from ikdesk.kernel.book_signature import CONTENT, PART, PASSED
from ikdesk.kernel.signature import signature_text
from ikdesk.kernel.signer import Signer
from ikdesk.kernel.succession import NAME, Passing, passings_text
from ikdesk.paper.signed_book import RELATIONS, TYPES, sign_book
from ikdesk.paper.signed_pdf import locked_copy, place_for, place_stream, saved, signed
from ikdesk.paper.story import Attachment
from tests.sector.made_content import content_of
from tests.sector.made_counts import Said
from tests.sector.made_units import Made, made_unit, organisation_number

__all__ = [
    "Made", "Options", "Sent", "content_in", "made_unit", "name_of", "organisation_number", "tamper", "write_report",
]  # fmt: skip
MADE = "2026-05-06T09:15:00+00:00"
_ABOUT = b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"/><?xpacket end="r"?>'
_BOOK = {
    "xl/workbook.xml":
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxml'
        'formats.org/officeDocument/2006/relationships"><sheets><sheet name="Rapport" sheetId="1" r:id="rId1"/>'
        '</sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml":
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" '
        't="inlineStr"><is><t>Laget for å prøve</t></is></c></row></sheetData></worksheet>',
}  # fmt: skip
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{ours}<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override '
    'PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/>{ours}</Relationships>'
)


class Options(TypedDict, total=False):
    """How a report is; see ``Sent``."""

    period: str
    format: str
    version: int
    audience: str
    status: str
    made: str
    limits: Mapping[str, int]
    signer: Signer | None
    passings: Sequence[Passing]
    password: str
    schema: int
    correction: int
    name: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A report as it is sent.

    Args:
        period: its code; whole months.
        format: "pdf" or "xlsx".
        made: its moment, ISO 8601; events after that day are not counted.
        limits: what is other than usual: fields of ``Thresholds``, "least" and "sensitive".
        signer: who signs; missing: the unit with its first key, None: nobody.
        passings: how the key came from those before it; empty: as the signer itself says.
        password: opens the PDF; empty: it is not locked.
        schema: the version of what it says for machines.
        correction: events that came to after an earlier version.
        name: of the file; empty: as ``name_of`` says.
    """

    period: str = "2026-T1"
    format: str = "pdf"
    version: int = 1
    audience: str = "municipality"
    status: str = "delivered"
    made: str = MADE
    limits: Mapping[str, int] = field(default_factory=dict)
    signer: Signer | None = None
    passings: Sequence[Passing] = ()
    password: str = ""
    schema: int = 1
    correction: int = 0
    name: str = ""

    @property
    def passed(self) -> bytes:
        """The file that says how the key came from those before it; empty where it is the first."""
        return passings_text(self.passings) or (self.signer.passed if self.signer else b"")


def write_report(unit: Made, folder: Path, **options: Unpack[Options]) -> Path:
    """Write a report into a folder, and give its path.

    Args:
        unit: whose.
        folder: it is there.
        options: of ``Sent``.
    """
    sent = _sent(unit, options)
    content = content_of(_said(unit, sent))
    data = _pdf(unit, sent, content) if sent.format == "pdf" else _book(sent, content)
    path = folder / (sent.name or name_of(unit, sent.period, sent.version, sent.format))
    path.write_bytes(data)
    return path


def content_in(unit: Made, **options: Unpack[Options]) -> bytes:
    """What a report says for machines, as it travels inside it.

    Args:
        unit: whose.
        options: of ``Sent``.
    """
    return content_of(_said(unit, _sent(unit, options)))


def name_of(unit: Made, period: str = "2026-T1", version: int = 1, ending: str = "pdf") -> str:
    """What a report's file is called: another name for each unit, as people who collect them see to."""
    return f"{unit.number:04} {unit.name[:40]} {period}, versjon {version}.{ending}"


def tamper(path: Path) -> None:
    """Change a single byte of a report, so that it still opens: in what the file says about itself.

    Args:
        path: written by ``write_report``.
    """
    data = bytearray(path.read_bytes())
    at = data.index(b'end="r"') + 5 if path.suffix == ".pdf" else data.index(b"xl/workbook.xml") - 20
    data[at] ^= 1
    path.write_bytes(bytes(data))


def _sent(unit: Made, options: Options) -> Sent:
    sent = Sent(**options)
    return sent if "signer" in options else replace(sent, signer=unit.signer)


def _said(unit: Made, sent: Sent) -> Said:
    when = datetime.fromisoformat(sent.made)
    return Said(
        unit, sent.period, when if when.tzinfo else when.replace(tzinfo=UTC), sent.version, sent.audience, sent.status,
        sent.signer.fingerprint if sent.signer else "", sent.schema, sent.limits, sent.correction,
    )  # fmt: skip


def _pdf(unit: Made, sent: Sent, content: bytes) -> bytes:
    when = datetime.fromisoformat(sent.made)
    stamp = f"D:{when:%Y%m%d%H%M%S}+00'00'"
    items = [Attachment("rapport.json", content, description="Alt rapporten sier, maskinlesbart")]
    if sent.passed:
        items.append(Attachment(NAME, sent.passed, "text/plain", "Hvordan nøkkelen er byttet", "Supplement"))
    with pikepdf.open(BytesIO(_sheet())) as pdf:
        page = pdf.pages[0]
        said = f"Laget for å prøve: {unit.name}, {sent.period}, versjon {sent.version}"
        page.obj.Contents = pdf.make_stream(b"BT /F1 12 Tf 50 780 Td (%s) Tj ET" % _escaped(said))
        place = [] if sent.signer is None else [place_for(sent.signer)]
        specs = [
            pdf.make_indirect(_spec(item, place_stream(pdf, item, stamp) if item in place else _file(pdf, item, stamp)))
            for item in sorted([*items, *place], key=lambda each: each.name)
        ]  # fmt: skip
        pdf.Root.AF = Array(specs)
        names = Array([part for spec in specs for part in (spec.F, spec)])
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
        data = saved(pdf)
    whole = data if sent.signer is None else signed(data, sent.signer)
    return locked_copy(whole, sent.password, stamp) if sent.password else whole


@cache
def _sheet() -> bytes:
    """An empty sheet, PDF 1.7 as the program's own."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = Dictionary(
            Type=PdfName.Font, Subtype=PdfName.Type1, BaseFont=PdfName.Helvetica, Encoding=PdfName.WinAnsiEncoding
        )
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        pdf.Root.Metadata = pdf.make_stream(_ABOUT, Type=PdfName.Metadata, Subtype=PdfName.XML)
        pdf.save(out, min_version="1.7", static_id=True, fix_metadata_version=False)
    return out.getvalue()


def _escaped(text: str) -> bytes:
    return text.encode("cp1252", "replace").translate(None, b"()\\")


def _spec(item: Attachment, stream: pikepdf.Stream) -> Dictionary:
    return Dictionary(
        Type=PdfName.Filespec, F=item.name, UF=item.name, Desc=item.description or item.name,
        AFRelationship=PdfName("/" + item.relationship), EF=Dictionary(F=stream, UF=stream),
    )  # fmt: skip


def _file(pdf: pikepdf.Pdf, item: Attachment, stamp: str) -> pikepdf.Stream:
    check = String(md5(item.data, usedforsecurity=False).digest())
    params = Dictionary(Size=len(item.data), ModDate=stamp, CreationDate=stamp, CheckSum=check)
    return pdf.make_stream(item.data, Type=PdfName.EmbeddedFile, Subtype=PdfName("/" + item.mime), Params=params)


def _book(sent: Sent, content: bytes) -> bytes:
    own: dict[str, bytes] = {CONTENT: content}
    if sent.passed:
        own[PASSED] = sent.passed
    if sent.signer is not None:
        own[PART] = signature_text(sent.signer.key)
    when = datetime.fromisoformat(sent.made)
    stamp = (when.year, when.month, when.day, when.hour, when.minute, 0)
    types = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in sorted(TYPES.items()))
    related = "".join(
        f'<Relationship Id="ikdesk{at}" Type="{RELATIONS[name]}" Target="{name}"/>'
        for at, name in enumerate(own)
    )  # fmt: skip
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _CONTENT_TYPES.format(ours=f'{types}<Default Extension="xml" '
                                                          'ContentType="application/xml"/>'),
        "_rels/.rels": _RELATED.format(ours=related), **_BOOK, **own,
    }  # fmt: skip
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in parts.items():
            info = ZipInfo(name, stamp)
            archive.writestr(info, data, ZIP_STORED if name == PART else ZIP_DEFLATED)
    return out.getvalue() if sent.signer is None else sign_book(out.getvalue(), sent.signer)
