"""What a screen reader says of a tagged PDF, line by line, in the order of its tree."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary

from tests.paper.pdf_checker import Checker


def heard(data: bytes) -> str:
    """Each element on a line of its own, further in than what it is part of, with what is said of it."""
    with pikepdf.open(BytesIO(data)) as pdf:
        runs = {page.obj.objgen: _runs(pdf, page) for page in pdf.pages}
        return "\n".join(_lines(pdf.Root.StructTreeRoot.K[0], runs, 0)) + "\n"


def _lines(elem: Any, runs: dict[Any, dict[int, str]], depth: int) -> Iterator[str]:
    said, inside = [], []
    for kid in elem.get("/K", []):
        if not isinstance(kid, Dictionary):
            said.append(runs[elem.Pg.objgen][int(kid)])
        elif "/S" in kid:
            inside.append(kid)
        elif "/MCID" in kid:
            said.append(runs[kid.Pg.objgen][int(kid.MCID)])
    alt = str(elem.get("/Alt", ""))
    words = " ".join((alt or "".join(said)).split())
    yield f"{'  ' * depth}{str(elem.S)[1:]}{': ' + words if words else ''}"
    for kid in inside:
        yield from _lines(kid, runs, depth + 1)


def _runs(pdf: pikepdf.Pdf, page: Any) -> dict[int, str]:
    """The text of each marked run of a page, by its number."""
    checker = Checker.__new__(Checker)
    checker.findings = []
    fonts = {name: checker.font(font) for name, font in page.obj.Resources.get("/Font", Dictionary()).items()}
    runs: dict[int, str] = {}
    at, font = -1, {}
    for op in pikepdf.parse_content_stream(page):
        name, args = str(op.operator), op.operands
        if name == "BDC":
            at = int(args[1].get("/MCID", -1))
            runs[at] = ""
        elif name == "EMC":
            at = -1
        elif name == "Tf":
            font = fonts[str(args[0])]
        elif name == "Tj" and at >= 0:
            runs[at] += "".join(font[code] for code in bytes(args[0]))
    return runs
