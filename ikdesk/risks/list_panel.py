"""The risk assessments as a list, the due ones first, with the whole unit's matrix beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.model import Incident
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, many
from ikdesk.measures.model import Evaluation, Measure
from ikdesk.risks.cells_panel import CellsCard
from ikdesk.risks.counts_model import RiskCounts
from ikdesk.risks.mark_panel import MarkBadge
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment, RiskForm
from ikdesk.risks.rating_model import Rating, RiskAcceptance, RiskVersion
from ikdesk.risks.sentences import bare_words, edition_words, mark_said, review_tone, review_words, row_words
from ikdesk.risks.view_model import RiskGroup, RiskRow
from ikdesk.routines.model import Routine
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, Pill
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage, Turning, Wrap, first_in
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import SearchField
from ikdesk.ui.theme import color, px
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import ExposureDay, Place, SeasonTotal, Unit

SHOWS = {
    RiskAssessment, Hazard, Barrier, Rating, RiskAcceptance, RiskVersion, Measure, Evaluation, Incident, Place,
    Equipment, Routine, ExposureDay, SeasonTotal, Unit,
}  # fmt: skip
_SIDE = 430  # width of the matrix's column at 100 %
_NONE = {
    RiskGroup.STANDING: (_("Ingen gjelder nå"), _("Alle vurderingene er avsluttet. Begynn på en ny når det trengs.")),
    RiskGroup.DUE: (_("Ingenting venter"), _("Alle vurderingene er sett på i tide.")),
    RiskGroup.CLOSED: (_("Ingen er avsluttet"), _("Vurderinger dere avslutter, blir stående her med grunnen.")),
    RiskGroup.ALL: (_("Ingen risikovurderinger ennå"), _("Begynn med en aktivitet dere har snart.")),
}
_BELOW = 960  # width of the page under which the matrix stands below the list


class FilterLine(QWidget):
    """Which assessments the list shows. ``changed()`` when it shall show others."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        groups = [Option(group.code, group.label) for group in RiskGroup]
        self.group = ChoiceGroup(str(_("Hvilke vurderinger")), groups)
        self.words = SearchField(str(_("Søk i vurderingene")), shortcut="Ctrl+F")
        Column(Turning(self.words, self.group, below=760, spacing=12), parent=self)
        self.group.set_value(RiskGroup.STANDING.code)
        self.group.changed.connect(self.changed)
        self.words.asked.connect(self.changed)

    @property
    def wanted(self) -> tuple[RiskGroup, str]:
        """The group, and words that must be there."""
        code = self.group.value()
        return (RiskGroup.STANDING if code is None else RiskGroup[str(code).upper()]), self.words.value()

    def show_group(self, group: RiskGroup) -> None:
        """Choose a group and no words; the list is asked by the one who calls."""
        quiet = self.blockSignals(True)
        self.words.set_value("")
        self.words.wait_no_longer()
        self.group.set_value(group.code)
        self.blockSignals(quiet)


