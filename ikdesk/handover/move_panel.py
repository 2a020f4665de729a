"""The second step of handing over: what stood in the name of whoever goes, moved to the one who comes."""

from __future__ import annotations

from collections.abc import Callable

from ikdesk.handover.actions import move_responsibilities
from ikdesk.handover.model import Progress, Responsibility
from ikdesk.handover.step_panel import StepPanel
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _, many, plain_date
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Row
from ikdesk.ui.text import Label

_SHOWN = 12  # lines; the others are counted


class MovePanel(StepPanel):
    """A list of what is left, and one button.

    Args:
        desk: verbs.
        tell: shows a toast.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__(desk, 2, str(_("Ansvar")))
        self._tell = tell
        self.list = Label("")
        self.take = PrimaryButton("", "arrow-right")
        self.put(self.list, Row(self.take, 1))
        self.put_last()
        self.take.clicked.connect(self._on_move)

    def show_progress(self, progress: Progress) -> None:
        """Show what is left.

        Args:
            progress: how far it has come.
        """
        now, left = progress.handover, progress.left
        name, whose = (now.new.name, now.old.name) if now is not None else ("", self._desk.viewer.name)
        said = _("Oppgaver som står i navnet til {old}: {n}. De flyttes samlet, og historikken står.").format(
            old=whose, n=len(left))  # fmt: skip
        if not left:
            none = _("Ingen oppgaver står igjen i navnet til den som slutter.")
            said = str(none if now is not None else _("Velg den nye lederen først."))
        self.show_state(said, done=now is not None and not left)
        lines = [_line(one) for one in left[:_SHOWN]]
        over = len(left) - len(lines)
        lines += [many("og {n} til", "og {n} til", over)] if over else []
        self.list.say("\n".join(lines))
        self.list.setVisible(bool(lines))
        self.take.say(_("Flytt alt til {name}").format(name=name))
        self.take.setVisible(now is not None and bool(left))

    def _on_move(self) -> None:
        try:
            moved = self._desk.write(move_responsibilities)
        except (Invalid, Problem) as error:
            self.refuse(error)
            return
        said = many("{n} oppgave er flyttet.", "{n} oppgaver er flyttet.", moved)
        self._tell(said, *self._desk.undoing(said))
        self.done.emit()


def _line(one: Responsibility) -> str:
    what = _("Tiltak {number}: {title}").format(number=one.number, title=one.title) if one.number is not None else _(
        "Forslag i et møte: {title}").format(title=one.title)  # fmt: skip
    return _("{what} (frist {day})").format(what=what, day=plain_date(one.deadline)) if one.deadline else what
