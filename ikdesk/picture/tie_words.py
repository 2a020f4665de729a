"""A bow-tie in words and as a table: whoever cannot see it is told the same."""

from __future__ import annotations

from ikdesk.kernel.words import _
from ikdesk.picture.parts import sentence
from ikdesk.picture.tie_spec import BowTieSpec, Guard, heads

Cells = tuple[list[str], list[list[str]]]


def tie_said(spec: BowTieSpec) -> list[str]:
    """From the causes to what it leads to, each barrier where it stands."""
    causes, before, event, after, consequences = heads()
    opening = _("Sløyfediagram. {head}: {event}").format(head=event, event=spec.event)
    said = [opening, _part(causes, spec.causes), _part(before, [guard_words(spec, one) for one in spec.before]),
            _part(consequences, spec.consequences),
            _part(after, [guard_words(spec, one) for one in spec.after])]  # fmt: skip
    return [sentence(one) for one in said]


def tie_cells(spec: BowTieSpec) -> Cells:
    """A line for every cause, barrier and consequence, in the order of the threads."""
    causes, before, event, after, consequences = heads()
    lines = [[one, causes, "", "", ""] for one in spec.causes]
    lines += [_guard_line(spec, one, before) for one in spec.before]
    lines.append([spec.event, event, "", "", ""])
    lines += [_guard_line(spec, one, after) for one in spec.after]
    lines += [[one, consequences, "", "", ""] for one in spec.consequences]
    return ["", str(_("Hva det er")), str(_("Har vi det?")), str(_("Virker det?")), str(_("Hjelper mot"))], lines


def guard_name(guard: Guard) -> str:
    """A barrier with its number: "3 Startkø"."""
    return f"{guard.number} {guard.words}"


def guard_words(spec: BowTieSpec, guard: Guard) -> str:
    """A barrier in words: "3 Startkø (har vi, virker delvis, bare mot: kollisjon)"."""
    return f"{guard_name(guard)} ({', '.join(guard_parts(spec, guard))})"


def guard_parts(spec: BowTieSpec, guard: Guard) -> list[str]:
    """What is said of a barrier besides its name."""
    met = spec.met(guard)
    against = [_("bare mot: {what}").format(what="; ".join(met))] if met else []
    return [part for part in (guard.standing, guard.worth, *against, guard.note) if part]


def _guard_line(spec: BowTieSpec, guard: Guard, what: str) -> list[str]:
    against = "; ".join(spec.met(guard)) or str(_("alle"))
    return [guard_name(guard), what, guard.standing, guard.worth, against]


def _part(head: str, told: list[str] | tuple[str, ...]) -> str:
    return f"{head}: {'; '.join(told) or _('ingen')}"
