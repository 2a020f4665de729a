"""The settings: what the unit is, its departments and places, its children, its words, and how it all looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.access.findings_panel import Watched
from ikdesk.access.log_panel import LogPanel
from ikdesk.backups.backups_panel import BackupsPanel
from ikdesk.backups.keeper_panel import Keeper
from ikdesk.backups.restore_model import Outside
from ikdesk.exports.exports_panel import ExportsPanel
from ikdesk.incidents.post_model import Posts
from ikdesk.incidents.post_panel import PostPanel
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.people.user_model import Users
from ikdesk.people.users_panel import UsersPanel
from ikdesk.privacy.disposal_ask_panel import Disposes
from ikdesk.privacy.privacy_panel import PrivacyPanel
from ikdesk.reports.limits_panel import LimitsPanel
from ikdesk.ui.cards import PageHead
from ikdesk.ui.choice_list import ChoiceList
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Line, Row
from ikdesk.ui.option import Option
from ikdesk.ui.theme import px
from ikdesk.unit.card_edit_panel import CardEditPanel
from ikdesk.unit.contact_panel import ContactPanel
from ikdesk.unit.equipment_panel import EquipmentPanel
from ikdesk.unit.lock_panel import LockPanel
from ikdesk.unit.looks_panel import LooksPanel
from ikdesk.unit.matrix_panel import MatrixPanel
from ikdesk.unit.model import Department, Place
from ikdesk.unit.months_panel import MonthsPanel
from ikdesk.unit.named_panel import NamedPanel
from ikdesk.unit.plan_edit_panel import PlansPanel
from ikdesk.unit.unit_panel import UnitPanel
from ikdesk.unit.words_panel import WordsPanel

GROUPS = (
    (_("Virksomheten"), (
        ("unit", _("Om virksomheten"), "school"), ("departments", _("Avdelinger"), "users"),
        ("places", _("Steder"), "map-pin"), ("plan", _("Tegning og bilder"), "map-pin"),
        ("children", _("Barn og åpningsdager"), "calendar-days"), ("equipment", _("Utstyr"), "wrench"),
        ("matrix", _("Risikomatrisen"), "triangle-alert"), ("reports", _("Rapporter"), "chart-column"),
    )),
    (_("Når noe skjer"), (
        ("card", _("Hva skal vi registrere?"), "circle-question-mark"), ("words", _("Ord og lister"), "list-checks"),
        ("contacts", _("Hvem vi gir beskjed"), "phone"),
    )),
    (_("Brukere og trygghet"), (
        ("users", _("Brukere"), "user"), ("lock", _("Lås"), "lock-open"), ("backups", _("Sikkerhetskopi"), "save"),
        ("posts", _("Meldinger fra andre PC-er"), "hard-drive"), ("log", _("Hvem har sett hva"), "eye"),
        ("privacy", _("Personvern"), "file-text"), ("exports", _("Eksporterte filer"), "folder-open"),
    )),
    (_("Skjermen"), (
        ("looks", _("Utseende"), "type"),
    )),
)  # fmt: skip
SECTIONS = tuple(section for _title, sections in GROUPS for section in sections)
NARROW = 960  # logical pixels at 100 % under which the list of parts is folded
OWN = {"users": _("Deg og passordet")}  # where one sees nobody but oneself
EVERYBODY = {"users", "lock", "looks"}  # one's own password and what one sees; the rest takes the right to set up


@dataclass(frozen=True, slots=True)
class Reaches:
    """What the settings reach that is not in the file; without one of them its part is left out."""

    users: Users | None = None  # those who can unlock
    watched: Watched | None = None  # the open data, for what is wrong with the log of who has seen what
    posts: Posts | None = None  # the unit's message posts
    disposals: Disposes | None = None  # destroys for good
    keeper: Keeper | None = None  # watches over the backups
    outside: Outside | None = None  # what is done with backups, and with the data closed


class SettingsPage(QWidget):
    """Parts of the settings, one at a time; each is made the first time it is shown."""

    wants = Signal(str)
    asks = Signal(str, object)  # "incident" or "risk" and its key, "new_risk" and what it begins with, "page" its name

    def __init__(self, desk: Desk, tell: Callable[..., None], reaches: Reaches | None = None) -> None:
        """Make the page.

        Args:
            desk: verbs.
            tell: shows a toast.
            reaches: what is not in the file.
        """
        super().__init__()
        self._desk, self._tell, self._reaches = desk, tell, reaches or Reaches()
        self._made: dict[str, QWidget] = {}
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        own = {} if Right.MANAGE_USERS in self._desk.viewer.rights else OWN
        groups = []
        for title, parts in GROUPS:
            may = [part for part in parts if self._offers(part[0])]
            options = [Option(key, str(own.get(key, name)), icon=icon) for key, name, icon in may]
            if options:
                groups.append((str(title), options))
        self.section = ChoiceList(_("Hvilken del av innstillingene?"), groups)
        self._first = str(groups[0][1][0].code)
        self.section.set_value(self._first)
        self._stack = QStackedWidget()
        head = QWidget()
        Column(PageHead(str(_("Innstillinger"))), spacing=0, margins=(28, 20, 28, 8), parent=head)
        self._line = Row(self.section, spacing=0)
        self._line.put(self._stack, 1)
        whole = Column(head, spacing=0, parent=self)
        whole.put(self._line, 1)
        self.panes: list[QWidget] = [self.section, self._stack]

    def _connect(self) -> None:
        self.section.changed.connect(self.reload)

    def reload(self) -> None:
        """Show the part that is chosen."""
        key = self.section.value() or self._first
        if key not in self._made:
            self._made[key] = self._make(key)
            self._stack.addWidget(self._made[key])
        self._stack.setCurrentWidget(self._made[key])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the list of parts where there is no room beside it."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Look anew when the lengths change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fold()

    def _fold(self) -> None:
        folded = self.width() < px(NARROW)
        self._line.setDirection(Line.Direction.TopToBottom if folded else Line.Direction.LeftToRight)
        self.section.fold(folded=folded)

    def show_section(self, key: str) -> None:
        """Choose a part: unit, departments, places, children, words, users or looks."""
        self.section.set_value(key)
        self.section.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def part(self) -> str:
        """Which part is shown: unit, departments, places, children, words, users …"""
        return str(self.section.value() or self._first)

    @property
    def panel(self) -> QWidget:
        """The part that is shown."""
        return self._made[self.part]

    def _offers(self, key: str) -> bool:
        may = offered_to(self._desk.viewer, key)
        there = {"users": self._reaches.users, "posts": self._reaches.posts, "backups": self._reaches.outside}
        return may and there.get(key, self) is not None

    def _make(self, key: str) -> QWidget:
        desk, tell, reaches = self._desk, self._tell, self._reaches
        makes: dict[str, Callable[[], QWidget]] = {
            "unit": lambda: UnitPanel(desk, tell),
            "departments": lambda: NamedPanel(desk, tell, Department),
            "places": lambda: NamedPanel(desk, tell, Place),
            "plan": lambda: PlansPanel(desk, tell),
            "children": lambda: MonthsPanel(desk, tell),
            "card": lambda: CardEditPanel(desk, tell),
            "words": lambda: WordsPanel(desk, tell), "equipment": self._equipment,
            "contacts": lambda: ContactPanel(desk, tell), "matrix": lambda: MatrixPanel(desk, tell),
            "reports": lambda: LimitsPanel(desk, tell),
            "log": lambda: LogPanel(desk, tell, reaches.watched),
            "privacy": lambda: PrivacyPanel(desk, tell, reaches.disposals),
            "exports": lambda: ExportsPanel(desk, tell),
            "lock": lambda: LockPanel(desk, tell),
            "looks": lambda: LooksPanel(desk, tell),
        }
        if (users := reaches.users) is not None:
            makes["users"] = lambda: self._users(users)
        if (posts := reaches.posts) is not None:
            makes["posts"] = lambda: PostPanel(desk, posts)
        if (keeper := reaches.keeper) is not None and (outside := reaches.outside) is not None:
            makes["backups"] = lambda: BackupsPanel(desk, tell, keeper, outside)
        return makes[key]()

    def _users(self, users: Users) -> UsersPanel:
        panel = UsersPanel(self._desk, self._tell, users)
        panel.wants.connect(lambda page: self.asks.emit("page", page))
        return panel

    def _equipment(self) -> EquipmentPanel:
        panel = EquipmentPanel(self._desk, self._tell)
        panel.asks.connect(self.asks)
        return panel


def offered_to(viewer: Viewer, key: str) -> bool:
    """Whether somebody is offered a part of the settings."""
    needed = {"log": Right.SEE_LOG, "exports": Right.EXPORT}.get(key, Right.SET_UP)
    return key in EVERYBODY or needed in viewer.rights
