"""Words on the screen: labels and headings, and telling a screen reader what happened."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QSizePolicy, QWidget

from ikdesk.ui.theme import px

_LONG = re.compile(r"\S{33,}")  # a word that a narrow column has no room for
_PIECE = re.compile(r"\S{16}")
_BREAK = "\u200b"  # a place where a line may be broken; it takes no room


class Label(QLabel):
    """A line or paragraph of plain text; never read as markup.

    Args:
        text: what it says.
        look: "", "strong", "medium", "muted", "secondary", "kpi" or "error".
        wrap: break long lines.
    """

    def __init__(self, text: str = "", look: str = "", *, wrap: bool = True) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        Label.say(self, text)
        if look:
            self.setProperty("look", look)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Say something else; a word that is too long for the line goes on in the next."""
        plain = str(text)
        shown = _LONG.sub(lambda word: _PIECE.sub(rf"\g<0>{_BREAK}", word[0]), plain) if self.wordWrap() else plain
        if shown != plain or _BREAK in super().text():
            self.setAccessibleName(plain)  # heard without the breaks
        self.setText(shown)

    def text(self) -> str:
        """What it says, without the places where a line may be broken."""
        return super().text().replace(_BREAK, "")

    def minimumSizeHint(self) -> QSize:
        """A wrapping label may become narrow; its height follows."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), px(80)), hint.height()) if self.wordWrap() else hint


def plain_tip(text: str) -> str:
    """Words for a tool tip, which Qt would read as markup where they look like it, and fetch what that names.

    Args:
        text: what it says.
    """
    plain = str(text)
    if not Gui.mightBeRichText(plain):
        return plain
    from html import escape  # late: hardly any tip looks like markup

    return f"<span>{escape(plain)}</span>"


class Heading(Label):
    """A heading that screen readers find as one.

    Args:
        text: what it says.
        level: 1 page title, 2 section, 3 card.
    """

    accessible_role = QAccessible.Role.Heading

    def __init__(self, text: str = "", level: int = 1, *, wrap: bool = True) -> None:
        super().__init__(text, ("title", "section", "card")[level - 1], wrap=wrap)
        self.level = level
        self.setAccessibleName(str(text))
        teach_roles()

    def say(self, text: str) -> None:
        """Say something else."""
        super().say(text)
        self.setAccessibleName(str(text))


_kept: dict[int, QAccessibleInterface] = {}
_taught: list[bool] = []


def teach_roles() -> None:
    """Make screen readers hear headings, charts and pills as what they are; once for the program."""
    if not _taught:
        _taught.append(True)
        QAccessible.installFactory(_interface)


def _interface(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    role = getattr(type(thing), "accessible_role", None)
    if not isinstance(thing, QWidget) or role is None:
        return None
    made = QAccessibleWidget(thing, role)
    key = id(thing)
    _kept[key] = made  # Qt does not hold the Python half of it
    thing.destroyed.connect(lambda: _kept.pop(key, None))
    return made


def announce(widget: QWidget, sentence: str, *, now: bool = False) -> None:
    """Let a screen reader say a sentence.

    Args:
        widget: what it is about.
        sentence: what is said.
        now: interrupt what is being said; for errors.
    """
    event = QAccessibleAnnouncementEvent(widget, str(sentence))
    polite = QAccessible.AnnouncementPoliteness
    event.setPoliteness(polite.Assertive if now else polite.Polite)
    QAccessible.updateAccessibility(event)
