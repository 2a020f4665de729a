"""What taking in a file would do: the counts, what is wrong with which line, and the first rows as they would be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.import_model import INCIDENTS
from ikdesk.incidents.import_plan_model import REASONS, Outcome, Plan
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field, show
from ikdesk.kernel.words import _, many, number
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Banner, Card, Pill
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.plain_table import Grid, PlainTable
from ikdesk.ui.text import Heading, Label

SHOWN = 10  # rows of the preview, and lines that are refused


class PlanPanel(QWidget):
    """The plan, as two cards."""

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self._codebook = codebook
        self._column = Column(spacing=12, parent=self)
        self._cards: list[QWidget] = []

    def show_plan(self, plan: Plan | None) -> None:
        """Show this plan, or nothing."""
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [] if plan is None else [card for card in (self._counts(plan), self._preview(plan)) if card]
        for card in self._cards:
            self._column.put(card)

    def _counts(self, plan: Plan) -> QWidget:
        card = Card(title=str(_("Dette skjer")), spacing=12, padding=(20, 16, 20, 18), level=2)
        card.put(Wrap(*(Pill(text, tone, icon) for text, tone, icon in _pills(plan)), spacing=8))
        for name, words in (
            (_("Nye steder som lages"), plan.new_places),
            (_("Nye avdelinger som lages"), plan.new_departments),
            (_("Kolonner som ikke brukes"), plan.unused),
            (_("Ark som ikke leses"), plan.others),
        ):
            if words:
                card.put(Label(f"{name}: {', '.join(words)}", "muted"))
        if plan.rejected:
            told = many(
                "Ingenting blir lagret før {n} rad er rettet. Si hva ordene betyr, eller rett filen først.",
                "Ingenting blir lagret før {n} rader er rettet. Si hva ordene betyr, eller rett filen først.",
                plan.rejected,
            )
            card.put(Banner(told, "danger"), self._table(str(_("Rader som er avvist")), REASONS, plan.reasons[:SHOWN]))
            if plan.rejected > SHOWN:
                card.put(Label(_("… og {n} rader til.").format(n=number(plan.rejected - SHOWN)), "secondary"))
        return card

    def _preview(self, plan: Plan) -> QWidget | None:
        if not plan.preview:
            return None
        title = str(_("Slik blir de første radene"))
        card = Card(title=title, spacing=10, padding=(20, 16, 20, 18), level=2)
        card.put(self._table(title, plan.preview_fields, plan.preview[:SHOWN]))
        return card

    def _table(self, name: str, fields: Sequence[Field], rows: Sequence[Any]) -> PlainTable:
        cells = tuple(
            tuple(" ".join(show(getattr(row, field.key), field, self._codebook).split())[:160] for field in fields)
            for row in rows
        )
        wide = {"story", "sentence", "place"}
        roomy = frozenset(at for at, field in enumerate(fields) if field.key in wide)
        headings = tuple(str(field.label) for field in fields)
        return PlainTable(Grid(name, headings, cells, roomy=roomy))


def _pills(plan: Plan) -> list[tuple[str, str, str]]:
    """The counts; those that are zero are left out, but for the new ones."""
    counts = [
        (plan.imported, many("{n} ny", "{n} nye", plan.imported), "ok", "circle-plus"),
        (plan.duplicates, many("{n} står her fra før", "{n} står her fra før", plan.duplicates), "neutral", "check"),
        (plan.skipped, many("{n} tom rad, tittel eller fotnote", "{n} tomme rader, titler og fotnoter", plan.skipped),
         "neutral", "minus"),
        (plan.rejected, many("{n} avvist", "{n} avvist", plan.rejected), "danger", "circle-x"),
    ]  # fmt: skip
    read = many("{n} rad lest", "{n} rader lest", plan.read)
    return [(read, "info", "file-text")] + [row[1:] for at, row in enumerate(counts) if row[0] or at == 0]


def what_words(plan: Plan) -> str:
    """What is new, in words: "12 hendelser"."""
    if plan.kind == INCIDENTS:
        return many("{n} hendelse", "{n} hendelser", plan.imported)
    return many("{n} rad med dager i bruk", "{n} rader med dager i bruk", plan.imported)


class DonePanel(Card):
    """What was taken in, and where to see it; ``show_them()`` and ``once_more()``."""

    show_them = Signal()
    once_more = Signal()

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(spacing=12, padding=(24, 22, 24, 22))
        words = Column(spacing=4)
        first, *others = outcome.sentences()
        words.put(Heading(first, 2))
        for sentence in others:
            words.put(Label(sentence, "muted"))
        line = Row(Icon("circle-check", "ok", 28, circle="ok_bg"), spacing=16)
        line.put(words, 1)
        incidents = outcome.kind == INCIDENTS
        self.look = PrimaryButton(str(_("Vis hendelsene") if incidents else _("Vis akedagene")), "clipboard-list")
        self.again = QuietButton(_("Hent en fil til"))
        self.look.clicked.connect(self.show_them)
        self.again.clicked.connect(self.once_more)
        self.put(line, Row(self.look, self.again, 1, spacing=10))
