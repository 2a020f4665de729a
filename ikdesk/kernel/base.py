"""How entities are written: one line for each attribute, and what every record has in common."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from typing import Any, ClassVar, NewType, cast

import uuid_utils.compat
from sqlalchemy import DateTime, Enum, Integer, MetaData, String, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice, Field
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean

Code = NewType("Code", str)
LONGEST = 20_000  # characters in a long text; more is refused, never cut
SHORT = 200  # characters in a one-line text
_BREAKS = re.compile(r"[ \t]*[\n\t][\s]*")

_NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Codes(TypeDecorator[tuple[str, ...]]):
    """Several codes in one attribute, kept as a JSON list."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Any) -> str:  # noqa: ARG002 (SQLAlchemy calls it so)
        """What is stored."""
        return json.dumps(list(value or ()), ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Any) -> tuple[str, ...]:  # noqa: ARG002 (as above)
        """What is read."""
        return tuple(json.loads(value)) if value else ()


def choice_type(choice: type[Choice]) -> TypeEngine[Any]:
    """The column type for the program's own states: the name in small letters is stored."""
    return Enum(choice, values_callable=lambda states: [state.code for state in states], native_enum=False, length=30)


def too_long(length: int, limit: int) -> str:
    """The sentence for a text there is no room for: it is refused, never cut.

    Args:
        length: characters it has.
        limit: characters it may have.
    """
    return _("Teksten er for lang: {n} tegn. Kort den ned til {limit}.").format(n=length, limit=limit)


class Base(DeclarativeBase):
    """Root of all tables."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it so)
        Key: Uuid(),
        Code: String(60),
        datetime: DateTime(),
        tuple[str, ...]: Codes(),
    }


def attr(
    label: str, *, hint: str = "", codes: str = "", long: bool = False, asked: bool = False, **column: Any
) -> MappedColumn[Any]:
    """One attribute: what it is called, what is asked, and its column.

    Args:
        label: what people read.
        hint: a line of help.
        codes: the code list its values are from.
        long: several lines of text.
        asked: a form demands it though a row may lack it.
        column: whatever ``mapped_column`` takes.
    """
    info = {"label": label, "hint": hint, "codes": codes, "long": long, "asked": asked}
    return mapped_column(info=info, **column)


def fields_of(entity: type[Base], *names: str) -> tuple[Field, ...]:
    """The fields of an entity as forms, tables, paper and workbooks want them.

    Args:
        entity: the class.
        names: which attributes, in this order; all that have a label when none is named.
    """
    columns = entity.__mapper__.columns
    keys = names or tuple(key for key in columns.keys() if columns[key].info.get("label"))  # noqa: SIM118
    return tuple(_field(key, columns[key]) for key in keys)


def _field(key: str, column: Any) -> Field:
    info = column.info
    return Field(
        key, info.get("label", key), _kind(column.type), info.get("hint", ""), info.get("codes", ""),
        info.get("long", False), _required(column), info.get("asked", False),
    )  # fmt: skip


def _required(column: Any) -> bool:
    return not column.nullable and column.default is None and column.server_default is None


def _kind(column_type: Any) -> type:
    if isinstance(column_type, Codes):
        return tuple
    if isinstance(column_type, Enum) and column_type.enum_class:
        return column_type.enum_class
    kind: type = column_type.python_type
    return kind if kind in {int, float, bool, date, datetime, time} else str


def new_key() -> Key:
    """A new key (UUIDv7, RFC 9562: sorts by the time it was made)."""
    return uuid_utils.compat.uuid7()


class Record(Base):
    """What every record has: a key, stamps, a version, and how it may be withdrawn."""

    __abstract__ = True
    __searched__: tuple[str, ...] = ()  # attributes whose words can be searched for
    __undone__: ClassVar[Right | None] = None  # what one must be allowed to undo something here; None: it cannot be
    __stops__: ClassVar[str] = _("Det siste du gjorde, kan ikke angres.")  # said where it cannot
    __fixed__: ClassVar[frozenset[str]] = frozenset()  # attributes of which that holds, too
    __part_of__: ClassVar[str] = ""  # the attribute with the key of what it goes with when both were made at once
    __page__: ClassVar[str] = ""  # where it is seen, as the window calls its pages
    __forgotten__: ClassVar[bool] = False  # once one of these is made, nothing done before it may be kept to undo it

    id: Mapped[Key] = mapped_column(primary_key=True, default=new_key)
    version: Mapped[int] = mapped_column(Integer, default=1)
    made_at: Mapped[datetime | None] = mapped_column()
    made_by: Mapped[Key | None] = mapped_column()
    changed_at: Mapped[datetime | None] = mapped_column()
    changed_by: Mapped[Key | None] = mapped_column()
    withdrawn_at: Mapped[datetime | None] = mapped_column()
    withdrawn_why: Mapped[str | None] = mapped_column(Text)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so; each entity gets its own)

    def __init__(self, **values: Any) -> None:
        """Make one; plain defaults hold from the start, so that rules can be asked before it is saved."""
        for key, column in type(self).__mapper__.columns.items():
            if key not in values and column.default is not None and column.default.is_scalar:
                values[key] = cast("Any", column.default).arg
        super().__init__(**values)

    def check(self, today: date) -> None:  # noqa: ARG002 (rules of the entities need it)
        """Raise Invalid unless everything that must be there is there; texts are cleaned on the way.

        Args:
            today: the day it is.
        """
        wrong: dict[str, str] = {}
        for key, column in type(self).__mapper__.columns.items():
            value = getattr(self, key)
            if isinstance(value, str) and not isinstance(value, Choice):
                value = clean(value)
                if column.info.get("label") and not column.info.get("long"):
                    value = _BREAKS.sub(" ", value)  # it is one line wherever it stands
                setattr(self, key, value)
                limit = LONGEST if column.info.get("long") else getattr(column.type, "length", None) or SHORT
                if column.info.get("label") and len(value) > limit:
                    wrong[key] = too_long(len(value), limit)
            elif value is None and column.info.get("label") and _required(column):
                wrong[key] = _("«{label}» må fylles ut.").format(label=str(column.info["label"]).rstrip("?"))
        if wrong:
            raise Invalid(**wrong)

    def called(self) -> str:
        """What it is called in a sentence."""
        return str(_("Opplysningen"))

    def hidden_from(self, by: Viewer) -> bool:  # noqa: ARG002 (an entity may need it)
        """Whether somebody may not know of it, whatever they are allowed.

        Args:
            by: who it is.
        """
        return False

    def unmake(self, why: str, at: datetime) -> None:
        """Take back that it was made, as if it had not been, so far as nothing is deleted.

        Args:
            why: the reason, in words.
            at: the moment, in UTC.
        """
        self.withdraw(why, at)

    def withdraw(self, why: str, at: datetime) -> None:
        """Take this out of use; it stays where it is, with the reason.

        Args:
            why: the reason, in words.
            at: the moment, in UTC.

        Raises:
            Invalid: there is no reason.
        """
        said = clean(why)
        if not said:
            raise Invalid(why=_("Skriv hvorfor den trekkes tilbake."))
        if len(said) > LONGEST:
            raise Invalid(why=too_long(len(said), LONGEST))
        self.withdrawn_at, self.withdrawn_why = at, said


__all__ = ["Base", "Code", "Codes", "Key", "Record", "attr", "choice_type", "fields_of", "mapped_column", "new_key"]
