"""On the page of a focus area: what was thought could go wrong there, how high it was, and how high it is now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from ikdesk.kernel.words import _, many
from ikdesk.risks.threads_panel import HazardLinks, new_risk
from ikdesk.risks.view_model import HazardAt
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.layouts import from_left
from ikdesk.ui.text import Heading, Label

MOST = 5  # dangers that are shown; the rest stand in the assessment


class RisksCard(Card):
    """``opened(key)`` asks for an assessment, ``wanted()`` for a new one.

    Args:
        hazards: the dangers there, the closest assessment first.
        handles: whoever looks may do more than read.
    """

    opened = Signal(object)
    wanted = Signal()

    def __init__(self, hazards: Sequence[HazardAt], *, handles: bool) -> None:
        super().__init__(padding=(20, 16, 20, 14), spacing=10)
        self.put(Heading(str(_("Risiko her")), 2))
        if hazards:
            links = HazardLinks(hazards[:MOST])
            links.opened.connect(self.opened)
            self.put(links)
        else:
            self.put(Label(_("Ingen har vurdert risikoen her ennå. Hva kan gå galt, og hva hindrer det?"), "secondary"))
        left = len(hazards) - MOST
        if left > 0:
            more = many("Og {n} fare til i vurderingene.", "Og {n} farer til i vurderingene.", left)
            self.put(Label(more, "secondary"))
        if handles:
            new = QuietButton(str(new_risk(more=bool(hazards))["new_risk"]), "plus", flush=True)
            new.clicked.connect(self.wanted)
            self.put(from_left(new))
