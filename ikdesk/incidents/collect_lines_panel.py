"""The lines of the collective list as a table can show them: what stands in each cell, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ikdesk.incidents.collect_model import (
    COLUMNS,
    COPIED,
    KEYS,
    MOST,
    USUAL_GRADE,
    Lexicon,
    Line,
    Often,
    advice,
    is_blank,
    with_lines,
)
from ikdesk.kernel.personal import Found, Sort, found_in
from ikdesk.kernel.words import _, clean
from ikdesk.ui.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
WRONG, POINTED = Role.UserRole + 1, Role.UserRole + 2  # a sentence about what must be mended, or is worth a look
_NOWHERE = QModelIndex()
_ASKED = frozenset({"occurred_on", "place_id", "severity"})
_POINTED = {
    Sort.NAME: _("«{word}» ser ut som et navn. Skriv initialer."),
    Sort.BIRTH_NUMBER: _("Det ser ut som et fødselsnummer. Slett det før du lagrer."),
    Sort.PHONE: _("«{word}» ser ut som et telefonnummer. Trengs det her?"),
}


class LinesModel(QAbstractTableModel):
    """Lines that are written; ``changed()`` when something in them did."""

    changed = Signal()

    def __init__(self, lexicon: Lexicon, today: date) -> None:
        super().__init__()
        self._lexicon, self._today = lexicon, today
        self._often, self._plain = Often(), frozenset[str]()
        self.lines: list[Line] = [self.new_line()]
        self._refused: dict[tuple[int, str], str] = {}  # what was said when it could not be saved
        self._asked: set[int] = set()  # lines that had to be whole, since somebody wanted to save them
        self._advice: dict[int, str] = {}

    def know(self, lexicon: Lexicon, often: Often, plain: frozenset[str]) -> None:
        """Understand by these words from now on.

        Args:
            lexicon: what can be written.
            often: what happened of late.
            plain: words that are no names here.
        """
        self._lexicon, self._often, self._plain = lexicon, often, plain
        self._look_anew()

    @property
    def lexicon(self) -> Lexicon:
        """What can be written in the cells."""
        return self._lexicon

    def new_line(self, above: Line | None = None) -> Line:
        """A line nobody has begun on: the day and the place of the one above."""
        copied = {key: above.get(key, "") for key in COPIED} if above else {}
        fresh = {"occurred_on": self._lexicon.said("occurred_on", self._today)}
        return {**fresh, **copied, "severity": self._lexicon.said("severity", USUAL_GRADE)}

    def begun(self) -> list[int]:
        """The lines somebody has begun on."""
        return [at for at, line in enumerate(self.lines) if not is_blank(line)]

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines in place of those that were there; one at least."""
        self.beginResetModel()
        self.lines = [dict(line) for line in lines][:MOST] or [self.new_line()]
        self._refused, self._asked = {}, set()
        self.endResetModel()
        self._look_anew()
        self.changed.emit()

    def add_line(self, above: int) -> int:
        """A new line below another; where there is no room, the last one."""
        if len(self.lines) >= MOST:
            return len(self.lines) - 1
        at = above + 1
        self.beginInsertRows(_NOWHERE, at, at)
        self.lines.insert(at, self.new_line(self.lines[above] if 0 <= above < len(self.lines) else None))
        self._shift(at, 1)
        self.endInsertRows()
        self.changed.emit()
        return at

    def take_line(self, at: int) -> Line:
        """Take a line out, and give it back to whoever may want it again."""
        self.beginRemoveRows(_NOWHERE, at, at)
        taken = self.lines.pop(at)
        self._shift(at + 1, -1)
        self.endRemoveRows()
        if not self.lines:
            self.add_line(-1)
        self._look_anew()
        self.changed.emit()
        return taken

    def put_line(self, at: int, line: Line) -> None:
        """Put a line back where it was."""
        at = min(at, len(self.lines))
        self.beginInsertRows(_NOWHERE, at, at)
        self.lines.insert(at, line)
        self._shift(at, 1)
        self.endInsertRows()
        self._look_anew()
        self.changed.emit()

    def _shift(self, first: int, by: int) -> None:
        """What was said about the lines from one on is said about them where they are now."""
        gone = first - 1 if by < 0 else -1
        self._asked = {at + by if at >= first else at for at in self._asked if at != gone}
        kept = {where: said for where, said in self._refused.items() if where[0] != gone}
        self._refused = {(at + by if at >= first else at, key): said for (at, key), said in kept.items()}

    def paste(self, at: int, lines: Sequence[Line]) -> int:
        """Fill in lines from another program, from a line on; how many there was no room for is returned."""
        room = MOST - at
        self.beginResetModel()
        for step, line in enumerate(lines[:room]):
            written = {key: self._lexicon.completed(key, text) for key, text in line.items()}
            if at + step >= len(self.lines):
                self.lines.append(self.new_line(self.lines[-1] if "place_id" not in line else None))
            self.lines[at + step].update(written)
        self.endResetModel()
        self._look_anew()
        self.changed.emit()
        return max(0, len(lines) - room)

    def ask_for_all(self) -> dict[tuple[int, str], str]:
        """What is wrong with the lines somebody has begun on, by line and column; from now on it is said."""
        self._asked = set(self.begun())
        self._refused = {}
        found = {}
        for at in self.begun():
            found.update({(at, key): said for key, said in self._lexicon.values(self.lines[at])[1].items()})
            found.update({
                (at, key): str(_POINTED[Sort.BIRTH_NUMBER]) for key in KEYS
                if self._has(at, key, Sort.BIRTH_NUMBER) and (at, key) not in found
            })  # fmt: skip
        self._show_all()
        return found

    def refuse(self, said: dict[tuple[int, str], str]) -> None:
        """Say what was wrong when they were to be saved."""
        self._refused = dict(said)
        self._show_all()

    def values(self) -> list[dict[str, Any]]:
        """The lines somebody has begun on, as attributes of incidents."""
        return [self._lexicon.values(self.lines[at])[0] for at in self.begun()]

    def advice_of(self, at: int) -> str:
        """Why a line may deserve a report of its own, or nothing."""
        return self._advice.get(at, "")

    def complaint(self, at: int, key: str) -> str:
        """What must be mended in a cell, or nothing."""
        if (at, key) in self._refused:
            return self._refused[at, key]
        text = self.lines[at].get(key, "")
        if self._has(at, key, Sort.BIRTH_NUMBER):
            return str(_POINTED[Sort.BIRTH_NUMBER])
        if not text and key in _ASKED and at in self._asked:
            return self._lexicon.values(self.lines[at])[1].get(key, "")
        return self._lexicon.meant(key, text)[1]

    def pointed(self, at: int, key: str) -> str:
        """What is worth a look in a cell, and does not hinder saving."""
        found = self.personal(at, key)
        return str(_POINTED[found[0].kind]).format(word=found[0].word) if found else ""

    def personal(self, at: int, key: str) -> tuple[Found, ...]:
        """What looks like a name or a number of somebody in a cell."""
        return found_in(self.lines[at].get(key, ""), self._plain) if key in {"child", "story"} else ()

    def _has(self, at: int, key: str, sort: Sort) -> bool:
        return any(one.kind is sort for one in self.personal(at, key))

    def _look_anew(self) -> None:
        """Ask anew which lines may deserve a report of their own."""
        told = {at: self._lexicon.values(self.lines[at])[0] for at in self.begun()}
        often = with_lines(self._often, told.values(), self._today)
        self._advice = {at: said for at, values in told.items() if (said := advice(values, often))}
        self._show_all()

    def _show_all(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(KEYS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.lines) - 1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell is written in."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """What stands in a cell, and what is said of it."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        at, key = index.row(), KEYS[index.column()]
        text = self.lines[at].get(key, "")
        if role in {Role.DisplayRole, Role.EditRole}:
            return text
        wrong, pointed = self.complaint(at, key), self.pointed(at, key)
        if role == Role.AccessibleTextRole:
            named = f"{COLUMNS[index.column()].label}: {text or _('tom')}"
            return " ".join(filter(None, (f"{named}.", wrong or pointed)))
        if role == Role.ToolTipRole:
            return plain_tip(wrong or pointed)
        return {WRONG: wrong, POINTED: pointed}.get(role)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Write in a cell; words of the list are shown as they stand there."""
        at, key = index.row(), KEYS[index.column()]
        if role != Role.EditRole or not index.isValid():
            return False
        self.lines[at][key] = self._lexicon.completed(key, clean(str(value)))
        self._refused.pop((at, key), None)
        self._look_anew()
        self.changed.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """The names of the columns, and the numbers of the lines."""
        if role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return str(COLUMNS[section].label) if 0 <= section < len(COLUMNS) else None
        return f"{section + 1} !" if section in self._advice else str(section + 1)
