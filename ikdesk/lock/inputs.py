"""What is asked in a way of its own when an incident is reported: which kind, where, how serious, and who."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.told import TICKED
from ikdesk.kernel.words import _, language
from ikdesk.ui.choices import CheckGroup, ChoiceGroup
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label

CHIPS = 6  # places within one tap; the rest fold out
_TONES = {"0": "neutral", "1": "info", "2": "warn", "3": "danger", "4": "danger"}
_ICONS = {"0": "circle", "1": "info", "2": "circle-alert", "3": "triangle-alert", "4": "siren"}


class KindInput(QWidget):
    """Six tiles, and under the chosen one its kinds when it has several."""

    changed = Signal()

    def __init__(self, codebook: Codebook, *, headed: bool = False) -> None:
        """Make it.

        Args:
            codebook: the unit's lists.
            headed: its question stands above as a heading.
        """
        super().__init__()
        self.asks_itself = headed
        self._codebook = codebook
        self._kinds: dict[str, list[Option]] = {}
        for entry in codebook.entries("event_type"):
            self._kinds.setdefault(entry.more.get("tile", "other"), []).append(Option(entry.code, entry.label))
        tiles = [
            Option(entry.code, entry.label, icon=entry.more.get("icon", ""))
            for entry in codebook.entries("event_tile")
            if entry.code in self._kinds
        ]
        self.tiles = ChoiceGroup(_("Hva slags hendelse er det?"), tiles, look="picture", columns=6)
        self.closer = ChoiceGroup(_("Nærmere bestemt"), [])
        self.longer = Dropdown(_("Nærmere bestemt"), [], none=str(_("Velg")), width=540)
        self._line = QWidget()
        said = Label(_("Nærmere bestemt:"), "secondary", wrap=False)
        said.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)  # what it says it of stands beside
        line = Row(said, spacing=8, parent=self._line)
        line.put(self.closer, 1)
        line.put(Row(self.longer, 1))
        Column(self.tiles, self._line, spacing=6, parent=self)
        self.setFocusProxy(self.tiles)
        self._line.hide()
        self.tiles.changed.connect(self._on_tile)
        self.closer.changed.connect(self.changed)
        self.longer.changed.connect(self.changed)

    def value(self) -> Any:
        """The kind, or None."""
        options = self._kinds.get(self.tiles.value() or "", [])
        if len(options) <= 1:
            return options[0].code if options else None
        return (self.closer if len(options) <= CHIPS - 1 else self.longer).value()

    def set_value(self, value: object) -> None:
        """Choose a kind and its tile."""
        tile = next((tile for tile, options in self._kinds.items() if value in {o.code for o in options}), None)
        self.tiles.set_value(tile)
        self._offer(str(value) if value else None)

    @property
    def tile(self) -> str:
        """The tile that is chosen; empty for none."""
        return str(self.tiles.value() or "")

    def _offer(self, chosen: str | None) -> None:
        options = self._kinds.get(self.tiles.value() or "", [])
        few = len(options) <= CHIPS - 1
        group = self.closer if few else self.longer
        group.set_options(options)
        codes = {option.code for option in options}
        first = options[0].code if few and options else None  # one among many must be chosen, not overlooked
        group.set_value(chosen if chosen in codes else first)
        self.closer.setVisible(few)
        self.longer.setVisible(not few)
        self._line.setVisible(len(options) > 1)

    def _on_tile(self) -> None:
        self._offer(None)
        self.changed.emit()


class PlaceInput(QWidget):
    """The places used last as chips, and all of them in a list beside."""

    changed = Signal()

    def __init__(self, places: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.chips = ChoiceGroup(_("Hvor skjedde det?"), [])
        self.all = Dropdown(_("Annet sted"), [], none=str(_("Annet sted …")), width=150)
        self._row = Row(spacing=8, parent=self)
        self._row.put(self.chips, 1)
        self._row.put(self.all)
        self.setFocusProxy(self.chips)
        self._turning = False
        self.offer(places)
        self.chips.changed.connect(self._on_chip)
        self.all.changed.connect(self._on_list)

    def stand_beside(self, other: QWidget) -> None:
        """Offer another way to choose, to the right of the list."""
        self._row.put(other)

    def offer(self, places: Sequence[tuple[str, str]]) -> None:
        """Offer these places.

        Args:
            places: key and name, those used last first.
        """
        options = [Option(key, name) for key, name in places]
        self._turning = True
        self.chips.set_options(options[:CHIPS])
        self.all.set_options(sorted(options[CHIPS:], key=lambda option: option.label))
        self.all.setVisible(len(options) > CHIPS)
        self._turning = False

    def value(self) -> Any:
        """The key of the place, or None."""
        return self.all.value() or self.chips.value()

    def set_value(self, value: object) -> None:
        """Choose a place by its key."""
        self._turning = True
        self.all.set_value(value)
        self.chips.set_value(value if self.all.value() is None else None)
        self._turning = False
        self.changed.emit()

    def _on_chip(self) -> None:
        if not self._turning and self.chips.value() is not None:
            self._turning = True
            self.all.set_value(None)
            self._turning = False
            self.changed.emit()

    def _on_list(self) -> None:
        if not self._turning:
            self._turning = True
            if self.all.value() is not None:
                self.chips.set_value(None)
            self._turning = False
            self.changed.emit()


class SeverityInput(ChoiceGroup):
    """Five chips, each with what it means; once one is chosen, the others say only what they are called."""

    def __init__(self, codebook: Codebook) -> None:
        entries = codebook.entries("severity")
        said = [f"{entry.label} – {entry.more.get(f'anchor_{language()}', '')}".rstrip(" –") for entry in entries]
        self._whole = [
            Option(entry.code, words, icon=_ICONS.get(entry.code, ""), tone=_TONES.get(entry.code, ""))
            for entry, words in zip(entries, said, strict=True)
        ]
        self._brief = [
            Option(option.code, entry.label, option.icon, option.tone, tip=option.label, whole=option.label)
            for entry, option in zip(entries, self._whole, strict=True)
        ]
        super().__init__(_("Hvor alvorlig var det?"), self._whole)
        self.changed.connect(self._fold)

    def _fold(self) -> None:
        chosen = self.value()
        options = [
            whole if chosen is None or str(whole.code) == str(chosen) else brief
            for whole, brief in zip(self._whole, self._brief, strict=True)
        ]
        self.set_options(options)


class PotentialInput(QWidget):
    """How serious it could have become: one line, beside its question."""

    changed = Signal()
    asks_itself = True

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        question = _("Hvor alvorlig kunne det blitt?")
        self.chips = ChoiceGroup(question, [
            Option(entry.code, entry.label, icon=_ICONS.get(entry.code, ""), tone=_TONES.get(entry.code, ""))
            for entry in codebook.entries("severity")
        ])  # fmt: skip
        said = Label(question, "strong", wrap=False)
        said.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = Row(said, spacing=12, parent=self)
        row.put(self.chips, 1)
        self.setFocusProxy(self.chips)
        self.setAccessibleName(str(question))
        self.chips.changed.connect(self.changed)

    def value(self) -> Any:
        """The grade, or None."""
        return self.chips.value()

    def set_value(self, value: object) -> None:
        """Choose a grade; None is none."""
        self.chips.set_value(value)


class Checks(CheckGroup):
    """A few of a list's codes to tick at once, in words for somebody who was there."""

    asks_itself = True

    def __init__(self, question: str, name: str, codebook: Codebook) -> None:
        there = {entry.code for entry in codebook.entries(name)}
        super().__init__(question, [Option(code, str(said)) for code, said in TICKED[name].items() if code in there])
