"""The papers about privacy in the window: one is read to the end, and written as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.paths import documents_folder
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _, many
from ikdesk.paper.saving import renamed_said
from ikdesk.people.model import Person
from ikdesk.privacy.paper_model import Paper, papers
from ikdesk.privacy.paper_queries import unit_facts
from ikdesk.privacy.paper_sections import paper_facts
from ikdesk.privacy.paper_writing import write_paper
from ikdesk.start.help_page import Reader
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.jobs import Job, Tick
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.open_file import open_file, shown_folder
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px
from ikdesk.unit.model import Unit
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_WIDEST, _AROUND = 720, 40  # logical pixels at 100 %: some 75 characters, and what is round them


class PaperPanel(QWidget):
    """Chips for the papers, the text of one, and a button that writes it."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._papers: dict[str, Paper] = {}
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        names = {
            "parents": _("Til foresatte"), "staff": _("Til ansatte"), "record": _("Behandlingsprotokoll"),
            "dpia": _("Vedlegg til DPIA"),
        }  # fmt: skip
        self.which = ChoiceGroup(_("Hvilket papir?"), [Option(key, str(name)) for key, name in names.items()])
        self.which.set_value("parents")
        self.text = Reader()
        self.text.setAccessibleName(str(_("Papiret")))
        self.write = PrimaryButton(str(_("Lag PDF")), "file-text")
        self.lacks = Label("", "secondary")
        self._sheet = Card(spacing=0, padding=(28, 16, 8, 12))
        self._sheet.column.put(self.text, 1)
        foot = Row(self.write, spacing=14)
        foot.put(self.lacks, 1)
        whole = Column(self.which, spacing=12, margins=(28, 0, 28, 18), parent=self)
        whole.put(self._sheet, 1)
        whole.put(foot)

    def _connect(self) -> None:
        self.which.changed.connect(self._show)
        self.write.clicked.connect(self._on_write)
        self._desk.changed.connect(self._on_changed)
        self._desk.settings_changed.connect(self.reload)

    def reload(self) -> None:
        """Fill the papers in anew."""
        found = papers(paper_facts(self._desk.read(unit_facts)))
        self._papers = {paper.key: paper for paper in found}
        self._show()

    def shown(self) -> Paper:
        """The paper that is shown."""
        return self._papers[str(self.which.value() or "parents")]

    def _show(self) -> None:
        paper = self.shown()
        self.text.show_text(paper.markdown)
        self.text.setMaximumWidth(px(_WIDEST))
        self._sheet.setMaximumWidth(px(_WIDEST + _AROUND))
        left = many(
            "{n} sted i klammer må dere fylle ut selv.", "{n} steder i klammer må dere fylle ut selv.",
            paper.open_places,
        )  # fmt: skip
        self.lacks.say(left if paper.open_places else "")

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Unit, Person}:
            self.reload()

    def _on_write(self) -> None:
        self.write.setEnabled(False)
        job = self.start()
        job.succeeded.connect(self._on_written)
        job.ended.connect(lambda: self.write.setEnabled(True))

    def start(self) -> Job:
        """Write the paper that is shown; what comes out is where it lies."""
        desk, paper, book = self._desk, self.shown(), self._desk.codebook
        folder = Path(desk.settings.report_folder) if desk.settings.report_folder else documents_folder()
        when, today = desk.clock.local().astimezone(), desk.today

        def read(session: Session, viewer: Viewer) -> str:
            return unit_row(session, viewer=viewer, today=today).name

        def draw(unit: str, _tick: Tick) -> Path:
            return write_paper(paper, unit, book, folder, when=when)

        return desk.start(read, draw)

    def _on_written(self, made: Path) -> None:
        self._desk.know("paper", [made])  # it names nobody, but what it says grows old
        told = _("«{name}» ligger i {folder}.").format(name=made.name, folder=shown_folder(made.parent))
        self._tell(told + renamed_said(made), str(_("Åpne")), lambda: open_file(made))
