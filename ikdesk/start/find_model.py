"""What Ctrl+K finds: commands and parts of the settings by their words, and things in the file as they are told.

Somebody who makes something new that can be done gives it a line in ``COMMANDS``; where it leads is said in
``find_workplace.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ikdesk.kernel.search import Marks, has_all, words_in
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _

EACH = 6  # rows of a kind at most
COMMANDS_FIRST = 8  # shown before anything is typed
_NUMBER = re.compile(r"\s*(?:(?P<year>(?:19|20)\d\d)\s*[-/ ]\s*)?(?P<running>\d{1,6})\s*")


class Sort(Enum):
    """What kind of thing was found, in the order they are shown."""

    COMMAND = _("Kommandoer")
    INCIDENT = _("Hendelser")
    MEASURE = _("Tiltak")
    FOCUS = _("Innsatsområder")
    RISK = _("Risikovurderinger")
    ROUTINE = _("Rutiner")
    EQUIPMENT = _("Utstyr")
    PLACE = _("Steder")
    CONTACT = _("Kontakter")
    SETTING = _("Innstillinger")
    HELP = _("Hjelp")


@dataclass(frozen=True, slots=True)
class Command:
    """Something one can do from anywhere."""

    key: str  # what the window calls it: a page, or something in ``find_workplace.py``
    title: str
    icon: str
    rights: frozenset[Right] = frozenset()  # one of these is needed; none: everybody may
    words: str = ""  # other words people look for it by

    def offered(self, viewer: Viewer) -> bool:
        """Whether somebody may do it."""
        return not self.rights or not self.rights.isdisjoint(viewer.rights)

    def fits(self, typed: list[str]) -> bool:
        """Whether it is meant by what was typed."""
        return has_all(f"{self.title} {self.words}", typed)


_REPORT, _HANDLE, _EXPORT = frozenset({Right.REPORT}), frozenset({Right.HANDLE}), frozenset({Right.EXPORT})
COMMANDS: tuple[Command, ...] = (
    Command("report", _("Meld hendelse"), "circle-plus", _REPORT, _("ny registrer skade avvik")),
    Command("collect", _("Samleskjema for små skader"), "list-checks", _REPORT, _("skrubbsår plaster mange linjer")),
    Command("measure", _("Nytt tiltak"), "list-checks", _HANDLE, _("lag")),
    Command("meeting", _("Planlegg et møte"), "presentation", _HANDLE, _("personalmøte lysbilder skjerm referat")),
    Command("risk", _("Vurder risikoen"), "triangle-alert", _HANDLE,
            _("risikovurdering ros fare farer tur aktivitet ny kort lag")),
    Command("routine", _("Ny rutine"), "book-open", _HANDLE, _("lag skriv")),
    Command("days", _("Før akedager"), "snowflake", _REPORT, _("akebakke vær")),
    Command("reports", _("Lag rapport"), "file-text", _EXPORT, _("tertialrapport kommunen pdf utkast")),
    Command("deliver", _("Lever rapporten"), "check", _EXPORT, _("tertialrapport send e-post kommunen oppover")),
    Command("delivered", _("Leverte rapporter"), "history", _EXPORT, _("sendt mottatt versjon endret arkiv")),
    Command("verify", _("Kontroller en rapport"), "shield-check", _EXPORT, _("signatur ekte uendret hel kontrollsum")),
    Command("sector", _("Samle rapporter fra flere enheter"), "building-2", _EXPORT,
            _("kommunen eier mange barnehager skoler sammendrag motta")),
    Command("review", _("Røntgen: se hva som står ugjort"), "scan-search", frozenset({Right.READ}),
            _("glemt frist mangler kontroll gjennomgang")),
    Command("insurer", _("Lag samlelisten til forsikring"), "file-text", _EXPORT, _("små skader selskap samleskjema")),
    Command("export", _("Eksporter hendelsene"), "file-spreadsheet", _EXPORT, _("excel csv pdf liste skriv ut")),
    Command("import", _("Hent hendelser fra fil"), "upload", _HANDLE, _("importer excel csv")),
    Command("call_list", _("Skriv ut varslingslisten"), "phone", _REPORT, _("telefon nummer varsling hvem ringer")),
    Command("blank_report", _("Skriv ut tomt skjema: Meld hendelse"), "printer", _REPORT, _("papir blankt pdf")),
    Command("blank_collect", _("Skriv ut tomt samleskjema"), "printer", _REPORT, _("papir blankt pdf")),
    Command("staff", _("Lag uttrekk til verneombudet"), "hard-hat", frozenset({Right.READ_STAFF}), _("amu hms")),
    Command("backup", _("Ta sikkerhetskopi"), "save", frozenset({Right.SET_UP}), _("backup kopi")),
    Command("handover", _("Bytt leder"), "users", frozenset({Right.MANAGE_USERS}),
            _("overlevering ny leder slutter overta styrer")),
    Command("undo", _("Angre det siste du gjorde"), "undo-2", frozenset(), _("tilbake")),
    Command("keys", _("Vis hurtigtastene"), "type", frozenset(), _("tastatur snarveier")),
    Command("lock", _("Lås skjermen"), "lock", frozenset(), _("gå fra skjul")),
    Command("switch", _("Bytt bruker"), "users", frozenset(), _("logg ut inn")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in the file."""

    sort: Sort
    key: Key
    title: str
    detail: str = ""
    marks: Marks = ()
    detail_marks: Marks = ()
    code: tuple[str, str] = ("", "")  # a list of the unit's and what it is of that; said after the details
    whole: bool = True  # an incident: the viewer sees what was made of it, and not only what they told themselves


def commands_for(viewer: Viewer, typed: str, commands: Iterable[Command] = COMMANDS) -> tuple[Command, ...]:
    """What somebody may do that is meant by what they typed, what it is called before what it is also called.

    Args:
        viewer: who it is.
        typed: what was typed; nothing gives the first ones.
        commands: those there are.
    """
    words = words_in(typed)
    may = [one for one in commands if one.offered(viewer)]
    if not words:
        return tuple(may[:COMMANDS_FIRST])
    fitting = [one for one in may if one.fits(words)]
    return tuple(sorted(fitting, key=lambda one: not has_all(str(one.title), words))[:EACH])


def number_in(typed: str) -> tuple[int | None, int] | None:
    """The year, if it is said, and the running number: "2026-212" or "212"; None if it is no number.

    Args:
        typed: what was typed.
    """
    found = _NUMBER.fullmatch(typed)
    if found is None:
        return None
    return int(found["year"]) if found["year"] else None, int(found["running"])
