"""What some kinds of incidents ask besides, and what must not be told here at all.

Source: barnehageloven §§ 42–43 and opplæringslova §§ 12-4, 12-5 and 13-5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ikdesk.kernel.words import _, clean

Named = tuple[tuple[str, str], ...]  # keys and names, in their order


@dataclass(frozen=True)
class Sensitive:
    """What must be known to ask about them."""

    asks: str = ""  # the kind of incident that asks whom it is about
    people: Named = ()  # those who can unlock
    alone: str = ""  # which of them is the only leader
    responsible: str = ""  # who is told what concerns the leader; name, telephone and e-mail
    brief: frozenset[str] = frozenset()  # the kinds that are only a reference
    most: int = 0  # characters of their story

    def elsewhere(self, values: Mapping[str, Any]) -> bool:
        """Whether this must not be saved here: whoever it is about could read all there is.

        Args:
            values: what was answered, as far as it could be understood.
        """
        if not self.asks or values.get("kind") != self.asks:
            return False
        about = str(values.get("about_id") or "")
        return self.unnamed or (bool(about) and about == self.alone)

    @property
    def unnamed(self) -> bool:
        """Whether nobody can be chosen, as in a message post: then it may be about whoever takes it in."""
        return not self.people

    def wrong(self, values: Mapping[str, Any]) -> dict[str, str]:
        """What must not be told: sentences by attribute; as ``elsewhere``."""
        if self.elsewhere(values):
            return {"kind" if self.unnamed else "about_id": _("Meldingen lagres ikke her. Meld slik det står under.")}
        if values.get("kind") in self.brief and len(clean(str(values.get("story") or ""))) > self.most:
            said = _("Skriv bare en kort henvisning, høyst {n} tegn. Selve saken hører ikke hjemme her.")
            return {"story": said.format(n=self.most)}
        return {}

    def told_to(self) -> str:
        """To whom it is told instead, in a sentence or two."""
        who = str(_("Meld direkte til den som er ansvarlig etter barnehageloven § 7: kommunen for en kommunal "
                    "barnehage, styret for en privat. I skolen melder du til kommunen."))  # fmt: skip
        if self.responsible:
            who = _("Meld direkte til {who}.").format(who=self.responsible)
        if not self.unnamed:
            return who
        leads = _("Gjelder det den som leder her? {who}").format(who=who)
        other = _("Gjelder det en annen, si det direkte til lederen med en gang, eller meld det der IKdesk brukes til "
                  "vanlig.")  # fmt: skip
        return f"{leads} {other}"

    def why(self) -> str:
        """Why it is not saved here, in a sentence or two."""
        if self.unnamed:
            return str(_("Her kan du ikke velge hvem meldingen gjelder. Gjelder den lederen, kan lederen lese "
                         "den i IKdesk. Derfor lagres den ikke her, heller ikke som utkast."))  # fmt: skip
        return str(_("Meldingen gjelder den eneste lederen her, og den som leder, kan lese alt i IKdesk. Derfor lagres "
                     "den ikke her, heller ikke som utkast."))  # fmt: skip


def sensitive_of(told: Any, people: Named) -> Sensitive:
    """From plain data; nothing where it does not stand there, or not whole.

    Args:
        told: what stands there.
        people: those who can unlock, as they are chosen among.
    """
    try:
        return Sensitive(
            str(told["asks"]), people, str(told["alone"]), str(told["responsible"]),
            frozenset(str(kind) for kind in told["brief"]), int(told["most"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return Sensitive()
