"""Ctrl+K: one line that finds things in the file, commands, parts of the settings and the handbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.search import excerpt, has_all, marks_in, words_in
from ikdesk.kernel.words import _, language
from ikdesk.start.find_model import EACH, Command, Sort, Thing, commands_for
from ikdesk.start.find_queries import find
from ikdesk.start.handbook_model import Section, handbook
from ikdesk.ui.desk import Desk
from ikdesk.ui.palette import Group, Hit, Palette

_ICONS = {
    Sort.INCIDENT: "clipboard-list", Sort.MEASURE: "list-checks", Sort.FOCUS: "target",
    Sort.RISK: "triangle-alert",
    Sort.ROUTINE: "book-open", Sort.EQUIPMENT: "wrench",
    Sort.PLACE: "map-pin", Sort.CONTACT: "phone", Sort.HELP: "circle-question-mark",
}  # fmt: skip
Setting = tuple[str, str, str]  # what the settings call it, what people do, and its icon


class Finder(QObject):
    """Puts together what was found, and tells what was chosen: ``opened(sort, key)``, ``opened_thing(thing)``.

    Args:
        window: that it lies over.
        desk: verbs.
        commands: what can be done here, whoever may do it.
        settings: the parts of the settings the viewer is offered.
    """

    opened = Signal(object, object)
    opened_thing = Signal(object)

    def __init__(
        self, window: QWidget, desk: Desk, commands: Callable[[], Iterable[Command]],
        settings: Callable[[], Iterable[Setting]],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._desk, self._commands, self._settings = desk, commands, settings
        self.palette = Palette(window, str(_("Søk i alt, eller skriv hva du vil gjøre")))
        self.palette.asked.connect(self._on_asked)
        self.palette.chosen.connect(self._on_chosen)

    def toggle(self) -> None:
        """Show it, or take it away."""
        self.palette.toggle()

    def found(self, typed: str) -> list[Group]:
        """What was found, kind by kind."""
        words = words_in(typed)
        things = self._desk.read(find, typed) if words else ()
        hits = {sort: tuple(self._hit(one) for one in things if one.sort is sort) for sort in Sort}
        commands = commands_for(self._desk.viewer, typed, self._commands())
        hits[Sort.COMMAND] = tuple(
            Hit((Sort.COMMAND, one.key), str(one.title), icon=one.icon, marks=marks_in(str(one.title), words))
            for one in commands
        )
        if words:
            hits[Sort.SETTING] = tuple(
                Hit((Sort.SETTING, key), title, icon=icon, marks=marks_in(title, words))
                for key, title, icon in self._settings() if has_all(title, words)
            )  # fmt: skip
            hits[Sort.HELP] = tuple(_of_handbook(words))
        return [Group(str(sort.value), hits[sort]) for sort in Sort]

    def _hit(self, thing: Thing) -> Hit:
        listed, code = thing.code
        label = self._desk.codebook.label(listed, code) if code else ""
        detail = " · ".join(part for part in (thing.detail, label) if part)
        return Hit(thing, thing.title or label, detail, _ICONS[thing.sort], thing.marks, thing.detail_marks)

    def _on_asked(self, typed: str) -> None:
        if typed == self.palette.text:  # else another question is on its way
            self.palette.show_found(self.found(typed))

    def _on_chosen(self, hit: Hit) -> None:
        if isinstance(hit.key, Thing):
            self.opened_thing.emit(hit.key)
        elif isinstance(hit.key, tuple):
            self.opened.emit(*hit.key)


def _of_handbook(words: list[str]) -> list[Hit]:
    fitting = [one for one in _sections(language()) if has_all(one.text, words)]
    fitting.sort(key=lambda one: not has_all(one.title, words))
    hits = []
    for section in fitting[: EACH - 2]:
        said, marks = excerpt(_plain(section), words)
        hits.append(Hit((Sort.HELP, section.key), section.title, said, _ICONS[Sort.HELP],
                        marks_in(section.title, words), marks))  # fmt: skip
    return hits


@cache
def _sections(_language: str) -> tuple[Section, ...]:
    """The handbook in a language; read once."""
    return handbook()


def _plain(section: Section) -> str:
    """Its text without the signs of Markdown, and without its title."""
    lines = section.text.lstrip().split("\n")[1:]
    return " ".join(line.strip("#*->| ").replace("**", "").replace("`", "") for line in lines if line.strip())
