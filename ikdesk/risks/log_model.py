"""What the log says of how likely and how bad something is, in steps of the matrix with five."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.fields import Choice
from ikdesk.kernel.words import _
from ikdesk.measures.effect_model import What
from ikdesk.risks.at_model import InForce
from ikdesk.risks.rating_model import Outcome, Stage

FIVE = 5  # the log speaks in steps of the matrix with five


class Against(Choice):
    """How a rating stands to the log."""

    AGREES = _("Loggen sier det samme")
    TOO_LOW = _("Loggen sier at det skjer oftere")
    TOO_HIGH = _("Loggen sier at det skjer sjeldnere")
    TOO_MILD = _("Loggen sier at det går verre")
    SILENT = _("Loggen er for kort til å si noe")


@dataclass(frozen=True, slots=True)
class LogAsk:
    """One line of an assessment the log is asked about."""

    what: What  # the target of the assessment, with how it happens where the danger says so
    outcome: Outcome = Outcome.LIKELY
    stage: Stage | None = None  # of the rating that holds today; None: it is not rated
    probability: int | None = None  # of that rating, told in steps of five (``matrix_model.placed``)
    consequence: int | None = None
    measures: tuple[InForce, ...] = ()  # those its new barriers are; what was there before is part of how it was


@dataclass(frozen=True, slots=True)
class LogSaid:
    """What was counted for one line of an assessment, and what follows from it."""

    first: date  # of the time looked at
    last: date
    events: int  # the usual ending: all there; the worst: those at least as bad as it is rated
    months: int  # in use, of the time looked at
    used: float | None  # days in use, where they are written down
    by_season: tuple[tuple[str, int], ...]  # the seasons or years looked at, oldest first: name and how many
    low: int | None  # least step of probability that goes with it; None: too little is known
    likely: int | None
    high: int | None
    consequence: int | None  # the usual ending: the step in the middle of them; the worst: the worst ever seen
    against: Against = Against.SILENT
    lower: int | None = None  # the step since the measures began, where that is lower: a suggestion, never set
    lower_since: date | None = None
    lower_events: int = 0  # so many since then
    season: bool = False  # the place is in use for a part of the year: its seasons are counted, not calendar years
    least: int | None = None  # the worst ending: only those of this step of consequence or worse are counted
    since: date | None = None  # the measures that are part of the rating began then: nothing before it is counted
