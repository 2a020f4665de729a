"""The checker can fail: every kind of damage done to a good report is found."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from ikdesk.paper.pdf import write_pdf
from ikdesk.paper.story import Section
from tests.paper.pdf_checker import check
from tests.paper.stories import full_report, report

Damage = Callable[[Pdf], None]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A report with everything, contents and links too."""
    more = tuple(Section(f"x{n}", f"Vedlegg {n}", text=("Tekst.",), new_page=True) for n in range(5))
    story = report(*full_report().sections, *more, attachments=full_report().attachments)
    return write_pdf(story, tmp_path_factory.mktemp("good") / "r.pdf").read_bytes()


def elems(pdf: Pdf, tag: str) -> list[Any]:
    """Every element of this type."""
    return [obj for obj in pdf.objects if isinstance(obj, Dictionary) and obj.get("/S") == Name("/" + tag)]


def link(pdf: Pdf) -> Any:
    """The first link."""
    return pdf.pages[0].obj.Annots[0]


def font(pdf: Pdf) -> Any:
    """A font of the first page."""
    return next(iter(pdf.pages[0].obj.Resources.Font.values()))


def content(old: bytes, new: bytes, count: int = 1) -> Damage:
    """Change what the first page paints."""

    def damage(pdf: Pdf) -> None:
        page = pdf.pages[0]
        code = page.obj.Contents.read_bytes()
        assert old in code
        page.obj.Contents.write(code.replace(old, new, count))

    return damage


