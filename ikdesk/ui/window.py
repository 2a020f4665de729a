"""The window: navigation, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from ikdesk.kernel.words import _
from ikdesk.ui.cards import Banner
from ikdesk.ui.layouts import Column, Row, first_in
from ikdesk.ui.shortcuts import show_shortcuts
from ikdesk.ui.sidebar import PageEntry, Sidebar
from ikdesk.ui.theme import current, px
from ikdesk.ui.toast import Toast
from ikdesk.ui.undo_keys import UndoKeys

_LOWEST = 600  # pixels the window can always be, also with large letters: no lower part of it leaves a small screen
NARROW_BELOW = 1050  # width at 100 % under which the sidebar shows icons alone

__all__ = ["PageEntry", "Window"]


class Window(QWidget):
    """Pages, how one goes from one to another, and the messages at the foot.

    Args:
        unit: the name of the kindergarten or school.
        entries: the pages, in order; the first is shown to begin with.
        hero: the page behind the big button.
        banner: shown above every page, for example that this is the demo.
    """

    shown = Signal(str)  # the key of the page that is shown now
    sized = Signal(int)  # Ctrl +, Ctrl −, Ctrl 0: 1, -1 or 0
    undo_wanted = Signal()  # Ctrl+Z, and neither the field one stands in nor the message at the foot has something

    def __init__(
        self, unit: str, entries: list[PageEntry], *, hero: PageEntry | None = None, banner: QWidget | None = None
    ) -> None:
        super().__init__()
        self.setWindowTitle(f"{unit} – IKdesk".replace("[*]", "[*][*]"))  # Qt's mark of what is unsaved
        self._entries = {entry.key: entry for entry in ([hero] if hero else []) + entries}
        self._pages: dict[str, QWidget] = {}
        self._past, self._future = list[str](), list[str]()
        self._left: dict[str, QWidget] = {}  # what had focus on each page when it was left
        self._key = ""
        self._build(unit, entries, hero, banner)
        self._connect()
        self.go(entries[0].key)

    def _build(self, unit: str, entries: list[PageEntry], hero: PageEntry | None, banner: QWidget | None) -> None:
        self.sidebar = Sidebar(unit, entries, hero)
        self._stack = QStackedWidget()
        self._right = Column(*([Row(banner, margins=(28, 12, 28, 0))] if banner is not None else []), spacing=0)
        self._right.put(self._stack, 1)
        Row(self.sidebar, spacing=0, parent=self).addLayout(self._right, 1)
        self._toast = Toast(self)
        self.setMinimumSize(px(480), min(px(420), _LOWEST))

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.go)
        for entry in self._entries.values():
            if entry.shortcut:
                self.on_key(entry.shortcut, partial(self._on_key, entry.key))
        keys: dict[str, Callable[[], object]] = {
            "Alt+Left": self.back, "Alt+Right": self.forward, "F6": self._on_next_pane,
            "F8": self._toast.take_focus, "Ctrl+Z": self._on_undo, "Ctrl+/": lambda: show_shortcuts(self),
            "Ctrl++": lambda: self.sized.emit(1), "Ctrl+=": lambda: self.sized.emit(1),
            "Ctrl+-": lambda: self.sized.emit(-1), "Ctrl+0": lambda: self.sized.emit(0),
        }  # fmt: skip
        for key, what in keys.items():
            self.on_key(key, what)
        UndoKeys(self)

    def on_key(self, keys: str, what: Callable[[], object]) -> None:
        """Do something when keys are pressed anywhere in the window."""
        QShortcut(QKeySequence(keys), self).activated.connect(what)

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._pages[self._key]

    @property
    def key(self) -> str:
        """What the program calls the page that is shown."""
        return self._key

    @property
    def pages(self) -> list[str]:
        """What the program calls the pages one can go to, in the order of the sidebar."""
        return [key for key, entry in self._entries.items() if not entry.action]

    def go(self, key: str) -> None:
        """Show a page, or do what the entry does."""
        if self._entries[key].action:
            self._entries[key].make()
            return
        if key != self._key:
            self._past = [*self._past, self._key][-50:] if self._key else []
            self._future = []
        elif (again := getattr(self.page, "wanted_again", None)) is not None:
            again()  # something else may stand in its place just then
        self._show(key)

    def back(self) -> None:
        """To the page before."""
        self._step(self._past, self._future)

    def forward(self) -> None:
        """Where one came back from."""
        self._step(self._future, self._past)

    def _step(self, there: list[str], here: list[str]) -> None:
        if there:
            here.append(self._key)
            self._show(there.pop())
            left = self._left.get(self._key)
            if left is not None and isValid(left) and left.isVisible() and self.page.isAncestorOf(left):
                left.setFocus(Qt.FocusReason.ShortcutFocusReason)  # where one was, for example a bar in a picture
            else:
                self._go_inside()

    def _on_key(self, key: str) -> None:
        """Who goes there by the keyboard, goes on inside the page."""
        self.go(key)
        if not self._entries[key].action:
            self._go_inside()

    def _go_inside(self) -> None:
        panes = getattr(self.page, "panes", [self.page])
        first_in(panes[0]).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def made(self, key: str) -> QWidget | None:
        """A page, if one has been there."""
        return self._pages.get(key)

    def open_page(self, key: str, make: Callable[[], QWidget]) -> QWidget:
        """Show a page that does not stand in the sidebar."""
        self._entries.setdefault(key, PageEntry(key, key, "", make))
        self.go(key)
        return self.page

    def named(self, key: str) -> str:
        """What people call a page; empty where it is none of theirs."""
        return self._entries[key].title if key in self._entries else ""

    def toast(self, text: str, action: str = "", then: Callable[[], object] | None = None) -> None:
        """Say at the foot of the window what was done, with a way to undo it."""
        self._toast.show_message(text, action, then)

    def stand_above(self, widget: QWidget) -> None:
        """Let something stand above every page."""
        self._right.insertWidget(0, widget)

    def warn(self, text: str) -> None:
        """Say something above every page until somebody says that it was read."""
        line = QWidget()
        banner = Banner(text, "warn", action=str(_("Jeg har lest det")), then=line.hide)
        Row(banner, margins=(28, 12, 28, 0), parent=line)
        self.stand_above(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows have a narrow sidebar."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """So do large letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.sidebar.make_narrow(narrow=self.width() / current().factor < NARROW_BELOW)
        self._toast.place()

    def _show(self, key: str) -> None:
        if key not in self._pages:
            self._pages[key] = self._entries[key].make()
            self._stack.addWidget(self._pages[key])
        if self._key and (at := self.focusWidget()) is not None:
            self._left[self._key] = at
        self._key = key
        self._stack.setCurrentWidget(self._pages[key])
        self.sidebar.show_current(key)
        self.shown.emit(key)
        QTimer.singleShot(0, self._toast.place)  # when the page has its size: it may have buttons at its foot

    def _on_undo(self) -> None:
        if not self._toast.undo():
            self.undo_wanted.emit()

    def _on_next_pane(self) -> None:
        panes: list[QWidget] = [self.sidebar.first(), *getattr(self.page, "panes", [self.page])]
        inside = [at for at, pane in enumerate(panes) if pane.hasFocus() or pane.isAncestorOf(self.focusWidget())]
        pane = panes[(inside[-1] + 1) % len(panes) if inside else 1]
        first_in(pane).setFocus(Qt.FocusReason.ShortcutFocusReason)
