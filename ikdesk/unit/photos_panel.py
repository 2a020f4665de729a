"""The setting that lets people add photographs to an incident; it is off until somebody decides otherwise."""

from __future__ import annotations

from collections.abc import Callable

from ikdesk.kernel.words import _
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import CheckBox
from ikdesk.ui.desk import Desk
from ikdesk.ui.text import Label
from ikdesk.unit.actions import change_unit
from ikdesk.unit.model import Unit
from ikdesk.unit.plan_queries import photos_allowed

_WHY = _(
    "Bilder av ting og steder kan forklare mye: sprekken i sklia, isen foran trappa. Bilder av barn skal ikke ligge "
    "her. Bildet låses inn sammen med resten. Hvor og når det er tatt, og alt annet kameraet skriver i filen, blir "
    "fjernet. Kasseres hendelsen, blir bildet borte for godt."
)


class PhotosCard(Card):
    """Whether photographs may be added, and what happens to them.

    Args:
        desk: verbs.
        tell: shows a toast.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__(title=str(_("Bilder ved hendelser")), padding=(20, 16, 20, 16))
        self._desk, self._tell = desk, tell
        self.allowed = CheckBox(str(_("Det er lov å legge bilder ved en hendelse")))
        self.put(Label(str(_WHY)), self.allowed)
        self.reload()
        self.allowed.changed.connect(self._on_changed)
        desk.changed.connect(self._on_told)

    def reload(self) -> None:
        """Show what is decided."""
        self.allowed.set_value(self._desk.read(photos_allowed))

    def _on_told(self, kinds: frozenset[type]) -> None:
        if Unit in kinds:
            self.reload()

    def _on_changed(self) -> None:
        wanted = self.allowed.value()
        if wanted == self._desk.read(photos_allowed):
            return
        self._desk.write(change_unit, {"photos": wanted})
        off = _("Nå kan bilder ikke legges ved. De som er der, blir.")
        said = str(_("Nå kan bilder legges ved.") if wanted else off)
        self._tell(said, *self._desk.undoing(said))