def xmp(old: bytes, new: bytes) -> Damage:
    """Change the metadata."""

    def damage(pdf: Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert old in data
        pdf.Root.Metadata = pdf.make_stream(data.replace(old, new, 1), Type=Name.Metadata, Subtype=Name.XML)

    return damage


def without(find: Callable[[Pdf], Any], key: str) -> Damage:
    """Take something away."""

    def damage(pdf: Pdf) -> None:
        del find(pdf)[key]

    return damage


def with_(find: Callable[[Pdf], Any], key: str, value: Any) -> Damage:
    """Put something else there."""

    def damage(pdf: Pdf) -> None:
        find(pdf)[key] = value

    return damage


def root(pdf: Pdf) -> Any:
    return pdf.Root


def page(pdf: Pdf) -> Any:
    return pdf.pages[0].obj


def parents(pdf: Pdf) -> Any:
    return pdf.Root.StructTreeRoot.ParentTree


def spec(pdf: Pdf) -> Any:
    return pdf.Root.AF[0]


def drop_last_kid(tag: str) -> Damage:
    def damage(pdf: Pdf) -> None:
        elem = next(elem for elem in elems(pdf, tag) if len(elem.K) > 1)
        elem.K = Array(list(elem.K)[:-1])

    return damage


def swap_entries(pdf: Pdf) -> None:
    entries = parents(pdf).Nums[1]
    first, second = entries[0], entries[1]
    entries[0], entries[1] = second, first


DAMAGES: dict[str, Damage] = {
    "mark info": without(root, "/MarkInfo"),
    "language": without(root, "/Lang"),
    "language that is none": with_(root, "/Lang", "norsk"),
    "title not shown": without(root, "/ViewerPreferences"),
    "no tree": without(root, "/StructTreeRoot"),
    "no parent tree": without(lambda pdf: pdf.Root.StructTreeRoot, "/ParentTree"),
    "no metadata": without(root, "/Metadata"),
    "wrong part": xmp(b"<pdfaid:part>3", b"<pdfaid:part>2"),
    "wrong level": xmp(b"conformance>A", b"conformance>B"),
    "no UA": xmp(b"<pdfuaid:part>1</pdfuaid:part>", b""),
    "no extension schema": xmp(b"<pdfaSchema:namespaceURI>http", b"<pdfaSchema:namespaceURI>x"),
    "another title": xmp(b"Tertialrapport", b"Rapport"),
    "another date": xmp(b"CreateDate>2026", b"CreateDate>2025"),
    "broken metadata": xmp(b"</rdf:RDF>", b""),
    "no intent": without(root, "/OutputIntents"),
    "no profile": without(lambda pdf: pdf.Root.OutputIntents[0], "/DestOutputProfile"),
    "script": with_(root, "/OpenAction", Dictionary(S=Name.JavaScript, JS="1")),
    "font not embedded": without(lambda pdf: font(pdf).FontDescriptor, "/FontFile2"),
    "no letters": without(font, "/ToUnicode"),
    "letters gone": lambda pdf: font(pdf).ToUnicode.write(b"endcodespacerange"),
    "widths": lambda pdf: font(pdf).__setitem__("/Widths", Array([1, 2])),
    "untagged text": content(b"/P <</MCID", b"/Artifact <</MCID"),
    "nothing marked": content(b"/H1 <</MCID 1>> BDC", b""),
    "mark left open": content(b"EMC", b""),
    "number used twice": content(b"<</MCID 3>>", b"<</MCID 2>>"),
    "tag in artifact": content(b"/Artifact BMC", b"/Artifact BMC /P <</MCID 99>> BDC EMC"),
    "paint outside": content(b"/Artifact BMC", b"0 0 m 9 9 l S /Artifact BMC"),
    "CMYK": content(b"/Artifact BMC", b"0 0 0 1 k /Artifact BMC"),
    "another tag than the tree's": content(b"/H1 <</MCID", b"/H2 <</MCID"),
    "state left open": content(b"/Artifact BMC", b"q /Artifact BMC"),
    "parent tree mixed up": swap_entries,
    "no page key": without(page, "/StructParents"),
    "no tab order": without(page, "/Tabs"),
    "run outside the tree": lambda pdf: elems(pdf, "LBody")[0].__setitem__("/K", Array([])),
    "table without body": lambda pdf: elems(pdf, "Table")[-1].__setitem__("/K", Array([])),
    "ragged table": drop_last_kid("TR"),
    "head without scope": without(lambda pdf: elems(pdf, "TH")[0], "/A"),
    "figure without words": without(lambda pdf: elems(pdf, "Figure")[0], "/Alt"),
    "figure without box": without(lambda pdf: elems(pdf, "Figure")[0], "/A"),
    "level jumps": lambda pdf: elems(pdf, "H3")[0].__setitem__("/S", Name.H5),
    "no H1": lambda pdf: elems(pdf, "H1")[0].__setitem__("/S", Name.P),
    "unknown type": lambda pdf: elems(pdf, "P")[0].__setitem__("/S", Name.Paragraph),
    "cell outside a row": lambda pdf: elems(pdf, "TR")[0].__setitem__("/S", Name.P),
    "item without label": drop_last_kid("LI"),
    "list without numbering": without(lambda pdf: elems(pdf, "L")[0], "/A"),
    "wrong parent": lambda pdf: elems(pdf, "P")[0].__setitem__("/P", elems(pdf, "H1")[0]),
    "link without words": without(link, "/Contents"),
    "link that does not print": with_(link, "/F", 0),
    "link outside the tree": without(link, "/StructParent"),
    "bookmark without title": lambda pdf: pdf.Root.Outlines.First.__setitem__("/Title", " "),
    "attachment not listed": without(root, "/AF"),
    "attachment without relationship": without(spec, "/AFRelationship"),
    "attachment without description": without(spec, "/Desc"),
    "filter that no archive reads": with_(lambda pdf: spec(pdf).EF.F, "/FFilter", Name.LZWDecode),
    "stream in another file": with_(lambda pdf: spec(pdf).EF.F, "/F", "annen.bin"),
    "scripts among the names": lambda pdf: pdf.Root.Names.__setitem__("/JavaScript", Dictionary(Names=Array([]))),
    "program that is started": with_(link, "/A", Dictionary(S=Name.Launch)),
    "suspects": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Suspects", True),
    "types under other names": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(Ond=Name.P)),
    "link to nowhere": with_(link, "/Dest", Name("/borte")),
    "bookmark to nowhere": lambda pdf: pdf.Root.Outlines.First.__setitem__("/Dest", Name("/borte")),
    "key left over in the parent tree": lambda pdf: parents(pdf).Nums.extend([99, Array([])]),
    "widths other than drawn": lambda pdf: font(pdf).__setitem__("/Widths", Array([7] * len(font(pdf).Widths))),
    "font file cut": lambda pdf: font(pdf).FontDescriptor.FontFile2.write(b"\0\1\0\0"),
    "transparency": lambda pdf: page(pdf).__setitem__("/Group", Dictionary(S=Name.Transparency)),
    "metadata of another kind": lambda pdf: pdf.Root.Metadata.__setitem__("/Subtype", Name.Text),
    "attachment changed": lambda pdf: spec(pdf).EF.F.write(b"{}"),
}


def test_the_good_report_is_good(good: bytes) -> None:
    assert check(good) == []


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found(name: str, good: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(good)) as pdf:
        DAMAGES[name](pdf)
        pdf.save(out, fix_metadata_version=False)
    assert check(out.getvalue()) != []


def test_there_are_at_least_thirty_damages() -> None:
    assert len(DAMAGES) >= 30


def test_the_checker_reads_a_file_by_its_name(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_bytes(good)
    assert check(path.read_bytes()) == []
