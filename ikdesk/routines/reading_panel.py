"""Who has read a routine: what one is asked oneself, and for the leader who has and who lacks."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _, listed, many, plain_date, short_date
from ikdesk.routines.read_queries import Reading
from ikdesk.ui.cards import Banner, Pill
from ikdesk.ui.layouts import Wrap
from ikdesk.ui.text import Heading, Label

NAMES = 12  # names that are said; the rest are counted


def own_reading(reading: Reading) -> QWidget | None:
    """What is said to somebody about their own reading; None where there is nothing to say."""
    if reading.mine is not None:
        told = _("Du har lest versjon {n}, {day}.").format(n=reading.edition, day=plain_date(reading.mine))
        return Banner(told, "ok")
    if reading.before is not None:
        told = _("Du har lest versjon {before}. Versjon {n} er ny: les den på nytt.").format(
            before=reading.before, n=reading.edition)  # fmt: skip
        return Banner(told, "warn", icon="book-open")
    if reading.asked:
        return Banner(str(_("Du har ikke sagt fra at du har lest denne.")), "info", icon="book-open")
    return None


def others_reading(reading: Reading) -> list[QWidget]:
    """Who has read it and who lacks; for those who see all."""
    read, lacks = len(reading.readers), len(reading.lacking)
    found: list[QWidget] = [Heading(str(_("Lest og forstått")), 3)]
    if not read and not lacks:
        found.append(Label(str(_("Ingen andre bruker IKdesk her ennå.")), "secondary"))
        return found
    pills: list[QWidget] = [Pill(many("{n} har lest", "{n} har lest", read), "ok" if read else "neutral", "check")]
    if lacks:
        pills.append(Pill(many("{n} mangler", "{n} mangler", lacks), "warn", "clock"))
    found.append(Wrap(*pills, spacing=6))
    if lacks:
        found.append(Label(_("Mangler: {names}").format(names=_some(reading.lacking))))
    if read:
        names = tuple(f"{name} {short_date(day)}" for name, day in reading.readers)
        found.append(Label(_("Lest: {names}").format(names=_some(names)), "secondary"))
    return found


def _some(names: tuple[str, ...]) -> str:
    rest = len(names) - NAMES
    more = [many("{n} til", "{n} til", rest)] if rest > 0 else []
    return listed([*names[:NAMES], *more])
