"""The bow-tie of a hazard is its barriers: one that is pressed in the picture, or in its table, is opened."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ikdesk.picture.tie_spec import BowTieSpec
from ikdesk.risks.hazard_panel import HazardCard
from ikdesk.risks.shown_model import Shown
from ikdesk.ui.fold import Fold
from ikdesk.ui.picture_view import PictureView
from tests.looking import shown
from tests.risks.papers import BARRIERS, BOOK, CRASH, NOW, RISK
from tests.ui.hands import press


@pytest.mark.parametrize("handles", [True, False])
def test_a_bar_opens_its_barrier_for_those_who_may_change_it(qtbot: QtBot, handles: bool) -> None:
    card: Any = shown(qtbot, HazardCard(RISK, CRASH, Shown(BOOK, NOW, handles)))
    asked: list[tuple[str, object]] = []
    card.asks.connect(lambda what, about: asked.append((what, about)))
    (view,) = (one for one in card.findChildren(PictureView) if isinstance(one.spec, BowTieSpec))
    (fold,) = (one for one in card.findChildren(Fold) if one.isAncestorOf(view))
    fold.open(opened=True)
    assert view.opens is handles
    view.setFocus()
    for _time in range(20):
        press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Return)  # the last one to the right
    last = CRASH.on(BARRIERS[4].side)[-1]
    assert asked == ([("barrier", (CRASH, last.side, last))] if handles else [])
