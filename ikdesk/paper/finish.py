"""The last pass over a PDF: archivable for decades (PDF/A-3a), with its data inside, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import md5
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ikdesk.kernel.paths import resource
from ikdesk.kernel.signer import Signer
from ikdesk.paper.signed_pdf import locked_copy, passed_on, place_for, place_stream, saved, signed
from ikdesk.paper.story import Attachment

PRODUCER = "IKdesk (reportlab, pikepdf)"
PROFILE = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class Meta:
    """What the file says about itself; every text already plain."""

    title: str
    author: str
    subject: str
    when: datetime  # aware
    language: str


def finish(
    source: bytes, meta: Meta, attachments: Sequence[Attachment] = (), *, password: str = "",
    signer: Signer | None = None,
) -> bytes:  # fmt: skip
    """Add metadata, colour profile and attachments to a tagged PDF.

    Args:
        source: the file as drawn.
        meta: what the file says about itself.
        attachments: files to travel inside it.
        password: opens it, its metadata and what travels inside (AES-256); "" for none. What is locked cannot be PDF/A,
            and is other bytes every time.
        signer: signs the file; a locked file then carries the signed one inside.
    """
    stamp = _pdf_date(meta.when)
    with pikepdf.open(BytesIO(source)) as pdf:
        _mend_fonts(pdf)
        _describe(pdf, meta)
        profile = pdf.make_stream(resource("colour/sRGB.icc").read_bytes(), N=3)
        pdf.Root.OutputIntents = Array([
            Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=PROFILE, Info=PROFILE,
                       RegistryName="http://www.color.org", DestOutputProfile=profile)
        ])  # fmt: skip
        _attach(pdf, attachments, stamp, signer)
        if signer is None:
            return saved(pdf, password)
        whole = signed(saved(pdf), signer)
    return locked_copy(whole, password, stamp) if password else whole


def _mend_fonts(pdf: pikepdf.Pdf) -> None:
    """Refuse fonts that are not embedded, and mend the tables from glyphs back to letters."""
    seen = set()
    for page in pdf.pages:
        fonts = page.obj.Resources.Font
        if fonts.objgen in seen:
            continue
        seen.add(fonts.objgen)
        for font in fonts.values():
            if "/FontFile2" not in font.get("/FontDescriptor", Dictionary()):
                raise ValueError(f"font {font.get('/BaseFont')} is not embedded")
            font.ToUnicode.write(_clean_tounicode(font.ToUnicode.read_bytes()))
            if "/Name" in font:
                del font["/Name"]


def _clean_tounicode(cmap: bytes) -> bytes:
    """Drop codes that mean nothing (PDF/UA 7.21.7) and keep blocks at 100 entries or fewer (CMap rule)."""
    pairs = [p for p in re.findall(rb"^(<[0-9A-F]+> <[0-9A-F]+>)$", cmap, re.M) if not p.endswith(b" <0000>")]
    pairs = [p for p in pairs if not p.startswith((b"<00> <", b"<7F> <"))]
    head, rest = re.split(rb"\d+ beginbfchar\n", cmap, maxsplit=1)
    head = re.sub(rb"<00> <[0-9A-F]+>\nendcodespacerange", b"<00> <FF>\nendcodespacerange", head)
    tail = rest.split(b"endbfchar\n", 1)[1]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    return head + body + tail


def _describe(pdf: pikepdf.Pdf, meta: Meta) -> None:
    """The same facts in the Info dictionary and in XMP."""
    stamp = _pdf_date(meta.when)
    pdf.trailer.Info = pdf.make_indirect(Dictionary(
        Title=meta.title, Author=meta.author, Subject=meta.subject, Creator="IKdesk", Producer=PRODUCER,
        CreationDate=stamp, ModDate=stamp,
    ))  # fmt: skip
    values = {
        "title": meta.title, "author": meta.author, "subject": meta.subject, "lang": meta.language,
        "producer": PRODUCER, "creator": "IKdesk", "iso": meta.when.replace(microsecond=0).isoformat(),
    }  # fmt: skip
    xmp = XMP.format(**{key: escape(value) for key, value in values.items()})
    pdf.Root.Metadata = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _attach(pdf: pikepdf.Pdf, attachments: Sequence[Attachment], stamp: str, signer: Signer | None) -> None:
    place = [] if signer is None else [place_for(signer)]
    passed = [] if signer is None else passed_on(signer)
    specs = []
    for item in sorted([*attachments, *passed, *place], key=lambda each: each.name.encode()):
        stream = place_stream(pdf, item, stamp) if item in place else _embedded(pdf, item, stamp)
        specs.append(pdf.make_indirect(Dictionary(
            Type=Name.Filespec, F=item.name, UF=item.name, Desc=item.description or item.name,
            AFRelationship=Name("/" + item.relationship), EF=Dictionary(F=stream, UF=stream),
        )))  # fmt: skip
    if specs:
        pdf.Root.AF = Array(specs)
        names = Array([part for spec in specs for part in (spec.F, spec)])
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))


def _embedded(pdf: pikepdf.Pdf, item: Attachment, stamp: str) -> pikepdf.Stream:
    checksum = String(md5(item.data, usedforsecurity=False).digest())
    params = Dictionary(Size=len(item.data), ModDate=stamp, CreationDate=stamp, CheckSum=checksum)
    return pdf.make_stream(item.data, Type=Name.EmbeddedFile, Subtype=Name("/" + item.mime), Params=params)


def _pdf_date(when: datetime) -> str:
    zone = when.strftime("%z") or "+0000"
    return f"D:{when:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{iso}</xmp:CreateDate><xmp:ModifyDate>{iso}</xmp:ModifyDate><xmp:MetadataDate>{iso}</xmp:MetadataDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
