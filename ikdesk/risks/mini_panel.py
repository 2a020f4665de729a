"""The short assessment on one screen: what it is about, what can go wrong, and one press in the matrix."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from zlib import crc32

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.draft_panel import FormDrafts
from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Field
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.measures.effect_model import What
from ikdesk.risks.actions import record_mini
from ikdesk.risks.mini_hazards_panel import HazardsField
from ikdesk.risks.mini_log_panel import LogLine, spot_of
from ikdesk.risks.model import RiskAssessment
from ikdesk.risks.queries import unit_matrix
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, PageHead
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form, options_of
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField
from ikdesk.unit.equipment_queries import equipment_rows
from ikdesk.unit.queries import places

ASKED = ("title", "place_id", "activity", "worth", "participants", "next_review")
BESIDE = ("equipment_id", "routine_id", "aim")  # not asked here; saved as they were given
_YEAR = timedelta(days=365)  # until one looks again, where nobody says otherwise
_AHEAD = 365 * 2  # days ahead a day without a year may lie


class MiniForm(QWidget):
    """A short assessment. ``saved(key, sentence, undo)`` when it was kept, ``left(draft)`` when it was not.

    ``library()`` asks for the drafts there are.

    Args:
        desk: verbs.
        start: what is filled in already: attributes of ``RiskAssessment``, "routine_id", and "hazards" as
            ``record_mini`` takes them.
    """

    saved = Signal(object, str, object)
    left = Signal(object)
    library = Signal()

    def __init__(self, desk: Desk, start: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._desk, self.start = desk, dict(start or {})
        self._beside = {name: self.start[name] for name in BESIDE if self.start.get(name)}
        self.about = _about(self.start)
        self._build()
        self.drafts.begin({"next_review": desk.today + _YEAR} | _told(self.start))
        self._connect()
        self.look()

    def _build(self) -> None:
        desk, today = self._desk, self._desk.today
        rooms = [Option(str(row.id), row.name) for row in desk.read(places)]
        matrix = desk.read(unit_matrix)
        self.log = LogLine(desk, matrix)
        self.hazards = HazardsField(desk, matrix, self.log)
        fields = (*fields_of(RiskAssessment, *ASKED), Field("hazards", str(_("Farene"))))
        self.form = Form(fields, desk.codebook, today, made={
            "title": TextField(), "place_id": Dropdown("", rooms, none="–", width=190),
            "activity": Dropdown("", options_of(desk.codebook, "activity"), none="–", width=190),
            "worth": TextField(), "participants": TextField(), "hazards": self.hazards,
            "next_review": DateField(today, chips=False, with_echo=False, ahead=_AHEAD),
        }, spacing=7)  # fmt: skip
        for key in ASKED:
            self.form.box(key).set_hint("")  # all of it is seen at once
        self.form.point_out(words_for(desk), "title", "worth", "participants")
        self.saved_at = Label("", "secondary", wrap=False)
        self.drafts = FormDrafts(desk, self.form, self.saved_at, self.about)
        self.choose = SecondaryButton(str(_("Velg et utkast")), "book-open")
        page = ScrollPage(margins=(28, 10, 28, 6), spacing=6)
        page.put(PageHead(str(_("Kort risikovurdering")), self._sub(), self.saved_at, self.choose), self._asked(), 1)
        self.save, self.cancel = PrimaryButton(str(_("Lagre vurderingen")), "check"), QuietButton(str(_("Avbryt")))
        note = str(_("Ctrl+S lagrer · Esc avbryter"))
        self.footer = Footer(self.save, self.hazards.more, self.cancel, note=note, form=self.form)
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _sub(self) -> str:
        """How it is filled in; and what is known already and not asked."""
        said = [str(_("Tre spørsmål og én rute i matrisen. Én ting på hver linje, og ikke navn på barn."))]
        if "routine_id" in self._beside:
            said.append(str(_("Rutinen dere kom fra, regnes med som noe dere har.")))
        things = self._desk.read(equipment_rows, out=True) if "equipment_id" in self._beside else ()
        said += [_("Gjelder {name}.").format(name=one.name) for one in things if one.id == self._beside["equipment_id"]]
        return " ".join(said)

    def _asked(self) -> QWidget:
        box = self.form.box
        what, who = Row(spacing=12), Row(spacing=12)
        what.put(box("title"), 1)
        what.put(box("place_id"))
        what.put(box("activity"))
        who.put(box("worth"), 1)
        who.put(box("participants"), 1)
        who.put(box("next_review"))
        padding = (20, 8, 20, 10)
        self.form.column.put(Card(what, padding=padding))
        self.form.column.put(box("hazards"))
        self.form.column.put(Card(who, padding=padding))
        return self.form

    def _connect(self) -> None:
        self.form.changed.connect(self.look)
        self.hazards.turned.connect(self.look)
        self.log.taken.connect(self._on_taken)
        self.choose.clicked.connect(self.library)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Fill in a draft; what it says nothing of stays as it is.

        Args:
            values: as at the beginning.
        """
        self._beside |= {name: values[name] for name in BESIDE if values.get(name)}
        self.form.fill(_told(values))
        self.look()

    def keep_draft(self) -> None:
        """Write down what was written since the last time; what stood there from the start is no draft."""
        self.drafts.keep()

    @property
    def _spot(self) -> What:
        place, activity = (self.form.input(name).value() for name in ("place_id", "activity"))
        return spot_of(place, activity, self._beside.get("equipment_id"))

    def look(self) -> None:
        """Ask the log about the danger that is shown, at the place or in the activity that is chosen."""
        self.log.look(self._spot, self.hazards.now)
        self.hazards.box.matrix.suggest(*self.log.suggested)

    def _on_taken(self) -> None:
        """Choose the cell the log speaks of; what it does not speak of stays as it was chosen."""
        matrix = self.hazards.box.matrix
        matrix.set_value(self.log.place(self.hazards.now))
        matrix.changed.emit()
        matrix.setFocus()

    def _on_save(self) -> None:
        hazards = self.hazards.settle()
        try:
            values = self.form.values(also=self._missing)
            del values["hazards"]
            told = self.log.with_evidence(self._spot, hazards)
            key = self._desk.write(record_mini, self._stored(values), told)
        except Invalid as wrong:
            self._complain(wrong.messages)
            return
        said = str(_("Risikovurderingen er lagret."))
        undo = self._desk.undoing(said)
        self.drafts.throw_away()
        self.saved.emit(key, said, undo)

    def _missing(self, understood: Mapping[str, Any]) -> dict[str, str]:
        """All that is missing at once, so that nobody must save twice to be told."""
        wrong = {} if understood.get("title") else {"title": str(_("Skriv hva som skal vurderes."))}
        for number, one in enumerate(self.hazards.value()):
            if not one["title"]:
                wrong[f"title_{number}"] = str(_("Skriv hva som kan gå galt."))
        return {**wrong, **self.hazards.refused()}

    def _stored(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the form holds as attributes of an assessment."""
        place = Key(values["place_id"]) if values["place_id"] else None
        texts = {name: values[name] or "" for name in ("title", "worth", "participants")}
        return {**self._beside, **values, **texts, "place_id": place}

    def _complain(self, messages: Mapping[str, str]) -> None:
        rest = self.hazards.show_errors(messages)
        about = [said for key, said in messages.items() if key not in rest]
        self.form.show_errors({**rest, **({"hazards": " ".join(dict.fromkeys(about))} if about else {})})

    def _on_cancel(self) -> None:
        now = {**self._beside, **self.form.draft()} if self.drafts.begun else {}
        self.drafts.throw_away()
        self.left.emit(now)


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of an assessment as the form holds them."""
    told = {name: values[name] for name in (*ASKED, "hazards") if values.get(name)}
    return {**told, "place_id": str(told["place_id"])} if "place_id" in told else told


def _about(start: Mapping[str, Any]) -> str:
    """Where what is half written is kept: what was begun from a routine or a place does not meet what was begun freely.

    Args:
        start: what stood in the form from the beginning.
    """
    known = [f"{name}={start[name]}" for name in sorted(start) if start[name] and name != "hazards"]
    return f"risk:new:{crc32(';'.join(known).encode()):08x}" if known else "risk:new"
