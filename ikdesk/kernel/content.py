"""Pictures and drawings inside the file: each locked with a key of its own, so that one can be destroyed for good."""

from __future__ import annotations

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from ikdesk.kernel.base import Base, new_key
from ikdesk.kernel.viewer import Key


class SealedContent(Base):
    """The bytes of one picture, locked; outside history, for they are never changed."""

    __tablename__ = "sealed_content"

    id: Mapped[Key] = mapped_column(primary_key=True, default=new_key)
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)  # None: destroyed
    box: Mapped[bytes | None] = mapped_column(LargeBinary)  # None: destroyed
