"""The words of a case whose papers lie elsewhere: what belongs here, and how its days stand."""

from __future__ import annotations

from datetime import date

from ikdesk.incidents.reference_model import ASKED, PLAN_ITEMS, WARNED, ReferenceRow
from ikdesk.kernel.words import Text, _, many, short_date

BELONGS = _("Bare saksnummer og frister. Selve saken skal ligge i sakssystemet eller arkivet dere bruker.")
SOONEST = _("Så snart som mulig. Det er vanlig å sette en frist på omtrent fem virkedager.")
AGAIN = _("Velg dagen nå, så minner vi om den.")
NONE_YET = _("Saksnummer og frister er ikke fylt ut ennå.")

State = tuple[str, str, str]  # words, tone, icon


def states(row: ReferenceRow, kind: str, today: date) -> list[State]:
    """How the days of a case stand, each as a calm pill.

    Args:
        row: what is kept.
        kind: of the incident.
        today: what "i dag" is.
    """
    if "plan_due" not in ASKED[kind]:
        return []
    found = [_plan(row, today)]
    if row.evaluated_on is not None:
        found.append((_("Vurdert {day}").format(day=short_date(row.evaluated_on)), "ok", "circle-check"))
    elif row.evaluate_on is not None:
        found.append(_until(_("Vurderes {day}"), row.evaluate_on, today))
    return found


def points(row: ReferenceRow) -> str:
    """How many of the points of the plan are in place."""
    return _("{n} av {all} punkter er på plass i planen").format(n=len(row.plan_items), all=PLAN_ITEMS)


def _plan(row: ReferenceRow, today: date) -> State:
    if row.plan_on is not None:
        return _("Plan ferdig {day}").format(day=short_date(row.plan_on)), "ok", "circle-check"
    if row.plan_due is None:
        return str(_("Plan: så snart som mulig")), "neutral", "clock"
    return _until(_("Plan ferdig innen {day}"), row.plan_due, today)


def _until(words: Text, day: date, today: date) -> State:
    left = (day - today).days
    told = words.format(day=short_date(day))
    if left < 0:
        return f"{told} · {many('{n} dag siden', '{n} dager siden', -left)}", "danger", "clock"
    return told, "warn" if left <= WARNED else "neutral", "clock"
