"""What is known of the reports while they are collected: laid in a file that is locked with a key nobody keeps.

It is no unit's data, and is gone when the documents are written. So thousands of units need no more memory than forty.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Index, Integer, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ikdesk.kernel.base import choice_type
from ikdesk.sector.wanted_model import FileState


class StoreBase(DeclarativeBase):
    """Root of the tables."""

    metadata = MetaData()


class FileRow(StoreBase):
    """One file that was looked into."""

    __tablename__ = "file"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # in the order they came
    name: Mapped[str] = mapped_column(String)  # of the file, without its folder
    state: Mapped[FileState] = mapped_column(choice_type(FileState), index=True)
    said: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String, default="", index=True)  # empty: it could not be read, or nobody knows
    unit_name: Mapped[str] = mapped_column(String, default="")
    period: Mapped[str] = mapped_column(String, default="")
    key: Mapped[bytes] = mapped_column(LargeBinary, default=b"")


class ReportRow(StoreBase):
    """One report that could be read, before it is known whether it is taken."""

    __tablename__ = "report"
    __table_args__ = (
        Index("ix_report_owner", "period", "audience", "status", "owner"),
        Index("ix_report_key", "period", "audience", "status", "key"),
    )  # some at a time, and never all of them again for each

    file: Mapped[int] = mapped_column(Integer, primary_key=True)
    unit: Mapped[str] = mapped_column(String)  # who it says it is from
    owner: Mapped[str] = mapped_column(String)  # who it is taken to be from; empty: nobody believes it
    name: Mapped[str] = mapped_column(String)
    folded: Mapped[str] = mapped_column(String)  # the name as it is compared
    organisation_number: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String)
    period: Mapped[str] = mapped_column(String)
    period_last: Mapped[date] = mapped_column()
    audience: Mapped[str] = mapped_column(String)
    status: Mapped[str] = mapped_column(String)
    version: Mapped[int] = mapped_column(Integer)
    checksum: Mapped[str] = mapped_column(String)
    key: Mapped[bytes] = mapped_column(LargeBinary)
    passings: Mapped[bytes] = mapped_column(LargeBinary)
    packed: Mapped[bytes] = mapped_column(LargeBinary)  # what it says for machines, packed


class UnitRow(StoreBase):
    """One unit whose report is taken."""

    __tablename__ = "unit"

    unit: Mapped[str] = mapped_column(String, primary_key=True)
    name: Mapped[str] = mapped_column(String)
    sorts: Mapped[str] = mapped_column(String, index=True)  # the name as the alphabet has it: the only order there is
    organisation_number: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String)
    file: Mapped[int] = mapped_column(Integer)
    key: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(Integer)
    checksum: Mapped[str] = mapped_column(String)
    made: Mapped[datetime] = mapped_column()  # UTC
    first: Mapped[date] = mapped_column()
    last: Mapped[date] = mapped_column()
    whole: Mapped[bool] = mapped_column()  # all days of the period were counted
    late: Mapped[bool] = mapped_column()  # made after the last day it was in time
    new: Mapped[bool] = mapped_column()  # nobody has received from it before
    passed_on: Mapped[bool] = mapped_column()  # its key is a new one that the one before has vouched for
    limits: Mapped[str] = mapped_column(Text)
    least: Mapped[int] = mapped_column(Integer)
    now: Mapped[int] = mapped_column(Integer)
    last_year: Mapped[int] = mapped_column(Integer)
    year: Mapped[int] = mapped_column(Integer)
    days_now: Mapped[int | None] = mapped_column(Integer)
    days_last_year: Mapped[int | None] = mapped_column(Integer)
    overdue: Mapped[int | None] = mapped_column(Integer)
    left_out: Mapped[str] = mapped_column(Text)  # keys of tables, with blanks between
    compares: Mapped[bool] = mapped_column(default=True)  # it had begun by the end of the same days last year


class LightRow(StoreBase):
    """One light of a unit's report."""

    __tablename__ = "light"
    __table_args__ = ({"sqlite_with_rowid": False},)

    unit: Mapped[str] = mapped_column(String, primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True)  # from 0: which of the lights it is
    label: Mapped[str] = mapped_column(String)
    state: Mapped[str] = mapped_column(String)
    text: Mapped[str] = mapped_column(Text)


class CountRow(StoreBase):
    """One row of a table of a unit's report; null: the unit does not tell it."""

    __tablename__ = "count"
    __table_args__ = ({"sqlite_with_rowid": False},)  # a unit's rows lie together: read from one end to the other

    unit: Mapped[str] = mapped_column(String, primary_key=True)
    table: Mapped[str] = mapped_column(String, primary_key=True)
    code: Mapped[str] = mapped_column(String, primary_key=True)
    place: Mapped[int] = mapped_column(Integer)  # of the row in the table, from 0
    label: Mapped[str] = mapped_column(String)
    now: Mapped[int | None] = mapped_column(Integer)
    last_year: Mapped[int | None] = mapped_column(Integer)
    year: Mapped[int | None] = mapped_column(Integer)


class DecisionRow(StoreBase):
    """Something a unit needs decided higher up."""

    __tablename__ = "decision"

    unit: Mapped[str] = mapped_column(String, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    consequence: Mapped[str] = mapped_column(Text)
    since: Mapped[date | None] = mapped_column()
    deadline: Mapped[date | None] = mapped_column(index=True)


class ExpectedRow(StoreBase):
    """One unit a report is waited for from."""

    __tablename__ = "expected"

    unit: Mapped[str] = mapped_column(String, primary_key=True)
    name: Mapped[str] = mapped_column(String)
    sorts: Mapped[str] = mapped_column(String, index=True)
    organisation_number: Mapped[str] = mapped_column(String)
    listed: Mapped[bool] = mapped_column()  # somebody wrote that it is waited for; else it was received from before


class Store(Protocol):
    """The file, open; each call is one transaction."""

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask: the question gets an open session first."""

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do: the action gets an open session first."""
