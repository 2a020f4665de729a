"""What one does with a report that was just delivered: the draft of the e-mail, the files, their folder."""

from __future__ import annotations

from pathlib import Path

from ikdesk.kernel.words import _
from ikdesk.reports.delivery_model import Delivered, Made
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner
from ikdesk.ui.open_file import open_file, show_in_folder, shown_folder


class SentBanner(Banner):
    """Where the files of a delivered report lie, with links.

    Args:
        made: what lies in the folder.
        drawn: the report.
    """

    def __init__(self, made: Made, drawn: Delivered) -> None:
        super().__init__(sent_words(made, drawn), "ok")
        self.links: dict[str, QuietButton] = {}
        if made.mail is not None:
            self._open("mail", str(_("Åpne e-postutkastet")), made.mail)
        pdf = next((path for path in made.paths if path.suffix == ".pdf"), None)
        if pdf is not None:
            self._open("open_pdf", _("Åpne {kind}").format(kind="PDF"), pdf)
        first = made.mail or made.paths[0]
        self.links["folder"] = QuietButton(str(_("Vis i mappe")))
        self.links["folder"].clicked.connect(lambda _on=False: show_in_folder(first))
        self.add_links(*self.links.values())

    def _open(self, key: str, words: str, path: Path) -> None:
        self.links[key] = QuietButton(words)
        self.links[key].clicked.connect(lambda _on=False: open_file(path))


def sent_words(made: Made, drawn: Delivered) -> str:
    """What was delivered to whom, where the files lie, and that sending them is left to people."""
    said = _("Levert til {to}, versjon {n}. Filene ligger i {folder}.").format(
        to=drawn.to, n=drawn.edition, folder=shown_folder((made.mail or made.paths[0]).parent)
    )
    return f"{said} {_('IKdesk sender ingenting selv: Det gjør du.')}"
