"""The settings about the unit's code lists: which words people may choose."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import PlainWordsCard
from ikdesk.kernel.codes import Entry
from ikdesk.kernel.words import _, many
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.choices import CheckBox
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row, ScrollPage, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.unit.actions import hide_code
from ikdesk.unit.model import CodeEntry
from ikdesk.unit.queries import codebook

LISTS = {
    "event_type": _("Type hendelse"), "place": _("Standardsteder"), "activity": _("Aktivitet"),
    "mechanism": _("Hvordan det skjedde"), "injury_kind": _("Type skade"), "body_part": _("Kroppsdel"),
    "treatment": _("Behandling"), "cause": _("Årsak"), "conditions": _("Forhold"),
    "notified": _("Hvem som fikk beskjed"), "supervision": _("Voksen til stede"),
    "routine_status": _("Om rutinen ble fulgt"), "employment": _("Ansettelse"),
    "violence_kind": _("Vold og trusler mot ansatte"), "prevention": _("Hva ville hindret dette?"),
    "equipment_kind": _("Slags utstyr"),
}  # fmt: skip


class WordsPanel(QWidget):
    """Check boxes for the words of one list at a time; each is saved at once."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self.boxes: dict[str, CheckBox] = {}
        self._inside: QWidget | None = None
        self._build()
        self.name.changed.connect(self.reload)
        desk.changed.connect(self._on_changed)
        self.reload()

    def _build(self) -> None:
        known = self._desk.codebook.lists
        lists = [Option(code, str(title)) for code, title in LISTS.items() if code in known]
        self.name = Dropdown(_("Liste"), lists, width=260)
        self.count = Label("", "secondary", wrap=False)
        tip = _("Ta bort haken for ord dere ikke bruker, så blir listene kortere. Hendelser som har ordet, beholder "
                "det. Faste ord kan skjules, men ikke fjernes, så tallene kan sammenlignes over tid.")  # fmt: skip
        self._card = Card(spacing=4, padding=(20, 14, 20, 14))
        page = ScrollPage(margins=(28, 4, 28, 16), spacing=14)
        line = Row(FieldBox(_("Liste"), self.name), 1, self.count, spacing=16)
        self.plain = PlainWordsCard(self._desk, self._tell)
        page.put(Label(tip, "secondary"), line, self._card, self.plain, 1)
        Column(spacing=0, parent=self).put(page, 1)

    def reload(self) -> None:
        """Show the words of the list chosen."""
        entries = list(self._desk.codebook.lists.get(self.name.value() or "", {}).values())
        if self._inside is not None:
            self._card.column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self.boxes = {}
        self._inside = Wrap(*(self._line(entry) for entry in entries), spacing=6, least=290, most=3)
        self._card.put(self._inside)
        self._count(entries)

    def _count(self, entries: list[Entry]) -> None:
        shown = sum(not entry.hidden for entry in entries)
        self.count.say(many("{n} ord vises", "{n} ord vises", shown) + f" {_('av')} {len(entries)}")

    def _line(self, entry: Entry) -> QWidget:
        line = QWidget()
        box = CheckBox(entry.label)
        box.set_value(not entry.hidden)
        row = Row(spacing=8, margins=(0, 0, 14, 0), parent=line)
        row.put(box, 1)
        if entry.core:
            row.put(Pill(str(_("Fast")), "neutral", "lock"))
            box.setAccessibleDescription(str(_("Fast ord; kan skjules, men ikke fjernes.")))
        box.changed.connect(lambda: self._on_turned(entry))
        self.boxes[entry.code] = box
        return line

    def _on_turned(self, entry: Entry) -> None:
        if not any(box.value() for box in self.boxes.values()):
            self.boxes[entry.code].set_value(True)
            self._tell(str(_("Minst ett ord må vises.")))
            return
        name, hidden = self.name.value() or "", not self.boxes[entry.code].value()
        if self._desk.codebook.lists[name][entry.code].hidden == hidden:
            return  # nobody turned it: it shows what stands there
        self._desk.write(hide_code, name, entry.code, hidden=hidden)
        said = _("«{word}» er skjult.") if hidden else _("«{word}» vises igjen.")
        told = said.format(word=entry.label)
        self._tell(told, *self._desk.undoing(told))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if CodeEntry not in kinds:
            return
        self._desk.use_codebook(self._desk.read(codebook))
        entries = self._desk.codebook.lists.get(self.name.value() or "", {})
        for code, box in self.boxes.items():
            box.set_value(not entries[code].hidden)
        self._count(list(entries.values()))
