"""What people keep so that they find and write faster: filters, words that are no names, and how long it takes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Base, Key, Record, attr, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _


class SavedFilter(Record):
    """A choice of incidents somebody comes back to."""

    __tablename__ = "saved_filter"
    __undone__ = Right.READ
    __page__ = "incidents"

    person_id: Mapped[Key | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = attr(_("Hva skal utvalget hete?"), type_=String(60))
    wanted: Mapped[str] = mapped_column(Text, default="{}")  # JSON

    def called(self) -> str:
        """Its name."""
        return _("Utvalget «{name}»").format(name=self.name)

    def check(self, today: date) -> None:
        """Raise Invalid unless it has a name."""
        super().check(today)
        if not self.name:
            raise Invalid(name=_("Skriv hva utvalget skal hete."))


class PlainWord(Record):
    """A word that looks like a name and is none; it is not pointed out again."""

    __tablename__ = "plain_word"
    __undone__ = Right.REPORT
    __page__ = "settings"

    word: Mapped[str] = attr(_("Ord som ikke er navn"), type_=String(60))  # small letters

    def called(self) -> str:
        """The word."""
        return f"«{self.word}»"


class Capture(Base):
    """How long it took from the form was opened to the receipt; nothing of whose or which report it was."""

    __tablename__ = "capture"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    month: Mapped[date] = mapped_column(index=True)  # the first day of the month it was in
    seconds: Mapped[int] = mapped_column()
