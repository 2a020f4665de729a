"""Files read again as strangers read them: what stands in them, and whether anything in them is alive."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from defusedxml import ElementTree

from tests.paper.pdf_checker import texts as pdf_texts

ALIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e \t\r\n\u00a0\u3000"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
_ACTIONS = ("/JS", "/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/RichMedia")
_LARGEST = 1 << 26  # letters in a cell: a delivered report stands whole in one


def live(text: str) -> bool:
    """Whether a spreadsheet that opens plain text could take this for a formula."""
    return text.lstrip(_UNSEEN).startswith(ALIVE)


def workbook(path: Path) -> tuple[set[str], list[str]]:
    """All texts of a workbook, and what is wrong with it."""
    wrong: list[str] = []
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {name: ElementTree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    quoted = [node.get("quotePrefix") == "1" for node in trees["xl/styles.xml"].findall(f"{_SHEET}cellXfs/*")]
    shared: list[str] = []
    if "xl/sharedStrings.xml" in trees:
        shared = [_said(node) for node in trees["xl/sharedStrings.xml"].findall(f"{_SHEET}si")]
    wrong += [f"{path.name}: {name}" for name in parts if re.search("externalLink|vba|macro|connection|query", name)]
    wrong += [
        f"{path.name}: a link out of it" for name, tree in trees.items() if name.endswith(".rels")
        for node in tree if node.get("TargetMode") == "External"
    ]  # fmt: skip
    found: set[str] = set()
    for name, tree in trees.items():
        if not name.startswith("xl/worksheets/"):
            continue
        for cell in tree.iter(f"{_SHEET}c"):
            if cell.find(f"{_SHEET}f") is not None or cell.get("t") in {"e", "str"}:
                wrong.append(f"{path.name} {name} {cell.get('r')}: a formula or an error")
            if cell.get("t") not in {"s", "inlineStr"}:
                continue
            value = cell.find(f"{_SHEET}v")
            text = shared[int(str(value.text))] if value is not None else _said(cell)
            found.add(text)
            if text[:1] in ALIVE[:4] and not quoted[int(cell.get("s", "0"))]:
                wrong.append(f"{path.name} {name} {cell.get('r')}: {text[:60]!r} without the quote prefix")
        wrong += [
            f"{path.name} {name}: a row of {row.get('ht')}" for row in tree.iter(f"{_SHEET}row")
            if float(row.get("ht", "15")) > 409
        ]  # fmt: skip
    return found, wrong


def _said(node: Any) -> str:
    text = "".join(part.text or "" for part in node.iter(f"{_SHEET}t"))
    return _CODED.sub(lambda code: chr(int(code[1], 16)), text)


def table(path: Path, separator: str = ",") -> tuple[list[list[str]], list[str]]:
    """The rows of a CSV file, and what is wrong with it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        csv.field_size_limit(_LARGEST)
        rows = list(csv.reader(file, delimiter=separator, strict=True))
    wrong = [f"{path.name} {at}: {len(row)} columns" for at, row in enumerate(rows, 1) if len(row) != len(rows[0])]
    wrong += [
        f"{path.name} {at}: {cell[:60]!r} is alive" for at, row in enumerate(rows, 1) for cell in row
        if live(cell) and not re.fullmatch(r"-?[0-9.]+", cell)
    ]  # fmt: skip
    return rows, wrong


def plain(path: Path) -> Any:
    """What a JSON file holds; no NaN, no lone half of a character."""
    def refuse(word: str) -> Any:
        raise ValueError(word)

    return json.loads(path.read_bytes().decode("utf-8"), parse_constant=refuse)


def paper(path: Path) -> tuple[str, list[str]]:
    """What a PDF says without its blanks, and what is wrong with it."""
    wrong = []
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            held = thing if isinstance(thing, pikepdf.Dictionary) else getattr(thing, "stream_dict", None)
            if held is None:
                continue
            if str(held.get("/S", "")) in _ACTIONS or any(key in held for key in ("/AA", "/JS", "/URI", "/OpenAction")):
                wrong.append(f"{path.name}: {held!r:.200}")
            if str(held.get("/Subtype", "")) == "/Image":
                wrong.append(f"{path.name}: a picture")
    return bare(" ".join(pdf_texts(path.read_bytes()))), wrong


def bare(text: str) -> str:
    """Without blanks, which move when lines are broken."""
    return "".join(text.split())


_RESERVED = ("con", "prn", "aux", "nul", "com", "lpt", "clock$", "conin$", "conout$")


def named(path: Path) -> Iterator[str]:
    """What is wrong with the name of a file, for every machine."""
    name = path.name
    if len(name.encode("utf-8")) > 255 or len(name) > 240 or name != name.strip(" .") or set(name) & set('<>:"/\\|?*'):
        yield f"no name for a file: {name!r}"
    if name.split(".")[0].strip().casefold().rstrip("0123456789") in _RESERVED or not name.isprintable():
        yield f"no name for a file: {name!r}"
