"""The boxes about pictures of an incident: what a new one shows, and why one is taken away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.choices import CheckBox
from ikdesk.ui.dialogs import LineBox, ReasonBox
from ikdesk.ui.thumbnail import Shown

PREVIEW = (480, 300)  # logical pixels at 100 %


class AboutBox(LineBox):
    """Asks what a picture shows before it is added, or anew.

    Args:
        parent: the window.
        image: the picture.
        about: what was said of it.
        keep: writes it down.
    """

    def __init__(self, parent: QWidget | None, image: QImage, about: str, keep: Callable[[str], object]) -> None:
        text = _("Er det et barn på bildet? Da skal det ikke ligge her. Ta et nytt av stedet eller tingen.")
        super().__init__(parent, str(_("Hva viser bildet?")), str(text), keep, "about")
        self.body.put(Shown(image, about, PREVIEW))
        hint = str(_("Ting og steder, ikke barn."))
        self.about = self.put_line(_("Hva viser bildet?"), about, str(_("Lagre bildet")), hint)


class AwayBox(ReasonBox):
    """Asks why a picture is taken away, and whether it shall be destroyed."""

    def __init__(self, parent: QWidget | None) -> None:
        text = _("Bildet vises ikke lenger. Er det et barn på det, kan det slettes for godt.")
        super().__init__(parent, str(_("Fjern bildet")), str(text), str(_("Fjern bildet")))
        self.destroyed_too = CheckBox(str(_("Slett det for godt. Det kan ikke angres.")))
        self.body.put(self.destroyed_too)
