"""Whether a report that somebody got is whole and unchanged: choose the file, and read the answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _, quoted
from ikdesk.reader.signed import SignedFile
from ikdesk.reader.signed_file import read_signed
from ikdesk.reports.target_panel import report_folder
from ikdesk.reports.verdict_model import Verdict, verdict_of
from ikdesk.reports.verdict_sentences import verdict_advice, verdict_facts, verdict_headline
from ikdesk.reports.version_queries import signed_here
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card, FactLine, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_open_path
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.text import Label, announce
from ikdesk.ui.text_field import TextField

_TONES = {"whole": "ok", "changed": "danger", "unsigned": "warn", "locked": "info", "unreadable": "warn"}


class VerifyPage(QWidget):
    """Looks into one file at a time, and keeps nothing of it. ``wants(page)`` asks for another page.

    Args:
        desk: verbs.
    """

    wants = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.path: Path | None = None
        self.job: Job | None = None
        self.verdict: Verdict | None = None
        self._build()
        self.choose.clicked.connect(self._on_choose)
        self.look.clicked.connect(self._on_look)
        self.password.returnPressed.connect(self._on_look)
        self.back.clicked.connect(lambda: self.wants.emit("reports"))

    def _build(self) -> None:
        self.back = QuietButton(str(_("Til rapportene")), "arrow-left")
        self.choose = PrimaryButton(str(_("Velg filen …")), "folder-open")
        self.name = Label("", "muted")
        self.password = TextField()
        self.field = FieldBox(str(_("Passordet til PDF-en")), self.password)
        self.look = SecondaryButton(str(_("Se etter")), "shield-check")
        self.locked = QWidget()
        Column(self.field, Row(self.look, 1), spacing=10, parent=self.locked)
        self.locked.hide()
        line = Row(spacing=14)
        line.put(self.choose)
        line.put(self.name, 1)
        page = ScrollPage(spacing=12, margins=(28, 18, 28, 16), widest=1040)
        sub = _("Se om en rapport fra IKdesk er hel og uendret, og hvilken enhet som har signert den.")
        which = Label(str(_("Filen kan være en PDF eller et Excel-ark. Den blir ikke lagret eller sendt noe sted.")),
                      "secondary")  # fmt: skip
        self.answer = QWidget()
        self._answer = Column(spacing=12, parent=self.answer)
        page.put(PageHead(str(_("Kontroller en rapport")), str(sub), self.back),
                 Card(which, line, self.locked, spacing=12, padding=(20, 16, 20, 16)), self.answer, 1)  # fmt: skip
        Column(page, spacing=0, parent=self)
        self.panes = [page]

    def show_file(self, path: Path, password: str = "") -> None:
        """Look into a file.

        Args:
            path: a PDF or a workbook.
            password: opens it, if it is locked.
        """
        if path != self.path:
            self.password.clear()
        self.path = path
        self.name.say(_("Ser på {name} …").format(name=quoted(path.name)))
        self._show(None)
        self.job = self._desk.work(lambda _tick: read_signed(path, password))
        self.job.succeeded.connect(self._on_read)
        self.job.failed.connect(self._on_failed)

    def _on_choose(self) -> None:
        title, kind = str(_("Hvilken rapport?")), str(_("PDF og Excel (*.pdf *.xlsx)"))
        path = ask_open_path(self, title, report_folder(self._desk), kind)
        if path is not None:
            self.show_file(path)

    def _on_look(self) -> None:
        if not self.password.text():
            self.field.set_error(str(_("Skriv passordet til filen.")))
            self.field.focus()
        elif self.path is not None:
            self.show_file(self.path, self.password.text())

    def _on_read(self, found: SignedFile) -> None:
        self._end()
        verdict = verdict_of(found.state, found.trouble, found.key, found.content, locked=found.locked,
                             passings=found.passings)  # fmt: skip
        self._show(verdict)
        announce(self, verdict_headline(verdict))
        if verdict.state == "locked":
            self.field.set_error(str(_("Passordet er ikke riktig.")) if self.password.text() else "")
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, problem: Exception) -> None:
        self._end()
        if not isinstance(problem, Problem):
            raise problem
        self._answer.put(Banner(str(problem), "warn"))
        announce(self, str(problem))

    def _end(self) -> None:
        self.job = None
        self.name.say(quoted(self.path.name) if self.path is not None else "")

    def _show(self, verdict: Verdict | None) -> None:
        self.verdict = verdict
        while (item := self._answer.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if verdict is None:
            return
        self.locked.setVisible(verdict.state == "locked")
        self._answer.put(Banner(verdict_headline(verdict), _TONES.get(verdict.state, "warn")))
        if verdict.state == "locked":
            return
        facts = verdict_facts(verdict)
        if facts:
            title = str(_("Hva rapporten sier om seg selv") if verdict.whole else _("Hva vi fant"))
            card = Card(title=title, spacing=6, padding=(20, 14, 20, 16), level=2)
            card.put(*(FactLine(label, value) for label, value in facts))
            if verdict.whole:
                card.put(self._whose(verdict))
            self._answer.put(card)

    def _whose(self, verdict: Verdict) -> QWidget:
        """Whether the key is our own, and else how one sees whose it is."""
        own = self._desk.signing is not None and self._desk.signing().fingerprint == verdict.fingerprint
        own = own or bool(self._desk.read(signed_here, verdict.fingerprint))
        said = str(_("Nøkkelen er vår egen: Rapporten er laget her.")) if own else verdict_advice(verdict)
        return Banner(said, "ok" if own else "info")
