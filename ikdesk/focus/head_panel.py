"""The top of a focus area: what it is called, what the problem is, and its numbers at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ikdesk.focus.sentences import (
    days_since_words,
    look_words,
    near_words,
    season_use_words,
    since_words,
    verdict_of_view,
)
from ikdesk.focus.view_model import FocusRow, FocusView
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, number
from ikdesk.measures.sentences import spot_words
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card, Figure, Pill
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.text import Heading, Label

_SHORT = 30  # letters of a name that leave room for something beside it


def head_of(
    view: FocusView, codebook: Codebook, today: date, back: QuietButton, links: Sequence[QuietButton] = ()
) -> QWidget:
    """What the area is, what its verdict is, and whether one looks at it again soon.

    Args:
        view: the area.
        codebook: the unit's lists.
        today: the day it is.
        back: to the list.
        links: what else one can do with it.
    """
    made, row = QWidget(), view.row
    said = verdict_of_view(view)
    pills = [Pill(said.whole, said.tone, "-"), *area_pills(row, today)]
    title, beside = Row(Heading(row.title, 1), spacing=10), Wrap(*pills, spacing=8)
    column = Column(Row(back, 1, *links, spacing=2), title, spacing=4, parent=made)
    if len(row.title) > _SHORT:
        column.put(beside)
    else:
        title.addWidget(beside, 1, Qt.AlignmentFlag.AlignVCenter)
    about = spot_words(row.target, codebook)
    more = [about] if about != row.title else []
    if view.problem:
        more.append(view.problem)
    if more:
        column.put(Label(" · ".join(more), "secondary"))
    return made


def area_pills(row: FocusRow, today: date) -> list[QWidget]:
    """Whether it is in the report, and when one looks again.

    Args:
        row: the area.
        today: the day it is.
    """
    pills: list[QWidget] = []
    if row.in_report:
        pills.append(Pill(str(_("I rapporten")), "info", "file-text"))
    if row.closed_on is not None:
        pills.append(Pill(look_words(row, today), "neutral", "check"))
    elif row.next_look is not None:
        pills.append(Pill(look_words(row, today), "warn" if row.is_due(today) else "neutral", "calendar"))
    return pills


def figures_of(view: FocusView, codebook: Codebook) -> QWidget:
    """How many events, how much it was in use, and how long ago the last one was.

    Args:
        view: the area.
        codebook: the unit's lists.
    """
    more = [_("av {n} i alt").format(n=number(view.everywhere))]
    if view.events_before is not None and view.effect is not None:  # no difference without a verdict beside it
        more.append(_("{n} året før").format(n=number(view.events_before)))
    used = season_use_words(view, codebook)
    amount, _space, rest = used.partition(" ")
    figures = [
        Figure(str(_("Hendelser siste 12 måneder")), number(view.events), " · ".join(more)),
        Figure(str(_("Alvorlige av dem")), number(view.serious), near_words(view)),
    ]  # fmt: skip
    if used:
        figures.append(Figure(str(_("I bruk")), amount, rest))
    since = days_since_words(view)
    if since:
        days, _gap, what = since.partition(" ")
        figures.append(Figure(what[:1].upper() + what[1:], days, since_words(view)))
    card = Card(padding=(20, 12, 20, 12))
    card.put(Wrap(*figures, spacing=24, least=200, most=4))
    return card
