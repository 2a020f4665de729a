"""Pictures and drawings inside the file: each locked with a key of its own, so that one can be destroyed for good.

They stand neither in history nor in the search. Locked with XSalsa20-Poly1305 (NaCl's secretbox).
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from nacl.bindings import (
    crypto_secretbox,
    crypto_secretbox_KEYBYTES,
    crypto_secretbox_NONCEBYTES,
    crypto_secretbox_open,
)
from nacl.exceptions import CryptoError
from sqlalchemy import LargeBinary, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ikdesk.kernel.base import Base, new_key
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _

LARGEST = 20_000_000  # bytes of one picture as it is kept; what is made anew is far smaller
BEGINS = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}  # by format


class SealedContent(Base):
    """The bytes of one picture, locked; outside history, for they are never changed."""

    __tablename__ = "sealed_content"

    id: Mapped[Key] = mapped_column(primary_key=True, default=new_key)
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)  # None: destroyed
    box: Mapped[bytes | None] = mapped_column(LargeBinary)  # None: destroyed


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: made anew from its points, so that nothing is in it but what is seen.

    Args:
        data: the file.
        format: png or jpeg.
        width: pixels.
        height: pixels.
    """

    data: bytes
    format: str
    width: int
    height: int


def keep_picture(session: Session, picture: Picture) -> Key:
    """Keep a picture; its key comes back.

    Raises:
        Problem: it is none, or larger than any that was made anew.
    """
    begins = BEGINS.get(picture.format)
    if not begins or not picture.data.startswith(begins) or picture.width < 1 or picture.height < 1:
        raise Problem(_("Dette er ikke et bilde IKdesk kan ta vare på. Velg et annet."))
    if len(picture.data) > LARGEST:
        raise Problem(_("Bildet er for stort. Velg et mindre."))
    return keep(session, picture.data)


def keep(session: Session, data: bytes) -> Key:
    """Lock something with a key of its own, and keep it.

    Args:
        session: in which.
        data: what is kept.

    Returns:
        What it is asked for by.
    """
    key, (secret, box) = new_key(), lock(data)
    session.execute(insert(SealedContent), [{"id": key, "secret": secret, "box": box}])
    return key


def lock(data: bytes) -> tuple[bytes, bytes]:
    """A new key, and what it locks.

    Args:
        data: what is locked.
    """
    secret, nonce = os.urandom(crypto_secretbox_KEYBYTES), os.urandom(crypto_secretbox_NONCEBYTES)
    return secret, nonce + crypto_secretbox(data, nonce, secret)


def content_of(session: Session, key: Key | None) -> bytes | None:
    """What is kept under a key; None when it was destroyed, is damaged, or there is none.

    Args:
        session: in which.
        key: as ``keep`` gave it.
    """
    question = select(SealedContent.secret, SealedContent.box).where(SealedContent.id == key)
    row = session.execute(question).one_or_none() if key is not None else None
    return unlocked(*row) if row is not None else None


def unlocked(secret: bytes | None, box: bytes | None) -> bytes | None:
    """What lies in a locked box; None where it cannot be read.

    Args:
        secret: its key.
        box: the box.
    """
    if not secret or not box:
        return None
    nonce, locked = box[:crypto_secretbox_NONCEBYTES], box[crypto_secretbox_NONCEBYTES:]
    try:
        return crypto_secretbox_open(locked, nonce, secret)
    except (CryptoError, ValueError, TypeError):
        return None


def destroy(session: Session, key: Key | None) -> None:
    """Destroy what is kept under a key, and the key with it, for good."""
    if key is not None:
        session.execute(update(SealedContent).where(SealedContent.id == key).values(secret=None, box=None))
