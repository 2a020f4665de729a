"""What is left undone, in one list: rule by rule, each with what to do and a way there."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _, many
from ikdesk.review.line_panel import LOOKS_AT
from ikdesk.review.model import Finding, Rule
from ikdesk.review.queries import findings
from ikdesk.review.rule_panel import FEW, RulePanel
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, ScrollPage

_ANSWERED = {Rule.DONE_NOT_EVALUATED, Rule.EVALUATION_LATE}  # opened where one says whether it worked


class ReviewPage(QWidget):
    """The list.

    ``wants(key)`` asks for another page, ``wants_setting(key)`` for a part of the settings, and the others for what
    they are called by its key; ``wants_evaluation(key)`` for the question whether a measure worked.

    Args:
        desk: verbs.
    """

    wants = Signal(str)
    wants_incident = Signal(object)
    wants_measure = Signal(object)
    wants_evaluation = Signal(object)
    wants_routine = Signal(object)
    wants_focus = Signal(object)
    wants_equipment = Signal(object)
    wants_risk = Signal(object)
    wants_setting = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stale, self.rules = False, dict[Rule, RulePanel]()
        self.head = PageHead(str(_("Røntgen")), " ", *self._report())
        self.none = Card(EmptyState("circle-check", str(_("Ingenting står ugjort")), str(_(
            "Alle tiltak har noen som gjør dem og en dag, og ingenting har ventet for lenge."))))  # fmt: skip
        self.page, self._list = ScrollPage(), Column(spacing=16)
        self.page.put(self.head, self.none, self._list, 1)
        Column(self.page, spacing=0, parent=self)
        desk.changed.connect(self._on_changed)
        desk.settings_changed.connect(self._on_settings)
        self.reload()

    def _report(self) -> tuple[SecondaryButton, ...]:
        """The way back to what it is often read for."""
        if Right.EXPORT not in self._desk.viewer.rights:
            return ()
        button = SecondaryButton(str(_("Til tertialrapporten")), "file-text")
        button.clicked.connect(lambda _on=False: self.wants.emit("reports"))
        return (button,)

    def reload(self) -> None:
        """Look anew; what was unfolded stays so."""
        self._stale = False
        found, book = self._desk.read(findings), self._desk.codebook
        shown = {rule: panel.shown for rule, panel in self.rules.items()}
        for panel in self.rules.values():
            self._list.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self.rules = {}
        for rule, group in groupby(found, key=lambda one: one.rule):
            panel = RulePanel(rule, list(group), book, max(FEW, shown.get(rule, 0)))
            panel.opened.connect(self.open)
            self.rules[rule] = panel
            self._list.put(panel)
        self.none.setVisible(not found)
        self.head.say(str(_("Røntgen")), _sub(len(found)))

    def open(self, finding: Finding) -> None:
        """Go where something is put right.

        Args:
            finding: what was found.
        """
        kept: dict[str, SignalInstance] = {
            "measures": self.wants_evaluation if finding.rule in _ANSWERED else self.wants_measure,
            "incidents": self.wants_incident, "routines": self.wants_routine, "focus": self.wants_focus,
            "equipment": self.wants_equipment, "risks": self.wants_risk,
        }  # fmt: skip
        if finding.page in kept:
            kept[finding.page].emit(finding.key)
        elif finding.page == "places":
            self.wants_setting.emit(finding.page)
        else:
            self.wants.emit(finding.page)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown is read now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & LOOKS_AT:
            self._refresh()

    def _on_settings(self) -> None:
        self._stale = True  # the words of the lists may be others

    def _refresh(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True


def _sub(number: int) -> str:
    if not number:
        return str(_("Her står det som er glemt eller for sent ute."))
    told = many("{n} ting å se på", "{n} ting å se på", number)
    return _("{told}. Av hendelser uten årsak eller tiltak er bare de siste tolv månedene med.").format(told=told)
