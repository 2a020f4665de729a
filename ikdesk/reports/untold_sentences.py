"""What a report says about the numbers it does not tell: what the sign means, and which tables are left out."""

from __future__ import annotations

from ikdesk.kernel.words import Text, _, listed, quoted
from ikdesk.reports.facts_model import Facts

LEFT_OUT: dict[str, Text] = {
    "kind": _("Hendelser etter type"),
    "severity": _("Hendelser etter alvorlighet"),
    "place": _("Hendelser etter sted"),
    "mechanism": _("Hendelser etter hvordan det skjedde"),
    "activity": _("Hendelser etter aktivitet"),
    "month": _("Hendelser etter måned"),
    "routine_status": _("Hendelser og rutiner"),
    "department": _("Hendelser etter avdeling"),
    "treatment": _("Skader på barn etter behandling"),
    "work_when": _("Når i arbeidet"),
    "potential": _("Kunne ha blitt alvorlig"),
    "cross": _("Hendelser etter sted og type"),
}


def sign_words(facts: Facts) -> str:
    """What ":" means in the tables."""
    least, sensitive = facts.limits.least, facts.limits.sensitive
    if facts.has("staff"):
        return _("«:» betyr at tallet ikke vises. Det er under {least}, eller det kunne vært brukt til å regne ut et "
                 "slikt tall. Null vises alltid.").format(least=sensitive)  # fmt: skip
    return _("«:» betyr at tallet ikke vises. Det er under {least}, eller det kunne vært brukt til å regne ut et "
             "slikt tall. Null vises alltid, og summene er riktige.").format(least=least)  # fmt: skip


def dropped_words(facts: Facts) -> tuple[str, ...]:
    """Which tables are left out because they would tell small numbers whatever was hidden; none, nothing."""
    asked = facts.dropped - {"potential"} if facts.has("staff") else facts.dropped  # not counted for them at all
    names = [quoted(LEFT_OUT[key]) for key in LEFT_OUT if key in asked]
    if not names:
        return ()
    if len(names) == 1:
        return (_("Tabellen {table} kan ikke vises uten å røpe små tall. Derfor er den utelatt.").format(
            table=names[0]),)  # fmt: skip
    return (_("Tabellene {tables} kan ikke vises uten å røpe små tall. Derfor er de utelatt.").format(
        tables=listed(names)),)  # fmt: skip
