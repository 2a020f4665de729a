"""The PIN of the screen lock as it lies in the file: stretched, one for each person, outside history."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Base, Key, mapped_column


class StoredPin(Base):
    """What is kept of a person's PIN; both are empty where they go without."""

    __tablename__ = "pin"

    person_id: Mapped[Key] = mapped_column(ForeignKey("person.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    stretched: Mapped[bytes] = mapped_column(LargeBinary)
