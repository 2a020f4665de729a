"""The pages of an unlocked unit, and what goes on between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ikdesk import data as opening
from ikdesk import restore_data
from ikdesk.access.actions import note_access
from ikdesk.backups.keeper_panel import Keeper
from ikdesk.backups.restore_model import Closed, Outside
from ikdesk.backups.sentences import front_words
from ikdesk.closed_data import bringing_back, check, damage, salvaging
from ikdesk.exports.actions import know_files
from ikdesk.find_workplace import Opens, Ways
from ikdesk.focus.model import FocusArea
from ikdesk.focus.queries import waiting_looks
from ikdesk.goes_workplace import Goes
from ikdesk.inbox_data import take_in, told_of
from ikdesk.incidents.model import Incident
from ikdesk.incidents.page import IncidentPage
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _, plain_date
from ikdesk.measures.model import Evaluation, Measure
from ikdesk.measures.queries import waiting_measures
from ikdesk.pages_workplace import Pages
from ikdesk.people.ready_panel import ReadyBanner
from ikdesk.people.users_data import VaultUsers
from ikdesk.post_data import FilePosts
from ikdesk.privacy.disposal_data import FileDisposals
from ikdesk.risks.due_queries import waiting_reviews
from ikdesk.risks.model import RiskAssessment
from ikdesk.safe.front import front_is_genuine, people_in, read_front
from ikdesk.start.help_page import HelpPage
from ikdesk.start.left_panel import LeftBanner, keep_left
from ikdesk.start.mine_queries import waiting_for_me
from ikdesk.start.page import OverviewPage
from ikdesk.start.queries import waiting_incidents
from ikdesk.start.watch_panel import Watcher
from ikdesk.ui.cards import Banner
from ikdesk.ui.desk import Desk
from ikdesk.ui.loose_words import loose_words
from ikdesk.ui.window import PageEntry, Window
from ikdesk.unit.contact_model import ThresholdLine
from ikdesk.unit.model import CodeEntry, Department, ExposureDay, Place, Unit
from ikdesk.unit.page import Reaches, SettingsPage
from ikdesk.unit.queries import codebook, unit_row

Make = Callable[[], QWidget]
LOCK_SCREEN_SHOWS = {Unit, Place, Department, CodeEntry, ThresholdLine}


class Workplace:
    """Everything somebody works with after unlocking."""

    def __init__(
        self, data: opening.Data, settings: Settings, remember: Callable[[Settings], None], lock: Callable[[], None],
        switch: Callable[[], None], close_for: Callable[[Closed], object] = lambda _closed: None,
    ) -> None:  # fmt: skip
        """Make the pages; each is built the first time it is shown.

        Args:
            data: the open data.
            settings: how it looks.
            remember: takes changed looks into use.
            lock: hides everything until the same person is back.
            switch: ends the process and starts with the lock screen, where another may unlock.
            close_for: closes the data, does something, and ends at the lock screen.
        """
        self._data, self._lock, self._switch, self._close_for = data, lock, switch, close_for
        self.desk = Desk(data.database, data.viewer, data.clock, data.codebook(), settings, remember)
        self.desk.noting, self.desk.knowing = note_access, know_files
        self.desk.signing = lambda: data.signer
        self._alarmed: set[str] = set()  # what is wrong with the logs and has been said
        self._demo = bool(data.database.refusal) or data.read(unit_row).demo_day is not None
        self.desk.not_noted.connect(self.tell)
        self.desk.undone.connect(self._on_undone)
        self.go = Goes(self.desk, self.tell, data, self._the_window, self._switch)
        self.window: Window = self._make_window()
        self.desk.in_sight = self.window.isVisible
        self.window.sized.connect(self._on_sized)
        self.window.undo_wanted.connect(self.desk.undo)
        self.window.on_key("F1", self._on_help)
        self.ways = Ways(self.window, self.desk, Opens(
            self.go.page, self.go.incident, self.go.shared, self.go.setting, lock,
            switch if len(people_in(data.folder)) > 1 else None))  # fmt: skip
        self.desk.changed.connect(self._on_changed)
        self._show_what_lacks()
        self._show_badges()
        self._watch_logs()
        self.watcher = Watcher(self.desk, data.database, data.folder, self.window)
        self.keeper = Keeper(self.desk, data.backups, self.window)
        self.keeper.changed.connect(self._show_backups)
        if not self.is_demo():
            self.keeper.begin()

    def _the_window(self) -> Window:
        return self.window

    def _watch_logs(self) -> None:
        """Tell what is wrong with the logs; then read them through once a day, and keep their anchor up to date."""
        self._alarm()
        self._minute = QTimer(self.window, interval=60_000)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    def _on_minute(self) -> None:
        if self._may(Right.SEE_LOG) and self._data.walked != self.desk.today.isoformat():
            self.desk.work(lambda _tick: self._data.walk_logs()).succeeded.connect(self._alarm)
        self.desk.work(lambda _tick: self._data.keep_anchor())

    def _alarm(self, _findings: object = None) -> None:
        said = [one for one in self._data.alarms if one not in self._alarmed]
        self._alarmed.update(said)
        if said:
            self.window.warn(" ".join(said))

    def _make_window(self) -> Window:
        title, make = opening.unit_name(self._data), Pages(self.go)
        mine = [] if self._may(Right.READ) else [("mine", _("I dag"), "house", make.mine, Right.READ_OWN)]
        pages: list[tuple[str, str, str, Make, Right]] = [
            *mine,
            ("start", _("Oversikt"), "house", make.start, Right.READ),
            ("incidents", _("Hendelser"), "clipboard-list", make.incidents, self._register()),
            ("focus", _("Innsatsområder"), "target", make.focus, Right.READ),
            ("measures", _("Tiltak"), "list-checks", make.measures, Right.READ),
            ("risks", _("Risiko"), "triangle-alert", make.risks, Right.READ),
            ("routines", _("Rutiner"), "book-open", make.routines, Right.READ_ROUTINES),
            ("exposure", _("Akedager"), "snowflake", make.exposure, Right.REPORT),
            ("statistics", _("Statistikk"), "chart-column", make.statistics, Right.READ),
            ("meetings", _("Møter"), "presentation", make.meetings, Right.HANDLE),
            ("reports", _("Rapporter"), "file-text", make.reports, Right.EXPORT),
            ("staff", _("Til verneombudet"), "hard-hat", make.staff, Right.READ_STAFF),
        ]
        offered = [page for page in pages if self._may(page[-1])]
        entries = [
            PageEntry(key, str(name), icon, make, shortcut=keys)
            for keys, (key, name, icon, make, _right) in zip(_keys(page[0] for page in offered), offered, strict=True)
        ]
        entries += [
            PageEntry("find", str(_("Søk")), "search", lambda: self.ways.find(), "Ctrl+K",  # noqa: PLW0108 (made later)
                      bottom=True, action=True),
            *self._settings(),
            PageEntry("help", str(_("Hjelp")), "circle-question-mark", HelpPage, bottom=True),
            *self._locking(),
        ]
        hero = PageEntry("report", str(_("Meld hendelse")), "circle-plus", make.report, shortcut="Ctrl+N")
        return Window(title, entries, hero=hero, banner=self._banner())

    def _settings(self) -> list[PageEntry]:
        if self._data.database.refusal:  # what is set there would be set in the copy, and gone with it
            return []
        return [PageEntry("settings", str(_("Innstillinger")), "settings", self._unit_page, bottom=True)]

    def _locking(self) -> list[PageEntry]:
        """Ways to lock; another may want in only where several can unlock."""
        key = self.desk.settings.blank_key
        tip = _("Lås skjermen (Ctrl+L). {key} skjuler alt med en gang.").format(key=key) if key else ""
        lock = PageEntry("lock", str(_("Lås")), "lock", cast("Make", self._lock), "Ctrl+L", bottom=True, action=True,
                         tip=tip)  # fmt: skip
        switch = PageEntry("switch", str(_("Bytt bruker")), "users", cast("Make", self._switch), "Ctrl+Shift+L",
                           bottom=True, action=True, roomy=True, tip=str(_("Bytt bruker (Ctrl+Shift+L)")))  # fmt: skip
        return [switch, lock] if len(people_in(self._data.folder)) > 1 else [lock]

    def _register(self) -> Right:
        """The right that opens the list of incidents: everything, or the register of one's own."""
        own = (Right.READ, Right.READ_STAFF, Right.READ_DEPARTMENT)
        return next((right for right in own if self._may(right)), Right.READ)

    def _banner(self) -> QWidget | None:
        if self._data.database.refusal:  # a copy to read
            return Banner(self._data.database.refusal, "warn")
        if not self.is_demo():
            return None
        day = self._data.clock.today()
        told = _("Eksempeldata: Solbakken barnehage finnes ikke. Dagen er satt til {day}.")
        return Banner(told.format(day=plain_date(day)))

    def is_demo(self) -> bool:
        """Whether all this is an example, or a copy to read: nothing is lost with it; known though the file is gone."""
        return self._demo

    def _show_what_lacks(self) -> None:
        """Say above every page what must be done before anything real is written, until it is done."""
        self._ready = ReadyBanner(self.desk, VaultUsers(self._data))
        self._ready.wants_users.connect(lambda: self.show_setting("users"))
        self._ready.ready.connect(self.take_in_reports)  # what was reported meanwhile waited for it
        self.window.stand_above(self._ready)
        self.window.stand_above(LeftBanner(self.desk))

    def tell(self, text: str, action: str = "", then: Callable[[], object] | None = None) -> None:
        """Say at the foot of the window what was done."""
        self.window.toast(text, action, then)

    def keep_drafts(self) -> None:
        """Write down what is half written, wherever it stands: each part that keeps drafts has ``keep_draft``."""
        with ExitStack() as each:  # one that cannot be kept must not take the others with it
            for part in self.window.findChildren(QObject):
                keep = getattr(part, "keep_draft", None)
                if keep is not None:
                    each.callback(keep)

    def take_in_reports(self) -> None:
        """Take in what was noted on the lock screen; it then waits to be confirmed. What is no note is set aside."""
        if self._ready.lacking:
            return  # that stands above the page already
        folder, keys = self._data.folder, self._data.keys
        listed = str(read_front(folder).get("receipts", "")) if front_is_genuine(folder, keys) else None
        try:
            taken = take_in(folder, keys, self.desk.read, self.desk.write, listed)
        except Problem as problem:
            self.tell(str(problem))
            return
        self._data.show_front()  # also where somebody changed what it shows: the next note must not go astray
        said = " ".join(told_of(taken))
        if said:
            self.tell(said)
        if taken.missing or taken.broken:
            self.window.warn(said)

    def close(self) -> None:
        """Stop all work; what was typed where no draft takes care of it is kept first."""
        try:
            self.keep_loose()
        finally:
            self.stop()

    def keep_loose(self) -> None:
        """Keep what was typed where no draft takes care of it."""
        keep_left(self.desk, loose_words(self.window))

    def stop(self) -> None:
        """Stop all work."""
        for timer in self.window.findChildren(QTimer):
            timer.stop()  # a search that waits for the last key would ask a file that is closed
        for window in self.window.findChildren(QWidget):
            if window.isWindow():
                window.hide()  # a meeting on the big screen would be closed last, and write into it
        self.desk.close()

    def _unit_page(self) -> QWidget:
        posts = FilePosts(self._data, partial(opening.front_content, self._data))
        outside = Outside(
            self._data.folder, restore_data, lambda: damage(self._data.database), check,
            lambda wish: self._close_for(bringing_back(wish)),
            lambda into: self._close_for(salvaging(self._data.folder, into, self._data.keys)),
        )  # fmt: skip
        reaches = Reaches(VaultUsers(self._data), self._data, posts, FileDisposals(self._data), self.keeper, outside)
        page = SettingsPage(self.desk, self.tell, reaches)
        page.asks.connect(self.go.asked)
        return page

    def show_setting(self, key: str) -> None:
        """Go to a part of the settings."""
        self.go.setting(key)

    def _on_help(self) -> None:
        key, page = self.window.key, self.window.page
        parts = [page.part] if isinstance(page, SettingsPage | IncidentPage) else []
        self.window.go("help")
        cast("HelpPage", self.window.page).show_section(*parts, key)

    def _on_undone(self, said: str, page: str) -> None:
        """Say what was undone, and where it is when it is not on the page that is shown."""
        name = self.window.named(page)
        elsewhere = name and page != self.window.key
        self.tell(f"{said} {_('Du finner det under {page}.').format(page=name)}" if elsewhere else said)

    def _on_sized(self, step: int) -> None:
        self.desk.use_settings(self.desk.settings.with_size(step))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Incident, ExposureDay, Measure, Evaluation, FocusArea, RiskAssessment}:
            self._show_badges()
        if kinds & {CodeEntry}:
            self.desk.use_codebook(self.desk.read(codebook))
        if kinds & LOCK_SCREEN_SHOWS:
            self._data.show_front()

    def _show_backups(self) -> None:
        """Warn on the front page of those who can do something about it."""
        page, known = self.window.made("start"), self.keeper.state
        warns = self._may(Right.SET_UP) and not self.is_demo()
        if isinstance(page, OverviewPage) and known is not None and warns:
            page.backups.say(front_words(known, self.desk.today))

    def _may(self, right: Right) -> bool:
        return right in self._data.viewer.rights

    def _show_badges(self) -> None:
        if not self._may(Right.READ):
            self.window.sidebar.show_badge("mine", self.desk.read(waiting_for_me))
            return
        self.window.sidebar.show_badge("incidents", self.desk.read(waiting_incidents))
        self.window.sidebar.show_badge("measures", self.desk.read(waiting_measures))
        self.window.sidebar.show_badge("focus", self.desk.read(waiting_looks))
        self.window.sidebar.show_badge("risks", self.desk.read(waiting_reviews))


def _keys(pages: Iterable[str]) -> Iterator[str]:
    """Which keys go to each page: a number while there are any; a letter where the numbers were given away before."""
    numbers = iter(range(1, 10))
    for page in pages:
        number = None if page == "risks" else next(numbers, None)
        yield "Ctrl+R" if page == "risks" else f"Ctrl+{number}" if number else ""
