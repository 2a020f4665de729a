"""What came of a collection: the documents, the files that are not in it and what to do, and who has not delivered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.words import _, many
from ikdesk.sector.outcome_model import MissingUnit, Outcome, TroubledFile
from ikdesk.sector.wanted_model import TROUBLED, Collected, FileState
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card, Pill
from ikdesk.ui.layouts import Column, Row, Wrap, first_in
from ikdesk.ui.open_file import open_file, show_in_folder, shown_folder
from ikdesk.ui.text import Label, announce
from ikdesk.ui.theme import color

MOST = 50  # rows of each list that are shown
_GRAVE = {FileState.CHANGED, FileState.DISPUTED, FileState.NEW_KEY}
_OPENS = {".pdf": _("Åpne PDF"), ".xlsx": _("Åpne Excel")}


class ResultPanel(QWidget):
    """Says it. ``accepts(TroubledFile)`` and ``stops(MissingUnit)`` when somebody wants to do something about it."""

    accepts = Signal(object)
    stops = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        self.links: dict[str, QuietButton] = {}
        self.rows: list[TroubleRow | MissingRow] = []
        self._inside: QWidget | None = None
        self._again: Label | None = None  # shown when the documents say something else than what holds now
        self._column = Column(spacing=0, parent=self)
        self.hide()

    def forget(self) -> None:
        """Say nothing any more."""
        old, self._inside, self.rows, self.links, self.said = self._inside, None, [], {}, ""
        self._again = None
        self.hide()
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()

    def show_made(self, made: Collected, found: Outcome) -> None:
        """Say what was made of it.

        Args:
            made: what came of it all.
            found: what came of the files.
        """
        said = made_words(made)
        banner = Banner(said, "warn" if made.troubled or made.missing else "ok")
        self.forget()
        for path in made.paths:
            if path.suffix in _OPENS:
                self._link(path.suffix, str(_OPENS[path.suffix]), partial(open_file, path))
        if made.paths:
            self._link("folder", str(_("Vis mappen")), partial(show_in_folder, made.paths[0]))
        banner.add_links(*self.links.values())
        self._show(said, banner, found)

    def stops_at(self) -> list[QWidget]:
        """All the keyboard stops at, from the top."""
        return [*self.links.values(), *(verb for row in self.rows if (verb := row.verb) is not None)]

    def drop(self, found: MissingUnit) -> None:
        """A unit is waited for no more. Its row goes, and the documents do not know it before they are made anew.

        Args:
            found: the unit.
        """
        missing = [row for row in self.rows if isinstance(row, MissingRow)]
        at = next(at for at, row in enumerate(missing) if row.found is found)
        missing[at].hide()
        self.rows.remove(missing[at])
        if self._again is not None:
            self._again.show()
            announce(self, self._again.text())
        left = [row.stop for row in (*missing[at + 1 :], *reversed(missing[:at])) if row.stop is not None]
        (left[0] if left else first_in(self)).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, problem: str, found: Outcome) -> None:
        """Say why nothing was made of it.

        Args:
            problem: in a sentence, with what to do.
            found: what came of the files, as far as it went.
        """
        self.forget()
        self._show(problem, Banner(problem, "danger"), found)

    def _show(self, said: str, banner: Banner, found: Outcome) -> None:
        self.said, self._inside = said, QWidget()
        column = Column(banner, spacing=12, parent=self._inside)
        if found.states:
            column.put(Label(state_words(found), "secondary"))
        if found.troubled:
            column.put(self._troubles(found))
        if found.missing:
            column.put(self._missing(found))
        self._column.put(self._inside)
        self.show()

    def _troubles(self, found: Outcome) -> Card:
        number = sum(found.states.get(state, 0) for state in {one.state for one in found.troubled})
        card = Card(title=many("{n} fil kom ikke med", "{n} filer kom ikke med", number), spacing=8, level=2,
                    padding=(20, 14, 20, 12))  # fmt: skip
        for one in found.troubled:
            row = TroubleRow(one)
            row.accepts.connect(self.accepts)
            self.rows.append(row)
            card.put(row)
        rest = number - len(found.troubled)
        if rest > 0:
            card.put(_rest(rest, str(_("Alle står i Excel-arket, på arket om filene."))))
        return card

    def _missing(self, found: Outcome) -> Card:
        title = many("{n} enhet mangler", "{n} enheter mangler", found.missing_in_all)
        card = Card(title=title, spacing=6, padding=(20, 14, 20, 12), level=2)
        card.put(Label(_("Vi venter på rapport fra dem, og har ingen vi kunne ta med for denne perioden."), "muted"))
        self._again = Label(_("Samle rapportene en gang til, så blir det riktig i dokumentene også."))
        self._again.hide()
        card.put(self._again)
        for one in found.missing:
            row = MissingRow(one)
            row.stops.connect(self.stops)
            self.rows.append(row)
            card.put(row)
        rest = found.missing_in_all - len(found.missing)
        if rest > 0:
            card.put(_rest(rest, str(_("Alle står i Excel-arket, på arket om dem som mangler."))))
        return card

    def _link(self, key: str, words: str, then: Callable[[], object]) -> None:
        self.links[key] = QuietButton(words)
        self.links[key].clicked.connect(lambda _on=False: then())


class _Ruled(QWidget):
    """A row with a thin line above it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), 1), color("border"))
        painter.end()


