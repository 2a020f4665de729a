"""The questions about an incident: the same ones, laid out alike, whether the program is locked or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.lock.inputs import KindInput, PlaceInput, severity_input
from ikdesk.ui.cards import Banner, Card, SectionHead, TagPill
from ikdesk.ui.dates import DateField, TimeField
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import Dropdown, LongText
from ikdesk.ui.layouts import Row
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import px

SERIOUS = frozenset({"3", "4"})
_OPTIONAL = ("story", "done_at_once", "child", "department_id")


class ReportForm(Form):
    """What must be answered, and below it what may be told."""

    def __init__(
        self, fields: Iterable[Field], codebook: Codebook, today: date, beside_day: QWidget | None = None
    ) -> None:
        """Make the form.

        Args:
            fields: what somebody who reports is asked about.
            codebook: the unit's lists.
            today: what "i dag" is.
            beside_day: what stands to the right of the day and the time.
        """
        self.kind, self.place = KindInput(codebook), PlaceInput([])
        self.department = Dropdown(_("Avdeling"), [], none="–", width=170)
        super().__init__(fields, codebook, today, made={
            "kind": self.kind, "place_id": self.place, "severity": severity_input(codebook),
            "occurred_on": DateField(today, latest=today, with_echo=False), "occurred_time": TimeField(),
            "story": LongText(lines=2), "done_at_once": LongText(lines=2), "child": TextField(width=150),
            "department_id": self.department,
        })  # fmt: skip
        self.serious = Banner(
            str(_("Ring 113 først. Skriv etterpå. Gi lederen beskjed med en gang.")), "danger", icon="phone"
        )
        self.serious.setMinimumWidth(px(540))  # one line: the form stays on one screen
        self.serious.hide()  # the page puts it where it is seen, whatever is scrolled
        self._lay_out(beside_day)

    def offer(self, places: Sequence[tuple[str, str]], departments: Sequence[tuple[str, str]]) -> None:
        """Offer these places and departments.

        Args:
            places: keys and names, those that are shown first in front.
            departments: keys and names.
        """
        self.place.offer(places)
        self.department.set_options([Option(key, name) for key, name in departments])

    def show_serious(self) -> None:
        """Say what comes before writing, where it is that serious."""
        self.serious.setVisible(self.input("severity").value() in SERIOUS)

    def _lay_out(self, beside_day: QWidget | None) -> None:
        when = Row(self.box("occurred_on"), self.box("occurred_time"), spacing=16)
        if beside_day is not None:
            when.put(beside_day, 6)
            when.setAlignment(beside_day, Qt.AlignmentFlag.AlignBottom)
        when.addStretch(1)
        needed = Card(
            SectionHead(str(_("Det viktigste")), TagPill(required=True)),
            self.box("kind"), self.box("place_id"), when, self.box("severity"),
            spacing=6, padding=(20, 10, 20, 10),
        )  # fmt: skip
        more = Row(spacing=16)
        for key, share in zip(_OPTIONAL, (3, 2, 0, 0), strict=True):
            more.put(self.box(key), share)
            more.setAlignment(self.box(key), Qt.AlignmentFlag.AlignTop)
        optional = Card(
            SectionHead(str(_("Mer om hendelsen")), TagPill(required=False)), more,
            spacing=4, padding=(20, 8, 20, 8),
        )  # fmt: skip
        self.column.put(needed)
        self.column.put(optional)
