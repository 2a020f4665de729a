"""A locked copy of a signed PDF that is kept already."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from ikdesk.paper.signed_pdf import locked_copy


def locked_pdf(data: bytes, password: str) -> bytes:
    """A copy that only opens with a password; the signed file travels inside it, byte for byte.

    Args:
        data: the signed file.
        password: opens the copy.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        stamp = str(pdf.docinfo["/CreationDate"])
    return locked_copy(data, password, stamp)
