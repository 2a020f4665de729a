"""What stands beside the hazards of an assessment: who took part, its value, its versions, and how it was on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.tertial import year_to
from ikdesk.kernel.words import _, many, plain_date
from ikdesk.risks.view_model import RiskView, VersionRow
from ikdesk.statistics.key_model import COUNTED
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.dates import DateField
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Heading, Label


class AboutCard(Card):
    """What an assessment says of itself, in words; ``incidents(values)`` asks for what happened there.

    Args:
        view: the assessment.
        day: it is shown as it stood on.
    """

    incidents = Signal(dict)

    def __init__(self, view: RiskView, day: date) -> None:
        super().__init__(padding=(20, 14, 20, 16), spacing=8)
        self.put(Heading(str(_("Om vurderingen")), 2))
        for name, told in _told(view):
            words = Column(Label(name, "muted"), Label(told), spacing=0)
            self.put(words)
        if view.events:
            said = many("{n} hendelse siste 12 måneder", "{n} hendelser siste 12 måneder", view.events)
            see = QuietButton(str(_("Se hendelsene")), "clipboard-list", flush=True)
            see.clicked.connect(lambda: self.incidents.emit(_behind(view, day)))
            self.put(Column(Label(str(_("Fra loggen")), "muted"), Label(said), Row(see, 1), spacing=0))


def _behind(view: RiskView, day: date) -> dict[str, str]:
    """What the list of incidents is filtered by to show what happened there in the last twelve months."""
    target = view.row.target
    spot = {"place": target.place_id, "activity": target.activity, "equipment": target.equipment_id}
    found = {name: str(value) for name, value in spot.items() if value}
    return {**found, **COUNTED, "period": year_to(day).code}


def _told(view: RiskView) -> Iterator[tuple[str, str]]:
    row = view.row
    missing = str(_("Ikke skrevet ned ennå."))
    yield str(_("Hva er bra med det?")), view.worth or missing
    if view.aim:
        yield str(_("Hvor trygt skal det være?")), view.aim
    yield str(_("Hvem var med på vurderingen?")), view.participants or missing
    yield str(_("Vurdert den")), plain_date(row.assessed_on)
    if row.reviewed_on is not None:
        said = plain_date(row.reviewed_on)
        yield str(_("Sist sett på")), f"{said}. {view.review_note}" if view.review_note else said
    if row.closed_on is not None:
        yield str(_("Avsluttet")), f"{plain_date(row.closed_on)}. {view.closed_why}"


class VersionsCard(Card):
    """The approved versions, newest first. ``opened(version)`` to see one, ``printed(edition)`` for paper.

    Args:
        view: the assessment.
        papers: whether one may take files out.
    """

    opened = Signal(object)
    printed = Signal(int)

    def __init__(self, view: RiskView, *, papers: bool) -> None:
        super().__init__(padding=(20, 14, 20, 16), spacing=10)
        self._papers = papers
        self.put(Heading(str(_("Godkjente versjoner")), 2))
        if not view.versions:
            said = _("Ingen har godkjent vurderingen ennå. Når dere er enige, trykker dere Godkjenn.")
            self.put(Label(str(said), "secondary"))
        elif view.changed:
            self.put(Row(Pill(str(_("Endret etter siste godkjenning")), "warn", "pencil"), 1))
        for version in view.versions:
            self.put(self._version(version))

    def _version(self, version: VersionRow) -> QWidget:
        made = QWidget()
        said = _("Versjon {n}, {day}").format(n=version.edition, day=plain_date(version.approved_on))
        see = QuietButton(str(_("Vis")), "eye", flush=True)
        see.setAccessibleName(f"{_('Vis')}: {said}")
        see.clicked.connect(lambda _on=False: self.opened.emit(version))
        links = Row(see, spacing=14)
        if self._papers:
            paper = QuietButton(str(_("PDF")), "file-text", flush=True)
            paper.setAccessibleName(f"{_('PDF')}: {said}")
            paper.clicked.connect(lambda _on=False: self.printed.emit(version.edition))
            links.put(paper)
        links.put(1)
        column = Column(Label(said, "medium"), Label(version.approved_by, "secondary"), spacing=1, parent=made)
        if version.change_note:
            column.put(Label(version.change_note, "secondary"))
        column.put(links)
        return made


class ThenCard(Card):
    """Asks for a day; ``asked(day)`` shows the risk as it stood then."""

    asked = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__(padding=(20, 14, 20, 16), spacing=8)
        self.day = DateField(today, chips=False, latest=today)
        self.box = FieldBox(str(_("Hvilken dag?")), self.day)
        self.show_it = SecondaryButton(str(_("Vis risikoen den dagen")), "history")
        self.show_it.clicked.connect(self._on_asked)
        self._today = today
        self.put(Heading(str(_("Slik var det den …")), 2),
                 Label(str(_("Bare det som var vurdert, og tiltak som var i gang den dagen, teller.")), "secondary"),
                 self.box, Row(self.show_it, 1))  # fmt: skip

    def _on_asked(self) -> None:
        day = self.day.value()
        wrong = self.day.complaint() or ("" if day else str(_("Velg en dag.")))
        if day is not None and day > self._today:
            wrong = str(_("Dagen må være i dag eller tidligere."))
        self.box.set_error(wrong)
        if not wrong:
            self.asked.emit(day)
