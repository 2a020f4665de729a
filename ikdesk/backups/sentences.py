"""How the backups stand, in one sentence."""

from __future__ import annotations

from datetime import date

from ikdesk.backups.model import Kept, State
from ikdesk.kernel.words import _, many, plain_date

OLD = 2  # days: with changes since, a backup that is older is told of on the front page
AWAY = 7  # days: so is one in the second place


def state_words(state: State, today: date) -> tuple[str, str]:
    """How the backups stand: a tone ("ok", "warn" or "danger") and one sentence.

    Args:
        state: from ``Backups.state``.
        today: the day it is.
    """
    worst = _danger(state, today)
    if worst:
        return "danger", worst
    warned = _warning(state, today)
    if warned:
        return "warn", warned
    if state.newest is None:
        return "warn", str(_("Ingenting er skrevet ennå, og ingen sikkerhetskopi er tatt."))
    said = _("Alt er trygt: siste sikkerhetskopi er kontrollert {when}, og ligger også på det andre stedet.")
    return "ok", said.format(when=when_words(state.newest, today))


def front_words(state: State, today: date) -> str:
    """What the front page must warn of; empty when there is nothing."""
    return _danger(state, today) or _late(state, today) or _away(state, today)


def when_words(kept: Kept, today: date) -> str:
    """When a backup was made, as it is said: "i dag klokka 09.30"."""
    clock = kept.made_at.strftime("%H.%M")
    days = (today - kept.made_at.date()).days
    if days == 0:
        return _("i dag klokka {clock}").format(clock=clock)
    if days == 1:
        return _("i går klokka {clock}").format(clock=clock)
    return plain_date(kept.made_at.date())


def _danger(state: State, today: date) -> str:
    """What must be seen to now."""
    if state.failed:
        if state.newest is None:
            return _("Sikkerhetskopien ble ikke tatt: {why}").format(why=state.failed)
        said = _("Sikkerhetskopien ble ikke tatt: {why} Den siste er fra {when}.")
        return said.format(why=state.failed, when=when_words(state.newest, today))
    if state.newest is None and state.unsaved:
        return str(_("Det finnes ingen sikkerhetskopi ennå. Ta en nå."))
    return ""


def _warning(state: State, today: date) -> str:
    return _away(state, today) or _late(state, today) or _unlike(state) or _same_disk(state)


def _late(state: State, today: date) -> str:
    if state.newest is None or not state.unsaved:
        return ""
    days = (today - state.newest.made_at.date()).days
    if days <= OLD:
        return ""
    return many("Siste sikkerhetskopi er {n} dag gammel, og noe er endret siden. Ta en ny.",
                "Siste sikkerhetskopi er {n} dager gammel, og noe er endret siden. Ta en ny.", days)  # fmt: skip


def _away(state: State, today: date) -> str:
    """What is wrong with the second place."""
    if state.second is None:
        return str(_("Sikkerhetskopiene ligger bare på denne maskinen. Velg et sted til, for eksempel en minnepinne."))
    newest = state.second_newest
    if newest is None:
        return _not_there_yet(state)
    days = (today - newest.made_at.date()).days
    if days <= AWAY or not _behind(state):
        return ""
    if not state.second_there:
        return many("Det er {n} dag siden det andre stedet fikk en sikkerhetskopi. Sett inn minnepinnen.",
                    "Det er {n} dager siden det andre stedet fikk en sikkerhetskopi. Sett inn minnepinnen, eller velg "
                    "et annet sted.", days)  # fmt: skip
    if state.second_failed:
        late = many("Det er {n} dag siden det andre stedet fikk en sikkerhetskopi.",
                    "Det er {n} dager siden det andre stedet fikk en sikkerhetskopi.", days)  # fmt: skip
        return f"{late} {state.second_failed}"
    return many("Det er {n} dag siden det andre stedet fikk en sikkerhetskopi. Ta en ny.",
                "Det er {n} dager siden det andre stedet fikk en sikkerhetskopi. Ta en ny.", days)  # fmt: skip


def _not_there_yet(state: State) -> str:
    if state.second_failed:
        return _("Det andre stedet har ingen sikkerhetskopi: {why}").format(why=state.second_failed)
    if not state.second_there:
        return str(_("Det andre stedet har ingen sikkerhetskopi, og kan ikke nås nå. Sett inn minnepinnen, eller velg "
                     "et annet sted."))  # fmt: skip
    return str(_("Det andre stedet har ingen sikkerhetskopi ennå. Ta en nå."))


def _behind(state: State) -> bool:
    """Whether something is not in the second place."""
    newest, there = state.newest, state.second_newest
    return state.unsaved or newest is None or there is None or there.made_at < newest.made_at


def _unlike(state: State) -> str:
    """Why the newest is not in the second place; it may be only since today."""
    newest, there = state.newest, state.second_newest
    if newest is None or there is None or there.made_at >= newest.made_at:
        return ""
    if state.second_failed:
        return _("Den nyeste sikkerhetskopien ligger bare her: {why}").format(why=state.second_failed)
    if not state.second_there:
        said = _("Den nyeste sikkerhetskopien ligger bare her. Det andre stedet kan ikke nås nå, og har en fra {day}.")
    else:
        said = _("Den nyeste sikkerhetskopien ligger bare her. Det andre stedet har en fra {day}.")
    return said.format(day=plain_date(there.made_at.date()))


def _same_disk(state: State) -> str:
    if not state.same_disk:
        return ""
    return str(_("Det andre stedet ligger på samme disk som dataene. Går disken i stykker, går begge tapt: velg helst "
                 "en minnepinne."))  # fmt: skip
