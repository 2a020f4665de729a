"""What a case is written to others with: paper, a letter to parents, drafts of forms, and text to copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Deed
from ikdesk.incidents.form_job_panel import Wanted, start_paper
from ikdesk.incidents.form_queries import case_whole
from ikdesk.incidents.form_sentences import case_text
from ikdesk.incidents.form_writing import Paper, draw_case
from ikdesk.incidents.letter_model import HURT, NO_LETTER
from ikdesk.incidents.model import REFERENCE, STAFF_KINDS, Status
from ikdesk.incidents.municipal_panel import ask_transferred, municipal_words
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.reports.pdf_password_panel import PdfPassword
from ikdesk.ui.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import FactLine
from ikdesk.ui.clipboard import SECONDS, copy_secret
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box
from ikdesk.ui.layouts import Wrap
from ikdesk.ui.text import Label
from ikdesk.unit.model import Unit
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from ikdesk.ui.jobs import Job


class FormsSection(CaseSection):
    """The buttons; only for those who follow cases up.

    ``asks("letter")`` and ``asks("drafts")`` open what needs room.
    """

    SHOWS: ClassVar[frozenset[type]] = frozenset({Unit})

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident, str(_("Til andre")))
        self.job: Job | None = None
        self.buttons: dict[str, Button] = {}
        self.reload()

    def reload(self) -> None:
        """Show what can be made of the case as it is now."""
        if not self.handles or self.incident.status in {Status.WITHDRAWN, Status.UNCONFIRMED}:
            self.show_parts()
            return
        made = {"print": SecondaryButton(str(_("Skriv ut")), "printer")}
        if self.incident.kind not in NO_LETTER:
            made["letter"] = SecondaryButton(str(_("Brev til foreldre")), "file-text")
        if self.incident.kind in HURT:
            made["drafts"] = SecondaryButton(str(_("NAV og forsikring")), "clipboard-list")
        made["text"] = SecondaryButton(str(_("Kopier som tekst")), "clipboard-check")
        self.buttons = {**made, **self._quiet()}
        acts = {
            "print": self._on_print, "text": lambda: self._on_text(who=False), "with": lambda: self._on_text(who=True),
            "letter": lambda: self.asks.emit("letter", None), "drafts": lambda: self.asks.emit("drafts", None),
            "municipal": self._on_municipal, "extract": lambda: self.asks.emit("extract", None),
        }  # fmt: skip
        for what, button in self.buttons.items():
            button.clicked.connect(acts[what])
        quiet = [button for what, button in self.buttons.items() if what not in made]
        self.show_parts(Wrap(*made.values(), spacing=8), *self._municipal_line(), Wrap(*quiet, spacing=4))

    def _quiet(self) -> dict[str, Button]:
        found: dict[str, Button] = {}
        who = _("Kopier med stilling") if self.incident.kind in STAFF_KINDS else _("Kopier med initialer")
        found["with"] = QuietButton(str(who))
        if self.incident.kind not in REFERENCE:
            found["municipal"] = QuietButton(str(_("Registrert i kommunens system")))
        if self.incident.kind in STAFF_KINDS:
            found["extract"] = QuietButton(str(_("Uttrekk til verneombud og AMU")))
        return found

    def _municipal_line(self) -> list[QWidget]:
        said = municipal_words(self.incident.municipal_number, self.incident.municipal_on)
        system = self.desk.read(unit_row).municipal_system
        if said:
            return [FactLine(system or str(_("Kommunens system")), said)]
        return [Label(_("Ikke registrert i {system} ennå.").format(system=system), "secondary")] if system else []

    def _on_print(self) -> None:
        self.job = print_case(self.window(), self.desk, self.tell, self.incident.id)

    def _on_text(self, *, who: bool) -> None:
        copy_secret(case_text(self.desk.read(case_whole, self.incident.id), self.desk.codebook, who=who))
        self.desk.note(Deed.EXPORTED, "incident", [self.incident.id], note="text")
        said = _("Saken er kopiert som tekst. Den blir borte fra utklippstavlen om {n} sekunder.").format(n=SECONDS)
        if not who:
            said += " " + str(_("Initialene er tatt ut. Les gjennom før du limer den inn."))
        self.tell(said)

    def _on_municipal(self) -> None:
        known = (self.incident.municipal_number, self.incident.municipal_on)
        ask_transferred(self.window(), self.desk, self.tell, [self.incident.id], known)


def print_case(window: QWidget, desk: Desk, tell: Callable[..., None], key: Key) -> Job | None:
    """Ask whether the paper is locked, and write it beside the window; None where it was called off.

    Args:
        window: above which it is asked.
        desk: verbs.
        tell: shows a toast.
        key: the incident.
    """
    box = PrintBox(window)
    if not box.ask():
        return None

    def draw(whole: object, folder: Path, paper: Paper) -> Path:
        return draw_case(whole, folder, paper)  # type: ignore[arg-type]

    wanted = Wanted(key, "incident", "pdf", box.password.value())
    return start_paper(desk, tell, wanted, lambda session, **asking: case_whole(session, key, **asking), draw)


class PrintBox(Box):
    """Whether the paper is locked, and what it is for."""

    def __init__(self, window: QWidget) -> None:
        text = _("Alt som er fylt ut om hendelsen, som PDF. Den er til bruk hos dere; del den bare med dem som skal "
                 "ha den.")  # fmt: skip
        super().__init__(window, str(_("Skriv ut hendelsen")), str(text), icon="printer")
        self.password = PdfPassword()
        self.body.put(self.password)
        self.offer(("pdf", PrimaryButton(_("Lag PDF"), "file-text")), ("", QuietButton(_("Avbryt"))))

    def _on_chosen(self, answer: str) -> None:
        if not answer or self.password.check():
            super()._on_chosen(answer)
