"""The third step of handing over: the paper of two pages, with one's own words on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer

from ikdesk.handover.model import DRAFT, MOST_LINES, MOST_WORDS, Outside, Progress, check_words
from ikdesk.handover.step_panel import StepPanel
from ikdesk.handover.writing import write_handover
from ikdesk.incidents.actions import save_draft
from ikdesk.incidents.queries import draft_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.paths import documents_folder
from ikdesk.kernel.words import _
from ikdesk.paper.saving import renamed_said
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import LongText
from ikdesk.ui.layouts import Row
from ikdesk.ui.open_file import open_file, shown_folder

_PAUSE = 1500  # milliseconds after the last letter until it is kept
WORDS = "words"


class HandoverPaperPanel(StepPanel):
    """What one wants to say besides, and the button that writes the paper.

    Args:
        desk: verbs.
        outside: where the backups lie, and the key.
        tell: shows a toast.
    """

    keeps_drafts = True

    def __init__(self, desk: Desk, outside: Outside, tell: Callable[..., None]) -> None:
        super().__init__(desk, 4, str(_("Papiret")))
        self._outside, self._tell = outside, tell
        self.words = LongText(lines=4)
        hint = _("Det du vil si til den som overtar. Inntil {n} tegn på {lines} linjer. Ikke navn på barn.")
        self.box = FieldBox(_("Egne ord"), self.words, hint=hint.format(n=MOST_WORDS, lines=MOST_LINES))
        self.make = PrimaryButton(str(_("Lag papiret")), "file-text")
        self.put(self.box, Row(self.make, 1))
        self.put_last()
        kept, _at = desk.read(draft_of, DRAFT)
        self._kept = str(kept.get(WORDS, ""))
        self.words.set_value(self._kept)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.keep_draft)
        self.words.changed.connect(self._on_typed)
        self.make.clicked.connect(self._on_make)

    def show_progress(self, progress: Progress) -> None:
        """Show whether it was written.

        Args:
            progress: how far it has come.
        """
        said = _("To sider om hva som er åpent, lovet og forfaller, hvem som har tilgang, og hvor alt ligger. Gå "
                 "gjennom dem sammen, og skriv under begge to.")  # fmt: skip
        begun = progress.handover is not None
        self.show_state(str(said if begun else _("Velg den nye lederen først.")), done=progress.printed)
        goes = progress.handover is not None and progress.handover.old.key == self._desk.viewer.person
        self.box.setVisible(goes)  # they are the words of whoever goes
        self.make.setVisible(begun)

    def keep_draft(self) -> None:
        """Keep what was typed."""
        self._soon.stop()
        words = self.words.value()
        if words != self._kept:
            self._desk.write(save_draft, DRAFT, {WORDS: words} if words else {}, at=self._desk.clock.local())
            self._kept = words

    def _on_typed(self) -> None:
        self.box.set_error("")
        self._soon.start()

    def _on_make(self) -> None:
        try:
            check_words(self.words.value())
        except Invalid as wrong:
            self.box.set_error(str(wrong.messages["words"]))
            self.box.focus()
            return
        self.keep_draft()
        desk = self._desk
        folder = Path(desk.settings.report_folder) if desk.settings.report_folder else documents_folder()
        self.work(lambda: write_handover(desk, self._outside.lying(), folder), str(_("Lager papiret …")), self._on_made)

    def _on_made(self, made: object) -> None:
        if isinstance(made, Path):
            told = _("«{name}» ligger i {folder}.").format(name=made.name, folder=shown_folder(made.parent))
            self._tell(told + renamed_said(made), str(_("Åpne")), lambda: open_file(made))
