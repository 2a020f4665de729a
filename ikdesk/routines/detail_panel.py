"""One routine beside the list: what it says, how old it is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, many, plain_date, short_date
from ikdesk.routines.model import RoutineStatus
from ikdesk.routines.queries import HELD, IN_FORCE, RoutineDetail
from ikdesk.routines.read_queries import Reading
from ikdesk.routines.reading_panel import others_reading, own_reading
from ikdesk.routines.sections import standing_words, version_words
from ikdesk.routines.steps_panel import StepLine
from ikdesk.routines.version_queries import VersionRow
from ikdesk.ui.beside import SidePanel
from ikdesk.ui.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card, EmptyState, FactLine, Pill
from ikdesk.ui.layouts import Column, Row, ScrollPage, Wrap
from ikdesk.ui.text import Heading, Label

SOON = 30  # days ahead that a routine is said to be due
TONES = {
    RoutineStatus.DRAFT: ("neutral", "pencil"), RoutineStatus.VALID: ("ok", "circle-check"),
    RoutineStatus.UNDER_REVISION: ("info", "pencil"), RoutineStatus.RETIRED: ("neutral", "history"),
    RoutineStatus.COMING: ("info", "clock"),
}  # fmt: skip
_PARTS = {
    "title": _("navnet"), "purpose": _("hensikten"), "when": _("når den gjelder"), "steps": _("stegene"),
    "if_it_fails": _("hva vi gjør når det svikter"), "role": _("ansvaret"), "legal_hooks": _("reglene"),
}  # fmt: skip
_NEVER_BAD = {*HELD, None}


class DetailPanel(SidePanel):
    """Shows a routine; its buttons say what is wanted, the page does it."""

    wanted = Signal(str)  # edit, renew, print, read, review, retire, revive, withdraw, unapprove or incidents
    measure = Signal(object)  # the key of the measure it grew out of

    def __init__(self, codebook: Codebook, *, sees: bool = True, handles: bool = True) -> None:
        """Make an empty panel.

        Args:
            codebook: the words of the unit's lists.
            sees: whoever looks may see how it went, and who has read it.
            handles: and may write it anew.
        """
        super().__init__(codebook)
        self._sees, self._handles = sees, handles
        self._reading: Reading | None = None
        self.show_routine(None)

    def show_routine(
        self, routine: RoutineDetail | None, reading: Reading | None = None, risks: QWidget | None = None
    ) -> None:
        """Show this one, with who has read it and the risks behind it, or an empty panel."""
        self._reading = reading
        self.put_inside(self._nothing() if routine is None else self._card(routine, risks))

    def _nothing(self) -> QWidget:
        text = str(_("Velg en rutine i listen, så ser du den her."))
        return Card(EmptyState("book-open", str(_("Ingen valgt")), text))

    def _card(self, routine: RoutineDetail, risks: QWidget | None) -> QWidget:
        version = routine.shown
        card = Card(spacing=0, padding=(2, 2, 2, 12))
        page = ScrollPage(margins=(18, 14, 14, 10), spacing=7)
        told = _("Rutine {number} · versjon {edition}").format(number=routine.number, edition=version.edition)
        page.put(Label(told, "secondary"), Heading(version.title, 2))
        page.put(Wrap(*self._pills(routine), spacing=6))
        told = standing_words(routine)
        if told and version.status is RoutineStatus.COMING:
            page.put(Banner(told, "info"))
        own = None if self._reading is None else own_reading(self._reading)
        if own is not None and not self._handles:
            page.put(own)
        if routine.retired_why:
            page.put(FactLine(str(_("Utgått fordi")), routine.retired_why))
        self._put_words(page, version)
        page.put(*(FactLine(name, value) for name, value in self._facts(routine, version) if value))
        self._put_origin(page, version)
        if risks is not None:
            page.put(risks)
        if self._reading is not None and self._sees:
            page.put(*others_reading(self._reading))
        if self._sees:
            self._put_incidents(page, routine)
        self._put_versions(page, routine)
        page.put(1)
        card.column.put(page, 1)
        card.put(self._buttons(routine))
        return card

    def _pills(self, routine: RoutineDetail) -> list[QWidget]:
        tone, icon = TONES[routine.status]
        pills: list[QWidget] = [Pill(routine.status.label, tone, icon)]
        review, left = routine.shown.review_due, routine.days_left
        if self._sees and routine.status in IN_FORCE and review is not None and left is not None:
            if left < 0:
                said = _("Skulle vært sett på {day}").format(day=short_date(review))
                pills.append(Pill(said, "warn", "clock"))
            elif left <= SOON:
                pills.append(Pill(_("Skal ses på innen {day}").format(day=short_date(review)), "info", "clock"))
        return pills

    def _put_words(self, page: ScrollPage, version: VersionRow) -> None:
        if version.purpose:
            page.put(Label(version.purpose, "muted"))
        if version.when:
            page.put(Heading(str(_("Når")), 3), Label(version.when))
        page.put(Heading(str(_("Slik gjør vi det")), 3))
        page.put(*(StepLine(number, step) for number, step in enumerate(version.steps, 1)))
        if not version.steps:
            page.put(Label(str(_("Ingen steg ennå.")), "secondary"))
        if version.if_it_fails:
            page.put(Heading(str(_("Hvis det ikke går som planlagt")), 3), Label(version.if_it_fails))

    def _facts(self, routine: RoutineDetail, version: VersionRow) -> list[tuple[str, str]]:
        book = self._codebook
        reviewed = short_date(version.reviewed_on) if version.reviewed_on else ""
        return [
            (str(_("Ansvarlig")), book.label("responsible_role", version.role) if version.role else ""),
            (str(_("Sted")), routine.place),
            (str(_("Bygger på")), ", ".join(book.label("legal_hook", code) for code in version.legal_hooks)),
            (str(_("Skal ses på igjen")), plain_date(version.review_due) if version.review_due else ""),
            (str(_("Sist sett på")), " · ".join(part for part in (reviewed, version.review_note) if part)),
        ]

    def _put_origin(self, page: ScrollPage, version: VersionRow) -> None:
        if version.measure_id is None:
            return
        link = QuietButton(_("Fra tiltak {measure}").format(measure=version.measure), "list-checks", flush=True)
        link.clicked.connect(lambda: self.measure.emit(version.measure_id))
        page.put(Row(link, 1))

    def _put_incidents(self, page: ScrollPage, routine: RoutineDetail) -> None:
        page.put(Heading(str(_("Hendelser som viser hit")), 3))
        if not routine.incidents:
            page.put(Label(str(_("Ingen ennå. Pek på rutinen når en hendelse følges opp.")), "secondary"))
            return
        words = [(self._codebook.label("routine_status", code), code, number) for code, number in routine.incidents]
        page.put(Wrap(*(
            Pill(f"{word}: {number}", "neutral" if code in _NEVER_BAD else "warn", "-") for word, code, number in words
        ), spacing=6))  # fmt: skip
        total = sum(number for _code, number in routine.incidents)
        see = QuietButton(many("Se hendelsen", "Se alle {n} hendelsene", total), "clipboard-list", flush=True)
        see.clicked.connect(lambda: self.wanted.emit("incidents"))
        page.put(Row(see, 1))

    def _put_versions(self, page: ScrollPage, routine: RoutineDetail) -> None:
        page.put(Heading(str(_("Versjoner")), 3))
        for version in routine.versions:
            tone, icon = TONES[version.status]
            page.put(Label(version_words(version), "medium"))
            if len(routine.versions) > 1:
                page.put(Row(Pill(version.status.label, tone, icon), 1))
            if version.change_note:
                page.put(Label(version.change_note))
            if version.changed:
                parts = ", ".join(str(_PARTS[name]) for name in version.changed)
                page.put(Label(_("Endret: {parts}").format(parts=parts), "secondary"))

    def _buttons(self, routine: RoutineDetail) -> QWidget:
        lines = Column(spacing=6)
        asked = self._reading is not None and self._reading.asked
        offered = _offers(routine) if self._handles else [["print"]]
        if asked:  # the first thing to do for those who only read, and the last for those who also write
            offered = [*offered[:-1], [*offered[-1], "-read"]] if self._handles else [["!read", "print"]]
        for line in offered:
            lines.put(Wrap(*(self._button(code) for code in line), spacing=8))
        inside = QWidget()
        Column(lines, margins=(14, 8, 14, 0), parent=inside)
        return inside

    def _button(self, code: str) -> Button:
        name = code.lstrip("!-")
        words, icon = _BUTTONS[name]
        kinds: dict[str, type[Button]] = {"!": PrimaryButton, "-": QuietButton}
        button = kinds.get(code[0], SecondaryButton)(str(words), "" if code[0] == "-" else icon)
        button.clicked.connect(lambda: self.wanted.emit(name))
        return button


_BUTTONS = {
    "edit": (_("Skriv videre"), "pencil"),
    "renew": (_("Ny versjon"), "pencil"),
    "print": (_("Skriv ut"), "printer"),
    "read": (_("Lest og forstått"), "check"),
    "review": (_("Sett på, ingen endring"), "check"),
    "retire": (_("Rutinen utgår"), ""),
    "revive": (_("Ta i bruk igjen"), "rotate-ccw"),
    "withdraw": (_("Legg bort utkastet"), ""),
    "unapprove": (_("Gjør til utkast igjen"), ""),
}


def _offers(routine: RoutineDetail) -> list[list[str]]:
    """What can be done, a line at a time: "!" the first thing to do, "-" quiet."""
    if routine.status is RoutineStatus.RETIRED:
        return [["revive"]]
    holds = routine.status in IN_FORCE
    overdue = holds and routine.days_left is not None and routine.days_left < 0
    if routine.draft is not None:
        first = ["!edit", "print"]
        return [first, ["review"], ["-withdraw"]] if overdue else [first, ["-withdraw"]]
    if routine.status is RoutineStatus.COMING:
        return [["!print", "renew"], ["-unapprove"]]
    return [["!review"], ["renew", "print"], ["-retire"]] if overdue else [["!renew", "print"], ["-review", "-retire"]]
