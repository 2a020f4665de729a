"""Which tables each unit tells, in one row each: found in one pass, so that the sums need not look for it again."""

from __future__ import annotations

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ikdesk.sector.store_model import CountRow, StoreBase, UnitRow
from ikdesk.sector.told_model import FOLDED, TABLES


class TellingRow(StoreBase):
    """One table of one unit's report."""

    __tablename__ = "telling"

    unit: Mapped[str] = mapped_column(primary_key=True)
    table: Mapped[str] = mapped_column(primary_key=True, index=True)
    now: Mapped[int] = mapped_column()  # what the unit has in all
    last_year: Mapped[int] = mapped_column()
    whole: Mapped[bool] = mapped_column()  # each number of this period is told, under its own name
    folds: Mapped[bool] = mapped_column()  # some of this period are told in one line, under no name of their own
    folds_last_year: Mapped[bool] = mapped_column()


def told_number(whole: SQLColumnExpression[int], number: SQLColumnExpression[int | None]) -> ColumnElement[int | None]:
    """A number of a table; where the unit has none in all, each is 0, also where its report has no such column."""
    return case((whole == 0, 0), else_=number)


def note_tellings(store: Session) -> None:
    """Find out which tables each unit tells; the table is made where the file was opened before anybody asked."""
    StoreBase.metadata.create_all(store.connection(), tables=[StoreBase.metadata.tables[TellingRow.__tablename__]])
    store.execute(delete(TellingRow))
    folded = CountRow.code == FOLDED
    found = (
        select(
            CountRow.unit, CountRow.table, UnitRow.now, UnitRow.last_year,
            _every(and_(~folded, told_number(UnitRow.now, CountRow.now).is_not(None))),
            _any(and_(folded, _something(told_number(UnitRow.now, CountRow.now)))),
            _any(and_(folded, _something(told_number(UnitRow.last_year, CountRow.last_year)))),
        )
        .join(UnitRow, UnitRow.unit == CountRow.unit).where(CountRow.table.in_(TABLES))
        .group_by(CountRow.unit, CountRow.table)
    )  # fmt: skip
    store.execute(insert(TellingRow).from_select([column.name for column in TellingRow.__table__.columns], found))


def _something(number: ColumnElement[int | None]) -> ColumnElement[bool]:
    """It is not told, or above none."""
    return func.coalesce(number, 1) > 0


def _any(where: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(case((where, 1), else_=0))


def _every(where: ColumnElement[bool]) -> ColumnElement[int]:
    return func.min(case((where, 1), else_=0))
