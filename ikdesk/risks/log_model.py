"""What the log says of how likely and how bad something is, in steps of the matrix with five."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.fields import Choice
from ikdesk.kernel.words import _


class Against(Choice):
    """How a rating stands to the log."""

    AGREES = _("Loggen sier det samme")
    TOO_LOW = _("Loggen sier at det skjer oftere")
    TOO_HIGH = _("Loggen sier at det skjer sjeldnere")
    TOO_MILD = _("Loggen sier at det går verre")
    SILENT = _("Loggen er for kort til å si noe")


@dataclass(frozen=True, slots=True)
class LogSaid:
    """What was counted for one line of an assessment, and what follows from it."""

    first: date  # of the time looked at
    last: date
    events: int  # of this line: at least as bad as its consequence; all of them where it is not rated
    months: int  # in use, of the time looked at
    used: float | None  # days in use, where they are written down
    by_season: tuple[tuple[str, int], ...]  # the last seasons or years, oldest first: name and how many
    low: int | None  # least step of probability that goes with it; None: too little is known
    likely: int | None
    high: int | None
    consequence: int | None  # the step most of them were, for the usual ending; the worst, for the worst
    against: Against = Against.SILENT
    lower: int | None = None  # the step since the measures began, where that is lower: a suggestion, never set
    lower_since: date | None = None
