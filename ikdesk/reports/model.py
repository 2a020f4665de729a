"""Reports: the lines a leader writes for a period, and each time a report was written."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.reports.audience_model import Audience

LINES = 5  # "Kort fortalt" has room for so many
LONGEST_LINE = 600  # characters in one of them
LONGEST_TEXT = 2000  # characters in what the leader writes about the period
OWN = "own_"  # keys of lines that replace no generated sentence begin so
WORKED, WORKED_NOT = "eval_worked", "eval_not"  # keys of what the leader writes about the period …
PRIORITIES = ("priority_1", "priority_2", "priority_3")  # … and of what comes first in the next
EVALUATION = (WORKED, WORKED_NOT, *PRIORITIES)  # written once, and in every version that has no text of its own
FORMATS = ("pdf", "xlsx")


class ReportText(Record):
    """A line of "Kort fortalt" as the leader wrote it; it stands in place of the generated one with the same key."""

    __tablename__ = "report_text"
    __undone__ = Right.EXPORT
    __page__ = "reports"
    __table_args__ = (UniqueConstraint("period", "audience", "key"),)

    period: Mapped[str] = mapped_column(String(60))  # "2026-T1"
    audience: Mapped[Audience] = mapped_column(
        choice_type(Audience), default=Audience.MUNICIPALITY, server_default=Audience.MUNICIPALITY.code
    )
    key: Mapped[str] = mapped_column(String(60))  # which generated line it replaces, or "own_1", "own_2", …
    text: Mapped[str] = attr(
        _("Teksten i rapporten"), hint=_("Én linje. Tom betyr at linjen tas ut. Ikke navn."), type_=Text, long=True,
        default="",
    )  # fmt: skip
    generated: Mapped[str] = mapped_column(Text, default="", server_default="")  # what it replaced, as that was then

    def called(self) -> str:
        """What it is."""
        return str(_("Linjen i rapporten"))

    def check(self, today: date) -> None:
        """Raise Invalid unless this can stand in a report.

        Args:
            today: the day it is.
        """
        super().check(today)
        long = self.key in {WORKED, WORKED_NOT}
        parts = [" ".join(part.split()) for part in (self.text.splitlines() if long else (self.text,))]
        self.text = "\n".join(part for part in parts if part)
        limit = LONGEST_TEXT if long else LONGEST_LINE
        if len(self.text) > limit:
            said = _("Teksten er for lang: {n} tegn. Kort den ned til {limit}.") if long else _(
                "Linjen er for lang: {n} tegn. Kort den ned til {limit}."
            )
            raise Invalid(text=said.format(n=len(self.text), limit=limit))


class ReportMade(Record):
    """A report that was written as a draft: which day, for whom, in which formats."""

    __tablename__ = "report_made"
    __stops__ = _("En rapport som er laget, kan ikke angres. Lag en ny i stedet.")
    __page__ = "reports"
    __table_args__ = (UniqueConstraint("period", "edition"),)

    period: Mapped[str] = mapped_column(String(60), index=True)
    edition: Mapped[int] = attr(_("Versjon"), type_=Integer)  # counts the times it was written
    audience: Mapped[Audience] = mapped_column(
        choice_type(Audience), default=Audience.MUNICIPALITY, server_default=Audience.MUNICIPALITY.code
    )
    day: Mapped[date] = attr(_("Dato"))
    formats: Mapped[tuple[str, ...]] = attr(_("Formater"), default=())

    def check(self, today: date) -> None:
        """Raise Invalid unless it was written by today, as PDF or Excel.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong: dict[str, str] = {}
        if self.edition < 1:
            wrong["edition"] = _("Versjonen må være 1 eller høyere.")
        if self.day > today:
            wrong["day"] = _("Dagen må være i dag eller tidligere.")
        if not self.formats or set(self.formats) - set(FORMATS):
            wrong["formats"] = _("Velg PDF, Excel eller begge.")
        if wrong:
            raise Invalid(**wrong)
