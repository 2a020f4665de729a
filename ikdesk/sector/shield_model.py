"""What may be told of each unit by kind, kept beside what was collected, so that it is worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Index, Select, delete, insert, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ikdesk.sector.store_model import StoreBase

Cells = Sequence[int | None]


class ShieldRow(StoreBase):
    """One unit whose numbers by kind are known, all of them."""

    __tablename__ = "shield"
    __table_args__ = (Index("ix_shield_order", "sorts", "unit"),)

    unit: Mapped[str] = mapped_column(primary_key=True)
    sorts: Mapped[str] = mapped_column()
    block: Mapped[int] = mapped_column(default=0, index=True)  # those that were protected together
    numbers: Mapped[Any] = mapped_column(JSON, default=list)  # as they are; never told
    shown: Mapped[Any] = mapped_column(JSON, default=list)  # as they may be told; null is not told
    untold: Mapped[bool] = mapped_column(default=False, index=True)  # nothing of it is told


def clear_shield(store: Session) -> None:
    """Begin anew; the table is made where the file was opened before anybody asked for it."""
    StoreBase.metadata.create_all(store.connection(), tables=[StoreBase.metadata.tables[ShieldRow.__tablename__]])
    store.execute(delete(ShieldRow))


def shield_units(store: Session, units: Select[str, str]) -> None:
    """Say which units it is about.

    Args:
        units: what they are known by, and how their names are sorted.
    """
    store.execute(insert(ShieldRow).from_select(["unit", "sorts"], units))


def keep_shield(store: Session, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep what may be told of some units.

    Args:
        rows: fields of the table by name, ``unit`` among them.
    """
    store.execute(update(ShieldRow), list(rows))

