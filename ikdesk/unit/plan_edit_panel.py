"""The settings about the unit's own plans: which pictures they are, and where its places lie on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.kernel.content import Picture
from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Page
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, EmptyState
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import show_problem
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.picture_job import ask_picture, bring_picture
from ikdesk.ui.pictures_in import PLAN
from ikdesk.ui.plan_view import PlanView, where_words
from ikdesk.ui.table import RowTable, Width
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px
from ikdesk.unit.model import Place
from ikdesk.unit.photos_panel import PhotosCard
from ikdesk.unit.plan_actions import add_plan, put_on_plan, rename_plan, replace_plan, take_off_plan, withdraw_plan
from ikdesk.unit.plan_model import PlanSpot, SitePlan
from ikdesk.unit.plan_panel import picture_of, spots_of
from ikdesk.unit.plan_parts_panel import NameBox, PlaceList
from ikdesk.unit.plan_queries import PlanRow, plans
from ikdesk.unit.queries import places

_HINT = _(
    "Dra et sted fra listen til tegningen, eller velg det og trykk «Sett på tegningen». Da flytter piltastene det, "
    "med Shift lenger. Enter setter det, Esc avbryter, og Delete tar det av."
)
_HOLDS = _("Piltastene flytter, med Shift lenger. Enter setter det, Esc avbryter, og Delete tar det av.")
_EMPTY = _(
    "Ta et bilde av tegningen på veggen, eller tegn selv. Da ser dere hvor det skjer mest, og den som melder, kan "
    "trykke på stedet."
)
_FIRST = (_("Uteområdet"), _("Inne"))  # what the first plans are usually called
_HIGH = 430  # logical pixels at 100 % a plan needs to be drawn up


@dataclass(frozen=True, slots=True)
class _Lies:
    """A place, and whether it is on the plan."""

    id: Key
    name: str
    where: str


class PlansPanel(QWidget):
    """The plans, one at a time, with the places beside.

    Args:
        desk: verbs.
        tell: shows a toast.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._plans: Sequence[PlanRow] = ()
        self._shown: Key | None = None  # of the picture that is shown
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.which = ChoiceGroup(_("Hvilken tegning?"), [])
        self.add = PrimaryButton(str(_("Legg til tegning")), "plus")
        self.view = PlanView(str(_("Tegningen med stedene")), drawn_up=True)
        self.replace, self.rename = SecondaryButton(str(_("Bytt bilde"))), QuietButton(str(_("Gi nytt navn")))
        self.withdraw = QuietButton(str(_("Fjern tegningen")))
        self.state = Label(str(_HINT), "secondary")
        self.rows = RowTable([Field("name", _("Sted")), Field("where", _("På tegningen"))], self._desk.codebook,
                             self._fetch)  # fmt: skip
        self.list = PlaceList(str(_("Steder")), self.rows, {"name": Width(0), "where": Width(150, hide_below=250)})
        self.put, self.off = SecondaryButton(str(_("Sett på tegningen")), "map-pin"), QuietButton(str(_("Ta av")))
        self._both = QStackedWidget()
        self._both.addWidget(Card(EmptyState("map-pin", str(_("Ingen tegning ennå")), str(_EMPTY))))
        self._both.addWidget(Beside(self._middle(), self._side(), width=330, below=760, full=True, under=True))
        head = Row(self.add, spacing=16)
        head.put(self.which, 1)
        head.put(1)
        page = ScrollPage(margins=(28, 4, 28, 20), spacing=14)
        page.put(head)
        page.column.put(self._both, 1)
        self.photos = PhotosCard(self._desk, self._tell)
        page.put(self.photos)
        Column(spacing=0, parent=self).put(page, 1)
        self.panes = [self.which, self.view, self.list]

    def _middle(self) -> QWidget:
        """The plan, and what can be done with it."""
        middle = QWidget()
        middle.setMinimumHeight(px(_HIGH))
        column = Column(spacing=10, parent=middle)
        column.put(self.view, 1)
        column.put(self.state)
        column.put(Wrap(self.replace, self.rename, self.withdraw))
        return middle

    def _side(self) -> QWidget:
        """The places."""
        side, box = QWidget(), Card(padding=(2, 2, 2, 2), spacing=0)
        side.setMinimumHeight(px(_HIGH))
        box.column.put(self.list, 1)
        column = Column(spacing=10, parent=side)
        column.put(box, 1)
        column.put(Row(self.put, self.off, 1, spacing=8))
        return side

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self.which.changed.connect(self._show)
        self.add.clicked.connect(lambda: self._on_ask(self._on_new))
        self.replace.clicked.connect(lambda: self._on_ask(self._on_other))
        self.rename.clicked.connect(self._on_rename)
        self.withdraw.clicked.connect(self._on_withdraw)
        self.put.clicked.connect(self._on_hold)
        self.list.opened.connect(lambda _key: self._on_hold())
        self.list.chosen.connect(lambda key: self.view.choose(str(key)))
        self.off.clicked.connect(lambda: self._on_taken(str(self.list.key)))
        self.view.pressed.connect(lambda key: self.list.choose(Key(key)))
        self.view.put.connect(self._on_put)
        self.view.taken.connect(self._on_taken)
        self.view.let_go.connect(lambda _key: self._on_let_go())
        self.view.said.connect(lambda words: self.state.say(f"{words}. {_HOLDS}"))

    def reload(self) -> None:
        """Ask for the plans anew."""
        self._plans = self._desk.read(plans)
        self.which.set_options(Option(str(plan.id), plan.name) for plan in self._plans)
        self.which.setVisible(len(self._plans) > 1)
        if self._plan is None and self._plans:
            self.which.set_value(str(self._plans[0].id))
        self._show()

    @property
    def _plan(self) -> PlanRow | None:
        wanted = self.which.value()
        return next((plan for plan in self._plans if str(plan.id) == wanted), None)

    def _show(self) -> None:
        plan = self._plan
        self.state.say(str(_HINT))
        self._both.setCurrentIndex(int(plan is not None))
        self.rows.reload()
        if plan is None:
            self._shown = None
        elif plan.content != self._shown:
            self._shown = plan.content
            self.view.show_plan(picture_of(self._desk, plan), spots_of(plan))
        else:
            self.view.show_spots(spots_of(plan))

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[_Lies]:  # noqa: FBT001 (the table asks so)
        on_it = {spot.place: spot for spot in self._plan.spots} if self._plan else {}
        rows = []
        for place in self._desk.read(places):
            spot = on_it.get(place.id)
            rows.append(_Lies(place.id, place.name, where_words(spot.x, spot.y).split(",")[0] if spot else ""))
        if sort:
            rows.sort(key=lambda row: str(getattr(row, sort)), reverse=descending)
        return Page(rows[first : first + size], total=len(rows))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {SitePlan, PlanSpot, Place}:
            self.reload()

    def _on_ask(self, then: Callable[[Picture], object]) -> None:
        path = ask_picture(self.window(), str(_("Hvilket bilde er tegningen?")))
        if path is not None:
            self.bring(path, then)

    def bring(self, path: Path, then: Callable[[Picture], object] | None = None) -> Any:
        """Make a picture anew, and then take it into use; as a new plan where nothing else is said."""
        return bring_picture(self._desk, path, PLAN, then or self._on_new, lambda why: show_problem(self.window(), why))

    def _on_new(self, picture: Picture) -> None:
        made: list[Key] = []
        usual = str(_FIRST[len(self._plans)]) if len(self._plans) < len(_FIRST) else ""
        NameBox(self.window(), usual, lambda name: made.append(self._desk.write(add_plan, name, picture))).ask()
        if made:
            self._done(str(_("Tegningen er lagt til. Nå kan stedene settes på den.")))
            self.which.set_value(str(made[0]))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_other(self, picture: Picture) -> None:
        if self._plan is not None:
            self._desk.write(replace_plan, self._plan.id, picture)
            self._done(str(_("Bildet er byttet. Stedene ligger der de lå.")))

    def _on_rename(self) -> None:
        plan = self._plan
        if plan is not None and NameBox(self.window(), plan.name,
                                        lambda name: self._desk.write(rename_plan, plan.id, name)).ask():  # fmt: skip
            self._done(str(_("Navnet er lagret.")))

    def _on_withdraw(self) -> None:
        if self._plan is not None:
            said = _("{name} er fjernet.").format(name=self._plan.name)
            self._desk.write(withdraw_plan, self._plan.id, _("Fjernet under Innstillinger"))
            self._done(said)

    def _on_hold(self) -> None:
        name = next((row.name for row in self._desk.read(places) if row.id == self.list.key), "")
        if self._plan is not None and name:
            self.view.hold(str(self.list.key), name)

    def _on_put(self, key: str, x: float, y: float) -> None:
        if self._plan is None:
            return
        self._desk.write(put_on_plan, self._plan.id, Key(key), (x, y))
        name = next(spot.name for spot in self.view.spots if spot.key == key)
        self._done(_("{name} ligger nå {where}.").format(name=name, where=where_words(x, y).split(",")[0]))
        self.list.choose(Key(key))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_taken(self, key: str) -> None:
        spot = next((one for one in self.view.spots if one.key == key), None)
        if self._plan is not None and spot is not None:
            self._desk.write(take_off_plan, self._plan.id, Key(key))
            self._done(_("{name} er tatt av tegningen.").format(name=spot.name))
        self._on_let_go()

    def _on_let_go(self) -> None:
        self.state.say(str(_HINT))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, said: str) -> None:
        self._tell(said, *self._desk.undoing(said))
