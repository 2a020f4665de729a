"""The questions about an incident: the same ones, laid out alike, whether the program is locked or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.told import OTHERS, TICKED
from ikdesk.kernel.words import _
from ikdesk.lock.children import OthersInput
from ikdesk.lock.inputs import Checks, KindInput, PlaceInput, PotentialInput, SeverityInput
from ikdesk.lock.pointed import PointedInSight
from ikdesk.lock.sensitive import Sensitive
from ikdesk.lock.sensitive_part import SensitivePart
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner, Card, SectionHead, TagPill
from ikdesk.ui.dates import DateField, TimeField
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import Dropdown, LongText
from ikdesk.ui.layouts import Column, Row, Turning
from ikdesk.ui.option import Option
from ikdesk.ui.pointed import PlainWords
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import px

_ABOUT, _WHOM = "about_id", "child"
_STAFF = "staff"  # the tile of what happens to those who work here
SERIOUS = frozenset({"3", "4"})
_NEAR_MISS = "near_miss"
_MIGHT_HAVE = frozenset({_NEAR_MISS, "hazard"})  # tiles that ask how serious it could have become, whatever it was
_LUCKY = frozenset({"0", "1", "2"})  # and the grades that do
_GRADE, _POTENTIAL = "severity", "potential"


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
        self.kind, self.place = KindInput(codebook, headed=True), PlaceInput([])
        self.department = Dropdown(_("Avdeling"), [], none="–", width=150)
        self.whom = Dropdown(_("Hvem"), [], none=str(_("Nei, eller jeg vet ikke")), width=300)
        self._sensitive = Sensitive()
        asked = (*fields, OTHERS)
        self._asked = {field.key for field in asked}  # what an older program wrote down may ask less
        self.others = OthersInput()
        super().__init__(asked, codebook, today, made={
            "kind": self.kind, "place_id": self.place, _GRADE: SeverityInput(codebook),
            _POTENTIAL: PotentialInput(codebook), OTHERS.key: self.others,
            **{name: Checks(str(_("Hva er gjort?")), name, codebook) for name in TICKED},
            "occurred_on": DateField(today, latest=today, with_echo=False), "occurred_time": TimeField(),
            "story": LongText(lines=2), "done_at_once": LongText(lines=2), "child": TextField(width=104),
            "department_id": self.department, "about_id": self.whom,
        })  # fmt: skip
        self._kind_before: Any = None
        if _POTENTIAL in self._asked:
            self.box(_POTENTIAL).set_hint("")  # it is said by the chips, and takes a line
        self._guessed = False  # whether the grade was filled in by the form
        self.sensitive = SensitivePart(self.box(_ABOUT) if _ABOUT in self._asked else None)
        self.serious = Banner(
            str(_("Ring 113 først. Skriv etterpå. Gi lederen beskjed med en gang.")), "danger", icon="phone"
        )
        self.serious.setMinimumWidth(px(540))  # one line: the form stays on one screen
        self.card = QuietButton(str(_("Hva skal vi registrere?")), "circle-question-mark")
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

    def point_out(self, words: PlainWords, *keys: str) -> None:
        """Point out names and numbers in what is written, across the form below the fields, which are narrow.

        Args:
            words: what is no name here.
            keys: the fields; all that are written in where none is named.
        """
        for key in keys or ("story", "done_at_once", _WHOM):
            if key in self._asked:
                self._optional.put(PointedInSight(self.input(key), words))

    @property
    def elsewhere(self) -> bool:
        """Whether what stands here must not be kept: it is about the only leader."""
        return self._sensitive.elsewhere(self.draft())

    def fill(self, values: Mapping[str, Any]) -> None:
        """As ``Form.fill``."""
        super().fill(values)
        self._kind_before, self._guessed = self.kind.value(), False
        self._follow()

    def values(self, *, also: Callable[[dict[str, Any]], Mapping[str, str]] | None = None) -> dict[str, Any]:
        """As ``Form.values``; what must not be told is refused, whoever asks."""
        told = super().values(also=lambda told: {**(also(told) if also else {}), **self._sensitive.wrong(told)})
        for key in (_POTENTIAL, OTHERS.key, *TICKED):
            if key in self._asked and self.box(key).isHidden():  # it was asked of something else that was chosen first
                told[key] = None if key == _POTENTIAL else ()
        return told

    def _guess(self) -> None:
        """Nobody was hurt where it only nearly happened; the grade is filled in, and taken back with the kind."""
        kind, grade = self.kind.value(), self.input(_GRADE)
        if kind == self._kind_before:
            return
        self._kind_before = kind
        if kind == _NEAR_MISS and grade.value() is None:
            self._guessed = True
            grade.set_value("0")
        elif self._guessed:
            self._guessed = False
            grade.set_value(None if grade.value() == "0" else grade.value())

    def _show_what_is_asked(self, *, staff: bool) -> None:
        """Ask what makes sense of what was chosen, and leave out the rest."""
        grade, brief = self.input(_GRADE).value(), self.kind.value() in self._sensitive.brief
        might = self.kind.tile in _MIGHT_HAVE or grade in _LUCKY
        shown = {_POTENTIAL: grade is not None and might and not brief, OTHERS.key: not staff, **dict.fromkeys(
            TICKED, not staff and not brief)}  # fmt: skip
        for key in shown.keys() & self._asked:
            self.box(key).setVisible(shown[key])

    def _follow(self) -> None:
        self._guess()
        staff = self._codebook.more("event_type", str(self.kind.value() or ""), "tile") == _STAFF
        self.box(_WHOM).set_hint(str(_("Stilling, ikke navn.")) if staff else self._initials)
        self.box(_WHOM).setMinimumWidth(px(150) if staff else 0)  # nothing stands beside it that would give it room
        self._show_what_is_asked(staff=staff)
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
        self.serious.setVisible(self.input(_GRADE).value() in SERIOUS and not self.elsewhere)

    def _lay_out(self, beside_day: QWidget | None) -> None:
        when = Row(self.box("occurred_on"), self.box("occurred_time"), spacing=16)
        if beside_day is not None:
            when.put(beside_day, 6)
            when.setAlignment(beside_day, Qt.AlignmentFlag.AlignBottom)
        when.addStretch(1)
        self._rest = QWidget()  # what is not asked where it must be told elsewhere
        asked = [self.box(key) for key in ("place_id", _GRADE, _POTENTIAL) if key in self._asked]
        Column(asked[0], when, *asked[1:], spacing=6, parent=self._rest)
        self.head = SectionHead(str(_("Hva slags hendelse er det?")), TagPill(required=True), right=self.card)
        needed = Card(self.head, self.box("kind"), self.sensitive, self._rest, spacing=6, padding=(20, 8, 20, 10))
        self._optional = Card(self._optional_row(), spacing=4, padding=(20, 6, 20, 8))
        self._optional.column.insertWidget(0, self._optional_head())  # last to Tab: what happened is told first
        self.column.put(needed)
        self.column.put(self._optional)
        self._room = QWidget()  # below the little that is left there, which would stand far apart
        self.column.put(self._room, 1)

    def _optional_head(self) -> QWidget:
        """The chips stand in the heading: the form stays on one screen."""
        checks = QWidget()
        Row(*(self.box(name) for name in TICKED if name in self._asked), 1, spacing=8, parent=checks)
        return Turning(SectionHead(str(_("Mer om hendelsen")), TagPill(required=False)), checks, spacing=4)

    def _optional_row(self) -> QWidget:
        self.box(_WHOM).stand_beside(self.box(OTHERS.key))
        words, whom = QWidget(), QWidget()
        line = Row(spacing=16, parent=words)
        for key, share in (("story", 3), ("done_at_once", 2)):
            line.put(self.box(key), share)
        Row(self.box(_WHOM), self.box("department_id"), 1, spacing=16, parent=whom)
        return Turning(words, whom, spacing=16)
