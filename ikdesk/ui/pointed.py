"""Under a field: the names and numbers that stand in it and should not, with what one can do about each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from ikdesk.kernel.personal import Found, Sort, bare, found_in
from ikdesk.kernel.words import _, many
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.icons import Icon
from ikdesk.ui.inputs import LongText
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label, announce
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import color

PAUSE = 350  # milliseconds after the last key the text is looked through
_AFTER = {"", *".,;:!?"}  # what stands right after a word
MOST = 3  # lines; more would push the rest of the form away
_SAYS = {
    Sort.NAME: _("«{word}» ser ut som et navn. Skriv heller initialer."),
    Sort.PHONE: _("«{word}» ser ut som et telefonnummer."),
    Sort.BIRTH_NUMBER: _("«{word}» ser ut som et fødselsnummer. Ta det bort før du lagrer."),
}
_STAYS = {
    Sort.NAME: _("Ikke et navn"),
    Sort.PHONE: _("La det stå"),
    Sort.BIRTH_NUMBER: _("Det er ikke et fødselsnummer"),
}


@dataclass(frozen=True, slots=True)
class PlainWords:
    """What is no name here, and how one more word is kept."""

    plain: Callable[[], frozenset[str]] = frozenset
    keep: Callable[[str], object] | None = None  # None: it is remembered for as long as the form is there


class Pointed(QWidget):
    """What a text tells of somebody; hidden where it tells nothing. Names never stop anybody from saving.

    Args:
        field: what is written in.
        words: what is no name here.
    """

    quiet: type[QuietButton] = QuietButton  # what one can do about each is said on these

    def __init__(self, field: LongText | TextField, words: PlainWords | None = None) -> None:
        super().__init__()
        self._field, self._words = field, words or PlainWords()
        self._stays: set[str] = set()  # what somebody said may stand, in this text
        self._shown: tuple[tuple[str, Sort], ...] = ()
        self._lines: list[QWidget] = []
        self._column = Column(spacing=0, parent=self)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.look)
        field.changed.connect(self._soon.start)
        field.guard = self.complaint
        self.hide()
        self.look()

    @property
    def found(self) -> tuple[Found, ...]:
        """What stands in the text now, each time it stands there."""
        text = self._text()
        told = found_in(text, self._words.plain()) if text.strip() else ()  # an empty form asks for no words
        return tuple(one for one in told if _same(one) not in self._stays)

    def complaint(self) -> str:
        """What must be done before it is saved: a national identity number does not belong here."""
        if any(one.kind is Sort.BIRTH_NUMBER for one in self.found):
            return str(_("Ta bort fødselsnummeret, eller si at det ikke er et."))
        return ""

    def look(self) -> None:
        """Look through the text now."""
        self._soon.stop()
        if not self._text().strip():
            self._stays.clear()
        found = self.found
        self._mark(found)
        each = {(_same(one), one.kind): one for one in reversed(found)}
        if tuple(each) == self._shown:
            return
        new = [one for key, one in each.items() if key not in self._shown]
        self._shown = tuple(each)
        self._show(list(reversed(each.values())))
        if new and self.isVisible():
            announce(self, _SAYS[new[-1].kind].format(word=new[-1].word))

    def _show(self, found: list[Found]) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        first = sorted(found, key=lambda one: one.kind is not Sort.BIRTH_NUMBER)[:MOST]
        self._lines = [self._line(one) for one in first]
        if len(found) > MOST:
            rest = many("og {n} til i teksten", "og {n} til i teksten", len(found) - MOST)
            self._lines.append(Label(rest, "secondary"))
        for line in self._lines:
            self._column.put(line)
            line.show()
        self.setVisible(bool(found))

    def _line(self, one: Found) -> QWidget:
        serious = one.kind is Sort.BIRTH_NUMBER
        line = QWidget()
        mark = Icon("circle-alert", "danger", 17) if serious else Icon("eye", "warn", 17)
        row = Row(mark, spacing=6, parent=line)
        row.put(Label(_SAYS[one.kind].format(word=one.word), "error" if serious else "secondary"), 1)
        away, stays = self.quiet(str(_("Fjern"))), self.quiet(str(_STAYS[one.kind]))
        away.setAccessibleName(_("Fjern «{word}»").format(word=one.word))
        stays.setAccessibleName(f"{_STAYS[one.kind]}: «{one.word}»")
        away.clicked.connect(lambda _on=False: self.take_out(one))
        stays.clicked.connect(lambda _on=False: self.let_stand(one))
        row.put(stays)
        row.put(away)
        return line

    def take_out(self, one: Found) -> None:
        """Take a word out of the text wherever it stands."""
        for other in reversed(self.found):
            if _same(other) == _same(one):
                self._cut(other)
        self._settle()

    def let_stand(self, one: Found) -> None:
        """It tells of nobody: a name is kept as a word of the unit, a number for this text only."""
        self._stays.add(_same(one))
        if one.kind is Sort.NAME and self._words.keep is not None:
            self._words.keep(bare(one.word))
        self._settle()

    def _settle(self) -> None:
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look()
        if not self._shown:
            announce(self, str(_("Ingen flere navn eller nummer i teksten.")))

    def _text(self) -> str:
        return self._field.toPlainText() if isinstance(self._field, LongText) else self._field.text()

    def _cut(self, one: Found) -> None:
        text = self._text()
        start, end = one.start, one.end
        if text[start - 1 : start] in {"", " "} and text[end : end + 1] == " ":
            end += 1  # one of the blanks around it goes too
        elif text[start - 1 : start] == " " and text[end : end + 1] in _AFTER:
            start -= 1  # no blank before what ends a sentence
        if not isinstance(self._field, LongText):
            self._field.setText(text[:start] + text[end:])
            return
        cursor = self._cursor(start, end)
        cursor.removeSelectedText()  # Ctrl+Z in the field brings it back

    def _mark(self, found: Iterable[Found]) -> None:
        """Underline what was found, where the field can show it."""
        if not isinstance(self._field, LongText):
            return
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(color("warn"))
        marks = []
        for one in found:
            mark = QTextEdit.ExtraSelection()
            mark.format = look
            mark.cursor = self._cursor(one.start, one.end)
            marks.append(mark)
        self._field.setExtraSelections(marks)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        text = self._text()
        cursor = QTextCursor(self._field.document())  # type: ignore[union-attr]
        cursor.setPosition(_units(text[:start]))
        cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _units(text: str) -> int:
    """How many places Qt counts: letters beyond the first 65,536 take two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _same(one: Found) -> str:
    return bare(one.word) if one.kind is Sort.NAME else one.word
