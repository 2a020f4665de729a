"""The forms of NAV and of the insurer, field by field: what is known here can be copied, what is missing is marked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Deed
from ikdesk.incidents.form_draft_sentences import MISSING, drafts_of
from ikdesk.incidents.form_job_panel import Wanted, child_choice, start_paper
from ikdesk.incidents.form_model import Draft
from ikdesk.incidents.form_queries import draft_facts
from ikdesk.incidents.form_writing import Paper, draw_form
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.kernel.words import _
from ikdesk.reports.pdf_password_panel import PdfPassword
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Banner, Card, PageHead, Pill
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.clipboard import SECONDS, copy_secret
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.footer import Footer
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px

_LABEL = 210  # pixels of the names of the fields


class DraftPanel(QWidget):
    """Drafts about one case. ``left()`` when one goes back.

    Args:
        desk: verbs.
        incident: the case.
        tell: shows a toast.
    """

    left = Signal()

    def __init__(self, desk: Desk, incident: IncidentDetail, *, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell, self._key = desk, tell, incident.id
        self._facts = desk.read(draft_facts, incident.id)
        self.job: Job | None = None
        self._card: QWidget | None = None
        self.copies: dict[str, QuietButton] = {}
        self._build(incident)
        self._connect()
        self._show()

    def _build(self, incident: IncidentDetail) -> None:
        self.child, choose = child_choice(_("Hvilket barn gjelder skjemaet?"), self._facts.whole)
        drafts = drafts_of(self._facts, 0, self._desk.codebook)
        self.form = ChoiceGroup(_("Hvilket skjema?"), [Option(one.code, one.title) for one in drafts])
        self.form.set_value(next(one.code for one in drafts if one.lines))
        self.password = PdfPassword()
        self.password.lock.set_value(False)
        self._list = Column(spacing=0)
        page = ScrollPage(spacing=12)
        page.put(
            PageHead(_("NAV og forsikring, hendelse {number}").format(number=incident.number), str(
                _("Kopier felt for felt inn i skjemaet. Ingenting sendes herfra."))),
            Card(FieldBox(_("Hvilket skjema?"), self.form), choose, spacing=12), self._list,
            Card(self.password, spacing=12), 1,
        )  # fmt: skip
        self.make = PrimaryButton(str(_("Lag PDF")), "file-text")
        self.back = QuietButton(str(_("Tilbake")))
        self.footer = Footer(self.make, self.back, note=str(_("Esc går tilbake")))
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _connect(self) -> None:
        self.form.changed.connect(self._show)
        self.child.changed.connect(self._show)
        self.make.clicked.connect(self._on_make)
        self.back.clicked.connect(self.left)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left)

    @property
    def draft(self) -> Draft:
        """The form that is shown."""
        drafts = drafts_of(self._facts, int(self.child.value() or 0), self._desk.codebook)
        return next(one for one in drafts if one.code == self.form.value())

    def _show(self) -> None:
        if self.form.value() is None or self.child.value() is None:
            return
        draft, self.copies = self.draft, {}
        card = Card(*(Banner(note, "info") for note in draft.notes),
                    *(self._line(label, value) for label, value in draft.lines), spacing=6)  # fmt: skip
        if self._card is not None:
            self._list.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        self._card = card
        self._list.put(card)
        self.make.setEnabled(bool(draft.lines))

    def _line(self, label: str, value: str) -> QWidget:
        name = Label(label, "muted")
        name.setFixedWidth(px(_LABEL))
        if not value:
            return _held(Row(name, Pill(str(MISSING), "warn"), 1, spacing=12))
        copy = QuietButton(str(_("Kopier")), "clipboard-check")
        copy.setAccessibleName(_("Kopier {field}").format(field=label))
        copy.clicked.connect(partial(self._on_copy, label, value))
        self.copies[label] = copy
        line = Row(name, spacing=12)
        line.put(Label(value), 1)
        line.put(copy)
        return _held(line)

    def _on_copy(self, label: str, value: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - as Qt sends it
        copy_secret(value)
        self._desk.note_once(Deed.EXPORTED, "incident", self._key)
        told = _("«{field}» er kopiert. Det blir borte fra utklippstavlen om {n} sekunder.")
        self._tell(told.format(field=label, n=SECONDS))

    def _on_make(self) -> None:
        draft, number, key = self.draft, self._facts.whole.number, self._key
        if self.job is not None or not draft.lines or not self.password.check():
            return

        def draw(_facts: object, folder: Path, paper: Paper) -> Path:
            return draw_form(draft, number, folder, paper)

        wanted = Wanted(key, "draft", draft.code, self.password.value())
        self.job = start_paper(
            self._desk, self._tell, wanted, lambda session, **asking: draft_facts(session, key, **asking), draw
        )
        self.make.setEnabled(False)
        self.job.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self.job = None
        self.make.setEnabled(True)


def _held(line: Row) -> QWidget:
    made = QWidget()
    made.setLayout(line)
    return made
