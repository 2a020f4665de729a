"""An archive taken in before there are any data here: where it lies, who unlocks, and where the data shall lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.archive.take_in_model import TakeIn, TakenIn
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.paths import documents_folder
from ikdesk.kernel.words import _
from ikdesk.people.password_panel import NewPasswordPanel
from ikdesk.safe.front import has_data
from ikdesk.safe.guard import refuse_unsafe_place
from ikdesk.start.code_panel import CodePanel
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card, PageHead
from ikdesk.ui.dialogs import ask_folder
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.footer import Footer, go_to
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.layouts import Column, Wrap
from ikdesk.ui.middle import in_the_middle, scrolling_in_the_middle
from ikdesk.ui.progress import JobLine
from ikdesk.ui.text import announce
from ikdesk.ui.text_field import TextField

_INSIDE = (24, 18, 24, 20)
Bring = Callable[[TakeIn, Callable[[int, int], None]], TakenIn]


class TakeInPage(QWidget):
    """Three questions, and the recovery code; nothing is written before they are answered, and then all or nothing.

    ``done(data)`` with the open data when the code is written down; ``left()`` when somebody changed their mind.

    Args:
        bring: takes one in; runs beside the window.
        folder: where the data shall lie if nobody says otherwise.
        jobs: carries what takes time.
    """

    done = Signal(object)
    left = Signal()

    def __init__(self, bring: Bring, folder: Path, jobs: Jobs) -> None:
        super().__init__()
        self._bring, self._jobs, self._busy = bring, jobs, False
        self.archive, self.name, self.folder = TextField(), TextField(width=280), TextField()
        self.folder.set_value(str(folder))
        self.secret = NewPasswordPanel()
        self.code: CodePanel | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.choose = SecondaryButton(str(_("Velg mappe …")), "folder-open")
        self.change = SecondaryButton(str(_("Velg en annen mappe …")), "folder-open")
        self.boxes = {
            "archive": FieldBox(_("Mappen arkivet ligger i"), self.archive,
                                hint=_("Den har filene LESMEG.txt og metadata.json.")),
            "name": FieldBox(_("Hva heter du?"), self.name,
                             hint=_("Som i arkivet hvis du er leder der. Er du ny, skriver du navnet ditt.")),
            **self.secret.boxes,
            "folder": FieldBox(_("Mappe"), self.folder, hint=_("Forslaget passer for de fleste.")),
        }  # fmt: skip
        self.problem, self.line = Banner("", "danger"), JobLine()
        self.problem.hide()
        self.go = PrimaryButton(str(_("Hent inn")), "check")
        self.back = SecondaryButton(str(_("Tilbake")))
        cards = (
            Card(self.boxes["archive"], Wrap(self.choose), title=str(_("Hvor er arkivet?")), spacing=12,
                 padding=_INSIDE, level=2),
            Card(self.boxes["name"], self.secret, title=str(_("Hvem skal låse opp?")), spacing=14, padding=_INSIDE,
                 level=2),
            Card(self.boxes["folder"], Wrap(self.change), title=str(_("Hvor skal dataene ligge?")), spacing=12,
                 padding=_INSIDE, level=2),
        )  # fmt: skip
        inside = QWidget()
        Column(*cards, 1, spacing=16, parent=inside)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolling_in_the_middle(inside))
        self.head = PageHead(str(_("Hent inn et arkiv")), str(_(
            "Alt som står i arkivet, blir til en virksomhet her, med historikken. Arkivet blir liggende som det er.")))
        top = QWidget()
        Column(self.head, self.problem, self.line, spacing=12, margins=(0, 24, 0, 12), parent=top)
        self.footer = Footer(self.go, self.back, note=str(_("Esc går tilbake")))
        whole = Column(in_the_middle(top, 28), spacing=0, parent=self)
        whole.put(self._stack, 1)
        whole.put(self.footer)
        self.panes: list[QWidget] = [self._stack, self.footer]

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.change.clicked.connect(self._on_change)
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self._on_back)
        for key in ("archive", "name", "folder"):
            field, box = getattr(self, key), self.boxes[key]
            field.changed.connect(lambda *_args, box=box: box.set_error(""))
        QShortcut(QKeySequence("Esc"), self).activated.connect(self._on_back)

    def showEvent(self, event: Any) -> None:
        """Begin where one begins."""
        super().showEvent(event)
        self.archive.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        chosen = ask_folder(self, str(_("Hvor er arkivet?")), documents_folder())
        if chosen is not None:
            self.archive.set_value(str(chosen))

    def _on_change(self) -> None:
        place = Path(self.folder.value()).expanduser()
        near = next((one for one in (place, *place.parents) if one.is_dir()), Path.home())
        chosen = ask_folder(self, str(_("Hvor skal dataene ligge?")), near)
        if chosen is not None:
            self.folder.set_value(str(chosen))

    def _on_back(self) -> None:
        if not self._busy and self.code is None:
            self.left.emit()

    def _on_go(self) -> None:
        if self._busy:
            return
        try:
            wish = self._wish()
        except Invalid as wrong:
            self._show_wrong(wrong)
            return
        self._busy = True
        self._say("")
        job = self._jobs.start(lambda tick: self._bring(wish, tick))
        job.succeeded.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_stopped)
        self.line.follow(job, str(_("Henter inn og kontrollerer …")))

    def _wish(self) -> TakeIn:
        archive, folder = (Path(field.value()).expanduser() for field in (self.archive, self.folder))
        if not self.archive.value() or not archive.is_dir():
            raise Invalid(archive=_("Velg mappen arkivet ligger i."))
        if not self.name.value():
            raise Invalid(name=_("Skriv hva du heter. Fornavn er nok."))
        self.secret.check()
        try:
            refuse_unsafe_place(folder)
        except Problem as problem:
            raise Invalid(folder=str(problem)) from problem
        if not self.folder.value() or not folder.is_absolute() or has_data(folder):
            raise Invalid(folder=_("Velg en ny eller tom mappe."))
        return TakeIn(archive, folder, self.name.value(), self.secret.password.text())

    def _on_done(self, made: TakenIn) -> None:
        self._busy = False
        self.secret.clear()
        self.code = CodePanel(made.unit, made.code)
        self.code.done.connect(lambda: self.done.emit(made.data))
        self._stack.addWidget(scrolling_in_the_middle(self.code))
        self._stack.setCurrentIndex(1)
        self.head.say(str(self.code.title), str(self.code.sub))
        self.footer.hide()
        announce(self, str(self.code.title))
        self.code.kept.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_stopped(self) -> None:
        self._busy = False

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        match error:
            case Invalid():
                self._show_wrong(error)
            case Problem():
                self._say(str(error))
            case _:
                raise error

    def _show_wrong(self, wrong: Invalid) -> None:
        for key, sentence in wrong.messages.items():
            if key in self.boxes:
                self.boxes[key].set_error(str(sentence))
                announce(self.boxes[key], str(sentence), now=True)
                go_to(self.boxes[key])
                return
        self._say(str(wrong))

    def _say(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.problem, sentence, now=True)
