"""What a PDF must keep to below its pages: header, filters, fonts letter by letter, places that links lead to.

Used by the checker; knows nothing of the program that made the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

FILTERS = {"/FlateDecode", "/DCTDecode", "/ASCIIHexDecode"}  # no LZW, no Crypt
ACTIONS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/SubmitForm", "/Hide"}
SPACES = {"/DeviceRGB", "/DeviceGray"}


def depth(pdf: Pdf, data: bytes) -> Iterator[str]:
    """What is wrong, in short words."""
    if not data.startswith(b"%PDF-1.7\n%") or min(data[10:14], default=0) < 128:
        yield "header"
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield "no ID"
    if not data.rstrip().endswith(b"%%EOF"):
        yield "something after the end"
    for obj in pdf.objects:
        if isinstance(obj, (Dictionary, Stream)):
            yield from _object(obj)
    yield from _catalog(pdf)
    yield from _parent_tree(pdf)
    yield from _places(pdf)
    for page in pdf.pages:
        for font in page.obj.Resources.get("/Font", Dictionary()).values():
            yield from _font(font)


def _object(obj: Any) -> Iterator[str]:
    if isinstance(obj, Stream):
        filters = obj.get("/Filter", Array())
        names = {str(name) for name in (filters if isinstance(filters, Array) else [filters])}
        if names - FILTERS:
            yield f"filter {names}"
        if "/F" in obj or "/FFilter" in obj:
            yield "stream outside the file"
        if obj.get("/Subtype") == Name.Image:
            yield from _image(obj)
    action = obj.get("/A", Dictionary()) if "/Subtype" in obj else obj
    if isinstance(action, Dictionary) and str(action.get("/S", "")) in ACTIONS:
        yield f"action {action.S}"
    if "/SMask" in obj or obj.get("/S") == Name.Transparency:
        yield "transparency"


def _image(obj: Any) -> Iterator[str]:
    if str(obj.get("/ColorSpace", "")) not in SPACES:
        yield "image in another colour space"
    if obj.get("/Interpolate", False) or "/Alternates" in obj:
        yield "image that is not as it is"


def _catalog(pdf: Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    if "/JavaScript" in root.get("/Names", Dictionary()):
        yield "scripts among the names"
    if root.get("/MarkInfo", Dictionary()).get("/Suspects", False):
        yield "suspects"
    meta = root.get("/Metadata")
    if meta is not None and (meta.get("/Type"), meta.get("/Subtype")) != (Name.Metadata, Name.XML):
        yield "metadata of another kind"
    if "/RoleMap" in root.get("/StructTreeRoot", Dictionary()):
        yield "types under other names"


def _parent_tree(pdf: Pdf) -> Iterator[str]:
    """Each page and each link has a key of its own, and no key is left over."""
    tree = pdf.Root.get("/StructTreeRoot", Dictionary())
    nums = list(tree.get("/ParentTree", Dictionary()).get("/Nums", []))
    keys = [int(key) for key in nums[::2]]
    used = [int(page.obj.StructParents) for page in pdf.pages if "/StructParents" in page.obj]
    used += [
        int(annot.StructParent)
        for page in pdf.pages
        for annot in page.obj.get("/Annots", [])
        if "/StructParent" in annot
    ]
    if sorted(used) != keys:
        yield "keys of the parent tree"
    if int(tree.get("/ParentTreeNextKey", len(keys))) < len(keys):
        yield "next key of the parent tree"


def _places(pdf: Pdf) -> Iterator[str]:
    """Every link and bookmark leads to a page of this file."""
    named = dict(pdf.Root.get("/Dests", Dictionary()).items())
    pages = {page.obj.objgen for page in pdf.pages}

    def leads(dest: Any) -> bool:
        found = named.get(str(dest)) if isinstance(dest, Name) else dest
        found = found.get("/D") if isinstance(found, Dictionary) else found
        return isinstance(found, Array) and len(found) > 1 and found[0].objgen in pages

    for page in pdf.pages:
        for annot in page.obj.get("/Annots", []):
            if "/Dest" in annot and not leads(annot.Dest):
                yield "link to nowhere"
    for dest in _bookmarks(pdf.Root.get("/Outlines")):
        if not leads(dest):
            yield "bookmark to nowhere"


def _bookmarks(at: Any) -> Iterator[Any]:
    item = at.get("/First") if at is not None else None
    while item is not None:
        yield item.get("/Dest")
        yield from _bookmarks(item)
        item = item.get("/Next")


def _font(font: Any) -> Iterator[str]:
    """The widths that are said are the widths that are drawn, and every letter that has a code has a shape."""
    descriptor = font.get("/FontDescriptor", Dictionary())
    if "/FontFile2" not in descriptor or "+" not in str(font.get("/BaseFont", "")):
        return
    shapes = _shapes(descriptor.FontFile2.read_bytes())
    if shapes is None:
        yield "font file damaged"
        return
    first = int(font.get("/FirstChar", 0))
    told = {int(code) for code in _codes(font)}
    for code, width in enumerate(font.get("/Widths", []), first):
        drawn = shapes.get(code)
        if code in told and (drawn is None or abs(drawn - float(width)) > 1.01):
            yield f"code {code} is drawn as wide as {drawn}, not {width}"
            return


def _codes(font: Any) -> Iterator[int]:
    if "/ToUnicode" in font:
        for line in font.ToUnicode.read_bytes().split(b"endcodespacerange")[-1].splitlines():
            if line.startswith(b"<"):
                yield int(line[1:3], 16)


@cache
def _shapes(file: bytes) -> dict[int, float] | None:
    """Code → width in thousandths, of what has a shape of its own; read from the font file, byte by byte."""
    try:
        count = struct.unpack_from(">H", file, 4)[0]
        tables = {}
        for at in range(count):
            tag, _sum, start, long = struct.unpack_from(">4sLLL", file, 12 + 16 * at)
            tables[tag] = file[start : start + long]
        unit = struct.unpack_from(">H", tables[b"head"], 18)[0]
        known = struct.unpack_from(">H", tables[b"hhea"], 34)[0]
        glyphs = _cmap(tables[b"cmap"])
        widths = {
            code: struct.unpack_from(">H", tables[b"hmtx"], 4 * min(glyph, known - 1))[0] for code, glyph in glyphs
        }
    except (struct.error, KeyError, IndexError):
        return None
    return {code: width * 1000 / unit for code, width in widths.items()}


def _cmap(table: bytes) -> list[tuple[int, int]]:
    """Code and glyph of the one table for codes of one byte (Macintosh, format 0 or 6)."""
    (start,) = struct.unpack_from(">L", table, 8)
    form = struct.unpack_from(">H", table, start)[0]
    if form == 0:
        found = enumerate(table[start + 6 : start + 262])
    else:
        first, count = struct.unpack_from(">HH", table, start + 6)
        found = enumerate(struct.unpack_from(f">{count}H", table, start + 10), first)
    return [(code, glyph) for code, glyph in found if glyph]
