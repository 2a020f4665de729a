"""Choices of incidents one comes back to: kept under a name, taken up again, renamed, and taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ikdesk.incidents.filter_actions import rename_filter, save_filter, withdraw_filter
from ikdesk.incidents.filter_queries import SavedRow, saved_filters
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import LineBox
from ikdesk.ui.icons import icon


class Filters(Protocol):
    """The filters it keeps and chooses."""

    def values(self) -> dict[str, str]:
        """What is chosen."""

    def show_values(self, values: Mapping[str, str]) -> None:
        """Choose this."""


class SavedButton(SecondaryButton):
    """Opens the list of what is kept.

    Args:
        desk: verbs.
        filters: what is kept and chosen.
    """

    def __init__(self, desk: Desk, filters: Filters) -> None:
        super().__init__(str(_("Utvalg")), "chevron-down")
        self._desk, self._filters = desk, filters
        self.tell: Callable[..., None] = lambda *_said: None  # says at the foot of the window what was done
        self.clicked.connect(self._on_clicked)

    def menu_of(self) -> QMenu:
        """What can be chosen: what is kept, and what can be done with what is chosen now."""
        menu, now = QMenu(self), self._filters.values()
        kept = self._desk.read(saved_filters)
        for row in kept:
            action = menu.addAction(row.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(dict(row.values) == now)
            action.triggered.connect(partial(self._on_chosen, row))
        if kept:
            menu.addSeparator()
        save = menu.addAction(icon("save"), str(_("Lagre utvalget …")))
        save.setEnabled(bool(now))
        save.triggered.connect(self._on_save)
        for row in kept:
            if dict(row.values) == now:
                said = row.name.replace("&", "&&")
                menu.addAction(_("Gi «{name}» nytt navn …").format(name=said)).triggered.connect(
                    partial(self._on_rename, row))  # fmt: skip
                menu.addAction(_("Fjern «{name}»").format(name=said)).triggered.connect(partial(self._on_remove, row))
        return menu

    def _on_clicked(self) -> None:
        menu = self.menu_of()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _on_chosen(self, row: SavedRow, _checked: object = None) -> None:
        self._filters.show_values(row.values)

    def _on_save(self) -> None:
        box = NameBox(self.window(), "", lambda name: self._desk.write(save_filter, name, self._filters.values()))
        if box.ask():
            self._said(_("Utvalget «{name}» er lagret.").format(name=box.name.value()))

    def _on_rename(self, row: SavedRow, _checked: object = None) -> None:
        box = NameBox(self.window(), row.name, lambda name: self._desk.write(rename_filter, row.id, name))
        if box.ask():
            self._said(_("Utvalget heter nå «{name}».").format(name=box.name.value()))

    def _on_remove(self, row: SavedRow, _checked: object = None) -> None:
        self._desk.write(withdraw_filter, row.id)
        self._said(_("Utvalget «{name}» er fjernet.").format(name=row.name))

    def _said(self, said: str) -> None:
        self.tell(said, *self._desk.undoing(said))


class NameBox(LineBox):
    """Asks what a choice shall be called.

    Args:
        parent: the window.
        name: what it is called now.
        keep: does it.
    """

    def __init__(self, parent: QWidget | None, name: str, keep: Callable[[str], object]) -> None:
        title = _("Nytt navn på utvalget") if name else _("Lagre utvalget")
        text = _("Utvalget er ditt eget. Perioder som «siste 12 måneder» følger dagen.")
        super().__init__(parent, str(title), str(text), keep, "name")
        self.name = self.put_line(_("Hva skal utvalget hete?"), name, str(_("Lagre")))
