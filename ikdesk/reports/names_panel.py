"""Before a report is written: the texts in it that may tell who it was, pointed out, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.personal import Found, found_in
from ikdesk.kernel.words import _, many
from ikdesk.paper.story import Section, Story
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column
from ikdesk.ui.text import Label, announce

MOST = 8  # texts shown; who has more than that has seen enough
AROUND = 60  # letters shown of a text on each side
OURS = frozenset({"definitions", "corrections"})  # nobody wrote these: "Anna" is Nynorsk for the other types


class NamesBanner(QWidget):
    """How many texts may tell who it was, and which they are; hidden where there are none.

    Args:
        desk: verbs.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._words = words_for(desk)  # before the page listens: what is no name any more is forgotten first
        self.found: tuple[tuple[str, Found], ...] = ()
        self.banner = Banner("", "warn", icon="eye")
        self.show_them = QuietButton(str(_("Se gjennom dem")))
        self.banner.add_links(self.show_them)
        self.inside = QWidget()
        self._lines = Column(spacing=4, margins=(14, 8, 10, 4), parent=self.inside)
        self.inside.hide()
        Column(self.banner, self.inside, spacing=0, parent=self)
        self.show_them.clicked.connect(self._on_show)
        self.hide()

    def show_story(self, story: Story) -> None:
        """Look through a report anew.

        Args:
            story: the report.
        """
        before = self.found
        plain = self._words.plain()
        self.found = tuple((text, one[0]) for text in texts_of(story) if (one := found_in(text, plain)))
        if self.found == before:
            return
        self.setVisible(bool(self.found))
        self.inside.hide()
        self.show_them.say(str(_("Se gjennom dem")))
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for text, first in self.found[:MOST]:
            self._lines.put(Label(f"«{first.word}»: {_around(text, first)}", "secondary"))
        n = len(self.found)
        said = many("{n} tekst kan røpe hvem det gjelder.", "{n} tekster kan røpe hvem det gjelder.", n)
        self.banner.say(f"{said} {_('Rapporten skal ikke ha navn.')}" if n else "")
        if n and self.isVisible():
            announce(self, said)

    def _on_show(self) -> None:
        self.inside.setVisible(self.inside.isHidden())
        self.show_them.say(str(_("Se gjennom dem") if self.inside.isHidden() else _("Skjul dem")))


def texts_of(story: Story) -> Iterator[str]:
    """The texts of a report that somebody may have written, each once."""
    written = (section for section in story.sections if section.key not in OURS)
    yield from dict.fromkeys(text for section in written for text in _written(section) if text)


def _written(section: Section) -> Iterator[str]:
    yield from section.text
    yield from section.bullets
    yield from (value for _label, value in section.facts)
    for table in section.tables:
        keys = [at for at, field in enumerate(table.fields) if field.kind is str and not field.codes]
        yield from (row[at] for row in table.rows for at in keys if isinstance(row[at], str))


def _around(text: str, one: Found) -> str:
    first, last = max(0, one.start - AROUND), min(len(text), one.end + AROUND)
    cut = " ".join(text[first:last].split())
    return ("…" if first else "") + cut + ("…" if last < len(text) else "")
