"""Reads a finished PDF and says what is wrong with it as PDF/UA-1 and PDF/A-3a.

Knows nothing of the program that made it, so that both cannot err alike. ``pdf_checker.py FILE`` prints findings.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from hashlib import md5
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.paper.pdf_depth import depth

PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI", "INLINE IMAGE"}
SHOW = {"Tj", "TJ", "'", '"'}
PATH = {"m", "l", "c", "v", "y", "re", "h"}
BAD_OPS = {"k", "K", "cs", "CS", "sc", "scn", "SC", "SCN", "gs"}
TOP = {"Document", "Sect"}
PARENTS = {
    **dict.fromkeys(("Sect", "Table", "Figure", "L", "P", "TOC"), TOP),
    **{key: {"Table"} for key in ("THead", "TBody", "Caption")},
    **{key: {"LI"} for key in ("Lbl", "LBody")},
    **{key: {"TR"} for key in ("TH", "TD")},
    "LI": {"L"},
    "TR": {"THead", "TBody"},
    "TOCI": {"TOC"},
    "Reference": {"TOCI"},
    "Link": {"Reference", "P"},
}
KIDS = {
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Table": {"Caption", "THead", "TBody"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "TOC": {"TOCI"},
}
STANDARD = {*PARENTS, *(f"H{n}" for n in range(1, 7)), "Document"}
NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "aid": "http://www.aiim.org/pdfa/ns/id/",
    "uaid": "http://www.aiim.org/pdfua/ns/id/",
    "schema": "http://www.aiim.org/pdfa/ns/schema#",
}


class Checker:
    """One look at one file."""

    def __init__(self, data: bytes) -> None:
        self.data, self.pdf = data, pikepdf.open(BytesIO(data))
        self.root: Any = self.pdf.Root
        self.findings: list[str] = []
        self.seen: dict[tuple[int, int], str] = {}  # (page, MCID): tag in the content
        self.owned: Counter[tuple[int, int]] = Counter()  # (page, MCID): how often in the tree
        self.linked: Counter[Any] = Counter()
        self.headings: list[int] = []
        self.pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.text: list[str] = []

    def say(self, finding: str) -> None:
        self.findings.append(finding)

    def run(self) -> list[str]:
        self.catalog()
        self.metadata()
        for number, page in enumerate(self.pdf.pages):
            self.page(number, page)
        if "/StructTreeRoot" in self.root:
            self.tree()
        self.attachments()
        self.findings += depth(self.pdf, self.data)
        return self.findings

    # --- the document

    def catalog(self) -> None:  # noqa: C901 - a list of rules
        root = self.root
        if not root.get("/MarkInfo", {}).get("/Marked", False):
            self.say("not marked")
        if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", str(root.get("/Lang", ""))):
            self.say("no language")
        if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
            self.say("title not displayed")
        if "/StructTreeRoot" not in root:
            self.say("no structure tree")
        for key in ("/OpenAction", "/AA", "/AcroForm"):
            if key in root:
                self.say(f"{key} in catalog")
        if self.pdf.is_encrypted:
            self.say("encrypted")
        intents = list(root.get("/OutputIntents", []))
        if len(intents) != 1 or intents[0].get("/S") != Name.GTS_PDFA1:
            self.say("no output intent")
        else:
            profile = intents[0].get("/DestOutputProfile")
            if profile is None or profile.read_bytes()[36:40] != b"acsp" or profile.get("/N") != 3:
                self.say("no colour profile")
        self.outline(root.get("/Outlines"))

    def outline(self, at: Any) -> None:
        item = at.get("/First") if at is not None else None
        while item is not None:
            if not str(item.get("/Title", "")).strip() or "/Dest" not in item:
                self.say("bookmark without title or place")
            self.outline(item)
            item = item.get("/Next")

    def metadata(self) -> None:  # noqa: C901 - a list of rules
        stream = self.root.get("/Metadata")
        if stream is None:
            self.say("no XMP")
            return
        if "/Filter" in stream:
            self.say("XMP compressed")
        try:
            xmp = ET.fromstring(re.sub(rb"<\?xpacket.*?\?>", b"", stream.read_bytes()))  # noqa: S314 - our own file
        except ET.ParseError:
            self.say("XMP not well-formed")
            return
        said = {
            name: xmp.findtext(f".//{path}", "", NS)
            for name, path in (
                ("/Title", "dc:title//rdf:li"),
                ("/Author", "dc:creator//rdf:li"),
                ("/Subject", "dc:description//rdf:li"),
                ("/Producer", "pdf:Producer"),
                ("/Creator", "xmp:CreatorTool"),
                ("created", "xmp:CreateDate"),
                ("part", "aid:part"),
                ("level", "aid:conformance"),
                ("ua", "uaid:part"),
            )
        }
        if (said["part"], said["level"]) != ("3", "A"):
            self.say("not said to be PDF/A-3a")
        if said["ua"] != "1":
            self.say("not said to be PDF/UA-1")
        if xmp.findtext(".//schema:namespaceURI", "", NS) != NS["uaid"]:
            self.say("extension schema missing")
        info = self.pdf.trailer.get("/Info", Dictionary())
        for key in ("/Title", "/Author", "/Subject", "/Producer", "/Creator"):
            if str(info.get(key, "")) != said[key]:
                self.say(f"XMP and Info disagree on {key}")
        if not said["/Title"].strip():
            self.say("no title")
        if re.sub(r"\D", "", str(info.get("/CreationDate", "")))[:14] != re.sub(r"\D", "", said["created"])[:14]:
            self.say("XMP and Info disagree on the date")

    # --- what is painted

    def page(self, number: int, page: Any) -> None:
        if page.obj.get("/Tabs") != Name.S:
            self.say(f"page {number + 1}: tab order")
        if "/Group" in page.obj:
            self.say("transparency")
        fonts = {name: self.font(font) for name, font in page.obj.Resources.get("/Font", Dictionary()).items()}
        self.content(number, page, fonts)
        entries = self.parent(page.obj.get("/StructParents"))
        count = sum(1 for at, _mcid in self.seen if at == number)
        if entries is not None and not isinstance(entries, Array):
            self.say("page's parent entry is no array")
        elif count != len(entries if entries is not None else []):
            self.say(f"page {number + 1}: parent tree and content disagree")
        for annot in page.obj.get("/Annots", []):
            self.annotation(annot)

    def content(self, number: int, page: Any, fonts: dict[str, dict[int, str]]) -> None:  # noqa: C901 - one loop over all operators
        stack: list[str] = []
        font: dict[int, str] = {}
        building, saved, words = False, 0, []
        for instruction in pikepdf.parse_content_stream(page):
            op, args = str(instruction.operator), instruction.operands
            if op in {"BDC", "BMC"}:
                if building:
                    self.say("mark inside a path")
                stack.append(self.mark(number, str(args[0])[1:], args[1] if op == "BDC" else Dictionary(), stack))
            elif op == "EMC":
                if not stack:
                    self.say("EMC too many")
                else:
                    stack.pop()
            elif op in PAINT | SHOW and not stack:
                self.say(f"page {number + 1}: {op} neither tagged nor artifact")
            if op == "Tf":
                font = fonts.get(str(args[0]), {})
            elif op in SHOW:
                pieces = args[0] if op == "TJ" else args[-1:]
                words += [self.shown(bytes(piece), font) for piece in pieces if isinstance(piece, pikepdf.String)]
            elif op in {"ET", "EMC"}:
                words.append("\n")
            elif op in BAD_OPS:
                self.say(f"operator {op}")
            saved += {"q": 1, "Q": -1}.get(op, 0)
            building = op in PATH or (building and op not in PAINT | {"n"})
        if stack or saved:
            self.say(f"page {number + 1}: not balanced")
        self.text.append("".join(words))

    def mark(self, number: int, tag: str, props: Any, stack: list[str]) -> str:
        kind = "artifact" if tag == "Artifact" else "tagged"
        if stack:
            self.say(f"{kind} inside {stack[-1]}")
        if kind == "tagged":
            mcid = int(props.get("/MCID", -1))
            if mcid < 0:
                self.say("tagged without number")
            elif (number, mcid) in self.seen:
                self.say(f"MCID {mcid} twice")
            self.seen[number, mcid] = tag
        return kind

    def shown(self, codes: bytes, font: dict[int, str]) -> str:
        out = []
        for code in codes:
            char = font.get(code, "")
            if not char or char == "\0":
                self.say(f"code {code} has no letter")
            out.append(char)
        return "".join(out)

    def font(self, font: Any) -> dict[int, str]:
        descriptor = font.get("/FontDescriptor")
        if descriptor is None or not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            self.say(f"font {font.get('/BaseFont')} not embedded")
        if len(font.get("/Widths", [])) != int(font.get("/LastChar", 0)) - int(font.get("/FirstChar", 0)) + 1:
            self.say("font widths")
        if "/ToUnicode" not in font:
            self.say("font without ToUnicode")
            return {}
        cmap = font.ToUnicode.read_bytes()
        for block in re.findall(rb"(\d+) beginbfchar", cmap):
            if int(block) > 100:
                self.say("bfchar block over 100")
        pairs = re.findall(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]+)>", cmap.split(b"endcodespacerange")[-1])
        return {int(code, 16): bytes.fromhex(char.decode()).decode("utf-16-be") for code, char in pairs}

    # --- the tree

    def parent(self, key: Any) -> Any:
        nums = list(self.root.get("/StructTreeRoot", {}).get("/ParentTree", {}).get("/Nums", []))
        return None if key is None else dict(zip(nums[::2], nums[1::2], strict=False)).get(key)

    def tree(self) -> None:
        nums = list(self.root.StructTreeRoot.get("/ParentTree", {}).get("/Nums", []))
        self.parents = dict(zip(nums[::2], nums[1::2], strict=False))
        kids = list(self.root.StructTreeRoot.get("/K", []))
        if [str(kid.get("/S")) for kid in kids] != ["/Document"]:
            self.say("root is not one Document")
        for kid in kids:
            self.element(kid, self.root.StructTreeRoot, "")
        for at, tag in self.seen.items():
            if self.owned[at] != 1:
                self.say(f"{tag} {at} is {self.owned[at]} times in the tree")
        if set(self.owned) - set(self.seen):
            self.say("tree points at what is not drawn")
        self.levels()

    def levels(self) -> None:
        last = 0
        for level in self.headings:
            if level > last + 1:
                self.say(f"heading level jumps from {last} to {level}")
            last = level
        if self.headings.count(1) != 1:
            self.say("not one H1")

    def element(self, elem: Any, parent: Any, parent_tag: str) -> None:
        tag = str(elem.get("/S", ""))[1:]
        if tag not in STANDARD:
            self.say(f"type {tag}")
        if elem.get("/P") is None or elem.P.objgen != parent.objgen:
            self.say(f"{tag}: parent pointer")
        if parent_tag and parent_tag not in PARENTS.get(tag, {"Document", "Sect"}):
            self.say(f"{tag} in {parent_tag}")
        kids = list(elem.K) if isinstance(elem.get("/K"), Array) else [elem.K] if "/K" in elem else []
        tags = [str(kid.S)[1:] for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]
        if not kids and tag not in {"TD", "TH"}:
            self.say(f"{tag} empty")
        if tag in KIDS and (set(tags) - KIDS[tag] or len(tags) != len(kids)):
            self.say(f"{tag} holds {tags}")
        self.special(tag, elem, tags, kids)
        for kid in kids:
            self.kid(kid, elem, tag)

    def kid(self, kid: Any, elem: Any, tag: str) -> None:
        if isinstance(kid, Dictionary) and "/S" in kid:
            self.element(kid, elem, tag)
        elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
            self.linked[kid.Obj.objgen] += 1
            if self.parents.get(kid.Obj.get("/StructParent"), Dictionary()).objgen != elem.objgen:
                self.say("link: parent tree")
        else:
            page, mcid = (elem.get("/Pg"), kid) if not isinstance(kid, Dictionary) else (kid.get("/Pg"), kid.MCID)
            self.run_of_text(page, int(mcid), elem, tag)

    def run_of_text(self, page: Any, mcid: int, elem: Any, tag: str) -> None:
        number = self.pages.get(page.objgen if page is not None else (0, 0), -1)
        self.owned[number, mcid] += 1
        if self.seen.get((number, mcid)) != tag:
            self.say(f"{tag}: content says {self.seen.get((number, mcid))}")
        entries = self.parents.get(page.get("/StructParents")) if page is not None else None
        if entries is None or not 0 <= mcid < len(entries) or entries[mcid].objgen != elem.objgen:
            self.say(f"{tag}: parent tree")

    def special(self, tag: str, elem: Any, tags: list[str], kids: list[Any]) -> None:
        attributes = elem.get("/A", Dictionary())
        if re.fullmatch(r"H\d", tag):
            self.headings.append(int(tag[1]))
        if tag == "TH" and str(attributes.get("/Scope", "")) not in {"/Column", "/Row", "/Both"}:
            self.say("TH without Scope")
        if tag == "L" and "/ListNumbering" not in attributes:
            self.say("L without ListNumbering")
        if tag == "Figure":
            self.figure(elem, attributes)
        if tag == "LI" and tags != ["Lbl", "LBody"]:
            self.say("LI without label and body")
        if tag == "Table":
            self.table(tags, kids)

    def figure(self, elem: Any, attributes: Any) -> None:
        if len(str(elem.get("/Alt", "")).strip()) < 5:
            self.say("Figure without Alt")
        box = [float(value) for value in attributes.get("/BBox", [])]
        if len(box) != 4 or not 0 <= box[0] < box[2] <= 1200 or not 0 <= box[1] < box[3] <= 1200:
            self.say("Figure without BBox")

    def table(self, tags: list[str], kids: list[Any]) -> None:
        if tags.count("TBody") != 1 or "Caption" in tags[1:] or tags.count("THead") > 1 or tags[-1:] != ["TBody"]:
            self.say(f"Table of {tags}")
        rows = [row for group, tag in zip(kids, tags, strict=False) if tag != "Caption" for row in group.get("/K", [])]
        if len({len(list(row.get("/K", []))) for row in rows}) > 1:
            self.say("Table is no grid")

    def annotation(self, annot: Any) -> None:
        if annot.get("/Subtype") != Name.Link:
            self.say(f"annotation {annot.get('/Subtype')}")
        if not str(annot.get("/Contents", "")).strip():
            self.say("link without Contents")
        if int(annot.get("/F", 0)) & 4 == 0:
            self.say("link does not print")
        owner = self.parent(annot.get("/StructParent"))
        if owner is None or isinstance(owner, Array) or owner.get("/S") != Name.Link:
            self.say("link outside the tree")
        elif not any(isinstance(k, Dictionary) and k.get("/Type") == Name.OBJR for k in owner.K):
            self.say("Link without OBJR")
        if "/AA" in annot:
            self.say("action")

    # --- attachments

    def attachments(self) -> None:
        names = list(self.root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", []))
        specs = names[1::2]
        if {spec.objgen for spec in specs} != {spec.objgen for spec in self.root.get("/AF", [])}:
            self.say("AF and the names disagree")
        if [str(name) for name in names[::2]] != sorted(str(name) for name in names[::2]):
            self.say("names not sorted")
        for spec in specs:
            if str(spec.get("/AFRelationship", "")) not in {"/Data", "/Source", "/Supplement", "/Alternative"}:
                self.say("attachment without relationship")
            if any(not str(spec.get(key, "")) for key in ("/F", "/UF", "/Desc")):
                self.say("attachment without name or description")
            stream = spec.EF.F
            data, params = stream.read_bytes(), stream.get("/Params", Dictionary())
            checksum = bytes(params.get("/CheckSum", pikepdf.String("")))
            late = str(spec.get("/F", "")) == "signatur.txt" and not checksum  # made after everything else
            if params.get("/Size") != len(data) or not (late or checksum == md5(data, usedforsecurity=False).digest()):
                self.say("attachment damaged")
            if "/Subtype" not in stream or "/ModDate" not in params:
                self.say("attachment without type or date")


def check(data: bytes) -> list[str]:
    """What is wrong with a PDF; nothing if it is as it should be."""
    return Checker(data).run()


def texts(data: bytes) -> list[str]:
    """What stands on each page, header and footer too."""
    checker = Checker(data)
    checker.run()
    return checker.text


if __name__ == "__main__":
    for found in check(Path(sys.argv[1]).read_bytes()):
        sys.stdout.write(found + "\n")
