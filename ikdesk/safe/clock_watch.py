"""Whether the machine's clock can be right, by what was saved before."""

from __future__ import annotations

from datetime import datetime, timedelta

from ikdesk.kernel.words import _, plain_date

# a clock that was set right, summer time, and a machine that was taken from one end of the world to the other
BACK = timedelta(hours=27)
AHEAD = timedelta(days=400)  # no unit rests for longer than that


def clock_words(now: datetime, newest: datetime | None) -> str:
    """What is said of a clock that cannot be right; empty where it can.

    Args:
        now: what the machine says, in UTC without a zone.
        newest: when something was last saved, likewise; None where nothing was.
    """
    if newest is None or -BACK <= now - newest <= AHEAD:
        return ""
    shown, saved = plain_date(now.date()), plain_date(newest.date())
    if now < newest:
        said = _("Klokken på maskinen viser {shown}, men det siste som ble lagret her, er fra {saved}. Still klokken, "
                 "eller fortsett hvis den er riktig.")  # fmt: skip
    else:
        said = _("Klokken på maskinen viser {shown}, og det siste som ble lagret her, er fra {saved}. Still klokken, "
                 "eller fortsett hvis den er riktig.")  # fmt: skip
    return said.format(shown=shown, saved=saved)
