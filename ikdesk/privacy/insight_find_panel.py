"""The first step of an insight: whom it is about."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.people.model import Person
from ikdesk.people.queries import names_of
from ikdesk.privacy.insight_model import Candidate, Search, Staff, bare
from ikdesk.privacy.insight_queries import about_person, candidates, staff_told
from ikdesk.privacy.mention_queries import mentioned_in
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField
from ikdesk.unit.queries import departments

_INITIALS = 4  # letters; what is longer is written as it was


@dataclass(frozen=True, slots=True)
class Found:
    """Whom it is about, and what may be about them."""

    about: str
    own: tuple[str, ...]  # the words that are theirs
    rows: tuple[Candidate, ...]
    staff: Staff | None = None
    elsewhere: tuple[str, ...] = ()  # what else may name them


class FindPanel(QWidget):
    """Initials or a number, perhaps when and where; or somebody who can unlock. ``found(Found)``."""

    found = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._build()
        self._connect()
        self._on_who()

    def _build(self) -> None:
        self.who = ChoiceGroup(_("Hvem ber om innsyn?"), [
            Option("child", str(_("Barn, elev eller foresatt"))), Option("staff", str(_("Ansatt eller bruker"))),
        ])  # fmt: skip
        self.who.set_value("child")
        self.initials = TextField(width=150)
        self.initials.setMaxLength(20)
        rooms = [Option(str(row.id), row.name) for row in self._desk.read(departments, closed=True)]
        self.department = Dropdown(_("Avdeling"), rooms, none="–", width=200)
        self.first, self.last = (DateField(self._desk.today, chips=False, with_echo=False) for _end in range(2))
        self.person = Dropdown(_("Hvem?"), self._people(), none="–", width=240)
        self.go = PrimaryButton(str(_("Finn hendelser")), "search")
        self.setFocusProxy(self.who)
        self.initials_box = FieldBox(
            str(_("Initialer eller nummer")), self.initials,
            hint=str(_("Slik de står i feltet «Hvem gjelder det?». Punktum og store bokstaver spiller ingen rolle.")),
        )  # fmt: skip
        self.person_box = FieldBox(str(_("Hvem?")), self.person)
        self.boxes = [FieldBox(str(name), field) for name, field in (
            (_("Fra"), self.first), (_("Til"), self.last), (_("Avdeling"), self.department))]  # fmt: skip
        self._child, self._staff = QWidget(), QWidget()
        Column(self.initials_box, Row(*self.boxes, 1, spacing=16), spacing=12, parent=self._child)
        Column(self.person_box, spacing=12, parent=self._staff)
        page = ScrollPage(margins=(28, 0, 28, 18), spacing=14, widest=940)
        page.put(
            Label(str(_("Den det gjelder, har rett til å se det som er skrevet om dem, som regel innen en måned. Du "
                        "velger hva som virkelig gjelder dem, og ser svaret før det lages.")), "secondary"),
            Card(self.who, self._child, self._staff, Row(self.go, 1), spacing=14, padding=(20, 16, 20, 16)), 1,
        )  # fmt: skip
        Column(spacing=0, parent=self).put(page, 1)

    def _connect(self) -> None:
        self.who.changed.connect(self._on_who)
        self.go.clicked.connect(self._on_go)
        self.initials.returnPressed.connect(self._on_go)
        self._desk.changed.connect(self._on_changed)

    def _people(self) -> list[Option]:
        rows = sorted(self._desk.read(names_of).items(), key=lambda one: one[1].casefold())
        return [Option(str(key), name) for key, name in rows]

    def clear(self) -> None:
        """Forget whom it was about."""
        for field in (self.initials, self.first, self.last, self.department, self.person):
            field.set_value(None)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if Person in kinds:
            self.person.set_options(self._people())

    def _on_who(self) -> None:
        child = self.who.value() == "child"
        self._child.setVisible(child)
        self._staff.setVisible(not child)

    def _on_go(self) -> None:
        found = self._for_child() if self.who.value() == "child" else self._for_staff()
        if found is not None:
            self.found.emit(found)

    def _for_child(self) -> Found | None:
        initials, complaints = self.initials.value(), (self.first.complaint(), self.last.complaint())
        self.initials_box.set_error("" if initials else str(_("Skriv initialer eller nummer.")))
        for box, complaint in zip(self.boxes, complaints, strict=False):
            box.set_error(complaint)
        if not initials or any(complaints):
            return None
        room = Key(self.department.value()) if self.department.value() else None
        rows = self._desk.read(candidates, Search(initials, self.first.value(), self.last.value(), room))
        name = initials.upper() if len(bare(initials)) <= _INITIALS else initials
        return Found(name, (initials,), tuple(rows), elsewhere=self._desk.read(mentioned_in, (initials,)))

    def _for_staff(self) -> Found | None:
        chosen = self.person.value()
        self.person_box.set_error("" if chosen else str(_("Velg hvem det gjelder.")))
        if not chosen:
            return None
        staff = self._desk.read(staff_told, Key(chosen))
        rows = self._desk.read(about_person, Key(chosen))
        words = tuple(staff.name.split())
        return Found(staff.name, words, tuple(rows), staff, self._desk.read(mentioned_in, words))
