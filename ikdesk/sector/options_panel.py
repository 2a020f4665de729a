"""What the collection is of: which period, made for whom, by when, by whom, and where the documents go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Signal

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.tertial import parse_period, tertial_of
from ikdesk.kernel.words import _, many, quoted
from ikdesk.reports.audience_model import Audience
from ikdesk.sector.known_actions import expected_in
from ikdesk.sector.wanted_model import Wanted
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.dates import DateField
from ikdesk.ui.dialogs import ask_folder, ask_open_path
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.open_file import shown_folder
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label, plain_tip
from ikdesk.ui.text_field import TextField

_TERTIALS = 6  # offered
_AHEAD = 365  # days a deadline without a year may lie ahead


class OptionsPanel(Card):
    """Asks it; every answer may be left as it is.

    Args:
        today: the day it is.
        folder: where the documents are proposed to go.
        sender: who collects, where that is known.
    """

    changed = Signal()

    def __init__(self, today: date, folder: Path, sender: str = "") -> None:
        super().__init__(spacing=16, padding=(20, 16, 20, 18), title=str(_("Hva skal samles?")), level=2)
        self.out, self.listed = folder, tuple[tuple[str, str], ...]()
        self.period = Dropdown(_("Periode"), _periods(today), none=str(_("Den nyeste de fleste har levert")))
        self.audience = Dropdown(_("Rapporter laget for"), [Option(one.code, one.label) for one in Audience])
        self.audience.set_value(Audience.MUNICIPALITY.code)
        self.collector = TextField(example=str(_("For eksempel Eksempel kommune, barnehagemyndigheten")))
        self.collector.set_value(sender)
        self.due = DateField(today, chips=False, ahead=_AHEAD)
        self.due_box = FieldBox(_("Frist for å levere"), self.due, hint=_("Tomt er 30 dager etter perioden."))
        self.expect = SecondaryButton(str(_("Velg liste …")), "list-checks")
        self.forget = QuietButton(str(_("Bruk ingen liste")), "x")
        self.change = SecondaryButton(str(_("Velg en annen mappe …")), "folder-open")
        self.expected_words, self.folder_words = Label("", "muted"), Label("")
        self._build()
        self.expect.clicked.connect(self._on_expect)
        self.forget.clicked.connect(self._on_forget)
        self.change.clicked.connect(self._on_change)
        self.due.changed.connect(lambda: self.due_box.set_error(""))
        self._show()

    def _build(self) -> None:
        self.put(
            Wrap(
                FieldBox(_("Periode"), self.period, hint=_("Bare rapporter for denne perioden blir med.")),
                FieldBox(_("Rapporter laget for"), self.audience, hint=_("Rapporter til andre blir ikke blandet inn.")),
                FieldBox(_("Hvem samler?"), self.collector, hint=_("Står på forsiden. Kan være tomt.")),
                self.due_box, spacing=18, least=330, most=2,
            ),
            Column(Label(_("Hvem skal levere?"), "strong"), self.expected_words,
                   Row(self.expect, self.forget, 1, spacing=10), spacing=6),
            Column(Label(_("Hvor skal dokumentene ligge?"), "strong"), self.folder_words, Row(self.change, 1),
                   spacing=6),
        )  # fmt: skip

    def wanted(self, files: tuple[Path, ...], today: date) -> Wanted:
        """What shall be collected.

        Args:
            files: the reports.
            today: the day it is.

        Raises:
            Invalid: the deadline is no day.
        """
        wrong = self.due.complaint()
        self.due_box.set_error(wrong)
        if wrong:
            raise Invalid(due=wrong)
        asked = Wanted(files, today, audience=self.audience.value(), due=self.due.value(), expected=self.listed)
        return replace(asked, period=self.period.value() or "", sender=self.collector.value())

    def _show(self) -> None:
        number = many("Listen har {n} enhet.", "Listen har {n} enheter.", len(self.listed))
        before = str(_("Vi venter på enhetene som har levert før. Har du en liste, kan vi vente på de andre også: "
                       "en tekstfil med én enhet på hver linje."))  # fmt: skip
        self.expected_words.say(number if self.listed else before)
        self.forget.setVisible(bool(self.listed))
        self.folder_words.say(_("I {folder}.").format(folder=shown_folder(self.out)))
        self.folder_words.setToolTip(plain_tip(str(self.out)))

    def _on_expect(self) -> None:
        path = ask_open_path(self.window(), str(_("Hvilken liste?")), self.out, str(_("Tekst (*.txt *.csv)")))
        if path is not None:
            self.listed = expected_in(path)
            self._show()
            self.expected_words.setToolTip(plain_tip(quoted(path.name)))

    def _on_forget(self) -> None:
        self.listed = ()
        self._show()
        self.expect.setFocus()

    def _on_change(self) -> None:
        folder = ask_folder(self.window(), str(_("Hvor skal dokumentene ligge?")), self.out)
        if folder is not None:
            self.out = folder
            self._show()


def _periods(today: date) -> list[Option]:
    """Tertials, half-years and years that have begun, the newest of each first."""
    tertials = [tertial_of(today)]
    while len(tertials) < _TERTIALS:
        tertials.append(tertial_of(tertials[-1].first - timedelta(days=1)))
    years = [today.year - back for back in range(3)]
    codes = [*(one.code for one in tertials), *(f"{year}-H{part}" for year in years for part in (2, 1))]
    codes += [*(str(year) for year in years), *(f"{year}-{letter}" for year in years for letter in "KS")]
    begun = [period for code in codes if (period := parse_period(code)).first <= today]
    return [Option(period.code, period.name[0].upper() + period.name[1:]) for period in begun]