class ListPanel(ScrollPage):
    """The rows, and the matrix. ``opened(key)`` asks for an assessment, ``wanted()`` for a new one.

    ``library()`` asks for the drafts, ``reset()`` for all that hold.
    """

    first = 60  # rows that are shown at once
    opened = Signal(object)
    wanted = Signal()
    library = Signal()
    reset = Signal()

    def __init__(self) -> None:
        super().__init__(margins=(28, 0, 28, 18), spacing=14)
        self.asked: tuple[RiskGroup, str] = (RiskGroup.STANDING, "")  # what the rows were chosen by
        self.never = False  # there has never been any
        self._inside: QWidget | None = None
        self._links: dict[Key, SecondaryButton] = {}
        self.cells = CellsCard()
        self.cells.opened.connect(self.opened)
        left = QWidget()
        self._left = Column(spacing=8, parent=left)
        self._left.put(1)
        self._beside = Beside(left, self.cells, width=_SIDE, below=_BELOW)
        self._none = QWidget()
        self._empty_in = Column(parent=self._none)
        self.put(self._none, self._beside, 1)

    def show_risks(
        self, rows: Sequence[RiskRow], counts: RiskCounts, codebook: Codebook, today: date, *, handles: bool
    ) -> None:
        """Show these.

        Args:
            rows: the assessments the filter lets through.
            counts: all that holds today, for the matrix.
            codebook: the unit's lists.
            today: the day it is.
            handles: whether whoever looks may make new ones.
        """
        had = self._inside is not None and self._inside.isAncestorOf(self.focusWidget() or self)
        self._links = {}
        self._none.setVisible(self.never)
        self._beside.setVisible(not self.never)
        made = self._teaching(handles=handles) if self.never else self._list(rows, codebook, today)
        self._put(made, self._empty_in if self.never else self._left)
        self.cells.show_counts(counts)
        if had:
            self.begin()

    def begin(self, key: Key | None = None) -> None:
        """Go on at an assessment, or at the first."""
        link = self._links.get(key) if key is not None else None
        link = link or next(iter(self._links.values()), None)
        (link or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, made: QWidget, where: Column) -> None:
        old, self._inside = self._inside, made
        if old is not None:
            for column in (self._left, self._empty_in):
                column.removeWidget(old)
            old.hide()
            old.deleteLater()
        where.insertWidget(0, made)

    def _teaching(self, *, handles: bool) -> QWidget:
        text = str(_(
            "En risikovurdering (ROS) svarer på tre spørsmål: Hva kan gå galt, hva hindrer det, og hva gjør følgene "
            "små? Begynn med en aktivitet dere har snart. Den korte tar under ti minutter."
        ))  # fmt: skip
        made = EmptyState("shield-check", str(_("Ingen risikovurderinger ennå")), text,
                          str(_("Ny kort vurdering")) if handles else "")  # fmt: skip
        made.acted.connect(self.wanted)
        card = Card(made)
        if handles:
            drafts = QuietButton(str(_("Begynn med et utkast")), "book-open")
            drafts.clicked.connect(self.library)
            card.put(Row(1, drafts, 1))
        return card

    def _list(self, rows: Sequence[RiskRow], codebook: Codebook, today: date) -> QWidget:
        made = QWidget()
        column = Column(spacing=8, parent=made)
        if not rows:
            column.put(Card(self._no_rows()))
            return made
        card = Card(padding=(4, 6, 4, 6), spacing=0)
        for at, row in enumerate(rows[: self.first]):
            card.put(self._row(row, codebook, today, line=at > 0))
        column.put(card)
        column.put(Label(many("{n} vurdering", "{n} vurderinger", len(rows)), "secondary"))
        rest = rows[self.first :]
        if rest:
            more = SecondaryButton(many("Vis {n} til", "Vis {n} til", len(rest)))
            column.put(Row(more, 1))
            more.clicked.connect(lambda: self._show_rest(card, more, [self._row(row, codebook, today) for row in rest]))
        return made

    def _show_rest(self, card: Card, more: QWidget, lines: Sequence[QWidget]) -> None:
        """Show the others too, and go on there."""
        card.put(*lines)
        more.hide()
        first_in(lines[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _no_rows(self) -> QWidget:
        """That there are none, and what that means."""
        group, words = self.asked
        if words:
            title, text = _("Ingen treff"), _("Prøv færre ord, eller velg en annen gruppe.")
        else:
            title, text = _NONE[group]
        verb = "" if group is RiskGroup.STANDING and not words else str(_("Vis alle som gjelder"))
        none = EmptyState("search" if words else "shield-check", str(title), str(text), verb)
        none.acted.connect(self.reset)
        return none

    def _row(self, row: RiskRow, codebook: Codebook, today: date, *, line: bool = True) -> QWidget:
        link = SecondaryButton(str(_("Åpne")))
        said = _("Åpne risikovurderingen {name}. {mark}").format(name=row.title, mark=mark_said(row.worst))
        link.setAccessibleName(said)
        link.clicked.connect(lambda _on=False, key=row.id: self.opened.emit(key))
        self._links[row.id] = link
        troubled, when = review_tone(row, today) == "warn", review_words(row, today)
        state = [edition_words(row), row.form.label if row.form is RiskForm.MINI and not row.edition else "",
                 "" if troubled else when]  # fmt: skip
        told = Column(Label(row.title, "medium"), Label(row_words(row, codebook), "secondary"), spacing=1)
        told.put(Label(" · ".join(one for one in state if one), "secondary"))
        pills = [Pill(when, "warn", "calendar")] if troubled else []
        if row.bare:
            pills.append(Pill(bare_words(row), "danger" if row.high else "warn"))
        if pills:
            told.addSpacing(px(3))
            told.put(Wrap(*pills, spacing=6))
        return _Line(MarkBadge(row.worst), told, link, line=line)


class _Line(QWidget):
    """A row of a card, with a thin line above it."""

    def __init__(self, badge: QWidget, told: Column, link: QWidget, *, line: bool) -> None:
        super().__init__()
        self._line = line
        row = Row(spacing=14, margins=(14, 9, 14, 9), parent=self)
        row.put(badge)
        row.put(told, 1)
        row.put(link)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        if self._line:
            painter = QPainter(self)
            painter.fillRect(QRectF(1, 0, self.width() - 2, 1), color("border"))
            painter.end()
