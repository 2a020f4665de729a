"""The settings of the risk matrix: how many steps it has, and the colour of each cell."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.risks.matrix_model import GRADES, Grade, Matrix, matrix_from, usual, wrong_signs
from ikdesk.risks.pictures import matrix_face
from ikdesk.risks.queries import unit_matrix
from ikdesk.risks.rating_actions import set_matrix
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.form import Form
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.matrix_field import MatrixField
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label, announce
from ikdesk.unit.part_panel import SettingsPart

_TONES = {Grade.LOW: "ok", Grade.MEDIUM: "warn", Grade.HIGH: "danger"}


class ColoursField(QWidget):
    """The colour of each cell: one is chosen, and given another colour beside it or by pressing it once more."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._matrix = usual(5)
        self.cells = MatrixField(str(_("Fargen i hver rute")), matrix_face(self._matrix), most=560)
        options = [Option(one.code, f"{one.label} ({one.colour})", tone=_TONES[one]) for one in GRADES]
        self.grade = ChoiceGroup(_("Fargen i ruten som er valgt"), options)
        self.usual = QuietButton(str(_("Tilbake til de vanlige fargene")), "rotate-ccw", flush=True)
        self.setFocusProxy(self.cells)
        self._lay_out()
        self.cells.changed.connect(self._on_cell)
        self.cells.again.connect(self._on_again)
        self.grade.changed.connect(self._on_grade)
        self.usual.clicked.connect(lambda: self._show(usual(self._matrix.size), told=True))
        self._on_cell()

    def value(self) -> str:
        """The colours: G, Y or R of each cell, as they are kept."""
        return self._matrix.signs

    def set_value(self, value: object) -> None:
        """Show these colours; as many steps as they are for."""
        signs = str(value or "")
        self._show(Matrix(4 if len(signs) == 16 else 5, signs) if len(signs) in {16, 25} else usual(5), told=False)

    def complaint(self) -> str:
        """What is wrong with the colours."""
        return wrong_signs(self._matrix.size, self._matrix.signs)

    def _lay_out(self) -> None:
        self._chosen = FieldBox(_("Fargen i ruten som er valgt"), self.grade)
        meaning = Label(_("Rød: det må gjøres noe. Gul: vurder om noe skal gjøres. Grønn: kan være slik."), "secondary")
        why = Label(_("Fargen følger ikke bare tallet. Ellers ble skrubbsår hver måned like rødt som noe sjeldent og "
                      "livsfarlig, og vanlig lek måtte forbys."), "secondary")  # fmt: skip
        side = QWidget()
        Column(meaning, why, self._chosen, Row(self.usual, 1), 1, spacing=12, margins=(0, 20, 0, 0), parent=side)
        line = Row(spacing=24, parent=self)
        line.put(self.cells, 3)
        line.put(side, 2)

    def _show(self, matrix: Matrix, *, told: bool) -> None:
        other = matrix != self._matrix
        self._matrix = matrix
        self.cells.show_face(matrix_face(matrix))
        self._on_cell()
        if told and other:
            self.changed.emit()

    def _on_cell(self) -> None:
        """The colour of the cell that is chosen; nothing to choose before one is."""
        at = self.cells.value()
        self._chosen.setVisible(at is not None)
        quiet = self.grade.blockSignals(True)
        self.grade.set_value(self._matrix.grade(*at).code if at else None)
        self.grade.blockSignals(quiet)
        self.usual.setVisible(not self._matrix.is_usual)

    def _on_grade(self) -> None:
        at, code = self.cells.value(), self.grade.value()
        if at is not None and code:
            self._show(self._matrix.with_grade(*at, Grade[str(code).upper()]), told=True)

    def _on_again(self) -> None:
        at = self.cells.value()
        if at is not None:
            grade = GRADES[(self._matrix.grade(*at).level + 1) % len(GRADES)]
            self._show(self._matrix.with_grade(*at, grade), told=True)
            announce(self.cells, f"{grade.label} ({grade.colour})")


class MatrixPanel(SettingsPart):
    """Steps and colours; assessments that are there are shown in the new matrix from then on."""

    place, written, widest = "settings matrix", _("Risikomatrisen er lagret."), 1040

    def _build(self) -> None:
        self.colours = ColoursField()
        sizes = (Option("5", str(_("5 × 5 ruter"))), Option("4", str(_("4 × 4 ruter"))))
        self.form = Form((
            Field("risk_size", str(_("Hvor stor er matrisen?")), int, hint=str(_(
                "Bruk den kommunen eller eieren har bestemt. Vurderingene følger med, og blir aldri mildere."))),
            Field("risk_signs", str(_("Hvilken farge har hver rute?")), hint=str(_(
                "Velg en rute og så en farge. Trykk en gang til på ruten for neste farge."))),
        ), self._desk.codebook, self._desk.today, made={
            "risk_size": ChoiceGroup(_("Hvor stor er matrisen?"), sizes), "risk_signs": self.colours,
        })  # fmt: skip
        box = self.form.box
        self.form.column.put(Card(box("risk_size"), box("risk_signs"), spacing=18, padding=(20, 16, 20, 18)))

    def _connect(self) -> None:
        super()._connect()
        self.form.input("risk_size").changed.connect(self._on_size)

    def _saved(self) -> dict[str, Any]:
        self._matrix: Matrix = self._desk.read(unit_matrix)
        return {"risk_size": str(self._matrix.size), "risk_signs": self._matrix.signs}

    def _write(self, asked: dict[str, Any]) -> None:
        self._desk.write(set_matrix, asked["risk_size"], asked["risk_signs"])

    def _on_size(self) -> None:
        """The other matrix with the colours that are saved, or the usual ones."""
        size = int(self.form.input("risk_size").value() or self._matrix.size)
        if len(self.colours.value()) != size * size:
            self.colours.set_value((self._matrix if self._matrix.size == size else matrix_from(size, "")).signs)
