"""The card "Mine meldinger": you reported – this happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.model import Status
from ikdesk.incidents.own_queries import CameOf, OwnReport
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import Text, _, many, plain_date, short_date
from ikdesk.measures.look_panel import status_pill
from ikdesk.start.small_panel import Entry, QuietState, SmallPanel
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner, Pill
from ikdesk.ui.layouts import Row
from ikdesk.ui.text import Label

FIRST = 5  # reports that are shown at once
_PILLS: dict[Status, tuple[Text, str, str]] = {
    Status.UNCONFIRMED: (_("Mottatt"), "info", "circle-check"),
    Status.REPORTED: (_("Mottatt"), "info", "circle-check"),
    Status.IN_PROGRESS: (_("Følges opp"), "warn", "clock"),
    Status.MEASURES_RUNNING: (_("Tiltak pågår"), "warn", "list-checks"),
    Status.CLOSED: (_("Ferdig"), "ok", "circle-check"),
    Status.WITHDRAWN: (_("Trukket"), "neutral", "undo-2"),
}


class OwnReportsPanel(SmallPanel):
    """One row for each report, newest first. ``reported()`` when somebody wants to report.

    ``undone(key)`` when one of them is to be taken back, ``outdated()`` when one can be no longer.
    """

    reported = Signal()
    undone = Signal(object)
    outdated = Signal()

    def __init__(self, codebook: Codebook) -> None:
        super().__init__(str(_("Du meldte – dette skjedde")))
        self._codebook = codebook
        self._reports: Sequence[OwnReport] = ()
        self._all = False
        self._moment = QTimer(self, singleShot=True)
        self._moment.timeout.connect(self.outdated)

    def use_codebook(self, codebook: Codebook) -> None:
        """Show the words of changed lists from now on."""
        self._codebook = codebook

    def show_reports(self, reports: Sequence[OwnReport], today: date) -> None:
        """Show these.

        Args:
            reports: newest first.
            today: the day it is.
        """
        self._reports = reports
        left = [report.undo_seconds for report in reports if report.may_undo]
        self._moment.stop()
        if left:
            self._moment.start(min(left) * 1000)
        shown = reports if self._all else reports[:FIRST]
        rows = [self._row(report, today) for report in shown]
        if len(shown) < len(reports):
            more = QuietButton(_("Vis alle {n}").format(n=len(reports)), "chevron-down")
            more.clicked.connect(lambda _on=False: self._on_all(today))
            foot = QWidget()
            Row(more, 1, margins=(10, 4, 14, 8), parent=foot)
            rows.append(foot)
        self.show_rows(rows or [QuietState(
            "clipboard-list", str(_("Du har ikke meldt noe ennå")),
            str(_("Når du melder noe, ser du her hva som skjer med det, og hva som ble gjort.")), "info",
        )])  # fmt: skip

    def _row(self, report: OwnReport, today: date) -> QWidget:
        kind = self._codebook.label("event_type", report.kind)
        words, tone, icon = _PILLS[report.status]
        about = [kind if report.story else "", short_date(report.occurred_on), report.place,
                 _("nr. {number}").format(number=report.number)]  # fmt: skip
        more: list[QWidget] = [Label(stands(report))]
        more += [_measure(one) for one in report.measures]
        if report.reply:
            more.append(Banner(_("Svar til deg: {reply}").format(reply=report.reply), "info", icon="info"))
        return Entry(
            "clipboard-list", "primary", report.story or kind, (" · ".join(part for part in about if part),),
            right=(Pill(str(words), tone, icon), *self._undo(report, report.story or kind)), more=more,
        )  # fmt: skip

    def _undo(self, report: OwnReport, what: str) -> Sequence[QWidget]:
        if not report.may_undo:
            return ()
        undo = QuietButton(str(_("Angre")), "undo-2")
        undo.setAccessibleName(_("Angre: {what}").format(what=what))
        undo.clicked.connect(lambda _on=False: self.undone.emit(report.id))
        return (undo,)

    def _on_all(self, today: date) -> None:
        self._all = True
        self.show_reports(self._reports, today)
        self.heading.setFocus()


def stands(report: OwnReport) -> str:
    """Where a report stands, in a sentence to the one who told it."""
    decided = len(report.measures)
    match report.status:
        case Status.CLOSED:
            day = plain_date(report.closed_at.date()) if report.closed_at else ""
            done = many("Det førte til dette tiltaket:", "Det førte til disse tiltakene:", decided) if decided else str(
                _("Det trengtes ikke noe nytt tiltak."))  # fmt: skip
            return f"{_('Avsluttet {day}.').format(day=day)} {done}" if day else done
        case Status.WITHDRAWN:
            return _("Trukket tilbake: {why}").format(why=report.withdrawn_why)
        case Status.REPORTED | Status.UNCONFIRMED:
            told = plain_date(report.reported_at.date()) if report.reported_at else ""
            return _("Meldt {day}. Lederen har fått den.").format(day=told) if told else str(_("Lederen har fått den."))
        case _ if decided:
            return many("Dette er bestemt fordi du meldte:", "Dette er bestemt fordi du meldte:", decided)
        case _:
            return str(_("Lederen følger det opp."))


def _measure(came: CameOf) -> QWidget:
    line = QWidget()
    row = Row(spacing=10, margins=(0, 1, 0, 1), parent=line)
    row.put(Label(f"• {came.title}"), 1)
    row.put(status_pill(came.status))
    return line
