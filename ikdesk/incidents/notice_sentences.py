"""Who should be told of an incident in words: how long there is left, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from ikdesk.incidents.notice_model import Suggestion, When
from ikdesk.incidents.notice_row_model import NoticeItem
from ikdesk.kernel.clock import elapsed
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, clock_time, listed, many, short_date
from ikdesk.unit.contact_row_model import ContactRow

HOUR = timedelta(hours=1)
FEW_HOURS = 12  # left of 72: pressing
MANY_HOURS = 48  # past the end; from here on they are told in days
FEW_DAYS = 7
IN_CHARGE = ("leader", "deputy", "responsible_s7")  # whom to tell first, in this order


def what_words(suggestion: Suggestion, codebook: Codebook) -> str:
    """Who is told, or what is sent them, in few words."""
    return suggestion.what or codebook.label("contact_role", suggestion.roles[0])


def due_words(suggestion: Suggestion, now: datetime) -> tuple[str, str]:
    """How long there is left, and how pressing that is: danger, warn or neutral.

    Args:
        suggestion: one that is open.
        now: local.
    """
    due, clock = suggestion.due, suggestion.clock
    if due is None or clock is When.TOGETHER:
        short = str(_("På samlelisten")) if clock is When.TOGETHER else clock.label
        return short, "neutral"
    if clock in {When.AT_ONCE, When.HOURS_72}:
        return _in_hours(elapsed(now, due), clock)
    return _in_days((due.date() - now.date()).days, clock)


def _in_hours(left: timedelta, clock: When) -> tuple[str, str]:
    past = int(-left / HOUR)
    if past >= MANY_HOURS:
        return many("{n} dag over fristen", "{n} dager over fristen", past // 24), "danger"
    if past >= 1:
        return many("{n} time over fristen", "{n} timer over fristen", past), "danger"
    if clock is When.AT_ONCE or left <= timedelta():
        return str(_("Med en gang")), "danger"
    hours = ceil(left / HOUR)
    return many("Om {n} time", "Om {n} timer", hours), "danger" if hours <= FEW_HOURS else "warn"


def _in_days(days: int, clock: When) -> tuple[str, str]:
    if days < 0:
        return many("{n} dag over fristen", "{n} dager over fristen", -days), "danger"
    if days == 0:
        return str(_("I dag")), "warn"
    if clock is When.YEAR and days > FEW_DAYS * 4:
        return clock.label, "neutral"
    return many("Om {n} dag", "Om {n} dager", days), "warn" if days <= FEW_DAYS else "neutral"


def source_words(suggestion: Suggestion) -> str:
    """Where it says so, or that it is custom."""
    return _("Kilde: {source}").format(source=suggestion.source)


def done_words(item: NoticeItem) -> str:
    """Who told them and when, why they need not be told, or where else it is written down."""
    notice = item.notice
    if notice is not None and notice.at is not None:
        said = _("{day} kl. {time} av {who}").format(
            day=short_date(notice.at), time=clock_time(notice.at.time()), who=notice.by_name)  # fmt: skip
        return _("{said}. Snakket med {told}.").format(said=said, told=notice.told) if notice.told else f"{said}."
    if notice is not None:
        return _("Ikke nødvendig: {why} ({who})").format(why=notice.not_needed, who=notice.by_name)
    if item.suggestion.done_on is not None:
        return f"{short_date(item.suggestion.done_on)}."
    return str(_("Krysset av under oppfølgingen."))


def contact_words(row: ContactRow) -> str:
    """A name and how it is reached: "Siv Ås · 22 22 22 22"."""
    return " · ".join(part for part in (row.name, row.phone or row.email, row.note) if part)


def no_number_words(role: str) -> str:
    """What is said where nobody is written down for a role; empty where a number should be entered."""
    return str(_("Nummeret til foreldrene står i deres egen oversikt, ikke her.")) if role == "parents" else ""


def left_words(number: int) -> str:
    """How many should be told still."""
    return many("{n} gjenstår", "{n} gjenstår", number)


def emergency_line(rows: Sequence[ContactRow], codebook: Codebook) -> str:
    """Whom of their own to call when something serious happens, for the receipt: "Si fra til Berit (Styrer): …".

    Args:
        rows: the unit's contacts.
        codebook: its lists.

    Returns:
        Empty where no number is known.
    """
    said = [
        f"{row.name} ({codebook.label('contact_role', row.role)}): {row.phone}"
        for role in IN_CHARGE for row in rows if row.role == role and row.phone
    ]  # fmt: skip
    return _("Si fra til {whom}.").format(whom=listed(said)) if said else ""
