"""Names in texts, in the window: which words are none here, and the list of those that were kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.find_model import PlainWord
from ikdesk.incidents.text_actions import keep_plain_word, remove_plain_word
from ikdesk.incidents.text_queries import PlainWordRow, plain_word_rows, words_of_unit
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import IconButton, SecondaryButton
from ikdesk.ui.cards import Card, SectionHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Row, Wrap
from ikdesk.ui.pointed import PlainWords
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField
from ikdesk.unit.model import Department, Place, Unit

_KINDS = {PlainWord, Place, Department, Unit}


class _Known(QObject):
    """What is no name here; asked for once, and anew when it has changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._plain: frozenset[str] | None = None
        desk.changed.connect(self._on_changed)

    def plain(self) -> frozenset[str]:
        """The words."""
        if self._plain is None:
            self._plain = self._desk.read(words_of_unit)
        return self._plain

    def keep(self, word: str) -> None:
        """One word more."""
        self._desk.write(keep_plain_word, word)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & _KINDS:
            self._plain = None


def words_for(desk: Desk) -> PlainWords:
    """What fields of this unit need to point out names.

    Args:
        desk: verbs.
    """
    known = desk.findChild(_Known) or _Known(desk)
    return PlainWords(known.plain, known.keep)


class PlainWordsCard(Card):
    """The words that are not pointed out as names, each with a way to take it away.

    Args:
        desk: verbs.
        tell: shows a toast.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__(spacing=8, padding=(20, 14, 20, 14))
        self._desk, self._tell = desk, tell
        self._inside: QWidget | None = None
        why = _("Disse ordene blir ikke pekt ut som navn når noen skriver. Stedene og avdelingene deres er alltid med.")
        self.word = TextField(width=220)
        self.add = SecondaryButton(str(_("Legg til")), "plus")
        self._box = FieldBox(_("Et ord som ikke er et navn"), self.word)
        line = Row(self._box, spacing=10)
        line.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        line.put(1)
        self.put(SectionHead(str(_("Ord som ikke er navn"))), Label(why, "secondary"), line)
        self.add.clicked.connect(self._on_add)
        self.word.returnPressed.connect(self._on_add)
        desk.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Show the words that are kept now."""
        if self._inside is not None:
            self.column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        rows = self._desk.read(plain_word_rows)
        none = Label(_("Ingen ennå."), "muted")
        self._inside = Wrap(*(self._line(row) for row in rows), spacing=8) if rows else none
        self.put(self._inside)

    def _line(self, row: PlainWordRow) -> QWidget:
        line = QWidget()
        away = IconButton(_("Pek ut «{word}» igjen").format(word=row.word), "x")
        away.clicked.connect(lambda _on=False: self._on_away(row))
        Row(Label(row.word, wrap=False), away, spacing=2, parent=line)
        return line

    def _on_add(self) -> None:
        try:
            self._desk.write(keep_plain_word, self.word.value())
        except Invalid as wrong:
            self._box.set_error(next(iter(wrong.messages.values())))
            return
        self._box.set_error("")
        said = _("«{word}» pekes ikke lenger ut som et navn.").format(word=self.word.value())
        self.word.set_value("")
        self._tell(said, *self._desk.undoing(said))

    def _on_away(self, row: PlainWordRow) -> None:
        self._desk.write(remove_plain_word, row.id)
        said = _("«{word}» pekes ut igjen.").format(word=row.word)
        self.word.setFocus()
        self._tell(said, *self._desk.undoing(said))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if PlainWord in kinds:
            self.reload()
