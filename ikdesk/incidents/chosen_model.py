"""Several incidents at once: what can be done with each, and why not where it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ikdesk.incidents.model import REFERENCE, VIOLATION, Status
from ikdesk.kernel.base import Code
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _

SHOWN = 8  # incidents that are named where something cannot be done with them


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of the incidents that were chosen."""

    id: Key
    number: str
    kind: Code
    status: Status
    about: bool  # somebody who can unlock
    collected: bool
    disposed: bool
    measures_left: int  # that came of it and are not finished, or nobody has said whether they worked


Why = Callable[[Chosen], str]  # why something cannot be done with one; empty when it can


def not_closed_why(one: Chosen) -> str:
    """Why it cannot be closed together with others."""
    if one.measures_left:
        return str(_("har tiltak som ikke er ferdige eller vurdert. Lukk den for seg"))
    if one.status is Status.CLOSED:
        return str(_("er lukket fra før"))
    return _gone(one) or (str(_("er ikke bekreftet ennå")) if one.status is Status.UNCONFIRMED else "")


def not_linked_why(one: Chosen) -> str:
    """Why it cannot be tied to a measure."""
    if one.kind == VIOLATION or one.about:  # a measure is read by those it may be about
        return str(_("følges ikke opp med tiltak her"))
    return _gone(one)


def not_transferred_why(one: Chosen) -> str:
    """Why it is none of the municipality's."""
    if one.collected:
        return str(_("er en linje i et samleskjema"))
    if one.kind in REFERENCE:
        return str(_("har sakens papirer et annet sted"))
    return _gone(one) or (str(_("er ikke bekreftet ennå")) if one.status is Status.UNCONFIRMED else "")


def _gone(one: Chosen) -> str:
    if one.disposed:
        return str(_("er kassert"))
    return str(_("er trukket tilbake")) if one.status is Status.WITHDRAWN else ""


def parted(rows: Iterable[Chosen], why: Why) -> tuple[list[Key], list[str]]:
    """Those it can be done with, and a line for each of the others.

    Args:
        rows: what was chosen.
        why: says why not.
    """
    can: list[Key] = []
    cannot: list[str] = []
    for one in rows:
        said = why(one)
        if said:
            cannot.append(_("{number} {why}.").format(number=one.number, why=said))
        else:
            can.append(one.id)
    if len(cannot) > SHOWN:
        more = _("… og {n} til.").format(n=len(cannot) - SHOWN)
        cannot = [*cannot[:SHOWN], more]
    return can, cannot
