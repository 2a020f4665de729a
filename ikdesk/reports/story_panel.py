"""A report read through on the screen: the same sections as on paper, as calm cards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.paper.story import Light, Section, Story, Table, is_number, words
from ikdesk.ui.cards import Card, FactLine, Pill
from ikdesk.ui.layouts import Column, Row, ScrollPage, Wrap
from ikdesk.ui.picture_view import PictureCard
from ikdesk.ui.plain_table import Grid, PlainTable
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import px

_TONES = {"green": "ok", "yellow": "warn", "red": "danger", "unused": "neutral"}
_COLUMN = 165  # how much of a card a column may take
_LINE = 60  # characters of a fact that may stand beside another
_SIDE_BY_SIDE = 440  # width under which a chart and its table stand below one another


class StoryPanel(QWidget):
    """The sections of a report, one card each.

    Args:
        story: the report.
        by_hand: cards shown in place of sections, by the key of the section.
    """

    def __init__(self, story: Story, by_hand: dict[str, QWidget]) -> None:
        super().__init__()
        self._story = story
        self._cards: dict[str, QWidget] = {}
        column = Column(spacing=12, parent=self)
        sections = (*_front(story), *story.sections)
        unwritten = [key for key in by_hand if key not in {section.key for section in sections}]
        for section in sections:
            if section.appendix and "appendix" not in self._cards:
                self._put_unwritten(unwritten, by_hand, column)
                self._cards["appendix"] = Heading(str(_("Vedlegg")), 2)
                column.put(self._cards["appendix"])
            card = by_hand.get(section.key) or self._card(section)
            self._cards[section.key] = card
            self._cards.update({table.key: card for table in section.tables})
            column.put(card)
        self._put_unwritten(unwritten, by_hand, column)

    def _put_unwritten(self, keys: list[str], by_hand: dict[str, QWidget], column: Column) -> None:
        """Cards to write in whose sections are not in the report yet: after what is, before what one looks up."""
        while keys:
            key = keys.pop(0)
            self._cards[key] = by_hand[key]
            column.put(by_hand[key])

    def take_place_of(self, old: StoryPanel | None, page: ScrollPage) -> None:
        """Stand on a page instead of the one that stood there."""
        page.put(self)
        if old is not None:
            page.column.removeWidget(old)
            old.hide()
            old.deleteLater()

    def card(self, key: str) -> QWidget | None:
        """The card of a section or of a table."""
        return self._cards.get(key)

    def go_to(self, key: str) -> int:
        """Move focus to a table; how far down its card begins, in pixels."""
        card = self.card(key)
        if card is None:
            return 0
        table = card.findChild(PlainTable)
        if table is not None:
            table.setFocus(Qt.FocusReason.OtherFocusReason)
        return card.y()

    def _card(self, section: Section) -> QWidget:
        if _is_heading(section):
            return Heading(section.title, 2)
        card = Card(title=section.title, spacing=10, padding=(20, 16, 20, 16), level=2)
        if section.verdict is not None:
            card.put(_verdict(section.verdict))
        if section.strip is not None:
            card.put(_Flat(section.strip))
        for paragraph in section.text:
            card.put(Label(paragraph))
        for bullet in section.bullets:
            card.put(_bullet(bullet))
        if section.facts:
            most = 1 if any(len(value) > _LINE for _label, value in section.facts) else 2
            lines = (FactLine(label, value) for label, value in section.facts)
            card.put(Wrap(*lines, least=400, most=most, spacing=7))
        if section.lights:
            card.put(_lights(section.lights))
        self._put_numbers(card, section)
        return card

    def _put_numbers(self, card: Card, section: Section) -> None:
        shown: list[QWidget] = [self._table(table, under=section) for table in section.tables]
        if section.picture is not None:
            shown.insert(0, _Flat(section.picture))
        if len(shown) > 1:
            card.put(Wrap(*shown, least=_SIDE_BY_SIDE, most=2, spacing=20))
        else:
            card.put(*shown)

    def _table(self, table: Table, under: Section) -> QWidget:
        whole = QWidget()
        column = Column(spacing=6, parent=whole)
        if table.title != under.title:
            column.put(Heading(table.title, 3))
        if table.rows:
            grid = PlainTable(grid_of(table, self._story))
            if grid.grid.figures and not any(field.long for field in table.fields):
                grid.setMaximumWidth(px(_COLUMN * (len(table.fields) + 1)))  # a number stands near what it is about
            column.put(grid)
        else:
            column.put(Label(table.empty or _("Ingen registrert i perioden."), "muted"))
        if table.note:
            column.put(Label(table.note, "secondary"))
        column.put(1)
        return whole


class _Flat(PictureCard):
    """A chart that lies in a card already."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """No box of its own."""


def _front(story: Story) -> tuple[Section, ...]:
    """What stands on the cover, as a card of its own."""
    if story.cover is None:
        return ()
    status = (str(_("Status")), story.cover.status)
    return (Section("stamp", str(_("Om rapporten")), facts=(*story.cover.facts, status)),)


def _is_heading(section: Section) -> bool:
    """Whether a section only says what those after it are about."""
    said = (section.text, section.bullets, section.facts, section.lights, section.tables)
    return not any(said) and section.picture is None and section.verdict is None and section.strip is None


def grid_of(table: Table, story: Story) -> Grid:
    """A table of a report in words, with the same cells as on paper."""
    rows = tuple(
        tuple(words(value, field, table, story.codebook) for value, field in zip(row, table.fields, strict=True))
        for row in table.rows
    )
    figures = frozenset(at for at, field in enumerate(table.fields) if is_number(field))
    long = frozenset(at for at, field in enumerate(table.fields) if field.long)
    roomy = long | {1} if 0 in figures else frozenset({0})  # a number in front needs no room
    if not figures:
        roomy = frozenset(range(len(table.fields)))  # only words: they share it
    return Grid(table.title, tuple(str(field.label) for field in table.fields), rows, figures, table.total, roomy)


def _bullet(text: str) -> QWidget:
    line = QWidget()
    dot = Label("•", "muted", wrap=False)
    row = Row(dot, spacing=10, parent=line)
    row.setAlignment(dot, Qt.AlignmentFlag.AlignTop)
    row.put(Label(text), 1)
    return line


def _verdict(verdict: Light) -> QWidget:
    """What it comes to: symbol, word and colour."""
    line = QWidget()
    Row(Pill(f"{verdict.symbol} {verdict.word}", _TONES[verdict.state], "-"), 1, parent=line)
    return line


def _lights(lights: tuple[Light, ...]) -> QWidget:
    """A line for each: what it is about, symbol, word and colour, and the rule behind it."""
    whole = QWidget()
    column = Column(spacing=8, parent=whole)
    for light in lights:
        name, pill = Label(light.label, "medium"), Pill(f"{light.symbol} {light.word}", _TONES[light.state], "-")
        name.setFixedWidth(px(215))
        holder = QWidget()
        Row(pill, 1, parent=holder)
        holder.setFixedWidth(px(155))
        line = Row(spacing=12)
        told = Label(light.text, "muted")
        for label in (name, told):
            label.setContentsMargins(0, px(2), 0, 0)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        for widget in (name, holder):
            line.put(widget)
            line.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        line.put(told, 1)
        column.put(line)
    return whole
