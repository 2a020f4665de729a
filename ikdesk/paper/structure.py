"""The structure tree of a tagged PDF: what is a heading, a list, a table, and in which order it is read."""

from __future__ import annotations

from reportlab.pdfbase import pdfdoc


class Elem(pdfdoc.PDFObject):
    """One structure element; writes itself when the document is saved.

    Args:
        tag: the standard type, for example "P" or "TD".
        parent: the element (or the root) that it is part of.
        alt: alternative text.
        attrs: attributes as PDF source, for example "<</O/Table/Scope/Column>>".
    """

    __slots__ = ("alt", "attrs", "kids", "parent", "shown", "tag")
    __RefOnly__ = 1

    def __init__(self, tag: str, parent: Elem | StructRoot, alt: str = "", attrs: str = "") -> None:
        self.tag, self.parent, self.alt, self.attrs = tag, parent, alt, attrs
        self.shown = ""  # the reference to it in the file
        self.kids: list[Elem | tuple[str, int | str]] = []  # (page, number of the run) or (page, annotation)

    def format(self, doc: pdfdoc.PDFDocument) -> bytes:
        """The element as PDF source."""
        page = next((kid[0] for kid in self.kids if isinstance(kid, tuple) and isinstance(kid[1], int)), None)
        out = " ".join([_kid(kid, page, doc) for kid in self.kids])
        entry = f"<</Type/StructElem/S/{self.tag}/P {_ref(self.parent, doc)}/K[{out}]"
        entry += f"/Pg {_named(page, doc)}" if page else ""
        entry += f"/A{self.attrs}" if self.attrs else ""
        alt = b"/Alt" + pdfdoc.format(pdfdoc.PDFString(self.alt), doc) if self.alt else b""
        return entry.encode("latin-1") + alt + b">>"


class StructRoot(pdfdoc.PDFObject):
    """The root of the tree, and the way back from marked runs to their elements."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.shown = ""
        self.document = Elem("Document", self)
        self.parents: list[Elem | list[Elem]] = []  # by StructParent(s) number: a link, or the runs of a page

    def format(self, doc: pdfdoc.PDFDocument) -> bytes:
        """The root as PDF source."""
        nums = " ".join(
            f"{at} [{' '.join([_ref(elem, doc) for elem in owner])}]" if isinstance(owner, list)
            else f"{at} {_ref(owner, doc)}"
            for at, owner in enumerate(self.parents)
        )  # fmt: skip
        return (
            f"<</Type/StructTreeRoot/K[{_ref(self.document, doc)}]/ParentTreeNextKey {len(self.parents)}"
            f"/ParentTree<</Nums[{nums}]>>>>"
        ).encode("latin-1")


def _kid(kid: Elem | tuple[str, int | str], page: str | None, doc: pdfdoc.PDFDocument) -> str:
    if isinstance(kid, Elem):
        return _ref(kid, doc)
    where, what = kid
    if isinstance(what, str):
        return f"<</Type/OBJR/Pg {_named(where, doc)}/Obj {_named(what, doc)}>>"
    return str(what) if where == page else f"<</Type/MCR/Pg {_named(where, doc)}/MCID {what}>>"


def _ref(target: Elem | StructRoot, doc: pdfdoc.PDFDocument) -> str:
    """The reference to an element; asked for several times, so it is kept."""
    if not target.shown:
        reference = doc.Reference(target)  # type: ignore[no-untyped-call]
        target.shown = bytes(pdfdoc.format(reference, doc)).decode("latin-1")
    return target.shown


def _named(name: str, doc: pdfdoc.PDFDocument) -> str:
    return bytes(pdfdoc.format(pdfdoc.PDFObjectReference(name), doc)).decode("latin-1")
