"""What a rescue could not bring along, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.words import Text, _, many, month_name

# what people know by name; all else is told together
_NAMED: dict[str, Callable[[int, int], str]] = {
    "incident": lambda n, of: _("{n} av {of} hendelser kunne ikke leses").format(n=n, of=of),
    "measure": lambda n, of: _("{n} av {of} tiltak kunne ikke leses").format(n=n, of=of),
    "evaluation": lambda n, of: _("{n} av {of} vurderinger av tiltak kunne ikke leses").format(n=n, of=of),
    "routine": lambda n, of: _("{n} av {of} rutiner kunne ikke leses").format(n=n, of=of),
    "routine_version": lambda n, of: _("{n} av {of} utgaver av rutiner kunne ikke leses").format(n=n, of=of),
    "exposure_day": lambda n, of: _("{n} av {of} akedager kunne ikke leses").format(n=n, of=of),
    "staff_case": lambda n, of: _("{n} av {of} personalsaker kunne ikke leses").format(n=n, of=of),
    "sealed_content": lambda n, of: _("{n} av {of} bilder, tegninger og rapporter kunne ikke leses").format(n=n, of=of),
    "history": lambda n, of: _("{n} av {of} linjer i endringsloggen kunne ikke leses").format(n=n, of=of),
    "access": lambda n, of: _("{n} av {of} linjer i tilgangsloggen kunne ikke leses").format(n=n, of=of),
}
_OTHERS = _("{n} andre opplysninger kunne ikke leses, for eksempel steder, brukere eller kodelister")


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost of one kind."""

    lost: int
    of: int
    latest: date | None = None  # of what is lost, where it is known


@dataclass(frozen=True, slots=True)
class Losses:
    """All that is lost, and what was done about it."""

    by_table: Mapping[str, Loss]
    rebuilt: int = 0  # records built anew from the log of changes
    holes: int = 0  # of them, those that may be older than they were: the log has holes
    cut: int = 0  # records of which a part is lost
    aside: int = 0  # rows without a place
    pointers: int = 0  # pointers to what is lost
    older: int = 0  # rows as they were a little earlier
    unsure: bool = False  # whether more may be lost than anybody can tell
    gap: bool = False  # whether what was written last may be lost without a trace
    new_mark: bool = False  # whether the key of the logs was lost


def lost_said(losses: Losses) -> tuple[str, ...]:
    """Each thing that is lost, or was at risk, in a sentence; nothing when all is there."""
    said = [_said(name, losses.by_table[name]) for name in _NAMED if name in losses.by_table]
    others = sum(loss.lost for name, loss in losses.by_table.items() if name not in _NAMED)
    if others:
        said.append(f"{_OTHERS.format(n=others)}.")
    if losses.unsure:
        said.append(str(_("Det kan mangle flere: også listene som viser hvor mange det var, er skadet.")))
    return (*said, *_mended(losses))


def _said(name: str, loss: Loss) -> str:
    said = _NAMED[name](loss.lost, loss.of)
    if loss.latest is None:
        return f"{said}."
    month = f"{month_name(loss.latest.month)} {loss.latest.year}"
    return f"{said}; {_('de siste er fra {month}').format(month=month)}."


def _mended(losses: Losses) -> list[str]:
    numbers: list[tuple[int, str]] = [
        (losses.rebuilt, many("{n} post var skadet, og er satt sammen igjen fra endringsloggen.",
                              "{n} poster var skadet, og er satt sammen igjen fra endringsloggen.", losses.rebuilt)),
        (losses.holes, many("{n} av dem kan mangle det siste som ble rettet, for endringsloggen har hull.",
                            "{n} av dem kan mangle det siste som ble rettet, for endringsloggen har hull.",
                            losses.holes)),
        (losses.cut, many("I {n} post er en del av teksten borte.", "I {n} poster er en del av teksten borte.",
                          losses.cut)),
        (losses.older, many("{n} post står slik den var litt tidligere.", "{n} poster står slik de var litt tidligere.",
                            losses.older)),
        (losses.gap, str(_("Noe av det siste som ble skrevet før filen ble skadet, kan mangle."))),
        (losses.pointers, many("{n} henvisning til noe som er borte, er tatt ut.",
                               "{n} henvisninger til noe som er borte, er tatt ut.", losses.pointers)),
        (losses.aside, many(
            "{n} opplysning kunne leses, men det den hører til, er borte. Den er lagt til side, og er ikke slettet.",
            "{n} opplysninger kunne leses, men det de hører til, er borte. De er lagt til side, og er ikke slettet.",
            losses.aside,
        )),
        (losses.new_mark, str(_("Nøkkelen som viser om loggene er endret, gikk tapt. Loggene er merket på nytt, så det "
                                "som ble endret før dette, kan ikke lenger oppdages."))),
    ]  # fmt: skip
    return [said for number, said in numbers if number]


COMPARE: Text = _("En sikkerhetskopi kan ha mer enn dette. Se på den nyeste før du velger.")
NOTHING: Text = _("Alt som lå i filen, er med.")
