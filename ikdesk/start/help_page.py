"""The handbook in the window: sections to the left, searchable, the text to the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QKeySequence,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Page
from ikdesk.kernel.words import _, many
from ikdesk.start.handbook_model import Section, found, handbook
from ikdesk.ui.cards import Card, EmptyState, PageHead
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import SearchField
from ikdesk.ui.theme import BODY, SECTION, SEMIBOLD, TITLE, color, font, px

_SIZES = {1: TITLE * 0.9, 2: SECTION, 3: BODY}  # by level of heading
_LINE = 135  # per cent between lines
_WIDEST = 680  # logical pixels at 100 %: some 75 characters


class Reader(QTextBrowser):
    """Text to read; nothing in it is fetched from anywhere."""

    _text = ""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(str(_("Håndboken")))
        self.setMaximumWidth(px(_WIDEST))

    def show_text(self, text: str) -> None:
        """Show Markdown in the looks of the program."""
        self._text = text
        self.setFont(font())
        self.setStyleSheet("QTextBrowser { border: 0; background: transparent; padding: 0; }")
        self.document().setDefaultFont(font())
        self.setMarkdown(text)
        self._dress()
        self.verticalScrollBar().setValue(0)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing is loaded."""
        return None

    def changeEvent(self, event: QEvent) -> None:
        """Take the new sizes when the looks change."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and self._text:
            self._dress()

    def minimumSizeHint(self) -> QSize:
        """It may become small."""
        return QSize(px(260), px(160))

    def _dress(self) -> None:
        block = self.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            level, table = block.blockFormat().headingLevel(), cast("QTextTable | None", cursor.currentTable())
            if table is not None:
                _dress_table(table)
            form = QTextBlockFormat(block.blockFormat())
            form.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            form.setTopMargin(0 if table is not None or level == 1 else px(16) if level else px(3))
            form.setBottomMargin(px(2) if table is not None else px(6))
            cursor.setBlockFormat(form)
            _dress_words(block, level)
            block = block.next()


def _dress_words(block: QTextBlock, level: int) -> None:
    """Headings and bold words in the weights the font has, instead of smeared ones."""
    bold = [
        (at.fragment().position(), at.fragment().length()) for at in cast("Any", block)
        if level or at.fragment().charFormat().fontWeight() > SEMIBOLD
    ]  # fmt: skip
    for start, length in bold:
        cursor = QTextCursor(block)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        letters = QTextCharFormat()
        letters.setFont(font(_SIZES.get(level, BODY), SEMIBOLD))
        letters.setForeground(color("text"))
        cursor.mergeCharFormat(letters)


def _dress_table(table: QTextTable) -> None:
    form = table.format()
    form.setBorder(0)
    form.setCellPadding(px(4))
    table.setFormat(form)


class HelpPage(QWidget):
    """The handbook."""

    def __init__(self) -> None:
        super().__init__()
        self._sections = handbook()
        self._shown: tuple[Section, ...] = self._sections
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.words = SearchField(str(_("Søk i håndboken")), shortcut="Ctrl+F")
        self.rows = RowTable([Field("title", _("Emne"))], Codebook({}), self._fetch, identity="key")
        self.list = ListView(str(_("Emner")), self.rows, {"title": Width(0)})
        self.list.horizontalHeader().hide()
        self.count = Label("", "secondary", wrap=False)
        self.none = EmptyState("search", str(_("Ingen treff")), str(_("Prøv et annet ord.")))
        self.text = Reader()
        left = QWidget()
        left.setFixedWidth(px(270))
        box = Card(spacing=0, padding=(2, 6, 2, 6))
        box.column.put(self.list, 1)
        column = Column(self.words, spacing=10, parent=left)
        column.put(box, 1)
        column.put(self.count)
        right = Card(spacing=0, padding=(28, 20, 8, 12))
        right.column.put(self.text, 1)
        right.column.put(self.none, 1)
        body = Row(left, spacing=16)
        body.put(right, 1)
        whole = Column(PageHead(str(_("Hjelp")), str(_("F1 åpner emnet for siden du står på."))), spacing=14,
                       margins=(28, 20, 28, 20), parent=self)  # fmt: skip
        whole.put(body, 1)
        self.panes = [self.list, self.text]

    def _connect(self) -> None:
        self.words.changed.connect(self.reload)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _key: self.text.setFocus(Qt.FocusReason.OtherFocusReason))
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.words.setFocus)

    def reload(self) -> None:
        """Show the sections that have what was searched for."""
        self._shown = found(self._sections, self.words.value())
        self.rows.reload()
        searched = bool(self.words.value())
        self.count.say(many("{n} treff", "{n} treff", len(self._shown)) if searched else "")
        self.none.setVisible(not self._shown)
        self.text.setVisible(bool(self._shown))
        if self._shown and (searched or self.list.key is None):
            self.list.choose(self._shown[0].key)
            self._on_chosen(self._shown[0].key)

    def show_section(self, *keys: str) -> None:
        """Show a section; the first one of all when there is none.

        Args:
            keys: the part of a page one stands on, if it has any, and then the page itself.
        """
        self.words.set_value("")
        known = {section.key for section in self._sections}
        self.list.choose(next((key for key in keys if key in known), self._sections[0].key))

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[Section]:  # noqa: FBT001 (the table asks so)
        rows: Sequence[Section] = self._shown
        return Page(list(rows[first : first + size]), total=len(rows))

    def _on_chosen(self, key: str | None) -> None:
        section = next((one for one in self._sections if one.key == key), None)
        if section is None:
            return
        self.text.show_text(section.text)
        wanted = self.words.value().split()
        if wanted:
            self.text.find(wanted[0])
