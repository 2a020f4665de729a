"""Letting only those see an incident who must: asked in a box of its own, and what stands in its place until then."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.reader_queries import Readers, readers_of
from ikdesk.incidents.restricted_actions import release_incident, restrict_incident
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.people.model import Role
from ikdesk.people.queries import PersonRow, people
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.choices import CheckGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Row
from ikdesk.ui.option import Option
from ikdesk.ui.text import Heading, Label


class Cover(Card):
    """Stands in place of a restricted incident until somebody says that they want to see it; ``lifted()`` then."""

    lifted = Signal()

    def __init__(self, incident: IncidentDetail, kind: str) -> None:
        """Make it.

        Args:
            incident: the restricted one.
            kind: what kind it is, in words.
        """
        show = PrimaryButton(str(_("Vis hendelsen")), "eye")
        told = _("Se etter at ingen andre ser skjermen. At du åpner den, blir skrevet i loggen.")
        super().__init__(
            Label(_("Hendelse {number}").format(number=incident.number), "secondary"), Heading(kind, 2),
            Row(restricted_pill(), 1), Label(str(told)), Row(show, 1), spacing=10,
        )  # fmt: skip
        show.clicked.connect(self.lifted)
        self.column.addStretch(1)


def restricted_pill() -> Pill:
    """Says that not everybody sees it."""
    return Pill(str(_("Skjermet")), "neutral", "lock")


class RestrictBox(Box):
    """Asks who may see an incident besides those who lead, and whom it is about."""

    def __init__(self, parent: QWidget | None, held: Readers, rows: Sequence[PersonRow]) -> None:
        super().__init__(parent, str(_("Skjerm hendelsen")), str(_(
            "Bare ledere og de du velger her, ser den. I lister står det «Skjermet», og hver gang noen åpner den, blir "
            "det skrevet i loggen.")), icon="lock")  # fmt: skip
        self.readers = CheckGroup(
            str(_("Hvem andre må se den?")),
            [Option(str(row.id), row.name) for row in rows if row.role is not Role.LEADER],
        )
        self.readers.set_value([str(key) for key in held.readers])
        everybody = [Option(str(row.id), row.name) for row in rows]
        self.about = Dropdown(str(_("Gjelder den noen av dere?")), everybody, none=str(_("Nei")), width=260)
        self.about.set_value(held.about)
        self.boxes = {
            "readers": FieldBox(str(_("Hvem andre må se den?")), self.readers),
            "about": FieldBox(str(_("Gjelder den noen av dere?")), self.about,
                              hint=str(_("Den saken gjelder, ser den ikke, heller ikke som leder."))),
        }  # fmt: skip
        if not self.readers.findChildren(QWidget):
            self.boxes["readers"].hide()
        for box in self.boxes.values():
            self.body.put(box)
        release = QuietButton(str(_("Opphev skjermingen")))
        lets_go = [("release", release)] if held.restricted and not held.always else []
        self.offer(("yes", PrimaryButton(str(_("Skjerm")))), *lets_go, ("", SecondaryButton(str(_("Avbryt")))))


def restrict(desk: Desk, tell: Callable[..., None], page: QWidget, key: Key) -> None:
    """Ask who may see an incident, and let it be so; undone at the foot.

    Args:
        desk: verbs.
        tell: shows a toast.
        page: where the question belongs.
        key: the incident.
    """
    held = desk.read(readers_of, key)
    box = RestrictBox(page, held, desk.read(people))
    answer = box.ask()
    if not answer:
        return
    try:
        if answer == "release":
            desk.write(release_incident, key)
        else:
            readers = [Key(one) for one in box.readers.value()]
            desk.write(restrict_incident, key, readers, Key(box.about.value()) if box.about.value() else None)
    except (Invalid, Problem) as said:
        tell(str(said))
        return
    done = _("Hendelsen er skjermet.") if answer == "yes" else _("Hendelsen er ikke skjermet lenger.")
    # not by putting back what stood there: it is written in the log, too
    way = (restrict_incident, key, held.readers, held.about) if held.restricted else (release_incident, key)
    tell(str(done), *desk.undoing(done, *way))
