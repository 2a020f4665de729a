"""What the log says beside the matrix of the short form, while somebody chooses place and activity."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.base import Code
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.measures.effect_model import Target, What
from ikdesk.measures.sentences import spot_words
from ikdesk.risks.log_model import FIVE, Against, LogAsk, LogSaid
from ikdesk.risks.log_queries import log_of
from ikdesk.risks.log_sentences import (
    ALL_KINDS,
    NOTHING,
    TOO_LITTLE,
    against_words,
    consequence_words,
    counted_words,
    evidence_of_log,
    probability_words,
    suggested,
)
from ikdesk.risks.matrix_model import Matrix, placed
from ikdesk.risks.rating_model import Stage
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column
from ikdesk.unit.equipment_queries import equipment_rows
from ikdesk.unit.model import Season
from ikdesk.unit.queries import places

_WORSE = {Against.TOO_LOW, Against.TOO_MILD}  # what is worth a word while somebody chooses


class LogLine(QWidget):
    """What was counted, and what follows from it. ``taken()`` when the cell it speaks of shall be chosen.

    Args:
        desk: verbs.
        matrix: the unit's.
    """

    taken = Signal()

    def __init__(self, desk: Desk, matrix: Matrix) -> None:
        super().__init__()
        self._desk, self._matrix = desk, matrix
        self._targets: dict[What, Target] = {}
        self._said: dict[LogAsk, LogSaid | None] = {}  # asked for once; nobody else writes while this form stands
        self.suggested: tuple[int | None, int | None] = (None, None)  # probability and consequence, in the unit's steps
        self.banner = Banner("", "info", icon="chart-column")
        self.use = QuietButton(str(_("Bruk forslaget")), "check")
        self.use.clicked.connect(self.taken)
        self.banner.add_links(self.use)
        Column(self.banner, parent=self)

    def look(self, spot: What, hazard: Mapping[str, Any]) -> None:
        """Tell what the log says of a danger.

        Args:
            spot: the place, the activity and the thing that are chosen.
            hazard: as ``record_mini`` takes it.
        """
        ask = self._ask(spot, hazard)
        if not any(spot):
            self.suggested = None, None
            self.use.hide()
            self.banner.say(str(_("Velg sted eller aktivitet øverst, så ser dere hva loggen sier.")))
            return
        if ask not in self._said:
            self._said[ask] = self._desk.read(log_of, [ask])[0]
        said = self._said[ask]
        self.suggested = suggested(said, self._matrix)
        words = self._words(said, self._target(ask.what))
        broad = said is not None and said.events and ask.what.mechanism is None
        self.banner.say(f"{words} {ALL_KINDS}" if broad else words)
        self.use.setVisible(self.place(hazard) is not None)

    def _words(self, said: LogSaid | None, target: Target) -> str:
        """In two sentences; where it was counted stands above, and all of it at the assessment afterwards."""
        if said is None:
            return str(NOTHING)
        book, matrix = self._desk.codebook, self._matrix
        counted = counted_words(said, target, book, matrix).removeprefix(f"{spot_words(target, book)}: ")
        counted = _("Loggen: {counted}").format(counted=counted)
        if said.against in _WORSE:
            return f"{counted} {against_words(said)}"
        if said.likely is None:
            return f"{counted} {TOO_LITTLE}"
        likely = probability_words(said.likely, matrix)
        if said.consequence is None:
            return f"{counted} " + _("Det svarer til {likely}, den stiplede raden.").format(likely=likely)
        bad = consequence_words(said.consequence, matrix)
        told = _("Det svarer til {likely} og konsekvens {bad}, den stiplede ruten.")
        return f"{counted} {told.format(likely=likely, bad=bad)}"

    def place(self, hazard: Mapping[str, Any]) -> tuple[int, int] | None:
        """The cell that is chosen when the suggestion is taken; None where there is none, or it is chosen already.

        Args:
            hazard: what the log does not speak of stays as it is.
        """
        likely, bad = self.suggested
        now = (hazard["probability"], hazard["consequence"])
        there = (likely or now[0], bad or now[1])
        if there[0] is None or there[1] is None or there == now:
            return None
        return there[0], there[1]

    def with_evidence(self, spot: What, hazards: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The dangers, each with what the log says of it now, so that one can see later what its rating rested on.

        Args:
            spot: as for ``look``.
            hazards: as ``record_mini`` takes them.
        """
        asks = [self._ask(spot, one) for one in hazards]
        told: list[dict[str, Any]] = []
        for ask, one, said in zip(asks, hazards, self._desk.read(log_of, asks), strict=True):
            kept = evidence_of_log(said, self._target(ask.what), self._desk.codebook, self._matrix)
            told.append({**one, "evidence": json.dumps(kept, ensure_ascii=False)})
        return told

    def _ask(self, spot: What, hazard: Mapping[str, Any]) -> LogAsk:
        mechanism = Code(hazard["mechanism"]) if hazard["mechanism"] else None
        size = hazard.get("size") or self._matrix.size
        cell = hazard["probability"], hazard["consequence"]
        likely, bad = (None if step is None else placed(step, size, FIVE) for step in cell)
        return LogAsk(spot._replace(mechanism=mechanism) if any(spot) else spot,
                      stage=Stage.BEFORE if likely else None, probability=likely, consequence=bad)  # fmt: skip

    def _target(self, what: What) -> Target:
        """What is counted, with the names it has today."""
        if what not in self._targets:
            row = next((row for row in self._desk.read(places) if row.id == what.place_id), None)
            things = self._desk.read(equipment_rows, out=True) if what.equipment_id else ()
            thing = next((one.name for one in things if one.id == what.equipment_id), "")
            self._targets[what] = Target(
                what.place_id, row.name if row else "", Code(row.standard) if row else None, what.activity,
                what.mechanism, row.season if row else Season.ALL_YEAR, what.equipment_id, thing,
            )  # fmt: skip
        return self._targets[what]


def spot_of(place: object, activity: object, equipment: object) -> What:
    """What a form asks the log about.

    Args:
        place: key of the place as the form holds it, or None.
        activity: its code, or None.
        equipment: key of the thing, or None.
    """
    return What(
        Key(str(place)) if place else None, Code(str(activity)) if activity else None, None,
        Key(str(equipment)) if equipment else None,
    )  # fmt: skip
