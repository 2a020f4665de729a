"""What is opened from other pages and stands in no list: from a file, to a file, line by line, and on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from ikdesk.incidents.blank_panel import print_blank
from ikdesk.incidents.collect_page import PAGE, CollectPage
from ikdesk.incidents.export_panel import export_list
from ikdesk.incidents.import_page import ImportPage
from ikdesk.incidents.insurer_page import InsurerPage
from ikdesk.incidents.page import IncidentPage
from ikdesk.ui.desk import Desk
from ikdesk.ui.window import Window


class Besides:
    """Opens them by their names.

    Args:
        window: with the pages.
        desk: verbs.
        tell: shows a toast.
        back_up: takes a copy before something is taken in.
    """

    def __init__(self, window: Window, desk: Desk, tell: Callable[..., None], back_up: Callable[..., object]) -> None:
        self._window, self._desk, self._tell, self._back_up = window, desk, tell, back_up

    def go(self, key: str) -> None:
        """Open what has this name, or else the page of the list with it."""
        ways: Mapping[str, Callable[[], object]] = {
            "import": self._import, "export": self._export, PAGE: self._collect,
            "insurer": partial(self._window.open_page, "insurer", self._insurer_page),
            "blank_report": partial(print_blank, self._desk, self._tell, "report"),
            "blank_collect": partial(print_blank, self._desk, self._tell, "collect"),
        }  # fmt: skip
        ways.get(key, partial(self._window.go, key))()

    def _import(self) -> None:
        self._window.open_page("import", self._import_page)

    def _import_page(self) -> ImportPage:
        page = ImportPage(self._desk, self._tell, self._back_up)
        page.wants.connect(self.go)
        return page

    def _insurer_page(self) -> InsurerPage:
        return InsurerPage(self._desk, self._tell)

    def _export(self) -> None:
        incidents = cast("IncidentPage", self._window.made("incidents"))
        export_list(self._window, self._desk, incidents.wanted(), self._tell, incidents.order())

    def _collect(self) -> None:
        page = cast("CollectPage", self._window.open_page(PAGE, self._collect_page))
        page.grid.setFocus()  # one writes at once

    def _collect_page(self) -> CollectPage:
        page = CollectPage(self._desk, self._tell)
        page.wants.connect(self.go)
        page.left.connect(self._window.back)
        return page
