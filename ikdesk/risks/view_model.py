"""What is known about a risk assessment: the same value on its page, in the list, on paper and in the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ikdesk.kernel.base import Code
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.measures.effect_model import Target
from ikdesk.measures.model import MeasureStatus
from ikdesk.risks.at_model import InForce, Rated
from ikdesk.risks.log_model import LogSaid
from ikdesk.risks.matrix_model import Grade, Matrix
from ikdesk.risks.model import RiskForm, Side, Standing, Works
from ikdesk.risks.rating_model import Outcome


class RiskGroup(Choice):
    """Which assessments a list shows."""

    STANDING = _("Gjelder nå")
    DUE = _("Må ses på")
    CLOSED = _("Avsluttet")
    ALL = _("Alle")


class Lack(Choice):
    """What a risk lacks; each is a finding of the review, too."""

    NOT_RATED = _("Ikke vurdert i matrisen")
    NO_MEASURE = _("Rød eller gul, uten tiltak og uten at noen har godtatt den")
    LOWERED_BARE = _("Satt lavere uten noe tiltak bak")
    FELL_BACK = _("Et tiltak er stoppet, så risikoen er som før")
    LOG_DISAGREES = _("Loggen sier noe annet")
    ACCEPTANCE_OVER = _("Det er på tide å vurdere på nytt om den kan godtas")


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell of the unit's matrix."""

    probability: int
    consequence: int
    grade: Grade

    @property
    def product(self) -> int:
        """The number municipal forms ask for."""
        return self.probability * self.consequence


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One assessment as a line of a list."""

    id: Key
    title: str
    form: RiskForm
    target: Target
    assessed_on: date
    next_review: date | None
    reviewed_on: date | None
    closed_on: date | None
    edition: int  # of the last approved version; 0: never approved
    approved_on: date | None
    hazards: int  # that stand
    high: int  # rows of these that are red today
    medium: int
    worst: Mark | None  # the worst of them today; None: nothing is rated
    bare: int  # red or yellow rows without a measure, and not accepted
    unrated: int = 0  # rows nobody has judged

    def is_due(self, today: date) -> bool:
        """Whether it is time to look at it again."""
        return self.closed_on is None and self.next_review is not None and self.next_review <= today


@dataclass(frozen=True, slots=True)
class BarrierRow:
    """One barrier, with what it is tied to."""

    id: Key
    position: int
    title: str
    side: Side
    standing: Standing
    works: Works
    checked_on: date | None
    kind: Code | None
    role: Code | None
    against: str  # one of the causes or consequences; empty: all of them
    routine_id: Key | None = None
    routine: str = ""
    measure_id: Key | None = None
    measure_number: int = 0
    measure: str = ""
    measure_status: MeasureStatus | None = None  # as it stands today
    force: InForce | None = None  # when its measure was at work; None without one
    equipment_id: Key | None = None
    equipment: str = ""
    equipment_due: date | None = None  # when the thing should be checked
    measure_deadline: date | None = None


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """That somebody lives with a risk."""

    id: Key
    outcome: Outcome
    day: date
    accepted_by: str
    why: str
    review_on: date
    mark: Mark  # what was accepted


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One way a hazard may end, as a number in the matrix: where it was, is expected to be, and is."""

    number: int  # in the matrix and in the list; from 1 in the assessment
    hazard: Key
    outcome: Outcome
    before: Rated | None
    expected: Rated | None
    actual: Rated | None
    standing: Rated | None  # the one that holds today
    mark_before: Mark | None  # the same in the unit's matrix of today
    mark_expected: Mark | None
    mark: Mark | None  # of the one that holds today
    acceptance: AcceptanceRow | None  # the newest that holds for what stands today
    log: LogSaid | None  # None: the assessment is about nothing that can be counted
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class HazardView:
    """One thing that can go wrong."""

    id: Key
    position: int
    title: str
    mechanism: Code | None
    causes: tuple[str, ...]
    consequences: tuple[str, ...]
    judgement: str
    closed_on: date | None
    closed_why: str
    barriers: tuple[BarrierRow, ...]
    ratings: tuple[Rated, ...]  # all that were given, oldest first
    acceptances: tuple[AcceptanceRow, ...]  # newest first
    lines: tuple[RiskLine, ...]  # the usual ending first; the worst only where it is rated

    def on(self, side: Side) -> tuple[BarrierRow, ...]:
        """The barriers on a side."""
        return tuple(one for one in self.barriers if one.side is side)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """An approved version."""

    id: Key
    edition: int
    approved_on: date
    approved_by: str
    change_note: str


@dataclass(frozen=True, slots=True)
class RiskView:
    """Everything the page of an assessment says."""

    row: RiskRow
    worth: str
    aim: str
    participants: str
    review_note: str
    closed_why: str
    matrix: Matrix
    hazards: tuple[HazardView, ...]  # those that stand first
    versions: tuple[VersionRow, ...]  # newest first
    changed: bool  # something is other than in the last approved version
    events: int  # at its target, in the last twelve months; what all who work here may know
    last_edition: int = field(default=0, compare=False)  # the last number a version got, also one that was taken back

    @property
    def lines(self) -> tuple[RiskLine, ...]:
        """The numbers in the matrix: of the hazards that stand."""
        return tuple(line for hazard in self.hazards if hazard.closed_on is None for line in hazard.lines)


@dataclass(frozen=True, slots=True)
class RiskName:
    """An assessment and its hazards, to choose among."""

    id: Key
    title: str
    hazards: tuple[tuple[Key, str], ...]  # those that stand: key and title


@dataclass(frozen=True, slots=True)
class HazardAt:
    """One hazard, with the assessment it is in."""

    risk: RiskRow
    hazard: HazardView
