"""A change in plain words: 0.08 is «92 % færre», 2 is «dobbelt så mange»."""

from __future__ import annotations

from ikdesk.kernel.words import _, number


def change(ratio: float) -> str:
    """What is now, seen from what was before.

    Args:
        ratio: how many now for each one before, 0 or more.
    """
    percent = round((ratio - 1) * 100)
    if ratio <= 0:
        return str(_("ingen"))
    if percent <= -100:
        return str(_("over 99\xa0% færre"))
    if percent < 0:
        return _("{n}\xa0% færre").format(n=-percent)
    if percent == 0:
        return str(_("som før"))
    if percent < 100:
        return _("{n}\xa0% flere").format(n=percent)
    return _many_times(ratio)


def than_before(ratio: float) -> str:
    """The same with what it is compared with: «14 % færre enn før», «3 ganger så mange som før».

    Args:
        ratio: how many now for each one before, 0 or more.
    """
    percent = round((ratio - 1) * 100)
    if ratio <= 0 or percent == 0:
        return change(ratio)
    words = _("{change} enn før") if percent < 100 else _("{change} som før")
    return words.format(change=change(ratio))


def between(low: float | None, high: float | None) -> str:
    """An interval: «mellom 92 % færre og 14 % færre enn før».

    Args:
        low: its lower end; None is the same as 0.
        high: its upper end; None: it has none.
    """
    if high is None:
        return _("fra {low} og oppover, uten øvre grense").format(low=than_before(low or 0.0))
    return _("mellom {low} og {high}").format(low=change(low or 0.0), high=than_before(high))


def _many_times(ratio: float) -> str:
    if round(ratio, 1) == 2:
        return str(_("dobbelt så mange"))
    shown = number(ratio, 0 if ratio >= 10 or round(float(ratio), 1).is_integer() else 1)
    return _("{n} ganger så mange").format(n=shown)