class TroubleRow(_Ruled):
    """A file that is not in it: ``accepts(TroubledFile)`` where the key is new."""

    accepts = Signal(object)

    def __init__(self, found: TroubledFile) -> None:
        super().__init__()
        self.found = found
        self.accept: SecondaryButton | None = None
        pill = Pill(found.state.label, "danger" if found.state in _GRAVE else "warn")
        title = f"{found.unit_name} · {found.name}" if found.unit_name else found.name
        column = Column(Label(title, "medium"), Wrap(pill), Label(found.said), spacing=4, margins=(0, 10, 0, 12),
                        parent=self)  # fmt: skip
        if found.fingerprint:
            self.accept = SecondaryButton(str(_("Godta den nye nøkkelen …")), "shield-check")
            self.accept.setAccessibleName(str(_("Godta den nye nøkkelen: {name}")).format(name=title))
            self.accept.clicked.connect(lambda: self.accepts.emit(found))
            column.put(Row(self.accept, 1, margins=(0, 4, 0, 0)))

    @property
    def verb(self) -> QWidget | None:
        """What one can do about it."""
        return self.accept


class MissingRow(_Ruled):
    """A unit whose report lacks: ``stops(MissingUnit)`` where it was received from before."""

    stops = Signal(object)

    def __init__(self, found: MissingUnit) -> None:
        super().__init__()
        self.found = found
        line = Row(spacing=12, margins=(0, 6, 0, 6), parent=self)
        more = [Label(found.said, "secondary")] if found.said else []
        line.put(Column(Label(found.name, "medium"), *more, spacing=1), 1)
        self.stop: QuietButton | None = None
        if not found.listed:
            self.stop = QuietButton(str(_("Vent ikke på denne lenger …")))
            self.stop.setAccessibleName(str(_("Vent ikke på denne lenger: {name}")).format(name=found.name))
            self.stop.clicked.connect(lambda: self.stops.emit(found))
            line.put(self.stop)

    @property
    def verb(self) -> QWidget | None:
        """What one can do about it."""
        return self.stop


def made_words(made: Collected) -> str:
    """What was made, in a few sentences.

    Args:
        made: what came of it all.
    """
    units = many("{n} enhet er med", "{n} enheter er med", made.taken)
    said = [_("{units} for {period}.").format(units=units, period=parse_period(made.period).name)]
    if made.missing:
        said.append(many("{n} enhet mangler.", "{n} enheter mangler.", made.missing))
    if made.troubled:
        said.append(many("{n} fil kom ikke med.", "{n} filer kom ikke med.", made.troubled))
    if made.paths:
        said.append(_("Dokumentene ligger i {folder}.").format(folder=shown_folder(Path(made.paths[0]).parent)))
    return " ".join(str(part) for part in said)


def state_words(found: Outcome) -> str:
    """How many files there were, and what came of those that nothing is wrong with.

    Args:
        found: what came of the files.
    """
    files = many("{n} fil", "{n} filer", sum(found.states.values()))
    parts = [f"{state.label}: {found.states[state]}" for state in FileState
             if state in found.states and state not in TROUBLED]  # fmt: skip
    return " · ".join([files, *parts])


def _rest(number: int, where: str) -> Label:
    return Label(f"{many('Og {n} til.', 'Og {n} til.', number)} {where}", "secondary")
