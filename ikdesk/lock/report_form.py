"""The questions about an incident: the same ones, laid out alike, whether the program is locked or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.lock.inputs import KindInput, PlaceInput, severity_input
from ikdesk.lock.sensitive import Sensitive
from ikdesk.lock.sensitive_part import SensitivePart
from ikdesk.ui.cards import Banner, Card, SectionHead, TagPill
from ikdesk.ui.dates import DateField, TimeField
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import Dropdown, LongText
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import px

_ABOUT, _WHOM = "about_id", "child"
_STAFF = "staff"  # the tile of what happens to those who work here
SERIOUS = frozenset({"3", "4"})
_OPTIONAL = ("story", "done_at_once", "child", "department_id")


class ReportForm(Form):
    """What must be answered, and below it what may be told.

    ``followed(elsewhere)`` whenever what stands here was looked at anew: whether it must be told elsewhere.
    """

    followed = Signal(bool)

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
        self.whom = Dropdown(_("Hvem"), [], none=str(_("Nei, eller jeg vet ikke")), width=300)
        self._sensitive = Sensitive()
        asked = tuple(fields)
        super().__init__(asked, codebook, today, made={
            "kind": self.kind, "place_id": self.place, "severity": severity_input(codebook),
            "occurred_on": DateField(today, latest=today, with_echo=False), "occurred_time": TimeField(),
            "story": LongText(lines=2), "done_at_once": LongText(lines=2), "child": TextField(width=150),
            "department_id": self.department, "about_id": self.whom,
        })  # fmt: skip
        self.sensitive = SensitivePart(self.box(_ABOUT) if any(field.key == _ABOUT for field in asked) else None)
        self.serious = Banner(
            str(_("Ring 113 først. Skriv etterpå. Gi lederen beskjed med en gang.")), "danger", icon="phone"
        )
        self.serious.setMinimumWidth(px(540))  # one line: the form stays on one screen
        self.serious.hide()  # the page puts it where it is seen, whatever is scrolled
        self._lay_out(beside_day)
        self._codebook = codebook
        self._initials = next((str(field.hint) for field in asked if field.key == _WHOM), "")
        self.changed.connect(self._follow)

    def offer(self, places: Sequence[tuple[str, str]], departments: Sequence[tuple[str, str]]) -> None:
        """Offer these places and departments.

        Args:
            places: keys and names, those that are shown first in front.
            departments: keys and names.
        """
        self.place.offer(places)
        self.department.set_options([Option(key, name) for key, name in departments])

    def offer_people(self, sensitive: Sensitive) -> None:
        """Ask of some kinds whom they are about, and refuse what must not be told here.

        Args:
            sensitive: what must be known for that.
        """
        self._sensitive = sensitive
        self.whom.set_options([Option(key, name) for key, name in sensitive.people])
        self._follow()

    @property
    def elsewhere(self) -> bool:
        """Whether what stands here must not be kept: it is about the only leader."""
        return self._sensitive.elsewhere(self.draft())

    def fill(self, values: Mapping[str, Any]) -> None:
        """As ``Form.fill``."""
        super().fill(values)
        self._follow()

    def values(self, *, also: Callable[[dict[str, Any]], Mapping[str, str]] | None = None) -> dict[str, Any]:
        """As ``Form.values``; what must not be told is refused, whoever asks."""
        return super().values(also=lambda told: {**(also(told) if also else {}), **self._sensitive.wrong(told)})

    def _follow(self) -> None:
        staff = self._codebook.more("event_type", str(self.kind.value() or ""), "tile") == _STAFF
        self.box(_WHOM).set_hint(str(_("Stilling, ikke navn.")) if staff else self._initials)
        self.sensitive.follow(self._sensitive, {"kind": self.kind.value(), _ABOUT: self.whom.value()})
        elsewhere = self.elsewhere
        if elsewhere and self.complaints():
            self.show_errors({})  # there is nothing to mend in what is not saved here
        for part in (self._rest, self._optional):
            part.setVisible(not elsewhere)
        self._room.setVisible(elsewhere)
        self.show_serious()
        self.followed.emit(elsewhere)

    def show_serious(self) -> None:
        """Say what comes before writing, where it is that serious; never to tell the leader what is about them."""
        self.serious.setVisible(self.input("severity").value() in SERIOUS and not self.elsewhere)

    def _lay_out(self, beside_day: QWidget | None) -> None:
        when = Row(self.box("occurred_on"), self.box("occurred_time"), spacing=16)
        if beside_day is not None:
            when.put(beside_day, 6)
            when.setAlignment(beside_day, Qt.AlignmentFlag.AlignBottom)
        when.addStretch(1)
        self._rest = QWidget()  # what is not asked where it must be told elsewhere
        Column(self.box("place_id"), when, self.box("severity"), spacing=6, parent=self._rest)
        needed = Card(
            SectionHead(str(_("Det viktigste")), TagPill(required=True)),
            self.box("kind"), self.sensitive, self._rest, spacing=6, padding=(20, 10, 20, 10),
        )  # fmt: skip
        more = Row(spacing=16)
        for key, share in zip(_OPTIONAL, (3, 2, 0, 0), strict=True):
            more.put(self.box(key), share)
            more.setAlignment(self.box(key), Qt.AlignmentFlag.AlignTop)
        self._optional = Card(
            SectionHead(str(_("Mer om hendelsen")), TagPill(required=False)), more,
            spacing=4, padding=(20, 8, 20, 8),
        )  # fmt: skip
        self.column.put(needed)
        self.column.put(self._optional)
        self._room = QWidget()  # below the little that is left there, which would stand far apart
        self.column.put(self._room, 1)
