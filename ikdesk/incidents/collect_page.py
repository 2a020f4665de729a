"""The collective list of small injuries: a line for each, saved all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.collect_actions import record_collected, undo_collected
from ikdesk.incidents.collect_grid_panel import Grid
from ikdesk.incidents.collect_lines_panel import LinesModel
from ikdesk.incidents.collect_model import KEYS, MOST, Line, sentences
from ikdesk.incidents.collect_note_panel import WAY_ON, CellNote
from ikdesk.incidents.collect_queries import often_of_late
from ikdesk.incidents.collect_words_panel import lexicon_of
from ikdesk.incidents.half_written_panel import HalfWritten
from ikdesk.incidents.queries import incident_detail
from ikdesk.incidents.text_actions import keep_plain_word
from ikdesk.incidents.text_queries import words_of_unit
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.personal import Sort
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _, many
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label, announce
from ikdesk.unit.model import Place

PAGE = "collect"
_SHOWN = 4  # sentences about what is wrong at a time


class CollectPage(QWidget):
    """The page "Samleskjema".

    ``left()`` when it was left, with its draft or without; ``wants(key)`` for another page.
    """

    left = Signal()
    wants = Signal(str)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._wrong: dict[tuple[int, str], str] = {}
        self._plain: frozenset[str] = frozenset()  # what is neither names nor numbers of anybody
        self.lines = LinesModel(lexicon_of(desk), desk.today)
        self.grid = Grid(self.lines)
        self.half = HalfWritten(desk, self._draft, self._fill, self.lines.changed)
        self._build()
        self._connect()
        self._know()
        self.half.begin(PAGE)
        self._on_moved(*self._here())

    def _build(self) -> None:
        self.print = SecondaryButton(str(_("Skriv ut tomt skjema")), "printer")
        self.note = CellNote()
        self.more = QuietButton(str(_("Ny linje")), "plus")
        self.remove = QuietButton(str(_("Fjern linjen")), "x")
        self.plain = QuietButton("", "check")
        self.full = QuietButton(str(_("Meld en full hendelse")), "external-link")
        self.save = PrimaryButton(str(_("Lagre alle")), "check")
        self.later = SecondaryButton(str(_("Fortsett senere")))
        self.cancel = QuietButton(str(_("Avbryt")))
        self.count = Label("", "secondary", wrap=False)
        self.footer = Footer(self.save, self.later, self.cancel, note=str(_("Ctrl+S lagrer · Esc går tilbake")))
        box = Card(spacing=0, padding=(2, 2, 2, 2))
        box.column.put(self.grid, 1)
        first = QWidget()
        told = str(_("Små skader som ble tatt hånd om på stedet. Skriv initialer, aldri navn."))
        column = Column(PageHead(_("Samleskjema"), told, self.print), self.half, spacing=10, margins=(28, 18, 28, 10),
                        parent=first)  # fmt: skip
        column.put(box, 1)
        column.put(self.note)
        column.put(Row(self.more, self.remove, self.full, self.plain, 1, self.count, spacing=8))
        whole = Column(spacing=0, parent=self)
        whole.put(first, 1)
        whole.put(self.footer)

    def _connect(self) -> None:
        self.grid.moved.connect(self._on_moved)
        self.grid.too_many.connect(self._on_too_many)
        self.grid.left.connect(lambda way: (self.more if way > 0 else self.print).setFocus(
            Qt.FocusReason.TabFocusReason))  # fmt: skip
        self.lines.changed.connect(self._on_lines)
        self.more.clicked.connect(self._on_more)
        self.remove.clicked.connect(self._on_remove)
        self.plain.clicked.connect(self._on_plain)
        self.full.clicked.connect(lambda: self.wants.emit("report"))
        self.print.clicked.connect(lambda: self.wants.emit("blank_collect"))
        self.save.clicked.connect(self._on_save)
        self.later.clicked.connect(self._on_later)
        self.cancel.clicked.connect(self._on_cancel)
        self._desk.changed.connect(self._on_changed)
        keys = {"Ctrl+S": self._on_save, "Ctrl+Return": self._on_save, "Ctrl+Delete": self._on_remove,
                "Esc": self._on_later}  # fmt: skip
        for said, act in keys.items():
            QShortcut(QKeySequence(said), self).activated.connect(act)

    def _know(self) -> None:
        plain = self._desk.read(words_of_unit) | self._plain
        self.lines.know(lexicon_of(self._desk), self._desk.read(often_of_late), plain)

    def keep_draft(self) -> None:
        """Write down what is half written, in a cell too."""
        self.grid.take_in()
        self.half.keep_draft()

    def _draft(self) -> dict[str, Any]:
        return {"lines": [dict(self.lines.lines[at]) for at in self.lines.begun()]}  # as they stand now, not later

    def _fill(self, written: Mapping[str, Any]) -> None:
        kept = [{key: str(line.get(key, "")) for key in KEYS} for line in written.get("lines", ())]
        self.lines.show_lines(kept)
        self.grid.stand(len(self.lines.lines) - 1, 1)

    def _here(self) -> tuple[int, int]:
        index = self.grid.currentIndex()
        return max(0, index.row()), max(0, index.column())

    def _on_moved(self, line: int, column: int) -> None:
        """Say what is wrong here, or worth a look; and which words can be chosen."""
        if line >= len(self.lines.lines):
            return
        key = KEYS[column]
        wrong, hint = self.lines.complaint(line, key), self.lines.pointed(line, key) or self.lines.advice_of(line)
        self.note.say(wrong, hint, self.lines.lexicon.choices[key][:6])
        found = self.lines.personal(line, key)
        self.plain.setVisible(bool(found))
        self.plain.say(str(WAY_ON[found[0].kind]) if found else "")
        if wrong or hint:
            announce(self.grid, wrong or hint)

    def _on_lines(self) -> None:
        n = len(self.lines.begun())
        self.count.say(many("{n} skade", "{n} skader", n) if n else "")
        mended = {(at, key): said for (at, key), said in self._wrong.items()
                  if at < len(self.lines.lines) and self.lines.complaint(at, key)}  # fmt: skip
        if mended != self._wrong:
            self._show_wrong(mended, take_focus=False)
        self._on_moved(*self._here())

    def _on_too_many(self, left: int) -> None:
        self._tell(_("Skjemaet har plass til {most} linjer. {n} fikk ikke plass: Lagre disse først, og lim inn resten "
                     "etterpå.").format(most=MOST, n=left))  # fmt: skip

    def _on_more(self) -> None:
        at = self.lines.add_line(len(self.lines.lines) - 1)
        self.grid.stand(at, 1)
        self.grid.setFocus()

    def _on_plain(self) -> None:
        """What is pointed out here is no name in this unit, or no number of anybody."""
        line, column = self._here()
        for one in self.lines.personal(line, KEYS[column]):
            if one.kind is Sort.NAME:
                self._desk.write(keep_plain_word, one.word)
            self._plain |= {one.word.casefold()}
        self._know()
        self._on_moved(line, column)
        self.grid.setFocus()

    def _on_remove(self) -> None:
        at, _column = self._here()
        taken = self.lines.take_line(at)
        self.grid.stand(min(at, len(self.lines.lines) - 1), 1)
        self.grid.setFocus()
        self._tell(str(_("Linjen er fjernet.")), str(_("Angre")), lambda: self.lines.put_line(at, taken))

    def _show_wrong(self, wrong: dict[tuple[int, str], str], *, take_focus: bool) -> None:
        self._wrong = dict(wrong)
        found = list(sentences(wrong, _SHOWN))
        items = [(said, partial(self._go_to, *where)) for said, where in found]
        rest = len(wrong) - len(found)
        if rest > 0:
            more = many("… og én ting til", "… og {n} ting til", rest)
            items.append((more, partial(self._go_to, *sorted(wrong)[_SHOWN])))
        self.footer.summary.show_items(items, take_focus=take_focus)

    def _go_to(self, line: int, key: str) -> None:
        self.grid.stand(line, KEYS.index(key))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        """Save all lines, or say which are wrong."""
        self.grid.take_in()
        wrong = self.lines.ask_for_all()
        begun = self.lines.begun()
        if wrong:
            self._show_wrong(wrong, take_focus=True)
            return
        if not begun:
            self._tell(str(_("Det er ingen linjer å lagre ennå.")))
            return
        try:
            keys = self._desk.write(record_collected, self.lines.values(), told_at=self._desk.clock.local())
        except Invalid as refused:
            placed = {key.partition(":")[::2]: said for key, said in refused.messages.items()}
            told = {(begun[int(at)], key if key in KEYS else KEYS[0]): said for (at, key), said in placed.items()}
            self.lines.refuse(told)
            self._show_wrong(told, take_focus=True)
            return
        self._on_saved(keys)

    def _on_saved(self, keys: tuple[Key, ...]) -> None:
        first, last = (self._number(key) for key in (keys[0], keys[-1]))
        said = many("Én skade er lagret", "{n} skader er lagret", len(keys)) + (
            f": {first}." if first == last else f": {first}–{last}.")  # fmt: skip
        own = () if Right.HANDLE in self._desk.viewer.rights else (undo_collected, keys)
        undo = self._desk.undoing(said, *own)
        self.half.done()
        self._show_wrong({}, take_focus=False)
        self._clear()
        self._tell(said, *undo)

    def _number(self, key: Key) -> str:
        found = self._desk.read(incident_detail, key)
        return found.number if found else ""

    def _clear(self) -> None:
        self.lines.show_lines([])
        self.grid.stand(0, 1)
        self.grid.setFocus()
        self._know()
        self.half.begin(PAGE)

    def _on_later(self) -> None:
        self.keep_draft()
        self.left.emit()

    def _on_cancel(self) -> None:
        thrown: list[Line] = self._draft()["lines"]
        self.half.done()
        self._show_wrong({}, take_focus=False)
        self._clear()
        if thrown:
            self._tell(str(_("Utkastet er kastet.")), str(_("Angre")), lambda: self._fill({"lines": thrown}))
        self.left.emit()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Place}:
            self._know()
