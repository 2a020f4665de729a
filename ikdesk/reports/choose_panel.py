"""Which report: of which period, for whom, and as which files a draft of it is written."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import _
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.audience_sentences import audience_words
from ikdesk.reports.period_panel import PeriodPanel
from ikdesk.reports.target_panel import TargetPanel
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.option import Option
from ikdesk.unit.queries import unit_row


class ChoosePanel(Card):
    """The latest tertial that is over, to the municipality, unless somebody chooses otherwise.

    ``changed()`` when another report is chosen.

    Args:
        desk: verbs.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=12, padding=(20, 14, 20, 14))
        unit = desk.read(unit_row)
        self.period = PeriodPanel(desk.today, unit.kind)
        asked = str(_("Hvem er rapporten til?"))
        whom = [Option(one.code, audience_words(one, unit.kind, unit.ownership)) for one in Audience]
        self.audiences = ChoiceGroup(asked, whom)
        self.audiences.set_value(Audience.MUNICIPALITY.code)
        self.target = TargetPanel(desk)
        self.put(self.period, FieldBox(asked, self.audiences), self.target)
        self.period.changed.connect(self.changed)
        self.audiences.changed.connect(self._on_audience)

    @property
    def wanted(self) -> Period:
        """The period."""
        return self.period.value()

    @property
    def audience(self) -> Audience:
        """Who it is for."""
        return Audience[str(self.audiences.value()).upper()]

    def choose(self, period: str, audience: Audience) -> None:
        """Choose a report.

        Args:
            period: the code of a period that is offered, or that has been delivered before.
            audience: who it is for.
        """
        self.period.choose(period)
        self.audiences.set_value(audience.code)

    def _on_audience(self) -> None:
        if self.audiences.value() is not None:
            self.changed.emit()
