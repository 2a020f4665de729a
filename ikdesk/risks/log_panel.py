"""What the log says beside the matrix: what was counted, what follows, and the cell it speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _
from ikdesk.measures.effect_model import Target
from ikdesk.risks.log_model import Against, LogSaid
from ikdesk.risks.log_sentences import YOURS, against_words, cell_words, log_words, lower_words, suggested
from ikdesk.risks.matrix_model import Matrix
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Banner, Card, Pill, SectionHead
from ikdesk.ui.layouts import Row
from ikdesk.ui.text import Label

_TONES = {Against.TOO_LOW: "warn", Against.TOO_MILD: "warn"}


class LogCard(Card):
    """What the log says of one line. ``taken(probability, consequence)`` when the cell it speaks of shall be chosen.

    Args:
        said: what was counted; None: nothing could be.
        target: of the danger, with how it happens.
        matrix: the unit's.
        codebook: the unit's lists.
        rated: whether there is a rating it can be laid beside.
    """

    taken = Signal(object, object)

    def __init__(
        self, said: LogSaid | None, target: Target, matrix: Matrix, codebook: Codebook, *, rated: bool
    ) -> None:
        super().__init__(padding=(20, 14, 20, 16), spacing=8)
        cell = cell_words(said, matrix)
        pills: Sequence[Pill] = [Pill(cell, "info", "-")] if cell else []
        self.put(SectionHead(str(_("Dette sier loggen")), *pills))
        self.put(Label(log_words(said, target, codebook, matrix)))
        if said is None:
            return
        if rated and said.against in _TONES:
            self.put(Banner(against_words(said), _TONES[said.against]))
        elif rated and said.against is not Against.SILENT:
            self.put(Label(against_words(said), "secondary"))
        if said.lower is not None:
            self.put(Banner(lower_words(said, matrix), "ok"))
        self.use = SecondaryButton(str(_("Bruk forslaget")), "check")
        likely, bad = suggested(said, matrix)
        self.use.clicked.connect(lambda: self.taken.emit(likely, bad))
        if cell:
            line = Row(self.use, spacing=10)
            line.put(Label(str(YOURS) if said.lower is None else "", "secondary"), 1)
            self.put(line)
