"""What can be done with a measure now: one next step that follows its life, and a few others."""

from __future__ import annotations

from dataclasses import dataclass

from ikdesk.kernel.words import Text, _
from ikdesk.measures.model import ANSWERS, Decision, MeasureStatus
from ikdesk.measures.queries import MeasureDetail
from ikdesk.measures.status_queries import ALREADY


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done, and the verb on its button."""

    code: str
    verb: Text
    icon: str = ""


ADOPT = Step("adopt", _("Vedta"), "check")
START = Step("start", _("Start"), "arrow-right")
FINISH = Step("finish", _("Gjennomført"), "check")
ANSWER = Step("answer", _("Virket det?"), "circle-question-mark")
ANSWER_AGAIN = Step("answer", _("Svar på nytt"), "circle-question-mark")
LOOK = Step("effect", _("Se om det virket"))
ROUTINE = Step("routine", _("Gjør til rutine"), "book-open")
FOLLOW = Step("follow", _("Nytt tiltak etter dette"), "plus")
CHANGE = Step("change", _("Endre"), "pencil")
REJECT = Step("reject", _("Forkast"))
REOPEN = Step("reopen", _("Ta det opp igjen"), "rotate-ccw")

Steps = tuple[list[Step], list[Step], list[Step]]  # primary (one at most), secondary, quiet
_NEXT = {MeasureStatus.PROPOSED: ADOPT, MeasureStatus.ADOPTED: START}


def steps_of(measure: MeasureDetail, *, became_routine: bool = False) -> Steps:
    """The buttons of a measure, the next step first.

    Args:
        measure: which one.
        became_routine: a routine has come of it; making another is no next step.
    """
    primary, secondary, quiet = _by_status(measure)
    if became_routine and ROUTINE in primary:
        return [], secondary, [ROUTINE, *quiet]
    return primary, secondary, quiet


def _by_status(measure: MeasureDetail) -> Steps:
    status = measure.status
    if status is MeasureStatus.REJECTED:
        return [REOPEN], [], [CHANGE]
    if status in ANSWERS:
        return _answered(measure)
    if measure.origin == ALREADY:  # it never began, and there is nothing to compare with
        return [ROUTINE], [], [CHANGE, REJECT]
    if status in _NEXT:
        return [_NEXT[status]], [], [CHANGE, REJECT]
    return _started(measure)


def _started(measure: MeasureDetail) -> Steps:
    """Under way, done, or waiting for the answer."""
    running = measure.stage is MeasureStatus.RUNNING
    if measure.status is MeasureStatus.RUNNING:
        return [FINISH], [LOOK], [CHANGE, ROUTINE, REJECT]
    if measure.status is MeasureStatus.DONE:  # the day has not come, so that nothing presses
        return [], [LOOK, ANSWER], [CHANGE, ROUTINE]
    return [ANSWER], [LOOK, *([FINISH] if running else [])], [CHANGE, ROUTINE, *([REJECT] if running else [])]


def _answered(measure: MeasureDetail) -> Steps:
    """After an evaluation: what it decided decides what comes next."""
    decision = measure.evaluations[0].decision if measure.evaluations else None
    if decision is Decision.CHANGE:
        return [FOLLOW], [ROUTINE, LOOK], [ANSWER_AGAIN, CHANGE]
    if decision is Decision.STOP:
        return [], [LOOK, FOLLOW], [ANSWER_AGAIN, CHANGE]
    return [ROUTINE], [LOOK], [ANSWER_AGAIN, CHANGE]
