"""What is wrong with the logs of a file, and how a chain and an anchor tell."""

from __future__ import annotations

from dataclasses import dataclass

from ikdesk.kernel.fields import Choice
from ikdesk.kernel.words import _


class Wrong(Choice):
    """Kinds of what can be wrong; none of them can come of using the program on a sound disk."""

    EDITED = _("En linje er endret")
    REMOVED = _("En linje er tatt bort")
    SHORTENED = _("Slutten er tatt bort")
    ROLLED_BACK = _("Filen er byttet ut med en eldre")
    REWRITTEN = _("Loggen er skrevet om")
    NO_ANCHOR = _("Kontrollfilen mangler")
    FOREIGN_ANCHOR = _("Kontrollfilen hører til noe annet")
    FALSE_ANCHOR = _("Kontrollfilen er endret")
    OLD_BREAK = _("En linje var endret før oppgraderingen")
    LOST = _("Linjer gikk tapt da dataene ble reddet")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    what: Wrong
    chain: str = ""  # "history" or "access"; empty for an anchor
    seq: int = 0  # the number of the row, where it is about one

    @property
    def mark(self) -> str:
        """What stands in the log when somebody accepts it."""
        return f"{self.what.code} {self.chain}".strip()


ROWS = frozenset({Wrong.EDITED, Wrong.REMOVED, Wrong.OLD_BREAK, Wrong.LOST})  # these stay in the file, accepted or not
