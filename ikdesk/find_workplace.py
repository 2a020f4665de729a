"""Where what was found with Ctrl+K is, and what the commands do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from ikdesk.incidents.notice_list_panel import print_notice_list
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _
from ikdesk.start.find_model import COMMANDS, Command, Sort, Thing
from ikdesk.start.find_panel import Finder, Setting
from ikdesk.start.help_page import HelpPage
from ikdesk.ui.desk import Desk
from ikdesk.ui.palette import Palette
from ikdesk.ui.shortcuts import show_shortcuts
from ikdesk.ui.window import Window
from ikdesk.unit.page import OWN, SECTIONS, offered_to

Done = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Opens:
    """What the pages can be asked for."""

    page: Done  # by its name, or what stands on none: import, export
    incident: Done  # in the register
    shared: Done  # one that somebody is named for
    setting: Done  # a part of the settings
    lock: Done  # hides everything
    switch: Done | None  # lets another in; None where nobody else can unlock


class Ways:
    """Goes there, and does it.

    Args:
        window: with the pages.
        desk: verbs.
        opens: what the pages can be asked for.
    """

    def __init__(self, window: Window, desk: Desk, opens: Opens) -> None:
        self._window, self._desk, self._opens = window, desk, opens
        self.finder = Finder(window, desk, self._commands, self.settings)
        self.finder.opened.connect(self._on_opened)
        self.finder.opened_thing.connect(self._on_thing)
        window.shown.connect(lambda _key: self.finder.palette.hide())

    def find(self) -> Palette:
        """Show the line that finds everything, or take it away."""
        self.finder.toggle()
        return self.finder.palette

    def _doing(self) -> dict[str, Callable[[], object]]:
        """What each command does; one that is a page by its name goes there."""
        go, opens = self._window.go, self._opens
        here: dict[str, Callable[[], object]] = {
            "measure": partial(self._press, "measures", "new"), "routine": partial(self._press, "routines", "add"),
            "meeting": partial(self._press, "meetings", "new"), "risk": lambda: self._page("risks").new_mini({}),
            "days": partial(go, "exposure"), "export": self._export, "import": partial(opens.page, "import"),
            **{key: partial(opens.page, key) for key in (
                "insurer", "collect", "blank_report", "blank_collect", "review", "delivered", "verify", "sector",
                "handover")},
            "deliver": lambda: self._page("reports").show_delivery(),
            "backup": partial(opens.setting, "backups"), "undo": self._desk.undo,
            "call_list": partial(print_notice_list, self._desk, self._window.toast),
            "keys": lambda: show_shortcuts(self._window), "lock": opens.lock,
        }  # fmt: skip
        return here if opens.switch is None else {**here, "switch": opens.switch}

    def _commands(self) -> Iterator[Command]:
        doing, pages = self._doing(), [*self._window.pages]
        for one in COMMANDS:
            if one.key in doing or one.key in pages:
                yield one
        for key in pages:
            name = self._window.named(key)
            if name != key and key not in {one.key for one in COMMANDS}:
                yield Command(key, _("Gå til {page}").format(page=name), "arrow-right")

    def settings(self) -> tuple[Setting, ...]:
        """The parts of the settings the viewer is offered."""
        if "settings" not in self._window.pages:
            return ()
        viewer = self._desk.viewer
        named = {} if Right.MANAGE_USERS in viewer.rights else OWN
        return tuple((key, str(named.get(key, name)), icon) for key, name, icon in SECTIONS if offered_to(viewer, key))

    def _on_opened(self, sort: Sort, key: str) -> None:
        if sort is Sort.SETTING:
            self._opens.setting(key)
        elif sort is Sort.HELP:
            self._window.go("help")
            cast("HelpPage", self._window.page).show_section(key)
        else:
            self._doing().get(key, partial(self._window.go, key))()

    def _on_thing(self, thing: Thing) -> None:
        key = thing.key
        match thing.sort:
            case Sort.INCIDENT:
                self._incident(key, whole=thing.whole)
            case Sort.MEASURE:
                self._page("measures").show_measure(key)
            case Sort.FOCUS:
                self._page("focus").show_focus(key)
            case Sort.RISK:
                self._page("risks").show_risk(key)
            case Sort.ROUTINE:
                self._page("routines").open_routine(key)
            case Sort.PLACE:
                self._page("incidents").filters.show_place(key)
            case Sort.EQUIPMENT:
                self._page("incidents").filters.show_equipment(key)
            case _:
                self._opens.setting("contacts")

    def _incident(self, key: Key, *, whole: bool) -> None:
        """Where somebody sees it who may see it: in the register, named for it, or among their own reports."""
        rights = self._desk.viewer.rights
        if whole and "incidents" in self._window.pages and (Right.READ in rights or self._listed(key)):
            self._opens.incident(key)
        elif whole:
            self._opens.shared(key)
        else:
            self._page("mine").show_reports()

    def _listed(self, key: Key) -> bool:
        """Whether the register of somebody who sees only a part shows it: what one is named for, stands elsewhere."""
        page = self._page("incidents")
        page.show_incident(key)
        return bool(page.list.key == key)

    def _export(self) -> None:
        self._page("incidents")
        self._opens.page("export")

    def _press(self, page: str, button: str) -> None:
        """Press a button on a page."""
        getattr(self._page(page), button).click()

    def _page(self, key: str) -> Any:
        """A page, shown."""
        self._window.go(key)
        return self._window.page
