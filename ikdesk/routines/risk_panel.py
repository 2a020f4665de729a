"""Beside a routine: the risk assessments it is an answer to, and the way to make one or tie it to one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.measures.ask_panel import ask_which
from ikdesk.risks.hazard_actions import add_barrier
from ikdesk.risks.model import Side, Standing
from ikdesk.risks.queries import risk_names, risks_of_routine
from ikdesk.risks.threads_panel import TIE, RiskThread, new_risk
from ikdesk.routines.model import RoutineStatus
from ikdesk.routines.queries import RoutineDetail
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column
from ikdesk.ui.option import Option
from ikdesk.ui.text import Heading

_LONG = 90  # characters of a name in a list that folds out


class RoutineRisks(QWidget):
    """``opened(key)`` asks for an assessment, ``wanted(start)`` for a short one that begins with this.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
        routine: which.
    """

    opened = Signal(object)
    wanted = Signal(object)

    def __init__(self, desk: Desk, tell: Callable[..., None], routine: RoutineDetail) -> None:
        super().__init__()
        self._desk, self._tell, self._routine = desk, tell, routine
        rows = desk.read(risks_of_routine, routine.id)
        handles = Right.HANDLE in desk.viewer.rights and routine.status is not RoutineStatus.RETIRED
        empty = str(_("Ingen ennå. Hva kan gå galt, og hvorfor har vi rutinen?"))
        offers = {**new_risk(more=bool(rows)), **TIE} if handles else {}
        thread = RiskThread(rows, desk.today, empty, offers)
        thread.asks.connect(self._on_asked)
        Column(Heading(str(_("Risikovurdering bak rutinen")), 3), thread, spacing=7, parent=self)

    def _on_asked(self, what: str, about: object) -> None:
        match what:
            case "risk":
                self.opened.emit(about)
            case "tie_risk":
                self.tie()
            case _:
                self.wanted.emit({
                    "title": self._routine.shown.title, "place_id": self._routine.place_id,
                    "routine_id": self._routine.id,
                })  # fmt: skip

    def tie(self) -> None:
        """Say which danger it stands in the way of."""
        options = [
            Option(key, _short(f"{one.title}: {danger}"))
            for one in self._desk.read(risk_names) for key, danger in one.hazards
        ]  # fmt: skip
        if not options:
            self._tell(str(_("Det finnes ingen risikovurdering ennå. Lag en ny.")))
            return
        hazard = ask_which(
            self, str(_("Knytt til en vurdering")), str(_("Velg faren rutinen skal hindre.")), str(_("Knytt sammen")),
            options,
        )  # fmt: skip
        if hazard is None:
            return
        values = {"title": self._routine.shown.title, "side": Side.CAUSE, "standing": Standing.EXISTS,
                  "routine_id": self._routine.id}  # fmt: skip
        self._desk.write(add_barrier, hazard, values)
        said = str(_("Rutinen er knyttet til vurderingen."))
        self._tell(said, *self._desk.undoing(said))


def _short(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[:_LONG].rstrip()}…"
