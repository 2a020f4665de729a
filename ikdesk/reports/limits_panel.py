"""The settings of reports: their language, where the lights change colour, and which numbers are too small to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import LANGUAGES, _
from ikdesk.reports.facts_model import Limits
from ikdesk.reports.limits_actions import set_limits
from ikdesk.reports.limits_model import LEASTS, LIGHTS, Range
from ikdesk.reports.limits_queries import report_limits
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import Dropdown, NumberField
from ikdesk.ui.layouts import Row
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.unit.part_panel import SettingsPart
from ikdesk.unit.queries import unit_row

LANGUAGE = "report_language"
_PADDING = (20, 16, 20, 16)


class LimitsPanel(SettingsPart):
    """What holds for every report that is made from now on; what is delivered stands as it was.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
    """

    place, written = "settings reports", _("Innstillingene for rapporter er lagret.")

    def _build(self) -> None:
        usual = _values(Limits())
        asked = [Field(LANGUAGE, str(_("Språk i rapporter")), hint=str(_(
            "Gjelder PDF, Excel og e-post. Levert er levert: Bare nye rapporter får det nye språket.")))]  # fmt: skip
        asked += [_field(key, one, usual[key]) for key, one in (LEASTS | LIGHTS).items()]
        made = {key: NumberField(most=1000) for key in LEASTS | LIGHTS}
        self.form = Form(asked, self._desk.codebook, self._desk.today, made={LANGUAGE: _tongues(), **made})
        self.usual = QuietButton(str(_("Tilbake til de vanlige grensene")), "rotate-ccw", flush=True)
        self._lay_out()

    def _lay_out(self) -> None:
        box = self.form.box
        small = _("Små tall kan peke på et barn eller en ansatt. De vises som «:» i rapporter som går ut av huset, og "
                  "ingen kan regne dem ut.")  # fmt: skip
        lights = _("Grensene følger med i rapporten, så den som leser, vet hva fargen betyr. Antall hendelser har "
                   "aldri noe lys.")  # fmt: skip
        self.form.column.put(Card(box(LANGUAGE), spacing=12, padding=_PADDING))
        self.form.column.put(Card(
            Label(str(small), "secondary"), *self._pairs(LEASTS),
            title=str(_("Tall som er for små til å vises")), spacing=12, padding=_PADDING, level=2,
        ))  # fmt: skip
        self.form.column.put(Card(
            Label(str(lights), "secondary"), *self._pairs(LIGHTS), Row(self.usual, 1),
            title=str(_("Når lysene skifter farge")), spacing=14, padding=_PADDING, level=2,
        ))  # fmt: skip

    def _pairs(self, keys: Iterable[str]) -> Iterator[Row]:
        """The fields two by two, in their order."""
        boxes = [self.form.box(key) for key in keys]
        for at in range(0, len(boxes), 2):
            line = Row(spacing=24)
            for one in boxes[at : at + 2]:
                line.put(one, 1)
            yield line

    def _connect(self) -> None:
        super()._connect()
        self.form.changed.connect(self._show_usual)
        self.usual.clicked.connect(self._on_usual)

    def _saved(self) -> dict[str, Any]:
        return _values(self._desk.read(report_limits)) | {LANGUAGE: self._desk.read(unit_row).report_language}

    def _write(self, asked: dict[str, Any]) -> None:
        tongue = asked.pop(LANGUAGE) or ""
        self._desk.write(set_limits, asked, language=tongue)

    def _fill(self, values: dict[str, Any]) -> None:
        super()._fill(values)
        self._show_usual()

    def _show_usual(self) -> None:
        usual = _values(Limits())
        self.usual.setVisible(any(self.form.input(key).value() != value for key, value in usual.items()))

    def _on_usual(self) -> None:
        """Fill in the usual limits; they are saved with the button as everything else."""
        self._fill(_values(Limits()))
        self.form.changed.emit()
        self.save.setFocus()


def _field(key: str, one: Range, usual: int) -> Field:
    strict = key in LEASTS
    hint = _("Vanlig er {n}. Det kan gjøres strengere, ikke mildere.") if strict else _("Vanlig er {n}.")
    return Field(key, str(one.label), int, hint=hint.format(n=usual))


def _values(limits: Limits) -> dict[str, Any]:
    lights = asdict(limits.lights)
    return {key: lights[key] for key in LIGHTS} | {"least": limits.least, "sensitive": limits.sensitive}


def _tongues() -> Dropdown:
    options = [Option("", str(_("Det samme som IKdesk"))), *(Option(code, name) for code, name in LANGUAGES.items())]
    return Dropdown(_("Språk i rapporter"), options, width=240)
