"""The calm bar below the list when several incidents are chosen: what can be done with all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.chosen_actions import close_several, link_several
from ikdesk.incidents.chosen_model import Why, not_closed_why, not_linked_why, not_transferred_why, parted
from ikdesk.incidents.chosen_queries import MOST, chosen_rows, keys_of
from ikdesk.incidents.export_panel import Wanted, export_list, start_list
from ikdesk.incidents.measures_panel import measures_to_choose
from ikdesk.incidents.model import Status
from ikdesk.incidents.more_queries import More
from ikdesk.incidents.municipal_panel import ask_transferred
from ikdesk.incidents.queries import Filter
from ikdesk.kernel.page import Cut
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _, many
from ikdesk.measures.ask_panel import ask_which
from ikdesk.reports.list_writing import list_name
from ikdesk.reports.target_panel import made_report_folder
from ikdesk.ui.buttons import IconButton, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box, tell
from ikdesk.ui.layouts import Row, Wrap
from ikdesk.ui.open_file import open_file
from ikdesk.ui.paint import rounded
from ikdesk.ui.table import ListView
from ikdesk.ui.text import Label, announce
from ikdesk.ui.theme import color, current, px
from ikdesk.unit.queries import unit_row

_ONE_LINE = 1010  # width at 100 % that all of it needs


class ChosenBar(QWidget):
    """What can be done with all that is chosen.

    Args:
        desk: verbs.
        say: shows a toast.
        listed: the list.
        wanted: what the list shows, and in which order.
    """

    def __init__(
        self, desk: Desk, say: Callable[..., None], listed: ListView, wanted: Callable[[], tuple[Filter, Cut]]
    ) -> None:
        super().__init__()
        self.desk, self._say, self._list, self._wanted = desk, say, listed, wanted
        self._keys: list[Key] = []
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        self.count = Label("", "medium", wrap=False)
        self.all = QuietButton()
        self.print = SecondaryButton(str(_("Skriv ut")), "printer")
        self.export = SecondaryButton(str(_("Eksporter")), "file-spreadsheet")
        self.close_them = SecondaryButton(str(_("Lukk")), "check")
        self.transfer = SecondaryButton(str(_("Marker overført")), "clipboard-check")
        self.link = SecondaryButton(str(_("Knytt til et tiltak")), "link")
        self.none = IconButton(str(_("Opphev valget")), "x")
        rights = self.desk.viewer.rights
        for button in (self.print, self.export) if Right.EXPORT not in rights else ():
            button.hide()
        for button in (self.close_them, self.transfer, self.link) if Right.HANDLE not in rights else ():
            button.hide()
        head = Row(self.count, self.all, 1, spacing=6)
        self._line = Row(spacing=8)
        self._line.put(head)
        self._line.put(Wrap(self.close_them, self.link, self.transfer, self.print, self.export, spacing=8), 1)
        whole = Row(spacing=8, margins=(14, 8, 10, 8), parent=self)
        whole.put(self._line, 1)
        whole.put(self.none)

    def _connect(self) -> None:
        self._list.picked.connect(self._on_picked)
        for button, does in (
            (self.all, self._on_all), (self.print, self._on_print), (self.export, self._on_export),
            (self.close_them, self._on_close), (self.transfer, self._on_transfer), (self.link, self._on_link),
            (self.none, self._list.unpick),
        ):  # fmt: skip
            button.clicked.connect(does)

    @property
    def keys(self) -> list[Key]:
        """What is chosen."""
        return self._keys

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is not room for all on one line, how many there are stands above."""
        super().resizeEvent(event)
        narrow = self.width() / current().factor < _ONE_LINE
        self._line.setDirection(Row.Direction.TopToBottom if narrow else Row.Direction.LeftToRight)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet box."""
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), px(10), color("tint"), color("border"))
        painter.end()

    def _on_picked(self, keys: Sequence[Key]) -> None:
        self._keys = list(keys) if len(keys) > 1 else []
        self._show()

    def _show(self) -> None:
        number, total = len(self._keys), self._list.rows.total
        shown = number > 1
        if shown:
            words = _("{n} valgt").format(n=number)
            self.count.say(words)
            self.all.say(_("Velg alle {n}").format(n=min(total, MOST)))
            self.all.setVisible(number < min(total, MOST))
            self._offer_transfer()
            announce(self, words)
        self.setVisible(shown)

    def _offer_transfer(self) -> None:
        """Nothing is entered in a system that the unit does not have."""
        if Right.HANDLE in self.desk.viewer.rights:
            self.transfer.setVisible(bool(self.desk.read(unit_row).municipal_system))

    def _on_all(self) -> None:
        """All that the filter lets through, also those further down than one has been."""
        wanted, _order = self._wanted()
        self._keys = self.desk.read(keys_of, wanted)
        self._show()

    def _on_print(self) -> None:
        path = made_report_folder(self.desk) / list_name(self.desk.clock, "pdf")
        job = start_list(self.desk, Wanted(self._only(), len(self._keys), path, order=self._wanted()[1]))
        job.succeeded.connect(lambda made: self.desk.know("incident", [made]))
        job.succeeded.connect(open_file)

    def _on_export(self) -> None:
        export_list(self.window(), self.desk, self._only(), self._say, self._wanted()[1])

    def _only(self) -> Filter:
        withdrawn = self._wanted()[0].status is Status.WITHDRAWN  # otherwise these are left out
        return Filter(status=Status.WITHDRAWN if withdrawn else None, more=More(only=frozenset(self._keys)))

    def _on_close(self) -> None:
        can = self._those(not_closed_why, str(_("Lukk hendelsene")), str(_("Lukk de andre")))
        if can:
            number = self.desk.write(close_several, can, at=self.desk.clock.local())
            self._done(many("{n} sak er lukket.", "{n} saker er lukket.", number))

    def _on_transfer(self) -> None:
        can = self._those(not_transferred_why, str(_("Marker som overført")), str(_("Marker de andre")))
        if can:
            ask_transferred(self.window(), self.desk, self._say, can, ("", None))

    def _on_link(self) -> None:
        can = self._those(not_linked_why, str(_("Koble til et tiltak")), str(_("Koble de andre")))
        if not can:
            return
        options = measures_to_choose(self.desk, [], "")
        if not options:
            self._say(str(_("Det finnes ingen tiltak ennå. Lag et nytt.")))
            return
        text = str(_("Velg tiltaket som skal hindre at dette skjer igjen."))
        measure = ask_which(self.window(), str(_("Koble til et tiltak")), text, str(_("Koble sammen")), options)
        if measure is not None:
            number = self.desk.write(link_several, measure, can)
            self._done(many("{n} hendelse er koblet til tiltaket.", "{n} hendelser er koblet til tiltaket.", number))

    def _those(self, why: Why, title: str, verb: str) -> list[Key]:
        """Those it can be done with; the others are named first, and nothing is done behind anybody's back."""
        can, cannot = parted(self.desk.read(chosen_rows, self._keys), why)
        if not cannot:
            return can
        told = "\n".join(cannot)
        if not can:
            tell(self.window(), title, _("Ingen av de valgte kan være med:\n{told}").format(told=told), tone="warn")
            return []
        number = len(can)
        text = many("{n} hendelse kan være med. Disse kan ikke:", "{n} hendelser kan være med. Disse kan ikke:", number)
        box = Box(self.window(), title, f"{text}\n{told}", icon="info")
        box.offer(("yes", PrimaryButton(verb)), ("", SecondaryButton(_("Avbryt"))))
        return can if box.ask() == "yes" else []

    def _done(self, said: str) -> None:
        self._say(said, *self.desk.undoing(said))
